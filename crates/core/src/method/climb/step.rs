//! The next step from what is held: one factor, and by how much.

use super::kind::{HILL_SPRINTS, Kind};
use super::state::{Climb, Turn};
use crate::calendar::Days;
use crate::limits;
use crate::method::rung::walk_run_minutes;
use chrono::NaiveDate;

/// What would rise next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Next {
    /// The next walk-run level.
    Level {
        /// The level, 1 to 10.
        to: u8,
    },
    /// More minutes per run.
    Session {
        /// The minutes.
        to: f64,
    },
    /// A run more, each of them shorter.
    Runs {
        /// Runs per week.
        to: u32,
        /// Minutes of each.
        session: f64,
    },
    /// A first session of a kind.
    Kind {
        /// The kind.
        kind: Kind,
    },
    /// More hill sprints.
    HillSprints {
        /// How many.
        count: u8,
    },
}

impl Climb {
    /// The next step; `None` where what is held has only to be held longer, and at the end.
    pub fn next_step(&self) -> Option<Next> {
        if let Some(level) = self.level {
            let highest = limits::WALK_RUN_LEVELS.value as u8;
            // Up to the level that hurt the way back is one at a time.
            let easily = self.held.worst <= limits::EASY_LEVEL_MAX.value
                && self.hurt_level.is_none_or(|hurt| hurt <= level);
            let to = level + if easily { 2 } else { 1 };
            // The last level is that of the goal's minutes.
            let last = (1..=highest)
                .find(|level| walk_run_minutes(*level) >= self.goal.session_min)
                .unwrap_or(highest);
            return (level < last).then_some(Next::Level { to: to.min(last) });
        }
        if !self.complete {
            return self.more_minutes_or_runs();
        }
        let kind = self.open_kind()?;
        if kind == Kind::HillSprints && self.more_hill_sprints() {
            let count = *HILL_SPRINTS.get(self.sprint_step + 1)?;
            return Some(Next::HillSprints { count });
        }
        (!self.has_begun(kind)).then_some(Next::Kind { kind })
    }

    /// Whether a kind of session was done and is held. After a step to more hill sprints
    /// it is, though none of the new number was tolerated yet.
    pub fn has_begun(&self, kind: Kind) -> bool {
        let more_sprints = kind == Kind::HillSprints && self.sprint_step > 0;
        more_sprints || self.sessions_of(kind).first.is_some()
    }

    /// Where it is the turn of an added run: longer runs instead of it.
    pub fn longer_instead(&self) -> Option<Next> {
        let by_turn = self.next_step();
        matches!(by_turn, Some(Next::Runs { .. }))
            .then(|| self.longer_runs())
            .flatten()
    }

    fn longer_runs(&self) -> Option<Next> {
        let session = self.session?;
        (!self.has_goal_minutes())
            .then(|| grown(session, self.growth, self.goal_minutes()))
            .flatten()
            .map(|to| Next::Session { to })
    }

    /// Minutes of a run that is one step longer than one of `minutes`, up to the goal; `None`
    /// where there is no room for a rise.
    pub fn one_step_longer(&self, minutes: f64) -> Option<f64> {
        grown(minutes, self.growth, self.goal_minutes())
    }

    /// Minutes while volume is open, then runs and minutes by turns.
    fn more_minutes_or_runs(&self) -> Option<Next> {
        let session = self.session?;
        let longer = self.longer_runs();
        // Runs that the return began with and that were lost come back first.
        let opens = self.frequency_open || self.runs < self.start_runs;
        let more = (opens && self.runs < self.goal_runs).then(|| self.one_run_more(session));
        let too_short = self.with_one_run_more(session) < self.shortest(session);
        match (longer, more) {
            (Some(longer), Some(_)) if self.turn == Turn::Minutes || too_short => Some(longer),
            (_, Some(more)) => Some(more),
            (longer, None) => longer,
        }
    }

    /// A run is added and the runs get shorter, so that the week holds a little more. Where
    /// they would be too short to be planned and may not get longer first, because the goal
    /// itself is short, they are as long as the shortest.
    fn one_run_more(&self, session: f64) -> Next {
        let least = self.shortest(session).min(session);
        let most = self.goal_minutes().max(session);
        Next::Runs {
            to: self.runs + 1,
            session: self.with_one_run_more(session).min(most).max(least),
        }
    }

    /// Minutes of a run in a week with one more.
    fn with_one_run_more(&self, session: f64) -> f64 {
        let now = f64::from(self.runs.max(1));
        let growth = 1.0 + limits::ADDED_RUN_GROWTH.value / 100.0;
        rounded_down(session * now / (now + 1.0) * growth)
    }

    /// The shortest run of a week, where one of `session` minutes is held: more for who ran
    /// longer ones. Shorter ones would be no days of running, and an added run would never
    /// be seen.
    pub(crate) fn shortest(&self, session: f64) -> f64 {
        let own = self.own_session.map(|own| own.max(session));
        if own.is_some_and(|own| own >= limits::SHORT_SESSION_OWN.value) {
            limits::SHORT_SESSION.value
        } else {
            limits::LEAST_SESSION.value
        }
    }

    /// Whether what is held was held long enough on `day` for the next step.
    pub fn ready(&self, day: NaiveDate) -> bool {
        self.held.green >= self.needed && self.ready_from().is_some_and(|from| from <= day)
    }

    /// Tolerated runs still missing at what is held.
    pub fn missing_runs(&self) -> u32 {
        self.needed.saturating_sub(self.held.green)
    }

    /// The first day on which the next step may be taken, once the runs are there.
    pub fn ready_from(&self) -> Option<NaiveDate> {
        Some(self.held.first? + Days::new(self.days_needed().unsigned_abs()))
    }

    /// Days for which what is held is to be held.
    pub(super) fn days_needed(&self) -> i64 {
        if self.level.is_some() {
            (limits::LEVEL_DAYS.value as i64).min(self.needed_days)
        } else if self.held.long {
            (limits::LEAP_DAYS.value as i64).max(self.needed_days)
        } else {
            self.needed_days
        }
    }

    /// The goal as it can be planned, in half minutes.
    fn goal_minutes(&self) -> f64 {
        rounded_down(self.goal.session_min).max(1.0)
    }

    /// Whether the minutes of the goal are held.
    pub fn has_goal_minutes(&self) -> bool {
        let least = self.goal_minutes() * (1.0 - limits::GOAL_TOLERANCE.value);
        self.session.is_some_and(|session| session >= least - 1e-9)
    }

    /// Whether the hill sprints held were done often enough for more of them.
    pub fn more_hill_sprints(&self) -> bool {
        self.sessions_of(Kind::HillSprints).green >= 1 && self.sprint_step + 1 < HILL_SPRINTS.len()
    }
}

/// The next session minutes, in halves, up to the goal: `growth` more, and at least
/// three minutes as long as that makes no more than half an hour; `None` where there is no room for a rise.
///
/// From half an hour on a step never passes the 10 % that `long-run-spike` lets pass.
/// A setting below the method's 10 % makes the three minutes smaller too.
pub fn grown(minutes: f64, growth: f64, goal: f64) -> Option<f64> {
    let usual = limits::WEEKLY_GROWTH.value / 100.0;
    let floor = limits::STEP_FLOOR_MINUTES.value * (growth / usual).min(1.0);
    let is_short = minutes < limits::STEP_FLOOR_UP_TO.value;
    let wanted = if is_short {
        minutes + (minutes * growth).max(floor)
    } else {
        minutes * (1.0 + growth)
    };
    let spike = limits::LONG_RUN_RATIO.value;
    let most = if is_short {
        (minutes * spike)
            .max((minutes + limits::STEP_FLOOR_MINUTES.value).min(limits::STEP_FLOOR_UP_TO.value))
    } else {
        minutes * spike
    };
    let next = rounded_down(wanted.min(most))
        .max(rounded_down(minutes) + limits::PLANNED_IN.value)
        .min(goal);
    (next > minutes).then_some(next)
}

/// Minutes as they are planned, in halves: none more, so that a step of a tenth never passes
/// the tenth that `long-run-spike` lets pass.
pub(crate) fn rounded_down(minutes: f64) -> f64 {
    let step = limits::PLANNED_IN.value;
    ((minutes + 1e-9) / step).floor() * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_grow_by_three_up_to_half_an_hour_and_by_a_tenth_above() {
        for (from, growth, goal, to) in [
            (15.0, 0.10, 60.0, Some(18.0)),
            (18.0, 0.10, 60.0, Some(21.0)),
            (27.0, 0.10, 60.0, Some(30.0)),
            (29.5, 0.10, 60.0, Some(32.0)),
            (30.0, 0.10, 60.0, Some(33.0)),
            (33.0, 0.10, 60.0, Some(36.0)),
            (44.0, 0.10, 60.0, Some(48.0)),
            (28.0, 0.10, 30.0, Some(30.0)),
            (30.0, 0.10, 30.0, None),
            (40.0, 0.05, 60.0, Some(42.0)),
            (20.0, 0.05, 60.0, Some(21.5)),
            (45.0, 0.01, 60.0, Some(45.5)),
            (36.0, 0.10, 60.0, Some(39.5)),
            (12.5, 0.10, 60.0, Some(15.5)),
            // Twenty per cent is asked for, and a tenth is what a run may be longer.
            (40.0, 0.20, 60.0, Some(44.0)),
            (10.0, 0.10, 60.0, Some(13.0)),
            (20.0, 0.20, 60.0, Some(23.0)),
        ] {
            assert_eq!(
                grown(from, growth, goal),
                to,
                "{from} by {growth} to {goal}"
            );
        }
    }
}
