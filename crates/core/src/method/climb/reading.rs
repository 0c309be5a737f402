//! The fold between two runs: its beginning, what it reads, its end.

use super::start::start;
use super::state::{Climb, Held, Sessions, Turn, Week};
use crate::calendar::Days;
use crate::diary::entry::Beginning;
use crate::diary::span::{self, spaced_runs};
use crate::diary::{Episode, History, Response};
use crate::limits;
use crate::method::rung::Rung;
use crate::run::Run;
use chrono::NaiveDate;

/// The fold between two runs.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) start: NaiveDate,
    pub(super) climb: Climb,
    previous: Option<NaiveDate>,
}

impl Reading {
    pub(super) fn begin(history: &History, episode: &Episode) -> Reading {
        Reading {
            start: episode.start,
            climb: Climb::begin(history, episode),
            previous: None,
        }
    }

    /// The days up to `date`: a day and a week that end, a break.
    pub(super) fn come_to(&mut self, date: NaiveDate, history: &History) {
        if date >= self.start {
            self.climb.enter_day(date, history);
            if let Some(last) = self.previous {
                self.climb.after_break(last, date, history);
            }
        }
    }

    /// The response is asked for in the episode only: years may lie before it.
    pub(super) fn read(
        &mut self,
        run: &Run,
        response: impl FnOnce() -> Response,
        history: &History,
    ) {
        let date = run.date();
        if date >= self.start {
            self.climb.take(run, &response(), history);
        }
        if !run.is_accident() {
            self.previous = Some(self.previous.map_or(date, |last| last.max(date)));
        }
    }

    pub(super) fn end(mut self, until: NaiveDate, today: NaiveDate, history: &History) -> Climb {
        self.come_to(until, history);
        self.climb.close_day(history);
        if let Some(monday) = self.climb.week.monday {
            let sunday = monday + Days::new(6);
            // On the evening of a Sunday nothing is waited for any more.
            let is_late = today == history.today() && span::is_over(history, monday);
            let is_over = today > sunday || is_late || self.climb.week.days.contains(&sunday);
            let is_over = is_over && until >= sunday;
            self.climb.close_week(is_over);
        }
        self.climb.settled(until)
    }
}

impl Climb {
    pub(super) fn begin(history: &History, episode: &Episode) -> Climb {
        let settings = &history.settings;
        let goal = episode.goal;
        let goal_runs = goal.within(settings).runs_per_week;
        let begin = start(history, episode);
        let own_runs = begin.runs.clamp(1, goal.runs_per_week.max(1));
        let start_runs = own_runs.min(spaced_runs(history)).clamp(1, goal_runs);
        let unfitting_runs = if goal_runs < goal.runs_per_week {
            Some(goal.runs_per_week)
        } else {
            Some(own_runs).filter(|&own| own > start_runs)
        };
        let level = (episode.begin == Beginning::WalkRun).then_some(1);
        Climb {
            goal,
            goal_runs,
            start_runs,
            own_session: begin.own_session,
            unfitting_runs,
            needed: settings.get(&limits::STEP_GREEN_RUNS) as u32,
            needed_days: settings.get(&limits::STEP_DAYS) as i64,
            break_days: settings.get(&limits::BREAK_SHORT_DAYS) as i64,
            growth: settings.get(&limits::WEEKLY_GROWTH) / 100.0,
            amber: settings.amber,
            since: episode.start,
            rung: Rung::WalkRun,
            begun: false,
            level,
            hurt_level: None,
            session: level.is_none().then_some(begin.session),
            runs: start_runs,
            frequency_open: false,
            turn: Turn::Runs,
            complete: false,
            sessions: [Sessions::default(); 5],
            sprint_step: 0,
            held: Held::default(),
            steps: Vec::new(),
            shorter: Vec::new(),
            longer: Vec::new(),
            fewer: Vec::new(),
            more: Vec::new(),
            trial: None,
            light_until: None,
            cut_back_weeks: settings.get(&limits::CUT_BACK_WEEKS) as usize,
            last_light: None,
            recent: Vec::new(),
            hurt_at_least: Vec::new(),
            mixed_in: None,
            last_held: None,
            spared: false,
            reds: Vec::new(),
            red_felt: None,
            of_rehab: Vec::new(),
            undone_in: None,
            rises: Vec::new(),
            last_rise: None,
            last_build: None,
            last_undone: None,
            gave_up_minutes: false,
            gave_up_a_run: false,
            most_days: 0,
            day: None,
            week: Week::default(),
        }
        .settled(episode.start)
    }

    /// The state with the day and the week so far counted, on `day`.
    pub(super) fn closed(&self, day: NaiveDate, history: &History) -> Climb {
        let mut closed = self.clone();
        closed.close_day(history);
        closed.close_week(false);
        closed.settled(day)
    }
}
