//! `rules --json` and `explain RULE --json`.

use super::why::LogNowJson;
use comeback_core::limits::Evidence;
use comeback_core::rules::{Rule, RuleId, Severity};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct RulesJson {
    pub rules: Vec<RuleJson>,
}

/// One line of the list of rules.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct RuleJson {
    pub rule: RuleId,
    pub title: &'static str,
    pub severity: Severity,
    pub grade: Evidence,
    pub source: &'static str,
    pub what: &'static str,
}

/// A rule's page.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ExplainJson {
    #[serde(flatten)]
    pub rule: RuleJson,
    pub why: &'static str,
    pub evidence: &'static str,
    pub fires_example: &'static str,
    pub clear_example: &'static str,
    pub missing: &'static str,
    pub advice: &'static str,
}

pub fn rules(rules: impl Iterator<Item = &'static Rule>) -> RulesJson {
    RulesJson {
        rules: rules.map(line).collect(),
    }
}

/// A rule's page with what it says of the log.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainNowJson {
    #[serde(flatten)]
    pub page: ExplainJson,
    pub log_now: LogNowJson,
}

pub const fn explain_with(page: &Rule, log_now: LogNowJson) -> ExplainNowJson {
    ExplainNowJson {
        page: explain(page),
        log_now,
    }
}

pub const fn explain(page: &Rule) -> ExplainJson {
    ExplainJson {
        rule: line(page),
        why: page.why,
        evidence: page.evidence,
        fires_example: page.fires_example,
        clear_example: page.clear_example,
        missing: page.missing,
        advice: page.advice,
    }
}

const fn line(page: &Rule) -> RuleJson {
    RuleJson {
        rule: page.id,
        title: page.title,
        severity: page.severity,
        grade: page.grade,
        source: page.source,
        what: page.what,
    }
}
