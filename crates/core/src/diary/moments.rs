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
    // Each list by name, as in `consistent`: one that is added is not forgotten here.
    let History {
        now: _,
        zone: _,
        settings: _,
        policy: _,
        setting_changes,
        runs,
        pain,
        symptoms,
        rehab,
        tests,
        load_tests,
        done,
        illness,
        gait,
        stretches,
        sitting,
        sitting_tolerance,
        visa,
        uwri,
        psfs,
        answers,
        comments: _,
        plans: _,
        episodes,
    } = history;
    let mut found: Vec<DateTime<FixedOffset>> = runs.iter().map(|run: &Run| run.start).collect();
    found.extend(pain.iter().map(|entry| entry.at));
    found.extend(symptoms.iter().map(|entry| entry.at));
    found.extend(symptoms.iter().filter_map(|entry| entry.resolved));
    found.extend(rehab.iter().map(|entry| entry.at));
    found.extend(tests.iter().map(|entry| entry.at));
    found.extend(load_tests.iter().map(|entry| entry.at));
    found.extend(done.iter().map(|entry| entry.at));
    found.extend(illness.iter().map(|entry| entry.at));
    found.extend(gait.iter().map(|entry| entry.at));
    found.extend(stretches.iter().copied());
    found.extend(sitting.iter().map(|entry| entry.at));
    found.extend(sitting_tolerance.iter().map(|entry| entry.at));
    found.extend(visa.iter().map(|entry| entry.at));
    found.extend(uwri.iter().map(|entry| entry.at));
    found.extend(psfs.iter().map(|entry| entry.at));
    found.extend(answers.iter().map(|entry| entry.at));
    found.extend(setting_changes.iter().map(|change| change.at));
    found.extend(episodes.iter().map(|episode| episode.told_at));
    found.extend(episodes.iter().filter_map(|episode| episode.ended_at));
    found.retain(|at| *at <= history.now && from.is_none_or(|from| *at > from));
    found.sort_unstable();
    found.dedup();
    found
}

/// The newest of them; `None` of a history that holds nothing.
pub fn newest(history: &History) -> Option<DateTime<FixedOffset>> {
    moments(history, None).pop()
}
