//! What the charts show, gathered once from a history.

use super::frame::Figure;
use super::multiples::Small;
use super::profile::{Facts, Profile, Shade};
use super::{Look, cadence, ladder, load, pace, pain, profile as run_chart, rehab};
use comeback_core::diary::{History, response};
use comeback_core::forecast::forecast;
use comeback_core::limits::{self, UnitSystem};
use comeback_core::run::{Dynamics, Run, Trace};
use comeback_core::trend;
use comeback_core::trend::cadence::CadenceTrend;
use comeback_core::trend::climb::ClimbTrend;
use comeback_core::trend::load::LoadTrend;
use comeback_core::trend::pain::PainTrend;
use comeback_core::trend::rehab::RehabTrend;
use comeback_core::trend::shift::CadenceShift;

/// The charts of one athlete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    Load,
    Pain,
    Cadence,
    Pace,
    Ladder,
    Rehab,
    Run,
}

impl Chart {
    /// In the order in which a page shows them.
    pub const ALL: [Chart; 7] = [
        Chart::Load,
        Chart::Pain,
        Chart::Cadence,
        Chart::Pace,
        Chart::Ladder,
        Chart::Rehab,
        Chart::Run,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Chart::Load => "load",
            Chart::Pain => "pain",
            Chart::Cadence => "cadence",
            Chart::Pace => "pace",
            Chart::Ladder => "ladder",
            Chart::Rehab => "rehab",
            Chart::Run => "run",
        }
    }

    /// The question that it answers.
    pub const fn question(self) -> &'static str {
        match self {
            Chart::Load => "Was there a jump, and did pain follow?",
            Chart::Pain => "How was each run answered?",
            Chart::Cadence => "Has the step changed?",
            Chart::Pace => "Same pace, other step?",
            Chart::Ladder => "Where, and when?",
            Chart::Rehab => "Was rehab done as planned?",
            Chart::Run => "How was the last run?",
        }
    }
}

/// All that the charts of one athlete show at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub load: LoadTrend,
    pub pain: PainTrend,
    pub cadence: CadenceTrend,
    pub pace: CadenceShift,
    pub ladder: ClimbTrend,
    pub rehab: RehabTrend,
    /// The course of one run, where its samples are kept.
    pub run: Option<Profile>,
}

impl Seen {
    pub fn of(history: &History, run: Option<&Profile>) -> Seen {
        let cadence = trend::cadence::trend(history);
        Seen {
            load: trend::load::trend(history, load::WIDE_WEEKS),
            pain: trend::pain::trend(history, limits::PAIN_CHART_WEEKS.value as u64),
            pace: trend::shift::shift_of(&cadence),
            cadence,
            ladder: trend::climb::trend(history, forecast(history).as_ref()),
            rehab: trend::rehab::trend(history, rehab::WIDE_WEEKS),
            run: run.cloned(),
        }
    }

    /// One chart; `None` for the run where there is none to draw.
    pub fn figure(&self, chart: Chart, look: &Look) -> Option<Figure> {
        Some(match chart {
            Chart::Load => load::draw(&self.load, look),
            Chart::Pain => pain::draw(&self.pain, look),
            Chart::Cadence => cadence::draw(&self.cadence, look),
            Chart::Pace => pace::draw(&self.pace, look),
            Chart::Ladder => ladder::draw(&self.ladder, look),
            Chart::Rehab => rehab::draw(&self.rehab, look),
            Chart::Run => run_chart::draw(self.run.as_ref()?, look),
        })
    }
}

/// VISA-H where it was logged.
pub fn visa(history: &History) -> Small {
    Small {
        name: "VISA-H".to_owned(),
        unit: "0–100, higher is better".to_owned(),
        points: history
            .visa
            .iter()
            .map(|entry| (history.local_date(entry.at), entry.score))
            .collect(),
        ends: Some((0.0, 100.0)),
        least: 100.0,
    }
}

/// The course of one run with what answered it. Efforts without a duration (stated
/// ones) are not shaded.
pub fn profile(history: &History, run: &Run, trace: &Trace, units: UnitSystem) -> Profile {
    let wide = |column: &[Option<f32>]| -> Vec<Option<f64>> {
        column.iter().map(|value| value.map(f64::from)).collect()
    };
    let efforts = run.efforts.as_deref().unwrap_or_default();
    Profile {
        time_s: trace.time_s.iter().copied().map(f64::from).collect(),
        speed_m_per_s: wide(&trace.speed_m_per_s),
        gap_m_per_s: wide(&trace.gap_m_per_s),
        altitude_m: wide(&trace.altitude_m),
        grade: wide(&trace.grade),
        cadence_spm: wide(&trace.cadence_spm),
        heart_rate_bpm: trace
            .heart_rate_bpm
            .iter()
            .map(|value| value.map(f64::from))
            .collect(),
        running: trace.running.clone(),
        efforts: efforts
            .iter()
            .filter(|effort| effort.duration.get() > 0.0)
            .map(|effort| Shade {
                from_s: effort.start.get(),
                to_s: (effort.start + effort.duration).get(),
                kind: effort.kind,
                is_sure: effort.is_sure(),
            })
            .collect(),
        facts: Facts {
            distance_m: run.distance.map(|metres| metres.get()),
            running_s: run.running.map(|time| time.get()),
            elapsed_s: Some(run.elapsed.get()),
            ascent_m: run.ascent.map(|metres| metres.get()),
            speed_m_per_s: run.speed.map(|speed| speed.get()),
            gap_m_per_s: run.gap.map(|speed| speed.get()),
            cadence_spm: run.cadence.map(|cadence| cadence.median.get()),
            heart_rate_bpm: run.heart_rate.map(|rate| rate.mean.get()),
            tendon_load: run.tendon_load,
            pain: response(run, history).max.map(|score| score.get()),
        },
        outline: None,
        units,
    }
}

/// Running dynamics of each run whose watch, pod or strap recorded them.
pub fn dynamics(history: &History) -> Vec<Small> {
    type Read = fn(&Dynamics) -> Option<f64>;
    let figures: [(&str, &str, f64, Read); 4] = [
        ("Ground contact", "ms", 30.0, |of| {
            of.ground_contact.map(|contact| 1000.0 * contact.get())
        }),
        ("Vertical oscillation", "cm", 2.0, |of| {
            of.vertical_oscillation.map(|metres| 100.0 * metres.get())
        }),
        ("Vertical ratio", "% of the step", 2.0, |of| {
            of.vertical_ratio.map(|ratio| 100.0 * ratio)
        }),
        ("Balance", "% of the contact left", 4.0, |of| {
            of.left_share.map(|share| 100.0 * share)
        }),
    ];
    figures
        .into_iter()
        .map(|(name, unit, least, read)| Small {
            name: name.to_owned(),
            unit: unit.to_owned(),
            points: (history.runs.iter())
                .filter_map(|run| Some((run.date(), read(run.dynamics.as_ref()?)?)))
                .collect(),
            ends: None,
            least,
        })
        .collect()
}
