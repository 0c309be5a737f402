//! Grade of the ground, at two scales.
//!
//! The first is for flat-equivalent speed and hills: dz/dx centred over at least 40 m
//! and 10 s. The second is for efforts of seconds: the slope of an altitude smoothed
//! no more than its own noise asks for. Both are undefined under 1 m/s and clamped
//! to ±0.45.

use super::altimeter::Altimeter;
use super::elevation::{Altitude, AltitudeNoise};
use super::gap::STEEPEST;
use super::metric::{MetricId, MetricPage};
use super::running::STANDING_SPEED;
use super::smooth;
use std::ops::Range;

/// Least length that grade is taken over. m (method §3, design)
pub const LEAST_LENGTH: f64 = 40.0;
/// Least time that grade is taken over. s (method §3, design)
pub const LEAST_TIME: usize = 10;
/// The span is widened until noise alone makes less grade than this. (design)
const TOLERATED_NOISE: f64 = 0.012;
/// Where noise alone makes more than this even then, grade is unknown. (design)
const GREATEST_NOISE: f64 = 0.025;
/// Widest half-span. s (design)
const WIDEST_HALF: usize = 45;
/// No runner gains height faster over tens of metres: the altitude is wrong there. m/s (design)
const FASTEST_RISE: f64 = 0.9;
/// Variance of the wandering of a barometer that smoothing has to bear, m². (design)
const BAROMETER_SLOW: f64 = 0.25;
/// From so many passes the mean of a satellite's heights is read second by second; what
/// pooling blurs counts as white noise of this variance. passes, m² (design)
const MANY: u16 = 4;
const POOLED: f64 = 0.09;
/// How fast vertical speed may change: variance gained per second, (m/s)². (design)
const VERTICAL_DRIFT: f64 = 0.0064;

/// Grade over ≥ 40 m and ≥ 10 s on the clock. `speed` is smoothed ground speed.
pub fn grade(
    altitude: &Altitude,
    speed: &[Option<f64>],
    stretches: &[Range<usize>],
) -> Vec<Option<f64>> {
    let mut found = vec![None; speed.len()];
    let window = if altitude.is_barometer() { 15.0 } else { 31.0 };
    for stretch in stretches {
        let (Some(heights), Some(speeds)) = (
            altitude.mean.get(stretch.clone()),
            speed.get(stretch.clone()),
        ) else {
            continue;
        };
        let covered = covered(speeds);
        let mut errs = Errs::new(altitude.noise, window);
        let mut half = LEAST_TIME / 2;
        for index in 0..heights.len() {
            let Some(v) = speeds[index].filter(|v| *v >= STANDING_SPEED) else {
                continue;
            };
            half = half.saturating_sub(1).max(LEAST_TIME / 2);
            let passes = altitude.passes_at(stretch.start + index);
            let (from, to) = loop {
                let from = index.saturating_sub(half);
                let to = (index + half).min(heights.len() - 1);
                let length = covered[to] - covered[from];
                let enough = length >= LEAST_LENGTH
                    && errs.over(to - from, passes) <= TOLERATED_NOISE * length.max(v);
                if enough || half >= WIDEST_HALF {
                    break (from, to);
                }
                half += 1;
            };
            let length = covered[to] - covered[from];
            let Some((low, high)) = heights[from].zip(heights[to]) else {
                continue;
            };
            let errs = errs.over(to - from, passes);
            let possible = high - low <= FASTEST_RISE * (to - from) as f64;
            let readable = possible && length >= LEAST_LENGTH && errs <= GREATEST_NOISE * length;
            if readable && to - from >= LEAST_TIME {
                found[stretch.start + index] =
                    Some(((high - low) / length).clamp(-STEEPEST, STEEPEST));
            }
        }
    }
    found
}

/// What differences over spans of so many seconds err by, kept for the few counts of passes
/// that follow one another: mostly the same is asked from second to second.
struct Errs {
    noise: AltitudeNoise,
    window: f64,
    kept: [(u16, [f64; Errs::SPANS]); Errs::PASSES],
}

impl Errs {
    const SPANS: usize = 2 * WIDEST_HALF + 1;
    const PASSES: usize = 8;

    fn new(noise: AltitudeNoise, window: f64) -> Errs {
        let kept = std::array::from_fn(|passes| (passes as u16, [f64::NAN; Errs::SPANS]));
        Errs {
            noise,
            window,
            kept,
        }
    }

    fn over(&mut self, span: usize, passes: u16) -> f64 {
        let of_passes = &mut self.kept[usize::from(passes) % Errs::PASSES];
        if of_passes.0 != passes {
            *of_passes = (passes, [f64::NAN; Errs::SPANS]);
        }
        let errs = &mut of_passes.1[span];
        if errs.is_nan() {
            let noise = self.noise.pooled(passes);
            *errs = noise.of_difference(span as f64, self.window);
        }
        *errs
    }
}

/// Distance covered since the start of a stretch, one per sample.
fn covered(speeds: &[Option<f64>]) -> Vec<f64> {
    let mut sum = 0.0;
    speeds
        .iter()
        .map(|speed| {
            let here = sum;
            sum += speed.unwrap_or(0.0);
            here
        })
        .collect()
}

/// Altitude and grade at the scale of short efforts.
#[derive(Debug, Clone, PartialEq)]
pub struct Fine {
    /// Altitude, smoothed, m.
    pub altitude: Vec<Option<f64>>,
    /// Grade, rise over run.
    pub grade: Vec<Option<f64>>,
}

/// Smooths the altitude no more than its noise asks for and takes its slope.
pub fn fine(altitude: &Altitude, speed: &[Option<f64>], stretches: &[Range<usize>]) -> Fine {
    let mut fine = Fine {
        altitude: vec![None; speed.len()],
        grade: vec![None; speed.len()],
    };
    // An error that wanders counts as the white noise that has the same power at
    // the scale of an effort.
    let satellite = altitude.altimeter == Altimeter::Satellite;
    let noise = |index: usize| {
        let own = altitude.noise_at(index);
        let white = own.white.powi(2).max(0.01);
        if !satellite {
            white + own.slow.powi(2).min(BAROMETER_SLOW)
        } else if altitude.pooled.get(index).is_some_and(|n| *n >= MANY) {
            white + POOLED
        } else {
            white + own.slow.powi(2) * 2.0 * super::elevation::SLOW_TIME
        }
    };
    for stretch in stretches {
        let (Some(heights), Some(speeds)) = (
            altitude.raw.get(stretch.clone()),
            speed.get(stretch.clone()),
        ) else {
            continue;
        };
        // A barometer's readings are known as ground already.
        let known = |index: usize| {
            let ground = altitude.ground.get(index).copied().flatten();
            ground.filter(|_| altitude.altimeter == Altimeter::Barometer)
        };
        let is_all_known = (stretch.clone().zip(heights))
            .all(|(index, height)| height.is_none() || known(index).is_some());
        let states = if is_all_known {
            vec![smooth::Trend::default(); heights.len()]
        } else {
            smooth::trend_of(heights, |at| noise(stretch.start + at), VERTICAL_DRIFT)
        };
        for ((index, state), (height, speed)) in
            stretch.clone().zip(states).zip(heights.iter().zip(speeds))
        {
            if height.is_none() {
                continue;
            }
            if let Some((height, grade)) = known(index) {
                fine.altitude[index] = Some(height);
                if speed.is_some_and(|v| v >= STANDING_SPEED) {
                    fine.grade[index] = Some(grade.clamp(-STEEPEST, STEEPEST));
                }
                continue;
            }
            fine.altitude[index] = Some(state.level);
            if let Some(v) = speed.filter(|v| *v >= STANDING_SPEED) {
                fine.grade[index] = Some((state.slope / v).clamp(-STEEPEST, STEEPEST));
            }
        }
    }
    fine
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Grade,
    what: "Rise over run of the ground.",
    formula: "dz/dx centred over ≥ 40 m and ≥ 10 s, wider where the altitude's noise would make more than 1.2 %, unknown where it makes more than 2.5 % all the same and where it would mean climbing more than 0.9 m/s; clamped ±0.45. For efforts of seconds: slope of the altitude after a Kalman smoother whose noise is that of the recording.",
    unit: "m/m",
    source: "this project",
    grade: "design",
    validity: "Undefined under 1 m/s, within a few metres of a pause, without altitude and on treadmills.",
    example: "4 m higher after 100 m: 0.04, 4 %.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elevation::AltitudeNoise;
    use crate::wander::Alone;

    fn slope(grade: f64, speed: f64, count: usize) -> (Altitude, Vec<Option<f64>>) {
        let heights: Vec<_> = (0..count).map(|t| Some(grade * speed * t as f64)).collect();
        let altitude = Altitude {
            raw: heights.clone(),
            ground: vec![None; count],
            mean: heights,
            altimeter: Altimeter::Barometer,
            noise: AltitudeNoise {
                white: 0.1,
                slow: 0.0,
                growth: 0.5,
            },
            disagreement: None,
            alone: Alone::default(),
            pooled: vec![1; count],
            step: 0.2,
            every: 1.0,
        };
        (altitude, vec![Some(speed); count])
    }

    #[test]
    fn a_steady_slope_is_read_exactly() {
        let whole = vec![0..200; 1];
        let (altitude, speed) = slope(0.06, 3.0, 200);
        let found = grade(&altitude, &speed, &whole);
        assert!((found[100].unwrap() - 0.06).abs() < 1e-9);
        let fine = fine(&altitude, &speed, &whole);
        assert!((fine.grade[100].unwrap() - 0.06).abs() < 1e-3);
    }

    #[test]
    fn grade_is_undefined_below_walking_speed_and_clamped() {
        let whole = vec![0..200; 1];
        let (altitude, speed) = slope(0.06, 0.99, 200);
        assert_eq!(grade(&altitude, &speed, &whole)[100], None);
        let (altitude, speed) = slope(0.6, 1.4, 200);
        assert_eq!(grade(&altitude, &speed, &whole)[100], Some(STEEPEST));
    }

    #[test]
    fn grade_that_nobody_runs_is_unknown() {
        for (steep, known) in [(0.29, true), (0.31, false)] {
            let (altitude, speed) = slope(steep, 3.0, 200);
            let found = grade(&altitude, &speed, std::slice::from_ref(&(0..200)));
            assert_eq!(found[100].is_some(), known, "{steep}");
        }
    }
}
