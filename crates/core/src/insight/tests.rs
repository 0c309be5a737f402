use super::*;
use crate::calendar::{Days, TimeDelta};
use crate::diary::entry::{Entry, EpisodeStart, StatedRun, What};
use crate::diary::stated;
use crate::units::PainScore;
use chrono::{DateTime, FixedOffset, NaiveTime};

fn at(day: u64) -> DateTime<FixedOffset> {
    let start: NaiveDate = "2026-03-02".parse().expect("a date");
    (start + Days::new(day))
        .and_time(NaiveTime::from_hms_opt(7, 0, 0).expect("seven"))
        .and_utc()
        .fixed_offset()
}

/// Runs every other day from the first day of an episode on: whether each is hard, and
/// its score of the next morning.
fn told(runs: &[(bool, f64)]) -> History {
    let spaced: Vec<(u64, bool, f64)> = (runs.iter().enumerate())
        .map(|(index, (hard, score))| (2 * index as u64, *hard, *score))
        .collect();
    told_on(&spaced)
}

fn told_on(told: &[(u64, bool, f64)]) -> History {
    let episode: EpisodeStart =
        serde_json::from_str(r#"{"on":"2026-03-02","begin":"continuous"}"#).expect("an episode");
    let mut entries = vec![Entry {
        at: at(0) - TimeDelta::hours(7),
        what: What::EpisodeStart(episode),
        note: None,
    }];
    let mut runs = Vec::new();
    for (day, hard, score) in told {
        let stated = StatedRun {
            minutes: 30.0,
            hard_min: if *hard { 10.0 } else { 0.0 },
            ..StatedRun::default()
        };
        runs.push(stated::run(at(*day), &stated));
        for (hours, score) in [(1, 0.0), (30, *score)] {
            entries.push(Entry {
                at: at(*day) + TimeDelta::hours(hours),
                what: What::Pain {
                    score: PainScore::new(score).expect("a score"),
                    during: None,
                    site: None,
                    now: None,
                },
                note: None,
            });
        }
    }
    let last = told.last().map_or(0, |(day, _, _)| *day);
    History::assemble(at(last + 4), chrono_tz::UTC, runs, &entries)
}

/// A score of noise alone, 0 to 1.
fn noise(index: usize) -> f64 {
    [0.5, 0.0, 1.0, 0.5, 0.0, 1.0, 1.0, 0.5, 0.0, 0.5][index % 10]
}

/// `runs` runs, every fourth of them hard up to `hard` of them.
fn every_fourth(runs: usize, hard: usize, more: f64) -> Vec<(bool, f64)> {
    (0..runs)
        .map(|index| {
            let is_hard = index % 4 == 3 && index / 4 < hard;
            (
                is_hard,
                1.0 + noise(index) + if is_hard { more } else { 0.0 },
            )
        })
        .collect()
}

#[test]
fn what_went_before_higher_scores_is_said_with_its_interval() {
    let found = went_before(&told(&every_fourth(40, 10, 2.0)));
    let [hard] = found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(hard.what, Exposure::Hard);
    assert_eq!((hard.runs_with, hard.runs_without), (10, 30));
    assert!(hard.low > 0.0 && hard.low < hard.points && hard.points < hard.high);
    // The expectation of none draws the two points in a little.
    assert!((1.5..2.2).contains(&hard.points), "{hard:?}");
}

#[test]
fn it_is_silent_before_six_runs_with_and_fifteen_without() {
    for (runs, hard, says) in [(40, 6, true), (40, 5, false)] {
        let found = went_before(&told(&every_fourth(runs, hard, 2.0)));
        assert_eq!(!found.is_empty(), says, "{hard} hard of {runs}");
    }
    for (without, says) in [(15, true), (14, false)] {
        let runs: Vec<(bool, f64)> = (0..8 + without)
            .map(|index| {
                let is_hard = index % 2 == 1 && index < 16;
                (
                    is_hard,
                    1.0 + noise(index) + if is_hard { 2.0 } else { 0.0 },
                )
            })
            .collect();
        assert_eq!(!went_before(&told(&runs)).is_empty(), says, "{without}");
    }
}

#[test]
fn where_nothing_went_before_or_less_it_is_silent() {
    for more in [0.0, -1.0] {
        assert_eq!(went_before(&told(&every_fourth(40, 10, more))), []);
    }
    assert_eq!(went_before(&told(&[])), []);
}

#[test]
fn a_run_on_the_day_after_another_is_told_apart() {
    // Pairs of days: the second hurts more.
    let runs: Vec<(u64, bool, f64)> = (0..16)
        .flat_map(|pair| {
            let base = 1.0 + noise(pair as usize);
            [
                (6 * pair, false, base),
                (6 * pair + 3, false, base),
                (6 * pair + 4, false, base + 2.0),
            ]
        })
        .collect();
    let found = went_before(&told_on(&runs));
    let [next] = found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(next.what, Exposure::DayAfter);
    assert_eq!(next.runs_with, 16);
}

#[test]
fn a_run_that_cannot_tell_is_left_out() {
    let mut history = told(&every_fourth(40, 10, 2.0));
    for run in history.runs.iter_mut().take(4) {
        run.hard = None;
    }
    let found = went_before(&history);
    assert_eq!(found[0].runs_with, 9);
    assert_eq!(found[0].runs_without, 27);
}
