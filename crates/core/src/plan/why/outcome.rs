//! What a week would have been.

use crate::diary::History;
use crate::plan::week::{Decision, WeekPlan};
use crate::plan::{best, view_of};
use crate::rules::nearest::Change;
use chrono::NaiveDate;

/// Changes of the log, and what the week would have been with them.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterfactual {
    /// All of them together.
    pub changes: Vec<Change>,
    /// What the week becomes.
    pub then: Outcome,
}

/// A week in brief.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The week, as `2026-W48`.
    pub week: String,
    /// What decides it.
    pub decision: Decision,
    /// Its runs.
    pub runs: u32,
    /// Its minutes.
    pub weekly_min: f64,
}

impl Outcome {
    pub(super) fn of(plan: &WeekPlan) -> Outcome {
        Outcome {
            week: plan.week.clone(),
            decision: plan.decision,
            runs: plan.runs,
            weekly_min: plan.weekly_min,
        }
    }
}

/// The week of a history in brief.
pub(super) fn outcome(history: &History, monday: NaiveDate) -> Outcome {
    Outcome::of(&best(&view_of(history, monday)))
}
