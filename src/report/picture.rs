//! All that a report shows of one runner at one moment.

use crate::diary::{History, Week};
use crate::method::Standing;
use crate::plan::WeekPlan;
use crate::rules::Checked;

/// Borrowed from whoever computed it; a report computes nothing again.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    pub history: &'a History,
    /// `None` without an open episode.
    pub standing: Option<&'a Standing>,
    pub checked: &'a Checked,
    pub plan: &'a WeekPlan,
    /// Consecutive weeks, the oldest first.
    pub weeks: &'a [Week],
}
