//! Hill sprints: 5-60 s up a grade of at least 4 % at a flat-equivalent speed of at
//! least 1.2 of critical speed.
//!
//! A hill sprint lasts seconds and gains metres, while altitude is noisy and late.
//! So the burst is looked for in speed and fine grade together, with the grade
//! allowed to come some seconds late; then its height is held against the noise
//! that the recording itself shows, and cadence or power may refute it.

use super::Course;
use super::beside;
use super::evidence::{self, Baseline, Support};
use super::repeated;
use super::rise::{Rise, rise};
use crate::gap;
use crate::metric::{MetricId, MetricPage};
use comeback_core::limits;
use comeback_core::run::{Confidence, Effort, EffortKind};
use comeback_core::units::{Grade, MetresPerSecond};
use std::ops::Range;

/// Least mean grade. (method §3, design)
pub const GRADE: f64 = limits::HILL_SPRINT_GRADE.value / 100.0;
/// Least flat-equivalent speed as a multiple of critical speed. (method §3, design)
pub const OF_CRITICAL: f64 = limits::HILL_SPRINT_FROM.value;
/// Durations. s (method §3, design)
pub const SHORTEST: usize = limits::HILL_SPRINT_SHORTEST.value as usize;
/// Longest hill sprint. s
pub const LONGEST: usize = limits::HILL_SPRINT_LONGEST.value as usize;
/// Altitude comes up to so much later than speed. s (design)
const LAG: usize = 7;
/// Time constant of a barometer's own filter: short rises are shown too low. s (design)
const USUAL_LAG: f64 = 2.5;
/// The height must exceed what noise alone makes by this many standard deviations. (design)
const OVER_NOISE: f64 = 2.5;
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
/// A reader of the samples is sure of a hill sprint that is faster over ground than the
/// running 5-45 s before and after it by this factor, and not below this share of critical
/// speed; that heart rate answers by so much; and whose height the device wrote down itself,
/// to this share. 1, share, bpm, share (design)
const STANDS_OUT: f64 = 1.2;
const OVER_GROUND: f64 = 0.9;
const HEART_RISE: f64 = 10.0;
const RECORDED: f64 = 0.75;
/// Smoothing lowers what it shows of a short effort: candidates begin lower. (design)
const CANDIDATE_GRADE: f64 = 0.02;
const CANDIDATE_GAP: f64 = 1.0;

/// What a burst has to be held against.
pub(super) struct Reference {
    pub(super) critical: f64,
    pub(super) trust: Confidence,
    pub(super) easy: f64,
    pub(super) usual: Baseline,
}

/// `easy` is the runner's easy speed.
pub fn find(course: &Course, critical: f64, trust: Confidence, easy: f64) -> Vec<Effort> {
    if course.altitude_noise.is_none() {
        return Vec::new();
    }
    let reference = Reference {
        critical,
        trust,
        easy,
        usual: evidence::baseline(course),
    };
    let ahead = grade_to_come(course);
    let candidate = |index: usize| {
        let grade = ahead.get(index).copied().flatten();
        grade
            .zip(course.speed(index))
            .is_some_and(|(grade, speed)| {
                grade >= CANDIDATE_GRADE && flat(speed, grade) >= CANDIDATE_GAP * critical
            })
    };
    let mut found: Vec<Burst> = Vec::new();
    for bout in course.bouts(2, candidate) {
        // As the altitude shows it, and where that is too little with its lag made up for.
        let taken = [Slope::Seen, Slope::Late].into_iter().find_map(|slope| {
            burst(course, bout.clone(), critical, slope)
                .filter(|burst| free(burst, &found))
                .and_then(|burst| judged(course, burst, &reference, OVER_NOISE))
        });
        found.extend(taken);
    }
    if found.is_empty() {
        found = repeated::together(course, critical, &reference, candidate);
    }
    let more = repeated::again(course, &found, &reference);
    found.extend(more);
    found.sort_by_key(|burst| burst.range.start);
    if is_barometer(course) {
        repeated::agreed(course, &mut found);
    }
    for burst in &mut found {
        burst.confidence = read(course, burst, &reference);
    }
    found.iter().map(|burst| describe(course, burst)).collect()
}

/// How sure a reader of the samples would be of a hill sprint.
fn read(course: &Course, burst: &Burst, reference: &Reference) -> Confidence {
    let range = &burst.range;
    let fast = course
        .mean_speed(range.clone())
        .is_some_and(|speed| speed >= OVER_GROUND * reference.critical)
        && beside::stands_out(course, range, STANDS_OUT);
    let climbs = beside::recorded_rise(course, range)
        .is_some_and(|rise| rise >= RECORDED * burst.seen && rise > 0.0);
    let heart = beside::heart_rise(course, range).map(|rise| rise >= HEART_RISE);
    let sure = fast && climbs && burst.plain >= GRADE && burst.confirmed | (heart == Some(true));
    match heart {
        Some(true) if sure && is_barometer(course) => burst.confidence.max(Confidence::Medium),
        // No heart rate: only what others of its like speak for.
        None if sure => burst.confidence,
        _ if beside::is_planned(course, range) && fast => burst.confidence,
        _ => Confidence::Low,
    }
}

fn is_barometer(course: &Course) -> bool {
    course
        .altitude_noise
        .is_some_and(|noise| noise.slow <= BAROMETER)
}

/// What noise alone makes of a height over a range, m.
pub(super) fn noise_of(course: &Course, range: &Range<usize>) -> Option<f64> {
    let noise = course.altitude_noise(range)?;
    Some(noise.of_difference(range.len() as f64, 3.0))
}

pub(super) fn free(burst: &Burst, taken: &[Burst]) -> bool {
    taken.iter().all(|other| {
        burst.range.start >= other.range.end + 2 || other.range.start >= burst.range.end + 2
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

fn describe(course: &Course, burst: &Burst) -> Effort {
    let range = burst.range.clone();
    let speed = course.mean_speed(range.clone());
    let mut effort = course.describe(
        EffortKind::HillSprint,
        range,
        Some(burst.climb),
        burst.confidence,
    );
    // The grade over 40 m blurs an effort of seconds: its own height tells better.
    effort.mean_grade = Some(Grade::new(burst.grade));
    effort.gap = speed.map(|speed| MetresPerSecond::new(flat(speed, burst.grade)));
    effort
}

pub(super) fn flat(speed: f64, grade: f64) -> f64 {
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

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::HillSprint,
    what: "A short hard burst uphill: the last thing to come back.",
    formula: "{hill-sprint-shortest}-{hill-sprint-longest} s, grade ≥ {hill-sprint-grade} %, flat-equivalent speed ≥ {hill-sprint-from} critical speed. Altitude may come up to 7 s late, and what a filter of 2.5 s hides of a short rise is made up for; the height must exceed 2.5 standard deviations of its own noise, 1.0 up a slope that a sure one of the same run went up; the flat-equivalent speed 5-25 s before and after is ≤ 0.85 of it; cadence or power, where recorded, must rise; not slower over ground than easy speed, with satellite altitude, or steep enough only by the filter's share, ≥ 1.3 of the run's usual speed. Three or more up one slope, of which none exceeds the noise by 2.5: in doubt where each exceeds it by 1.0 and all by 1.75 in the mean. Steep enough only by the filter's share: in doubt, unless three or more go up the same slope by a barometer. A satellite's height: in doubt below 3.5. Sure only where it is ≥ 1.2 × the running 5-45 s before and after it over ground and ≥ 0.9 critical speed, the altitude as recorded rises by ≥ 0.75 of its height within it, and heart rate, where recorded, answers by ≥ 10 until 30 s after it.",
    unit: "count",
    source: "this project",
    grade: "design",
    validity: "Unknown without usable altitude. A barometer shows sprints of 8 s; GPS altitude shows them where the same slope is run up several times, and otherwise hides them rather than inventing any.",
    example: "CS 3.6: 10 s at 4.2 m/s up 8 % (3.4 m): flat-equivalent 6.3 m/s, a hill sprint.",
};
