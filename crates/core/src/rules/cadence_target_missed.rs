//! The cadence focus and its target.

use super::{Context, InPlan, Rule, RuleId, Severity, Verdict, nearest};
use crate::calendar::spoken;
use crate::diary::expected_cadence::bouts;
use crate::diary::{GaitEntry, GaitFocus, History};
use crate::limits::{self, Evidence};
use crate::rehab::cadence;
use crate::run::Run;
use chrono::{DateTime, FixedOffset};

/// The rule: its page, its check, what would have silenced it, its part in the plan.
pub const RULE: Rule = Rule {
    id: RuleId::CadenceTargetMissed,
    title: "The cadence target was not reached",
    severity: Severity::Info,
    grade: Evidence::Lab,
    source: "Heiderscheit 2011",
    what: "Cadence is the present gait focus and the median cadence of a run is under the target: {cadence-target-factor} times the runner's own before the focus began, at the same speed. The target is \
           never set above {cadence-target-cap} times it.",
    why: "A rise of 5 to 10 % shortens the stride and takes load from hip and knee.",
    evidence: "Measured in the laboratory (Heiderscheit 2011); what it does for this tendon over \
               months is not known.",
    fires_example: "160 before the focus, 164 today: the target is 168.",
    clear_example: "160 before the focus, 168 today.",
    missing: "Unknown without cadence in the run, or without {cadence-baseline-runs} runs and {cadence-baseline-minutes} minutes of running \
              with cadence before the focus.",
    advice: "Use a metronome or the watch's cadence field for part of the next run, in blocks of a \
             minute. Getting there over weeks is fine.",
    limits: &[
        limits::CADENCE_TARGET_FACTOR,
        limits::CADENCE_TARGET_CAP,
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
    context
        .runs(0)
        .filter_map(|(_, run)| judge(context.history, run))
        .collect()
}

fn judge(history: &History, run: &Run) -> Option<Verdict> {
    let focus = cadence_focus(history, run.start)?;
    let day = run.date();
    let Some(measured) = run.cadence else {
        return Some(RULE.unknown(day, Some(run), "a cadence of the run"));
    };
    let speed = bouts(run).first().map(|bout| bout.speed).or(run.speed);
    let Some(baseline) = cadence::baseline(history, focus.at, speed) else {
        return Some(RULE.unknown(
            day,
            Some(run),
            format!(
                "{} runs with {} minutes of running with cadence before the focus",
                limits::CADENCE_BASELINE_RUNS.value,
                limits::CADENCE_BASELINE_MINUTES.value
            ),
        ));
    };
    let target = cadence::target(baseline);
    // Half a step is less than a watch can tell.
    if measured.median.get() >= target.get() - 0.5 {
        return None;
    }
    Some(Verdict::Fires(
        RULE.finding(
            day,
            Some(run),
            format!(
                "Median cadence on {} was {:.0}; the target is {:.0}, from {:.0} before the \
                 focus.",
                spoken(day),
                measured.median.get(),
                target.get(),
                baseline.get()
            ),
        )
        .with("cadence_spm", measured.median.get())
        .with("target_spm", target.get())
        .with("baseline_spm", baseline.get()),
    ))
}

/// The cadence focus at a moment, with its beginning.
fn cadence_focus(history: &History, at: DateTime<FixedOffset>) -> Option<GaitEntry> {
    let known: Vec<&GaitEntry> = history.gait.iter().filter(|entry| entry.at <= at).collect();
    known
        .iter()
        .rev()
        .take_while(|entry| entry.focus == GaitFocus::Cadence)
        .last()
        .map(|entry| **entry)
}
