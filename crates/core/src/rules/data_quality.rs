//! A doubt about a recording, as the measuring rooms noted it on the run.

use super::{Context, Rule, RuleId, Verdict};
use crate::calendar::spoken;
use crate::run::Run;

/// What puts a run's speed and distance in doubt, ending a sentence.
pub(super) fn of_speed(run: &Run) -> Option<String> {
    const OF_SPEED: [RuleId; 3] = [
        RuleId::GpsPoor,
        RuleId::DistanceImplausible,
        RuleId::ClockJump,
    ];
    run.quality
        .iter()
        .find(|doubt| OF_SPEED.contains(&doubt.rule))
        .map(|doubt| sentence(&doubt.message))
}

/// The runs that carry a doubt of the rule's name, or in which `seen` finds one.
pub(super) fn check(
    rule: &Rule,
    context: &Context,
    seen: fn(&Run) -> Option<String>,
) -> Vec<Verdict> {
    context
        .runs(0)
        .filter_map(|(_, run)| {
            let noted = run
                .quality
                .iter()
                .find(|doubt| doubt.rule == rule.id)
                .map(|doubt| sentence(&doubt.message));
            let message = noted.or_else(|| seen(run))?;
            let message = format!("The run of {}: {message}", spoken(run.date()));
            Some(Verdict::Fires(rule.finding(run.date(), Some(run), message)))
        })
        .collect()
}

/// A note as it ends a sentence.
fn sentence(note: &str) -> String {
    let note = note.trim();
    if note.ends_with('.') {
        note.to_owned()
    } else {
        format!("{note}.")
    }
}
