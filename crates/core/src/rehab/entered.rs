//! Whether a set was entered as the method asks: by a passed re-test.

use crate::diary::{Episode, History, RehabEntry, RehabSet};
use chrono::{DateTime, FixedOffset};

/// What the entry into a set lacks; `None` when it was earned.
pub fn lack(history: &History, episode: &Episode, entry: &RehabEntry) -> Option<String> {
    let before = match entry.set() {
        RehabSet::Isometric => return None,
        RehabSet::A => None,
        RehabSet::B => Some(RehabSet::A),
        RehabSet::C => Some(RehabSet::B),
    };
    let since = match before {
        None => history.start_of(episode.start),
        Some(set) => match first_session(history, episode, set) {
            Some(at) if at < entry.at => at,
            _ => {
                let name = set.as_str().to_uppercase();
                return Some(format!("set {name} comes before it and was not done"));
            }
        },
    };
    not_passed(
        history,
        since,
        entry,
        first_session(history, episode, entry.set())?,
    )
}

/// What is wrong with the re-test for a set that was first done at `first`;
/// `None` when it was passed. A set once earned stays earned: a later failed
/// test speaks of the next one.
fn not_passed(
    history: &History,
    since: DateTime<FixedOffset>,
    entry: &RehabEntry,
    first: DateTime<FixedOffset>,
) -> Option<String> {
    let tests = || {
        history
            .tests
            .iter()
            .filter(|test| since <= test.at && test.at <= entry.at)
    };
    let at_entry = tests().rfind(|test| test.at <= first);
    let made_good = tests().any(|test| test.at > first && test.result.passed);
    match at_entry {
        _ if made_good => None,
        Some(test) if test.result.passed => None,
        Some(_) => Some("the re-test before it was not passed".to_owned()),
        None => Some("no re-test was logged before it".to_owned()),
    }
}

/// The first session of a set in the episode.
pub fn first_session(
    history: &History,
    episode: &Episode,
    set: RehabSet,
) -> Option<DateTime<FixedOffset>> {
    history
        .rehab
        .iter()
        .find(|entry| entry.set() == set && episode.covers(history.local_date(entry.at)))
        .map(|entry| entry.at)
}
