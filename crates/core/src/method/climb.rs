//! The fold behind the ladder: day by day, what the runner holds, what rose last,
//! and what a red response or a break takes back.
//!
//! Nothing that was planned is read: the next step follows from what is held, so
//! a run at the next step's minutes, once the step is earned, is that step. Only a
//! response that is known counts for a step; an unknown one is replaced by the next.

mod before;
mod complete;
mod kind;
mod one_day;
mod setback;
mod standing;
mod start;
mod step;
mod week;

pub use before::Before;
pub use kind::{HILL_SPRINTS, Kind};
pub use start::{Start, spaced_runs, start};
pub use step::{Next, grown};

use super::ladder::Rung;
use crate::calendar::Days;
use crate::diary::entry::Beginning;
use crate::diary::{Episode, Goal, History, MeanResponse, Pain, Response, mean_response, span};
use crate::limits::{self, AmberPolicy};
use crate::run::Run;
use chrono::NaiveDate;
use one_day::OneDay;
use week::{Trial, Week};

/// A factor that rose, with the value that it rose from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// A walk-run level.
    Level {
        /// The level before.
        from: u8,
    },
    /// Minutes per run.
    Session {
        /// The minutes before.
        from: f64,
    },
    /// A run more a week.
    Runs {
        /// Runs per week before.
        from: u32,
    },
    /// A kind of session done for the first time on its rung.
    Kind {
        /// The kind.
        kind: Kind,
    },
    /// More hill sprints than before.
    HillSprints {
        /// The index before.
        from: usize,
    },
}

/// Tolerated runs at the value now held, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Held {
    /// Runs that were tolerated.
    pub green: u32,
    /// The day of the first of them.
    pub first: Option<NaiveDate>,
    /// The highest response among them.
    pub worst: f64,
    /// A leap beyond the plan is held longer.
    pub long: bool,
}

/// Sessions of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sessions {
    /// Sessions that were tolerated.
    pub green: u32,
    /// The day of the first of them.
    pub first: Option<NaiveDate>,
    /// Whether as many were tolerated as are needed.
    pub done: bool,
}

/// What the frequency rung raises next, where minutes and runs are both short of the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// A run more a week.
    Runs,
    /// More minutes per run.
    Minutes,
}

/// The state of the fold.
#[derive(Debug, Clone, PartialEq)]
pub struct Climb {
    /// The goal of the episode.
    pub goal: Goal,
    /// Runs per week that the goal asks for and the available days can hold.
    pub goal_runs: u32,
    /// Runs per week of the start, held while minutes grow.
    pub start_runs: u32,
    /// Running minutes of the runner's own session before the episode.
    pub own_session: Option<f64>,
    /// Runs per week that the runner had or wants, more than the available days hold now.
    pub unfitting_runs: Option<u32>,
    needed: u32,
    needed_days: i64,
    /// Days off from which a gap is a break.
    break_days: i64,
    pub(super) growth: f64,
    amber: AmberPolicy,
    /// First day on the present rung.
    pub since: NaiveDate,
    rung: Rung,
    /// Whether anything was run in the episode.
    pub begun: bool,
    /// Walk-run level being held; `None` once running continuously.
    pub level: Option<u8>,
    /// Session minutes held; `None` while walking is mixed in.
    pub session: Option<f64>,
    /// Runs per week held.
    pub runs: u32,
    frequency_open: bool,
    turn: Turn,
    /// The minutes and runs of the goal were held.
    complete: bool,
    sessions: [Sessions; 5],
    /// Index into [`HILL_SPRINTS`].
    pub sprint_step: usize,
    /// What was run at the value held.
    pub held: Held,
    steps: Vec<Step>,
    /// Minutes of the last runs in a row that were shorter, or longer and tolerated.
    shorter: Vec<(f64, bool, NaiveDate)>,
    longer: Vec<(f64, NaiveDate)>,
    /// Days with a run of the weeks in a row that held fewer runs, or more.
    fewer: Vec<u32>,
    more: Vec<u32>,
    /// An added run that is being tried this week.
    trial: Option<Trial>,
    /// Until this day the weeks are light on purpose and say nothing of what is held.
    light_until: Option<NaiveDate>,
    /// Weeks of building before a lighter one, 0 for none, and the Monday of the last.
    cut_back_weeks: usize,
    last_light: Option<NaiveDate>,
    /// The responses that the mean reads.
    recent: Vec<(NaiveDate, Response)>,
    reds: Vec<NaiveDate>,
    /// The days of runs with a red that the exercises answer for.
    of_rehab: Vec<NaiveDate>,
    undone_in: Option<(NaiveDate, u32)>,
    /// Monday of every week in which minutes, runs or a level rose.
    pub rises: Vec<NaiveDate>,
    /// The day of the last step of any kind.
    pub last_rise: Option<NaiveDate>,
    /// The day of the last one of minutes, runs or a level.
    pub last_build: Option<NaiveDate>,
    /// What the last red took back.
    pub last_undone: Option<Step>,
    /// It was only given up: it had not been held.
    pub gave_up: bool,
    /// Most days with a run in one week since the runs held are these.
    most_days: u32,
    day: Option<OneDay>,
    week: Week,
}

/// The state after all runs before and on `until`; `None` without an open episode.
pub fn fold(history: &History, until: NaiveDate) -> Option<Climb> {
    let episode = history.episode()?;
    let pain = Pain::of(history);
    let mut reading = Reading::begin(history, episode);
    for run in history.runs.iter().take_while(|run| run.date() <= until) {
        reading.come_to(run.date(), history);
        reading.read(run, || pain.response(run), history);
    }
    Some(reading.end(until, history.today(), history))
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
            told(date, &reading.climb.closed(date, history));
            told_of = Some(date);
        }
        reading.read(run, || pain.response(run), history);
    }
    let end = reading.end(until, history.today(), history);
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

    /// The days up to `date`: a day and a week that end, a break.
    fn come_to(&mut self, date: NaiveDate, history: &History) {
        if date >= self.start {
            self.climb.enter_day(date, history);
            if let Some(last) = self.previous {
                self.climb.after_break(last, date, history);
            }
        }
    }

    /// The response is asked for in the episode only: years may lie before it.
    fn read(&mut self, run: &Run, response: impl FnOnce() -> Response, history: &History) {
        let date = run.date();
        if date >= self.start {
            self.climb.take(run, &response(), history);
        }
        if !run.is_accident() {
            self.previous = Some(self.previous.map_or(date, |last| last.max(date)));
        }
    }

    fn end(mut self, until: NaiveDate, today: NaiveDate, history: &History) -> Climb {
        self.come_to(until, history);
        self.climb.close_day(history);
        if let Some(monday) = self.climb.week.monday {
            let sunday = monday + Days::new(6);
            let is_over = today > sunday || self.climb.week.days.contains(&sunday);
            let is_over = is_over && until >= sunday;
            self.climb.close_week(is_over);
        }
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
        let begin = start(history, episode);
        let own_runs = begin.runs.clamp(1, goal.runs_per_week.max(1));
        let start_runs = own_runs.min(spaced_runs(history)).clamp(1, goal_runs);
        let unfitting_runs = if goal_runs < goal.runs_per_week {
            Some(goal.runs_per_week)
        } else {
            Some(own_runs).filter(|&own| own > start_runs)
        };
        let level = (episode.begin == Beginning::WalkRun).then_some(1);
        Climb {
            goal,
            goal_runs,
            start_runs,
            own_session: begin.own_session,
            unfitting_runs,
            needed: settings.get(&limits::STEP_GREEN_RUNS) as u32,
            needed_days: settings.get(&limits::STEP_DAYS) as i64,
            break_days: settings.get(&limits::BREAK_SHORT_DAYS) as i64,
            growth: settings.get(&limits::WEEKLY_GROWTH) / 100.0,
            amber: settings.amber,
            since: episode.start,
            rung: Rung::WalkRun,
            begun: false,
            level,
            session: level.is_none().then_some(begin.session),
            runs: start_runs,
            frequency_open: false,
            turn: Turn::Runs,
            complete: false,
            sessions: [Sessions::default(); 5],
            sprint_step: 0,
            held: Held::default(),
            steps: Vec::new(),
            shorter: Vec::new(),
            longer: Vec::new(),
            fewer: Vec::new(),
            more: Vec::new(),
            trial: None,
            light_until: None,
            cut_back_weeks: settings.get(&limits::CUT_BACK_WEEKS) as usize,
            last_light: None,
            recent: Vec::new(),
            reds: Vec::new(),
            of_rehab: Vec::new(),
            undone_in: None,
            rises: Vec::new(),
            last_rise: None,
            last_build: None,
            last_undone: None,
            gave_up: false,
            most_days: 0,
            day: None,
            week: Week::default(),
        }
        .settled(episode.start)
    }

    /// The state with the day and the week so far counted, on `day`.
    fn closed(&self, day: NaiveDate, history: &History) -> Climb {
        let mut closed = self.clone();
        closed.close_day(history);
        closed.close_week(false);
        closed.settled(day)
    }

    /// The days on which a red became known.
    pub fn reds(&self) -> &[NaiveDate] {
        &self.reds
    }

    /// The mean response on a day that the fold has come to.
    pub fn mean(&self, day: NaiveDate) -> MeanResponse {
        mean_response::on(day, self.runs, self.recent.iter().copied())
    }

    /// Marks a step; what is held begins anew.
    fn rose(&mut self, step: Step, date: NaiveDate) {
        self.steps.push(step);
        self.last_rise = Some(date);
        self.begin_to_hold();
        let monday = span::monday(date);
        let builds = !matches!(step, Step::Kind { .. } | Step::HillSprints { .. });
        if builds {
            self.last_build = Some(date);
        }
        if builds && self.rises.last() != Some(&monday) {
            self.rises.push(monday);
        }
    }

    /// Nothing was run yet at what is held now.
    fn begin_to_hold(&mut self) {
        self.held = Held::default();
        self.shorter.clear();
        self.longer.clear();
    }
}
