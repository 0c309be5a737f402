//! Makes a home of many athletes with years of runs, to measure looks at all of them:
//! `cargo run --example make-roster FOLDER [ATHLETES] [YEARS]`, then
//! `comeback --home FOLDER --as-of 2026-11-22 roster`, the second time from kept lines.

use chrono::{DateTime, Utc};
use comeback_core::calendar::{Days, TimeDelta};
use comeback_core::diary::{Act, Entry, EpisodeStart, StatedRun, What};
use comeback_core::units::{Metres, PainScore, StepsPerMinute};
use comeback_sim::random::Random;
use comeback_store::{AthleteName, Draft, Home};
use std::error::Error;
use std::process::ExitCode;

const ATHLETES: usize = 1000;
const YEARS: u64 = 3;
/// Weeks of the episode that each athlete is in the middle of.
const EPISODE_WEEKS: u64 = 10;

fn main() -> ExitCode {
    match make() {
        Ok((athletes, runs)) => {
            println!("{athletes} athletes, {runs} runs");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("make-roster: {error}");
            ExitCode::FAILURE
        }
    }
}

fn make() -> Result<(usize, usize), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let folder = words.next().ok_or("where to?")?;
    let athletes = words.next().map_or(Ok(ATHLETES), |word| word.parse())?;
    let years = words.next().map_or(Ok(YEARS), |word| word.parse())?;
    let home = Home::new(folder);
    let last: DateTime<Utc> = "2026-11-22T08:00:00Z".parse()?;
    let mut runs = 0;
    for number in 0..athletes {
        let name = AthleteName::new(&format!("athlete-{number:04}"))?;
        let entries = entries(number, years, last)?;
        runs += entries
            .iter()
            .filter(|entry| matches!(entry.what, What::Run(_)))
            .count();
        let drafts = entries.into_iter().map(|entry| Draft {
            act: Act::Enter {
                entry,
                supersedes: None,
            },
            import: None,
        });
        home.store(&name)?.append(drafts.collect(), last)?;
    }
    Ok((athletes, runs))
}

/// Three runs a week or so, harder in some weeks, with the scores of the last weeks.
fn entries(number: usize, years: u64, last: DateTime<Utc>) -> Result<Vec<Entry>, Box<dyn Error>> {
    let mut dice = Random::stream(number as u64, "roster");
    let days = 365 * years;
    let cadence = dice.between(155.0, 180.0);
    let speed = dice.between(2.4, 3.4);
    let mut entries = Vec::new();
    let entry = |at: DateTime<Utc>, what: What| Entry {
        at: at.fixed_offset(),
        what,
        note: None,
    };
    let start = last - Days::new(7 * EPISODE_WEEKS);
    entries.push(entry(
        start,
        What::EpisodeStart(EpisodeStart::of(start.date_naive())),
    ));
    let mut day = 0;
    while day < days {
        let at = last - Days::new(days - day) + TimeDelta::hours(9);
        let minutes = dice.between(20.0, 50.0).round();
        entries.push(entry(
            at,
            What::Run(StatedRun {
                minutes,
                distance_m: Some(Metres::new(minutes * 60.0 * speed)),
                cadence_spm: Some(StepsPerMinute::new((cadence + dice.normal()).round())),
                ..StatedRun::default()
            }),
        ));
        if at > start && dice.chance(0.85) {
            let score = if dice.chance(0.03) {
                dice.between(4.0, 8.0)
            } else {
                dice.between(0.0, 3.0)
            };
            entries.push(entry(
                at + TimeDelta::hours(15),
                What::Pain {
                    score: PainScore::new(score.round())?,
                    during: None,
                    site: None,
                    now: None,
                },
            ));
        }
        day += if dice.chance(0.01) { 16 } else { 2 };
        day += u64::from(dice.chance(0.4));
    }
    Ok(entries)
}
