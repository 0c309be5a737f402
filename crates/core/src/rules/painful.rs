//! One pain entry can lie in the windows of two runs. It counts for both, and
//! is still one event: one finding, tied to the latest of the runs.

use super::Finding;
use crate::calendar::spoken;
use crate::run::Run;
use crate::units::PainScore;
use chrono::{DateTime, FixedOffset};

/// A response is felt up to two days after its run's end, and a run may pass midnight.
pub(super) const LOOKBACK_DAYS: u64 = 4;

/// A moment of pain and the runs whose response it is.
pub(super) struct Felt<'a> {
    pub at: DateTime<FixedOffset>,
    pub max: PainScore,
    pub runs: Vec<&'a Run>,
}

/// Adds a run to the moment that made its response.
pub(super) fn join<'a>(
    felt: &mut Vec<Felt<'a>>,
    at: DateTime<FixedOffset>,
    max: PainScore,
    run: &'a Run,
) {
    match felt.iter_mut().find(|felt| felt.at == at) {
        Some(known) => {
            known.runs.push(run);
            if max > known.max {
                known.max = max;
            }
        }
        None => felt.push(Felt {
            at,
            max,
            runs: vec![run],
        }),
    }
}

impl<'a> Felt<'a> {
    pub(super) fn run(&self) -> Option<&'a Run> {
        self.runs.last().copied()
    }

    /// `run of Mon 5 Oct`, `runs of Mon 5 Oct and Tue 6 Oct`.
    pub(super) fn run_words(&self) -> String {
        let mut days: Vec<String> = self.runs.iter().map(|run| spoken(run.date())).collect();
        days.dedup();
        let noun = if self.runs.len() == 1 { "run" } else { "runs" };
        format!("{noun} of {}", days.join(" and "))
    }

    pub(super) fn evidence(&self, finding: Finding) -> Finding {
        let ids: Vec<&str> = self.runs.iter().map(|run| run.id.0.as_str()).collect();
        finding
            .with("pain_max", self.max.get())
            .with("felt_at", self.at.to_rfc3339())
            .with("runs", ids.join(" "))
    }
}
