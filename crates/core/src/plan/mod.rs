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

pub use days::first_open_day;
pub use in_force::in_force;
pub(crate) use proof::{as_run, easy_speed};
pub(crate) use turned::tolerate;
pub use week::*;

use crate::calendar::Days;
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
    let view = view_of(history, monday);
    let mut plan = planned(&view);
    if let Some(pending) = view.pending.first()
        && plan.provisional
    {
        let turned = |score| alternative(&view.with_pain(pending, score), &view, &plan);
        let (amber, red) = (turned(proof::AMBER), turned(proof::RED));
        plan.if_amber = Some(amber);
        plan.if_red = Some(red);
    }
    plan
}

/// The same without what it becomes at amber and at red, for who only compares weeks:
/// each of those two costs as much as the plan itself.
pub fn without_branches(history: &History, week_start: NaiveDate) -> WeekPlan {
    planned(&view_of(history, span::monday(week_start)))
}

fn planned(view: &View) -> WeekPlan {
    let mut plan = best(view);
    let is_open = !view.pending.is_empty() || !view.before.is_empty();
    plan.provisional = is_open && plan.decision != Decision::Suspend;
    plan.reasons.extend(decide::honest(view, &plan));
    plan.headline = headline::of(view, &plan);
    plan
}

/// The week after one that is planned already, without what it becomes at amber and at red.
pub fn following(history: &History, week: &WeekPlan) -> WeekPlan {
    let before = if is_under_way(history, week.starts) {
        still_to_run(history, week)
    } else {
        Vec::new()
    };
    planned(&View::new(history, week.starts + Days::new(7)).after(before))
}

/// The view of a week, with the runs that the week before still holds where it is under way. They are taken as
/// run when the week is judged, or a plan made on Monday would see a break in the days
/// that it has itself filled.
fn view_of(history: &History, monday: NaiveDate) -> View<'_> {
    let view = View::new(history, monday);
    let before = monday - Days::new(7);
    if !is_under_way(history, before) {
        return view;
    }
    view.after(still_to_run(history, &best(&View::new(history, before))))
}

/// Whether a week has begun and its last day has not.
fn is_under_way(history: &History, monday: NaiveDate) -> bool {
    let today = history.today();
    monday <= today && today < monday + Days::new(6)
}

fn still_to_run(history: &History, week: &WeekPlan) -> Vec<Day> {
    let from = first_open_day(history, week.starts);
    let open = |day: &&Day| day.date >= from && day.kind.is_run();
    week.days.iter().filter(open).cloned().collect()
}

/// The first candidate that no rule objects to when it is run as written, after the
/// days before it; else the one with the fewest objections, the smallest of these.
fn best(view: &View) -> WeekPlan {
    let candidates = decide::candidates(view);
    let mut proof = Proof::new(view);
    let mut least: Option<(usize, WeekPlan)> = None;
    let mut objected: Option<RuleId> = None;
    let steps = (candidates.first()).is_some_and(|first| first.decision == Decision::Progress);
    for candidate in &candidates {
        let plan = match objected {
            None => write::week(view, candidate),
            Some(rule) => {
                let mut smaller = candidate.clone();
                let kept = decide::kept_smaller(rule);
                // The step that is not taken is no reason of the week that is held instead.
                match smaller.reasons.first_mut() {
                    Some(first) if steps && smaller.decision == Decision::Hold => *first = kept,
                    _ => smaller.reasons.push(kept),
                }
                write::week(view, &smaller)
            }
        };
        let objections = proof.objections(&plan);
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
fn alternative(history: &History, of: &View, than: &WeekPlan) -> Alternative {
    let plan = best(&View::new(history, than.starts).after(of.before.clone()));
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
