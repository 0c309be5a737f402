//! How often what came lies in the interval that the forecast gave.

use super::model::SPREAD;
use super::season::{Foretold, forecasts};
use super::sets;
use rayon::prelude::*;
use std::fmt::Write;

/// The weeks of the return after which the forecast is asked.
pub const ASKED: [usize; 3] = [8, 12, 16];

/// What became of the forecasts of one week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Runners who were not yet back.
    pub open: u32,
    /// Of these, forecasts that gave dates.
    pub dated: u32,
    /// Of these, forecasts whose last date lies in the two years that were lived: only these
    /// can be judged, and which they are does not depend on what came.
    pub judged: u32,
    /// Of the judged, back before the first date.
    pub sooner: u32,
    /// Of the judged, back within the interval.
    pub within: u32,
}

impl Coverage {
    /// Of the judged, back after the last date or not at all.
    pub const fn later(&self) -> u32 {
        self.judged - self.sooner - self.within
    }

    fn count(&mut self, week: usize, life: &Foretold) {
        let Some((_, dates)) = life.dates.iter().find(|(asked, _)| *asked == week) else {
            return;
        };
        let asked_on = life.begun + chrono::Days::new(7 * week as u64);
        if life.restored.is_some_and(|on| on <= asked_on) {
            return;
        }
        self.open += 1;
        let Some(dates) = dates else { return };
        self.dated += 1;
        if dates.late > life.end {
            return;
        }
        self.judged += 1;
        match life.restored {
            Some(on) if on < dates.early => self.sooner += 1,
            // The ladder is looked at on Mondays: it was restored in the week before.
            Some(on) if on - chrono::Days::new(6) <= dates.late => self.within += 1,
            _ => {}
        }
    }
}

/// The forecasts of the first runners of each fresh set.
pub fn of_fresh(runners: u64) -> Vec<(usize, Coverage)> {
    let seeds: Vec<u64> = (1..=sets::SETS)
        .flat_map(|set| sets::seeds(set, runners))
        .collect();
    let lives: Vec<Foretold> = seeds
        .into_par_iter()
        .map(|seed| forecasts(seed, &SPREAD, &ASKED))
        .collect();
    ASKED
        .into_iter()
        .map(|week| {
            let mut coverage = Coverage::default();
            for life in &lives {
                coverage.count(week, life);
            }
            (week, coverage)
        })
        .collect()
}

/// As a table.
pub fn table(found: &[(usize, Coverage)]) -> String {
    let mut text = String::from(
        "| week | not yet back | given dates | judged | sooner | within the interval | later |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for (week, of) in found {
        let share = |count: u32| match of.judged {
            0 => "–".to_owned(),
            judged => format!("{:.0} %", 100.0 * f64::from(count) / f64::from(judged)),
        };
        let _ = writeln!(
            text,
            "| {week} | {} | {} | {} | {} | {} | {} |",
            of.open,
            of.dated,
            of.judged,
            share(of.sooner),
            share(of.within),
            share(of.later())
        );
    }
    text
}
