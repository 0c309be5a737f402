//! What cadence and power say of a recording's motion.

use super::speeds::LEAST_BOUTS_S;
use comeback_core::recording::Recording;
use comeback_core::robust;

/// Strides or steps per minute of running.
pub(super) const STRIDES: std::ops::Range<f64> = 68.0..115.0;
pub(super) const STEPS: std::ops::Range<f64> = 136.0..230.0;
/// Fewer are a run's where it is clearly faster than a walk (m/s), and even: pedals rest
/// downhill, feet never. Steps a minute, and how far half of them lie from their median,
/// as a share, and so small a share of moving rows without any.
pub(super) const FEW_STEPS: std::ops::Range<f64> = 120.0..136.0;
pub(super) const FEW_STEPS_FROM: f64 = 2.2;
pub(super) const EVEN_STEPS: (f64, f64) = (0.03, 0.03);
/// Steps and strides a minute that no walk has, for so much of the moving time.
const SURE_STEPS: f64 = 144.0;
const OF_MOVING: f64 = 0.08;
/// A row stands for so long at most (s).
const ROW_S: f64 = 10.0;
/// Whether a runner's steps were counted.
pub(crate) fn has_steps(recording: &Recording) -> bool {
    let cadence = median_cadence(recording);
    cadence.is_some_and(|c| STRIDES.contains(&c) || STEPS.contains(&c))
}

/// Whether most rows have power.
pub(super) fn has_power(recording: &Recording) -> bool {
    let power = &recording.samples.power_w;
    power.iter().flatten().count() * 2 > power.len()
}

/// Whether there are running steps in it for a while, in bouts too short for a window.
pub(super) fn runs_by_steps(recording: &Recording, moving_s: f64, in_steps: bool) -> bool {
    let samples = &recording.samples;
    // Nobody takes 120 strides a minute: where that is passed, steps are counted.
    let most = samples
        .cadence
        .iter()
        .flatten()
        .copied()
        .fold(0.0, f64::max);
    let sure = if most > 120.0 || in_steps {
        SURE_STEPS
    } else {
        SURE_STEPS / 2.0
    };
    let seconds: f64 = (samples.time_s.windows(2).zip(&samples.cadence))
        .filter(|(_, cadence)| cadence.is_some_and(|cadence| cadence >= sure))
        .map(|(pair, _)| (pair[1] - pair[0]).min(ROW_S))
        .sum();
    seconds >= LEAST_BOUTS_S.max(OF_MOVING * moving_s)
}

pub(super) fn median_cadence(recording: &Recording) -> Option<f64> {
    let mut values: Vec<f64> = recording
        .samples
        .cadence
        .iter()
        .flatten()
        .copied()
        .filter(|&value| value > 0.0)
        .collect();
    if values.len() * 4 < recording.samples.len() {
        return None;
    }
    robust::median(&mut values)
}

/// Whether nearly every row has steps, and half of them as good as the same.
pub(super) fn is_even(recording: &Recording) -> bool {
    let cadence = &recording.samples.cadence;
    let silent = cadence.iter().filter(|value| value.unwrap_or(0.0) <= 0.0);
    let few_silent = silent.count() as f64 <= EVEN_STEPS.1 * cadence.len() as f64;
    let of_all = || {
        cadence
            .iter()
            .flatten()
            .copied()
            .filter(|&value| value > 0.0)
    };
    let usual = robust::median_of(of_all());
    let off = usual.and_then(|usual| robust::median_of(of_all().map(|c| (c / usual - 1.0).abs())));
    few_silent && off.is_some_and(|off| off <= EVEN_STEPS.0)
}
