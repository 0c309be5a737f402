//! The run second by second, as it is kept.

use super::height::Height;
use super::ran::Ran;
use super::read::Read;
use crate::ground::Ground;
use crate::{grade, heart, kept};
use comeback_core::run::trace::Trace;

/// The trace of a run.
pub(super) fn trace_of(
    read: &Read<'_>,
    ran: &Ran,
    height: &Height,
    ground: &Ground,
    heart_rate: &[Option<f64>],
) -> Trace {
    let motion = &read.motion;
    let samples = &read.recording.samples;
    let altitude = height.altitude.as_ref();
    let (speed, stretches) = (&read.pace.speed, &read.stretches);
    let rows = motion.clock.len();
    let small = |column: &[Option<f64>]| -> Vec<Option<f32>> {
        column.iter().map(|v| v.map(|v| v as f32)).collect()
    };
    let whole = |column: &[Option<f64>], factor: f64| -> Vec<Option<u16>> {
        motion
            .on_clock(&samples.time_s, column)
            .iter()
            .map(|v| {
                v.map(|v| v * factor)
                    .filter(|v| (0.0..=f64::from(u16::MAX)).contains(v))
                    .map(|v| v.round() as u16)
            })
            .collect()
    };
    let (grade, fine) = match altitude {
        Some(altitude) => (
            grade::grade(altitude, speed, stretches),
            grade::fine(altitude, speed, stretches),
        ),
        None => (
            vec![None; rows],
            grade::Fine {
                altitude: vec![None; rows],
                grade: vec![None; rows],
            },
        ),
    };
    let mut trace = Trace {
        time_s: motion.clock.clone(),
        speed_m_per_s: small(speed),
        grade: small(&grade),
        effort_grade: small(&fine.grade),
        gap_m_per_s: Vec::new(),
        cadence_spm: small(&read.steps.spm),
        heart_rate_bpm: heart_rate
            .iter()
            .map(|bpm| {
                bpm.filter(|bpm| heart::VALID.contains(bpm))
                    .map(|bpm| bpm.round() as u8)
            })
            .collect(),
        altitude_m: small(&fine.altitude),
        recorded_altitude_m: match altitude {
            Some(_) => small(&motion.on_clock(&samples.time_s, &samples.altitude_m)),
            None => vec![None; rows],
        },
        place: ground
            .place
            .iter()
            .map(|place| place.and_then(|place| u32::try_from(place).ok()))
            .collect(),
        passes: altitude.map_or_else(|| vec![1; rows], |altitude| altitude.pooled.clone()),
        power_w: whole(&samples.power_w, 1.0),
        moving: ran.moving.clone(),
        running: ran.running.clone(),
        ground_contact_ms: whole(&samples.ground_contact_ms, 1.0),
        vertical_oscillation_mm: whole(&samples.vertical_oscillation_mm, 1.0),
        vertical_ratio_permille: whole(&samples.vertical_ratio_percent, 10.0),
        stance_balance_permille: whole(&samples.stance_balance_percent, 10.0),
    };
    kept::settle(&mut trace);
    trace
}
