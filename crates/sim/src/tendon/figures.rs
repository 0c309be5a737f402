//! What a strategy comes to over the years of many runners.

use super::model::Spread;
use super::runner::{DAYS, Runner};
use super::season::{Season, live};
use super::strategy::Strategy;
use rayon::prelude::*;

/// Weeks of a year lived.
pub const WEEKS: usize = DAYS / 7;

/// A mean with half of the width of its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    pub value: f64,
    pub half_width: f64,
}

impl Mean {
    pub fn of(values: &[f64]) -> Mean {
        let count = values.len().max(1) as f64;
        let value = values.iter().sum::<f64>() / count;
        let squares = values.iter().map(|x| (x - value).powi(2)).sum::<f64>();
        let variance = squares / (count - 1.0).max(1.0);
        Mean {
            value,
            half_width: 1.96 * (variance / count).sqrt(),
        }
    }

    /// Whether zero lies outside the interval.
    pub fn is_sure(self) -> bool {
        self.value.abs() > self.half_width
    }
}

/// A strategy's figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Flare-ups of a runner in the year.
    pub flares: Mean,
    /// Share of runners with a flare-up in the year.
    pub with_flare: f64,
    /// Days of a runner's year with pain over 5.
    pub days_over: f64,
    /// Weeks to the old training held; who does not get there counts the whole year.
    pub weeks: Mean,
    /// The same of the runner in the middle.
    pub median_weeks: f64,
    /// Share of runners who hold it within the year.
    pub held: f64,
    /// Share of runners whose ladder says restored within the year.
    pub restored: f64,
    /// Minutes run in the year, share of a year of the old training.
    pub minutes: f64,
}

/// The years of the runners of some seeds, with one strategy.
pub fn years(
    seeds: impl IntoIterator<Item = u64>,
    spread: &Spread,
    strategy: &Strategy,
) -> Vec<Season> {
    let seeds: Vec<u64> = seeds.into_iter().collect();
    seeds
        .into_par_iter()
        .map(|seed| live(seed, spread, strategy, WEEKS))
        .collect()
}

pub fn old_minutes(seeds: impl IntoIterator<Item = u64>, spread: &Spread) -> Vec<f64> {
    seeds
        .into_iter()
        .map(|seed| Runner::draw(seed, spread).weekly_min())
        .collect()
}

/// Weeks to the old training held, with the whole year for who does not hold it.
pub(super) fn weeks(year: &Season) -> f64 {
    year.held.unwrap_or(WEEKS) as f64
}

pub fn figures(years: &[Season], old_weekly_min: &[f64]) -> Figures {
    let count = years.len().max(1) as f64;
    let share = |has: &dyn Fn(&Season) -> bool| {
        years.iter().filter(|year| has(year)).count() as f64 / count
    };
    let each = |figure: &dyn Fn(&Season) -> f64| years.iter().map(figure).collect::<Vec<f64>>();
    let minutes = years.iter().zip(old_weekly_min).map(|(year, old)| {
        year.weekly_min.iter().sum::<f64>() / (old * year.weekly_min.len().max(1) as f64)
    });
    Figures {
        flares: Mean::of(&each(&|year| year.flares.len() as f64)),
        with_flare: share(&|year| !year.flares.is_empty()),
        days_over: each(&|year| year.days_over as f64).iter().sum::<f64>() / count,
        weeks: Mean::of(&each(&weeks)),
        median_weeks: median(each(&weeks)),
        held: share(&|year| year.held.is_some()),
        restored: share(&|year| year.restored.is_some()),
        minutes: minutes.sum::<f64>() / count,
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
