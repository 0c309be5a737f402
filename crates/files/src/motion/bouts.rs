//! Bouts of running between walking.

use super::speeds::{LEAST_BOUTS_S, STOPPED};
use super::steps::{STEPS, STRIDES};
use super::windows::Window;
use comeback_core::robust;

/// Running in a walk-run: at least so fast, so long at once and so long together (m/s, s),
/// faster than the walking between and with quicker steps by these factors.
const BOUT_SPEED: f64 = 1.95;
const LEAST_BOUT_S: f64 = 35.0;
const SPEEDS_APART: f64 = 1.25;
const STEPS_APART: f64 = 1.15;

/// The running of a walk-run.
pub(super) struct Bouts {
    /// Cadence while running and while walking, as recorded.
    cadence: Option<(f64, f64)>,
}

impl Bouts {
    /// Whether cadence shows running in the bouts; `None` without cadence.
    pub(super) fn steps(&self) -> Option<bool> {
        let (running, walking) = self.cadence?;
        let runs = STRIDES.contains(&running) || STEPS.contains(&running);
        Some(runs && running >= STEPS_APART * walking)
    }
}

/// Bouts of running between walking: each long enough, together enough, and clearly
/// faster than the walking.
pub(super) fn running_bouts(windows: &[Window]) -> Option<Bouts> {
    let is_fast = |window: &&Window| window.speed >= BOUT_SPEED;
    let mut together = 0.0;
    let mut bout = 0.0;
    for window in windows {
        if window.speed >= BOUT_SPEED {
            bout += window.seconds;
        } else {
            if bout >= LEAST_BOUT_S {
                together += bout;
            }
            bout = 0.0;
        }
    }
    if bout >= LEAST_BOUT_S {
        together += bout;
    }
    let speeds = |fast: bool| -> Vec<f64> {
        windows
            .iter()
            .filter(|window| window.speed >= STOPPED && is_fast(window) == fast)
            .map(|window| window.speed)
            .collect()
    };
    let (running, walking) = (
        robust::median_of(speeds(true))?,
        robust::median_of(speeds(false))?,
    );
    let apart = running >= SPEEDS_APART * walking;
    let cadence = |fast: bool| {
        let values: Vec<f64> = windows
            .iter()
            .filter(|window| is_fast(window) == fast && window.speed >= STOPPED)
            .filter_map(|window| window.cadence)
            .collect();
        robust::median_of(values)
    };
    (together >= LEAST_BOUTS_S && apart).then(|| Bouts {
        cadence: cadence(true).zip(cadence(false).or(Some(0.0))),
    })
}
