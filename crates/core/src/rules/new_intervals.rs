//! Interval work that the runner is not used to.

use super::new_exposure;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::{self, Evidence};
use crate::method::{IntensityStep, Rung, Standing};
use crate::run::EffortKind;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::NewIntervals,
    title: "Intervals after a month without",
    severity: Severity::Caution,
    grade: Evidence::Design,
    source: "the cause is the clinician's protocol (new interval work provokes it); the numbers are ours",
    what: "A run holds intervals, the first in {new-exposure-days} days, while the return has not come to them or no \
           episode is open; or more than {new-exposure-ratio} times as long as in any run of the {reference-days} days before.",
    why: "New interval work provokes the condition: speed rises and every start asks for more.",
    evidence: "The cause is the protocol's; a month and twice are our lines.",
    fires_example: "A month of easy runs, then eight times 400 m.",
    clear_example: "Four times 3 minutes last week, five times 3 minutes today.",
    missing: "Without a usable speed intervals are unknown, not absent. Where only some of the runs of the \
              month before can tell, or the log of an episode is younger than that, it fires as the \
              first that is known. Outside an episode a first time in a log of under {new-exposure-days} known days \
              is unknown.",
    advice: "Begin with a few short repetitions well under full effort, once a week, and log pain \
             the next day.",
    limits: &[limits::NEW_EXPOSURE_DAYS, limits::NEW_EXPOSURE_RATIO],
    lasting: false,
    check,
    nearest: nearest::fewer_intervals,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    new_exposure::check(
        &RULE,
        context,
        EffortKind::Interval,
        in_programme,
        "a usable speed, without which intervals are not seen",
    )
}

fn in_programme(standing: &Standing) -> bool {
    let reached = match standing.rung {
        Rung::WalkRun | Rung::Volume | Rung::Frequency => false,
        Rung::Intensity => standing
            .intensity_step
            .is_none_or(|step| step >= IntensityStep::Intervals),
        _ => true,
    };
    reached && standing.goal.intervals
}
