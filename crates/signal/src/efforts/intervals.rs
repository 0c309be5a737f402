//! Intervals: at least two bouts of 20 s to 10 min at or above 0.97 of critical
//! speed, with recoveries at or below 0.85.
//!
//! On a climb flat-equivalent speed passes that threshold at an easy effort already when
//! the grade is short: the cost of a minute uphill is paid over more than that minute.
//! So a bout that only its grade makes fast counts when the runner holds his usual speed
//! over ground; one who slows down for it runs a hill, and no interval.

use super::course::{Course, overlaps, span};
use super::{beside, evidence};
use crate::metric::{MetricId, MetricPage};
use crate::smooth;
use comeback_core::limits;
use comeback_core::run::{Confidence, Effort, EffortKind};
use std::ops::Range;

/// Least flat-equivalent speed of a bout as a share of critical speed. (method §3, design)
pub const FASTER: f64 = limits::INTERVAL_FROM.value;
/// The same for repetitions in a series that is sure, where critical speed is not given but
/// worked out: then the series says more than the share. (design)
const FASTER_IN_SERIES: f64 = limits::INTERVAL_IN_SERIES.value;
/// Durations of a bout. s (method §3, design)
pub const SHORTEST: usize = limits::INTERVAL_SHORTEST.value as usize;
/// Longest interval. s
pub const LONGEST: usize = limits::INTERVAL_LONGEST.value as usize;
/// Highest speed of a recovery as a share of critical speed. (method §3, design)
pub const RECOVERY: f64 = limits::INTERVAL_RECOVERY.value;
/// A recovery is at least that slow for so long. s (design)
const RECOVERY_TIME: usize = 10;
/// Slower parts so short do not end a bout. s (design)
const BRIDGE: usize = 4;
/// Two hard parts are one bout when no recovery and no more than this lies between. s (design)
const WAVERING: usize = 20;
/// What lies between them is no recovery from this share of a bout's least speed on. (design)
const WAVERS: f64 = 0.876;
/// A bout that is a smaller share of a tempo is part of it. (design)
const PART: f64 = 0.5;
/// A bout is so much faster than the slower and than the faster of the running right before
/// and after it. (method §3, design)
const OVER_SLOWER: f64 = limits::INTERVAL_OVER_SLOWER.value;
const OVER_FASTER: f64 = limits::INTERVAL_OVER_FASTER.value;
/// That running is read over at most so long, from so far away on. s (design)
const BESIDE: usize = 60;
const EDGE: usize = 3;
/// Heart rate answers a bout by rising so much until half a minute after it. bpm (design)
const ANSWER: f64 = 6.0;
/// Bouts of the same session lie no further apart. s (design)
const SAME_SESSION: f64 = 900.0;
/// So many bouts are a series. (design)
const SERIES: usize = 3;
/// What makes a series sure: the middle bout is this much faster than the faster running
/// beside it; of the bouts so many are within a tenth of their middle speed; so many are of
/// one or two lengths; and the middle rest is no longer than this.
/// 1, share, share, share, count, share, s (design)
const CLEARLY: f64 = 1.30;
const ALIKE: f64 = 0.10;
const MOST_ALIKE: f64 = 0.9;
const SAME_LENGTH: f64 = 0.25;
const LENGTHS: usize = 2;
const MOST_SAME_LENGTH: f64 = 0.75;
const REST: f64 = 360.0;
/// Repetitions of this length are answered by the heart in full; floated rests between them
/// are run, so there the speed stands out less. s, bpm, 1 (design)
const LONG: usize = 120;
const LONG_ANSWER: f64 = 10.0;
const LONG_OVER: f64 = 1.12;
/// The ground under a sure bout climbs or falls no more. (design)
const LEVEL: f64 = 0.04;

/// A bout with what a reader holds against it.
#[derive(Clone)]
struct Bout {
    range: Range<usize>,
    /// Whether it is a stride too, unless a sure series takes it for a repetition.
    stride: bool,
    /// Mean speed over ground, m/s.
    speed: f64,
    /// That over the faster of the running beside it.
    over_faster: f64,
    /// Whether heart rate, else cadence or power, answers it; `None` where none is recorded.
    answered: Option<bool>,
    level: bool,
    planned: bool,
}

/// `told` is how well critical speed is known. `strides` are counted as that unless they are
/// repetitions of a sure series that holds longer ones; parts of a longer `tempo` are not
/// counted; `held` is the speed over ground at which a climb is a
/// raised effort.
pub fn find(
    course: &Course,
    critical: f64,
    told: Confidence,
    held: f64,
    strides: &[Effort],
    tempo: &[Effort],
) -> Vec<Effort> {
    let given = told == Confidence::High;
    let share = if given { FASTER } else { FASTER_IN_SERIES };
    let bouts = bouts(course, share * critical, held, strides, tempo);
    let mut found = Vec::new();
    let mut others: Vec<Bout> = Vec::new();
    for session in sessions(course, &bouts, critical) {
        let longer = session.iter().filter(|bout| !bout.stride).count();
        if longer >= 2 && is_sure(course, session, given) {
            let trust = told.max(Confidence::Medium);
            found.extend(counted(course, session, critical, trust));
        } else {
            others.extend(session.iter().filter(|bout| !bout.stride).cloned());
        }
    }
    for session in sessions(course, &others, critical) {
        let confidence = match is_sure(course, session, given) {
            true => told.max(Confidence::Medium),
            false => Confidence::Low,
        };
        found.extend(counted(course, session, critical, confidence));
    }
    found
}

/// The bouts of a session that count: in one that is sure all, or what was planned; of the
/// rest what the share of critical speed itself makes a bout, two at least.
fn counted(
    course: &Course,
    session: &[Bout],
    critical: f64,
    confidence: Confidence,
) -> Vec<Effort> {
    let planned = session.iter().any(|bout| bout.planned);
    let in_series = |bout: &Bout| confidence != Confidence::Low && (bout.planned || !planned);
    let hard = |bout: &&Bout| {
        let effort = course.least_effort(bout.range.clone());
        in_series(bout) || effort.is_some_and(|mean| mean >= FASTER * critical)
    };
    let counted: Vec<&Bout> = session.iter().filter(hard).collect();
    if counted.len() < 2 {
        return Vec::new();
    }
    let described = counted
        .into_iter()
        .map(|bout| course.describe(EffortKind::Interval, bout.range.clone(), None, confidence));
    described.collect()
}

/// The bouts at this speed that stand out of the running beside them.
fn bouts(
    course: &Course,
    least: f64,
    held: f64,
    strides: &[Effort],
    tempo: &[Effort],
) -> Vec<Bout> {
    let usual = evidence::baseline(course);
    fast_parts(course, least)
        .into_iter()
        .filter(|bout| (SHORTEST..=LONGEST).contains(&bout.len()))
        .filter(|bout| {
            let from = course.time(bout.start);
            let to = from + bout.len() as f64;
            !part_of(from, to, tempo)
        })
        .filter(|bout| {
            course
                .least_effort(bout.clone())
                .is_some_and(|mean| mean >= least)
        })
        .filter(|bout| {
            course.mostly_runs(bout.clone())
                && !course.rolls_down(bout.clone())
                && course.mean_speed(bout.clone()).is_some_and(|v| v >= held)
        })
        .filter(|bout| !course.by_fixes || evidence::not_refuted(course, bout.clone(), &usual))
        .filter_map(|range| {
            let effort = course.mean_effort(range.clone())?;
            let rests = minutes_beside(course, &range).map(|side| slower_half(course, side, true));
            let [slower, faster] = ordered(rests);
            let planned = beside::is_planned(course, &range);
            let rise = beside::heart_rise(course, &range);
            let long = range.len() >= LONG && rise.is_some_and(|rise| rise >= LONG_ANSWER);
            let over_slower = if long { LONG_OVER } else { OVER_SLOWER };
            let stands_out = effort >= over_slower * slower && effort >= OVER_FASTER * faster;
            let heart = rise.map(|rise| rise >= ANSWER);
            if heart == Some(false) || !(stands_out || planned && effort >= OVER_FASTER * slower) {
                return None;
            }
            let speed = course.mean_speed(range.clone())?;
            let walked =
                minutes_beside(course, &range).map(|side| slower_half(course, side, false));
            let [_, faster] = ordered(walked);
            let from = course.time(range.start);
            Some(Bout {
                stride: overlaps(from, from + range.len() as f64, strides),
                speed,
                over_faster: if faster > 0.0 {
                    speed / faster
                } else {
                    f64::INFINITY
                },
                answered: heart.or_else(|| {
                    match evidence::support(course, range.clone(), &usual) {
                        evidence::Support::Confirmed => Some(true),
                        evidence::Support::Silent => None,
                        evidence::Support::Refuted => Some(false),
                    }
                }),
                level: is_level(course, &range),
                planned,
                range,
            })
        })
        .collect()
}

/// Bouts that follow each other within a session, a recovery between each two.
fn sessions<'a>(course: &Course, bouts: &'a [Bout], critical: f64) -> Vec<&'a [Bout]> {
    let linked =
        |one: &Bout, next: &Bout| recovered(course, one.range.end..next.range.start, critical);
    bouts.chunk_by(linked).collect()
}

/// Whether a reader of the samples would call these bouts a session of intervals.
fn is_sure(course: &Course, session: &[Bout], given: bool) -> bool {
    if session.iter().filter(|bout| bout.planned).count() >= 2 {
        return true;
    }
    let answered = session.iter().all(|bout| bout.answered == Some(true));
    let level = session.iter().filter(|bout| bout.level).count();
    let long_enough = session.len() >= SERIES || given;
    let mut over: Vec<f64> = session.iter().map(|bout| bout.over_faster).collect();
    let mut lengths: Vec<f64> = session.iter().map(|bout| bout.range.len() as f64).collect();
    let long = smooth::median(&mut lengths).is_some_and(|length| length >= LONG as f64);
    let needed = if long { LONG_OVER } else { CLEARLY };
    let clearly = smooth::median(&mut over).is_some_and(|over| over >= needed);
    let regular = alike(session) && in_few_lengths(session) && close(course, session);
    long_enough
        && answered
        && clearly
        && regular
        && 2 * level > session.len()
        && evidence::is_dense(course)
        && !course.poor
}

/// Whether nearly all bouts have about one speed.
fn alike(session: &[Bout]) -> bool {
    let mut speeds: Vec<f64> = session.iter().map(|bout| bout.speed).collect();
    let middle = smooth::median(&mut speeds).unwrap_or(0.0);
    let near = |v: &&f64| (**v / middle - 1.0).abs() <= ALIKE;
    speeds.iter().filter(near).count() as f64 >= MOST_ALIKE * session.len() as f64
}

/// Whether most bouts are of one or two lengths: sets of several lengths are a session,
/// the many lengths that chance and walking breaks make are none.
fn in_few_lengths(session: &[Bout]) -> bool {
    let mut lengths: Vec<f64> = session.iter().map(|bout| bout.range.len() as f64).collect();
    let all = lengths.len() as f64;
    let mut alike = 0;
    for _ in 0..LENGTHS {
        let near = |middle: f64| move |its: &f64| (its / middle - 1.0).abs() <= SAME_LENGTH;
        let of = |middle: &f64| lengths.iter().copied().filter(near(*middle)).count();
        let most = lengths.iter().copied().max_by_key(of);
        let Some(middle) = most.filter(|middle| of(middle) >= 2) else {
            break;
        };
        alike += of(&middle);
        lengths.retain(|length| !near(middle)(length));
    }
    alike as f64 >= MOST_SAME_LENGTH * all
}

/// Whether the rests between the bouts are those of a session.
fn close(course: &Course, session: &[Bout]) -> bool {
    let mut rests: Vec<f64> = session
        .windows(2)
        .filter_map(|pair| match pair {
            [one, next] => Some(course.seconds(one.range.end, next.range.start)),
            _ => None,
        })
        .collect();
    smooth::median(&mut rests).is_some_and(|rest| rest <= REST)
}

/// Whether the ground under a bout is about level, by the altitude as it was recorded.
fn is_level(course: &Course, range: &Range<usize>) -> bool {
    let length: f64 = range.clone().filter_map(|index| course.speed(index)).sum();
    let ends = (course.recorded_altitude(range.start))
        .zip(course.recorded_altitude(range.end.saturating_sub(1)));
    ends.is_none_or(|(from, to)| (to - from).abs() <= LEVEL * length)
}

/// The minute before a bout and the minute after.
fn minutes_beside(course: &Course, bout: &Range<usize>) -> [Range<usize>; 2] {
    let stretch = course.stretch_of(bout.start);
    let before = bout.start.saturating_sub(BESIDE + EDGE).max(stretch.start)
        ..bout.start.saturating_sub(EDGE).max(stretch.start);
    let after = (bout.end + EDGE).min(stretch.end)..(bout.end + EDGE + BESIDE).min(stretch.end);
    [before, after]
}

/// The slower and the faster side; a pause or the end of the run is as slow as can be.
fn ordered([one, other]: [Option<f64>; 2]) -> [f64; 2] {
    let (one, other) = (one.unwrap_or(0.0), other.unwrap_or(0.0));
    [one.min(other), one.max(other)]
}

/// Mean of the slower half of some seconds, by effort or by speed over ground: where
/// repetitions follow each other quickly, the rest between them.
fn slower_half(course: &Course, seconds: Range<usize>, by_effort: bool) -> Option<f64> {
    let mut speeds: Vec<f64> = seconds
        .filter_map(|index| match by_effort {
            true => course.effort(index),
            false => course.speed(index),
        })
        .collect();
    if speeds.len() < RECOVERY_TIME {
        return None;
    }
    speeds.sort_by(f64::total_cmp);
    speeds.truncate(speeds.len().div_ceil(2));
    Some(speeds.iter().sum::<f64>() / speeds.len() as f64)
}

/// The parts at or above the speed of a bout, of whatever length.
pub fn fast_parts(course: &Course, least: f64) -> Vec<Range<usize>> {
    let speed = course.averaged(5, |course, index| course.effort(index));
    let marked = course.bouts(BRIDGE, |index| {
        speed
            .get(index)
            .copied()
            .flatten()
            .is_some_and(|v| v >= least)
    });
    course.joined(marked, WAVERING, WAVERS * least)
}

/// Whether a bout is less than half of a tempo that it lies in: a lull of the speed, or of
/// the reception, makes no intervals of it.
fn part_of(from: f64, to: f64, tempo: &[Effort]) -> bool {
    let mut spans = tempo.iter().map(span);
    spans.any(|(start, end)| from < end && start < to && to - from < PART * (end - start))
}

/// Whether the time between two bouts holds a recovery: a pause, or ten seconds slow, over
/// ground too. A bit of descent in a steady run is none.
fn recovered(course: &Course, between: Range<usize>, critical: f64) -> bool {
    if between.is_empty() {
        return true;
    }
    let elapsed = course.time(between.end) - course.time(between.start);
    if elapsed > SAME_SESSION {
        return false;
    }
    let paused = elapsed > between.len() as f64 + super::super::motion::SMART_RECORDING;
    let mut slow = 0;
    let rested = between.into_iter().any(|index| {
        let speeds = [course.effort(index), course.speed(index)];
        let easy = speeds.iter().flatten().all(|v| *v <= RECOVERY * critical);
        slow = if easy { slow + 1 } else { 0 };
        slow >= RECOVERY_TIME
    });
    paused || rested
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Interval,
    what: "One hard bout of an interval session.",
    formula: "≥ 2 bouts of {interval-shortest}-{interval-longest} s at ≥ {interval-from} % of critical speed (flat-equivalent), or, in a sure session where critical speed is not given, at ≥ {interval-in-series} %, with a recovery of ≥ 10 s at ≤ {interval-recovery} %, over ground too, or a pause between, each ≥ {interval-over-slower} of the slower (1.12 from two minutes on where heart rate rises by 10) and ≥ {interval-over-faster} of the faster of the minutes before and after it (their slower halves); answered by heart rate, where that is recorded, with a rise of 6 until half a minute after it; a bout on a climb only at the usual speed over ground or faster; strides are counted as strides, unless a sure session with longer bouts holds them, and parts of a longer tempo as that; where speed is read off fixes, cadence or power, if recorded, must rise. Sure: repeated work of a guided workout, or of laps that were taken by hand in turns; or ≥ 3 bouts (2 where critical speed is given) on ground within 4 %, all answered by heart rate, else by cadence or power, the middle one ≥ 1.30 (1.12 from two minutes on) of the running beside it, nine in ten within 10 % of their middle speed, three in four of one or two lengths within 25 %, the middle rest ≤ 6 min, positions good, readings ≤ 2 s apart.",
    unit: "count of bouts",
    source: "this project",
    grade: "design",
    validity: "As good as critical speed. Where altitude errs by more than 1 m over half a minute, or nothing speaks for a barometer, speed over ground takes the place of flat-equivalent speed.",
    example: "CS 4.0: 5 × 3 min at 4.1 m/s with 2 min at 2.5 m/s between: five intervals.",
};
