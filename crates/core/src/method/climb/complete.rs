//! What was held long enough is complete: a level, a rung, a kind of session.

use super::{Climb, HILL_SPRINTS, Kind};
use crate::limits;
use crate::method::ladder::walk_run_minutes;
use chrono::NaiveDate;

impl Climb {
    /// The state with all that is complete by `day` marked.
    pub fn settled(mut self, day: NaiveDate) -> Climb {
        self.settle(day);
        self
    }

    /// Marks what is complete on `day`.
    pub(super) fn settle(&mut self, day: NaiveDate) {
        let last = |level: u8| {
            f64::from(level) >= limits::WALK_RUN_LEVELS.value
                || walk_run_minutes(level) >= self.goal.session_min
        };
        if let Some(level) = self.level
            && (self.one_level || last(level))
            && self.ready(day)
        {
            // What was held on the last level goes on as running minutes.
            self.level = None;
            self.one_level = false;
            self.session = Some(walk_run_minutes(level));
        }
        if self.level.is_none() && self.has_goal_minutes() && self.ready(day) {
            if !self.volume_done && self.held.runs >= self.start_runs.min(self.runs) {
                self.volume_done = true;
            }
            if self.volume_done && self.runs >= self.goal_runs && self.held.runs >= self.goal_runs {
                self.frequency_done = true;
            }
        }
        for kind in Kind::ALL {
            let (needed, days) = (self.needed, self.needed_days);
            let last_sprints = self.sprint_step + 1 >= HILL_SPRINTS.len();
            if let Some(sessions) = self.sessions_mut(kind) {
                let long_enough = sessions
                    .first
                    .is_some_and(|first| (day - first).num_days() >= days);
                if sessions.green >= needed
                    && long_enough
                    && (kind != Kind::HillSprints || last_sprints)
                {
                    sessions.done = true;
                }
            }
        }
        let rung = self.rung();
        if rung != self.rung {
            self.rung = rung;
            self.since = day;
        }
    }
}
