//! A planned week: what the contract's `plan --json` says, as types.

use crate::limits::Evidence;
use crate::method::Rung;
use crate::rule_id::RuleId;
use crate::run::RunId;
use crate::units::{MetresPerSecond, StepsPerMinute};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// What decides the week, most careful first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    Suspend,
    BackUp,
    Restart,
    Hold,
    CutBack,
    Progress,
}

impl Decision {
    pub const fn as_str(self) -> &'static str {
        match self {
            Decision::Suspend => "suspend",
            Decision::BackUp => "back-up",
            Decision::Restart => "restart",
            Decision::Hold => "hold",
            Decision::CutBack => "cut-back",
            Decision::Progress => "progress",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    Rest,
    Walk,
    WalkRun,
    Easy,
    Tempo,
    Intervals,
    Sprints,
    Hills,
    HillSprints,
    CrossTraining,
    Rehab,
}

impl DayKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            DayKind::Rest => "rest",
            DayKind::Walk => "walk",
            DayKind::WalkRun => "walk-run",
            DayKind::Easy => "easy",
            DayKind::Tempo => "tempo",
            DayKind::Intervals => "intervals",
            DayKind::Sprints => "sprints",
            DayKind::Hills => "hills",
            DayKind::HillSprints => "hill-sprints",
            DayKind::CrossTraining => "cross-training",
            DayKind::Rehab => "rehab",
        }
    }

    /// Whether the day holds running.
    pub const fn is_run(self) -> bool {
        matches!(
            self,
            DayKind::WalkRun
                | DayKind::Easy
                | DayKind::Tempo
                | DayKind::Intervals
                | DayKind::Sprints
                | DayKind::Hills
                | DayKind::HillSprints
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    Walk,
    Run,
    Easy,
    Tempo,
    Interval,
    Sprint,
    Climb,
    HillSprint,
}

/// `repeat` times: `work_s` of it, then `rest_s` walked or easy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub repeat: u32,
    pub work_s: u32,
    pub rest_s: u32,
    pub what: StepKind,
}

/// One planned day. The steps of a day add up to its minutes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Day {
    pub date: NaiveDate,
    pub kind: DayKind,
    pub minutes: Option<f64>,
    pub steps: Vec<Step>,
    /// A walk before the run, outside its minutes and steps; `None` on a day without a run.
    pub warm_up_s: Option<u32>,
    pub speed_cap_m_per_s: Option<MetresPerSecond>,
    pub cadence_target_spm: Option<StepsPerMinute>,
    pub terrain: Option<String>,
    pub rehab: Option<String>,
    /// When pain is due to be logged after this day's run, and earlier runs' check-ins due today.
    pub check_in: Option<String>,
    /// When the late scores are due of which the time begins on this day.
    pub check_ins: Vec<CheckIn>,
    pub why: String,
}

/// When the score of a run is due: the worst since the run, felt in this time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckIn {
    /// `None` of a run that is still to come.
    pub run: Option<RunId>,
    pub from: DateTime<FixedOffset>,
    pub until: DateTime<FixedOffset>,
}

/// Why the week is as it is: the rule that speaks, if one does, and in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    pub rule: Option<RuleId>,
    pub text: String,
    pub grade: Evidence,
}

/// What a provisional week becomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    pub decision: Decision,
    pub runs: u32,
    pub weekly_min: f64,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeekPlan {
    /// `2026-W48`
    pub week: String,
    /// Its Monday.
    pub starts: NaiveDate,
    /// The sentence that opens the plan.
    pub headline: String,
    pub decision: Decision,
    pub factor: Option<Rung>,
    /// A response is pending, so the week may change.
    pub provisional: bool,
    /// `None` without an episode.
    pub rung: Option<Rung>,
    pub level: Option<u8>,
    pub runs: u32,
    /// Minutes of the running days; for walk-run the whole session.
    pub weekly_min: f64,
    pub reasons: Vec<Reason>,
    pub days: Vec<Day>,
    pub if_amber: Option<Alternative>,
    pub if_red: Option<Alternative>,
}
