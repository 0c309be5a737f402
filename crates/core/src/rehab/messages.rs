//! Short words for the moments at which a return is decided in the head. One a day
//! at most, each once in an episode, and none beside a red flag.

use super::borne;
use super::place;
use super::retest::{self, Outcome};
use super::standing::RehabStanding;
use crate::calendar::Days;
use crate::diary::{Band, Episode, History, PainEntry, RehabSet, unattributed};
use crate::limits;
use chrono::{Datelike, NaiveDate, Weekday};

/// A text and the moment that it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    /// Its name.
    pub id: &'static str,
    /// When it is shown.
    pub when: &'static str,
    /// What it says.
    pub text: &'static str,
}

/// The first week of care.
pub const FIRST_WEEK: Message = Message {
    id: "first-week",
    when: "the first day of an episode",
    text: "The tendon is sore because it was asked for more than it can carry yet; it is not broken. \
           This week is smaller, not empty: short flat runs, holds, less sitting. Up to 3 is fine, \
           and tomorrow morning tells you most.",
};
/// The first amber response.
pub const FIRST_AMBER: Message = Message {
    id: "first-amber",
    when: "the first score over 3",
    text: "A 4 or a 5 is information, not damage. Leave minutes and weights where they are and look \
           again tomorrow morning. Nearly always patience does the job, not a new plan.",
};
/// The first red response.
pub const FIRST_RED: Message = Message {
    id: "first-red",
    when: "the first score over 5",
    text: "Over 5 means that the last step was too large: good to know. That step goes back, the rest \
           stays. Keep walking on the level and keep the holds; the step is tried again once it is quiet.",
};
/// Weeks without a step.
pub const PLATEAU: Message = Message {
    id: "plateau",
    when: "four weeks and six sessions without a step",
    text: "Four weeks on the same spot are worth a look. Is the weight heavy enough? Are the sessions \
           done? How are sitting and sleep? Change one of them. After eight weeks, ask your \
           physiotherapist.",
};
/// Long sitting.
pub const LONG_SITTING: Message = Message {
    id: "sitting-day",
    when: "the first spell of sitting longer than the runner tolerates",
    text: "A long drive or meeting can wake the spot up, and that does no harm. Sit higher and softer, \
           get up for two minutes before it reaches 3, and log how tomorrow morning is.",
};
/// A week without rehab.
pub const MISSED_WEEK: Message = Message {
    id: "missed-week",
    when: "a week without a run and without rehab",
    text: "A week fell out; it happens to everyone. Start with the last weights and one set less, and \
           with the shorter run of the plan. You owe nothing and have nothing to make up for.",
};
/// A re-test that was passed.
pub const RETEST_PASSED: Message = Message {
    id: "retest-passed",
    when: "the morning that confirms the first passed re-test",
    text: "Passed, and the morning agrees. From here the work grows, one thing at a time. You will \
           feel that in the first week; up to 3 is fine. Keep one exercise that you know well.",
};
/// The first faster running.
pub const FIRST_HARD_SESSION: Message = Message {
    id: "first-hard-session",
    when: "the day of the first planned tempo",
    text: "Today is the first faster running. Warm up well, and stop at the number in the plan even \
           when it feels easy. Tomorrow morning is the judge; leave all else as it is for three days.",
};
/// The first hill sprints.
pub const HILL_SPRINTS: Message = Message {
    id: "hill-sprints",
    when: "the day of the first planned hill sprints",
    text: "Nothing loads this tendon more than hill sprints, so they come last and stay few: a handful, \
           short, and walk down. Tomorrow morning is the judge: log it before there are more.",
};
/// The goal is reached.
pub const RESTORED: Message = Message {
    id: "restored",
    when: "the day on which all rungs of the goal are complete",
    text: "You do again what you did before. Enjoy it; it is no guarantee. Strength stays: twice a week \
           for now, once a week later. If it grumbles, you know the first steps.",
};

/// Every text, for the docs.
pub const ALL: [Message; 10] = [
    FIRST_WEEK,
    FIRST_AMBER,
    FIRST_RED,
    PLATEAU,
    FIRST_HARD_SESSION,
    LONG_SITTING,
    MISSED_WEEK,
    RETEST_PASSED,
    HILL_SPRINTS,
    RESTORED,
];

/// The text of today, if any; whoever asks leaves it out beside a red flag. `of_running` is the one that the running of the day asks for.
pub fn today(
    history: &History,
    standing: &RehabStanding,
    of_running: Option<Message>,
) -> Option<Message> {
    let episode = history.episode()?;
    let today = history.today();
    // The gravest first.
    let scores = |over: f64| first_over(history, episode, over);
    if scores(limits::AMBER_MAX.value) == Some(today) {
        return Some(FIRST_RED);
    }
    if first_amber(history, episode) == Some(today) {
        return Some(FIRST_AMBER);
    }
    if episode.start == today {
        return Some(FIRST_WEEK);
    }
    if of_running.is_some() {
        return of_running;
    }
    if first_pass(history, episode).is_some_and(|day| day + Days::new(1) == today) {
        return Some(RETEST_PASSED);
    }
    if first_long_sitting(history, episode) == Some(today) {
        return Some(LONG_SITTING);
    }
    if missed_week(history, episode, today) {
        return Some(MISSED_WEEK);
    }
    (plateau(history, standing) == Some(today)).then_some(PLATEAU)
}

fn first_over(history: &History, episode: &Episode, over: f64) -> Option<NaiveDate> {
    let apart: Vec<&PainEntry> = unattributed(history).collect();
    let felt = (history.pain.iter())
        .filter(|entry| !apart.contains(entry))
        .find(|entry| entry.score.get() > over && episode.covers(history.local_date(entry.at)))?;
    Some(history.local_date(felt.at))
}

/// The first score over 3, where it was none over 5.
fn first_amber(history: &History, episode: &Episode) -> Option<NaiveDate> {
    let day = first_over(history, episode, limits::GREEN_MAX.value)?;
    let of_day = history
        .pain
        .iter()
        .filter(|entry| history.local_date(entry.at) == day);
    let worst = of_day
        .map(|entry| entry.score)
        .reduce(|a, b| if b > a { b } else { a })?;
    (Band::of_score(worst) == Band::Amber).then_some(day)
}

/// The first re-test of the episode that the next morning confirmed.
fn first_pass(history: &History, episode: &Episode) -> Option<NaiveDate> {
    let test = history.tests.iter().find(|test| {
        episode.covers(history.local_date(test.at))
            && retest::outcome(history, RehabSet::Isometric, test) == Outcome::Passed
    })?;
    Some(history.local_date(test.at))
}

fn first_long_sitting(history: &History, episode: &Episode) -> Option<NaiveDate> {
    let long = history.sitting.iter().find(|entry| {
        super::sitting::over(history, entry).is_some()
            && episode.covers(history.local_date(entry.at))
    })?;
    Some(history.local_date(long.at))
}

/// Once a week is over without a run or rehab, and on the Monday after it; an illness has
/// words of its own.
fn missed_week(history: &History, episode: &Episode, today: NaiveDate) -> bool {
    let run = history.runs.last().map(crate::run::Run::date);
    let rehab = history
        .rehab
        .last()
        .map(|entry| history.local_date(entry.at));
    let last = run.into_iter().chain(rehab).max();
    let Some(last) = last.filter(|last| *last >= episode.start) else {
        return false;
    };
    let days = (today - last).num_days();
    let was_ill = (last.iter_days().skip(1))
        .take_while(|day| *day <= today)
        .any(|day| history.illness_on(day).is_some());
    let is_monday = today.weekday() == Weekday::Mon;
    (days == 8 || is_monday && (8..15).contains(&days)) && !was_ill
}

/// The day on which the present set has stood four weeks with six sessions and
/// without a step.
fn plateau(history: &History, standing: &RehabStanding) -> Option<NaiveDate> {
    let sessions = borne::borne(history, standing).len() as f64;
    let weeks = limits::PLATEAU_WEEKS.value as u64;
    let stands =
        sessions >= limits::PLATEAU_SESSIONS.value && place::steps_taken(history, standing) <= 0;
    stands.then(|| standing.since + Days::new(7 * weeks))
}
