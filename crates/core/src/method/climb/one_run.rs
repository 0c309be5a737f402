//! One run read into the state: what it held, and what rose with it.

use super::{Climb, HILL_SPRINTS, Held, Kind, Sessions, Step};
use crate::diary::{Band, History, Response, span};
use crate::limits::{self, AmberPolicy};
use crate::method::Rung;
use crate::method::ladder::walk_run_minutes;
use crate::rule_id::RuleId;
use crate::run::{EffortKind, Run};
use chrono::NaiveDate;

impl Climb {
    pub(super) fn take(&mut self, run: &Run, response: &Response, history: &History) {
        let date = run.date();
        let asks = |rule| history.settings.asks(rule);
        let tolerated = match response.band {
            Band::Green | Band::Pending => true,
            Band::Amber => {
                history.settings.amber == AmberPolicy::Progress || !asks(RuleId::PainWatch)
            }
            Band::Red => !asks(RuleId::PainTooHigh),
            Band::Unknown => !asks(RuleId::PainUnlogged),
        };
        let minutes = run.running_minutes();
        if minutes.is_some_and(|minutes| minutes > 0.0) && !self.week.days.contains(&date) {
            self.week.days.push(date);
        }
        let easy = self.rung() < Rung::Intensity || !Kind::ALL.iter().any(|kind| kind.in_run(run));
        let list = if easy {
            &mut self.week.minutes
        } else {
            &mut self.week.kind_minutes
        };
        list.extend(minutes.filter(|&minutes| minutes > 0.0));
        self.week.tolerated &= tolerated && minutes.is_some();
        if let Some(level) = self.level {
            self.take_walk_run(level, minutes, tolerated, date);
        } else {
            self.take_kinds(run, tolerated, date);
        }
        if tolerated && minutes.is_some() {
            self.week.green += 1;
            self.week.first_green.get_or_insert(date);
        }
        if let Some(red_at) = response.red_at.filter(|_| asks(RuleId::PainTooHigh)) {
            self.red(date, history.local_date(red_at), asks(RuleId::PainRepeated));
        }
    }

    fn take_walk_run(&mut self, level: u8, minutes: Option<f64>, tolerated: bool, date: NaiveDate) {
        let least = |level| walk_run_minutes(level) * (1.0 - limits::GOAL_TOLERANCE.value);
        let Some(minutes) = minutes else { return };
        let next = level + 1;
        if f64::from(next) <= limits::WALK_RUN_LEVELS.value
            && minutes >= least(next)
            && self.ready(date)
        {
            self.rose(Step::Level { from: level }, date);
            self.level = Some(next);
        }
        let level = self.level.unwrap_or(level);
        if tolerated && minutes >= least(level) {
            self.held.green += 1;
            self.held.first.get_or_insert(date);
            self.held.runs = self.held.runs.max(self.week.days.len() as u32);
        }
    }

    fn take_kinds(&mut self, run: &Run, tolerated: bool, date: NaiveDate) {
        if self.rung() < Rung::Intensity {
            return;
        }
        let Some(kind) = self.open_kind().filter(|kind| kind.in_run(run)) else {
            return;
        };
        let hill_sprints = run.count(EffortKind::HillSprint).unwrap_or(0);
        if kind == Kind::HillSprints {
            let next = HILL_SPRINTS.get(self.sprint_step + 1);
            if next.is_some_and(|&next| hill_sprints >= usize::from(next))
                && self.more_hill_sprints(date)
            {
                let from = self.sprint_step;
                self.rose(Step::HillSprints { from }, date);
                self.sprint_step += 1;
                if let Some(sessions) = self.sessions_mut(kind) {
                    *sessions = Sessions::default();
                }
            }
        }
        if self.sessions_of(kind).first.is_none() && self.steps.last() != Some(&Step::Kind { kind })
        {
            let first_ever = kind != Kind::HillSprints || self.sprint_step == 0;
            if first_ever {
                self.rose(Step::Kind { kind }, date);
            }
        }
        if let Some(sessions) = self.sessions_mut(kind).filter(|_| tolerated) {
            sessions.green += 1;
            sessions.first.get_or_insert(date);
        }
    }

    pub(super) fn rose(&mut self, step: Step, date: NaiveDate) {
        self.steps.push(step);
        self.held = Held::default();
        let monday = span::monday(date);
        if self.rises.last() != Some(&monday) {
            self.rises.push(monday);
        }
    }
}
