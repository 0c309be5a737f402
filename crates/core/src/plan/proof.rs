//! Running a planned week as it is written, in thought: would any rule fire?

use super::session;
use super::turned::tolerate;
use super::view::View;
use super::week::{Day, DayKind, Decision, StepKind, WeekPlan};
use crate::calendar::{Days, TimeDelta};
use crate::diary::entry::StatedRun;
use crate::diary::{History, stated};
use crate::limits;
use crate::rule_id::RuleId;
use crate::rules::{self, Finding, Rule, Severity, factors};
use crate::run::Run;
use crate::units::{Metres, MetresPerSecond, Seconds};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The scores that an open response is tried with: the worst amber, and one over it.
pub(super) const AMBER: f64 = limits::AMBER_MAX.value;
pub(super) const RED: f64 = limits::AMBER_MAX.value + 1.0;

/// Rules that advise and never make a planned week smaller.
const ADVISES: [RuleId; 1] = [RuleId::WeeklySpike];

/// Rules that speak of a rise in runs: a week that raises nothing is not made smaller by them,
/// or one that repeats what was run, after more runs than were planned, would be taken down to
/// a run of ten minutes.
const OF_A_RISE: [RuleId; 2] = [RuleId::FrequencyJump, RuleId::FrequencyEarly];

/// A history in which weeks are run in thought, one after the other.
pub(super) struct Proof<'a> {
    view: &'a View<'a>,
    /// What is known, every open response tolerated, then the planned runs.
    history: History,
    runs_known: usize,
    easy: Option<MetresPerSecond>,
    /// The rules that may object; first the one that did last, which mostly does again.
    rules: Vec<&'static Rule>,
}

impl<'a> Proof<'a> {
    pub(super) fn new(view: &'a View<'a>) -> Proof<'a> {
        let mut history = view.history.clone();
        for answered in &view.pending {
            tolerate(&mut history.pain, answered.run);
        }
        let easy = easy_speed(view.history);
        // What lies between today and the week counts as run and tolerated.
        for day in &view.before {
            let run = as_run(noon(view.history, day), day, easy);
            tolerate(&mut history.pain, &run);
            history.runs.push(run);
        }
        history.pain.sort_by_key(|entry| entry.at);
        // A week is judged again in the days after it, where more of those before is known.
        history.now = view.history.start_of(view.sunday + Days::new(3));
        Proof {
            view,
            runs_known: history.runs.len(),
            rules: rules::order_and_load().collect(),
            easy,
            history,
        }
    }

    /// The names of the rules that would fire in the planned part of the week when
    /// it is run as written and every run is tolerated.
    pub(super) fn objections(&mut self, plan: &WeekPlan) -> Vec<RuleId> {
        let found = self.findings(plan);
        found.into_iter().map(|finding| finding.rule).collect()
    }

    /// Whether any rule would, which is asked until one does.
    pub(super) fn is_objected_to(&mut self, plan: &WeekPlan) -> bool {
        let rules = std::mem::take(&mut self.rules);
        let objects = |finding: &Finding| objects(self.view, plan, finding);
        let first = self.as_run(plan, |history, from| {
            rules::first_to_fire(&rules, history, from, objects)
        });
        self.rules = rules;
        let Some(first) = first.flatten() else {
            return false;
        };
        if let Some(ahead) = self.rules.get_mut(..=first) {
            ahead.rotate_right(1);
        }
        true
    }

    /// The same with all that the rules say.
    pub(super) fn findings(&mut self, plan: &WeekPlan) -> Vec<Finding> {
        let found = self.as_run(plan, |history, from| {
            rules::findings(rules::order_and_load(), history, from)
        });
        let mut findings = found.unwrap_or_default();
        findings.retain(|finding| objects(self.view, plan, finding));
        findings
    }

    /// Asks the history in which the planned part of the week was run as it is written;
    /// `None` where no run is planned.
    fn as_run<T>(
        &mut self,
        plan: &WeekPlan,
        ask: impl FnOnce(&History, NaiveDate) -> T,
    ) -> Option<T> {
        let view = self.view;
        let planned: Vec<&Day> = plan
            .days
            .iter()
            .filter(|day| day.date >= view.from && day.kind.is_run())
            .collect();
        if planned.is_empty() {
            return None;
        }
        let mut pain = self.history.pain.clone();
        self.history.runs.truncate(self.runs_known);
        for day in planned {
            let run = as_run(noon(view.history, day), day, self.easy);
            tolerate(&mut pain, &run);
            self.history.runs.push(run);
        }
        pain.sort_by_key(|entry| entry.at);
        let known = std::mem::replace(&mut self.history.pain, pain);
        let answer = ask(&self.history, view.from);
        self.history.pain = known;
        Some(answer)
    }
}

/// Whether a finding makes a planned week smaller.
fn objects(view: &View, plan: &WeekPlan, finding: &Finding) -> bool {
    let rises = plan.decision == Decision::Progress;
    // What is found of no run is found whatever is planned.
    finding.severity >= Severity::Caution
        && finding.run.is_some()
        && finding.date >= view.from
        && !ADVISES.contains(&finding.rule)
        && (rises || !OF_A_RISE.contains(&finding.rule))
}

fn noon(history: &History, day: &Day) -> DateTime<FixedOffset> {
    history.start_of(day.date) + TimeDelta::hours(12)
}

/// A planned day as the run that it becomes.
pub(crate) fn as_run(
    start: DateTime<FixedOffset>,
    day: &Day,
    easy: Option<MetresPerSecond>,
) -> Run {
    stated::run(start, &written(day, easy))
}

/// A planned day in the words in which a run without a file is stated.
pub(super) fn written(day: &Day, easy: Option<MetresPerSecond>) -> StatedRun {
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
    let running = Seconds::new(f64::from(session::running_seconds(&day.steps)));
    let distance = easy.map(|easy| {
        let faster = f64::from(of(StepKind::Tempo) + of(StepKind::Interval))
            * limits::HARD_OVER_EASY.value
            + f64::from(of(StepKind::Sprint)) * limits::SPRINT_OVER_EASY.value;
        let walked = MetresPerSecond::new(limits::WALKING_SPEED.value).min(easy)
            * (Seconds::new(total) - running);
        easy * (running + Seconds::new(faster)) + walked
    });
    StatedRun {
        minutes: running.minutes(),
        walk_min: total / 60.0 - running.minutes(),
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
    }
}

/// Mean easy speed of the runs of the last weeks that tell a distance; that of the last
/// run without hard minutes or walked rests where it was faster, since what is planned
/// must not be taken for shorter than it becomes. `None` where one of the last weeks
/// does not tell its distance.
pub(crate) fn easy_speed(history: &History) -> Option<MetresPerSecond> {
    let today = history.today();
    let from = today - Days::new(limits::LONG_RUN_DAYS.value as u64);
    let lately = history.runs_between(from, today);
    if lately.iter().any(|run| run.distance.is_none()) {
        return None;
    }
    let without_rests = |run: &&Run| run.distance.is_some() && !factors::has_walked_rests(run);
    let is_easy = |run: &&Run| without_rests(run) && run.hard_minutes().unwrap_or(0.0) <= 0.0;
    let of_late = mean_speed(lately.iter().filter(without_rests));
    let last_easy = mean_speed(history.runs.iter().rev().find(is_easy).into_iter());
    match (of_late, last_easy) {
        (Some(late), Some(easy)) => Some(late.max(easy)),
        (late, easy) => late.or(easy).or_else(|| mean_speed(lately.iter())),
    }
}

/// Hard minutes count as the longer easy ones that would have gone as far.
fn mean_speed<'a>(runs: impl Iterator<Item = &'a Run>) -> Option<MetresPerSecond> {
    let mut distance = Metres::ZERO;
    let mut time = Seconds::ZERO;
    for run in runs {
        let Some(metres) = run.distance else { continue };
        distance += metres;
        time += run.moving.or(run.timer).unwrap_or(run.elapsed);
        time += run.hard.unwrap_or(Seconds::ZERO) * limits::HARD_OVER_EASY.value;
    }
    (time.get() > 0.0).then(|| distance / time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::climb::Kind;
    use crate::plan::session;
    use crate::plan::target::{Session, Special};

    fn easy() -> MetresPerSecond {
        MetresPerSecond::new(3.0)
    }

    fn planned(minutes: f64, special: Option<Special>) -> Run {
        let written = session::write(Session::Minutes(minutes), special);
        let day = Day {
            date: chrono::NaiveDate::default(),
            kind: written.kind,
            minutes: Some(minutes),
            steps: written.steps,
            warm_up_s: None,
            speed_cap_m_per_s: None,
            cadence_target_spm: None,
            terrain: None,
            rehab: None,
            check_in: None,
            check_ins: Vec::new(),
            why: String::new(),
        };
        as_run(DateTime::UNIX_EPOCH.fixed_offset(), &day, Some(easy()))
    }

    #[test]
    fn walked_rests_go_less_far_than_easy_running_and_hard_minutes_farther() {
        let metres = |run: &Run| run.distance.map_or(0.0, Metres::get);
        let far = metres(&planned(30.0, None));
        assert_eq!(far, 30.0 * 60.0 * 3.0);
        let special = |kind| Some(Special { kind, count: 4 });
        let sprints = planned(30.0, special(Kind::HillSprints));
        let walked = (sprints.elapsed - sprints.running.unwrap_or(Seconds::ZERO)).get();
        assert_eq!(
            metres(&sprints),
            far - walked * (3.0 - limits::WALKING_SPEED.value)
        );
        // The session with tempo is shorter, and goes a little farther all the same.
        let tempo = metres(&planned(30.0, special(Kind::Tempo)));
        assert!(tempo > far * 0.97 && tempo <= far * 1.08, "{tempo} {far}");
    }
}
