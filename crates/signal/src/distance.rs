//! Distance: the device's own cumulative distance where it is present and believed,
//! else the smoothed fixes, else the sum of the speed. See [`super::belief`].

use super::fixes::SPIKE_SPEED;
use super::haversine::haversine;
use super::metric::{MetricId, MetricPage};
use comeback_core::recording::Recording;

/// A fall of the cumulative distance by more than this is a reset and not jitter, and a
/// rise by more than this beyond what can be run is an offset and no running. m (design)
const RESET: f64 = 20.0;
const JUMP: f64 = 50.0;
/// The distance of each sample instead of the distance so far adds up to what the rest
/// says within this factor, where no sample comes near it. (design)
const ADDS_UP: f64 = 1.2;
const LEAST_ROWS: usize = 20;
/// Positions are joined over at least so long, so that their noise adds nothing. s (design)
const ROUGH_STEP: f64 = 10.0;

/// The device's cumulative distance with resets joined and falls flattened, one per sample.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Odometer {
    /// The series as it was recorded, m.
    pub reading: Vec<Option<f64>>,
    /// Last reading minus what stood there before the start.
    pub total: Option<f64>,
    /// What had to be mended in it, one clause each.
    pub mended: Vec<&'static str>,
}

/// Reads the device's distance column.
pub fn odometer(recording: &Recording) -> Odometer {
    let samples = &recording.samples;
    let mut column: Vec<Option<f64>> = samples
        .distance_m
        .iter()
        .map(|metres| metres.filter(|m| m.is_finite() && *m >= 0.0))
        .collect();
    let mut mended = Vec::new();
    if is_per_sample(&column, rough(recording)) {
        let mut so_far = 0.0;
        for metres in column.iter_mut().flatten() {
            so_far += *metres;
            *metres = so_far;
        }
        mended.push("its distance is that of each sample, and was added up");
    }
    let mut reading = vec![None; samples.len()];
    let mut joined = 0.0;
    // Time and value before, and when the distance last rose.
    let mut last: Option<(f64, f64)> = None;
    let mut rose = 0.0;
    let mut first: Option<(f64, f64)> = None;
    let rows = samples.time_s.iter().zip(&column);
    for ((&time, metres), slot) in rows.zip(&mut reading) {
        let Some(metres) = *metres else { continue };
        let Some((before, value)) = last else {
            joined = metres;
            first = Some((time, metres));
            last = Some((time, metres));
            rose = time;
            *slot = Some(joined);
            continue;
        };
        let possible = SPIKE_SPEED * (time - rose).max(1.0) + JUMP;
        let step = metres - value;
        let step = if step < -RESET {
            // It began anew: what it shows was run since, if it can have been.
            if metres <= possible {
                metres
            } else {
                if !mended.contains(&FELL) {
                    mended.push(FELL);
                }
                0.0
            }
        } else if step > possible {
            if !mended.contains(&JUMPED) {
                mended.push(JUMPED);
            }
            let began = first.map_or(0.0, |(_, value)| value);
            let usual = (joined - began) / (value_time(first, before)).max(1.0);
            (usual * (time - before)).min(possible)
        } else {
            step.max(0.0)
        };
        if step > 0.0 {
            rose = time;
        }
        joined += step;
        // A fall that is jitter leaves the reading where it was.
        let stands = if (-RESET..0.0).contains(&(metres - value)) {
            value
        } else {
            metres
        };
        last = Some((time, stands));
        *slot = Some(joined);
    }
    // What stood on the odometer at the first sample was run before the recording,
    // unless it can have been run since the start.
    let before = first.map_or(0.0, |(time, value)| {
        if value > SPIKE_SPEED * time.max(0.0) + JUMP {
            value
        } else {
            0.0
        }
    });
    let total = last.map(|_| joined - before).filter(|total| *total > 0.0);
    if total.is_none() {
        reading.fill(None);
    }
    Odometer {
        reading,
        total,
        mended,
    }
}

const FELL: &str = "its distance falls back on the way, and goes on from where it was";
const JUMPED: &str = "its distance jumps by more than can be run, and goes on without the jump";

fn value_time(first: Option<(f64, f64)>, until: f64) -> f64 {
    first.map_or(0.0, |(from, _)| until - from)
}

/// Whether a column holds the distance of each sample and not that so far.
fn is_per_sample(column: &[Option<f64>], rough: Option<f64>) -> bool {
    let values: Vec<f64> = column.iter().flatten().copied().collect();
    if values.len() < LEAST_ROWS {
        return false;
    }
    let sum: f64 = values.iter().sum();
    let largest = values.iter().copied().fold(0.0, f64::max);
    let falls = values.windows(2).filter(|pair| pair[1] < pair[0]).count();
    // A distance so far rises to twice its mean; that of each sample wavers around it.
    let wavers = 20 * falls >= values.len() || largest * (values.len() as f64) <= 1.5 * sum;
    match rough {
        Some(rough) => {
            wavers && largest <= 0.5 * rough && (1.0 / ADDS_UP..=ADDS_UP).contains(&(sum / rough))
        }
        None => 5 * falls >= values.len() && sum > 2.0 * largest,
    }
}

/// How far the recording went, by anything but its distance column.
fn rough(recording: &Recording) -> Option<f64> {
    let stated = recording.totals.distance.map(|metres| metres.get());
    if let Some(stated) = stated.filter(|metres| metres.is_finite() && *metres > 0.0) {
        return Some(stated);
    }
    let samples = &recording.samples;
    let mut metres = 0.0;
    let mut last: Option<(f64, (f64, f64))> = None;
    let places = samples.latitude.iter().zip(&samples.longitude);
    for (&time, (latitude, longitude)) in samples.time_s.iter().zip(places) {
        let Some(here) = latitude.zip(*longitude) else {
            continue;
        };
        match last {
            None => last = Some((time, here)),
            Some((since, there)) if time - since >= ROUGH_STEP => {
                metres += haversine(there, here);
                last = Some((time, here));
            }
            Some(_) => {}
        }
    }
    if metres > 0.0 {
        return Some(metres);
    }
    let by_speed: f64 = samples
        .time_s
        .windows(2)
        .zip(&samples.speed_m_per_s)
        .filter_map(|(pair, speed)| Some((*speed)? * (pair[1] - pair[0]).min(60.0)))
        .sum();
    (by_speed > 0.0).then_some(by_speed)
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Distance,
    what: "How far the run went.",
    formula: "The device's own cumulative distance; without one, the length of the smoothed track of fixes after spikes are removed (haversine for single steps); without fixes, the sum of the speed. Falls of more than 20 m are resets and joined; rises of more than 12 m/s and 50 m are left out; a distance of each sample is added up. Which of them is believed: see belief. A run without samples has the device's total.",
    unit: "m",
    source: "this project",
    grade: "design",
    validity: "A distance from raw fixes alone runs 1-8 % long; the smoothing takes most of that back.",
    example: "The last sample reads 10 010.8 m, the device's total 10 010.8 m: 10 010.8 m, source device.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use comeback_core::recording::Format;

    fn with(readings: &[f64]) -> Recording {
        let mut recording = Recording::empty(Format::Fit, DateTime::UNIX_EPOCH);
        for (second, metres) in readings.iter().enumerate() {
            let row = recording.samples.push(second as f64);
            recording.samples.distance_m[row] = Some(*metres);
        }
        recording
    }

    #[test]
    fn resets_are_joined_and_falls_flattened() {
        let total = |readings: &[f64]| odometer(&with(readings)).total;
        assert_eq!(total(&[0.0, 50.0, 100.0, 3.0, 53.0]), Some(153.0));
        assert_eq!(total(&[0.0, 50.0, 49.0, 60.0]), Some(60.0));
        assert_eq!(total(&[5000.0, 5003.0, 5006.0]), Some(6.0));
        assert_eq!(total(&[0.0, 0.0, 0.0]), None);
    }

    #[test]
    fn an_offset_in_the_middle_was_not_run() {
        let readings: Vec<f64> = (0..100)
            .map(|second| 3.0 * f64::from(second) + if second >= 50 { 3000.0 } else { 0.0 })
            .collect();
        let found = odometer(&with(&readings));
        let total = found.total.unwrap();
        assert!((total - 297.0).abs() < 4.0, "{total}");
        assert_eq!(found.mended, [JUMPED]);
    }

    #[test]
    fn the_distance_of_each_sample_is_added_up() {
        for steady in [true, false] {
            let readings: Vec<f64> = (0..100)
                .map(|second| {
                    if steady || second % 2 == 0 {
                        14.0
                    } else {
                        13.0
                    }
                })
                .collect();
            let sum: f64 = readings.iter().sum();
            let mut recording = with(&readings);
            if steady {
                recording.totals.distance = Some(comeback_core::units::Metres::new(1390.0));
            }
            let total = odometer(&recording).total.unwrap();
            assert!((total - sum).abs() < 1e-6, "{steady}: {total}");
        }
    }
}
