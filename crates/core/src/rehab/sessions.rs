//! What a session of rehab is: a day with work of a set. Sides and exercises that were
//! logged apart are one, however many entries tell of it.

use crate::diary::{Episode, History, RehabEntry, RehabSet};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The days with such work, in order.
pub fn days<'a>(
    history: &'a History,
    of: impl Fn(&RehabEntry) -> bool + 'a,
) -> impl Iterator<Item = NaiveDate> + 'a {
    let entries = history.rehab.iter().filter(move |entry| of(entry));
    let mut last: Option<NaiveDate> = None;
    entries
        .map(|entry| history.local_date(entry.at))
        .filter(move |day| last.replace(*day) != Some(*day))
}

/// The entries of such work, session by session, in order.
pub fn by_day(
    history: &History,
    of: impl Fn(&RehabEntry) -> bool,
) -> Vec<(NaiveDate, Vec<&RehabEntry>)> {
    let mut found: Vec<(NaiveDate, Vec<&RehabEntry>)> = Vec::new();
    for entry in history.rehab.iter().filter(|entry| of(entry)) {
        let day = history.local_date(entry.at);
        match found.last_mut() {
            Some((known, work)) if *known == day => work.push(entry),
            _ => found.push((day, vec![entry])),
        }
    }
    found
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
