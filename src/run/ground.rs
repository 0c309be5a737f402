//! Ground that is run more than once: what two passes over the same place disagree
//! about is the error of the altitude and not the ground.
//!
//! An out-and-back course, laps, and hill repeats all measure their own altimeter. The
//! altitude of each pass is split into the height of the place, which all its passes
//! share, and an error that wanders slowly. The error's size tells a barometer from a
//! satellite altitude; taking it off pools the passes.

use super::smooth;
use std::collections::BTreeMap;
use std::ops::Range;

/// Places lie at least so far apart, and a pass within this distance is over that place. m (design)
const PLACE: f64 = 10.0;
/// Back at a place after so long is another pass. s (design)
const AWAY: u32 = 20;
/// Repeated ground of less than this says nothing of the altimeter. s (design)
const ENOUGH: usize = 180;
/// Passes so far apart in time have errors of their own. s (design)
const APART: u32 = 180;
/// What places of ten metres blur, and how fast an error wanders. m², m²/s (design)
const BLUR: f64 = 0.25;
const WANDER: f64 = 0.1;
/// The split settles in so many rounds.
const ROUNDS: usize = 4;
/// The lag at which the wandering is measured. s
const LAG: usize = super::elevation::SLOW_TIME as usize;

/// The passes of a run over its own ground, one entry a second.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// How often the place of this second was passed, itself included.
    pub passes: Vec<u16>,
    /// The place of each second.
    pub place: Vec<Option<usize>>,
    places: usize,
}

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

/// Finds the places that are passed again. `position` is metres east and north.
pub fn ground(position: &[Option<(f64, f64)>], clock: &[u32]) -> Ground {
    let mut nodes: Vec<(f64, f64)> = Vec::new();
    let mut grid: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    let mut last_seen: Vec<u32> = Vec::new();
    let mut counts: Vec<u16> = Vec::new();
    let square = |metres: f64| (metres / PLACE).floor() as i64;
    let place: Vec<Option<usize>> = position
        .iter()
        .zip(clock)
        .map(|(position, &time)| {
            let (east, north) = (*position)?;
            let (x, y) = (square(east), square(north));
            let mut nearest: Option<(f64, usize)> = None;
            for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))) {
                for &node in grid
                    .get(&(x.saturating_add(dx), y.saturating_add(dy)))
                    .into_iter()
                    .flatten()
                {
                    let Some(at) = nodes.get(node) else { continue };
                    let away = (at.0 - east).hypot(at.1 - north);
                    if away <= PLACE && nearest.is_none_or(|(least, _)| away < least) {
                        nearest = Some((away, node));
                    }
                }
            }
            let node = nearest.map_or_else(
                || {
                    nodes.push((east, north));
                    counts.push(1);
                    last_seen.push(time);
                    grid.entry((x, y)).or_default().push(nodes.len() - 1);
                    nodes.len() - 1
                },
                |(_, node)| node,
            );
            if let (Some(last), Some(count)) = (last_seen.get_mut(node), counts.get_mut(node)) {
                if time.saturating_sub(*last) > AWAY {
                    *count = count.saturating_add(1);
                }
                *last = time;
            }
            Some(node)
        })
        .collect();
    let passes = place
        .iter()
        .map(|node| node.and_then(|node| counts.get(node).copied()).unwrap_or(1))
        .collect();
    Ground {
        passes,
        place,
        places: nodes.len(),
    }
}

impl Ground {
    /// Whether a second lies on ground that was passed again.
    fn again(&self, index: usize) -> bool {
        self.passes.get(index).is_some_and(|passes| *passes > 1)
    }

    /// How far each value of a column lies from the mean of its place, where the place
    /// was passed again.
    pub fn from_mean(&self, column: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut sums = vec![(0.0, 0usize); self.places];
        for (place, value) in self.place.iter().zip(column) {
            if let (Some(sum), Some(value)) = (place.and_then(|p| sums.get_mut(p)), value) {
                sum.0 += value;
                sum.1 += 1;
            }
        }
        self.place
            .iter()
            .zip(column)
            .enumerate()
            .map(|(index, (place, value))| {
                let (sum, count) = sums.get((*place)?)?;
                let value = (*value)?;
                (self.again(index) && *count > 0).then(|| value - sum / *count as f64)
            })
            .collect()
    }

    /// Splits an altitude into the ground and the error of each pass; `None` where too
    /// little ground was passed again, long enough after.
    pub fn disagreement(
        &self,
        altitude: &[Option<f64>],
        clock: &[u32],
        stretches: &[Range<usize>],
    ) -> Option<Disagreement> {
        let rows = altitude.len();
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
        let mut error = vec![0.0; rows];
        for _ in 0..ROUNDS {
            let ground: Vec<Option<f64>> = altitude
                .iter()
                .zip(&error)
                .map(|(value, error)| value.map(|value| value - error))
                .collect();
            // What is left of the ground's mean, and the error that was taken off.
            let rest: Vec<Option<f64>> = self
                .from_mean(&ground)
                .iter()
                .zip(&error)
                .map(|(left, error)| left.map(|left| left + error))
                .collect();
            // The error goes on through a pause.
            let smoothed = smooth::level(&rest, BLUR, WANDER);
            if smoothed.len() == rows {
                error = smoothed;
            }
        }
        let deviation = self.deviation(&error, clock);
        let change = self.change(&error, stretches, LAG);
        let brief = self.change(&error, stretches, LAG / 3);
        let growth = (change / brief.max(1e-6)).max(1e-6).ln() / 3f64.ln();
        Some(Disagreement {
            error,
            deviation,
            change,
            growth: growth.clamp(0.5, 1.0),
            late,
        })
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
        for stretch in stretches {
            for index in stretch.clone() {
                let later = index + lag;
                if later < stretch.end
                    && (index..=later).step_by(LAG / 3).all(|at| self.again(at))
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
