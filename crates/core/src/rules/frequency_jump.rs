//! More runs in a week than usual.

use super::crossing::{Judged, crossings_to_today};
use super::return_weeks::{break_within, days_within};
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, factors, nearest};
use crate::calendar::{Days, spoken};
use crate::diary::{History, span};
use crate::limits::{self, Evidence};
use crate::run::Run;
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::FrequencyJump,
    title: "Far more runs in a week than usual",
    severity: Severity::Caution,
    grade: Evidence::Design,
    source: "the cause is the clinician's protocol (a sudden rise of frequency); the number is ours",
    what: "Days with a run in 7 days (today and the 6 days before) exceed the mean week of the {reference-days} days before those by more than {frequency-jump-runs}; at least {frequency-known-days} of them must be known. Where {break-short-days} to {log-break-days - 1} \
           days off lie in them and the runs are within {frequency-jump-runs} of the mean week of the other days, it \
           is an info: the runner is coming back to what was usual. In an episode as many runs as a \
           week held before a break of {log-break-days} days or more are no jump after it. As many as were none in \
           the week before are none now, when older weeks are no longer looked back on. Weeks that are only laid otherwise \
           are no jump: no two runs on days in a row, and no civil week with more runs than the \
           highest of those {reference-days} days.",
    why: "A sudden rise of frequency is a named cause of the condition.",
    evidence: "The cause is the protocol's; that one run more passes and two do not is our line.",
    fires_example: "3 runs a week for a month, then 5.",
    clear_example: "3 runs a week for a month, then 4.",
    missing: "With fewer than {frequency-known-days} known days before the week the answer is unknown.",
    advice: "Drop the next run or walk instead, and add at most one run a week at a time.",
    limits: &[
        limits::FREQUENCY_JUMP_RUNS,
        limits::REFERENCE_DAYS,
        limits::FREQUENCY_KNOWN_DAYS,
    ],
    lasting: false,
    check,
    nearest: nearest::later_or_left_out,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    crossings_to_today(&RULE, context, |_, run, day| judge(context, run, day))
}

fn judge(context: &Context, run: &Run, day: NaiveDate) -> Judged {
    let history = context.history;
    let Some((first, last, known)) = factors::run_days_reference(history, day) else {
        return Judged::Unknown(factors::run_days_missing());
    };
    let Some(runs) = span::run_days_to(history, day) else {
        return Judged::Unknown("running minutes of every run".to_owned());
    };
    let mean = mean_of(history, (first, last, known));
    if is_no_jump(runs, mean) {
        return Judged::Clear;
    }
    // Within an episode what was held before a break is no jump after it.
    if runs <= factors::before_break(history, day) {
        return Judged::Clear;
    }
    if was_no_jump_before(history, day, runs) {
        return Judged::Clear;
    }
    let highest = factors::most_run_days(history, first, last);
    if factors::only_laid_otherwise(history, day, highest) {
        return Judged::Clear;
    }
    let finding = RULE
        .finding(
            day,
            Some(run),
            format!(
                "{runs} runs in the 7 days to {}; the mean week of the {known} days before had \
                 {mean:.1}.",
                spoken(day)
            ),
        )
        .with("runs_per_week", runs)
        .with("mean_runs_per_week_before", mean)
        .with("known_d", known as i64);
    let finding = match without_break(history, first, last, known) {
        Some((days_off, usual)) if is_no_jump(runs, usual) => {
            let because = format!(
                "{days_off} of these days were a break; in the others a week had {usual:.1}."
            );
            finding
                .as_info(&because)
                .with("days_off", days_off)
                .with("mean_runs_per_week_without_break", usual)
        }
        _ => finding,
    };
    Judged::Over(runs as f64, format!("{runs} runs"), Box::new(finding))
}

/// Whether as many runs in seven days were no jump up to a day of the week before. They are
/// held then and do not rise; what changed is that older weeks are no longer looked back on.
fn was_no_jump_before(history: &History, day: NaiveDate, runs: usize) -> bool {
    (1..=7).map(|ago| day - Days::new(ago)).any(|before| {
        let held = span::run_days_to(history, before);
        held.is_some_and(|held| held >= runs)
            && factors::run_days_reference(history, before).is_some_and(|reference| {
                let (first, last, known) = reference;
                is_no_jump(runs, mean_of(history, reference))
                    || without_break(history, first, last, known)
                        .is_some_and(|(_, usual)| is_no_jump(runs, usual))
            })
    })
}

/// The mean runs of a week of the days looked back on.
fn mean_of(history: &History, (first, last, known): (NaiveDate, NaiveDate, u64)) -> f64 {
    factors::session_days(history, first, last) as f64 / known as f64 * 7.0
}

/// Whether as many runs in seven days are no jump where a week had so many in the mean.
fn is_no_jump(runs: usize, usual: f64) -> bool {
    runs as f64 <= usual + limits::FREQUENCY_JUMP_RUNS.value + 1e-9
}

/// The days of a break among those looked back on, and the mean runs of a week
/// of the other days.
fn without_break(
    history: &History,
    first: NaiveDate,
    last: NaiveDate,
    known: u64,
) -> Option<(i64, f64)> {
    let off = days_within(&break_within(history, first, last)?, first, last);
    let others = known as i64 - off;
    let runs = factors::session_days(history, first, last) as f64;
    (off > 0 && others >= 7).then(|| (off, runs / others as f64 * 7.0))
}
