//! How much of the rehab was done, said kindly.

use super::sessions;
use super::standing::RehabStanding;
use crate::calendar::Days;
use crate::diary::{History, RehabSet};
use crate::limits;
use chrono::NaiveDate;

/// Rehab of the last two weeks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adherence {
    /// Days with a session of the present set.
    pub done: usize,
    /// Days that the set asks for at least in that time.
    pub asked: usize,
    /// The last day with rehab.
    pub last: Option<NaiveDate>,
}

/// What was done of what the present set asks for.
pub fn adherence(history: &History, standing: &RehabStanding) -> Adherence {
    let days = limits::QUIET_DAYS.value as u64;
    let today = history.today();
    let from = (today - Days::new(days - 1)).max(standing.since);
    let done = sessions::days(history, |entry| entry.set() == standing.set)
        .filter(|day| from <= *day && *day <= today)
        .count();
    let span = (today - from).num_days() + 1;
    let a_week = super::catalogue::of_set(standing.set)
        .first()
        .map_or(0, |exercise| exercise.days_a_week.0);
    Adherence {
        done,
        asked: (span * i64::from(a_week) / 7) as usize,
        last: history
            .rehab
            .last()
            .map(|entry| history.local_date(entry.at)),
    }
}

/// A word where there was no rehab for a fortnight, for four weeks, for eight: who has heard
/// it does not need it every morning. None where nothing is asked.
pub fn word(history: &History, standing: &RehabStanding) -> Option<String> {
    let found = adherence(history, standing);
    let quiet = (history.today() - found.last.unwrap_or(standing.since)).num_days();
    let after = limits::QUIET_DAYS.value as i64;
    if quiet % after != 0 || quiet <= 0 || (quiet / after).count_ones() != 1 {
        return None;
    }
    let begin = match standing.set {
        RehabSet::Isometric => "One hold today is a start",
        _ => "Begin with the last weights and one set less",
    };
    Some(format!(
        "No rehab is logged for {quiet} days. {begin}; there is nothing to catch up."
    ))
}
