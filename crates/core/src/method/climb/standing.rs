//! What the state says: the rung, whether the next step is earned, the standing.

use super::kind::{HILL_SPRINTS, Kind, needed_sessions};
use super::state::{Climb, Sessions};
use crate::diary::Goal;
use crate::method::rung::{IntensityStep, Rung, Standing, walk_run_minutes};
use chrono::NaiveDate;

impl Climb {
    /// The lowest open rung.
    pub fn rung(&self) -> Rung {
        if self.level.is_some() {
            return Rung::WalkRun;
        }
        if !self.complete {
            return if self.frequency_open {
                Rung::Frequency
            } else {
                Rung::Volume
            };
        }
        self.open_kind().map_or(Rung::Restored, Kind::rung)
    }

    /// The first kind of session of the goal that is not complete.
    pub fn open_kind(&self) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.wanted(&self.goal) && !self.sessions_of(*kind).done)
    }

    /// The kinds of the goal that are complete.
    pub fn complete_kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        Kind::ALL
            .into_iter()
            .filter(|kind| kind.wanted(&self.goal) && self.sessions_of(*kind).done)
    }

    /// The sessions of one kind so far.
    pub fn sessions_of(&self, kind: Kind) -> Sessions {
        self.sessions
            .get(kind as usize)
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn sessions_mut(&mut self, kind: Kind) -> Option<&mut Sessions> {
        self.sessions.get_mut(kind as usize)
    }

    /// What the contract and the rules call the standing.
    pub fn standing(&self, day: NaiveDate) -> Standing {
        let rung = self.rung();
        let kind = self.open_kind();
        let (green, first) = match rung {
            Rung::Intensity | Rung::Hills | Rung::HillSprints => kind
                .map(|kind| self.sessions_of(kind))
                .map_or((0, None), |sessions| (sessions.green, sessions.first)),
            _ => (self.held.green, self.held.first),
        };
        let by_kind = rung >= Rung::Intensity;
        let needed = kind
            .filter(|_| by_kind)
            .map_or(self.needed, |kind| needed_sessions(kind, self.sprint_step));
        Standing {
            rung,
            level: match rung {
                Rung::WalkRun => self.level,
                Rung::HillSprints => HILL_SPRINTS.get(self.sprint_step).copied(),
                _ => None,
            },
            intensity_step: match kind {
                Some(Kind::Tempo) if rung == Rung::Intensity => Some(IntensityStep::Tempo),
                Some(Kind::Intervals) if rung == Rung::Intensity => Some(IntensityStep::Intervals),
                Some(Kind::Sprints) if rung == Rung::Intensity => Some(IntensityStep::Sprints),
                _ => None,
            },
            goal: Goal {
                runs_per_week: self.goal_runs,
                ..self.goal
            },
            since: self.since,
            session_min: self.session.or_else(|| self.level.map(walk_run_minutes)),
            runs_per_week: Some(self.runs),
            green_runs: green,
            green_runs_needed: needed,
            days: first.map_or(0, |first| {
                u32::try_from((day - first).num_days()).unwrap_or(0)
            }),
            days_needed: if by_kind {
                0
            } else {
                u32::try_from(self.days_needed()).unwrap_or(0)
            },
        }
    }
}
