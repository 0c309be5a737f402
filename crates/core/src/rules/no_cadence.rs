//! A recording without cadence.

use super::data_quality;
use super::{Context, Finding, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::limits::{self, Evidence};
use crate::recording::Format;
use crate::run::Run;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::NoCadence,
    title: "A recording without cadence",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "A recording with at least {run-min-minutes} running minutes holds no cadence, or a valid one for less \
           than {cadence-coverage} % of the running time. Where recordings have none run after run, it is said of \
           the first, and again after four weeks without a recording.",
    why: "Cadence is the first of the three gait changes; without it neither focus nor stride can \
          be followed.",
    evidence: "A fact about the file.",
    fires_example: "A GPX track of a phone, with positions only.",
    clear_example: "A watch's file with cadence for 95 % of the run; or a run stated by hand.",
    missing: "This rule is about what is missing.",
    advice: "Record with a watch or foot pod that counts steps, or state the run's cadence by hand.",
    limits: &[
        limits::RUN_MIN_MINUTES,
        limits::CADENCE_COVERAGE,
        limits::REFERENCE_DAYS,
    ],
    lasting: false,
    check,
    nearest: nearest::none,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    let runs = &context.history.runs;
    let told_before = |verdict: &Verdict| {
        let Verdict::Fires(Finding { run: Some(id), .. }) = verdict else {
            return false;
        };
        let Some(index) = runs.iter().position(|run| run.id == *id) else {
            return false;
        };
        goes_on(runs.get(..index).unwrap_or(&[]), runs.get(index))
    };
    data_quality::check(&RULE, context, seen)
        .into_iter()
        .filter(|verdict| !told_before(verdict))
        .collect()
}

/// Whether the recording before lacked cadence too, not long ago: a watch
/// without it is one fact, not one a run.
fn goes_on(earlier: &[Run], run: Option<&Run>) -> bool {
    let recorded = |run: &&Run| run.files.iter().any(|file| file.format != Format::Manual);
    let before = earlier.iter().rev().find(recorded);
    before.zip(run).is_some_and(|(before, run)| {
        let apart = (run.date() - before.date()).num_days();
        apart as f64 <= limits::REFERENCE_DAYS.value && before.cadence.is_none()
    })
}

fn seen(run: &Run) -> Option<String> {
    let stated = run.files.iter().all(|file| file.format == Format::Manual);
    let runs = run.running_minutes()? >= limits::RUN_MIN_MINUTES.value;
    (runs && !stated && run.cadence.is_none())
        .then(|| "the recording holds no usable cadence.".to_owned())
}
