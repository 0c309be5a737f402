//! What was run and tolerated, which every other decision starts from.

use super::specials::held_specials;
use super::usual::usual;
use crate::calendar::Days;
use crate::limits;
use crate::method::rung::walk_run_minutes;
use crate::plan::target::{Session, Target, rounded_down};
use crate::plan::view::View;
use crate::rule_id::RuleId;
use crate::rules::{factors, jump_after_break::level_minutes};
use crate::run::{Run, outings};

/// The week that the runner holds.
pub(super) fn held(view: &View) -> Target {
    let mut target = Target::rest();
    let Some(climb) = &view.climb else {
        return usual(view);
    };
    target.runs = climb.runs;
    target.session = match (climb.level, climb.session) {
        (Some(level), _) => Session::level(reachable(view, level)),
        (None, Some(minutes)) => {
            // After the lighter weeks of a return it is what was run, and no step besides.
            let ran = longest_session(view);
            let reach = match climb.was_light_before(view.monday) && ran > 0.0 {
                true => ran,
                false => within_reach(view, minutes),
            };
            let minutes = shown_within(minutes, reach);
            // A hold is no longer than what is held, down to the least that any session is.
            Session::Minutes(minutes.max(level_minutes(1)))
        }
        // Minutes are held as soon as walking is no longer mixed in.
        (None, None) => Session::Minutes(limits::START_MINUTES_DEFAULT.value),
    };
    target.specials = held_specials(view, climb);
    target
}

/// A watch's 21.8 minutes are 22 on a plan: two hundredths are noise of measurement.
fn shown(minutes: f64) -> f64 {
    let whole = minutes.round();
    let is_planned = (rounded_down(minutes) - minutes).abs() < 1e-6;
    if !is_planned && (whole - minutes).abs() <= 0.02 * minutes {
        whole
    } else {
        rounded_down(minutes)
    }
}

/// The same, where no more than some minutes is in reach: these are not passed by rounding.
fn shown_within(minutes: f64, reach: f64) -> f64 {
    if reach < minutes {
        shown(minutes).min(rounded_down(reach))
    } else {
        shown(minutes)
    }
}

/// What was held before weeks of shorter runs is a leap after them.
fn within_reach(view: &View, minutes: f64) -> f64 {
    no_spike(view, longest_session(view), minutes)
}

/// A run no longer than `long-run-spike` lets pass after the longest of a month.
pub(super) fn no_spike(view: &View, longest: f64, minutes: f64) -> f64 {
    if longest <= 0.0 || !view.history.policy.asks(RuleId::LongRunSpike) {
        return minutes;
    }
    let floor = (longest + limits::LONG_RUN_FLOOR_MORE.value).min(limits::LONG_RUN_FLOOR.value);
    minutes.min((longest * limits::LONG_RUN_RATIO.value).max(floor))
}

/// The walk-run level held, or a lower one where the last month was kept far
/// below it: two levels over the longest run, one where its sessions were shortened too.
pub(super) fn reachable(view: &View, level: u8) -> u8 {
    let longest = longest_run(view) * limits::LONG_RUN_RATIO.value;
    if longest <= 0.0 {
        return level;
    }
    let whole = last_month(view)
        .iter()
        .filter(|run| run.tells_minutes().is_some())
        .map(factors::whole_minutes)
        .fold(0.0, f64::max);
    let least = limits::WALK_RUN_MINUTES.value * (1.0 - limits::GOAL_TOLERANCE.value);
    let over = if whole < least { 1 } else { 2 };
    let within = |level: &u8| walk_run_minutes(*level) <= longest + walk_run_minutes(over);
    (1..=level).rev().find(within).unwrap_or(1)
}

fn last_month<'a>(view: &'a View) -> &'a [Run] {
    let from = view.monday - Days::new(limits::LONG_RUN_DAYS.value as u64);
    view.history.runs_between(from, view.monday - Days::new(1))
}

/// Running minutes of the longest run of the 30 days before the week; what the watch was stopped
/// between is one.
pub(super) fn longest_run(view: &View) -> f64 {
    let of_outing = |outing: &[Run]| outing.iter().filter_map(Run::tells_minutes).sum();
    outings(last_month(view)).map(of_outing).fold(0.0, f64::max)
}

/// As [`longest_run`], where a session that is mostly run counts with its walked rests.
fn longest_session(view: &View) -> f64 {
    let of_run = |run: &Run| {
        let running = run.tells_minutes()?;
        let whole = factors::whole_minutes(run);
        Some(if running * 2.0 >= whole {
            whole
        } else {
            running
        })
    };
    outings(last_month(view))
        .map(|outing| outing.iter().filter_map(of_run).sum())
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noise_of_a_watch_is_rounded_away_and_no_reach_is_passed_by_it() {
        for (held, reach, planned) in [
            (21.8, 21.8, 22.0),
            (21.4, 21.4, 21.0),
            (11.0, 11.0, 11.0),
            // As it was planned, which is none.
            (39.5, 39.5, 39.5),
            // Three minutes over the longest run of a month, 7.9 and 9.81 min.
            (15.0, 10.9, 10.5),
            (15.0, 12.81, 12.5),
            (10.9, 10.8, 10.5),
        ] {
            assert_eq!(shown_within(held, reach), planned, "{held} within {reach}");
        }
    }
}
