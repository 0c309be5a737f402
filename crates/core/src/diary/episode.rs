//! The injury under care, and the goal that the return leads to: the runner's
//! own training before it, unless the runner says otherwise.

use super::entry::Beginning;
use crate::limits::Settings;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// Where a goal came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoalSource {
    /// The runner's own weeks before the episode.
    OwnTraining,
    /// No history: the method's default.
    Default,
    /// All of it was said by the runner or the clinician.
    Stated,
    /// Said in part; the rest is the runner's own weeks.
    StatedAndOwnTraining,
    /// Said in part; the rest is the method's default.
    StatedAndDefault,
}

/// The training that the return leads to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Goal {
    /// Running minutes per run.
    pub session_min: f64,
    /// Runs per week.
    pub runs_per_week: u32,
    /// Whether a tempo belongs to it.
    pub tempo: bool,
    /// Whether intervals belong to it.
    pub intervals: bool,
    /// Whether sprints belong to it.
    pub sprints: bool,
    /// Whether climbs belong to it.
    pub hills: bool,
    /// Whether hill sprints belong to it.
    pub hill_sprints: bool,
    /// Where it came from.
    pub source: GoalSource,
}

impl Goal {
    /// The goal on the days that a runner has: no more runs a week than those.
    pub fn within(self, settings: &Settings) -> Goal {
        let days = (settings.available_days.count() as u32).max(1);
        Goal {
            runs_per_week: self.runs_per_week.clamp(1, days),
            ..self
        }
    }

    /// Whether any kind of intensity belongs to the goal.
    pub const fn intensity(&self) -> bool {
        self.tempo || self.intervals || self.sprints
    }
}

/// A time under care.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Episode {
    /// Its first day.
    pub start: NaiveDate,
    /// Whether a clinician has made the diagnosis.
    pub diagnosed: bool,
    /// How the return begins.
    pub begin: Beginning,
    /// What it leads back to.
    pub goal: Goal,
    /// A race or a date to be fit for.
    pub race: Option<NaiveDate>,
    /// Its last day; `None` while it is open.
    pub end: Option<NaiveDate>,
    /// The time of the entry that told of it: before that the episode is not known.
    pub told_at: DateTime<FixedOffset>,
    /// When its end was told.
    pub ended_at: Option<DateTime<FixedOffset>>,
}

impl Episode {
    /// Whether it is under care now.
    pub const fn is_open(&self) -> bool {
        self.end.is_none()
    }

    /// Whether a day lies in it.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}
