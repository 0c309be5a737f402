//! The weeks after a break.

use super::held::held;
use super::reason::reason;
use super::words::time_off;
use crate::calendar::Days;
use crate::limits::{self, Evidence};
use crate::plan::target::{Session, Target, rounded_down};
use crate::plan::view::View;
use crate::plan::week::Decision;
use crate::rule_id::RuleId;
use crate::rules::jump_after_break::{Allowance, Allowed, level_minutes};
use crate::run::Run;

/// So many times the running of a walk-run level is far over it (design).
const LEAP: f64 = 3.0;

/// The weeks after a break, by the shares of `jump-after-break`, of what was held. A week of
/// the return that ends within the civil one leaves the rest of it to the next.
pub(super) fn restart(view: &View) -> Option<Target> {
    let allowance = view.returning.as_ref()?;
    let mut target = held(view);
    target.decision = Decision::Restart;
    target.specials.clear();
    // The month's longest run is what the break left; the shares are of what was held before it.
    let before = view.climb.as_ref().and_then(|climb| climb.session);
    let held = match (target.session, before) {
        (Session::Minutes(_), Some(before)) => Session::Minutes(before),
        (session, _) => session,
    };
    let first = allowed(view, allowance, held, target.runs);
    target.session = match view.returning_then {
        None => first,
        Some((_, Some(next))) => allowed(view, &next, held, target.runs),
        // Who ran far more than its walk-run begins with it all the same.
        Some((_, None)) if leapt(view, allowance) => first,
        Some((_, None)) => no_longer_than(held, reached(view, allowance)),
    };
    target.step_from = (view.returning_then)
        .filter(|_| first.running() < target.session.running())
        .map(|(from, _)| (from, first));
    target.reasons = vec![reason(
        Some(RuleId::JumpAfterBreak),
        in_words(view, allowance, first),
        Evidence::Practice,
    )];
    Some(target)
}

/// Whether what was run since the first run back is far over the walk-run that it allowed.
fn leapt(view: &View, allowance: &Allowance) -> bool {
    match allowance.allowed {
        Allowed::Level(level) => reached(view, allowance) > LEAP * level_minutes(level),
        Allowed::Share { .. } => false,
    }
}

/// The session that a week of the return allows.
fn allowed(view: &View, allowance: &Allowance, held: Session, runs: u32) -> Session {
    let share = match (allowance.allowed, held) {
        (Allowed::Level(most), Session::WalkRun { level, .. }) => {
            return Session::level(level.min(most));
        }
        (Allowed::Level(most), Session::Minutes(_)) => return Session::level(most),
        // A runner who was not yet past walk-run goes on from the level.
        (Allowed::Share { .. }, Session::WalkRun { level, .. }) => return Session::level(level),
        (Allowed::Share { share }, Session::Minutes(_)) => share,
    };
    let held = held.running();
    let weekly = allowance.mean_min.unwrap_or(held * f64::from(runs));
    // A watch may tell a little more than was planned.
    let kept =
        allowance.weekly_min().unwrap_or(weekly * share) * (1.0 - limits::BREAK_MARGIN.value);
    let mut minutes = (kept / f64::from(runs.max(1))).min(held);
    if share < 1.0 {
        minutes = minutes.min(held * share);
    }
    if allowance.week > 1 {
        minutes = minutes.min(reached(view, allowance));
    }
    Session::Minutes(rounded_down(minutes).max(limits::LEAST_SESSION.value))
}

fn no_longer_than(session: Session, minutes: f64) -> Session {
    match session {
        Session::Minutes(held) => Session::Minutes(rounded_down(held.min(minutes))),
        walk_run @ Session::WalkRun { .. } => walk_run,
    }
}

fn in_words(view: &View, allowance: &Allowance, session: Session) -> String {
    let days_off = time_off(allowance.days_off);
    let without = if allowance.of.illness(view.history).is_some() {
        "off, ill"
    } else {
        "without a run"
    };
    let without = if allowance.days_off > allowance.of.days_off {
        format!("{without} in several breaks")
    } else {
        without.to_owned()
    };
    match (allowance.allowed, session) {
        (Allowed::Level(_), Session::WalkRun { level, .. })
        | (Allowed::Level(level), Session::Minutes(_)) => {
            format!("{days_off} {without}: start again at walk-run level {level}.")
        }
        (Allowed::Share { share }, _) => {
            let until = view.returning_then.map_or_else(String::new, |(from, _)| {
                format!(" until {}", (from - Days::new(1)).format("%A"))
            });
            format!(
                "Week {} after {days_off} {without}: at most {:.0} % of what your weeks before held on average{until}.",
                allowance.week,
                share * 100.0
            )
        }
    }
}

/// The longest run that the weeks back so far lead to, however few runs share a week; at least five minutes.
fn reached(view: &View, allowance: &Allowance) -> f64 {
    let Some(back) = allowance.of.first_run else {
        return f64::INFINITY;
    };
    let runs = view.history.runs_between(back, view.monday - Days::new(1));
    let longest = runs
        .iter()
        .filter_map(Run::running_minutes)
        .fold(0.0, f64::max);
    (longest * limits::RETURN_LONGEST.value).max(limits::RUN_MIN_MINUTES.value)
}
