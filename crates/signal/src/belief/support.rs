//! What speaks for one series of speed: the others where they agree, the totals, the
//! cadence and the limits of runners.

use super::said::{Said, Series};
use crate::running::STANDING_SPEED;
use comeback_core::run::PaceSource;

/// Two series agree within this factor. (design)
pub(super) const AGREE: f64 = 1.15;
/// A total agrees with a series within this factor; within the closer one it is the
/// same figure, rounded elsewhere. (design)
pub(super) const TOTAL_AGREES: f64 = 1.12;
/// And they must tell so much of the run. (design)
const WHOLE: f64 = 0.97;
/// A device that differs from its own good fixes by more than this counts something else. (design)
const FAR_FROM_FIXES: f64 = 1.5;
/// Step lengths at the cadence of running that speak for a distance, m. (design)
const STEPS: std::ops::RangeInclusive<f64> = 0.55..=1.9;
/// Cadence of running, steps/min. (design)
const RUNNING_STEPS: std::ops::RangeInclusive<f64> = 140.0..=220.0;
/// Mean speeds of a run, m/s: outside, a source speaks against itself. (design)
pub(super) const MEAN_SPEEDS: std::ops::RangeInclusive<f64> = 0.7..=6.6;
/// So long a device must say that the runner moved, s, for its word where he stood, and so
/// much of the way must be what it says. (design)
pub(super) const LEAST_MOVED: f64 = 60.0;
const LEAST_OF_ALL: f64 = 0.2;
/// What each source's word weighs: fixes come from outside the device's own sums, laps
/// seldom from elsewhere than the total. (design)
const OF_FIXES: f64 = 1.5;
pub(super) const OF_LAPS: f64 = 0.5;
pub(super) const OF_CADENCE: f64 = 1.25;
pub(super) const OF_SPEED_LIMITS: f64 = 2.0;
/// Mean speeds of ordinary running, m/s: what lies there is a little likelier than its double
/// or its half. (design)
const ORDINARY: std::ops::RangeInclusive<f64> = 1.5..=4.0;
pub(super) const OF_ORDINARY: f64 = 0.6;

/// Whether a series tells nearly every second.
pub(super) fn is_whole(one: &Series<'_>) -> bool {
    one.speed.iter().flatten().count() as f64 >= WHOLE * one.speed.len() as f64
}

/// The series that most speaks for; the first of equals. Fixes that a device's own sums
/// are far from speak last, unless the body speaks against them.
pub(super) fn preferred<'a>(series: &[Series<'a>], said: &Said<'_>) -> Option<Series<'a>> {
    let mut best: Option<(Series<'a>, f64)> = None;
    for one in series {
        let support = support(*one, series, said);
        if best.as_ref().is_none_or(|(_, most)| support > most + 1e-9) {
            best = Some((*one, support));
        }
    }
    let (best, _) = best?;
    let far = series.iter().find(|fixes| {
        fixes.source == PaceSource::Fixes
            && !agree_within(&best, fixes, FAR_FROM_FIXES)
            && !only_wanders(&best, fixes)
            && by_body(fixes.metres, said) >= by_body(best.metres, said)
    });
    Some(far.copied().unwrap_or(best))
}

pub(super) fn support(one: Series<'_>, series: &[Series<'_>], said: &Said<'_>) -> f64 {
    let weight = |source| match source {
        PaceSource::Fixes => OF_FIXES,
        _ => 1.0,
    };
    let others: f64 = series
        .iter()
        .filter(|other| other.source != one.source && agree(&one, other))
        .map(|other| weight(other.source))
        .sum();
    let total = said
        .total
        .filter(|total| within(total / one.metres, TOTAL_AGREES));
    let laps = said
        .laps
        .filter(|laps| within(laps / one.metres, TOTAL_AGREES));
    let ordinary = if is_ordinary(one.metres, said) {
        OF_ORDINARY
    } else {
        0.0
    };
    weight(one.source)
        + ordinary
        + others
        + total.map_or(0.0, |_| 1.0)
        + laps.map_or(0.0, |_| OF_LAPS)
        + by_body(one.metres, said)
}

/// Whether a distance is run at an ordinary mean speed.
pub(super) fn is_ordinary(metres: f64, said: &Said<'_>) -> bool {
    said.seconds >= 60.0 && ORDINARY.contains(&(metres / said.seconds))
}

/// What cadence and the limits of runners say of a distance.
pub(super) fn by_body(metres: f64, said: &Said<'_>) -> f64 {
    if said.seconds < 60.0 {
        return 0.0;
    }
    let speed = metres / said.seconds;
    let limits = if MEAN_SPEEDS.contains(&speed) {
        0.0
    } else {
        -OF_SPEED_LIMITS
    };
    let steps = said.cadence.map(|cadence| {
        // Below the slowest running it counts strides.
        if cadence < 120.0 {
            2.0 * cadence
        } else {
            cadence
        }
    });
    let by_steps = steps
        .filter(|steps| RUNNING_STEPS.contains(steps))
        .map_or(0.0, |steps| {
            if STEPS.contains(&(60.0 * speed / steps)) {
                OF_CADENCE
            } else {
                -OF_CADENCE
            }
        });
    limits + by_steps
}

/// Whether two series are as fast where both exist.
pub(super) fn agree(one: &Series<'_>, other: &Series<'_>) -> bool {
    agree_within(one, other, AGREE)
}

pub(super) fn agree_within(one: &Series<'_>, other: &Series<'_>, factor: f64) -> bool {
    let (mut own, mut others) = (0.0, 0.0);
    for (a, b) in one.speed.iter().zip(other.speed) {
        if let (Some(a), Some(b)) = (a, b) {
            own += a;
            others += b;
        }
    }
    others > 0.0 && within(own / others, factor)
}

pub(super) fn within(ratio: f64, factor: f64) -> bool {
    (1.0 / factor..=factor).contains(&ratio)
}

/// Whether fixes are longer than a device's own sums only where that stands still: a watch
/// on a bedside table goes kilometres in a night by its fixes.
pub(super) fn only_wanders(device: &Series<'_>, fixes: &Series<'_>) -> bool {
    let (mut own, mut others, mut moved) = (0.0, 0.0, 0.0);
    let (mut wandered, mut stood) = (0.0, 0.0);
    for (a, b) in device.speed.iter().zip(fixes.speed) {
        if let (Some(a), Some(b)) = (a, b) {
            if *a < STANDING_SPEED {
                (wandered, stood) = (wandered + b, stood + 1.0);
            } else {
                (own, others, moved) = (own + a, others + b, moved + 1.0);
            }
        }
    }
    moved >= LEAST_MOVED
        && within(own / others, AGREE)
        && wandered < STANDING_SPEED * stood
        && own >= LEAST_OF_ALL * (own + wandered)
}
