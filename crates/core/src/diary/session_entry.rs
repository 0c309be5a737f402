//! A run that the runner states, a session done as it was written, and the sessions of a
//! plan as they were given.

use crate::run::RunId;
use crate::units::{Metres, PainScore, StepsPerMinute};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A session done as it was written.
///
/// It holds what was written on the day, so that a later change of the plan does
/// not change what the runner said. Where no recording of the day is known, it is
/// the run itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// The day.
    pub date: NaiveDate,
    /// The kind of day, in the word of the plan.
    pub session: String,
    /// The session as a run.
    pub written: StatedRun,
    /// The recording that the runner named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunId>,
    /// The highest pain during it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<PainScore>,
}

/// What was advised for a week, from one of its days on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GivenPlan {
    /// Its Monday.
    pub week: NaiveDate,
    /// The first day that the advice speaks of.
    pub from: NaiveDate,
    /// What decided the week, in the word of the plan.
    pub decision: String,
    /// The days with a run; the others are free of running.
    pub sessions: Vec<GivenSession>,
}

/// One day with a run, as advised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GivenSession {
    /// The day.
    pub date: NaiveDate,
    /// The kind of day, in the word of the plan.
    pub session: String,
    /// Of the whole session, walking included.
    pub minutes: f64,
}

/// A run without a file, as the runner states it. What is not stated of hard
/// minutes and efforts was not done: an easy run is the default.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StatedRun {
    /// Running minutes.
    pub minutes: f64,
    /// Minutes walked in it, beside the running.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub walk_min: f64,
    /// Distance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_m: Option<Metres>,
    /// Hard minutes.
    #[serde(default)]
    pub hard_min: f64,
    /// Cadence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence_spm: Option<StepsPerMinute>,
    /// CR10, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rpe: Option<f64>,
    /// Climbs.
    #[serde(default)]
    pub hills: u32,
    /// Descents.
    #[serde(default)]
    pub downhills: u32,
    /// Intervals.
    #[serde(default)]
    pub intervals: u32,
    /// Sprints on the flat.
    #[serde(default)]
    pub sprints: u32,
    /// Hill sprints.
    #[serde(default)]
    pub hill_sprints: u32,
    /// Whether it was run on a treadmill.
    #[serde(default)]
    pub treadmill: bool,
}

fn is_zero(value: &f64) -> bool {
    *value == 0.0
}
