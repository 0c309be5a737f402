//! Efforts that were found against efforts that were run.
//!
//! What lies near a threshold is neither asked for nor held against the program: a
//! slope of 4.1 % that is called none is no fault, and one of 3.9 % that is called a
//! hill is none either. What is clearly an effort must be found, and what is found
//! where nothing like it was run is invented.

use super::super::truth::{TrueEffort, Truth};
use comeback_core::run::{Effort, EffortKind};

/// Found and run: how many of them belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub hit: usize,
    pub missed: usize,
    pub invented: usize,
    /// Those of the invented that were another kind of effort.
    pub mistaken: usize,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.hit += other.hit;
        self.missed += other.missed;
        self.invented += other.invented;
        self.mistaken += other.mistaken;
    }

    pub fn run(&self) -> usize {
        self.hit + self.missed
    }

    /// `None` where nothing was run and nothing found.
    pub fn f1(&self) -> Option<f64> {
        let all = 2 * self.hit + self.missed + self.invented;
        (all > 0).then(|| 2.0 * self.hit as f64 / all as f64)
    }
}

/// One effort that was run and found, for the errors of its figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    pub kind: EffortKind,
    pub start_s: f64,
    pub duration_s: f64,
    pub speed_m_per_s: Option<f64>,
    pub climb_m: Option<f64>,
}

/// What became of the efforts of one kind in one run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matched {
    pub tally: Tally,
    /// Found less run.
    pub pairs: Vec<Pair>,
    /// Elapsed seconds at which something was missed, and invented.
    pub missed_at: Vec<f64>,
    pub invented_at: Vec<f64>,
}

/// A short effort may be seen so much earlier or later. s (design)
const EARLY_OR_LATE: f64 = 5.0;
/// A long one is the same when they share this much of both together. (design)
const SHARED: f64 = 0.5;

type Span = (f64, f64);

fn span(start: f64, duration: f64) -> Span {
    (start, start + duration)
}

/// How well two spans belong together: above 0 when they do.
fn likeness(kind: EffortKind, run: Span, found: Span) -> f64 {
    let short = matches!(
        kind,
        EffortKind::Sprint | EffortKind::HillSprint | EffortKind::Stride
    );
    let run = if short {
        (run.0 - EARLY_OR_LATE, run.1 + EARLY_OR_LATE)
    } else {
        run
    };
    let shared = run.1.min(found.1) - run.0.max(found.0);
    let together = run.1.max(found.1) - run.0.min(found.0);
    if shared <= 0.0 || together <= 0.0 {
        return 0.0;
    }
    let share = shared / together;
    if short || share >= SHARED { share } else { 0.0 }
}

/// A slope that is beyond doubt: well over 4 %, 30 s and 5 m.
fn clear(effort: &TrueEffort) -> bool {
    match effort.kind {
        EffortKind::Hill | EffortKind::Downhill => {
            effort.mean_grade.abs() >= 0.047
                && effort.duration_s >= 36.0
                && effort.climb_m.abs() >= 6.5
        }
        _ => true,
    }
}

/// Whether a slope is near enough to a hill to be called one.
fn nearly(kind: EffortKind, found: Span, truth: &Truth) -> bool {
    let sign = match kind {
        EffortKind::Hill => 1.0,
        EffortKind::Downhill => -1.0,
        _ => return false,
    };
    let part = truth
        .seconds
        .iter()
        .filter(|second| second.time_s >= found.0 && second.time_s < found.1 && second.timer);
    let (mut sum, mut steep, mut all) = (0.0, 0.0, 0.0);
    for second in part {
        sum += sign * second.grade;
        all += 1.0;
        if sign * second.grade >= 0.03 {
            steep += 1.0;
        }
    }
    all > 0.0 && sum / all >= 0.033 && steep >= 20.0
}

/// Kinds that say how the ground was, not how the runner ran.
fn flat_or_steep(kind: EffortKind) -> bool {
    matches!(kind, EffortKind::Hill | EffortKind::Downhill)
}

/// Holds the efforts of a kind against the truth.
pub fn matched(kind: EffortKind, truth: &Truth, found: &[Effort]) -> Matched {
    let run: Vec<&TrueEffort> = truth.efforts.iter().filter(|e| e.kind == kind).collect();
    let found: Vec<&Effort> = found.iter().filter(|e| e.kind == kind).collect();
    let mut likely: Vec<(f64, usize, usize)> = Vec::new();
    for (i, effort) in run.iter().enumerate() {
        for (j, other) in found.iter().enumerate() {
            let own = span(effort.start_s, effort.duration_s);
            let seen = span(other.start.get(), other.duration.get());
            let likeness = likeness(kind, own, seen);
            if likeness > 0.0 {
                likely.push((likeness, i, j));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut of_run: Vec<Option<usize>> = vec![None; run.len()];
    let mut taken = vec![false; found.len()];
    for (_, i, j) in likely {
        if of_run[i].is_none() && !taken[j] {
            of_run[i] = Some(j);
            taken[j] = true;
        }
    }
    let mut matched = Matched::default();
    for (effort, partner) in run.iter().zip(&of_run) {
        let Some(other) = partner.and_then(|j| found.get(j)) else {
            if clear(effort) {
                matched.tally.missed += 1;
                matched.missed_at.push(effort.start_s);
            }
            continue;
        };
        if !clear(effort) {
            continue;
        }
        matched.tally.hit += 1;
        matched.pairs.push(Pair {
            kind,
            start_s: other.start.get() - effort.start_s,
            duration_s: other.duration.get() - effort.duration_s,
            speed_m_per_s: other.speed.map(|v| v.get() - effort.mean_speed_m_per_s),
            climb_m: other.climb.map(|m| m.get().abs() - effort.climb_m.abs()),
        });
    }
    for (other, taken) in found.iter().zip(taken) {
        let seen = span(other.start.get(), other.duration.get());
        if !taken && !nearly(kind, seen, truth) {
            matched.tally.invented += 1;
            let another = |effort: &&TrueEffort| {
                let run = span(effort.start_s, effort.duration_s);
                !flat_or_steep(effort.kind) && likeness(EffortKind::Sprint, run, seen) > 0.0
            };
            if truth.efforts.iter().filter(another).count() > 0 {
                matched.tally.mistaken += 1;
            }
            matched.invented_at.push(other.start.get());
        }
    }
    matched
}

#[cfg(test)]
mod tests {
    use super::super::super::session::{Session, Step};
    use super::super::super::terrain::Terrain;
    use super::super::super::truth;
    use super::super::cases::RUNNER;
    use super::*;
    use comeback_core::run::Confidence;
    use comeback_core::units::Seconds;

    /// Two sprints of 8 s, at 300 and 368 s, and an easy climb of two minutes at 436 s.
    fn session() -> Truth {
        let steps = Session::new(chrono::DateTime::default(), Terrain::HillRepeats)
            .easy(5.0, 2.7)
            .repeat(
                2,
                &[
                    Step::Sprint { s: 8.0, v: 7.0 },
                    Step::Easy { s: 60.0, v: 2.6 },
                ],
            )
            .then(Step::Climb {
                s: 120.0,
                v: 2.4,
                grade: 0.07,
            });
        truth::run(&RUNNER, &steps, 1)
    }

    fn found(kind: EffortKind, start_s: f64, duration_s: f64) -> Effort {
        Effort {
            kind,
            start: Seconds::new(start_s),
            duration: Seconds::new(duration_s),
            mean_grade: None,
            speed: None,
            gap: None,
            climb: None,
            confidence: Confidence::Low,
        }
    }

    #[test]
    fn a_late_sprint_is_found_and_a_far_one_invented() {
        let sprint = |start| found(EffortKind::Sprint, start, 5.0);
        for (starts, expected) in [
            (&[303.0, 370.0][..], (2, 0, 0)),
            // Twelve seconds late is the last that shares a second.
            (&[312.0], (1, 1, 0)),
            (&[313.0], (0, 2, 1)),
            // One sprint seen twice is one found and one invented.
            (&[300.0, 305.0], (1, 1, 1)),
            (&[], (0, 2, 0)),
        ] {
            let efforts: Vec<Effort> = starts.iter().map(|start| sprint(*start)).collect();
            let tally = matched(EffortKind::Sprint, &session(), &efforts).tally;
            let counts = (tally.hit, tally.missed, tally.invented);
            assert_eq!(counts, expected, "{starts:?}");
        }
    }

    #[test]
    fn a_sprint_taken_for_a_stride_is_missed_and_mistaken() {
        let efforts = [found(EffortKind::Stride, 302.0, 10.0)];
        let stride = matched(EffortKind::Stride, &session(), &efforts).tally;
        assert_eq!((stride.invented, stride.mistaken), (1, 1));
        let far = [found(EffortKind::Stride, 100.0, 10.0)];
        let stride = matched(EffortKind::Stride, &session(), &far).tally;
        assert_eq!((stride.invented, stride.mistaken), (1, 0));
    }

    #[test]
    fn a_hill_needs_half_of_itself() {
        for (start, duration, hit) in [(440.0, 110.0, 1), (500.0, 58.0, 0)] {
            let efforts = [found(EffortKind::Hill, start, duration)];
            let tally = matched(EffortKind::Hill, &session(), &efforts).tally;
            assert_eq!(tally.hit, hit, "{start}");
            // A part of a hill is no invention either.
            assert_eq!(tally.invented, 0, "{start}");
        }
        let flat = [found(EffortKind::Hill, 100.0, 40.0)];
        let tally = matched(EffortKind::Hill, &session(), &flat).tally;
        assert_eq!((tally.missed, tally.invented), (1, 1));
    }

    #[test]
    fn f1_weighs_both_faults() {
        let tally = Tally {
            hit: 8,
            missed: 2,
            invented: 4,
            mistaken: 0,
        };
        assert_eq!(tally.f1(), Some(16.0 / 22.0));
        assert_eq!((tally.run(), Tally::default().f1()), (10, None));
    }
}
