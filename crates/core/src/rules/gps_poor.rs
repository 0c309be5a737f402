//! Positions that cannot be believed.

use super::data_quality;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::{self, Evidence};

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::GpsPoor,
    title: "Poor positions",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "Much of the recording's positions had to be discarded: jumps faster than any runner, \
           reported accuracy worse than {fix-accuracy} m, or long gaps.",
    why: "Distance, speed and with them sprints and hard minutes are then in doubt.",
    evidence: "Plain limits of human running and of satellite positions.",
    fires_example: "A run between tall houses, with a third of the positions jumping.",
    clear_example: "A run in the park with three bad positions.",
    missing: "A recording without positions (treadmill) is not judged.",
    advice: "Wait for the fix before you start, and take this run's speeds with a grain of salt.",
    limits: &[limits::FIX_ACCURACY],
    lasting: false,
    check,
    nearest: nearest::none,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    data_quality::check(&RULE, context, |_| None)
}
