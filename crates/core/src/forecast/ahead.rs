//! The plan run forward with every answer green.

use super::step::is_step;
use crate::calendar::{Days, TimeDelta};
use crate::diary::{Band, History, response};
use crate::method::{Rung, Standing, ladder};
use crate::plan;
use crate::run::Run;
use chrono::NaiveDate;

/// No return is looked for beyond so many weeks.
const WEEKS: u64 = 104;
/// Where so many weeks in a row bring no step, none comes.
const STANDSTILL: u32 = 10;
/// Runs longer before the episode say nothing of its plan, d.
const READ_BACK_DAYS: u64 = 200;

/// A point of the way: the day on which it is reached and the weeks with a step until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ahead {
    pub day: NaiveDate,
    pub steps: u32,
}

/// The open rungs of the goal with the point at which each is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    pub rungs: Vec<(Rung, Ahead)>,
    restored: Option<Ahead>,
}

impl Way {
    pub(super) fn restored(&self) -> Option<Ahead> {
        self.restored
    }
}

/// Runs the plan week by week as it is written, from today on, each answer green.
pub(super) fn run_on(history: &History, now: &Standing) -> Way {
    let mut known = begun(history);
    let easy = plan::easy_speed(history);
    let mut way = Way {
        rungs: Vec::new(),
        restored: None,
    };
    let (mut before, mut steps, mut still) = (now.clone(), 0, 0);
    let mut monday = crate::diary::span::monday(history.today());
    for _ in 0..WEEKS {
        let sunday = monday + Days::new(6);
        let week = plan::without_branches(&known, monday);
        for day in (week.days.iter()).filter(|day| day.kind.is_run()) {
            let start = known.start_of(day.date) + TimeDelta::hours(12);
            if start <= known.now {
                continue;
            }
            let run = plan::as_run(start, day, easy);
            plan::tolerate(&mut known.pain, &run);
            known.runs.push(run);
        }
        known.pain.sort_by_key(|entry| entry.at);
        known.now = known.start_of(sunday + Days::new(1)) - TimeDelta::seconds(1);
        let Some(after) = ladder::standing(&known) else {
            return way;
        };
        if is_step(&before, &after) {
            steps += 1;
            still = 0;
        } else {
            still += 1;
        }
        let point = Ahead { day: sunday, steps };
        if after.rung > before.rung {
            let passed = |rung: &Rung| before.rung <= *rung && *rung < after.rung;
            let in_goal = |rung: &Rung| *rung == before.rung || is_in_goal(*rung, &after);
            way.rungs.extend(
                (Rung::ALL.into_iter().filter(passed).filter(in_goal)).map(|rung| (rung, point)),
            );
        }
        if after.rung == Rung::Restored {
            way.restored = Some(point);
            return way;
        }
        if still >= STANDSTILL {
            return way;
        }
        before = after;
        monday = sunday + Days::new(1);
    }
    way
}

fn is_in_goal(rung: Rung, standing: &Standing) -> bool {
    let goal = &standing.goal;
    match rung {
        Rung::WalkRun | Rung::Volume | Rung::Frequency => true,
        Rung::Intensity => goal.intensity(),
        Rung::Hills => goal.hills,
        Rung::HillSprints => goal.hill_sprints,
        Rung::Restored => false,
    }
}

/// The history to run on from: what the plan does not read left out, and what is still
/// open answered well.
fn begun(history: &History) -> History {
    let mut known = history.clone();
    if let Some(from) =
        (history.episode()).and_then(|episode| Days::new(READ_BACK_DAYS).before(episode.start))
    {
        known.runs.retain(|run| run.date() >= from);
    }
    let open: Vec<Run> = (known.runs.iter())
        .filter(|run| response(run, history).band == Band::Pending)
        .cloned()
        .collect();
    for run in &open {
        plan::tolerate(&mut known.pain, run);
    }
    known.pain.sort_by_key(|entry| entry.at);
    known
}
