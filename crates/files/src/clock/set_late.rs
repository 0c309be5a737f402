//! A clock that was wrong until it was set, as by the first fix.

use super::places::{
    DISORDER_S, IN_STRIDE_M, IN_STRIDE_S, IN_STRIDE_SPEED, draws_again, goes_on_in_stride,
    goes_on_near, is_summer_time, is_whole_again,
};
use comeback_core::recording::Samples;

/// A hole that a late setting of the clock makes is longer than this (s).
const SET_LEAST_S: f64 = 60.0;
/// How far the device's own elapsed time may stand from the span without the hole: a
/// share of it and so many seconds. Design.
const SET_AGREES: (f64, f64) = (0.02, 30.0);
/// A hole so long, with so long a recording on both sides, is between two runs, whatever
/// elapsed time the device counted (s). Design.
const TWO_RUNS_S: (f64, f64) = (4.0 * 3600.0, 600.0);
/// Whatever elapsed time is stated: a clock was set, and nobody rested, when the first
/// minutes go on in full stride half an hour away and more (s, s). Design.
const SET_EARLY_S: f64 = 600.0;
const SET_FAR_S: f64 = 1800.0;

/// What a wrong clock had dated, in its own time, and what it was off by.
pub(crate) struct Set {
    pub dated: std::ops::RangeInclusive<f64>,
    pub shift_s: f64,
}

/// Dates the rows before again where a clock was set while it recorded, as by the first
/// fix: the rows go on from the same place over a hole that the device's own elapsed time
/// does not know, or back in time to the first fix. The samples are in the order of the file.
pub(crate) fn set_late(samples: &mut Samples, elapsed_s: Option<f64>) -> Option<Set> {
    let times = &samples.time_s;
    let mut jumps = times.windows(2).enumerate().filter(|(_, pair)| {
        let step = pair[1] - pair[0];
        !(-DISORDER_S..=SET_LEAST_S).contains(&step)
    });
    let (before, pair) = jumps.next()?;
    let (last_wrong, first_right) = (pair[0], pair[1]);
    let is_only = jumps.next().is_none();
    let row = before + 1;
    let (first, last) = (*times.first()?, *times.last()?);
    let shift_s = first_right - 1.0 - last_wrong;
    let has_fix = |rows: std::ops::Range<usize>| {
        (samples.latitude.get(rows)).is_some_and(|column| column.iter().any(Option::is_some))
    };
    let set_by_fix = !has_fix(0..row) && has_fix(row..samples.len());
    let near =
        |span: f64, elapsed: f64| (span - elapsed).abs() <= SET_AGREES.0 * elapsed + SET_AGREES.1;
    let span = last - first - shift_s;
    let known = elapsed_s.is_some_and(|elapsed| near(span, elapsed));
    let unknown_hole = elapsed_s.is_some_and(|elapsed| !near(last - first, elapsed));
    let is_between = shift_s > TWO_RUNS_S.0
        && last_wrong - first >= TWO_RUNS_S.1
        && last - first_right >= TWO_RUNS_S.1;
    let in_stride = || {
        shift_s.abs() >= SET_FAR_S
            && last_wrong - first <= SET_EARLY_S
            && goes_on_in_stride(samples, row)
    };
    let is_again =
        || shift_s < 0.0 && (draws_again(samples, row, 0.0) || is_whole_again(samples, row));
    let is_set = is_only
        && goes_on_near(samples, row)
        && !is_again()
        && (in_stride()
            || is_summer_time(shift_s) && goes_on_in_stride(samples, row)
            || if shift_s > 0.0 {
                let waited_for = set_by_fix && runs_on_by_distance(samples, row);
                known && unknown_hole && !is_between
                    || waited_for && elapsed_s.is_none_or(|elapsed| near(span, elapsed))
            } else {
                set_by_fix && elapsed_s.is_none_or(|elapsed| near(span, elapsed))
            });
    if !is_set {
        return None;
    }
    for time in samples.time_s.iter_mut().take(row) {
        *time += shift_s;
    }
    Some(Set {
        dated: first - SET_LEAST_S..=last_wrong + 1.0,
        shift_s,
    })
}

/// Whether the device's distance was rising at a runner's speed before a row, and goes on
/// there within a stride or two: nobody rested between.
fn runs_on_by_distance(samples: &Samples, row: usize) -> bool {
    let metres = |row: usize| samples.distance_m.get(row).copied().flatten();
    let Some(last) = row.checked_sub(1) else {
        return false;
    };
    let times = &samples.time_s;
    let since = (0..last).rev().find(|&from| {
        let seconds = (times.get(last))
            .zip(times.get(from))
            .map(|(to, from)| to - from);
        seconds.is_some_and(|seconds| seconds >= IN_STRIDE_S) && metres(from).is_some()
    });
    let speed = || {
        let from = since.unwrap_or(0);
        let seconds = times.get(last)? - times.get(from)?;
        (seconds > 0.0).then_some((metres(last)? - metres(from)?) / seconds)
    };
    let goes_on = metres(last)
        .zip(metres(row))
        .is_some_and(|(then, now)| (0.0..=IN_STRIDE_M).contains(&(now - then)));
    goes_on && speed().is_some_and(|speed| speed >= IN_STRIDE_SPEED)
}
