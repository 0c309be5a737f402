//! The exercises of a day whose run is done: they come after it, and stay to be done.

use super::sore::sore;
use super::view::View;
use super::week::{Decision, WeekPlan};
use crate::diary::{History, span};
use crate::rules::red_flag;

/// Leaves today's exercises in the week as they stood in the morning where today's run is in,
/// none of them is, and nothing speaks against them since. `planned` is the week as it was
/// known then.
pub(super) fn keep_exercises(
    view: &View,
    plan: &mut WeekPlan,
    planned: impl FnOnce(&History) -> WeekPlan,
) {
    let history = view.history;
    let date = history.today();
    if span::monday(date) != view.monday || history.runs_between(date, date).is_empty() {
        return;
    }
    let Some(day) = plan.days.iter_mut().find(|day| day.date == date) else {
        return;
    };
    let on_this_day = |at| history.local_date(at) == date;
    let worked = history.rehab.iter().any(|entry| on_this_day(entry.at))
        || history.tests.iter().any(|test| on_this_day(test.at));
    let speaks_against = plan.decision == Decision::Suspend
        || view.latest_red().is_some()
        || sore(history).is_some()
        || history.illness_on(date).is_some()
        || red_flag::open(history).next().is_some();
    if day.rehab.is_none() && !worked && !speaks_against {
        let then = planned(&history.before(date));
        let then = then.days.into_iter().find(|day| day.date == date);
        day.rehab = then.and_then(|day| day.rehab);
    }
}
