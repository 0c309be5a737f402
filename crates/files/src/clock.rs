//! A clock that was set back while it recorded: by the end of summer time where local
//! time was written, by a first fix, by hand.
//!
//! Put in order by time, the rows before and after would lie between one another, and
//! the runner would be at two places at once. So rows that go back in time and on from
//! the same place are dated on from there. Rows that are merely out of order, or were
//! written twice, are left to the sorting.

mod dates;
mod places;
mod set_late;

use comeback_core::recording::Samples;
pub(super) use dates::{rolled_over, too_early, was_rolled_over};
use places::{
    DISORDER_S, NEAR_M, apart, draws_again, goes_on_in_stride, is_summer_time, is_whole_again,
};
pub(super) use set_late::set_late;

/// More than this is a file without order, and no clock that was set.
const MOST: usize = 10;

/// How wrong a clock was.
pub(super) fn in_words(shift_s: f64) -> String {
    let way = if shift_s > 0.0 { "behind" } else { "ahead" };
    let minutes = (shift_s.abs() / 60.0).round();
    if minutes < 120.0 {
        format!("{minutes} min {way}")
    } else if minutes < 2880.0 {
        format!("{:.1} h {way}", minutes / 60.0)
    } else {
        format!("{:.0} days {way}", minutes / 1440.0)
    }
}

/// The words of a clock that was set, for the list of what was met.
pub(super) fn said(shift_s: f64) -> String {
    format!(
        "the watch's clock was {} until it was set: the start is dated again",
        in_words(shift_s)
    )
}

/// Dates the rows on where the clock was set back, and says at how many places it was.
/// The samples are in the order of the file.
pub(super) fn mend(samples: &mut Samples) -> usize {
    let backward: Vec<usize> = samples
        .time_s
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| matches!(pair, [before, after] if before - after > DISORDER_S))
        .map(|(row, _)| row + 1)
        .collect();
    if backward.is_empty() || backward.len() > MOST {
        return 0;
    }
    let set_back: Vec<usize> = (backward.into_iter())
        .filter(|&row| was_set_back(samples, row))
        .collect();
    for &row in &set_back {
        let times = &samples.time_s;
        if let (Some(&before), Some(&after)) = (times.get(row - 1), times.get(row)) {
            // One row each second is what nearly every watch writes.
            let shift = before + 1.0 - after;
            for time in samples.time_s.iter_mut().skip(row) {
                *time += shift;
            }
        }
    }
    set_back.len()
}

/// Whether the clock was set back at a row: the runner goes on from where the row before
/// was, by the device's distance, which does not run in circles, else by the places.
pub(super) fn was_set_back(samples: &Samples, row: usize) -> bool {
    let Some(before) = row.checked_sub(1) else {
        return false;
    };
    let distance = |row: usize| samples.distance_m.get(row).copied().flatten();
    if let (Some(then), Some(now)) = (distance(before), distance(row)) {
        return then > NEAR_M && (0.0..=NEAR_M).contains(&(now - then));
    }
    let times = samples.time_s.get(before).zip(samples.time_s.get(row));
    // A round of half an hour that is written again goes on in stride, too.
    if times.is_some_and(|(before, after)| is_summer_time(before - after))
        && goes_on_in_stride(samples, row)
    {
        return !draws_again(samples, row, 0.0);
    }
    // A round ends where it began: there, an earlier row of the same moment must
    // have been elsewhere.
    let near = |one, other| apart(samples, one, other).map(|metres| metres <= NEAR_M);
    let same_moment = || {
        let time = samples.time_s.get(row)?;
        let mut earlier = samples.time_s.iter().take(row);
        earlier.position(|other| (other - time).abs() <= DISORDER_S)
    };
    near(before, row) == Some(true)
        && !is_whole_again(samples, row)
        && same_moment().and_then(|earlier| near(earlier, row)) == Some(false)
}

#[cfg(test)]
mod tests;
