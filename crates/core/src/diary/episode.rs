//! The injury under care, and the goal that the return leads to: the runner's
//! own training before it, unless the runner says otherwise.

use super::entry::Beginning;
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
    pub tempo: bool,
    pub intervals: bool,
    pub sprints: bool,
    pub hills: bool,
    pub hill_sprints: bool,
    pub source: GoalSource,
}

impl Goal {
    /// Whether any kind of intensity belongs to the goal.
    pub const fn intensity(&self) -> bool {
        self.tempo || self.intervals || self.sprints
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Episode {
    pub start: NaiveDate,
    pub diagnosed: bool,
    pub begin: Beginning,
    pub goal: Goal,
    /// A race or a date to be fit for.
    pub race: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    /// The time of the entry that told of it: before that the episode is not known.
    pub told_at: DateTime<FixedOffset>,
    pub ended_at: Option<DateTime<FixedOffset>>,
}

impl Episode {
    pub const fn is_open(&self) -> bool {
        self.end.is_none()
    }

    pub fn covers(&self, day: NaiveDate) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}
