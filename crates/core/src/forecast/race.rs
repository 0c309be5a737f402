//! Whether the return is likely to be complete by the day of a race. It says so and
//! changes nothing: no plan goes faster to meet a date.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How a date fits the return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// Every rung of the goal is complete already.
    Complete,
    /// Nine of ten returns like this one are complete by then.
    Likely,
    /// More than half of them are.
    Even,
    /// Fewer than half of them are, and more than one in ten.
    Unlikely,
    /// Hardly one in ten is, or even the best case is later.
    No,
    /// There is no estimate yet; the best case is in time.
    BestCase,
    /// No date is in sight, though the best case is in time.
    OutOfSight,
}

/// A race, or a date to be fit for, and how it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Race {
    /// Its day.
    pub on: NaiveDate,
    /// How it fits.
    pub fit: Fit,
}

/// What is known of the end of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outlook {
    /// Every rung is complete.
    pub complete: bool,
    /// Whether a date is in sight at all.
    pub in_sight: bool,
    /// The best case.
    pub best: Option<NaiveDate>,
    /// The day before which one return in ten is complete, half of them, and nine in ten.
    pub restored: Option<[NaiveDate; 3]>,
}

/// How a day fits; `None` once it is over.
pub(super) fn race(outlook: Outlook, on: NaiveDate, today: NaiveDate) -> Option<Race> {
    (on >= today).then(|| Race {
        on,
        fit: fit(outlook, on),
    })
}

fn fit(outlook: Outlook, on: NaiveDate) -> Fit {
    if outlook.complete {
        return Fit::Complete;
    }
    if outlook.best.is_none_or(|best| best > on) {
        return Fit::No;
    }
    match outlook.restored {
        Some([_, _, late]) if late <= on => Fit::Likely,
        Some([_, median, _]) if median <= on => Fit::Even,
        Some([early, _, _]) if early <= on => Fit::Unlikely,
        Some(_) => Fit::No,
        None if outlook.in_sight => Fit::BestCase,
        None => Fit::OutOfSight,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(of_year: u32) -> NaiveDate {
        NaiveDate::from_yo_opt(2027, of_year).expect("a day")
    }

    fn outlook(restored: Option<[u32; 3]>, best: Option<u32>, in_sight: bool) -> Outlook {
        Outlook {
            complete: false,
            in_sight,
            best: best.map(day),
            restored: restored.map(|days| days.map(day)),
        }
    }

    #[test]
    fn a_day_fits_by_the_share_of_returns_that_are_complete_by_then() {
        let known = outlook(Some([100, 120, 150]), Some(90), true);
        let soon = outlook(None, Some(90), true);
        let far = outlook(None, Some(90), false);
        let never = outlook(None, None, false);
        for (outlook, on, wanted) in [
            (known, 150, Fit::Likely),
            (known, 149, Fit::Even),
            (known, 120, Fit::Even),
            (known, 119, Fit::Unlikely),
            (known, 100, Fit::Unlikely),
            (known, 99, Fit::No),
            (known, 89, Fit::No),
            (soon, 90, Fit::BestCase),
            (soon, 89, Fit::No),
            (far, 300, Fit::OutOfSight),
            (never, 300, Fit::No),
        ] {
            assert_eq!(fit(outlook, day(on)), wanted, "day {on}");
        }
    }

    #[test]
    fn a_race_that_is_over_fits_nothing() {
        let known = outlook(Some([100, 120, 150]), Some(90), true);
        assert_eq!(race(known, day(80), day(81)), None);
        assert!(race(known, day(81), day(81)).is_some());
    }
}
