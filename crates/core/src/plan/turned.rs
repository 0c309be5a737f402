//! A history in which a response that is still open has come out.

use crate::calendar::TimeDelta;
use crate::diary::{History, PainEntry};
use crate::limits;
use crate::run::Run;
use crate::units::PainScore;
use chrono::{DateTime, FixedOffset};

fn entry(at: DateTime<FixedOffset>, score: f64, run: &Run) -> Option<PainEntry> {
    Some(PainEntry {
        during: Some(run.id.clone()),
        ..PainEntry::of(at, PainScore::new(score).ok()?)
    })
}

/// Completes a response at no more pain than was logged.
pub(crate) fn tolerate(pain: &mut Vec<PainEntry>, run: &Run) {
    let late = run.end() + TimeDelta::hours(limits::LATE_HOURS.value as i64);
    pain.extend(entry(late, 0.0, run).map(|late| PainEntry {
        during: None,
        ..late
    }));
}

/// The history in which the open response of a run has come out at a score.
pub(super) fn with_response(history: &History, run: &Run, score: f64) -> History {
    let mut turned = history.clone();
    turned.pain.extend(entry(history.now, score, run));
    tolerate(&mut turned.pain, run);
    turned.pain.sort_by_key(|entry| entry.at);
    turned
}
