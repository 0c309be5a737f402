//! No prolonged sitting.

use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::{self, Evidence};
use chrono::NaiveDate;

pub const RULE: Rule = Rule {
    id: RuleId::Sitting,
    title: "Long sitting",
    severity: Severity::Caution,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol; the minutes are our number",
    what: "More than {sitting-minutes} unbroken minutes of sitting were logged on a day of an episode.",
    why: "Sitting presses the tendon between bone and chair with the hip bent.",
    evidence: "Avoiding long sitting is the protocol's; {sitting-minutes} minutes are our line and can be set.",
    fires_example: "`comeback log sitting {sitting-minutes + 60}` after a meeting.",
    clear_example: "`comeback log sitting {sitting-minutes}`.",
    missing: "Only what is logged is seen.",
    advice: "Stand up and walk some steps every {sitting-minutes} minutes; a soft cushion with the sitting bone free helps.",
    limits: &[limits::SITTING_MINUTES],
    lasting: false,
    check,
    nearest: nearest::less_sitting,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    let limit = context.limit(&limits::SITTING_MINUTES);
    let mut days: Vec<(NaiveDate, f64, usize)> = Vec::new();
    for entry in &context.history.sitting {
        let day = context.history.local_date(entry.at);
        if entry.minutes <= limit || context.history.episode_on(day).is_none() {
            continue;
        }
        match days.last_mut() {
            Some((known, longest, count)) if *known == day => {
                *longest = longest.max(entry.minutes);
                *count += 1;
            }
            _ => days.push((day, entry.minutes, 1)),
        }
    }
    days.into_iter()
        .map(|(day, longest, count)| {
            Verdict::Fires(
                RULE.finding(
                    day,
                    None,
                    format!("{longest:.0} minutes of unbroken sitting on {day}, over {limit:.0}."),
                )
                .with("sitting_min", longest)
                .with("limit_min", limit)
                .with("times", count),
            )
        })
        .collect()
}
