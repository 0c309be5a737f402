//! Distance: the device's own cumulative distance where it is present and
//! plausible, else the smoothed fixes, else the sum of the speed.

use super::fixes::SPIKE_SPEED;
use super::metric::{MetricId, MetricPage};
use comeback_core::recording::{Format, Recording};
use comeback_core::run::DistanceSource;
use comeback_core::units::Metres;

/// A device that differs from its own fixes by more than this factor counts something else. (design)
const IMPLAUSIBLE_FACTOR: f64 = 1.5;
/// The device's total and its last sample agree within this share; the total is then preferred. (design)
const AGREEMENT: f64 = 0.02;
/// A fall of the cumulative distance by more than this is a reset and not jitter. m (design)
const RESET: f64 = 20.0;

/// The device's cumulative distance with resets joined and falls flattened, one per sample.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Odometer {
    pub reading: Vec<Option<f64>>,
    /// Last reading minus what stood there before the start.
    pub total: Option<f64>,
}

/// Reads the device's distance column.
pub fn odometer(recording: &Recording) -> Odometer {
    let samples = &recording.samples;
    let mut reading = vec![None; samples.len()];
    let mut joined = 0.0;
    let mut last: Option<(f64, f64)> = None;
    let mut first: Option<(f64, f64)> = None;
    let rows = samples.time_s.iter().zip(&samples.distance_m);
    for ((&time, metres), slot) in rows.zip(&mut reading) {
        let Some(metres) = metres.filter(|m| m.is_finite() && *m >= 0.0) else {
            continue;
        };
        let mut value = joined + metres;
        if let Some((_, before)) = last {
            if value < before - RESET {
                joined = before;
                value = joined + metres;
            }
            value = value.max(before);
        }
        first.get_or_insert((time, value));
        last = Some((time, value));
        *slot = Some(value);
    }
    // What stood on the odometer at the first sample was run before the recording,
    // unless it can have been run since the start.
    let before = first.map_or(0.0, |(time, value)| {
        if value > SPIKE_SPEED * time.max(0.0) + 50.0 {
            value
        } else {
            0.0
        }
    });
    let total = last
        .map(|(_, value)| value - before)
        .filter(|total| *total > 0.0);
    if total.is_none() {
        reading.fill(None);
    }
    Odometer { reading, total }
}

/// Chooses the distance that is believed. `fixes` and `speed` are the distances by
/// smoothed fixes and by the speed that the device recorded, where there are any. The text, if any, says
/// why the device was not believed.
pub fn believed(
    recording: &Recording,
    odometer: Option<f64>,
    fixes: Option<f64>,
    speed: Option<f64>,
) -> (Option<Metres>, Option<DistanceSource>, Option<String>) {
    let stated = recording
        .totals
        .distance
        .map(Metres::get)
        .filter(|metres| metres.is_finite() && *metres > 0.0);
    if recording.format == Format::Manual {
        return (
            stated.map(Metres::new),
            stated.map(|_| DistanceSource::Stated),
            None,
        );
    }
    let reference = fixes.or(speed).filter(|metres| *metres > 50.0);
    // Fixes can be too few; a device that contradicts both them and its own speed is wrong.
    let fits = |metres: &f64, reference: Option<f64>| {
        reference.is_some_and(|reference| {
            let ratio = metres / reference;
            (1.0 / IMPLAUSIBLE_FACTOR..=IMPLAUSIBLE_FACTOR).contains(&ratio)
        })
    };
    let plausible =
        |metres: &f64| reference.is_none() || fits(metres, fixes) || fits(metres, speed);
    let device = match (stated, odometer) {
        (Some(stated), Some(read)) if (stated / read - 1.0).abs() <= AGREEMENT => Some(stated),
        // A treadmill run that the runner corrected: the total is the later word.
        (Some(stated), Some(_)) if fixes.is_none() => Some(stated),
        (Some(stated), Some(read)) => {
            [stated, read].into_iter().filter(plausible).min_by(|a, b| {
                let off = |metres: &f64| reference.map_or(0.0, |r| (metres / r).ln().abs());
                off(a).total_cmp(&off(b))
            })
        }
        (stated, read) => stated.or(read),
    };
    match device {
        Some(metres) if plausible(&metres) || (fixes.is_none() && odometer.is_some()) => (
            Some(Metres::new(metres)),
            Some(DistanceSource::Device),
            None,
        ),
        other => {
            let doubt = stated.or(odometer).or(other).map(|metres| {
                format!(
                    "the device states {:.2} km, its samples cover {:.2} km",
                    metres / 1000.0,
                    reference.unwrap_or(0.0) / 1000.0
                )
            });
            match (fixes, speed) {
                (Some(metres), _) => (
                    Some(Metres::new(metres)),
                    Some(DistanceSource::Fixes),
                    doubt,
                ),
                (None, Some(metres)) => (
                    Some(Metres::new(metres)),
                    Some(DistanceSource::Speed),
                    doubt,
                ),
                (None, None) => (None, None, None),
            }
        }
    }
}

pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Distance,
    what: "How far the run went.",
    formula: "The device's own cumulative distance; without one, the length of the smoothed track of fixes after spikes are removed (haversine for single steps); without fixes, the sum of the speed.",
    unit: "m",
    source: "this project",
    grade: "design",
    validity: "A device distance that differs from its own fixes by more than a factor of 1.5 is not believed. A distance from raw fixes alone runs 1-8 % long; the smoothing takes most of that back.",
    example: "The last sample reads 10 010.8 m, the device's total 10 010.8 m: 10 010.8 m, source device.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

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
        assert_eq!(
            odometer(&with(&[0.0, 50.0, 100.0, 3.0, 53.0])).total,
            Some(153.0)
        );
        assert_eq!(odometer(&with(&[0.0, 50.0, 49.0, 60.0])).total, Some(60.0));
        assert_eq!(odometer(&with(&[5000.0, 5003.0, 5006.0])).total, Some(6.0));
        assert_eq!(odometer(&with(&[0.0, 0.0, 0.0])).total, None);
    }

    #[test]
    fn a_device_far_from_its_fixes_is_not_believed() {
        let recording = with(&[0.0]);
        for (device, source) in [
            (10_400.0, DistanceSource::Device),
            (14_900.0, DistanceSource::Device),
            (15_100.0, DistanceSource::Fixes),
            (6_600.0, DistanceSource::Fixes),
        ] {
            let (_, found, doubt) = believed(&recording, Some(device), Some(10_000.0), None);
            assert_eq!(found, Some(source), "{device}");
            assert_eq!(doubt.is_some(), source == DistanceSource::Fixes);
        }
    }
}
