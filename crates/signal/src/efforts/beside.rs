//! What a reader of the samples looks at beside a burst: the running before and after it,
//! the answer of the heart, the steps, the height that the device wrote down, and what a
//! guided workout asked for.

use super::course::Course;
use crate::smooth;
use comeback_core::recording::{Lap, Planned};
use std::ops::Range;

/// The running beside a burst is read from so far away, so far. s (design)
const AWAY: usize = 5;
const READ: usize = 45;
/// Fewer seconds than this say nothing of it. s (design)
const LEAST: usize = 5;
/// The heart answers until so long after a burst. s (design)
const ANSWER_LATE: usize = 30;
/// Heart rate at its start is the mean of so many seconds on either side. s (design)
const AT_START: usize = 3;
/// Cadence comes up to so much later than the speed. s (design)
const CADENCE_LATE: usize = 4;
/// A recorded height may come so much later than the speed. s (design)
const ALTITUDE_LATE: usize = 3;
/// A lap of work is this much faster than both laps beside it, of such a length, and there
/// are so many. 1, s, count (design)
const IN_TURNS: f64 = 1.3;
const REPETITION: std::ops::RangeInclusive<f64> = 10.0..=600.0;
const LEAST_TURNS: usize = 3;
/// Laps whose distances differ by no more were made by the watch. (design)
const BY_ITSELF: f64 = 0.03;
/// So much of a burst lies in a part that was planned as work. (design)
const PLANNED_SHARE: f64 = 0.5;

/// The seconds 5 to 45 s before and after a burst, without a pause between.
fn sides(course: &Course, burst: &Range<usize>) -> [Range<usize>; 2] {
    let stretch = course.stretch_of(burst.start);
    let near = burst.start.saturating_sub(AWAY).max(stretch.start);
    let from = burst.start.saturating_sub(READ).max(stretch.start);
    let after = (burst.end + AWAY).min(stretch.end);
    let to = (burst.end + READ).min(stretch.end);
    [from..near, after..to.max(after)]
}

/// Mean speed over ground on the faster side of a burst; `None` where neither can be read.
pub fn faster_side(course: &Course, burst: &Range<usize>) -> Option<f64> {
    sides(course, burst)
        .into_iter()
        .filter(|side| side.len() >= LEAST)
        .filter_map(|side| course.mean_speed(side))
        .reduce(f64::max)
}

/// Whether a burst is faster than the faster side by this factor; also where nothing lies
/// beside it but a pause or an end.
pub fn stands_out(course: &Course, burst: &Range<usize>, factor: f64) -> bool {
    let own = course.mean_speed(burst.clone());
    match (own, faster_side(course, burst)) {
        (Some(own), Some(side)) => own >= factor * side,
        (own, None) => own.is_some(),
        (None, _) => false,
    }
}

/// How far heart rate rises from the start of a burst until half a minute after it, bpm.
pub fn heart_rise(course: &Course, burst: &Range<usize>) -> Option<f64> {
    let stretch = course.stretch_of(burst.start);
    let rates = |range: Range<usize>| range.filter_map(|index| course.heart_rate(index));
    let from = burst.start.saturating_sub(AT_START).max(stretch.start);
    let before: Vec<f64> = rates(from..(burst.start + AT_START + 1).min(stretch.end)).collect();
    let highest =
        rates(burst.start..(burst.end + ANSWER_LATE).min(stretch.end)).reduce(f64::max)?;
    (!before.is_empty()).then(|| highest - before.iter().sum::<f64>() / before.len() as f64)
}

/// How far cadence rises in a burst over the median of both sides, steps/min.
pub fn cadence_rise(course: &Course, burst: &Range<usize>) -> Option<f64> {
    let stretch = course.stretch_of(burst.start);
    let mut beside: Vec<f64> = sides(course, burst)
        .into_iter()
        .flatten()
        .filter_map(|index| course.cadence(index))
        .collect();
    if beside.len() < LEAST {
        return None;
    }
    let usual = smooth::median(&mut beside)?;
    let until = (burst.end + CADENCE_LATE).min(stretch.end);
    let inside: Vec<f64> = (burst.start..until)
        .filter_map(|index| course.cadence(index))
        .collect();
    let highest = inside
        .windows(3)
        .map(|three| three.iter().sum::<f64>() / 3.0)
        .reduce(f64::max)?;
    Some(highest - usual)
}

/// Height that the device wrote down over a burst, m; the best of a short delay.
pub fn recorded_rise(course: &Course, burst: &Range<usize>) -> Option<f64> {
    let last = course.stretch_of(burst.start).end.checked_sub(1)?;
    (0..=ALTITUDE_LATE)
        .filter_map(|late| {
            let from = course.recorded_altitude((burst.start + late).min(last))?;
            Some(course.recorded_altitude((burst.end + late).min(last))? - from)
        })
        .reduce(f64::max)
}

/// The parts of a guided workout that ask for work between rests, as elapsed seconds.
/// A plan without repetition, and one without rests, is no structure: empty. Without a
/// plan the laps that were run in turns tell the same.
pub fn repeated_work(laps: &[Lap]) -> Vec<(f64, f64)> {
    let planned = planned_work(laps);
    if planned.is_empty() {
        return taken_in_turns(laps);
    }
    planned
}

/// Laps that are much faster than the one before and the one after, three at least: those of
/// a runner who pressed the button for work and for rest.
fn taken_in_turns(laps: &[Lap]) -> Vec<(f64, f64)> {
    let timed = |lap: &Lap| lap.timer_s.or(lap.elapsed_s).filter(|time| *time > 0.0);
    let speed = |lap: &Lap| Some(lap.distance_m? / timed(lap)?);
    let work: Vec<(f64, f64)> = laps
        .windows(3)
        .filter_map(|three| {
            let [before, lap, after] = three else {
                return None;
            };
            // A watch that laps by itself at each kilometre tells of the ground.
            let by_itself = [before, after].iter().any(|other| {
                let share = other.distance_m.zip(lap.distance_m).map(|(a, b)| a / b);
                share.is_some_and(|share| (share - 1.0).abs() <= BY_ITSELF)
            });
            if by_itself {
                return None;
            }
            let own = speed(lap)?;
            let faster = own >= IN_TURNS * speed(before)? && own >= IN_TURNS * speed(after)?;
            (faster && REPETITION.contains(&timed(lap)?)).then_some((lap.start_s, after.start_s))
        })
        .collect();
    if work.len() < LEAST_TURNS {
        Vec::new()
    } else {
        work
    }
}

/// The parts of a guided workout alone.
pub fn planned_work(laps: &[Lap]) -> Vec<(f64, f64)> {
    let mut parts: Vec<(Planned, f64, f64)> = Vec::new();
    for (index, lap) in laps.iter().enumerate() {
        let Some(planned) = lap.planned else {
            continue;
        };
        let next = laps.get(index + 1).map(|next| next.start_s);
        let lasted = lap.elapsed_s.or(lap.timer_s);
        let Some(end) = next.or_else(|| lasted.map(|time| lap.start_s + time)) else {
            continue;
        };
        match parts.last_mut() {
            Some(last) if last.0 == planned => last.2 = end,
            _ => parts.push((planned, lap.start_s, end)),
        }
    }
    let work: Vec<(f64, f64)> = parts
        .iter()
        .filter(|part| part.0 == Planned::Work)
        .map(|part| (part.1, part.2))
        .collect();
    if work.len() < 2 { Vec::new() } else { work }
}

/// Whether most of a burst lies in one part that was planned as work.
pub fn is_planned(course: &Course, burst: &Range<usize>) -> bool {
    let (from, to) = (
        course.time(burst.start),
        course.time(burst.start) + burst.len() as f64,
    );
    course.planned.iter().any(|(start, end)| {
        let shared = to.min(*end) - from.max(*start);
        shared >= PLANNED_SHARE * (to - from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laps(planned: &[Option<Planned>]) -> Vec<Lap> {
        let lap = |(index, planned): (usize, &Option<Planned>)| Lap {
            start_s: 100.0 * index as f64,
            elapsed_s: Some(100.0),
            timer_s: None,
            distance_m: None,
            planned: *planned,
        };
        planned.iter().enumerate().map(lap).collect()
    }

    #[test]
    fn laps_in_turns_are_work_from_three_on() {
        let run = |speeds: &[f64]| -> Vec<Lap> {
            let lap = |(index, speed): (usize, &f64)| Lap {
                start_s: 100.0 * index as f64,
                elapsed_s: Some(100.0),
                timer_s: None,
                distance_m: Some(100.0 * speed),
                planned: None,
            };
            speeds.iter().enumerate().map(lap).collect()
        };
        for (speeds, expected) in [
            (vec![2.0, 4.0, 2.0, 4.0, 2.0, 4.0, 2.0], 3),
            (vec![2.0, 4.0, 2.0, 4.0, 2.0], 0),
            (vec![3.1, 4.0, 3.1, 4.0, 3.1, 4.0, 3.1], 0),
            // Nothing follows the last: its end is not known to be one.
            (vec![2.0, 4.0, 2.0, 4.0, 2.0, 4.0], 0),
        ] {
            assert_eq!(repeated_work(&run(&speeds)).len(), expected, "{speeds:?}");
        }
        // Kilometres up and down hill.
        let mut hills = run(&[2.0, 4.0, 2.0, 4.0, 2.0, 4.0, 2.0]);
        for lap in &mut hills {
            (lap.elapsed_s, lap.distance_m) = (
                lap.distance_m.map(|metres| 100_000.0 / metres),
                Some(1000.0),
            );
        }
        assert!(repeated_work(&hills).is_empty());
    }

    #[test]
    fn only_repeated_work_is_a_plan() {
        let (work, rest) = (Some(Planned::Work), Some(Planned::Rest));
        for (planned, expected) in [
            (
                vec![rest, work, rest, work, rest],
                vec![(100.0, 200.0), (300.0, 400.0)],
            ),
            // Laps of a kilometre within one step.
            (
                vec![work, work, rest, work],
                vec![(0.0, 200.0), (300.0, 400.0)],
            ),
            (vec![rest, work, work, rest], vec![]),
            (vec![work, work, work], vec![]),
            (vec![None, None], vec![]),
        ] {
            assert_eq!(planned_work(&laps(&planned)), expected, "{planned:?}");
        }
    }
}
