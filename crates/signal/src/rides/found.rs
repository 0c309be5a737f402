//! Which rows of a recording are a ride.

use super::speeds::{
    FROM_STOP, LEAST_LEFT, NO_STEPS, OVER_USUAL, RUNS, TRAFFIC, has_steps, runs_of,
};
use crate::smooth;
use comeback_core::recording::Recording;
use std::ops::Range;

/// So fast, where the steps fall silent, for so long. m/s, s (design)
const SILENT_SPEED: f64 = 5.0;
const SILENT_TIME: f64 = 20.0;
/// Or less fast for longer, as an easy ride home is. m/s, s (design)
const SILENT_EASY: (f64, f64) = (3.6, 120.0);
/// Without any cadence a ride is faster than runners are: so fast for so long. m/s, s (design)
const BURST: (f64, f64) = (8.5, 25.0);
const HELD: (f64, f64) = (6.7, 150.0);
/// Or twice as fast as the run, and so fast for longer. 1, m/s, s (design)
const TWICE: f64 = 2.0;
const HELD_TWICE: (f64, f64) = (5.8, 240.0);
/// Or from stop to stop: such bouts, together so long, are a bus and no repetitions. 1, m/s,
/// s, s (design)
const OVER_USUAL_AT_STOPS: f64 = 2.2;
const AT_STOPS: f64 = 6.6;
const STOPS_TOGETHER: f64 = 240.0;
/// How far before a ride the end of the running is looked for. s (design)
const BEFORE: f64 = 600.0;
/// Slower than this a runner stands. m/s (design)
const STANDING: f64 = 1.0;

pub(super) fn rides(recording: &Recording, speed: &[Option<f64>]) -> Vec<Range<usize>> {
    let samples = &recording.samples;
    let times = &samples.time_s;
    let steps = |row: usize| -> bool {
        (samples.cadence.get(row).copied().flatten()).is_some_and(|cadence| cadence >= NO_STEPS)
    };
    let known = has_steps(recording);
    let mut usual: Vec<f64> = speed
        .iter()
        .enumerate()
        .filter(|(row, v)| v.is_some_and(|v| v >= RUNS) && (!known || steps(*row)))
        .filter_map(|(_, v)| *v)
        .collect();
    let Some(usual) = smooth::median(&mut usual) else {
        return Vec::new();
    };
    let is_fast = |row: usize, least: f64| {
        speed
            .get(row)
            .copied()
            .flatten()
            .is_some_and(|v| v >= least)
    };
    let mut seeds: Vec<Range<usize>> = Vec::new();
    if known {
        let least = SILENT_SPEED.max(OVER_USUAL * usual);
        seeds.extend(runs_of(times, SILENT_TIME, |row| {
            is_fast(row, least) && !steps(row)
        }));
        let least = SILENT_EASY.0.max(OVER_USUAL * usual);
        seeds.extend(runs_of(times, SILENT_EASY.1, |row| {
            is_fast(row, least) && !steps(row)
        }));
    } else {
        for ((least, seconds), over) in
            [(BURST, OVER_USUAL), (HELD, OVER_USUAL), (HELD_TWICE, TWICE)]
        {
            let least = least.max(over * usual);
            seeds.extend(runs_of(times, seconds, |row| is_fast(row, least)));
        }
    }
    if !known {
        let least = AT_STOPS.max(OVER_USUAL_AT_STOPS * usual);
        let bouts = runs_of(times, FROM_STOP, |row| is_fast(row, least));
        let lasts = |bout: &Range<usize>| times.get(bout.end - 1).zip(times.get(bout.start));
        let together: f64 = (bouts.iter().filter_map(lasts))
            .map(|(to, from)| to - from)
            .sum();
        if together >= STOPS_TOGETHER {
            seeds.extend(bouts);
        }
    }
    seeds.sort_by_key(|seed| seed.start);
    let time = |row: usize| times.get(row).copied().unwrap_or(f64::INFINITY);
    let mut found: Vec<Range<usize>> = Vec::new();
    for seed in seeds {
        let start = beginning(
            &seed,
            speed,
            times,
            known.then_some(&steps as &dyn Fn(usize) -> bool),
        );
        let mut ride = start..seed.end;
        // It lasts until the runner runs again.
        while ride.end < times.len() {
            let goes_on = if known {
                !steps(ride.end)
            } else {
                is_fast(ride.end, OVER_USUAL * usual)
            };
            if !goes_on {
                break;
            }
            ride.end += 1;
        }
        match found.last_mut() {
            Some(last) if time(ride.start) - time(last.end.saturating_sub(1)) <= TRAFFIC => {
                last.end = last.end.max(ride.end);
            }
            _ => found.push(ride),
        }
    }
    if let (Some(last), Some(&end)) = (found.last_mut(), times.last())
        && end - time(last.end.min(times.len() - 1)) < LEAST_LEFT
    {
        last.end = times.len();
    }
    if let Some(first) = found.first_mut()
        && time(first.start) < LEAST_LEFT
    {
        first.start = 0;
    }
    found
}

/// Where the running before a ride ended: at its last step, else where the runner came to
/// stand, else where the ride begins.
fn beginning(
    seed: &Range<usize>,
    speed: &[Option<f64>],
    times: &[f64],
    steps: Option<&dyn Fn(usize) -> bool>,
) -> usize {
    let from = times.get(seed.start).copied().unwrap_or(0.0);
    let near = |row: &usize| times.get(*row).is_some_and(|time| from - time <= BEFORE);
    let rows = || (0..seed.start).rev().take_while(near);
    if let Some(steps) = steps {
        return rows()
            .find(|&row| steps(row))
            .map_or(seed.start, |row| row + 1);
    }
    let stands = |row: usize| {
        speed
            .get(row)
            .copied()
            .flatten()
            .is_some_and(|v| v < STANDING)
    };
    match rows().find(|&row| stands(row)) {
        None => seed.start,
        Some(stop) => (0..stop)
            .rev()
            .find(|&row| !stands(row))
            .map_or(0, |row| row + 1),
    }
}
