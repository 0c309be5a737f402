//! No deep hip flexion before set B.

use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::diary::RehabSet;
use crate::limits::{self, Evidence};
use crate::rehab::catalogue;
use crate::rehab::sessions::first_session;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::RehabCompression,
    title: "Deep hip flexion too early",
    severity: Severity::Caution,
    grade: Evidence::Consensus,
    source: "Goom 2016",
    what: "An isometric or set A exercise with more than {rehab-hip-flexion} degrees of hip flexion was logged \
           before the first session of set B.",
    why: "With the hip bent the tendon is pressed against the sitting bone. Early on it bears \
          tension better than pressure.",
    evidence: "Agreement of experts (Goom 2016), from what is known of tendons under compression.",
    fires_example: "Set A with 60 degrees of hip flexion, set B not begun.",
    clear_example: "Set A with 30 degrees. Or 80 degrees in set B.",
    missing: "An exercise of the list is known by its name; another without its hip flexion is unknown.",
    advice: "Choose an exercise with the hip nearly straight, such as a bridge or a prone hold, \
             until set B.",
    limits: &[limits::REHAB_HIP_FLEXION],
    lasting: false,
    check,
    nearest: nearest::less_flexion,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    let history = context.history;
    let limit = limits::REHAB_HIP_FLEXION.value;
    let mut verdicts = Vec::new();
    for entry in &history.rehab {
        let day = history.local_date(entry.at);
        let Some(episode) = history.episode_on(day) else {
            continue;
        };
        if !matches!(entry.set(), RehabSet::Isometric | RehabSet::A)
            || first_session(history, episode, RehabSet::B).is_some_and(|at| at <= entry.at)
        {
            continue;
        }
        // What an exercise bends the hip is known from the catalogue better than by the eye.
        let listed = (entry.work.exercise.as_deref())
            .and_then(catalogue::by_id)
            .map(|exercise| exercise.hip_flexion_deg.1);
        match listed.or(entry.work.hip_flexion_deg) {
            None => verdicts.push(RULE.unknown(day, None, "the hip flexion of the exercise")),
            Some(flexion) if flexion > limit => verdicts.push(Verdict::Fires(
                RULE.finding(
                    day,
                    None,
                    format!(
                        "{flexion:.0} degrees of hip flexion on {}, before set B; up to \
                         {limit:.0} are asked for.",
                        spoken(day)
                    ),
                )
                .with("hip_flexion_deg", flexion)
                .with("limit_deg", limit)
                .with("set", entry.set().as_str()),
            )),
            Some(_) => {}
        }
    }
    verdicts
}
