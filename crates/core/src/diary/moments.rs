//! When something came to be known: what a decision is dated by that must not hang
//! on the clock of the call.

use super::history::History;
use crate::run::Run;
use chrono::{DateTime, FixedOffset};

/// Every moment after `from` at which the history took something in, in order, each once.
///
/// A run counts from its start on, as [`History::as_of`] has it. What was advised is no
/// part of what is known, and has no moment here.
pub fn moments(
    history: &History,
    from: Option<DateTime<FixedOffset>>,
) -> Vec<DateTime<FixedOffset>> {
    let mut found: Vec<DateTime<FixedOffset>> =
        history.runs.iter().map(|run: &Run| run.start).collect();
    found.extend(history.pain.iter().map(|entry| entry.at));
    found.extend(history.symptoms.iter().map(|entry| entry.at));
    found.extend(history.symptoms.iter().filter_map(|entry| entry.resolved));
    found.extend(history.rehab.iter().map(|entry| entry.at));
    found.extend(history.tests.iter().map(|entry| entry.at));
    found.extend(history.load_tests.iter().map(|entry| entry.at));
    found.extend(history.done.iter().map(|entry| entry.at));
    found.extend(history.illness.iter().map(|entry| entry.at));
    found.extend(history.gait.iter().map(|entry| entry.at));
    found.extend(history.stretches.iter().copied());
    found.extend(history.sitting.iter().map(|entry| entry.at));
    found.extend(history.sitting_tolerance.iter().map(|entry| entry.at));
    found.extend(history.visa.iter().map(|entry| entry.at));
    found.extend(history.uwri.iter().map(|entry| entry.at));
    found.extend(history.psfs.iter().map(|entry| entry.at));
    found.extend(history.answers.iter().map(|entry| entry.at));
    found.extend(history.setting_changes.iter().map(|change| change.at));
    found.extend(history.episodes.iter().map(|episode| episode.told_at));
    found.extend(
        history
            .episodes
            .iter()
            .filter_map(|episode| episode.ended_at),
    );
    found.retain(|at| *at <= history.now && from.is_none_or(|from| *at > from));
    found.sort_unstable();
    found.dedup();
    found
}

/// The newest of them; `None` of a history that holds nothing.
pub fn newest(history: &History) -> Option<DateTime<FixedOffset>> {
    moments(history, None).pop()
}
