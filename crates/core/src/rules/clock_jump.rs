//! A clock that goes back or leaps within a run.

use super::data_quality;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::Evidence;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::ClockJump,
    title: "A clock in doubt",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "The clock of the recording goes back, or leaps by hours or years, in the middle of the \
           run; or its date cannot be, or its times name no zone.",
    why: "What was recorded by a wrong clock may stand at the wrong time: pauses, speed and the day \
          itself are then in doubt.",
    evidence: "Time does not go back.",
    fires_example: "A watch that begins in 1970 and finds the right time after two minutes.",
    clear_example: "A pause of ten minutes at a café.",
    missing: "Every recording has its times.",
    advice: "Let the watch find its time before you start, and check that the run lies on the \
             right day.",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::none,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    data_quality::check(&RULE, context, |_| None)
}
