//! A week with far more minutes than the two before.

use super::crossing::{Judged, crossings_to_today};
use super::return_weeks::break_within;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, factors, jump_after_break, nearest};
use crate::calendar::spoken;
use crate::diary::{History, span};
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::run::Run;
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::WeeklySpike,
    title: "A week with far more minutes than the two before",
    severity: Severity::Caution,
    grade: Evidence::Cohort,
    source: "Nielsen 2014: HR 1.59, 95 % CI 0.96-2.66, not significant; Frandsen 2025, n = 5205: \
             no relation from week to week",
    what: "The running minutes of 7 days (today and the 6 days before) are more than {weekly-spike-ratio} times the mean week of the {weekly-spike-days} days before those. While the walk-run rung is open the minutes \
           of whole sessions are compared, walking included: there the levels say how much is run. \
           Up to {least-week-minutes} running minutes, the protocol's lowest week, are no spike. \
           Where {break-short-days} to {log-break-days - 1} days off lie in those {weekly-spike-days} days and the minutes are within {weekly-spike-ratio} times the \
           mean week before them, it is an info: the runner is coming back to what was usual, and \
           `jump-after-break` says how fast.",
    why: "Load that rises faster than the tendon adapts is a named cause of the condition.",
    evidence: "The study saw more injuries over 30 % a week than under 10 %, but the difference \
               was not significant (hazard ratio 1.59, 0.96 to 2.66). A cohort of 5205 runners \
               (Frandsen 2025) found no relation between injury and the rise from week to week. So \
               it advises, and never makes a planned week smaller.",
    fires_example: "90 minutes in each of two weeks, then 120.",
    clear_example: "90 minutes in each of two weeks, then 115.",
    missing: "Unknown until the {weekly-spike-days} days before the week are all known, so not in a new log nor in \
              the first three weeks after a break of {log-break-days} days or more.",
    advice: "Advice, no limit: keep the next days easy, log pain, and let the week come back \
             towards the weeks before. The plan does not change for it.",
    limits: &[
        limits::WEEKLY_SPIKE_RATIO,
        limits::WEEKLY_SPIKE_DAYS,
        limits::LEAST_WEEK_MINUTES,
    ],
    lasting: false,
    check,
    nearest: nearest::less_running,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    crossings_to_today(&RULE, context, |index, run, day| {
        judge(context, index, run, day)
    })
}

fn judge(context: &Context, index: usize, run: &Run, day: NaiveDate) -> Judged {
    let history = context.history;
    let days = limits::WEEKLY_SPIKE_DAYS.value as u64;
    let Some((first, last, _)) = span::reference(history, day, days, days) else {
        return Judged::Unknown(format!("{days} known days before the last 7"));
    };
    let weeks = days as f64 / 7.0;
    let now = span::trailing_week(history, day);
    let before = span::span(history, first, last);
    let limit = limits::WEEKLY_SPIKE_RATIO.value;
    let (Some(mut minutes), Some(mut mean)) =
        (now.running_min, before.running_min.map(|sum| sum / weeks))
    else {
        return Judged::Unknown("running minutes of every run".to_owned());
    };
    if minutes <= (mean * limit).max(limits::LEAST_WEEK_MINUTES.value) + 1e-9 {
        return Judged::Clear;
    }
    let walk_run = context
        .standing(index, run)
        .is_some_and(|standing| standing.rung == Rung::WalkRun);
    if walk_run {
        let whole = |from, to| -> f64 {
            history
                .runs_between(from, to)
                .iter()
                .map(factors::whole_minutes)
                .sum()
        };
        minutes = whole(now.from, now.to);
        mean = whole(first, last) / weeks;
        if minutes <= mean * limit + 1e-9 {
            return Judged::Clear;
        }
    }
    if mean <= 0.0 {
        return Judged::Unknown(format!("running in the {days} days before the last 7"));
    }
    let ratio = minutes / mean;
    let kind = if walk_run { "session" } else { "running" };
    let finding = RULE
        .finding(
            day,
            Some(run),
            format!(
                "{minutes:.0} {kind} minutes in the 7 days to {}, {ratio:.2} times the mean of \
                 {mean:.0} a week in the {days} days before.",
                spoken(day)
            ),
        )
        .with("weekly_min", minutes)
        .with("mean_weekly_min_before", mean)
        .with("ratio", ratio);
    let finding = match usual_before_break(history, first, last) {
        Some((days_off, usual)) if minutes <= usual * limit => {
            let because =
                format!("{days_off} days off lie in these; before them a week held {usual:.0}.");
            finding
                .as_info(&because)
                .with("days_off", days_off)
                .with("weekly_min_before_break", usual)
        }
        _ => finding,
    };
    Judged::Over(minutes, format!("{minutes:.0} minutes"), Box::new(finding))
}

/// Days off among the days looked back on, and the mean weekly minutes before them.
fn usual_before_break(history: &History, first: NaiveDate, last: NaiveDate) -> Option<(i64, f64)> {
    let of = break_within(history, first, last)?;
    Some((
        of.days_off,
        jump_after_break::mean_before(history, of.last_run)?,
    ))
}
