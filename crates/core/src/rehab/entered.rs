//! Whether a set was entered as the method asks: by a passed re-test.

use super::retest::{self, Outcome};
use super::sessions::first_session;
use crate::diary::{Episode, History, RehabEntry, RehabSet, TestEntry};
use crate::limits;
use chrono::{DateTime, FixedOffset};

/// What the entry into a set lacks; `None` when it was earned.
pub fn lack(history: &History, episode: &Episode, entry: &RehabEntry) -> Option<String> {
    let before = match entry.set() {
        RehabSet::Isometric => return None,
        RehabSet::A => None,
        RehabSet::B => Some(RehabSet::A),
        RehabSet::C => Some(RehabSet::B),
    };
    let since = match before {
        None => history.start_of(episode.start),
        Some(set) => match first_session(history, episode, set) {
            Some(at) if at < entry.at => at,
            _ => {
                let name = set.as_str().to_uppercase();
                return Some(format!("set {name} comes before it and was not done"));
            }
        },
    };
    let window = Window {
        history,
        from: before.unwrap_or(RehabSet::Isometric),
        since,
        until: entry.at,
        first: first_session(history, episode, entry.set())?,
    };
    match window.decides() {
        Some((_, true)) => None,
        Some((_, false)) => Some("the re-test before it was not passed".to_owned()),
        None => Some("no re-test was logged before it".to_owned()),
    }
}

/// The test that a set was entered by, and whether it was passed; `None` where there was none,
/// or the set was never done.
pub fn entered_by<'a>(
    history: &'a History,
    episode: &Episode,
    set: RehabSet,
) -> Option<(&'a TestEntry, bool)> {
    let before = set.before()?;
    let first = first_session(history, episode, set)?;
    let since = match before {
        RehabSet::Isometric => history.start_of(episode.start),
        set => first_session(history, episode, set)?,
    };
    Window {
        history,
        from: before,
        since,
        until: history.now,
        first,
    }
    .decides()
}

/// The tests that can open a set.
struct Window<'a> {
    history: &'a History,
    /// The set before it.
    from: RehabSet,
    since: DateTime<FixedOffset>,
    until: DateTime<FixedOffset>,
    /// The first session of the set.
    first: DateTime<FixedOffset>,
}

impl<'a> Window<'a> {
    fn tests(&self) -> impl DoubleEndedIterator<Item = &'a TestEntry> {
        let (since, until) = (self.since, self.until);
        (self.history.tests.iter()).filter(move |test| since <= test.at && test.at <= until)
    }

    /// Whether a test passed, as the sets go: not by the word alone, and the share between the
    /// sides stalls nobody a second time.
    fn passed(&self, test: &TestEntry) -> bool {
        let outcome = |test: &TestEntry| retest::outcome(self.history, self.from, test);
        match outcome(test) {
            Outcome::Passed | Outcome::Provisional => true,
            Outcome::Failed => false,
            Outcome::SidesOnly => {
                let earlier = self.tests().filter(|other| other.at <= test.at);
                let failed = earlier.filter(|other| outcome(other) == Outcome::SidesOnly);
                failed.count() as f64 >= limits::RETEST_SIDES_FAILED.value
            }
        }
    }

    /// The last test before the first session, or one that made good for it later. A set once
    /// earned stays earned: a later failed test speaks of the next one.
    fn decides(&self) -> Option<(&'a TestEntry, bool)> {
        let at_entry = self.tests().rfind(|test| test.at <= self.first);
        if let Some(test) = at_entry
            && self.passed(test)
        {
            return Some((test, true));
        }
        let mut later = self.tests().filter(|test| test.at > self.first);
        let made_good = later.find(|test| self.passed(test));
        made_good
            .map(|test| (test, true))
            .or_else(|| at_entry.map(|test| (test, false)))
    }
}
