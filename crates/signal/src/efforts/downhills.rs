//! Descents: ground of at least 4 % down for at least 30 s and 5 m. Lengthening
//! contractions load the hamstrings, so they are counted apart from climbs.

use super::course::Course;
use super::hills;
use crate::metric::{MetricId, MetricPage};
use comeback_core::run::{Effort, EffortKind};

/// The descents of a run.
pub fn find(course: &Course) -> Vec<Effort> {
    hills::slopes(course, EffortKind::Downhill, -1.0)
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Downhill,
    what: "A descent that counts as downhill running.",
    formula: "grade ≤ −{hill-grade} % for ≥ {hill-seconds} s and ≥ {hill-metres} m down, at least half of it running, as for climbs.",
    unit: "count",
    source: "this project",
    grade: "design",
    validity: "Unknown without usable altitude.",
    example: "300 m at −5 % in 90 s: one downhill of 15 m.",
};
