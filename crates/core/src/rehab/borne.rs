//! How the sessions of a set were borne, during and up to the next noon, and what that
//! makes of the next: a step more after two in a row at a safe pain, one back after pain
//! that was too much.

use super::load_test;
use super::standing::RehabStanding;
use crate::calendar::{Days, TimeDelta};
use crate::diary::{History, RehabSet};
use crate::limits;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// What the last sessions did to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The first session of the set.
    First,
    /// As the last time.
    Same,
    /// A step more: it was tolerated twice.
    More,
    /// Watched twice in a row: less range, slower, then less weight.
    Less,
    /// Too much: one step back.
    Back,
}

/// Steps that a set goes back under its first dose: below that it is the set before.
pub(super) const STEPS_UNDER: i32 = 2;

/// How a session of a set was borne.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Borne {
    /// The day of the session.
    pub date: NaiveDate,
    /// The highest pain during it.
    pub during: Option<f64>,
    /// The highest up to the next noon.
    pub after: Option<f64>,
}

impl Borne {
    /// The highest pain that is known of it, 0 to 10.
    pub fn worst(&self) -> Option<f64> {
        higher(self.during, self.after)
    }
}

/// The sessions of the present set with what they led to, in order.
pub fn borne(history: &History, standing: &RehabStanding) -> Vec<Borne> {
    sessions_of(history, standing.set, standing.since)
}

/// The sessions of a set from a day on with what they led to, in order.
pub fn sessions_of(history: &History, set: RehabSet, since: NaiveDate) -> Vec<Borne> {
    let mornings = load_test::mornings(history, history.now);
    let mut sessions: Vec<(Borne, DateTime<FixedOffset>)> = Vec::new();
    let of_set = (history.rehab.iter())
        .filter(|entry| entry.set() == set && history.local_date(entry.at) >= since);
    for entry in of_set {
        let date = history.local_date(entry.at);
        let pain = entry.work.pain.map(|pain| pain.get());
        match sessions.last_mut() {
            Some((last, _)) if last.date == date => last.during = higher(last.during, pain),
            _ => sessions.push((
                Borne {
                    date,
                    during: pain,
                    after: None,
                },
                entry.at,
            )),
        }
    }
    for (session, at) in &mut sessions {
        let next = session.date + Days::new(1);
        let noon = history.start_of(next) + TimeDelta::hours(12);
        session.after = (mornings.iter())
            .find(|morning| morning.date == next)
            .map(load_test::Morning::worst);
        let of_tendon = (history.pain.iter()).filter(|entry| entry.elsewhere().is_none());
        for entry in of_tendon.filter(|entry| *at < entry.at && entry.at <= noon) {
            session.after = higher(session.after, Some(entry.score.get()));
        }
    }
    sessions.into_iter().map(|(session, _)| session).collect()
}

pub(super) fn higher(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    a.into_iter().chain(b).reduce(f64::max)
}

/// Steps taken in the set, under 0 where even its first dose was too much, and what the
/// last session did to the next.
pub(super) fn steps(sessions: &[Borne], spared: bool) -> (i32, Change) {
    let (mut steps, mut quiet, mut watched) = (0_i32, 0_u32, 0_u32);
    let mut change = Change::First;
    for session in sessions {
        let felt = higher(session.during, session.after);
        let known = session.during.is_some() && session.after.is_some();
        change = match felt {
            Some(felt) if felt > limits::AMBER_MAX.value => {
                (quiet, watched) = (0, 0);
                // A score that the running answers for leaves the rehab as it is.
                let own = session
                    .during
                    .is_some_and(|during| during > limits::AMBER_MAX.value);
                if spared && !own {
                    Change::Same
                } else {
                    steps = (steps - 1).max(-STEPS_UNDER);
                    Change::Back
                }
            }
            Some(felt) if felt > limits::GREEN_MAX.value => {
                quiet = 0;
                watched += 1;
                if watched >= 2 {
                    Change::Less
                } else {
                    Change::Same
                }
            }
            Some(_) if known => {
                watched = 0;
                quiet += 1;
                if f64::from(quiet) >= limits::PROGRESS_SESSIONS.value {
                    quiet = 0;
                    steps += 1;
                    Change::More
                } else {
                    Change::Same
                }
            }
            _ => Change::Same,
        };
    }
    (steps, change)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(during: Option<f64>, after: Option<f64>) -> Borne {
        Borne {
            date: NaiveDate::MIN,
            during,
            after,
        }
    }

    #[test]
    fn two_quiet_sessions_in_a_row_are_a_step() {
        let quiet = session(Some(3.0), Some(3.0));
        let untold = session(Some(2.0), None);
        let watched = session(Some(3.5), Some(1.0));
        let too_much = session(Some(5.5), Some(1.0));
        for (sessions, expected) in [
            (&[][..], (0, Change::First)),
            (&[quiet], (0, Change::Same)),
            (&[quiet, quiet], (1, Change::More)),
            (&[quiet, untold, quiet], (1, Change::More)),
            (&[untold, untold], (0, Change::Same)),
            (&[quiet, watched, quiet], (0, Change::Same)),
            (&[watched, watched], (0, Change::Less)),
            (&[quiet, quiet, too_much], (0, Change::Back)),
            (&[quiet, quiet, too_much, quiet], (0, Change::Same)),
            (&[too_much], (-1, Change::Back)),
            (&[too_much, quiet, quiet], (0, Change::More)),
            (&[too_much, too_much, too_much], (-2, Change::Back)),
        ] {
            assert_eq!(steps(sessions, false), expected, "{sessions:?}");
        }
        // The evening's score of the run is not the rehab's where the running answers for it.
        let shared = session(Some(1.0), Some(6.0));
        assert_eq!(steps(&[quiet, quiet, shared], true), (1, Change::Same));
        assert_eq!(steps(&[quiet, quiet, shared], false), (0, Change::Back));
        assert_eq!(steps(&[quiet, quiet, too_much], true), (0, Change::Back));
    }
}
