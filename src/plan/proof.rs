//! Running a planned week as it is written, in thought: would any rule fire?

use super::session;
use super::view::View;
use super::week::{Day, DayKind, StepKind, WeekPlan};
use crate::diary::entry::StatedRun;
use crate::diary::{History, PainEntry, stated};
use crate::limits;
use crate::rules::{self, Severity};
use crate::run::Run;
use crate::units::{Metres, MetresPerSecond, PainScore, Seconds};
use chrono::{DateTime, Days, FixedOffset, TimeDelta};

/// The scores that an open response is tried with: the worst amber, and one over it.
pub const AMBER: f64 = limits::AMBER_MAX.value;
pub const RED: f64 = limits::AMBER_MAX.value + 1.0;

/// A history in which weeks are run in thought, one after the other.
pub struct Proof<'a> {
    view: &'a View<'a>,
    /// What is known, every open response tolerated, then the planned runs.
    history: History,
    runs_known: usize,
    easy: Option<MetresPerSecond>,
}

impl<'a> Proof<'a> {
    pub fn new(view: &'a View<'a>) -> Proof<'a> {
        let mut history = view.history.clone();
        for answered in &view.pending {
            tolerate(&mut history.pain, answered.run);
        }
        history.now = view.history.start_of(view.sunday + Days::new(3));
        Proof {
            view,
            runs_known: history.runs.len(),
            easy: easy_speed(view.history),
            history,
        }
    }

    /// The names of the rules that would fire in the planned part of the week when
    /// it is run as written and every run is tolerated.
    pub fn objections(&mut self, plan: &WeekPlan) -> Vec<String> {
        let view = self.view;
        let planned: Vec<&Day> = plan
            .days
            .iter()
            .filter(|day| day.date >= view.from && day.kind.is_run())
            .collect();
        if planned.is_empty() {
            return Vec::new();
        }
        let mut pain = self.history.pain.clone();
        self.history.runs.truncate(self.runs_known);
        for day in planned {
            let start = view.history.start_of(day.date) + TimeDelta::hours(12);
            let run = as_run(start, day, self.easy);
            tolerate(&mut pain, &run);
            self.history.runs.push(run);
        }
        pain.sort_by_key(|entry| entry.at);
        let known = std::mem::replace(&mut self.history.pain, pain);
        let findings = rules::findings(rules::ORDER_AND_LOAD, &self.history, view.from);
        self.history.pain = known;
        findings
            .into_iter()
            .filter(|finding| {
                finding.severity >= Severity::Caution
                    && finding.date >= view.from
                    && finding.date <= view.sunday
            })
            .map(|finding| finding.rule.to_owned())
            .collect()
    }
}

/// A planned day as the run that it becomes.
pub fn as_run(start: DateTime<FixedOffset>, day: &Day, easy: Option<MetresPerSecond>) -> Run {
    let count = |kind: StepKind| -> u32 {
        day.steps
            .iter()
            .filter(|step| step.what == kind)
            .map(|step| step.repeat)
            .sum()
    };
    let of = |kind: StepKind| -> u32 {
        day.steps
            .iter()
            .filter(|step| step.what == kind)
            .map(|step| step.repeat * step.work_s)
            .sum()
    };
    let total = f64::from(session::seconds(&day.steps));
    let hard = f64::from(of(StepKind::Tempo) + of(StepKind::Interval) + of(StepKind::Sprint));
    let distance = easy.map(|easy| {
        let faster =
            f64::from(of(StepKind::Tempo) + of(StepKind::Interval)) * session::HARD_OVER_EASY;
        easy * Seconds::new(total + faster)
    });
    let mut run = stated::run(
        start,
        &StatedRun {
            minutes: total / 60.0,
            distance_m: distance,
            hard_min: hard / 60.0,
            intervals: count(StepKind::Interval),
            sprints: count(StepKind::Sprint),
            hills: count(StepKind::Climb),
            downhills: if day.kind == DayKind::Hills {
                count(StepKind::Climb)
            } else {
                0
            },
            hill_sprints: count(StepKind::HillSprint),
            ..StatedRun::default()
        },
    );
    run.running = Some(Seconds::new(f64::from(session::running_seconds(
        &day.steps,
    ))));
    run
}

/// Mean easy speed of the runs of the last weeks that tell a distance: hard minutes
/// count as the longer easy ones that would have gone as far.
pub fn easy_speed(history: &History) -> Option<MetresPerSecond> {
    let from = history.today() - Days::new(limits::LONG_RUN_DAYS.value as u64);
    let mut distance = Metres::ZERO;
    let mut time = Seconds::ZERO;
    for run in history.runs_between(from, history.today()) {
        distance += run.distance?;
        time += run.moving.or(run.timer).unwrap_or(run.elapsed);
        time += run.hard.unwrap_or(Seconds::ZERO) * session::HARD_OVER_EASY;
    }
    (time.get() > 0.0).then(|| distance / time)
}

fn entry(at: DateTime<FixedOffset>, score: f64, run: &Run) -> Option<PainEntry> {
    Some(PainEntry {
        during: Some(run.id.clone()),
        ..PainEntry::of(at, PainScore::new(score).ok()?)
    })
}

/// Completes a response at no more pain than was logged.
pub fn tolerate(pain: &mut Vec<PainEntry>, run: &Run) {
    pain.extend(entry(run.end(), 0.0, run));
    let late = run.end() + TimeDelta::hours(limits::EARLY_HOURS.value as i64 + 1);
    pain.extend(entry(late, 0.0, run).map(|late| PainEntry {
        during: None,
        ..late
    }));
}

/// The history in which the open response of a run has come out at a score.
pub fn with_response(history: &History, run: &Run, score: f64) -> History {
    let mut turned = history.clone();
    turned.pain.extend(entry(history.now, score, run));
    tolerate(&mut turned.pain, run);
    turned.pain.sort_by_key(|entry| entry.at);
    turned
}
