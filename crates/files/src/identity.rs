//! Which recordings are the same run. One body cannot run twice at once, so the
//! evidence is time: two runs whose times coincide are one, whoever wrote them
//! down and however far their distances differ. Grade of every number here: design.

use super::motion::haversine;
use comeback_core::recording::{Format, Recording, Sport, StartKnown};
use serde::{Deserialize, Serialize};

/// What is compared of two runs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RunSketch {
    /// Unix seconds.
    pub start_s: f64,
    /// Elapsed seconds.
    pub duration_s: f64,
    /// Metres, where known.
    pub distance_m: Option<f64>,
    /// Share of the distance that is behind at each ninth of the time.
    pub shape: Option<[f64; 8]>,
    /// Where the runner was at each ninth of the time, degrees north and east.
    #[serde(default)]
    pub places: Option<[(f64, f64); 8]>,
    #[serde(default)]
    pub start_known: StartKnown,
    /// Whether its file ends before its recording does.
    #[serde(default)]
    pub is_cut: bool,
}

/// Of the longer of two runs, what the other must cover to be the same run. Two
/// watches on one body are started and stopped minutes apart; two runs of one
/// body do not overlap at all.
const SAME_SHARE: f64 = 0.8;
/// A watch that was not stopped: the shorter lies wholly inside the longer, their
/// distances agree, and the longer is not that much longer.
const INSIDE_SHARE: f64 = 0.95;
const INSIDE_OF_LONGER: f64 = 0.5;
const INSIDE_DISTANCE: f64 = 0.05;
/// What a file that is cut off still holds begins with the whole, by so much (s).
const CUT_START_S: f64 = 5.0;
/// A clock wrong by a time zone: everything but the hour is the same.
const ZONE_STEP_S: f64 = 900.0;
const ZONE_LIMIT_S: f64 = 14.0 * 3600.0;
const ZONE_SLACK_S: f64 = 2.0;
const ZONE_DISTANCE: f64 = 0.01;
const ZONE_SHAPE: f64 = 0.01;
/// Copies of one run waver alike: within so much of how far the pace wavers at all.
const ZONE_OF_WAVER: f64 = 0.25;
/// A pace that wavers less than this is ruled, and proves nothing.
const ZONE_LEAST_WAVER: f64 = 0.001;
/// Nor does a body pass the same places at the same moments of two runs: in the middle of
/// them within this, and nowhere further off than a line between rows may be; unless it
/// went nowhere. m
const ZONE_PLACES_M: f64 = 5.0;
const ZONE_FURTHEST_M: f64 = 25.0;
const ZONE_WENT_M: f64 = 150.0;
/// A zone error is only believed of a run that has this much to compare (s).
const ZONE_LEAST_S: f64 = 300.0;

/// Whether two recordings are one run: the same file renamed, one run in two
/// formats, one run from two watches.
///
/// Not so: two runs one after the other, and a long recording that holds a short
/// one and more (see [`overlap`], which `possible-duplicate` reads).
pub fn same_run(a: &RunSketch, b: &RunSketch) -> bool {
    if a.start_known != StartKnown::Exactly || b.start_known != StartKnown::Exactly {
        return unsure_same(a, b);
    }
    let (shorter, longer) = if a.duration_s <= b.duration_s {
        (a, b)
    } else {
        (b, a)
    };
    if longer.duration_s < 1.0 {
        return (a.start_s - b.start_s).abs() < 1.0;
    }
    let common = common_s(a, b);
    if common >= SAME_SHARE * longer.duration_s {
        return true;
    }
    if shorter.is_cut && (a.start_s - b.start_s).abs() <= CUT_START_S {
        return true;
    }
    if common >= INSIDE_SHARE * shorter.duration_s
        && shorter.duration_s >= INSIDE_OF_LONGER * longer.duration_s
        && near(a.distance_m, b.distance_m, INSIDE_DISTANCE)
    {
        return true;
    }
    zone_apart(a, b)
}

/// A row of a table whose start is known to a zone or to a day.
fn unsure_same(a: &RunSketch, b: &RunSketch) -> bool {
    let apart = (a.start_s - b.start_s).abs();
    let longer = a.duration_s.max(b.duration_s);
    let alike = (a.duration_s - b.duration_s).abs() <= UNSURE_SHARE * longer + UNSURE_S
        && (a.distance_m.is_none()
            || b.distance_m.is_none()
            || near(a.distance_m, b.distance_m, UNSURE_SHARE));
    let exact = StartKnown::Exactly;
    match (a.start_known, b.start_known) {
        (StartKnown::Day, StartKnown::Day) => apart < 1.0,
        // What one table says twice of a day are two runs.
        (StartKnown::Day, _) | (_, StartKnown::Day) => alike && apart <= DAY_S,
        // Two local times were read by the same zone.
        (one, other) if one != exact && other != exact => apart <= UNSURE_S && alike,
        _ if common_s(a, b) >= SAME_SHARE * longer => true,
        _ => {
            let from_step = (apart / ZONE_STEP_S).round() * ZONE_STEP_S - apart;
            // Round minutes were entered by hand, and two such runs of a day are two runs.
            let by_hand = [a.start_s, b.start_s]
                .iter()
                .all(|start| start.rem_euclid(60.0) < 1.0);
            let limit = if by_hand {
                BY_HAND_LIMIT_S
            } else {
                ZONE_LIMIT_S
            };
            alike && apart <= limit && from_step.abs() <= UNSURE_S
        }
    }
}

/// By how much two tables' durations and distances of one run differ.
const UNSURE_SHARE: f64 = 0.03;
const UNSURE_S: f64 = 60.0;
/// A day known alone is read as its noon, so a run of it lies within so much (s).
const DAY_S: f64 = 14.0 * 3600.0;
/// Summer time and a journey; a run entered twice lies no nearer (s).
const BY_HAND_LIMIT_S: f64 = 3.0 * 3600.0;

/// Share of the shorter run's time in which the longer also ran, 0 to 1.
pub fn overlap(a: &RunSketch, b: &RunSketch) -> f64 {
    let shorter = a.duration_s.min(b.duration_s);
    if shorter < 1.0 {
        0.0
    } else {
        common_s(a, b) / shorter
    }
}

fn common_s(a: &RunSketch, b: &RunSketch) -> f64 {
    let from = a.start_s.max(b.start_s);
    let to = (a.start_s + a.duration_s).min(b.start_s + b.duration_s);
    (to - from).max(0.0)
}

fn near(a: Option<f64>, b: Option<f64>, share: f64) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= share * a.max(b),
        _ => false,
    }
}

/// The same run with a clock that is wrong by a zone: an exporter wrote local time as UTC.
fn zone_apart(a: &RunSketch, b: &RunSketch) -> bool {
    let apart = (a.start_s - b.start_s).abs();
    let from_step = (apart / ZONE_STEP_S).round() * ZONE_STEP_S - apart;
    let may_be = apart <= ZONE_LIMIT_S
        && from_step.abs() <= ZONE_SLACK_S
        && (a.duration_s - b.duration_s).abs() <= ZONE_SLACK_S
        && a.duration_s >= ZONE_LEAST_S;
    // Positions lie further from a device's distance than two copies of it from each other.
    let wavers = || {
        near(a.distance_m, b.distance_m, ZONE_DISTANCE)
            && (a.shape.zip(b.shape)).is_some_and(|(a, b)| wavers_alike(&a, &b))
    };
    let passes = || (a.places.zip(b.places)).is_some_and(|(a, b)| passes_alike(&a, &b));
    may_be && (wavers() || passes())
}

/// Whether two runs that went somewhere were at the same places at the same moments.
fn passes_alike(a: &[(f64, f64); 8], b: &[(f64, f64); 8]) -> bool {
    let metres = |a: &(f64, f64), b: &(f64, f64)| haversine(a.0, a.1, b.0, b.1);
    let went = furthest(a.iter().map(|place| metres(&a[0], place)));
    let mut between: Vec<f64> = a.iter().zip(b).map(|(a, b)| metres(a, b)).collect();
    between.sort_unstable_by(f64::total_cmp);
    let middle = between.get(between.len() / 2).copied();
    went >= ZONE_WENT_M
        && middle.is_some_and(|metres| metres <= ZONE_PLACES_M)
        && furthest(between.into_iter()) <= ZONE_FURTHEST_M
}

/// Whether two shapes leave the straight line of a steady pace in the same places. No
/// two runs of a body do so to a quarter of the way; a ruled line proves nothing.
fn wavers_alike(a: &[f64; 8], b: &[f64; 8]) -> bool {
    let steady = (1..=8).map(|ninth| f64::from(ninth) / 9.0);
    let waver = furthest(a.iter().zip(steady).map(|(share, steady)| share - steady));
    let between = furthest(a.iter().zip(b).map(|(a, b)| a - b));
    waver >= ZONE_LEAST_WAVER && between <= ZONE_SHAPE.min(ZONE_OF_WAVER * waver)
}

fn furthest(apart: impl Iterator<Item = f64>) -> f64 {
    apart.map(f64::abs).fold(0.0, f64::max)
}

impl RunSketch {
    /// The sketch of a recording, from its samples, else from the device's totals.
    pub fn of(recording: &Recording) -> Self {
        let samples = &recording.samples;
        let totals = &recording.totals;
        let span = samples.time_s.last().copied();
        let duration_s = span
            .filter(|&span| span > 0.0)
            .or(totals.elapsed.or(totals.timer).map(|total| total.get()))
            .unwrap_or(0.0);
        let path = path(recording);
        let travelled = path.last().map(|&(_, metres)| metres).filter(|&m| m > 0.0);
        RunSketch {
            start_s: recording.start.timestamp_micros() as f64 / 1e6,
            duration_s,
            distance_m: totals.distance.map(|total| total.get()).or(travelled),
            start_known: recording.start_known,
            is_cut: recording.truncated,
            places: places(recording, duration_s),
            shape: travelled.map(|total| {
                std::array::from_fn(|ninth| {
                    let at = duration_s * (ninth + 1) as f64 / 9.0;
                    let behind = path.partition_point(|&(time, _)| time <= at);
                    behind
                        .checked_sub(1)
                        .and_then(|last| path.get(last))
                        .map_or(0.0, |&(_, metres)| metres / total)
                })
            }),
        }
    }
}

/// Where the runner was at each ninth of the time, on the line between two fixes.
fn places(recording: &Recording, duration_s: f64) -> Option<[(f64, f64); 8]> {
    let samples = &recording.samples;
    let fix = |row: usize| {
        let read = |column: &[Option<f64>]| column.get(row).copied().flatten();
        let place = read(&samples.latitude).zip(read(&samples.longitude))?;
        Some((samples.time_s.get(row)?, place))
    };
    let at = |time: f64| {
        let after = samples.time_s.partition_point(|&other| other <= time);
        let (from, before) = (0..after).rev().find_map(fix)?;
        let Some((to, next)) = (after..samples.len()).find_map(fix) else {
            return Some(before);
        };
        let share = (time - from) / (to - from).max(1e-3);
        let on = |a: f64, b: f64| a + share * (b - a);
        Some((on(before.0, next.0), on(before.1, next.1)))
    };
    let mut places = [(0.0, 0.0); 8];
    for (ninth, place) in (1..).zip(&mut places) {
        *place = at(duration_s * f64::from(ninth) / 9.0)?;
    }
    Some(places)
}

/// Metres behind at each moment, by the device or by its positions.
fn path(recording: &Recording) -> Vec<(f64, f64)> {
    let samples = &recording.samples;
    let timed = |column: &[Option<f64>]| -> Vec<(f64, f64)> {
        let rows = samples.time_s.iter().zip(column);
        rows.filter_map(|(&time, value)| Some((time, (*value)?)))
            .collect()
    };
    let by_device = timed(&samples.distance_m);
    if by_device.len() * 2 > samples.len() {
        return by_device;
    }
    let mut metres = 0.0;
    let mut last: Option<(f64, f64)> = None;
    samples
        .time_s
        .iter()
        .zip(samples.latitude.iter().zip(&samples.longitude))
        .filter_map(|(&time, (latitude, longitude))| {
            let here = ((*latitude)?, (*longitude)?);
            if let Some(from) = last {
                metres += haversine(from.0, from.1, here.0, here.1);
            }
            last = Some(here);
            Some((time, metres))
        })
        .collect()
}

/// How much a recording tells; of two copies of one run the greater is kept.
/// What a runner can have done before what no runner does, whole before truncated, with cadence before without, FIT before TCX before GPX,
/// then the number of quantities and of samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Richness {
    possible: bool,
    whole: bool,
    cadence: bool,
    format: u8,
    quantities: usize,
    samples: usize,
}

pub fn richness(recording: &Recording) -> Richness {
    let samples = &recording.samples;
    let half = |column: &Vec<Option<f64>>| column.iter().flatten().count() * 2 > samples.len();
    Richness {
        // What is called a run and is unsure moves as no runner does.
        possible: recording.unsure.is_none() || recording.sport != Sport::Running,
        whole: !recording.truncated,
        cadence: half(&samples.cadence),
        format: match recording.format {
            Format::Fit => 3,
            Format::Tcx => 2,
            Format::Gpx | Format::Export => 1,
            Format::Manual => 0,
        },
        quantities: [
            &samples.latitude,
            &samples.distance_m,
            &samples.speed_m_per_s,
            &samples.altitude_m,
            &samples.heart_rate_bpm,
            &samples.power_w,
            &samples.ground_contact_ms,
        ]
        .into_iter()
        .filter(|column| half(column))
        .count(),
        samples: samples.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: f64 = 60.0;

    fn run(start_min: f64, minutes: f64, km: Option<f64>) -> RunSketch {
        RunSketch {
            start_s: 1.7e9 + start_min * MINUTE,
            duration_s: minutes * MINUTE,
            distance_m: km.map(|km| km * 1000.0),
            shape: None,
            places: None,
            start_known: StartKnown::Exactly,
            is_cut: false,
        }
    }

    fn same(a: RunSketch, b: RunSketch, expected: bool) {
        assert_eq!(same_run(&a, &b), expected, "{a:?} {b:?}");
        assert_eq!(
            same_run(&b, &a),
            expected,
            "the other way round: {a:?} {b:?}"
        );
    }

    #[test]
    fn one_run_written_down_twice() {
        same(run(0.0, 40.0, Some(7.0)), run(0.0, 40.0, Some(7.0)), true);
        // Another format, whose distance is by positions: 8 % more.
        same(run(0.0, 40.0, Some(7.0)), run(0.2, 39.7, Some(7.56)), true);
        // Two watches started and stopped minutes apart, one far off in distance.
        same(run(0.0, 40.0, Some(7.0)), run(3.0, 39.0, Some(5.5)), true);
        same(run(0.0, 20.0, None), run(3.9, 20.0, None), true);
        same(run(0.0, 20.0, None), run(4.1, 20.0, None), false);
        // A watch that was stopped half an hour late.
        same(run(0.0, 40.0, Some(7.0)), run(0.0, 70.0, Some(7.2)), true);
    }

    #[test]
    fn what_is_left_of_a_file_that_was_cut_is_its_run() {
        let cut = |start_s: f64, minutes| RunSketch {
            start_s: 1.7e9 + start_s,
            is_cut: true,
            ..run(0.0, minutes, None)
        };
        same(cut(0.0, 5.0), run(0.0, 40.0, Some(7.0)), true);
        same(cut(4.0, 5.0), run(0.0, 40.0, Some(7.0)), true);
        same(cut(60.0, 5.0), run(0.0, 40.0, Some(7.0)), false);
        same(run(0.0, 5.0, None), run(0.0, 40.0, Some(7.0)), false);
    }

    #[test]
    fn two_runs() {
        // Warm-up, then the race a minute later; the same loop again.
        same(run(0.0, 20.0, Some(3.0)), run(21.0, 20.0, Some(3.0)), false);
        same(
            run(0.0, 40.0, Some(7.0)),
            run(24.0 * 60.0, 40.0, Some(7.0)),
            false,
        );
        same(run(0.0, 20.0, Some(3.0)), run(60.0, 20.0, Some(3.0)), false);
        // A long recording that holds a short run and much more.
        same(
            run(0.0, 180.0, Some(20.0)),
            run(30.0, 20.0, Some(3.0)),
            false,
        );
        assert_eq!(overlap(&run(0.0, 180.0, None), &run(30.0, 20.0, None)), 1.0);
        assert_eq!(overlap(&run(0.0, 20.0, None), &run(21.0, 20.0, None)), 0.0);
    }

    #[test]
    fn a_clock_wrong_by_a_zone() {
        let shaped = |start_min, seconds_more, last| RunSketch {
            duration_s: 2400.0 + seconds_more,
            shape: Some([0.05, 0.1, 0.3, 0.4, 0.5, 0.6, 0.7, last]),
            ..run(start_min, 40.0, Some(7.0))
        };
        same(shaped(0.0, 0.0, 0.9), shaped(480.0, 1.0, 0.9), true);
        same(shaped(0.0, 0.0, 0.9), shaped(487.0, 1.0, 0.9), false);
        same(shaped(0.0, 0.0, 0.9), shaped(480.0, 9.0, 0.9), false);
        same(shaped(0.0, 0.0, 0.9), shaped(480.0, 1.0, 0.8), false);
        // The same steady loop an hour later is another run.
        let steady = |start_min| RunSketch {
            shape: Some(std::array::from_fn(|ninth| (ninth + 1) as f64 / 9.0)),
            ..run(start_min, 40.0, Some(7.0))
        };
        same(steady(0.0), steady(60.0), false);
        // An even pace still wavers, and no two runs waver alike.
        let even = |start_min, third| RunSketch {
            shape: Some(std::array::from_fn(|ninth| {
                (ninth + 1) as f64 / 9.0 + if ninth == 2 { third } else { 0.0 }
            })),
            ..run(start_min, 40.0, Some(7.0))
        };
        same(even(0.0, 0.004), even(60.0, 0.0045), true);
        same(even(0.0, 0.004), even(60.0, 0.002), false);
        same(even(0.0, 0.000_5), even(60.0, 0.000_5), false);
    }

    /// An even pace proves nothing by itself; the places do, whoever measured the distance.
    #[test]
    fn the_same_places_at_the_same_moments_are_one_run() {
        let placed = |start_min, metres_off: f64, course_m: f64| RunSketch {
            distance_m: Some(5000.0 + 20.0 * metres_off),
            places: Some(std::array::from_fn(|ninth| {
                let along = course_m * (ninth + 1) as f64 / 9.0 + metres_off;
                (51.0 + along / 111_195.0, 7.0)
            })),
            ..run(start_min, 30.0, None)
        };
        let first = placed(0.0, 0.0, 5000.0);
        same(first, placed(60.0, 4.0, 5000.0), true);
        // A quarter of an hour later it still lies over the first.
        same(first, placed(15.0, 4.0, 5000.0), true);
        same(first, placed(17.0, 4.0, 5000.0), false);
        // The same course once more, a stride or ten behind; and going nowhere.
        same(first, placed(60.0, 12.0, 5000.0), false);
        same(placed(0.0, 0.0, 90.0), placed(60.0, 0.0, 90.0), false);
        same(first, placed(24.0 * 60.0, 0.0, 5000.0), false);
    }

    #[test]
    fn places_lie_between_the_fixes() {
        let mut recording = Recording::empty(Format::Gpx, Default::default());
        for row in 0..=9 {
            let at = recording.samples.push(100.0 * f64::from(row));
            // Two fixes of three are missing.
            recording.samples.latitude[at] = (row % 3 == 0).then_some(50.0 + f64::from(row));
            recording.samples.longitude[at] = (row % 3 == 0).then_some(7.0);
        }
        let places = RunSketch::of(&recording).places.expect("places");
        for (ninth, place) in (1..).zip(places) {
            assert!(
                (place.0 - 50.0 - f64::from(ninth)).abs() < 1e-9,
                "{place:?}"
            );
        }
        recording.samples.latitude.fill(None);
        assert_eq!(RunSketch::of(&recording).places, None);
    }

    #[test]
    fn the_richer_copy() {
        let recording = |format, cadence: bool, truncated| {
            let mut recording = Recording::empty(format, Default::default());
            recording.truncated = truncated;
            let row = recording.samples.push(0.0);
            recording.samples.cadence[row] = cadence.then_some(80.0);
            richness(&recording)
        };
        let ascending = [
            recording(Format::Fit, true, true),
            recording(Format::Gpx, false, false),
            recording(Format::Tcx, false, false),
            recording(Format::Fit, false, false),
            recording(Format::Gpx, true, false),
            recording(Format::Tcx, true, false),
            recording(Format::Fit, true, false),
        ];
        assert!(ascending.is_sorted(), "{ascending:?}");
    }
}
