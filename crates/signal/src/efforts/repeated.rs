//! Sprints up one slope again and again. What is seen once may be the altitude's error;
//! what is seen each time that the runner goes up there is the slope.

use super::burst::{Burst, OF_CRITICAL, Reference, Slope, burst, flat, free, judged, noise_of};
use super::course::Course;
use crate::smooth;
use comeback_core::run::Confidence;
use std::collections::BTreeSet;

/// On a slope that a sure one went up, by so many; and so much of it on that slope. (design)
const OVER_NOISE_AGAIN: f64 = 1.0;
const SAME_SLOPE: f64 = 0.5;
/// So many up one slope are a session of hill sprints; where none of them is sure, their
/// heights must exceed their noise by so much in the mean. (design)
const REPEATS: usize = 3;
const OVER_NOISE_TOGETHER: f64 = 1.75;

/// Sprints up one slope, none of them sure by itself: a height that comes again each time
/// that the slope is run up is the slope's, and no error that wanders.
pub(super) fn together(
    course: &Course,
    critical: f64,
    reference: &Reference,
    candidate: impl Fn(usize) -> bool,
) -> Vec<Burst> {
    let mut weak: Vec<Burst> = Vec::new();
    for bout in course.bouts(2, candidate) {
        let taken = burst(course, bout, critical, Slope::Late)
            .filter(|burst| free(burst, &weak))
            .and_then(|burst| judged(course, burst, reference, OVER_NOISE_AGAIN));
        weak.extend(taken);
    }
    let slopes: Vec<BTreeSet<u32>> = weak.iter().map(|burst| places(course, burst)).collect();
    let over = |burst: &Burst| {
        let noise = noise_of(course, &burst.range).filter(|noise| *noise > 0.0)?;
        Some(burst.seen / noise)
    };
    let agree = |slope: &BTreeSet<u32>| {
        let same = slopes
            .iter()
            .zip(&weak)
            .filter(|(other, _)| !slope.is_disjoint(other));
        let heights: Vec<f64> = same.filter_map(|(_, burst)| over(burst)).collect();
        let count = heights.len();
        count >= REPEATS && heights.iter().sum::<f64>() >= OVER_NOISE_TOGETHER * count as f64
    };
    let agreed: Vec<bool> = slopes.iter().map(agree).collect();
    weak.into_iter()
        .zip(agreed)
        .filter(|(_, agreed)| *agreed)
        .map(|(burst, _)| Burst {
            confidence: Confidence::Low,
            ..burst
        })
        .collect()
}

/// Sprints up the same slope as one that is sure: where the runner does it again, less
/// height needs to be seen.
pub(super) fn again(course: &Course, sure: &[Burst], reference: &Reference) -> Vec<Burst> {
    let places: BTreeSet<u32> = sure
        .iter()
        .flat_map(|burst| burst.range.clone())
        .filter_map(|index| course.place(index))
        .collect();
    let mut grades: Vec<f64> = sure.iter().map(|burst| burst.grade).collect();
    let Some(grade) = smooth::median(&mut grades).filter(|_| !places.is_empty()) else {
        return Vec::new();
    };
    let needed = OF_CRITICAL * reference.critical / flat(1.0, grade);
    let fast = |index: usize| course.speed(index).is_some_and(|v| v >= needed);
    let mut found: Vec<Burst> = Vec::new();
    for bout in course.bouts(1, fast) {
        let there = bout
            .clone()
            .filter(|&index| course.place(index).is_some_and(|at| places.contains(&at)))
            .count();
        if (there as f64) < SAME_SLOPE * bout.len() as f64 {
            continue;
        }
        let Some(burst) = burst(course, bout, reference.critical, Slope::Known(grade)) else {
            continue;
        };
        if free(&burst, sure)
            && free(&burst, &found)
            && let Some(burst) = judged(course, burst, reference, OVER_NOISE_AGAIN)
        {
            found.push(Burst {
                confidence: Confidence::Low,
                ..burst
            });
        }
    }
    found
}

/// Sprints that go up one slope again and again, each with a barometer's height of its own,
/// speak for one another: with cadence or power behind each, several that are steep enough
/// in the mean are in doubt no more.
pub(super) fn agreed(course: &Course, found: &mut [Burst]) {
    let slopes: Vec<BTreeSet<u32>> = found.iter().map(|burst| places(course, burst)).collect();
    let repeated: Vec<bool> = slopes
        .iter()
        .map(|slope| {
            let same = slopes.iter().filter(|other| !slope.is_disjoint(other));
            same.count() >= REPEATS
        })
        .collect();
    for (burst, repeated) in found.iter_mut().zip(repeated) {
        if repeated && burst.confirmed {
            burst.confidence = burst.confidence.max(Confidence::Medium);
        }
    }
}

/// For each burst those that go up the same slope, itself among them.
pub(super) fn sessions(course: &Course, found: &[Burst]) -> Vec<Vec<usize>> {
    let slopes: Vec<BTreeSet<u32>> = found.iter().map(|burst| places(course, burst)).collect();
    slopes
        .iter()
        .map(|slope| {
            let same = slopes.iter().enumerate();
            same.filter(|(_, other)| !slope.is_disjoint(other))
                .map(|(at, _)| at)
                .collect()
        })
        .collect()
}

fn places(course: &Course, burst: &Burst) -> BTreeSet<u32> {
    let seconds = burst.range.clone();
    seconds.filter_map(|index| course.place(index)).collect()
}
