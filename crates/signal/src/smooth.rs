//! Smoothing that adapts to the noise a recording shows: Kalman filters with a
//! Rauch-Tung-Striebel backward pass (Rauch, Tung & Striebel 1965), and the
//! estimate of the noise from second differences, which a steady slope does not
//! reach. All of it is linear in the number of samples.

/// Share of the smallest squared second differences that is averaged: the rest
/// may be kinks of the ground or spikes. (design)
const TRIM_SHARE: f64 = 0.9;

/// Mean square of a standard normal variable whose largest tenth is cut off.
const TRIM_MEAN_SQUARE: f64 = 0.623;

/// Level and slope per second of a smoothed column, with the standard deviation of the slope.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    pub level: f64,
    pub slope: f64,
    pub slope_sd: f64,
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
    let Some(first) = observed.iter().flatten().next().copied() else {
        return Vec::new();
    };
    let noise = |index: usize| noise(index).max(1e-9);
    let q = drift.max(1e-12);
    let count = observed.len();
    let mut filtered: Vec<State> = Vec::with_capacity(count);
    let mut predicted: Vec<State> = Vec::with_capacity(count);
    let mut state = State {
        level: first,
        slope: 0.0,
        p00: noise(0) * 10.0,
        p01: 0.0,
        p11: q * 30.0,
    };
    for (index, value) in observed.iter().enumerate() {
        if index > 0 {
            state = state.ahead(q);
        }
        predicted.push(state);
        if let Some(value) = value {
            state = state.corrected(*value, noise(index));
        }
        filtered.push(state);
    }
    let mut smoothed = vec![state; count];
    for index in (0..count.saturating_sub(1)).rev() {
        smoothed[index] = filtered[index].looking_back(&predicted[index + 1], &smoothed[index + 1]);
    }
    smoothed
        .into_iter()
        .map(|state| Trend {
            level: state.level,
            slope: state.slope,
            slope_sd: state.p11.max(0.0).sqrt(),
        })
        .collect()
}

/// Mean and covariance of level and slope.
#[derive(Debug, Clone, Copy)]
struct State {
    level: f64,
    slope: f64,
    p00: f64,
    p01: f64,
    p11: f64,
}

impl State {
    /// One second later.
    fn ahead(self, q: f64) -> State {
        State {
            level: self.level + self.slope,
            slope: self.slope,
            p00: self.p00 + 2.0 * self.p01 + self.p11 + q / 3.0,
            p01: self.p01 + self.p11 + q / 2.0,
            p11: self.p11 + q,
        }
    }

    fn corrected(self, value: f64, noise: f64) -> State {
        let total = self.p00 + noise;
        let (k0, k1) = (self.p00 / total, self.p01 / total);
        let miss = value - self.level;
        State {
            level: self.level + k0 * miss,
            slope: self.slope + k1 * miss,
            p00: (1.0 - k0) * self.p00,
            p01: (1.0 - k0) * self.p01,
            p11: self.p11 - k1 * self.p01,
        }
    }

    /// The backward pass: this filtered state, seen from the smoothed next one.
    fn looking_back(self, predicted: &State, next: &State) -> State {
        let determinant = predicted.p00 * predicted.p11 - predicted.p01 * predicted.p01;
        if determinant <= f64::MIN_POSITIVE {
            return self;
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
        let (dl, ds) = (next.level - predicted.level, next.slope - predicted.slope);
        let (d00, d01, d11) = (
            next.p00 - predicted.p00,
            next.p01 - predicted.p01,
            next.p11 - predicted.p11,
        );
        State {
            level: self.level + g00 * dl + g01 * ds,
            slope: self.slope + g10 * dl + g11 * ds,
            p00: self.p00 + g00 * (g00 * d00 + g01 * d01) + g01 * (g00 * d01 + g01 * d11),
            p01: self.p01 + g00 * (g10 * d00 + g11 * d01) + g01 * (g10 * d01 + g11 * d11),
            p11: self.p11 + g10 * (g10 * d00 + g11 * d01) + g11 * (g10 * d01 + g11 * d11),
        }
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
    let half = window / 2;
    let mut sums = Vec::with_capacity(column.len() + 1);
    let mut counts = Vec::with_capacity(column.len() + 1);
    let (mut sum, mut count) = (0.0, 0usize);
    sums.push(sum);
    counts.push(count);
    for value in column {
        sum += value.unwrap_or(0.0);
        count += usize::from(value.is_some());
        sums.push(sum);
        counts.push(count);
    }
    let length = column.len();
    (0..length)
        .map(|index| {
            let reach = half.min(index).min(length - 1 - index);
            let (from, to) = (index - reach, index + reach + 1);
            let present = counts[to] - counts[from];
            column[index]?;
            (present > 0).then(|| (sums[to] - sums[from]) / present as f64)
        })
        .collect()
}

/// The median; `None` of nothing. Sorts in place.
pub fn median(values: &mut [f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let middle = values.len() / 2;
    values.sort_unstable_by(f64::total_cmp);
    if values.len() % 2 == 1 {
        values.get(middle).copied()
    } else {
        Some((values.get(middle - 1)? + values.get(middle)?) / 2.0)
    }
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
