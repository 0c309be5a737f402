//! The civil week that is being read, and what it leaves when it has ended:
//! session minutes and runs per week that are held, or that rose.

use super::{Climb, Held, Step};
use crate::diary::span;
use crate::limits;
use crate::method::Rung;
use chrono::NaiveDate;

/// The runs of the civil week that is being read.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Week {
    pub(super) monday: Option<NaiveDate>,
    pub(super) days: Vec<NaiveDate>,
    pub(super) minutes: Vec<f64>,
    /// Minutes of the sessions with more than easy running, whose walked rests are no running.
    pub(super) kind_minutes: Vec<f64>,
    pub(super) green: u32,
    pub(super) first_green: Option<NaiveDate>,
    /// Every run was tolerated as far as is known.
    pub(super) tolerated: bool,
    pub(super) red: bool,
}

impl Week {
    pub(super) fn mean(&self) -> Option<f64> {
        let minutes = if self.minutes.is_empty() {
            &self.kind_minutes
        } else {
            &self.minutes
        };
        (!minutes.is_empty()).then(|| minutes.iter().sum::<f64>() / minutes.len() as f64)
    }
}

/// A rise or fall of session minutes under this share is noise of measurement.
pub(super) const SAME: f64 = 0.02;

impl Climb {
    pub(super) fn enter_week(&mut self, date: NaiveDate) {
        let monday = span::monday(date);
        if self.week.monday != Some(monday) {
            self.close_week();
            self.week = Week {
                monday: Some(monday),
                tolerated: true,
                ..Week::default()
            };
        }
        self.settle(date);
    }

    /// Counts the week that has ended: what was held, what rose.
    pub(super) fn close_week(&mut self) {
        let week = std::mem::take(&mut self.week);
        let (Some(mean), Some(monday)) = (week.mean(), week.monday) else {
            return;
        };
        self.fewer_runs(week.days.len() as u32);
        if self.level.is_some() || week.red {
            return;
        }
        let runs = week.days.len() as u32;
        let held = Held {
            green: week.green,
            first: week.first_green,
            runs,
        };
        let added = self.volume_done && !self.frequency_done && runs > self.runs;
        match self.session {
            None => {
                if week.green > 0 {
                    self.session = Some(mean);
                    self.held = held;
                }
            }
            Some(_) if added && week.tolerated => {
                self.rose(Step::Runs { from: self.runs }, monday);
                self.runs = (self.runs + 1).min(self.goal_runs);
                self.session = Some(mean);
                self.lower.clear();
                self.held = held;
            }
            Some(session) if mean > session * (1.0 + SAME) => {
                self.lower.clear();
                if week.tolerated {
                    // Minutes over the goal are the runner's own and no step of the ladder.
                    self.rose(Step::Session { from: session }, monday);
                    self.session = Some(mean);
                    self.held = held;
                }
            }
            Some(session) if mean >= session * (1.0 - limits::GOAL_TOLERANCE.value) => {
                self.lower.clear();
                // Growth within the noise is no step, and is not lost either.
                self.session = Some(session.max(mean));
                self.held.green += held.green;
                self.held.first = self.held.first.or(held.first);
                self.held.runs = self.held.runs.max(held.runs);
            }
            // Sessions of tempo or sprints are shorter for their walked rests alone.
            Some(_) if week.minutes.is_empty() => {
                self.held.green += held.green;
                self.held.first = self.held.first.or(held.first);
                self.held.runs = self.held.runs.max(held.runs);
            }
            Some(_) => {
                self.lower.push(mean);
                let weeks = (limits::REFERENCE_DAYS.value / 7.0) as usize;
                if self.lower.len() >= weeks {
                    self.session = self.lower.iter().copied().reduce(f64::max);
                    self.lower.clear();
                    self.held = held;
                }
            }
        }
    }

    /// Four weeks with fewer runs than were held are the new rhythm: while
    /// volume is open, going back to more would be frequency before volume, and
    /// on the frequency rung runs are added one by one from what is run.
    fn fewer_runs(&mut self, runs: u32) {
        self.week_runs.push(runs);
        let weeks = (limits::REFERENCE_DAYS.value / 7.0) as usize;
        let most = self.week_runs.iter().rev().take(weeks).max().copied();
        if self.week_runs.len() >= weeks && self.rung() <= Rung::Frequency {
            self.runs = most.map_or(self.runs, |most| self.runs.min(most.max(1)));
        }
    }
}
