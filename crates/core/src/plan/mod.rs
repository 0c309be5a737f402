//! Next week as a pure function of the history.
//!
//! A week is written in four steps: `view` gathers what the decision reads,
//! `decide` says what the week should hold (and what less it may hold),
//! `write` puts that on days, and `proof` runs the week as it is written and
//! asks the rules whether any of them would fire. The first week that none
//! objects to is the plan.

pub mod care;
mod check_in;
mod days;
mod decide;
mod hasten;
mod headline;
mod in_force;
mod pace;
pub mod past;
mod proof;
pub mod rearranged;
pub mod rehab;
mod remainder;
mod schedule;
mod session;
pub mod session_done;
mod target;
pub mod today;
mod turned;
mod view;
pub mod week;
pub mod why;
mod write;

pub use in_force::in_force;
pub(crate) use proof::{as_run, easy_speed};
pub(crate) use turned::tolerate;
pub use week::*;

use crate::diary::{History, span};
use crate::rule_id::RuleId;
use chrono::NaiveDate;
use proof::Proof;
use view::View;

/// The plan of the week that holds `week_start`, from what is known at the history's moment.
///
/// For the week that is running it is what is left of it: days that are over
/// say what was done, and what was missed is not made up for.
pub fn plan(history: &History, week_start: NaiveDate) -> WeekPlan {
    let monday = span::monday(week_start);
    let view = View::new(history, monday);
    let mut plan = planned(&view);
    if let Some(pending) = view.pending.first()
        && plan.provisional
    {
        let turned = |score| alternative(&view.with_pain(pending, score), monday, &plan);
        let (amber, red) = (turned(proof::AMBER), turned(proof::RED));
        plan.if_amber = Some(amber);
        plan.if_red = Some(red);
    }
    plan
}

/// The same without what it becomes at amber and at red, for who only compares weeks:
/// each of those two costs as much as the plan itself.
pub fn without_branches(history: &History, week_start: NaiveDate) -> WeekPlan {
    planned(&View::new(history, span::monday(week_start)))
}

fn planned(view: &View) -> WeekPlan {
    let mut plan = best(view);
    plan.provisional = !view.pending.is_empty() && plan.decision != Decision::Suspend;
    plan.reasons.extend(decide::honest(view, &plan));
    plan.headline = headline::of(view, &plan);
    plan
}

/// The first candidate that no rule objects to when it is run as written; else
/// the one with the fewest objections, the smallest of these.
fn best(view: &View) -> WeekPlan {
    let candidates = decide::candidates(view);
    let mut proof = Proof::new(view);
    let mut least: Option<(usize, WeekPlan)> = None;
    let mut objected: Option<RuleId> = None;
    let steps = (candidates.first()).is_some_and(|first| first.decision == Decision::Progress);
    for candidate in &candidates {
        let mut plan = write::week(view, candidate);
        let objections = proof.objections(&plan);
        if let (Some(rule), Some(first)) = (objected, plan.reasons.first_mut()) {
            let kept = decide::kept_smaller(rule);
            // The step that is not taken is no reason of the week that is held instead.
            if steps && plan.decision == Decision::Hold {
                *first = kept;
            } else {
                plan.reasons.push(kept);
            }
        }
        if objections.is_empty() {
            return plan;
        }
        objected = objected.or_else(|| objections.first().copied());
        if least
            .as_ref()
            .is_none_or(|(count, _)| objections.len() <= *count)
        {
            least = Some((objections.len(), plan));
        }
    }
    match least {
        Some((_, plan)) => plan,
        None => write::week(view, &target::Target::rest()),
    }
}

/// What the week becomes when the pending response turns out as the history given says;
/// never more than the plan itself.
fn alternative(history: &History, monday: NaiveDate, than: &WeekPlan) -> Alternative {
    let view = View::new(history, monday);
    let plan = best(&view);
    let text = plan
        .reasons
        .first()
        .map_or_else(String::new, |reason| reason.text.clone());
    Alternative {
        decision: plan.decision,
        runs: plan.runs.min(than.runs),
        weekly_min: plan.weekly_min.min(than.weekly_min),
        text,
    }
}
