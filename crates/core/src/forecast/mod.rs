//! When the rungs of an episode are likely to be complete.
//!
//! The plan is run forward with every answer green; the weeks of that in which a
//! step is taken are the steps left. How often a week brings one is read from the
//! last twelve weeks, and as these tell little of the months ahead the answer is an
//! interval. Before the eighth week there is only the best case.

mod ahead;
mod race;
mod step;
mod waiting;

pub use race::{Fit, Race};
pub use waiting::Waiting;

use crate::calendar::Days;
use crate::diary::History;
use crate::limits;
use crate::method::{Rung, ladder};
use crate::run::Run;
use ahead::Ahead;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use step::is_step;

/// A median and the 80 % interval, as dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// One return in ten is sooner.
    pub early: NaiveDate,
    /// Half of them are sooner.
    pub median: NaiveDate,
    /// One return in ten is later.
    pub late: NaiveDate,
}

/// When one rung is likely to be complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungForecast {
    /// The rung.
    pub rung: Rung,
    /// When.
    #[serde(flatten)]
    pub dates: Dates,
}

/// The day on which one rung would be complete if every answer were green.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungBest {
    /// The rung.
    pub rung: Rung,
    /// The day.
    pub best_case: NaiveDate,
}

/// What can be said at the history's moment of when the return is complete.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// Whole weeks since the episode began.
    pub weeks_known: u32,
    /// Whether the goal is complete already.
    pub complete: bool,
    /// Weeks with a step until all is complete; `None` where the plan as it is does
    /// not lead there.
    pub steps_left: Option<u32>,
    /// In how many of the weeks looked back on a step was taken; `None` before the eighth week.
    pub steps_taken: Option<u32>,
    /// How many weeks are looked back on: all, and twelve at most; `None` before the eighth.
    #[serde(default)]
    pub weeks_read: Option<u32>,
    /// False where more than a year is more likely than one in four, or the plan does
    /// not lead there.
    pub in_sight: bool,
    /// `None` before the eighth week and where it is not in sight.
    pub restored: Option<Dates>,
    /// The day on which all would be complete if every answer were green.
    pub best_case: Option<NaiveDate>,
    /// The race or date that the runner wants to be fit for, and how it fits.
    #[serde(default)]
    pub race: Option<Race>,
    /// The open rungs of the goal in order, those in sight.
    pub rungs: Vec<RungForecast>,
    /// The open rungs of the goal with the day on which each would be complete if every
    /// answer were green.
    #[serde(default)]
    pub best_rungs: Vec<RungBest>,
}

/// The forecast at the history's moment; `None` without an open episode.
pub fn forecast(history: &History) -> Option<Forecast> {
    let mut found = without_race(history)?;
    let day = history.episode().and_then(|episode| episode.race);
    let outlook = race::Outlook {
        complete: found.complete,
        in_sight: found.in_sight,
        best: found.best_case,
        restored: (found.restored).map(|dates| [dates.early, dates.median, dates.late]),
    };
    found.race = day.and_then(|day| race::race(outlook, day, history.today()));
    Some(found)
}

fn without_race(history: &History) -> Option<Forecast> {
    let episode = history.episode()?;
    let today = history.today();
    let now = ladder::standing(history)?;
    // Weeks before the first run say nothing of how it goes.
    let first = history.runs_between(episode.start, today).first();
    let begun = first.map_or(today, Run::date);
    let weeks_known = ((today - begun).num_days() / 7).max(0) as u32;
    if now.rung == Rung::Restored {
        return Some(Forecast {
            weeks_known,
            complete: true,
            steps_left: Some(0),
            steps_taken: None,
            weeks_read: None,
            in_sight: true,
            restored: None,
            best_case: None,
            race: None,
            rungs: Vec::new(),
            best_rungs: Vec::new(),
        });
    }
    let ahead = ahead::run_on(history, &now);
    let best = ahead.restored();
    let read = (weeks_known >= limits::FORECAST_FROM_WEEK.value as u32)
        .then(|| weeks_known.min(limits::FORECAST_LOOK_BACK.value as u32));
    let taken = read.map(|weeks| steps_taken(history, today, weeks));
    let likely = |after: &Ahead| -> Option<Dates> {
        let waiting = Waiting::after(after.steps, taken?, read?);
        dates(&waiting, today, after.day)
    };
    let restored = best.and_then(|best| likely(&best));
    let rungs = (ahead.rungs.iter())
        .filter_map(|(rung, after)| likely(after).map(|dates| RungForecast { rung: *rung, dates }))
        .collect();
    Some(Forecast {
        weeks_known,
        complete: false,
        steps_left: best.map(|best| best.steps),
        steps_taken: taken,
        weeks_read: read,
        in_sight: best.is_some() && (taken.is_none() || restored.is_some()),
        restored,
        best_case: best.map(|best| best.day),
        race: None,
        rungs,
        best_rungs: (ahead.rungs.iter())
            .map(|(rung, after)| RungBest {
                rung: *rung,
                best_case: after.day,
            })
            .collect(),
    })
}

/// Median and interval of the weeks to wait from today on, never before the best case;
/// `None` where it is not in sight.
fn dates(waiting: &Waiting, today: NaiveDate, best: NaiveDate) -> Option<Dates> {
    if waiting.chance_over(limits::FORECAST_FAR_WEEKS.value as u32)
        > limits::FORECAST_FAR_CHANCE.value
    {
        return None;
    }
    let tail = (1.0 - limits::FORECAST_INTERVAL.value) / 2.0;
    let on = |share: f64| -> Option<NaiveDate> {
        let weeks = u64::from(waiting.weeks(share)?);
        Some((today + Days::new(7 * weeks)).max(best))
    };
    Some(Dates {
        early: on(tail)?,
        median: on(0.5)?,
        late: on(1.0 - tail)?,
    })
}

/// In how many of so many last seven-day spans, today's the last, a step was taken.
fn steps_taken(history: &History, today: NaiveDate, weeks: u32) -> u32 {
    let course = ladder::course(history);
    (0..u64::from(weeks))
        .filter(|back| {
            let after = today + Days::new(1) - Days::new(7 * back);
            course
                .on(after - Days::new(7))
                .zip(course.on(after))
                .is_some_and(|(before, after)| is_step(before, after))
        })
        .count() as u32
}

#[cfg(test)]
mod tests;
