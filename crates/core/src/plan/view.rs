//! What the decision on a week reads, gathered once.

use super::days::{days_of, first_open_day};
use super::target::Target;
use super::turned;
use super::week::{Day, WeekPlan, kind_of};
use crate::calendar::Days;
use crate::diary::IllnessEntry;
use crate::diary::{
    Band, Episode, History, MeanResponse, Pain, PainEntry, Response, mean_response, span,
    unattributed,
};
use crate::limits;
use crate::method::climb::{self, Climb, Kind, Step};
use crate::rule_id::RuleId;
use crate::rules::jump_after_break::{self, Allowance, Allowed};
use crate::rules::{self, Finding, Severity};
use crate::run::Run;
use chrono::{Datelike, NaiveDate};

/// A response with the run that it answers.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    pub run: &'a Run,
    pub response: Response,
}

#[derive(Clone)]
pub struct View<'a> {
    pub history: &'a History,
    pub monday: NaiveDate,
    pub sunday: NaiveDate,
    /// The first day that can still be planned.
    pub from: NaiveDate,
    pub episode: Option<&'a Episode>,
    /// Where the runner stands before the week.
    pub climb: Option<Climb>,
    /// The seven days before the week.
    pub last: span::Span,
    /// Reds that became known in the seven days before the week, or in it.
    pub reds: Vec<Answered<'a>>,
    /// Such reds that the exercises answer for, and not the running.
    pub reds_of_rehab: Vec<Answered<'a>>,
    /// There are two reds in 14 days.
    pub repeated: bool,
    /// Ambers of the last seven days.
    pub ambers: Vec<Answered<'a>>,
    /// How many of the last three known responses are amber.
    pub ambers_of_three: usize,
    pub unknown: Vec<Answered<'a>>,
    /// Runs whose response may still turn.
    pub pending: Vec<Answered<'a>>,
    /// Runs without a late score that one can still be given for, the latest first.
    pub asked: Vec<Answered<'a>>,
    pub mean: MeanResponse,
    /// The highest pain over 3 of the last seven days that belongs to no run.
    pub unattributed: Option<&'a PainEntry>,
    /// Order and load warnings of the seven days before.
    pub warnings: Vec<Finding>,
    /// What a return from a break allows at the week's beginning.
    pub returning: Option<Allowance>,
    /// The day of the week on which the next week of the return begins, and what that allows;
    /// `None` where it is over then.
    pub returning_then: Option<(NaiveDate, Option<Allowance>)>,
    /// The first day after an illness that lasts.
    pub well_from: Option<NaiveDate>,
    /// What the week held when it began, where some of it is over.
    pub(super) began: Option<Target>,
    /// Whether every run that it held for the days that are over was run.
    pub(super) as_begun: bool,
    /// Days with a run that the week before still holds, taken as run.
    pub before: Vec<Day>,
    /// The first day of the week on which a run could be.
    pub(super) first_day: NaiveDate,
    /// The day up to which days without a run are known, as `returning` has it.
    free_until: NaiveDate,
    /// The day on which the words are read: of a week that began days ago, that of the asking.
    pub(super) read_on: NaiveDate,
}

impl<'a> View<'a> {
    pub fn new(history: &'a History, monday: NaiveDate) -> View<'a> {
        let sunday = monday + Days::new(6);
        let today = history.today();
        let before = monday - Days::new(1);
        let from = first_open_day(history, monday);
        let week_before = monday - Days::new(7);
        // Nothing after the week counts: it may lie in the past.
        let known_until = today.min(sunday);
        // The days before the week decide it, and once some of it is run, those up to its last
        // run: a day that goes by without one turns no week into another.
        let ran = history.runs_between(monday, known_until);
        let last_ran = ran.iter().filter(|run| !run.is_accident()).map(Run::date);
        let judged_on = last_ran.max().unwrap_or(before).min(known_until);

        let windows = limits::RESPONSE_HOURS.value as u64 / 24;
        let pain = Pain::of(history);
        let recent: Vec<Answered> = history
            .runs_between(week_before - Days::new(7 + windows), known_until)
            .iter()
            .map(|run| Answered {
                run,
                response: pain.response(run),
            })
            .collect();
        let of_week = |day: NaiveDate| week_before <= day && day <= known_until;
        let red_day =
            |answered: &Answered| answered.response.red_at.map(|at| history.local_date(at));
        let reds: Vec<Answered> = recent
            .iter()
            .filter(|answered| red_day(answered).is_some_and(of_week))
            .copied()
            .collect();
        let repeated = reds.iter().any(|red| {
            recent.iter().any(|other| {
                other.response.red_at != red.response.red_at
                    && red_day(other).zip(red_day(red)).is_some_and(|(a, b)| {
                        (a - b).num_days().abs() <= limits::PAIN_REPEATED_DAYS.value as i64
                    })
            })
        });
        let episode = history.episode();
        let cared: Vec<Answered> = recent
            .iter()
            .filter(|answered| !answered.run.is_accident())
            .filter(|answered| episode.is_some_and(|episode| episode.covers(answered.run.date())))
            .copied()
            .collect();
        let with_band = |band: Band| -> Vec<Answered> {
            cared
                .iter()
                .filter(|answered| answered.response.band == band)
                .filter(|answered| {
                    of_week(answered.run.date())
                        || of_week(history.local_date(answered.response.closes))
                })
                .copied()
                .collect()
        };
        let trailing = |days: f64| judged_on - Days::new((days as u64).saturating_sub(1));
        let week_ago = trailing(7.0);
        let ambers: Vec<Answered> = cared
            .iter()
            .filter(|answered| answered.response.band == Band::Amber)
            .filter(|answered| answered.run.date() >= week_ago)
            .copied()
            .collect();
        let ambers_of_three = cared
            .iter()
            .rev()
            .filter(|answered| answered.response.is_known())
            .take(3)
            .filter(|answered| answered.response.band == Band::Amber)
            .count();
        let asked = cared
            .iter()
            .rev()
            .filter(|answered| answered.run.end() <= history.now)
            .filter(|answered| answered.response.is_asked(history.now))
            .copied()
            .collect();
        let unattributed_from = trailing(limits::UNATTRIBUTED_DAYS.value);
        let unattributed = unattributed(history)
            .filter(|entry| {
                let on = history.local_date(entry.at);
                unattributed_from <= on && on <= known_until
            })
            .filter(|entry| Band::of_score(entry.score) != Band::Green)
            .max_by(|a, b| a.score.get().total_cmp(&b.score.get()));
        let red_in_week = reds
            .iter()
            .any(|red| red_day(red).is_some_and(|day| day >= monday));
        let climb_until = if red_in_week { known_until } else { before };
        let well_from = well_from(history, from);
        let first_day =
            first_possible_day(history, from.max(monday).max(well_from.unwrap_or(from)));
        // In the middle of the week before, the rest of it is still to be run.
        let known = if today + Days::new(1) < monday {
            today
        } else {
            today.max(first_day)
        };
        let climb = climb::fold(
            history,
            climb_until.max(episode.map_or(before, |e| e.start.min(today))),
        );
        let (returning, returning_then) =
            returning(history, climb.as_ref(), first_day, known, sunday);
        let (reds_of_rehab, reds) = reds.into_iter().partition(|red: &Answered| {
            climb
                .as_ref()
                .is_some_and(|climb| climb.is_of_rehab(red.run.date()))
        });
        let runs_per_week = climb.as_ref().map_or(0, |climb| climb.runs);
        let read = mean_response::within(&history.runs, known_until).iter();
        let mean = mean_response::on(
            judged_on,
            runs_per_week,
            read.filter(|run| episode.is_some_and(|episode| episode.covers(run.date())))
                .filter(|run| !run.is_accident())
                .map(|run| (run.date(), pain.response(run))),
        );
        View {
            history,
            monday,
            sunday,
            from,
            episode,
            climb,
            mean,
            unattributed,
            asked,
            ambers_of_three,
            last: span::span(history, week_before, before),
            repeated,
            ambers,
            unknown: with_band(Band::Unknown),
            pending: with_band(Band::Pending),
            // Asked early in the week before, the last seven days begin before it.
            warnings: warnings(
                history,
                week_before.min(known_until - Days::new(6)),
                known_until,
            ),
            returning,
            returning_then,
            well_from,
            began: None,
            as_begun: false,
            before: Vec::new(),
            first_day,
            free_until: known,
            read_on: today,
            reds,
            reds_of_rehab,
        }
    }

    /// The red response that is answered last; of runs that one score answers, the longest.
    pub fn latest_red(&self) -> Option<&Answered<'a>> {
        let minutes = |red: &Answered| red.run.tells_minutes().unwrap_or(0.0);
        self.reds.iter().max_by(|a, b| {
            let by_score = a.response.red_at.cmp(&b.response.red_at);
            by_score.then(minutes(a).total_cmp(&minutes(b)))
        })
    }

    /// The kind of running that the last red took back.
    pub(super) fn undone_kind(&self) -> Option<Kind> {
        match self.climb.as_ref()?.last_undone? {
            Step::Kind { kind } => Some(kind),
            Step::HillSprints { .. } => Some(Kind::HillSprints),
            _ => None,
        }
    }

    /// The days of the runs that the same score answers as a red, in order: one entry in the
    /// windows of two runs counts for both.
    pub(super) fn red_days(&self, red: &Answered) -> Vec<NaiveDate> {
        let same = |other: &&Answered| other.response.red_at == red.response.red_at;
        let mut days: Vec<NaiveDate> = (self.reds.iter().filter(same))
            .map(|red| red.run.date())
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The illness of today, where it has no end yet and the week is still to come.
    pub(super) fn still_ill(&self) -> Option<IllnessEntry> {
        let today = self.history.today();
        (self.history.illness_on(today))
            .filter(|entry| entry.until.is_none() && self.monday > today)
    }

    /// Days with a run of the week before, those that it still holds among them.
    pub fn runs_last_week(&self) -> u32 {
        u32::try_from(self.last.runs + self.before.len()).unwrap_or(u32::MAX)
    }

    /// Runs of the week before with a session of a kind.
    pub fn sessions_last_week(&self, kind: Kind) -> usize {
        let ran = kind.sessions_in((self.history).runs_between(self.last.from, self.last.to));
        let to_come = self
            .before
            .iter()
            .filter(|day| kind_of(day.kind) == Some(kind));
        ran + to_come.count()
    }

    /// The same, when so many days of the week before are still to be run: until then no
    /// break goes on.
    pub fn after(self, before: Vec<Day>) -> View<'a> {
        let today = self.history.today();
        // Where nothing of the week before is left to run, its days are known to be free.
        let known = match before.is_empty() {
            true => today.max(self.first_day),
            false => today,
        };
        let (returning, returning_then) = if known == self.free_until {
            (self.returning, self.returning_then)
        } else {
            returning(
                self.history,
                self.climb.as_ref(),
                self.first_day,
                known,
                self.sunday,
            )
        };
        View {
            returning,
            returning_then,
            before,
            free_until: known,
            ..self
        }
    }

    /// The same, where runs of the week were missed and the next one is on `day`: the days off
    /// count up to that. `None` where the view counts them so already, or all was run.
    pub(super) fn with_next_run_on(&self, day: NaiveDate) -> Option<View<'a>> {
        if day <= self.first_day || self.began.is_none() || self.as_begun {
            return None;
        }
        let (returning, returning_then) =
            returning(self.history, self.climb.as_ref(), day, day, self.sunday);
        let is_new = returning.is_some() && self.returning.is_none();
        is_new.then(|| {
            let mut view = self.clone();
            (view.returning, view.returning_then) = (returning, returning_then);
            (view.first_day, view.free_until) = (day, day);
            view
        })
    }

    /// The same, when the week began with this.
    pub(super) fn begun_with(self, target: Target, plan: &WeekPlan) -> View<'a> {
        let over = |day: &&Day| day.date < self.from && day.kind.is_run();
        let mut days = plan.days.iter().filter(over);
        let ran = |day: NaiveDate| !self.history.runs_between(day, day).is_empty();
        let mut so_far = days_of(self.monday).take_while(|day| *day < self.from);
        let ill = so_far.any(|day| self.history.illness_on(day).is_some());
        View {
            as_begun: !ill && days.all(|day| ran(day.date)),
            began: Some(target),
            ..self
        }
    }

    /// The history with the pain of a response that is still open, felt now.
    pub fn with_pain(&self, pending: &Answered, score: f64) -> History {
        turned::with_response(self.history, pending.run, score)
    }
}

/// What the return from a break allows on a day, and from which day of the week on it
/// allows more: its weeks count from the first run back. `known` is the day up to which
/// days without a run are known.
fn returning(
    history: &History,
    climb: Option<&Climb>,
    day: NaiveDate,
    known: NaiveDate,
    sunday: NaiveDate,
) -> (Option<Allowance>, Option<(NaiveDate, Option<Allowance>)>) {
    if !history.policy.asks(RuleId::JumpAfterBreak) {
        return (None, None);
    }
    // The first week of an episode has a start of its own for the days off before it, which is
    // walk-run after very many.
    let is_walking = climb.is_some_and(|climb| climb.level.is_some());
    let started = |allowance: &Allowance| {
        let before = |episode: &Episode| allowance.of.last_run < episode.start;
        let is_level = matches!(allowance.allowed, Allowed::Level(_));
        !history.episode().is_some_and(before) || is_level && !is_walking
    };
    let at = |day| jump_after_break::allowance_by(history, day, known).filter(started);
    let Some(first) = at(day) else {
        return (None, None);
    };
    let next = first.from + Days::new(7);
    let begins = first.of.first_run.is_some() && (day < next && next <= sunday);
    (Some(first), begins.then(|| (next, at(next))))
}

/// The first day from one on on which a run could be: a return is judged by it.
fn first_possible_day(history: &History, from: NaiveDate) -> NaiveDate {
    let available = &history.settings.available_days;
    (0..7)
        .map(|day| from + Days::new(day))
        .find(|day| available.contains(day.weekday()))
        .unwrap_or(from)
}

/// The first day from one on that is none of an illness, where that one is.
fn well_from(history: &History, day: NaiveDate) -> Option<NaiveDate> {
    let ill = |day: &NaiveDate| history.illness_on(*day).is_some();
    ill(&day).then(|| day.iter_days().find(|day| !ill(day)))?
}

/// What holds the week: warnings on the order of the protocol and on sudden load. A race
/// before the episode is past, and its start is small because of it.
fn warnings(history: &History, from: NaiveDate, until: NaiveDate) -> Vec<Finding> {
    let from = history
        .episode()
        .map_or(from, |episode| from.max(episode.start));
    let mut findings = rules::findings(rules::order_and_load(), history, from);
    findings.retain(|finding| {
        finding.date >= from && finding.date <= until && finding.severity >= Severity::Warning
    });
    findings
}
