//! What the decision on a week reads, gathered once.

use super::proof;
use crate::diary::{Band, Episode, History, Pain, Response, span};
use crate::limits;
use crate::method::climb::{self, Climb};
use crate::rule_id::RuleId;
use crate::rules::jump_after_break::{self, Allowance};
use crate::rules::{self, Finding, Severity};
use crate::run::Run;
use chrono::{Days, NaiveDate};

/// A response with the run that it answers.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    pub run: &'a Run,
    pub response: Response,
}

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
    /// There are two reds in 14 days.
    pub repeated: bool,
    pub ambers: Vec<Answered<'a>>,
    pub unknown: Vec<Answered<'a>>,
    /// Runs whose response may still turn.
    pub pending: Vec<Answered<'a>>,
    /// Runs of the week before without running minutes.
    pub unmeasured: Vec<&'a Run>,
    /// Order and load warnings of the seven days before.
    pub warnings: Vec<Finding>,
    /// What a return from a break allows in the week.
    pub returning: Option<Allowance>,
    /// The first day after a week of the return that began before Monday and is used up.
    pub returned_from: Option<NaiveDate>,
}

impl<'a> View<'a> {
    pub fn new(history: &'a History, monday: NaiveDate) -> View<'a> {
        let sunday = monday + Days::new(6);
        let today = history.today();
        let before = monday - Days::new(1);
        let ran_today = !history.runs_between(today, today).is_empty();
        let from = if today < monday {
            monday
        } else if ran_today {
            today + Days::new(1)
        } else {
            today
        };
        let week_before = monday - Days::new(7);
        // Nothing after the week counts: it may lie in the past.
        let known_until = today.min(sunday);

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
                other.run.id != red.run.id
                    && red_day(other).zip(red_day(red)).is_some_and(|(a, b)| {
                        (a - b).num_days().abs() <= limits::PAIN_REPEATED_DAYS.value as i64
                    })
            })
        });
        let episode = history.episode();
        let with_band = |band: Band| -> Vec<Answered> {
            recent
                .iter()
                .filter(|answered| answered.response.band == band)
                .filter(|answered| {
                    of_week(answered.run.date())
                        || of_week(history.local_date(answered.response.closes))
                })
                .filter(|answered| {
                    episode.is_some_and(|episode| episode.covers(answered.run.date()))
                })
                .copied()
                .collect()
        };
        let red_in_week = reds
            .iter()
            .any(|red| red_day(red).is_some_and(|day| day >= monday));
        let climb_until = if red_in_week { known_until } else { before };
        // A return is judged by the first day on which a run could be.
        let first_day = (0..7)
            .map(|day| from.max(monday) + Days::new(day))
            .find(|day| {
                use chrono::Datelike;
                history.settings.available_days.contains(day.weekday())
            })
            .unwrap_or(from);
        // In the middle of the week before, the rest of it is still to be run.
        let judged_on = if today + Days::new(1) < monday {
            today
        } else {
            first_day
        };
        let (returning, returned_from) = returning(history, monday, judged_on);
        View {
            history,
            monday,
            sunday,
            from,
            episode,
            climb: climb::fold(
                history,
                climb_until.max(episode.map_or(before, |e| e.start.min(today))),
            ),
            last: span::span(history, week_before, before),
            repeated,
            ambers: with_band(Band::Amber),
            unknown: with_band(Band::Unknown),
            pending: with_band(Band::Pending),
            unmeasured: history
                .runs_between(week_before, before)
                .iter()
                .filter(|run| run.running_minutes().is_none())
                .collect(),
            warnings: warnings(history, week_before, known_until),
            returning,
            returned_from,
            reds,
        }
    }

    /// The history with the pain of a response that is still open, felt now.
    pub fn with_pain(&self, pending: &Answered, score: f64) -> History {
        proof::with_response(self.history, pending.run, score)
    }
}

/// What the return from a break allows in the week. Its weeks count from the
/// first run back, so one that began before Monday is used up: the next begins later.
fn returning(
    history: &History,
    monday: NaiveDate,
    day: NaiveDate,
) -> (Option<Allowance>, Option<NaiveDate>) {
    if !history.settings.asks(RuleId::JumpAfterBreak) {
        return (None, None);
    }
    let at = |day| jump_after_break::allowance_by(history, day, history.today().max(day));
    let Some(first) = at(day) else {
        return (None, None);
    };
    let next = first.from + Days::new(7);
    let used_up = first.of.first_run.is_some() && first.from < monday && next > day;
    if used_up {
        (at(next), Some(next))
    } else {
        (Some(first), None)
    }
}

/// What holds the week: warnings on the order of the protocol and on sudden load.
fn warnings(history: &History, from: NaiveDate, until: NaiveDate) -> Vec<Finding> {
    let mut findings = rules::findings(rules::order_and_load(), history, from);
    findings.retain(|finding| {
        finding.date >= from && finding.date <= until && finding.severity >= Severity::Warning
    });
    findings
}
