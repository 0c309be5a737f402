//! What was advised against what was done: the plans that were given, day by day,
//! and the runs of those days. For the runner and the coach to look at; no rule
//! and no plan reads it.

use super::entry::{GivenPlan, GivenSession};
use super::history::History;
use crate::calendar::Days;
use crate::limits;
use crate::robust::total;
use crate::run::Run;
use crate::units::Seconds;
use chrono::NaiveDate;

/// How a planned session, or a run, turned out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Within the tolerance of the minutes planned.
    AsPlanned,
    /// Shorter than planned.
    Shorter,
    /// Longer than planned.
    Longer,
    /// The day is over without it.
    Missed,
    /// Run without having been planned.
    Extra,
    /// Still to come.
    Ahead,
}

impl Outcome {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::AsPlanned => "as-planned",
            Outcome::Shorter => "shorter",
            Outcome::Longer => "longer",
            Outcome::Missed => "missed",
            Outcome::Extra => "extra",
            Outcome::Ahead => "ahead",
        }
    }
}

/// One session, planned or done or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The day planned; of an extra run, its own.
    pub date: NaiveDate,
    /// The kind of day planned, in the words of the plan.
    pub kind: Option<String>,
    /// Minutes as the plan counts them: of running, of walk-run the whole session.
    pub planned_min: Option<f64>,
    /// Minutes that were done.
    pub done_min: Option<f64>,
    /// The day it was run, where that is another.
    pub moved_to: Option<NaiveDate>,
    /// More hard minutes than pass as noise on a day planned easy.
    pub harder: bool,
    /// How the two compare.
    pub outcome: Outcome,
}

/// One week's plan against what was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Adherence {
    /// The Monday of the week.
    pub monday: NaiveDate,
    /// The first day that a plan was given for.
    pub from: NaiveDate,
    /// What the last plan given decided.
    pub decision: String,
    /// The planned sessions, in the order of time.
    pub sessions: Vec<Session>,
    /// Minutes of all sessions planned, those ahead among them.
    pub planned_min: f64,
    /// Minutes run from the first planned day on.
    pub done_min: f64,
}

impl Adherence {
    /// Sessions with an outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        let sessions = self.sessions.iter();
        sessions
            .filter(|session| session.outcome == outcome)
            .count()
    }

    /// Sessions that were planned, those ahead among them.
    pub fn planned(&self) -> usize {
        self.sessions.len() - self.count(Outcome::Extra)
    }

    /// Sessions that were done on another day.
    pub fn moved(&self) -> usize {
        let sessions = self.sessions.iter();
        sessions
            .filter(|session| session.moved_to.is_some())
            .count()
    }
}

/// A run on another day counts as a planned one that was moved within so many days. (design)
const MOVED_DAYS: i64 = 2;

/// The plan in force on a day: the last one given by then that speaks of it.
pub fn in_force(history: &History, monday: NaiveDate, day: NaiveDate) -> Option<&GivenPlan> {
    history
        .plans
        .iter()
        .rev()
        .filter(|given| given.plan.week == monday && given.plan.from <= day)
        .find(|given| history.local_date(given.at) <= day)
        .map(|given| &given.plan)
}

/// The session advised for a day, by the plan in force on it.
pub fn advised(history: &History, monday: NaiveDate, day: NaiveDate) -> Option<&GivenSession> {
    let mut sessions = in_force(history, monday, day)?.sessions.iter();
    sessions.find(|session| session.date == day)
}

/// A week against the plans given for it; `None` where none was given by the history's moment.
pub fn week(history: &History, monday: NaiveDate) -> Option<Adherence> {
    let of_week = || {
        history
            .plans
            .iter()
            .filter(|given| given.plan.week == monday)
    };
    let last = of_week().next_back()?;
    let from = of_week().map(|given| given.plan.from).min()?;
    let sunday = monday + Days::new(6);
    let days = (0..7)
        .map(|offset| monday + Days::new(offset))
        .filter(|day| *day >= from);
    let planned: Vec<&GivenSession> = days
        .filter_map(|day| advised(history, monday, day))
        .collect();
    let walked = planned.iter().any(|session| session.session == "walk-run");
    let mut done = done(history, from, sunday, walked);
    let mut sessions = matched(&planned, &mut done, history.today());
    sessions.extend(done.into_iter().map(|run| Session {
        date: run.date,
        kind: None,
        planned_min: None,
        done_min: Some(run.minutes),
        moved_to: None,
        harder: false,
        outcome: Outcome::Extra,
    }));
    sessions.sort_by_key(|session| session.date);
    let sum = |of: fn(&Session) -> Option<f64>| total(sessions.iter().filter_map(of));
    Some(Adherence {
        monday,
        from,
        decision: last.plan.decision.clone(),
        planned_min: sum(|session| session.planned_min),
        done_min: sum(|session| session.done_min),
        sessions,
    })
}

/// The running of one day.
struct Done {
    date: NaiveDate,
    minutes: f64,
    hard: bool,
}

/// The days with a run; in a week of walk-run whole sessions are counted, else running.
fn done(history: &History, from: NaiveDate, to: NaiveDate, walked: bool) -> Vec<Done> {
    let mut days: Vec<Done> = Vec::new();
    for run in history.runs_between(from, to) {
        let running = run.running_minutes().filter(|_| !walked);
        let minutes = running.unwrap_or_else(|| whole_minutes(run));
        let hard = run
            .hard_minutes()
            .is_some_and(|hard| hard > limits::HARD_OVER_MINUTES.value);
        match days.last_mut().filter(|day| day.date == run.date()) {
            Some(day) => {
                day.minutes += minutes;
                day.hard |= hard;
            }
            None => days.push(Done {
                date: run.date(),
                minutes,
                hard,
            }),
        }
    }
    // A slip of the start button is no session.
    days.retain(|day| day.minutes >= limits::RUN_MIN_MINUTES.value);
    days
}

/// Minutes on the feet, walking included.
fn whole_minutes(run: &Run) -> f64 {
    let moving = run.moving.or(run.timer).unwrap_or(run.elapsed);
    moving.max(run.running.unwrap_or(Seconds::ZERO)).minutes()
}

/// Each planned session with its run, which is taken from `done`: the one of its
/// day, else the nearest that no other day claims.
fn matched(planned: &[&GivenSession], done: &mut Vec<Done>, today: NaiveDate) -> Vec<Session> {
    let claimed: Vec<NaiveDate> = planned.iter().map(|session| session.date).collect();
    planned
        .iter()
        .map(|session| {
            let nearest = done
                .iter()
                .enumerate()
                .map(|(index, run)| (index, (run.date - session.date).num_days().abs(), run.date))
                .filter(|(_, apart, date)| {
                    *apart == 0 || (*apart <= MOVED_DAYS && !claimed.contains(date))
                })
                .min_by_key(|(_, apart, _)| *apart);
            let run = nearest.map(|(index, _, _)| done.remove(index));
            judged(session, run, today)
        })
        .collect()
}

fn judged(session: &GivenSession, run: Option<Done>, today: NaiveDate) -> Session {
    let share = limits::ADHERENCE_SHARE.value / 100.0;
    let tolerance = (session.minutes * share).max(limits::ADHERENCE_MINUTES.value);
    let outcome = match &run {
        None if session.date >= today => Outcome::Ahead,
        None => Outcome::Missed,
        Some(run) if run.minutes > session.minutes + tolerance => Outcome::Longer,
        Some(run) if run.minutes < session.minutes - tolerance => Outcome::Shorter,
        Some(_) => Outcome::AsPlanned,
    };
    let easy = matches!(session.session.as_str(), "easy" | "walk-run");
    Session {
        date: session.date,
        kind: Some(session.session.clone()),
        planned_min: Some(session.minutes),
        done_min: run.as_ref().map(|run| run.minutes),
        moved_to: run
            .as_ref()
            .map(|run| run.date)
            .filter(|date| *date != session.date),
        harder: easy && run.is_some_and(|run| run.hard),
        outcome,
    }
}
