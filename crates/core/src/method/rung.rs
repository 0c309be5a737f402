//! The rungs of the ladder, and what it is to stand on one.

use crate::diary::Goal;
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
    /// From the lowest to the highest.
    pub const ALL: [Rung; 7] = [
        Rung::WalkRun,
        Rung::Volume,
        Rung::Frequency,
        Rung::Intensity,
        Rung::Hills,
        Rung::HillSprints,
        Rung::Restored,
    ];

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

/// Running minutes of a session of a walk-run level: three rounds of as many
/// minutes as the level has steps, 30 min at the last.
pub fn walk_run_minutes(level: u8) -> f64 {
    f64::from(level) * limits::WALK_RUN_MINUTES.value / limits::WALK_RUN_LEVELS.value
}
