//! `check`: the rung, the ladder, what fires, what cannot be told.

use super::finding::{findings, tally, unknown};
use super::look::{Ink, Look, paragraph, width, wrap};
use super::quantity::{counted, long_date, minutes};
use super::settings::differing;
use comeback_core::diary::entry::Beginning;
use comeback_core::diary::{Goal, History};
use comeback_core::limits;
use comeback_core::method::{IntensityStep, Rung, Standing};
use comeback_core::rules::{Finding, Missing};

/// The whole of `check`.
pub fn check(
    history: &History,
    standing: Option<&Standing>,
    found: &[Finding],
    missing: &[Missing],
    look: &Look,
) -> String {
    let mut out = look.heading(&format!(
        "{} · {}",
        long_date(history.today()),
        tally(found)
    ));
    match standing {
        Some(standing) => {
            out.push('\n');
            out.push_str(&ladder(history, standing, look));
        }
        None => out.push_str(&paragraph(
            look,
            "",
            "",
            "No episode is under care: load, gait and data are checked, the order of return is \
             not. `comeback episode start --on DATE` begins one.",
        )),
    }
    if !found.is_empty() {
        out.push('\n');
        out.push_str(&findings(found, look));
    }
    if !missing.is_empty() {
        out.push_str(&format!("\n{}", look.heading("Cannot be told")));
        out.push_str(&unknown(missing, look));
    }
    out.push_str(&differing(history, look));
    out
}

/// The rungs of the goal from the last to the first, with where the runner stands.
pub fn ladder(history: &History, standing: &Standing, look: &Look) -> String {
    let walked = history
        .episode()
        .is_some_and(|episode| episode.begin == Beginning::WalkRun);
    let rungs = [
        Rung::Restored,
        Rung::HillSprints,
        Rung::Hills,
        Rung::Intensity,
        Rung::Frequency,
        Rung::Volume,
        Rung::WalkRun,
    ];
    let mut out = String::new();
    for rung in rungs {
        let here = rung == standing.rung;
        if !here && !in_goal(rung, &standing.goal, walked) {
            continue;
        }
        let done = rung < standing.rung || standing.rung == Rung::Restored;
        let (mark, ink) = match (done, here) {
            (true, _) => ("✓", Ink::Good),
            (false, true) => ("▶", Ink::Strong),
            (false, false) => ("○", Ink::Dim),
        };
        let about = if here {
            here_words(standing)
        } else {
            about(rung, &standing.goal)
        };
        let name = format!("{mark} {}", words(rung));
        let gap = if about.is_empty() {
            0
        } else {
            17_usize.saturating_sub(width(&name))
        };
        let name = look.paint(&name, ink);
        out.push_str(&format!("  {name}{}{about}\n", " ".repeat(gap)));
        if here && standing.rung != Rung::Restored {
            let indent = " ".repeat(19);
            for line in wrap(&progress(standing), look.columns() - indent.len()) {
                out.push_str(&format!("{indent}{}\n", look.dim(&line)));
            }
        }
    }
    out
}

/// Rungs that are not in the goal are skipped, so they are not drawn.
fn in_goal(rung: Rung, goal: &Goal, walked: bool) -> bool {
    match rung {
        Rung::WalkRun => walked,
        Rung::Intensity => goal.intensity(),
        Rung::Hills => goal.hills,
        Rung::HillSprints => goal.hill_sprints,
        Rung::Volume | Rung::Frequency | Rung::Restored => true,
    }
}

/// The rung in plain words.
pub(crate) const fn words(rung: Rung) -> &'static str {
    match rung {
        Rung::WalkRun => "walk-run",
        Rung::Volume => "volume",
        Rung::Frequency => "frequency",
        Rung::Intensity => "intensity",
        Rung::Hills => "hills",
        Rung::HillSprints => "hill sprints",
        Rung::Restored => "restored",
    }
}

fn about(rung: Rung, goal: &Goal) -> String {
    match rung {
        Rung::WalkRun => "walk and run by turns".to_owned(),
        Rung::Volume => format!("{} min a run", minutes(goal.session_min)),
        Rung::Frequency => format!("{} a week", runs(goal.runs_per_week)),
        Rung::Intensity => {
            let kinds = [
                (goal.tempo, "tempo"),
                (goal.intervals, "intervals"),
                (goal.sprints, "sprints"),
            ];
            let kinds: Vec<&str> = kinds
                .into_iter()
                .filter_map(|(wanted, kind)| wanted.then_some(kind))
                .collect();
            kinds.join(", then ")
        }
        Rung::Hills => "easy climbs".to_owned(),
        Rung::HillSprints => "the last to come back".to_owned(),
        Rung::Restored => String::new(),
    }
}

/// How far the open rung has come: what was tolerated, and what is aimed at.
fn here_words(standing: &Standing) -> String {
    let goal = &standing.goal;
    let now = |value: Option<String>| value.unwrap_or_else(|| "no green run yet".to_owned());
    match standing.rung {
        Rung::WalkRun => match standing.level {
            Some(level) => format!("level {level} of {}", limits::WALK_RUN_LEVELS.value),
            None => about(Rung::WalkRun, goal),
        },
        Rung::Volume => format!(
            "{} → {} min a run",
            now(standing.session_min.map(minutes)),
            minutes(goal.session_min)
        ),
        Rung::Frequency => format!(
            "{} → {} a week",
            now(standing.runs_per_week.map(|count| count.to_string())),
            runs(goal.runs_per_week)
        ),
        Rung::Intensity => {
            let step = standing.intensity_step.map(|step| match step {
                IntensityStep::Tempo => "tempo",
                IntensityStep::Intervals => "intervals",
                IntensityStep::Sprints => "flat sprints",
            });
            match step {
                Some(step) => format!("{step} ({})", about(Rung::Intensity, goal)),
                None => about(Rung::Intensity, goal),
            }
        }
        Rung::HillSprints => match standing.level {
            Some(sprints) => format!("{sprints} × {} s", limits::HILL_SPRINT_SECONDS.value),
            None => about(Rung::HillSprints, goal),
        },
        Rung::Hills | Rung::Restored => about(standing.rung, goal),
    }
}

fn progress(standing: &Standing) -> String {
    // What is beyond the need is no nearer to the step.
    let held = standing.green_runs.min(standing.green_runs_needed);
    format!(
        "{held} of {} tolerated runs and {} of {} days towards the next step, since {}",
        standing.green_runs_needed, standing.days, standing.days_needed, standing.since
    )
}

fn runs(count: u32) -> String {
    counted(count as usize, "run", "runs")
}
