//! Runs are added only when the runs are as long as they should be.

use super::crossing::{Judged, crossings_to_today};
use super::early::rung_words;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, factors, nearest};
use crate::calendar::spoken;
use crate::diary::span;
use crate::limits::{self, Evidence};
use crate::method::{Rung, climb};
use crate::run::Run;
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::FrequencyEarly,
    title: "More runs before the runs are long enough",
    severity: Severity::Warning,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "While walk-run or volume is open: more days with a run in 7 days (today and the 6 days \
           before) than the highest 7-day count of the {reference-days} days before those, of which at least {frequency-known-days} must be known. No more than the plan's own start is too many, nor what a week of the \
           four before a break within the episode held, nor are weeks that are \
           only laid otherwise: no two runs on days in a row, and no civil week with more runs than \
           that count.",
    why: "Volume before frequency: a run added takes away a day of recovery, a run made longer \
          does not.",
    evidence: "The protocol's order. Holding against the highest count, not the mean, lets every \
               other day (3 and 4 runs by turns) pass.",
    fires_example: "Never more than 3 runs in 7 days for a month, then a 4th.",
    clear_example: "A run every other day for a month, which is 3 and 4 runs by turns.",
    missing: "Days before the first run of the log, or before the end of a break of {log-break-days} days or more, \
              are not known. With fewer than {frequency-known-days} known days the answer is unknown.",
    advice: "Go back to the runs per week you had and make the runs longer instead, as planned.",
    limits: &[
        limits::REFERENCE_DAYS,
        limits::FREQUENCY_KNOWN_DAYS,
        limits::RUN_MIN_MINUTES,
    ],
    lasting: false,
    check,
    nearest: nearest::later_or_left_out,
    in_plan: InPlan::OrderAndLoad,
};

fn check(context: &Context) -> Vec<Verdict> {
    crossings_to_today(&RULE, context, |index, run, day| {
        judge(context, index, run, day)
    })
}

fn judge(context: &Context, index: usize, run: &Run, day: NaiveDate) -> Judged {
    if context.episode(run).is_none() || !factors::is_session(run) {
        return Judged::Clear;
    }
    let history = context.history;
    let volume_open = || {
        context
            .standing(index, run)
            .filter(|standing| standing.rung <= Rung::Volume)
    };
    let Some((first, last, known)) = factors::run_days_reference(history, day) else {
        return match (day >= context.since).then(volume_open).flatten() {
            Some(_) => Judged::Unknown(factors::run_days_missing()),
            None => Judged::Clear,
        };
    };
    let Some(runs) = span::trailing_week(history, day).run_days else {
        return Judged::Unknown("running minutes of every run".to_owned());
    };
    let highest = factors::most_run_days(history, first, last);
    let start = context
        .episode(run)
        .map_or(0, |episode| climb::start(history, episode).runs as usize);
    let held = highest.max(start).max(factors::before_break(history, day));
    if runs <= held || factors::only_laid_otherwise(history, day, held) {
        return Judged::Clear;
    }
    let Some(standing) = volume_open() else {
        return Judged::Clear;
    };
    let finding = RULE
        .finding(
            day,
            Some(run),
            format!(
                "{runs} runs in the 7 days to {}; in the {known} days before it was at most \
                 {highest}, and {} is still open.",
                spoken(day),
                rung_words(&standing)
            ),
        )
        .with("runs_per_week", runs)
        .with("runs_per_week_before", highest)
        .with("known_d", known as i64)
        .with("rung", standing.rung.as_str());
    Judged::Over(runs as f64, format!("{runs} runs"), Box::new(finding))
}
