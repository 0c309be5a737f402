//! `roster --json`. A line is what is kept of an athlete between two looks, too.

use super::check::NO_RUNG;
use super::instant;
use crate::charts::roster::reason_words;
use crate::numbers::{decimals, figure};
use crate::outcome::AthleteLine;
use chrono::NaiveDate;
use comeback_core::diary::Band;
use comeback_core::plan::{Decision, WeekPlan};
use comeback_core::rules::{RuleId, Severity};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// `roster --json`, in the order in which the athletes are given.
#[derive(Debug, Clone, Serialize)]
pub struct RosterJson<'a> {
    pub athletes: &'a [RosterLineJson],
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RosterLineJson {
    pub athlete: String,
    pub rung: String,
    pub level: Option<u8>,
    pub weeks_on_rung: Option<i64>,
    pub last_run: Option<NaiveDate>,
    pub runs_7_d: usize,
    pub running_min_7_d: Option<f64>,
    /// The worst of the last seven days.
    pub band: Option<Band>,
    pub worst_response: Option<f64>,
    pub last_response: Option<ResponseOfDayJson>,
    /// Scores of the last fortnight against the one before: `rising`, `steady`, `falling`.
    pub response_trend: Option<String>,
    pub urgent: usize,
    pub warnings: usize,
    pub cautions: usize,
    /// Rules that fire, the most severe first, each once.
    pub rules: Vec<String>,
    /// Why this one comes where it comes, in words.
    pub reason: String,
    /// The same as a word to group by.
    pub flag: String,
    /// Whether a coach should look now.
    pub needs_a_look: bool,
    /// The place of the reason in the order, and how much it weighs within it.
    pub rank: u8,
    pub weight: f64,
    /// Scores that can still be given.
    pub due: Vec<ScoreDueJson>,
    /// The last weeks, the oldest first; `null` where nothing is known of one.
    pub cadence_spm_weeks: Vec<Option<f64>>,
    pub tendon_load_weeks: Vec<Option<f64>>,
    pub plan: Option<PlanGlanceJson>,
    pub comment: Option<SaidJson>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResponseOfDayJson {
    pub date: NaiveDate,
    pub band: Band,
    pub max: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreDueJson {
    pub run: Option<String>,
    pub from: String,
    pub until: String,
}

/// This week's plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanGlanceJson {
    pub week: String,
    pub decision: String,
    pub runs: u32,
    pub weekly_min: f64,
    pub provisional: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidJson {
    pub at: String,
    pub by: String,
    pub text: String,
}

/// One athlete.
pub fn roster_line(line: &AthleteLine) -> RosterLineJson {
    let glance = &line.glance;
    let rounded = |weeks: &[Option<f64>], decimals: i32| -> Vec<Option<f64>> {
        weeks.iter().map(|week| figure(*week, decimals)).collect()
    };
    RosterLineJson {
        athlete: line.athlete.clone(),
        rung: line
            .standing
            .as_ref()
            .map_or(NO_RUNG, |standing| standing.rung.as_str())
            .to_owned(),
        level: line.standing.as_ref().and_then(|standing| standing.level),
        weeks_on_rung: glance.weeks_on_rung,
        last_run: line.last_run,
        runs_7_d: line.runs_7_d,
        running_min_7_d: figure(line.running_min_7_d, decimals::MINUTES),
        band: line.band,
        worst_response: figure(line.worst_response, decimals::PAIN),
        last_response: glance
            .last_response
            .map(|(date, band, max)| ResponseOfDayJson {
                date,
                band,
                max: figure(max, decimals::PAIN),
            }),
        response_trend: glance.trend.map(|trend| trend.as_str().to_owned()),
        urgent: line.count(Severity::Urgent),
        warnings: line.count(Severity::Warning),
        cautions: line.count(Severity::Caution),
        rules: (line.rules().into_iter())
            .map(|rule: RuleId| rule.as_str().to_owned())
            .collect(),
        reason: reason_words(&line.reason),
        flag: line.reason.flag().to_owned(),
        needs_a_look: line.reason.needs_a_look(),
        rank: line.reason.rank(),
        weight: figure(Some(line.reason.weight()), decimals::RATIO).unwrap_or_default(),
        due: (glance.due.iter())
            .map(|due| ScoreDueJson {
                run: due.run.as_ref().map(|run| run.0.clone()),
                from: instant(due.from),
                until: instant(due.until),
            })
            .collect(),
        cadence_spm_weeks: rounded(&glance.cadence_spm, decimals::CADENCE),
        tendon_load_weeks: rounded(&glance.tendon_load, decimals::LOAD),
        plan: glance.plan.as_ref().map(|plan| PlanGlanceJson {
            week: plan.week.clone(),
            decision: plan.decision.as_str().to_owned(),
            // What was run before it was known is no plan.
            runs: if is_off(plan) { 0 } else { plan.runs },
            weekly_min: match is_off(plan) {
                true => 0.0,
                false => crate::numbers::rounded(plan.weekly_min, decimals::MINUTES),
            },
            provisional: plan.provisional,
        }),
        comment: glance.comment.as_ref().map(|comment| SaidJson {
            at: instant(comment.at),
            by: comment.by.clone(),
            text: comment.text.clone(),
        }),
    }
}

fn is_off(plan: &WeekPlan) -> bool {
    plan.decision == Decision::Suspend
}

/// Who needs attention first comes first; equal need keeps the order of the names.
pub fn by_need(a: &RosterLineJson, b: &RosterLineJson) -> Ordering {
    (a.rank.cmp(&b.rank))
        .then(b.weight.total_cmp(&a.weight))
        .then((b.urgent, b.warnings).cmp(&(a.urgent, a.warnings)))
        .then_with(|| a.athlete.cmp(&b.athlete))
}
