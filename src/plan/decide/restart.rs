//! The weeks after a break.

use super::held::{Held, held};
use super::reason;
use crate::limits::{self, Evidence};
use crate::plan::target::{Session, Target, rounded_down};
use crate::plan::view::View;
use crate::plan::week::Decision;
use crate::rules::jump_after_break::Allowed;

/// The weeks after a break, by the shares of `jump-after-break`.
pub(super) fn restart(view: &View) -> Option<Target> {
    let allowance = view.returning.as_ref()?;
    let mut target = held(view, Held::default());
    target.decision = Decision::Restart;
    target.specials.clear();
    let days_off = allowance.of.days_off;
    let careful = !view.ambers.is_empty() || !view.unknown.is_empty();
    let text = match allowance.allowed {
        Allowed::Level(level) => {
            let level = match target.session {
                Session::WalkRun { level: held, .. } => held.min(level),
                Session::Minutes(_) => level,
            };
            target.session = Session::level(level);
            format!("{days_off} days without a run: start again at walk-run level {level}.")
        }
        Allowed::Share { share, .. } => {
            let long = days_off as f64 >= view.history.settings.get(&limits::BREAK_LONG_DAYS);
            let one_level = view.climb.as_ref().is_some_and(|climb| climb.one_level);
            let held = target.session.running();
            let weekly = allowance.mean_min.unwrap_or(held * f64::from(target.runs));
            // A watch may tell a little more than was planned.
            let kept = share * (1.0 - limits::BREAK_MARGIN.value);
            let mut minutes = weekly * kept / f64::from(target.runs.max(1));
            if !long {
                minutes = minutes.min(held);
            } else if let Some(climb) = &view.climb {
                minutes = minutes.min(climb.goal.session_min);
            }
            if careful {
                minutes = minutes.min(view.last.session_min.unwrap_or(minutes));
            }
            target.session = match target.session {
                // A runner who was not yet past walk-run goes on from the level.
                Session::WalkRun { level, .. } if !long || !one_level => Session::level(level),
                _ => Session::Minutes(rounded_down(minutes).max(1.0)),
            };
            format!(
                "Week {} after {days_off} days without a run: at most {:.0} % of the {weekly:.0} \
                 minutes a week before it.",
                allowance.week,
                share * 100.0
            )
        }
    };
    target.reasons = vec![reason(Some("jump-after-break"), text, Evidence::Practice)];
    Some(target)
}
