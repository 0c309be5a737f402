//! The scenarios of `fixtures/scenarios/`: a runner's log in plain lines and
//! what the rules, the ladder and the plan must say of it. See the README there.

mod coverage;
mod expect;
mod log;
mod read;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use comeback_core::diary::History;
use comeback_core::method::{IntensityStep, Rung, Standing, ladder};
use comeback_core::rules::{self, Checked};
use log::Log;

type Failure = String;

/// One scenario: common lines of its file, its own, and what is expected.
struct Scenario {
    file: String,
    title: String,
    zone: Tz,
    rung: Option<Vec<String>>,
    now: Option<NaiveDate>,
    since: Option<NaiveDate>,
    lines: Vec<String>,
    expect: Vec<String>,
}

struct Played {
    history: History,
    checked: Checked,
}

#[test]
fn every_scenario_comes_out_as_it_says() {
    let (scenarios, mut failures) = read::all();
    assert!(
        scenarios.len() >= 120,
        "only {} scenarios found",
        scenarios.len()
    );
    for scenario in &scenarios {
        if let Err(failure) = play(scenario) {
            failures.push(format!(
                "{}, # {}\n{failure}",
                scenario.file, scenario.title
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{} scenarios come out otherwise\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

/// Plays a scenario and says all that comes out otherwise than expected.
fn play(scenario: &Scenario) -> Result<(), Failure> {
    if scenario.expect.is_empty() {
        return Err("    nothing is expected".to_owned());
    }
    let played = played(scenario)?;
    let failed: Vec<Failure> = scenario
        .expect
        .iter()
        .filter_map(|line| expect::holds(&played, line).err())
        .collect();
    if failed.is_empty() {
        return Ok(());
    }
    Err(format!("{}\n{}", failed.join("\n"), expect::told(&played)))
}

fn played(scenario: &Scenario) -> Result<Played, Failure> {
    let mut log = Log::new(scenario.zone);
    for line in &scenario.lines {
        log.take(line)
            .map_err(|failure| format!("    `{line}`: {failure}"))?;
    }
    let today = scenario.now.unwrap_or(log.last);
    let now = log.at(today, "23:59")?;
    let history = History::assemble(now, scenario.zone, log.runs, &log.entries);
    let since = scenario.since.unwrap_or(today - Days::new(6));
    let checked = match &scenario.rung {
        None => rules::check(&history, since),
        Some(words) => {
            let set = |history: &History| standing(history, words);
            rules::check_with(&history, since, &set)
        }
    };
    Ok(Played { history, checked })
}

/// The standing that a scenario sets by hand, so that it need not climb there.
fn standing(history: &History, words: &[String]) -> Option<Standing> {
    let episode = history.episode()?;
    let mut set = ladder::standing(history)?;
    let has = |word: &str| words.iter().any(|known| known == word);
    set.rung = [
        Rung::WalkRun,
        Rung::Volume,
        Rung::Frequency,
        Rung::Intensity,
        Rung::Hills,
        Rung::HillSprints,
        Rung::Restored,
    ]
    .into_iter()
    .find(|rung| has(rung.as_str()))?;
    set.intensity_step = [
        ("tempo", IntensityStep::Tempo),
        ("intervals", IntensityStep::Intervals),
        ("sprints", IntensityStep::Sprints),
    ]
    .into_iter()
    .find(|(word, _)| has(word))
    .map(|(_, step)| step);
    set.level = None;
    set.goal = episode.goal;
    Some(set)
}
