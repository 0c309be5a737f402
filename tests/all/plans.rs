//! Ten runners of the model, each on a Sunday night of the return, and the whole plan that
//! each of them reads: `docs/plans.md`, to be read as a patient would.

use comeback_core::calendar::Days;
use comeback_core::diary::{History, response, span};
use comeback_core::limits::UnitSystem;
use comeback_core::method::{Rung, ladder};
use comeback_core::plan::{Decision, WeekPlan, plan};
use comeback_report::text::{self, Look};
use comeback_sim::tendon::model::SPREAD;
use comeback_sim::tendon::season::log_after;
use rayon::prelude::*;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

/// A runner of the model after so many weeks, and what the plan is to decide there.
struct Reader {
    seed: u64,
    weeks: usize,
    what: &'static str,
    decides: Decision,
}

const fn reader(seed: u64, weeks: usize, what: &'static str, decides: Decision) -> Reader {
    Reader {
        seed,
        weeks,
        what,
        decides,
    }
}

const READERS: [Reader; 10] = [
    reader(14, 1, "One week in, a score is missing", Decision::Hold),
    reader(2, 2, "Going well", Decision::Progress),
    reader(1, 3, "Runs that hurt a little", Decision::Hold),
    reader(1, 7, "Runs that hurt a little too much", Decision::BackUp),
    reader(4, 33, "A run that hurt too much", Decision::BackUp),
    reader(2, 6, "Back from a week off", Decision::Restart),
    reader(2, 14, "One run more", Decision::Progress),
    reader(2, 20, "Harder running comes back", Decision::Progress),
    reader(
        14,
        28,
        "Hill sprints, the last to come back",
        Decision::Progress,
    ),
    reader(2, 40, "All is back", Decision::Hold),
];

const INTRODUCTION: &str = "# Ten plans\n\n\
    Ten moments of six runners of [the model](strategies.md), each on a Sunday night, and the plan that \
    `comeback plan` writes for the week that follows. They are invented, with tendons that answer as \
    the model says. Read them as the person would who has to run them.\n";

/// Where the runner stands, in two lines.
fn where_it_stands(history: &History) -> String {
    let standing = ladder::standing(history).expect("an episode");
    let goal = &history.episode().expect("an episode").goal;
    let last = history.runs.last().expect("a run");
    let felt = response(last, history).max.map_or_else(
        || "not known".to_owned(),
        |score| format!("{}", score.get()),
    );
    format!(
        "Goal: {:.0} min × {} a week. Rung: {}. The last run was {:.0} min on {}, the worst since then {felt}.",
        goal.session_min,
        goal.runs_per_week,
        standing.rung.as_str().replace('-', " "),
        last.tells_minutes().unwrap_or(0.0),
        last.date().format("%A"),
    )
}

fn of(reader: &Reader) -> (History, WeekPlan) {
    let history = log_after(reader.seed, &SPREAD, reader.weeks);
    let next = span::monday(history.today()) + Days::new(7);
    let plan = plan(&history, next);
    (history, plan)
}

#[test]
fn ten_plans_of_ten_runners_are_kept_to_be_read() {
    let look = Look {
        width: 80,
        colour: false,
        units: UnitSystem::Kilometres,
    };
    let lives: Vec<(History, WeekPlan)> = READERS.par_iter().map(of).collect();
    let mut page = INTRODUCTION.to_owned();
    for (reader, (history, plan)) in READERS.iter().zip(&lives) {
        assert_eq!(plan.decision, reader.decides, "{}", reader.what);
        let _ = write!(
            page,
            "\n## {}\n\n{}\n\n```text\n{}```\n",
            reader.what,
            where_it_stands(history),
            text::plan(plan, &look)
        );
    }
    let restored = ladder::standing(&lives[9].0).map(|standing| standing.rung);
    assert_eq!(restored, Some(Rung::Restored));
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/plans.md");
    if std::env::var_os("COMEBACK_BLESS").is_some() {
        fs::write(&path, &page).expect("the page");
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == page,
        "docs/plans.md is stale: COMEBACK_BLESS=1 cargo test plans"
    );
}
