//! What is to be logged today and until when: the scores that are missing, the exercises, the
//! load test of the morning, the re-test, the questionnaire.

use super::sore::sore;
use super::week::Day;
use super::word;
use crate::calendar::{Days, TimeDelta};
use crate::diary::response;
use crate::diary::{History, Pain, RehabSet, Response};
use crate::limits;
use crate::method::climb::Climb;
use crate::rehab::load_test::{self, Form};
use crate::rehab::sessions;
use crate::rehab::standing::{RehabStanding, Retest};
use crate::run::{Run, RunId};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// What is asked for today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueKind {
    /// The score of a run.
    Pain,
    /// The exercises.
    Rehab,
    /// The morning's load test, and what is done as it.
    LoadTest(Form),
    /// A re-test.
    ReTest,
    /// The questionnaire.
    Visa,
}

impl DueKind {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            DueKind::Pain => "pain",
            DueKind::Rehab => "rehab",
            DueKind::LoadTest(_) => "load-test",
            DueKind::ReTest => "re-test",
            DueKind::Visa => "visa",
        }
    }
}

/// Something that is due, from and until when.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// What is due.
    pub what: DueKind,
    /// The run that it is about.
    pub run: Option<RunId>,
    /// From when.
    pub from: DateTime<FixedOffset>,
    /// Until when.
    pub until: DateTime<FixedOffset>,
    /// The day of the run that it is about.
    pub of: Option<NaiveDate>,
}

/// Every run whose late score is missing and can still be given.
pub fn scores_due(history: &History) -> Vec<Due> {
    let pain = Pain::of(history);
    (history.runs.iter())
        .filter(|run| response::asked_until(run) >= history.now)
        .filter(|run| history.episode_on(run.date()).is_some())
        .filter_map(|run| score_due(history, run, &pain.response(run)))
        .collect()
}

/// The score that a run lacks, as long as it can be given.
pub fn score_due(history: &History, run: &Run, response: &Response) -> Option<Due> {
    let is_due = response.is_asked(history.now) && history.episode_on(run.date()).is_some();
    is_due.then(|| Due {
        what: DueKind::Pain,
        run: Some(run.id.clone()),
        from: response.late_from,
        until: response.asked_until,
        of: Some(run.date()),
    })
}

/// All that is asked for today, in the order in which it is asked.
pub(super) fn due(
    history: &History,
    session: Option<&Day>,
    rehab: Option<&RehabStanding>,
    climb: Option<&Climb>,
) -> Vec<Due> {
    let mut due = scores_due(history);
    let date = history.today();
    let start = history.start_of(date);
    let end = history.start_of(date + Days::new(1)) - TimeDelta::seconds(1);
    let of_day = |what: DueKind, from: i64, until: i64| Due {
        what,
        run: None,
        from: start + TimeDelta::hours(from),
        until: (start + TimeDelta::hours(until)).min(end),
        of: None,
    };
    let on_this_day = |at: &DateTime<FixedOffset>| history.local_date(*at) == date;
    let Some(standing) = rehab else {
        return due;
    };
    if asks_for_load_tests(history, climb)
        && sore(history).is_none_or(|sore| sore.elsewhere.is_some())
        && load_test_due(history, date)
    {
        let form = load_test::form_now(history);
        due.push(of_day(DueKind::LoadTest(form), 4, 12));
    }
    let tested = history.tests.iter().any(|test| on_this_day(&test.at));
    if matches!(standing.retest, Retest::Due(from) if from <= date)
        && !tested
        && session.is_some_and(|day| {
            day.rehab
                .as_deref()
                .is_some_and(|text| text.starts_with("re-test"))
        })
    {
        due.push(of_day(DueKind::ReTest, 4, 24));
    }
    let done = history.rehab.iter().any(|entry| on_this_day(&entry.at));
    if session.is_some_and(|day| day.rehab.is_some()) && !done {
        due.push(of_day(DueKind::Rehab, 4, 24));
    }
    let quiet = |last: Option<DateTime<FixedOffset>>| {
        last.is_some_and(|last| {
            (date - history.local_date(last)).num_days()
                >= 7 * limits::QUESTIONNAIRE_WEEKS.value as i64
        })
    };
    if quiet(history.visa.last().map(|entry| entry.at)) {
        due.push(of_day(DueKind::Visa, 4, 24));
    }
    due.retain(|due| history.now <= due.until);
    due
}

/// Load tests go on after the return is complete as long as heavy work grows: then on the
/// mornings after that alone.
fn asks_for_load_tests(history: &History, climb: Option<&Climb>) -> bool {
    let Some(climb) = climb.filter(|climb| word::is_restored(Some(climb))) else {
        return true;
    };
    let for_days = (history.today() - climb.since).num_days() as f64;
    let yesterday = history.today() - Days::new(1);
    for_days < 7.0 * limits::KEEP_WEEKS.value && was_heavy(history, yesterday)
}

/// Whether a day had heavy exercises.
fn was_heavy(history: &History, day: NaiveDate) -> bool {
    sessions::days(history, |entry| entry.set() != RehabSet::Isometric).any(|done| done == day)
}

/// Whether the morning asks for a load test: after a day of load, until the week
/// has enough of them.
fn load_test_due(history: &History, date: NaiveDate) -> bool {
    let yesterday = date - Days::new(1);
    let heavy = was_heavy(history, yesterday);
    // The morning after a re-test decides whether it was passed.
    let tested = (history.tests.iter()).any(|test| history.local_date(test.at) == yesterday);
    let loaded = heavy || tested || !history.runs_between(yesterday, yesterday).is_empty();
    let of_week = history
        .load_tests
        .iter()
        .map(|entry| history.local_date(entry.at));
    let mut days: Vec<NaiveDate> = of_week.filter(|day| (date - *day).num_days() < 7).collect();
    days.dedup();
    let enough = days.len() as f64 >= limits::LOAD_TEST_WEEK.value;
    loaded && (tested || !enough) && !days.contains(&date)
}
