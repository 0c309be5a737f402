//! One day read into the state: all its runs together, what they held, and what
//! rose with them.

use super::kind::{HILL_SPRINTS, Kind};
use super::state::{Climb, Held, OneDay, Sessions, Short, Step, Turn};
use super::step::Next;
use crate::calendar::Days;
use crate::diary::{Band, History, Response, span};
use crate::limits::{self, AmberPolicy};
use crate::method::rung::Rung;
use crate::method::rung::walk_run_minutes;
use crate::recording::Format;
use crate::rehab::attribution::{self, Share};
use crate::rule_id::RuleId;
use crate::run::{EffortKind, Run};
use crate::units::PainScore;
use chrono::NaiveDate;

/// So many runs in a row that were shorter, or longer and tolerated, are what is held.
const IN_A_ROW: usize = limits::HELD_IN_A_ROW.value as usize;

/// The kind of session that the runner said was done on a day as it was written, where
/// what was recorded does not contradict it.
fn said_done(history: &History, day: &OneDay) -> Option<Kind> {
    let said = history.done.iter().rev();
    let done = &said
        .map(|entry| &entry.done)
        .find(|done| done.date == day.date)?;
    let kind = Kind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == done.session)?;
    let least = done.written.minutes * limits::DONE_CONTRADICTED.value;
    day.minutes
        .is_none_or(|minutes| minutes >= least)
        .then_some(kind)
}

impl OneDay {
    fn of(date: NaiveDate) -> OneDay {
        OneDay {
            date,
            minutes: None,
            known: true,
            band: Band::Green,
            worst: 0.0,
            red_on: None,
            red: None,
            kinds: [false; 5],
            hill_sprints: Some(0),
            said_done: None,
        }
    }

    fn holds(&self, kind: Kind) -> bool {
        self.kinds.get(kind as usize).copied().unwrap_or(false)
    }

    /// Whether it counts for a session of a kind: it was seen, or the runner says it was
    /// done and nothing contradicts it.
    fn counts_as(&self, kind: Kind) -> bool {
        self.holds(kind) || self.said_done == Some(kind)
    }

    /// Whether nothing over 3 is known of it.
    fn is_at_most_green(&self) -> bool {
        self.worst <= limits::GREEN_MAX.value
    }

    fn is_easy(&self) -> bool {
        !self.kinds.contains(&true) && self.said_done.is_none()
    }
}

impl Climb {
    /// Ends the day and the week before `date`.
    pub(super) fn enter_day(&mut self, date: NaiveDate, history: &History) {
        if self.day.as_ref().is_some_and(|day| day.date < date) {
            self.close_day(history);
        }
        self.enter_week(date);
    }

    pub(super) fn take(&mut self, run: &Run, response: &Response, history: &History) {
        let date = run.date();
        // Only what a mean of these days may still read is kept.
        let span = limits::MEAN_RECENT_DAYS_ONE_RUN.value as u64;
        self.recent.retain(|(day, _)| *day + Days::new(span) > date);
        if run.is_accident() {
            return;
        }
        self.recent.push((date, *response));
        // Run against the advice of a red flag, it is no step and none is earned by it.
        if response.band != Band::Red && history.running_was_forbidden_at(run.start) {
            return;
        }
        let asks = |rule: RuleId| history.policy.asks(rule);
        let day = self.day.get_or_insert_with(|| OneDay::of(date));
        if let Some(minutes) = run.tells_minutes() {
            day.minutes = Some(day.minutes.unwrap_or(0.0) + minutes);
        }
        day.worst = day.worst.max(response.max.map_or(0.0, PainScore::get));
        let band = match response.band {
            Band::Red if !asks(RuleId::PainTooHigh) => Band::Green,
            Band::Amber if !asks(RuleId::PainWatch) => Band::Green,
            Band::Unknown if !asks(RuleId::PainUnlogged) => Band::Green,
            band => band,
        };
        match band {
            Band::Pending | Band::Unknown => day.known = false,
            Band::Amber if day.band == Band::Green => day.band = Band::Amber,
            Band::Red => day.band = Band::Red,
            Band::Green | Band::Amber => {}
        }
        if let Some(red_at) = response.red_at.filter(|_| asks(RuleId::PainTooHigh)) {
            let on = history.local_date(red_at);
            day.red_on = Some(day.red_on.map_or(on, |first| first.min(on)));
            day.red.get_or_insert((run.start, red_at));
        }
        for kind in Kind::ALL {
            if let Some(seen) = day.kinds.get_mut(kind as usize) {
                *seen |= kind.in_run(run);
            }
        }
        let is_stated = |run: &Run| {
            let mut files = run.files.iter();
            files.any(|file| matches!(file.format, Format::Manual))
        };
        day.hill_sprints = day
            .hill_sprints
            .zip(run.count(EffortKind::HillSprint).filter(|_| is_stated(run)))
            .map(|(before, more)| before + more);
    }

    /// Counts the day that has ended.
    pub(super) fn close_day(&mut self, history: &History) {
        let Some(mut day) = self.day.take() else {
            return;
        };
        self.begun = true;
        day.said_done = said_done(history, &day);
        let minutes = day.minutes.unwrap_or(0.0);
        let least = if self.level.is_some() {
            0.0
        } else {
            limits::RUN_MIN_MINUTES.value
        };
        if day.minutes.is_some() && minutes > 0.0 && minutes >= least - 1e-9 {
            self.week.days.push(day.date);
            self.most_days = self.most_days.max(self.week.days.len() as u32);
        }
        let tolerated = self.tolerates(&day);
        if let Some(level) = self.level {
            self.take_walk_run(level, &day, tolerated);
        } else {
            let counted = self.take_kinds(&day, tolerated);
            if day.minutes.is_some() && minutes >= limits::RUN_MIN_MINUTES.value {
                self.take_minutes(&day, minutes, (tolerated, counted), history);
            }
        }
        if let Some(known) = day.red_on {
            if self.lies_in_rehab(&day, history) {
                self.red_of_rehab(day.date, known);
            } else {
                let two_steps = history.policy.asks(RuleId::PainRepeated);
                let felt = day.red.map(|(_, felt)| felt);
                let is_shared = felt.is_some() && felt == self.red_felt;
                self.red_felt = felt;
                self.red(day.date, day.minutes, known, two_steps && !is_shared);
            }
        }
        self.walks_where_running_hurts(&day);
        self.settle(day.date);
    }

    /// Running without breaks that hurt over 3 twice at the smallest session gives way to
    /// walking and running by turns.
    fn walks_where_running_hurts(&mut self, day: &OneDay) {
        let Some(session) = self.session.filter(|_| self.level.is_none()) else {
            return;
        };
        let most = self.shortest(session) * (1.0 + limits::GOAL_TOLERANCE.value);
        let is_least = day.is_easy() && day.minutes.is_some_and(|minutes| minutes <= most);
        if day.is_at_most_green() || !is_least {
            return;
        }
        let window = limits::RUNNING_HURTS_DAYS.value as i64;
        self.hurt_at_least
            .retain(|other| (day.date - *other).num_days() <= window);
        self.hurt_at_least.push(day.date);
        if self.hurt_at_least.len() as f64 >= limits::RUNNING_HURTS_RUNS.value {
            self.hurt_at_least.clear();
            self.mixed_in = Some(day.date);
            self.mix_walking_in();
        }
    }

    /// Whether the red of a day goes back in rehab alone: heavy exercises lay between the
    /// run and the score, and what is new is in them.
    fn lies_in_rehab(&self, day: &OneDay, history: &History) -> bool {
        let over = |minutes: f64| {
            let most = self
                .session
                .map(|held| held * (1.0 + limits::SESSION_OVER.value));
            most.is_some_and(|most| minutes > most)
        };
        let more_runs = self.week.days.len() as u32 > self.runs;
        // A run that is longer than what is held, or one more, is itself the change.
        let stepped = if day.minutes.is_some_and(over) || more_runs || self.trial.is_some() {
            Some(day.date)
        } else {
            self.last_rise
        };
        day.red.is_some_and(|(start, felt)| {
            attribution::share(history, start, felt, stepped) == Share::Rehab
        })
    }

    /// Whether the day was tolerated: green, or amber in a span whose mean is safe.
    /// `None` while that is not known.
    fn tolerates(&self, day: &OneDay) -> Option<bool> {
        let mean = self.mean(day.date);
        match day.band {
            Band::Red => Some(false),
            _ if !day.known => None,
            Band::Amber => Some(match self.amber {
                AmberPolicy::Hold => false,
                AmberPolicy::Mean => mean.mean.is_some() && !mean.is_over(limits::GREEN_MAX.value),
                AmberPolicy::Progress => !mean.is_over(limits::EASE_OVER.value),
            }),
            _ => Some(true),
        }
    }

    fn take_walk_run(&mut self, level: u8, day: &OneDay, tolerated: Option<bool>) {
        let Some(minutes) = day.minutes else { return };
        let least = |level: u8| walk_run_minutes(level) * (1.0 - limits::GOAL_TOLERANCE.value);
        if let Some(Next::Level { to }) = self.next_step()
            && self.ready(day.date)
            && minutes >= least(level + 1)
        {
            let reached = (level + 1..=to)
                .rev()
                .find(|level| minutes >= least(*level));
            self.rose(Step::Level { from: level }, day.date);
            self.level = Some(reached.unwrap_or(level + 1));
        }
        if minutes >= least(self.level.unwrap_or(level)) {
            self.count(day, tolerated);
        }
    }

    /// Counts a tolerated run at what is held.
    fn count(&mut self, day: &OneDay, tolerated: Option<bool>) {
        if tolerated == Some(true) {
            if day.is_at_most_green() {
                self.last_held = Some(day.date);
            }
            self.held.green += 1;
            self.spared &= self.held.green < IN_A_ROW as u32;
            self.held.first.get_or_insert(day.date);
            self.held.worst = self.held.worst.max(day.worst);
        }
    }

    /// The minutes of a day against what is held.
    fn take_minutes(
        &mut self,
        day: &OneDay,
        minutes: f64,
        (tolerated, is_kind): (Option<bool>, bool),
        history: &History,
    ) {
        let Some(value) = self.session else { return };
        let near = limits::GOAL_TOLERANCE.value;
        // A session with walked rests is short for these alone.
        let is_easy = day.is_easy() && !is_kind;
        if !is_easy && minutes < value * (1.0 - near) {
            return;
        }
        if day.band != Band::Red {
            // A week with a run more begins with shorter ones; one back after a break, or after
            // a red, has them too and is none.
            let monday = span::monday(day.date);
            let sunday = monday + Days::new(6);
            let is_back = self.light_until.is_some_and(|until| day.date <= until)
                || self.answers_a_red(monday, sunday);
            let longer = self.longer_instead().filter(|_| minutes > value);
            match longer.or_else(|| self.next_step()) {
                Some(Next::Session { to })
                    if self.ready(day.date)
                        && minutes >= (to * (1.0 - near)).max(f64::midpoint(value, to)) =>
                {
                    self.rose(Step::Session { from: value }, day.date);
                    self.session = Some(to);
                    self.turn = Turn::Runs;
                    self.count(day, tolerated);
                    return;
                }
                Some(Next::Runs { session, .. })
                    if is_easy
                        && !is_back
                        && self.ready(sunday)
                        && minutes < value * (1.0 - near)
                        && minutes >= session * limits::ADDED_RUN_SHORTER.value =>
                {
                    // Where a rule asks for it the plan has them a little shorter still.
                    let shorter = minutes < session * (1.0 - near);
                    self.try_a_run(if shorter { minutes } else { session });
                    self.count(day, tolerated);
                    return;
                }
                _ => {}
            }
        }
        if minutes >= value * (1.0 - near) {
            self.shorter.clear();
            self.count(day, tolerated);
            self.longer(day, minutes, value, tolerated);
        } else if is_easy && !self.is_light(day.date) && !self.is_after_a_red(day.date) {
            self.shorter(day, minutes, tolerated, history);
        }
    }

    /// Whether the week of a day is light on purpose: back after a break, or a cut-back.
    fn is_light(&mut self, date: NaiveDate) -> bool {
        let monday = span::monday(date);
        let since = self.last_light;
        let rises = (self.rises.iter())
            .filter(|rise| **rise < monday && since.is_none_or(|light| light < **rise));
        if self.cut_back_weeks > 0 && rises.count() >= self.cut_back_weeks {
            self.last_light = Some(monday);
            self.light_until = self.light_until.max(Some(monday + Days::new(6)));
        }
        self.light_until.is_some_and(|until| date <= until)
    }

    /// Whether the week of a day answers a red, and is small because of it.
    fn is_after_a_red(&self, date: NaiveDate) -> bool {
        let monday = span::monday(date);
        self.answers_a_red(monday, monday + Days::new(6))
    }

    /// Two longer runs in a row, both tolerated, are what is held.
    fn longer(&mut self, day: &OneDay, minutes: f64, value: f64, tolerated: Option<bool>) {
        let most = self.goal.session_min.max(value);
        let minutes = minutes.min(most);
        // What leapt is held for its fortnight before more of it counts.
        if self.held.long && !self.ready(day.date) {
            return;
        }
        if minutes <= value * (1.0 + limits::SESSION_OVER.value) || tolerated == Some(false) {
            self.longer.clear();
            return;
        }
        if tolerated.is_none() {
            return;
        }
        self.longer.push((minutes, day.date));
        let Some(&[(before, first), (now, _)]) = self.longer.last_chunk::<IN_A_ROW>() else {
            return;
        };
        let reached = before.min(now);
        let worst = self.held.worst;
        self.rose(Step::Session { from: value }, day.date);
        self.session = Some(reached);
        self.held = Held {
            green: IN_A_ROW as u32,
            first: Some(first),
            worst,
            // A leap beyond the plan is held for a fortnight.
            long: reached > value * (1.0 + limits::WEEKLY_GROWTH_CAP.value / 100.0) + 1e-9,
        };
    }

    /// Two shorter runs in a row are what is held.
    fn shorter(&mut self, day: &OneDay, minutes: f64, tolerated: Option<bool>, history: &History) {
        self.longer.clear();
        self.shorter.push(Short {
            date: day.date,
            minutes,
            tolerated: tolerated == Some(true),
            green: tolerated == Some(true) && day.is_at_most_green(),
        });
        let Some(&[before, now]) = self.shorter.last_chunk::<IN_A_ROW>() else {
            return;
        };
        if self.is_spared(before, now, history) {
            self.spared = true;
            self.held = Held::default();
            return;
        }
        let reached = before.minutes.max(now.minutes);
        let near = 1.0 - limits::GOAL_TOLERANCE.value;
        let counted: Vec<NaiveDate> = [before, now]
            .into_iter()
            .filter(|short| short.tolerated && short.minutes >= reached * near)
            .map(|short| short.date)
            .collect();
        self.begin_to_hold();
        self.session = Some(reached);
        self.held = Held {
            green: counted.len() as u32,
            first: counted.first().copied(),
            ..Held::default()
        };
        // What is no longer held cannot be taken back any more.
        self.steps
            .retain(|step| !matches!(step, Step::Session { from } if *from >= reached));
        self.complete &= self.has_goal_minutes();
    }

    /// Whether what is held stays, once, beside two shorter runs: it was run within the week and
    /// nothing hurt since, as where a longer run left less of the week, or two jogs lay beside
    /// the runs.
    fn is_spared(&self, before: Short, now: Short, history: &History) -> bool {
        let ill = |since: NaiveDate| {
            let mut days = since.iter_days().take_while(|day| *day <= now.date);
            days.any(|day| history.illness_on(day).is_some())
        };
        let held = self.last_held.filter(|held| *held < before.date);
        held.is_some_and(|held| (now.date - held).num_days() < 7 && !ill(held))
            && !self.spared
            && before.green
            && now.green
            && !self.mean(now.date).is_over(limits::GREEN_MAX.value)
    }

    /// Counts a session of the open kind; whether the day was one of it.
    fn take_kinds(&mut self, day: &OneDay, tolerated: Option<bool>) -> bool {
        if self.rung() < Rung::Intensity {
            return false;
        }
        let Some(kind) = self.open_kind().filter(|kind| day.counts_as(*kind)) else {
            return false;
        };
        if kind == Kind::HillSprints && self.more_hill_sprints() {
            let next = HILL_SPRINTS.get(self.sprint_step + 1);
            let enough = |count: usize| next.is_some_and(|&next| count >= usize::from(next));
            // A watch misses some: one that is seen stands for the session as planned.
            if day.hill_sprints.is_none_or(enough) {
                let from = self.sprint_step;
                self.rose(Step::HillSprints { from }, day.date);
                self.sprint_step += 1;
                if let Some(sessions) = self.sessions_mut(kind) {
                    *sessions = Sessions::default();
                }
            }
        }
        let is_first = self.sessions_of(kind).first.is_none();
        let repeats = kind == Kind::HillSprints && self.sprint_step > 0;
        if is_first && !repeats && self.steps.last() != Some(&Step::Kind { kind }) {
            let held = self.held;
            self.rose(Step::Kind { kind }, day.date);
            self.held = held;
        }
        if let Some(sessions) = self.sessions_mut(kind).filter(|_| tolerated == Some(true)) {
            sessions.green += 1;
            sessions.first.get_or_insert(day.date);
        }
        true
    }
}
