//! The ladder: where the runner stands, as a pure fold over the log, never stored.

use crate::diary::Goal;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The rungs in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    WalkRun,
    Volume,
    Frequency,
    Intensity,
    Hills,
    HillSprints,
    Restored,
}

impl Rung {
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
    Tempo,
    Intervals,
    Sprints,
}

/// Where the runner of an episode stands at the history's moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The lowest open rung of the goal.
    pub rung: Rung,
    /// Walk-run level 1 to 10 on that rung; how many hill sprints (3, 4, 6) on that one; else `None`.
    pub level: Option<u8>,
    /// The open step of the intensity rung.
    pub intensity_step: Option<IntensityStep>,
    pub goal: Goal,
    /// The first day on this rung.
    pub since: NaiveDate,
    /// Running minutes per run that were last tolerated; `None` before the first green run.
    pub session_min: Option<f64>,
    /// Runs per week that were last tolerated.
    pub runs_per_week: Option<u32>,
    /// Green runs and days counted towards the next step, and how many of each it needs.
    pub green_runs: u32,
    pub green_runs_needed: u32,
    pub days: u32,
    pub days_needed: u32,
}

impl Standing {
    /// Whether a rung of the goal is not yet complete.
    pub fn is_open(&self, rung: Rung) -> bool {
        self.rung <= rung
    }
}
