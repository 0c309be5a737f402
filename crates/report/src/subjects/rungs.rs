//! The ladder: every rung of the goal, how far it has come, and what the next step needs.

use crate::Picture;
use crate::charts::series::Seen;
use crate::tree::{Block, Chart, Mark, Section, Status};
use crate::words;
use crate::words::quantity::{counted, long_date, minutes};
use comeback_core::diary::entry::Beginning;
use comeback_core::diary::{Goal, History};
use comeback_core::limits;
use comeback_core::method::{IntensityStep, Rung, Standing};

/// The rungs from the last to the first.
const RUNGS: [Rung; 7] = [
    Rung::Restored,
    Rung::HillSprints,
    Rung::Hills,
    Rung::Intensity,
    Rung::Frequency,
    Rung::Volume,
    Rung::WalkRun,
];

pub(super) fn section(picture: &Picture, seen: &Seen) -> Option<Section> {
    let section = Section::new("ladder", "The ladder").listed("Ladder");
    let Some(standing) = picture.standing else {
        return Some(section.with(Block::text(
            "No episode is open, so there is no ladder to climb: the load rules and the red flags \
             watch over your usual weeks.",
        )));
    };
    let mut section = section;
    if let Some(chart) = super::charts::block(picture, seen, Chart::Ladder) {
        section = section.with(chart);
    }
    Some(
        section
            .intro(
                "Volume before frequency before intensity; hills after that, and hill sprints last.",
            )
            .with(Block::Fold {
                title: "The rungs in words".to_owned(),
                blocks: vec![ladder(picture.history, standing)],
            }),
    )
}

/// The rungs of the goal from the last to the first, with where the runner stands.
pub fn ladder(history: &History, standing: &Standing) -> Block {
    let walked = history
        .episode()
        .is_some_and(|episode| episode.begin == Beginning::WalkRun);
    let rungs = RUNGS
        .into_iter()
        .filter(|rung| *rung == standing.rung || in_goal(*rung, &standing.goal, walked))
        .map(|rung| {
            let mark = mark(standing, rung);
            Status {
                mark,
                name: words::rung(rung).to_owned(),
                about: match mark {
                    Mark::Here | Mark::Partly => so_far(rung, standing),
                    _ => goal_words(rung, &standing.goal),
                },
                more: if mark == Mark::Here {
                    progress(standing)
                } else {
                    String::new()
                },
            }
        });
    Block::Status(rungs.collect())
}

/// How far a rung has come. Frequency opens before the minutes of a run are those of
/// the goal; until they are, volume is not complete.
pub fn mark(standing: &Standing, rung: Rung) -> Mark {
    let least = standing.goal.session_min * (1.0 - limits::GOAL_TOLERANCE.value);
    let long_enough = standing
        .session_min
        .is_some_and(|held| held >= least - 1e-9);
    if standing.rung == Rung::Restored || rung < standing.rung {
        if (rung, standing.rung) == (Rung::Volume, Rung::Frequency) && !long_enough {
            Mark::Partly
        } else {
            Mark::Done
        }
    } else if rung == standing.rung {
        Mark::Here
    } else {
        Mark::Open
    }
}

/// Rungs that are not in the goal are skipped, so they are not told.
fn in_goal(rung: Rung, goal: &Goal, walked: bool) -> bool {
    match rung {
        Rung::WalkRun => walked,
        Rung::Intensity => goal.intensity(),
        Rung::Hills => goal.hills,
        Rung::HillSprints => goal.hill_sprints,
        Rung::Volume | Rung::Frequency | Rung::Restored => true,
    }
}

/// What the goal of a rung is, in a few words.
pub fn goal_words(rung: Rung, goal: &Goal) -> String {
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

/// How far an open rung has come: what was tolerated, and what is aimed at.
fn so_far(rung: Rung, standing: &Standing) -> String {
    let goal = &standing.goal;
    let now = |value: Option<String>| value.unwrap_or_else(|| "no green run yet".to_owned());
    match rung {
        Rung::WalkRun => match standing.level {
            Some(level) => format!("level {level} of {}", limits::WALK_RUN_LEVELS.value),
            None => goal_words(rung, goal),
        },
        Rung::Volume => format!(
            "{} → {} min a run",
            now(standing.session_min.map(minutes)),
            minutes(goal.session_min)
        ),
        Rung::Frequency if standing.runs_per_week == Some(goal.runs_per_week) => {
            format!("{} a week", runs(goal.runs_per_week))
        }
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
                Some(step) => format!("{step} ({})", goal_words(rung, goal)),
                None => goal_words(rung, goal),
            }
        }
        Rung::HillSprints => match standing.level {
            Some(sprints) => format!("{sprints} × {} s", limits::HILL_SPRINT_SECONDS.value),
            None => goal_words(rung, goal),
        },
        Rung::Hills | Rung::Restored => goal_words(rung, goal),
    }
}

fn progress(standing: &Standing) -> String {
    if standing.rung == Rung::Restored {
        return String::new();
    }
    let (held, needed) = (standing.green_runs, standing.green_runs_needed);
    let (days, days_needed) = (standing.days, standing.days_needed);
    let mut missing = Vec::new();
    if held < needed {
        missing.push(format!("{held} of {needed} tolerated runs"));
    }
    if days < days_needed {
        missing.push(format!("{days} of {days_needed} days"));
    }
    // What is beyond the need is no nearer to the step.
    if missing.is_empty() {
        format!(
            "on this rung since {}; enough tolerated runs and days for the next step: the plan says \
             when it comes",
            long_date(standing.since)
        )
    } else {
        format!(
            "on this rung since {}; towards the next step: {}",
            long_date(standing.since),
            missing.join(" and ")
        )
    }
}

fn runs(count: u32) -> String {
    counted(count as usize, "run", "runs")
}
