//! Pain that rises from run to run.

use super::crossing::{Judged, crossings};
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::{self, Evidence};
use crate::run::Run;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::PainRising,
    title: "Pain that rises from run to run",
    severity: Severity::Caution,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "{pain-rising-runs} successive runs, each with a higher response than the one before, the last at least {pain-rising-last}.",
    why: "Load that is slightly too much adds up before any single run hurts.",
    evidence: "Our own early sign, placed under the protocol's line of {amber-max}.",
    fires_example: "0, then 2, then 3.",
    clear_example: "0, then 1, then 2: the last is under 3. Or 1, then 3, then 3: it no longer rises.",
    missing: "A run without any pain entry breaks the row.",
    advice: "Do not add anything until a response is lower than the one before.",
    limits: &[limits::PAIN_RISING_RUNS, limits::PAIN_RISING_LAST],
    lasting: false,
    check,
    nearest: nearest::less_pain,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    let length = limits::PAIN_RISING_RUNS.value as usize;
    crossings(&RULE, context, |index, run| {
        if context.episode(run).is_none() {
            return Judged::Clear;
        }
        let Some(from) = (index + 1).checked_sub(length) else {
            return Judged::Clear;
        };
        let responses: Option<Vec<f64>> = (from..=index)
            .map(|index| {
                let run: &Run = context.history.runs.get(index)?;
                Some(context.response(index, run).max?.get())
            })
            .collect();
        let Some(responses) = responses else {
            return Judged::Clear;
        };
        let rising = responses.windows(2).all(|pair| pair[0] < pair[1]);
        let Some(&last) = responses.last() else {
            return Judged::Clear;
        };
        if !rising || last < limits::PAIN_RISING_LAST.value {
            return Judged::Clear;
        }
        let row: Vec<String> = responses.iter().map(f64::to_string).collect();
        let row = row.join(", ");
        let finding = RULE
            .finding(
                run.date(),
                Some(run),
                format!("The responses of the last {length} runs rise: {row}."),
            )
            .with("responses", row.clone())
            .with("pain_max", last);
        Judged::Over(last, format!("{last}"), Box::new(finding))
    })
}
