//! The ladder: where the runner stands, as a pure fold over the log, never stored.
//!
//! [`standing`] answers for now, [`Course`] for every day on which a run was made;
//! both come from one fold ([`super::climb`]).

use super::climb::{self, Climb};
use super::rung::Standing;
use crate::diary::History;
use chrono::NaiveDate;

/// Where the runner stands at the history's moment; `None` without an open episode.
pub fn standing(history: &History) -> Option<Standing> {
    climb::fold(history, history.today()).map(|climb| climb.standing(history.today()))
}

/// Where the runner stood on every day with a run, judged by the responses known now.
///
/// A run is judged by where the runner stood when setting out, so the standing
/// of a day knows the runs of the days before, and not that day's own.
#[derive(Debug, Clone, Default)]
pub struct Course {
    days: Vec<(NaiveDate, Standing)>,
}

impl Course {
    /// Every day with its standing, in order.
    pub fn days(&self) -> &[(NaiveDate, Standing)] {
        &self.days
    }

    /// The standing at the start of a day; `None` before the episode or without one.
    pub fn on(&self, day: NaiveDate) -> Option<&Standing> {
        let after = self.days.partition_point(|(date, _)| *date <= day);
        let (_, standing) = self.days.get(after.checked_sub(1)?)?;
        Some(standing)
    }
}

/// The course of the open episode in one pass over the log.
pub fn course(history: &History) -> Course {
    let mut days: Vec<(NaiveDate, Standing)> = Vec::new();
    climb::fold_with(history, history.today(), &mut |day, climb: &Climb| {
        if days.last().is_some_and(|(last, _)| *last >= day) {
            days.pop();
        }
        days.push((day, climb.standing(day)));
    });
    Course { days }
}
