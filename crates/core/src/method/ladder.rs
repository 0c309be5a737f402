//! The ladder: where the runner stands, as a pure fold over the log, never stored.
//!
//! [`standing`] answers for now, [`Course`] for every day on which a run was made;
//! both come from one fold ([`super::climb`]).

use super::climb::{self, Climb};
use crate::diary::{Goal, History};
use crate::limits;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The rungs in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// Walking and running by turns.
    WalkRun,
    /// Minutes per run grow.
    Volume,
    /// Runs are added.
    Frequency,
    /// Tempo, intervals, sprints.
    Intensity,
    /// Easy climbs.
    Hills,
    /// Sprints up a hill.
    HillSprints,
    /// The goal is reached.
    Restored,
}

impl Rung {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Rung::WalkRun => "walk-run",
            Rung::Volume => "volume",
            Rung::Frequency => "frequency",
            Rung::Intensity => "intensity",
            Rung::Hills => "hills",
            Rung::HillSprints => "hill-sprints",
            Rung::Restored => "restored",
        }
    }
}

/// The steps of the intensity rung, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntensityStep {
    /// A tempo.
    Tempo,
    /// Intervals.
    Intervals,
    /// Sprints on the flat.
    Sprints,
}

/// Where the runner of an episode stands at the history's moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The lowest open rung of the goal.
    pub rung: Rung,
    /// Walk-run level 1 to 10 on that rung; how many hill sprints (3, 4, 6) on that one; else `None`.
    pub level: Option<u8>,
    /// The open step of the intensity rung.
    pub intensity_step: Option<IntensityStep>,
    /// What the episode leads back to.
    pub goal: Goal,
    /// The first day on this rung.
    pub since: NaiveDate,
    /// Running minutes per run that are held; before the first run those of the start.
    pub session_min: Option<f64>,
    /// Runs per week that are held.
    pub runs_per_week: Option<u32>,
    /// Tolerated runs and days counted towards the next step, and how many of each it needs.
    pub green_runs: u32,
    /// Tolerated runs that the next step needs.
    pub green_runs_needed: u32,
    /// Days since the last step.
    pub days: u32,
    /// Days that the next step needs.
    pub days_needed: u32,
}

impl Standing {
    /// Whether a rung of the goal is not yet complete.
    pub fn is_open(&self, rung: Rung) -> bool {
        self.rung <= rung
    }
}

/// Where the runner stands at the history's moment; `None` without an open episode.
pub fn standing(history: &History) -> Option<Standing> {
    climb::fold(history, history.today()).map(|climb| climb.standing(history.today()))
}

/// Where the runner stood on every day with a run, judged by the responses known now.
///
/// A run is judged by where the runner stood when setting out, so the standing
/// of a day knows the runs of the days before, and not that day's own.
#[derive(Debug, Clone, Default)]
pub struct Course {
    days: Vec<(NaiveDate, Standing)>,
}

impl Course {
    /// Every day with its standing, in order.
    pub fn days(&self) -> &[(NaiveDate, Standing)] {
        &self.days
    }

    /// The standing at the start of a day; `None` before the episode or without one.
    pub fn on(&self, day: NaiveDate) -> Option<&Standing> {
        let after = self.days.partition_point(|(date, _)| *date <= day);
        let (_, standing) = self.days.get(after.checked_sub(1)?)?;
        Some(standing)
    }
}

/// The course of the open episode in one pass over the log.
pub fn course(history: &History) -> Course {
    let mut days: Vec<(NaiveDate, Standing)> = Vec::new();
    climb::fold_with(history, history.today(), &mut |day, climb: &Climb| {
        if days.last().is_some_and(|(last, _)| *last >= day) {
            days.pop();
        }
        days.push((day, climb.standing(day)));
    });
    Course { days }
}

/// Running minutes of a session of a walk-run level: three rounds of as many
/// minutes as the level has steps, 30 min at the last.
pub fn walk_run_minutes(level: u8) -> f64 {
    f64::from(level) * limits::WALK_RUN_MINUTES.value / limits::WALK_RUN_LEVELS.value
}
