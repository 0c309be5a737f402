//! A run whose response nobody wrote down.

use super::painful::LOOKBACK_DAYS;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::diary::Band;
use crate::limits::{self, Evidence};

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::PainUnlogged,
    title: "A run without a score from the day after",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "The {response-hours} hours after a run have passed without a score felt {late-hours} to {response-hours} hours after it, or from {morning-clock} o'clock of the next morning on and at least {late-morning-hours} hours after it.",
    why: "A tendon often answers the day after. What was not logged is not known to be green, so \
          the run counts neither for nor against.",
    evidence: "The {response-hours} hours are the protocol's; the morning after is the test of the \
               pain-monitoring model; the hours are ours.",
    fires_example: "A run on Monday evening; 1 logged right after it, nothing until Wednesday night.",
    clear_example: "A run on Monday evening; 2 logged on Tuesday morning.",
    missing: "This rule is about what is missing. It needs an episode.",
    advice: "Say how the worst of it was, a 0 too: `comeback pain 0`. What was felt in the {response-hours} hours counts whenever it is given (`--at` says when it was).",
    limits: &[
        limits::LATE_HOURS,
        limits::MORNING_CLOCK,
        limits::LATE_MORNING_HOURS,
        limits::RESPONSE_HOURS,
        limits::ASK_HOURS,
    ],
    lasting: false,
    check,
    nearest: nearest::logged,
    in_plan: InPlan::Unknown,
};

fn check(context: &Context) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for (index, run) in context.runs(LOOKBACK_DAYS) {
        let response = context.response(index, run);
        if response.band != Band::Unknown || context.episode(run).is_none() {
            continue;
        }
        let by = response.asked_until;
        let lacking = if response.is_asked(context.history.now) {
            format!(
                "no score from the day after; it can still be given until {}",
                by.format("%a %-d %b %H:%M")
            )
        } else {
            "no score from the day after".to_owned()
        };
        verdicts.push(Verdict::Fires(
            RULE.finding(
                context.history.local_date(response.closes),
                Some(run),
                format!(
                    "The response to the run of {} is not known: {lacking}.",
                    spoken(run.date())
                ),
            )
            .with("score", "none from the day after"),
        ));
    }
    verdicts
}
