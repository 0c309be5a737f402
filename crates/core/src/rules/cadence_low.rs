//! A cadence below the runner's own at the same speed: longer strides.

use super::crossing::{Judged, crossings};
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::diary::expected_cadence::{Expectation, bouts, expectation, residual};
use crate::limits::{self, Evidence};
use crate::run::Run;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::CadenceLow,
    title: "Cadence below your own at the same speed",
    severity: Severity::Caution,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "In at least {cadence-low-runs} of the last {cadence-low-of} runs with steady running on the flat, this one among them, \
           cadence was at least {cadence-low-residual as %} % below what your own runs of the {cadence-baseline-days} days before them make \
           expect at the same speed. Where only body height is known, more than {cadence-fallback-deficit as %} % below a general expectation.",
    why: "A lower cadence at the same speed means longer strides, which put the foot further in \
          front and pull on the hamstring.",
    evidence: "That cadence and stride length move hamstring load is from the laboratory; \
               {cadence-low-residual as %} % is our line. There is no fixed 180: elite runners span 155 to 203 (Burns 2019).",
    fires_example: "Usually 168 at this speed; 158 and 157 in two of the last three runs.",
    clear_example: "Usually 168 at this speed; 161 in all three. Or 158 at a slower speed at which 160 is usual.",
    missing: "Unknown without a cadence, and until {cadence-baseline-runs} runs with {cadence-baseline-minutes} minutes of steady running are known, or a body height.",
    advice: "On the next easy run count steps for a minute now and then and shorten the stride a \
             little; change nothing else.",
    limits: &[
        limits::CADENCE_LOW_RESIDUAL,
        limits::CADENCE_LOW_RUNS,
        limits::CADENCE_LOW_OF,
        limits::CADENCE_FALLBACK_DEFICIT,
        limits::CADENCE_BASELINE_DAYS,
        limits::CADENCE_BASELINE_RUNS,
        limits::CADENCE_BASELINE_MINUTES,
    ],
    lasting: false,
    check,
    nearest: nearest::more_cadence,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    crossings(&RULE, context, |index, run| judge(context, index, run))
}

fn judge(context: &Context, index: usize, run: &Run) -> Judged {
    let of = limits::CADENCE_LOW_OF.value as usize;
    let runs = run.running_minutes().unwrap_or(0.0) >= limits::RUN_MIN_MINUTES.value;
    if run.cadence.is_none() && runs {
        return Judged::Unknown("a cadence of the run".to_owned());
    }
    if bouts(run).is_empty() {
        return Judged::Clear;
    }
    let last: Vec<&Run> = context
        .history
        .runs
        .iter()
        .take(index + 1)
        .rev()
        .filter(|run| !bouts(run).is_empty())
        .take(of)
        .collect();
    let Some(oldest) = last.last() else {
        return Judged::Clear;
    };
    let Some(expected) = expectation(context.history, oldest.start) else {
        return Judged::Unknown(format!(
            "{} earlier runs with {} minutes of steady running with cadence, or body height",
            limits::CADENCE_BASELINE_RUNS.value,
            limits::CADENCE_BASELINE_MINUTES.value
        ));
    };
    let limit = match expected {
        Expectation::Own { .. } => limits::CADENCE_LOW_RESIDUAL.value,
        Expectation::General { .. } => -limits::CADENCE_FALLBACK_DEFICIT.value,
    };
    // Own: 5 % is low. General: only what is over 10 % is flagged.
    let is_low = |run: &Run| {
        residual(run, &expected).filter(|share| match expected {
            Expectation::Own { .. } => *share <= limit,
            Expectation::General { .. } => *share < limit,
        })
    };
    let Some(share) = is_low(run) else {
        return Judged::Clear;
    };
    let low = last.iter().filter(|run| is_low(run).is_some()).count();
    if (low as f64) < limits::CADENCE_LOW_RUNS.value {
        return Judged::Clear;
    }
    let percent = -share * 100.0;
    let whose = if expected.is_own() {
        "your own at the same speed"
    } else {
        "what your height makes expect, which is rough"
    };
    let finding = RULE
        .finding(
            run.date(),
            Some(run),
            format!(
                "Cadence on {} was {percent:.0} % below {whose}, and low in {low} of the last {} \
                 runs with steady running.",
                spoken(run.date()),
                last.len()
            ),
        )
        .with("residual_ratio", share)
        .with("low_runs", low)
        .with("of_runs", last.len())
        .with(
            "expected_from",
            if expected.is_own() { "own" } else { "height" },
        );
    Judged::Over(percent, format!("{percent:.0} % below"), Box::new(finding))
}
