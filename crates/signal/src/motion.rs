//! When the runner was under way: timer, pauses, stops, and the 1 Hz clock that
//! every later figure is read on.
//!
//! Pauses are what the device's timer events say; in a file without them a hole of up to
//! a minute is smart recording where the runner has moved on as runners do, else a pause.
//! A stop is < 1.0 m/s for > 15 s. The clock ticks only in timer time, so its length
//! follows the samples and not the calendar.

use super::haversine::haversine;
use super::metric::{MetricId, MetricPage};
use comeback_core::recording::Recording;
use comeback_core::units::Seconds;

/// Steps between samples up to this are recorded time, whatever moved. s (design)
pub const SMART_RECORDING: f64 = 10.0;
/// Longest step between samples that is smart recording and not a pause. s (method §3, design)
pub const LONGEST_STEP: f64 = 60.0;
/// A runner moves on at such a speed over a step of smart recording. m/s (method §3, design)
pub const MOVED_ON: std::ops::RangeInclusive<f64> = 0.9..=6.5;
/// A device that writes its timer's stops says when it paused: a longer step without such
/// an event is lost reception, up to this, where its own timer says so. s (design)
const LOST_RECEPTION: f64 = 1800.0;
/// Mean speeds by which a distance column can be believed of single steps. m/s (design)
const SANE_SPEEDS: std::ops::RangeInclusive<f64> = 0.8..=7.0;
/// A file that is sampled sparsely throughout pauses only at steps of this many medians. (design)
const SPARSE_STEPS: f64 = 2.5;
/// Rows this far apart at most are a recording: a point each kilometre. s (design)
const SELDOM_STEP: f64 = 900.0;
/// Longest hole inside a column that is bridged. s (method §3, design)
pub const BRIDGE: f64 = 3.0;

/// How far the device's own timer may stand from ours and still be believed, as a share. (design)
const TIMER_AGREEMENT: f64 = 0.02;

/// The timeline of a recording.
#[derive(Debug, Clone, PartialEq)]
pub struct Motion {
    /// Stretches of timer time, seconds since the start; disjoint, rising.
    pub spans: Vec<(f64, f64)>,
    /// Time from start to end.
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
    let samples = &recording.samples;
    let usable = |time: &f64| time.is_finite() && *time >= 0.0;
    let times: Vec<f64> = samples.time_s.iter().copied().filter(usable).collect();
    let pauses = pauses(recording, &times);
    let usual = usual_step(&times);
    let sparse = sparse_step(usual);
    let longest = longest_step(usual);
    let spans = if tells_pauses(recording) {
        let whole = spans(&times, &pauses, |_, step| step <= longest);
        let stated = recording.totals.timer.map(Seconds::get);
        nearest_to(stated, whole, || {
            spans(&times, &pauses, |_, step| step <= LOST_RECEPTION)
        })
    } else if times.len() < samples.len() {
        spans(&times, &pauses, |_, step| step <= sparse)
    } else {
        let moved = MovedOn::new(recording);
        let joins = |row: usize, step: f64, longest: f64| {
            step <= SMART_RECORDING
                || step <= longest
                    && (moved.speed(row)).map_or(step <= sparse, |speed| MOVED_ON.contains(&speed))
        };
        let whole = spans(&times, &pauses, |row, step| joins(row, step, longest));
        let stated = recording.totals.timer.map(Seconds::get);
        nearest_to(stated, whole, || {
            spans(&times, &pauses, |row, step| {
                joins(row, step, LOST_RECEPTION)
            })
        })
    };
    let timed = length(&spans);
    let last = times.last().copied().unwrap_or(0.0);
    let elapsed = elapsed(recording, last);
    let clock = clock(&spans);
    let inside = |from: f64, to: f64| spans.iter().any(|span| span.0 <= from && to <= span.1);
    let largest_step = times
        .windows(2)
        .filter_map(|pair| match pair {
            [from, to] if to - from > LONGEST_STEP && inside(*from, *to) => Some(to - from),
            _ => None,
        })
        .fold(LONGEST_STEP, f64::max);
    Motion {
        timer: Seconds::new(believed_timer(recording, timed, elapsed)),
        spans,
        elapsed: Seconds::new(elapsed),
        timed: Seconds::new(timed),
        clock,
        largest_step,
    }
}

/// Whether the device writes when its timer starts and stops: that alone decides then.
pub fn tells_pauses(recording: &Recording) -> bool {
    let events = &recording.timer_events;
    events.iter().any(|event| event.running) && events.iter().any(|event| !event.running)
}

fn length(spans: &[(f64, f64)]) -> f64 {
    spans.iter().map(|(from, to)| to - from).sum()
}

/// The spans, or those with longer holes in them too where the device's timer ran on
/// through them.
fn nearest_to(
    stated: Option<f64>,
    known: Vec<(f64, f64)>,
    with_lost: impl FnOnce() -> Vec<(f64, f64)>,
) -> Vec<(f64, f64)> {
    let Some(stated) = stated else { return known };
    let with_lost = with_lost();
    let off = |spans: &[(f64, f64)]| (length(spans) - stated).abs();
    match off(&with_lost) + 1.0 < off(&known) {
        true => with_lost,
        false => known,
    }
}

/// How fast the runner moved on over the step behind each sample.
struct MovedOn<'a> {
    recording: &'a Recording,
    by_distance: bool,
}

impl<'a> MovedOn<'a> {
    fn new(recording: &'a Recording) -> Self {
        let samples = &recording.samples;
        let span = samples.time_s.last().copied().unwrap_or(0.0);
        let metres = samples.distance_m.iter().flatten().last().copied();
        let by_distance = metres.is_some_and(|metres| SANE_SPEEDS.contains(&(metres / span)));
        MovedOn {
            recording,
            by_distance,
        }
    }

    /// m/s from a row to the next: by the positions, the distance or the speed at both ends.
    fn speed(&self, row: usize) -> Option<f64> {
        let samples = &self.recording.samples;
        let step = samples.time_s.get(row + 1)? - samples.time_s.get(row)?;
        let at = |column: &[Option<f64>], row: usize| column.get(row).copied().flatten();
        let both = |column: &[Option<f64>]| at(column, row).zip(at(column, row + 1));
        let place = |row| at(&samples.latitude, row).zip(at(&samples.longitude, row));
        let by_place = place(row)
            .zip(place(row + 1))
            .map(|(a, b)| haversine(a, b) / step);
        let by_distance = both(&samples.distance_m)
            .filter(|_| self.by_distance)
            .map(|(a, b)| (b - a) / step);
        let by_speed = both(&samples.speed_m_per_s).map(|(a, b)| f64::midpoint(a, b));
        // The straight way between places that lie minutes apart is too short.
        match step > LONGEST_STEP {
            true => by_distance.or(by_place).or(by_speed),
            false => by_place.or(by_distance).or(by_speed),
        }
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

fn usual_step(times: &[f64]) -> f64 {
    let mut steps: Vec<f64> = times
        .windows(2)
        .filter_map(|pair| match pair {
            [before, after] if after > before => Some(after - before),
            _ => None,
        })
        .collect();
    super::smooth::median(&mut steps).unwrap_or(1.0)
}

/// A file that is sampled so seldom throughout has no shorter steps: those are no pauses.
fn longest_step(usual: f64) -> f64 {
    if usual > LONGEST_STEP && usual <= SELDOM_STEP {
        (SPARSE_STEPS * usual).min(SELDOM_STEP)
    } else {
        LONGEST_STEP
    }
}

/// How far apart the rows of a recording lie, where that is too far for a pause to show
/// between them, s.
pub fn seldom(times: &[f64]) -> Option<f64> {
    let usual = usual_step(times);
    (longest_step(usual) > LONGEST_STEP).then_some(usual)
}

/// Where nothing tells whether the runner moved on, a longer step is a pause.
fn sparse_step(usual: f64) -> f64 {
    (SPARSE_STEPS * usual).clamp(SMART_RECORDING, LONGEST_STEP)
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

/// Timer time: the steps between samples that are recorded, told by the row before and
/// their length, minus the pauses.
fn spans(
    times: &[f64],
    pauses: &[(f64, f64)],
    is_recorded: impl Fn(usize, f64) -> bool,
) -> Vec<(f64, f64)> {
    let mut recorded: Vec<(f64, f64)> = Vec::new();
    for (row, &time) in times.iter().enumerate() {
        let before = row.saturating_sub(1);
        match recorded.last_mut() {
            Some((_, to)) if is_recorded(before, time - *to) => *to = time,
            // The step to the next sample is no gap when an event explains most of it:
            // the parts beside the pause are timer time.
            Some((_, to))
                if pauses.iter().any(|(from, until)| {
                    *from >= *to - 1.0 && *until <= time + 1.0 && {
                        let rest = (from - *to).max(0.0) + (time - until).max(0.0);
                        rest <= LONGEST_STEP
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

/// A runner who moved on so fast, so far and so long through a hole did not rest in it; so
/// short a recording of a place is none. m/s, m, s, m (design)
const RAN_ON: std::ops::RangeInclusive<f64> = 1.8..=6.5;
const RAN_ON_LEAST: (f64, f64) = (150.0, 60.0);
const SAME_PLACE: f64 = 5.0;
/// Said from this share of the recorded time. (design)
const RAN_ON_SHARE: f64 = 0.02;

/// What was run while nothing was recorded, as a clause: holes and standing positions at whose
/// end the runner is as far on as runners come. It counts for nothing, since nobody saw it.
pub fn unrecorded(recording: &Recording, timed: f64) -> Option<String> {
    let samples = &recording.samples;
    let has_distance = samples.distance_m.iter().flatten().count() * 2 > samples.len();
    if tells_pauses(recording) || has_distance || seldom(&samples.time_s).is_some() {
        return None;
    }
    let at = |column: &[Option<f64>], row: usize| column.get(row).copied().flatten();
    let place = |row| at(&samples.latitude, row).zip(at(&samples.longitude, row));
    let apart = |one, other| Some(haversine(place(one)?, place(other)?));
    let (mut since, mut seconds, mut metres) = (0, 0.0, 0.0);
    for row in 1..samples.len() {
        let Some(way) = apart(since, row) else {
            continue;
        };
        if way <= SAME_PLACE {
            continue;
        }
        let times = samples.time_s.get(since).zip(samples.time_s.get(row));
        let stood = times.map_or(0.0, |(from, to)| to - from);
        let is_hole = way >= RAN_ON_LEAST.0 && stood > RAN_ON_LEAST.1;
        if is_hole && RAN_ON.contains(&(way / stood)) {
            (seconds, metres) = (seconds + stood, metres + way);
        }
        since = row;
    }
    (seconds > RAN_ON_SHARE * timed && seconds > RAN_ON_LEAST.1).then(|| {
        format!(
            "for {:.0} min it has no positions, and the runner is {:.2} km further on: they are not in its minutes and its distance",
            (seconds / 60.0).max(1.0),
            metres / 1000.0
        )
    })
}

/// Running of so much of a run, and of no more, is not all of it. (design)
const WALKS_AND_RUNS: std::ops::Range<f64> = 0.05..0.95;

impl Motion {
    /// What was neither seen to be run nor walked, as a clause: holes that the timer ran
    /// through, in a run of both.
    pub fn unseen(&self, times: &[f64], moving: f64, running: f64) -> Option<String> {
        let inside = |from: f64, to: f64| {
            let mut spans = self.spans.iter();
            spans.any(|span| span.0 <= from && to <= span.1)
        };
        let holes = times.windows(2).filter_map(|pair| match pair {
            [from, to] if to - from > LONGEST_STEP && inside(*from, *to) => Some(to - from),
            _ => None,
        });
        let seconds: f64 = holes.sum();
        let is_long = seconds > RAN_ON_SHARE * self.timed.get();
        (is_long && WALKS_AND_RUNS.contains(&(running / moving.max(1.0)))).then(|| {
            format!(
                "for {:.0} min it has no samples while its timer ran: what of them was run is not known",
                (seconds / 60.0).max(1.0)
            )
        })
    }

    /// The seconds of the clock that lie in a hole between samples which the runner moved
    /// on through: their speed is that of the straight way, and no reading.
    pub fn drawn(&self, times: &[f64]) -> Vec<bool> {
        let longest = sparse_step(usual_step(times));
        let mut drawn = vec![false; self.clock.len()];
        for pair in times.windows(2) {
            if let [from, to] = *pair
                && to - from > longest
            {
                let first = self.clock.partition_point(|tick| f64::from(*tick) <= from);
                let end = self.clock.partition_point(|tick| f64::from(*tick) < to);
                if let Some(hole) = drawn.get_mut(first..end) {
                    hole.fill(true);
                }
            }
        }
        drawn
    }

    /// Reads a column of the samples on the clock: linear between valid values that
    /// belong together, missing elsewhere.
    pub fn on_clock(&self, times: &[f64], column: &[Option<f64>]) -> Vec<Option<f64>> {
        let rows = times.len().min(column.len());
        if column.iter().all(Option::is_none) {
            return vec![None; self.clock.len()];
        }
        let valid = |row: usize| -> Option<(f64, f64, usize)> {
            let (time, value) = (*times.get(row)?, (*column.get(row)?)?);
            (time.is_finite() && value.is_finite()).then_some((time, value, row))
        };
        // Mostly every second has a value: then this is not asked for.
        let mut reach = None;
        let mut reach = || *reach.get_or_insert_with(|| self.reach((0..rows).filter_map(valid)));
        let mut next = 0;
        let mut span = 0;
        let mut before: Option<(f64, f64, usize)> = None;
        (self.clock.iter())
            .map(|&tick| {
                let tick = f64::from(tick);
                // Mostly the next row is of this very second.
                if let (Some(&time), Some(&Some(value))) = (times.get(next), column.get(next))
                    && time == tick
                    && value.is_finite()
                {
                    before = Some((time, value, next));
                    next += 1;
                    return Some(value);
                }
                let after = loop {
                    if next >= rows {
                        return None;
                    }
                    match valid(next) {
                        Some(row) if row.0 < tick => before = Some(row),
                        Some(row) => break row,
                        None => {}
                    }
                    next += 1;
                };
                if after.0 == tick {
                    return Some(after.1);
                }
                let before = before?;
                while self.spans.get(span).is_some_and(|(_, to)| *to <= tick) {
                    span += 1;
                }
                let (from, to) = self.spans.get(span)?;
                // Values on both sides of a pause are not joined.
                if before.0 < from - 1.0 || after.0 > to + 1.0 {
                    return None;
                }
                let step = after.0 - before.0;
                let adjacent = after.2 == before.2 + 1 && step <= self.largest_step;
                (adjacent || step <= reach()).then(|| {
                    let share = (tick - before.0) / step;
                    before.1 + share * (after.1 - before.1)
                })
            })
            .collect()
    }

    /// Values no further apart than this belong together, s.
    fn reach(&self, valid: impl Iterator<Item = (f64, f64, usize)>) -> f64 {
        let times: Vec<f64> = valid.map(|(time, _, _)| time).collect();
        let mut steps: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let usual = super::smooth::median(&mut steps).unwrap_or(1.0);
        (SPARSE_STEPS * usual).clamp(BRIDGE + 1.0, self.largest_step)
    }
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Time,
    what: "Elapsed, timer, moving and running time.",
    formula: "elapsed: start to last sample. Timer: elapsed minus pauses by the device's timer events; in a file without them a hole of 10 to 60 s is smart recording when the runner moved on at 0.9 to 6.5 m/s between its ends, else a pause, as longer ones are. Moving: timer minus stops (< 1.0 m/s for > 15 s). Running: moving, and at ≥ 1.8 m/s without cadence; with it ≥ 140 steps/min at ≥ 1.8 m/s, ≥ 145 at 1.3 to 1.8 m/s (a slow jog), or ≥ 120 at ≥ 2.2 m/s. Within 10 % of such a speed or 3 % of such a cadence the mean of half a minute decides. Without cadence a bout under 12 s between longer ones of the other gait, whose mean is within 20 % of 1.8 m/s, is the noise of the fixes. Between rows that lie apart so much was run as the way between them says, by the speeds of walk and run beside it.",
    unit: "s",
    source: "this project",
    grade: "design",
    validity: "A walk break is walking, not a pause. Where nothing tells whether the runner moved on, a step counts as a pause from 2.5 times the usual one. A timer that the samples contradict is not believed, and said; where the samples cover a part only, the device's totals count, marked. Without speed, running follows cadence alone.",
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
    fn smart_recording_is_no_pause_where_the_runner_moved_on() {
        for (gap, metres, bridged) in [
            (11.0, 30.0, true),
            (60.0, 54.0, true),
            (60.0, 53.0, false),
            (60.0, 390.0, true),
            (60.0, 391.0, false),
            (61.0, 170.0, false),
            (20.0, 0.0, false),
        ] {
            let mut one = recording([]);
            for second in 0..=100 {
                let row = one.samples.push(f64::from(second));
                one.samples.distance_m[row] = Some(2.8 * f64::from(second));
            }
            for second in 0..=100 {
                let row = one.samples.push(100.0 + gap + f64::from(second));
                one.samples.distance_m[row] = Some(280.0 + metres + 2.8 * f64::from(second));
            }
            let timer = if bridged { 200.0 + gap } else { 200.0 };
            assert_eq!(motion(&one).timed.get(), timer, "{gap} {metres}");
        }
    }

    #[test]
    fn a_point_each_kilometre_is_a_run() {
        for (apart, speed, timed) in [
            (357.0, 2.8, true),
            (357.0, 0.5, false),
            (1000.0, 2.8, false),
        ] {
            let mut one = recording([]);
            for number in 0..=5 {
                let at = apart * f64::from(number);
                let row = one.samples.push(at);
                one.samples.distance_m[row] = Some(speed * at);
            }
            let found = motion(&one);
            let timer = if timed { 5.0 * apart } else { 0.0 };
            assert_eq!(found.timed.get(), timer, "{apart} {speed}");
            assert_eq!(seldom(&one.samples.time_s).is_some(), apart < 900.0);
        }
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
