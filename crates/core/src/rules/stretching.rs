//! No stretching of the hamstring.

use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::limits::Evidence;
use chrono::NaiveDate;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::Stretching,
    title: "A hamstring stretch",
    severity: Severity::Caution,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "A stretch of the hamstring was logged on a day of an episode.",
    why: "Stretching pulls the tendon around the sitting bone and presses it there: it feels like \
          relief and keeps the tendon irritated.",
    evidence: "The protocol's first rule of treatment; in line with what is known of compression.",
    fires_example: "`comeback log stretch` on Monday.",
    clear_example: "No stretch logged; isometrics with the hip nearly straight instead.",
    missing: "Only what is logged is seen.",
    advice: "Leave hamstring stretches out. For the tightness, an isometric hold with the hip \
             nearly straight.",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::without_stretch,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    let mut days: Vec<(NaiveDate, usize)> = Vec::new();
    for at in &context.history.stretches {
        let day = context.history.local_date(*at);
        if context.history.episode_on(day).is_none() {
            continue;
        }
        match days.last_mut() {
            Some((known, count)) if *known == day => *count += 1,
            _ => days.push((day, 1)),
        }
    }
    days.into_iter()
        .map(|(day, count)| {
            let on = spoken(day);
            let message = match count {
                1 => format!("A hamstring stretch was logged on {on}."),
                _ => format!("{count} hamstring stretches were logged on {on}."),
            };
            Verdict::Fires(RULE.finding(day, None, message).with("stretches", count))
        })
        .collect()
}
