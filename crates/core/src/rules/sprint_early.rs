//! Flat sprints come after tempo and intervals.

use super::early;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::Evidence;
use crate::method::{IntensityStep, Rung, Standing};
use crate::run::EffortKind;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::SprintEarly,
    title: "Flat sprints before their step",
    severity: Severity::Warning,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "A run holds a sprint on the flat before the return has come to it: flat sprints are the \
           last step of the intensity rung, after tempo and intervals. One that the recording \
           leaves in doubt is a caution.",
    why: "The force in the hamstring at the end of the swing rises steeply with speed, most of all \
          above 80 % of top speed.",
    evidence: "The protocol's order; the force is from the laboratory (Chumanov 2011, Gurchiek 2024).",
    fires_example: "On the volume rung, the last 80 m of a run at nearly full speed.",
    clear_example: "The same on the sprints step of the intensity rung, or strides that stay well under full speed.",
    missing: "Without a usable speed sprints are unknown, not absent.",
    advice: "No sprint until the plan brings it, at the end of a run neither. Log pain today and \
             tomorrow; keep the next run easy.",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::fewer_sprints,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    early::check(
        &RULE,
        context,
        EffortKind::Sprint,
        too_early,
        "a usable speed, without which sprints are not seen",
    )
}

fn too_early(standing: &Standing) -> bool {
    match standing.rung {
        Rung::WalkRun | Rung::Volume | Rung::Frequency => true,
        Rung::Intensity => standing
            .intensity_step
            .is_some_and(|step| step < IntensityStep::Sprints),
        _ => false,
    }
}
