//! What is drawn of a run: its columns and what is told of the whole.

use comeback_core::limits::UnitSystem;
use comeback_core::run::EffortKind;

/// A shaded stretch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shade {
    pub from_s: f64,
    pub to_s: f64,
    pub kind: EffortKind,
    /// Whether the recording leaves it in no doubt.
    pub is_sure: bool,
}

/// What is told of the whole run; `None` where the recording does not tell it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Facts {
    pub distance_m: Option<f64>,
    pub running_s: Option<f64>,
    pub elapsed_s: Option<f64>,
    pub ascent_m: Option<f64>,
    pub speed_m_per_s: Option<f64>,
    pub gap_m_per_s: Option<f64>,
    pub cadence_spm: Option<f64>,
    pub heart_rate_bpm: Option<f64>,
    pub tendon_load: Option<f64>,
    /// The highest pain that answered it.
    pub pain: Option<f64>,
}

/// Columns of equal length; a missing value is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Seconds since the start.
    pub time_s: Vec<f64>,
    pub speed_m_per_s: Vec<Option<f64>>,
    pub gap_m_per_s: Vec<Option<f64>>,
    pub altitude_m: Vec<Option<f64>>,
    pub grade: Vec<Option<f64>>,
    pub cadence_spm: Vec<Option<f64>>,
    pub heart_rate_bpm: Vec<Option<f64>>,
    pub running: Vec<bool>,
    pub efforts: Vec<Shade>,
    pub facts: Facts,
    /// Where it went, metres east and north of its start; only for the run's own page.
    pub outline: Option<Vec<Option<(f64, f64)>>>,
    pub units: UnitSystem,
}

/// A gap in time from which a curve is broken, s.
pub(super) const BREAK_S: f64 = 10.0;

/// Climb of a kilometre from which on a run is hilly, m. (design)
pub(super) const HILLY: f64 = 15.0;

/// How far flat-equivalent and real pace lie apart to be told apart. (design)
pub(super) const APART: f64 = 0.03;

/// The kinds that are shaded and named, the most demanding first.
pub(super) const RANKED: [EffortKind; 5] = [
    EffortKind::HillSprint,
    EffortKind::Sprint,
    EffortKind::Interval,
    EffortKind::Tempo,
    EffortKind::Stride,
];

pub(super) fn rank(kind: EffortKind) -> Option<usize> {
    RANKED.iter().position(|ranked| *ranked == kind)
}

pub(super) fn is_hilly(facts: &Facts) -> bool {
    (facts.ascent_m.zip(facts.distance_m))
        .is_some_and(|(ascent, distance)| distance > 500.0 && ascent / distance * 1000.0 >= HILLY)
}

pub(super) fn range(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    (low <= high).then_some((low, high))
}
