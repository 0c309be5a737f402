//! The days of a week.

use crate::calendar::Days;
use crate::diary::History;
use chrono::NaiveDate;

/// The seven days of a week.
pub(super) fn days_of(monday: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..7).map(move |day| monday + Days::new(day))
}

/// The first day of a week that a plan can still speak of: a day with a run is over.
pub fn first_open_day(history: &History, monday: NaiveDate) -> NaiveDate {
    let today = history.today();
    if today < monday {
        monday
    } else if history.runs_between(today, today).is_empty() {
        today
    } else {
        today + Days::new(1)
    }
}
