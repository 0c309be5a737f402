//! Speeds and times that more than one question asks for.

/// Slower than this a person stands (m/s); the method's own limit of a stop.
pub(super) const STOPPED: f64 = 1.0;
/// Median moving speeds that are a run's (m/s): 8:46 to 3:28 min/km.
pub(super) const RUNNING: std::ops::Range<f64> = 1.9..4.8;
/// Running by turns makes at least so much together (s).
pub(super) const LEAST_BOUTS_S: f64 = 100.0;
/// Less motion than this concludes nothing (s).
pub(super) const LEAST_MOVING_S: f64 = 120.0;
