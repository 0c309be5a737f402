//! What the runner says of an episode: its start, and what is told anew of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How the return to running begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beginning {
    /// With walking and running by turns.
    WalkRun,
    /// With continuous running.
    Continuous,
}

/// What the runner says when an episode starts; what is not said is derived from the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EpisodeStart {
    /// The first day.
    pub on: NaiveDate,
    /// Whether a clinician has made the diagnosis.
    #[serde(default)]
    pub diagnosed: bool,
    /// How the return begins; `None` is chosen from the runs before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<Beginning>,
    /// Minutes per run of the goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_minutes: Option<f64>,
    /// Runs per week of the goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_runs: Option<u32>,
    /// Whether tempo and intervals belong to the goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_intensity: Option<bool>,
    /// Sprints on the flat: never implied by intensity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_sprints: Option<bool>,
    /// Whether climbs belong to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_hills: Option<bool>,
    /// Whether hill sprints belong to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_hill_sprints: Option<bool>,
    /// A race or a date to be fit for. It never makes a plan faster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub race: Option<NaiveDate>,
}

impl EpisodeStart {
    /// A start of which nothing but the day is told.
    pub const fn of(on: NaiveDate) -> EpisodeStart {
        EpisodeStart {
            on,
            diagnosed: false,
            begin: None,
            goal_minutes: None,
            goal_runs: None,
            goal_intensity: None,
            goal_sprints: None,
            goal_hills: None,
            goal_hill_sprints: None,
            race: None,
        }
    }

    /// The start with what was told later.
    #[must_use]
    pub fn edited(&self, edit: &EpisodeEdit) -> EpisodeStart {
        EpisodeStart {
            on: edit.on.unwrap_or(self.on),
            diagnosed: edit.diagnosed.unwrap_or(self.diagnosed),
            begin: edit.begin.or(self.begin),
            goal_minutes: edit.goal_minutes.or(self.goal_minutes),
            goal_runs: edit.goal_runs.or(self.goal_runs),
            goal_intensity: edit.goal_intensity.or(self.goal_intensity),
            goal_sprints: edit.goal_sprints.or(self.goal_sprints),
            goal_hills: edit.goal_hills.or(self.goal_hills),
            goal_hill_sprints: edit.goal_hill_sprints.or(self.goal_hill_sprints),
            race: edit.race.or(self.race),
        }
    }
}

/// What is told anew of an episode; what is not told stays as it was.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EpisodeEdit {
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Whether a clinician has made the diagnosis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diagnosed: Option<bool>,
    /// How the return begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begin: Option<Beginning>,
    /// Minutes per run of the goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal_minutes: Option<f64>,
    /// Runs per week of the goal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal_runs: Option<u32>,
    /// Whether tempo and intervals belong to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal_intensity: Option<bool>,
    /// Whether sprints belong to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal_sprints: Option<bool>,
    /// Whether climbs belong to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal_hills: Option<bool>,
    /// Whether hill sprints belong to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal_hill_sprints: Option<bool>,
    /// The day of a race.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub race: Option<NaiveDate>,
}
