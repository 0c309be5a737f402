//! Elevation: what the altitude column is worth, and ascent and descent from it.
//!
//! Despike (off the 5-sample median by > 50 m, or a spike of > 3 m/s both ways), 1 Hz,
//! centred mean over 15 s (barometer) or 31 s (GPS), then peak-valley hysteresis of
//! 3 m or 5 m. A column that is no altitude (constant, out of this world, or jumping
//! at random) gives nothing at all.

use super::metrics::MetricPage;
use super::motion::Motion;
use super::smooth;
use crate::units::Metres;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Off the median of its neighbours by more than this is a spike. m (method §3, design)
pub const SPIKE: f64 = 50.0;
/// Nobody climbs or falls faster. m/s (method §3, design)
pub const SPIKE_VERTICAL_SPEED: f64 = 3.0;
/// Width of the centred mean. s (method §3, design)
pub const BAROMETER_WINDOW: usize = 15;
pub const GPS_WINDOW: usize = 31;
/// Least height between a valley and a peak that counts. m (method §3, design)
pub const BAROMETER_HYSTERESIS: f64 = 3.0;
pub const GPS_HYSTERESIS: f64 = 5.0;
/// The hysteresis is at least so many standard deviations of the slow noise. (design)
const HYSTERESIS_OVER_NOISE: f64 = 2.65;
/// From the shore of the Dead Sea to the top of Everest, with a margin. m (design)
const ON_EARTH: std::ops::RangeInclusive<f64> = -500.0..=9000.0;
/// Least share of the moving time with an altitude. (design)
const LEAST_COVERAGE: f64 = 0.5;
/// More than this share of spikes is no altitude. (design)
const MOST_SPIKES: f64 = 0.15;
/// A constant altitude over this many metres of running is a default and no measurement. m (design)
const CONSTANT_OVER: f64 = 1000.0;
/// A step of the smoothed altitude that no runner makes: the sensor was set anew. m (design)
const RESET_STEP: f64 = 15.0;
/// A barometer's noise after its own filter: white and slow part, m. (design)
const BAROMETER_WHITE: f64 = 0.6;
const BAROMETER_SLOW: f64 = 1.2;
/// Rounding to a step errs by this share of it. (1/√12, and some of it in a row)
const ROUNDING: f64 = 0.35;
/// Correlation time of a GPS altitude's slow error. s (design)
pub const SLOW_TIME: f64 = 30.0;
/// A pause longer than this starts the hysteresis anew: the air pressure moves on. s (design)
const LONG_PAUSE: u32 = 300;

/// The noise of an altitude column as its own second differences show it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AltitudeNoise {
    /// Standard deviation of the part that changes every second, m.
    pub white: f64,
    /// Standard deviation of the part that wanders over half a minute, m.
    pub slow: f64,
}

impl AltitudeNoise {
    /// Standard deviation of the difference of two altitudes `seconds` apart, each
    /// averaged over `averaged` seconds.
    pub fn of_difference(&self, seconds: f64, averaged: f64) -> f64 {
        let white = 2.0 * self.white.powi(2) / averaged.max(1.0);
        let slow = 2.0 * self.slow.powi(2) * (1.0 - (-seconds.max(0.0) / SLOW_TIME).exp());
        (white + slow).sqrt()
    }
}

/// Altitude on the clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Altitude {
    /// Despiked, otherwise as recorded.
    pub raw: Vec<Option<f64>>,
    /// Centred mean of the despiked altitude.
    pub mean: Vec<Option<f64>>,
    pub barometer: bool,
    pub noise: AltitudeNoise,
}

/// Ascent and descent with the half-width of their uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Climb {
    pub ascent: Metres,
    pub descent: Metres,
    pub uncertainty: Metres,
}

/// Why an altitude column gives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAltitude {
    Missing,
    /// The column holds numbers that are no altitude.
    NotAltitude,
}

/// Judges and cleans the altitude column. `distance` is the distance run, m.
pub fn altitude(
    motion: &Motion,
    times: &[f64],
    column: &[Option<f64>],
    barometer: Option<bool>,
    stretches: &[Range<usize>],
    distance: Option<f64>,
) -> Result<Altitude, NoAltitude> {
    let present: Vec<f64> = column.iter().flatten().copied().collect();
    if present.len() < 2 {
        return Err(NoAltitude::Missing);
    }
    let on_earth = present.iter().filter(|m| ON_EARTH.contains(*m)).count();
    if (on_earth as f64) < 0.9 * present.len() as f64 {
        return Err(NoAltitude::NotAltitude);
    }
    let (despiked, spikes) = despiked(times, column);
    if spikes as f64 > MOST_SPIKES * present.len() as f64 {
        return Err(NoAltitude::NotAltitude);
    }
    let constant = present.iter().all(|m| (m - present[0]).abs() < 0.01);
    if constant && distance.is_none_or(|metres| metres >= CONSTANT_OVER) {
        return Err(NoAltitude::NotAltitude);
    }
    let mut raw = motion.on_clock(times, &despiked);
    let covered = raw.iter().flatten().count();
    if (covered as f64) < LEAST_COVERAGE * raw.len() as f64 || covered == 0 {
        return Err(NoAltitude::Missing);
    }
    for stretch in stretches {
        if let Some(part) = raw.get_mut(stretch.clone()) {
            join_resets(part);
        }
    }
    let mut noise = noise(
        &raw,
        stretches,
        usual_step(times, &despiked),
        barometer == Some(false),
    );
    noise.white = noise.white.max(ROUNDING * quantum(&present));
    let barometer =
        barometer.unwrap_or(noise.white <= BAROMETER_WHITE && noise.slow <= BAROMETER_SLOW);
    if barometer {
        // What wanders more than a barometer does is the ground.
        noise.slow = noise.slow.min(0.5);
    }
    let window = if barometer {
        BAROMETER_WINDOW
    } else {
        GPS_WINDOW
    };
    let mut mean = vec![None; raw.len()];
    for stretch in stretches {
        if let (Some(part), Some(slot)) = (raw.get(stretch.clone()), mean.get_mut(stretch.clone()))
        {
            slot.copy_from_slice(&smooth::centred_mean(part, window));
        }
    }
    Ok(Altitude {
        raw,
        mean,
        barometer,
        noise,
    })
}

fn despiked(times: &[f64], column: &[Option<f64>]) -> (Vec<Option<f64>>, usize) {
    let rows: Vec<(usize, f64, f64)> = times
        .iter()
        .zip(column)
        .enumerate()
        .filter_map(|(row, (time, value))| Some((row, *time, (*value)?)))
        .collect();
    let mut kept = vec![None; column.len()];
    let mut spikes = 0;
    for (index, &(row, time, value)) in rows.iter().enumerate() {
        let from = index.saturating_sub(2);
        let around = rows.get(from..(index + 3).min(rows.len())).unwrap_or(&[]);
        let mut values: Vec<f64> = around.iter().map(|(_, _, value)| *value).collect();
        let off = smooth::median(&mut values).map_or(0.0, |median| (value - median).abs());
        let climb_to = |other: Option<&(usize, f64, f64)>| {
            other.map(|(_, at, height)| (value - height) / (time - at).abs().max(1.0))
        };
        let before = climb_to(index.checked_sub(1).and_then(|i| rows.get(i)));
        let after = climb_to(rows.get(index + 1));
        let peak = matches!((before, after), (Some(b), Some(a))
            if b.abs() > SPIKE_VERTICAL_SPEED && a.abs() > SPIKE_VERTICAL_SPEED && a * b > 0.0);
        if !ON_EARTH.contains(&value) || off > SPIKE || peak {
            spikes += 1;
        } else if let Some(slot) = kept.get_mut(row) {
            *slot = Some(value);
        }
    }
    (kept, spikes)
}

/// Takes out the steps at which a watch sets its altitude anew: no runner makes them.
fn join_resets(part: &mut [Option<f64>]) {
    const SIDE: usize = 5;
    let mut offset = 0.0;
    let original = part.to_vec();
    let mut quiet_until = 0;
    for index in 0..part.len() {
        if index >= SIDE && index >= quiet_until && index + SIDE <= original.len() {
            let step = original[index]
                .zip(original[index - 1])
                .map_or(0.0, |(b, a)| b - a);
            if step.abs() > SPIKE_VERTICAL_SPEED {
                let side = |range: Range<usize>| {
                    let mut values: Vec<f64> = original[range].iter().flatten().copied().collect();
                    smooth::median(&mut values)
                };
                if let (Some(before), Some(after)) =
                    (side(index - SIDE..index), side(index..index + SIDE))
                    && (after - before).abs() > RESET_STEP
                {
                    offset += after - before;
                    quiet_until = index + SIDE;
                }
            }
        }
        if let Some(value) = &mut part[index] {
            *value -= offset;
        }
    }
}

/// The step in which the column counts, m: whole metres look free of noise and are not.
fn quantum(present: &[f64]) -> f64 {
    let mut heights = present.to_vec();
    heights.sort_unstable_by(f64::total_cmp);
    heights
        .windows(2)
        .filter_map(|pair| match pair {
            [low, high] if high - low > 0.01 => Some(high - low),
            _ => None,
        })
        .fold(None, |least: Option<f64>, step| {
            Some(least.map_or(step, |least| least.min(step)))
        })
        .map_or(0.0, |step| step.min(2.0))
}

/// Median time between altitudes, whole seconds.
fn usual_step(times: &[f64], column: &[Option<f64>]) -> usize {
    let at: Vec<f64> = times
        .iter()
        .zip(column)
        .filter_map(|(time, value)| value.map(|_| *time))
        .collect();
    let mut steps: Vec<f64> = at.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let median = smooth::median(&mut steps).unwrap_or(1.0);
    median.round().clamp(1.0, 10.0) as usize
}

/// Between sparse values the clock holds straight lines, which bend nowhere: the
/// shortest lag is their usual `step`.
fn noise(
    raw: &[Option<f64>],
    stretches: &[Range<usize>],
    step: usize,
    satellite: bool,
) -> AltitudeNoise {
    let at = |lag| smooth::noise_variance(stretches.iter().filter_map(|s| raw.get(s.clone())), lag);
    let fast = at(step).unwrap_or(1.0);
    // For an error with correlation time τ the second differences at lag k have the
    // variance s²(6 − 8ρ + 2ρ²), ρ = exp(−k/τ); the white part adds 6w at every lag.
    let share = |lag: f64| {
        let rho = (-lag / SLOW_TIME).exp();
        (6.0 - 8.0 * rho + 2.0 * rho * rho) / 6.0
    };
    let slow_at = |lag: usize| {
        let wide = at(lag).unwrap_or(fast);
        ((wide - fast) / (share(lag as f64) - share(step as f64))).max(0.0)
    };
    let near = slow_at(8.max(2 * step));
    let white = (fast - near * share(step as f64)).max(0.0025);
    // A satellite altitude errs more the longer one looks; a barometer that is quiet
    // over eight seconds shows the ground over thirty.
    let slow = if !satellite && white.sqrt() <= BAROMETER_WHITE && near.sqrt() <= BAROMETER_SLOW {
        near
    } else {
        near.max(slow_at(24)).max(slow_at(40)).max(slow_at(80))
    };
    AltitudeNoise {
        white: white.sqrt(),
        slow: slow.sqrt(),
    }
}

/// Peak-valley hysteresis over the smoothed altitude.
pub fn climb(altitude: &Altitude, clock: &[u32]) -> Climb {
    let (threshold, window) = if altitude.barometer {
        (BAROMETER_HYSTERESIS, BAROMETER_WINDOW)
    } else {
        // A recording that errs by more than 5 m can show no valley of 5 m.
        let errs = HYSTERESIS_OVER_NOISE * altitude.noise.slow;
        (GPS_HYSTERESIS.max(errs), GPS_WINDOW)
    };
    let (mut ascent, mut descent, mut legs) = (0.0, 0.0, 0usize);
    let mut low_high: Option<(f64, f64)> = None;
    let mut turn: Option<(f64, bool)> = None;
    let mut close = |turn: &mut Option<(f64, bool)>, extreme: Option<f64>| {
        if let (Some((from, rising)), Some(to)) = (*turn, extreme) {
            let height = (to - from).abs();
            if rising {
                ascent += height;
            } else {
                descent += height;
            }
            legs += 1;
        }
        *turn = None;
    };
    let mut before: Option<u32> = None;
    let mut extreme: Option<f64> = None;
    for (height, &time) in altitude.mean.iter().zip(clock) {
        let Some(height) = *height else { continue };
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
    // Each leg ends in two smoothed altitudes; what stays below the threshold is not seen.
    let leg = 1.96 * altitude.noise.of_difference(SLOW_TIME, window as f64);
    let uncertainty = ((threshold / 2.0).powi(2) + legs as f64 * leg * leg).sqrt();
    Climb {
        ascent: Metres::new(ascent),
        descent: Metres::new(descent),
        uncertainty: Metres::new(uncertainty),
    }
}

pub const PAGE: MetricPage = MetricPage {
    name: "ascent",
    what: "Metres climbed and descended, with the half-width of their uncertainty.",
    formula: "Despike (> 50 m off the 5-sample median, spikes > 3 m/s), 1 Hz, centred mean 15 s (barometer) or 31 s (GPS), peak-valley hysteresis 3 m or 5 m, at least 2.65 standard deviations of a GPS altitude's slow error. Uncertainty = √((threshold/2)² + legs · (1.96 σ_leg)²), σ from the recording's own second differences.",
    unit: "m",
    source: "this project",
    grade: "design",
    validity: "None without altitude, on a treadmill, and where the column is no altitude. Where the file does not name its sensor, it is told from the noise. GPS ascent on rolling ground can be off by a third.",
    example: "A flat hour with 1 m of white noise gives at most 10 m, usually 0.",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn level(mean: Vec<f64>, barometer: bool) -> (Altitude, Vec<u32>) {
        let clock = (0..mean.len() as u32).collect();
        let mean: Vec<_> = mean.into_iter().map(Some).collect();
        let altitude = Altitude {
            raw: mean.clone(),
            mean,
            barometer,
            noise: AltitudeNoise {
                white: 0.3,
                slow: 0.2,
            },
        };
        (altitude, clock)
    }

    #[test]
    fn hysteresis_counts_from_its_threshold() {
        for (height, barometer, counted) in [
            (2.9, true, 0.0),
            (3.0, true, 3.0),
            (4.9, false, 0.0),
            (5.0, false, 5.0),
        ] {
            let (altitude, clock) = level(vec![0.0, height / 2.0, height, height], barometer);
            assert_eq!(climb(&altitude, &clock).ascent.get(), counted, "{height}");
        }
    }

    #[test]
    fn ascent_and_descent_balance_over_a_loop() {
        let hill: Vec<f64> = (0..400)
            .map(|t| 50.0 + 20.0 * (f64::from(t) * std::f64::consts::TAU / 200.0).sin())
            .collect();
        let (altitude, clock) = level(hill, true);
        let found = climb(&altitude, &clock);
        assert!((found.ascent.get() - 80.0).abs() < 3.5, "{found:?}");
        assert!((found.descent.get() - 80.0).abs() < 3.5, "{found:?}");
    }

    #[test]
    fn a_lone_spike_goes_and_a_slope_stays() {
        let times: Vec<f64> = (0..50).map(f64::from).collect();
        let mut column: Vec<_> = (0..50).map(|t| Some(100.0 + 0.3 * f64::from(t))).collect();
        column[20] = Some(110.0);
        column[30] = Some(180.0);
        let (kept, spikes) = despiked(&times, &column);
        assert_eq!(spikes, 2);
        assert_eq!((kept[20], kept[30]), (None, None));
    }

    #[test]
    fn a_reset_of_the_sensor_is_no_climb() {
        let mut part: Vec<_> = (0..60)
            .map(|t| Some(if t < 30 { 20.0 } else { 80.0 }))
            .collect();
        join_resets(&mut part);
        assert!(part.iter().flatten().all(|m| (m - 20.0).abs() < 1e-9));
    }
}
