//! When the runner was under way: timer, pauses, stops, and the 1 Hz clock that
//! every later figure is read on.
//!
//! Pauses are what the device's timer events say; in a file without them a gap of more
//! than 10 s between samples is a pause, in one with them a gap of more than a minute. A stop is < 1.0 m/s for > 15 s. The
//! clock ticks only in timer time, so its length follows the samples and not the
//! calendar.

use super::metric::{MetricId, MetricPage};
use comeback_core::recording::Recording;
use comeback_core::units::Seconds;
use std::ops::Range;

/// Longest step between samples that is smart recording and not a pause. s (method §3, design)
pub const SMART_RECORDING: f64 = 10.0;
/// A device that writes its timer's stops says when it paused: a longer step without such
/// an event is smart recording or lost reception, up to this. s (design)
const TIMED_RECORDING: f64 = 60.0;
/// A file that is sampled sparsely throughout pauses only at steps of this many medians. (design)
const SPARSE_STEPS: f64 = 2.5;
/// Longest hole inside a column that is bridged. s (method §3, design)
pub const BRIDGE: f64 = 3.0;
/// Below this speed the runner stands. m/s (method §3, design)
pub const STANDING_SPEED: f64 = 1.0;
/// Standing for longer than this is a stop. s (method §3, design)
pub const STOP_AFTER: usize = 15;
/// Slower than this is walking. m/s (method §3, design)
pub const RUNNING_SPEED: f64 = 1.8;
/// Fewer steps a minute are walking. spm (method §3, design)
pub const RUNNING_CADENCE: f64 = 140.0;
/// How far the device's own timer may stand from ours and still be believed, as a share. (design)
const TIMER_AGREEMENT: f64 = 0.02;

/// The timeline of a recording.
#[derive(Debug, Clone, PartialEq)]
pub struct Motion {
    /// Stretches of timer time, seconds since the start; disjoint, rising.
    pub spans: Vec<(f64, f64)>,
    pub elapsed: Seconds,
    /// Time in [`Self::spans`].
    pub timed: Seconds,
    /// The device's own timer where it agrees with the samples, else [`Self::timed`].
    pub timer: Seconds,
    /// Whole seconds inside the spans.
    pub clock: Vec<u32>,
    /// Largest step between samples that counts as recorded. s
    pub largest_step: f64,
}

/// Reads pauses and the clock from the samples and timer events.
pub fn motion(recording: &Recording) -> Motion {
    let times: Vec<f64> = recording
        .samples
        .time_s
        .iter()
        .copied()
        .filter(|time| time.is_finite() && *time >= 0.0)
        .collect();
    let tells_pauses = recording.timer_events.iter().any(|event| event.running)
        && recording.timer_events.iter().any(|event| !event.running);
    let largest_step = largest_step(&times, tells_pauses);
    let spans = spans(&times, &pauses(recording, &times), largest_step);
    let timed: f64 = spans.iter().map(|(from, to)| to - from).sum();
    let last = times.last().copied().unwrap_or(0.0);
    let elapsed = elapsed(recording, last);
    let clock = clock(&spans);
    Motion {
        timer: Seconds::new(believed_timer(recording, timed, elapsed)),
        spans,
        elapsed: Seconds::new(elapsed),
        timed: Seconds::new(timed),
        clock,
        largest_step,
    }
}

/// The end of the run: the last sample, or the device's own figure where it is
/// later by no more than a day (a run that ended in a pause).
fn elapsed(recording: &Recording, last_sample: f64) -> f64 {
    match recording.totals.elapsed.map(Seconds::get) {
        Some(stated)
            if stated.is_finite() && stated > last_sample && stated < last_sample + 86_400.0 =>
        {
            stated
        }
        _ => last_sample,
    }
}

/// The device counted its timer itself: that is what the runner saw, unless it
/// contradicts the samples.
fn believed_timer(recording: &Recording, timed: f64, elapsed: f64) -> f64 {
    match recording.totals.timer.map(Seconds::get) {
        Some(stated)
            if stated.is_finite()
                && stated > 0.0
                && stated <= elapsed.max(timed) + 5.0
                && (timed == 0.0
                    || !recording.truncated
                    || (stated - timed).abs() <= TIMER_AGREEMENT * timed + 10.0) =>
        {
            stated
        }
        _ => timed,
    }
}

fn largest_step(times: &[f64], tells_pauses: bool) -> f64 {
    if tells_pauses {
        return TIMED_RECORDING;
    }
    let mut steps: Vec<f64> = times
        .windows(2)
        .filter_map(|pair| match pair {
            [before, after] if after > before => Some(after - before),
            _ => None,
        })
        .collect();
    let median = super::smooth::median(&mut steps).unwrap_or(1.0);
    (SPARSE_STEPS * median).clamp(SMART_RECORDING, 60.0)
}

/// Pauses by the device's events. A stop that nothing ends is the end of the run,
/// unless samples go on: then it was no pause.
fn pauses(recording: &Recording, times: &[f64]) -> Vec<(f64, f64)> {
    let mut events: Vec<_> = recording
        .timer_events
        .iter()
        .filter(|event| event.at_s.is_finite())
        .collect();
    events.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
    let mut found = Vec::new();
    let mut stopped: Option<f64> = None;
    for event in events {
        match (event.running, stopped) {
            (false, None) => stopped = Some(event.at_s),
            (true, Some(from)) => {
                if event.at_s > from {
                    found.push((from, event.at_s));
                }
                stopped = None;
            }
            _ => {}
        }
    }
    if let (Some(from), Some(last)) = (stopped, times.last())
        && *last > from
        && *last - from <= SMART_RECORDING
    {
        found.push((from, f64::INFINITY));
    }
    found
}

/// Timer time: steps between samples up to the largest, minus the pauses.
fn spans(times: &[f64], pauses: &[(f64, f64)], largest_step: f64) -> Vec<(f64, f64)> {
    let mut recorded: Vec<(f64, f64)> = Vec::new();
    for &time in times {
        match recorded.last_mut() {
            Some((_, to)) if time - *to <= largest_step => *to = time,
            // The step to the next sample is no gap when an event explains most of it:
            // the parts beside the pause are timer time.
            Some((_, to))
                if pauses.iter().any(|(from, until)| {
                    *from >= *to - 1.0 && *until <= time + 1.0 && {
                        let rest = (from - *to).max(0.0) + (time - until).max(0.0);
                        rest <= largest_step
                    }
                }) =>
            {
                *to = time;
            }
            _ => recorded.push((time, time)),
        }
    }
    let mut pauses = pauses.iter().copied().peekable();
    let mut found = Vec::new();
    for (from, to) in recorded {
        let mut at = from;
        while let Some(&(stop, start)) = pauses.peek() {
            if start <= at {
                pauses.next();
            } else if stop >= to {
                break;
            } else {
                if stop > at {
                    found.push((at, stop));
                }
                at = start;
                if start < to {
                    pauses.next();
                } else {
                    break;
                }
            }
        }
        if at < to {
            found.push((at, to));
        }
    }
    found
}

fn clock(spans: &[(f64, f64)]) -> Vec<u32> {
    let mut ticks: Vec<u32> = Vec::new();
    for &(from, to) in spans {
        let first = from.ceil().min(f64::from(u32::MAX)) as u32;
        let end = to.ceil().min(f64::from(u32::MAX)) as u32;
        let first = ticks.last().map_or(first, |last| first.max(last + 1));
        ticks.extend(first..end);
    }
    ticks
}

impl Motion {
    /// Reads a column of the samples on the clock: linear between valid values that
    /// belong together, missing elsewhere.
    pub fn on_clock(&self, times: &[f64], column: &[Option<f64>]) -> Vec<Option<f64>> {
        let valid: Vec<(f64, f64, usize)> = times
            .iter()
            .zip(column)
            .enumerate()
            .filter_map(|(row, (time, value))| {
                let value = (*value)?;
                (time.is_finite() && value.is_finite()).then_some((*time, value, row))
            })
            .collect();
        let mut steps: Vec<f64> = valid.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        let usual = super::smooth::median(&mut steps).unwrap_or(1.0);
        let reach = (SPARSE_STEPS * usual).clamp(BRIDGE + 1.0, self.largest_step);
        let mut next = 0;
        let mut span = 0;
        self.clock
            .iter()
            .map(|&tick| {
                let tick = f64::from(tick);
                while self.spans.get(span).is_some_and(|(_, to)| *to <= tick) {
                    span += 1;
                }
                while valid.get(next).is_some_and(|(time, _, _)| *time < tick) {
                    next += 1;
                }
                let after = valid.get(next)?;
                if after.0 == tick {
                    return Some(after.1);
                }
                let before = valid.get(next.checked_sub(1)?)?;
                let (from, to) = self.spans.get(span)?;
                // Values on both sides of a pause are not joined.
                if before.0 < from - 1.0 || after.0 > to + 1.0 {
                    return None;
                }
                let step = after.0 - before.0;
                let adjacent = after.2 == before.2 + 1 && step <= self.largest_step;
                (adjacent || step <= reach).then(|| {
                    let share = (tick - before.0) / step;
                    before.1 + share * (after.1 - before.1)
                })
            })
            .collect()
    }
}

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

/// Marks running samples: moving, ≥ 1.8 m/s and ≥ 140 spm where cadence exists.
/// Without any speed the cadence alone decides; without either there is no telling.
pub fn running(
    moving: &[bool],
    speed: &[Option<f64>],
    cadence: &[Option<f64>],
) -> Option<Vec<bool>> {
    if speed.iter().all(Option::is_none) && cadence.iter().all(Option::is_none) {
        return None;
    }
    Some(
        moving
            .iter()
            .zip(speed)
            .zip(cadence)
            .map(|((&moving, speed), cadence)| {
                let steps = cadence.map(|spm| spm >= RUNNING_CADENCE);
                match speed {
                    Some(v) => moving && *v >= RUNNING_SPEED && steps.unwrap_or(true),
                    None => moving && steps.unwrap_or(false),
                }
            })
            .collect(),
    )
}

pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Time,
    what: "Elapsed, timer, moving and running time.",
    formula: "elapsed: start to last sample. Timer: elapsed minus pauses by the device's timer events, and minus steps > 10 s between samples in a file without such events (> 60 s in one with them: smart recording). Moving: timer minus stops (< 1.0 m/s for > 15 s). Running: moving at ≥ 1.8 m/s with ≥ 140 steps/min where cadence exists.",
    unit: "s",
    source: "this project",
    grade: "design",
    validity: "A walk break is walking, not a pause. Where a file is sampled sparsely throughout, a step counts as a pause from 2.5 times its median. Without speed, running follows cadence alone; without both, running time is unknown.",
    example: "30 min with a 2 min pause by the timer and 40 s at a traffic light: elapsed 1800, timer 1680, moving 1640 s.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use comeback_core::recording::{Format, TimerEvent};

    fn recording(times: impl IntoIterator<Item = f64>) -> Recording {
        let mut recording = Recording::empty(Format::Fit, DateTime::UNIX_EPOCH);
        for time in times {
            recording.samples.push(time);
        }
        recording
    }

    fn events(recording: &mut Recording, events: &[(f64, bool)]) {
        recording.timer_events = events
            .iter()
            .map(|&(at_s, running)| TimerEvent { at_s, running })
            .collect();
    }

    #[test]
    fn a_gap_is_a_pause_beyond_ten_seconds() {
        for (gap, timer) in [(10.0, 210.0), (11.0, 200.0)] {
            let times = (0..=100)
                .map(f64::from)
                .chain((0..=100).map(|t| f64::from(t) + 100.0 + gap));
            assert_eq!(motion(&recording(times)).timed.get(), timer, "{gap}");
        }
    }

    #[test]
    fn a_device_that_tells_its_pauses_records_over_a_minute() {
        for (gap, timer) in [(11.0, 211.0), (60.0, 260.0), (61.0, 200.0)] {
            let end = 200.0 + gap;
            let times = (0..=100)
                .map(f64::from)
                .chain((0..=100).map(|t| f64::from(t) + 100.0 + gap));
            let mut one = recording(times);
            events(&mut one, &[(0.0, true), (end, false)]);
            assert_eq!(motion(&one).timed.get(), timer, "{gap}");
        }
    }

    #[test]
    fn timer_events_define_pauses() {
        let mut one = recording((0..=300).map(f64::from));
        events(
            &mut one,
            &[(0.0, true), (100.0, false), (160.0, true), (300.0, false)],
        );
        let found = motion(&one);
        assert_eq!(found.spans, [(0.0, 100.0), (160.0, 300.0)]);
        assert_eq!(found.timed.get(), 240.0);
        assert_eq!(found.elapsed.get(), 300.0);
        assert_eq!(found.clock.len(), 240);
    }

    #[test]
    fn a_pause_without_samples_is_counted_from_event_to_event() {
        let mut one = recording((0..=100).chain(205..=300).map(f64::from));
        events(&mut one, &[(103.0, false), (202.0, true)]);
        assert_eq!(motion(&one).timed.get(), 103.0 + 98.0);
    }

    #[test]
    fn a_stop_that_samples_outlive_is_no_pause() {
        let mut one = recording((0..=300).map(f64::from));
        events(&mut one, &[(100.0, false)]);
        assert_eq!(motion(&one).timed.get(), 300.0);
    }

    #[test]
    fn a_night_between_samples_costs_no_memory() {
        let one = recording([0.0, 1.0, 2.0, 122_002.0, 122_003.0, 122_004.0]);
        let found = motion(&one);
        assert_eq!(found.clock, [0, 1, 122_002, 122_003]);
        assert_eq!(found.elapsed.get(), 122_004.0);
    }

    #[test]
    fn sparse_files_keep_their_timer() {
        let found = motion(&recording((0..=40).map(|i| f64::from(i) * 15.0)));
        assert_eq!(found.timed.get(), 600.0);
    }

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
    fn running_needs_speed_and_cadence() {
        for (speed, cadence, runs) in [
            (Some(1.8), Some(140.0), true),
            (Some(1.79), Some(160.0), false),
            (Some(2.5), Some(139.0), false),
            (Some(2.5), None, true),
            (None, Some(160.0), true),
        ] {
            let found = running(&[true], &[speed], &[cadence]).unwrap();
            assert_eq!(found, [runs], "{speed:?} {cadence:?}");
        }
        assert_eq!(running(&[true], &[None], &[None]), None);
    }

    #[test]
    fn columns_are_bridged_up_to_three_missing_seconds() {
        for (missing, bridged) in [(3, true), (4, false)] {
            let one = recording((0..=100).map(f64::from));
            let found = motion(&one);
            let column: Vec<_> = (0..=100)
                .map(|i| (i < 50 || i >= 50 + missing).then_some(f64::from(i)))
                .collect();
            let read = found.on_clock(&one.samples.time_s, &column);
            assert_eq!(read[51].is_some(), bridged, "{missing}");
            assert_eq!(read[20], Some(20.0));
        }
    }
}
