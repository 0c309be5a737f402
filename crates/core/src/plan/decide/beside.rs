//! Pain that no run answers for: in the exercises, the load test, a re-test, or away from
//! every run. Nothing is added to the running on top of it.

use super::reason::reason;
use super::words::run_of;
use crate::calendar::Days;
use crate::diary::history::LoadTestEntry;
use crate::diary::{Band, History, RehabEntry};
use crate::limits::{self, Evidence};
use crate::plan::view::View;
use crate::plan::week::Reason;
use crate::rule_id::RuleId;
use crate::units::PainScore;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// Pain over 5 that the exercises answer for.
pub(super) fn of_rehab(view: &View) -> Option<Reason> {
    let red = (view.reds_of_rehab.iter()).max_by_key(|red| red.response.red_at)?;
    Some(reason(
        Some(RuleId::PainTooHigh),
        format!(
            "Pain of {} after {} and the exercises after it. What is new is in the exercises, so \
             they go back a step, and the running stays as it was.",
            red.response.max.map_or(0.0, PainScore::get),
            run_of(red.run.date(), view.read_on),
        ),
        Evidence::Design,
    ))
}

/// The last score of the exercises, and of what hurt over 5 where some did: quiet in another
/// exercise, in an easier set or later on the same day is not quiet in what hurt.
fn last_of_what_hurt(history: &History) -> Option<(DateTime<FixedOffset>, PainScore)> {
    let mut last: Option<(&RehabEntry, PainScore)> = None;
    for entry in &history.rehab {
        let Some(score) = entry.work.pain else {
            continue;
        };
        let speaks_of = |(hurt, felt): (&RehabEntry, PainScore)| {
            let named = hurt
                .work
                .exercise
                .as_ref()
                .zip(entry.work.exercise.as_ref());
            let is_harder = entry.set() > hurt.set();
            let is_same = entry.set() == hurt.set() && named.is_none_or(|(hurt, it)| hurt == it);
            let another_day = history.local_date(hurt.at) < history.local_date(entry.at);
            Band::of_score(felt) != Band::Red || (another_day && (is_harder || is_same))
        };
        if Band::of_score(score) == Band::Red || last.is_none_or(speaks_of) {
            last = Some((entry, score));
        }
    }
    last.map(|(entry, score)| (entry.at, score))
}

/// Pain over 5 in the last load test, or in the last exercises, of seven days: no run is to
/// blame, and nothing is added on top of it.
pub(super) fn beside_running(view: &View) -> Option<Reason> {
    let history = view.history;
    let from = history.today() - Days::new(limits::UNATTRIBUTED_DAYS.value as u64 - 1);
    let is_near = |at: &DateTime<FixedOffset>| history.local_date(*at) >= from;
    // A side that is quiet says nothing of the other: the worst of the last morning counts.
    let last = history
        .load_tests
        .last()
        .map(|test| history.local_date(test.at));
    let of_morning = |test: &&LoadTestEntry| Some(history.local_date(test.at)) == last;
    let tested = (history.load_tests.iter().filter(of_morning))
        .map(|test| (test.at, test.score, "the load test"))
        .max_by(|a, b| a.1.get().total_cmp(&b.1.get()));
    let worked = last_of_what_hurt(history).map(|(at, score)| (at, score, "the exercises"));
    let (at, score, what) = [tested, worked]
        .into_iter()
        .flatten()
        .filter(|(at, score, _)| is_near(at) && Band::of_score(*score) == Band::Red)
        .max_by_key(|(at, ..)| *at)?;
    Some(reason(
        Some(RuleId::PainTooHigh),
        format!(
            "Pain of {} in {what} on {}: over {:.0}, so nothing is added to the running until it is \
             {:.0} or less there.",
            score.get(),
            history.local_date(at).format("%A"),
            limits::AMBER_MAX.value,
            limits::AMBER_MAX.value,
        ),
        Evidence::Design,
    ))
}

/// A re-test that hurt over 3 is pain beside the runs like any other.
pub(super) fn re_tested(view: &View) -> Option<Reason> {
    let history = view.history;
    let test = history.tests.last()?;
    let pain = test
        .result
        .pain
        .filter(|pain| Band::of_score(*pain) != Band::Green)?;
    let on = history.local_date(test.at);
    let held = beside_the_runs(pain, on, &format!("in the re-test on {}", on.format("%A")));
    (history.today() < held_until(on)).then_some(held)
}

/// Pain outside the 48 h of every run.
pub(super) fn no_run(view: &View) -> Option<Reason> {
    let entry = view.unattributed?;
    let what = format!("on {}, {}", entry.at.format("%A"), entry.away());
    let on = view.history.local_date(entry.at);
    Some(beside_the_runs(entry.score, on, &what))
}

/// What is said of pain that belongs to no run, and until when it holds.
fn beside_the_runs(score: PainScore, on: NaiveDate, what: &str) -> Reason {
    reason(
        None,
        format!(
            "Pain of {} {what}: no step up before {}.",
            score.get(),
            held_until(on).format("%A %-d %B")
        ),
        Evidence::Design,
    )
}

fn held_until(on: NaiveDate) -> NaiveDate {
    on + Days::new(limits::UNATTRIBUTED_DAYS.value as u64)
}
