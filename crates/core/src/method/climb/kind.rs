//! The kinds of running that come back after minutes and frequency.

use crate::diary::Goal;
use crate::limits;
use crate::method::rung::Rung;
use crate::recording::Format;
use crate::run::{EffortKind, Run};

/// Everything that is not walking, minutes or frequency, in the order of return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A tempo.
    Tempo,
    /// Intervals.
    Intervals,
    /// Sprints on the flat.
    Sprints,
    /// Climbs.
    Hills,
    /// Hill sprints.
    HillSprints,
}

impl Kind {
    /// All, in the order of the return.
    pub const ALL: [Kind; 5] = [
        Kind::Tempo,
        Kind::Intervals,
        Kind::Sprints,
        Kind::Hills,
        Kind::HillSprints,
    ];

    /// The rung that brings it back.
    pub const fn rung(self) -> Rung {
        match self {
            Kind::Tempo | Kind::Intervals | Kind::Sprints => Rung::Intensity,
            Kind::Hills => Rung::Hills,
            Kind::HillSprints => Rung::HillSprints,
        }
    }

    /// The word that a plan has for a day of it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Tempo => "tempo",
            Kind::Intervals => "intervals",
            Kind::Sprints => "sprints",
            Kind::Hills => "hills",
            Kind::HillSprints => "hill-sprints",
        }
    }

    /// Whether the goal holds this kind.
    pub const fn wanted(self, goal: &Goal) -> bool {
        match self {
            Kind::Tempo => goal.tempo,
            Kind::Intervals => goal.intervals,
            Kind::Sprints => goal.sprints,
            Kind::Hills => goal.hills,
            Kind::HillSprints => goal.hill_sprints,
        }
    }

    /// How many of some runs hold a session of this kind.
    pub fn sessions_in(self, runs: &[Run]) -> usize {
        runs.iter().filter(|run| self.in_run(run)).count()
    }

    /// Whether a run holds a session of this kind. Hard minutes that a runner states without
    /// a count are a tempo, fewer than count as hard are sprints; intervals are told by their number.
    pub fn in_run(self, run: &Run) -> bool {
        let has = |kind, least| run.count(kind).is_some_and(|count| count >= least);
        let hard = run.hard_minutes().unwrap_or(0.0);
        let stated = run
            .files
            .iter()
            .any(|file| matches!(file.format, Format::Manual));
        match self {
            Kind::Tempo => has(EffortKind::Tempo, 1) || hard > limits::HARD_OVER_MINUTES.value,
            Kind::Intervals => has(EffortKind::Interval, 1),
            Kind::Sprints => {
                has(EffortKind::Sprint, 1)
                    || (stated && hard > 0.0 && hard <= limits::HARD_OVER_MINUTES.value)
            }
            Kind::Hills => has(EffortKind::Hill, 1),
            Kind::HillSprints => has(EffortKind::HillSprint, 1),
        }
    }
}

/// How many hill sprints each step of that rung holds.
pub const HILL_SPRINTS: [u8; 3] = [
    limits::HILL_SPRINTS_FIRST.value as u8,
    limits::HILL_SPRINTS_SECOND.value as u8,
    limits::HILL_SPRINTS_LAST.value as u8,
];

/// Tolerated sessions that a kind needs; hill sprints have one of each number and two
/// of the last.
pub(super) fn needed_sessions(kind: Kind, sprint_step: usize) -> u32 {
    let needed = limits::KIND_SESSIONS.value as u32;
    if kind == Kind::HillSprints && sprint_step + 1 < HILL_SPRINTS.len() {
        1
    } else {
        needed
    }
}
