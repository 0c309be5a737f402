//! What a red response takes back, and what a break does.

use super::week::SAME;
use super::{Climb, Held, Kind, Sessions, Step};
use crate::diary::{History, span};
use crate::limits;
use crate::rule_id::RuleId;
use chrono::NaiveDate;

impl Climb {
    /// A break of four weeks or more puts the runner back to walk-run.
    pub(super) fn after_break(&mut self, last_run: NaiveDate, date: NaiveDate, history: &History) {
        let of = span::Break {
            last_run,
            first_run: Some(date),
            days_off: (date - last_run).num_days() - 1,
        };
        let at_least = |limit| of.days_off as f64 >= history.settings.get(limit);
        if !at_least(&limits::BREAK_SHORT_DAYS)
            || span::is_usual_gap(history, &of)
            || !history.settings.asks(RuleId::JumpAfterBreak)
        {
            return;
        }
        self.held = Held::default();
        if !at_least(&limits::BREAK_LONG_DAYS) {
            return;
        }
        let very_long = at_least(&limits::BREAK_VERY_LONG_DAYS);
        let level = if very_long {
            1
        } else {
            history.settings.get(&limits::BREAK_LONG_LEVEL) as u8
        };
        // A runner on a lower level than that goes on from there.
        let level = self.level.map_or(level, |held| held.min(level));
        self.one_level = !very_long && self.level.is_none();
        self.level = Some(level);
        self.session = None;
        self.runs = self.start_runs;
        self.volume_done = false;
        self.frequency_done = false;
        self.sessions = [Sessions::default(); 5];
        self.sprint_step = 0;
        self.steps.clear();
        self.lower.clear();
        self.settle(date);
    }

    /// A red response takes back what rose last; a second within 14 days, two steps.
    pub(super) fn red(&mut self, date: NaiveDate, known: NaiveDate, two_steps: bool) {
        self.week.red = true;
        self.week.tolerated = false;
        let answered = span::monday(known);
        let repeated = self
            .reds
            .iter()
            .any(|&red| (known - red).num_days().abs() <= limits::PAIN_REPEATED_DAYS.value as i64);
        self.reds.push(known);
        let wanted = if repeated && two_steps { 2 } else { 1 };
        let done = match self.undone_in {
            Some((week, done)) if week == answered => done,
            _ => 0,
        };
        for _ in done..wanted {
            self.undo(done == 0);
        }
        self.undone_in = Some((answered, wanted.max(done)));
        self.settle(date);
    }

    fn undo(&mut self, first: bool) {
        self.held = Held::default();
        // A rise tried in this very week was never held: giving it up is the step back.
        if first
            && self.level.is_none()
            && let (Some(mean), Some(session)) = (self.week.mean(), self.session)
        {
            let more_runs = self.week.days.len() as u32 > self.runs;
            if mean > session * (1.0 + SAME) || more_runs {
                self.last_undone = Some(if more_runs {
                    Step::Runs { from: self.runs }
                } else {
                    Step::Session { from: session }
                });
                self.reopen();
                return;
            }
        }
        let step = self.steps.pop();
        match step {
            Some(Step::Level { from }) => self.level = Some(from),
            Some(Step::Session { from }) => {
                self.session = Some(from);
            }
            Some(Step::Runs { from }) => self.runs = from,
            Some(Step::Kind { kind }) => self.take_back(kind),
            Some(Step::HillSprints { from }) => {
                self.sprint_step = from;
                if let Some(sessions) = self.sessions_mut(Kind::HillSprints) {
                    *sessions = Sessions::default();
                }
            }
            None => match self.level {
                Some(level) => self.level = Some(level.saturating_sub(1).max(1)),
                None => {
                    let kept = 1.0 - limits::BACK_UP_SHARE.value / 100.0;
                    self.session = self.session.or(self.week.mean()).map(|m| m * kept);
                }
            },
        }
        self.last_undone = step;
        self.reopen();
    }

    /// Takes a kind back, and asks the one before it to be held again.
    fn take_back(&mut self, kind: Kind) {
        let goal = self.goal;
        let before = Kind::ALL
            .into_iter()
            .rev()
            .find(|earlier| *earlier < kind && earlier.wanted(&goal));
        for kind in [Some(kind), before].into_iter().flatten() {
            if let Some(sessions) = self.sessions_mut(kind) {
                *sessions = Sessions::default();
            }
        }
    }

    /// Rungs are open again where what they ask for is no longer held.
    fn reopen(&mut self) {
        if !self.has_goal_minutes() {
            self.frequency_done = false;
            if self.runs <= self.start_runs {
                self.volume_done = false;
            }
        }
        if self.runs < self.goal_runs {
            self.frequency_done = false;
        }
    }
}
