//! Medians and what is built on them: one wild value must not move a line that a
//! runner is judged by. All by selection, none by sorting pairs.

use std::cmp::Ordering;

/// Makes the median absolute deviation the standard deviation of a normal sample.
const NORMAL: f64 = 1.4826;

fn by_value(a: &f64, b: &f64) -> Ordering {
    a.total_cmp(b)
}

/// The sum; of nothing it is 0, where the standard library's is −0, which would be read as "-0".
pub fn total(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().fold(0.0, |sum, value| sum + value)
}

/// The median; the mean of the middle two of an even count. `None` of nothing.
pub fn median(values: &mut [f64]) -> Option<f64> {
    let half = values.len() / 2;
    let even = values.len().is_multiple_of(2);
    if values.is_empty() {
        return None;
    }
    let (below, middle, _) = values.select_nth_unstable_by(half, by_value);
    let middle = *middle;
    if !even {
        return Some(middle);
    }
    let low = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(f64::midpoint(low, middle))
}

/// The median of what an iterator brings.
pub fn median_of(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    median(&mut values)
}

/// The middle one, of an even count the upper of both: for what has no mean, such as whole
/// hours and days. `None` of nothing.
pub fn upper_median<T: Ord + Copy>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    let half = values.len() / 2;
    let at_half = half < values.len();
    at_half.then(|| *values.select_nth_unstable(half).1)
}

/// 1.4826 · median |x − median|: the spread as a standard deviation, without its tails.
pub fn spread(values: &[f64]) -> Option<f64> {
    let centre = median_of(values.iter().copied())?;
    median_of(values.iter().map(|value| (value - centre).abs())).map(|mad| NORMAL * mad)
}

/// The value at which half of the weight is reached, in linear time on average.
pub fn weighted_median(values: &mut [(f64, f64)]) -> Option<f64> {
    let half = values.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut rest = values;
    let mut before = 0.0;
    while rest.len() > 1 {
        let middle = rest.len() / 2;
        let (low, pivot, high) = rest.select_nth_unstable_by(middle, |a, b| a.0.total_cmp(&b.0));
        let (value, weight) = *pivot;
        let below = before + low.iter().map(|(_, weight)| weight).sum::<f64>();
        if below >= half {
            rest = low;
        } else if below + weight >= half || high.is_empty() {
            return Some(value);
        } else {
            before = below + weight;
            rest = high;
        }
    }
    rest.first().map(|(value, _)| *value)
}

/// The linearly interpolated quantile; reorders the values. `None` of nothing.
pub fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let position = share.clamp(0.0, 1.0) * (values.len() - 1) as f64;
    let below = position.floor() as usize;
    let (_, low, above) = values.select_nth_unstable_by(below, by_value);
    let low = *low;
    let high = above.iter().copied().fold(f64::INFINITY, f64::min);
    let high = if high.is_finite() { high } else { low };
    Some(low + (high - low) * (position - below as f64))
}

/// Hodges and Lehmann's shift: the median of every difference of a value after from
/// a value before.
pub fn shift(before: &[f64], after: &[f64]) -> Option<f64> {
    let mut differences: Vec<f64> = Vec::with_capacity(before.len() * after.len());
    for later in after {
        differences.extend(before.iter().map(|earlier| later - earlier));
    }
    median(&mut differences)
}

/// The interval that holds `share` of the shifts of samples drawn anew from both
/// sides, a whole block at a time: values of one block belong together (a week of runs
/// on one course in one shoe), and drawn one by one they would seem to know more than
/// they do. The draws follow from a fixed seed, so that a picture is the same each time.
pub fn shift_interval(
    before: &[Vec<f64>],
    after: &[Vec<f64>],
    share: f64,
    draws: usize,
) -> Option<(f64, f64)> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut shifts = Vec::with_capacity(draws);
    for _ in 0..draws {
        let (earlier, later) = (dice.again(before), dice.again(after));
        shifts.push(shift(&earlier, &later)?);
    }
    let tail = (1.0 - share) / 2.0;
    let low = quantile(&mut shifts, tail)?;
    let high = quantile(&mut shifts, 1.0 - tail)?;
    Some((low, high))
}

/// Steele's SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The values of as many blocks, drawn with replacement.
    fn again(&mut self, blocks: &[Vec<f64>]) -> Vec<f64> {
        let count = blocks.len().max(1) as u64;
        (0..blocks.len())
            .filter_map(|_| blocks.get((self.next() % count) as usize))
            .flatten()
            .copied()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_of_nothing_is_nought_without_a_sign() {
        assert!(total([]).is_sign_positive());
        assert!((total([0.5, 1.0]) - 1.5).abs() < 1e-12);
    }

    #[test]
    fn medians_of_odd_even_and_nothing() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&mut []), None);
        assert_eq!(spread(&[1.0, 2.0, 3.0, 4.0, 100.0]), Some(NORMAL));
    }

    #[test]
    fn the_weighted_median_is_what_sorting_finds() {
        let mut dice = Dice(7);
        for count in 1..60_usize {
            let drawn: Vec<(f64, f64)> = (0..count)
                .map(|_| ((dice.next() % 20) as f64, (dice.next() % 5) as f64 + 1.0))
                .collect();
            let mut sorted = drawn.clone();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            let half = sorted.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
            let mut reached = 0.0;
            let expected = sorted.iter().find_map(|(value, weight)| {
                reached += weight;
                (reached >= half).then_some(*value)
            });
            assert_eq!(weighted_median(&mut drawn.clone()), expected, "{count}");
        }
        assert_eq!(weighted_median(&mut []), None);
    }

    #[test]
    fn quantiles_interpolate() {
        let mut values = [4.0, 1.0, 3.0, 2.0, 5.0];
        assert_eq!(quantile(&mut values, 0.0), Some(1.0));
        assert_eq!(quantile(&mut values, 1.0), Some(5.0));
        assert_eq!(quantile(&mut values, 0.625), Some(3.5));
    }

    #[test]
    fn a_shift_is_found_and_its_interval_holds_it() {
        let before: Vec<f64> = (0..20).map(|step| f64::from(step % 5)).collect();
        let after: Vec<f64> = before.iter().map(|value| value + 9.0).collect();
        assert_eq!(shift(&before, &after), Some(9.0));
        let weeks = |values: &[f64], of: usize| -> Vec<Vec<f64>> {
            values.chunks(of).map(<[f64]>::to_vec).collect()
        };
        let interval = || shift_interval(&weeks(&before, 3), &weeks(&after, 3), 0.9, 200);
        let (low, high) = interval().expect("values");
        assert!(low <= 9.0 && 9.0 <= high && 7.0 < low && high < 11.0);
        assert_eq!(interval(), Some((low, high)), "the same each time");
        assert_eq!(shift(&[], &after), None);
    }

    /// Four runs of a week that are all alike say no more than one of them.
    #[test]
    fn an_interval_by_weeks_is_not_narrowed_by_runs_that_go_together() {
        let weekly = [0.0, 4.0, 1.0, 5.0, 2.0, 3.0];
        let blocks = |times: usize| -> Vec<Vec<f64>> {
            weekly.iter().map(|value| vec![*value; times]).collect()
        };
        let wide = |before: &[Vec<f64>], after: &[Vec<f64>]| {
            let (low, high) = shift_interval(before, after, 0.9, 400).expect("values");
            high - low
        };
        let singly: Vec<Vec<f64>> = (blocks(4).concat().into_iter())
            .map(|value| vec![value])
            .collect();
        let by_weeks = wide(&blocks(4), &blocks(4));
        assert!(by_weeks > 1.5 * wide(&singly, &singly));
        assert!((by_weeks - wide(&blocks(1), &blocks(1))).abs() < 0.6);
    }
}
