//! What a recording says second by second: its clock, its ways and its steps.

use crate::cadence::{self, Steps};
use crate::distance::{self, Odometer};
use crate::fixes::{self, Placed, Track};
use crate::motion::{self, Motion};
use crate::pace::{self, Pace};
use comeback_core::recording::Recording;
use comeback_core::run::trace;
use std::ops::Range;

/// A recording, read on the clock of its motion.
pub(super) struct Read<'a> {
    pub recording: &'a Recording,
    pub motion: Motion,
    /// Seconds that follow one another.
    pub stretches: Vec<Range<usize>>,
    pub track: Track,
    pub placed: Placed,
    pub odometer: Odometer,
    pub pace: Pace,
    pub steps: Steps,
}

impl<'a> Read<'a> {
    pub(super) fn of(recording: &'a Recording) -> Read<'a> {
        let motion = motion::motion(recording);
        let stretches = trace::stretches(&motion.clock);
        let samples = &recording.samples;
        let times = &samples.time_s;
        let track = fixes::track(samples);
        let odometer = distance::odometer(recording);
        let placed = track.on_clock(&motion, times);
        let pace = pace::pace(recording, &motion, &stretches, &track, &placed, &odometer);
        let recorded = motion.on_clock(times, &positive(&samples.cadence));
        let unit = recording.cadence_unit;
        let steps = cadence::steps(&recorded, unit, &pace.speed, &motion.clock);
        Read {
            recording,
            motion,
            stretches,
            track,
            placed,
            odometer,
            pace,
            steps,
        }
    }

    /// Seconds of its rows.
    pub(super) fn times(&self) -> &[f64] {
        &self.recording.samples.time_s
    }
}

pub(super) fn positive(column: &[Option<f64>]) -> Vec<Option<f64>> {
    column
        .iter()
        .map(|value| value.filter(|value| *value > 0.0))
        .collect()
}
