//! A change that lasted: a level that held before a day, and another that has held since.

use super::{count, days};
use crate::limits;
use crate::robust::median_of;
use chrono::NaiveDate;

/// Two levels, and the day between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lasting {
    /// The first day of the later level.
    pub since: NaiveDate,
    /// Median before it.
    pub before: f64,
    /// Median from it on.
    pub after: f64,
}

impl Lasting {
    /// Change in per cent of the level before.
    pub fn percent(&self) -> f64 {
        100.0 * (self.after / self.before - 1.0)
    }
}

/// The change of a series in time order that still holds `now`, where there is a clear
/// one: enough values to each side, nearly all of them on their own side of the middle of
/// both, and longer ago than what is called now. The day is the one that parts the series
/// with the least squares within its two parts.
pub fn lasting(values: &[(NaiveDate, f64)], today: NaiveDate, now: Option<f64>) -> Option<Lasting> {
    let least = count(&limits::USUAL_RUNS);
    let place = parted(values)?;
    if place < least || values.len() - place < least {
        return None;
    }
    let (early, late) = values.split_at_checked(place)?;
    let level = |part: &[(NaiveDate, f64)]| median_of(part.iter().map(|(_, value)| *value));
    let found = Lasting {
        since: late.first()?.0,
        before: level(early)?,
        after: level(late)?,
    };
    let middle = f64::midpoint(found.before, found.after);
    let rises = found.after > found.before;
    let share = |part: &[(NaiveDate, f64)], above: bool| {
        let inside = (part.iter()).filter(|(_, value)| (*value > middle) == above);
        inside.count() as f64 / part.len() as f64
    };
    let clear = limits::CADENCE_CHANGE_CLEAR.value;
    let still = 100.0 * (now? / found.before - 1.0);
    let is_clear = found.percent().abs() >= clear
        && still.abs() >= clear
        && (still > 0.0) == rises
        && share(early, !rises) >= limits::LASTING_SHARE.value
        && share(late, rises) >= limits::LASTING_SHARE.value
        && (today - found.since).num_days() > days(&limits::NOW_DAYS);
    is_clear.then_some(found)
}

/// Where a series is parted best.
fn parted(values: &[(NaiveDate, f64)]) -> Option<usize> {
    let all: f64 = values.iter().map(|(_, value)| value).sum();
    let count = values.len() as f64;
    let mut before = 0.0;
    let mut best: Option<(f64, usize)> = None;
    for (place, (_, value)) in values.iter().enumerate() {
        if place > 0 {
            let (early, late) = (place as f64, count - place as f64);
            let apart = before / early - (all - before) / late;
            let between = early * late * apart * apart;
            if best.is_none_or(|(most, _)| between > most) {
                best = Some((between, place));
            }
        }
        before += value;
    }
    best.map(|(_, place)| place)
}
