//! In which of its seconds the runner moved and ran, how long that was, and why that may
//! be off.

use super::read::Read;
use crate::rides::{self, Speeds};
use crate::whole::{self, Sampled, Whole};
use crate::{motion, running, turns};
use comeback_core::recording::Sport;
use comeback_core::run::PaceSource;

/// Rows minutes apart time a run where they time so much of it, as a share. (design)
const HALF_TIMED: f64 = 0.5;

/// The running in a recording.
pub(super) struct Ran {
    pub moving: Vec<bool>,
    /// All false where nothing tells running from walking.
    pub running: Vec<bool>,
    pub whole: Whole,
    /// Why the minutes may be off.
    pub coarse: Option<String>,
}

impl Ran {
    pub(super) fn of(read: &Read<'_>, ride_speed: Option<Speeds>) -> Ran {
        let (recording, motion, pace) = (read.recording, &read.motion, &read.pace);
        let (speed, spm) = (&pace.speed, &read.steps.spm);
        let mut moving = running::moving(speed, &read.stretches);
        let settled = running::running(&moving, speed, spm).map(|running| {
            let ground = turns::Ground {
                times: read.times(),
                odometer: &read.odometer,
                track: &read.track,
                track_metres: pace.track_metres,
                distance: pace.belief.distance,
                spm,
                speed,
                is_drawn: pace.belief.source == Some(PaceSource::Fixes),
                is_stated: pace.belief.source == Some(PaceSource::Device),
            };
            turns::settled(running, &mut moving, motion, &ground)
        });
        let seldom = motion::seldom(read.times());
        let by_turns = || settled.as_ref().and_then(whole::coarse);
        let coarse = seldom.map(whole::seldom).or_else(by_turns);
        let running = settled.map(|settled| settled.running);
        let mut coarse = coarse
            .or_else(|| coarse_by(read, &moving, running.as_deref()))
            .or_else(|| rides::perhaps(recording, ride_speed))
            .or_else(|| {
                rides::as_fast_as_the_best(recording, speed, running.as_deref().unwrap_or(&moving))
            })
            .or_else(|| motion::unrecorded(recording, motion.timed.get()));
        let mut whole = whole::whole(
            recording,
            motion,
            Sampled {
                moving: seconds_of(&moving),
                running: running.as_deref().map(seconds_of),
                metres: (pace.belief.distance).filter(|_| pace.belief.source.is_some()),
            },
        );
        let running = running.unwrap_or_else(|| vec![false; moving.len()]);
        if let Some(why) = walk_or_jog(read, &moving, &running) {
            whole.running = None;
            coarse = Some(why);
        }
        if seldom.is_some() && motion.timed.get() < HALF_TIMED * whole.elapsed {
            // The straight ways between its rows are too short to say that the runner moved on.
            whole.running = None;
        }
        Ran {
            moving,
            running,
            whole,
            coarse,
        }
    }
}

/// Speeds at the border of running, that waver about it, or that nobody saw.
fn coarse_by(read: &Read<'_>, moving: &[bool], running: Option<&[bool]>) -> Option<String> {
    let (speed, spm) = (&read.pace.speed, &read.steps.spm);
    let seconds = seconds_of(running?);
    whole::border(seconds, running::at_border(moving, speed, spm))
        .or_else(|| whole::wavers(seconds, running::wavering(moving, speed, spm)))
        .or_else(|| (read.motion).unseen(read.times(), seconds_of(moving), seconds))
}

/// Why a run's running minutes are not told, where the file calls it a run, it is as slow
/// as a walk, and no step was counted.
fn walk_or_jog(read: &Read<'_>, moving: &[bool], running: &[bool]) -> Option<String> {
    let is_run = read.recording.sport == Sport::Running;
    let is_silent = is_run && read.steps.spm.iter().all(Option::is_none);
    let metres = read.pace.belief.distance;
    is_silent
        .then(|| whole::walk_or_jog(seconds_of(moving), seconds_of(running), metres))
        .flatten()
}

/// How many seconds are so.
pub(super) fn seconds_of(flags: &[bool]) -> f64 {
    flags.iter().filter(|flag| **flag).count() as f64
}
