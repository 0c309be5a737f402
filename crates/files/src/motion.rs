//! The sport of a recording that does not name one, concluded from its motion.
//!
//! Conservative by intent: a ride or a walk taken for a run would spoil the load
//! history, while a run left out shows in the list of what was skipped. So a run
//! is concluded only where the pace is a runner's throughout, and a cadence, when
//! there is one, agrees. Grade of every number here: design.

mod beyond;
mod bouts;
mod speeds;
mod steps;
mod windows;

use beyond::{FAST_RIDING, RIDING, beyond, endless, runs_beside_ride};
use bouts::running_bouts;
use comeback_core::recording::Recording;
use speeds::{LEAST_MOVING_S, RUNNING, STOPPED};
pub(super) use steps::has_steps;
use steps::{
    FEW_STEPS, FEW_STEPS_FROM, STEPS, STRIDES, has_power, is_even, median_cadence, runs_by_steps,
};
pub(super) use windows::haversine;
use windows::{Window, at_share, windows};

/// Median moving speeds that are a walk's (m/s).
const WALKING: std::ops::Range<f64> = 1.0..1.9;
/// An easy ride is as fast, and few hold it so long on foot (m/s, s).
const EASY_RIDE: f64 = 4.2;
const HELD_S: f64 = 1200.0;
/// A wheel rolls faster downhill: the fast twentieth of a run stays below these (m/s, and times the median).
const FAST_LIMIT: f64 = 6.5;
const FAST_RATIO: f64 = 1.7;
/// Nobody walks or jogs slowly with more strides a minute: those are steps.
const MOST_SLOW_STRIDES: f64 = 95.0;
/// Median speeds of a slow jog with a runner's steps, and the speed from which a walk
/// without cadence may be one (m/s).
const SLOW_JOG: std::ops::Range<f64> = 1.3..1.9;
const SLOW_JOG_ALONE: f64 = 1.75;
/// The fast twentieth of a walk stays below this (m/s).
const WALKING_FAST: f64 = 2.5;

/// What a recording moves like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Like {
    Run,
    /// As fast as a fast run or an easy ride, for long, without steps to tell them apart.
    RunOrRide,
    /// As slow as a walk, with a runner's steps.
    SlowJog,
    /// Walking and running by turns; whether cadence shows the running.
    WalkRun {
        by_steps: bool,
    },
    Walk,
    Ride,
    /// Faster than any runner, and how.
    Beyond(String),
    /// Longer than anybody runs, and how long.
    Endless(String),
    /// It may be a run; why that is unsure, as a clause.
    Perhaps(&'static str),
    /// No motion to tell it by.
    Nothing,
}

/// What the motion tells.
pub(super) fn like(recording: &Recording) -> Like {
    let windows = windows(recording);
    if let Some(why) = beyond(&windows, recording) {
        return Like::Beyond(why);
    }
    if let Some(why) = endless(recording) {
        return Like::Endless(why);
    }
    let mut moving: Vec<Window> = windows.clone();
    moving.retain(|window| window.speed >= STOPPED);
    let moving_s: f64 = moving.iter().map(|window| window.seconds).sum();
    if moving_s < LEAST_MOVING_S {
        return without_motion(recording);
    }
    moving.sort_by(|a, b| a.speed.total_cmp(&b.speed));
    let median = at_share(&moving, moving_s, 0.5);
    let fast = at_share(&moving, moving_s, 0.95);
    let cadence = median_cadence(recording);
    let few = median >= FEW_STEPS_FROM
        && cadence.is_some_and(|c| FEW_STEPS.contains(&c) || FEW_STEPS.contains(&(2.0 * c)))
        && is_even(recording);
    let steps_like = cadence.map(|c| few || STRIDES.contains(&c) || STEPS.contains(&c));
    let bouts = running_bouts(&windows);
    if median > RIDING || fast > FAST_RIDING {
        return match steps_like != Some(false) && runs_beside_ride(&windows) {
            true => Like::Perhaps("it moves like a run and then like a ride"),
            false => Like::Ride,
        };
    }
    let steady = RUNNING.contains(&median) && fast < FAST_LIMIT && fast < FAST_RATIO * median;
    if steady && steps_like != Some(false) {
        // Pedals turn as often as feet, and few runners carry a meter of power.
        let may_pedal = cadence.is_some_and(|c| STRIDES.contains(&c)) && has_power(recording);
        let told_by_nothing = (steps_like.is_none() || may_pedal) && median >= EASY_RIDE;
        return match told_by_nothing && moving_s >= HELD_S {
            true => Like::RunOrRide,
            false => Like::Run,
        };
    }
    if let Some(bouts) = bouts
        && fast < FAST_LIMIT
    {
        let by_steps = bouts.steps();
        if by_steps != Some(false) {
            return Like::WalkRun {
                by_steps: by_steps == Some(true),
            };
        }
        if median < RUNNING.end {
            return Like::Perhaps(
                "its speed is that of walking and running by turns, its cadence is not",
            );
        }
    }
    // Of a slow walker with a wrong column.
    let walks_by_steps = cadence.is_some_and(|c| (MOST_SLOW_STRIDES..STEPS.start).contains(&c));
    if SLOW_JOG.contains(&median)
        && steps_like == Some(true)
        && fast < FAST_LIMIT
        && !walks_by_steps
    {
        return Like::SlowJog;
    }
    if WALKING.contains(&median) && runs_by_steps(recording, moving_s, walks_by_steps) {
        return Like::Perhaps("it is as fast as a walk, and there is running in it by its cadence");
    }
    if WALKING.contains(&median) && fast < WALKING_FAST {
        return match median >= SLOW_JOG_ALONE && cadence.is_none() {
            true => Like::Perhaps("it is as fast as a quick walk or a slow jog"),
            false => Like::Walk,
        };
    }
    if steps_like == Some(false) && median >= RUNNING.start {
        // Pedals turn at 40 to 110 a minute, too slow for feet at that speed.
        return Like::Ride;
    }
    Like::Perhaps("neither its name nor its speed tells what it was")
}

/// No track: the device's totals, where they are a run's, make it worth a question.
fn without_motion(recording: &Recording) -> Like {
    let totals = &recording.totals;
    let timer = totals.timer.or(totals.elapsed).map(|timer| timer.get());
    let speed = totals
        .distance
        .zip(timer)
        .map(|(metres, seconds)| metres.get() / seconds);
    let cadence = totals
        .cadence
        .map(|steps| steps.get())
        .or(median_cadence(recording));
    let runs = cadence.is_some_and(|c| STEPS.contains(&c) || STRIDES.contains(&c));
    match (timer, speed) {
        (Some(seconds), _) if seconds < LEAST_MOVING_S => Like::Nothing,
        (Some(_), Some(speed)) if RUNNING.contains(&speed) || (runs && speed >= STOPPED) => {
            Like::Perhaps("it has no track, and its totals are those of a run")
        }
        _ => Like::Nothing,
    }
}

#[cfg(test)]
mod tests;
