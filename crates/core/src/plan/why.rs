//! Why a week is as it is: for each reason the entries and figures that it read,
//! the rule, its source, and the smallest change of the log that would have
//! removed it, found by planning the week again.

mod inputs;
mod outcome;
mod trial;

pub use inputs::Input;
pub use outcome::{Counterfactual, Outcome};

use super::view::View;
use super::week::{Reason, WeekPlan};
use crate::diary::{History, span};
use crate::limits::Evidence;
use crate::rule_id::RuleId;
use crate::rules::{self};
use chrono::NaiveDate;
use outcome::outcome;

/// A reason of the week, with what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Because {
    /// The rule that speaks, where one does.
    pub rule: Option<RuleId>,
    /// The reason, as a sentence.
    pub text: String,
    /// What kind of evidence stands behind it.
    pub grade: Evidence,
    /// Who says so.
    pub source: &'static str,
    /// What was read: runs, entries, figures.
    pub inputs: Vec<Input>,
    /// What would have removed this reason.
    pub change: Option<Counterfactual>,
}

/// The whole explanation of a week's plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The reasons, the one that decides first.
    pub because: Vec<Because>,
    /// The smallest change that would have made the decision another; `None`
    /// where no change that was tried does.
    pub change: Option<Counterfactual>,
}

/// Explains the plan of the week that holds `week_start`.
pub fn why(history: &History, week_start: NaiveDate, plan: &WeekPlan) -> Why {
    let monday = span::monday(week_start);
    let view = super::view_of(history, monday);
    let because: Vec<Because> = plan
        .reasons
        .iter()
        .enumerate()
        .map(|(place, reason)| because(&view, plan, reason, place == 0))
        .collect();
    let single = because
        .iter()
        .filter_map(|because| because.change.clone())
        .find(|change| change.then.decision != plan.decision);
    let change = single
        .or_else(|| trial::together(&view, plan))
        .or_else(|| trial::pain_that_holds(&view, plan));
    Why { because, change }
}

fn because(view: &View, plan: &WeekPlan, reason: &Reason, first: bool) -> Because {
    let source = reason
        .rule
        .map_or_else(|| source_of(reason.grade), |id| rules::rule(id).source);
    let change = trial::fix(view, plan, reason.rule, first)
        .map(|(changes, history)| Counterfactual {
            changes,
            then: outcome(&history, view.monday),
        })
        .or_else(|| {
            (first && reason.rule.is_none())
                .then(|| trial::forward(view, plan))
                .flatten()
        });
    Because {
        rule: reason.rule,
        text: reason.text.clone(),
        grade: reason.grade,
        source,
        inputs: inputs::of(view, plan, reason.rule, first),
        change,
    }
}

/// What a reason without a rule rests on.
const fn source_of(grade: Evidence) -> &'static str {
    match grade {
        Evidence::Seed => "the clinician's return-to-run protocol",
        Evidence::Design => "our number; nothing fixes it",
        Evidence::Practice => "common running practice",
        Evidence::Trial | Evidence::Cohort | Evidence::Lab | Evidence::Consensus => {
            "see `comeback rules`"
        }
    }
}
