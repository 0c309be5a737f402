//! The episodes that a log tells of, and the goal of each.

use super::entry::{Beginning, Entry, EpisodeStart, What};
use super::episode::{Episode, Goal, GoalSource};
use super::own_training;
use crate::calendar::Days;
use crate::limits;
use crate::run::Run;
use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

/// Folds the marks (starts and ends in time order) into episodes. A start while
/// one is open ends that one the day before.
pub(super) fn derive(marks: &[&Entry], runs: &[Run], zone: Tz) -> Vec<Episode> {
    let mut episodes: Vec<Episode> = Vec::new();
    // What was said of the last episode, for what is told anew of it.
    let mut said: Option<EpisodeStart> = None;
    for mark in marks {
        match &mark.what {
            What::EpisodeStart(start) => {
                if let Some(open) = episodes.last_mut().filter(|episode| episode.is_open()) {
                    // The same day told again corrects what was told.
                    if open.start == start.on {
                        episodes.pop();
                    } else {
                        open.end = Some(start.on - Days::new(1));
                        open.ended_at = Some(mark.at);
                    }
                }
                episodes.push(begin(start, mark.at, runs));
                said = Some(start.clone());
            }
            What::EpisodeEdit(edit) => {
                if let Some((last, start)) = episodes.last_mut().zip(said.as_mut()) {
                    *start = start.edited(edit);
                    *last = Episode {
                        end: last.end,
                        ended_at: last.ended_at,
                        ..begin(start, last.told_at, runs)
                    };
                }
            }
            What::EpisodeEnd => {
                if let Some(open) = episodes.last_mut().filter(|episode| episode.is_open()) {
                    open.end = Some(mark.at.with_timezone(&zone).date_naive());
                    open.ended_at = Some(mark.at);
                }
            }
            What::EpisodeReopen => {
                if let Some(last) = episodes.last_mut() {
                    last.end = None;
                    last.ended_at = None;
                }
            }
            _ => {}
        }
    }
    episodes
}

fn begin(start: &EpisodeStart, told_at: DateTime<FixedOffset>, runs: &[Run]) -> Episode {
    let recent_from = start.on - Days::new(limits::BEGIN_CONTINUOUS_DAYS.value as u64);
    let ran_lately = runs
        .iter()
        .any(|run| recent_from <= run.date() && run.date() < start.on);
    Episode {
        start: start.on,
        diagnosed: start.diagnosed,
        begin: start.begin.unwrap_or(if ran_lately {
            Beginning::Continuous
        } else {
            Beginning::WalkRun
        }),
        goal: goal(start, runs),
        race: start.race,
        end: None,
        told_at,
        ended_at: None,
    }
}

/// The goal: what the runner says, else the runner's own twelve weeks before the
/// episode, else the default of 30 min × 3.
pub(super) fn goal(start: &EpisodeStart, runs: &[Run]) -> Goal {
    let own = own_training::goal(start.on, runs);
    let mut goal = own.unwrap_or(Goal {
        session_min: limits::DEFAULT_GOAL_MINUTES.value,
        runs_per_week: limits::DEFAULT_GOAL_RUNS.value as u32,
        tempo: false,
        intervals: false,
        sprints: false,
        hills: false,
        hill_sprints: false,
        source: GoalSource::Default,
    });
    let said = [
        start.goal_minutes.is_some(),
        start.goal_runs.is_some(),
        start.goal_intensity.is_some(),
        start.goal_hills.is_some(),
        start.goal_hill_sprints.is_some(),
    ];
    goal.source = match goal.source {
        _ if said.iter().all(|&said| said) => GoalSource::Stated,
        GoalSource::OwnTraining if said.contains(&true) => GoalSource::StatedAndOwnTraining,
        GoalSource::Default if said.contains(&true) => GoalSource::StatedAndDefault,
        source => source,
    };
    if let Some(minutes) = start.goal_minutes {
        goal.session_min = minutes;
    }
    if let Some(runs_per_week) = start.goal_runs {
        goal.runs_per_week = runs_per_week;
    }
    if let Some(intensity) = start.goal_intensity {
        goal.tempo = intensity;
        goal.intervals = intensity;
        // No hard running is no sprint either; hard running alone is none yet.
        goal.sprints &= intensity;
    }
    if let Some(sprints) = start.goal_sprints {
        goal.sprints = sprints;
    }
    if let Some(hills) = start.goal_hills {
        goal.hills = hills;
    }
    if let Some(hill_sprints) = start.goal_hill_sprints {
        goal.hill_sprints = hill_sprints;
    }
    goal
}
