//! The usual week of a runner without an episode.

use super::reason::reason;
use crate::calendar::Days;
use crate::diary::rhythm::{self, Rhythm};
use crate::diary::span;
use crate::limits::{self, Evidence};
use crate::method::climb::Kind;
use crate::plan::target::{Session, Special, Target, rounded_down};
use crate::plan::view::View;
use crate::plan::week::Decision;
use crate::rule_id::RuleId;
use crate::run::Run;

pub(super) fn usual_week(mut target: Target) -> Target {
    target.decision = Decision::Hold;
    target.reasons = vec![reason(
        None,
        if target.runs == 0 {
            "No runs are known and no episode is open: there is no usual week to keep."
        } else {
            "No episode is open: the usual week, within the rules on load."
        },
        Evidence::Design,
    )];
    target
}

/// The runner's usual week where no episode is open: the mean of the last four.
pub(super) fn usual(view: &View) -> Target {
    let mut target = Target::rest();
    // A week that is still to be run is none of the last four.
    let today = view.history.today();
    let this_week = span::monday(today);
    let monday = match today < view.monday && span::is_under_way(view.history, this_week) {
        true => this_week,
        false => view.monday,
    };
    let to = monday - Days::new(1);
    let days = limits::REFERENCE_DAYS.value as u64;
    let mut from = monday - Days::new(days);
    if span::span(view.history, from, to).runs == 0 {
        // Before a long break there was a usual week too.
        let Some(last) = view.history.runs.iter().rev().find(|run| run.date() <= to) else {
            return target;
        };
        from = last.date() - Days::new(days - 1);
    }
    let Some(first) = view.history.runs.first().map(crate::run::Run::date) else {
        return target;
    };
    from = from.max(first);
    let all = span::span(view.history, from, to);
    let weeks = ((to - from).num_days() as f64 / 7.0)
        .round()
        .clamp(1.0, limits::REFERENCE_DAYS.value / 7.0);
    // A run whose minutes are not known is a run all the same.
    let run_days = all.run_days.unwrap_or(all.runs);
    let Some(minutes) = all.session_min else {
        target.runs = ((all.runs as f64 / weeks).round() as u32).clamp(1, 7);
        target.session = Session::Minutes(rounded_down(limits::DEFAULT_GOAL_MINUTES.value / 2.0));
        return target;
    };
    // A minute of running is no run of the usual week.
    let told = (view.history.runs_between(from, to).iter())
        .filter_map(Run::tells_minutes)
        .filter(|minutes| *minutes >= limits::RUN_MIN_MINUTES.value);
    let told: Vec<f64> = told.collect();
    let minutes = match told.len() {
        0 => minutes,
        count => told.iter().sum::<f64>() / count as f64,
    };
    let mut each = minutes;
    let mut runs = run_days as f64 / weeks;
    // The weeks of a return are not the usual ones: what was held before the break is.
    if let Some(held) = before_a_return(view).filter(|held| held.weekly_minutes() > runs * each) {
        (runs, each) = (held.runs_per_week, held.session_minutes);
    }
    target.runs = (runs.round() as u32).clamp(1, 7);
    target.session = Session::Minutes(rounded_down(each).max(limits::LEAST_SESSION.value));
    let hard = all.hard_min.unwrap_or(0.0) / weeks;
    if hard > limits::HARD_OVER_MINUTES.value {
        target.specials.push(Special {
            kind: Kind::Tempo,
            count: 0,
        });
    }
    target
}

/// What was held before the last break whose return lies in the weeks that are looked back on;
/// `None` after so long a break that the return begins anew.
fn before_a_return(view: &View) -> Option<Rhythm> {
    let history = view.history;
    if !history.policy.asks(RuleId::JumpAfterBreak) {
        return None;
    }
    let value = |limit| history.settings.get(limit) as i64;
    let today = history.today().min(view.sunday);
    let since = view.monday - Days::new(limits::REFERENCE_DAYS.value as u64);
    let breaks = span::breaks_since(history, value(&limits::BREAK_SHORT_DAYS), since, today);
    let of = (breaks.iter().rev())
        .filter(|of| !span::is_usual_gap(history, of))
        .find(|of| of.days_off < value(&limits::BREAK_VERY_LONG_DAYS))?;
    rhythm::before_break(history, of.last_run)
}
