//! The factors of the trailing seven days held against the highest seven days
//! before: session minutes, runs per week, hard minutes, first exposures.

use super::exposure::surely;
use crate::diary::History;
use crate::diary::span;
use crate::limits;
use crate::run::{EffortKind, Run};
use crate::units::Seconds;
use chrono::NaiveDate;

/// A factor that rose, with what it was and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Rise {
    /// The name of the figure, with its unit.
    pub factor: &'static str,
    /// Its value in the week.
    pub now: f64,
    /// Its highest value before.
    pub before: f64,
    /// The rise, as part of a sentence.
    pub words: String,
}

/// What of the load rose, and what cannot be compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// What rose.
    pub rises: Vec<Rise>,
    /// Factors that cannot be compared, and why.
    pub unknown: Vec<&'static str>,
}

/// The trailing week of `day` against every 7-day span between `first` and `last`, and
/// against those before a break that the runner has just returned from.
pub fn compare(history: &History, day: NaiveDate, first: NaiveDate, last: NaiveDate) -> Comparison {
    compare_since(
        history,
        day - crate::calendar::Days::new(6),
        day,
        first,
        last,
    )
}

/// The same of the days from `since` to `day`, which are a week at most.
pub fn compare_since(
    history: &History,
    since: NaiveDate,
    day: NaiveDate,
    first: NaiveDate,
    last: NaiveDate,
) -> Comparison {
    let now = span::span(history, since, day);
    let returned = span::before_return(history, day);
    let weeks: Vec<_> = [Some((first, last)), returned]
        .into_iter()
        .flatten()
        .flat_map(|(first, last)| span::weeks_within(history, first, last))
        .collect();
    let mut found = Comparison::default();
    if weeks.is_empty() || now.runs == 0 {
        return found;
    }
    let highest = |figure: &dyn Fn(&span::Span) -> Option<f64>| {
        weeks.iter().filter_map(figure).fold(0.0, f64::max)
    };

    match now.session_min {
        Some(session) => {
            // Where runs lack their minutes, the mean is of those that tell them.
            let before = highest(&|week| week.session_min);
            let is_over = |before: f64| session > before * (1.0 + limits::SESSION_OVER.value);
            // Without any running minutes before there is nothing to rise from.
            if before > 0.0
                && is_over(before)
                && is_over(highest(&|week| with_rests(history, week)))
            {
                found.rises.push(Rise {
                    factor: "session_min",
                    now: session,
                    before,
                    words: format!("{session:.0} minutes per run, {before:.0} at most before"),
                });
            }
        }
        None => found.unknown.push("running minutes of every run"),
    }

    match now.run_days {
        Some(days) => {
            let before = most_run_days(history, first, last).max(before_break(history, day));
            if days > before && !only_laid_otherwise(history, day, before) {
                found.rises.push(Rise {
                    factor: "runs_per_week",
                    now: days as f64,
                    before: before as f64,
                    words: format!("{days} runs in 7 days, {before} at most before"),
                });
            }
        }
        None => found.unknown.push("running minutes of every run"),
    }

    match now.hard_min {
        Some(hard) => {
            let before = highest(&|week| week.hard_min);
            if hard > before + limits::HARD_OVER_MINUTES.value {
                found.rises.push(Rise {
                    factor: "hard_min",
                    now: hard,
                    before,
                    words: format!("{hard:.0} hard minutes in 7 days, {before:.0} at most before"),
                });
            }
        }
        None => found.unknown.push("the effort of every run"),
    }

    first_exposures(history, (since, day), first, last, &mut found);
    found.unknown.dedup();
    found
}

/// Whether a run holds sprints, which walked rests lie between.
pub fn has_walked_rests(run: &Run) -> bool {
    [EffortKind::Sprint, EffortKind::HillSprint]
        .into_iter()
        .any(|kind| run.count(kind).is_some_and(|count| count > 0))
}

/// Mean minutes of the runs of a week, where a session of sprints counts with its walked
/// rests: an easy run as long as it is no longer one.
fn with_rests(history: &History, week: &span::Span) -> Option<f64> {
    let each = |run: &Run| {
        let minutes = run.tells_minutes()?;
        Some(match has_walked_rests(run) {
            true => minutes.max(whole_minutes(run)),
            false => minutes,
        })
    };
    let runs = history.runs_between(week.from, week.to).iter();
    let told: Vec<f64> = runs.filter_map(each).collect();
    (!told.is_empty()).then(|| told.iter().sum::<f64>() / told.len() as f64)
}

/// The kinds whose first exposure counts as a factor.
const EXPOSURES: [(EffortKind, &str); 3] = [
    (EffortKind::Sprint, "sprints"),
    (EffortKind::Hill, "hills"),
    (EffortKind::HillSprint, "hill sprints"),
];

/// All first exposures together are one factor.
fn first_exposures(
    history: &History,
    (since, day): (NaiveDate, NaiveDate),
    first: NaiveDate,
    last: NaiveDate,
    found: &mut Comparison,
) {
    let week = history.runs_between(since, day);
    let before = history.runs_between(first, last);
    let mut new = Vec::new();
    let mut count = 0;
    let mut known_in_part = false;
    for (kind, name) in EXPOSURES {
        let with = week.iter().filter(|run| surely(run, kind)).count();
        if with == 0 || before.iter().any(|run| run.count(kind).unwrap_or(0) > 0) {
            continue;
        }
        let told = before
            .iter()
            .filter(|run| run.count(kind).is_some())
            .count();
        if told == 0 && !before.is_empty() {
            found.unknown.push("hills and sprints of earlier runs");
            continue;
        }
        known_in_part |= told < before.len();
        count += with;
        new.push(name);
    }
    if !new.is_empty() {
        found.rises.push(Rise {
            factor: "new_exposures",
            now: count as f64,
            before: 0.0,
            words: format!(
                "the first {}{}",
                new.join(" and "),
                if known_in_part { " that are known" } else { "" }
            ),
        });
    }
}

/// The most days with a session in any 7-day span between `first` and `last`.
///
/// What is looked back on counts a session by its whole length: the first
/// walk-run levels, and the first runs after much pain, hold under five running
/// minutes, and running six minutes three times after running three minutes
/// three times is no added run.
pub fn most_run_days(history: &History, first: NaiveDate, last: NaiveDate) -> usize {
    let mut days: Vec<NaiveDate> = session_dates(history, first, last).collect();
    days.dedup();
    let within = |from: NaiveDate, to: NaiveDate| {
        days.partition_point(|day| *day <= to) - days.partition_point(|day| *day < from)
    };
    first
        .iter_days()
        .map(|from| (from, from + crate::calendar::Days::new(6)))
        .take_while(|(_, to)| *to <= last)
        .map(|(from, to)| within(from, to))
        .max()
        .unwrap_or(0)
}

/// The same of the four weeks before a break that the runner has just returned from; 0
/// without one.
pub fn before_break(history: &History, day: NaiveDate) -> usize {
    span::before_return(history, day).map_or(0, |(first, last)| most_run_days(history, first, last))
}

/// The days that runs a week are held against: the first and the last before the seven up
/// to `day`, and how many of them are known; `None` where those are too few.
pub fn run_days_reference(
    history: &History,
    day: NaiveDate,
) -> Option<(NaiveDate, NaiveDate, u64)> {
    let days = limits::REFERENCE_DAYS.value as u64;
    let needed = limits::FREQUENCY_KNOWN_DAYS.value as u64;
    span::reference(history, day, days, needed)
}

/// What is missing where [`run_days_reference`] has none.
pub fn run_days_missing() -> String {
    format!(
        "at least {} known days before the last 7 (of the {} looked back on)",
        limits::FREQUENCY_KNOWN_DAYS.value,
        limits::REFERENCE_DAYS.value
    )
}

/// A recording under this many minutes is a slip of the start button (design).
const SLIP_MINUTES: f64 = 1.0;

/// Days with a session of any length, walking included.
pub fn session_days(history: &History, from: NaiveDate, to: NaiveDate) -> usize {
    let mut days = 0;
    let mut previous = None;
    for date in session_dates(history, from, to) {
        if previous != Some(date) {
            days += 1;
            previous = Some(date);
        }
    }
    days
}

/// The day of each session of any length.
fn session_dates(
    history: &History,
    from: NaiveDate,
    to: NaiveDate,
) -> impl Iterator<Item = NaiveDate> + '_ {
    let runs = history.runs_between(from, to).iter();
    runs.filter(|run| whole_minutes(run) >= SLIP_MINUTES)
        .map(Run::date)
}

/// A run that is more than a slip of the start button.
pub fn is_session(run: &Run) -> bool {
    whole_minutes(run) >= limits::RUN_MIN_MINUTES.value
}

/// Minutes of the whole session, walking included.
pub fn whole_minutes(run: &Run) -> f64 {
    let moving = run.moving.or(run.timer).unwrap_or(run.elapsed);
    moving.max(run.running.unwrap_or(Seconds::ZERO)).minutes()
}

/// Whether a count of run days over seven days is that of weeks laid otherwise, as when
/// Wednesday, Friday and Sunday are followed by Tuesday: no two of the runs lie on days
/// in a row, and no civil week among them holds more runs than `highest`.
pub fn only_laid_otherwise(history: &History, day: NaiveDate, highest: usize) -> bool {
    let from = day - crate::calendar::Days::new(6);
    let mut days: Vec<NaiveDate> = (history.runs_between(from, day).iter())
        .filter(|run| is_session(run))
        .map(Run::date)
        .collect();
    days.dedup();
    let spaced = (days.windows(2)).all(|pair| (pair[1] - pair[0]).num_days() > 1);
    let monday = span::monday(day);
    let held = |monday: NaiveDate| {
        let sunday = monday + crate::calendar::Days::new(6);
        session_days(history, monday, sunday.min(day)) <= highest
    };
    spaced && held(monday) && held(monday - crate::calendar::Days::new(7))
}
