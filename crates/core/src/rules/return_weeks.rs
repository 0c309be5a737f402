//! Days off among the days that a week is held against. A mean over them is low
//! because of the break and not because the runner trained less, and what a
//! return from it may hold is `jump-after-break`'s to say.

use crate::calendar::Days;
use crate::diary::{Break, History, span};
use crate::limits;
use chrono::NaiveDate;

/// The last break that lies, wholly or in part, between two days: too short to
/// end what may be looked back on, too long to be the runner's usual spacing.
pub(super) fn break_within(history: &History, first: NaiveDate, last: NaiveDate) -> Option<Break> {
    let least = history.settings.get(&limits::BREAK_SHORT_DAYS) as i64;
    span::breaks_since(history, least, first, history.today())
        .into_iter()
        .rev()
        .filter(|of| of.days_off < limits::LOG_BREAK_DAYS.value as i64)
        .find(|of| {
            let over = of.first_run.is_some_and(|back| first < back);
            over && of.last_run < last && !span::is_usual_gap(history, of)
        })
}

/// How many days of a break lie between two days, both included.
pub(super) fn days_within(of: &Break, first: NaiveDate, last: NaiveDate) -> i64 {
    let from = first.max(of.last_run + Days::new(1));
    let to = of
        .first_run
        .map_or(last, |back| last.min(back - Days::new(1)));
    ((to - from).num_days() + 1).max(0)
}
