//! The days of a week that have exercises: heavy sets on run days after the run, so that days
//! of low load lie between; set C with the hard days; a re-test far from load.

use super::view::View;
use crate::diary::{History, RehabSet};
use crate::limits;
use crate::method::climb::Kind;
use crate::rehab::sessions;
use chrono::NaiveDate;

/// The running of a week, as far as rehab has to fit in with it.
pub struct RunWeek<'a> {
    /// Days with a run, in order.
    pub runs: &'a [NaiveDate],
    /// Hard sessions among them.
    pub hard: &'a [(NaiveDate, Kind)],
    /// A kind of running comes back in this week.
    pub new_kind: bool,
}

/// Heavy days of a week at most; at least two where there is room for them.
pub(super) const MOST_HEAVY: usize = limits::HEAVY_DAYS_MOST.value as usize;
pub(super) const LEAST_HEAVY: usize = limits::HEAVY_DAYS_LEAST.value as usize;

/// The day of the re-test: the first without a run that lies far enough from load.
pub(super) fn retest_day(open: &[NaiveDate], week: &RunWeek, from: NaiveDate) -> Option<NaiveDate> {
    let hard_before = |day: NaiveDate| {
        let gap = (limits::RETEST_GAP_HOURS.value / 24.0) as i64;
        (week.hard.iter()).any(|(hard, _)| (1..gap).contains(&(day - *hard).num_days()))
    };
    let fits = |day: &&NaiveDate| **day >= from && !hard_before(**day);
    let free = |day: &&NaiveDate| fits(day) && !week.runs.contains(*day);
    open.iter()
        .find(free)
        .or_else(|| open.iter().find(fits))
        .copied()
}

/// The last day of heavy rehab in the log.
pub(super) fn last_heavy(history: &History) -> Option<NaiveDate> {
    let heavy = history
        .rehab
        .iter()
        .rfind(|entry| entry.set() != RehabSet::Isometric)?;
    Some(history.local_date(heavy.at))
}

/// Whether two days lie so many days apart.
fn apart(a: NaiveDate, b: NaiveDate, days: i64) -> bool {
    (a - b).num_days().abs() >= days
}

/// The days of set A or B: on run days where there are any, two or three a week, far from what
/// they would spoil.
pub(super) fn heavy_days(
    view: &View,
    week: &RunWeek,
    open: &[NaiveDate],
    most: usize,
    retest: Option<NaiveDate>,
) -> Vec<NaiveDate> {
    let gap = (limits::HEAVY_GAP_HOURS.value / 24.0) as i64;
    let before_hard = limits::BEFORE_HARD_DAYS.value as i64;
    let before_sprints = limits::BEFORE_HILL_SPRINTS_DAYS.value as i64;
    let before_test = (limits::RETEST_GAP_HOURS.value / 24.0) as i64;
    let blocked = |day: NaiveDate| {
        let by_hard = week.hard.iter().any(|(hard, kind)| {
            let ahead = (*hard - day).num_days();
            if *kind == Kind::HillSprints {
                (0..=before_sprints).contains(&ahead)
            } else {
                (1..=before_hard).contains(&ahead)
            }
        });
        let by_test =
            retest.is_some_and(|test| (0..before_test).contains(&(test - day).num_days()));
        by_hard || by_test
    };
    let last = last_heavy(view.history);
    let done = sessions::days(view.history, |entry| entry.set() != RehabSet::Isometric)
        .filter(|day| view.monday <= *day && *day < view.from)
        .count();
    let mut placed: Vec<NaiveDate> = Vec::new();
    let mut place = |candidates: &mut dyn Iterator<Item = NaiveDate>, up_to: usize| {
        for day in candidates {
            let fits = (placed.iter().copied().chain(last)).all(|other| apart(day, other, gap));
            if done + placed.len() < up_to && fits && !blocked(day) {
                placed.push(day);
            }
        }
    };
    let runs = |day: &NaiveDate| week.runs.contains(day);
    place(&mut open.iter().copied().filter(runs), most);
    place(
        &mut open.iter().copied().filter(|day| !runs(day)),
        most.min(LEAST_HEAVY),
    );
    placed.sort_unstable();
    placed
}

/// Set C: with the hard runs where there are any, since it is a hard day itself,
/// and far from hill sprints on both sides.
pub(super) fn spring_days(
    view: &View,
    week: &RunWeek,
    open: &[NaiveDate],
    retest: Option<NaiveDate>,
) -> Vec<NaiveDate> {
    let gap = (limits::SPRING_GAP_HOURS.value / 24.0) as i64;
    let clear = (limits::HILL_SPRINT_CLEAR_HOURS.value / 24.0) as i64;
    let before_sprints = limits::BEFORE_HILL_SPRINTS_DAYS.value as i64;
    let sprints = |day: NaiveDate| {
        (week.hard.iter()).any(|(hard, kind)| {
            let ahead = (*hard - day).num_days();
            *kind == Kind::HillSprints
                && (!apart(day, *hard, clear) || (0..=before_sprints).contains(&ahead))
        })
    };
    let near_hard = |day: NaiveDate| {
        (week.hard.iter()).any(|(hard, _)| *hard != day && !apart(day, *hard, gap))
    };
    let before_test = (limits::RETEST_GAP_HOURS.value / 24.0) as i64;
    let last = last_heavy(view.history);
    let mut placed: Vec<NaiveDate> = Vec::new();
    let is_hard = |day: NaiveDate| week.hard.iter().any(|(hard, _)| *hard == day);
    // Hard days are two a week at most, those of set C among them.
    let of_week = (week.hard.iter()).filter(|(hard, _)| *hard >= view.monday);
    let room = LEAST_HEAVY.saturating_sub(of_week.count());
    let mut fresh = 0;
    let by_hard = open.iter().copied().filter(|day| is_hard(*day));
    let by_run = (open.iter().copied()).filter(|day| !is_hard(*day) && week.runs.contains(day));
    let by_rest = (open.iter().copied()).filter(|day| !is_hard(*day) && !week.runs.contains(day));
    for day in by_hard.chain(by_run).chain(by_rest) {
        let fits = (placed.iter().copied().chain(last)).all(|other| apart(day, other, gap));
        let by_test =
            retest.is_some_and(|test| (0..before_test).contains(&(test - day).num_days()));
        if placed.len() >= LEAST_HEAVY || !fits || sprints(day) || near_hard(day) || by_test {
            continue;
        }
        if !is_hard(day) {
            if fresh >= room {
                continue;
            }
            fresh += 1;
        }
        placed.push(day);
    }
    placed.sort_unstable();
    placed
}
