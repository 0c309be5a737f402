//! An effort that the runner has not done for a month, or far more of it.

use super::exposure::{DOUBT, Exposure, exposure, surely, words};
use super::{Context, Rule, Verdict};
use crate::calendar::{Days, spoken};
use crate::diary::span;
use crate::limits;
use crate::method::Standing;
use crate::run::{EffortKind, Run};
use chrono::NaiveDate;

/// Each run with a first or far larger exposure to the kind. `in_programme`
/// says whether the return has come to it: then a first time is what the plan wants.
pub(super) fn check(
    rule: &Rule,
    context: &Context,
    kind: EffortKind,
    in_programme: fn(&Standing) -> bool,
    needs: &str,
) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for (index, run) in context.runs(0) {
        match exposure(run, kind) {
            None => verdicts.push(rule.unknown(run.date(), Some(run), needs)),
            Some(found) if found.count == 0 => {}
            Some(_) => verdicts.push(judge(rule, context, index, run, kind, in_programme)),
        }
    }
    verdicts
}

fn judge(
    rule: &Rule,
    context: &Context,
    index: usize,
    run: &Run,
    kind: EffortKind,
    in_programme: fn(&Standing) -> bool,
) -> Verdict {
    let Some(found) = exposure(run, kind) else {
        return Verdict::Clear;
    };
    let from = run.date() - Days::new(limits::NEW_EXPOSURE_DAYS.value as u64);
    let earlier = context.history.runs.get(..index).unwrap_or(&[]);
    let first = earlier.partition_point(|run| run.date() < from);
    let before = earlier.get(first..).unwrap_or(&[]);
    // Noise that looked like an interval once makes no sure one an old habit.
    let seen = |earlier: &Run| {
        surely(earlier, kind) || (found.doubtful && earlier.count(kind).unwrap_or(0) > 0)
    };
    let (message, figures) = if before.iter().any(seen) {
        match far_more(&found, run, before, kind) {
            Some(more) => more,
            None => return Verdict::Clear,
        }
    } else {
        let wanted = context
            .standing(index, run)
            .is_some_and(|standing| in_programme(&standing));
        if wanted {
            return Verdict::Clear;
        }
        let first = match past(context, run, before, kind, from) {
            Past::Unknown(lack) => return rule.unknown(run.date(), Some(run), lack),
            Past::InPart => "the first that is known".to_owned(),
            Past::Known => format!("the first in {} days", limits::NEW_EXPOSURE_DAYS.value),
        };
        let message = format!(
            "{} on {}, {first}.",
            words(kind, found.count),
            spoken(run.date())
        );
        (message, Vec::new())
    };
    let (message, severity) = if found.doubtful {
        (format!("Perhaps {message} {DOUBT}"), rule.severity.milder())
    } else {
        (message, rule.severity)
    };
    let finding = rule
        .finding(run.date(), Some(run), message)
        .at(severity)
        .with("count", found.count);
    Verdict::Fires(
        figures
            .into_iter()
            .fold(finding, |finding, (name, figure)| {
                finding.with(name, figure)
            }),
    )
}

/// What is known of the month before an exposure that nothing known precedes.
enum Past {
    Known,
    /// Some of it: what is seen now and not known before is the first that is known.
    /// One run without altitude says nothing for a descent of 170 m.
    InPart,
    /// Too little to call it a first; what is missing.
    Unknown(String),
}

fn past(context: &Context, run: &Run, before: &[Run], kind: EffortKind, from: NaiveDate) -> Past {
    let seen = before.iter().any(|earlier| earlier.count(kind).is_some());
    let short_log = span::known_from(context.history, run.date()).is_none_or(|known| from < known);
    if short_log && (context.episode(run).is_none() || !seen) {
        // Every kind is a first at the beginning of a log.
        return Past::Unknown(format!(
            "{} known days before the run",
            limits::NEW_EXPOSURE_DAYS.value
        ));
    }
    if !seen {
        return Past::Unknown("the same of every run of the month before".to_owned());
    }
    if short_log || before.iter().any(|earlier| earlier.count(kind).is_none()) {
        return Past::InPart;
    }
    Past::Known
}

/// Message and figures when a run holds far more than any of the four weeks before.
fn far_more(
    found: &Exposure,
    run: &Run,
    before: &[Run],
    kind: EffortKind,
) -> Option<(String, Vec<(&'static str, f64)>)> {
    let recent = run.date() - Days::new(limits::REFERENCE_DAYS.value as u64);
    let exposures: Vec<Exposure> = before
        .iter()
        .filter(|earlier| recent <= earlier.date())
        .filter_map(|earlier| exposure(earlier, kind))
        .filter(|earlier| earlier.count > 0)
        .collect();
    let highest = |figures: &mut dyn Iterator<Item = f64>| figures.fold(0.0, f64::max);
    // Metres or seconds tell more than how often; stated efforts have only a count.
    let amounts: Option<Vec<f64>> = exposures.iter().map(|earlier| earlier.amount).collect();
    let (now, most, unit) = match found.amount.zip(amounts) {
        Some((now, amounts)) => {
            let unit = match kind {
                EffortKind::Downhill => "m down",
                _ => "s",
            };
            (now, highest(&mut amounts.into_iter()), unit)
        }
        None => {
            let mut counts = exposures.iter().map(|earlier| earlier.count as f64);
            (found.count as f64, highest(&mut counts), "times")
        }
    };
    if most <= 0.0 || now <= most * limits::NEW_EXPOSURE_RATIO.value {
        return None;
    }
    let message = format!(
        "{} on {}: {now:.0} {unit}; the most of any run in the {} days before was {most:.0}.",
        words(kind, found.count),
        spoken(run.date()),
        limits::NEW_EXPOSURE_DAYS.value
    );
    let figures = vec![
        ("amount", now),
        ("highest_28_d", most),
        ("ratio", now / most),
    ];
    Some((message, figures))
}
