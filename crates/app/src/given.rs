//! The ledger of advice: what was shown is noted when it is shown, so that it can be
//! set against what was done.

use super::{AppError, Workspace};
use chrono::NaiveDate;
use comeback_core::calendar::Days;
use comeback_core::diary::{Entry, GivenPlan, GivenSession, History, What, adherence, span};
use comeback_core::plan::WeekPlan;
use comeback_store::Advice;

/// Notes a plan that is being given for this week or the next; gives whether it
/// was new. The same advice twice is one line, advice as of a named moment is given
/// to nobody, and an athlete without data has none.
///
/// # Errors
/// The ledger cannot be written; the plan is good all the same.
pub fn give(
    workspace: &mut Workspace,
    history: &History,
    plan: &WeekPlan,
) -> Result<bool, AppError> {
    let this = span::monday(history.today());
    let near = plan.starts == this || plan.starts == this + Days::new(7);
    let known = !history.runs.is_empty() || history.episode().is_some();
    if workspace.is_as_of() || !workspace.exists() || !near || !known {
        return Ok(false);
    }
    let from = comeback_core::plan::first_open_day(history, plan.starts);
    let given = GivenPlan {
        week: plan.starts,
        from,
        decision: plan.decision.as_str().to_owned(),
        sessions: sessions(plan, from),
    };
    if from > plan.starts + Days::new(6) || was_given(history, &given) {
        return Ok(false);
    }
    let entry = Entry {
        at: workspace.now,
        what: What::Plan(given),
        note: None,
    };
    workspace.give(Advice {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        entry,
    })?;
    Ok(true)
}

fn sessions(plan: &WeekPlan, from: NaiveDate) -> Vec<GivenSession> {
    let days = plan.days.iter();
    days.filter(|day| day.date >= from && day.kind.is_run())
        .map(|day| GivenSession {
            date: day.date,
            session: day.kind.as_str().to_owned(),
            // To the second: the rest is noise of the arithmetic.
            minutes: (day.minutes.unwrap_or(0.0) * 60.0).round() / 60.0,
        })
        .collect()
}

/// Whether the same was advised already for every day that is still to come.
fn was_given(history: &History, new: &GivenPlan) -> bool {
    let of_week = |given: &&comeback_core::diary::PlanEntry| given.plan.week == new.week;
    let Some(last) = history.plans.iter().rev().find(of_week) else {
        return false;
    };
    let days = (0..7)
        .map(|offset| new.week + Days::new(offset))
        .filter(|day| *day >= new.from);
    let covered = history
        .plans
        .iter()
        .filter(of_week)
        .any(|given| given.plan.from <= new.from);
    covered
        && last.plan.decision == new.decision
        && days
            .filter_map(|day| adherence::advised(history, new.week, day))
            .eq(new.sessions.iter())
}
