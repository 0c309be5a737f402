//! The rules: each is one page, and answers clear, fires or unknown.
//!
//! A rule is one file: its words (the same that `explain` and the docs show)
//! and a `check` that looks at the runs and days asked for. One event gives one
//! finding, however many days it stays true.

pub mod context;
mod crossing;
mod data_quality;
mod early;
mod exposure;
pub mod factors;
pub mod nearest;
mod new_exposure;
pub mod page;
mod painful;
mod return_weeks;
pub mod verdict;

macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(pub mod $module;)*

        /// Every rule, in the order of the method.
        pub const REGISTRY: &[Rule] = &[$($module::RULE),*];
    };
}

rules![
    red_flag,
    pain_too_high,
    pain_watch,
    pain_repeated,
    pain_unlogged,
    pain_rising,
    hill_sprint_early,
    hills_early,
    sprint_early,
    intensity_early,
    frequency_early,
    two_factors_at_once,
    jump_after_break,
    long_run_spike,
    weekly_spike,
    frequency_jump,
    new_downhill,
    new_intervals,
    rest_too_short,
    cadence_low,
    cadence_target_missed,
    gait_order,
    stretching,
    sitting,
    rehab_retest,
    rehab_compression,
    cadence_implausible,
    gps_poor,
    no_cadence,
    possible_duplicate,
];

/// The rules that a planned week can break: the order of the protocol, load and spacing.
pub const ORDER_AND_LOAD: &[Rule] = &[
    hill_sprint_early::RULE,
    hills_early::RULE,
    sprint_early::RULE,
    intensity_early::RULE,
    frequency_early::RULE,
    two_factors_at_once::RULE,
    jump_after_break::RULE,
    long_run_spike::RULE,
    weekly_spike::RULE,
    frequency_jump::RULE,
    new_downhill::RULE,
    new_intervals::RULE,
    rest_too_short::RULE,
    gait_order::RULE,
];

pub use context::{Context, Ladder};
pub use data_quality::doubts;
pub use page::page;
pub use verdict::{Figure, Finding, Missing, Severity, Verdict};

use crate::diary::History;
use crate::limits::{Evidence, Limit};
use crate::method::Standing;
use crate::run::{Run, RunId};
use chrono::NaiveDate;

/// A rule: what it says of itself, and how it is checked.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its stable name.
    pub name: &'static str,
    /// What it is about, as a heading.
    pub title: &'static str,
    /// The highest severity of its findings.
    pub severity: Severity,
    pub grade: Evidence,
    pub source: &'static str,
    /// When it fires, exactly, in plain words.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// What stands behind it, and how firmly.
    pub evidence: &'static str,
    pub fires_example: &'static str,
    pub clear_example: &'static str,
    /// What happens when data are missing.
    pub missing: &'static str,
    /// What to do next.
    pub advice: &'static str,
    /// The numbers that it stands on.
    pub limits: &'static [Limit],
    /// Its findings stay until they are resolved, whatever day is asked from.
    pub lasting: bool,
    pub check: fn(&Context) -> Vec<Verdict>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rule").field("name", &self.name).finish()
    }
}

/// The rule of a name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    REGISTRY.iter().find(|rule| rule.name == name)
}

/// What a check found: where the runner stands, the findings, and what could not be judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    pub standing: Option<Standing>,
    /// Most severe first, then newest first.
    pub findings: Vec<Finding>,
    /// One for each rule and lack, the newest.
    pub unknown: Vec<Missing>,
}

impl Checked {
    /// The highest severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// Judges every rule for the runs and days from `since` to the history's moment.
pub fn check(history: &History, since: NaiveDate) -> Checked {
    checked(&Context::new(history, since))
}

/// As [`check`], with a ladder of the caller's, so that a rule can be tried on any rung.
pub fn check_with(history: &History, since: NaiveDate, ladder: Ladder) -> Checked {
    checked(&Context::on_ladder(history, since, ladder))
}

/// The findings of some of the rules, most severe first, then newest first.
pub fn findings(rules: &[Rule], history: &History, since: NaiveDate) -> Vec<Finding> {
    judged(rules, &Context::new(history, since)).0
}

fn checked(context: &Context) -> Checked {
    let (findings, unknown) = judged(REGISTRY, context);
    Checked {
        standing: context.standing_now(),
        findings,
        unknown,
    }
}

fn judged(rules: &[Rule], context: &Context) -> (Vec<Finding>, Vec<Missing>) {
    let since = context.since;
    let asked = |rule: &&Rule| context.history.settings.asks(rule.name);
    let mut findings = Vec::new();
    let mut unknown: Vec<Missing> = Vec::new();
    for rule in rules.iter().filter(asked) {
        for verdict in (rule.check)(context) {
            match verdict {
                Verdict::Clear => {}
                Verdict::Fires(finding) => {
                    if rule.lasting || finding.date >= since {
                        findings.push(finding);
                    }
                }
                Verdict::Unknown(missing) => {
                    if missing.date >= since {
                        note(&mut unknown, missing);
                    }
                }
            }
        }
    }
    findings.sort_by(|a, b| b.severity.cmp(&a.severity).then(b.date.cmp(&a.date)));
    (findings, unknown)
}

/// Keeps one lack a rule and text: the newest.
fn note(unknown: &mut Vec<Missing>, missing: Missing) {
    let same =
        |known: &&mut Missing| known.rule == missing.rule && known.missing == missing.missing;
    match unknown.iter_mut().find(same) {
        Some(known) if known.date <= missing.date => *known = missing,
        Some(_) => {}
        None => unknown.push(missing),
    }
}

/// The findings that are tied to the given runs, for those who have just brought them in.
pub fn new_findings(history: &History, runs: &[RunId]) -> Vec<Finding> {
    let first = runs
        .iter()
        .filter_map(|id| history.run(id))
        .map(Run::date)
        .min();
    let Some(first) = first else {
        return Vec::new();
    };
    let mut findings = check(history, first).findings;
    findings.retain(|finding| finding.run.as_ref().is_some_and(|run| runs.contains(run)));
    findings
}
