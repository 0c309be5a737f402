//! Tempo: at least 8 minutes at or above 0.90 of critical speed.

use super::course::Course;
use super::intervals::RECOVERY;
use crate::metric::{MetricId, MetricPage};
use comeback_core::limits;
use comeback_core::run::{Confidence, Effort, EffortKind};

/// Least flat-equivalent speed as a share of critical speed. (method §3, design)
pub const TEMPO: f64 = limits::TEMPO_FROM.value;
/// Least duration. s (method §3, design)
pub const DURATION: usize = limits::TEMPO_LEAST_SECONDS.value as usize;
/// Slower parts so short (a corner, a kerb) do not end a tempo; longer ones up to the
/// second figure do not where they are no recovery. s (design)
const BRIDGE: usize = 15;
const WAVERING: usize = 45;
/// Speed is averaged over so many seconds. (design)
const AVERAGED: usize = 9;
/// Smoothing takes this much off the two ends together. s (design)
const EDGES: usize = 6;

/// The tempos of a run.
pub fn find(course: &Course, critical: f64, trust: Confidence) -> Vec<Effort> {
    let speed = course.averaged(AVERAGED, |course, index| course.effort(index));
    let parts = course.bouts(BRIDGE, |index| {
        speed
            .get(index)
            .copied()
            .flatten()
            .is_some_and(|v| v >= TEMPO * critical)
    });
    course
        .joined(parts, WAVERING, RECOVERY * critical)
        .into_iter()
        .filter(|bout| bout.len() + EDGES >= DURATION)
        .filter(|bout| course.mostly_runs(bout.clone()) && !course.rolls_down(bout.clone()))
        .filter(|bout| {
            course
                .least_effort(bout.clone())
                .is_some_and(|mean| mean >= TEMPO * critical)
        })
        .map(|bout| course.describe(EffortKind::Tempo, bout, None, trust))
        .collect()
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Tempo,
    what: "Sustained hard running.",
    formula: "flat-equivalent speed ≥ {tempo-from} % of critical speed for ≥ {tempo-least} s, slower parts up to 15 s included, and up to 45 s where they stay above {interval-recovery} % in the mean.",
    unit: "count; its time is part of the hard minutes",
    source: "this project",
    grade: "design",
    validity: "As good as critical speed; where that comes from easy speed alone, low confidence. With a poor altitude speed over ground takes the place of flat-equivalent speed, as for intervals.",
    example: "CS 4.0: 20 min at 3.7 m/s is one tempo.",
};
