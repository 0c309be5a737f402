//! The 1 Hz trace of a run after cleaning: what effort detection, charts and
//! exports read. Pauses are left out, so its size follows the time that was run,
//! whatever the watch did over night. Columns have equal length; a missing value
//! is `None`.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Smoothed state, one row a second of timer time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// Whole seconds of elapsed time since the start; strictly rising, with a jump at each pause.
    pub time_s: Vec<u32>,
    /// Ground speed after smoothing, m/s.
    pub speed_m_per_s: Vec<Option<f32>>,
    /// Rise over run over at least 40 m and 10 s.
    pub grade: Vec<Option<f32>>,
    /// Rise over run at the scale of short efforts, as sharp as the altitude's noise allows.
    pub effort_grade: Vec<Option<f32>>,
    /// Flat-equivalent speed, m/s; missing where grade is.
    pub gap_m_per_s: Vec<Option<f32>>,
    /// Steps per minute; zeros and implausible values are missing.
    pub cadence_spm: Vec<Option<f32>>,
    /// Heart rate, beats per minute.
    pub heart_rate_bpm: Vec<Option<u8>>,
    /// Altitude after despiking and smoothing, m.
    pub altitude_m: Vec<Option<f32>>,
    /// Altitude as the device wrote it, m: what a smoothed one claims is held against it.
    pub recorded_altitude_m: Vec<Option<f32>>,
    /// How many passes over the same ground are pooled in the altitude; 1 where none are.
    pub passes: Vec<u16>,
    /// Which place this is, ten metres wide, in the order of first passing; nothing that
    /// could be found on a map.
    pub place: Vec<Option<u32>>,
    /// Running power, W.
    pub power_w: Vec<Option<u16>>,
    /// False in a stop: under 1.0 m/s for more than 15 s.
    pub moving: Vec<bool>,
    /// Moving at ≥ 1.8 m/s with ≥ 140 steps/min where cadence exists.
    pub running: Vec<bool>,
    /// Time of a foot on the ground, ms.
    pub ground_contact_ms: Vec<Option<u16>>,
    /// Rise and fall of the body with each step, mm.
    pub vertical_oscillation_mm: Vec<Option<u16>>,
    /// Vertical ratio, percent × 10.
    pub vertical_ratio_permille: Vec<Option<u16>>,
    /// Share of stance on the left foot, percent × 10.
    pub stance_balance_permille: Vec<Option<u16>>,
}

impl Trace {
    /// Seconds that it holds.
    pub fn len(&self) -> usize {
        self.time_s.len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.time_s.is_empty()
    }

    /// Index ranges without a pause inside.
    pub fn stretches(&self) -> Vec<Range<usize>> {
        stretches(&self.time_s)
    }

    /// True when every column has as many rows as the time, so that indices are safe to share.
    pub fn is_rectangular(&self) -> bool {
        let rows = self.len();
        [
            self.speed_m_per_s.len(),
            self.grade.len(),
            self.effort_grade.len(),
            self.gap_m_per_s.len(),
            self.cadence_spm.len(),
            self.heart_rate_bpm.len(),
            self.altitude_m.len(),
            self.recorded_altitude_m.len(),
            self.passes.len(),
            self.place.len(),
            self.power_w.len(),
            self.moving.len(),
            self.running.len(),
            self.ground_contact_ms.len(),
            self.vertical_oscillation_mm.len(),
            self.vertical_ratio_permille.len(),
            self.stance_balance_permille.len(),
        ]
        .iter()
        .all(|&length| length == rows)
    }
}

/// Index ranges of a 1 Hz clock in which each second follows the one before.
pub fn stretches(time_s: &[u32]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (index, pair) in time_s.windows(2).enumerate() {
        if let [before, after] = pair
            && before.saturating_add(1) != *after
        {
            found.push(from..index + 1);
            from = index + 1;
        }
    }
    if from < time_s.len() {
        found.push(from..time_s.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_parts_the_stretches() {
        assert_eq!(stretches(&[]), Vec::<Range<usize>>::new());
        assert_eq!(stretches(&[0, 1, 2, 90, 91]), vec![0..3, 3..5]);
    }
}
