//! `rules --json` and `explain RULE --json`.

use super::why::LogNowJson;
use comeback_core::limits::{Evidence, Settings, fill};
use comeback_core::rules::page::parts;
use comeback_core::rules::{Rule, RuleId, Severity};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct RulesJson {
    pub rules: Vec<RuleJson>,
}

/// One line of the list of rules.
#[derive(Debug, Clone, Serialize)]
pub struct RuleJson {
    pub rule: RuleId,
    pub title: &'static str,
    pub severity: Severity,
    pub grade: Evidence,
    pub source: &'static str,
    pub what: String,
}

/// A rule's page.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainJson {
    #[serde(flatten)]
    pub rule: RuleJson,
    pub why: String,
    pub evidence: String,
    pub fires_example: String,
    pub clear_example: String,
    pub missing: String,
    pub advice: String,
}

pub fn rules(rules: impl Iterator<Item = &'static Rule>, settings: &Settings) -> RulesJson {
    RulesJson {
        rules: rules
            .map(|rule| line(rule, fill(rule.what, settings)))
            .collect(),
    }
}

/// A rule's page with what it says of the log.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainNowJson {
    #[serde(flatten)]
    pub page: ExplainJson,
    pub log_now: LogNowJson,
}

pub fn explain_with(page: &Rule, settings: &Settings, log_now: LogNowJson) -> ExplainNowJson {
    ExplainNowJson {
        page: explain(page, settings),
        log_now,
    }
}

pub fn explain(page: &Rule, settings: &Settings) -> ExplainJson {
    let [
        what,
        why,
        evidence,
        fires_example,
        clear_example,
        missing,
        advice,
    ] = parts(page, settings);
    ExplainJson {
        rule: line(page, what),
        why,
        evidence,
        fires_example,
        clear_example,
        missing,
        advice,
    }
}

const fn line(page: &Rule, what: String) -> RuleJson {
    RuleJson {
        rule: page.id,
        title: page.title,
        severity: page.severity,
        grade: page.grade,
        source: page.source,
        what,
    }
}
