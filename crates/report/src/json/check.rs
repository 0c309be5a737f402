//! `check --json`: where the runner stands, what fires, what cannot be told.

use super::instant;
use super::settings::{SettingJson, differing_settings};
use crate::numbers::{decimals, figure, rounded};
use chrono::NaiveDate;
use comeback_core::diary::{Goal, GoalSource, History};
use comeback_core::limits::Evidence;
use comeback_core::method::{IntensityStep, Standing};
use comeback_core::rules::{Figure, Finding, Missing, Name, RuleId, Severity};
use comeback_core::run::RunId;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The rung of a runner without an episode.
pub const NO_RUNG: &str = "none";

#[derive(Debug, Clone, Serialize)]
pub struct CheckJson {
    pub as_of: String,
    pub athlete: String,
    pub rung: &'static str,
    pub level: Option<u8>,
    pub goal: Option<GoalJson>,
    pub standing: Option<StandingJson>,
    pub findings: Vec<FindingJson>,
    pub unknown: Vec<UnknownJson>,
    /// Thresholds and choices that differ from the method's.
    pub settings_changed: Vec<SettingJson>,
    /// What is to be known of the data before the rest is believed: that there is none, what
    /// cannot be read, what waits.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct GoalJson {
    pub session_min: f64,
    pub runs_per_week: u32,
    /// What was wanted, where that is more than the available days.
    pub runs_per_week_wanted: u32,
    pub intensity: bool,
    pub tempo: bool,
    pub intervals: bool,
    pub sprints: bool,
    pub hills: bool,
    pub hill_sprints: bool,
    pub source: GoalSource,
}

/// How far the open rung has come.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct StandingJson {
    pub intensity_step: Option<IntensityStep>,
    pub since: NaiveDate,
    pub session_min: Option<f64>,
    pub runs_per_week: Option<u32>,
    pub green_runs: u32,
    pub green_runs_needed: u32,
    pub days: u32,
    pub days_needed: u32,
}

#[derive(Debug, Clone, Serialize)]
pub struct FindingJson {
    pub rule: RuleId,
    pub severity: Severity,
    pub date: NaiveDate,
    pub run: Option<RunId>,
    pub message: String,
    pub evidence: EvidenceJson,
    pub advice: String,
    pub grade: Evidence,
    pub source: Cow<'static, str>,
}

/// The figures of a finding as one object, in the order in which the rule gives them.
#[derive(Debug, Clone)]
pub struct EvidenceJson(pub(crate) Vec<(Name, Figure)>);

impl Serialize for EvidenceJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, figure) in &self.0 {
            match figure {
                Figure::Number(value) if value.is_finite() => {
                    map.serialize_entry(name, &rounded(*value, decimals::RATIO))?;
                }
                Figure::Number(_) => map.serialize_entry(name, &None::<f64>)?,
                other => map.serialize_entry(name, other)?,
            }
        }
        map.end()
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct UnknownJson {
    pub rule: RuleId,
    pub missing: String,
    pub date: NaiveDate,
    pub run: Option<RunId>,
}

/// `check --json`.
pub fn check(
    history: &History,
    athlete: &str,
    standing: Option<&Standing>,
    found: &[Finding],
    unknown: &[Missing],
) -> CheckJson {
    CheckJson {
        as_of: instant(history.now),
        athlete: athlete.to_owned(),
        rung: standing.map_or(NO_RUNG, |standing| standing.rung.as_str()),
        level: standing.and_then(|standing| standing.level),
        goal: history
            .episode()
            .map(|episode| goal(history, &episode.goal)),
        standing: standing.map(standing_json),
        findings: findings(found),
        unknown: unknown.iter().map(missing).collect(),
        settings_changed: differing_settings(history),
        notes: Vec::new(),
    }
}

pub fn findings(found: &[Finding]) -> Vec<FindingJson> {
    found.iter().map(finding).collect()
}

/// FINDING.
pub fn finding(finding: &Finding) -> FindingJson {
    FindingJson {
        rule: finding.rule,
        severity: finding.severity,
        date: finding.date,
        run: finding.run.clone(),
        message: finding.message.clone(),
        evidence: EvidenceJson(finding.evidence.clone()),
        advice: finding.advice.clone(),
        grade: finding.grade,
        source: finding.source.clone(),
    }
}

/// A goal as it can be reached on the days that the runner has.
pub(crate) fn goal(history: &History, goal: &Goal) -> GoalJson {
    GoalJson {
        session_min: rounded(goal.session_min, decimals::MINUTES),
        runs_per_week: goal.within(&history.settings).runs_per_week,
        runs_per_week_wanted: goal.runs_per_week,
        intensity: goal.intensity(),
        tempo: goal.tempo,
        intervals: goal.intervals,
        sprints: goal.sprints,
        hills: goal.hills,
        hill_sprints: goal.hill_sprints,
        source: goal.source,
    }
}

pub(crate) fn standing_json(standing: &Standing) -> StandingJson {
    StandingJson {
        intensity_step: standing.intensity_step,
        since: standing.since,
        session_min: figure(standing.session_min, decimals::MINUTES),
        runs_per_week: standing.runs_per_week,
        green_runs: standing.green_runs,
        green_runs_needed: standing.green_runs_needed,
        days: standing.days,
        days_needed: standing.days_needed,
    }
}

pub(crate) fn missing(missing: &Missing) -> UnknownJson {
    UnknownJson {
        rule: missing.rule,
        missing: missing.missing.clone(),
        date: missing.date,
        run: missing.run.clone(),
    }
}
