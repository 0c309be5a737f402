//! Whether the return is likely to be complete by the day of a race. It says so and
//! changes nothing: no plan goes faster to meet a date.

use super::Forecast;
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

impl Fit {
    /// As it stands in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Fit::Complete => "complete",
            Fit::Likely => "likely",
            Fit::Even => "even",
            Fit::Unlikely => "unlikely",
            Fit::No => "no",
            Fit::BestCase => "best-case",
            Fit::OutOfSight => "out-of-sight",
        }
    }
}

/// A race, or a date to be fit for, and how it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Race {
    /// Its day.
    pub on: NaiveDate,
    /// How it fits.
    pub fit: Fit,
}

/// How a day fits a forecast; `None` once it is over.
pub(super) fn race(forecast: &Forecast, on: NaiveDate, today: NaiveDate) -> Option<Race> {
    (on >= today).then(|| Race {
        on,
        fit: fit(forecast, on),
    })
}

fn fit(forecast: &Forecast, on: NaiveDate) -> Fit {
    if forecast.complete {
        return Fit::Complete;
    }
    if forecast.best_case.is_none_or(|best| best > on) {
        return Fit::No;
    }
    match forecast.restored {
        Some(dates) if dates.late <= on => Fit::Likely,
        Some(dates) if dates.median <= on => Fit::Even,
        Some(dates) if dates.early <= on => Fit::Unlikely,
        Some(_) => Fit::No,
        None if forecast.in_sight => Fit::BestCase,
        None => Fit::OutOfSight,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::Dates;

    fn day(of_year: u32) -> NaiveDate {
        NaiveDate::from_yo_opt(2027, of_year).expect("a day")
    }

    fn forecast(restored: Option<(u32, u32, u32)>, best: Option<u32>, in_sight: bool) -> Forecast {
        Forecast {
            weeks_known: 10,
            complete: false,
            steps_left: Some(5),
            steps_taken: Some(3),
            in_sight,
            restored: restored.map(|(early, median, late)| Dates {
                early: day(early),
                median: day(median),
                late: day(late),
            }),
            best_case: best.map(day),
            race: None,
            rungs: Vec::new(),
            best_rungs: Vec::new(),
        }
    }

    #[test]
    fn a_day_fits_by_the_share_of_returns_that_are_complete_by_then() {
        let known = forecast(Some((100, 120, 150)), Some(90), true);
        let soon = forecast(None, Some(90), true);
        let far = forecast(None, Some(90), false);
        let never = forecast(None, None, false);
        for (forecast, on, wanted) in [
            (&known, 150, Fit::Likely),
            (&known, 149, Fit::Even),
            (&known, 120, Fit::Even),
            (&known, 119, Fit::Unlikely),
            (&known, 100, Fit::Unlikely),
            (&known, 99, Fit::No),
            (&known, 89, Fit::No),
            (&soon, 90, Fit::BestCase),
            (&soon, 89, Fit::No),
            (&far, 300, Fit::OutOfSight),
            (&never, 300, Fit::No),
        ] {
            assert_eq!(fit(forecast, day(on)), wanted, "day {on}");
        }
    }

    #[test]
    fn a_race_that_is_over_fits_nothing() {
        let known = forecast(Some((100, 120, 150)), Some(90), true);
        assert_eq!(race(&known, day(80), day(81)), None);
        assert!(race(&known, day(81), day(81)).is_some());
    }
}
