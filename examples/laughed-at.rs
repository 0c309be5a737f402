//! Plans that a coach would laugh at, looked for in real histories: an episode begun on
//! every few days of each, and the weeks planned from there.
//!
//! `cargo run --release --example laughed-at [-- DAYS]` reads the histories of
//! `COMEBACK_CORPUS`, else those beside the checkout, begins an episode on every `DAYS`th day
//! and prints counts, no name and no place.

#[path = "../benches/charts/kept.rs"]
#[allow(dead_code, reason = "the bench of the charts uses the rest")]
mod kept;
#[path = "../crates/core/tests/laughed_at/mod.rs"]
mod laughed_at;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use comeback_core::diary::entry::{Entry, EpisodeStart, What};
use comeback_core::diary::{History, rhythm, span, start_of_day};
use comeback_core::plan::{Day, WeekPlan, first_open_day, plan};
use comeback_core::run::Run;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Days between two beginnings, where none are told.
const EVERY: usize = 5;
/// The weeks that are planned from a beginning: its own, the next, and later ones.
const WEEKS: [u64; 4] = [0, 1, 2, 5];

fn main() {
    let every = std::env::args()
        .nth(1)
        .and_then(|days| days.parse().ok())
        .unwrap_or(EVERY);
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    let mut plans = 0;
    for (place, folder) in kept::histories().iter().enumerate() {
        let known = kept::workspace(folder, None).and_then(|mut opened| opened.history());
        let Ok(known) = known else {
            println!("history {}: cannot be read", place + 1);
            continue;
        };
        let (count, found) = of_history(&known.runs, every);
        println!(
            "history {}: {} runs, {count} plans, {} laughed at",
            place + 1,
            known.runs.len(),
            found.len()
        );
        plans += count;
        for fault in found {
            if std::env::var_os("COMEBACK_VERBOSE").is_some() {
                println!("  {fault}");
            }
            let kind = fault.split(':').next().unwrap_or_default();
            *all.entry(kind.to_owned()).or_default() += 1;
        }
    }
    println!("{plans} plans");
    for (kind, count) in all {
        println!("{count:>6}  {kind}");
    }
}

/// Plans made, and what is wrong with them.
fn of_history(runs: &[Run], every: usize) -> (usize, Vec<String>) {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        return (0, Vec::new());
    };
    let starts: Vec<NaiveDate> = (first.date() + Days::new(28))
        .iter_days()
        .take_while(|day| *day <= last.date() + Days::new(21))
        .step_by(every.max(1))
        .collect();
    let found: Vec<Vec<String>> = starts
        .par_iter()
        .map(|start| of_start(runs, *start))
        .collect();
    (starts.len() * WEEKS.len(), found.concat())
}

fn at(day: NaiveDate, hour: i64) -> DateTime<FixedOffset> {
    start_of_day(chrono_tz::UTC, day) + TimeDelta::hours(hour)
}

fn of_start(runs: &[Run], start: NaiveDate) -> Vec<String> {
    let episode = [Entry {
        at: at(start, 0),
        what: What::EpisodeStart(EpisodeStart {
            diagnosed: true,
            ..EpisodeStart::of(start)
        }),
        note: None,
    }];
    let mut found = Vec::new();
    let mut before: Option<WeekPlan> = None;
    for week in WEEKS {
        let monday = span::monday(start) + Days::new(7 * week);
        let now = at(monday.max(start), 8);
        let until: Vec<Run> = runs
            .iter()
            .filter(|run| run.end() <= now)
            .cloned()
            .collect();
        let known = History::assemble(now, chrono_tz::UTC, until.clone(), &episode);
        let next = ahead(plan(&known, monday), &known);
        let own = rhythm::before_episode(&known, start);
        if week == 0
            && let Some(own) = own
        {
            found.extend(laughed_at::first_week(&next, own));
        }
        let seen = laughed_at::absurdities(&next, before.as_ref(), own);
        found.extend(seen.iter().map(|fault| {
            format!(
                "{fault}: week {week}: {} {:?} {own:?}",
                next.headline,
                next.reasons.first()
            )
        }));
        found.extend(after_the_longest(&next, &until));
        found.extend(by_what_is_not_known(&next, &known, &episode));
        before = (week < 2).then_some(next);
    }
    found
        .into_iter()
        .map(|fault| format!("{fault}: begun on {start}"))
        .collect()
}

/// What of a plan lies ahead: the days that are over show what was done.
fn ahead(mut week: WeekPlan, known: &History) -> WeekPlan {
    let from = first_open_day(known, week.starts);
    let whole = week.days.len();
    week.days.retain(|day| day.date >= from);
    if week.days.len() < whole {
        // The branches are of the whole week.
        (week.if_amber, week.if_red) = (None, None);
    }
    let runs = week.days.iter().filter(|day| day.kind.is_run());
    week.runs = runs.clone().count() as u32;
    week.weekly_min = runs.filter_map(|day| day.minutes).sum();
    week
}

/// A run on the day after one that was three times the usual of three weeks, or longer than it.
fn after_the_longest(week: &WeekPlan, runs: &[Run]) -> Option<String> {
    let last = runs.last()?;
    let minutes = last.tells_minutes()?;
    let usual: Vec<f64> = runs
        .iter()
        .rev()
        .skip(1)
        .take_while(|run| run.date() + Days::new(21) >= last.date())
        .filter_map(Run::tells_minutes)
        .collect();
    let mean = usual.iter().sum::<f64>() / usual.len().max(1) as f64;
    let is_huge = minutes >= 120.0 && !usual.is_empty() && minutes >= 2.5 * mean;
    let next_day = |day: &&Day| day.kind.is_run() && day.date == last.date() + Days::new(1);
    (is_huge && week.days.iter().any(|day| next_day(&day)))
        .then(|| "a run on the day after a marathon".to_owned())
}

/// A plan that is another because of a run whose minutes are not known, or an accident.
fn by_what_is_not_known(week: &WeekPlan, known: &History, entries: &[Entry]) -> Option<String> {
    let tells = |run: &&Run| run.tells_minutes().is_some() && !run.is_accident();
    let told: Vec<Run> = known.runs.iter().filter(tells).cloned().collect();
    if told.len() == known.runs.len() {
        return None;
    }
    let known = History::assemble(known.now, chrono_tz::UTC, told, entries);
    let without = ahead(plan(&known, week.starts), &known);
    let amount = |week: &WeekPlan| (week.runs, (week.weekly_min * 10.0).round() as i64);
    (amount(&without) != amount(week)).then(|| {
        format!(
            "another plan by a run that tells nothing: {} without it",
            without.headline
        )
    })
}
