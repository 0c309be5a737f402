//! All that a report shows of one runner at one moment.

use crate::charts::multiples::Small;
use crate::charts::profile::Profile;
use comeback_core::diary::{History, Week};
use comeback_core::method::Standing;
use comeback_core::plan::WeekPlan;
use comeback_core::rules::Checked;

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

/// What a page can show beyond the history, where the samples of runs are at hand.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// The course of one run with its title, see [`series::profile`](crate::charts::series::profile).
    pub run: Option<(String, Profile)>,
    /// Whose page it is.
    pub athlete: Option<String>,
    /// Figures over time, such as ground contact.
    pub small: Vec<Small>,
}
