//! Too little time between runs, or between hard ones.

use super::crossing::{Judged, crossings};
use super::early::rung_words;
use super::exposure::surely;
use super::{Context, Rule, Severity, Verdict, factors};
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::run::{EffortKind, Run};

pub const RULE: Rule = Rule {
    name: "rest-too-short",
    title: "Too little rest between runs",
    severity: Severity::Caution,
    grade: Evidence::Practice,
    source: "common tendon-loading practice: 24-72 h between high loads",
    what: "Before the frequency rung: a run on the same or the next day after another. At any time: \
           two high-load sessions less than 3 days apart (Monday and Thursday are 3 apart). A \
           high-load session holds more than 2 hard minutes, an interval, a sprint or a hill \
           sprint; easy climbs do not make one.",
    why: "A tendon answers late and rebuilds for a day or more after load.",
    evidence: "Practice in tendon loading; the exact hours are not fixed by trials, and can be set.",
    fires_example: "On the volume rung, a run on Monday and one on Tuesday. Or intervals on Tuesday \
                    and a tempo run on Thursday.",
    clear_example: "On the volume rung, Monday and Wednesday. Or intervals on Tuesday, tempo on Friday.",
    missing: "A run whose effort is unknown is taken as no high-load session.",
    advice: "Make tomorrow a day without running; move the next hard session so that two full days \
             lie between.",
    limits: &[
        limits::REST_DAYS_BETWEEN_RUNS,
        limits::HIGH_LOAD_DAYS_APART,
        limits::HARD_OVER_MINUTES,
    ],
    lasting: false,
    check,
};

fn check(context: &Context) -> Vec<Verdict> {
    crossings(&RULE, context, |index, run| judge(context, index, run))
}

fn judge(context: &Context, index: usize, run: &Run) -> Judged {
    high_load_too_close(context, index, run)
        .or_else(|| runs_too_close(context, index, run))
        .unwrap_or(Judged::Clear)
}

/// A session that asks the tendon for much.
pub fn is_high_load(run: &Run) -> bool {
    run.hard_minutes()
        .is_some_and(|hard| hard > limits::HARD_OVER_MINUTES.value)
        || [EffortKind::Interval, EffortKind::Sprint, EffortKind::HillSprint]
            .into_iter()
            .any(|kind| surely(run, kind))
}

fn high_load_too_close(context: &Context, index: usize, run: &Run) -> Option<Judged> {
    if !is_high_load(run) {
        return None;
    }
    let needed = context.limit(&limits::HIGH_LOAD_DAYS_APART);
    let earlier = context.history.runs.get(..index)?;
    let last = earlier.iter().rev().find(|run| is_high_load(run))?;
    let apart = (run.date() - last.date()).num_days();
    if apart as f64 >= needed {
        return None;
    }
    let finding = RULE
        .finding(
            run.date(),
            Some(run),
            format!(
                "Hard sessions on {} and {}, {} apart; {needed} are asked for.",
                last.date(),
                run.date(),
                days(apart)
            ),
        )
        .with("days_apart", apart)
        .with("needed_d", needed);
    Some(Judged::Over(
        needed - apart as f64,
        format!("two hard sessions {} apart", days(apart)),
        Box::new(finding),
    ))
}

fn runs_too_close(context: &Context, index: usize, run: &Run) -> Option<Judged> {
    let free = context.limit(&limits::REST_DAYS_BETWEEN_RUNS);
    if !factors::is_session(run) {
        return None;
    }
    let earlier = context.history.runs.get(..index)?;
    let last = earlier.iter().rev().find(|run| factors::is_session(run))?;
    let apart = (run.date() - last.date()).num_days();
    if apart as f64 > free {
        return None;
    }
    let standing = context
        .standing(index, run)
        .filter(|standing| standing.rung < Rung::Frequency)?;
    let when = match apart {
        0 => format!("Two runs on {}", run.date()),
        _ => format!("Runs on {} and {}", last.date(), run.date()),
    };
    let finding = RULE
        .finding(
            run.date(),
            Some(run),
            format!(
                "{when}, while the return stands at {}; before the frequency rung {} free \
                 between runs is asked for.",
                rung_words(&standing),
                days(free as i64)
            ),
        )
        .with("days_apart", apart)
        .with("free_days_needed_d", free)
        .with("rung", standing.rung.as_str());
    Some(Judged::Over(
        free + 1.0 - apart as f64,
        match apart {
            0 => "two runs on one day".to_owned(),
            _ => "runs on successive days".to_owned(),
        },
        Box::new(finding),
    ))
}

fn days(count: i64) -> String {
    match count {
        1 => "1 day".to_owned(),
        _ => format!("{count} days"),
    }
}
