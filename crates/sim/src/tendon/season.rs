//! A year lived with one strategy: what was run, what it felt like, and, with
//! `comeback`, what was logged of it and planned from it.

use super::known::Known;
use super::model::{FLARE_PAIN, Spread, Tendon};
use super::runner::{DAYS, Runner};
use super::session::Session;
use super::strategy::{Course, DAYS_OFF, GOES_ON_AT, Otherwise, Strategy};
use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use comeback_core::diary::entry::{Entry, EpisodeStart, What};
use comeback_core::diary::{History, Policy, start_of_day, stated};
use comeback_core::forecast::{self, Dates};
use comeback_core::method::{Rung, ladder};
use comeback_core::plan::{Decision, plan};
use comeback_core::run::Run;
use comeback_core::units::PainScore;

/// Pain over 5 within so many days of another belongs to the same flare-up.
const SAME_FLARE_DAYS: usize = 7;
/// A week holds the old training from this share of its minutes: sessions with
/// hard running are planned a little shorter than easy ones.
const OLD_SHARE: f64 = 0.9;
/// So many weeks of it in a row, without a flare-up, are the old training held.
const HELD_WEEKS: usize = 3;

/// The first edition's `weekly-spike` made weeks smaller, and its steps had no floor of three
/// minutes up to half an hour.
const SPIKE: f64 = comeback_core::limits::WEEKLY_SPIKE_RATIO.value;
const TENTH: f64 = comeback_core::limits::LONG_RUN_RATIO.value;
const LONGEST_DAYS: u64 = comeback_core::limits::LONG_RUN_DAYS.value as u64;
const HALF_AN_HOUR: f64 = comeback_core::limits::LONG_RUN_FLOOR.value;
/// The hours in which the response to a run stays open.
const OPEN_HOURS: i64 = comeback_core::limits::RESPONSE_HOURS.value as i64;

/// What became of a runner in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Season {
    /// First days of flare-ups.
    pub flares: Vec<usize>,
    /// Days on which pain passed 5.
    pub days_over: usize,
    /// Weeks until the old minutes had been held for three weeks without a flare-up.
    pub held: Option<usize>,
    /// Weeks until the ladder said restored: the hard running of before is back too.
    pub restored: Option<usize>,
    /// Running minutes of each week.
    pub weekly_min: Vec<f64>,
    /// What decided each week of a plan: the decision, and the rule that spoke for it.
    pub decided: Vec<String>,
}

/// The year of the runner of a seed, or its first weeks.
pub fn live(seed: u64, spread: &Spread, strategy: &Strategy, weeks: usize) -> Season {
    let runner = Runner::draw(seed, spread);
    Life::begin(&runner, strategy).year((7 * weeks).min(DAYS))
}

/// The log of a runner with `comeback` on the Sunday night after so many weeks.
pub fn log_after(seed: u64, spread: &Spread, weeks: usize) -> History {
    let runner = Runner::draw(seed, spread);
    let strategy = Strategy::comeback();
    let days = (7 * weeks).clamp(7, DAYS);
    let mut life = Life::begin(&runner, &strategy);
    life.days(days);
    life.log.history(at(date(days - 1), 21))
}

/// Two years are lived for what is foretold in the first months: a date given a year ahead
/// is judged by what came, too.
const FORETOLD_DAYS: usize = 2 * DAYS;

/// What the forecast said on the Mondays after so many weeks, and the Monday on which the
/// ladder first was restored.
pub fn forecasts(seed: u64, spread: &Spread, asked: &[usize]) -> Foretold {
    let runner = Runner::draw_for(seed, spread, FORETOLD_DAYS);
    let strategy = Strategy::comeback();
    let mut life = Life::begin(&runner, &strategy);
    life.asked = asked;
    life.days(FORETOLD_DAYS);
    Foretold {
        dates: life.foretold,
        restored: life.season.restored.map(|week| date(7 * week)),
        begun: date(0),
        end: date(FORETOLD_DAYS),
    }
}

/// What was foretold, and what came in two years.
#[derive(Debug, Clone, PartialEq)]
pub struct Foretold {
    /// A forecast for each week asked about; `None` where no date was given.
    pub dates: Vec<(usize, Option<Dates>)>,
    /// The Monday on which the ladder first was restored.
    pub restored: Option<NaiveDate>,
    /// The first day.
    pub begun: NaiveDate,
    /// The day after the last.
    pub end: NaiveDate,
}

struct Life<'a> {
    asked: &'a [usize],
    foretold: Vec<(usize, Option<Dates>)>,
    runner: &'a Runner,
    strategy: &'a Strategy,
    tendon: Tendon,
    course: Course,
    known: Option<Known>,
    log: Log,
    week: [Option<Session>; 7],
    /// First day on which running may go on after pain over 5.
    off_until: usize,
    last_over: Option<usize>,
    season: Season,
}

impl<'a> Life<'a> {
    fn begin(runner: &'a Runner, strategy: &'a Strategy) -> Life<'a> {
        Life {
            asked: &[],
            foretold: Vec::new(),
            runner,
            strategy,
            tendon: Tendon::new(runner.traits, &runner.old_weeks()),
            course: Course::begin(),
            known: match *strategy {
                Strategy::Known {
                    most_pain,
                    in_order,
                } => Some(Known::begin(runner, most_pain, in_order)),
                _ => None,
            },
            log: Log::of(runner, strategy),
            week: [const { None }; 7],
            off_until: 0,
            last_over: None,
            season: Season {
                flares: Vec::new(),
                days_over: 0,
                held: None,
                restored: None,
                weekly_min: Vec::new(),
                decided: Vec::new(),
            },
        }
    }

    fn year(mut self, days: usize) -> Season {
        self.days(days);
        self.judge_weeks();
        self.season
    }

    fn days(&mut self, days: usize) {
        let mut ran_yesterday = false;
        let mut late = 0.0;
        for day in 0..days {
            if day % 7 == 0 {
                self.begin_week(day);
            }
            let [at_evening, at_noon] = self.runner.noise[day];
            let mut pain: f64 = 0.0;
            let session = self.session_of(day);
            if let Some(session) = &session {
                self.run(day, session);
            }
            if ran_yesterday {
                let score = self.score(late, at_noon);
                pain = pain.max(score);
                self.log_pain(day, 1, score);
            }
            late = 0.0;
            if session.is_some() {
                let score = self.score(self.tendon.early_pain(), at_evening);
                pain = pain.max(score);
                self.log_pain(day, 0, score);
                late = self.tendon.late_pain();
            }
            if pain > FLARE_PAIN {
                self.over(day);
            }
            ran_yesterday = session.is_some();
            self.tendon.sleep();
        }
    }

    /// A pain score as a runner says it: in halves, with the noise of saying it.
    fn score(&self, pain: f64, noise: f64) -> f64 {
        let said = pain + noise * self.runner.traits.noise;
        ((said * 2.0).round() / 2.0).clamp(0.0, 10.0)
    }

    fn begin_week(&mut self, day: usize) {
        if matches!(self.strategy, Strategy::Comeback { .. }) {
            if self.season.restored.is_none() && self.log.is_restored(day) {
                if self.log.volume_first {
                    self.log.volume_first = false;
                    self.log.episode(self.runner, at(date(day), 0));
                } else {
                    self.season.restored = Some(day / 7);
                }
            }
            if self.asked.contains(&(day / 7)) {
                self.foretold.push((day / 7, self.log.foretold(day)));
            }
            let (mut week, decided) = self.log.plan(day, 0);
            if self.strategy.does(Otherwise::SpikeCuts) {
                cut_spike(&mut week, &self.season.weekly_min);
            }
            self.week = week;
            self.season.decided.push(decided);
        } else if let Some(known) = &mut self.known {
            let ran = self.season.weekly_min.last().copied().unwrap_or(0.0);
            known.begin_week(self.runner, ran);
        } else {
            let flared = day > 0 && self.last_over.is_some_and(|last| last + 7 >= day);
            self.week = self.course.week(self.strategy, self.runner, flared);
        }
        self.season.weekly_min.push(0.0);
    }

    /// What is run today: the week's session, but in a break or while it hurts too much.
    fn session_of(&mut self, day: usize) -> Option<Session> {
        if let Some(known) = &mut self.known {
            return if self.runner.away[day] {
                None
            } else {
                known.session(self.runner, &self.tendon, day % 7)
            };
        }
        let follows_plan = matches!(self.strategy, Strategy::Comeback { .. });
        let too_sore = !follows_plan
            && (day < self.off_until
                || (self.off_until > 0
                    && self.last_over.is_some_and(|last| day < last + 28)
                    && self.tendon.late_pain() > GOES_ON_AT));
        if self.runner.away[day] || too_sore {
            return None;
        }
        let session = self.week[day % 7].clone()?;
        let most = if self.strategy.does(Otherwise::TenthOnly) {
            self.log.a_tenth_longer(day)
        } else {
            f64::INFINITY
        };
        let minutes = session.minutes();
        Some(if minutes > most && minutes < HALF_AN_HOUR {
            session.scaled(most / minutes)
        } else {
            session
        })
    }

    fn run(&mut self, day: usize, session: &Session) {
        self.tendon.carry(session);
        if let Some(week) = self.season.weekly_min.last_mut() {
            *week += session.minutes();
        }
        self.log.run(day, session);
    }

    /// Logs the evening's score (0) or the next day's (1).
    fn log_pain(&mut self, day: usize, which: usize, score: f64) {
        if self.runner.logs[day][which] {
            self.log.pain(day, which, score);
        }
    }

    /// Pain over 5: part of a flare-up that is under way or a new one. A plan is
    /// asked for again; who has none stops for some days.
    fn over(&mut self, day: usize) {
        let under_way = self
            .last_over
            .is_some_and(|last| day - last <= SAME_FLARE_DAYS);
        if !under_way {
            self.season.flares.push(day);
            self.tendon.flare();
        }
        self.season.days_over += 1;
        self.last_over = Some(day);
        self.off_until = day + 1 + DAYS_OFF;
        if matches!(self.strategy, Strategy::Comeback { .. }) && day % 7 < 6 {
            let (rest_of_week, _) = self.log.plan(day - day % 7, day % 7 + 1);
            for (weekday, session) in rest_of_week.into_iter().enumerate() {
                if weekday > day % 7 {
                    self.week[weekday] = session;
                }
            }
        }
    }

    fn judge_weeks(&mut self) {
        let old = OLD_SHARE * self.runner.weekly_min();
        let full = |week: usize| {
            self.season.weekly_min[week] >= old
                && !self.season.flares.iter().any(|day| day / 7 == week)
        };
        self.season.held = (HELD_WEEKS..=self.season.weekly_min.len())
            .find(|&weeks| (weeks - HELD_WEEKS..weeks).all(full));
    }
}

/// Makes a week no more than so much over the mean of the two before.
fn cut_spike(week: &mut [Option<Session>; 7], before: &[f64]) {
    let Some(&[a, b]) = before.last_chunk::<2>() else {
        return;
    };
    let most = SPIKE * (a + b) / 2.0;
    let planned: f64 = week.iter().flatten().map(Session::minutes).sum();
    if most > 0.0 && planned > most {
        for session in week.iter_mut().flatten() {
            *session = session.scaled(most / planned);
        }
    }
}

/// What a runner with `comeback` writes down.
struct Log {
    strategy: Strategy,
    easy_m_per_s: f64,
    runs: Vec<Run>,
    entries: Vec<Entry>,
    evening: f64,
    /// The last day whose evening's score was logged.
    evening_on: Option<usize>,
    /// The goal is still that of the minutes alone.
    volume_first: bool,
}

fn date(day: usize) -> NaiveDate {
    // A Monday; which one does not matter.
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default() + Days::new(day as u64)
}

fn at(date: NaiveDate, hour: i64) -> DateTime<FixedOffset> {
    start_of_day(chrono_tz::UTC, date) + TimeDelta::hours(hour)
}

/// Whether an entry is a score over 3 and up to 5 of a run whose 48 h are not over.
fn is_open_amber(entry: &Entry, now: DateTime<FixedOffset>) -> bool {
    let What::Pain { score, .. } = &entry.what else {
        return false;
    };
    let amber = score.get() > comeback_core::limits::GREEN_MAX.value
        && score.get() <= comeback_core::limits::AMBER_MAX.value;
    // Runs begin at eight: who scores before noon scores yesterday's.
    let hour = (entry.at - at(entry.at.date_naive(), 0)).num_hours();
    let since_run = if hour < 12 { hour + 16 } else { hour - 8 };
    amber && entry.at + TimeDelta::hours(OPEN_HOURS - since_run) > now
}

impl Log {
    /// The log up to the first day: the old training, some weeks without, the episode.
    fn of(runner: &Runner, strategy: &Strategy) -> Log {
        let mut log = Log {
            strategy: strategy.clone(),
            easy_m_per_s: runner.easy_m_per_s,
            runs: Vec::new(),
            entries: Vec::new(),
            evening: 0.0,
            evening_on: None,
            volume_first: strategy.does(Otherwise::VolumeFirst) && runner.has_history,
        };
        let start = date(0);
        if !matches!(strategy, Strategy::Comeback { .. }) {
            return log;
        }
        if runner.has_history {
            let weeks = comeback_core::limits::GOAL_WEEKS.value as u64;
            let first = start - Days::new(7 * weeks);
            for week in 0..weeks - runner.weeks_off.min(weeks - 1) {
                for (day, session) in runner.old_week(week as usize).iter().enumerate() {
                    if let Some(session) = session {
                        log.run_on(first + Days::new(7 * week + day as u64), session);
                    }
                }
            }
        }
        log.episode(runner, at(start, 0));
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let free: Vec<&str> = names
            .into_iter()
            .zip(runner.free)
            .filter_map(|(name, free)| free.then_some(name))
            .collect();
        log.set("available-days", &free.join(","));
        if let Strategy::Comeback { set, .. } = strategy {
            for (key, value) in set {
                log.set(key, value);
            }
        }
        log
    }

    /// The injury and its goal, as it is told on a day.
    fn episode(&mut self, runner: &Runner, told: DateTime<FixedOffset>) {
        let most = if self.volume_first {
            comeback_core::limits::START_RUNS_MAX.value as u32
        } else {
            u32::MAX
        };
        let none_yet = self.volume_first.then_some(false);
        self.entry(
            told,
            What::EpisodeStart(EpisodeStart {
                on: date(0),
                diagnosed: true,
                begin: None,
                goal_minutes: None,
                // The weeks without running before the episode are no rhythm to return to.
                goal_runs: runner.has_history.then_some(most.min(runner.runs as u32)),
                goal_sprints: none_yet,
                race: None,
                goal_intensity: none_yet,
                goal_hills: none_yet,
                goal_hill_sprints: none_yet,
            }),
        );
    }

    /// A tenth more than the longest run of the days before; no bound without one.
    fn a_tenth_longer(&self, day: usize) -> f64 {
        let (from, today) = (date(day) - Days::new(LONGEST_DAYS), date(day));
        let lately = self.runs.iter().rev();
        lately
            .take_while(|run| run.date() >= from)
            .filter(|run| run.date() < today)
            .filter_map(Run::running_minutes)
            .reduce(f64::max)
            .map_or(f64::INFINITY, |longest| TENTH * longest)
    }

    fn set(&mut self, key: &str, value: &str) {
        self.entry(
            at(date(0), 0),
            What::Config {
                key: key.to_owned(),
                value: value.to_owned(),
                by: None,
            },
        );
    }

    fn entry(&mut self, at: DateTime<FixedOffset>, what: What) {
        self.entries.push(Entry {
            at,
            what,
            note: None,
        });
    }

    fn run_on(&mut self, date: NaiveDate, session: &Session) {
        let stated = session.stated(self.easy_m_per_s);
        let mut run = stated::run(at(date, 8), &stated);
        run.running = Some(comeback_core::units::Seconds::from_minutes(
            session.minutes(),
        ));
        self.runs.push(run);
    }

    fn run(&mut self, day: usize, session: &Session) {
        self.run_on(date(day), session);
    }

    fn pain(&mut self, day: usize, which: usize, score: f64) {
        if which == 0 {
            self.evening_on = Some(day);
        }
        // The morning's score is that of yesterday's run.
        let alone = which == 1 && self.evening_on.is_none_or(|evening| evening + 1 != day);
        let safe = score <= comeback_core::limits::GREEN_MAX.value;
        if alone && safe && self.strategy.does(Otherwise::BothScores) {
            return;
        }
        let unread = self.strategy.does(Otherwise::NextDayUnread);
        let (hour, score) = match (which, unread) {
            (0, _) => (20, score),
            (_, true) => (11, self.evening.min(score)),
            (_, false) => (11, score),
        };
        if which == 0 {
            self.evening = score;
        }
        if let Ok(score) = PainScore::new(score) {
            self.entry(
                at(date(day), hour),
                What::Pain {
                    score,
                    during: None,
                    site: None,
                    now: None,
                },
            );
        }
    }

    fn history(&self, now: DateTime<FixedOffset>) -> History {
        let entries: Vec<Entry>;
        let known = if self.strategy.does(Otherwise::AmberWaits) {
            entries = (self.entries.iter())
                .filter(|entry| !is_open_amber(entry, now))
                .cloned()
                .collect();
            &entries
        } else {
            &self.entries
        };
        let mut history = History::assemble(now, chrono_tz::UTC, self.runs.clone(), known);
        if let Strategy::Comeback { not_asked, .. } = &self.strategy {
            history.policy = Policy::without(not_asked.iter().copied());
        }
        history
    }

    fn is_restored(&self, day: usize) -> bool {
        ladder::standing(&self.history(at(date(day), 0)))
            .is_some_and(|standing| standing.rung == Rung::Restored)
    }

    /// The dates that the forecast gives on a day, where the goal is not reached yet.
    fn foretold(&self, day: usize) -> Option<Dates> {
        forecast::forecast(&self.history(at(date(day), 0))).and_then(|found| found.restored)
    }

    /// The week of a Monday as planned after so many of its days: at midnight
    /// before the first, else late in the evening.
    fn plan(&self, monday: usize, days_lived: usize) -> ([Option<Session>; 7], String) {
        let now = match days_lived {
            0 => at(date(monday), 0),
            lived => at(date(monday + lived - 1), 23),
        };
        let planned = plan(&self.history(now), date(monday));
        let mut week = [const { None }; 7];
        for (day, session) in planned.days.iter().zip(&mut week) {
            *session = Session::planned(day);
        }
        let rule = planned.reasons.first().and_then(|first| first.rule);
        let decision = planned.decision.as_str();
        let decided = match rule {
            Some(rule) => format!("{decision}: {rule}"),
            None if planned.decision == Decision::Hold => {
                format!("{decision}: the step is not yet earned, or all is won back")
            }
            None => decision.to_owned(),
        };
        let objected = planned.reasons.iter().skip(1).find_map(|reason| {
            let made_smaller = reason.text.contains("kept smaller");
            reason.rule.filter(|_| made_smaller)
        });
        let decided = match objected {
            Some(rule) => format!("{decided}; made smaller by {rule}"),
            None => decided,
        };
        (week, decided)
    }
}
