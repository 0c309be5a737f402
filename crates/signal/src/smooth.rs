//! Smoothing that adapts to the noise a recording shows: Kalman filters with a
//! Rauch-Tung-Striebel backward pass (Rauch, Tung & Striebel 1965), and the
//! estimate of the noise from second differences, which a steady slope does not
//! reach. All of it is linear in the number of samples.

/// Share of the smallest squared second differences that is averaged: the rest
/// may be kinks of the ground or spikes. (design)
const TRIM_SHARE: f64 = 0.9;

/// Mean square of a standard normal variable whose largest tenth is cut off.
const TRIM_MEAN_SQUARE: f64 = 0.623;

/// Level and slope per second of a smoothed column.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Trend {
    /// The value.
    pub level: f64,
    /// Its change per second.
    pub slope: f64,
}

/// A random walk observed with noise at 1 Hz: `noise` is the variance of one
/// observation, `drift` the variance of the walk per second. Empty where nothing
/// was observed.
pub fn level(observed: &[Option<f64>], noise: f64, drift: f64) -> Vec<f64> {
    let Some(first) = observed.iter().flatten().next().copied() else {
        return Vec::new();
    };
    let noise = noise.max(1e-9);
    let drift = drift.max(1e-12);
    let mut means = Vec::with_capacity(observed.len());
    let mut variances = Vec::with_capacity(observed.len());
    let (mut mean, mut variance) = (first, noise * 10.0);
    for value in observed {
        variance += drift;
        if let Some(value) = value {
            let gain = variance / (variance + noise);
            mean += gain * (value - mean);
            variance *= 1.0 - gain;
        }
        means.push(mean);
        variances.push(variance);
    }
    let mut later = mean;
    for (mean, variance) in means.iter_mut().zip(&variances).rev() {
        *mean += variance / (variance + drift) * (later - *mean);
        later = *mean;
    }
    means
}

/// A level whose slope is a random walk, observed with noise at 1 Hz: `noise` is
/// the variance of one observation, `drift` the variance that the slope gains per
/// second. Empty where nothing was observed.
pub fn trend(observed: &[Option<f64>], noise: f64, drift: f64) -> Vec<Trend> {
    trend_of(observed, |_| noise, drift)
}

/// As [`trend`], where each observation has a noise of its own.
pub fn trend_of(observed: &[Option<f64>], noise: impl Fn(usize) -> f64, drift: f64) -> Vec<Trend> {
    let read = |row: usize| observed.get(row).copied().flatten().map(|value| [value]);
    let states = trends(observed.len(), read, noise, |_| drift).into_iter();
    states.map(|[state]| state).collect()
}

/// As [`trend`], of columns that are observed together, so that one calculation of how
/// much an observation says does for all. The drift of a row is that of the second before it.
pub fn trends<const N: usize>(
    rows: usize,
    observed: impl Fn(usize) -> Option<[f64; N]>,
    noise: impl Fn(usize) -> f64,
    drift: impl Fn(usize) -> f64,
) -> Vec<[Trend; N]> {
    let Some(first) = (0..rows).find_map(&observed) else {
        return Vec::new();
    };
    let noise = |row: usize| noise(row).max(1e-9);
    let q = |row: usize| drift(row).max(1e-12);
    let mut filtered: Vec<State<N>> = Vec::with_capacity(rows);
    let mut state = State {
        columns: first.map(|level| Trend { level, slope: 0.0 }),
        p00: noise(0) * 10.0,
        p01: 0.0,
        p11: q(0) * 30.0,
    };
    for row in 0..rows {
        if row > 0 {
            state = state.ahead(q(row));
        }
        if let Some(values) = observed(row) {
            state = state.corrected(values, noise(row));
        }
        filtered.push(state);
    }
    let mut next = state.columns;
    let mut smoothed = vec![next; rows];
    let seen_back = smoothed.iter_mut().zip(&filtered).enumerate().rev().skip(1);
    for (row, (slot, filtered)) in seen_back {
        next = filtered.looking_back(q(row + 1), &next);
        *slot = next;
    }
    smoothed
}

/// Levels and slopes, with the covariance that all columns have.
#[derive(Debug, Clone, Copy)]
struct State<const N: usize> {
    columns: [Trend; N],
    p00: f64,
    p01: f64,
    p11: f64,
}

impl<const N: usize> State<N> {
    /// One second later.
    fn ahead(self, q: f64) -> State<N> {
        State {
            columns: self.columns.map(|column| Trend {
                level: column.level + column.slope,
                slope: column.slope,
            }),
            p00: self.p00 + 2.0 * self.p01 + self.p11 + q / 3.0,
            p01: self.p01 + self.p11 + q / 2.0,
            p11: self.p11 + q,
        }
    }

    fn corrected(self, values: [f64; N], noise: f64) -> State<N> {
        let total = self.p00 + noise;
        let (k0, k1) = (self.p00 / total, self.p01 / total);
        let mut columns = self.columns;
        for (column, value) in columns.iter_mut().zip(values) {
            let miss = value - column.level;
            column.level += k0 * miss;
            column.slope += k1 * miss;
        }
        State {
            columns,
            p00: (1.0 - k0) * self.p00,
            p01: (1.0 - k0) * self.p01,
            p11: self.p11 - k1 * self.p01,
        }
    }

    /// The backward pass: this filtered state, seen from the smoothed next one.
    fn looking_back(&self, q: f64, next: &[Trend; N]) -> [Trend; N] {
        let predicted = self.ahead(q);
        let determinant = predicted.p00 * predicted.p11 - predicted.p01 * predicted.p01;
        if determinant <= f64::MIN_POSITIVE {
            return self.columns;
        }
        // P Fᵀ, then times the inverse of the predicted covariance.
        let (a00, a01) = (self.p00 + self.p01, self.p01);
        let (a10, a11) = (self.p01 + self.p11, self.p11);
        let (i00, i01, i11) = (
            predicted.p11 / determinant,
            -predicted.p01 / determinant,
            predicted.p00 / determinant,
        );
        let (g00, g01) = (a00 * i00 + a01 * i01, a00 * i01 + a01 * i11);
        let (g10, g11) = (a10 * i00 + a11 * i01, a10 * i01 + a11 * i11);
        let mut columns = self.columns;
        for ((column, predicted), next) in columns.iter_mut().zip(predicted.columns).zip(next) {
            let (dl, ds) = (next.level - predicted.level, next.slope - predicted.slope);
            column.level += g00 * dl + g01 * ds;
            column.slope += g10 * dl + g11 * ds;
        }
        columns
    }
}

/// The variance of white noise that explains the second differences at a lag of
/// `lag` seconds, over the stretches of a 1 Hz column that belong together. The
/// largest tenth is left out. `None` below 30 differences.
pub fn noise_variance<'a>(
    stretches: impl Iterator<Item = &'a [Option<f64>]>,
    lag: usize,
) -> Option<f64> {
    let mut squares: Vec<f64> = Vec::new();
    for stretch in stretches {
        let middles = stretch.iter().skip(lag);
        let lasts = stretch.iter().skip(2 * lag);
        for ((first, middle), last) in stretch.iter().zip(middles).zip(lasts) {
            if let (Some(first), Some(middle), Some(last)) = (first, middle, last) {
                let bend = first - 2.0 * middle + last;
                squares.push(bend * bend);
            }
        }
    }
    if squares.len() < 30 {
        return None;
    }
    let kept = ((squares.len() as f64) * TRIM_SHARE) as usize;
    squares.select_nth_unstable_by(kept, f64::total_cmp);
    let sum: f64 = squares.iter().take(kept).sum();
    Some(sum / kept as f64 / TRIM_MEAN_SQUARE / 6.0)
}

/// Centred mean over `window` samples that exist; shorter at the ends, symmetric.
pub fn centred_mean(column: &[Option<f64>], window: usize) -> Vec<Option<f64>> {
    let (half, length) = (window / 2, column.len());
    // Sums and counts up to each row.
    let mut sums = vec![0.0; length + 1];
    let mut counts = vec![0u32; length + 1];
    let (mut sum, mut count) = (0.0, 0u32);
    for ((value, sum_slot), count_slot) in
        (column.iter().zip(sums.iter_mut().skip(1))).zip(counts.iter_mut().skip(1))
    {
        sum += value.unwrap_or(0.0);
        count += u32::from(value.is_some());
        (*sum_slot, *count_slot) = (sum, count);
    }
    let mut means = vec![None; length];
    let first = half.min(length);
    let end = length.saturating_sub(half).max(first);
    for index in (0..first).chain(end..length) {
        let reach = half.min(index).min(length - 1 - index);
        let (from, to) = (index - reach, index + reach + 1);
        if column[index].is_some() {
            means[index] = mean_between((sums[from], counts[from]), (sums[to], counts[to]));
        }
    }
    // The others have a whole window; without one there are none.
    let (rows, width) = (end - first, 2 * half + 1);
    let inner = means[first..end].iter_mut().zip(&column[first..end]);
    let from = sums[..rows].iter().zip(&counts[..rows]);
    let to = sums.get(width..).unwrap_or(&[]).iter();
    let to = to.zip(counts.get(width..).unwrap_or(&[]));
    for (((slot, value), from), to) in inner.zip(from).zip(to) {
        if value.is_some() {
            *slot = mean_between((*from.0, *from.1), (*to.0, *to.1));
        }
    }
    means
}

/// The mean of what lies between two sums, each with how many it is of.
fn mean_between(from: (f64, u32), to: (f64, u32)) -> Option<f64> {
    let present = to.1 - from.1;
    (present > 0).then(|| (to.0 - from.0) / f64::from(present))
}

/// The median; `None` of nothing. Leaves the values in another order.
pub fn median(values: &mut [f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let is_odd = values.len() % 2 == 1;
    let middle = values.len() / 2;
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    if is_odd {
        return Some(*upper);
    }
    let lower = below.iter().copied().max_by(f64::total_cmp)?;
    Some(f64::midpoint(lower, *upper))
}

/// Median time between the values of a column, s; 1 of fewer than two.
pub fn usual_step(times: &[f64], column: &[Option<f64>]) -> f64 {
    let at: Vec<f64> = times
        .iter()
        .zip(column)
        .filter_map(|(time, value)| value.map(|_| *time))
        .collect();
    let mut steps: Vec<f64> = at.windows(2).map(|pair| pair[1] - pair[0]).collect();
    median(&mut steps).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Noise of standard deviation 1 that is the same on every machine.
    fn noise(count: usize) -> Vec<f64> {
        let mut state = 7u64;
        let mut uniform = || {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        (0..count)
            .map(|_| (0..12).map(|_| uniform()).sum::<f64>() - 6.0)
            .collect()
    }

    #[test]
    fn noise_is_measured_on_a_slope() {
        let column: Vec<_> = noise(3000)
            .iter()
            .enumerate()
            .map(|(i, n)| Some(0.3 * i as f64 + 0.5 * n))
            .collect();
        for lag in [1, 8] {
            let found = noise_variance([column.as_slice()].into_iter(), lag).unwrap();
            assert!((found.sqrt() - 0.5).abs() < 0.05, "{lag}: {}", found.sqrt());
        }
    }

    #[test]
    fn a_trend_is_followed_through_noise_and_gaps() {
        let mut column: Vec<_> = noise(600)
            .iter()
            .enumerate()
            .map(|(i, n)| Some(0.4 * i as f64 + 0.3 * n))
            .collect();
        for hole in column.iter_mut().skip(200).take(20) {
            *hole = None;
        }
        let smoothed = trend(&column, 0.09, 1e-4);
        for (i, state) in smoothed.iter().enumerate().skip(20).take(560) {
            assert!((state.slope - 0.4).abs() < 0.1, "{i}: {}", state.slope);
            assert!((state.level - 0.4 * i as f64).abs() < 0.6, "{i}");
        }
    }

    #[test]
    fn a_centred_mean_is_shorter_at_the_ends_and_of_what_is_there() {
        let column = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0].map(Some);
        let (third, fourth) = (31.0 / 5.0, 62.0 / 5.0);
        for (window, expected) in [
            (1, [1.0, 2.0, 4.0, 8.0, 16.0, 32.0]),
            (
                3,
                [1.0, 7.0 / 3.0, 14.0 / 3.0, 28.0 / 3.0, 56.0 / 3.0, 32.0],
            ),
            (5, [1.0, 7.0 / 3.0, third, fourth, 56.0 / 3.0, 32.0]),
            (31, [1.0, 7.0 / 3.0, third, fourth, 56.0 / 3.0, 32.0]),
        ] {
            assert_eq!(
                centred_mean(&column, window),
                expected.map(Some),
                "{window}"
            );
        }
        let holes = [Some(1.0), None, Some(3.0), None, None, Some(6.0)];
        let found = centred_mean(&holes, 3);
        assert_eq!(found, [Some(1.0), None, Some(3.0), None, None, Some(6.0)]);
        assert_eq!(centred_mean(&[], 5), []);
    }

    #[test]
    fn a_level_keeps_the_mean() {
        let column: Vec<_> = noise(500).iter().map(|n| Some(3.0 + 0.2 * n)).collect();
        let smoothed = level(&column, 0.04, 0.001);
        let mean = smoothed.iter().sum::<f64>() / 500.0;
        assert!((mean - 3.0).abs() < 0.03, "{mean}");
        assert!(level(&[None, None], 1.0, 1.0).is_empty());
    }

    #[test]
    fn the_median_of_even_and_odd_counts() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }
}
