//! What passes over the same ground disagree about: the error of the altitude and not
//! the ground.
//!
//! The altitude of each pass is split into the height of the place, which all its passes
//! share, and an error that wanders slowly. The error's size tells a barometer from a
//! satellite altitude; taking it off pools the passes.

use super::ground::Ground;
use super::smooth;
use std::ops::Range;

/// Repeated ground of less than this says nothing of the altimeter. s (design)
const ENOUGH: usize = 180;
/// Passes so far apart in time have errors of their own. s (design)
const APART: u32 = 180;
/// What places of ten metres blur, and how fast an error wanders. m², m²/s (design)
const BLUR: f64 = 0.25;
const WANDER: f64 = 0.1;
/// The split ends after so many rounds, or when so little of what was to be gained is left:
/// more turns noise of single passes into ground.
const ROUNDS: usize = 40;
const SETTLED: f64 = 1e-3;
/// The lag at which the wandering is measured. s
const LAG: usize = super::elevation::SLOW_TIME as usize;

/// What the passes disagree about.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    /// The altitude's error second by second, as far as the passes show it, m.
    pub error: Vec<f64>,
    /// Standard deviation of the error of one pass, a steady drift left out, m.
    pub deviation: f64,
    /// Standard deviation of the change of the error over half a minute, m.
    pub change: f64,
    /// How the change grows with time below that: 0.5 as a random walk's, 1 in proportion.
    pub growth: f64,
    /// Seconds on ground that was passed minutes before.
    pub late: usize,
}

impl Disagreement {
    /// Standard deviation of the change of the error of one pass over so many seconds.
    pub fn difference(&self, seconds: f64) -> f64 {
        let lag = LAG as f64;
        if seconds <= lag {
            return self.change * (seconds.max(0.0) / lag).powf(self.growth);
        }
        // An error that comes back to its mean: 1 − exp(−t/τ), as the change over the lag tells τ.
        let most = std::f64::consts::SQRT_2 * self.deviation;
        let share = (self.change / most.max(1e-6)).powi(2).min(0.95);
        self.change
            .max(most * (1.0 - (1.0 - share).powf(seconds / lag)).sqrt())
    }
}

impl Ground {
    /// Splits an altitude into the ground and the error of each pass; `None` where too
    /// little ground was passed again, long enough after.
    pub fn disagreement(
        &self,
        altitude: &[Option<f64>],
        clock: &[u32],
        stretches: &[Range<usize>],
    ) -> Option<Disagreement> {
        let mut first: Vec<Option<u32>> = vec![None; self.places];
        let mut late = 0usize;
        for ((place, value), &time) in self.place.iter().zip(altitude).zip(clock) {
            if let Some(slot) = place.and_then(|place| first.get_mut(place))
                && value.is_some()
            {
                late += usize::from(time.saturating_sub(*slot.get_or_insert(time)) > APART);
            }
        }
        if late < ENOUGH {
            return None;
        }
        Some(self.sizes(self.error(altitude), clock, stretches, late))
    }

    /// How large an error is that was split off.
    pub fn sizes(
        &self,
        error: Vec<f64>,
        clock: &[u32],
        stretches: &[Range<usize>],
        late: usize,
    ) -> Disagreement {
        let deviation = self.deviation(&error, clock);
        let change = self.change(&error, stretches, LAG);
        let brief = self.change(&error, stretches, LAG / 3);
        let growth = (change / brief.max(1e-6)).max(1e-6).ln() / 3f64.ln();
        Disagreement {
            error,
            deviation,
            change,
            growth: growth.clamp(0.5, 1.0),
            late,
        }
    }

    /// What an altitude has of its own in each pass, beyond what its passes share. The
    /// ground is a straight line between places and the error a random walk; the heights
    /// of the places that leave the least error are found by conjugate gradients
    /// (Hestenes & Stiefel 1952), so that a quick pass, whose error has little time to
    /// change, tells more of a slope than a slow one.
    pub fn error(&self, altitude: &[Option<f64>]) -> Vec<f64> {
        let seen: Vec<Option<f64>> = altitude
            .iter()
            .zip(&self.spots)
            .map(|(value, spot)| spot.and(*value))
            .collect();
        let mut height = self.shared_mean(&seen);
        let mut rest = self.by_place(&self.beyond_walk(&self.less(&seen, &height)));
        let weight = self.by_place(&seen.iter().map(|v| v.map(|_| 1.0)).collect::<Vec<_>>());
        let conditioned = |rest: &[f64]| -> Vec<f64> {
            let pairs = rest.iter().zip(&weight);
            pairs.map(|(rest, weight)| rest / weight.max(1.0)).collect()
        };
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let mut step = conditioned(&rest);
        let mut size = dot(&rest, &step);
        let (first, enough) = (size, size * SETTLED);
        for _ in 0..ROUNDS {
            if size <= enough.max(1e-9) {
                break;
            }
            let along: Vec<Option<f64>> = seen
                .iter()
                .zip(&self.spots)
                .map(|(value, spot)| value.and(spot.map(|spot| spot.of(&step))))
                .collect();
            let turned = self.by_place(&self.beyond_walk(&along));
            let length = size / dot(&step, &turned).max(1e-12);
            for (height, step) in height.iter_mut().zip(&step) {
                *height += length * step;
            }
            for (rest, turned) in rest.iter_mut().zip(&turned) {
                *rest -= length * turned;
            }
            let next = conditioned(&rest);
            let grown = dot(&rest, &next);
            // Rounding ends it where nothing more is to be gained.
            if grown > first {
                break;
            }
            for (step, next) in step.iter_mut().zip(&next) {
                *step = next + grown / size * *step;
            }
            size = grown;
        }
        // The error goes on through a pause.
        let error = self.walk(&self.less(&seen, &height));
        if error.len() == altitude.len() {
            error
        } else {
            vec![0.0; altitude.len()]
        }
    }

    /// The mean of each place.
    fn shared_mean(&self, seen: &[Option<f64>]) -> Vec<f64> {
        let ones: Vec<Option<f64>> = seen.iter().map(|v| v.map(|_| 1.0)).collect();
        let (sums, counts) = (self.by_place(seen), self.by_place(&ones));
        let pairs = sums.iter().zip(&counts);
        pairs.map(|(sum, count)| sum / count.max(1e-9)).collect()
    }

    /// A column less the ground of these heights.
    fn less(&self, seen: &[Option<f64>], height: &[f64]) -> Vec<Option<f64>> {
        let pairs = seen.iter().zip(&self.spots);
        pairs
            .map(|(value, spot)| Some((*value)? - (*spot)?.of(height)))
            .collect()
    }

    /// The random walk in a column.
    fn walk(&self, column: &[Option<f64>]) -> Vec<f64> {
        smooth::level(column, BLUR, WANDER * self.every as f64)
    }

    /// What a column has beyond the random walk that it may hold.
    fn beyond_walk(&self, column: &[Option<f64>]) -> Vec<Option<f64>> {
        let walk = self.walk(column);
        let pairs = column.iter().zip(walk);
        let found: Vec<Option<f64>> = pairs.map(|(value, walk)| value.map(|v| v - walk)).collect();
        if found.len() == column.len() {
            found
        } else {
            vec![None; column.len()]
        }
    }

    /// The mean of n passes holds an n-th of the error's variance itself, so what is left
    /// is scaled up by this.
    fn scale(&self, index: usize) -> f64 {
        let passes = f64::from(self.passes.get(index).copied().unwrap_or(1));
        passes / (passes - 1.0).max(1.0)
    }

    /// Standard deviation of the error of one pass, a steady drift left out.
    fn deviation(&self, error: &[f64], clock: &[u32]) -> f64 {
        let rows: Vec<(f64, f64, f64)> = error
            .iter()
            .zip(clock)
            .enumerate()
            .filter(|(index, _)| self.again(*index))
            .map(|(index, (error, time))| (f64::from(*time), *error, self.scale(index)))
            .collect();
        let count = rows.len().max(1) as f64;
        let mean = |of: &dyn Fn(&(f64, f64, f64)) -> f64| rows.iter().map(of).sum::<f64>() / count;
        let (time, level) = (mean(&|row| row.0), mean(&|row| row.1));
        let spread = mean(&|row| (row.0 - time).powi(2)).max(1.0);
        let drift = mean(&|row| (row.0 - time) * (row.1 - level)) / spread;
        mean(&|row| (row.1 - level - drift * (row.0 - time)).powi(2) * row.2).sqrt()
    }

    /// Standard deviation of the change of the error over `lag` seconds.
    fn change(&self, error: &[f64], stretches: &[Range<usize>], lag: usize) -> f64 {
        let (mut squares, mut pairs) = (0.0, 0usize);
        let lag = (lag / self.every).max(1);
        let between = (LAG / 3 / self.every).max(1);
        for stretch in stretches {
            for index in stretch.clone() {
                let later = index + lag;
                if later < stretch.end
                    && (index..=later).step_by(between).all(|at| self.again(at))
                    && let (Some(a), Some(b)) = (error.get(index), error.get(later))
                {
                    squares += (b - a).powi(2) * self.scale(index);
                    pairs += 1;
                }
            }
        }
        (squares / pairs.max(1) as f64).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::ground;

    /// Out and back over one hill at 3 m/s, with an altitude error on the way back.
    fn out_and_back(error: impl Fn(usize) -> f64) -> (Ground, Vec<Option<f64>>, Vec<u32>) {
        let along = |t: usize| {
            if t < 600 {
                3.0 * t as f64
            } else {
                3.0 * (1200 - t) as f64
            }
        };
        let position: Vec<_> = (0..1200).map(|t| Some((along(t), 0.0))).collect();
        let clock: Vec<u32> = (0..1200).collect();
        let altitude = (0..1200)
            .map(|t| Some(20.0 * (along(t) / 300.0).sin() + error(t)))
            .collect();
        (ground(&position, &clock), altitude, clock)
    }

    #[test]
    fn passes_that_agree_show_no_error() {
        let (ground, altitude, clock) = out_and_back(|_| 0.0);
        assert_eq!((ground.passes[100], ground.passes[1100]), (2, 2));
        let found = ground
            .disagreement(&altitude, &clock, std::slice::from_ref(&(0..1200)))
            .unwrap();
        assert!(found.deviation < 0.6, "{}", found.deviation);
    }

    #[test]
    fn passes_that_differ_show_the_error_of_each() {
        let wave = |t: usize| {
            if t < 600 {
                0.0
            } else {
                8.0 * (t as f64 / 70.0).sin()
            }
        };
        let (ground, altitude, clock) = out_and_back(wave);
        let found = ground
            .disagreement(&altitude, &clock, std::slice::from_ref(&(0..1200)))
            .unwrap();
        assert!((3.0..6.0).contains(&found.deviation), "{}", found.deviation);
        let half = (found.error[900] - wave(900) / 2.0).abs();
        assert!(half < 1.0, "{half}");
    }

    #[test]
    fn ground_run_once_says_nothing() {
        let position: Vec<_> = (0..1200).map(|t| Some((3.0 * f64::from(t), 0.0))).collect();
        let clock: Vec<u32> = (0..1200).collect();
        let ground = ground(&position, &clock);
        let altitude = vec![Some(5.0); 1200];
        assert_eq!(ground.disagreement(&altitude, &clock, &[]), None);
    }
}
