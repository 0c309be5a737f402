//! Hill sprints: 5-60 s up a grade of at least 4 % at a flat-equivalent speed of at
//! least 1.2 of critical speed.
//!
//! A hill sprint lasts seconds and gains metres, while altitude is noisy and late.
//! So the burst is looked for in speed and fine grade together, with the grade
//! allowed to come some seconds late; then its height is held against the noise
//! that the recording itself shows, and cadence or power may refute it.

use super::Course;
use super::evidence::{self, Support};
use crate::run::figures::{Confidence, Effort, EffortKind};
use crate::run::gap;
use crate::run::metrics::MetricPage;
use crate::units::{Grade, MetresPerSecond};
use std::ops::Range;

/// Least mean grade. (method §3, design)
pub const GRADE: f64 = 0.04;
/// Least flat-equivalent speed as a multiple of critical speed. (method §3, design)
pub const OF_CRITICAL: f64 = 1.2;
/// Durations. s (method §3, design)
pub const SHORTEST: usize = 5;
pub const LONGEST: usize = 60;
/// Altitude comes up to so much later than speed. s (design)
const LAG: usize = 7;
/// The height must exceed what noise alone makes by this many standard deviations. (design)
const OVER_NOISE: f64 = 2.5;
/// A sprint is an effort of its own: before and after it the flat-equivalent speed is
/// at most this share of it. A steep bit of a long hard climb is none. (design)
const AROUND: f64 = 0.85;
/// The time around a burst that is read: so far away, for so long. s (design)
const AWAY: usize = 5;
const READ: usize = 20;
/// Smoothing lowers what it shows of a short effort: candidates begin lower. (design)
const CANDIDATE_GRADE: f64 = 0.02;
const CANDIDATE_GAP: f64 = 1.0;

/// `easy` is the runner's easy speed.
pub fn find(course: &Course, critical: f64, trust: Confidence, easy: f64) -> Vec<Effort> {
    let Some(noise) = course.altitude_noise else {
        return Vec::new();
    };
    let baseline = evidence::baseline(course);
    let ahead = grade_to_come(course);
    let candidate = |index: usize| {
        let grade = ahead.get(index).copied().flatten();
        grade
            .zip(course.speed(index))
            .is_some_and(|(grade, speed)| {
                grade >= CANDIDATE_GRADE && flat(speed, grade) >= CANDIDATE_GAP * critical
            })
    };
    let mut found: Vec<(Range<usize>, Effort)> = Vec::new();
    for bout in course.bouts(2, candidate) {
        let Some(burst) = burst(course, bout, critical) else {
            continue;
        };
        let Burst {
            range,
            climb,
            grade,
        } = burst;
        if found.iter().any(|(taken, _)| range.start < taken.end + 2) {
            continue;
        }
        let sure = noise.of_difference(range.len() as f64, 3.0);
        if climb < OVER_NOISE * sure || !evidence::is_clean(course, range.clone()) {
            continue;
        }
        let Some(speed) = course.mean_speed(range.clone()) else {
            continue;
        };
        let gap = flat(speed, grade);
        // From a walk to a jog up a ramp is no sprint.
        if speed < easy || !stands_alone(course, &range, gap, grade) {
            continue;
        }
        let confidence = match evidence::support(course, range.clone(), &baseline) {
            Support::Refuted => continue,
            Support::Confirmed if climb >= 2.0 * OVER_NOISE * sure => trust.max(Confidence::Medium),
            Support::Confirmed => Confidence::Medium,
            Support::Silent if evidence::is_dense(course) => Confidence::Low,
            Support::Silent => continue,
        };
        let mut effort = course.describe(
            EffortKind::HillSprint,
            range.clone(),
            Some(climb),
            confidence,
        );
        // The grade over 40 m blurs an effort of seconds: its own height tells better.
        effort.mean_grade = Some(Grade::new(grade));
        effort.gap = Some(MetresPerSecond::new(gap));
        found.push((range, effort));
    }
    found.into_iter().map(|(_, effort)| effort).collect()
}

fn flat(speed: f64, grade: f64) -> f64 {
    gap::flat_equivalent(MetresPerSecond::new(speed), Grade::new(grade)).get()
}

/// The highest fine grade of this second and the next few: what altitude will say of it.
fn grade_to_come(course: &Course) -> Vec<Option<f64>> {
    let mut found = vec![None; course.indices().len()];
    for stretch in course.stretches() {
        for index in stretch.clone() {
            let to = (index + LAG + 1).min(stretch.end);
            let highest = (index..to)
                .filter_map(|at| course.fine_grade(at))
                .fold(None, |high: Option<f64>, grade| {
                    Some(high.map_or(grade, |high| high.max(grade)))
                });
            if let Some(slot) = found.get_mut(index) {
                *slot = highest;
            }
        }
    }
    found
}

struct Burst {
    range: Range<usize>,
    climb: f64,
    grade: f64,
}

/// Narrows a candidate to the seconds that reach the threshold at the grade that its
/// own height gives; the two are found by turns.
fn burst(course: &Course, bout: Range<usize>, critical: f64) -> Option<Burst> {
    let stretch = course.stretch_of(bout.start);
    let mut range = bout.clone();
    let mut height = climb(course, &range, &stretch)?;
    for _ in 0..4 {
        let length: f64 = range.clone().filter_map(|i| course.speed(i)).sum();
        if length <= 0.0 {
            return None;
        }
        let grade = (height / length).clamp(-gap::STEEPEST, gap::STEEPEST);
        let needed = OF_CRITICAL * critical / flat(1.0, grade);
        let fast = |index: usize| course.speed(index).is_some_and(|v| v >= needed);
        let best = longest_run(bout.clone(), fast)?;
        let wide = widened(best, &stretch, fast);
        let settled = wide == range;
        range = wide;
        height = climb(course, &range, &stretch)?;
        if settled {
            break;
        }
    }
    let length: f64 = range.clone().filter_map(|i| course.speed(i)).sum();
    let grade = height / length.max(1.0);
    let mean = course.mean_speed(range.clone())?;
    ((SHORTEST..=LONGEST).contains(&range.len())
        && grade >= GRADE
        && flat(mean, grade) >= OF_CRITICAL * critical)
        .then_some(Burst {
            range,
            climb: height,
            grade: grade.min(gap::STEEPEST),
        })
}

/// Height gained over a burst, where the altitude may be late: the best of the lags.
fn climb(course: &Course, range: &Range<usize>, stretch: &Range<usize>) -> Option<f64> {
    let last = stretch.end.checked_sub(1)?;
    let at = |index: usize| course.altitude(index.min(last));
    let from = range.start.saturating_sub(1).max(stretch.start);
    (0..=LAG)
        .filter_map(|lag| Some(at(range.end + lag)? - at(from + lag)?))
        .fold(None, |high: Option<f64>, height| {
            Some(high.map_or(height, |high| high.max(height)))
        })
}

fn longest_run(range: Range<usize>, fits: impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let mut best: Option<Range<usize>> = None;
    let mut open: Option<usize> = None;
    for index in range.start..=range.end {
        let inside = index < range.end && fits(index);
        match (inside, open) {
            (true, None) => open = Some(index),
            (false, Some(from)) => {
                if best.as_ref().is_none_or(|best| index - from > best.len()) {
                    best = Some(from..index);
                }
                open = None;
            }
            _ => {}
        }
    }
    best
}

fn widened(
    range: Range<usize>,
    stretch: &Range<usize>,
    fits: impl Fn(usize) -> bool,
) -> Range<usize> {
    let (mut from, mut to) = (range.start, range.end);
    while from > stretch.start && fits(from - 1) && to - from <= LONGEST {
        from -= 1;
    }
    while to < stretch.end && fits(to) && to - from <= LONGEST {
        to += 1;
    }
    from..to
}

/// Whether the effort before and after a burst is clearly lower. Time beyond a pause
/// or the end of the run is rest.
fn stands_alone(course: &Course, range: &Range<usize>, burst: f64, grade: f64) -> bool {
    let stretch = course.stretch_of(range.start);
    let from = range.start.saturating_sub(AWAY);
    let before = from.saturating_sub(READ).max(stretch.start)..from.max(stretch.start);
    let after = range.end + AWAY..(range.end + AWAY + READ).min(stretch.end);
    [before, after].into_iter().all(|around| {
        let efforts: Vec<f64> = around
            .filter_map(|index| {
                let speed = course.speed(index)?;
                // A late altitude still climbs while the runner walks: no steeper than the burst.
                let slope = course.fine_grade(index).unwrap_or(0.0).min(grade);
                Some(flat(speed, slope))
            })
            .collect();
        efforts.is_empty() || efforts.iter().sum::<f64>() <= AROUND * burst * efforts.len() as f64
    })
}

pub const PAGE: MetricPage = MetricPage {
    name: "hill-sprint",
    what: "A short hard burst uphill: the last thing to come back.",
    formula: "5-60 s, grade ≥ 4 %, flat-equivalent speed ≥ 1.2 critical speed. Altitude may come up to 7 s late; the height must exceed 2.5 standard deviations of its own noise; the flat-equivalent speed 5-25 s before and after is ≤ 0.85 of it; cadence or power, where recorded, must rise; not slower over ground than easy speed.",
    unit: "count",
    source: "this project",
    grade: "design",
    validity: "Unknown without usable altitude. A barometer shows sprints of 8 s; GPS altitude of several metres of noise hides them rather than inventing any.",
    example: "CS 3.6: 10 s at 4.2 m/s up 8 % (3.4 m): flat-equivalent 6.3 m/s, a hill sprint.",
};
