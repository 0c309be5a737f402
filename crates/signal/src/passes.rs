//! What passes over the same ground disagree about: the error of the altitude and not
//! the ground.
//!
//! The altitude of each pass is split into the height of the place, which all its passes
//! share, and an error that wanders slowly. The error's size tells a barometer from a
//! satellite altitude; taking it off pools the passes.

use super::ground::Ground;
use super::split::Split;
use std::ops::Range;

/// Repeated ground of less than this says nothing of the altimeter. s (design)
const ENOUGH: usize = 180;
/// Passes so far apart in time have errors of their own. s (design)
const APART: u32 = 180;
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
    fn of(error: Vec<f64>, sizes: Sizes, late: usize) -> Disagreement {
        Disagreement {
            error,
            deviation: sizes.deviation,
            change: sizes.change,
            growth: sizes.growth,
            late,
        }
    }

    /// Standard deviation of the change of the error of one pass over so many seconds.
    pub fn difference(&self, seconds: f64) -> f64 {
        let Disagreement {
            deviation,
            change,
            growth,
            ..
        } = *self;
        Sizes {
            deviation,
            change,
            growth,
        }
        .difference(seconds)
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
        let error = self.error(altitude);
        let sizes = Yardstick::new(self, clock, stretches).of(&error);
        Some(Disagreement::of(error, sizes, late))
    }

    /// What an altitude has of its own in each pass, beyond what its passes share.
    fn error(&self, altitude: &[Option<f64>]) -> Vec<f64> {
        let read = |row: usize| altitude.get(row).copied().flatten().is_some();
        let base = altitude.iter().flatten().next().copied().unwrap_or(0.0);
        let column: Vec<[f32; 1]> = (altitude.iter())
            .map(|height| [height.map_or(0.0, |height| height - base) as f32])
            .collect();
        let errors = Split::new(self, read).errors(&column);
        errors.into_iter().map(|[error]| f64::from(error)).collect()
    }

    /// The mean of n passes holds an n-th of the error's variance itself, so what is left
    /// is scaled up by this.
    fn scale(&self, index: usize) -> f64 {
        let passes = f64::from(self.passes.get(index).copied().unwrap_or(1));
        passes / (passes - 1.0).max(1.0)
    }

    /// Seconds `lag` apart, with ground that is passed again all the way.
    fn pairs(&self, stretches: &[Range<usize>], lag: usize) -> Vec<Pair> {
        let lag = (lag / self.every).max(1);
        let between = (LAG / 3 / self.every).max(1);
        let mut found = Vec::new();
        for stretch in stretches {
            for from in stretch.start..stretch.end.saturating_sub(lag) {
                let to = from + lag;
                if (from..=to).step_by(between).all(|at| self.again(at)) {
                    found.push(Pair {
                        from,
                        to,
                        scale: self.scale(from),
                    });
                }
            }
        }
        found
    }
}

/// How large an error is that was split off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// Standard deviation, m.
    pub deviation: f64,
    /// Standard deviation of the change over the lag, m.
    pub change: f64,
    /// Exponent of the growth of that change with time, 0.5 to 1.
    pub growth: f64,
}

impl Sizes {
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

/// Two seconds some time apart, with ground that is passed again between them.
#[derive(Debug, Clone, Copy)]
struct Pair {
    from: usize,
    to: usize,
    scale: f64,
}

/// What the size of an error is measured by; the same for every error over one ground.
#[derive(Debug)]
pub struct Yardstick {
    /// Seconds on ground that is passed again: index, time less the mean time, scale.
    again: Vec<(usize, f64, f64)>,
    /// Mean square of those times.
    spread: f64,
    long: Vec<Pair>,
    brief: Vec<Pair>,
}

impl Yardstick {
    /// The pairs of passes over one place, by which an error is sized.
    pub fn new(ground: &Ground, clock: &[u32], stretches: &[Range<usize>]) -> Yardstick {
        let mut again: Vec<(usize, f64, f64)> = (clock.iter().enumerate())
            .filter(|(index, _)| ground.again(*index))
            .map(|(index, time)| (index, f64::from(*time), ground.scale(index)))
            .collect();
        let count = again.len().max(1) as f64;
        let mean = again.iter().map(|row| row.1).sum::<f64>() / count;
        for row in &mut again {
            row.1 -= mean;
        }
        let squares = again.iter().map(|row| row.1.powi(2)).sum::<f64>();
        Yardstick {
            spread: (squares / count).max(1.0),
            again,
            long: ground.pairs(stretches, LAG),
            brief: ground.pairs(stretches, LAG / 3),
        }
    }

    /// How large an error is between the passes.
    pub fn of(&self, error: &[f64]) -> Sizes {
        let long = change(&self.long, error);
        let brief = change(&self.brief, error).max(1e-6);
        let growth = (long / brief).max(1e-6).ln() / 3f64.ln();
        Sizes {
            deviation: self.deviation(error),
            change: long,
            growth: growth.clamp(0.5, 1.0),
        }
    }

    /// Standard deviation of the error of one pass, a steady drift left out.
    fn deviation(&self, error: &[f64]) -> f64 {
        let rows = || {
            (self.again.iter())
                .filter_map(|&(index, time, scale)| Some((time, *error.get(index)?, scale)))
        };
        let count = self.again.len().max(1) as f64;
        let level = rows().map(|row| row.1).sum::<f64>() / count;
        let drift = rows().map(|row| row.0 * (row.1 - level)).sum::<f64>() / count / self.spread;
        let squares = rows().map(|row| (row.1 - level - drift * row.0).powi(2) * row.2);
        (squares.sum::<f64>() / count).sqrt()
    }
}

/// Standard deviation of the change of the error between the seconds of pairs.
fn change(pairs: &[Pair], error: &[f64]) -> f64 {
    let squares = pairs.iter().filter_map(|pair| {
        let (from, to) = (error.get(pair.from)?, error.get(pair.to)?);
        Some((to - from).powi(2) * pair.scale)
    });
    (squares.sum::<f64>() / pairs.len().max(1) as f64).sqrt()
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
