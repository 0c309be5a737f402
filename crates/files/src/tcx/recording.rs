//! The recordings of an activity, each with the laps that are its own.

use super::document::{Activity, LapTotals};
use crate::{clock, laps, shape, sport, time};
use comeback_core::recording::{
    Format, Lap, ReadProblem, Recording, Samples, Sport, SubSport, TimerEvent,
};
use comeback_core::units::{BeatsPerMinute, Metres, Seconds, StepsPerMinute};

/// A lap begins and ends so near to the samples that it counts (s).
const LAP_SLACK_S: f64 = 60.0;

/// An activity whose points lie hours apart without a pause is several recordings, each with
/// the laps that begin in it.
pub(super) fn recordings(
    mut activity: Activity,
    problems: &[ReadProblem],
    truncated: bool,
) -> Vec<Recording> {
    let mut problems = problems.to_vec();
    let mut samples = std::mem::take(&mut activity.samples);
    let mut clock_jumps = 0;
    if let Some(set) = clock::set_late(&mut samples, None) {
        clock_jumps += 1;
        let again = |time: &mut f64| {
            if set.dated.contains(time) {
                *time += set.shift_s;
            }
        };
        activity.id.as_mut().map(again);
        for lap in &mut activity.laps {
            lap.start.as_mut().map(again);
        }
        problems.push(ReadProblem {
            message: clock::said(set.shift_s),
            at_byte: None,
            lost_data: false,
        });
    }
    let is_dated = samples
        .time_s
        .first()
        .copied()
        .and_then(time::plausible)
        .is_some();
    if activity.early > 0 && !is_dated {
        let rest = samples.split_off(activity.early);
        samples = rest;
        problems.push(ReadProblem {
            message: format!(
                "{} points are dated when no recording can have been made, and were left out",
                activity.early
            ),
            at_byte: None,
            lost_data: true,
        });
    }
    clock_jumps += clock::mend(&mut samples);
    let first = samples.time_s.iter().copied().reduce(f64::min);
    let stated = activity
        .id
        .or(activity.laps.first().and_then(|lap| lap.start));
    if let Some(shift_s) = stated
        .zip(first)
        .and_then(|(stated, first)| clock::rolled_over(first, stated))
    {
        for time in &mut samples.time_s {
            *time += shift_s;
        }
        for pause in &mut activity.pauses {
            *pause = (pause.0 + shift_s, pause.1 + shift_s);
        }
        for start in activity
            .laps
            .iter_mut()
            .filter_map(|lap| lap.start.as_mut())
        {
            // Laps may be dated by the clock that is right.
            if first.is_some_and(|first| *start < first + shift_s / 2.0) {
                *start += shift_s;
            }
        }
        clock_jumps += 1;
        problems.push(clock::was_rolled_over());
    }
    let stretches = shape::stretches(samples, &activity.pauses, &mut problems, &mut clock_jumps);
    let whole = stretches.len() < 2;
    stretches
        .into_iter()
        .filter_map(|samples| {
            let mut recording = recording(&activity, samples, whole)?;
            recording.problems.extend(problems.iter().cloned());
            recording.clock_jumps = clock_jumps;
            let start = recording.start.timestamp() as f64;
            recording.clock_doubt = clock::too_early(start, false, recording.product.as_deref());
            recording.truncated = truncated;
            Some(recording)
        })
        .collect()
}

fn recording(activity: &Activity, samples: Samples, whole: bool) -> Option<Recording> {
    let mut recording = Recording::empty(Format::Tcx, Default::default());
    // "Other" in TCX is the maker's word for everything but running and riding, so
    // it is an answer; only silence is left to the motion.
    (recording.sport, recording.sub_sport) = match activity.sport.as_deref() {
        Some("Other") => (Sport::Other, SubSport::Generic),
        Some(name) => sport::named(name),
        None => (Sport::Unknown, SubSport::Generic),
    };
    recording.sport_name.clone_from(&activity.sport);
    recording.title.clone_from(&activity.notes);
    recording.product.clone_from(&activity.device);
    recording.serial.clone_from(&activity.unit);
    recording.utc_offset_s = activity.offset_s;
    let stated = activity
        .laps
        .first()
        .and_then(|lap| lap.start)
        .or(activity.id);
    if !shape::settle(&mut recording, samples, stated) {
        return None;
    }

    let start = recording.start.timestamp_micros() as f64 / 1e6;
    let within = |at: f64| (at - start).abs() < shape::SPAN_LIMIT_S;
    recording.timer_events = shape::timer_events(
        activity
            .pauses
            .iter()
            .filter(|&&(from, to)| within(from) && within(to))
            .flat_map(|&(from, to)| [(from, false), (to, true)])
            .map(|(at, running)| TimerEvent {
                at_s: at - start,
                running,
            })
            .collect(),
    );
    let mut told: Vec<&LapTotals> = match whole {
        true => activity.laps.iter().collect(),
        false => laps_of_part(&activity.laps, start, &recording.samples),
    };
    let end = start + recording.samples.time_s.last().copied().unwrap_or(0.0);
    let shares = shares_of(&told, end);
    if shares.iter().any(|share| *share < 1.0) {
        recording.problems.push(ReadProblem {
            message: "its laps lie over one another; what they tell twice counts once".to_owned(),
            at_byte: None,
            lost_data: false,
        });
    }
    let sum = |value: fn(&LapTotals) -> Option<f64>| -> Option<f64> {
        let values: Vec<f64> = (told.iter().zip(&shares))
            .filter_map(|(lap, share)| Some(value(lap)? * share))
            .collect();
        (!values.is_empty()).then(|| values.iter().sum())
    };
    // Means over laps weigh each by its time.
    let mean = |value: fn(&LapTotals) -> Option<f64>| -> Option<f64> {
        let (mut total, mut weight) = (0.0, 0.0);
        for lap in &told {
            if let (Some(value), Some(time)) = (value(lap), lap.timer_s) {
                total += value * time;
                weight += time;
            }
        }
        (weight > 0.0).then(|| total / weight)
    };
    recording.totals.timer = sum(|lap| lap.timer_s).map(Seconds::new);
    recording.totals.distance = sum(|lap| lap.distance_m).map(Metres::new);
    recording.totals.heart_rate = mean(|lap| lap.heart_rate).map(BeatsPerMinute::new);
    recording.totals.cadence = mean(|lap| lap.strides)
        .filter(|_| shape::on_foot(recording.sport))
        .map(|strides| StepsPerMinute::new(2.0 * strides));
    let mut counts = shares.iter().map(|share| *share > 0.0);
    told.retain(|_| counts.next() == Some(true));
    recording.laps = told
        .iter()
        .filter_map(|lap| {
            Some(Lap {
                start_s: lap.start.filter(|&at| within(at))? - start,
                elapsed_s: None,
                timer_s: lap.timer_s,
                distance_m: lap.distance_m,
                planned: None,
            })
        })
        .collect();
    Some(recording)
}

/// How much of each lap counts; all of each where one does not tell its start and its time.
fn shares_of(laps: &[&LapTotals], until: f64) -> Vec<f64> {
    let spans: Option<Vec<(f64, f64)>> = (laps.iter())
        .map(|lap| lap.start.zip(lap.timer_s))
        .collect();
    match spans {
        Some(spans) => laps::shares(&spans, until),
        None => vec![1.0; laps.len()],
    }
}

/// The laps of one of several recordings of an activity: those that begin in it, unless one
/// of them lasts on beyond it; then its totals are not its own.
fn laps_of_part<'a>(laps: &'a [LapTotals], start: f64, samples: &Samples) -> Vec<&'a LapTotals> {
    let end = start + samples.time_s.last().copied().unwrap_or(0.0);
    let begins = |lap: &&LapTotals| {
        let inside = |at: f64| (start - LAP_SLACK_S..=end).contains(&at);
        lap.start.is_some_and(inside)
    };
    let own: Vec<&LapTotals> = laps.iter().filter(begins).collect();
    let ends = |lap: &&LapTotals| {
        let until = lap.start.zip(lap.timer_s).map(|(at, timer)| at + timer);
        until.is_none_or(|until| until <= end + LAP_SLACK_S)
    };
    match own.iter().all(ends) {
        true => own,
        false => Vec::new(),
    }
}
