//! Efforts: the parts of a run that count as hard, steep or fast. One detector a
//! file; this one settles what may be counted twice.

pub mod beside;
mod burst;
mod course;
pub mod cut_offs;
pub mod downhills;
pub mod evidence;
pub mod hill_sprints;
pub mod hills;
pub mod intervals;
pub mod repeated;
pub mod rise;
pub mod sprints;
pub mod strides;
pub mod tempo;

pub use course::{Course, EASY, overlaps, span};

use comeback_core::run::{Confidence, Effort, EffortKind, Speeds};
use comeback_core::units::{MetresPerSecond, Seconds};

/// The least speed over ground at which a climb is a raised effort: the run's own usual
/// speed or easy speed, whichever is less. Whoever slows down for a hill holds his
/// effort and does not raise it. (design)
pub fn held_speed(course: &Course, easy: Option<MetresPerSecond>) -> Option<f64> {
    let usual = evidence::baseline(course).speed;
    let easy = easy.map(MetresPerSecond::get);
    [usual, easy].into_iter().flatten().reduce(f64::min)
}

/// Finds all efforts, in order of their start. Hills need grade, the fast ones a
/// critical speed; `None` when neither can be judged.
pub fn find(course: &Course, speeds: &Speeds, grade_known: bool) -> Option<Vec<Effort>> {
    let has_speed = course.indices().any(|index| course.speed(index).is_some());
    if !has_speed {
        return None;
    }
    let mut found = Vec::new();
    if grade_known {
        found.extend(hills::find(course));
        found.extend(downhills::find(course));
    }
    if let Some(critical) = speeds
        .critical
        .map(MetresPerSecond::get)
        .filter(|v| *v > 0.0)
    {
        let told = speeds.critical_confidence.unwrap_or(Confidence::Low);
        let trust = if course.poor { Confidence::Low } else { told };
        let held = held_speed(course, speeds.easy).unwrap_or(0.0);
        let climbs = if grade_known {
            let easy = speeds.easy.map_or(held, MetresPerSecond::get);
            hill_sprints::find(course, critical, trust, easy)
        } else {
            Vec::new()
        };
        let sprints = sprints::find(course, critical, speeds, trust, &climbs);
        let bursts: Vec<Effort> = climbs.iter().chain(&sprints).cloned().collect();
        let strides = strides::find(course, critical, trust, &bursts);
        let tempo = tempo::find(course, critical, trust);
        let usual = evidence::baseline(course);
        let bouts = intervals::find(course, critical, told, held, &strides, &tempo);
        let again = |stride: &Effort| {
            let (from, to) = span(stride);
            overlaps(from, to, &bouts)
        };
        let strides: Vec<Effort> = strides.into_iter().filter(|one| !again(one)).collect();
        found.extend(bouts);
        found.extend(tempo);
        let sure = |stride: &Effort| strides::counts(course, stride, &usual);
        found.extend(strides.into_iter().filter(sure));
        found.extend(bursts);
    }
    found.sort_by(|a, b| a.start.get().total_cmp(&b.start.get()));
    Some(found)
}

/// Time at or above tempo effort: the union of the hard efforts that are sure, a climb among
/// them when its flat-equivalent speed is at least that of tempo, by a critical speed that
/// is known, and the runner did not slow down for it. What is in doubt is listed and makes
/// no hard minute, so no rule fires on it. `held` is [`held_speed`].
pub fn hard_time(efforts: &[Effort], speeds: &Speeds, held: Option<f64>) -> Seconds {
    let told = speeds.critical_confidence.unwrap_or(Confidence::Low);
    let critical = speeds.critical.filter(|_| told != Confidence::Low);
    let mut spans: Vec<(f64, f64)> = efforts
        .iter()
        .filter(|effort| effort.confidence != Confidence::Low)
        .filter(|effort| match effort.kind {
            EffortKind::Tempo
            | EffortKind::Interval
            | EffortKind::Stride
            | EffortKind::Sprint
            | EffortKind::HillSprint => true,
            EffortKind::Hill => {
                let hard = (effort.gap.zip(critical))
                    .is_some_and(|(gap, critical)| gap / critical >= tempo::TEMPO);
                let slowed =
                    (effort.speed.zip(held)).is_some_and(|(speed, held)| speed.get() < held);
                hard && !slowed
            }
            EffortKind::Downhill => false,
        })
        .map(span)
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut total = 0.0;
    let mut reached = f64::NEG_INFINITY;
    for (from, to) in spans {
        if to > reached {
            total += to - from.max(reached);
            reached = to;
        }
    }
    Seconds::new(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_doubt_makes_no_hard_minute() {
        let effort = |kind, confidence| Effort {
            kind,
            start: Seconds::new(60.0),
            duration: Seconds::new(120.0),
            mean_grade: None,
            speed: Some(MetresPerSecond::new(4.0)),
            gap: Some(MetresPerSecond::new(4.0)),
            climb: None,
            confidence,
        };
        let speeds = |told| Speeds {
            critical: Some(MetresPerSecond::new(4.0)),
            critical_confidence: Some(told),
            ..Speeds::default()
        };
        for (kind, confidence, told, expected) in [
            (
                EffortKind::Interval,
                Confidence::Medium,
                Confidence::Low,
                120.0,
            ),
            (EffortKind::Interval, Confidence::Low, Confidence::Low, 0.0),
            (
                EffortKind::Tempo,
                Confidence::Medium,
                Confidence::Medium,
                120.0,
            ),
            (EffortKind::Tempo, Confidence::Low, Confidence::Low, 0.0),
            // A climb is as hard as the critical speed says that it is held against.
            (
                EffortKind::Hill,
                Confidence::High,
                Confidence::Medium,
                120.0,
            ),
            (EffortKind::Hill, Confidence::High, Confidence::Low, 0.0),
            (
                EffortKind::Downhill,
                Confidence::High,
                Confidence::High,
                0.0,
            ),
        ] {
            let hard = hard_time(&[effort(kind, confidence)], &speeds(told), None);
            assert_eq!(hard.get(), expected, "{kind:?} {confidence:?} {told:?}");
        }
    }
}
