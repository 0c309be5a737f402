//! Pain of 4 to 5: acceptable for some, watched more carefully.

use super::painful::{self, Felt};
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::diary::Band;
use crate::limits::{self, Evidence};

pub const RULE: Rule = Rule {
    id: RuleId::PainWatch,
    title: "Pain of 4 to 5",
    severity: Severity::Caution,
    grade: Evidence::Seed,
    source: "the clinician's return-to-run protocol",
    what: "The response of a run is over 3 and not over 5, also while its 48 hours are still open.",
    why: "4 to 5 is acceptable for some runners and not for others; only the next days tell which.",
    evidence: "The protocol's own band.",
    fires_example: "A run on Monday; 4 on Tuesday morning.",
    clear_example: "A run on Monday; 3 on Tuesday morning: safe.",
    missing: "What is logged so far counts. A later score over 5 turns it into `pain-too-high`.",
    advice: "Hold the present load, add nothing, and log pain today and tomorrow. If it does not \
             settle to 3 or less, take the next run shorter.",
    limits: &[limits::GREEN_MAX, limits::AMBER_MAX],
    lasting: false,
    check,
    nearest: nearest::less_pain,
    in_plan: InPlan::Ambers,
};

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
            Verdict::Fires(felt.evidence(RULE.finding(
                date,
                felt.run(),
                format!(
                    "Pain was {} on {date}, in the 48 hours of the {}: between {} and {}.",
                    felt.max.get(),
                    felt.run_words(),
                    limits::GREEN_MAX.value,
                    limits::AMBER_MAX.value,
                ),
            )))
        })
        .collect()
}
