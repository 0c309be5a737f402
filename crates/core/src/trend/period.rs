//! Two stretches of a runner's time, side by side: what was another in the weeks that
//! went well?

use super::cadence::CadenceTrend;
use crate::diary::{Band, History, Pain};
use crate::limits;
use crate::robust::median;
use crate::run::Run;
use chrono::NaiveDate;

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, part of it.
    pub to: NaiveDate,
}

impl Stretch {
    /// `None` where the end lies before the start.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Option<Stretch> {
        (from <= to).then_some(Stretch { from, to })
    }

    /// Days in it, at least one.
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// The stretch of the same length that ends the day before this one begins.
    pub fn before(&self) -> Option<Stretch> {
        let to = self.from.pred_opt()?;
        let days = u64::try_from(self.days() - 1).ok()?;
        Stretch::new(crate::calendar::Days::new(days).before(to)?, to)
    }

    fn weeks(&self) -> f64 {
        self.days() as f64 / 7.0
    }
}

/// A sum a week, and whether a run does not tell its part of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weekly {
    /// A week's share of the known sum, in the unit of its figure.
    pub value: f64,
    /// The value is short of the truth.
    pub partly: bool,
}

/// What was done in a stretch and how it was answered; a figure that no run tells is `None`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period {
    /// Its days.
    pub stretch: Stretch,
    /// Runs in it, accidents left out.
    pub runs: usize,
    /// The same a week.
    pub runs_a_week: f64,
    /// Running minutes a week.
    pub minutes: Option<Weekly>,
    /// Running minutes of the longest run.
    pub longest: Option<f64>,
    /// Hard minutes a week.
    pub hard: Option<Weekly>,
    /// Tendon load index a week.
    pub load: Option<Weekly>,
    /// Median of the runs' cadence with speed taken out, steps/min, and of how many runs;
    /// of the last year only, for which there is a common speed.
    pub cadence: Option<(f64, usize)>,
    /// Runs with a known response.
    pub answered: usize,
    /// Mean of the highest score of each answered run.
    pub mean_response: Option<f64>,
    /// Answered over 3.
    pub over_three: usize,
    /// Over 5 among them.
    pub over_five: usize,
}

/// The figures of a stretch.
pub fn of(history: &History, cadence: &CadenceTrend, stretch: Stretch) -> Period {
    let runs: Vec<&Run> = history
        .runs_between(stretch.from, stretch.to)
        .iter()
        .filter(|run| !run.is_accident())
        .collect();
    let weekly = |figure: fn(&Run) -> Option<f64>| weekly(&runs, stretch, figure);
    let pain = Pain::of(history);
    let scores: Vec<f64> = runs
        .iter()
        .map(|run| pain.response(run))
        .filter(|response| matches!(response.band, Band::Green | Band::Amber | Band::Red))
        .filter_map(|response| Some(response.max?.get()))
        .collect();
    let over = |limit: f64| scores.iter().filter(|score| **score > limit).count();
    let mut steps: Vec<f64> = cadence
        .points
        .iter()
        .filter(|point| !point.aside && (stretch.from..=stretch.to).contains(&point.day))
        .map(|point| point.adjusted)
        .collect();
    let counted = steps.len();
    Period {
        stretch,
        runs: runs.len(),
        runs_a_week: runs.len() as f64 / stretch.weeks(),
        minutes: weekly(Run::running_minutes),
        longest: runs
            .iter()
            .filter_map(|run| run.running_minutes())
            .filter(|minutes| minutes.is_finite())
            .max_by(f64::total_cmp),
        hard: weekly(Run::hard_minutes),
        load: weekly(|run| run.tendon_load),
        cadence: median(&mut steps).map(|median| (median, counted)),
        answered: scores.len(),
        mean_response: (!scores.is_empty())
            .then(|| scores.iter().sum::<f64>() / scores.len() as f64),
        over_three: over(limits::GREEN_MAX.value),
        over_five: over(limits::AMBER_MAX.value),
    }
}

/// A sum a week of what is known; without a run it is truly nothing.
fn weekly(runs: &[&Run], stretch: Stretch, figure: fn(&Run) -> Option<f64>) -> Option<Weekly> {
    let told: Vec<f64> = runs
        .iter()
        .filter_map(|run| figure(run).filter(|value| value.is_finite()))
        .collect();
    if told.is_empty() && !runs.is_empty() {
        return None;
    }
    Some(Weekly {
        value: told.iter().sum::<f64>() / stretch.weeks(),
        partly: told.len() < runs.len(),
    })
}
