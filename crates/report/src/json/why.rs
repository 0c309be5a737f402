//! `plan --why --json`, and the part of `explain --json` that speaks of the log.

use crate::json::check::{EvidenceJson, FindingJson, UnknownJson, finding, missing};
use crate::numbers::{decimals, rounded};
use chrono::NaiveDate;
use comeback_core::limits::Evidence;
use comeback_core::plan::Decision;
use comeback_core::plan::why::{Because, Counterfactual, Input, Why};
use comeback_core::rules::nearest::Change;
use comeback_core::rules::{Figure, Finding, Missing, RuleId};
use comeback_core::run::RunId;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct WhyJson {
    pub because: Vec<BecauseJson>,
    /// The smallest change that would have made the decision another.
    pub change: Option<CounterfactualJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct BecauseJson {
    pub rule: Option<RuleId>,
    pub text: String,
    pub grade: Evidence,
    pub source: &'static str,
    pub inputs: Vec<InputJson>,
    pub change: Option<CounterfactualJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct InputJson {
    pub what: &'static str,
    pub run: Option<RunId>,
    pub date: NaiveDate,
    pub figures: EvidenceJson,
}

#[derive(Debug, Clone, Serialize)]
pub struct CounterfactualJson {
    pub changes: Vec<ChangeJson>,
    /// The week as it would be then.
    pub week: String,
    pub decision: Decision,
    pub runs: u32,
    pub weekly_min: f64,
}

#[derive(Debug, Clone, Serialize)]
pub struct ChangeJson {
    pub what: &'static str,
    pub run: Option<RunId>,
    pub was: Option<Figure>,
    pub would: Figure,
    pub text: String,
}

pub fn why(why: &Why) -> WhyJson {
    WhyJson {
        because: why.because.iter().map(because).collect(),
        change: why.change.as_ref().map(counterfactual),
    }
}

fn because(because: &Because) -> BecauseJson {
    BecauseJson {
        rule: because.rule,
        text: because.text.clone(),
        grade: because.grade,
        source: because.source,
        inputs: because.inputs.iter().map(input).collect(),
        change: because.change.as_ref().map(counterfactual),
    }
}

fn input(input: &Input) -> InputJson {
    InputJson {
        what: input.what,
        run: input.run.clone(),
        date: input.date,
        figures: EvidenceJson(input.figures.clone()),
    }
}

fn counterfactual(told: &Counterfactual) -> CounterfactualJson {
    CounterfactualJson {
        changes: told.changes.iter().map(change).collect(),
        week: told.then.week.clone(),
        decision: told.then.decision,
        runs: told.then.runs,
        weekly_min: rounded(told.then.weekly_min, decimals::MINUTES),
    }
}

pub(super) fn change(change: &Change) -> ChangeJson {
    ChangeJson {
        what: change.what,
        run: change.run.clone(),
        was: change.was.clone(),
        would: change.would.clone(),
        text: change.text.clone(),
    }
}

/// What a rule says of the log now: `log_now` of `explain RULE --json`.
#[derive(Debug, Clone, Serialize)]
pub struct LogNowJson {
    /// The first day asked about.
    pub since: NaiveDate,
    pub run: Option<RunId>,
    pub findings: Vec<FoundJson>,
    pub unknown: Vec<UnknownJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FoundJson {
    #[serde(flatten)]
    pub finding: FindingJson,
    /// The smallest change after which the rule would be silent.
    pub change: Option<ChangeJson>,
}

pub fn log_now(
    since: NaiveDate,
    run: Option<RunId>,
    found: &[(Finding, Option<Change>)],
    unknown: &[Missing],
) -> LogNowJson {
    LogNowJson {
        since,
        run,
        findings: found
            .iter()
            .map(|(found, nearest)| FoundJson {
                finding: finding(found),
                change: nearest.as_ref().map(change),
            })
            .collect(),
        unknown: unknown.iter().map(missing).collect(),
    }
}
