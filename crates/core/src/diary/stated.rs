//! A run that the runner states without a file, as a run like any other.

use super::entry::StatedRun;
use crate::recording::{Format, Sport, SubSport};
use crate::run::{
    BestEfforts, CadenceSummary, Confidence, DistanceSource, Effort, EffortKind, Figures, Load,
    Run, RunId, SourceFile, Speeds,
};
use crate::units::{Metres, Seconds};
use chrono::{DateTime, FixedOffset};

/// The run of a statement; its minutes are running minutes, what was walked lies beside them.
pub fn run(start: DateTime<FixedOffset>, stated: &StatedRun) -> Run {
    let running = Seconds::from_minutes(stated.minutes);
    let duration = Seconds::from_minutes(stated.minutes + stated.walk_min);
    let speed = stated
        .distance_m
        .filter(|_| duration.minutes() > 0.0)
        .map(|distance| distance / duration);
    let cadence = stated.cadence_spm.map(|spm| CadenceSummary {
        median: spm,
        mean: spm,
        coverage: 1.0,
    });
    let step_length = speed
        .zip(stated.cadence_spm)
        .map(|(speed, cadence)| Metres::new(60.0 * speed.get() / cadence.get()));
    Run::from(Figures {
        id: RunId::at(start.to_utc()),
        start,
        sport: Sport::Running,
        sub_sport: if stated.treadmill {
            SubSport::Treadmill
        } else {
            SubSport::Generic
        },
        title: None,
        device: None,
        files: vec![SourceFile {
            name: "stated by the runner".to_owned(),
            format: Format::Manual,
            sha256: String::new(),
        }],
        distance: stated.distance_m,
        distance_source: stated.distance_m.map(|_| DistanceSource::Stated),
        elapsed: duration,
        timer: Some(duration),
        moving: Some(duration),
        running: Some(running),
        ascent: None,
        descent: None,
        ascent_uncertainty: None,
        cadence,
        step_length,
        dynamics: None,
        heart_rate: None,
        speed,
        speed_source: None,
        gap: None,
        hard: Some(Seconds::from_minutes(stated.hard_min)),
        efforts: Some(efforts(stated)),
        grade_known: true,
        tendon_load: None,
        load: Load {
            session_rpe: stated.rpe.map(|rpe| rpe * duration.minutes()),
            ..Load::default()
        },
        rpe: stated.rpe,
        feel: None,
        note: None,
        sources: Vec::new(),
        steady: Vec::new(),
        best: BestEfforts::default(),
        speeds: Speeds::default(),
        laps: Vec::new(),
        quality: Vec::new(),
        uncertain: Vec::new(),
        not_counted: None,
    })
}

/// Stated efforts are counted; when and how long they were is not known, so
/// their start and duration are zero and no reader shows them.
fn efforts(stated: &StatedRun) -> Vec<Effort> {
    let kinds = [
        (EffortKind::Hill, stated.hills),
        (EffortKind::Downhill, stated.downhills),
        (EffortKind::Interval, stated.intervals),
        (EffortKind::Sprint, stated.sprints),
        (EffortKind::HillSprint, stated.hill_sprints),
    ];
    kinds
        .into_iter()
        .flat_map(|(kind, count)| (0..count).map(move |_| kind))
        .map(|kind| Effort {
            kind,
            start: Seconds::ZERO,
            duration: Seconds::ZERO,
            mean_grade: None,
            speed: None,
            gap: None,
            climb: None,
            confidence: Confidence::High,
        })
        .collect()
}
