//! How the sessions of a set were borne, during and up to the next noon, and what that
//! makes of the next: a step more after two in a row at a safe pain, one back after pain
//! that was too much.

use super::catalogue;
use super::load_test;
use super::sessions;
use super::standing::RehabStanding;
use crate::calendar::{Days, TimeDelta};
use crate::diary::{History, RehabEntry, RehabSet, span};
use crate::limits;
use chrono::NaiveDate;

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
    /// Days off before it: a set less.
    AfterGap,
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
    let borne = |(date, work): (NaiveDate, Vec<&RehabEntry>)| {
        let next = date + Days::new(1);
        let noon = history.start_of(next) + TimeDelta::hours(12);
        let during = work.iter().filter_map(|entry| entry.work.pain);
        let mut after = (mornings.iter())
            .find(|morning| morning.date == next)
            .map(load_test::Morning::worst);
        let begun = work.first().map_or(noon, |entry| entry.at);
        let of_tendon = (history.pain.iter()).filter(|entry| entry.elsewhere().is_none());
        for entry in of_tendon.filter(|entry| begun < entry.at && entry.at <= noon) {
            after = higher(after, Some(entry.score.get()));
        }
        Borne {
            date,
            during: during.map(|pain| pain.get()).reduce(f64::max),
            after,
        }
    };
    sessions::by_day(history, |entry| is_of(entry, set))
        .into_iter()
        .filter(|(date, _)| *date >= since)
        .map(borne)
        .collect()
}

/// Whether an entry is work of a set: the heavy work that stays beside the springs of set C is
/// of set B, wherever it was logged.
pub(super) fn is_of(entry: &RehabEntry, set: RehabSet) -> bool {
    let listed = (entry.work.exercise.as_deref()).and_then(catalogue::by_id);
    listed.map_or(entry.set(), |listed| listed.set) == set
}

pub(super) fn higher(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    a.into_iter().chain(b).reduce(f64::max)
}

/// What the sessions of a set came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Course {
    /// Steps taken in the set, under 0 where even its first dose was too much.
    pub(super) steps: i32,
    /// What the last session did to the next.
    pub(super) change: Change,
    /// The session that was too much, until two quiet ones in a row came after it.
    pub(super) too_much: Option<NaiveDate>,
    /// The day from which on the weeks of the set bring nothing more: something hurt over what
    /// is safe, and there was no step since that stayed quiet twice.
    pub(super) waits: Option<NaiveDate>,
    /// How often in a row it was eased because it was watched: less range, slower, less weight.
    /// Two quiet sessions bring one of these back.
    pub(super) eased: u32,
    /// Steps and how often it was eased, without what the last session changed.
    pub(super) unchanged: (i32, u32),
}

/// Less range, then slower, then less weight.
const MOST_EASED: u32 = 3;

/// Steps that are taken again after a long time without a set.
const GAP_STEPS: i32 = 2;

/// What days without a set make of its next session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// So few that nothing is lost.
    None,
    /// A week and more.
    Short,
    /// Weeks.
    Long,
}

impl Gap {
    /// The gap from one session to a day.
    pub fn between(last: NaiveDate, day: NaiveDate) -> Gap {
        let days = (day - last).num_days() as f64;
        if days >= limits::LONG_GAP_DAYS.value {
            Gap::Long
        } else if days > limits::GAP_DAYS.value {
            Gap::Short
        } else {
            Gap::None
        }
    }
}

impl Course {
    /// Weeks of the set that count for what they bring, sets and landings: those until
    /// something hurt.
    pub(super) fn weeks(&self, since: NaiveDate, week: NaiveDate) -> u32 {
        let until = (self.waits).map_or(week, |hurt| span::monday(hurt).min(week));
        ((until - since).num_days().max(0) / 7) as u32
    }
}

/// What the sessions of a set came to, in order. Set B bends the hip further, so that its
/// steps lie a week apart.
pub(super) fn course(set: RehabSet, sessions: &[Borne], spared: bool) -> Course {
    let apart = match set {
        RehabSet::B => limits::FLEXION_DAYS.value as i64,
        RehabSet::Isometric | RehabSet::A | RehabSet::C => 0,
    };
    let mut stepped = sessions.first().map(|first| first.date);
    let (mut steps, mut quiet, mut watched) = (0_i32, 0_u32, 0_u32);
    let mut change = Change::First;
    let (mut too_much, mut waits) = (None, None);
    // The first step after pain is the load that was held before; only what stays quiet on it
    // lets the weeks bring more.
    let mut is_back = true;
    let mut eased = 0;
    let mut unchanged = (0, 0);
    let mut last: Option<NaiveDate> = None;
    for session in sessions {
        let gap = last.map_or(Gap::None, |last| Gap::between(last, session.date));
        last = Some(session.date);
        if gap != Gap::None {
            // What was quiet before says nothing of what is taken up again.
            (quiet, watched) = (0, 0);
            stepped = Some(session.date);
        }
        if gap == Gap::Long {
            steps = after_long_gap(steps);
        }
        unchanged = (steps, eased);
        let felt = higher(session.during, session.after);
        let known = session.during.is_some() && session.after.is_some();
        change = match felt {
            Some(felt) if felt > limits::AMBER_MAX.value => {
                (quiet, watched) = (0, 0);
                (waits, is_back) = (waits.or(Some(session.date)), false);
                // A score that the running answers for leaves the rehab as it is.
                let own = session
                    .during
                    .is_some_and(|during| during > limits::AMBER_MAX.value);
                if spared && !own {
                    Change::Same
                } else {
                    steps = (steps - 1).max(-STEPS_UNDER);
                    too_much = Some(session.date);
                    Change::Back
                }
            }
            Some(felt) if felt > limits::GREEN_MAX.value => {
                quiet = 0;
                watched += 1;
                (waits, is_back) = (waits.or(Some(session.date)), false);
                if watched >= 2 {
                    eased = (eased + 1).min(MOST_EASED);
                    Change::Less
                } else {
                    Change::Same
                }
            }
            Some(_) if known => {
                watched = 0;
                // The session after a gap has a set less, and is none to go on from.
                quiet += u32::from(gap == Gap::None);
                let is_due = stepped.is_none_or(|on| (session.date - on).num_days() >= apart);
                if f64::from(quiet) >= limits::PROGRESS_SESSIONS.value && is_due {
                    quiet = 0;
                    stepped = Some(session.date);
                    too_much = None;
                    if is_back {
                        waits = None;
                    }
                    is_back = true;
                    if eased > 0 {
                        eased -= 1;
                    } else {
                        steps += 1;
                    }
                    Change::More
                } else {
                    Change::Same
                }
            }
            _ => Change::Same,
        };
    }
    Course {
        steps,
        change,
        too_much,
        waits,
        eased,
        unchanged,
    }
}

/// The steps that count after a long time without a set.
pub(super) fn after_long_gap(steps: i32) -> i32 {
    (steps - GAP_STEPS).max(steps.min(0))
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

    fn came_to(sessions: &[Borne], spared: bool) -> (i32, Change) {
        let course = course(RehabSet::A, sessions, spared);
        (course.steps, course.change)
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
            assert_eq!(came_to(sessions, false), expected, "{sessions:?}");
        }
        // The evening's score of the run is not the rehab's where the running answers for it.
        let shared = session(Some(1.0), Some(6.0));
        assert_eq!(came_to(&[quiet, quiet, shared], true), (1, Change::Same));
        assert_eq!(came_to(&[quiet, quiet, shared], false), (0, Change::Back));
        assert_eq!(came_to(&[quiet, quiet, too_much], true), (0, Change::Back));
    }

    #[test]
    fn the_weeks_bring_nothing_more_until_what_hurt_is_quiet_again() {
        let since = NaiveDate::from_ymd_opt(2026, 4, 13).expect("a Monday");
        let third = since + Days::new(14);
        let weeks = |felt: &[f64]| {
            let sessions: Vec<Borne> = (felt.iter().zip(since.iter_days().step_by(2)))
                .map(|(&felt, date)| Borne {
                    date,
                    during: Some(felt),
                    after: Some(felt),
                })
                .collect();
            course(RehabSet::A, &sessions, false).weeks(since, third)
        };
        for (felt, expected) in [
            (&[1.0, 1.0][..], 2),
            (&[6.0], 0),
            (&[4.0], 0),
            (&[4.0, 4.0, 1.0], 0),
            // The step back up comes first, and the weeks after it.
            (&[6.0, 1.0, 1.0], 0),
            (&[6.0, 1.0, 1.0, 1.0], 0),
            (&[6.0, 1.0, 1.0, 1.0, 1.0], 2),
        ] {
            assert_eq!(weeks(felt), expected, "{felt:?}");
        }
    }
}
