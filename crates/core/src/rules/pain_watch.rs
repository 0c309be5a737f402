//! Pain of 4 to 5: acceptable for some, watched more carefully.

use super::painful::{self, Felt};
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::diary::Band;
use crate::limits::{self, Evidence};

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::PainWatch,
    title: "Pain of 4 to 5",
    severity: Severity::Caution,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "The response of a run is over {green-max} and not over {amber-max}, also while its {response-hours} hours are still open. \
           It counts in the mean of the last two weeks, which the plan steers by; by itself only a {amber-max} holds the week.",
    why: "Such pain is acceptable for some runners and not for others; only the next days tell which.",
    evidence: "The protocol's own band. One score is off by about half a point, so one of them under {amber-max} decides no week.",
    fires_example: "A run on Monday; 4 on Tuesday morning.",
    clear_example: "A run on Monday; 3 on Tuesday morning: safe.",
    missing: "What is logged so far counts. A later score over {amber-max} turns it into `pain-too-high`.",
    advice: "Keep to the plan, add nothing of your own, and log the worst of it tomorrow morning. \
             If it does not settle to {green-max} or less, take the next run shorter.",
    limits: &[limits::GREEN_MAX, limits::AMBER_MAX],
    lasting: false,
    check,
    nearest: nearest::less_pain,
    in_plan: InPlan::Ambers,
};

/// Advice at the most that is acceptable.
fn at_the_top() -> String {
    format!(
        "{} is the most that is acceptable: the next week adds nothing. Take the next run \
         shorter if it has not settled to {} or less, and log the worst of it tomorrow morning.",
        limits::AMBER_MAX.value,
        limits::GREEN_MAX.value,
    )
}

fn check(context: &Context) -> Vec<Verdict> {
    let mut felt: Vec<Felt> = Vec::new();
    for (index, run) in context.runs(painful::LOOKBACK_DAYS) {
        if context.episode(run).is_none() {
            continue;
        }
        let response = context.response(index, run);
        if let Some((at, max)) = response.max_at.zip(response.max)
            && Band::of_score(max) == Band::Amber
        {
            painful::join(&mut felt, at, max, run);
        }
    }
    felt.iter()
        .map(|felt| {
            let date = context.history.local_date(felt.at);
            let holds = felt.max.get() >= limits::AMBER_MAX.value;
            let finding = felt.evidence(RULE.finding(
                date,
                felt.run(),
                format!(
                    "Pain was {} on {}, in the {} hours of the {}: between {} and {}.",
                    felt.max.get(),
                    spoken(date),
                    limits::RESPONSE_HOURS.value,
                    felt.run_words(),
                    limits::GREEN_MAX.value,
                    limits::AMBER_MAX.value,
                ),
            ));
            Verdict::Fires(if holds {
                finding.advising(at_the_top())
            } else {
                finding
            })
        })
        .collect()
}
