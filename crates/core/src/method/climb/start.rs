//! Runs per week that the return begins with.

use crate::diary::{Episode, History, span};
use crate::limits;
use crate::rule_id::RuleId;
use crate::run::Run;
use chrono::{Days, NaiveDate};

/// Runs per week of the start: those of the four weeks before the episode, else
/// of its first whole weeks, else three.
pub(super) fn start_runs(history: &History, episode: &Episode) -> u32 {
    let days = limits::REFERENCE_DAYS.value as u64;
    let before = span::span(
        history,
        episode.start - Days::new(days),
        episode.start - Days::new(1),
    );
    let known = span::known_from(history, episode.start)
        .map_or(0, |from| (episode.start - from).num_days());
    let own = match before.run_days {
        Some(run_days) if run_days > 0 && known >= 7 => {
            let weeks = (known.min(days as i64) as f64 / 7.0).max(1.0);
            Some((run_days as f64 / weeks).round() as u32)
        }
        _ => first_weeks(history, episode),
    };
    own.unwrap_or(limits::DEFAULT_GOAL_RUNS.value as u32).max(1)
}

/// Whether the runs per week of the start are the same before a run as they are
/// known now: they hang on the runs before the episode, or on its first whole weeks.
pub(super) fn is_settled(episode: &Episode, run: NaiveDate, today: NaiveDate) -> bool {
    let first_weeks = Days::new(7 + limits::REFERENCE_DAYS.value as u64);
    run > episode.start && today > episode.start + first_weeks
}

/// The most runs in one of the first four whole weeks, and two at least: a week
/// of which most was missed is no rhythm.
fn first_weeks(history: &History, episode: &Episode) -> Option<u32> {
    let monday = span::monday(episode.start);
    let first = if monday == episode.start {
        monday
    } else {
        monday + Days::new(7)
    };
    let weeks = limits::REFERENCE_DAYS.value as u64 / 7;
    (0..weeks)
        .map(|week| first + Days::new(7 * week))
        .filter(|&monday| monday + Days::new(6) <= history.today())
        .filter_map(|monday| {
            let runs = history.runs_between(monday, monday + Days::new(6));
            let mut days: Vec<NaiveDate> = runs.iter().map(Run::date).collect();
            days.dedup();
            u32::try_from(days.len()).ok().filter(|&days| days > 0)
        })
        .max()
        .map(|runs| runs.max(2))
}

/// How many runs every week can hold with the free days between runs, on the available days.
pub fn spaced_runs(history: &History) -> u32 {
    let gap = if history.settings.asks(RuleId::RestTooShort) {
        history.settings.get(&limits::REST_DAYS_BETWEEN_RUNS) as i64 + 1
    } else {
        1
    };
    let free: Vec<i64> = (0..7)
        .filter(|&day| {
            chrono::Weekday::try_from(day as u8)
                .is_ok_and(|day| history.settings.available_days.contains(day))
        })
        .collect();
    let from = |start: usize| -> u32 {
        let Some(&first) = free.get(start) else {
            return 0;
        };
        let mut last = first;
        let mut count = 1;
        for &day in free.iter().skip(start + 1) {
            if day - last >= gap && first + 7 - day >= gap {
                last = day;
                count += 1;
            }
        }
        count
    };
    (0..free.len()).map(from).max().unwrap_or(1).max(1)
}
