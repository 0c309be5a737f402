//! Where the runner stood before each run, as it was known just then.
//!
//! A rule asks this of run after run. The fold is read once and kept before
//! every run; what was not yet known (a response of the last two days, pain
//! logged late) is read again from the last run on which nothing has changed since.

use super::reading::Reading;
use super::start;
use crate::diary::{Episode, History, Pain};
use crate::method::rung::Standing;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// What was known before each run.
pub struct Before<'a> {
    history: &'a History,
    episode: &'a Episode,
    pain: Pain<'a>,
    /// When the responses of all runs up to this one were settled.
    settled: Vec<DateTime<FixedOffset>>,
    /// The first run whose state is kept.
    first: usize,
    /// The state before that run, and before each after it.
    kept: Vec<Reading>,
}

impl<'a> Before<'a> {
    /// Reads the history for an episode; states are kept from the first run on or after `from`.
    pub fn new(history: &'a History, episode: &'a Episode, from: NaiveDate) -> Before<'a> {
        let pain = Pain::of(history);
        let first = history.runs.partition_point(|run| run.date() < from);
        let mut reading = Reading::begin(history, episode);
        let mut kept = Vec::with_capacity(history.runs.len().saturating_sub(first));
        let mut settled: Vec<DateTime<FixedOffset>> = Vec::with_capacity(history.runs.len());
        for (index, run) in history.runs.iter().enumerate() {
            if index >= first {
                kept.push(reading.clone());
            }
            let at = pain.settled(run);
            settled.push(settled.last().map_or(at, |last| at.max(*last)));
            reading.come_to(run.date(), history);
            reading.read(run, || pain.response(run), history);
        }
        kept.push(reading);
        Before {
            history,
            episode,
            pain,
            settled,
            first,
            kept,
        }
    }

    /// The standing at a moment just before a run; `None` where what is kept does not tell.
    pub fn standing(&self, index: usize, at: DateTime<FixedOffset>) -> Option<Standing> {
        let runs = &self.history.runs;
        let today = self.history.local_date(at);
        if !start::is_settled(self.episode, runs.get(index)?.date(), today) {
            return None;
        }
        let known = runs.partition_point(|run| run.start <= at);
        let by_today = runs.partition_point(|run| run.date() <= today).min(known);
        let same = self
            .settled
            .partition_point(|settled| *settled < at)
            .min(by_today);
        let mut reading = self.kept.get(same.checked_sub(self.first)?)?.clone();
        for run in runs.get(same..by_today)? {
            reading.come_to(run.date(), self.history);
            reading.read(run, || self.pain.response_at(run, at), self.history);
        }
        Some(reading.end(today, today, self.history).standing(today))
    }
}
