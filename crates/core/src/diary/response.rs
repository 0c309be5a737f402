//! The response of a run: the highest pain from its start to 48 h after its end.
//!
//! The morning after is the test: a response is complete with one *late score*,
//! felt 12 to 48 h after the end or from four o'clock of the next morning on. What
//! is known is known at once: a score over 3 is at least amber, and one over 5 is
//! red, from the moment it is given.

use super::history::{History, PainEntry};
use crate::calendar::{Days, TimeDelta};
use crate::limits;
use crate::run::{Run, RunId};
use crate::units::PainScore;
use chrono::{DateTime, FixedOffset, NaiveTime, TimeZone};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a run was tolerated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Band {
    /// Complete and never over 3.
    Green,
    /// Over 3 and up to 5, at once: it can become red, and never green.
    Amber,
    /// Over 5, at once.
    Red,
    /// The 48 h are open, no late score is there, and nothing over 3 was felt so far.
    Pending,
    /// The 48 h are over without a late score, and nothing over 3 was felt.
    Unknown,
}

impl Band {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Band::Green => "green",
            Band::Amber => "amber",
            Band::Red => "red",
            Band::Pending => "pending",
            Band::Unknown => "unknown",
        }
    }

    /// The band of a score by itself.
    pub fn of_score(score: PainScore) -> Band {
        if score.get() > limits::AMBER_MAX.value {
            Band::Red
        } else if score.get() > limits::GREEN_MAX.value {
            Band::Amber
        } else {
            Band::Green
        }
    }
}

/// The response of one run, as far as it is known at the history's moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Response {
    /// The band.
    pub band: Band,
    /// The highest score in its time.
    pub max: Option<PainScore>,
    /// When the highest score was felt.
    pub max_at: Option<DateTime<FixedOffset>>,
    /// When the first score over 5 was felt: the moment from which the response is red.
    pub red_at: Option<DateTime<FixedOffset>>,
    /// There is a late score.
    pub complete: bool,
    /// There is a score from during the run or before a late one counts: welcome, and not needed.
    pub has_early: bool,
    /// From when on a score is a late one.
    pub late_from: DateTime<FixedOffset>,
    /// When the window closes: what is felt later is no response of this run.
    pub closes: DateTime<FixedOffset>,
    /// Until when a forgotten score is asked for; what was felt in the window counts
    /// whenever it is given.
    pub asked_until: DateTime<FixedOffset>,
}

impl Response {
    /// Whether the score is known, or already over 3: such a run counts for the mean.
    pub const fn is_known(&self) -> bool {
        matches!(self.band, Band::Green | Band::Amber | Band::Red)
    }

    /// Whether a late score is still asked for at a moment.
    pub fn is_asked(&self, now: DateTime<FixedOffset>) -> bool {
        !self.complete && now <= self.asked_until
    }
}

/// When the response window of a run closes.
pub fn closes(run: &Run) -> DateTime<FixedOffset> {
    run.end() + hours(limits::RESPONSE_HOURS.value)
}

/// Until when a forgotten score of a run is asked for.
pub(crate) fn asked_until(run: &Run) -> DateTime<FixedOffset> {
    run.end() + hours(limits::ASK_HOURS.value)
}

/// From when on a score is a late one of a run that ended then: 12 h after the end, or the next local morning
/// from four o'clock on where that is at least 6 h after it.
pub fn late_from(end: DateTime<FixedOffset>, zone: Tz) -> DateTime<FixedOffset> {
    let after_half_a_day = end + hours(limits::LATE_HOURS.value);
    match next_morning(end, zone) {
        Some(morning) => {
            let slept = end + hours(limits::LATE_MORNING_HOURS.value);
            after_half_a_day.min(morning.max(slept))
        }
        None => after_half_a_day,
    }
}

/// The first four o'clock of a morning after a moment.
fn next_morning(after: DateTime<FixedOffset>, zone: Tz) -> Option<DateTime<FixedOffset>> {
    let four = NaiveTime::from_hms_opt(limits::MORNING_CLOCK.value as u32, 0, 0)?;
    let local = after.with_timezone(&zone).naive_local();
    // This morning's is over at four.
    let first = u64::from(local.time() >= four);
    (first..=1).find_map(|later| {
        let morning = (local.date() + Days::new(later)).and_time(four);
        let at = zone.from_local_datetime(&morning).earliest()?;
        Some(at.fixed_offset())
    })
}

fn hours(count: f64) -> TimeDelta {
    TimeDelta::seconds((count * 3600.0) as i64)
}

/// Whether a pain entry belongs to the response of a run.
pub fn belongs(entry: &PainEntry, run: &Run) -> bool {
    let is_of_run = (run.start <= entry.at && entry.at <= closes(run))
        || entry.during.as_ref() == Some(&run.id);
    is_of_run && entry.elsewhere().is_none()
}

/// The response of a run. One entry inside the windows of two runs counts for both.
pub fn response(run: &Run, history: &History) -> Response {
    Pain::of(history).response(run)
}

/// The pain of a log up to a moment, so kept that the entries of one run are
/// found without reading all: a year of running asks for hundreds of responses.
pub struct Pain<'a> {
    entries: &'a [PainEntry],
    /// Which entries name a run, by the run.
    said: BTreeMap<&'a RunId, Vec<usize>>,
    now: DateTime<FixedOffset>,
    zone: Tz,
}

impl<'a> Pain<'a> {
    /// The pain of a history, sorted for asking run by run.
    pub fn of(history: &'a History) -> Pain<'a> {
        let mut said: BTreeMap<&RunId, Vec<usize>> = BTreeMap::new();
        for (place, entry) in history.pain.iter().enumerate() {
            if let Some(run) = &entry.during {
                said.entry(run).or_default().push(place);
            }
        }
        Pain {
            entries: &history.pain,
            said,
            now: history.now,
            zone: history.zone,
        }
    }

    /// The response of a run as it is known at the history's moment.
    pub fn response(&self, run: &Run) -> Response {
        self.read(run, self.now, |_| true)
    }

    /// The response of a run as it was known at an earlier moment.
    pub fn response_at(&self, run: &Run, now: DateTime<FixedOffset>) -> Response {
        self.read(run, now, |entry| entry.at <= now)
    }

    fn read(
        &self,
        run: &Run,
        now: DateTime<FixedOffset>,
        known: impl Fn(&PainEntry) -> bool,
    ) -> Response {
        let closes = closes(run);
        let late_from = late_from(run.end(), self.zone);
        let here = |at: DateTime<FixedOffset>| at.with_timezone(&self.zone).fixed_offset();
        // On the runner's clock, which may have changed since the run; asked for every run, so
        // that the second look at the zone is spared where the first finds no change.
        let asked_until = here(asked_until(run));
        let closes = if asked_until.offset() == closes.offset() {
            closes
        } else {
            here(closes)
        };
        let mut found = Response {
            band: Band::Pending,
            max: None,
            max_at: None,
            red_at: None,
            complete: false,
            has_early: false,
            late_from,
            closes,
            asked_until,
        };
        for entry in self.entries_of(run, closes).filter(|entry| known(entry)) {
            if found.max.is_none_or(|max| entry.score > max) {
                found.max = Some(entry.score);
                found.max_at = Some(entry.at);
            }
            if Band::of_score(entry.score) == Band::Red && found.red_at.is_none() {
                found.red_at = Some(entry.at);
            }
            let said_of_this_run = entry.during.as_ref() == Some(&run.id);
            if said_of_this_run || entry.at < late_from {
                found.has_early = true;
            } else {
                found.complete = true;
            }
        }
        found.band = match found.max {
            Some(max) if found.complete || Band::of_score(max) != Band::Green => {
                Band::of_score(max)
            }
            _ if now <= closes => Band::Pending,
            _ => Band::Unknown,
        };
        found
    }

    /// The moment from which on no entry changes the response of a run any more.
    pub fn settled(&self, run: &Run) -> DateTime<FixedOffset> {
        // What was felt within the window came before it closed.
        let said = self.said.get(&run.id).into_iter().flatten();
        said.filter_map(|&place| self.entries.get(place))
            .map(|entry| entry.at)
            .fold(closes(run), DateTime::max)
    }

    /// The entries that belong to a run, in the order of the log.
    fn entries_of(
        &self,
        run: &Run,
        closes: DateTime<FixedOffset>,
    ) -> impl Iterator<Item = &'a PainEntry> {
        let entries = self.entries;
        let first = entries.partition_point(|entry| entry.at < run.start);
        let after = entries
            .partition_point(|entry| entry.at <= closes)
            .max(first);
        let said = self.said.get(&run.id).map_or(&[][..], Vec::as_slice);
        let before = said.partition_point(|&place| place < first);
        let later = said.partition_point(|&place| place < after);
        let at = move |&place: &usize| entries.get(place);
        let earlier: Vec<&PainEntry> = said.iter().take(before).filter_map(at).collect();
        let late: Vec<&PainEntry> = said.iter().skip(later).filter_map(at).collect();
        earlier
            .into_iter()
            .chain(entries.get(first..after).unwrap_or(&[]))
            .chain(late)
            .filter(|entry| entry.elsewhere().is_none())
    }
}

/// Pain that lies in no run's window, or is felt at another place: never blamed on a run.
pub fn unattributed(history: &History) -> impl Iterator<Item = &PainEntry> {
    let first = history.pain.first().map(|entry| entry.at);
    let windows: Vec<(&Run, DateTime<FixedOffset>)> = history
        .runs
        .iter()
        .map(|run| (run, closes(run)))
        // One that closed before any pain was logged holds none of it.
        .filter(|(_, closes)| first.is_some_and(|first| *closes >= first))
        .collect();
    let is_of_a_run = |entry: &PainEntry| {
        let said = entry.during.as_ref();
        said.is_some_and(|said| history.runs.iter().any(|run| run.id == *said))
    };
    history.pain.iter().filter(move |entry| {
        let begun = windows.partition_point(|(run, _)| run.start <= entry.at);
        let is_open = |(_, closes): &(&Run, DateTime<FixedOffset>)| entry.at <= *closes;
        let windows = windows.get(..begun).unwrap_or(&[]);
        // The latest that began before are the likeliest.
        entry.elsewhere().is_some() || (!windows.iter().rev().any(is_open) && !is_of_a_run(entry))
    })
}
