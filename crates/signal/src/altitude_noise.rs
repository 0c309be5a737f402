//! The noise of an altitude column: what changes every second and what wanders over half
//! a minute, as its own second differences show it.

use super::smooth;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A barometer's noise after its own filter: white and slow part, m. (design)
const BAROMETER_WHITE: f64 = 0.6;
const BAROMETER_SLOW: f64 = 1.2;
/// The growth of a random walk's change. (1/2, by definition)
const WALK: f64 = 0.5;
/// Change over [`SLOW_TIME`] of an error with that correlation time and deviation 1: √(2 − 2/e).
pub const SLOW_CHANGE: f64 = 1.124;
/// Rounding to a step errs by this share of it. (1/√12, and some of it in a row)
pub const ROUNDING: f64 = 0.35;
/// Correlation time of a GPS altitude's slow error. s (design)
pub const SLOW_TIME: f64 = 30.0;

/// The noise of an altitude column as its own second differences show it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AltitudeNoise {
    /// Standard deviation of the part that changes every second, m.
    pub white: f64,
    /// Standard deviation of the part that wanders over half a minute, m.
    pub slow: f64,
    /// How the change of the slow part grows with time below half a minute: as its
    /// square root (0.5, a random walk) up to in proportion (1, a filtered one).
    pub growth: f64,
}

impl AltitudeNoise {
    /// Whether it is no more than a barometer's.
    pub fn is_quiet(&self) -> bool {
        self.white <= BAROMETER_WHITE && self.slow <= BAROMETER_SLOW
    }

    /// Standard deviation of the difference of two altitudes `seconds` apart, each
    /// averaged over `averaged` seconds.
    pub fn of_difference(&self, seconds: f64, averaged: f64) -> f64 {
        let white = 2.0 * self.white.powi(2) / averaged.max(1.0);
        let slow = 2.0 * self.slow.powi(2) * (1.0 - (-seconds.max(0.0) / SLOW_TIME).exp());
        let share = (seconds.max(0.0) / SLOW_TIME).min(1.0);
        let slow = slow * share.powf(2.0 * self.growth - 1.0);
        (white + slow).sqrt()
    }

    /// The noise of the mean of several passes: what wanders is not the same in each.
    pub fn pooled(self, passes: u16) -> AltitudeNoise {
        AltitudeNoise {
            slow: self.slow / f64::from(passes.max(1)).sqrt(),
            ..self
        }
    }
}

/// The step in which the column counts, m: whole metres look free of noise and are not.
pub fn quantum(present: &[f64]) -> f64 {
    let mut heights = present.to_vec();
    heights.dedup();
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

/// The usual time between altitudes in whole seconds of the clock.
pub fn whole_step(every: f64) -> usize {
    every.round().clamp(1.0, 10.0) as usize
}

/// Between sparse values the clock holds straight lines, which bend nowhere: the
/// shortest lag is their usual `step`.
pub fn noise(
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
        growth: WALK,
    }
}
