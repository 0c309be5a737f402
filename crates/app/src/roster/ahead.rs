//! For how long a line holds, and what it becomes when nothing comes.
//!
//! A line changes when something is logged, when a day begins, and when the time for a
//! score begins or ends; in between it is the same at every moment. So it is worked out
//! at the beginning of each such span, for today and the day after: an athlete of whom
//! nothing came overnight is read from the cache in the morning.

use super::line::{WEEKS, line};
use crate::{AppError, Workspace};
use chrono::{DateTime, FixedOffset, Utc};
use comeback_core::calendar::{Days, TimeDelta};
use comeback_core::diary::{History, Pain};
use comeback_report::charts::roster::Sketch;
use comeback_report::json::{self, RosterLineJson};

/// Days after today that lines are worked out for. (design)
pub const DAYS_AHEAD: u64 = 1;
/// The same when nobody waits for it: over a weekend. (design)
pub const DAYS_AHEAD_UNWATCHED: u64 = 3;

/// A line and the time for which it is that of its athlete, unless anything comes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    /// The first moment.
    pub(super) from: DateTime<Utc>,
    /// The first moment after it.
    pub(super) to: DateTime<Utc>,
    pub(super) line: RosterLineJson,
    pub(super) sketch: Sketch,
}

/// The line of the workspace's moment, and those after it to the end of so many days. Of a
/// moment that was named there is one, which holds whenever it is asked for.
pub(super) fn lines(workspace: &mut Workspace, days: u64) -> Result<(Span, Vec<Span>), AppError> {
    let runs = workspace.all_runs()?;
    let later_runs = runs.iter().map(|run| run.start);
    let later = later_runs.chain(workspace.entries.iter().map(|entry| entry.at));
    // What is dated ahead is known from then on.
    let comes = later.filter(|at| *at > workspace.now).min();
    let mut history = workspace.history_of(runs)?;
    let name = workspace.athlete.to_string();
    if workspace.is_as_of() {
        let always = Span {
            from: DateTime::UNIX_EPOCH,
            to: DateTime::<Utc>::MAX_UTC,
            line: json::roster_line(&line(&name, &history)),
            sketch: Sketch::of(&history),
        };
        return Ok((always, Vec::new()));
    }
    let span = |history: &History| {
        let end = end(history);
        Span {
            from: history.now.to_utc(),
            to: comes.map_or(end, |comes| comes.min(end)).to_utc(),
            line: json::roster_line(&line(&name, history)),
            sketch: Sketch::of(history),
        }
    };
    let last = history.today() + Days::new(days);
    let now = span(&history);
    let mut later = Vec::new();
    let mut to = now.to;
    loop {
        // At the end of a score's time that time still lasts.
        let next = (to + TimeDelta::milliseconds(1)).with_timezone(&history.zone);
        let next = next.fixed_offset();
        if next <= history.now
            || comes.is_some_and(|comes| comes <= next)
            || next.date_naive() > last
        {
            return Ok((now, later));
        }
        history.now = next;
        let found = span(&history);
        to = found.to;
        later.push(found);
    }
}

/// When the line of a history becomes another one, though nothing is logged: a day, a run
/// or the time for a score begins or ends.
fn end(history: &History) -> DateTime<FixedOffset> {
    let pain = Pain::of(history);
    let last = history.runs.iter().rev().take(WEEKS as usize);
    let turns = last.flat_map(|run| {
        let found = pain.response(run);
        [run.end(), found.late_from, found.closes, found.asked_until]
    });
    let tomorrow = history.start_of(history.today() + Days::new(1));
    turns
        .filter(|at| *at > history.now)
        .fold(tomorrow, DateTime::min)
}
