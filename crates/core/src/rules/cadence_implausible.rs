//! A cadence that no runner has.

use super::data_quality;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::{self, Evidence};

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::CadenceImplausible,
    title: "A cadence that no runner has",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "The cadence in the recording is outside what running gives ({cadence-least} to {cadence-most} steps \
           per minute), does not move with the speed, or cannot be told from strides or arm swing.",
    why: "Every figure that rests on cadence (step length, the cadence focus, tendon load) is \
          then in doubt.",
    evidence: "Plain limits of human running.",
    fires_example: "A wrist watch under a stroller's handle: 60 for an hour.",
    clear_example: "A median of 168.",
    missing: "A recording without cadence is answered by `no-cadence`.",
    advice: "Wear the watch snugly on a free wrist, or use a foot pod or chest strap.",
    limits: &[limits::CADENCE_LEAST, limits::CADENCE_MOST],
    lasting: false,
    check,
    nearest: nearest::none,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    data_quality::check(&RULE, context, |_| None)
}
