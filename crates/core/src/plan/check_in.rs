//! When the score of a run is due, with clock times.

use super::view::View;
use super::week::CheckIn;
use crate::calendar::TimeDelta;
use crate::diary::response;
use crate::limits;
use crate::robust::upper_median;
use crate::run::Run;
use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};

/// The check-ins whose time begins on a day: of runs that were made, and of those planned.
pub(super) fn of_day(
    view: &View,
    date: NaiveDate,
    planned: &[NaiveDate],
) -> Vec<(NaiveDate, CheckIn)> {
    let history = view.history;
    let mut due: Vec<(NaiveDate, CheckIn)> = view
        .asked
        .iter()
        .filter(|asked| asked.response.closes >= history.now)
        .filter(|asked| {
            let from = history.local_date(asked.response.late_from).max(view.from);
            // A week that is still to come asks for nothing whose time is past when it begins.
            from == date && date <= history.local_date(asked.response.closes)
        })
        .map(|asked| {
            let due = CheckIn {
                run: Some(asked.run.id.clone()),
                from: asked.response.late_from,
                until: asked.response.closes,
            };
            (asked.run.date(), due)
        })
        .collect();
    let ends = usual_end(view);
    due.extend(planned.iter().filter_map(|day| {
        let end = history.start_of(*day) + TimeDelta::hours(i64::from(ends));
        let from = response::late_from(end, history.zone);
        (history.local_date(from) == date).then(|| {
            let until = end + TimeDelta::hours(limits::RESPONSE_HOURS.value as i64);
            let due = CheckIn {
                run: None,
                from,
                until: in_zone(view, until),
            };
            (*day, due)
        })
    }));
    due
}

/// The hour at which the last runs ended, the middle one.
fn usual_end(view: &View) -> u32 {
    let ended = |run: &Run| run.end().with_timezone(&view.history.zone).hour();
    let hours = (view.history.runs.iter().rev())
        .take(limits::USUAL_END_RUNS.value as usize)
        .map(ended);
    upper_median(hours).unwrap_or(limits::USUAL_END_CLOCK.value as u32)
}

fn in_zone(view: &View, at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    at.with_timezone(&view.history.zone).fixed_offset()
}

/// One sentence for a day; `None` where nothing is due.
pub(super) fn words(due: &[(NaiveDate, CheckIn)]) -> Option<String> {
    let (day, first) = due.first()?;
    Some(format!(
        "log the worst since {}'s run, from {} to {}",
        day.format("%A"),
        first.from.format("%H:%M"),
        first.until.format("%A %H:%M")
    ))
}
