//! The fold behind the ladder: run by run, week by week, what was held, what
//! rose last, and what a red response or a break takes back.
//!
//! A pending response counts as tolerated until it is known: the plan that
//! leans on it is provisional, and no rule blames the runner for following it.

mod before;
mod complete;
mod kind;
mod one_run;
mod setback;
mod standing;
mod start;
mod week;

pub use before::Before;
pub use kind::{HILL_SPRINTS, Kind};
pub use start::spaced_runs;

use super::ladder::Rung;
use crate::diary::entry::Beginning;
use crate::diary::{Episode, Goal, History, Pain, Response};
use crate::limits;
use crate::run::Run;
use chrono::{Days, NaiveDate};
use start::start_runs;
use week::Week;

/// A factor that rose, with the value that it rose from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    Level {
        from: u8,
    },
    Session {
        from: f64,
    },
    Runs {
        from: u32,
    },
    /// A kind of session done for the first time on its rung.
    Kind {
        kind: Kind,
    },
    /// More hill sprints than before.
    HillSprints {
        from: usize,
    },
}

/// Green runs at the value now held, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Held {
    pub green: u32,
    pub first: Option<NaiveDate>,
    /// Most days with a run in one of the weeks that count.
    pub runs: u32,
}

/// Sessions of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sessions {
    pub green: u32,
    pub first: Option<NaiveDate>,
    pub done: bool,
}

/// The state of the fold.
#[derive(Debug, Clone, PartialEq)]
pub struct Climb {
    pub goal: Goal,
    /// Runs per week that the goal asks for and the available days can hold.
    pub goal_runs: u32,
    /// Runs per week of the start, held while minutes grow.
    pub start_runs: u32,
    /// Runs per week that the runner had or wants, more than the available days hold now.
    pub unfitting_runs: Option<u32>,
    needed: u32,
    needed_days: i64,
    /// First day on the present rung.
    pub since: NaiveDate,
    rung: Rung,
    /// Walk-run level being held; `None` once running continuously.
    pub level: Option<u8>,
    /// After a break of four to eight weeks one level is enough.
    pub one_level: bool,
    /// Session minutes last tolerated.
    pub session: Option<f64>,
    pub runs: u32,
    volume_done: bool,
    frequency_done: bool,
    sessions: [Sessions; 5],
    /// Index into [`HILL_SPRINTS`].
    pub sprint_step: usize,
    pub held: Held,
    steps: Vec<Step>,
    /// Weekly means below what is held, newest last.
    lower: Vec<f64>,
    /// Days with a run in each week, newest last.
    week_runs: Vec<u32>,
    reds: Vec<NaiveDate>,
    undone_in: Option<(NaiveDate, u32)>,
    /// Monday of every week in which something rose.
    pub rises: Vec<NaiveDate>,
    /// What the last red took back.
    pub last_undone: Option<Step>,
    week: Week,
}

/// The state after all runs before and on `until`; `None` without an open episode.
pub fn fold(history: &History, until: NaiveDate) -> Option<Climb> {
    let episode = history.episode()?;
    let pain = Pain::of(history);
    let mut reading = Reading::begin(history, episode);
    for run in history.runs.iter().take_while(|run| run.date() <= until) {
        reading.come_to(run.date(), history);
        reading.read(run, &pain.response(run), history);
    }
    Some(reading.end(until, history))
}

/// As [`fold`], telling the state at the start of every day with a run, and at the end.
pub fn fold_with(
    history: &History,
    until: NaiveDate,
    told: &mut dyn FnMut(NaiveDate, &Climb),
) -> Option<Climb> {
    let episode = history.episode()?;
    let pain = Pain::of(history);
    let mut reading = Reading::begin(history, episode);
    let mut told_of: Option<NaiveDate> = None;
    told(episode.start, &reading.climb);
    for run in history.runs.iter().take_while(|run| run.date() <= until) {
        let date = run.date();
        reading.come_to(date, history);
        if date >= episode.start && told_of != Some(date) {
            told(date, &reading.climb.closed(date));
            told_of = Some(date);
        }
        reading.read(run, &pain.response(run), history);
    }
    let end = reading.end(until, history);
    if until >= episode.start {
        told(until + Days::new(1), &end);
    }
    Some(end)
}

/// The fold between two runs.
#[derive(Debug, Clone)]
struct Reading {
    start: NaiveDate,
    climb: Climb,
    previous: Option<NaiveDate>,
}

impl Reading {
    fn begin(history: &History, episode: &Episode) -> Reading {
        Reading {
            start: episode.start,
            climb: Climb::begin(history, episode),
            previous: None,
        }
    }

    /// The days up to `date`: a week that ends, a break.
    fn come_to(&mut self, date: NaiveDate, history: &History) {
        if date >= self.start {
            self.climb.enter_week(date);
            if let Some(last) = self.previous {
                self.climb.after_break(last, date, history);
            }
        }
    }

    fn read(&mut self, run: &Run, response: &Response, history: &History) {
        let date = run.date();
        if date >= self.start {
            self.climb.take(run, response, history);
        }
        self.previous = Some(self.previous.map_or(date, |last| last.max(date)));
    }

    fn end(mut self, until: NaiveDate, history: &History) -> Climb {
        self.come_to(until, history);
        self.climb.close_week();
        self.climb.settled(until)
    }
}

impl Climb {
    fn begin(history: &History, episode: &Episode) -> Climb {
        let settings = &history.settings;
        let goal = episode.goal;
        let goal_runs = goal
            .runs_per_week
            .clamp(1, (settings.available_days.count() as u32).max(1));
        let own_runs = start_runs(history, episode).clamp(1, goal.runs_per_week.max(1));
        let start_runs = own_runs.min(spaced_runs(history)).clamp(1, goal_runs);
        let unfitting_runs = if goal_runs < goal.runs_per_week {
            Some(goal.runs_per_week)
        } else {
            Some(own_runs).filter(|&own| own > start_runs)
        };
        Climb {
            goal,
            goal_runs,
            start_runs,
            unfitting_runs,
            needed: settings.get(&limits::STEP_GREEN_RUNS) as u32,
            needed_days: settings.get(&limits::STEP_DAYS) as i64,
            since: episode.start,
            rung: Rung::WalkRun,
            level: (episode.begin == Beginning::WalkRun).then_some(1),
            one_level: false,
            session: None,
            runs: start_runs,
            volume_done: false,
            frequency_done: false,
            sessions: [Sessions::default(); 5],
            sprint_step: 0,
            held: Held::default(),
            steps: Vec::new(),
            lower: Vec::new(),
            week_runs: Vec::new(),
            reds: Vec::new(),
            undone_in: None,
            rises: Vec::new(),
            last_undone: None,
            week: Week::default(),
        }
        .settled(episode.start)
    }

    /// The state with the week so far counted, on `day`.
    fn closed(&self, day: NaiveDate) -> Climb {
        let mut closed = self.clone();
        closed.close_week();
        closed.settled(day)
    }
}
