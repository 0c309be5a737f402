//! What else speaks for a burst. Speed from satellites jumps by itself; a body that
//! sprints also steps faster and works harder. Where cadence or power is recorded it
//! decides; where neither is, the speed has to be beyond its own noise.

use super::Course;
use crate::run::smooth;
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
/// A hole in the speed that near makes a burst doubtful: it may be caught-up distance. s (design)
const NEAR_HOLE: usize = 6;

/// A body pushes the less the faster it is already: from standing it gains so much in a
/// second, at its highest speed nothing, and in between in proportion. Jumps of a fix know
/// no such law. m/s (force-velocity profiles of runners, Samozino 2016, and a margin: lab)
const GAIN_FROM_STANDING: f64 = 4.25;
const HIGHEST_SPEED: f64 = 8.5;
/// A watch shows speed late and rounded off: a rise beyond this is a runner's only where
/// cadence or power say so, and in doubt even then. m/s (design)
const USUAL_GAIN: f64 = 2.5;
/// What noise alone makes of a speed that is held. m/s (design)
const LEAST_GAIN: f64 = 1.0;

/// How the speed of a burst came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rise {
    /// As a watch shows a runner who speeds up.
    Steady,
    /// As fast as a body can.
    Steep,
    /// Out of a hole or a pause, or faster than a body can.
    Broken,
}

/// What cadence and power say of a burst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    Confirmed,
    /// Neither is recorded there.
    Silent,
    Refuted,
}

/// The usual of a run: medians over its running samples.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Baseline {
    pub speed: Option<f64>,
    pub cadence: Option<f64>,
    pub power: Option<f64>,
}

pub fn baseline(course: &Course) -> Baseline {
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

/// Looks for a hole in the speed, the end of a pause and a jump just before a burst or
/// inside: distance that a watch catches up after a tunnel looks like a sprint.
pub fn rise(course: &Course, burst: Range<usize>) -> Rise {
    let stretch = course.stretch_of(burst.start);
    // A recording may begin with a burst, but after a pause the first fix may jump.
    let after_pause = stretch.start > 0 && burst.start < stretch.start + 2;
    let from = burst.start.saturating_sub(NEAR_HOLE).max(stretch.start);
    let to = (burst.end + 1).min(stretch.end);
    let speeds: Option<Vec<f64>> = (from..to).map(|index| course.speed(index)).collect();
    match speeds {
        Some(speeds) if !after_pause => steepest(&speeds),
        _ => Rise::Broken,
    }
}

fn steepest(speeds: &[f64]) -> Rise {
    let exceeds = |most: f64| {
        speeds.windows(2).any(|pair| match pair {
            [from, to] => {
                let gain = GAIN_FROM_STANDING * (1.0 - from / HIGHEST_SPEED);
                to - from > gain.clamp(LEAST_GAIN, most)
            }
            _ => false,
        })
    };
    if exceeds(GAIN_FROM_STANDING) {
        Rise::Broken
    } else if exceeds(USUAL_GAIN) {
        Rise::Steep
    } else {
        Rise::Steady
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_gains_less_the_faster_it_is() {
        for (speeds, expected) in [
            (&[2.7, 4.2, 5.6, 6.4][..], Rise::Steady),
            // From a turn on the spot, as fixes show it.
            (&[0.8, 3.9, 5.4], Rise::Steep),
            (&[0.0, 4.3], Rise::Broken),
            // Four metres a second more at once, and back again: a fix.
            (&[2.8, 6.5, 5.2, 4.4], Rise::Broken),
            (&[5.0, 7.0], Rise::Broken),
            (&[7.9, 8.8, 8.2], Rise::Steady),
            (&[], Rise::Steady),
        ] {
            assert_eq!(steepest(speeds), expected, "{speeds:?}");
        }
    }
}
