//! Hill sprints: 5-60 s up a grade of at least 4 % at a flat-equivalent speed of at
//! least 1.2 of critical speed.
//!
//! A hill sprint lasts seconds and gains metres, while altitude is noisy and late.
//! So the burst is looked for in speed and fine grade together, with the grade
//! allowed to come some seconds late; then its height is held against the noise
//! that the recording itself shows, and cadence or power may refute it.

use super::burst::{
    Burst, GRADE, LAG, OVER_NOISE, Reference, Slope, burst, flat, free, is_barometer, judged,
};
use super::course::Course;
use super::{beside, evidence, repeated};
use crate::metric::{MetricId, MetricPage};
use crate::smooth;
use comeback_core::run::{Confidence, Effort, EffortKind};
use comeback_core::units::{Grade, MetresPerSecond};

/// A reader of the samples is sure of a hill sprint that is faster over ground than the
/// running 5-45 s before and after it by this factor, and not below this share of critical
/// speed; that heart rate answers by so much; and whose height the device wrote down itself,
/// to this share. 1, share, bpm, share (design)
const STANDS_OUT: f64 = 1.2;
const OVER_GROUND: f64 = 0.9;
const HEART_RISE: f64 = 10.0;
const RECORDED: f64 = 0.75;
/// Three and more up one slope speak for one another: most of them as fast and confirmed by
/// steps or power, half of them with their height written down, and the heart answering by so
/// much in the middle. count, shares, bpm (design)
const LEAST_OF_SESSION: usize = 3;
const MOST_OF_SESSION: f64 = 0.75;
const CLIMB_OF_SESSION: f64 = 0.5;
const HEART_OF_SESSION: f64 = 5.0;
/// Smoothing lowers what it shows of a short effort: candidates begin lower. (design)
const CANDIDATE_GRADE: f64 = 0.02;
const CANDIDATE_GAP: f64 = 1.0;

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
    let readings: Vec<Reading> = (found.iter())
        .map(|burst| Reading::of(course, burst, &reference))
        .collect();
    let sessions = repeated::sessions(course, &found);
    for (at, burst) in found.iter_mut().enumerate() {
        let others = sessions.get(at).map_or(&[][..], Vec::as_slice);
        burst.confidence =
            readings[at]
                .confidence(burst, is_barometer(course))
                .max(Reading::in_session(
                    &readings,
                    at,
                    others,
                    is_barometer(course),
                ));
    }
    found.iter().map(|burst| describe(course, burst)).collect()
}

/// What a reader of the samples sees of a hill sprint.
#[derive(Debug, Clone, Copy)]
struct Reading {
    /// Faster over ground than both sides, and not slow.
    fast: bool,
    /// The device wrote the height down itself.
    climbs: bool,
    /// Steep enough as the altitude shows it.
    plain: bool,
    /// Cadence or power rise with it.
    confirmed: bool,
    /// How far heart rate rises, bpm.
    heart: Option<f64>,
    planned: bool,
}

impl Reading {
    fn of(course: &Course, burst: &Burst, reference: &Reference) -> Reading {
        let range = &burst.range;
        Reading {
            fast: course
                .mean_speed(range.clone())
                .is_some_and(|speed| speed >= OVER_GROUND * reference.critical)
                && beside::stands_out(course, range, STANDS_OUT),
            climbs: beside::recorded_rise(course, range)
                .is_some_and(|rise| rise >= RECORDED * burst.seen && rise > 0.0),
            plain: burst.plain >= GRADE,
            confirmed: burst.confirmed,
            heart: beside::heart_rise(course, range),
            planned: beside::is_planned(course, range),
        }
    }

    /// How sure it is by itself.
    fn confidence(&self, burst: &Burst, barometer: bool) -> Confidence {
        let answers = self.heart.map(|rise| rise >= HEART_RISE);
        let sure =
            self.fast && self.climbs && self.plain && (self.confirmed || answers == Some(true));
        match answers {
            Some(true) if sure && barometer => burst.confidence.max(Confidence::Medium),
            // No heart rate: only what others of its like speak for.
            None if sure => burst.confidence,
            _ if self.planned && self.fast => burst.confidence,
            _ => Confidence::Low,
        }
    }

    /// How sure it is as one of several up one slope: the heart that is high from the run
    /// before answers the first sprint by less, and a height of 3 m is not written each time.
    fn in_session(all: &[Reading], own: usize, others: &[usize], barometer: bool) -> Confidence {
        let session: Vec<&Reading> = others.iter().filter_map(|at| all.get(*at)).collect();
        let runs = |one: &&&Reading| one.fast && one.confirmed;
        let count = session.iter().filter(runs).count();
        let climbs = session.iter().filter(|one| one.climbs).count();
        let mut hearts: Vec<f64> = session.iter().filter_map(|one| one.heart).collect();
        let heart = smooth::median(&mut hearts);
        let is_one = all.get(own).is_some_and(|one| one.fast && one.confirmed);
        let vouched = count >= LEAST_OF_SESSION
            && count as f64 >= MOST_OF_SESSION * session.len() as f64
            && climbs as f64 >= CLIMB_OF_SESSION * session.len() as f64
            && heart.is_none_or(|rise| rise >= HEART_OF_SESSION);
        if barometer && is_one && vouched {
            Confidence::Medium
        } else {
            Confidence::Low
        }
    }
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

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::HillSprint,
    what: "A short hard burst uphill: the last thing to come back.",
    formula: "{hill-sprint-shortest}-{hill-sprint-longest} s, grade ≥ {hill-sprint-grade} %, flat-equivalent speed ≥ {hill-sprint-from} critical speed. Altitude may come up to 7 s late, and what a filter of 2.5 s hides of a short rise is made up for; the height must exceed 2.5 standard deviations of its own noise, 1.0 up a slope that a sure one of the same run went up; the flat-equivalent speed 5-25 s before and after is ≤ 0.85 of it; cadence or power, where recorded, must rise; not slower over ground than easy speed, with satellite altitude, or steep enough only by the filter's share, ≥ 1.3 of the run's usual speed. Three or more up one slope, of which none exceeds the noise by 2.5: in doubt where each exceeds it by 1.0 and all by 1.75 in the mean. Steep enough only by the filter's share: in doubt, unless three or more go up the same slope by a barometer. A satellite's height: in doubt below 3.5. Sure only where it is ≥ 1.2 × the running 5-45 s before and after it over ground and ≥ 0.9 critical speed, the altitude as recorded rises by ≥ 0.75 of its height within it, and heart rate, where recorded, answers by ≥ 10 until 30 s after it; or as one of three and more up one slope by a barometer, three in four of them as fast and confirmed by cadence or power, half of them with their height and the heart answering by ≥ 5 in the middle.",
    unit: "count",
    source: "this project",
    grade: "design",
    validity: "Unknown without usable altitude. A barometer shows sprints of 8 s; GPS altitude shows them where the same slope is run up several times, and otherwise hides them rather than inventing any.",
    example: "CS 3.6: 10 s at 4.2 m/s up 8 % (3.4 m): flat-equivalent 6.3 m/s, a hill sprint.",
};
