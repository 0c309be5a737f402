//! No prolonged sitting.

use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::limits::{self, Evidence};
use crate::rehab::sitting;
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::Sitting,
    title: "Long sitting",
    severity: Severity::Caution,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol; the minutes are our number",
    what: "More unbroken minutes of sitting than the runner tolerates were logged on a day of an \
           episode: as last measured (`comeback log sitting-tolerance`), else {sitting-minutes} minutes.",
    why: "Sitting presses the tendon between bone and chair with the hip bent.",
    evidence: "Avoiding long sitting is the protocol's, for the first weeks; then it is built up \
               again. {sitting-minutes} minutes are our line where nothing was measured, and can be set.",
    fires_example: "`comeback log sitting {sitting-minutes + 60}` after a meeting.",
    clear_example: "`comeback log sitting {sitting-minutes}`.",
    missing: "Only what is logged is seen.",
    advice: "Get up for two minutes before it hurts; a higher, softer seat helps.",
    limits: &[limits::SITTING_MINUTES],
    lasting: false,
    check,
    nearest: nearest::less_sitting,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    let mut days: Vec<(NaiveDate, f64, usize, f64)> = Vec::new();
    for entry in &context.history.sitting {
        let day = context.history.local_date(entry.at);
        let Some(limit) = sitting::over(context.history, entry) else {
            continue;
        };
        if context.history.episode_on(day).is_none() {
            continue;
        }
        match days.last_mut() {
            Some((known, longest, count, limit_then)) if *known == day => {
                *count += 1;
                if entry.minutes > *longest {
                    (*longest, *limit_then) = (entry.minutes, limit);
                }
            }
            _ => days.push((day, entry.minutes, 1, limit)),
        }
    }
    days.into_iter()
        .map(|(day, longest, count, limit)| {
            Verdict::Fires(
                RULE.finding(
                    day,
                    None,
                    format!(
                        "{longest:.0} minutes of unbroken sitting on {}, over {limit:.0}.",
                        spoken(day)
                    ),
                )
                .with("sitting_min", longest)
                .with("limit_min", limit)
                .with("times", count),
            )
        })
        .collect()
}
