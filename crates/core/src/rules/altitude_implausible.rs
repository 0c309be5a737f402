//! An altitude column that holds something else.

use super::data_quality;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::Evidence;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::AltitudeImplausible,
    title: "An altitude that is none",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "The column for altitude holds what no ground does: jumps of hundreds of metres from \
           second to second, or heights that no runner reaches.",
    why: "Ascent, hills and hill sprints cannot be seen in such a recording; they are unknown, not \
          absent.",
    evidence: "Plain limits of the ground that people run on.",
    fires_example: "Heights that leap between 0 and 3,000 m all through the run.",
    clear_example: "A barometer that drifts by 20 m in an hour.",
    missing: "A recording without altitude is not judged.",
    advice: "If you ran hills, log them with the run; look for a blocked pressure port on the \
             watch.",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::none,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    data_quality::check(&RULE, context, |_| None)
}
