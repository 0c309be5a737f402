//! Two runs that may be one.

use super::data_quality;
use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::diary::History;
use crate::limits::Evidence;
use crate::run::Run;

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::PossibleDuplicate,
    title: "Two runs that may be one",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "A run begins before an earlier run has ended: nobody runs twice at once.",
    why: "Two recordings of one run, from two watches or two exports, count its load twice.",
    evidence: "A fact about the times of the files.",
    fires_example: "A run from 18:00 to 18:50, and another from 18:01 to 18:49.",
    clear_example: "A run from 18:00 to 18:30 and one from 18:31 to 19:00.",
    missing: "Needs only the times, which every run has.",
    advice: "Keep the better of the two recordings and take the other file out.",
    limits: &[],
    lasting: false,
    check,
    nearest: nearest::none,
    in_plan: InPlan::Informs,
};

fn check(context: &Context) -> Vec<Verdict> {
    let mut verdicts = data_quality::check(&RULE, context, |_| None);
    for (index, run) in context.runs(0) {
        let noted = run.quality.iter().any(|doubt| doubt.rule == RULE.id);
        let earlier = context.history.runs.get(..index).unwrap_or(&[]);
        if let Some(other) = overlapping(run, earlier).filter(|_| !noted) {
            verdicts.push(Verdict::Fires(
                RULE.finding(
                    run.date(),
                    Some(run),
                    format!(
                        "The run of {} begins before the run {} has ended: two recordings of one \
                         run?",
                        spoken(run.date()),
                        other.id
                    ),
                )
                .with("other_run", other.id.0.as_str()),
            ));
        }
    }
    verdicts
}

/// A run of the history that was going on at the same time, earlier or later.
pub fn other<'a>(history: &'a History, run: &Run) -> Option<&'a Run> {
    let runs = &history.runs;
    let from = runs.partition_point(|other| other.start < run.start);
    let after = runs
        .iter()
        .skip(from)
        .take_while(|other| other.start < run.end())
        .find(|other| other.id != run.id);
    after.or_else(|| overlapping(run, runs.get(..from)?))
}

/// The latest of the earlier runs that had not ended; one that was left
/// recording for hours is found behind a few shorter ones.
fn overlapping<'a>(run: &Run, earlier: &'a [Run]) -> Option<&'a Run> {
    earlier
        .iter()
        .rev()
        .take(5)
        .find(|other| run.start < other.end())
}
