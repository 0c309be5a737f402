//! A distance that disagrees with the track.

use super::data_quality;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::Evidence;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::DistanceImplausible,
    title: "A distance that the run cannot have",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "The distance that the device states and the one that its own positions cover differ by \
           more than half.",
    why: "Distance, speed and every comparison with earlier runs are then in doubt.",
    evidence: "Two figures of one recording that cannot both be true.",
    fires_example: "The watch states 15.10 km, its positions cover 10.00 km.",
    clear_example: "The watch states 10.01 km, its positions cover 9.92 km.",
    missing: "A recording that tells its distance in one way only is not judged.",
    advice: "The distance of the positions is used. Calibrate the foot pod, and correct the run \
             where you know better.",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::none,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    data_quality::check(&RULE, context, |_| None)
}
