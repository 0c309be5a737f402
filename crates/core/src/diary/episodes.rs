//! The episodes that a log tells of, and the goal of each.

use super::entry::{Beginning, Entry, EpisodeStart, What};
use super::episode::{Episode, Goal, GoalSource};
use super::own_training;
use crate::calendar::Days;
use crate::limits;
use crate::run::Run;
use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

/// What is told of an episode, and as the how manyth of all entries it was told.
pub(super) struct Mark<'a> {
    pub(super) place: usize,
    pub(super) entry: &'a Entry,
}

/// An episode with what was said of it.
struct Told {
    episode: Episode,
    said: EpisodeStart,
    /// Where its start was told.
    place: usize,
}

/// Folds the marks, in time order, into episodes. A start while one is open, or on a day
/// of the last one, ends that one the day before.
///
/// A start counts from the first moment of its day, though it is told later: what was told
/// before it, and speaks of a moment after that, is said of the episode before.
pub(super) fn derive(marks: &[Mark<'_>], runs: &[Run], zone: Tz) -> Vec<Episode> {
    let mut episodes: Vec<Told> = Vec::new();
    for Mark { place, entry: mark } in marks {
        let at = mark.at.with_timezone(&zone).fixed_offset();
        let meant = |told: &&mut Told| told.place < *place;
        match &mark.what {
            What::EpisodeStart(start) => {
                let last = episodes.last_mut().map(|last| &mut last.episode);
                match last {
                    // The same day told again corrects what was told.
                    Some(last) if last.is_open() && last.start == start.on => {
                        episodes.pop();
                    }
                    Some(last) if last.is_open() => {
                        last.end = Some(start.on - Days::new(1));
                        last.ended_at = Some(at);
                    }
                    Some(last) if last.start < start.on && last.covers(start.on) => {
                        last.end = Some(start.on - Days::new(1));
                    }
                    _ => {}
                }
                episodes.push(Told {
                    episode: begin(start, at, runs),
                    said: start.clone(),
                    place: *place,
                });
            }
            What::EpisodeEdit(edit) => {
                if let Some(told) = episodes.iter_mut().rev().find(meant) {
                    told.said = told.said.edited(edit);
                    let last = &told.episode;
                    told.episode = Episode {
                        end: last.end,
                        ended_at: last.ended_at,
                        ..begin(&told.said, last.told_at, runs)
                    };
                }
            }
            What::EpisodeEnd => {
                let told = episodes.iter_mut().rev().find(meant);
                if let Some(open) = told.filter(|told| told.episode.is_open()) {
                    open.episode.end = Some(at.date_naive());
                    open.episode.ended_at = Some(at);
                }
            }
            What::EpisodeReopen => {
                // Beside a later one it stays closed.
                let last = episodes.last_mut();
                if let Some(last) = last.filter(|last| last.place < *place) {
                    last.episode.end = None;
                    last.episode.ended_at = None;
                }
            }
            _ => {}
        }
    }
    episodes.into_iter().map(|told| told.episode).collect()
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
