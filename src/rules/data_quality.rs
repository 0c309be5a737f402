//! A doubt about a recording, as the measuring rooms noted it on the run.

use super::{Context, Rule, Verdict};
use crate::run::Run;

/// The runs that carry a doubt of the rule's name, or in which `seen` finds one.
pub fn check(rule: &Rule, context: &Context, seen: fn(&Run) -> Option<String>) -> Vec<Verdict> {
    context
        .runs(0)
        .filter_map(|(_, run)| {
            let noted = run
                .quality
                .iter()
                .find(|doubt| doubt.rule == rule.name)
                .map(|doubt| sentence(&doubt.message));
            let message = noted.or_else(|| seen(run))?;
            let message = format!("The run of {}: {message}", run.date());
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
