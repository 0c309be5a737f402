//! Where running begins and ends between rows that lie apart.
//!
//! A row every ten or thirty seconds does not say when a walk became a run, and a speed
//! that is drawn from row to row crosses any threshold too early or too late. The way
//! between two rows does: of the time between them so much was run as makes it that long,
//! by the speeds of the walk and of the run beside it.

use super::distance::Odometer;
use super::fixes::Track;
use super::motion::Motion;
use super::running::{self, STANDING_SPEED, STOP_AFTER};
use super::smooth;
use std::ops::Range;

/// Rows nearer to one another than this show themselves when the gait changes. s (design)
const DENSE: f64 = 1.5;
/// A window is a step between rows, or several together of this length. s (design)
const LEAST_WINDOW: f64 = 8.0;
/// Walk and run beside each other differ by so much, else nothing is told. m/s (design)
const APART: f64 = 0.5;
/// As fast as the running beside it, as a share: the whole window was run. (design)
const AS_FAST: f64 = 0.9;
/// Shares nearer to none or all than this are none or all. (design)
const ROUNDED: f64 = 0.1;
const LITTLE: f64 = 0.01;
/// A run of this length after a walk of that one began so much sooner than both its steps
/// and its speed show. s (design)
const LEAST_RUN: usize = 20;
const AFTER_WALK: usize = 10;
const SOONER: usize = 1;
/// Who begins to run reaches the speed so much later than the gait. s (design)
const GATHERS_SPEED: f64 = 1.5;
/// The cosine of a bend beyond which a line between places is too short. (design)
const STRAIGHT_ON: f64 = 0.5;
/// Between walk and run, as a share of the way from one to the other; and how many of all
/// windows lie there at most where somebody walks and runs by turns. (design)
const BETWEEN: std::ops::Range<f64> = 0.2..0.8;
const LEAST_OF_TWO: f64 = 0.15;
/// So many windows of each gait, the nearest, tell its speed. (design)
const BESIDE: usize = 7;
/// Where rows lie further apart than this, each of its turns takes a window. s (design)
const TURNS_FILL: f64 = 200.0;
/// A series is the believed distance within this factor. (design)
const BELIEVED: f64 = 1.1;
/// From so long a window on its turns are told to a part of it only. s (design)
const COARSE: f64 = 10.0;
/// That part, where the way tells, and where it does not. (design)
const TOLD_TO: f64 = 0.1;
const UNTOLD: f64 = 0.3;
/// So much less is told where the way is the line between two places. (design)
const BY_PLACES: f64 = 1.6;
/// The speed of a walk where none beside tells it. m/s (design)
const WALK: f64 = 1.4;
/// Rows this far apart tell half as much again less. s (design)
const SELDOM: f64 = 45.0;

/// Where the runner was at each row, by what is believed of the distance.
pub struct Ground<'a> {
    /// Of the rows, s.
    pub times: &'a [f64],
    /// The device's distance.
    pub odometer: &'a Odometer,
    /// Its places.
    pub track: &'a Track,
    /// The length of the track, m.
    pub track_metres: f64,
    /// The believed distance, m.
    pub distance: Option<f64>,
    /// Steps a minute on the clock.
    pub spm: &'a [Option<f64>],
    /// m/s on the clock, as it was chosen.
    pub speed: &'a [Option<f64>],
    /// Whether the speed was drawn from the places, and is soft at every turn.
    pub is_drawn: bool,
    /// Whether the device states the speed itself, so that it holds at each row.
    pub is_stated: bool,
}

/// The running seconds and how well they are told.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settled {
    /// On the clock.
    pub running: Vec<bool>,
    /// Time between rows, s, and how many seconds of running their distance leaves open.
    pub open: Option<(f64, f64)>,
}

impl Ground<'_> {
    /// Rows whose place is known, with the way from one to the next.
    fn steps(&self) -> Option<Vec<(usize, Way)>> {
        let believed = self.distance?;
        let near = |metres: f64| (1.0 / BELIEVED..=BELIEVED).contains(&(metres / believed));
        if let Some(total) = self.odometer.total.filter(|total| near(*total)) {
            let scale = believed / total;
            let known: Vec<(usize, f64)> = (self.odometer.reading.iter().enumerate())
                .filter_map(|(row, metres)| Some((row, (*metres)? * scale)))
                .collect();
            return Some(differences(&known, |a, b| Way {
                metres: b - a,
                towards: None,
            }));
        }
        if !near(self.track_metres) {
            return None;
        }
        let known: Vec<(usize, (f64, f64))> = (0..self.times.len())
            .filter_map(|row| Some((row, self.track.place(row)?)))
            .collect();
        let along = |a: (f64, f64), b: (f64, f64)| {
            let (east, north) = (b.0 - a.0, b.1 - a.1);
            Way {
                metres: east.hypot(north),
                towards: Some((east, north)),
            }
        };
        Some(differences(&known, along))
    }
}

/// From one row to the next.
#[derive(Debug, Clone, Copy, Default)]
struct Way {
    metres: f64,
    /// Metres east and north, where it is the straight line between two places.
    towards: Option<(f64, f64)>,
}

/// Rows with the way from the one before.
fn differences<T: Copy>(known: &[(usize, T)], way: impl Fn(T, T) -> Way) -> Vec<(usize, Way)> {
    let mut before = known.first().map(|first| first.1);
    known
        .iter()
        .map(|&(row, here)| {
            let from = before.replace(here);
            (row, from.map_or(Way::default(), |from| way(from, here)))
        })
        .collect()
}

/// A part of the clock between rows.
struct Window {
    range: Range<usize>,
    /// By the way between its ends, m/s.
    speed: f64,
    /// Metres east and north, where the way is a straight line.
    towards: Option<(f64, f64)>,
    /// Share of its seconds that was taken for running.
    run: f64,
    /// Whether speed and cadence of its seconds leave open when the gait changed.
    is_open: bool,
    /// Cadence at both ends, where nothing was recorded between them.
    steps: Option<(f64, f64)>,
}

/// The running seconds again, with the turns between walk and run where the way puts them.
pub fn settled(
    mut running: Vec<bool>,
    moving: &mut [bool],
    motion: &Motion,
    ground: &Ground<'_>,
) -> Settled {
    let unsettled = |running: Vec<bool>| Settled {
        running,
        open: None,
    };
    let Some(steps) = ground.steps() else {
        return unsettled(running);
    };
    let mut apart: Vec<f64> = steps
        .windows(2)
        .map(|pair| ground.times[pair[1].0] - ground.times[pair[0].0])
        .collect();
    let usual = smooth::median(&mut apart).unwrap_or(0.0);
    if ground.spm.iter().any(Option::is_some) {
        begin_sooner(&mut running, moving, motion);
    }
    if usual <= DENSE {
        return unsettled(running);
    }
    let windows = windows(&steps, ground, motion, moving, &running);
    let is_inner = |at: usize, runs: bool| {
        let all = |at: usize| {
            windows
                .get(at)
                .is_none_or(|window| (window.run >= 0.99) == runs && (runs || window.run <= 0.01))
        };
        all(at) && at.checked_sub(1).is_none_or(all) && all(at + 1)
    };
    let speeds = |runs: bool| -> Vec<(usize, f64)> {
        let of = |inner: bool| -> Vec<(usize, f64)> {
            (windows.iter().enumerate())
                .filter(|(at, window)| {
                    let pure = if runs {
                        window.run >= 0.99
                    } else {
                        window.run <= 0.01
                    };
                    pure && window.speed >= STANDING_SPEED && (!inner || is_inner(*at, runs))
                })
                .map(|(at, window)| (at, window.speed))
                .collect()
        };
        let inner = of(true);
        if inner.is_empty() { of(false) } else { inner }
    };
    let (mut runs, walks) = (speeds(true), speeds(false));
    if runs.is_empty() && ground.is_stated {
        runs = stated_runs(&windows, ground);
    }
    // On ground where the pace changes all the time a slow minute is no half walk.
    let between = |(at, window): &(usize, &Window)| {
        let beside = nearest(&runs, *at).zip(nearest(&walks, *at));
        beside.is_some_and(|(run, walk)| {
            let share = (window.speed - walk) / (run - walk).max(APART);
            BETWEEN.contains(&share)
        })
    };
    let mixed = windows.iter().enumerate().filter(between).count();
    let of_two = LEAST_OF_TWO.max(usual / TURNS_FILL);
    let two_gaits = mixed as f64 <= of_two * windows.len() as f64;
    let shares: Vec<Option<f64>> = windows
        .iter()
        .enumerate()
        .map(|(at, window)| {
            if !window.is_open || is_inner(at, true) || is_inner(at, false) {
                return None;
            }
            let is_run = |spm: f64| running::runs(Some(window.speed), Some(spm));
            match window.steps {
                Some((a, b)) if is_run(a) && is_run(b) => return Some(1.0),
                Some((a, b)) if !is_run(a) && !is_run(b) => return Some(0.0),
                _ => {}
            }
            let beside = (
                at.checked_sub(1).and_then(|at| windows.get(at)),
                windows.get(at + 1),
            );
            let between = |window: Option<&Window>| window.is_some_and(|window| window.run >= 0.5);
            if turns_back(beside.0, beside.1) && between(beside.0) && between(beside.1) {
                return Some(1.0);
            }
            let after = windows.get(at + 1).map_or(0.0, |window| window.run);
            let begins = !ground.is_drawn
                && beside.0.is_some_and(|window| window.run <= 0.01)
                && after >= 0.99;
            share(window, nearest(&runs, at)?, nearest(&walks, at), begins)
                .filter(|share| two_gaits || *share == 1.0)
        })
        .collect();
    let known = |at: Option<usize>| {
        at.and_then(|at| Some(shares.get(at)?.unwrap_or(windows.get(at)?.run)))
            .unwrap_or(0.0)
    };
    for (at, window) in windows.iter().enumerate() {
        let Some(share) = shares[at] else { continue };
        let seconds = window.range.len();
        let (before, after) = (known(at.checked_sub(1)), known(Some(at + 1)));
        let starts = share > 0.0 && share < 1.0 && before < share;
        let late = if starts { GATHERS_SPEED } else { 0.0 };
        let run = (share * seconds as f64 + late).round().min(seconds as f64) as usize;
        let from = if (before - after).abs() < 0.3 && before < 0.5 {
            (seconds - run) / 2
        } else if after > before {
            seconds - run
        } else {
            0
        };
        if let Some(part) = running.get_mut(window.range.clone()) {
            part.fill(false);
            part[from..from + run].fill(true);
        }
    }
    let lost = lost_walks(&windows, &running, &runs, &walks);
    let open = open(&windows, &shares, &running).unwrap_or(0.0) + lost;
    Settled {
        open: (open > 0.0).then_some((usual, open)),
        running,
    }
}

/// Seconds of walking that rows so far apart may hide: where a whole window went for
/// running, without a step to tell, and is as slow as if a part of it was walked.
fn lost_walks(
    windows: &[Window],
    running: &[bool],
    runs: &[(usize, f64)],
    walks: &[(usize, f64)],
) -> f64 {
    let hidden = windows.iter().enumerate().filter_map(|(at, window)| {
        let seconds = window.range.len() as f64;
        let all_run = running
            .get(window.range.clone())
            .is_some_and(|part| part.iter().all(|runs| *runs));
        if seconds < SELDOM || !all_run || window.steps.is_some() {
            return None;
        }
        let run = nearest(runs, at)?;
        let walk = nearest(walks, at).unwrap_or(WALK).min(run - APART);
        let share = (window.speed - walk) / (run - walk);
        (window.speed < AS_FAST * run).then(|| (1.0 - share).clamp(0.0, 1.0) * seconds)
    });
    hidden.sum()
}

/// Steps and speed of running come together later than its first step: a run of some
/// length after a walk began so much sooner.
fn begin_sooner(running: &mut [bool], moving: &[bool], motion: &Motion) {
    let (mut walked, mut at) = (0, 0);
    while at < running.len() {
        let joins = at > 0 && motion.clock[at] == motion.clock[at - 1] + 1;
        if !joins || !moving[at] {
            walked = 0;
        }
        if !running[at] {
            walked += usize::from(moving[at]);
            at += 1;
            continue;
        }
        let end = (at..running.len())
            .find(|&next| !running[next])
            .unwrap_or(running.len());
        if walked >= AFTER_WALK && end - at >= LEAST_RUN {
            running[at - SOONER..at].fill(true);
        }
        (walked, at) = (0, end);
    }
}

/// The speed of running at the rows themselves, where no window was run throughout.
fn stated_runs(windows: &[Window], ground: &Ground<'_>) -> Vec<(usize, f64)> {
    (windows.iter().enumerate())
        .filter_map(|(at, window)| {
            let speed = ground.speed.get(window.range.start).copied().flatten()?;
            let spm = ground.spm.get(window.range.start).copied().flatten();
            running::runs(Some(speed), spm).then_some((at, speed))
        })
        .collect()
}

/// Seconds of running that rows so far apart leave open.
fn open(windows: &[Window], shares: &[Option<f64>], running: &[bool]) -> Option<f64> {
    let mut open = 0.0;
    for (window, share) in windows.iter().zip(shares) {
        let seconds = window.range.len() as f64;
        if seconds < COARSE {
            continue;
        }
        let from = window.range.start.max(1);
        let turns = (from..window.range.end)
            .filter(|&at| running.get(at) != running.get(at - 1))
            .count();
        let part = match share {
            Some(_) if seconds < SELDOM => TOLD_TO,
            Some(_) => 1.5 * TOLD_TO,
            None => UNTOLD,
        };
        // The line between two places is shorter than the way.
        let part = match window.towards {
            Some(_) if share.is_some() => BY_PLACES * part,
            _ => part,
        };
        open += turns.min(2) as f64 * part * seconds;
    }
    (open > 0.0).then_some(open)
}

/// How much of a window was run, by the speeds of run and walk beside it. Where a run
/// begins in it a little is not rounded away.
fn share(window: &Window, run: f64, walk: Option<f64>, begins: bool) -> Option<f64> {
    if window.speed >= AS_FAST * run {
        return Some(1.0);
    }
    let walk = walk.filter(|walk| run - walk >= APART)?;
    let share = (window.speed - walk) / (run - walk);
    Some(match share {
        share if begins && share < ROUNDED => share.max(LITTLE),
        share if share < ROUNDED => 0.0,
        share if share > 1.0 - ROUNDED => 1.0,
        share => share,
    })
}

/// The median speed of the windows that lie nearest.
fn nearest(of: &[(usize, f64)], at: usize) -> Option<f64> {
    let after = of.partition_point(|(other, _)| *other < at);
    let (mut from, mut to) = (after, after);
    while to - from < BESIDE.min(of.len()) {
        let before = from.checked_sub(1).map(|index| at - of[index].0);
        let next = of.get(to).map(|(other, _)| other - at);
        match (before, next) {
            (Some(before), Some(next)) if before <= next => from -= 1,
            (Some(_), None) => from -= 1,
            (_, Some(_)) => to += 1,
            (None, None) => break,
        }
    }
    let mut speeds: Vec<f64> = of.get(from..to)?.iter().map(|(_, speed)| *speed).collect();
    smooth::median(&mut speeds)
}

/// The windows of the clock without a pause or a stop in them. Over a long step in which
/// the runner moved on nobody stood.
fn windows(
    steps: &[(usize, Way)],
    ground: &Ground<'_>,
    motion: &Motion,
    moving: &mut [bool],
    running: &[bool],
) -> Vec<Window> {
    let (mut found, times) = (Vec::new(), ground.times);
    let Some(&(first, _)) = steps.first() else {
        return found;
    };
    let (mut since, mut metres, mut towards) = (times[first], 0.0, Some((0.0, 0.0)));
    let mut rows = 0;
    for &(row, way) in &steps[1..] {
        rows += 1;
        metres += way.metres;
        towards = towards
            .zip(way.towards)
            .map(|(a, b): ((f64, f64), (f64, f64))| (a.0 + b.0, a.1 + b.1));
        let until = times[row];
        if until - since < LEAST_WINDOW {
            continue;
        }
        let at = |time: f64| motion.clock.partition_point(|tick| f64::from(*tick) < time);
        let range = at(since)..at(until);
        let seconds = range.len() as f64;
        let speed = metres / (until - since);
        // Over a pause nothing is told.
        let is_whole = seconds > 0.0 && seconds >= until - since - 1.5;
        if let (Some(moving), Some(running), true) = (
            moving.get_mut(range.clone()),
            running.get(range.clone()),
            is_whole,
        ) {
            if seconds > STOP_AFTER as f64 && speed >= STANDING_SPEED {
                moving.fill(true);
            }
            if moving.iter().all(|moves| *moves) {
                let run = running.iter().filter(|runs| **runs).count() as f64;
                let spm = |at: usize| ground.spm.get(at).copied().flatten();
                let is_single = rows == 1;
                let no_steps = range.clone().all(|at| spm(at).is_none());
                found.push(Window {
                    speed,
                    towards,
                    run: run / seconds,
                    is_open: is_single || no_steps && ground.is_drawn,
                    steps: spm(range.start).zip(spm(range.end)).filter(|_| is_single),
                    range,
                });
            }
        }
        (since, metres, towards, rows) = (until, 0.0, Some((0.0, 0.0)), 0);
    }
    found
}

/// Whether the way turns back in a window, so that the line across it is too short.
fn turns_back(before: Option<&Window>, after: Option<&Window>) -> bool {
    let directions = before
        .and_then(|window| window.towards)
        .zip(after.and_then(|window| window.towards));
    directions.is_some_and(|(a, b)| {
        let along = a.0 * b.0 + a.1 * b.1;
        along < STRAIGHT_ON * a.0.hypot(a.1) * b.0.hypot(b.1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(speed: f64) -> Window {
        Window {
            range: 0..30,
            speed,
            towards: None,
            run: 0.5,
            is_open: true,
            steps: None,
        }
    }

    #[test]
    fn the_way_says_how_much_was_run() {
        for (speed, walk, run) in [
            (2.15, Some(1.5), Some(0.5)),
            (1.6, Some(1.5), Some(0.0)),
            (2.7, Some(1.5), Some(1.0)),
            // Too near to one another, or nothing to compare with.
            (2.4, Some(2.31), None),
            (2.15, None, None),
            (2.6, None, Some(1.0)),
        ] {
            let found = share(&window(speed), 2.8, walk, false);
            let near = match (found, run) {
                (Some(found), Some(run)) => (found - run).abs() < 0.01,
                (found, run) => found == run,
            };
            assert!(near, "{speed} {walk:?}: {found:?}");
        }
    }

    #[test]
    fn the_nearest_windows_tell_a_speed() {
        let of: Vec<(usize, f64)> = (0..20)
            .map(|at| (at, if at < 10 { 2.0 } else { 3.0 }))
            .collect();
        assert_eq!(nearest(&of, 0), Some(2.0));
        assert_eq!(nearest(&of, 19), Some(3.0));
        assert_eq!(nearest(&[], 3), None);
    }

    #[test]
    fn a_line_across_a_way_back_is_too_short() {
        let towards = |east, north| Window {
            towards: Some((east, north)),
            ..window(2.8)
        };
        for (after, back) in [
            ((80.0, 0.0), false),
            ((0.0, 80.0), true),
            ((-80.0, 0.0), true),
        ] {
            let (before, after) = (towards(80.0, 0.0), towards(after.0, after.1));
            assert_eq!(turns_back(Some(&before), Some(&after)), back);
        }
        assert!(!turns_back(None, Some(&window(2.8))));
    }
}
