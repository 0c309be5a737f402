//! When the runner stood, walked and ran: by speed and by steps.

use std::ops::Range;

/// Below this speed the runner stands. m/s (method §3, design)
pub const STANDING_SPEED: f64 = 1.0;
/// Standing for longer than this is a stop. s (method §3, design)
pub const STOP_AFTER: usize = 15;
/// Slower than this is walking, unless steps tell a slow jog. m/s (method §3, design)
pub const RUNNING_SPEED: f64 = 1.8;
/// Fewer steps a minute are walking below the speed at which everyone runs. spm (method §3, design)
pub const RUNNING_CADENCE: f64 = 140.0;
/// A slow jog: from this speed, with so many steps a minute. m/s, spm (method §3, design)
pub const SLOW_JOG_SPEED: f64 = 1.3;
/// The cadence that such a jog has at least. steps/min
pub const SLOW_JOG_CADENCE: f64 = 145.0;
/// Above the walk-run transition of about 2.0 to 2.1 m/s nobody walks: from this speed so
/// few steps a minute are running. m/s, spm (method §3, design)
pub const SURELY_RUNNING_SPEED: f64 = 2.2;
/// Under this cadence such a speed is no running. steps/min
pub const LEAST_RUNNING_CADENCE: f64 = 120.0;
/// So near to a threshold, as a share of speed and of steps, half a minute decides and no
/// second: a jog at the threshold is one run and not sixty. (design)
const NEAR_SPEED: f64 = 0.1;
const NEAR_CADENCE: f64 = 0.03;
const HALF_WINDOW: usize = 15;
/// How far a second's speed may stand from the mean of its half minute to be one speed with
/// noise; where the steps of the half minute are all as quick, it is one gait whatever the
/// noise, since nobody turns from walk to run on the same steps. As shares (design)
const NOISE: f64 = 0.15;
const ONE_GAIT: f64 = 0.06;
/// Without steps a bout this short between longer ones of the other gait is the noise of the
/// speed, where its mean is so near to the threshold. s, as a share (design)
const LEAST_BOUT: usize = 12;
const BOUT_APART: f64 = 0.2;
const BOUT_FURTHEST: f64 = 0.28;
/// A half minute whose means are so near to a threshold may be either. (design)
const BORDER_SPEED: f64 = 0.04;
const BORDER_CADENCE: f64 = 0.012;
/// Without steps the noise of a speed reaches further. (design)
const BORDER_SPEED_ALONE: f64 = 0.1;

/// Marks stops: speed under 1.0 m/s for more than 15 s. Where speed is missing the
/// cadence speaks, and without either the runner is taken to move.
pub fn moving(speed: &[Option<f64>], stretches: &[Range<usize>]) -> Vec<bool> {
    let mut moving = vec![true; speed.len()];
    for stretch in stretches {
        let mut slow_from = None;
        for index in stretch.clone().chain([stretch.end]) {
            let slow = index < stretch.end
                && speed
                    .get(index)
                    .copied()
                    .flatten()
                    .is_some_and(|v| v < STANDING_SPEED);
            match (slow, slow_from) {
                (true, None) => slow_from = Some(index),
                (false, Some(from)) => {
                    if index - from > STOP_AFTER
                        && let Some(stop) = moving.get_mut(from..index)
                    {
                        stop.fill(false);
                    }
                    slow_from = None;
                }
                _ => {}
            }
        }
    }
    moving
}

/// Marks running samples: moving, and fast enough for what the steps tell. Without any
/// speed the cadence alone decides; without either there is no telling.
pub fn running(
    moving: &[bool],
    speed: &[Option<f64>],
    cadence: &[Option<f64>],
) -> Option<Vec<bool>> {
    if speed.iter().all(Option::is_none) && cadence.iter().all(Option::is_none) {
        return None;
    }
    let mut runs_at = by_second(moving, speed, cadence);
    if cadence.iter().all(Option::is_none) {
        without_noise(&mut runs_at, moving, speed);
    }
    Some(runs_at)
}

/// How many seconds without steps waver so briefly between the gaits that they were taken
/// for the gait beside them.
pub fn wavering(moving: &[bool], speed: &[Option<f64>], cadence: &[Option<f64>]) -> usize {
    if speed.iter().all(Option::is_none) || cadence.iter().any(Option::is_some) {
        return 0;
    }
    let seen = by_second(moving, speed, cadence);
    let mut settled = seen.clone();
    without_noise(&mut settled, moving, speed);
    seen.iter().zip(&settled).filter(|(a, b)| a != b).count()
}

/// What each second shows by itself and by the half minute around it.
fn by_second(moving: &[bool], speed: &[Option<f64>], cadence: &[Option<f64>]) -> Vec<bool> {
    let (fast, steps) = (Around::new(moving, speed), Around::new(moving, cadence));
    moving
        .iter()
        .zip(speed.iter().zip(cadence))
        .enumerate()
        .map(|(second, (&moves, (&own, &cadence)))| {
            let speed = match steps.is_one_gait(moving, second) {
                true => own.and(fast.mean(second)),
                false => own,
            };
            moves
                && surely_runs(speed, cadence).unwrap_or_else(|| {
                    let mean = |around: &Around, own: Option<f64>, near: f64| {
                        // Between walk and run nothing is steady, and the second decides.
                        own.map(|own| {
                            let mean = around.mean(second).unwrap_or(own);
                            let is_near = (mean / own - 1.0).abs() <= near;
                            if is_near { mean } else { own }
                        })
                    };
                    let near = if cadence.is_some() { NEAR_SPEED } else { NOISE };
                    let speed = mean(&fast, speed, near);
                    runs(speed, mean(&steps, cadence, NEAR_CADENCE))
                })
        })
        .collect()
}

/// Takes short bouts near the threshold for the gait on both sides of them: the fixes of a
/// quick walk waver above it for seconds, and those of a slow jog below.
fn without_noise(runs_at: &mut [bool], moving: &[bool], speed: &[Option<f64>]) {
    let bouts = bouts(runs_at, moving);
    for (at, bout) in bouts.iter().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|at| bouts.get(at));
        let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
        let is_between = before.zip(after).is_some_and(|(before, after)| {
            before.end == bout.start
                && bout.end == after.start
                && before.len() + after.len() > 2 * bout.len()
        });
        let known = speed.get(bout.clone()).into_iter().flatten().flatten();
        let (count, sum) = known
            .clone()
            .fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
        let off = |v: f64| (v / RUNNING_SPEED - 1.0).abs();
        // A sprint of seconds up a hill is slow in its mean and never at its fastest.
        let furthest = known.map(|v| off(*v)).fold(0.0, f64::max);
        let is_near = count > 0.0 && off(sum / count) <= BOUT_APART && furthest <= BOUT_FURTHEST;
        if bout.len() < LEAST_BOUT && is_between && is_near {
            let other = !runs_at.get(bout.start).copied().unwrap_or(false);
            if let Some(part) = runs_at.get_mut(bout.clone()) {
                part.fill(other);
            }
        }
    }
}

/// Seconds in motion of one gait, one after the other.
fn bouts(runs_at: &[bool], moving: &[bool]) -> Vec<Range<usize>> {
    let mut bouts: Vec<Range<usize>> = Vec::new();
    for second in (0..runs_at.len()).filter(|&second| moving.get(second) == Some(&true)) {
        match bouts.last_mut() {
            Some(last) if last.end == second && runs_at.get(last.start) == runs_at.get(second) => {
                last.end += 1;
            }
            _ => bouts.push(second..second + 1),
        }
    }
    bouts
}

/// How many moving seconds lie at the very border of walk and run: a little more or less of
/// the mean speed or steps of half a minute would turn them.
pub fn at_border(moving: &[bool], speed: &[Option<f64>], cadence: &[Option<f64>]) -> usize {
    let (fast, steps) = (Around::new(moving, speed), Around::new(moving, cadence));
    (moving.iter().zip(speed.iter().zip(cadence)))
        .enumerate()
        .filter(|(second, (moves, (speed, cadence)))| {
            **moves && surely_runs(**speed, **cadence).is_none() && {
                let mean = |around: &Around, own: Option<f64>| own.and(around.mean(*second));
                let (speed, cadence) = (mean(&fast, **speed), mean(&steps, **cadence));
                let near = match cadence {
                    Some(_) => BORDER_SPEED,
                    None => BORDER_SPEED_ALONE,
                };
                let scaled = |by: f64| {
                    runs(
                        speed.map(|v| v * (1.0 + by * near)),
                        cadence.map(|spm| spm * (1.0 + by * BORDER_CADENCE)),
                    )
                };
                scaled(-1.0) != scaled(1.0)
            }
        })
        .count()
}

/// Whether a second is run, where a little more or less of speed and steps would not
/// change the answer.
fn surely_runs(speed: Option<f64>, cadence: Option<f64>) -> Option<bool> {
    let scaled = |by: f64| {
        runs(
            speed.map(|v| v * (1.0 + by * NEAR_SPEED)),
            cadence.map(|spm| spm * (1.0 + by * NEAR_CADENCE)),
        )
    };
    let (less, more) = (scaled(-1.0), scaled(1.0));
    (less == more).then_some(more)
}

/// Means of a column over half a minute around each second, of those that move.
struct Around {
    /// Sums, sums of squares and counts up to each second.
    sums: Vec<(f64, f64, f64)>,
}

impl Around {
    fn new(moving: &[bool], column: &[Option<f64>]) -> Self {
        let mut so_far = (0.0, 0.0, 0.0);
        let mut sums = Vec::with_capacity(column.len() + 1);
        sums.push(so_far);
        for (moves, value) in moving.iter().zip(column) {
            if let Some(value) = value.filter(|_| *moves) {
                let (sum, squares, count) = so_far;
                so_far = (sum + value, squares + value * value, count + 1.0);
            }
            sums.push(so_far);
        }
        Around { sums }
    }

    /// Whether the half minute around a second moves throughout and its values, all of them
    /// there, lie so close together that nothing changed in it.
    fn is_one_gait(&self, moving: &[bool], second: usize) -> bool {
        let from = second.saturating_sub(HALF_WINDOW);
        let end = (second + HALF_WINDOW + 1).min(self.sums.len() - 1);
        let (Some(then), Some(now)) = (self.sums.get(from), self.sums.get(end)) else {
            return false;
        };
        let count = now.2 - then.2;
        let mean = (now.0 - then.0) / count;
        let variance = (now.1 - then.1) / count - mean * mean;
        let is_whole = count as usize == end - from
            && moving
                .get(from..end)
                .is_some_and(|all| all.iter().all(|moves| *moves));
        // Two gaits in one half minute lie 15 % apart and more.
        is_whole && variance.max(0.0).sqrt() <= 0.5 * ONE_GAIT * mean
    }

    fn mean(&self, second: usize) -> Option<f64> {
        let from = self.sums.get(second.saturating_sub(HALF_WINDOW))?;
        let end = (second + HALF_WINDOW + 1).min(self.sums.len() - 1);
        let to = self.sums.get(end)?;
        let count = to.2 - from.2;
        (count > 0.0).then(|| (to.0 - from.0) / count)
    }
}

/// Whether a moving second is run, by its speed, m/s, and its steps a minute.
pub fn runs(speed: Option<f64>, cadence: Option<f64>) -> bool {
    match (speed, cadence) {
        (Some(v), None) => v >= RUNNING_SPEED,
        (Some(v), Some(spm)) => {
            v >= RUNNING_SPEED && spm >= RUNNING_CADENCE
                || v >= SLOW_JOG_SPEED && spm >= SLOW_JOG_CADENCE
                || v >= SURELY_RUNNING_SPEED && spm >= LEAST_RUNNING_CADENCE
        }
        (None, Some(spm)) => spm >= RUNNING_CADENCE,
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_need_more_than_fifteen_seconds_below_one_metre_a_second() {
        for (speed, length, stops) in [(0.9, 15, false), (0.9, 16, true), (1.0, 60, false)] {
            let mut column = vec![Some(3.0); 100];
            column.splice(40..40 + length, vec![Some(speed); length]);
            let found = moving(&column, std::slice::from_ref(&(0..100)));
            assert_eq!(found.contains(&false), stops, "{speed} {length}");
        }
    }

    #[test]
    fn what_lies_at_the_border_is_counted() {
        for (speed, cadence, count) in [
            (1.83, None, 100),
            (1.7, None, 100),
            (1.6, None, 0),
            (2.05, None, 0),
            (2.6, None, 0),
            (1.75, Some(146.0), 100),
            (1.75, Some(150.0), 0),
            (2.1, Some(141.0), 100),
            (2.8, Some(141.0), 0),
        ] {
            let found = at_border(&[true; 100], &[Some(speed); 100], &[cadence; 100]);
            assert_eq!(found, count, "{speed} {cadence:?}");
        }
    }

    /// The noise of a speed makes no walk of a jog on even steps, and no run of a walk.
    #[test]
    fn noise_is_no_change_of_gait() {
        for (speed, swing, cadence, runs) in [
            (1.45, 0.35, Some(150.0), 1.0),
            (2.6, 0.6, Some(124.0), 1.0),
            (1.25, 0.3, Some(150.0), 0.0),
            (1.68, 0.25, None, 0.0),
            (2.0, 0.25, None, 1.0),
        ] {
            let noisy = (0..600).map(|second| {
                let turn = f64::from(second) * 2.4;
                Some(speed + swing * turn.sin())
            });
            let noisy: Vec<Option<f64>> = noisy.collect();
            let found = running(&[true; 600], &noisy, &[cadence; 600]).unwrap();
            let share = found.iter().filter(|runs| **runs).count() as f64 / 600.0;
            assert!((share - runs).abs() < 0.02, "{speed} {cadence:?}: {share}");
        }
    }

    /// Fixes that waver: a quick walk is above the threshold for seconds, a slow jog below.
    #[test]
    fn what_wavers_for_seconds_makes_no_bout() {
        let speed: Vec<Option<f64>> = (0..1800)
            .map(|second| {
                let runs = second % 600 >= 420;
                let wavers = second % 37 < 8;
                Some(match (runs, wavers) {
                    (true, false) => 2.3,
                    (true, true) => 1.6,
                    (false, false) => 1.5,
                    (false, true) => 2.05,
                })
            })
            .collect();
        let found = running(&vec![true; 1800], &speed, &vec![None; 1800]).unwrap();
        let alone = found.iter().filter(|runs| **runs).count();
        assert!((530..=555).contains(&alone), "{alone}");
    }

    #[test]
    fn running_is_told_by_speed_and_steps() {
        for (speed, cadence, runs) in [
            (Some(1.8), None, true),
            (Some(1.79), None, false),
            (Some(1.8), Some(140.0), true),
            (Some(1.8), Some(139.0), false),
            (Some(1.3), Some(145.0), true),
            (Some(1.29), Some(160.0), false),
            (Some(1.79), Some(144.0), false),
            (Some(2.2), Some(120.0), true),
            (Some(2.19), Some(125.0), false),
            (Some(2.5), Some(119.0), false),
            (None, Some(160.0), true),
        ] {
            let found = running(&[true], &[speed], &[cadence]).unwrap();
            assert_eq!(found, [runs], "{speed:?} {cadence:?}");
        }
        assert_eq!(running(&[true], &[None], &[None]), None);
    }
}
