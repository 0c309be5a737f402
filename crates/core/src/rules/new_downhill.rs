//! Downhill running that the runner is not used to.

use super::new_exposure;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::{self, Evidence};
use crate::method::{Rung, Standing};
use crate::run::EffortKind;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::NewDownhill,
    title: "Downhill running after a month without",
    severity: Severity::Caution,
    grade: Evidence::Design,
    source: "the cause is the clinician's protocol (downhill provokes it); the numbers are ours",
    what: "A run holds a descent ({hill-grade} % or more for at least {hill-seconds} seconds and {hill-metres} metres of height), the first in {new-exposure-days} days, while the return has not come to hills or no episode is open; or more than {new-exposure-ratio} times the height of any run of the {reference-days} days before.",
    why: "Downhill running provokes the condition: longer strides and braking load the hamstring \
          while it lengthens.",
    evidence: "The cause is the protocol's; a month and twice are our lines.",
    fires_example: "A month in the park, then a run with 120 m down on a forest road.",
    clear_example: "40 m down last week, 60 m today.",
    missing: "Without a usable grade descents are unknown, not absent. Where only some of the runs of the \
              month before can tell, or the log of an episode is younger than that, it fires as the \
              first that is known. Outside an episode a first time in a log of under {new-exposure-days} known days \
              is unknown.",
    advice: "Choose flat routes, or walk the descents, until hills are due; then begin with short \
             and gentle ones.",
    limits: &[limits::NEW_EXPOSURE_DAYS, limits::NEW_EXPOSURE_RATIO],
    lasting: false,
    check,
    nearest: nearest::fewer_downhills,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    new_exposure::check(
        &RULE,
        context,
        EffortKind::Downhill,
        in_programme,
        "the grade of the ground, without which descents are not seen",
    )
}

/// What goes up comes down: descents come back with the hills.
fn in_programme(standing: &Standing) -> bool {
    standing.rung >= Rung::Hills && (standing.goal.hills || standing.goal.hill_sprints)
}
