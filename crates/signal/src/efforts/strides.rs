//! Strides: 10-30 s at 1.1-1.4 of critical speed, alone between slower running.

use super::course::Baseline;
use super::course::{Course, overlaps, span};
use super::evidence::{self, Support};
use crate::metric::{MetricId, MetricPage};
use comeback_core::limits;
use comeback_core::run::{Confidence, Effort, EffortKind};

/// Flat-equivalent speed as shares of critical speed. (method §3, design)
pub const SLOWEST: f64 = limits::STRIDE_FROM.value;
/// Highest speed of a stride, over critical speed.
pub const FASTEST: f64 = limits::STRIDE_TO.value;
/// Durations. s (method §3, design)
pub const SHORTEST: usize = limits::STRIDE_SHORTEST.value as usize;
/// Longest stride. s
pub const LONGEST: usize = limits::STRIDE_LONGEST.value as usize;
/// A stride stands alone: the faster-than-critical time around it is no longer. s (design)
const LONGEST_AROUND: usize = 42;
/// On a steep bit of an easy run flat-equivalent speed alone rises; a stride is fast
/// over ground too, by this share of critical speed. (design)
const OVER_GROUND: f64 = 1.0;

/// The strides of a run, those of `bursts` left out.
pub fn find(course: &Course, critical: f64, trust: Confidence, bursts: &[Effort]) -> Vec<Effort> {
    let speed = course.averaged(3, |course, index| course.effort(index));
    let at = |index: usize, share: f64| {
        speed
            .get(index)
            .copied()
            .flatten()
            .is_some_and(|v| v >= share * critical)
    };
    let around = super::intervals::fast_parts(course, super::intervals::FASTER * critical);
    course
        .bouts(2, |index| at(index, SLOWEST))
        .into_iter()
        .filter(|bout| (SHORTEST..=LONGEST).contains(&bout.len()))
        .filter(|bout| {
            around
                .iter()
                .find(|wide| wide.contains(&bout.start))
                .is_none_or(|wide| wide.len() <= LONGEST_AROUND)
        })
        .filter(|bout| {
            let gap = course.mean_effort(bout.clone());
            let over_ground = course.mean_speed(bout.clone());
            gap.is_some_and(|v| (SLOWEST * critical..=FASTEST * critical).contains(&v))
                && over_ground.is_some_and(|v| v >= OVER_GROUND * critical)
        })
        .filter(|bout| {
            let from = course.time(bout.start);
            !overlaps(from, from + bout.len() as f64, bursts)
        })
        .map(|bout| course.describe(EffortKind::Stride, bout, None, trust))
        .collect()
}

/// Whether a stride may be counted: where speed is read off fixes, cadence or power may
/// refute it; fixes some seconds apart jump by themselves, so there they have to confirm it.
pub fn counts(course: &Course, stride: &Effort, usual: &Baseline) -> bool {
    if evidence::is_dense(course) && !course.by_fixes {
        return true;
    }
    let (from, to) = span(stride);
    let inside = |index: &usize| (from..to).contains(&course.time(*index));
    let mut seconds = course.indices().filter(inside);
    seconds.next().is_some_and(|first| {
        let range = first..first + seconds.count() + 1;
        match evidence::support(course, range, usual) {
            Support::Confirmed => true,
            Support::Silent => evidence::is_dense(course),
            Support::Refuted => false,
        }
    })
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Stride,
    what: "A short relaxed acceleration.",
    formula: "{stride-shortest}-{stride-longest} s at {stride-from}-{stride-to} critical speed (flat-equivalent), ≥ 1.0 over ground, not inside a longer hard bout, not a sprint; where speed is read off fixes, cadence or power, if recorded, must rise; where they lie more than 2 s apart, one of them must be recorded.",
    unit: "count",
    source: "this project",
    grade: "design",
    validity: "As good as critical speed.",
    example: "CS 3.6: 20 s at 4.5 m/s after an easy run is one stride.",
};
