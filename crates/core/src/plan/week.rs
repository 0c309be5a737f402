//! A planned week: what the contract's `plan --json` says, as types.

use crate::limits::Evidence;
use crate::method::Rung;
use crate::method::climb::Kind;
use crate::rule_id::RuleId;
use crate::run::RunId;
use crate::units::{MetresPerSecond, StepsPerMinute};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// What decides the week, most careful first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// No running: a red flag is open.
    Suspend,
    /// A step back after too much pain.
    BackUp,
    /// The return after a break.
    Restart,
    /// As before.
    Hold,
    /// A lighter week, on purpose.
    CutBack,
    /// One step further.
    Progress,
}

impl Decision {
    /// The name, as JSON has it.
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

/// What a day is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// Nothing.
    Rest,
    /// A walk.
    Walk,
    /// Running and walking by turns.
    WalkRun,
    /// An easy run.
    Easy,
    /// A run with a tempo.
    Tempo,
    /// A run with intervals.
    Intervals,
    /// A run with sprints on the flat.
    Sprints,
    /// A run with climbs.
    Hills,
    /// A run with hill sprints.
    HillSprints,
    /// Another sport.
    CrossTraining,
    /// Rehab exercises alone.
    Rehab,
}

impl DayKind {
    /// The name, as JSON has it.
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

/// What a day brings back, where it is more than minutes.
pub(super) fn kind_of(day: DayKind) -> Option<Kind> {
    Kind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == day.as_str())
}

/// How a part of a session is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Walked.
    Walk,
    /// Run, between walks.
    Run,
    /// Run easily.
    Easy,
    /// At tempo.
    Tempo,
    /// An interval.
    Interval,
    /// A sprint on the flat.
    Sprint,
    /// Up a hill, easily.
    Climb,
    /// A sprint up a hill.
    HillSprint,
}

/// `repeat` times: `work_s` of it, then `rest_s` walked or easy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How often, 1 or more.
    pub repeat: u32,
    /// Seconds of the work, each time.
    pub work_s: u32,
    /// Seconds of the rest after it, 0 for none.
    pub rest_s: u32,
    /// What the work is.
    pub what: StepKind,
}

/// One planned day. The steps of a day add up to its minutes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Day {
    /// The civil day.
    pub date: NaiveDate,
    /// What it is for.
    pub kind: DayKind,
    /// Minutes of the session, without the warm-up; `None` on a day of rest.
    pub minutes: Option<f64>,
    /// The session in parts, in order.
    pub steps: Vec<Step>,
    /// A walk before the run, outside its minutes and steps; `None` on a day without a run.
    pub warm_up_s: Option<u32>,
    /// No part is run faster.
    pub speed_cap_m_per_s: Option<MetresPerSecond>,
    /// Cadence to aim at.
    pub cadence_target_spm: Option<StepsPerMinute>,
    /// Where to run.
    pub terrain: Option<String>,
    /// The exercises of the day.
    pub rehab: Option<String>,
    /// When pain is due to be logged after this day's run, and earlier runs' check-ins due today.
    pub check_in: Option<String>,
    /// When the late scores are due of which the time begins on this day.
    pub check_ins: Vec<CheckIn>,
    /// Why the day is as it is.
    pub why: String,
}

impl Day {
    /// What a day that was run says of itself.
    pub(super) const DONE: &str = "done";

    /// Whether the day is over and was run: its minutes are those of its runs.
    pub fn is_done(&self) -> bool {
        self.kind.is_run() && self.why == Self::DONE
    }
}

/// When the score of a run is due: the worst since the run, felt in this time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckIn {
    /// `None` of a run that is still to come.
    pub run: Option<RunId>,
    /// From when on the score may be felt.
    pub from: DateTime<FixedOffset>,
    /// Until when it may be felt.
    pub until: DateTime<FixedOffset>,
}

/// Why the week is as it is: the rule that speaks, if one does, and in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The rule that speaks.
    pub rule: Option<RuleId>,
    /// The reason, as a sentence.
    pub text: String,
    /// What kind of evidence stands behind it.
    pub grade: Evidence,
}

/// What a provisional week becomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// What decides it.
    pub decision: Decision,
    /// Its runs.
    pub runs: u32,
    /// Its minutes.
    pub weekly_min: f64,
    /// The same as a sentence.
    pub text: String,
}

/// A week as it is planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeekPlan {
    /// `2026-W48`
    pub week: String,
    /// Its Monday.
    pub starts: NaiveDate,
    /// The sentence that opens the plan.
    pub headline: String,
    /// What decides it.
    pub decision: Decision,
    /// The factor that rises, where one does.
    pub factor: Option<Rung>,
    /// A response is pending, so the week may change.
    pub provisional: bool,
    /// `None` without an episode.
    pub rung: Option<Rung>,
    /// Walk-run level, 1 to 10, or hill sprints of the step; `None` elsewhere.
    pub level: Option<u8>,
    /// Days with a run.
    pub runs: u32,
    /// Minutes of the running days; for walk-run the whole session.
    pub weekly_min: f64,
    /// The day of a run that was longer than planned, for which the rest of the week is shorter.
    pub shorter_after: Option<NaiveDate>,
    /// Why, the one that decides first.
    pub reasons: Vec<Reason>,
    /// Monday to Sunday.
    pub days: Vec<Day>,
    /// What it becomes where an open response turns out amber.
    pub if_amber: Option<Alternative>,
    /// What it becomes where an open response turns out red.
    pub if_red: Option<Alternative>,
}
