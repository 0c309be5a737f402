//! Runs whose day is in doubt by all the others: years before the first of them, and just
//! where a watch would date a run that loses count of the weeks of GPS.

use super::{NotCounted, Run, RunId};
use crate::calendar::TimeDelta;

/// Days after which the count of the weeks of GPS begins again: 1,024 weeks.
pub const ROLLOVER_DAYS: i64 = 1024 * 7;
/// A hole so long lies between the runs in doubt and the others. days (design)
const HOLE: i64 = 8 * 365;
/// 1,024 weeks later they lie among the others, or so long before or after them. days (design)
const AMONG: i64 = 60;

/// The runs that are to be asked about, with why. Runs that do not count already are not
/// among them.
pub fn out_of_time(runs: &[&Run]) -> Vec<(RunId, NotCounted)> {
    let [rollover, hole, beside] = [ROLLOVER_DAYS, HOLE, AMONG].map(TimeDelta::days);
    let mut by_time: Vec<&&Run> = runs.iter().collect();
    by_time.sort_by_key(|run| run.start);
    let before = (by_time.windows(2)).position(|pair| pair[1].start - pair[0].start >= hole);
    let Some((early, rest)) = before.and_then(|at| by_time.split_at_checked(at + 1)) else {
        return Vec::new();
    };
    let (Some(first), Some(last)) = (rest.first(), rest.last()) else {
        return Vec::new();
    };
    let among = first.start - beside..=last.start + beside;
    (early.iter())
        .filter(|run| run.not_counted.is_none() && among.contains(&(run.start + rollover)))
        .map(|run| {
            let why = format!(
                "it is dated {}, years before your other runs; a watch that counts its weeks wrong dates a run of {} so",
                run.start.date_naive(),
                (run.start + rollover).date_naive()
            );
            (run.id.clone(), NotCounted::Unsure(why))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::{StatedRun, stated};
    use chrono::{DateTime, FixedOffset};

    fn asked(days: &[&str]) -> Vec<usize> {
        let runs: Vec<Run> = (days.iter())
            .map(|day| {
                let at = format!("{day}T08:00:00+01:00");
                let at: DateTime<FixedOffset> = at.parse().expect("a time");
                stated::run(at, &StatedRun::default())
            })
            .collect();
        let found = out_of_time(&runs.iter().collect::<Vec<_>>());
        super::super::places(&found, &runs)
    }

    #[test]
    fn a_run_of_this_week_dated_twenty_years_ago_is_asked_about() {
        for (days, expected) in [
            // 6 April 2007 is 1,024 weeks before 20 November 2026.
            (&["2015-03-01", "2026-11-18", "2007-04-06"][..], &[2][..]),
            (&["2026-11-18", "2007-04-06", "2007-04-08"], &[1, 2]),
            (&["2026-09-25", "2007-04-06"], &[1]),
            // Its true day would lie years after all the others.
            (&["2016-11-18", "2024-11-18", "2007-04-06"], &[]),
            // Old runs that go on for years are a life of running.
            (
                &["2026-11-18", "2007-04-06", "2012-05-01", "2019-01-01"],
                &[],
            ),
            (&["2007-04-06"], &[]),
            (&[], &[]),
        ] {
            assert_eq!(asked(days), expected, "{days:?}");
        }
    }
}
