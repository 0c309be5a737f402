//! What else speaks for a burst. Speed from satellites jumps by itself; a body that
//! sprints also steps faster and works harder. Where cadence or power is recorded it
//! decides; where neither is, the speed has to be beyond its own noise.

use super::course::{Baseline, Course};
use crate::smooth;
use std::ops::Range;

/// A burst lifts cadence by at least this much per m/s over the running before it, half
/// of what speed does by itself (van Oeveren 2019: 6 spm per m/s), within these
/// limits. spm per m/s, spm (design)
const CADENCE_PER_SPEED: f64 = 3.0;
const CADENCE_RISE: std::ops::RangeInclusive<f64> = 4.0..=6.0;
/// A burst lifts power by at least this share. (design)
const POWER_RISE: f64 = 1.2;
/// This much over the run's usual is a burst whatever went before. spm (design)
const PLAIN_RISE: f64 = 15.0;
/// Slower running than this share of the burst is what the burst is held against. (design)
const SLOWER: f64 = 0.85;
/// The running before a burst is read so far back. s (design)
const BEFORE: usize = 45;
/// A burst of this length and more must be seen in cadence while it lasts; a shorter
/// one may be seen late. s (design)
const LONG: usize = 10;
/// Fixes further apart than this show no burst by themselves. s (design)
const SPARSE: f64 = 2.0;
/// Sensors lag: the sign may come so much later than the speed, or earlier. s (design)
const LAG: usize = 8;
const LEAD: usize = 3;

/// What cadence and power say of a burst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// Cadence or power rises with it.
    Confirmed,
    /// Neither is recorded there.
    Silent,
    /// Neither does.
    Refuted,
}

/// What is usual in the run.
pub fn baseline(course: &Course) -> Baseline {
    *course.usual.get_or_init(|| usual(course))
}

fn usual(course: &Course) -> Baseline {
    let median = |column: &dyn Fn(usize) -> Option<f64>| {
        let mut values: Vec<f64> = course
            .indices()
            .filter(|&index| course.runs(index))
            .filter_map(column)
            .collect();
        smooth::median(&mut values)
    };
    Baseline {
        speed: median(&|index| course.speed(index)),
        cadence: median(&|index| course.cadence(index)),
        power: median(&|index| course.power(index).filter(|watts| *watts > 0.0)),
    }
}

/// Asks cadence, then power.
pub fn support(course: &Course, burst: Range<usize>, baseline: &Baseline) -> Support {
    let stretch = course.stretch_of(burst.start);
    let Some(fast) = course.mean_speed(burst.clone()) else {
        return Support::Silent;
    };
    let before = before(course, &burst, &stretch, fast, baseline);
    let rise = before.speed.map_or(0.0, |usual| fast - usual);
    let (least, most) = (*CADENCE_RISE.start(), *CADENCE_RISE.end());
    let rise = (CADENCE_PER_SPEED * rise).clamp(least, most);
    let needed_cadence = before.cadence.map(|usual| {
        let plain = baseline.cadence.map_or(f64::INFINITY, |c| c + PLAIN_RISE);
        (usual + rise).min(plain)
    });
    let needed_power = before.power.map(|usual| usual * POWER_RISE);
    let verdicts = [
        judge(course, &burst, &stretch, needed_cadence, |c, i| {
            c.cadence(i)
        }),
        judge(course, &burst, &stretch, needed_power, |c, i| c.power(i)),
    ];
    verdicts
        .into_iter()
        .find(|verdict| *verdict != Support::Silent)
        .unwrap_or(Support::Silent)
}

/// Whether cadence and power let a fast part pass: they rise with it, or are not recorded.
pub fn not_refuted(course: &Course, part: Range<usize>, baseline: &Baseline) -> bool {
    support(course, part, baseline) != Support::Refuted
}

/// The usual of the slower running before a burst; that of the whole run where little
/// of it lies before.
fn before(
    course: &Course,
    burst: &Range<usize>,
    stretch: &Range<usize>,
    fast: f64,
    baseline: &Baseline,
) -> Baseline {
    let from = burst.start.saturating_sub(BEFORE).max(stretch.start);
    let to = burst.start.saturating_sub(LEAD).max(from);
    let slower = |index: &usize| {
        course.runs(*index) && course.speed(*index).is_some_and(|v| v <= SLOWER * fast)
    };
    let median = |column: &dyn Fn(usize) -> Option<f64>, otherwise: Option<f64>| {
        let mut values: Vec<f64> = (from..to).filter(slower).filter_map(column).collect();
        if values.len() < LONG {
            return otherwise;
        }
        smooth::median(&mut values).or(otherwise)
    };
    Baseline {
        speed: median(&|index| course.speed(index), baseline.speed),
        cadence: median(&|index| course.cadence(index), baseline.cadence),
        power: median(&|index| course.power(index), baseline.power),
    }
}

/// What the sensor shows against what a burst must reach: around a short burst the
/// highest mean of three seconds; in a long one the mean of its faster half, so that a
/// sign that comes with the speed counts and one that comes by itself does not.
fn judge(
    course: &Course,
    burst: &Range<usize>,
    stretch: &Range<usize>,
    needed: Option<f64>,
    sensor: fn(&Course, usize) -> Option<f64>,
) -> Support {
    let Some(needed) = needed else {
        return Support::Silent;
    };
    let read = |window: Range<usize>| -> Vec<Option<f64>> {
        window.map(|index| sensor(course, index)).collect()
    };
    let reached = if burst.len() >= LONG {
        let mut speeds: Vec<f64> = burst.clone().filter_map(|i| course.speed(i)).collect();
        let middle = smooth::median(&mut speeds).unwrap_or(0.0);
        let half = |late: usize| {
            let values: Vec<Option<f64>> = burst
                .clone()
                .filter(|&index| course.speed(index).is_some_and(|v| v >= middle))
                .map(|index| sensor(course, (index + late).min(stretch.end - 1)))
                .collect();
            mean_of_most(&values)
        };
        [half(0), half(LEAD)].into_iter().flatten().reduce(f64::max)
    } else {
        let from = burst.start.saturating_sub(LEAD).max(stretch.start);
        let values = read(from..(burst.end + LAG).min(stretch.end));
        mean_of_most(&values).and_then(|_| {
            values
                .windows(3)
                .filter_map(|three| {
                    let sum: Option<f64> = three.iter().copied().sum();
                    sum.map(|sum| sum / 3.0)
                })
                .reduce(f64::max)
        })
    };
    match reached {
        None => Support::Silent,
        Some(reached) if reached >= needed => Support::Confirmed,
        Some(_) => Support::Refuted,
    }
}

/// Mean of the values that exist, if they are most.
fn mean_of_most(values: &[Option<f64>]) -> Option<f64> {
    let present: Vec<f64> = values.iter().flatten().copied().collect();
    (present.len() >= 3 && 2 * present.len() >= values.len())
        .then(|| present.iter().sum::<f64>() / present.len() as f64)
}

/// Whether speed alone may show a burst: fixes ten seconds apart may not.
pub fn is_dense(course: &Course) -> bool {
    course.speed_step <= SPARSE
}
