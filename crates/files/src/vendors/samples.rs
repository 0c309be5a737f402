//! Samples packed to a fraction, so that the runs of a whole account fit in memory
//! until each is kept, and written as text that stays the same from import to import.

use crate::shape::ROW_LIMIT;
use comeback_core::recording::Samples;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};

/// JSON of columns, deflated.
#[derive(Debug, Clone, PartialEq)]
pub struct Packed(Vec<u8>);

/// The columns that vendors' own tables know.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Columns {
    time_s: Vec<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    latitude: Vec<Option<f64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    longitude: Vec<Option<f64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    altitude_m: Vec<Option<f64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    distance_m: Vec<Option<f64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    speed_m_per_s: Vec<Option<f64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cadence: Vec<Option<f64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    heart_rate_bpm: Vec<Option<f64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    gps_accuracy_m: Vec<Option<f64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    power_w: Vec<Option<f64>>,
}

impl Packed {
    /// Samples in time order; times are Unix seconds. `None` for none.
    pub(super) fn of(mut samples: Samples) -> Option<Packed> {
        samples.time_s.truncate(ROW_LIMIT);
        let rows = samples.time_s.len();
        if rows == 0 {
            return None;
        }
        let column = |values: &[Option<f64>], decimals: i32| -> Vec<Option<f64>> {
            let scale = 10f64.powi(decimals);
            let rounded = |value: &Option<f64>| {
                value
                    .filter(|value| value.is_finite())
                    .map(|value| (value * scale).round() / scale)
            };
            if values.iter().all(Option::is_none) {
                return Vec::new();
            }
            values.iter().take(rows).map(rounded).collect()
        };
        let columns = Columns {
            time_s: (samples.time_s.iter())
                .map(|time| (time * 1e3).round() / 1e3)
                .collect(),
            latitude: column(&samples.latitude, 7),
            longitude: column(&samples.longitude, 7),
            altitude_m: column(&samples.altitude_m, 2),
            distance_m: column(&samples.distance_m, 2),
            speed_m_per_s: column(&samples.speed_m_per_s, 3),
            cadence: column(&samples.cadence, 2),
            heart_rate_bpm: column(&samples.heart_rate_bpm, 1),
            gps_accuracy_m: column(&samples.gps_accuracy_m, 1),
            power_w: column(&samples.power_w, 0),
        };
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        serde_json::to_writer(&mut encoder, &columns).ok()?;
        Some(Packed(encoder.finish().ok()?))
    }

    /// The JSON.
    pub(super) fn write_to(&self, out: &mut impl Write) -> std::io::Result<()> {
        let mut decoder = DeflateDecoder::new(self.0.as_slice()).take(1 << 30);
        std::io::copy(&mut decoder, out).map(drop)
    }
}

impl Columns {
    /// As samples; `None` where the columns do not belong together.
    pub(super) fn into_samples(self) -> Option<Samples> {
        let rows = self.time_s.len();
        if rows > ROW_LIMIT || self.time_s.iter().any(|time| !time.is_finite()) {
            return None;
        }
        let mut samples = Samples::default();
        for time in self.time_s {
            samples.push(time);
        }
        for (from, into) in [
            (self.latitude, &mut samples.latitude),
            (self.longitude, &mut samples.longitude),
            (self.altitude_m, &mut samples.altitude_m),
            (self.distance_m, &mut samples.distance_m),
            (self.speed_m_per_s, &mut samples.speed_m_per_s),
            (self.cadence, &mut samples.cadence),
            (self.heart_rate_bpm, &mut samples.heart_rate_bpm),
            (self.gps_accuracy_m, &mut samples.gps_accuracy_m),
            (self.power_w, &mut samples.power_w),
        ] {
            if from.len() == rows {
                *into = from;
            } else if !from.is_empty() {
                return None;
            }
        }
        Some(samples)
    }
}

/// Puts values that were written at moments of their own into the rows of `samples`
/// (all Unix seconds, in order): each row takes the nearest within `within_s`. Without
/// rows the moments become rows.
pub(super) fn lay_in(
    samples: &mut Samples,
    series: &[(f64, f64)],
    within_s: f64,
    pick: impl Fn(&mut Samples) -> &mut Vec<Option<f64>>,
) {
    if samples.is_empty() {
        for &(time, value) in series {
            let row = samples.push(time);
            if let Some(cell) = pick(samples).get_mut(row) {
                *cell = Some(value);
            }
        }
        return;
    }
    let mut at = 0;
    for row in 0..samples.len() {
        let Some(&time) = samples.time_s.get(row) else {
            break;
        };
        let off = |index: usize| series.get(index).map(|&(other, _)| (other - time).abs());
        while off(at + 1).is_some_and(|next| off(at).is_none_or(|here| next <= here)) {
            at += 1;
        }
        if let Some(&(_, value)) = series.get(at)
            && off(at).is_some_and(|off| off <= within_s)
            && let Some(cell) = pick(samples).get_mut(row)
        {
            *cell = Some(value);
        }
    }
}
