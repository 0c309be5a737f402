//! A file that was cut off.

use super::data_quality;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::Evidence;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::RecordingCut,
    title: "A file that holds a part of the run",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "The file ends before its recording does, its samples cover a part of the run, or its \
           rows lie too far apart for the intervals of a walk-run. What could be read is in.",
    why: "The run may have been longer than it is counted, so the load of its week may be too low; \
          of a walk-run in rows of a minute the running minutes are known only roughly.",
    evidence: "A fact about the file.",
    fires_example: "A file of which only the first half was copied from the watch.",
    clear_example: "A file with its own end.",
    missing: "Every file has an end or has none.",
    advice: "Copy the file from the watch again and import it: the whole one takes the place of \
             the cut one. Let the watch record every second (often called \"smart recording off\").",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::none,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    data_quality::check(&RULE, context, |_| None)
}
