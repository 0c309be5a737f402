//! What may have been a ride, and is left in and said: nothing but its speed tells.

use super::speeds::{
    FROM_STOP, LEAST_LEFT, OVER_USUAL, RUNS, Speeds, TRAFFIC, has_steps, runs_of, speeds,
};
use crate::smooth;
use comeback_core::recording::{Recording, Sport};
use std::ops::Range;

/// What a ride home by bicycle may be, and a runner's fast end too: so much faster than the
/// run and so fast for so long, to the end of the recording. It is left in and said.
/// 1, m/s, s (design)
const OVER_USUAL_PERHAPS: f64 = 1.7;
const PERHAPS: (f64, f64) = (4.5, 240.0);
/// Running for so long between two of its bouts makes them repetitions and no traffic. s (design)
const RUN_BETWEEN: f64 = 40.0;
/// A heart that beats so much quicker than in the run says that it was run. 1/min (design)
const WORKS_HARDER: f64 = 5.0;
/// Few runners hold these speeds so long. m/s, s (design)
const BEST: [(f64, f64); 2] = [(5.6, 600.0), (5.2, 1080.0)];
/// Nobody's steps are longer in the mean of minutes. m (design)
const LONGEST_STEP: f64 = 2.2;
/// What may be a ride home that is left in, as a clause: nothing but its speed tells.
///
/// `speed` is that of [`super::without`], where it told it.
pub fn perhaps(recording: &Recording, speed: Option<Speeds>) -> Option<String> {
    let samples = &recording.samples;
    let times = &samples.time_s;
    if recording.sport != Sport::Running || has_steps(recording) {
        return None;
    }
    let speed = speed.unwrap_or_else(|| speeds(recording));
    let mut runs: Vec<f64> = speed
        .iter()
        .flatten()
        .copied()
        .filter(|v| *v >= RUNS)
        .collect();
    let usual = smooth::median(&mut runs)?;
    let least = PERHAPS.0.max(OVER_USUAL_PERHAPS * usual);
    let is_fast = |row: usize| {
        speed
            .get(row)
            .copied()
            .flatten()
            .is_some_and(|v| v >= least)
    };
    let (ride, at_start) = ridden(times, usual, &speed, is_fast)?;
    let (from, to) = (*times.get(ride.start)?, *times.get(ride.end - 1)?);
    let beats = |rows: Range<usize>| {
        let mut beats: Vec<f64> = (samples.heart_rate_bpm.get(rows)?.iter().flatten().copied())
            .filter(|beats| *beats > 0.0)
            .collect();
        smooth::median(&mut beats)
    };
    let rest = match at_start {
        true => ride.end..samples.len(),
        false => 0..ride.start,
    };
    let works = beats(ride)
        .zip(beats(rest))
        .is_some_and(|(then, beside)| then >= beside + WORKS_HARDER);
    if works {
        return None;
    }
    let minutes = (to - from) / 60.0;
    Some(if at_start {
        format!(
            "up to {} it is nearly twice as fast as after: if that was the ride there, its {minutes:.0} min are no running, and `trim` takes them off",
            clock(to)
        )
    } else {
        format!(
            "from {} on it is nearly twice as fast as before, to the end: if that was a ride home, its {minutes:.0} min are no running, and `trim` takes them off",
            clock(from)
        )
    })
}

/// What is as fast as the best runners, without a step that shows it, as a clause: in the
/// mean of all that moves, so that a ride from light to light is one too.
pub fn as_fast_as_the_best(
    recording: &Recording,
    speed: &[Option<f64>],
    moving: &[bool],
) -> Option<String> {
    if recording.sport != Sport::Running {
        return None;
    }
    let moves = speed.iter().zip(moving).filter(|(_, moves)| **moves);
    let (seconds, metres) =
        (moves.filter_map(|(speed, _)| *speed)).fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
    let mean = metres / f64::max(seconds, 1.0);
    let steps = usual_steps(recording).filter(|spm| 60.0 * mean / spm <= LONGEST_STEP);
    let as_fast = (BEST.iter()).any(|&(speed, for_s)| seconds >= for_s && mean >= speed);
    (as_fast && steps.is_none()).then(|| {
        format!(
            "{:.0} min at {:.1} km/h are as fast as the best runners, and no step shows it: if it was a ride, `sport` says so",
            seconds / 60.0,
            3.6 * mean
        )
    })
}

/// The median cadence of the rows in steps a minute, where most have one.
fn usual_steps(recording: &Recording) -> Option<f64> {
    let cadence = &recording.samples.cadence;
    let mut steps: Vec<f64> = (cadence.iter().flatten().copied())
        .filter(|value| *value > 0.0)
        .collect();
    let most = steps.len() * 2 > cadence.len();
    let usual = smooth::median(&mut steps).filter(|_| most)?;
    Some(if usual < 120.0 { 2.0 * usual } else { usual })
}

/// The end of a recording, or its beginning, that is fast at a stretch, or from stop to stop
/// as a ride through a town is, without any running between; and whether it is the beginning.
fn ridden(
    times: &[f64],
    usual: f64,
    speed: &[Option<f64>],
    is_fast: impl Fn(usize) -> bool,
) -> Option<(Range<usize>, bool)> {
    let lasts = |rows: &Range<usize>| Some(times.get(rows.end - 1)? - times.get(rows.start)?);
    let runs = |row: usize| {
        let own = speed.get(row).copied().flatten();
        own.is_some_and(|v| (RUNS..OVER_USUAL * usual).contains(&v))
    };
    let mut parts: Vec<(Range<usize>, f64)> = Vec::new();
    for bout in runs_of(times, FROM_STOP, is_fast) {
        let fast = lasts(&bout)?;
        let near = parts.last().is_some_and(|(last, _)| {
            let between = runs_of(times, RUN_BETWEEN, |row| {
                (last.end..bout.start).contains(&row) && runs(row)
            });
            let apart = (times.get(bout.start)).zip(times.get(last.end - 1));
            between.is_empty() && apart.is_some_and(|(from, to)| from - to <= TRAFFIC)
        });
        match parts.last_mut().filter(|_| near) {
            Some((last, so_far)) => {
                last.end = bout.end;
                *so_far += fast;
            }
            None => parts.push((bout, fast)),
        }
    }
    let ends = (times.first()?, times.last()?);
    let is_ride = |(rows, fast): &&(Range<usize>, f64)| *fast >= PERHAPS.1 && !rows.is_empty();
    let ends_it = |rows: &Range<usize>| {
        times
            .get(rows.end - 1)
            .is_some_and(|to| ends.1 - to < LEAST_LEFT)
    };
    let begins_it = |rows: &Range<usize>| {
        times
            .get(rows.start)
            .is_some_and(|from| from - ends.0 < LEAST_LEFT)
    };
    let home = parts
        .last()
        .filter(is_ride)
        .filter(|(rows, _)| ends_it(rows));
    let there = parts
        .first()
        .filter(is_ride)
        .filter(|(rows, _)| begins_it(rows));
    match (home, there) {
        // All of it is another question.
        (Some(home), Some(there)) if home == there => None,
        (Some((rows, _)), _) => Some((rows.clone(), false)),
        (None, Some((rows, _))) => Some((rows.clone(), true)),
        (None, None) => None,
    }
}

pub(super) fn clock(seconds: f64) -> String {
    format!(
        "{:.0}:{:02.0}",
        (seconds / 60.0).floor(),
        (seconds % 60.0).floor()
    )
}
