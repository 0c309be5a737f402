//! What every rule is made of.

use super::context::Context;
use super::nearest::Nearest;
use super::verdict::{Finding, Missing, Severity, Verdict};
use crate::limits::{Evidence, Limit};
use crate::rule_id::RuleId;
use crate::run::Run;
use chrono::NaiveDate;

/// A rule: what it says of itself, and how it is checked.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name.
    pub id: RuleId,
    /// What it is about, as a heading.
    pub title: &'static str,
    /// The highest severity of its findings.
    pub severity: Severity,
    /// What kind of evidence stands behind it.
    pub grade: Evidence,
    /// Who says so.
    pub source: &'static str,
    /// When it fires, exactly, in plain words. Here and below a number that can be set is
    /// named by its key, `{sitting-minutes}`: see [`crate::limits::fill`].
    pub what: &'static str,
    /// Why that matters; names no number.
    pub why: &'static str,
    /// What stands behind it, and how firmly.
    pub evidence: &'static str,
    /// An example that fires.
    pub fires_example: &'static str,
    /// An example that does not.
    pub clear_example: &'static str,
    /// What happens when data are missing.
    pub missing: &'static str,
    /// What to do next.
    pub advice: &'static str,
    /// The numbers that it stands on.
    pub limits: &'static [Limit],
    /// Its findings stay until they are resolved, whatever day is asked from.
    pub lasting: bool,
    /// Asks a history.
    pub check: fn(&Context) -> Vec<Verdict>,
    /// How the change is found that would have silenced a finding.
    pub nearest: Nearest,
    /// What it does to a plan.
    pub in_plan: InPlan,
}

/// What part a rule has in the plan of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InPlan {
    /// It informs and changes no week.
    Informs,
    /// Symptoms suspend training.
    Symptoms,
    /// Red responses take a step back.
    Reds,
    /// Two reds within its days take back two steps.
    Repeated,
    /// Amber responses hold.
    Ambers,
    /// Responses that are not known hold.
    Unknown,
    /// Its warnings hold, and a planned week that would set it off is made smaller.
    OrderAndLoad,
    /// As order and load; and the weeks after a break are planned by it.
    Break,
    /// As order and load; and a new gait focus holds.
    GaitFocus,
}

impl InPlan {
    /// Whether a planned week that would set the rule off is made smaller.
    pub const fn objects(self) -> bool {
        matches!(
            self,
            InPlan::OrderAndLoad | InPlan::Break | InPlan::GaitFocus
        )
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rule")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Rule {
    /// A finding of this rule at its highest severity, with its usual advice.
    pub fn finding(&self, date: NaiveDate, run: Option<&Run>, message: String) -> Finding {
        Finding {
            rule: self.id,
            severity: self.severity,
            date,
            run: run.map(|run| run.id.clone()),
            message,
            evidence: Vec::new(),
            advice: self.advice.to_owned(),
            grade: self.grade,
            source: self.source.into(),
        }
    }

    /// The answer that something is missing.
    pub fn unknown(
        &self,
        date: NaiveDate,
        run: Option<&Run>,
        missing: impl Into<String>,
    ) -> Verdict {
        Verdict::Unknown(Missing {
            rule: self.id,
            date,
            run: run.map(|run| run.id.clone()),
            missing: missing.into(),
        })
    }
}
