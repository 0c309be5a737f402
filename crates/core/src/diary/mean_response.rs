//! The mean response: what the plan steers by.
//!
//! One score carries noise, so no single one under 5 decides a week. The mean is
//! that of the highest scores of the last fortnight's runs, as far as they are
//! known; it speaks only while enough of them are recent.

use super::response::Response;
use crate::calendar::Days;
use crate::limits;
use crate::run::Run;
use crate::units::PainScore;
use chrono::NaiveDate;

/// The mean response on a day, and what it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MeanResponse {
    /// Mean of the highest scores, 0-10; `None` where too few are known to speak.
    pub mean: Option<f64>,
    /// Runs of the trailing fortnight whose score is known or already over 3.
    pub known: u32,
    /// Of these, the ones recent enough for the mean to speak.
    pub recent: u32,
}

impl MeanResponse {
    /// Whether it speaks and lies over a score.
    pub fn is_over(&self, score: f64) -> bool {
        self.mean.is_some_and(|mean| mean > score + 1e-9)
    }
}

/// The mean response on `day`, from the runs of the log and their responses, in the
/// same order; `runs_per_week` is what the runner holds.
pub fn on(
    day: NaiveDate,
    runs_per_week: u32,
    answered: impl Iterator<Item = (NaiveDate, Response)>,
) -> MeanResponse {
    let back = |days: f64| day - Days::new((days as u64).saturating_sub(1));
    let from = back(limits::MEAN_DAYS.value.max(recent_days(runs_per_week)));
    let fortnight = back(limits::MEAN_DAYS.value);
    let recent_from = back(recent_days(runs_per_week));
    let mut found = MeanResponse::default();
    let mut sum = 0.0;
    for (date, response) in answered {
        if date < from || date > day || !response.is_known() {
            continue;
        }
        if date >= recent_from {
            found.recent += 1;
        }
        if date >= fortnight || runs_per_week <= 1 {
            found.known += 1;
            sum += response.max.map_or(0.0, PainScore::get);
        }
    }
    let needed = limits::MEAN_RUNS.value as u32;
    found.mean = (found.recent >= needed).then(|| sum / f64::from(found.known));
    found
}

/// Days in which the known responses must lie: two runs of a runner who runs once a
/// week lie further apart.
fn recent_days(runs_per_week: u32) -> f64 {
    if runs_per_week <= 1 {
        limits::MEAN_RECENT_DAYS_ONE_RUN.value
    } else {
        limits::MEAN_RECENT_DAYS.value
    }
}

/// The runs of a slice that a mean on `day` may read.
pub fn within(runs: &[Run], day: NaiveDate) -> &[Run] {
    let span = limits::MEAN_DAYS
        .value
        .max(limits::MEAN_RECENT_DAYS_ONE_RUN.value);
    let from = day - Days::new(span as u64);
    let first = runs.partition_point(|run| run.date() < from);
    let last = runs.partition_point(|run| run.date() <= day);
    runs.get(first..last.max(first)).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::{Entry, History, Pain, StatedRun, What, stated};
    use chrono::{DateTime, TimeDelta};

    /// Runs so many days before 29 June, each with its late score where one was given.
    fn mean(runs: &[(u64, Option<f64>)], runs_per_week: u32) -> MeanResponse {
        mean_before(runs, runs_per_week, 0)
    }

    /// The same as it was so many days before.
    fn mean_before(runs: &[(u64, Option<f64>)], runs_per_week: u32, ago: u64) -> MeanResponse {
        let now = DateTime::parse_from_rfc3339("2026-06-29T21:00:00Z").expect("valid");
        let stated_run = |back: u64| {
            let start = now - Days::new(back) - TimeDelta::hours(14);
            stated::run(
                start,
                &StatedRun {
                    minutes: 30.0,
                    ..StatedRun::default()
                },
            )
        };
        let entries: Vec<Entry> = runs
            .iter()
            .filter_map(|&(back, score)| {
                let at = stated_run(back).end() + TimeDelta::hours(13);
                Some(Entry {
                    at,
                    what: What::Pain {
                        score: PainScore::new(score?).expect("a score"),
                        now: None,
                        during: None,
                        site: None,
                    },
                    note: None,
                })
            })
            .collect();
        let all = runs.iter().map(|&(back, _)| stated_run(back));
        let history = History::assemble(now, chrono_tz::UTC, all, &entries);
        let pain = Pain::of(&history);
        let day = history.today() - Days::new(ago);
        let read = |runs: &[Run]| {
            let answered = runs.iter().map(|run| (run.date(), pain.response(run)));
            on(day, runs_per_week, answered)
        };
        let found = read(&history.runs);
        // What is left out beforehand is never read.
        assert_eq!(read(within(&history.runs, day)), found);
        found
    }

    #[test]
    fn it_speaks_with_two_known_responses_in_nine_days_and_reads_fourteen() {
        type Case = (&'static [(u64, Option<f64>)], u32, Option<f64>);
        let cases: &[Case] = &[
            (&[], 3, None),
            (&[(2, Some(2.0))], 3, None),
            (&[(2, Some(2.0)), (8, Some(4.0))], 3, Some(3.0)),
            (&[(2, Some(2.0)), (9, Some(4.0))], 3, None),
            (&[(2, Some(2.0)), (4, None), (8, Some(3.0))], 3, Some(2.5)),
            (
                &[(2, Some(1.0)), (4, Some(1.0)), (13, Some(7.0))],
                3,
                Some(3.0),
            ),
            (
                &[(2, Some(1.0)), (4, Some(1.0)), (14, Some(7.0))],
                3,
                Some(1.0),
            ),
            // Who runs once a week is asked for a week more.
            (&[(2, Some(2.0)), (9, Some(4.0))], 1, Some(3.0)),
            (&[(2, Some(2.0)), (16, Some(4.0))], 1, None),
            (&[(2, Some(2.0)), (15, Some(4.0))], 1, Some(3.0)),
            (
                &[(2, Some(2.0)), (9, Some(4.0)), (16, Some(9.0))],
                1,
                Some(3.0),
            ),
            (
                &[(2, Some(2.0)), (9, Some(4.0)), (30, Some(9.0))],
                1,
                Some(3.0),
            ),
        ];
        for (runs, per_week, expected) in cases {
            assert_eq!(mean(runs, *per_week).mean, *expected, "{runs:?}");
        }
    }

    #[test]
    fn on_an_earlier_day_it_reads_the_runs_up_to_that_day() {
        let runs = [(1, Some(9.0)), (5, Some(2.0)), (8, Some(4.0))];
        assert_eq!(mean_before(&runs, 3, 1).mean, Some(5.0));
        assert_eq!(mean_before(&runs, 3, 2).mean, Some(3.0));
        assert_eq!(mean_before(&runs, 3, 5).mean, Some(3.0));
        assert_eq!(mean_before(&runs, 3, 6).mean, None);
    }
}
