//! Climbs: ground of at least 4 % up for at least 30 s and 5 m.

use super::course::Course;
use crate::metric::{MetricId, MetricPage};
use comeback_core::limits;
use comeback_core::run::{Confidence, Effort, EffortKind};
use std::ops::Range;

/// Least mean grade. (method §3, design)
pub const GRADE: f64 = limits::HILL_GRADE.value / 100.0;
/// Least duration. s (method §3, design)
pub const DURATION: usize = limits::HILL_SECONDS.value as usize;
/// Least height. m (method §3, design)
pub const HEIGHT: f64 = limits::HILL_METRES.value;
/// From here a hill is steep. (method §3, design)
pub const STEEP: f64 = limits::HILL_STEEP.value / 100.0;
/// A flatter part so short does not end a hill. s (design)
const BRIDGE: usize = 8;
/// Grade is averaged over so many seconds before it is held against the threshold. (design)
const AVERAGED: usize = 13;
/// The height must exceed what noise alone makes by this many standard deviations. (design)
const OVER_NOISE: f64 = 3.5;
/// No runner gains height faster for so long: the altitude is wrong there. The record of
/// a vertical kilometre is 0.58 m/s. m/s (design)
const FASTEST_RISE: f64 = 0.7;
/// The marks fall a little inside the true edges of a hill, by the smoothing. s (design)
const EDGE: usize = 2;
/// The extreme of the altitude is looked for so near the end of a hill. s (design)
const ROUNDED: usize = 4;

/// The climbs of a run.
pub fn find(course: &Course) -> Vec<Effort> {
    slopes(course, EffortKind::Hill, 1.0)
}

/// Slopes of one direction; `sign` is 1 for up and −1 for down.
pub(super) fn slopes(course: &Course, kind: EffortKind, sign: f64) -> Vec<Effort> {
    let grade = (course.slope)
        .get_or_init(|| course.averaged(AVERAGED, |course, index| course.fine_grade(index)));
    let steep = |index: usize| {
        grade
            .get(index)
            .copied()
            .flatten()
            .is_some_and(|grade| sign * grade >= GRADE)
    };
    course
        .bouts(BRIDGE, steep)
        .into_iter()
        .filter_map(|bout| {
            let stretch = course.stretch_of(bout.start);
            let wide = bout.start.saturating_sub(EDGE).max(stretch.start)
                ..(bout.end + EDGE).min(stretch.end);
            let (height, mean) = rise(course, &wide, &stretch, sign)?;
            let noise = course.altitude_noise(&wide)?;
            let sure = noise.of_difference(wide.len() as f64, AVERAGED as f64);
            let counts = course.mostly_runs(wide.clone())
                && wide.len() >= DURATION
                && height >= HEIGHT
                && (sign < 0.0 || height <= FASTEST_RISE * wide.len() as f64)
                && mean >= GRADE * 0.97
                && height >= OVER_NOISE * sure;
            let confidence = if height >= 2.0 * OVER_NOISE * sure {
                Confidence::High
            } else {
                Confidence::Medium
            };
            counts.then(|| course.describe(kind, wide, Some(height), confidence))
        })
        .collect()
}

/// Height between the ends of a range and its mean grade, in the direction looked
/// for. Smoothing rounds the ends off, so the extreme near each end counts.
fn rise(
    course: &Course,
    range: &Range<usize>,
    stretch: &Range<usize>,
    sign: f64,
) -> Option<(f64, f64)> {
    let near = |index: usize| {
        let from = index.saturating_sub(ROUNDED).max(stretch.start);
        let to = (index + ROUNDED + 1).min(stretch.end);
        (from..to).filter_map(|at| course.altitude(at).map(|height| sign * height))
    };
    let foot = near(range.start).fold(f64::INFINITY, f64::min);
    let top = near(range.end.checked_sub(1)?).fold(f64::NEG_INFINITY, f64::max);
    let height = top - foot;
    let length: f64 = range.clone().filter_map(|index| course.speed(index)).sum();
    (length > 0.0 && height.is_finite()).then(|| (height, height / length))
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Hill,
    what: "A climb that counts as hill running; from 10 % it is steep.",
    formula: "grade ≥ {hill-grade} % for ≥ {hill-seconds} s and ≥ {hill-metres} m, flatter parts up to 8 s included, at least half of it running, at no more than 0.7 m/s upwards; the height must exceed 3.5 standard deviations of the altitude's own noise.",
    unit: "count",
    source: "this project",
    grade: "design",
    validity: "Unknown without usable altitude. With GPS altitude hills are seen where the ground is run more than once or the climb is high; others are missed rather than invented.",
    example: "200 m at 6 % in 75 s: one hill of 12 m.",
};
