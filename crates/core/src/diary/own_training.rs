//! The goal that a runner's own weeks before an episode give.

use super::episode::{Goal, GoalSource};
use super::rhythm::{self, Block};
use crate::calendar::Days;
use crate::limits;
use crate::run::{EffortKind, Run};
use chrono::NaiveDate;

const WEEK: i64 = 7;

/// The goal by the weeks before an episode that starts on `start`; `None` where no run
/// tells it. They are the twelve that end with the last run before it, weeks off not
/// counted: the upper quartile of the weeks' mean running minutes per run day, the mean
/// run days per week, rounded, and never more weekly minutes than their upper quartile;
/// and the kinds that surely occurred in at least two of them.
pub(super) fn goal(start: NaiveDate, runs: &[Run]) -> Option<Goal> {
    let last = rhythm::last_run(runs, start)?;
    let days = WEEK * limits::GOAL_WEEKS.value as i64;
    let from = last - Days::new((days - 1) as u64);
    let first = runs.partition_point(|run| run.date() < from);
    let after = runs.partition_point(|run| run.date() <= last);
    let before = runs.get(first..after)?;
    let run_days = rhythm::days_of(before, |_| true);
    let weeks: Vec<Block> = rhythm::blocks(&run_days, runs.first().map(Run::date), last)
        .into_iter()
        .filter(|week| week.days > 0)
        .collect();
    if weeks.is_empty() {
        return None;
    }
    let quartile = |figure: &dyn Fn(&Block) -> f64| {
        let mut figures: Vec<f64> = weeks.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        quantile(&figures, limits::GOAL_QUANTILE.value)
    };
    let mean_days = weeks.iter().map(|week| f64::from(week.days)).sum::<f64>() / weeks.len() as f64;
    let runs_per_week = (mean_days.round() as u32).max(1);
    let weekly = quartile(&|week| week.minutes);
    let session = quartile(&|week| week.minutes / f64::from(week.days));
    let room = weekly / f64::from(runs_per_week);
    // To the half minute, and downwards where the week is what limits it.
    let to_half = (session * 2.0).round() / 2.0;
    let session_min = if to_half <= room {
        to_half
    } else {
        (room * 2.0 + 1e-9).floor() / 2.0
    };
    let in_weeks = |wanted: &dyn Fn(&Run) -> bool| -> bool {
        let mut with: Vec<i64> = (before.iter())
            .filter(|run| wanted(run))
            .map(|run| (last - run.date()).num_days() / WEEK)
            .collect();
        with.dedup();
        with.len() >= limits::GOAL_KIND_WEEKS.value as usize
    };
    let has = |kind: EffortKind| in_weeks(&|run: &Run| run.surely(kind));
    let hard =
        |run: &Run| (run.hard_minutes()).is_some_and(|hard| hard > limits::HARD_OVER_MINUTES.value);
    Some(Goal {
        session_min,
        runs_per_week,
        tempo: in_weeks(&hard),
        intervals: has(EffortKind::Interval),
        sprints: has(EffortKind::Sprint),
        hills: has(EffortKind::Hill),
        hill_sprints: has(EffortKind::HillSprint),
        source: GoalSource::OwnTraining,
    })
}

/// The linearly interpolated quantile of sorted, non-empty values.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let position = share * (sorted.len().saturating_sub(1)) as f64;
    let below = position.floor() as usize;
    let low = sorted.get(below).copied().unwrap_or(0.0);
    let high = sorted.get(below + 1).copied().unwrap_or(low);
    low + (high - low) * (position - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::entry::StatedRun;
    use crate::diary::stated;
    use crate::run::Confidence;
    use chrono::NaiveTime;

    fn start() -> NaiveDate {
        "2026-10-05".parse().expect("a date")
    }

    /// A run so many weeks and days before the episode.
    fn run(weeks: u64, weekday: u64, told: StatedRun) -> Run {
        let day = start() - Days::new(7 * weeks) + Days::new(weekday);
        stated::run(day.and_time(NaiveTime::MIN).and_utc().fixed_offset(), &told)
    }

    fn easy(minutes: f64) -> StatedRun {
        StatedRun {
            minutes,
            ..StatedRun::default()
        }
    }

    fn told(mut runs: Vec<Run>) -> (f64, u32) {
        runs.sort_by_key(|run| run.start);
        let goal = goal(start(), &runs).expect("a goal");
        (goal.session_min, goal.runs_per_week)
    }

    #[test]
    fn minutes_are_the_upper_quartile_of_the_weeks_and_never_of_the_runs() {
        // Each week 20, 30 and 70 minutes: a mean of 40, whatever the longest run.
        let weeks = (1..=8).flat_map(|week| {
            [(0, 20.0), (2, 30.0), (5, 70.0)].map(|(day, minutes)| run(week, day, easy(minutes)))
        });
        assert_eq!(told(weeks.collect()), (40.0, 3));
        // Weeks of a mean of 30, 40, 50 and 60: three quarters of the way, 52.5.
        let rising = (1..=4).flat_map(|week| {
            let minutes = 70.0 - 10.0 * week as f64;
            [0, 2, 5].map(|day| run(week, day, easy(minutes)))
        });
        assert_eq!(told(rising.collect()), (52.5, 3));
    }

    #[test]
    fn the_week_never_holds_more_than_the_upper_quartile_of_the_weeks() {
        // Weeks of one run of 60 and weeks of four of 30 by turns: 2.5 runs, rounded 3,
        // a session of 60, and 120 minutes a week at most.
        let weeks = (1..=8).flat_map(|week: u64| {
            if week.is_multiple_of(2) {
                vec![run(week, 5, easy(60.0))]
            } else {
                [0, 2, 4, 5].map(|day| run(week, day, easy(30.0))).to_vec()
            }
        });
        assert_eq!(told(weeks.collect()), (40.0, 3));
    }

    #[test]
    fn weeks_off_accidents_and_unknown_minutes_change_nothing() {
        let mut runs: Vec<Run> = [1, 2, 6, 7, 11]
            .into_iter()
            .flat_map(|week| [0, 2, 4].map(|day| run(week, day, easy(40.0))))
            .collect();
        let mut unknown = run(2, 5, easy(30.0));
        unknown.running = None;
        runs.extend([unknown, run(4, 1, easy(0.5)), run(1, 6, easy(0.9))]);
        assert_eq!(told(runs), (40.0, 3));
    }

    #[test]
    fn two_runs_of_a_day_are_one_with_their_minutes_together() {
        let weeks = (1..=4).flat_map(|week| {
            let mut second = run(week, 4, easy(20.0));
            second.start += chrono::TimeDelta::hours(10);
            let mut runs = [0, 2, 4].map(|day| run(week, day, easy(40.0))).to_vec();
            runs.push(second);
            runs
        });
        // 140 minutes on three days.
        assert_eq!(told(weeks.collect()), (46.5, 3));
    }

    #[test]
    fn the_twelve_weeks_end_with_the_last_run_and_kinds_need_two_of_them() {
        let sprints = |week| {
            let told = StatedRun {
                sprints: 2,
                ..easy(40.0)
            };
            run(week, 2, told)
        };
        let base = |with: Vec<Run>| {
            let mut runs: Vec<Run> = (10..=16)
                .flat_map(|week| [0, 4].map(|day| run(week, day, easy(40.0))))
                .chain(with)
                .collect();
            runs.sort_by_key(|run| run.start);
            goal(start(), &runs).expect("a goal")
        };
        // Ten weeks without a run before the episode.
        assert_eq!(base(Vec::new()).session_min, 40.0);
        assert!(!base(vec![sprints(11)]).sprints);
        assert!(base(vec![sprints(11), sprints(12)]).sprints);
        // What the recording leaves in doubt is no habit.
        let doubtful = |week| {
            let mut run = sprints(week);
            for effort in run.efforts.iter_mut().flatten() {
                effort.confidence = Confidence::Low;
            }
            run
        };
        assert!(!base(vec![sprints(11), doubtful(12)]).sprints);
    }
}
