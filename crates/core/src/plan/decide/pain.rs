//! What pain decides: a red flag suspends training, a red response takes back
//! what rose last.

use super::held::{Held, held};
use super::reason;
use super::specials::words;
use crate::limits::{self, Evidence};
use crate::method::climb::Step;
use crate::plan::target::{LEAST_RUN, Session, Target, rounded_down};
use crate::plan::view::View;
use crate::plan::week::Decision;
use crate::rule_id::RuleId;
use crate::rules::{factors, red_flag};
use chrono::Days;

pub(super) fn suspend(view: &View) -> Option<Target> {
    let flags = || {
        view.history
            .symptoms
            .iter()
            .filter(|entry| red_flag::is_flag(view.history, entry))
    };
    let entry = flags()
        .find(|entry| entry.symptom.is_emergency())
        .or_else(|| flags().next())?;
    let turn_to = if entry.symptom.is_emergency() {
        "Have it seen today, at an emergency department or by calling your emergency number"
    } else {
        "Have it seen by a clinician in the next days"
    };
    Some(Target {
        decision: Decision::Suspend,
        reasons: vec![reason(
            Some(RuleId::RedFlag),
            format!(
                "`{}` was logged on {} and is not resolved: no training is planned. {turn_to}; when \
                 a clinician has cleared it, log it as resolved.",
                entry.symptom.as_str(),
                view.history.local_date(entry.at),
            ),
            Evidence::Practice,
        )],
        ..Target::rest()
    })
}

/// Where a step back would still be as much as was run, this share of it is planned (design).
const LESS: f64 = 0.75;

/// A week after a red holds less than the week that led to it, also where much
/// of that was missed or kept small.
fn less_than_run(view: &View, target: &mut Target) {
    let last = &view.last;
    // Where a watch does not tell what was run, it was the whole session at most.
    let ran: f64 = view
        .history
        .runs_between(last.from, last.to)
        .iter()
        .map(|run| {
            let whole = || factors::whole_minutes(run);
            run.running_minutes().unwrap_or_else(whole)
        })
        .sum();
    if ran <= 0.0 {
        return;
    }
    // Next week is planned before this one is over: what it will hold is not known.
    if view.history.today() + Days::new(1) < view.monday {
        return;
    }
    target.runs = target
        .runs
        .min(u32::try_from(last.runs).unwrap_or(1).max(1));
    let planned = target.session.running() * f64::from(target.runs);
    if planned > ran * 0.97 {
        let by = ran * LESS / planned;
        target.session = match target.session {
            Session::Minutes(minutes) => Session::Minutes(rounded_down(minutes * by)),
            walk_run => walk_run.scaled(by),
        };
    }
}

/// A red response takes back what rose last.
pub(super) fn back_up(view: &View) -> Option<Target> {
    let red = view.reds.iter().max_by_key(|red| red.response.red_at)?;
    let mut target = held(view, Held::default());
    target.decision = Decision::BackUp;
    target.specials.clear();
    let last_min = view.last.session_min.filter(|&minutes| minutes > 0.0);
    let undone = view.climb.as_ref().and_then(|climb| climb.last_undone);
    let said;
    match target.session {
        Session::WalkRun { level, .. } => {
            let running = target.session.running();
            // At the first level there is no lower one: fewer rounds, then shorter ones.
            if let Some(last) = last_min.filter(|last| running >= last * 0.97) {
                let round = running / 3.0;
                let rounds = ((last * LESS / round) as u32).clamp(1, 2);
                let share = (last * LESS / (round * f64::from(rounds))).min(1.0);
                target.session = Session::WalkRun {
                    level,
                    rounds,
                    share,
                };
            }
            said = format!("back to walk-run level {level}");
        }
        Session::Minutes(minutes) => {
            let kept = 1.0 - limits::BACK_UP_SHARE.value / 100.0;
            let minutes = match (undone, last_min) {
                (_, None) => minutes,
                // A kind or a run taken away is the step; the runs are a little shorter too.
                (
                    Some(Step::Kind { .. } | Step::HillSprints { .. } | Step::Runs { .. }),
                    Some(last),
                ) => minutes.min(last * 0.9),
                // The ladder has taken it back already.
                (_, Some(last)) if minutes <= last * 0.97 => minutes,
                (_, Some(last)) => last * kept,
            };
            target.session = Session::Minutes(rounded_down(minutes).max(LEAST_RUN));
            said = match undone {
                Some(Step::Session { .. }) => "back to the minutes that were last green".to_owned(),
                Some(Step::Runs { from }) => format!("back to {from} runs a week"),
                Some(Step::Kind { kind }) => {
                    format!("without what was new ({})", words(kind))
                }
                Some(Step::HillSprints { .. }) => "without hill sprints this week".to_owned(),
                _ => format!("{:.0} % less per run", limits::BACK_UP_SHARE.value),
            };
        }
    }
    less_than_run(view, &mut target);
    let score = red.response.max.map_or(0.0, |max| max.get());
    target.reasons = vec![reason(
        Some(RuleId::PainTooHigh),
        format!(
            "Pain of {score} after the run of {}: too much, too soon; {said}, and keep moving.",
            red.run.date()
        ),
        Evidence::Seed,
    )];
    if view.repeated {
        target.reasons.push(reason(
            Some(RuleId::PainRepeated),
            "Two red responses in 14 days: two steps back, and a clinician's review.",
            Evidence::Design,
        ));
    }
    Some(target)
}
