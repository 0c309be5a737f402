//! Honesty when it does not move.

use super::reason::reason;
use super::words::{minutes_words, runs_words};
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::method::climb;
use crate::plan::view::View;
use crate::plan::week::{Decision, Reason, WeekPlan};

/// After weeks without a step because pain stays over 3: what this tendon carries now,
/// and what may help.
pub(crate) fn honest(view: &View, plan: &WeekPlan) -> Option<Reason> {
    let climb = view.climb.as_ref().filter(|climb| climb.begun)?;
    let stands = matches!(plan.decision, Decision::Hold | Decision::BackUp);
    if !stands || climb.rung() == Rung::Restored || !view.mean.is_over(limits::GREEN_MAX.value) {
        return None;
    }
    let start = view.episode?.start;
    let since = climb.last_rise.unwrap_or(start);
    let weeks = (view.monday - since).num_days() / 7;
    if (weeks as f64) < limits::HONEST_WEEKS.value {
        return None;
    }
    // In the numbers of this very week.
    let carries = if plan.runs == 0 {
        String::new()
    } else {
        format!(
            " What this tendon carries now is about {} of {} min a week.",
            runs_words(plan.runs),
            minutes_words(climb::rounded_down(plan.weekly_min / f64::from(plan.runs)))
        )
    };
    Some(reason(
        None,
        format!(
            "{weeks} weeks without a step, as pain stays over {:.0}.{carries} Three things help \
             here: the rehab exercises, done as planned; four weeks at just this; or a review by \
             your clinician.",
            limits::GREEN_MAX.value
        ),
        Evidence::Design,
    ))
}
