//! The days of a week.

use crate::calendar::Days;
use chrono::NaiveDate;

/// The seven days of a week.
pub(super) fn days_of(monday: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..7).map(move |day| monday + Days::new(day))
}
