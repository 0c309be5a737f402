//! What belongs to the athlete: the episode, the roster.

use super::look::{Look, paragraph};
use super::pages::ladder;
use super::render::tabled;
use crate::json::RosterLineJson;
use crate::subjects;
use crate::words::quantity::{counted, long_date, minutes, trimmed};
use comeback_core::diary::entry::Beginning;
use comeback_core::diary::{Goal, GoalSource, History};
use comeback_core::method::Standing;

/// `episode show`
pub fn episode(history: &History, standing: Option<&Standing>, look: &Look) -> String {
    let mut out = match history.episode() {
        None => "No episode is under care.\n".to_owned(),
        Some(open) => {
            let mut text = look.heading(&format!("Episode since {}", long_date(open.start)));
            let diagnosed = if open.diagnosed {
                "diagnosed by a clinician"
            } else {
                "no clinician's diagnosis is on record: have it confirmed"
            };
            let begin = match open.begin {
                Beginning::WalkRun => "begins with walk-run",
                Beginning::Continuous => "begins from running continuously",
            };
            text.push_str(&paragraph(look, "  ", "  ", diagnosed));
            text.push_str(&paragraph(look, "  ", "  ", begin));
            text.push_str(&paragraph(
                look,
                "  ",
                "    ",
                &goal_words(history, &open.goal),
            ));
            text
        }
    };
    if let Some(standing) = standing {
        out.push_str(&format!("\n{}", ladder(history, standing, look)));
    }
    let visa: Vec<Option<f64>> = history.visa.iter().map(|entry| Some(entry.score)).collect();
    if let Some(last) = history.visa.last() {
        out.push_str(&format!(
            "\n  VISA-H {} of 100 on {}  {}\n",
            trimmed(last.score, 0),
            long_date(history.local_date(last.at)),
            super::spark::sparkline(&visa, 0.0)
        ));
    }
    let earlier = history.episodes.iter().filter(|episode| !episode.is_open());
    for ended in earlier {
        let end = ended.end.map(long_date).unwrap_or_default();
        let start = long_date(ended.start);
        out.push_str(&look.dim(&format!("  earlier: {start} to {end}\n")));
    }
    out
}

/// What the episode leads back to, on the days that there are for it.
fn goal_words(history: &History, wanted: &Goal) -> String {
    let goal = &wanted.within(&history.settings);
    let kinds = [
        (goal.tempo, "tempo"),
        (goal.intervals, "intervals"),
        (goal.sprints, "sprints"),
        (goal.hills, "hills"),
        (goal.hill_sprints, "hill sprints"),
    ];
    let mut parts = vec![format!(
        "goal: {} min × {} a week",
        minutes(goal.session_min),
        counted(goal.runs_per_week as usize, "run", "runs")
    )];
    parts.extend(
        kinds
            .into_iter()
            .filter_map(|(wanted, kind)| wanted.then_some(kind.to_owned())),
    );
    let source = match goal.source {
        GoalSource::OwnTraining => "from the weeks before the episode",
        GoalSource::Default => "without a history, the method's default",
        GoalSource::Stated => "as told",
        GoalSource::StatedAndOwnTraining => {
            "in part as told, else from the weeks before the episode"
        }
        GoalSource::StatedAndDefault => "in part as told, else the method's default",
    };
    let cut = match wanted.runs_per_week {
        more if more > goal.runs_per_week => format!(
            "; {more} runs a week were wanted, and {} available: `comeback config set available-days`",
            match goal.runs_per_week {
                1 => "1 day is".to_owned(),
                days => format!("{days} days are"),
            }
        ),
        _ => String::new(),
    };
    format!("{} ({source}{cut})", parts.join(", "))
}

/// All athletes, in the order given; in groups by why they come where they come.
pub fn roster(athletes: &[&RosterLineJson], grouped: bool, look: &Look) -> String {
    if athletes.is_empty() {
        return "no athletes\n".to_owned();
    }
    if !grouped {
        return tabled(&subjects::roster::table("Athletes", athletes), look);
    }
    let mut flags: Vec<&str> = Vec::new();
    for line in athletes {
        if !flags.contains(&line.flag.as_str()) {
            flags.push(&line.flag);
        }
    }
    let groups = flags.into_iter().map(|flag| {
        let of_flag = |line: &&&RosterLineJson| line.flag == flag;
        let lines: Vec<&RosterLineJson> = athletes.iter().filter(of_flag).copied().collect();
        let title = format!("{} ({})", flag.replace('-', " "), lines.len());
        let table = subjects::roster::table(&title, &lines);
        format!("{}{}", look.heading(&title), tabled(&table, look))
    });
    groups.collect::<Vec<String>>().join("\n")
}
