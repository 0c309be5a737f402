//! The re-test between two sets: how it is done, and what passes it.

use super::load_test;
use crate::calendar::{Days, TimeDelta};
use crate::diary::{History, RehabSet, TestEntry};
use crate::limits;

/// What a re-test came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was lacking.
    Passed,
    /// Passed as far as is known; the next morning has not spoken yet.
    Provisional,
    /// Something was lacking.
    Failed,
    /// Only the share between the sides was too small.
    SidesOnly,
}

/// Repetitions a side that pass the test out of a set.
pub const fn repetitions(from: RehabSet) -> f64 {
    match from {
        RehabSet::Isometric => limits::LOAD_TEST_REPS.value,
        RehabSet::A => limits::RETEST_BRIDGES.value,
        RehabSet::B | RehabSet::C => limits::RETEST_DEADLIFTS.value,
    }
}

/// How the test out of a set is done, in one or two sentences.
pub fn how(from: RehabSet) -> String {
    let count = repetitions(from);
    let share = limits::RETEST_SIDES.value;
    let safe = limits::GREEN_MAX.value;
    match from {
        RehabSet::Isometric => format!(
            "after {:.0} minutes of level walking, {count:.0} single-leg bridges a side at a pain of {safe:.0} or less",
            limits::RETEST_WALK.value
        ),
        RehabSet::A => format!(
            "single-leg bridges with the heel on a chair ({:.0} cm) and the knee a little bent, one \
             every two seconds, the better side first: {count:.0} a side, the weaker at least {share:.0} % \
             of the other, at a pain of {safe:.0} or less; then {:.0} lunges a side ({:.0} bridges are what to aim at later)",
            limits::RETEST_CHAIR.value,
            limits::RETEST_LUNGES.value,
            limits::RETEST_TARGET.value
        ),
        RehabSet::B | RehabSet::C => format!(
            "{count:.0} single-leg deadlifts a side to {:.0}° at a pain of {safe:.0} or less, your usual \
             weight in one exercise of set B, {:.0} min of sitting, and an easy run of {:.0} min that stayed green",
            limits::RETEST_FLEXION.value,
            limits::RETEST_SITTING.value,
            limits::RETEST_EASY_RUN.value
        ),
    }
}

/// What a logged test came to as the test out of a set. What was not counted is
/// taken on the word of who logged it.
pub fn outcome(history: &History, from: RehabSet, test: &TestEntry) -> Outcome {
    let result = &test.result;
    let sides = result.left.zip(result.right);
    let counts = || result.left.into_iter().chain(result.right).map(f64::from);
    let safe = result
        .pain
        .is_none_or(|pain| pain.get() <= limits::GREEN_MAX.value);
    let enough = counts().all(|count| count >= repetitions(from));
    let alike = sides.is_none_or(|(left, right)| {
        let (less, more) = (f64::from(left.min(right)), f64::from(left.max(right)));
        less * 100.0 >= more * limits::RETEST_SIDES.value
    });
    if safe && enough && !alike {
        return Outcome::SidesOnly;
    }
    if !(result.passed && safe && enough) || overrules_a_count(history, from, test) {
        return Outcome::Failed;
    }
    match contradicted(history, test) {
        Some(true) => Outcome::Failed,
        Some(false) => Outcome::Passed,
        None => Outcome::Provisional,
    }
}

/// Whether a test is passed by the word alone where a count of the days before was too low.
fn overrules_a_count(history: &History, from: RehabSet, test: &TestEntry) -> bool {
    let counts = |test: &TestEntry| test.result.left.into_iter().chain(test.result.right);
    let day = history.local_date(test.at);
    let near = |other: &TestEntry| {
        let ago = (day - history.local_date(other.at)).num_days();
        other.at < test.at && (ago as f64) < limits::RETEST_REPEAT_DAYS.value
    };
    let too_few =
        |other: &TestEntry| counts(other).any(|count| f64::from(count) < repetitions(from));
    counts(test).next().is_none()
        && history
            .tests
            .iter()
            .any(|other| near(other) && too_few(other))
}

/// What a logged test came to, said to who did it; a test is not passed by the word alone.
pub fn in_words(history: &History, from: RehabSet, test: &TestEntry) -> String {
    let again = "The plan says when to test again.";
    match outcome(history, from, test) {
        Outcome::Passed => format!("Passed, out of {}.", from.words()),
        Outcome::Provisional => format!(
            "Passed, out of {}, if tomorrow morning stays at {} or less.",
            from.words(),
            limits::GREEN_MAX.value
        ),
        Outcome::SidesOnly => format!(
            "Not passed yet: the weaker side did less than {} % of the other. {again}",
            limits::RETEST_SIDES.value
        ),
        Outcome::Failed if test.result.passed => format!(
            "Not passed: out of {} it takes {:.0} a side at a pain of {} or less. {again}",
            from.words(),
            repetitions(from),
            limits::GREEN_MAX.value
        ),
        Outcome::Failed => format!("Stay on {}. {again}", from.words()),
    }
}

/// Whether the next morning contradicts a passed test; `None` while it is still to
/// come or says nothing. A pass counts until it is contradicted.
fn contradicted(history: &History, test: &TestEntry) -> Option<bool> {
    let next = history.local_date(test.at) + Days::new(1);
    let mornings = load_test::mornings(history, history.now);
    if let Some(morning) = mornings.iter().find(|morning| morning.date == next) {
        return Some(!load_test::tolerated(&mornings, morning));
    }
    let noon = history.start_of(next) + TimeDelta::hours(12);
    let felt = history
        .pain
        .iter()
        .filter(|entry| history.local_date(entry.at) == next && entry.at <= noon)
        .filter(|entry| entry.elsewhere().is_none())
        .map(|entry| entry.score.get());
    felt.reduce(f64::max)
        .map(|felt| felt > limits::GREEN_MAX.value)
}
