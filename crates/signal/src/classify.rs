//! The second stage: a measured run held against the speeds of reference of its day.

use super::efforts::{self, Course};
use super::load;
use super::measure::Measured;
use super::profile::Profile;
use chrono::{DateTime, FixedOffset};
use comeback_core::rule_id::RuleId;
use comeback_core::run::{Effort, Figures, Load, PaceSource, Run, RunId, SourceFile, Speeds};
use comeback_core::units::Seconds;
use serde::{Deserialize, Serialize};

/// What depends on the speeds of reference.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Classified {
    /// Time that was surely at or above tempo effort; `None` without speed or critical speed.
    pub hard: Option<Seconds>,
    /// `None` without speed or critical speed: fast efforts cannot be told then.
    pub efforts: Option<Vec<Effort>>,
    /// Load of the hamstring tendon, in thousands of easy strides.
    pub tendon_load: Option<f64>,
    /// Other measures of load.
    pub load: Load,
}

/// Finds efforts and load. Takes a millisecond or two for an hour of running.
pub fn classify(measured: &Measured, speeds: &Speeds, profile: &Profile) -> Classified {
    if !measured.trace.is_rectangular() || measured.trace.is_empty() {
        return Classified::default();
    }
    let mut course = Course::new(
        &measured.trace,
        measured.altitude_noise,
        measured.speed_noise,
        measured.speed_step,
    );
    course.by_fixes = measured.speed_source == Some(PaceSource::Fixes);
    course.poor = (measured.quality.iter()).any(|doubt| doubt.rule == RuleId::GpsPoor);
    course.sprint = profile.sprint;
    course.planned = efforts::beside::repeated_work(&measured.laps);
    let efforts = speeds
        .critical
        .and_then(|_| efforts::find(&course, speeds, measured.grade_known));
    Classified {
        hard: efforts.as_deref().map(|efforts| {
            let held = efforts::held_speed(&course, speeds.easy);
            efforts::hard_time(efforts, speeds, held)
        }),
        efforts,
        tendon_load: load::tendon(&course, speeds),
        load: load::load(&course, speeds, profile),
    }
}

/// Joins both stages with what only the importer knows: the run's name, its local
/// start, its files, its device and its title.
// Eight facts from eight places; a struct would only rename them.
#[expect(clippy::too_many_arguments)]
pub fn assemble(
    id: RunId,
    start: DateTime<FixedOffset>,
    files: Vec<SourceFile>,
    device: Option<String>,
    title: Option<String>,
    measured: &Measured,
    classified: Classified,
    speeds: Speeds,
) -> Run {
    Run::from(Figures {
        id,
        start,
        sport: measured.sport,
        sub_sport: measured.sub_sport,
        title,
        device,
        files,
        distance: measured.distance,
        distance_source: measured.distance_source,
        elapsed: measured.elapsed,
        timer: measured.timer,
        moving: measured.moving,
        running: measured.running,
        ascent: measured.ascent,
        descent: measured.descent,
        ascent_uncertainty: measured.ascent_uncertainty,
        cadence: measured.cadence,
        step_length: measured.step_length,
        dynamics: measured.dynamics,
        heart_rate: measured.heart_rate,
        speed: measured.speed,
        speed_source: measured.speed_source,
        gap: measured.gap,
        hard: classified.hard,
        efforts: classified.efforts,
        grade_known: measured.grade_known,
        tendon_load: classified.tendon_load,
        load: classified.load,
        rpe: None,
        feel: None,
        note: None,
        sources: Vec::new(),
        steady: measured.steady.clone(),
        best: measured.best,
        speeds,
        laps: measured.laps.clone(),
        quality: measured.quality.clone(),
        uncertain: measured.uncertain.clone(),
        not_counted: None,
    })
}
