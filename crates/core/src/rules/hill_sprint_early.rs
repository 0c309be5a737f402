//! Hill sprints are the last thing to come back.

use super::early;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::{self, Evidence};
use crate::method::{Rung, Standing};
use crate::run::EffortKind;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::HillSprintEarly,
    title: "Hill sprints before everything else is back",
    severity: Severity::Warning,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "A run holds a hill sprint (up at least {hill-sprint-grade} %, at {hill-sprint-from} times critical speed or more by \
           flat-equivalent speed, {hill-sprint-shortest} to {hill-sprint-longest} seconds) while an earlier rung of the goal is open. \
           One that the recording leaves in doubt is a caution.",
    why: "Sprinting uphill asks the tendon for its highest force with the hip bent, where it is \
          pressed against the sitting bone. It is the last thing to come back.",
    evidence: "The protocol's order. That uphill sprints load the hamstring most is known from \
               the laboratory, not from trials of this order.",
    fires_example: "On the frequency rung, a run with four sprints of 10 seconds up a 7 % hill.",
    clear_example: "The same four sprints on the hill-sprints rung.",
    missing: "Without a usable grade (treadmill, no altitude) hill sprints are unknown, not absent.",
    advice: "Leave hill sprints out until the plan brings them. Log pain today and tomorrow; keep \
             the next run easy and flat.",
    limits: &[limits::HILL_SPRINT_SECONDS],
    lasting: false,
    check,
    nearest: nearest::fewer_hill_sprints,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    early::check(
        &RULE,
        context,
        EffortKind::HillSprint,
        too_early,
        "the grade of the ground, without which hill sprints are not seen",
    )
}

fn too_early(standing: &Standing) -> bool {
    standing.rung < Rung::HillSprints
}
