//! The runner's own rhythm: how often and how long was run in the four weeks
//! that end with the last run before an episode or a break.
//!
//! A week off is a holiday or an illness, and says nothing of the rhythm. The
//! run that hurt says what was too much. A run whose running minutes are not
//! known, and a slip of the start button, are no run for any mean.

use super::history::History;
use super::response::{Band, Pain};
use super::span;
use crate::calendar::Days;
use crate::limits;
use crate::run::Run;
use chrono::NaiveDate;

const WEEK: i64 = 7;
/// A log begins with a run, not with the free days before it: a week of which it
/// knows so many days is whole (design).
const WHOLE_WEEK_DAYS: i64 = 5;
/// No return has more light weeks.
const LONGEST_RETURN_WEEKS: u64 = 3;

/// How a runner trained, by the weeks in which there was a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rhythm {
    /// Mean run days per week; a run day holds at least 5 running minutes, but in a
    /// time of walk-run levels that hold fewer.
    pub runs_per_week: f64,
    /// Mean running minutes of a run day, several runs on one day together.
    pub session_minutes: f64,
    /// The longest run, running minutes.
    pub longest_minutes: f64,
}

impl Rhythm {
    /// Mean running minutes per week.
    pub fn weekly_minutes(&self) -> f64 {
        self.runs_per_week * self.session_minutes
    }
}

/// The rhythm before an episode that starts on `start`; `None` where no run tells it.
///
/// The last run before the episode sets nothing, nor does any with a response over 3.
pub fn before_episode(history: &History, start: NaiveDate) -> Option<Rhythm> {
    let last = last_run(&history.runs, start)?;
    let days = run_days(history, last, Some(last));
    mean(&blocks(&days, history.runs.first().map(Run::date), last))
}

/// What was held before a break whose last run lies on `last_run`; `None` where no
/// run tells it. Cut-back weeks are left out: one that holds clearly less than both
/// the week before and the week after it; and so are the light weeks back from an earlier
/// break, once a full one followed them. Inside an episode only its own weeks count.
pub fn before_break(history: &History, last_run: NaiveDate) -> Option<Rhythm> {
    let mut days = run_days(history, last_run, None);
    let mut begins = history.runs.first().map(Run::date);
    let episode = history.episode_on(last_run).map(|episode| episode.start);
    if let Some(start) = episode.filter(|start| (last_run - *start).num_days() >= WEEK - 1) {
        days.retain(|day| day.date >= start);
        begins = Some(start);
    }
    let mut weeks = blocks(&days, begins, last_run);
    if let Some(until) = light_until(history, last_run) {
        let is_light = |week: &Block| week.ends(last_run) <= until;
        if weeks.last().is_some_and(|last| !is_light(last)) {
            weeks.retain(|week| !is_light(week));
        }
    }
    let held: Vec<Block> = weeks
        .iter()
        .enumerate()
        .filter(|&(place, week)| !is_cut_back(&weeks, place, week))
        .map(|(_, week)| *week)
        .collect();
    mean(&held)
}

/// Weeks of less than was held that follow so many days off; 0 where they are no break, or so
/// many that walking is mixed in.
pub fn light_weeks(history: &History, days_off: i64) -> u64 {
    let at_least = |limit| days_off as f64 >= history.settings.get(limit);
    if at_least(&limits::BREAK_VERY_LONG_DAYS) || !at_least(&limits::BREAK_SHORT_DAYS) {
        0
    } else if at_least(&limits::BREAK_LONG_DAYS) {
        3
    } else if at_least(&limits::BREAK_MEDIUM_DAYS) {
        2
    } else {
        1
    }
}

/// The last day of the light weeks back from the breaks before a day; `None` without one.
fn light_until(history: &History, day: NaiveDate) -> Option<NaiveDate> {
    let least = history.settings.get(&limits::BREAK_SHORT_DAYS) as i64;
    let weeks = limits::OWN_RHYTHM_WEEKS.value as u64 + LONGEST_RETURN_WEEKS;
    let since = Days::new(WEEK as u64 * weeks).before(day)?;
    span::breaks_since(history, least, since, day)
        .iter()
        .filter(|of| !span::is_usual_gap(history, of))
        .filter_map(|of| {
            let back = of.first_run.filter(|back| *back <= day)?;
            let weeks = light_weeks(history, of.days_off);
            (weeks > 0).then(|| back + Days::new(WEEK as u64 * weeks - 1))
        })
        .max()
}

/// A day of running.
#[derive(Debug, Clone, Copy)]
pub(super) struct RunDay {
    date: NaiveDate,
    /// Of all its runs.
    run: f64,
    /// Of the runs that set something; 0 where that is under the least of a run day.
    minutes: f64,
    longest: f64,
    /// A run of the day sets nothing.
    left_out: bool,
}

/// Seven days in which there was a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// How many weeks before the last run; 0 is the week that ends with it.
    back: i64,
    /// Minutes of all its runs.
    run: f64,
    /// Days of the runs that set something, and their minutes.
    pub(super) days: u32,
    pub(super) minutes: f64,
    longest: f64,
    /// A run of it sets nothing, so the week held at least `days`.
    left_out: bool,
}

impl Block {
    /// Its last day, where the last run lies on `last`.
    fn ends(&self, last: NaiveDate) -> NaiveDate {
        last - Days::new((WEEK * self.back) as u64)
    }

    fn add(&mut self, day: &RunDay) {
        self.run += day.run;
        self.left_out |= day.left_out;
        if day.minutes > 0.0 {
            self.days += 1;
            self.minutes += day.minutes;
            self.longest = self.longest.max(day.longest);
        }
    }
}

/// The day of the last run before `day` that counts for a mean.
pub(super) fn last_run(runs: &[Run], day: NaiveDate) -> Option<NaiveDate> {
    let earlier = runs.partition_point(|run| run.date() < day);
    (runs.get(..earlier)?.iter())
        .rev()
        .find(|run| run.tells_minutes().is_some())
        .map(Run::date)
}

/// The days with a run of the four weeks that end on `last`; `hurt` is the day whose
/// last run sets nothing, whatever was logged of it.
fn run_days(history: &History, last: NaiveDate, hurt: Option<NaiveDate>) -> Vec<RunDay> {
    let pain = Pain::of(history);
    let from = last - Days::new((WEEK * limits::OWN_RHYTHM_WEEKS.value as i64 - 1) as u64);
    let runs = history.runs_between(from, last);
    let hurt = hurt.and_then(|day| {
        (runs.iter().rev())
            .find(|run| run.date() == day && run.tells_minutes().is_some())
            .map(|run| &run.id)
    });
    days_of(runs, |run| {
        let response = pain.response(run).max;
        hurt != Some(&run.id) && response.is_none_or(|max| Band::of_score(max) == Band::Green)
    })
}

/// The days of some runs in order; `sets` says whether a run sets something.
pub(super) fn days_of(runs: &[Run], sets: impl Fn(&Run) -> bool) -> Vec<RunDay> {
    let mut days: Vec<RunDay> = Vec::new();
    for run in runs {
        let Some(minutes) = run.tells_minutes() else {
            continue;
        };
        let left_out = !sets(run);
        let counted = if left_out { 0.0 } else { minutes };
        match days.last_mut().filter(|day| day.date == run.date()) {
            Some(day) => {
                day.run += minutes;
                day.minutes += counted;
                day.longest = day.longest.max(counted);
                day.left_out |= left_out;
            }
            None => days.push(RunDay {
                date: run.date(),
                run: minutes,
                minutes: counted,
                longest: counted,
                left_out,
            }),
        }
    }
    let least = limits::RUN_MIN_MINUTES.value;
    if days.iter().any(|day| day.minutes >= least) {
        for day in days.iter_mut().filter(|day| day.minutes < least) {
            (day.minutes, day.longest) = (0.0, 0.0);
        }
    }
    days
}

/// The weeks with a run day, oldest first. The week in which the log or the episode
/// `begins` is left out when a whole one follows: of it only a part is known.
pub(super) fn blocks(days: &[RunDay], begins: Option<NaiveDate>, last: NaiveDate) -> Vec<Block> {
    let mut weeks: Vec<Block> = Vec::new();
    for day in days {
        let back = (last - day.date).num_days() / WEEK;
        match weeks.last_mut().filter(|week| week.back == back) {
            Some(week) => week.add(day),
            None => {
                let mut week = Block {
                    back,
                    run: 0.0,
                    days: 0,
                    minutes: 0.0,
                    longest: 0.0,
                    left_out: false,
                };
                week.add(day);
                weeks.push(week);
            }
        }
    }
    let is_whole = |week: &Block| {
        begins.is_none_or(|begins| (week.ends(last) - begins).num_days() + 1 >= WHOLE_WEEK_DAYS)
    };
    if weeks.iter().any(&is_whole) {
        weeks.retain(is_whole);
    }
    weeks
}

fn is_cut_back(weeks: &[Block], place: usize, week: &Block) -> bool {
    let least = |back: i64| {
        (weeks.iter())
            .find(|other| other.back == back)
            .map(|other| other.run * limits::CUT_BACK_SEEN.value)
    };
    // The first has no week before it and the last none after.
    place > 0
        && least(week.back + 1)
            .zip(least(week.back - 1))
            .is_some_and(|(before, after)| week.run <= before.min(after) + 1e-9)
}

/// The mean of the weeks; one without a day that sets something is as a week off.
///
/// A run that sets nothing makes no week smaller: minutes are the mean of the runs that
/// count, and a week from which one was left out tells its runs only where it holds as
/// many as the weeks that are whole.
fn mean(weeks: &[Block]) -> Option<Rhythm> {
    let weeks: Vec<&Block> = weeks.iter().filter(|week| week.days > 0).collect();
    let days: u32 = weeks.iter().map(|week| week.days).sum();
    if days == 0 {
        return None;
    }
    let minutes: f64 = weeks.iter().map(|week| week.minutes).sum();
    let mean_days = |weeks: &[&Block]| {
        let days: u32 = weeks.iter().map(|week| week.days).sum();
        f64::from(days) / weeks.len().max(1) as f64
    };
    let whole: Vec<&Block> = (weeks.iter().copied())
        .filter(|week| !week.left_out)
        .collect();
    let runs_per_week = if whole.is_empty() {
        mean_days(&weeks)
    } else {
        let least = mean_days(&whole);
        let telling = |week: &&Block| !week.left_out || f64::from(week.days) >= least;
        let telling: Vec<&Block> = weeks.iter().copied().filter(telling).collect();
        mean_days(&telling)
    };
    Some(Rhythm {
        runs_per_week,
        session_minutes: minutes / f64::from(days),
        longest_minutes: weeks.iter().map(|week| week.longest).fold(0.0, f64::max),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::entry::{Entry, EpisodeStart, StatedRun, What};
    use crate::diary::stated;
    use crate::units::{Metres, PainScore};
    use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn at(date: NaiveDate) -> DateTime<FixedOffset> {
        date.and_time(NaiveTime::from_hms_opt(7, 0, 0).expect("seven"))
            .and_utc()
            .fixed_offset()
    }

    fn run(date: NaiveDate, minutes: f64) -> Run {
        let stated = StatedRun {
            minutes,
            ..StatedRun::default()
        };
        stated::run(at(date), &stated)
    }

    /// Runs on Monday, Wednesday and Friday of weeks of the given minutes; 0 is a week off.
    fn weeks(monday: &str, minutes: &[f64]) -> Vec<Run> {
        (minutes.iter().enumerate())
            .filter(|(_, minutes)| **minutes > 0.0)
            .flat_map(|(week, &minutes)| {
                [0, 2, 4].map(|later| {
                    let date = day(monday) + Days::new(7 * week as u64 + later);
                    run(date, minutes)
                })
            })
            .collect()
    }

    fn told(runs: Vec<Run>, entries: &[Entry]) -> History {
        let now = at(day("2026-12-31"));
        History::assemble(now, chrono_tz::UTC, runs, entries)
    }

    fn pain(date: NaiveDate, score: f64) -> Entry {
        Entry {
            at: at(date) + TimeDelta::hours(20),
            what: What::Pain {
                score: PainScore::new(score).expect("a score"),
                during: None,
                site: None,
                now: None,
            },
            note: None,
        }
    }

    fn close(found: Option<Rhythm>, runs: f64, session: f64, longest: f64) {
        let found = found.expect("a rhythm");
        let same = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(
            same(found.runs_per_week, runs)
                && same(found.session_minutes, session)
                && same(found.longest_minutes, longest),
            "{found:?}, not {runs} x {session}, longest {longest}"
        );
    }

    #[test]
    fn the_four_weeks_that_end_with_the_last_run_and_that_run_sets_nothing() {
        // The last of the runs is 90 minutes long, and hurt.
        let mut runs = weeks("2026-10-05", &[60.0, 40.0, 40.0, 40.0, 40.0]);
        runs.last_mut().expect("a run").running = Some(crate::units::Seconds::from_minutes(90.0));
        let history = told(runs, &[]);
        // Three runs in each of four weeks; the week of 60 minutes lies before them.
        close(before_episode(&history, day("2026-11-10")), 3.0, 40.0, 40.0);
        // However long ago they are.
        close(before_episode(&history, day("2026-12-24")), 3.0, 40.0, 40.0);
        // A run on the first day of the episode is no run before it.
        let earlier = before_episode(&history, day("2026-11-06"));
        close(earlier, 3.0, 460.0 / 11.0, 60.0);
    }

    #[test]
    fn weeks_off_are_not_counted_in() {
        let history = told(weeks("2026-10-05", &[40.0, 40.0, 0.0, 40.0]), &[]);
        close(before_break(&history, day("2026-10-30")), 3.0, 40.0, 40.0);
    }

    #[test]
    fn a_run_with_more_than_3_sets_nothing_and_one_with_3_does() {
        let runs = || {
            let mut runs = weeks("2026-10-05", &[40.0, 40.0, 40.0, 40.0]);
            runs[4] = run(day("2026-10-14"), 80.0);
            runs
        };
        for (score, per_week, session, longest) in [
            (3.0, 3.0, (11.0 * 40.0 + 80.0) / 12.0, 80.0),
            (3.5, 3.0, 40.0, 40.0),
        ] {
            let history = told(runs(), &[pain(day("2026-10-14"), score)]);
            close(
                before_break(&history, day("2026-10-30")),
                per_week,
                session,
                longest,
            );
        }
    }

    /// Three weeks of three runs of 20 minutes, one of which hurt, are 60 minutes a week.
    #[test]
    fn a_week_with_a_run_left_out_is_no_smaller_week() {
        let hurt = |days: &[&str]| -> Vec<Entry> {
            days.iter().map(|date| pain(day(date), 4.0)).collect()
        };
        for (days, per_week) in [
            (&["2026-10-14"][..], 3.0),
            // Every week has one: each tells at least what is left.
            (
                &["2026-10-07", "2026-10-14", "2026-10-21", "2026-10-28"],
                2.0,
            ),
            (&["2026-10-07", "2026-10-14", "2026-10-21"], 3.0),
        ] {
            let history = told(weeks("2026-10-05", &[20.0; 4]), &hurt(days));
            let found = before_break(&history, day("2026-10-30"));
            close(found, per_week, 20.0, 20.0);
        }
        // A week of four runs and one that hurt held at least four.
        let mut runs = weeks("2026-10-05", &[20.0; 4]);
        runs.extend(["2026-10-10", "2026-10-11"].map(|date| run(day(date), 20.0)));
        let history = told(runs, &hurt(&["2026-10-16"]));
        close(
            before_break(&history, day("2026-10-30")),
            13.0 / 4.0,
            20.0,
            20.0,
        );
    }

    #[test]
    fn accidents_and_unknown_minutes_are_no_run() {
        let mut runs = weeks("2026-10-05", &[40.0, 40.0, 40.0, 40.0]);
        let mut unknown = run(day("2026-10-10"), 30.0);
        unknown.running = None;
        let seconds = run(day("2026-10-17"), 0.9);
        let mut metres = run(day("2026-10-24"), 20.0);
        metres.distance = Some(Metres::new(99.0));
        let walked = run(day("2026-10-25"), 4.9);
        // An accident after the last run is not the last run.
        let last = run(day("2026-11-02"), 0.5);
        runs.extend([unknown, seconds, metres, walked, last]);
        let history = told(runs, &[]);
        close(before_break(&history, day("2026-10-30")), 3.0, 40.0, 40.0);
        close(before_episode(&history, day("2026-11-03")), 3.0, 40.0, 40.0);
    }

    #[test]
    fn two_runs_of_a_day_are_one_with_their_minutes_together() {
        let mut runs = weeks("2026-10-05", &[40.0, 40.0, 40.0, 40.0]);
        runs.push(run(day("2026-10-30"), 20.0));
        runs[12].start += TimeDelta::hours(10);
        let history = told(runs, &[]);
        let found = before_break(&history, day("2026-10-30")).expect("a rhythm");
        assert_eq!(found.runs_per_week, 3.0);
        assert!((found.weekly_minutes() - 125.0).abs() < 1e-9, "{found:?}");
        assert_eq!(found.longest_minutes, 40.0);
    }

    #[test]
    fn cut_back_weeks_are_no_measure_of_what_was_held() {
        for (weeks_before, weekly) in [
            ([50.0, 50.0, 40.0, 50.0], 150.0),
            // Not clearly less than both neighbours, or no week on both sides.
            ([50.0, 50.0, 43.0, 50.0], 144.75),
            ([50.0, 50.0, 50.0, 40.0], 142.5),
            ([30.0, 40.0, 50.0, 60.0], 135.0),
        ] {
            let history = told(weeks("2026-10-05", &weeks_before), &[]);
            let found = before_break(&history, day("2026-10-30")).expect("a rhythm");
            assert!((found.weekly_minutes() - weekly).abs() < 1e-9, "{found:?}");
        }
    }

    #[test]
    fn a_week_that_the_log_knows_in_part_is_left_out_when_a_whole_one_follows() {
        let runs = weeks("2026-10-19", &[40.0, 40.0]);
        // From the Friday of the first week on.
        let history = told(runs[2..].to_vec(), &[]);
        close(before_break(&history, day("2026-10-30")), 3.0, 40.0, 40.0);
        let only = told(runs[4..].to_vec(), &[]);
        close(before_break(&only, day("2026-10-30")), 2.0, 40.0, 40.0);
        assert_eq!(
            before_break(&told(Vec::new(), &[]), day("2026-10-30")),
            None
        );
        let one = told(runs[5..].to_vec(), &[]);
        assert_eq!(before_episode(&one, day("2026-11-02")), None);
    }

    #[test]
    fn inside_an_episode_its_own_weeks_tell_what_was_held() {
        let start = Entry {
            at: at(day("2026-10-19")),
            what: What::EpisodeStart(EpisodeStart {
                on: day("2026-10-19"),
                diagnosed: true,
                begin: None,
                goal_minutes: None,
                goal_runs: None,
                goal_sprints: None,
                race: None,
                goal_intensity: None,
                goal_hills: None,
                goal_hill_sprints: None,
            }),
            note: None,
        };
        let history = told(weeks("2026-10-05", &[60.0, 60.0, 20.0, 22.0]), &[start]);
        close(before_break(&history, day("2026-10-30")), 3.0, 21.0, 22.0);
    }
}
