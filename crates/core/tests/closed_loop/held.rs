//! What is held of a planned week, whoever runs it.

use super::runner::{Runner, run_of};
use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use comeback_core::diary::start_of_day;
use comeback_core::method::Rung;
use comeback_core::plan::{DayKind, Decision, WeekPlan, without_branches};
use comeback_core::rules::{self, RuleId, Severity};
use comeback_core::run::Run;

/// Rules on order, load and spacing: none may speak of a week run as planned.
/// Written out here and not taken from the code, so that a rule that falls out
/// of the code's list does not fall out of the test.
const LOAD: [RuleId; 13] = [
    RuleId::HillSprintEarly,
    RuleId::HillsEarly,
    RuleId::SprintEarly,
    RuleId::IntensityEarly,
    RuleId::FrequencyEarly,
    RuleId::TwoFactorsAtOnce,
    RuleId::JumpAfterBreak,
    RuleId::LongRunSpike,
    RuleId::FrequencyJump,
    RuleId::NewDownhill,
    RuleId::NewIntervals,
    RuleId::RestTooShort,
    RuleId::GaitOrder,
];

/// Eight in the morning of a day; the zone is of no matter to a planned load.
fn at_eight(date: NaiveDate) -> DateTime<FixedOffset> {
    start_of_day(chrono_tz::UTC, date) + TimeDelta::hours(8)
}

/// What of the load is planned in a week.
pub(super) struct Load {
    pub session: f64,
    /// Mean running minutes a run: what the method calls session minutes.
    pub running: f64,
    pub runs: u32,
    pub hard: f64,
    pub longest: Length,
    pub walk_run: bool,
    pub kinds: Vec<DayKind>,
}

impl Load {
    pub(super) fn of(week: &WeekPlan) -> Load {
        let runs: Vec<Run> = week
            .days
            .iter()
            .filter(|day| day.kind.is_run())
            .map(|day| run_of(day, at_eight(day.date), None))
            .collect();
        // The walked rests of a sprint session are no less of a session.
        let minutes: Vec<f64> = runs
            .iter()
            .zip(week.days.iter().filter(|day| day.kind.is_run()))
            .filter_map(|(run, day)| match day.kind {
                DayKind::WalkRun => run.running_minutes(),
                _ => day.minutes,
            })
            .collect();
        let exposures = [DayKind::Sprints, DayKind::Hills, DayKind::HillSprints];
        let kinds = week.days.iter().map(|day| day.kind);
        let running = runs.iter().filter_map(Run::running_minutes).sum::<f64>();
        Load {
            running: running / (runs.len() as f64).max(1.0),
            session: minutes.iter().sum::<f64>() / (runs.len() as f64).max(1.0),
            runs: week.runs,
            hard: runs.iter().filter_map(Run::hard_minutes).sum(),
            longest: runs
                .iter()
                .filter_map(Length::of)
                .fold(Length::default(), Length::longer),
            walk_run: week.days.iter().any(|day| day.kind == DayKind::WalkRun),
            kinds: kinds.filter(|kind| exposures.contains(kind)).collect(),
        }
    }

    pub(super) fn minutes(&self) -> f64 {
        self.session * f64::from(self.runs)
    }
}

/// Exactly one factor rises at a time, over the highest of the four weeks before.
pub(super) fn one_factor(before: &[WeekPlan], now: &WeekPlan) -> Result<(), String> {
    if before.is_empty() {
        return Ok(());
    }
    let now = Load::of(now);
    let before: Vec<Load> = before.iter().rev().take(4).map(Load::of).collect();
    let highest = |figure: &dyn Fn(&Load) -> f64| before.iter().map(figure).fold(0.0, f64::max);
    let mut risen = Vec::new();
    // Sessions with walked rests hold fewer running minutes in as long a session: only
    // what is more by either measure is longer.
    if now.running > 1.05 * highest(&|load| load.running)
        && now.session > 1.05 * highest(&|load| load.session)
    {
        risen.push("session");
    }
    if f64::from(now.runs) > highest(&|load| f64::from(load.runs)) {
        risen.push("runs");
    }
    if now.hard > highest(&|load| load.hard) + 2.0 {
        risen.push("hard");
    }
    if now
        .kinds
        .iter()
        .any(|kind| !before.iter().any(|load| load.kinds.contains(kind)))
    {
        risen.push("kind");
    }
    if risen.len() > 1 {
        return Err(format!("{risen:?} rose at once"));
    }
    Ok(())
}

/// No run is over 1.10 times the longest of the 30 days before it, but for a step of a
/// short one. After a
/// break the shares of the week before it hold instead, and while walking is
/// mixed in, the levels.
pub(super) fn no_long_run(runner: &Runner, plan: &WeekPlan) -> Result<(), String> {
    let load = Load::of(plan);
    if plan.decision == Decision::Restart || load.walk_run {
        return Ok(());
    }
    let longest = longest_of(runner, plan.starts - Days::new(30), plan.starts);
    // Three minutes more are no spike as long as the run is no longer than half an hour.
    let is_step = load.longest.session <= (longest.session + 3.0).min(30.0) + 1e-6;
    if !is_step && longest.exceeded_by(load.longest, 1.10, 0.0) {
        return Err(format!("a run of {:?} after {longest:?} min", load.longest));
    }
    Ok(())
}

/// A run's minutes of running, and with its walked rests.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Length {
    pub running: f64,
    pub session: f64,
}

impl Length {
    fn of(run: &Run) -> Option<Length> {
        let running = run.running_minutes()?;
        Some(Length {
            running,
            session: run.elapsed.minutes(),
        })
    }

    pub(super) fn longer(self, other: Length) -> Length {
        Length {
            running: self.running.max(other.running),
            session: self.session.max(other.session),
        }
    }

    /// Whether another is longer by both measures, by a ratio and some minutes.
    pub(super) fn exceeded_by(self, other: Length, ratio: f64, room: f64) -> bool {
        self.running > 0.0
            && other.running > ratio * self.running + room + 1e-6
            && other.session > ratio * self.session + room + 1e-6
    }
}

/// The longest run from a day up to another, that one not included, by each measure.
pub(super) fn longest_of(runner: &Runner, from: NaiveDate, to: NaiveDate) -> Length {
    between(runner, from, to)
        .filter_map(Length::of)
        .fold(Length::default(), Length::longer)
}

/// The runs from a day up to another, that one not included.
pub(super) fn between(
    runner: &Runner,
    from: NaiveDate,
    to: NaiveDate,
) -> impl Iterator<Item = &Run> {
    let of_days = move |run: &&Run| from <= run.date() && run.date() < to;
    runner.runs.iter().filter(of_days)
}

/// No rule objects to what was run from a day on: no warning of any rule, no
/// caution about order or load.
pub(super) fn no_objection(
    runner: &Runner,
    from: NaiveDate,
    today: NaiveDate,
) -> Result<(), String> {
    let objections: Vec<String> = rules::check(&runner.history(today), from)
        .findings
        .into_iter()
        .filter(|finding| {
            finding.severity >= Severity::Warning
                || (finding.severity == Severity::Caution && LOAD.contains(&finding.rule))
        })
        .map(|finding| format!("{} {}: {}", finding.date, finding.rule, finding.message))
        .collect();
    if objections.is_empty() {
        return Ok(());
    }
    Err(objections.join("\n"))
}

/// Hill sprints come after everything else has come.
pub(super) fn hill_sprints_last(planned: &[WeekPlan]) -> Result<(), String> {
    let kinds: Vec<DayKind> = planned
        .iter()
        .flat_map(|week| &week.days)
        .map(|day| day.kind)
        .collect();
    let first_of = |kind: DayKind| kinds.iter().position(|other| *other == kind);
    let Some(sprint) = first_of(DayKind::HillSprints) else {
        return Ok(());
    };
    for kind in [
        DayKind::Tempo,
        DayKind::Intervals,
        DayKind::Sprints,
        DayKind::Hills,
    ] {
        if first_of(kind).is_some_and(|first| first > sprint) {
            return Err(format!("{kind:?} after hill sprints"));
        }
    }
    Ok(())
}

/// Less load than before and more than nothing.
/// Fewer minutes, or as many without the kinds of running that the week `had`.
pub(super) fn less_and_not_nothing(
    runner: &Runner,
    before: f64,
    had_kinds: bool,
    after: &WeekPlan,
) -> Result<(), String> {
    let then = Load::of(after);
    let minutes = then.minutes() - walked_when_done(runner, after);
    let without_kinds = had_kinds && !has_kinds(after) && minutes <= before + 1e-9;
    if after.decision == Decision::BackUp
        && (minutes < before - 1e-9 || without_kinds)
        && then.session > 0.0
        && then.runs > 0
    {
        return Ok(());
    }
    Err(format!(
        "a red after {before} min leads to {minutes} min, {}",
        after.decision.as_str()
    ))
}

/// Minutes walked in the walk-runs of a week that are done: a day that is done has the length
/// of what was run, and no steps that would tell the walking apart.
fn walked_when_done(runner: &Runner, week: &WeekPlan) -> f64 {
    (week.days.iter())
        .filter(|day| day.kind == DayKind::WalkRun && day.is_done())
        .flat_map(|day| between(runner, day.date, day.date + Days::new(1)))
        .filter_map(|run| Some(run.elapsed.minutes() - run.running_minutes()?))
        .sum()
}

/// Whether a week holds more than easy running.
pub(super) fn has_kinds(week: &WeekPlan) -> bool {
    let easy = [DayKind::Easy, DayKind::WalkRun];
    let mut runs = week.days.iter().filter(|day| day.kind.is_run());
    runs.any(|day| !easy.contains(&day.kind))
}

/// What a week becomes at amber and at red holds no more than the week.
pub(super) fn branches_hold_no_more(week: &WeekPlan) -> Result<(), String> {
    for branch in week.if_amber.iter().chain(&week.if_red) {
        if branch.runs > week.runs || branch.weekly_min > week.weekly_min + 1e-9 {
            return Err(format!("a branch holds more than the plan: {branch:?}"));
        }
    }
    Ok(())
}

/// A week in one line.
pub(super) fn print(week: &WeekPlan) -> String {
    let days: Vec<String> = week
        .days
        .iter()
        .map(|day| match day.minutes {
            Some(minutes) => format!("{}:{minutes:.1}", day.kind.as_str()),
            None => "-".to_owned(),
        })
        .collect();
    format!(
        "{} {} {:?} {:?} L{:?} {} {}",
        week.starts,
        week.decision.as_str(),
        week.factor.map(Rung::as_str),
        week.rung.map(Rung::as_str),
        week.level,
        days.join(" "),
        week.reasons
            .iter()
            .map(|reason| reason.text.as_str())
            .collect::<Vec<_>>()
            .join(" | ")
    )
}

/// Each morning of a week that is run as written and answered well has the rest of it as it was
/// written: the same days and the same minutes.
pub(super) fn stays_as_written(runner: &Runner, week: &WeekPlan) -> Result<(), String> {
    let left = |plan: &WeekPlan, from: NaiveDate| -> Vec<(NaiveDate, f64)> {
        let days = plan.days.iter().filter(|day| day.date >= from);
        let runs = days.filter(|day| day.kind.is_run());
        runs.map(|day| (day.date, day.minutes.unwrap_or_default()))
            .collect()
    };
    // What is told at the first moment of the week makes it another by right.
    let begins = runner.at(week.starts, 0);
    if runner.entries.iter().any(|entry| entry.at == begins) {
        return Ok(());
    }
    for morning in week.days.iter().map(|day| day.date).skip(1) {
        let now = without_branches(&runner.history(morning), week.starts);
        // Sunday's score, told on Monday, may bring the step that the week waited for, or say
        // that Sunday's session was that step.
        let goes_on = |decision: Decision| matches!(decision, Decision::Hold | Decision::Progress);
        if week.provisional && goes_on(week.decision) && goes_on(now.decision) {
            return Ok(());
        }
        let (written, found) = (left(week, morning), left(&now, morning));
        if written != found {
            return Err(format!(
                "on the morning of {morning} the rest of the week is another\n  {}\n  {}",
                print(week),
                print(&now)
            ));
        }
    }
    Ok(())
}
