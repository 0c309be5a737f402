//! What a week should hold, before it is put on days.

use super::week::{Decision, Reason};
use crate::limits;
use crate::method::Rung;
use crate::method::climb::{self, Kind};
use crate::method::rung::walk_run_minutes;
use chrono::NaiveDate;

/// How long each run is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Session {
    /// Rounds of walking and running of a level, each `share` of its full length.
    WalkRun { level: u8, rounds: u32, share: f64 },
    /// Minutes of running.
    Minutes(f64),
}

impl Session {
    /// Minutes of running in it.
    pub(super) fn running(self) -> f64 {
        match self {
            Session::WalkRun {
                level,
                rounds,
                share,
            } => {
                walk_run_minutes(level) * f64::from(rounds) / limits::WALK_RUN_ROUNDS.value * share
            }
            Session::Minutes(minutes) => minutes,
        }
    }

    pub(super) const fn level(level: u8) -> Session {
        Session::WalkRun {
            level,
            rounds: limits::WALK_RUN_ROUNDS.value as u32,
            share: 1.0,
        }
    }

    /// A share of it.
    pub(super) fn scaled(self, by: f64) -> Session {
        match self {
            Session::WalkRun {
                level,
                rounds,
                share,
            } => Session::WalkRun {
                level,
                rounds,
                share: share * by,
            },
            // Under five minutes a day of running would not count as one.
            Session::Minutes(minutes) => Session::Minutes(
                rounded_down(minutes * by).max(minutes.min(limits::RUN_MIN_MINUTES.value)),
            ),
        }
    }
}

/// One session of the week that holds more than easy running.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Special {
    pub kind: Kind,
    /// How many hill sprints; 0 for the other kinds.
    pub count: u8,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Target {
    pub decision: Decision,
    pub factor: Option<Rung>,
    pub runs: u32,
    pub session: Session,
    pub specials: Vec<Special>,
    /// No run before this day.
    pub runs_from: Option<NaiveDate>,
    /// Runs before this day are shorter: the step is earned, or a return allows more, only then.
    pub step_from: Option<(NaiveDate, Session)>,
    /// No special session before this day.
    pub specials_from: Option<NaiveDate>,
    pub reasons: Vec<Reason>,
}

impl Target {
    /// A week without running.
    pub(super) fn rest() -> Target {
        Target {
            decision: Decision::Hold,
            factor: None,
            runs: 0,
            session: Session::Minutes(0.0),
            specials: Vec::new(),
            runs_from: None,
            step_from: None,
            specials_from: None,
            reasons: Vec::new(),
        }
    }

    /// The special sessions, each with how many of its kind stand before it.
    pub(super) fn numbered_specials(&self) -> Vec<(usize, Special)> {
        let numbered = self.specials.iter().enumerate().map(|(place, special)| {
            let before = self.specials.iter().take(place);
            let of_kind = before.filter(|other| other.kind == special.kind);
            (of_kind.count(), *special)
        });
        numbered.collect()
    }

    /// The session of a day.
    pub(super) fn session_on(&self, day: NaiveDate) -> Session {
        self.step_from
            .filter(|(from, _)| day < *from)
            .map_or(self.session, |(_, before)| before)
    }

    /// Takes from another case that applies what it allows less of, before its step and after.
    pub(super) fn lessen(&mut self, other: &Target) {
        let least = |a: Session, b: Session| if b.running() < a.running() { b } else { a };
        self.runs = self.runs.min(other.runs);
        let before = least(self.first_session(), other.first_session());
        self.session = least(self.session, other.session);
        let step = |target: &Target| target.step_from.map(|(from, _)| from);
        self.step_from = (step(self).max(step(other)))
            .filter(|_| before.running() < self.session.running())
            .map(|from| (from, before));
        self.specials
            .retain(|special| other.specials.iter().any(|kept| kept.kind == special.kind));
        self.runs_from = self.runs_from.max(other.runs_from);
        self.specials_from = self.specials_from.max(other.specials_from);
    }

    /// The week stays at what its first days hold.
    pub(super) fn without_step(&mut self) {
        self.session = self.first_session();
        self.step_from = None;
    }

    /// Gives a reason, once.
    pub(super) fn say(&mut self, reason: Reason) {
        if !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }

    /// The session of the week's first days.
    fn first_session(&self) -> Session {
        self.step_from.map_or(self.session, |(_, before)| before)
    }

    /// Where one run is left, it is no shorter than `least`.
    pub(super) fn no_shorter_alone(&mut self, least: f64) {
        if let (1, Session::Minutes(minutes)) = (self.runs, self.session) {
            self.session = Session::Minutes(minutes.max(least));
        }
    }

    /// Fewer runs where they would get shorter than `least`, with no more minutes.
    pub(super) fn without_short_runs(&mut self, least: f64) {
        let Session::Minutes(mut minutes) = self.session else {
            return;
        };
        let weekly = minutes * f64::from(self.runs);
        while minutes < least - 1e-9 && self.runs > 1 {
            self.runs -= 1;
            minutes = rounded_down((weekly / f64::from(self.runs)).min(least));
        }
        self.session = Session::Minutes(minutes);
    }
}

/// Half minutes below a value, as a plan is written; at least one minute.
pub(super) fn rounded_down(minutes: f64) -> f64 {
    climb::rounded_down(minutes).max(minutes.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_halves_and_none_more() {
        for (minutes, shown) in [
            (20.0, 20.0),
            (20.999_999_999_9, 21.0),
            (20.6, 20.5),
            (20.4, 20.0),
            (12.5, 12.5),
            (4.7, 4.5),
            (1.2, 1.0),
            (0.4, 0.4),
        ] {
            assert_eq!(rounded_down(minutes), shown, "{minutes}");
        }
    }

    #[test]
    fn the_least_of_two_weeks_holds_no_more_than_either() {
        let week = |runs, minutes, specials: &[Kind]| Target {
            runs,
            session: Session::Minutes(minutes),
            specials: specials
                .iter()
                .map(|&kind| Special { kind, count: 0 })
                .collect(),
            ..Target::rest()
        };
        let mut target = week(3, 20.0, &[Kind::Tempo, Kind::Hills]);
        target.lessen(&week(4, 15.0, &[Kind::Hills]));
        assert_eq!(target, week(3, 15.0, &[Kind::Hills]));
    }
}
