//! What a week would hold if a rule on the order of the return were not asked.
//!
//! The ladder gives the order by its construction, so leaving such a rule unasked
//! would change nothing by itself. For a simulation of what the order is worth,
//! the week wanted is hastened here; with every rule asked nothing happens.

use super::target::{Session, Special, Target};
use super::view::View;
use super::week::Decision;
use crate::method::Rung;
use crate::method::climb::{Climb, HILL_SPRINTS, Kind};
use crate::rule_id::RuleId;

/// The kinds that each rule keeps for later.
const KEPT_FOR_LATER: [(RuleId, Kind); 5] = [
    (RuleId::IntensityEarly, Kind::Tempo),
    (RuleId::IntensityEarly, Kind::Intervals),
    (RuleId::SprintEarly, Kind::Sprints),
    (RuleId::HillsEarly, Kind::Hills),
    (RuleId::HillSprintEarly, Kind::HillSprints),
];

/// Adds what the rules that are not asked would have kept for later.
pub(super) fn hasten(view: &View, target: &mut Target) {
    if view.history.policy.is_the_method()
        || !matches!(target.decision, Decision::Progress | Decision::Hold)
    {
        return;
    }
    let (Some(climb), Session::Minutes(_)) = (&view.climb, target.session) else {
        return;
    };
    let off = |rule: RuleId| !view.history.policy.asks(rule);
    if off(RuleId::FrequencyEarly) && climb.rung() == Rung::Volume {
        target.runs = target.runs.max(climb.goal_runs);
    }
    if off(RuleId::TwoFactorsAtOnce) && target.decision == Decision::Progress {
        all_at_once(climb, target);
    }
    for (rule, kind) in KEPT_FOR_LATER {
        let there = |special: &Special| special.kind == kind;
        let begun_in_order = climb.rung() >= kind.rung() && climb.open_kind() == Some(kind);
        let early = kind.wanted(&climb.goal) && !climb.sessions_of(kind).done && !begun_in_order;
        if off(rule) && early && !target.specials.iter().any(there) {
            target.specials.push(Special {
                kind,
                count: HILL_SPRINTS[0],
            });
        }
    }
}

/// More minutes come with a run more, and a run more with no fewer minutes each.
fn all_at_once(climb: &Climb, target: &mut Target) {
    match target.factor {
        Some(Rung::Volume) => target.runs = (target.runs + 1).min(climb.goal_runs),
        Some(Rung::Frequency) => {
            if let Some(minutes) = climb.session {
                target.session = Session::Minutes(minutes);
            }
        }
        _ => {}
    }
}
