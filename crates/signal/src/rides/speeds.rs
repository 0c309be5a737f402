//! Speed over the seconds behind each row, and the stretches in which something holds.

use crate::haversine::haversine;
use comeback_core::recording::Recording;
use std::ops::Range;

/// Speed is read over so long. s (design)
const WINDOW: f64 = 10.0;
/// Share of the rows before a ride with cadence, from which its silence says something. (design)
const HAS_CADENCE: f64 = 0.6;
/// Fewer of them are no steps of a run, in strides or steps. 1/min (design)
pub(super) const NO_STEPS: f64 = 55.0;
/// What counts towards a run's usual speed. m/s (design)
pub(super) const RUNS: f64 = 1.5;
/// A ride is at least so much faster than the run's usual speed. (design)
pub(super) const OVER_USUAL: f64 = 1.45;
/// Bouts of a ride from stop to stop last so long. s (design)
pub(super) const FROM_STOP: f64 = 20.0;
/// Parts of one ride lie no further apart, and what is left behind one is at least so
/// long to be a run again. s (design)
pub(super) const TRAFFIC: f64 = 300.0;
pub(super) const LEAST_LEFT: f64 = 180.0;
/// Speed over the seconds behind each row, where it is known.
pub type Speeds = Vec<Option<f64>>;

/// Speed over the seconds behind each row: the least of what speed, distance and positions
/// say, so that one wrong column makes no ride.
pub(super) fn speeds(recording: &Recording) -> Speeds {
    let samples = &recording.samples;
    let at = |column: &[Option<f64>], row: usize| column.get(row).copied().flatten();
    let mut from = 0;
    (0..samples.len())
        .map(|row| {
            let time = *samples.time_s.get(row)?;
            while from + 1 < row
                && samples
                    .time_s
                    .get(from + 1)
                    .is_some_and(|t| time - t >= WINDOW)
            {
                from += 1;
            }
            let seconds = time - *samples.time_s.get(from)?;
            let apart = (1.0..=6.0 * WINDOW).contains(&seconds);
            let place = |row| at(&samples.latitude, row).zip(at(&samples.longitude, row));
            let by_place = place(from)
                .zip(place(row))
                .filter(|_| apart)
                .map(|(a, b)| haversine(a, b) / seconds);
            let by_distance = at(&samples.distance_m, from)
                .zip(at(&samples.distance_m, row))
                .filter(|_| apart)
                .map(|(a, b)| (b - a) / seconds);
            [by_place, by_distance, at(&samples.speed_m_per_s, row)]
                .into_iter()
                .flatten()
                .reduce(f64::min)
        })
        .collect()
}

/// Whether the recording has steps where it moves, so that their silence says something.
pub(super) fn has_steps(recording: &Recording) -> bool {
    let cadence = &recording.samples.cadence;
    let half = cadence.len() / 2;
    // The run lies before the ride or after it.
    let (first, second) = cadence.split_at(half);
    [first, second].into_iter().any(|half| {
        let seen = half.iter().flatten().filter(|value| **value >= NO_STEPS);
        seen.count() as f64 >= HAS_CADENCE * half.len() as f64
    })
}

pub(super) fn runs_of(
    times: &[f64],
    seconds: f64,
    marked: impl Fn(usize) -> bool,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for row in 0..=times.len() {
        let inside = row < times.len() && marked(row);
        match (inside, open) {
            (true, None) => open = Some(row),
            (false, Some(from)) => {
                let lasts = times
                    .get(row - 1)
                    .zip(times.get(from))
                    .map(|(to, from)| to - from);
                if lasts.is_some_and(|lasts| lasts >= seconds) {
                    found.push(from..row);
                }
                open = None;
            }
            _ => {}
        }
    }
    found
}
