//! Rehabilitation on the days without a run: the set that the log says is current.

use super::view::View;
use crate::diary::entry::RehabSet;
use crate::rules::rehab_retest;
use chrono::NaiveDate;

/// What is done on a day, and how often it may come.
struct Set {
    text: &'static str,
    every_days: i64,
}

const fn work(set: RehabSet) -> Set {
    match set {
        RehabSet::Isometric => Set {
            text: "isometric holds 3-5 × 30-45 s, hip bent no more than 30°",
            every_days: 1,
        },
        RehabSet::A => Set {
            text: "set A: 3-4 sets from 15 down to 8 slow repetitions to the last you can do \
                   well, little hip flexion",
            every_days: 2,
        },
        RehabSet::B => Set {
            text: "set B: 4 × 6-12 repetitions, hip bent 70-90°",
            every_days: 2,
        },
        RehabSet::C => Set {
            text: "set C: energy storage (skips, bounds, kettlebell swings), low volume",
            every_days: 3,
        },
    }
}

/// The rehabilitation of the given days without a run, in order; `None` on a day off from it.
pub fn of_days(view: &View, days: &[NaiveDate]) -> Vec<Option<String>> {
    if view.episode.is_none() {
        return days.iter().map(|_| None).collect();
    }
    let set = current(view);
    let work = work(set);
    let mut last = view
        .history
        .rehab
        .iter()
        .rev()
        .find(|entry| entry.set() == set)
        .map(|entry| view.history.local_date(entry.at));
    days.iter()
        .map(|&day| {
            let due = last.is_none_or(|last| (day - last).num_days() >= work.every_days);
            if !due {
                return None;
            }
            last = Some(last.map_or(day, |last| last.max(day)));
            Some(work.text.to_owned())
        })
        .collect()
}

/// The set last logged in the episode that was entered by its re-test, as
/// `rehab-retest` judges it; without one the isometrics.
pub fn current(view: &View) -> RehabSet {
    let history = view.history;
    history
        .rehab
        .iter()
        .rev()
        .find(|entry| {
            let day = history.local_date(entry.at);
            view.episode.is_some_and(|episode| {
                episode.covers(day) && rehab_retest::lack(history, episode, entry).is_none()
            })
        })
        .map_or(RehabSet::Isometric, |entry| entry.set())
}
