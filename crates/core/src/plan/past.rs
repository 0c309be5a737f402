//! What was planned for a week before: the plan worked out again from the log as it
//! was known at earlier moments. Nothing that was stored of a plan is read.
//!
//! The plan is looked at as it stood at the first moment of each day, from a week
//! before its own Monday on. Where two such days differ in what is asked about, every
//! moment between them at which something came to be known is looked at, so that a
//! change is dated by what made it. What came and went within one day is not found.

use super::{Day, WeekPlan, without_branches};
use crate::calendar::Days;
use crate::diary::{History, Pain, moments};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Days before its Monday from which a week is planned.
const PLANNED_DAYS_BEFORE: u64 = 7;

/// How something stood, and since when.
#[derive(Debug, Clone, PartialEq)]
pub struct Stood<T> {
    /// Since when it was so.
    pub since: DateTime<FixedOffset>,
    /// What it was.
    pub what: T,
}

/// How what `read` takes of a week's plan stood over time, the oldest first; neighbours
/// differ, and the last is how it stands in `present`.
///
/// The same log gives the same moments: none of them is the moment of the call.
pub fn stood<T: PartialEq + Clone>(
    history: &History,
    present: &WeekPlan,
    read: impl Fn(&WeekPlan) -> T,
) -> Vec<Stood<T>> {
    let at = |moment: DateTime<FixedOffset>| {
        read(&without_branches(&history.as_of(moment), present.starts))
    };
    let first = history.start_of(present.starts - Days::new(PLANNED_DAYS_BEFORE));
    let mut states: Vec<Stood<T>> = Vec::new();
    let mut from = first;
    if first <= history.now {
        let known = moments::moments(history, None);
        let since = known.into_iter().rfind(|moment| *moment <= first);
        turned(&mut states, since.unwrap_or(first), at(first));
    } else {
        // Planned further ahead than a week: it stands since the last that was told.
        from = moments::newest(history).unwrap_or(DateTime::UNIX_EPOCH.fixed_offset());
    }
    let turns = turns(history, first);
    let days: Vec<DateTime<FixedOffset>> = days_after(history, first).collect();
    for to in days.into_iter().map(Some).chain([None]) {
        let what = to.map_or_else(|| read(present), &at);
        if states.last().is_some_and(|last| last.what != what) {
            let until = to.unwrap_or(history.now);
            for moment in turns.iter().filter(|at| from < **at && **at <= until) {
                turned(&mut states, *moment, at(*moment));
            }
        }
        // What only time has changed since midnight is dated by the midnight.
        let since = to.unwrap_or(from);
        let latest = states.last().map_or(since, |last| last.since.max(since));
        turned(&mut states, latest, what);
        from = to.unwrap_or(from);
    }
    states
}

fn turned<T: PartialEq>(states: &mut Vec<Stood<T>>, since: DateTime<FixedOffset>, what: T) {
    if states.last().is_none_or(|last| last.what != what) {
        states.push(Stood { since, what });
    }
}

/// The first moments of the days after one, up to now.
fn days_after(
    history: &History,
    first: DateTime<FixedOffset>,
) -> impl Iterator<Item = DateTime<FixedOffset>> + '_ {
    let day: NaiveDate = history.local_date(first);
    day.iter_days()
        .skip(1)
        .map(|day| history.start_of(day))
        .take_while(|start| *start <= history.now)
}

/// When the plan can have turned: something came to be known, or the time for a score was over.
fn turns(history: &History, first: DateTime<FixedOffset>) -> Vec<DateTime<FixedOffset>> {
    let mut turns = moments::moments(history, Some(first));
    let pain = Pain::of(history);
    let from = history.local_date(first) - Days::new(PLANNED_DAYS_BEFORE);
    for run in history.runs_between(from, history.today()) {
        let response = pain.response(run);
        turns.extend([response.closes, response.asked_until]);
    }
    turns.retain(|moment| first < *moment && *moment <= history.now);
    turns.sort_unstable();
    turns.dedup();
    turns
}

/// How each day of a week stood over time, by what is done on it: neither why, nor the
/// rehab beside it, nor its check-ins.
pub fn sessions(history: &History, present: &WeekPlan) -> Vec<Vec<Stood<Day>>> {
    let weeks = stood(history, present, |plan| {
        plan.days.iter().map(session).collect::<Vec<Day>>()
    });
    let mut days: Vec<Vec<Stood<Day>>> = Vec::new();
    for week in weeks {
        for day in week.what {
            let known = days.iter_mut().find(|states| {
                states
                    .first()
                    .is_some_and(|first| first.what.date == day.date)
            });
            match known {
                Some(states) => turned(states, week.since, day),
                None => days.push(vec![Stood {
                    since: week.since,
                    what: day,
                }]),
            }
        }
    }
    days.sort_by_key(|states| states.first().map(|first| first.what.date));
    days
}

/// A day by what is done on it.
fn session(day: &Day) -> Day {
    Day {
        rehab: None,
        check_in: None,
        check_ins: Vec::new(),
        why: String::new(),
        ..day.clone()
    }
}

/// Check-ins of the week that were planned and are no longer due, by the moment from
/// which on their score could have been given; one a day.
pub fn vanished_check_ins(history: &History, present: &WeekPlan) -> Vec<DateTime<FixedOffset>> {
    let begins = |plan: &WeekPlan| -> Vec<DateTime<FixedOffset>> {
        let due = plan.days.iter().flat_map(|day| &day.check_ins);
        due.map(|due| due.from).collect()
    };
    let mut states = stood(history, present, begins);
    let now: Vec<NaiveDate> = (states.pop().into_iter())
        .flat_map(|state| state.what)
        .map(|from| from.date_naive())
        .collect();
    let mut gone: Vec<DateTime<FixedOffset>> = Vec::new();
    for from in states.into_iter().rev().flat_map(|state| state.what) {
        let date = from.date_naive();
        if !now.contains(&date) && gone.iter().all(|known| known.date_naive() != date) {
            gone.push(from);
        }
    }
    gone.sort_unstable();
    gone
}
