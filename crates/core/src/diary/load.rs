//! Acute and chronic load, their ratio, monotony and strain: shown, never a gate.
//!
//! The ratio is disputed (Impellizzeri 2020: it adds nothing over the acute load
//! and its link with injury is in part arithmetic), so no rule and no plan reads
//! this file. Loads on different scales are never mixed: a caller chooses one.

use super::history::History;
use super::span;
use crate::run::Run;
use chrono::NaiveDate;

/// Days of the acute average.
pub const ACUTE_DAYS: u32 = 7;
/// Days of the chronic average.
pub const CHRONIC_DAYS: u32 = 28;
/// Days over which monotony and strain are taken (Foster 1998).
pub const MONOTONY_DAYS: usize = 7;
/// Monotony is cut off here: equal days would make it infinite.
pub const MONOTONY_CAP: f64 = 10.0;

/// The averages of one day, in the unit of the load that they were made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoadDay {
    /// The day.
    pub date: NaiveDate,
    /// `None` where a run of the day lacks the figure; a day without a run is 0.
    pub load: Option<f64>,
    /// Mean daily load of the last 7 days.
    pub acute: Option<f64>,
    /// Mean daily load of the last 28 days.
    pub chronic: Option<f64>,
    /// Acute over chronic; `None` until the chronic average has its 28 days, and at zero.
    pub ratio: Option<f64>,
    /// Mean daily load of a week over its standard deviation.
    pub monotony: Option<f64>,
    /// Load of the week times its monotony.
    pub strain: Option<f64>,
}

/// The load of each civil day from the first run that the comparison may look
/// back to, up to `to`, by the figure that the caller chooses
/// (`|run| run.tendon_load` or `Run::running_minutes`).
pub fn days(history: &History, to: NaiveDate, figure: fn(&Run) -> Option<f64>) -> Vec<LoadDay> {
    let Some(from) = span::known_from(history, to) else {
        return Vec::new();
    };
    let daily = daily(history, from, to, figure);
    let loads: Vec<Option<f64>> = daily.iter().map(|(_, load)| *load).collect();
    let (acute, chronic) = (ewma(&loads, ACUTE_DAYS), ewma(&loads, CHRONIC_DAYS));
    let mut table = Vec::with_capacity(daily.len());
    for (index, ((date, load), (acute, chronic))) in daily
        .into_iter()
        .zip(acute.into_iter().zip(chronic))
        .enumerate()
    {
        let week = (index + 1)
            .checked_sub(MONOTONY_DAYS)
            .and_then(|first| loads.get(first..=index));
        let ripe = index + 1 >= CHRONIC_DAYS as usize;
        table.push(LoadDay {
            date,
            load,
            acute,
            chronic,
            ratio: acute
                .zip(chronic)
                .filter(|(_, chronic)| ripe && *chronic > 0.0)
                .map(|(acute, chronic)| acute / chronic),
            monotony: week.and_then(monotony),
            strain: week.and_then(strain),
        });
    }
    table
}

/// The load of each civil day, both ends included: 0 without a run, `None`
/// where a run of the day lacks the figure.
pub fn daily(
    history: &History,
    from: NaiveDate,
    to: NaiveDate,
    figure: fn(&Run) -> Option<f64>,
) -> Vec<(NaiveDate, Option<f64>)> {
    from.iter_days()
        .take_while(|day| *day <= to)
        .map(|day| {
            let runs = history.runs_between(day, day);
            (day, runs.iter().map(figure).sum())
        })
        .collect()
}

/// The exponentially weighted average of each day, λ = 2 / (N + 1), started at
/// the first known day. An unknown day has no average and leaves it as it was.
pub fn ewma(loads: &[Option<f64>], days: u32) -> Vec<Option<f64>> {
    let lambda = 2.0 / (f64::from(days) + 1.0);
    let mut average: Option<f64> = None;
    loads
        .iter()
        .map(|load| {
            let load = (*load)?;
            let next = average.map_or(load, |before| before + lambda * (load - before));
            average = Some(next);
            average
        })
        .collect()
}

/// Mean over standard deviation of the days, rest days as zeros; `None` where
/// a day is unknown or nothing was done.
pub fn monotony(days: &[Option<f64>]) -> Option<f64> {
    let loads: Vec<f64> = days.iter().copied().collect::<Option<_>>()?;
    let count = loads.len() as f64;
    if loads.len() < 2 {
        return None;
    }
    let mean = loads.iter().sum::<f64>() / count;
    if mean <= 0.0 {
        return None;
    }
    let squares: f64 = loads.iter().map(|load| (load - mean).powi(2)).sum();
    let deviation = (squares / (count - 1.0)).sqrt();
    Some((mean / deviation).min(MONOTONY_CAP))
}

/// The days' total load × their monotony.
pub fn strain(days: &[Option<f64>]) -> Option<f64> {
    let total: f64 = days.iter().copied().sum::<Option<f64>>()?;
    Some(total * monotony(days)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_of_a_steady_load_is_that_load() {
        let steady = [Some(30.0); 40];
        for days in [ACUTE_DAYS, CHRONIC_DAYS] {
            assert!(ewma(&steady, days).iter().all(|mean| *mean == Some(30.0)));
        }
    }

    #[test]
    fn one_day_moves_the_average_by_lambda() {
        // λ = 2 / 8 = 0.25: 0 + 0.25 · 40.
        assert_eq!(ewma(&[Some(0.0), Some(40.0)], 7), [Some(0.0), Some(10.0)]);
        assert_eq!(
            ewma(&[Some(8.0), None, Some(12.0)], 7),
            [Some(8.0), None, Some(9.0)]
        );
    }

    #[test]
    fn monotony_is_capped_and_counts_rest_days() {
        let day = |load: f64| Some(load);
        for (days, expected) in [
            ([day(30.0); 7], Some(MONOTONY_CAP)),
            ([day(0.0); 7], None),
            ([None; 7], None),
        ] {
            assert_eq!(monotony(&days), expected);
        }
        let week = [30.0, 0.0, 30.0, 0.0, 30.0, 0.0, 0.0].map(Some);
        // Mean 12.857, sample deviation 16.036.
        let found = monotony(&week).expect("known");
        assert!((found - 0.8018).abs() < 1e-3, "{found}");
        assert!((strain(&week).expect("known") - 90.0 * found).abs() < 1e-9);
    }
}
