//! The civil week that is being read, and what it leaves when it has ended: runs
//! per week that are held, or that rose.

use super::state::{Climb, Step, Trial, Turn, Week};
use crate::calendar::Days;
use crate::diary::span;
use crate::limits;
use chrono::NaiveDate;

/// So many weeks in a row with fewer runs, or with more, are what is held.
const IN_A_ROW: usize = limits::HELD_IN_A_ROW.value as usize;

impl Climb {
    pub(super) fn enter_week(&mut self, date: NaiveDate) {
        let monday = span::monday(date);
        if self.week.monday != Some(monday) {
            if let Some(last) = self.week.days.last() {
                // Days off at the end of a week are a break that began in it; from one run
                // a week to the next there are six.
                let off = (date - *last).num_days() - 1;
                let is_weekly = self.week.days.len() == 1 && off == 6;
                self.week.is_short |= off > self.break_days && !is_weekly;
            }
            self.close_week(true);
            self.week = Week {
                monday: Some(monday),
                is_short: monday < self.since && !self.begun,
                ..Week::default()
            };
        }
        self.settle(date);
    }

    /// The shorter runs of a week with one more.
    pub(super) fn try_a_run(&mut self, session: f64) {
        let Some(from) = self.session else { return };
        self.trial = Some(Trial {
            from,
            held: self.held,
        });
        self.begin_to_hold();
        self.session = Some(session);
    }

    /// Counts the week, which may not yet be over: what is still to come of it is
    /// taken for as planned.
    pub(super) fn close_week(&mut self, is_over: bool) {
        let week = std::mem::take(&mut self.week);
        let Some(monday) = week.monday else { return };
        let runs = week.days.len() as u32;
        let ended = monday + Days::new(6);
        if let Some(trial) = self.trial.take() {
            if runs > self.runs || !is_over {
                let held = self.held;
                self.rose(Step::Runs { from: self.runs }, monday);
                self.held = held;
                self.runs = (self.runs + 1).min(self.goal_runs);
                self.turn = Turn::Minutes;
                self.fewer.clear();
                self.more.clear();
            } else {
                // The run was not added: what was held before still is, and longer runs are next.
                self.session = Some(trial.from);
                self.held = trial.held;
                self.turn = Turn::Minutes;
            }
            return;
        }
        let is_light = self.light_until.is_some_and(|until| monday <= until);
        if !is_over || week.red || week.is_short || is_light || self.answers_a_red(monday, ended) {
            return;
        }
        match runs {
            0 => {}
            runs if runs < self.runs => {
                self.more.clear();
                self.fewer.push(runs);
                if let Some(&[before, now]) = self.fewer.last_chunk::<IN_A_ROW>() {
                    self.runs = before.max(now).max(1);
                    self.most_days = self.runs;
                    self.fewer.clear();
                    self.complete &= self.runs >= self.goal_runs;
                }
            }
            runs if runs > self.runs => {
                self.fewer.clear();
                self.more.push(runs);
                if let Some(&[before, now]) = self.more.last_chunk::<IN_A_ROW>() {
                    let held = self.held;
                    self.rose(Step::Runs { from: self.runs }, monday);
                    self.held = held;
                    self.runs = before.min(now).min(self.goal_runs.max(self.runs));
                    self.more.clear();
                }
            }
            _ => {
                self.fewer.clear();
                self.more.clear();
            }
        }
    }

    /// Whether a week answered a red of the week before.
    pub(super) fn answers_a_red(&self, monday: NaiveDate, sunday: NaiveDate) -> bool {
        let from = monday - Days::new(7);
        (self.reds.iter()).any(|red| from <= *red && *red <= sunday)
    }
}
