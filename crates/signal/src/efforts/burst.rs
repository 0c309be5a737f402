//! One burst up a slope: narrowed to its seconds, its height held against the noise of
//! the altitude, its speed against the running around it.

use super::course::{Baseline, Course};
use super::evidence::{self, Support};
use super::rise::{Rise, rise};
use crate::gap;
use comeback_core::limits;
use comeback_core::run::Confidence;
use comeback_core::units::{Grade, MetresPerSecond};
use std::ops::Range;

/// Least mean grade. (method §3, design)
pub(super) const GRADE: f64 = limits::HILL_SPRINT_GRADE.value / 100.0;
/// Least flat-equivalent speed as a multiple of critical speed. (method §3, design)
pub(super) const OF_CRITICAL: f64 = limits::HILL_SPRINT_FROM.value;
/// Durations. s (method §3, design)
pub(super) const SHORTEST: usize = limits::HILL_SPRINT_SHORTEST.value as usize;
/// Longest hill sprint. s
pub(super) const LONGEST: usize = limits::HILL_SPRINT_LONGEST.value as usize;
/// Altitude comes up to so much later than speed. s (design)
pub(super) const LAG: usize = 7;
/// Time constant of a barometer's own filter: short rises are shown too low. s (design)
const USUAL_LAG: f64 = 2.5;
/// The height must exceed what noise alone makes by this many standard deviations. (design)
pub(super) const OVER_NOISE: f64 = 2.5;
/// A satellite's error is the same for all passes that are pooled, however many sprints go
/// up there: they are sure from here on. (design)
const OVER_NOISE_SURE: f64 = 3.5;
/// An altitude that wanders more than this is not known to be a barometer's: a burst is then
/// faster than the run's usual speed by this factor. m, 1 (design)
const BAROMETER: f64 = 0.6;
const OVER_USUAL: f64 = 1.3;
/// A sprint is an effort of its own: before and after it the flat-equivalent speed is
/// at most this share of it. A steep bit of a long hard climb is none. (design)
const AROUND: f64 = 0.85;
/// The time around a burst that is read: so far away, for so long. s (design)
const AWAY: usize = 5;
const READ: usize = 20;

/// What a burst has to be held against.
pub(super) struct Reference {
    pub(super) critical: f64,
    pub(super) trust: Confidence,
    pub(super) easy: f64,
    pub(super) usual: Baseline,
}

pub(super) struct Burst {
    pub(super) range: Range<usize>,
    pub(super) climb: f64,
    /// The height as the altitude shows it.
    pub(super) seen: f64,
    pub(super) grade: f64,
    /// The grade as the altitude shows it, nothing made up for its lag.
    pub(super) plain: f64,
    pub(super) confidence: Confidence,
    /// Cadence or power rise with it.
    pub(super) confirmed: bool,
}

/// How the grade of a burst is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slope {
    Seen,
    /// With what the lag hides of a short rise.
    Late,
    /// Known from other sprints up it.
    Known(f64),
}

impl Slope {
    fn of(self, plain: f64, seconds: usize) -> f64 {
        match self {
            Slope::Seen => plain,
            Slope::Late => plain / shown(seconds),
            Slope::Known(grade) => grade,
        }
    }
}

/// The share of a rise of so many seconds that an altitude of the usual lag shows before
/// the runner turns back: the response of a first-order filter to a ramp.
fn shown(seconds: usize) -> f64 {
    let lags = seconds.max(1) as f64 / USUAL_LAG;
    1.0 - (1.0 - (-lags).exp()) / lags
}

/// Narrows a candidate to the seconds that reach the threshold at the grade that its
/// own height gives; the two are found by turns.
pub(super) fn burst(
    course: &Course,
    bout: Range<usize>,
    critical: f64,
    slope: Slope,
) -> Option<Burst> {
    let stretch = course.stretch_of(bout.start);
    let mut range = bout.clone();
    let mut height = climb(course, &range, &stretch)?;
    for _ in 0..4 {
        let length: f64 = range.clone().filter_map(|i| course.speed(i)).sum();
        if length <= 0.0 {
            return None;
        }
        let grade = slope
            .of(height / length, range.len())
            .clamp(-gap::STEEPEST, gap::STEEPEST);
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
    let plain = height / length.max(1.0);
    let grade = slope.of(plain, range.len());
    let mean = course.mean_speed(range.clone())?;
    ((SHORTEST..=LONGEST).contains(&range.len())
        && grade >= GRADE
        && flat(mean, grade) >= OF_CRITICAL * critical)
        .then_some(Burst {
            climb: match slope {
                Slope::Seen => height,
                Slope::Late | Slope::Known(_) => height / shown(range.len()),
            },
            seen: height,
            range,
            grade: grade.min(gap::STEEPEST),
            plain,
            confidence: Confidence::Low,
            confirmed: false,
        })
}

/// Whether a burst is one: its height stands out of the altitude's noise, its speed out
/// of the running around it, and cadence or power do not refute it.
pub(super) fn judged(
    course: &Course,
    burst: Burst,
    reference: &Reference,
    over: f64,
) -> Option<Burst> {
    let range = &burst.range;
    let sure = noise_of(course, range)?;
    if burst.seen < over * sure {
        return None;
    }
    let gap = flat(course.mean_speed(range.clone())?, burst.grade);
    // From a walk to a jog up a ramp is no sprint.
    if course.mean_speed(range.clone())? < reference.easy
        || !stands_alone(course, range, gap, burst.grade)
    {
        return None;
    }
    let trust = reference.trust;
    // Where the height is a satellite's too little by itself, or all there is, the speed over ground
    // has to speak too.
    let steady = (course.mean_speed(range.clone()).zip(reference.usual.speed))
        .is_some_and(|(speed, usual)| speed < OVER_USUAL * usual);
    if steady && !is_barometer(course) {
        return None;
    }
    let support = evidence::support(course, range.clone(), &reference.usual);
    let confidence = match (support, rise(course, range.clone())) {
        (Support::Refuted, _) | (_, Rise::Broken) => return None,
        (Support::Confirmed, Rise::Steep) => Confidence::Low,
        (Support::Confirmed, Rise::Steady) if burst.climb >= 2.0 * OVER_NOISE * sure => {
            trust.max(Confidence::Medium)
        }
        (Support::Confirmed, Rise::Steady) => Confidence::Medium,
        (Support::Silent, Rise::Steady) if evidence::is_dense(course) => Confidence::Low,
        (Support::Silent, _) => return None,
    };
    Some(Burst {
        // What only the lag's share makes steep enough stays in doubt, and so does a
        // satellite's height that its error may well be.
        confidence: if burst.plain < GRADE
            || (!is_barometer(course) && burst.seen < OVER_NOISE_SURE * sure)
        {
            Confidence::Low
        } else {
            confidence
        },
        confirmed: support == Support::Confirmed,
        ..burst
    })
}

pub(super) fn free(burst: &Burst, taken: &[Burst]) -> bool {
    taken.iter().all(|other| {
        burst.range.start >= other.range.end + 2 || other.range.start >= burst.range.end + 2
    })
}

/// What noise alone makes of a height over a range, m.
pub(super) fn noise_of(course: &Course, range: &Range<usize>) -> Option<f64> {
    let noise = course.altitude_noise(range)?;
    Some(noise.of_difference(range.len() as f64, 3.0))
}

pub(super) fn is_barometer(course: &Course) -> bool {
    course
        .altitude_noise
        .is_some_and(|noise| noise.slow <= BAROMETER)
}

pub(super) fn flat(speed: f64, grade: f64) -> f64 {
    gap::flat_equivalent(MetresPerSecond::new(speed), Grade::new(grade)).get()
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
