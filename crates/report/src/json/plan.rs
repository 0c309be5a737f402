//! `plan --json`: the graded week.

use super::adherence::AdherenceJson;
use super::check::NO_RUNG;
use super::rehab::RehabJson;
use super::why::WhyJson;
use crate::numbers::{decimals, figure, rounded};
use chrono::NaiveDate;
use comeback_core::limits::Evidence;
use comeback_core::method::Rung;
use comeback_core::plan::{
    Alternative, CheckIn, Day, DayKind, Decision, Reason, Step, StepKind, WeekPlan,
};
use comeback_core::rules::RuleId;
use comeback_core::units::{MetresPerSecond, StepsPerMinute};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct PlanJson {
    pub week: String,
    pub starts: NaiveDate,
    /// The sentence that opens the plan.
    pub headline: String,
    pub decision: Decision,
    pub factor: Option<Rung>,
    pub provisional: bool,
    pub rung: &'static str,
    pub level: Option<u8>,
    pub runs: u32,
    pub weekly_min: f64,
    pub reasons: Vec<ReasonJson>,
    pub days: Vec<DayJson>,
    pub if_amber: Option<AlternativeJson>,
    pub if_red: Option<AlternativeJson>,
    /// What was advised for the week against what was done; `null` where no plan was kept.
    pub adherence: Option<AdherenceJson>,
    /// Where rehab stands and its next session; `null` without an episode.
    pub rehab: Option<RehabJson>,
    /// With `--why`: what was read, on whose word, and what would have changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<WhyJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ReasonJson {
    pub rule: Option<RuleId>,
    pub text: String,
    pub grade: Evidence,
}

#[derive(Debug, Clone, Serialize)]
pub struct DayJson {
    pub date: NaiveDate,
    pub kind: DayKind,
    pub minutes: Option<f64>,
    pub steps: Vec<StepJson>,
    /// A walk before the run, outside `minutes` and `steps`.
    pub warm_up_s: Option<u32>,
    pub speed_cap_m_per_s: Option<f64>,
    pub cadence_target_spm: Option<f64>,
    pub terrain: Option<String>,
    pub rehab: Option<String>,
    pub check_in: Option<String>,
    pub check_ins: Vec<CheckInJson>,
    pub why: String,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct StepJson {
    pub repeat: u32,
    pub work_s: u32,
    pub rest_s: u32,
    pub what: StepKind,
}

/// When the score of a run is due.
#[derive(Debug, Clone, Serialize)]
pub struct CheckInJson {
    /// `null` of a run that is still to come.
    pub run: Option<String>,
    pub from: String,
    pub until: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct AlternativeJson {
    pub decision: Decision,
    pub runs: u32,
    pub weekly_min: f64,
    pub text: String,
}

pub fn plan(plan: &WeekPlan) -> PlanJson {
    PlanJson {
        week: plan.week.clone(),
        starts: plan.starts,
        headline: plan.headline.clone(),
        decision: plan.decision,
        factor: plan.factor,
        provisional: plan.provisional,
        rung: plan.rung.map_or(NO_RUNG, Rung::as_str),
        level: plan.level,
        runs: plan.runs,
        weekly_min: rounded(plan.weekly_min, decimals::MINUTES),
        reasons: plan.reasons.iter().map(reason).collect(),
        days: plan.days.iter().map(day).collect(),
        if_amber: plan.if_amber.as_ref().map(alternative),
        if_red: plan.if_red.as_ref().map(alternative),
        adherence: None,
        rehab: None,
        explanation: None,
    }
}

fn reason(reason: &Reason) -> ReasonJson {
    ReasonJson {
        rule: reason.rule,
        text: reason.text.clone(),
        grade: reason.grade,
    }
}

pub(super) fn day(day: &Day) -> DayJson {
    DayJson {
        date: day.date,
        kind: day.kind,
        minutes: figure(day.minutes, decimals::MINUTES),
        steps: day.steps.iter().map(step).collect(),
        warm_up_s: day.warm_up_s,
        speed_cap_m_per_s: figure(
            day.speed_cap_m_per_s.map(MetresPerSecond::get),
            decimals::SPEED,
        ),
        cadence_target_spm: figure(
            day.cadence_target_spm.map(StepsPerMinute::get),
            decimals::CADENCE,
        ),
        terrain: day.terrain.clone(),
        rehab: day.rehab.clone(),
        check_in: day.check_in.clone(),
        check_ins: day.check_ins.iter().map(check_in).collect(),
        why: day.why.clone(),
    }
}

fn check_in(due: &CheckIn) -> CheckInJson {
    CheckInJson {
        run: due.run.as_ref().map(ToString::to_string),
        from: due.from.to_rfc3339(),
        until: due.until.to_rfc3339(),
    }
}

fn step(step: &Step) -> StepJson {
    StepJson {
        repeat: step.repeat,
        work_s: step.work_s,
        rest_s: step.rest_s,
        what: step.what,
    }
}

fn alternative(alternative: &Alternative) -> AlternativeJson {
    AlternativeJson {
        decision: alternative.decision,
        runs: alternative.runs,
        weekly_min: rounded(alternative.weekly_min, decimals::MINUTES),
        text: alternative.text.clone(),
    }
}
