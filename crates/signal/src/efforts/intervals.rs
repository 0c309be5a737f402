//! Intervals: at least two bouts of 20 s to 10 min at or above 0.97 of critical
//! speed, with recoveries at or below 0.85.
//!
//! On a climb flat-equivalent speed passes that threshold at an easy effort already when
//! the grade is short: the cost of a minute uphill is paid over more than that minute.
//! So a bout that only its grade makes fast counts when the runner holds his usual speed
//! over ground; one who slows down for it runs a hill, and no interval.

use super::{Course, evidence, overlaps, span};
use crate::metric::{MetricId, MetricPage};
use comeback_core::run::{Confidence, Effort, EffortKind};
use std::ops::Range;

/// Least flat-equivalent speed of a bout as a share of critical speed. (method §3, design)
pub const FASTER: f64 = 0.97;
/// Durations of a bout. s (method §3, design)
pub const SHORTEST: usize = 20;
pub const LONGEST: usize = 600;
/// Highest speed of a recovery as a share of critical speed. (method §3, design)
pub const RECOVERY: f64 = 0.85;
/// A recovery is at least that slow for so long. s (design)
const RECOVERY_TIME: usize = 10;
/// Slower parts so short do not end a bout. s (design)
const BRIDGE: usize = 4;
/// Two hard parts are one bout when no recovery and no more than this lies between. s (design)
const WAVERING: usize = 20;
/// A bout that is a smaller share of a tempo is part of it. (design)
const PART: f64 = 0.5;
/// A bout is so much faster than the running right before and after it. (method §3, design)
const STANDS_OUT: f64 = 1.12;
/// That running is read over at most so long, from so far away on. s (design)
const BESIDE: usize = 60;
const EDGE: usize = 3;
/// Heart rate answers a bout by rising so much until half a minute after it. bpm, s (design)
const ANSWER: f64 = 6.0;
const ANSWER_LATE: usize = 30;
/// Bouts of the same session lie no further apart. s (design)
const SAME_SESSION: f64 = 900.0;

/// `strides` are not counted a second time, nor are parts of a longer `tempo`; `held` is the speed over ground at which a
/// climb is a raised effort.
pub fn find(
    course: &Course,
    critical: f64,
    trust: Confidence,
    held: f64,
    strides: &[Effort],
    tempo: &[Effort],
) -> Vec<Effort> {
    let usual = evidence::baseline(course);
    let bouts: Vec<Range<usize>> = fast_parts(course, critical)
        .into_iter()
        .filter(|bout| (SHORTEST..=LONGEST).contains(&bout.len()))
        .filter(|bout| {
            let from = course.time(bout.start);
            let to = from + bout.len() as f64;
            !overlaps(from, to, strides) && !part_of(from, to, tempo)
        })
        .filter(|bout| {
            course
                .least_effort(bout.clone())
                .is_some_and(|mean| mean >= FASTER * critical)
        })
        .filter(|bout| {
            course.mostly_runs(bout.clone())
                && !course.rolls_down(bout.clone())
                && course.mean_speed(bout.clone()).is_some_and(|v| v >= held)
        })
        .filter(|bout| !course.by_fixes || evidence::not_refuted(course, bout.clone(), &usual))
        .filter(|bout| stands_out(course, bout) && is_answered(course, bout) != Some(false))
        .collect();
    let linked: Vec<bool> = bouts
        .windows(2)
        .map(|pair| match pair {
            [one, next] => recovered(course, one.end..next.start, critical),
            _ => false,
        })
        .collect();
    bouts
        .iter()
        .enumerate()
        .filter(|(index, _)| {
            let before = index.checked_sub(1).and_then(|i| linked.get(i));
            let after = linked.get(*index);
            before.or(after).is_some() && (before == Some(&true) || after == Some(&true))
        })
        .map(|(_, bout)| course.describe(EffortKind::Interval, bout.clone(), None, trust))
        .collect()
}

/// Whether a bout is clearly faster than the running on both sides of it; a pause or the
/// end of the run is as slow as can be.
fn stands_out(course: &Course, bout: &Range<usize>) -> bool {
    let stretch = course.stretch_of(bout.start);
    let before = bout.start.saturating_sub(BESIDE + EDGE).max(stretch.start)
        ..bout.start.saturating_sub(EDGE).max(stretch.start);
    let after = (bout.end + EDGE).min(stretch.end)..(bout.end + EDGE + BESIDE).min(stretch.end);
    let Some(own) = course.mean_effort(bout.clone()) else {
        return false;
    };
    [before, after].into_iter().all(|beside| {
        beside.len() < RECOVERY_TIME
            || slowest_half(course, beside).is_none_or(|slow| own >= STANDS_OUT * slow)
    })
}

/// Mean effort of the slower half of some seconds: where repetitions follow each other
/// quickly, the rest between them.
fn slowest_half(course: &Course, seconds: Range<usize>) -> Option<f64> {
    let mut efforts: Vec<f64> = seconds.filter_map(|index| course.effort(index)).collect();
    if efforts.len() < RECOVERY_TIME {
        return None;
    }
    efforts.sort_by(f64::total_cmp);
    efforts.truncate(efforts.len().div_ceil(2));
    Some(efforts.iter().sum::<f64>() / efforts.len() as f64)
}

/// Whether heart rate rises with a bout; `None` where it is not recorded.
fn is_answered(course: &Course, bout: &Range<usize>) -> Option<bool> {
    let stretch = course.stretch_of(bout.start);
    let from = course.heart_rate(bout.start)?;
    let until = (bout.end + ANSWER_LATE).min(stretch.end);
    let highest = (bout.start..until)
        .filter_map(|index| course.heart_rate(index))
        .reduce(f64::max)?;
    Some(highest - from >= ANSWER)
}

/// The parts at or above the speed of a bout, of whatever length.
pub fn fast_parts(course: &Course, critical: f64) -> Vec<Range<usize>> {
    let speed = course.averaged(5, |course, index| course.effort(index));
    let marked = course.bouts(BRIDGE, |index| {
        speed
            .get(index)
            .copied()
            .flatten()
            .is_some_and(|v| v >= FASTER * critical)
    });
    course.joined(marked, WAVERING, RECOVERY * critical)
}

/// Whether a bout is less than half of a tempo that it lies in: a lull of the speed, or of
/// the reception, makes no intervals of it.
fn part_of(from: f64, to: f64, tempo: &[Effort]) -> bool {
    let mut spans = tempo.iter().map(span);
    spans.any(|(start, end)| from < end && start < to && to - from < PART * (end - start))
}

/// Whether the time between two bouts holds a recovery: a pause, or ten seconds slow, over
/// ground too. A bit of descent in a steady run is none.
fn recovered(course: &Course, between: Range<usize>, critical: f64) -> bool {
    if between.is_empty() {
        return true;
    }
    let elapsed = course.time(between.end) - course.time(between.start);
    if elapsed > SAME_SESSION {
        return false;
    }
    let paused = elapsed > between.len() as f64 + super::super::motion::SMART_RECORDING;
    let mut slow = 0;
    let rested = between.into_iter().any(|index| {
        let speeds = [course.effort(index), course.speed(index)];
        let easy = speeds.iter().flatten().all(|v| *v <= RECOVERY * critical);
        slow = if easy { slow + 1 } else { 0 };
        slow >= RECOVERY_TIME
    });
    paused || rested
}

pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Interval,
    what: "One hard bout of an interval session.",
    formula: "≥ 2 bouts of 20 s-10 min at ≥ 0.97 critical speed (flat-equivalent), each next to a recovery of ≥ 10 s at ≤ 0.85, over ground too, or a pause, and ≥ 1.12 of the slower half of the minute on either side; answered by heart rate, where that is recorded, with a rise of 6 until half a minute after it; a bout on a climb only at the usual speed over ground or faster; strides are counted as strides, and parts of a longer tempo as that; where speed is read off fixes, cadence or power, if recorded, must rise.",
    unit: "count of bouts",
    source: "this project",
    grade: "design",
    validity: "As good as critical speed. Where altitude errs by more than 1 m over half a minute, or nothing speaks for a barometer, speed over ground takes the place of flat-equivalent speed.",
    example: "CS 4.0: 5 × 3 min at 4.1 m/s with 2 min at 2.5 m/s between: five intervals.",
};
