//! The part of a recording that no runner ran: the drive home with a watch that was not
//! stopped, a bus between two runs. It is cut off before anything is measured, and said.

use super::haversine::haversine;
use comeback_core::recording::{Recording, Sport, TimerEvent};
use std::borrow::Cow;
use std::ops::Range;

/// Speed is read over so long. s (design)
const WINDOW: f64 = 10.0;
/// A ride is at least so much faster than the run's usual speed, and so fast, where its
/// steps fall silent, for so long. 1, m/s, s (design)
const OVER_USUAL: f64 = 1.45;
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
const FROM_STOP: f64 = 20.0;
const STOPS_TOGETHER: f64 = 240.0;
/// A device's distance that rises by more over a ride than this goes on without it. m (design)
const RIDDEN: f64 = 50.0;
/// What a ride home by bicycle may be, and a runner's fast end too: so much faster than the
/// run and so fast for so long, to the end of the recording. It is left in and said.
/// 1, m/s, s (design)
const OVER_USUAL_PERHAPS: f64 = 1.7;
const PERHAPS: (f64, f64) = (4.5, 240.0);
/// Running for so long between two of its bouts makes them repetitions and no traffic. s (design)
const RUN_BETWEEN: f64 = 40.0;
/// A heart that beats so much quicker than in the run says that it was run. 1/min (design)
const WORKS_HARDER: f64 = 5.0;
/// Parts of one ride lie no further apart, and what is left behind one is at least so
/// long to be a run again. s (design)
const TRAFFIC: f64 = 300.0;
const LEAST_LEFT: f64 = 180.0;
/// How far before a ride the end of the running is looked for. s (design)
const BEFORE: f64 = 600.0;
/// Share of the rows before a ride with cadence, from which its silence says something. (design)
const HAS_CADENCE: f64 = 0.6;
/// Fewer of them are no steps of a run, in strides or steps. 1/min (design)
const NO_STEPS: f64 = 55.0;
const STANDING: f64 = 1.0;
/// Few runners hold these speeds so long. m/s, s (design)
const BEST: [(f64, f64); 2] = [(5.6, 600.0), (5.2, 1080.0)];
/// Nobody's steps are longer in the mean of minutes. m (design)
const LONGEST_STEP: f64 = 2.2;
/// What counts towards a run's usual speed. m/s (design)
const RUNS: f64 = 1.5;

/// What was cut off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// Seconds since the start.
    pub from: f64,
    /// Its end, seconds since the start.
    pub to: f64,
    /// How fast it went at most, m/s.
    pub fastest: f64,
    /// Whether nothing of the run follows.
    pub to_the_end: bool,
}

impl Cut {
    /// The ride as part of a sentence.
    pub fn in_words(&self) -> String {
        let until = if self.to_the_end {
            "on".to_owned()
        } else {
            format!("to {}", clock(self.to))
        };
        format!(
            "from {} {until} it is a ride at up to {:.0} km/h, no running, and is left out",
            clock(self.from),
            3.6 * self.fastest
        )
    }
}

fn clock(seconds: f64) -> String {
    format!(
        "{:.0}:{:02.0}",
        (seconds / 60.0).floor(),
        (seconds % 60.0).floor()
    )
}

/// Speed over the seconds behind each row, where it is known.
pub type Speeds = Vec<Option<f64>>;

/// The recording without its rides; and where none was cut off the speeds that were read.
pub fn without(recording: &Recording) -> (Cow<'_, Recording>, Vec<Cut>, Option<Speeds>) {
    if recording.sport != Sport::Running || recording.samples.len() < 60 {
        return (Cow::Borrowed(recording), Vec::new(), None);
    }
    let speed = speeds(recording);
    let found = rides(recording, &speed);
    let rows: usize = found.iter().map(Range::len).sum();
    // All of it or most: that is another question than where the run ended.
    if found.is_empty() || rows * 10 > recording.samples.len() * 8 {
        return (Cow::Borrowed(recording), Vec::new(), Some(speed));
    }
    let mut left = recording.clone();
    let mut cuts = Vec::new();
    for ride in found.iter().rev() {
        let times = &recording.samples.time_s;
        let (Some(&from), Some(&to)) = (times.get(ride.start), times.get(ride.end - 1)) else {
            continue;
        };
        let fastest = speed.get(ride.clone()).into_iter().flatten().flatten();
        let cut = Cut {
            from,
            to,
            fastest: fastest.copied().fold(0.0, f64::max),
            to_the_end: ride.end >= times.len(),
        };
        let rest = left.samples.split_off(ride.start);
        let mut rest = rest;
        let after = rest.split_off(ride.len());
        let reading = |row: Option<usize>| {
            let metres = recording.samples.distance_m.get(row?);
            metres.copied().flatten()
        };
        let ridden = reading(ride.start.checked_sub(1))
            .zip(reading(Some(ride.end)))
            .map_or(0.0, |(before, after)| after - before);
        for row in 0..after.len() {
            if let Some(&time) = after.time_s.get(row) {
                let into = left.samples.push(time);
                left.samples.fill_from(into, &after, row);
                if ridden > RIDDEN
                    && let Some(metres) = left.samples.distance_m.get_mut(into)
                {
                    *metres = metres.map(|metres| metres - ridden);
                }
            }
        }
        left.timer_events
            .retain(|event| !(from..to).contains(&event.at_s));
        if cut.to_the_end {
            left.timer_events.retain(|event| event.at_s <= from);
            left.laps.retain(|lap| lap.start_s < from);
        } else {
            let pause = [(from, false), (to, true)];
            left.timer_events
                .extend(pause.map(|(at_s, running)| TimerEvent { at_s, running }));
        }
        cuts.push(cut);
    }
    left.timer_events.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
    // They count the ride too.
    left.totals.distance = None;
    left.totals.timer = None;
    left.totals.elapsed = None;
    left.totals.ascent = None;
    left.totals.descent = None;
    for lap in &mut left.laps {
        lap.distance_m = None;
    }
    cuts.reverse();
    (Cow::Owned(left), cuts, None)
}

/// What may be a ride home that is left in, as a clause: nothing but its speed tells.
///
/// `speed` is that of [`without`], where it told it.
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
    let usual = super::smooth::median(&mut runs)?;
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
        super::smooth::median(&mut beats)
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
    let usual = super::smooth::median(&mut steps).filter(|_| most)?;
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

/// Speed over the seconds behind each row: the least of what speed, distance and positions
/// say, so that one wrong column makes no ride.
fn speeds(recording: &Recording) -> Speeds {
    let samples = &recording.samples;
    let at = |column: &[Option<f64>], row: usize| column.get(row).copied().flatten();
    let mut from = 0;
    (0..samples.len())
        .map(|row| {
            let time = *samples.time_s.get(row)?;
            while from + 1 < row
                && samples
                    .time_s
                    .get(from + 1)
                    .is_some_and(|t| time - t >= WINDOW)
            {
                from += 1;
            }
            let seconds = time - *samples.time_s.get(from)?;
            let apart = (1.0..=6.0 * WINDOW).contains(&seconds);
            let place = |row| at(&samples.latitude, row).zip(at(&samples.longitude, row));
            let by_place = place(from)
                .zip(place(row))
                .filter(|_| apart)
                .map(|(a, b)| haversine(a, b) / seconds);
            let by_distance = at(&samples.distance_m, from)
                .zip(at(&samples.distance_m, row))
                .filter(|_| apart)
                .map(|(a, b)| (b - a) / seconds);
            [by_place, by_distance, at(&samples.speed_m_per_s, row)]
                .into_iter()
                .flatten()
                .reduce(f64::min)
        })
        .collect()
}

fn rides(recording: &Recording, speed: &[Option<f64>]) -> Vec<Range<usize>> {
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
    let Some(usual) = super::smooth::median(&mut usual) else {
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

/// Whether the recording has steps where it moves, so that their silence says something.
fn has_steps(recording: &Recording) -> bool {
    let cadence = &recording.samples.cadence;
    let half = cadence.len() / 2;
    // The run lies before the ride or after it.
    let (first, second) = cadence.split_at(half);
    [first, second].into_iter().any(|half| {
        let seen = half.iter().flatten().filter(|value| **value >= NO_STEPS);
        seen.count() as f64 >= HAS_CADENCE * half.len() as f64
    })
}

fn runs_of(times: &[f64], seconds: f64, marked: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for row in 0..=times.len() {
        let inside = row < times.len() && marked(row);
        match (inside, open) {
            (true, None) => open = Some(row),
            (false, Some(from)) => {
                let lasts = times
                    .get(row - 1)
                    .zip(times.get(from))
                    .map(|(to, from)| to - from);
                if lasts.is_some_and(|lasts| lasts >= seconds) {
                    found.push(from..row);
                }
                open = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use comeback_core::recording::Format;

    /// Parts of (s, m/s, strides), one after the other.
    fn recording(parts: &[(u32, f64, Option<f64>)]) -> Recording {
        let mut recording = Recording::empty(Format::Fit, DateTime::UNIX_EPOCH);
        recording.sport = Sport::Running;
        let (mut second, mut metres) = (0.0, 0.0);
        for &(seconds, speed, cadence) in parts {
            for _ in 0..seconds {
                let row = recording.samples.push(second);
                recording.samples.distance_m[row] = Some(metres);
                recording.samples.cadence[row] = cadence;
                second += 1.0;
                metres += speed;
            }
        }
        recording
    }

    #[test]
    fn what_is_as_fast_as_the_best_without_a_step_is_said() {
        for (seconds, speed, cadence, said) in [
            (900, 6.0, None, true),
            (900, 6.0, Some(80.0), true),
            (900, 6.0, Some(92.0), false),
            (900, 5.3, None, false),
            (500, 6.0, None, false),
        ] {
            let recording = recording(&[(seconds, speed, cadence)]);
            let column = vec![Some(speed); seconds as usize];
            let found = as_fast_as_the_best(&recording, &column, &vec![true; column.len()]);
            assert_eq!(found.is_some(), said, "{seconds} {speed} {cadence:?}");
        }
    }

    #[test]
    fn the_drive_home_is_cut_off() {
        for steps in [Some(84.0), None] {
            let silent = steps.map(|_| 0.0);
            let parts = [
                (1800, 2.8, steps),
                (90, 0.0, silent),
                (120, 11.0, silent),
                (60, 4.0, silent),
                (300, 14.0, silent),
            ];
            let drive = recording(&parts);
            let (left, cuts, _) = without(&drive);
            let last = *left.samples.time_s.last().unwrap();
            assert!((1785.0..=1815.0).contains(&last), "{steps:?}: {last}");
            assert_eq!(cuts.len(), 1, "{steps:?}: {cuts:?}");
            assert!(cuts[0].to_the_end);
        }
    }

    #[test]
    fn a_bus_from_stop_to_stop_is_cut_off_and_repetitions_are_not() {
        let with = |times: usize, seconds: u32, speed: f64| {
            let mut parts = vec![(1800, 2.8, None), (120, 0.0, None)];
            for _ in 0..times {
                parts.extend([(seconds, speed, None), (30, 0.0, None)]);
            }
            without(&recording(&parts)).1.len()
        };
        assert_eq!(with(8, 50, 7.0), 1);
        for (times, seconds, speed) in [(10, 33, 6.1), (4, 50, 7.0), (8, 60, 5.8)] {
            assert_eq!(
                with(times, seconds, speed),
                0,
                "{times} x {seconds} s at {speed}"
            );
        }
    }

    #[test]
    fn what_may_be_a_ride_home_is_said() {
        let said = |parts: &[(u32, f64, Option<f64>)]| perhaps(&recording(parts), None).is_some();
        let run = (1800, 2.5, None);
        let rest = (60, 0.0, None);
        assert!(said(&[run, rest, (600, 4.8, None)]));
        assert!(said(&[run, rest, (600, 4.8, None), (60, 1.0, None)]));
        // Not as fast, not as long, with steps, or with running after it.
        assert!(!said(&[run, rest, (600, 4.2, None)]));
        assert!(!said(&[run, rest, (200, 4.8, None)]));
        assert!(!said(&[(1800, 2.5, Some(82.0)), (600, 4.8, Some(92.0))]));
        assert!(!said(&[run, (600, 4.8, None), (600, 2.4, None)]));
        // A heart that works harder.
        let mut fast_end = recording(&[run, (600, 4.8, None)]);
        for (row, beats) in fast_end.samples.heart_rate_bpm.iter_mut().enumerate() {
            *beats = Some(if row < 1800 { 140.0 } else { 165.0 });
        }
        assert_eq!(perhaps(&fast_end, None), None);
    }

    #[test]
    fn the_distance_goes_on_without_the_ride_in_the_middle() {
        let parts = [
            (1200, 2.8, Some(84.0)),
            (120, 0.0, Some(0.0)),
            (600, 30.0, Some(0.0)),
            (1200, 2.8, Some(84.0)),
        ];
        let ridden = recording(&parts);
        let (left, cuts, _) = without(&ridden);
        let last = left.samples.distance_m.last().copied().flatten().unwrap();
        assert_eq!(cuts.len(), 1);
        assert!((last - 2400.0 * 2.8).abs() < 60.0, "{last}");
    }

    #[test]
    fn runners_are_left_alone() {
        for parts in [
            // A sensor that fell silent; fast repetitions; a sprinter without cadence.
            vec![(900, 2.8, Some(84.0)), (900, 2.9, None)],
            vec![
                (600, 3.0, Some(86.0)),
                (60, 6.8, Some(100.0)),
                (600, 2.5, Some(80.0)),
            ],
            vec![(600, 3.0, None), (20, 8.8, None), (600, 3.0, None)],
        ] {
            let (_, cuts, _) = without(&recording(&parts));
            assert!(cuts.is_empty(), "{parts:?}: {cuts:?}");
        }
    }
}
