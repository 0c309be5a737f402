use super::*;
use crate::calendar::TimeDelta;
use crate::diary::entry::{Beginning, Entry, EpisodeStart, StatedRun, What};
use crate::diary::stated;
use crate::units::PainScore;
use chrono::{DateTime, FixedOffset, NaiveTime};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn at(date: NaiveDate, hour: u32) -> DateTime<FixedOffset> {
    date.and_time(NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour"))
        .and_utc()
        .fixed_offset()
}

fn entry(at: DateTime<FixedOffset>, what: What) -> Entry {
    Entry {
        at,
        what,
        note: None,
    }
}

/// An episode from Monday 31 August 2026 on, 30 min × 3, with three runs in each of
/// the given weeks, all tolerated, asked about on the Sunday of the last.
fn told(minutes: &[f64]) -> History {
    let start = day("2026-08-31");
    let episode: EpisodeStart = serde_json::from_str(
        r#"{"on":"2026-08-31","diagnosed":true,"goal_minutes":30.0,"goal_runs":3}"#,
    )
    .expect("an episode");
    assert_eq!(episode.begin, None::<Beginning>);
    let mut entries = vec![entry(at(start, 0), What::EpisodeStart(episode))];
    // Something from before, so that it begins with running.
    let mut runs: Vec<_> = (1..=8)
        .flat_map(|week| {
            [0, 2, 4].map(|later| at(start - Days::new(7 * week) + Days::new(later), 7))
        })
        .map(|at| run(at, 30.0))
        .collect();
    for (week, minutes) in minutes.iter().enumerate() {
        for later in [0, 2, 4] {
            let at = at(start + Days::new(7 * week as u64 + later), 7);
            runs.push(run(at, *minutes));
            for hours in [2, 30] {
                let score = PainScore::new(1.0).expect("a score");
                let what = What::Pain {
                    score,
                    during: None,
                    site: None,
                    now: None,
                };
                entries.push(entry(at + TimeDelta::hours(hours), what));
            }
        }
    }
    let sunday = start + Days::new(7 * minutes.len() as u64 - 1);
    History::assemble(at(sunday, 20), chrono_tz::UTC, runs, &entries)
}

fn run(at: DateTime<FixedOffset>, minutes: f64) -> crate::run::Run {
    let told = StatedRun {
        minutes,
        ..StatedRun::default()
    };
    stated::run(at, &told)
}

#[test]
fn before_the_eighth_week_there_is_only_the_best_case() {
    let history = told(&[18.0, 18.0]);
    let found = forecast(&history).expect("an episode");
    assert_eq!(found.weeks_known, 1);
    assert!(found.in_sight && found.restored.is_none() && found.rungs.is_empty());
    assert_eq!(found.steps_taken, None);
    let best = found.best_case.expect("it leads there");
    assert!(best > history.today());
}

#[test]
fn from_the_eighth_week_on_there_are_dates_in_order() {
    // Up in five of the eight weeks.
    let weeks = [15.0, 15.0, 15.0, 15.0, 16.5, 18.0, 20.0, 22.0, 24.0];
    let history = told(&weeks);
    let found = forecast(&history).expect("an episode");
    assert_eq!(found.weeks_known, 8);
    assert!(found.in_sight, "{found:?}");
    let dates = found.restored.expect("dates");
    let best = found.best_case.expect("it leads there");
    assert!(best <= dates.early && dates.early <= dates.median && dates.median <= dates.late);
    let last = found.rungs.last().expect("an open rung");
    assert!(found.rungs.is_sorted_by_key(|rung| rung.rung));
    assert_eq!(last.dates, dates);
    // As the formula says it for these steps.
    let waiting = Waiting::after(
        found.steps_left.expect("steps"),
        found.steps_taken.expect("weeks"),
        found.weeks_read.expect("weeks"),
    );
    let weeks = u64::from(waiting.weeks(0.9).expect("weeks"));
    assert_eq!(dates.late, history.today() + Days::new(7 * weeks));
}

#[test]
fn without_an_episode_there_is_none_and_a_red_flag_leads_nowhere() {
    let mut history = told(&[18.0, 18.0]);
    let symptom =
        serde_json::from_str(r#"{"at":"2026-09-12T20:00:00Z","kind":"symptom","symptom":"pop"}"#)
            .map(|told: Entry| match told.what {
                What::Symptom { symptom } => symptom,
                other => panic!("{other:?}"),
            })
            .expect("a symptom");
    history.symptoms.push(crate::diary::SymptomEntry {
        at: history.now,
        symptom,
        resolved: None,
    });
    let found = forecast(&history).expect("an episode");
    assert!(!found.in_sight && found.best_case.is_none() && found.steps_left.is_none());
    history.episodes.clear();
    assert_eq!(forecast(&history), None);
}

#[test]
fn who_takes_no_step_is_told_that_no_date_is_in_sight() {
    let history = told(&[10.0; 12]);
    let found = forecast(&history).expect("an episode");
    if found.steps_taken == Some(0) && found.steps_left > Some(3) {
        assert!(!found.in_sight && found.restored.is_none(), "{found:?}");
    } else {
        panic!("the case is another: {found:?}");
    }
}
