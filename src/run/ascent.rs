//! Ascent and descent: how high the valleys and peaks stand apart.
//!
//! A barometer's altitude is smoothed no more than its noise asks for and needs little
//! hysteresis. A satellite's errs by metres for minutes: only heights beyond its error
//! count, and what its error alone would climb is taken off. The error is measured
//! where ground is run more than once; elsewhere it is assumed and the uncertainty says so.

use super::altimeter::Altimeter;
use super::elevation::{Altitude, SLOW_CHANGE};
use super::metrics::MetricPage;
use super::smooth;
use crate::units::Metres;

/// Least and greatest height between a valley and a peak that counts. m (method §3 for
/// the greatest; the least design)
pub const BAROMETER_HYSTERESIS: (f64, f64) = (0.8, 3.0);
pub const GPS_HYSTERESIS: f64 = 5.0;
/// The hysteresis over the deviation of the smoothed height. (design)
const OVER_WHITE: f64 = 8.0;
const OVER_SLOW: f64 = 2.65;
const OVER_WANDER: f64 = 4.5;
/// Whole metres flicker by one: the hysteresis is at least so many steps. (design)
const OVER_STEP: f64 = 2.2;
/// Deviation of a satellite altitude that nothing measures. m (design)
const ASSUMED: f64 = 4.0;
/// Least hysteresis where passes are pooled, and least deviation believed. m (design)
const POOLED_HYSTERESIS: f64 = 1.5;
const LEAST: f64 = 1.0;
/// A climb is seen when it exceeds what the error alone would climb by this factor. (design)
const CLEAR: f64 = 1.25;
/// What pooling blurs is smoothed like white noise of this deviation. m (design)
const BLURRED: f64 = 0.3;
/// How fast vertical speed may change: variance gained per second, (m/s)². (design)
const VERTICAL_DRIFT: f64 = 0.0064;
/// A pause longer than this starts the hysteresis anew: the air pressure moves on. s (design)
const LONG_PAUSE: u32 = 300;
/// A barometer follows the weather: so much an hour is common. m/h (design)
const WEATHER: f64 = 2.0;

/// Ascent and descent with the half-width of their uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Climb {
    pub ascent: Metres,
    pub descent: Metres,
    pub uncertainty: Metres,
}

/// Ascent and descent over the clock of a run.
pub fn climb(altitude: &Altitude, clock: &[u32]) -> Climb {
    match altitude.altimeter {
        Altimeter::Barometer => by_barometer(altitude, clock),
        Altimeter::Satellite | Altimeter::Unproven => by_satellite(altitude, clock),
    }
}

fn by_barometer(altitude: &Altitude, clock: &[u32]) -> Climb {
    let white = altitude.noise.white;
    let heights = smoothed(altitude, clock, white);
    // The smoother's own error: noise of one second over its length of about 2.5 (r/q)^¼.
    let length = 2.5 * (white.powi(2) / VERTICAL_DRIFT).powf(0.25);
    let left = white / length.max(1.0).sqrt();
    // Second differences take small ground for wandering: passes over it know better.
    let wanders = altitude
        .disagreement
        .as_ref()
        .map_or(altitude.noise.slow, |found| found.change / SLOW_CHANGE)
        .min(altitude.noise.slow);
    let (least, most) = BAROMETER_HYSTERESIS;
    let threshold = (OVER_WHITE * left)
        .max(OVER_STEP * altitude.step)
        .max(OVER_WANDER * wanders)
        .clamp(least, most);
    let legs = legs(&heights, clock, |_| threshold);
    let hours = clock.len() as f64 / 3600.0;
    let each = 2.0 * left;
    let uncertainty =
        (threshold.powi(2) + (WEATHER * hours).powi(2) + legs.count as f64 * each * each).sqrt()
            + 0.03 * legs.ascent;
    Climb {
        ascent: Metres::new(legs.ascent),
        descent: Metres::new(legs.descent),
        uncertainty: Metres::new(uncertainty),
    }
}

fn by_satellite(altitude: &Altitude, clock: &[u32]) -> Climb {
    let measured = altitude.disagreement.as_ref();
    let deviation = measured.map_or(ASSUMED, |found| found.deviation.max(LEAST));
    let passes = |index: usize| f64::from(altitude.pooled.get(index).copied().unwrap_or(1));
    // Where several passes are pooled, lower tops stand out of the error.
    let threshold = |index: usize| {
        let errs = OVER_SLOW * deviation / passes(index).sqrt();
        if passes(index) > 1.0 {
            errs.max(POOLED_HYSTERESIS)
        } else {
            errs.max(GPS_HYSTERESIS)
        }
    };
    let heights = smoothed(altitude, clock, altitude.noise.white.max(BLURRED));
    let seen = legs(&heights, clock, threshold);
    // The error of the pooled height has the size of what the passes disagree by,
    // divided by √(n−1): the same walk, without the ground.
    let alone = measured.map_or_else(Legs::default, |found| {
        let error: Vec<Option<f64>> = found
            .error
            .iter()
            .enumerate()
            .map(|(index, error)| Some(error / (passes(index) - 1.0).max(1.0).sqrt()))
            .collect();
        legs(&error, clock, threshold)
    });
    // What hardly exceeds the error is the error.
    let without = |seen: f64, alone: f64| {
        if seen < CLEAR * alone {
            0.0
        } else {
            (seen * seen - alone * alone).max(0.0).sqrt()
        }
    };
    let mean_variance = (0..clock.len())
        .map(|index| deviation.powi(2) / passes(index))
        .sum::<f64>()
        / clock.len().max(1) as f64;
    let count = seen.count.max(1) as f64;
    let noise = alone.ascent.max(alone.descent);
    let spread = (OVER_SLOW.powi(2) * mean_variance + count * 3.84 * mean_variance).sqrt();
    Climb {
        ascent: Metres::new(without(seen.ascent, alone.ascent)),
        descent: Metres::new(without(seen.descent, alone.descent)),
        uncertainty: Metres::new(spread.hypot(noise / 2.0)),
    }
}

/// The altitude without its fast noise, sharp at the tops.
fn smoothed(altitude: &Altitude, clock: &[u32], white: f64) -> Vec<Option<f64>> {
    let mut heights = vec![None; altitude.raw.len()];
    for stretch in super::trace::stretches(clock) {
        let Some(part) = altitude.raw.get(stretch.clone()) else {
            continue;
        };
        let states = smooth::trend(part, white.powi(2).max(0.01), VERTICAL_DRIFT);
        for ((slot, state), raw) in heights.iter_mut().skip(stretch.start).zip(states).zip(part) {
            *slot = raw.map(|_| state.level);
        }
    }
    heights
}

/// Rises and falls between the valleys and peaks that stand apart by a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Legs {
    ascent: f64,
    descent: f64,
    count: usize,
}

fn legs(heights: &[Option<f64>], clock: &[u32], threshold: impl Fn(usize) -> f64) -> Legs {
    let mut legs = Legs::default();
    let mut low_high: Option<(f64, f64)> = None;
    let mut turn: Option<(f64, bool)> = None;
    let mut close = |turn: &mut Option<(f64, bool)>, extreme: Option<f64>| {
        if let (Some((from, rising)), Some(to)) = (*turn, extreme) {
            let height = (to - from).abs();
            if rising {
                legs.ascent += height;
            } else {
                legs.descent += height;
            }
            legs.count += 1;
        }
        *turn = None;
    };
    let mut before: Option<u32> = None;
    let mut extreme: Option<f64> = None;
    for (index, (height, &time)) in heights.iter().zip(clock).enumerate() {
        let Some(height) = *height else { continue };
        let threshold = threshold(index);
        if before.is_some_and(|before| time.saturating_sub(before) > LONG_PAUSE) {
            close(&mut turn, extreme);
            low_high = None;
        }
        before = Some(time);
        match turn {
            None => {
                let (low, high) = low_high.unwrap_or((height, height));
                let (low, high) = (low.min(height), high.max(height));
                low_high = Some((low, high));
                if height - low >= threshold {
                    turn = Some((low, true));
                    extreme = Some(height);
                } else if high - height >= threshold {
                    turn = Some((high, false));
                    extreme = Some(height);
                }
            }
            Some((_, rising)) => {
                let reached = extreme.unwrap_or(height);
                let onwards = if rising {
                    height - reached
                } else {
                    reached - height
                };
                if onwards >= 0.0 {
                    extreme = Some(height);
                } else if -onwards >= threshold {
                    close(&mut turn, Some(reached));
                    turn = Some((reached, !rising));
                    extreme = Some(height);
                }
            }
        }
    }
    close(&mut turn, extreme);
    legs
}

pub const PAGE: MetricPage = MetricPage {
    name: "ascent",
    what: "Metres climbed and descended, with the half-width of their uncertainty.",
    formula: "Despike (> 50 m off the 5-sample median, spikes > 3 m/s), 1 Hz, then peak-valley hysteresis. Barometer: Kalman smoother, hysteresis 8 standard deviations of what noise is left, 0.8-3 m. GPS: passes over the same ground pooled, centred mean 31 s, hysteresis 5 m and at least 2.65 standard deviations of the error; √(seen² − error alone²), 0 below 1.25 times the error alone, the error being what passes over the same ground disagree by. A quiet altitude of unknown source counts as GPS until repeated ground proves it.",
    unit: "m",
    source: "this project",
    grade: "design",
    validity: "None without altitude, on a treadmill, and where the column is no altitude. The sensor is told by the file, by the device's name, and by whether passes over the same ground agree. GPS ascent over ground run once can be off by a third; its uncertainty says so.",
    example: "A flat hour with 1 m of white noise gives at most 10 m, usually 0.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::elevation::AltitudeNoise;

    fn level(mean: Vec<f64>, altimeter: Altimeter) -> (Altitude, Vec<u32>) {
        let clock = (0..mean.len() as u32).collect();
        let mean: Vec<_> = mean.into_iter().map(Some).collect();
        let altitude = Altitude {
            pooled: vec![1; mean.len()],
            raw: mean.clone(),
            mean,
            altimeter,
            noise: AltitudeNoise {
                white: 0.3,
                slow: 0.2,
                growth: 0.5,
            },
            disagreement: None,
            step: 0.2,
        };
        (altitude, clock)
    }

    #[test]
    fn hysteresis_counts_from_its_threshold() {
        let clock: Vec<u32> = (0..4).collect();
        for (height, counted) in [(4.9, 0.0), (5.0, 5.0)] {
            let heights = [0.0, height / 2.0, height, height].map(Some);
            assert_eq!(legs(&heights, &clock, |_| 5.0).ascent, counted, "{height}");
        }
    }

    #[test]
    fn ascent_and_descent_balance_over_a_loop() {
        let hill: Vec<f64> = (0..400)
            .map(|t| 50.0 + 20.0 * (f64::from(t) * std::f64::consts::TAU / 200.0).sin())
            .collect();
        for altimeter in [Altimeter::Barometer, Altimeter::Satellite] {
            let (altitude, clock) = level(hill.clone(), altimeter);
            let found = climb(&altitude, &clock);
            assert!((found.ascent.get() - 80.0).abs() < 3.5, "{found:?}");
            assert!((found.descent.get() - 80.0).abs() < 3.5, "{found:?}");
        }
    }
}
