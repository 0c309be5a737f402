//! What was held long enough is complete: a level, a rung, a kind of session.

use super::kind::{HILL_SPRINTS, Kind, needed_sessions};
use super::state::Climb;
use crate::limits;
use crate::method::rung::walk_run_minutes;
use chrono::NaiveDate;

impl Climb {
    /// The state with all that is complete by `day` marked.
    pub fn settled(mut self, day: NaiveDate) -> Climb {
        self.settle(day);
        self
    }

    /// Marks what is complete on `day`.
    pub(super) fn settle(&mut self, day: NaiveDate) {
        if let Some(level) = self.level
            && self.next_step().is_none()
            && self.ready(day)
        {
            // What was held on the last level goes on as running minutes.
            self.level = None;
            self.session = Some(walk_run_minutes(level));
        }
        if let Some(session) = self.session.filter(|_| self.level.is_none()) {
            let share = limits::FREQUENCY_OPENS.value;
            if session >= self.goal.session_min * share - 1e-9 && self.held.green > 0 {
                self.frequency_open |= self.runs < self.goal_runs;
            }
            if !self.complete
                && self.has_goal_minutes()
                && self.runs >= self.goal_runs
                && self.most_days >= self.goal_runs
                && self.trial.is_none()
                && self.ready(day)
            {
                self.complete = true;
            }
        }
        for kind in Kind::ALL {
            let last_sprints = self.sprint_step + 1 >= HILL_SPRINTS.len();
            let needed = needed_sessions(kind, self.sprint_step);
            if let Some(sessions) = self.sessions_mut(kind)
                && sessions.green >= needed
                && (kind != Kind::HillSprints || last_sprints)
            {
                sessions.done = true;
            }
        }
        let rung = self.rung();
        if rung != self.rung {
            self.rung = rung;
            self.since = day;
        }
    }
}
