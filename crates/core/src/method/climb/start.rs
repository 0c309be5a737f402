//! Where the return begins: minutes and runs a week as a share of the runner's own.

use super::step::rounded_down;
use crate::diary::entry::Beginning;
use crate::diary::{Episode, History, rhythm};
use crate::limits::{self, Settings};
use crate::run::Run;
use chrono::NaiveDate;

/// The first week of an episode.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start {
    /// Running minutes of each run.
    pub session: f64,
    /// Runs per week, 1 or more.
    pub runs: u32,
    /// Running minutes of the runner's own session before; `None` without history.
    pub own_session: Option<f64>,
}

/// The start of an episode, whatever the last week of the log says: relative rest,
/// which is less than before and not none.
pub fn start(history: &History, episode: &Episode) -> Start {
    let Some(own) = rhythm::before_episode(history, episode.start) else {
        return without_history(episode);
    };
    let most_runs = limits::START_RUNS_MAX.value as u32;
    let mut runs = (own.runs_per_week.round() as u32).clamp(1, most_runs);
    let share = share(days_off(history, episode), &history.settings);
    let most = limits::START_SHARE_MAX.value;
    let longest = (own.session_minutes * share)
        .min(own.longest_minutes * most)
        .min(episode.goal.session_min);
    let weekly = (longest * f64::from(runs)).min(own.weekly_minutes() * most);
    let mut session = weekly / f64::from(runs);
    // Fewer runs come before very short ones; a session that is mostly walked is none.
    let is_walked = matches!(episode.begin, Beginning::WalkRun);
    if own.session_minutes >= limits::SHORT_SESSION_OWN.value && !is_walked {
        let least = limits::SHORT_SESSION.value;
        while session < least - limits::PLANNED_IN.value / 2.0 && runs > 1 {
            runs -= 1;
            session = (weekly / f64::from(runs)).min(least);
        }
        session = session.max(least.min(own.session_minutes * most));
    }
    Start {
        session: rounded_down(session).max(limits::LEAST_SESSION.value),
        runs,
        own_session: Some(own.session_minutes),
    }
}

fn without_history(episode: &Episode) -> Start {
    let goal = episode.goal;
    // Sessions that are mostly walked bear one more of them.
    let runs = match episode.begin {
        Beginning::WalkRun => limits::DEFAULT_GOAL_RUNS.value,
        Beginning::Continuous => limits::START_RUNS_DEFAULT.value,
    };
    Start {
        session: limits::START_MINUTES_DEFAULT.value.min(goal.session_min),
        runs: (runs as u32).min(goal.runs_per_week).max(1),
        own_session: None,
    }
}

/// Days off before the first run of the episode, or up to today where none was made.
fn days_off(history: &History, episode: &Episode) -> i64 {
    let counted = |run: &&Run| !run.is_accident();
    let before = history
        .runs
        .partition_point(|run| run.date() < episode.start);
    let (earlier, later) = history.runs.split_at_checked(before).unwrap_or_default();
    let Some(last) = earlier.iter().rev().find(counted).map(Run::date) else {
        return 0;
    };
    let back = later.iter().find(counted).map(Run::date);
    let back: NaiveDate = back.unwrap_or_else(|| history.today().max(episode.start));
    (back - last).num_days() - 1
}

/// The share of the runner's own session minutes that the return begins with.
fn share(days_off: i64, settings: &Settings) -> f64 {
    let off = days_off as f64;
    if off >= settings.get(&limits::BREAK_LONG_DAYS) {
        limits::START_SHARE_LONG.value
    } else if off >= settings.get(&limits::BREAK_MEDIUM_DAYS) {
        limits::START_SHARE_MEDIUM.value
    } else {
        limits::START_SHARE.value
    }
}

/// Whether the start is the same before a run as it is known now: it hangs on the runs
/// before the episode, on the first one in it, and on pain of those weeks.
pub(super) fn is_settled(episode: &Episode, run: NaiveDate, today: NaiveDate) -> bool {
    run > episode.start && today > episode.start + crate::calendar::Days::new(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_a_break_counts_as_long_can_be_set() {
        let method = Settings::default();
        let mut set = Settings::default();
        set.set("break-long-days", "40").expect("a setting");
        for (days_off, by_method, as_set) in [
            (27, limits::START_SHARE_MEDIUM, limits::START_SHARE_MEDIUM),
            (28, limits::START_SHARE_LONG, limits::START_SHARE_MEDIUM),
            (39, limits::START_SHARE_LONG, limits::START_SHARE_MEDIUM),
            (40, limits::START_SHARE_LONG, limits::START_SHARE_LONG),
        ] {
            assert_eq!(share(days_off, &method), by_method.value, "{days_off}");
            assert_eq!(share(days_off, &set), as_set.value, "{days_off}");
        }
    }
}
