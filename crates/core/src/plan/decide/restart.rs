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
use crate::rules::jump_after_break::{Allowance, Allowed};
use crate::run::Run;

/// The weeks after a break, by the shares of `jump-after-break`, of what was held.
pub(super) fn restart(view: &View) -> Option<Target> {
    let allowance = view.returning.as_ref()?;
    let mut target = held(view);
    target.decision = Decision::Restart;
    target.specials.clear();
    let days_off = allowance.days_off;
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
    let text = match allowance.allowed {
        Allowed::Level(level) => {
            let level = match target.session {
                Session::WalkRun { level: held, .. } => held.min(level),
                Session::Minutes(_) => level,
            };
            target.session = Session::level(level);
            format!(
                "{} {without}: start again at walk-run level {level}.",
                time_off(days_off)
            )
        }
        Allowed::Share { share } => {
            let held = target.session.running();
            let weekly = allowance.mean_min.unwrap_or(held * f64::from(target.runs));
            // A watch may tell a little more than was planned.
            let kept = allowance.weekly_min().unwrap_or(weekly * share)
                * (1.0 - limits::BREAK_MARGIN.value);
            let mut minutes = (kept / f64::from(target.runs.max(1))).min(held);
            if share < 1.0 {
                minutes = minutes.min(held * share);
            }
            if allowance.week > 1 {
                minutes = minutes.min(reached(view, allowance));
            }
            target.session = match target.session {
                // A runner who was not yet past walk-run goes on from the level.
                Session::WalkRun { level, .. } => Session::level(level),
                Session::Minutes(_) => {
                    Session::Minutes(rounded_down(minutes).max(limits::LEAST_SESSION.value))
                }
            };
            format!(
                "Week {} after {} {without}: at most {:.0} % of what you ran before.",
                allowance.week,
                time_off(days_off),
                share * 100.0
            )
        }
    };
    target.reasons = vec![reason(
        Some(RuleId::JumpAfterBreak),
        text,
        Evidence::Practice,
    )];
    Some(target)
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
