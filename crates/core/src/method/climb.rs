//! The fold behind the ladder: day by day, what the runner holds, what rose last,
//! and what a red response or a break takes back.
//!
//! Nothing that was planned is read: the next step follows from what is held, so
//! a run at the next step's minutes, once the step is earned, is that step. Only a
//! response that is known counts for a step; an unknown one is replaced by the next.

mod before;
mod complete;
mod kind;
mod one_day;
mod reading;
mod setback;
mod standing;
mod start;
mod state;
mod step;
mod week;

pub use before::Before;
pub use kind::{HILL_SPRINTS, Kind};
pub use start::{Start, start};
pub use state::{Climb, Held, Sessions, Step, Turn};
pub(crate) use step::rounded_down;
pub use step::{Next, grown};

use crate::calendar::Days;
use crate::diary::{History, Pain};
use chrono::NaiveDate;
use reading::Reading;

/// The state after all runs before and on `until`; `None` without an open episode.
pub fn fold(history: &History, until: NaiveDate) -> Option<Climb> {
    let episode = history.episode()?;
    let pain = Pain::of(history);
    let mut reading = Reading::begin(history, episode);
    for run in history.runs.iter().take_while(|run| run.date() <= until) {
        reading.come_to(run.date(), history);
        reading.read(run, || pain.response(run), history);
    }
    Some(reading.end(until, history.today(), history))
}

/// As [`fold`], telling the state at the start of every day with a run, and at the end.
pub fn fold_with(
    history: &History,
    until: NaiveDate,
    told: &mut dyn FnMut(NaiveDate, &Climb),
) -> Option<Climb> {
    let episode = history.episode()?;
    let pain = Pain::of(history);
    let mut reading = Reading::begin(history, episode);
    let mut told_of: Option<NaiveDate> = None;
    told(episode.start, &reading.climb);
    for run in history.runs.iter().take_while(|run| run.date() <= until) {
        let date = run.date();
        reading.come_to(date, history);
        if date >= episode.start && told_of != Some(date) {
            told(date, &reading.climb.closed(date, history));
            told_of = Some(date);
        }
        reading.read(run, || pain.response(run), history);
    }
    let end = reading.end(until, history.today(), history);
    if until >= episode.start {
        told(until + Days::new(1), &end);
    }
    Some(end)
}
