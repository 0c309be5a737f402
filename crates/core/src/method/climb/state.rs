//! What the fold holds between two days.

use super::kind::Kind;
use crate::calendar::Days;
use crate::diary::{Band, Goal, MeanResponse, Response, mean_response, span};
use crate::limits::AmberPolicy;
use crate::method::rung::Rung;
use chrono::{DateTime, FixedOffset, NaiveDate};

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
    pub(super) needed: u32,
    pub(super) needed_days: i64,
    /// Days off from which a gap is a break.
    pub(super) break_days: i64,
    pub(in crate::method) growth: f64,
    pub(super) amber: AmberPolicy,
    /// First day on the present rung.
    pub since: NaiveDate,
    pub(super) rung: Rung,
    /// Whether anything was run in the episode.
    pub begun: bool,
    /// Walk-run level being held; `None` once running continuously.
    pub level: Option<u8>,
    /// The walk-run level at which a red response came last.
    pub(super) hurt_level: Option<u8>,
    /// Session minutes held; `None` while walking is mixed in.
    pub session: Option<f64>,
    /// Runs per week held.
    pub runs: u32,
    pub(super) frequency_open: bool,
    pub(super) turn: Turn,
    /// The minutes and runs of the goal were held.
    pub(super) complete: bool,
    pub(super) sessions: [Sessions; 5],
    /// Index into `HILL_SPRINTS`.
    pub sprint_step: usize,
    /// What was run at the value held.
    pub held: Held,
    /// The day of the last run at what is held that was green.
    pub(super) last_held: Option<NaiveDate>,
    /// Shorter runs were let pass since what is held was last held twice.
    pub(super) spared: bool,
    pub(super) steps: Vec<Step>,
    /// Days on which a run of the smallest session hurt over 3.
    pub(super) hurt_at_least: Vec<NaiveDate>,
    /// The day of the run for which walking was mixed in.
    pub mixed_in: Option<NaiveDate>,
    /// Minutes of the last runs in a row that were shorter, or longer and tolerated.
    pub(super) shorter: Vec<Short>,
    pub(super) longer: Vec<(f64, NaiveDate)>,
    /// Days with a run of the weeks in a row that held fewer runs, or more.
    pub(super) fewer: Vec<u32>,
    pub(super) more: Vec<u32>,
    /// An added run that is being tried this week.
    pub(super) trial: Option<Trial>,
    /// Until this day the weeks are light on purpose and say nothing of what is held.
    pub(super) light_until: Option<NaiveDate>,
    /// Weeks of building before a lighter one, 0 for none, and the Monday of the last.
    pub(super) cut_back_weeks: usize,
    pub(super) last_light: Option<NaiveDate>,
    /// The responses that the mean reads.
    pub(super) recent: Vec<(NaiveDate, Response)>,
    pub(super) reds: Vec<NaiveDate>,
    /// When the last of them was felt: one score that two runs share is one red.
    pub(super) red_felt: Option<DateTime<FixedOffset>>,
    /// The days of runs with a red that the exercises answer for.
    pub(super) of_rehab: Vec<NaiveDate>,
    pub(super) undone_in: Option<(NaiveDate, u32)>,
    /// Monday of every week in which minutes, runs or a level rose.
    pub rises: Vec<NaiveDate>,
    /// The day of the last step of any kind.
    pub last_rise: Option<NaiveDate>,
    /// The day of the last one of minutes, runs or a level.
    pub last_build: Option<NaiveDate>,
    /// What the last red took back.
    pub last_undone: Option<Step>,
    /// That was an added run which had not been held yet.
    pub gave_up_a_run: bool,
    /// That was a run longer than what is held, which stays as it is.
    pub gave_up_minutes: bool,
    /// Most days with a run in one week since the runs held are these.
    pub(super) most_days: u32,
    pub(super) day: Option<OneDay>,
    pub(super) week: Week,
}

/// The runs of one day, as one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OneDay {
    pub(super) date: NaiveDate,
    /// Running minutes of the runs that tell them.
    pub(super) minutes: Option<f64>,
    /// The responses of all runs are known.
    pub(super) known: bool,
    pub(super) band: Band,
    /// The highest response so far.
    pub(super) worst: f64,
    pub(super) red_on: Option<NaiveDate>,
    /// The start of the first run with a red, and when that was felt.
    pub(super) red: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    /// Which kinds were seen, and how many hill sprints; `None` where it is not exact.
    pub(super) kinds: [bool; 5],
    pub(super) hill_sprints: Option<usize>,
    /// The kind of session that the runner said was done as written.
    pub(super) said_done: Option<Kind>,
}

/// The days with a run of the civil week that is being read.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Week {
    pub(super) monday: Option<NaiveDate>,
    pub(super) days: Vec<NaiveDate>,
    pub(super) red: bool,
    /// The week began with the episode, or a gap lies in it: it holds fewer days.
    pub(super) is_short: bool,
}

/// A run that was shorter than what is held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Short {
    pub(super) date: NaiveDate,
    pub(super) minutes: f64,
    pub(super) tolerated: bool,
    /// Known, and at 3 or less.
    pub(super) green: bool,
}

/// A run that is being added, and what is held again where the week does not hold it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Trial {
    pub(super) from: f64,
    pub(super) held: Held,
}

impl Climb {
    /// The days on which a red became known.
    pub fn reds(&self) -> &[NaiveDate] {
        &self.reds
    }

    /// The mean response on a day that the fold has come to.
    pub fn mean(&self, day: NaiveDate) -> MeanResponse {
        mean_response::on(day, self.runs, self.recent.iter().copied())
    }

    /// Whether the week before a Monday was light on purpose, back after days off.
    pub(crate) fn was_light_before(&self, monday: NaiveDate) -> bool {
        let last = monday - Days::new(1);
        let first = monday - Days::new(7);
        self.light_until
            .is_some_and(|until| first <= until && until <= last)
            && self.level.is_none()
    }

    /// Marks a step; what is held begins anew.
    pub(super) fn rose(&mut self, step: Step, date: NaiveDate) {
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
    pub(super) fn begin_to_hold(&mut self) {
        self.held = Held::default();
        self.shorter.clear();
        self.longer.clear();
    }
}
