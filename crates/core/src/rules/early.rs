//! An effort that came back before its rung.

use super::exposure::{DOUBT, exposure, words};
use super::{Context, Rule, Verdict};
use crate::calendar::spoken;
use crate::method::{IntensityStep, Rung, Standing};
use crate::run::EffortKind;

/// Where the runner stands, in words: `walk-run, level 3`.
pub(super) fn rung_words(standing: &Standing) -> String {
    let rung = standing.rung.as_str();
    match (standing.rung, standing.level, standing.intensity_step) {
        (Rung::WalkRun, Some(level), _) => format!("{rung}, level {level}"),
        (Rung::Intensity, _, Some(IntensityStep::Tempo)) => format!("{rung}, tempo"),
        (Rung::Intensity, _, Some(IntensityStep::Intervals)) => format!("{rung}, intervals"),
        (Rung::Intensity, _, Some(IntensityStep::Sprints)) => format!("{rung}, flat sprints"),
        _ => rung.to_owned(),
    }
}

/// Each run with such an effort while `too_early` holds; a doubtful effort is
/// said to be doubtful and put one step more mildly.
pub(super) fn check(
    rule: &Rule,
    context: &Context,
    kind: EffortKind,
    too_early: fn(&Standing) -> bool,
    needs: &str,
) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for (index, run) in context.runs(0) {
        let found = exposure(run, kind);
        // Most runs hold no such effort: where the runner stood need not be asked.
        if found.as_ref().is_some_and(|found| found.count == 0) {
            continue;
        }
        let Some(standing) = context.standing(index, run).filter(too_early) else {
            continue;
        };
        let Some(found) = found else {
            verdicts.push(rule.unknown(run.date(), Some(run), needs));
            continue;
        };
        let mut message = format!(
            "{} on {}, and {} is still open.",
            words(kind, found.count),
            spoken(run.date()),
            rung_words(&standing)
        );
        let mut severity = rule.severity;
        if found.doubtful {
            message = format!("Perhaps {message} {DOUBT}");
            severity = severity.milder();
        }
        verdicts.push(Verdict::Fires(
            rule.finding(run.date(), Some(run), message)
                .at(severity)
                .with("count", found.count)
                .with("rung", standing.rung.as_str())
                .with("confidence", if found.doubtful { "low" } else { "good" }),
        ));
    }
    verdicts
}
