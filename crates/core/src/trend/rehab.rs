//! Rehab week by week: was it done as the sets ask for?

use super::days;
use crate::calendar::Days;
use crate::diary::{History, RehabEntry, RehabSet, span};
use crate::limits;
use crate::rehab::standing::{RehabStanding, Retest, standing};
use crate::rehab::{catalogue, retest};
use chrono::NaiveDate;

/// A day with a session of a set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Done {
    /// The day.
    pub day: NaiveDate,
    /// The set.
    pub set: RehabSet,
    /// The highest pain in it, where it was told.
    pub pain: Option<f64>,
}

/// The rehab of one week.
#[derive(Debug, Clone, PartialEq)]
pub struct RehabWeek {
    /// Its Monday.
    pub monday: NaiveDate,
    /// The set in force: of the last session, in the last week what the runner stands at.
    pub in_force: Option<RehabSet>,
    /// Days that it asks for at least and that no set was done on; of weeks that are over.
    pub missed: usize,
}

/// A re-test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Test {
    /// Its day.
    pub day: NaiveDate,
    /// Whether it was passed.
    pub passed: bool,
}

/// Days without rehab, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Idle {
    /// First day without rehab.
    pub from: NaiveDate,
    /// Last day without rehab.
    pub to: NaiveDate,
    /// Days without rehab.
    pub days: i64,
}

/// What the sentence says.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// No episode and no rehab.
    None,
    /// An episode, and no session yet.
    NotBegun {
        /// The set that comes first.
        set: RehabSet,
    },
    /// None for so many days.
    Quiet {
        /// Days since the last session.
        days: i64,
        /// The set that is worked on.
        set: RehabSet,
    },
    /// Sessions were done.
    Done {
        /// Days with a session.
        days: usize,
        /// Days that were asked for.
        planned: usize,
        /// The set that is worked on.
        set: RehabSet,
        /// Highest pain, 0 to 10.
        pain: Option<f64>,
        /// The re-test is due from this day on.
        retest: Option<NaiveDate>,
    },
}

/// Rehab week by week.
#[derive(Debug, Clone, PartialEq)]
pub struct RehabTrend {
    /// The day that it is told on.
    pub today: NaiveDate,
    /// The weeks, in the order of time.
    pub weeks: Vec<RehabWeek>,
    /// Days with a session, each set once a day.
    pub done: Vec<Done>,
    /// Re-tests, in the order of time.
    pub tests: Vec<Test>,
    /// Gaps, in the order of time.
    pub idle: Vec<Idle>,
    /// The set in force now.
    pub set: Option<RehabSet>,
    /// Days of each set in the last four weeks, in the order of the sets.
    pub lately: [usize; 4],
    /// What is said of it.
    pub verdict: Verdict,
}

/// Days a week that a set asks for at least.
pub fn asked(set: RehabSet) -> usize {
    catalogue::of_set(set)
        .first()
        .map_or(0, |exercise| exercise.days_a_week.0 as usize)
}

/// The last `shown` weeks, as many as there are since rehab or the episode began.
pub fn trend(history: &History, shown: usize) -> RehabTrend {
    let today = history.today();
    let this = span::monday(today);
    let done = done(history);
    let stands = standing(history);
    let start = history.episode().map(|episode| episode.start);
    let first = (done.first().map(|first| first.day).into_iter())
        .chain(start)
        .min()
        .unwrap_or(today);
    let reach = this - Days::new(7 * (shown.max(1) as u64 - 1));
    let idle = idle(&done, start, today);
    let weeks: Vec<RehabWeek> = span::monday(first)
        .max(reach)
        .iter_days()
        .step_by(7)
        .take_while(|monday| *monday <= this)
        .map(|monday| week(monday, &done, &idle, start, stands.as_ref(), today))
        .collect();
    let recent = today - Days::new(7 * limits::REHAB_CHART_WEEKS.value as u64 - 1);
    let of_set = |set: RehabSet| {
        done.iter()
            .filter(|of| of.set == set && of.day >= recent)
            .count()
    };
    let set = (stands.as_ref().map(|of| of.set)).or_else(|| done.last().map(|of| of.set));
    RehabTrend {
        today,
        lately: RehabSet::ALL.map(of_set),
        tests: tests(history),
        verdict: verdict(history, &done, stands.as_ref(), set, recent),
        weeks,
        done,
        idle,
        set,
    }
}

fn done(history: &History) -> Vec<Done> {
    let mut found: Vec<Done> = Vec::new();
    for entry in &history.rehab {
        let day = history.local_date(entry.at);
        let pain = |entry: &RehabEntry| entry.work.pain.map(|pain| pain.get());
        let same = (found.iter_mut().rev())
            .take_while(|of| of.day == day)
            .find(|of| of.set == entry.set());
        match same {
            Some(of) => of.pain = of.pain.into_iter().chain(pain(entry)).reduce(f64::max),
            None => found.push(Done {
                day,
                set: entry.set(),
                pain: pain(entry),
            }),
        }
    }
    found
}

fn tests(history: &History) -> Vec<Test> {
    let stands = standing(history).map_or(RehabSet::A, |of| of.set);
    (history.tests.iter())
        .map(|test| Test {
            day: history.local_date(test.at),
            // The word of who logged it, unless its own figures contradict it.
            passed: test.result.passed
                && retest::outcome(history, stands, test) != retest::Outcome::Failed,
        })
        .collect()
}

fn idle(done: &[Done], start: Option<NaiveDate>, today: NaiveDate) -> Vec<Idle> {
    let mut found = Vec::new();
    let mut last: Option<NaiveDate> = start.map(|start| start - Days::new(1));
    let ends = done.iter().map(|of| of.day);
    for day in ends.chain([today + Days::new(1)]) {
        if let Some(last) = last {
            let off = (day - last).num_days() - 1;
            if off >= days(&limits::QUIET_DAYS) {
                found.push(Idle {
                    from: last + Days::new(1),
                    to: day - Days::new(1),
                    days: off,
                });
            }
        }
        last = Some(last.map_or(day, |last| last.max(day)));
    }
    // Before the episode nobody asked for it.
    found.retain(|of| start.is_some_and(|start| of.to >= start));
    found
}

fn week(
    monday: NaiveDate,
    done: &[Done],
    idle: &[Idle],
    start: Option<NaiveDate>,
    stands: Option<&RehabStanding>,
    today: NaiveDate,
) -> RehabWeek {
    let sunday = monday + Days::new(6);
    let by_then = done.iter().rev().find(|of| of.day <= sunday);
    let in_force = if today <= sunday {
        stands.map(|of| of.set).or_else(|| by_then.map(|of| of.set))
    } else {
        by_then.map(|of| of.set)
    };
    let mut days: Vec<NaiveDate> = (done.iter())
        .filter(|of| monday <= of.day && of.day <= sunday)
        .map(|of| of.day)
        .collect();
    days.dedup();
    let asked_for = start.is_some_and(|start| start <= monday) && sunday < today;
    let at_rest = idle.iter().any(|of| of.from <= sunday && monday <= of.to);
    let missed = match in_force {
        Some(set) if asked_for && !at_rest => {
            planned(done, set, monday, sunday).saturating_sub(days.len())
        }
        _ => 0,
    };
    RehabWeek {
        monday,
        in_force,
        missed,
    }
}

fn verdict(
    history: &History,
    done: &[Done],
    stands: Option<&RehabStanding>,
    set: Option<RehabSet>,
    recent: NaiveDate,
) -> Verdict {
    let today = history.today();
    let Some(set) = set else {
        return Verdict::None;
    };
    let Some(last) = done.last() else {
        return Verdict::NotBegun { set };
    };
    let quiet = (today - last.day).num_days();
    if quiet >= days(&limits::QUIET_DAYS) {
        return Verdict::Quiet { days: quiet, set };
    }
    let lately = || done.iter().filter(|of| of.day >= recent);
    let mut with: Vec<NaiveDate> = lately().map(|of| of.day).collect();
    with.dedup();
    // Each of the last weeks asks for what its own set asks for.
    let from =
        (history.episode().map(|episode| episode.start)).map_or(recent, |start| start.max(recent));
    let planned = planned(done, set, from, today);
    Verdict::Done {
        days: with.len(),
        planned,
        set,
        pain: lately()
            .filter(|of| of.set == set)
            .filter_map(|of| of.pain)
            .reduce(f64::max),
        retest: stands.and_then(|of| match of.retest {
            Retest::Due(from) => Some(from),
            _ => None,
        }),
    }
}

/// Days that the sets in force ask for from a day to another.
fn planned(done: &[Done], now: RehabSet, from: NaiveDate, to: NaiveDate) -> usize {
    let mut share = 0.0;
    for day in from.iter_days().take_while(|day| *day <= to) {
        let then = done.iter().rev().find(|of| of.day <= day);
        let set = then.map_or(now, |of| of.set);
        share += asked(set) as f64 / 7.0;
    }
    share.round() as usize
}
