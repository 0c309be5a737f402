//! A run whose response nobody wrote down.

use super::painful::LOOKBACK_DAYS;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::diary::Band;
use crate::limits::{self, Evidence};

pub const RULE: Rule = Rule {
    id: RuleId::PainUnlogged,
    title: "A run without a complete pain log",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "The 48 hours after a run have passed without at least one pain entry up to 24 hours \
           after it (during it counts) and one between 24 and 48 hours after it.",
    why: "A tendon often answers the day after. What was not logged is not known to be green, and \
          what is not known to be green cannot be built on.",
    evidence: "The 48 hours are the protocol's; two entries as the least are ours.",
    fires_example: "A run on Monday evening; 1 logged right after it, nothing until Wednesday night.",
    clear_example: "A run on Monday evening; 1 logged right after it and 2 on Wednesday morning.",
    missing: "This rule is about what is missing. It needs an episode.",
    advice: "Log pain after each run and again the next day, a 0 too: `comeback pain 0`. Until \
             then the plan holds.",
    limits: &[limits::EARLY_HOURS, limits::RESPONSE_HOURS],
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
        let lacking = match (response.has_early, response.has_late) {
            (true, _) => "no entry between 24 and 48 hours after it",
            (_, true) => "no entry up to 24 hours after it",
            _ => "no entry at all",
        };
        verdicts.push(Verdict::Fires(
            RULE.finding(
                context.history.local_date(response.closes),
                Some(run),
                format!(
                    "The response to the run of {} is not known: {lacking}.",
                    run.date()
                ),
            )
            .with("lacking", lacking),
        ));
    }
    verdicts
}
