//! Ground speed second by second: the source that is believed, despiked and smoothed.

use super::belief::{self, Belief, Said, Series};
use super::motion::{self, Motion};
use super::{distance, fixes, smooth, whole};
use comeback_core::recording::Recording;
use comeback_core::run::PaceSource;
use std::ops::Range;

/// Ground speed on the clock and what it was made of.
pub struct Pace {
    /// m/s.
    pub speed: Vec<Option<f64>>,
    /// Where the speed came from.
    pub source: Option<PaceSource>,
    /// Standard deviation of the raw speed from second to second, m/s.
    pub noise: Option<f64>,
    /// Usual time between two values of the source, s.
    pub step: f64,
    /// Length of the fixes, m.
    pub track_metres: f64,
    /// Which of the recording's distances is believed.
    pub belief: Belief,
}

/// A smoothed speed changes by so much in a second: variance, (m/s)². (design)
const SPEED_DRIFT: f64 = 0.09;
/// Least and greatest variance believed of a recorded speed, (m/s)². (design)
const SPEED_NOISE: (f64, f64) = (0.0004, 1.0);
/// Least share of the clock that a source of speed must cover. (design)
const SPEED_COVERAGE: f64 = 0.5;

/// Chooses the source of the speed, cleans and smooths it.
pub fn pace(
    recording: &Recording,
    motion: &Motion,
    stretches: &[Range<usize>],
    track: &fixes::Track,
    placed: &fixes::Placed,
    odometer: &distance::Odometer,
) -> Pace {
    let samples = &recording.samples;
    let times = &samples.time_s;
    let along_fixes = if track.good > 1 {
        track.speed(motion, times, placed, stretches)
    } else {
        vec![None; motion.clock.len()]
    };
    let read = motion.on_clock(times, &odometer.reading);
    let by_odometer = derived(&read, stretches);
    let recorded = despiked(motion.on_clock(times, &samples.speed_m_per_s), stretches);
    let sum = |column: &[Option<f64>]| column.iter().flatten().sum::<f64>();
    let covers = |column: &[Option<f64>]| {
        column.iter().flatten().count() as f64 >= SPEED_COVERAGE * column.len() as f64
            && sum(column) > 0.0
    };
    let whole = |source, speed: &[Option<f64>]| match source {
        PaceSource::Distance => odometer.total.unwrap_or(0.0),
        PaceSource::Fixes => fixes::Track::length(motion, placed, speed),
        // Seconds without a value were run as the others.
        _ => sum(speed) * speed.len() as f64 / speed.iter().flatten().count().max(1) as f64,
    };
    let columns: [(PaceSource, &[Option<f64>]); 3] = [
        (PaceSource::Device, &recorded),
        (PaceSource::Distance, &by_odometer),
        (PaceSource::Fixes, &along_fixes),
    ];
    let series = columns.map(|(source, speed)| {
        covers(speed).then(|| Series {
            source,
            speed,
            metres: whole(source, speed),
        })
    });
    let sampled = series.iter().flatten().map(|one| one.metres).next();
    let partial = whole::may_be_partial(recording, motion, sampled);
    let of_fixes = series
        .iter()
        .flatten()
        .find(|one| one.source == PaceSource::Fixes);
    let track_metres = of_fixes.map_or(0.0, |one| one.metres);
    let belief = belief::believed(&Said {
        series,
        // The totals of a run of which the samples are a part are no word on them.
        total: (recording.totals.distance.map(|metres| metres.get()))
            .filter(|metres| metres.is_finite() && !partial),
        laps: laps(recording).filter(|_| !partial),
        seconds: motion.clock.len() as f64,
        cadence: usual_cadence(recording),
    });
    let (mut raw, step) = match belief.source {
        // A speed that the device states is measured even where it is stated seldom.
        Some(PaceSource::Device | PaceSource::Corrected) => (recorded.clone(), 1.0),
        Some(PaceSource::Distance) => {
            let step = smooth::usual_step(times, &samples.distance_m);
            (by_odometer.clone(), step)
        }
        Some(PaceSource::Fixes) => {
            // The fixes are smoothed already.
            let scale = |v: &Option<f64>| v.map(|v| v * belief.scale);
            return Pace {
                noise: noise_of(&along_fixes, stretches),
                step: smooth::usual_step(times, &samples.latitude),
                speed: along_fixes.iter().map(scale).collect(),
                source: Some(source_of(&belief)),
                track_metres,
                belief,
            };
        }
        None => {
            return Pace {
                speed: vec![None; motion.clock.len()],
                source: None,
                noise: None,
                step: 1.0,
                track_metres,
                belief,
            };
        }
    };
    for speed in raw.iter_mut().flatten() {
        *speed *= belief.scale;
    }
    let noise = noise_of(&raw, stretches);
    let variance = noise
        .map_or(0.01, |sd| sd * sd)
        .clamp(SPEED_NOISE.0, SPEED_NOISE.1);
    let mut speed = vec![None; raw.len()];
    for stretch in stretches {
        let Some(part) = raw.get(stretch.clone()) else {
            continue;
        };
        let smoothed = smooth::level(part, variance, SPEED_DRIFT);
        for (index, (value, measured)) in stretch.clone().zip(smoothed.iter().zip(part)) {
            if measured.is_some() {
                speed[index] = Some(value.max(0.0));
            }
        }
    }
    Pace {
        speed,
        source: Some(source_of(&belief)),
        noise,
        step,
        track_metres,
        belief,
    }
}

fn source_of(belief: &Belief) -> PaceSource {
    match belief.source {
        Some(source) if belief.scale == 1.0 => source,
        _ => PaceSource::Corrected,
    }
}

/// Laps that cover less of the recording than this say nothing of its distance (design).
const LAPS_COVER: f64 = 0.9;

/// The sum of the laps, where there are several that know their distance.
fn laps(recording: &Recording) -> Option<f64> {
    let metres: Option<Vec<f64>> = recording.laps.iter().map(|lap| lap.distance_m).collect();
    let metres = metres.filter(|metres| metres.len() > 1)?;
    // Of a part of a recording only the laps are left that lie whole in it.
    let elapsed: Option<f64> = recording.laps.iter().map(|lap| lap.elapsed_s).sum();
    if elapsed.is_some_and(|elapsed| elapsed < recording.sampled_s() * LAPS_COVER) {
        return None;
    }
    Some(metres.iter().sum()).filter(|sum| *sum > 0.0)
}

/// The median of the cadence as it was recorded.
fn usual_cadence(recording: &Recording) -> Option<f64> {
    let cadence = &recording.samples.cadence;
    let mut values: Vec<f64> = cadence
        .iter()
        .flatten()
        .copied()
        .filter(|v| *v > 0.0)
        .collect();
    if 2 * values.len() < cadence.len() {
        return None;
    }
    smooth::median(&mut values)
}

fn noise_of(speed: &[Option<f64>], stretches: &[Range<usize>]) -> Option<f64> {
    smooth::noise_variance(stretches.iter().filter_map(|s| speed.get(s.clone())), 1).map(f64::sqrt)
}

/// Speed by the slope of a cumulative distance, over two seconds.
fn derived(read: &[Option<f64>], stretches: &[Range<usize>]) -> Vec<Option<f64>> {
    let mut speed = vec![None; read.len()];
    for stretch in stretches {
        for index in stretch.clone() {
            let from = index.saturating_sub(1).max(stretch.start);
            let to = (index + 1).min(stretch.end - 1);
            if let (Some(a), Some(b)) = (read[from], read[to])
                && to > from
            {
                speed[index] = Some((b - a) / (to - from) as f64);
            }
        }
    }
    despiked(speed, stretches)
}

/// Speeds that no runner has, or reaches within a second, are missing; up to 3 s of
/// them are bridged.
fn despiked(mut speed: Vec<Option<f64>>, stretches: &[Range<usize>]) -> Vec<Option<f64>> {
    for stretch in stretches {
        let mut last: Option<(usize, f64)> = None;
        for index in stretch.clone() {
            let Some(value) = speed[index] else { continue };
            let sudden = last.is_some_and(|(at, before)| {
                index - at <= motion::BRIDGE as usize
                    && (value - before).abs() / (index - at) as f64 > fixes::SPIKE_ACCELERATION
            });
            if !(0.0..=fixes::SPIKE_SPEED).contains(&value) || sudden {
                speed[index] = None;
            } else {
                last = Some((index, value));
            }
        }
        bridge(&mut speed[stretch.clone()]);
    }
    speed
}

fn bridge(part: &mut [Option<f64>]) {
    let mut last: Option<(usize, f64)> = None;
    for index in 0..part.len() {
        let Some(value) = part[index] else { continue };
        if let Some((at, before)) = last {
            let hole = index - at - 1;
            if hole > 0 && hole <= motion::BRIDGE as usize {
                for (step, slot) in part[at + 1..index].iter_mut().enumerate() {
                    let share = (step + 1) as f64 / (hole + 1) as f64;
                    *slot = Some(before + share * (value - before));
                }
            }
        }
        last = Some((index, value));
    }
}
