//! A run that one file draws twice: two tracks of two devices, a whole beside its parts,
//! a track written again behind itself. One body is at one place at a time, so rows of
//! the same moments are one run, and count once. Grade of every number here: design.

use super::clock;
use super::motion::haversine;
use comeback_core::recording::{Recording, Samples, Sport};

/// Rows that go back by more than this begin another drawing (s).
const BACK_S: f64 = 5.0;
/// More drawings than this are a file without order, which is left to the sorting.
pub(super) const MOST: usize = 50;
/// What lies between two rows of one drawing so near to each other is drawn by it (s).
const HOLE_S: f64 = 60.0;
/// Places of the same moment (s) are compared at so many moments, and are one within this (m).
const SAME_MOMENT_S: f64 = 5.0;
const COMPARED: usize = 64;
const LEAST_COMPARED: usize = 3;
const ONE_PLACE_M: f64 = 100.0;
/// At other places one is the other with a wrong clock when they share so much of the longer.
const SAME_SHARE: f64 = 0.8;
/// A recording that lies so far inside another is a part of it, as a share.
const INSIDE: f64 = 0.95;

/// Samples in the file's order as drawings, each in the order of time, where they go back
/// and no clock was set.
pub(super) fn drawings(mut samples: Samples) -> Vec<Samples> {
    let times = &samples.time_s;
    let starts: Vec<usize> = (times.windows(2).enumerate())
        .filter(|(_, pair)| matches!(pair, [before, after] if before - after > BACK_S))
        .map(|(row, _)| row + 1)
        .collect();
    if starts.is_empty() || starts.len() > MOST {
        return vec![samples];
    }
    let clock_was_set = clock::set_late(&mut samples.clone(), None).is_some()
        || starts.iter().any(|&row| clock::was_set_back(&samples, row));
    let lies_over = |&row: &usize| {
        let (before, after) = times.split_at_checked(row).unwrap_or((times, &[]));
        let last = before.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let first = before.iter().copied().fold(f64::INFINITY, f64::min);
        let beside = after.first().is_some_and(|after| *after <= last);
        beside && after.iter().any(|after| *after >= first)
    };
    if clock_was_set || !starts.iter().any(lies_over) {
        return vec![samples];
    }
    let mut drawings = Vec::new();
    for &start in starts.iter().rev() {
        drawings.push(samples.split_off(start));
    }
    drawings.push(samples);
    drawings.reverse();
    for drawing in &mut drawings {
        drawing.sort_by_time();
    }
    drawings
}

/// What two drawings are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// One run, to be put together by [`together`].
    OneRun,
    /// The same run with another clock: one of them says it all.
    OtherClock,
    /// Two runs, or nobody can say.
    Two,
}

/// What two drawings in the order of time are to each other.
pub(super) fn relation(one: &Samples, other: &Samples) -> Relation {
    let (Some((a, b)), Some((c, d))) = (span(one), span(other)) else {
        return Relation::Two;
    };
    let common = b.min(d) - a.max(c);
    if common <= BACK_S {
        return Relation::Two;
    }
    match at_one_place(one, other) {
        Some(false) if common >= SAME_SHARE * (b - a).max(d - c) => Relation::OtherClock,
        Some(false) => Relation::Two,
        _ => Relation::OneRun,
    }
}

fn span(samples: &Samples) -> Option<(f64, f64)> {
    Some((*samples.time_s.first()?, *samples.time_s.last()?))
}

/// Whether two drawings are at one place at the same moments; `None` where too few tell.
pub(super) fn at_one_place(one: &Samples, other: &Samples) -> Option<bool> {
    let from = one.time_s.first()?.max(*other.time_s.first()?) - SAME_MOMENT_S;
    let rows = one.time_s.partition_point(|&time| time < from)..one.len();
    let step = (rows.len() / COMPARED).max(1);
    let mut apart: Vec<f64> = rows
        .step_by(step)
        .filter_map(|row| {
            let time = one.time_s.get(row)?;
            let near = nearest(&other.time_s, *time)?;
            let at = other.time_s.get(near)?;
            let (a, b) = (place(one, row)?, place(other, near)?);
            ((at - time).abs() <= SAME_MOMENT_S).then(|| haversine(a.0, a.1, b.0, b.1))
        })
        .collect();
    if apart.len() < LEAST_COMPARED {
        return None;
    }
    apart.sort_by(f64::total_cmp);
    Some(apart.get(apart.len() / 2)? <= &ONE_PLACE_M)
}

fn place(samples: &Samples, row: usize) -> Option<(f64, f64)> {
    let read = |column: &[Option<f64>]| column.get(row).copied().flatten();
    read(&samples.latitude).zip(read(&samples.longitude))
}

/// The row whose time lies nearest; times in order.
fn nearest(times: &[f64], time: f64) -> Option<usize> {
    let after = times.partition_point(|&other| other < time);
    let apart = |row: &usize| (times.get(*row).copied().unwrap_or(f64::INFINITY) - time).abs();
    let beside = [
        after.checked_sub(1),
        Some(after).filter(|&row| row < times.len()),
    ];
    beside
        .into_iter()
        .flatten()
        .min_by(|a, b| apart(a).total_cmp(&apart(b)))
}

/// One drawing of two in the order of time: the fuller one, and of the other the moments
/// that it does not draw.
pub(super) fn together(one: Samples, other: &Samples) -> Samples {
    let (mut fuller, other) = if fullness(other) > fullness(&one) {
        (other.clone(), &one)
    } else {
        (one, other)
    };
    let drawn = &fuller.time_s;
    let mut missing = Vec::new();
    for (row, &time) in other.time_s.iter().enumerate() {
        let after = drawn.partition_point(|&other| other < time);
        let last = after.checked_sub(1).and_then(|row| drawn.get(row));
        let is_drawn = match (last, drawn.get(after)) {
            (Some(last), Some(next)) if next - last <= HOLE_S => true,
            (last, next) => [last, next]
                .into_iter()
                .flatten()
                .any(|at| (at - time).abs() <= SAME_MOMENT_S),
        };
        if !is_drawn {
            missing.push((row, time));
        }
    }
    for (row, time) in missing {
        let into = fuller.push(time);
        fuller.fill_from(into, other, row);
    }
    fuller.sort_by_time();
    fuller
}

/// The fuller of two drawings of one run.
pub(super) fn fuller(one: Samples, other: Samples) -> Samples {
    if fullness(&other) > fullness(&one) {
        other
    } else {
        one
    }
}

fn fullness(samples: &Samples) -> (bool, usize) {
    let steps = samples.cadence.iter().flatten().count();
    (steps * 2 > samples.len(), samples.len())
}

/// Leaves out recordings that are a part of another one of the same file: of the same
/// sport, at the same places, inside its time.
pub(super) fn leave_out_parts(recordings: &mut Vec<Recording>) {
    if recordings.len() < 2 || recordings.len() > MOST {
        return;
    }
    let is_part = |inner: usize, outer: usize| {
        let (Some(one), Some(all)) = (recordings.get(inner), recordings.get(outer)) else {
            return false;
        };
        let (Some((a, b)), Some((c, d))) = (lasts(one), lasts(all)) else {
            return false;
        };
        let alike = one.sport == all.sport || one.sport == Sport::Unknown;
        let smaller = (b - a, std::cmp::Reverse(inner)) < (d - c, std::cmp::Reverse(outer));
        alike
            && smaller
            && b > a
            && b.min(d) - a.max(c) >= INSIDE * (b - a)
            && at_one_place(&dated(one), &dated(all)) == Some(true)
    };
    let parts: Vec<bool> = (0..recordings.len())
        .map(|inner| (0..recordings.len()).any(|outer| outer != inner && is_part(inner, outer)))
        .collect();
    let mut part = parts.into_iter();
    recordings.retain(|_| part.next() != Some(true));
}

/// When the samples of a recording begin and end, Unix seconds.
fn lasts(recording: &Recording) -> Option<(f64, f64)> {
    let start = recording.start.timestamp_millis() as f64 / 1000.0;
    span(&recording.samples).map(|(from, until)| (start + from, start + until))
}

/// Places and moments alone, in Unix seconds.
fn dated(recording: &Recording) -> Samples {
    let start = recording.start.timestamp_millis() as f64 / 1000.0;
    let samples = &recording.samples;
    let mut dated = Samples::default();
    for (row, time) in samples.time_s.iter().enumerate() {
        let into = dated.push(start + time);
        if let Some((latitude, longitude)) = place(samples, row)
            && let (Some(north), Some(east)) =
                (dated.latitude.get_mut(into), dated.longitude.get_mut(into))
        {
            (*north, *east) = (Some(latitude), Some(longitude));
        }
    }
    dated
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows a second apart from one second to another, `east` metres off a straight course
    /// at 3 m/s, by a clock that is `late`.
    fn drawn(seconds: std::ops::Range<u32>, step: usize, east: f64, late: f64) -> Samples {
        let mut samples = Samples::default();
        for second in seconds.step_by(step) {
            let row = samples.push(1.7e9 + f64::from(second) + late);
            samples.latitude[row] = Some(3.0 * f64::from(second) / 111_195.0);
            samples.longitude[row] = Some(7.0 + east / 111_195.0);
        }
        samples
    }

    #[test]
    fn one_body_is_at_one_place() {
        let whole = || drawn(0..1800, 1, 0.0, 0.0);
        for (other, expected) in [
            (drawn(0..1800, 1, 20.0, 0.0), Relation::OneRun),
            (drawn(900..1800, 5, 20.0, 0.0), Relation::OneRun),
            (drawn(1700..2400, 1, 20.0, 0.0), Relation::OneRun),
            // The same way, by a clock that was five minutes late; so late that it may be another.
            (drawn(0..1800, 1, 0.0, 300.0), Relation::OtherClock),
            (drawn(0..1800, 1, 0.0, 900.0), Relation::Two),
            // Somebody else for a while, and the next run.
            (drawn(0..900, 1, 500.0, 0.0), Relation::Two),
            (drawn(1800..2400, 1, 0.0, 0.0), Relation::Two),
        ] {
            assert_eq!(relation(&whole(), &other), expected);
            assert_eq!(relation(&other, &whole()), expected, "the other way round");
        }
    }

    #[test]
    fn what_is_drawn_twice_counts_once() {
        let found = together(drawn(0..1000, 1, 0.0, 0.0), &drawn(900..1800, 1, 20.0, 0.5));
        assert_eq!(found.len(), 1000 + 796, "four rows lie at the seam");
        assert!(found.time_s.is_sorted());
        // The fuller one stays, and the other fills its hole.
        let mut holed = drawn(0..600, 1, 0.0, 0.0);
        holed = together(holed, &drawn(1200..1800, 1, 0.0, 0.0));
        let found = together(drawn(0..1800, 30, 20.0, 0.0), &holed);
        assert_eq!(
            found.len(),
            1200 + 19,
            "a row each half minute from 630 to 1170"
        );
    }

    #[test]
    fn a_file_that_goes_back_is_drawn_again() {
        let mut samples = drawn(0..600, 1, 0.0, 0.0);
        let again = drawn(0..600, 1, 10.0, 0.0);
        for row in 0..again.len() {
            let into = samples.push(again.time_s[row]);
            samples.fill_from(into, &again, row);
        }
        let lengths: Vec<usize> = drawings(samples).iter().map(Samples::len).collect();
        assert_eq!(lengths, [600, 600]);
        assert_eq!(drawings(drawn(0..600, 1, 0.0, 0.0)).len(), 1);
    }
}
