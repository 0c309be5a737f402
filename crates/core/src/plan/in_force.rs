//! Which plan was in force on a day: worked out again from the log, as it was known
//! then. Nothing that was stored of a plan is read.

use super::{WeekPlan, without_branches};
use crate::diary::{History, span};
use chrono::NaiveDate;

/// The plan of the week that holds `day`, as it stood at the last moment before that day.
///
/// Before the week began that is the plan made for it; from the moment of an entry or a
/// run that changed it, the changed one.
pub fn in_force(history: &History, day: NaiveDate) -> WeekPlan {
    without_branches(&history.before(day), span::monday(day))
}
