//! The lag of a barometer, read off ground that was run up and down: a late altitude is
//! too low on the way up and too high on the way down, in proportion to vertical speed.

use super::ground::Ground;
use super::smooth;
use std::ops::Range;

/// Lags that a watch's filter has; less is not worth undoing, more is something else. s (design)
const BELIEVED: std::ops::RangeInclusive<f64> = 0.7..=8.0;
/// The lag must explain so much of what the passes disagree about where the ground is steep. (design)
const EXPLAINED: f64 = 0.1;
/// Only where passes differ so much in vertical speed does a lag show. m/s (design)
const STEEP: f64 = 0.06;
/// Seconds of such ground that are needed. s (design)
const ENOUGH: usize = 40;
/// How fast vertical speed may change: variance gained per second, (m/s)². (design)
const VERTICAL_DRIFT: f64 = 0.0064;

/// Takes the lag off where the passes over the same ground show one. `white` is the
/// deviation of the altitude's fast noise.
pub fn undo(raw: &mut [Option<f64>], ground: &Ground, white: f64, stretches: &[Range<usize>]) {
    if ground.repeated() < ENOUGH {
        return;
    }
    let mut rise: Vec<Option<f64>> = vec![None; raw.len()];
    for stretch in stretches {
        let Some(part) = raw.get(stretch.clone()) else {
            continue;
        };
        let states = smooth::trend(part, white.powi(2).max(0.01), VERTICAL_DRIFT);
        for ((slot, state), value) in rise.iter_mut().skip(stretch.start).zip(states).zip(part) {
            *slot = value.map(|_| state.slope);
        }
    }
    let Some(lag) = lag(&ground.from_mean(&rise), &ground.from_mean(raw)) else {
        return;
    };
    for (value, rise) in raw.iter_mut().zip(&rise) {
        if let (Some(value), Some(rise)) = (value, rise) {
            *value += lag * rise;
        }
    }
}

/// Slope of height over vertical speed, both from the mean of their place, where passes
/// differ in vertical speed.
fn lag(rise: &[Option<f64>], height: &[Option<f64>]) -> Option<f64> {
    let differ: Vec<(f64, f64)> = rise
        .iter()
        .zip(height)
        .filter_map(|(rise, height)| Some(((*rise)?, (*height)?)))
        .filter(|(rise, _)| rise.abs() >= STEEP)
        .collect();
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (rise, height) in &differ {
        xx += rise * rise;
        xy += rise * height;
        yy += height * height;
    }
    let lag = -xy / xx;
    let explained = xy * xy / (xx * yy).max(f64::MIN_POSITIVE);
    let shown = differ.len() >= ENOUGH && explained >= EXPLAINED;
    (shown && BELIEVED.contains(&lag)).then_some(lag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::ground;

    /// Up and down one slope three times at 3 m/s, 6 %.
    fn repeats() -> (Vec<f64>, Ground) {
        let along = |t: usize| {
            let phase = t % 200;
            3.0 * if phase < 100 { phase } else { 200 - phase } as f64
        };
        let position: Vec<_> = (0..600).map(|t| Some((along(t), 0.0))).collect();
        let clock: Vec<u32> = (0..600).collect();
        let height = (0..600).map(|t| 0.06 * along(t)).collect();
        (height, ground(&position, &clock))
    }

    #[test]
    fn a_lag_that_both_ways_show_is_undone() {
        let (height, ground) = repeats();
        for (lag, undone) in [(4, true), (0, false)] {
            let mut raw: Vec<_> = (0..600)
                .map(|t: usize| Some(height[t.saturating_sub(lag)]))
                .collect();
            let late = raw.clone();
            undo(&mut raw, &ground, 0.1, std::slice::from_ref(&(0..600)));
            assert_eq!(raw != late, undone, "{lag}");
            for at in [50, 150, 250] {
                let off = (raw[at].unwrap() - height[at]).abs();
                assert!(off < 0.2, "{lag} at {at}: {off}");
            }
        }
    }

    #[test]
    fn an_error_without_relation_to_the_ground_is_no_lag() {
        let (height, ground) = repeats();
        let mut raw: Vec<_> = (0..600)
            .map(|t: usize| Some(height[t] + (t as f64 / 70.0).sin()))
            .collect();
        let before = raw.clone();
        undo(&mut raw, &ground, 0.1, std::slice::from_ref(&(0..600)));
        assert_eq!(raw, before);
    }
}
