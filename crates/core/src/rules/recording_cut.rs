//! A file that was cut off.

use super::data_quality;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::Evidence;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::RecordingCut,
    title: "A file that ends too early",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "The file ends before its recording does: what could be read is in, what followed is \
           lost.",
    why: "The run may have been longer than it is counted, so the load of its week may be too low.",
    evidence: "A fact about the file.",
    fires_example: "A file of which only the first half was copied from the watch.",
    clear_example: "A file with its own end.",
    missing: "Every file has an end or has none.",
    advice: "Copy the file from the watch again and import it: the whole one takes the place of \
             the cut one.",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::none,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    data_quality::check(&RULE, context, |_| None)
}
