//! What a red response takes back, and what a break does.

use super::kind::Kind;
use super::state::{Climb, Held, Sessions, Step, Turn};
use super::step::Next;
use crate::calendar::Days;
use crate::diary::{History, rhythm, span};
use crate::limits;
use crate::rule_id::RuleId;
use chrono::NaiveDate;

impl Climb {
    /// The weeks back after a break are light, and eight weeks off lead back to walk-run.
    pub(super) fn after_break(&mut self, last_run: NaiveDate, date: NaiveDate, history: &History) {
        let of = span::Break {
            last_run,
            first_run: Some(date),
            days_off: (date - last_run).num_days() - 1,
        };
        let at_least = |limit| of.days_off as f64 >= history.settings.get(limit);
        // Asked of the gap before every run: what is short is not looked into any further.
        if !at_least(&limits::BREAK_SHORT_DAYS) || !history.policy.asks(RuleId::JumpAfterBreak) {
            return;
        }
        // Who was ill had a break, whatever the runs before it leave between them.
        let ill = of.illness(history).is_some();
        if !ill && (self.is_own_gap(of.days_off) || span::is_usual_gap(history, &of)) {
            return;
        }
        self.trial = None;
        self.fewer.clear();
        self.more.clear();
        self.week.is_short = true;
        if at_least(&limits::BREAK_VERY_LONG_DAYS) {
            self.back_to_walk_run();
            self.settle(date);
            return;
        }
        // The start of an episode has its own share for the days off before it.
        if !self.begun {
            return;
        }
        let weeks = rhythm::light_weeks(history, of.days_off);
        if weeks > 1 {
            self.begin_to_hold();
        }
        // A gap in the weeks back from a longer break ends these no sooner.
        self.light_until = self.light_until.max(Some(date + Days::new(7 * weeks - 1)));
        self.settle(date);
    }

    /// Whether days off are no more than one run a week leaves between two, a day later at most.
    fn is_own_gap(&self, days_off: i64) -> bool {
        self.begun && self.runs <= 1 && days_off <= span::WEEKLY_DAYS_OFF
    }

    /// Walking and running by turns, where running hurts; as often as is held.
    pub(super) fn mix_walking_in(&mut self) {
        self.begin_to_hold();
        self.last_held = None;
        self.trial = None;
        self.level = Some(1);
        self.hurt_level = None;
        self.session = None;
        self.frequency_open = false;
        self.complete = false;
        self.steps.clear();
    }

    /// The same from the start: with its runs, and without any kind.
    fn back_to_walk_run(&mut self) {
        self.mix_walking_in();
        self.runs = self.start_runs;
        self.most_days = 0;
        self.turn = Turn::Runs;
        self.sessions = [Sessions::default(); 5];
        self.sprint_step = 0;
        self.light_until = None;
    }

    /// A red response takes back what rose last; a second within 14 days, two steps.
    pub(super) fn red(
        &mut self,
        date: NaiveDate,
        minutes: Option<f64>,
        known: NaiveDate,
        two_steps: bool,
    ) {
        self.week.red = true;
        self.last_held = None;
        let answered = span::monday(known);
        let repeated = self
            .reds
            .iter()
            .any(|&red| (known - red).num_days().abs() <= limits::PAIN_REPEATED_DAYS.value as i64);
        self.reds.push(known);
        self.hurt_level = self.level.or(self.hurt_level);
        let wanted = if repeated && two_steps { 2 } else { 1 };
        let done = match self.undone_in {
            Some((week, done)) if week == answered => done,
            _ => 0,
        };
        for step in done..wanted {
            // The run that hurt may be the first step itself; the second is one that was held.
            self.undo(date, minutes.filter(|_| step == 0));
        }
        self.undone_in = Some((answered, wanted.max(done)));
        self.settle(date);
    }

    /// A red that the exercises answer for: the running takes no step back, and none up
    /// before it is tolerated again.
    pub(super) fn red_of_rehab(&mut self, date: NaiveDate, known: NaiveDate) {
        self.week.red = true;
        self.reds.push(known);
        self.of_rehab.push(date);
        self.trial = None;
        self.begin_to_hold();
        self.settle(date);
    }

    /// Whether the red of a run on a day was one that the exercises answer for.
    pub fn is_of_rehab(&self, run_day: NaiveDate) -> bool {
        self.of_rehab.contains(&run_day)
    }

    /// One step back; `hurt` are the minutes of the day that hurt, where they may be the step.
    fn undo(&mut self, date: NaiveDate, hurt: Option<f64>) {
        let step_due = self.session_due(date);
        let hurt = hurt.filter(|_| self.level.is_none()).zip(self.session);
        self.begin_to_hold();
        self.gave_up_minutes = false;
        // A rise tried just now was never held: giving it up is the step back.
        self.gave_up_a_run = self.trial.take().is_some();
        if self.gave_up_a_run {
            self.last_undone = Some(Step::Runs { from: self.runs });
            return;
        }
        if let Some((minutes, held)) = hurt {
            let over = minutes > held * (1.0 + limits::SESSION_OVER.value);
            let more_runs = self.week.days.len() as u32 > self.runs;
            if over || more_runs {
                self.gave_up_a_run = !over;
                // The step that was due is given up with it; without one the plan stays as it was.
                let is_the_step =
                    step_due.is_some_and(|to| minutes <= to * (1.0 + limits::SESSION_OVER.value));
                self.gave_up_minutes = over && !is_the_step;
                self.last_undone = Some(if over {
                    Step::Session { from: held }
                } else {
                    Step::Runs { from: self.runs }
                });
                return;
            }
        }
        let step = self.steps.pop();
        match step {
            Some(Step::Level { from }) => {
                self.level = Some(from);
                self.session = None;
            }
            Some(Step::Session { from }) => {
                self.session = Some(self.session.map_or(from, |held| held.min(from)));
                self.turn = Turn::Minutes;
            }
            // The sessions stay as they are.
            Some(Step::Runs { from }) => {
                self.runs = from;
                self.most_days = 0;
                self.turn = Turn::Runs;
            }
            Some(Step::Kind { kind }) => self.take_back(kind),
            Some(Step::HillSprints { from }) => {
                self.sprint_step = from;
                self.take_back(Kind::HillSprints);
            }
            None => match self.level {
                Some(level) => self.level = Some(level.saturating_sub(1).max(1)),
                None => {
                    let kept = 1.0 - limits::BACK_UP_SHARE.value / 100.0;
                    self.session = self.session.map(|minutes| minutes * kept);
                }
            },
        }
        self.last_undone = step;
        self.held = Held::default();
        self.reopen();
    }

    /// Minutes of a run after the step that was earned by a day; `None` where none was.
    fn session_due(&self, date: NaiveDate) -> Option<f64> {
        // The turn of an added run may give way to longer ones.
        match self.longer_instead().or_else(|| self.next_step())? {
            Next::Session { to } if self.ready(date) => Some(to),
            _ => None,
        }
    }

    fn take_back(&mut self, kind: Kind) {
        if let Some(sessions) = self.sessions_mut(kind) {
            *sessions = Sessions::default();
        }
    }

    /// Rungs are open again where what they ask for is no longer held.
    fn reopen(&mut self) {
        self.complete &= self.has_goal_minutes() && self.runs >= self.goal_runs;
        let opens = self.goal.session_min * limits::FREQUENCY_OPENS.value;
        if self.runs <= self.start_runs && self.session.is_none_or(|held| held < opens - 1e-9) {
            self.frequency_open = false;
        }
    }
}
