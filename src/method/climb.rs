//! The fold behind the ladder: run by run, week by week, what was held, what
//! rose last, and what a red response or a break takes back.
//!
//! A pending response counts as tolerated until it is known: the plan that
//! leans on it is provisional, and no rule blames the runner for following it.

use super::ladder::{IntensityStep, Rung, Standing, walk_run_minutes};
use crate::diary::entry::Beginning;
use crate::diary::{Band, Episode, Goal, History, response, span};
use crate::limits::{self, AmberPolicy};
use crate::recording::Format;
use crate::run::{EffortKind, Run};
use chrono::{Days, NaiveDate};

/// Everything that is not walking, minutes or frequency, in the order of return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Tempo,
    Intervals,
    Sprints,
    Hills,
    HillSprints,
}

impl Kind {
    pub const ALL: [Kind; 5] = [
        Kind::Tempo,
        Kind::Intervals,
        Kind::Sprints,
        Kind::Hills,
        Kind::HillSprints,
    ];

    /// The rung that brings it back.
    pub const fn rung(self) -> Rung {
        match self {
            Kind::Tempo | Kind::Intervals | Kind::Sprints => Rung::Intensity,
            Kind::Hills => Rung::Hills,
            Kind::HillSprints => Rung::HillSprints,
        }
    }

    pub const fn wanted(self, goal: &Goal) -> bool {
        match self {
            Kind::Tempo => goal.tempo,
            Kind::Intervals => goal.intervals,
            Kind::Sprints => goal.sprints,
            Kind::Hills => goal.hills,
            Kind::HillSprints => goal.hill_sprints,
        }
    }

    /// Whether a run holds a session of this kind. A stated run tells hard
    /// minutes but no bouts: minutes stand for tempo and intervals, less than
    /// that for sprints.
    pub fn in_run(self, run: &Run) -> bool {
        let has = |kind, least| run.count(kind).is_some_and(|count| count >= least);
        let hard = run.hard_minutes().unwrap_or(0.0);
        let stated = run
            .files
            .iter()
            .any(|file| matches!(file.format, Format::Manual));
        match self {
            Kind::Tempo => hard > limits::HARD_OVER_MINUTES.value,
            Kind::Intervals => {
                has(EffortKind::Interval, 2) || (stated && hard > limits::HARD_OVER_MINUTES.value)
            }
            Kind::Sprints => {
                has(EffortKind::Sprint, 1)
                    || (stated && hard > 0.0 && hard <= limits::HARD_OVER_MINUTES.value)
            }
            Kind::Hills => has(EffortKind::Hill, 1),
            Kind::HillSprints => has(EffortKind::HillSprint, 1),
        }
    }
}

/// How many hill sprints each step of that rung holds.
pub const HILL_SPRINTS: [u8; 3] = [3, 4, 6];

/// A factor that rose, with the value that it rose from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    Level {
        from: u8,
    },
    Session {
        from: f64,
    },
    Runs {
        from: u32,
    },
    /// A kind of session done for the first time on its rung.
    Kind {
        kind: Kind,
    },
    /// More hill sprints than before.
    HillSprints {
        from: usize,
    },
}

/// Green runs at the value now held, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Held {
    pub green: u32,
    pub first: Option<NaiveDate>,
    /// Most days with a run in one of the weeks that count.
    pub runs: u32,
}

/// Sessions of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sessions {
    pub green: u32,
    pub first: Option<NaiveDate>,
    pub done: bool,
}

/// The state of the fold.
#[derive(Debug, Clone, PartialEq)]
pub struct Climb {
    pub goal: Goal,
    /// Runs per week that the goal asks for and the available days can hold.
    pub goal_runs: u32,
    /// Runs per week of the start, held while minutes grow.
    pub start_runs: u32,
    /// Runs per week that the runner had or wants, more than the available days hold now.
    pub unfitting_runs: Option<u32>,
    needed: u32,
    needed_days: i64,
    /// First day on the present rung.
    pub since: NaiveDate,
    rung: Rung,
    /// Walk-run level being held; `None` once running continuously.
    pub level: Option<u8>,
    /// After a break of four to eight weeks one level is enough.
    one_level: bool,
    /// Session minutes last tolerated.
    pub session: Option<f64>,
    pub runs: u32,
    volume_done: bool,
    frequency_done: bool,
    sessions: [Sessions; 5],
    /// Index into [`HILL_SPRINTS`].
    pub sprint_step: usize,
    pub held: Held,
    steps: Vec<Step>,
    /// Weekly means below what is held, newest last.
    lower: Vec<f64>,
    /// Days with a run in each week, newest last.
    week_runs: Vec<u32>,
    reds: Vec<NaiveDate>,
    undone_in: Option<(NaiveDate, u32)>,
    /// Monday of every week in which something rose.
    pub rises: Vec<NaiveDate>,
    /// What the last red took back.
    pub last_undone: Option<Step>,
    week: Week,
}

/// The runs of the civil week that is being read.
#[derive(Debug, Clone, PartialEq, Default)]
struct Week {
    monday: Option<NaiveDate>,
    days: Vec<NaiveDate>,
    minutes: Vec<f64>,
    /// Minutes of the sessions with more than easy running, whose walked rests are no running.
    kind_minutes: Vec<f64>,
    green: u32,
    first_green: Option<NaiveDate>,
    /// Every run was tolerated as far as is known.
    tolerated: bool,
    red: bool,
}

impl Week {
    fn mean(&self) -> Option<f64> {
        let minutes = if self.minutes.is_empty() {
            &self.kind_minutes
        } else {
            &self.minutes
        };
        (!minutes.is_empty()).then(|| minutes.iter().sum::<f64>() / minutes.len() as f64)
    }
}

/// A rise or fall of session minutes under this share is noise of measurement.
const SAME: f64 = 0.02;

/// The state after all runs before and on `until`; `None` without an open episode.
pub fn fold(history: &History, until: NaiveDate) -> Option<Climb> {
    fold_with(history, until, &mut |_, _| {})
}

/// As [`fold`], telling the state at the start of every day with a run, and at the end.
pub fn fold_with(
    history: &History,
    until: NaiveDate,
    told: &mut dyn FnMut(NaiveDate, &Climb),
) -> Option<Climb> {
    let episode = history.episode()?;
    let mut climb = Climb::begin(history, episode);
    let mut previous: Option<NaiveDate> = None;
    let mut told_of: Option<NaiveDate> = None;
    told(episode.start, &climb);
    for run in &history.runs {
        let date = run.date();
        if date > until {
            break;
        }
        if date >= episode.start {
            climb.enter_week(date);
            if let Some(last) = previous {
                climb.after_break(last, date, history);
            }
            if told_of != Some(date) {
                told(date, &climb.closed(date));
                told_of = Some(date);
            }
            climb.take(run, history);
        }
        previous = Some(previous.map_or(date, |last| last.max(date)));
    }
    if until >= episode.start {
        climb.enter_week(until);
        if let Some(last) = previous {
            climb.after_break(last, until, history);
        }
    }
    let end = climb.closed(until);
    if until >= episode.start {
        told(until + Days::new(1), &end);
    }
    Some(end)
}

impl Climb {
    fn begin(history: &History, episode: &Episode) -> Climb {
        let settings = &history.settings;
        let goal = episode.goal;
        let goal_runs = goal
            .runs_per_week
            .clamp(1, (settings.available_days.count() as u32).max(1));
        let own_runs = start_runs(history, episode).clamp(1, goal.runs_per_week.max(1));
        let start_runs = own_runs.min(spaced_runs(history)).clamp(1, goal_runs);
        let unfitting_runs = if goal_runs < goal.runs_per_week {
            Some(goal.runs_per_week)
        } else {
            Some(own_runs).filter(|&own| own > start_runs)
        };
        Climb {
            goal,
            goal_runs,
            start_runs,
            unfitting_runs,
            needed: settings.get(&limits::STEP_GREEN_RUNS) as u32,
            needed_days: settings.get(&limits::STEP_DAYS) as i64,
            since: episode.start,
            rung: Rung::WalkRun,
            level: (episode.begin == Beginning::WalkRun).then_some(1),
            one_level: false,
            session: None,
            runs: start_runs,
            volume_done: false,
            frequency_done: false,
            sessions: [Sessions::default(); 5],
            sprint_step: 0,
            held: Held::default(),
            steps: Vec::new(),
            lower: Vec::new(),
            week_runs: Vec::new(),
            reds: Vec::new(),
            undone_in: None,
            rises: Vec::new(),
            last_undone: None,
            week: Week::default(),
        }
        .settled(episode.start)
    }

    /// The lowest open rung.
    pub fn rung(&self) -> Rung {
        if self.level.is_some() {
            return Rung::WalkRun;
        }
        if !self.volume_done {
            return Rung::Volume;
        }
        if !self.frequency_done {
            return Rung::Frequency;
        }
        self.open_kind().map_or(Rung::Restored, Kind::rung)
    }

    /// The first kind of session of the goal that is not complete.
    pub fn open_kind(&self) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.wanted(&self.goal) && !self.sessions_of(*kind).done)
    }

    /// The kinds of the goal that are complete.
    pub fn complete_kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        Kind::ALL
            .into_iter()
            .filter(|kind| kind.wanted(&self.goal) && self.sessions_of(*kind).done)
    }

    pub fn sessions_of(&self, kind: Kind) -> Sessions {
        self.sessions
            .get(kind as usize)
            .copied()
            .unwrap_or_default()
    }

    fn sessions_mut(&mut self, kind: Kind) -> Option<&mut Sessions> {
        self.sessions.get_mut(kind as usize)
    }

    /// What rose last and was not taken back.
    pub fn last_step(&self) -> Option<Step> {
        self.steps.last().copied()
    }

    /// Whether what is held was held long enough on `day` for the next step.
    pub fn ready(&self, day: NaiveDate) -> bool {
        self.held.green >= self.needed && self.ready_from().is_some_and(|from| from <= day)
    }

    /// The first day on which the next step may be taken, once the green runs are there.
    pub fn ready_from(&self) -> Option<NaiveDate> {
        Some(self.held.first? + Days::new(self.needed_days.unsigned_abs()))
    }

    pub fn has_goal_minutes(&self) -> bool {
        let least = self.goal.session_min * (1.0 - limits::GOAL_TOLERANCE.value);
        self.session.is_some_and(|session| session >= least)
    }

    /// What the contract and the rules call the standing.
    pub fn standing(&self, day: NaiveDate) -> Standing {
        let rung = self.rung();
        let kind = self.open_kind();
        let (green, first) = match rung {
            Rung::Intensity | Rung::Hills | Rung::HillSprints => kind
                .map(|kind| self.sessions_of(kind))
                .map_or((0, None), |sessions| (sessions.green, sessions.first)),
            _ => (self.held.green, self.held.first),
        };
        Standing {
            rung,
            level: match rung {
                Rung::WalkRun => self.level,
                Rung::HillSprints => HILL_SPRINTS.get(self.sprint_step).copied(),
                _ => None,
            },
            intensity_step: match kind {
                Some(Kind::Tempo) if rung == Rung::Intensity => Some(IntensityStep::Tempo),
                Some(Kind::Intervals) if rung == Rung::Intensity => Some(IntensityStep::Intervals),
                Some(Kind::Sprints) if rung == Rung::Intensity => Some(IntensityStep::Sprints),
                _ => None,
            },
            goal: self.goal,
            since: self.since,
            session_min: self.session.or_else(|| self.level.map(walk_run_minutes)),
            runs_per_week: Some(self.runs),
            green_runs: green,
            green_runs_needed: self.needed,
            days: first.map_or(0, |first| {
                u32::try_from((day - first).num_days()).unwrap_or(0)
            }),
            days_needed: u32::try_from(self.needed_days).unwrap_or(0),
        }
    }

    /// The state with the week so far counted, on `day`.
    fn closed(&self, day: NaiveDate) -> Climb {
        let mut closed = self.clone();
        closed.close_week();
        closed.settled(day)
    }

    fn enter_week(&mut self, date: NaiveDate) {
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

    /// The state with all that is complete by `day` marked.
    pub fn settled(mut self, day: NaiveDate) -> Climb {
        self.settle(day);
        self
    }

    /// Marks what is complete on `day`.
    fn settle(&mut self, day: NaiveDate) {
        let last = |level: u8| {
            f64::from(level) >= limits::WALK_RUN_LEVELS.value
                || walk_run_minutes(level) >= self.goal.session_min
        };
        if let Some(level) = self.level
            && (self.one_level || last(level))
            && self.ready(day)
        {
            // What was held on the last level goes on as running minutes.
            self.level = None;
            self.one_level = false;
            self.session = Some(walk_run_minutes(level));
        }
        if self.level.is_none() && self.has_goal_minutes() && self.ready(day) {
            if !self.volume_done && self.held.runs >= self.start_runs.min(self.runs) {
                self.volume_done = true;
            }
            if self.volume_done && self.runs >= self.goal_runs && self.held.runs >= self.goal_runs {
                self.frequency_done = true;
            }
        }
        for kind in Kind::ALL {
            let (needed, days) = (self.needed, self.needed_days);
            let last_sprints = self.sprint_step + 1 >= HILL_SPRINTS.len();
            if let Some(sessions) = self.sessions_mut(kind) {
                let long_enough = sessions
                    .first
                    .is_some_and(|first| (day - first).num_days() >= days);
                if sessions.green >= needed
                    && long_enough
                    && (kind != Kind::HillSprints || last_sprints)
                {
                    sessions.done = true;
                }
            }
        }
        let rung = self.rung();
        if rung != self.rung {
            self.rung = rung;
            self.since = day;
        }
    }

    /// Whether more hill sprints may be done on `day`.
    pub fn more_hill_sprints(&self, day: NaiveDate) -> bool {
        let sessions = self.sessions_of(Kind::HillSprints);
        sessions.green >= self.needed
            && sessions
                .first
                .is_some_and(|first| (day - first).num_days() >= self.needed_days)
            && self.sprint_step + 1 < HILL_SPRINTS.len()
    }

    /// A break of four weeks or more puts the runner back to walk-run.
    fn after_break(&mut self, last_run: NaiveDate, date: NaiveDate, history: &History) {
        let of = span::Break {
            last_run,
            first_run: Some(date),
            days_off: (date - last_run).num_days() - 1,
        };
        let at_least = |limit| of.days_off as f64 >= history.settings.get(limit);
        if !at_least(&limits::BREAK_SHORT_DAYS) || span::is_usual_gap(history, &of) {
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

    fn take(&mut self, run: &Run, history: &History) {
        let date = run.date();
        let response = response(run, history);
        let tolerated = match response.band {
            Band::Green | Band::Pending => true,
            Band::Amber => history.settings.amber == AmberPolicy::Progress,
            Band::Red | Band::Unknown => false,
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
        if let Some(red_at) = response.red_at {
            self.red(date, history.local_date(red_at));
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

    fn rose(&mut self, step: Step, date: NaiveDate) {
        self.steps.push(step);
        self.held = Held::default();
        let monday = span::monday(date);
        if self.rises.last() != Some(&monday) {
            self.rises.push(monday);
        }
    }

    /// Counts the week that has ended: what was held, what rose.
    fn close_week(&mut self) {
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
    /// volume is open, going back to more would be frequency before volume.
    fn fewer_runs(&mut self, runs: u32) {
        self.week_runs.push(runs);
        let weeks = (limits::REFERENCE_DAYS.value / 7.0) as usize;
        let most = self.week_runs.iter().rev().take(weeks).max().copied();
        if self.week_runs.len() >= weeks && self.rung() < Rung::Frequency {
            self.runs = most.map_or(self.runs, |most| self.runs.min(most.max(1)));
        }
    }

    /// A red response takes back what rose last; a second within 14 days, two steps.
    fn red(&mut self, date: NaiveDate, known: NaiveDate) {
        self.week.red = true;
        self.week.tolerated = false;
        let answered = span::monday(known);
        let repeated = self
            .reds
            .iter()
            .any(|&red| (known - red).num_days().abs() <= limits::PAIN_REPEATED_DAYS.value as i64);
        self.reds.push(known);
        let wanted = if repeated { 2 } else { 1 };
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

/// Runs per week of the start: those of the four weeks before the episode, else
/// of its first whole weeks, else three.
fn start_runs(history: &History, episode: &Episode) -> u32 {
    let days = limits::REFERENCE_DAYS.value as u64;
    let before = span::span(
        history,
        episode.start - Days::new(days),
        episode.start - Days::new(1),
    );
    let known = span::known_from(history, episode.start)
        .map_or(0, |from| (episode.start - from).num_days());
    let own = match before.run_days {
        Some(run_days) if run_days > 0 && known >= 7 => {
            let weeks = (known.min(days as i64) as f64 / 7.0).max(1.0);
            Some((run_days as f64 / weeks).round() as u32)
        }
        _ => first_weeks(history, episode),
    };
    own.unwrap_or(limits::DEFAULT_GOAL_RUNS.value as u32).max(1)
}

/// The most runs in one of the first four whole weeks, and two at least: a week
/// of which most was missed is no rhythm.
fn first_weeks(history: &History, episode: &Episode) -> Option<u32> {
    let monday = span::monday(episode.start);
    let first = if monday == episode.start {
        monday
    } else {
        monday + Days::new(7)
    };
    let weeks = limits::REFERENCE_DAYS.value as u64 / 7;
    (0..weeks)
        .map(|week| first + Days::new(7 * week))
        .filter(|&monday| monday + Days::new(6) <= history.today())
        .filter_map(|monday| {
            let runs = history.runs_between(monday, monday + Days::new(6));
            let mut days: Vec<NaiveDate> = runs.iter().map(Run::date).collect();
            days.dedup();
            u32::try_from(days.len()).ok().filter(|&days| days > 0)
        })
        .max()
        .map(|runs| runs.max(2))
}

/// How many runs every week can hold with the free days between runs, on the available days.
pub fn spaced_runs(history: &History) -> u32 {
    let gap = history.settings.get(&limits::REST_DAYS_BETWEEN_RUNS) as i64 + 1;
    let free: Vec<i64> = (0..7)
        .filter(|&day| {
            chrono::Weekday::try_from(day as u8)
                .is_ok_and(|day| history.settings.available_days.contains(day))
        })
        .collect();
    let from = |start: usize| -> u32 {
        let Some(&first) = free.get(start) else {
            return 0;
        };
        let mut last = first;
        let mut count = 1;
        for &day in free.iter().skip(start + 1) {
            if day - last >= gap && first + 7 - day >= gap {
                last = day;
                count += 1;
            }
        }
        count
    };
    (0..free.len()).map(from).max().unwrap_or(1).max(1)
}
