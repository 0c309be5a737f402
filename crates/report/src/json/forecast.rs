//! `forecast --json`

use crate::numbers::rounded;
use chrono::NaiveDate;
use comeback_core::forecast::{Dates, Forecast, Race};
use comeback_core::insight::{Exposure, WentBefore};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct ForecastJson {
    pub weeks_known: u32,
    pub in_sight: bool,
    /// `null` before the eighth week, and where no date is in sight.
    pub restored: Option<DatesJson>,
    /// `null` where all is complete, and where the plan does not lead there.
    pub best_case: Option<NaiveDate>,
    /// The race of the episode, where one is told and lies ahead; `fit` is `complete`,
    /// `likely`, `even`, `unlikely`, `no`, `best-case` or `out-of-sight`.
    pub race: Option<Race>,
    pub rungs: Vec<RungJson>,
    /// Whether every rung of the goal is complete.
    pub complete: bool,
    /// Weeks with a step that are left.
    pub steps_left: Option<u32>,
    /// Of the weeks read, those that brought a step.
    pub steps_taken: Option<u32>,
    /// How many weeks that was read from: all of the return, and twelve at most.
    pub weeks_read: Option<u32>,
}

/// A median and the ends of the 80 % interval.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct DatesJson {
    pub median: NaiveDate,
    pub early: NaiveDate,
    pub late: NaiveDate,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct RungJson {
    pub rung: &'static str,
    #[serde(flatten)]
    pub dates: DatesJson,
}

/// Without an open episode there is nothing to forecast.
pub const fn no_forecast() -> ForecastJson {
    ForecastJson {
        weeks_known: 0,
        in_sight: false,
        restored: None,
        best_case: None,
        race: None,
        rungs: Vec::new(),
        complete: false,
        steps_left: None,
        steps_taken: None,
        weeks_read: None,
    }
}

pub fn forecast(found: &Forecast) -> ForecastJson {
    let dates = |dates: &Dates| DatesJson {
        median: dates.median,
        early: dates.early,
        late: dates.late,
    };
    ForecastJson {
        weeks_known: found.weeks_known,
        in_sight: found.in_sight,
        restored: found.restored.as_ref().map(dates),
        best_case: found.best_case,
        race: found.race,
        rungs: (found.rungs.iter())
            .map(|rung| RungJson {
                rung: rung.rung.as_str(),
                dates: dates(&rung.dates),
            })
            .collect(),
        complete: found.complete,
        steps_left: found.steps_left,
        steps_taken: found.steps_taken,
        weeks_read: found.weeks_read,
    }
}

/// Something that went before higher scores.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct WentBeforeJson {
    pub what: Exposure,
    /// How much higher the scores were, and the ends of the 95 % interval.
    pub points: f64,
    pub low: f64,
    pub high: f64,
    pub runs_with: usize,
    pub runs_without: usize,
}

pub fn went_before(found: &WentBefore) -> WentBeforeJson {
    WentBeforeJson {
        what: found.what,
        points: rounded(found.points, 2),
        low: rounded(found.low, 2),
        high: rounded(found.high, 2),
        runs_with: found.runs_with,
        runs_without: found.runs_without,
    }
}
