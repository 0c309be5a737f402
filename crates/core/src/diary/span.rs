//! Sums over local days: the factors of a 7-day span, breaks, and which days
//! are known well enough to be compared with.

use super::episode::Episode;
use super::history::{History, IllnessEntry};
use crate::calendar::Days;
use crate::limits;
use crate::robust::upper_median;
use crate::rule_id::RuleId;
use crate::run::{EffortKind, Run};
use crate::units::Metres;
use chrono::{NaiveDate, Timelike};

/// The factors of some days, both ends included. `None` where a run of the span lacks the figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Runs of any length, without accidents.
    pub runs: usize,
    /// Distinct local days with a run of at least 5 running minutes: "runs per week".
    pub run_days: Option<usize>,
    /// Running minutes; `None` where a run tells none.
    pub running_min: Option<f64>,
    /// Mean running minutes of the runs that tell them, what the protocol calls volume;
    /// `None` where none does.
    pub session_min: Option<f64>,
    /// Hard minutes; `None` where a run tells none.
    pub hard_min: Option<f64>,
    /// Distance; `None` where a run tells none.
    pub distance: Option<Metres>,
    /// Sprints on the flat.
    pub sprints: Option<usize>,
    /// Climbs.
    pub hills: Option<usize>,
    /// Descents.
    pub downhills: Option<usize>,
    /// Intervals.
    pub intervals: Option<usize>,
    /// Hill sprints.
    pub hill_sprints: Option<usize>,
}

/// The factors of the runs of `from` to `to`.
pub fn span(history: &History, from: NaiveDate, to: NaiveDate) -> Span {
    of_runs(history.runs_between(from, to), from, to)
}

/// Of [`trailing_week`] the run days alone.
pub fn run_days_to(history: &History, day: NaiveDate) -> Option<usize> {
    let runs = history.runs_between(day - Days::new(6), day);
    run_days(counted(runs))
}

/// The trailing seven local days, `day` included.
pub fn trailing_week(history: &History, day: NaiveDate) -> Span {
    span(history, day - Days::new(6), day)
}

/// The factors of given runs; the dates are only carried along. An accident is no run.
pub fn of_runs(runs: &[Run], from: NaiveDate, to: NaiveDate) -> Span {
    let counted = || runs.iter().filter(|run| !run.is_accident());
    let sum = |figure: fn(&Run) -> Option<f64>| -> Option<f64> { counted().map(figure).sum() };
    let count = |kind: EffortKind| -> Option<usize> { counted().map(|run| run.count(kind)).sum() };
    // A run whose minutes are not known is none for the mean, and makes it no smaller.
    let told: Vec<f64> = counted().filter_map(Run::tells_minutes).collect();
    Span {
        from,
        to,
        runs: counted().count(),
        run_days: run_days(counted()),
        running_min: sum(Run::running_minutes),
        session_min: (!told.is_empty()).then(|| told.iter().sum::<f64>() / told.len() as f64),
        hard_min: sum(Run::hard_minutes),
        distance: counted().map(|run| run.distance).sum(),
        sprints: count(EffortKind::Sprint),
        hills: count(EffortKind::Hill),
        downhills: count(EffortKind::Downhill),
        intervals: count(EffortKind::Interval),
        hill_sprints: count(EffortKind::HillSprint),
    }
}

fn run_days<'a>(runs: impl Iterator<Item = &'a Run>) -> Option<usize> {
    let mut days: Vec<NaiveDate> = Vec::new();
    for run in runs {
        if run.running_minutes()? >= limits::RUN_MIN_MINUTES.value && !days.contains(&run.date()) {
            days.push(run.date());
        }
    }
    Some(days.len())
}

/// The runs without accidents: a slip of the start button ends no break and begins no log.
fn counted(runs: &[Run]) -> impl DoubleEndedIterator<Item = &Run> {
    runs.iter().filter(|run| !run.is_accident())
}

/// A stretch without a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// The day of the last run before.
    pub last_run: NaiveDate,
    /// The day of the first run after; `None` while it lasts.
    pub first_run: Option<NaiveDate>,
    /// Whole days without a run.
    pub days_off: i64,
}

impl Break {
    /// The illness that was logged of these days, where one was.
    pub fn illness(&self, history: &History) -> Option<IllnessEntry> {
        let back = self.first_run.unwrap_or(NaiveDate::MAX);
        let within = |ill: &IllnessEntry| self.last_run < ill.from && ill.from < back;
        history.illnesses().rfind(within)
    }
}

/// All stretches of at least `least` whole days without a run, in order; the last may still last.
pub fn breaks(history: &History, least: i64) -> Vec<Break> {
    breaks_since(history, least, NaiveDate::MIN, history.today())
}

/// Of [`breaks`] those that ended on a day from `since` on or still last, as if nothing
/// happened until `today`; the years before are not read.
pub fn breaks_since(
    history: &History,
    least: i64,
    since: NaiveDate,
    today: NaiveDate,
) -> Vec<Break> {
    let mut found = Vec::new();
    // Days of runs follow one another but for a journey, see `last_day`.
    let from = Days::new(2).before(since).unwrap_or(NaiveDate::MIN);
    let first = history.runs.partition_point(|run| run.date() < from);
    let (before, _) = history.runs.split_at(first);
    let mut previous = counted(before).next_back();
    // Between starts that lie so near there are fewer days off, whatever the clocks showed.
    let near = (least - 3).max(0) * 24 * 3600;
    for (index, run) in history.runs.iter().enumerate().skip(first) {
        if run.is_accident() {
            continue;
        }
        let is_near = |before: &Run| run.start.timestamp() - before.start.timestamp() < near;
        let last_run = match previous.replace(run) {
            Some(before) if !is_near(before) => last_day(history.runs.get(..index).unwrap_or(&[])),
            _ => None,
        };
        if let Some(last_run) = last_run {
            let day = run.date();
            let days_off = (day - last_run).num_days() - 1;
            if days_off >= least && day >= since {
                found.push(Break {
                    last_run,
                    first_run: Some(day),
                    days_off,
                });
            }
        }
    }
    if let Some(last_run) = last_day(&history.runs) {
        // Today may still hold a run, so only the days before it are surely off.
        let days_off = (today - last_run).num_days() - 1;
        if days_off >= least {
            found.push(Break {
                last_run,
                first_run: None,
                days_off,
            });
        }
    }
    found
}

/// The last day of some runs: not always that of the last run, where the runner went to
/// where it was still yesterday.
fn last_day(runs: &[Run]) -> Option<NaiveDate> {
    let last = counted(runs).next_back()?;
    let near = |run: &&Run| (last.start - run.start).num_days() <= 2;
    counted(runs).rev().take_while(near).map(Run::date).max()
}

/// Days off from one run a week to the next, one day late.
pub(crate) const WEEKLY_DAYS_OFF: i64 = 7;

/// Whether a gap is the runner's usual spacing, as with one run a week: no
/// longer than the median gap of the four weeks before it. Days of illness are never usual.
pub fn is_usual_gap(history: &History, of: &Break) -> bool {
    // Where the free days and the rest between runs leave one a week, or no more are wanted,
    // from each to the next is no break.
    let once = |episode: &Episode| episode.goal.runs_per_week <= 1 || spaced_runs(history) == 1;
    let is_weekly =
        of.days_off <= WEEKLY_DAYS_OFF && history.episode_on(of.last_run).is_some_and(once);
    let is_usual = || usual_gap(history, of.last_run).is_some_and(|usual| usual >= of.days_off);
    of.illness(history).is_none() && (is_weekly || is_usual())
}

/// Days off between two days with a run as they usually are: the median of the four weeks that
/// end on `last_run`. `None` where these hold fewer than two days with a run.
pub fn usual_gap(history: &History, last_run: NaiveDate) -> Option<i64> {
    let from = last_run - Days::new(7 * limits::OWN_RHYTHM_WEEKS.value as u64);
    let mut days: Vec<NaiveDate> = counted(history.runs_between(from, last_run))
        .map(Run::date)
        .collect();
    days.dedup();
    let gaps = (days.iter().zip(days.iter().skip(1)))
        .map(|(earlier, later)| (*later - *earlier).num_days() - 1);
    upper_median(gaps)
}

/// How many runs every week can hold with the free days between runs, on the available days.
pub(crate) fn spaced_runs(history: &History) -> u32 {
    let gap = if history.policy.asks(RuleId::RestTooShort) {
        history.settings.get(&limits::REST_DAYS_BETWEEN_RUNS) as i64 + 1
    } else {
        1
    };
    let free: Vec<i64> = (0..7)
        .filter(|&day| {
            chrono::Weekday::try_from(day as u8)
                .is_ok_and(|day| history.settings.available_days.contains(day))
        })
        .collect();
    let from = |start: usize| -> u32 {
        let Some(&first) = free.get(start) else {
            return 0;
        };
        let mut last = first;
        let mut count = 1;
        for &day in free.iter().skip(start + 1) {
            if day - last >= gap && first + 7 - day >= gap {
                last = day;
                count += 1;
            }
        }
        count
    };
    (0..free.len()).map(from).max().unwrap_or(1).max(1)
}

/// The first day that a comparison made on `day` may look back to: the first
/// run of the log, or the first run after the last break of 14 days or more.
/// `None` when there is no run up to that day.
pub fn known_from(history: &History, day: NaiveDate) -> Option<NaiveDate> {
    let least = limits::LOG_BREAK_DAYS.value as i64;
    let mut anchor = None;
    let mut previous: Option<NaiveDate> = None;
    for run in counted(&history.runs)
        .map(Run::date)
        .filter(|&date| date <= day)
    {
        match previous {
            Some(last) if (run - last).num_days() > least => anchor = Some(run),
            None => anchor = Some(run),
            _ => {}
        }
        previous = Some(run);
    }
    anchor
}

/// The later of `first` and [`known_from`], read from the newest run back, and no
/// further than it takes.
pub(crate) fn known_since(
    history: &History,
    day: NaiveDate,
    first: NaiveDate,
) -> Option<NaiveDate> {
    let least = limits::LOG_BREAK_DAYS.value as i64;
    let runs = history.runs_between(NaiveDate::MIN, day);
    let mut later: Option<NaiveDate> = None;
    for date in counted(runs).rev().map(Run::date) {
        if let Some(later) = later
            && (later - date).num_days() > least
        {
            return Some(later.max(first));
        }
        if date <= first {
            return Some(first);
        }
        later = Some(date);
    }
    later.map(|earliest| earliest.max(first))
}

/// The known part of the `days` local days before the trailing week of `day`:
/// its first and last day and how many days that is. `None` when fewer than `least` are known.
pub fn reference(
    history: &History,
    day: NaiveDate,
    days: u64,
    least: u64,
) -> Option<(NaiveDate, NaiveDate, u64)> {
    let last = day - Days::new(7);
    let first = day - Days::new(6 + days);
    let first = known_since(history, day, first)?;
    let known = u64::try_from((last - first).num_days() + 1).ok()?;
    (known >= least.max(1)).then_some((first, last, known))
}

/// The 28 days that end with the last run before a break of the episode, where the return
/// from it began in the days that a comparison on `day` looks back on: what was held then
/// was held, though the break hides it from [`reference()`]. Not after so long a break that
/// the return begins anew.
pub fn before_return(history: &History, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let days = limits::REFERENCE_DAYS.value as u64;
    let start = history.episode_on(day)?.start;
    let least = limits::LOG_BREAK_DAYS.value as i64;
    let from = day - Days::new(6 + days);
    let mut later: Option<NaiveDate> = None;
    for date in counted(history.runs_between(start, day))
        .rev()
        .map(Run::date)
    {
        if let Some(back) = later.filter(|back| (*back - date).num_days() > least) {
            let days_off = (back - date).num_days() - 1;
            let anew = history.settings.get(&limits::BREAK_VERY_LONG_DAYS);
            let first = (date - Days::new(days - 1)).max(start);
            return ((days_off as f64) < anew).then_some((first, date));
        }
        if date <= from {
            return None;
        }
        later = Some(date);
    }
    None
}

/// Every 7-day span that lies whole between `first` and `last`.
pub fn weeks_within(
    history: &History,
    first: NaiveDate,
    last: NaiveDate,
) -> impl Iterator<Item = Span> + '_ {
    first
        .iter_days()
        .map(move |from| span(history, from, from + Days::new(6)))
        .take_while(move |week| week.to <= last)
}

/// A run of Sunday that is not there by this hour is not waited for (design): the next week is
/// asked for in the evening.
const SUNDAY_UNTIL_HOUR: u32 = 18;

/// Whether the week that begins on `monday` is over, or its Sunday is so late that no run of it
/// is to come any more.
pub fn is_over(history: &History, monday: NaiveDate) -> bool {
    let (today, sunday) = (history.today(), monday + Days::new(6));
    let is_late = || history.now.with_timezone(&history.zone).hour() >= SUNDAY_UNTIL_HOUR;
    today > sunday || (today == sunday && is_late())
}

/// Whether a week has begun and is not over: its Sunday's run may still be to come.
pub fn is_under_way(history: &History, monday: NaiveDate) -> bool {
    monday <= history.today() && !is_over(history, monday)
}

/// The Monday of the civil week of a day.
pub fn monday(day: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// The name of a civil week, e.g. `2026-W47`.
pub fn week_name(day: NaiveDate) -> String {
    use chrono::Datelike;
    let week = day.iso_week();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The Monday of a week given by its name.
pub fn week_start(name: &str) -> Option<NaiveDate> {
    let (year, week) = name.split_once("-W")?;
    NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, chrono::Weekday::Mon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::entry::StatedRun;
    use crate::diary::stated;
    use chrono::DateTime;

    /// Runs of half an hour, and at 12:07 of 22 May one of half a minute.
    fn history(starts: &[&str]) -> History {
        let runs = starts.iter().map(|start| {
            let at = DateTime::parse_from_rfc3339(start).expect("a moment");
            let minutes = if start.contains("12:07") { 0.5 } else { 30.0 };
            let said = StatedRun {
                minutes,
                ..StatedRun::default()
            };
            stated::run(at, &said)
        });
        let now = DateTime::parse_from_rfc3339("2026-06-20T12:00:00+02:00").expect("a moment");
        History::assemble(now, chrono_tz::Europe::Berlin, runs, &[])
    }

    #[test]
    fn the_breaks_from_a_day_on_are_those_of_all_that_ended_then_or_last() {
        let history = history(&[
            "2025-01-01T08:00:00+01:00",
            "2026-05-01T08:00:00+02:00",
            // Over the date line and back: yesterday's day comes after today's.
            "2026-05-12T07:00:00+13:00",
            "2026-05-11T09:00:00-10:00",
            "2026-05-20T08:00:00+02:00",
            "2026-05-22T12:07:00+02:00",
            "2026-05-30T08:00:00+02:00",
        ]);
        let today = history.today();
        for least in [1, 4, 7, 10, 400] {
            let all = breaks(&history, least);
            for since in NaiveDate::MIN
                .iter_days()
                .take(1)
                .chain((today - Days::new(60)).iter_days().take(70))
            {
                let expected: Vec<Break> = (all.iter())
                    .filter(|of| of.first_run.is_none_or(|back| back >= since))
                    .copied()
                    .collect();
                let found = breaks_since(&history, least, since, today);
                assert_eq!(found, expected, "{least} {since}");
            }
        }
        let lasting = breaks(&history, 14);
        assert_eq!(lasting.len(), 2, "{lasting:?}");
    }
}
