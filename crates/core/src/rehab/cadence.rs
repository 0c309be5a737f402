//! The target of the cadence focus, one for the plan that asks for it and the rule that
//! looks whether it was reached.

use crate::calendar::Days;
use crate::diary::History;
use crate::diary::expected_cadence::{BASELINE_MINUTES, BASELINE_RUNS, expectation};
use crate::limits;
use crate::robust::median_of;
use crate::units::{MetresPerSecond, StepsPerMinute};
use chrono::{DateTime, FixedOffset};

/// The runner's own cadence before the focus: at a speed where that is known and the runner's
/// expectation is their own, else the median of the runs' medians. `None` where there was too
/// little running with cadence before the focus.
pub fn baseline(
    history: &History,
    focus: DateTime<FixedOffset>,
    speed: Option<MetresPerSecond>,
) -> Option<StepsPerMinute> {
    if let Some(expected) = expectation(history, focus).filter(|found| found.is_own())
        && let Some(speed) = speed
    {
        return Some(expected.at(speed));
    }
    let from = focus - Days::new(limits::CADENCE_BASELINE_DAYS.value as u64);
    let told: Vec<(f64, f64)> = (history.runs.iter())
        .filter(|run| from <= run.start && run.start < focus)
        .filter_map(|run| Some((run.cadence?.median.get(), run.running_minutes()?)))
        .collect();
    let minutes: f64 = told.iter().map(|(_, minutes)| minutes).sum();
    if told.len() < BASELINE_RUNS || minutes < BASELINE_MINUTES {
        return None;
    }
    median_of(told.into_iter().map(|(median, _)| median)).map(StepsPerMinute::new)
}

/// The cadence to aim for from a baseline.
pub fn target(baseline: StepsPerMinute) -> StepsPerMinute {
    baseline * limits::CADENCE_TARGET_FACTOR.value
}
