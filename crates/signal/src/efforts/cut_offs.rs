//! What counts as a flat sprint.

use comeback_core::limits::{self, Settings};
use serde::{Deserialize, Serialize};

/// What counts as a flat sprint; the runner or the clinician may change it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CutOffs {
    /// Least speed as a share of Vmax.
    pub of_vmax: f64,
    /// Least speed as a multiple of critical speed while Vmax is unknown.
    pub of_critical: f64,
    /// Least duration, s.
    pub duration: usize,
    /// Least acceleration, m/s², for so long, s, from this share of Vmax.
    pub acceleration: f64,
    /// How long the acceleration lasts. s
    pub acceleration_time: usize,
    /// The speed that it starts from, as a share of Vmax.
    pub acceleration_from: f64,
}

impl CutOffs {
    /// The settings that they are read from.
    pub const KEYS: [&str; 6] = [
        limits::SPRINT_OF_VMAX.key,
        limits::SPRINT_OF_CRITICAL.key,
        limits::SPRINT_SECONDS.key,
        limits::SPRINT_ACCELERATION.key,
        limits::SPRINT_ACCELERATION_SECONDS.key,
        limits::SPRINT_ACCELERATION_FROM.key,
    ];

    /// The cut-offs in force.
    pub fn of(settings: &Settings) -> CutOffs {
        CutOffs {
            of_vmax: settings.get(&limits::SPRINT_OF_VMAX),
            of_critical: settings.get(&limits::SPRINT_OF_CRITICAL),
            duration: settings.get(&limits::SPRINT_SECONDS) as usize,
            acceleration: settings.get(&limits::SPRINT_ACCELERATION),
            acceleration_time: settings.get(&limits::SPRINT_ACCELERATION_SECONDS) as usize,
            acceleration_from: settings.get(&limits::SPRINT_ACCELERATION_FROM),
        }
    }
}

impl Default for CutOffs {
    fn default() -> Self {
        CutOffs::of(&Settings::default())
    }
}
