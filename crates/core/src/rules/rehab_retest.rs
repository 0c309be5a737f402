//! Each loading set is entered by a passed re-test.

use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::diary::{Episode, History, RehabEntry, RehabSet};
use crate::limits::Evidence;
use chrono::{DateTime, FixedOffset, NaiveDate};

pub const RULE: Rule = Rule {
    id: RuleId::RehabRetest,
    title: "A loading set without its re-test",
    severity: Severity::Warning,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "A session of loading set A, B or C was logged although no re-test was passed for it: \
           after the first session of the set before (for set A, since the start of the episode), \
           the last test before the session must be a passed one. A set whose predecessor was \
           never logged fires too. Repeated within 7 days it is one finding.",
    why: "Each set asks more of the tendon than the one before. The re-test is how the tendon is \
          asked first.",
    evidence: "The protocol's own gate.",
    fires_example: "Set A for three weeks, then set B without a test, or after a failed one.",
    clear_example: "Set A for three weeks, `comeback log test pass`, then set B.",
    missing: "A test that was not logged counts as not done.",
    advice: "Go back to the set before, do the re-test, and log it: `comeback log test pass` or `fail`.",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::passed_test,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    let history = context.history;
    let mut verdicts = Vec::new();
    let mut opened: Option<(RehabSet, NaiveDate)> = None;
    for entry in &history.rehab {
        let day = history.local_date(entry.at);
        let Some(episode) = history.episode_on(day) else {
            continue;
        };
        let Some(lack) = lack(history, episode, entry) else {
            continue;
        };
        if opened.is_some_and(|(set, on)| set == entry.set() && (day - on).num_days() <= 6) {
            continue;
        }
        opened = Some((entry.set(), day));
        let name = entry.set().as_str().to_uppercase();
        verdicts.push(Verdict::Fires(
            RULE.finding(
                day,
                None,
                format!("Set {name} was done on {day}, but {lack}."),
            )
            .with("set", entry.set().as_str()),
        ));
    }
    verdicts
}

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
    not_passed(
        history,
        since,
        entry,
        first_session(history, episode, entry.set())?,
    )
}

/// What is wrong with the re-test for a set that was first done at `first`;
/// `None` when it was passed. A set once earned stays earned: a later failed
/// test speaks of the next one.
fn not_passed(
    history: &History,
    since: DateTime<FixedOffset>,
    entry: &RehabEntry,
    first: DateTime<FixedOffset>,
) -> Option<String> {
    let tests = || {
        history
            .tests
            .iter()
            .filter(|test| since <= test.at && test.at <= entry.at)
    };
    let at_entry = tests().rfind(|test| test.at <= first);
    let made_good = tests().any(|test| test.at > first && test.result.passed);
    match at_entry {
        _ if made_good => None,
        Some(test) if test.result.passed => None,
        Some(_) => Some("the re-test before it was not passed".to_owned()),
        None => Some("no re-test was logged before it".to_owned()),
    }
}

/// The first session of a set in the episode.
pub(super) fn first_session(
    history: &History,
    episode: &Episode,
    set: RehabSet,
) -> Option<DateTime<FixedOffset>> {
    history
        .rehab
        .iter()
        .find(|entry| entry.set() == set && episode.covers(history.local_date(entry.at)))
        .map(|entry| entry.at)
}
