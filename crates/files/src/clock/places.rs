//! Whether rows go on from where those before them were, or draw the same way again.

use crate::motion::haversine;
use comeback_core::recording::Samples;

/// Rows of the same moments come some seconds out of order in some files (s).
pub(super) const DISORDER_S: f64 = 5.0;
/// Rows that follow one another lie no further apart, and what lies further apart at the
/// same moment is two places (m). Design.
pub(super) const NEAR_M: f64 = 50.0;
/// The first minutes go on in full stride: the next row a stride or two further in the same
/// direction (s, m, m/s, cosine). Design.
pub(super) const IN_STRIDE_S: f64 = 6.0;
pub(super) const IN_STRIDE_M: f64 = 15.0;
pub(super) const IN_STRIDE_SPEED: f64 = 1.5;
pub(super) const IN_STRIDE_ON: f64 = 0.5;
/// Summer time begins and ends by such steps, and no other setting is so exact (s, s).
const SUMMER_TIME_S: [f64; 2] = [1800.0, 3600.0];
const EXACT_S: f64 = 10.0;

/// Whether a clock was set by so much, either way.
pub(super) fn is_summer_time(shift_s: f64) -> bool {
    let exact = |step: f64| (shift_s.abs() - step).abs() <= EXACT_S;
    SUMMER_TIME_S.into_iter().any(exact)
}

/// Whether the runner was at full stride before a row and after it, and went on across it
/// in the same direction: by the places.
pub(super) fn goes_on_in_stride(samples: &Samples, row: usize) -> bool {
    let read = |column: &[Option<f64>], row: usize| column.get(row).copied().flatten();
    let place = |row: usize| {
        let (north, east) = (
            read(&samples.latitude, row)?,
            read(&samples.longitude, row)?,
        );
        Some((north, east * north.to_radians().cos()))
    };
    let time = |row: usize| samples.time_s.get(row).copied();
    // From a row to the one so many seconds on, within the same clock.
    let leg = |from: usize, to: usize| -> Option<((f64, f64), f64)> {
        let (a, b) = (place(from)?, place(to)?);
        let seconds = time(to)? - time(from)?;
        let metres = |degrees: f64| degrees * 111_195.0;
        let way = (metres(b.0 - a.0), metres(b.1 - a.1));
        (seconds > 0.0).then(|| (way, way.0.hypot(way.1) / seconds))
    };
    let Some(last) = row.checked_sub(1) else {
        return false;
    };
    let since = (0..last).rev().find(|&from| {
        time(last)
            .zip(time(from))
            .is_some_and(|(to, from)| to - from >= IN_STRIDE_S)
    });
    let until = (row + 1..samples.len()).find(|&to| {
        time(to)
            .zip(time(row))
            .is_some_and(|(to, from)| to - from >= IN_STRIDE_S)
    });
    let legs = since.zip(until).and_then(|(since, until)| {
        let near = apart(samples, last, row)? <= IN_STRIDE_M;
        near.then_some((leg(since, last)?, leg(row, until)?))
    });
    legs.is_some_and(|((a, before), (b, after))| {
        let along = a.0 * b.0 + a.1 * b.1;
        before >= IN_STRIDE_SPEED
            && after >= IN_STRIDE_SPEED
            && along >= IN_STRIDE_ON * a.0.hypot(a.1) * b.0.hypot(b.1)
    })
}

/// Whether a row lies near the one before: by the device's distance, else by the places,
/// else as far as anything tells.
pub(super) fn goes_on_near(samples: &Samples, row: usize) -> bool {
    let Some(before) = row.checked_sub(1) else {
        return false;
    };
    let distance = |row: usize| samples.distance_m.get(row).copied().flatten();
    match (distance(before), distance(row)) {
        (Some(then), Some(now)) => (0.0..=NEAR_M).contains(&(now - then)),
        _ => apart(samples, before, row).is_none_or(|metres| metres <= NEAR_M),
    }
}

/// How many moments from a row on are looked at, and the share of them at which the rows
/// before were at the same place.
const LOOKED_AT: usize = 60;
const AGAIN: f64 = 0.8;
/// How far the length of a run that is written again lies from the first, as a share.
const AS_LONG: f64 = 0.02;

/// Whether the rows from one on are all that is before them, by another clock.
pub(super) fn is_whole_again(samples: &Samples, row: usize) -> bool {
    let Some((before, after)) = samples.time_s.split_at_checked(row) else {
        return false;
    };
    let lasts = |times: &[f64]| Some(times.last()? - times.first()?);
    let (Some(first), Some(second)) = (lasts(before), lasts(after)) else {
        return false;
    };
    let late = after.first().zip(before.first()).map(|(b, a)| b - a);
    (first - second).abs() <= AS_LONG * first
        && late.is_some_and(|late| draws_again(samples, row, late))
}

/// Whether the rows from one on are at the places where those before it were at the same
/// moments by a clock that is so late, s: written again, and not run again.
pub(super) fn draws_again(samples: &Samples, row: usize, late: f64) -> bool {
    let times = &samples.time_s;
    let before = times.get(..row).unwrap_or_default();
    let step = ((times.len() - row.min(times.len())) / LOOKED_AT).max(1);
    let mut seen = (0_usize, 0_usize);
    for later in (row..times.len()).step_by(step) {
        let Some(&time) = times.get(later) else { break };
        let near = (before.iter()).position(|other| (other + late - time).abs() <= DISORDER_S);
        if let Some(metres) = near.and_then(|earlier| apart(samples, earlier, later)) {
            seen = (seen.0 + 1, seen.1 + usize::from(metres <= NEAR_M));
        }
    }
    seen.0 > 0 && seen.1 as f64 >= AGAIN * seen.0 as f64
}

/// Metres between the places of two rows.
pub(super) fn apart(samples: &Samples, one: usize, other: usize) -> Option<f64> {
    let read = |column: &[Option<f64>], row: usize| column.get(row).copied().flatten();
    let place = |row| read(&samples.latitude, row).zip(read(&samples.longitude, row));
    let (a, b) = (place(one)?, place(other)?);
    Some(haversine(a.0, a.1, b.0, b.1))
}
