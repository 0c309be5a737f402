//! Which set is due: a fold over what was logged under the episode.
//!
//! A set opens by its re-test and the minimum of the set before; what the runner
//! does all the same counts once it was earned. Pain that was too much twice in a
//! fortnight takes the set back for a week.

use super::retest::{self, Outcome};
use super::{entered, load_test, sessions};
use crate::calendar::{Days, TimeDelta};
use crate::diary::{Episode, History, RehabEntry, RehabSet, TestEntry};
use crate::limits;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// One thing that leads to the next set.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// What is asked, in words.
    pub text: String,
    /// Met, not met, or not known.
    pub met: Option<bool>,
}

/// Where the re-test out of the present set stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Retest {
    /// There is no set after this one, or the goal does not ask for it.
    None,
    /// Something is still missing before it.
    NotYet,
    /// It can be done from this day on.
    Due(NaiveDate),
    /// Passed; the minimum of the set is still to come, or the next morning.
    Passed(NaiveDate),
}

/// Where the runner stands in rehab.
#[derive(Debug, Clone, PartialEq)]
pub struct RehabStanding {
    /// The set that is worked on.
    pub set: RehabSet,
    /// The day on which it was entered.
    pub since: NaiveDate,
    /// Days with a session of it since then.
    pub sessions: usize,
    /// Taken back by pain; up again with a re-test from this day on.
    pub back_until: Option<NaiveDate>,
    /// What leads to the re-test.
    pub criteria: Vec<Criterion>,
    /// The re-test for the set after it.
    pub retest: Retest,
    /// Re-tests under the episode.
    pub tests: usize,
    /// The moments of those that came to nothing, whatever was said of them.
    pub not_passed: Vec<DateTime<FixedOffset>>,
    /// The last re-test out of the set was not passed: its day.
    pub failed: Option<NaiveDate>,
}

/// Least days and sessions of a set before its re-test.
pub const fn minimum(set: RehabSet) -> (f64, f64) {
    match set {
        RehabSet::Isometric => (
            limits::ISOMETRIC_DAYS.value,
            limits::ISOMETRIC_SESSIONS.value,
        ),
        RehabSet::A => (limits::SET_A_DAYS.value, limits::SET_A_SESSIONS.value),
        RehabSet::B | RehabSet::C => (limits::SET_B_DAYS.value, limits::SET_B_SESSIONS.value),
    }
}

/// The set after this one, where the goal asks for it: set C is for faster running.
pub fn next_set(episode: &Episode, set: RehabSet) -> Option<RehabSet> {
    let goal = &episode.goal;
    let fast = goal.intensity() || goal.hills || goal.hill_sprints;
    set.next().filter(|&next| next != RehabSet::C || fast)
}

enum Event<'a> {
    Work(&'a RehabEntry),
    Test(&'a TestEntry),
}

impl Event<'_> {
    const fn at(&self) -> DateTime<FixedOffset> {
        match self {
            Event::Work(entry) => entry.at,
            Event::Test(test) => test.at,
        }
    }
}

struct Fold<'a> {
    history: &'a History,
    episode: &'a Episode,
    set: RehabSet,
    since: NaiveDate,
    days: Vec<NaiveDate>,
    passed: Option<(NaiveDate, bool)>,
    failed: Option<NaiveDate>,
    sides_failed: usize,
    too_much: Vec<NaiveDate>,
    back_until: Option<NaiveDate>,
    tests: usize,
    not_passed: Vec<DateTime<FixedOffset>>,
    /// Something hurt, or a test failed, since the last session of the set.
    unwell: bool,
}

/// Where the runner stands at the history's moment; `None` without an episode.
pub fn standing(history: &History) -> Option<RehabStanding> {
    let episode = history.episode()?;
    let covered = |at: DateTime<FixedOffset>| episode.covers(history.local_date(at));
    let work = history.rehab.iter().map(Event::Work);
    let tests = history.tests.iter().map(Event::Test);
    let mut events: Vec<Event> = work
        .chain(tests)
        .filter(|event| covered(event.at()))
        .collect();
    events.sort_by_key(Event::at);
    let mut fold = Fold {
        history,
        episode,
        set: RehabSet::Isometric,
        since: episode.start,
        days: Vec::new(),
        passed: None,
        failed: None,
        sides_failed: 0,
        too_much: Vec::new(),
        back_until: None,
        tests: 0,
        not_passed: Vec::new(),
        unwell: false,
    };
    for event in &events {
        let day = history.local_date(event.at());
        fold.open_next(day);
        match event {
            Event::Work(entry) => fold.work(entry, day),
            Event::Test(test) => fold.test(test, day),
        }
    }
    let today = history.today();
    fold.open_next(today);
    let criteria = fold.criteria(today);
    let retest = fold.retest(&criteria);
    Some(RehabStanding {
        set: fold.set,
        since: fold.since,
        sessions: fold.days.len(),
        back_until: fold.back_until.filter(|&until| until > today),
        criteria,
        retest,
        tests: fold.tests,
        not_passed: fold.not_passed,
        failed: fold.failed.filter(|_| fold.passed.is_none()),
    })
}

impl Fold<'_> {
    fn enter(&mut self, set: RehabSet, day: NaiveDate) {
        self.set = set;
        self.since = day;
        self.days.clear();
        self.passed = None;
        self.failed = None;
        self.sides_failed = 0;
        self.unwell = false;
    }

    /// Opens the next set where its re-test was passed and the minimum is reached. A pass that
    /// the next morning has still to confirm opens nothing before that morning is over.
    fn open_next(&mut self, today: NaiveDate) {
        let Some((passed, confirmed)) = self.passed else {
            return;
        };
        let morning_after = passed + Days::new(1);
        let noon = self.history.start_of(morning_after) + TimeDelta::hours(12);
        if !confirmed && self.history.now < noon {
            return;
        }
        let (days, sessions) = minimum(self.set);
        let enough = self.days.len() as f64 >= sessions;
        let on = (self.since + Days::new(days as u64)).max(morning_after);
        let held_back = self.back_until.is_some_and(|until| until > today);
        if let Some(next) = next_set(self.episode, self.set)
            && enough
            && on <= today
            && !held_back
        {
            let last = self.days.last().copied().unwrap_or(on);
            self.enter(next, on.max(last.min(today)));
        }
    }

    fn work(&mut self, entry: &RehabEntry, day: NaiveDate) {
        let set = entry.set();
        let hurt = (entry.work.pain).is_some_and(|pain| pain.get() > limits::AMBER_MAX.value);
        let earned = || entered::lack(self.history, self.episode, entry).is_none();
        let higher = set > self.set;
        if higher && earned() {
            self.enter(set, day);
        } else if higher {
            // Done without its re-test: the rule speaks, the plan stays.
            return;
        } else if set == RehabSet::B && self.set == RehabSet::C && !self.unwell {
            // The heavy work that stays beside the springs.
            if hurt {
                self.unwell = true;
                self.take_back(day);
            }
            return;
        } else if set < self.set && self.days.is_empty() && !self.unwell {
            // The new set waits for its first session, and the one before it goes on.
            return;
        } else if set < self.set && (set != RehabSet::Isometric || self.unwell) {
            // The runner has gone back: what is done is what counts.
            self.enter(set, day);
        } else if set < self.set {
            return;
        }
        if self.days.last() != Some(&day) {
            self.days.push(day);
        }
        self.unwell = hurt;
        if hurt && set != RehabSet::Isometric {
            self.take_back(day);
        }
    }

    /// Too much twice in a fortnight: the set before for a week, then a re-test.
    fn take_back(&mut self, day: NaiveDate) {
        // Two exercises of one evening are one session.
        if self.too_much.last() != Some(&day) {
            self.too_much.push(day);
        }
        let window = limits::PAIN_REPEATED_DAYS.value as i64;
        let recent = |other: &&NaiveDate| (day - **other).num_days() <= window;
        let twice =
            self.too_much.iter().filter(recent).count() as f64 >= limits::PAIN_REPEATED_REDS.value;
        if let (true, Some(before)) = (twice, self.set.before()) {
            self.enter(before, day);
            self.too_much.clear();
            let week = limits::RETEST_REPEAT_DAYS.value as u64;
            self.back_until = Some(day + Days::new(week));
        }
    }

    fn test(&mut self, test: &TestEntry, day: NaiveDate) {
        self.tests += 1;
        let mut outcome = retest::outcome(self.history, self.set, test);
        if outcome == Outcome::SidesOnly {
            self.sides_failed += 1;
            // A share between the sides alone never stalls a return.
            if self.sides_failed as f64 >= limits::RETEST_SIDES_FAILED.value {
                outcome = Outcome::Passed;
            }
        }
        match outcome {
            Outcome::Passed => self.passed = Some((day, true)),
            Outcome::Provisional => self.passed = Some((day, false)),
            Outcome::Failed | Outcome::SidesOnly => {
                self.passed = None;
                self.failed = Some(day);
                self.not_passed.push(test.at);
                self.unwell = true;
            }
        }
    }

    fn criteria(&self, today: NaiveDate) -> Vec<Criterion> {
        if next_set(self.episode, self.set).is_none() {
            return Vec::new();
        }
        let (days, sessions) = minimum(self.set);
        let name = self.set.words();
        // Days without one hold are none of the holds.
        let over = match self.days.is_empty() {
            true => 0,
            false => (today - self.since).num_days(),
        };
        let mut criteria = vec![
            Criterion {
                text: format!("{days:.0} days of {name}, {over} so far"),
                met: Some(over as f64 >= days),
            },
            Criterion {
                text: format!(
                    "{sessions:.0} sessions of {name}, {} so far",
                    self.days.len()
                ),
                met: Some(self.days.len() as f64 >= sessions),
            },
        ];
        if self.set == RehabSet::Isometric {
            criteria.push(self.hard_holds());
            criteria.push(self.last_load_test());
        }
        criteria
    }

    /// Two sessions of holds at a real effort and a safe pain.
    fn hard_holds(&self) -> Criterion {
        let effort = limits::ISOMETRIC_EFFORT.value;
        let needed = limits::PROGRESS_SESSIONS.value;
        let mut met = 0_usize;
        let mut untold = 0_usize;
        for (day, work) in sessions::by_day(self.history, |entry| entry.set() == self.set) {
            if day < self.since {
                continue;
            }
            // The session hurt as much, and was as hard, as the most of its holds.
            let worst = |told: fn(&RehabEntry) -> Option<f64>| {
                work.iter().filter_map(|entry| told(entry)).reduce(f64::max)
            };
            let safe = worst(|entry| entry.work.pain.map(|pain| pain.get()))
                .map(|pain| pain <= limits::GREEN_MAX.value);
            let hard = worst(|entry| entry.work.effort).map(|told| told >= effort);
            match (safe, hard) {
                (Some(true), Some(true)) => met += 1,
                (Some(false), _) | (_, Some(false)) => {}
                _ => untold += 1,
            }
        }
        Criterion {
            text: format!(
                "{needed:.0} sessions of holds at an effort of {effort:.0} and a pain of {:.0} or less, {met} so far",
                limits::GREEN_MAX.value
            ),
            met: if met as f64 >= needed {
                Some(true)
            } else if untold > 0 || self.days.is_empty() {
                None
            } else {
                Some(false)
            },
        }
    }

    /// The last load test, each side, at most one over the usual value.
    fn last_load_test(&self) -> Criterion {
        let mornings = load_test::mornings(self.history, self.history.now);
        let last = mornings.iter().rfind(|morning| morning.date >= self.since);
        let met = last.filter(|morning| morning.both_known()).map(|morning| {
            let usual = load_test::usual(&mornings, morning.date, morning.form);
            morning.worst() <= limits::GREEN_MAX.value
                && usual.is_none_or(|usual| {
                    morning.worst() <= usual + limits::LOAD_TEST_OVER.value - 1.0
                })
        });
        Criterion {
            text: match last {
                Some(morning) if morning.both_known() => format!(
                    "a load test of {:.0} or less on both sides, {} at the last",
                    limits::GREEN_MAX.value,
                    morning.worst()
                ),
                Some(_) => "a load test on both sides, only one so far".to_owned(),
                None => "a load test on both sides, none so far".to_owned(),
            },
            met,
        }
    }

    fn retest(&self, criteria: &[Criterion]) -> Retest {
        if next_set(self.episode, self.set).is_none() {
            return Retest::None;
        }
        if let Some((day, _)) = self.passed {
            return Retest::Passed(day);
        }
        // What is not known holds nothing up: the test itself answers it.
        let minimum_reached = criteria.iter().take(2).all(|one| one.met == Some(true));
        let refuted = criteria.iter().any(|one| one.met == Some(false));
        let unknown_holds =
            self.set == RehabSet::Isometric && criteria.iter().skip(2).any(|one| one.met.is_none());
        if !minimum_reached || refuted || unknown_holds {
            return Retest::NotYet;
        }
        let today = self.history.today();
        let again = self
            .failed
            .map(|day| day + Days::new(limits::RETEST_REPEAT_DAYS.value as u64));
        let from = [again, self.back_until, self.after_load()]
            .into_iter()
            .flatten()
            .fold(today, NaiveDate::max);
        Retest::Due(from)
    }

    /// The first day that lies long enough after heavy rehab.
    fn after_load(&self) -> Option<NaiveDate> {
        let heavy = |entry: &&RehabEntry| entry.set() != RehabSet::Isometric;
        let last = self.history.rehab.iter().rfind(heavy)?;
        let gap = (limits::RETEST_GAP_HOURS.value / 24.0) as u64;
        Some(self.history.local_date(last.at) + Days::new(gap))
    }
}
