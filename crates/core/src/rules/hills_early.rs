//! Hills come after volume, frequency and intensity.

use super::early;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::Evidence;
use crate::method::{Rung, Standing};
use crate::run::EffortKind;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::HillsEarly,
    title: "Climbs before their rung",
    severity: Severity::Caution,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "A run holds uphill work ({hill-grade} % or more for at least {hill-seconds} seconds and {hill-metres} metres of height) \
           while walk-run, volume, frequency or intensity is open. A climb that the recording \
           leaves in doubt is an info.",
    why: "Uphill the trunk leans forward and the hip bends more, which presses the tendon against \
          the sitting bone at the moment of its load.",
    evidence: "The protocol names the lean and puts hill sprints last; a rung for easy climbs in \
               between is ours.",
    fires_example: "On the volume rung, a run with two climbs of 60 m each.",
    clear_example: "The same run on the hills rung, or a bridge of 3 m height on any.",
    missing: "Without a usable grade hills are unknown, not absent.",
    advice: "Run flat for now. Where no flat route exists, walk the climbs.",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::fewer_hills,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    early::check(
        &RULE,
        context,
        EffortKind::Hill,
        too_early,
        "the grade of the ground, without which hills are not seen",
    )
}

fn too_early(standing: &Standing) -> bool {
    standing.rung < Rung::Hills
}
