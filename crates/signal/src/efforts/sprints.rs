//! Sprints on the flat: at least 3 s at 0.80 of Vmax (1.4 of critical speed while
//! Vmax is unknown), or an acceleration of 1 m/s² for 2 s from half of Vmax. Above
//! that speed the hamstrings' work in late swing rises steeply (Chumanov 2011,
//! Gurchiek 2024).

use super::beside;
use super::course::{Course, mean, overlaps};
use super::cut_offs::CutOffs;
use super::evidence::{self, Support};
use super::rise::{Rise, rise};
use crate::metric::{MetricId, MetricPage};
use comeback_core::run::{Confidence, Effort, EffortKind, SpeedSource, Speeds};
use comeback_core::units::MetresPerSecond;
use std::ops::Range;

/// Without cadence or power a sprint must last so long, and stand this many standard
/// deviations of the speed noise above its threshold. s, 1 (design)
const SILENT_DURATION: usize = 4;
const SILENT_OVER_NOISE: f64 = 2.0;
/// Two sprints are apart when at least so many seconds lie between. s (design)
const APART: usize = 2;
/// A sprint that is sure is faster than the running 5-45 s before and after it by this
/// factor, and lifts cadence by so much over it. 1, steps/min (design)
const STANDS_OUT: f64 = 1.2;
const CADENCE_RISE: f64 = 8.0;
/// Speed on a steeper descent is the slope's. (design)
const DESCENT: f64 = -0.03;
/// A fall of the recorded height over a burst and so long on either side, that is no error of
/// a satellite's. 1, s (design)
const CLEAR_DESCENT: f64 = -0.04;
const BESIDE: usize = 15;
/// So long after the start of a recording fixes may still settle. s (design)
const FIRST_FIXES: f64 = 60.0;
/// Such an altitude is known to be a barometer's. m (design)
const BAROMETER: f64 = 0.6;
/// No sprint lasts longer: over it the speed of reference is wrong, or the signal. s (design)
const LONGEST: usize = 60;

/// The sprints of a run.
pub fn find(
    course: &Course,
    critical: f64,
    speeds: &Speeds,
    trust: Confidence,
    hill_sprints: &[Effort],
) -> Vec<Effort> {
    let cut = course.sprint;
    let (threshold, likely_vmax) = thresholds(cut, critical, speeds);
    let baseline = evidence::baseline(course);
    let fast = |index: usize| course.speed(index).is_some_and(|v| v >= threshold);
    let mut candidates: Vec<Range<usize>> = course
        .bouts(APART, fast)
        .into_iter()
        .filter(|bout| (cut.duration..=LONGEST).contains(&bout.len()))
        .collect();
    for burst in accelerations(course, cut, cut.acceleration_from * likely_vmax) {
        let known = candidates
            .iter()
            .any(|bout| burst.start < bout.end + APART && bout.start < burst.end + APART);
        if !known {
            candidates.push(burst);
        }
    }
    candidates.sort_by_key(|bout| bout.start);
    candidates
        .into_iter()
        .filter_map(|bout| {
            let from = course.time(bout.start);
            if overlaps(from - 2.0, from + bout.len() as f64 + 2.0, hill_sprints) {
                return None;
            }
            let support = evidence::support(course, bout.clone(), &baseline);
            let confidence = match (support, rise(course, bout.clone())) {
                (Support::Refuted, _) | (_, Rise::Broken) | (Support::Silent, Rise::Steep) => {
                    return None;
                }
                (Support::Confirmed, Rise::Steady) => trust.max(Confidence::Medium),
                (Support::Confirmed, Rise::Steep) => Confidence::Low,
                (Support::Silent, Rise::Steady) => {
                    let mean = course.mean_speed(bout.clone())?;
                    let noise = course.speed_noise / (bout.len() as f64 / 2.0).sqrt();
                    let beyond = mean - SILENT_OVER_NOISE * noise >= threshold;
                    if bout.len() < SILENT_DURATION || !beyond || !evidence::is_dense(course) {
                        return None;
                    }
                    Confidence::Low
                }
            };
            let descends = falls(course, bout.clone());
            if descends
                && course
                    .altitude_noise
                    .is_some_and(|noise| noise.slow <= BAROMETER)
            {
                return None;
            }
            let confidence = if descends || goes_down(course, &bout) || begins(course, &bout) {
                Confidence::Low
            } else {
                confidence.min(read(course, &bout, trust))
            };
            Some(course.describe(EffortKind::Sprint, bout, None, confidence))
        })
        .collect()
}

/// Whether the ground falls under a burst.
fn falls(course: &Course, bout: Range<usize>) -> bool {
    mean(bout.map(|index| course.grade(index))).is_some_and(|grade| grade < DESCENT)
}

/// Whether the height as recorded falls clearly over a burst and the seconds beside it: the
/// grade of a few seconds is lost in the error of a satellite's altitude, that of half a
/// minute is not.
fn goes_down(course: &Course, bout: &Range<usize>) -> bool {
    let stretch = course.stretch_of(bout.start);
    let from = bout.start.saturating_sub(BESIDE).max(stretch.start);
    let to = (bout.end + BESIDE).min(stretch.end.saturating_sub(1));
    let metres: f64 = (from..to).filter_map(|index| course.speed(index)).sum();
    let rise = (course
        .recorded_altitude(to)
        .zip(course.recorded_altitude(from)))
    .map(|(after, before)| after - before);
    rise.is_some_and(|rise| rise < CLEAR_DESCENT * metres)
}

/// Whether a burst lies where the recording begins: the first fixes settle there.
fn begins(course: &Course, bout: &Range<usize>) -> bool {
    let first = course.indices().start;
    course.seconds(first, bout.start) < FIRST_FIXES
}

/// How sure a reader of the samples would be of a sprint.
fn read(course: &Course, bout: &Range<usize>, trust: Confidence) -> Confidence {
    let steps = beside::cadence_rise(course, bout).is_none_or(|rise| rise >= CADENCE_RISE);
    let answered = steps || beside::is_planned(course, bout);
    if answered && evidence::is_dense(course) && beside::stands_out(course, bout, STANDS_OUT) {
        trust.max(Confidence::Medium)
    } else {
        Confidence::Low
    }
}

/// The speed of a sprint, and Vmax or what it must be at least. A Vmax that was never
/// tested is a lower bound, so it does not turn strides into sprints.
fn thresholds(cut: CutOffs, critical: f64, speeds: &Speeds) -> (f64, f64) {
    let otherwise = cut.of_critical * critical;
    match speeds.vmax.map(MetresPerSecond::get) {
        Some(vmax) if speeds.vmax_source == Some(SpeedSource::Given) => (cut.of_vmax * vmax, vmax),
        Some(vmax) => {
            let threshold = otherwise.max(cut.of_vmax * vmax);
            (threshold, vmax.max(threshold / cut.of_vmax))
        }
        None => (otherwise, otherwise / cut.of_vmax),
    }
}

/// Seconds in which the speed rose as fast and as long as the cut-offs ask, from at least this speed, with
/// the seconds after for which it held.
fn accelerations(course: &Course, cut: CutOffs, least: f64) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for stretch in course.stretches() {
        let mut index = stretch.start;
        while index + cut.acceleration_time < stretch.end {
            if course.speed(index).is_none_or(|speed| speed < least) {
                index += 1;
                continue;
            }
            let steps: Option<Vec<f64>> = (index..=index + cut.acceleration_time)
                .map(|at| course.speed(at))
                .collect();
            let rises = steps.as_deref().is_some_and(|steps| {
                let mut pairs = steps.windows(2);
                pairs.all(|pair| pair[1] - pair[0] >= cut.acceleration)
            });
            if !rises {
                index += 1;
                continue;
            }
            let reached = course.speed(index + cut.acceleration_time).unwrap_or(0.0);
            let mut end = index + cut.acceleration_time + 1;
            while end < stretch.end && course.speed(end).is_some_and(|v| v >= 0.9 * reached) {
                end += 1;
            }
            // What falls back at once was no body.
            if end - index > cut.acceleration_time + 1 {
                found.push(index..end);
            }
            index = end;
        }
    }
    found
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Sprint,
    what: "A flat sprint.",
    formula: "≥ {sprint-of-vmax} % of Vmax ({sprint-of-critical} critical speed while Vmax is unknown, and at least that while it was only seen and not given) for ≥ {sprint-seconds} s, or ≥ {sprint-acceleration} m/s² for ≥ {sprint-acceleration-seconds} s from ≥ {sprint-acceleration-from} % of Vmax; confirmed by a rise of cadence (≥ 4 steps/min) or power (≥ 20 %) where recorded; not within 6 s after a hole in the signal or a jump that no body makes (from standing 4.25 m/s in a second, at 8.5 m/s nothing, in proportion between); in doubt, and without cadence and power none, where it rises by more than 2.5 m/s in a second; none where the ground falls by more than 3 %; in doubt where the recorded height falls by more than 4 % over it and 15 s on either side, and in the first minute of a recording. Sure where it is ≥ 1.2 × the running 5-45 s before and after it and cadence rises by ≥ 8 steps/min over that, or a guided workout asked for it.",
    unit: "count",
    source: "Chumanov et al. 2011; Gurchiek et al. 2024; Samozino et al. 2016 for how fast speed may rise; cut-offs this project",
    grade: "lab for the cause, design for the cut-offs",
    validity: "Without cadence and power only sprints of ≥ 4 s well above the speed's noise are reported, with low confidence.",
    example: "CS 3.6, Vmax unknown: 6 s at 5.5 m/s with cadence from 168 to 190 is a sprint; a GPS jump to 9 m/s at 168 is none.",
};
