//! All that puts a run's data in doubt.

use super::{RuleId, possible_duplicate};
use crate::diary::History;
use crate::run::{Quality, Run};

/// All doubts about a run: those of its recording, and that another run of the history
/// was going on at the same time.
pub fn doubts(history: &History, run: &Run) -> Vec<Quality> {
    let mut doubts = run.quality.clone();
    let noted = doubts
        .iter()
        .any(|doubt| doubt.rule == RuleId::PossibleDuplicate);
    if let Some(other) = possible_duplicate::other(history, run).filter(|_| !noted) {
        doubts.push(Quality {
            rule: RuleId::PossibleDuplicate,
            message: format!(
                "the run {} was going on at the same time: two recordings of one run?",
                other.id
            ),
        });
    }
    doubts
}
