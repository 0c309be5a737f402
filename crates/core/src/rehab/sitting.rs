//! How long the runner can sit: measured, and grown again. Without a measurement
//! the method's minutes hold.

use crate::diary::{History, SittingEntry};
use crate::limits;
use chrono::{DateTime, FixedOffset};

/// How long sitting is tolerated at a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// How long the runner can sit until it hurts, minutes.
    pub minutes: f64,
    /// Whether the runner measured it; else it is the method's.
    pub measured: bool,
}

impl Tolerance {
    /// A spell of sitting before standing up, min.
    pub fn spell(self) -> f64 {
        self.minutes * limits::SITTING_SHARE.value / 100.0
    }
}

/// The tolerance that was last measured before a moment.
pub fn tolerance(history: &History, at: DateTime<FixedOffset>) -> Tolerance {
    let measured = (history.sitting_tolerance.iter())
        .rfind(|entry| entry.at <= at)
        .map(|entry| entry.minutes.min(limits::SITTING_CAP.value));
    Tolerance {
        minutes: measured.unwrap_or_else(|| history.settings.get(&limits::SITTING_MINUTES)),
        measured: measured.is_some(),
    }
}

/// The minutes that a spell of sitting was over, as tolerated at its moment; `None` where it
/// was not too long.
pub fn over(history: &History, entry: &SittingEntry) -> Option<f64> {
    let limit = tolerance(history, entry.at).minutes;
    (entry.minutes > limit).then_some(limit)
}
