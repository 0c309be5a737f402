//! The sport of a recording that does not name one, concluded from its motion.
//!
//! Conservative by intent: a ride or a walk taken for a run would spoil the load
//! history, while a run left out shows in the list of what was skipped. So a run
//! is concluded only where the pace is a runner's throughout, and a cadence, when
//! there is one, agrees. Grade of every number here: design.

use comeback_core::recording::{Recording, Sport};

/// Slower than this a person stands (m/s); the method's own limit of a stop.
const STOPPED: f64 = 1.0;
/// Median moving speeds that are a walk's (m/s).
const WALKING: std::ops::Range<f64> = 1.0..1.9;
/// Median moving speeds that are a run's (m/s): 8:46 to 3:28 min/km.
const RUNNING: std::ops::Range<f64> = 1.9..4.8;
/// A wheel rolls faster downhill: the fast twentieth of a run stays below these (m/s, and times the median).
const FAST_LIMIT: f64 = 6.5;
const FAST_RATIO: f64 = 1.7;
/// Strides or steps per minute of running.
const STRIDES: std::ops::Range<f64> = 68.0..115.0;
const STEPS: std::ops::Range<f64> = 136.0..230.0;
/// Less motion than this concludes nothing (s).
const LEAST_MOVING_S: f64 = 120.0;
/// Speed is taken over at least so long (s), so that position noise averages out.
const WINDOW_S: f64 = 20.0;
/// A window longer than this spans a pause or a sparse track (s).
const WINDOW_LIMIT_S: f64 = 90.0;

/// Mean radius of the Earth (m), IUGG.
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Running or walking where the motion leaves no doubt, else [`Sport::Unknown`].
pub(super) fn infer(recording: &Recording) -> Sport {
    let mut windows = windows(recording);
    windows.retain(|&(speed, _)| speed >= STOPPED);
    windows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let moving_s: f64 = windows.iter().map(|w| w.1).sum();
    if moving_s < LEAST_MOVING_S {
        return Sport::Unknown;
    }
    let median = at_share(&windows, moving_s, 0.5);
    let fast = at_share(&windows, moving_s, 0.95);
    let cadence = median_cadence(recording);
    let steps_like = cadence.map(|c| STRIDES.contains(&c) || STEPS.contains(&c));
    if WALKING.contains(&median) && fast < 2.5 && steps_like != Some(true) {
        Sport::Walking
    } else if RUNNING.contains(&median)
        && fast < FAST_LIMIT
        && fast < FAST_RATIO * median
        && steps_like != Some(false)
    {
        Sport::Running
    } else {
        Sport::Unknown
    }
}

/// Speed and duration over windows of [`WINDOW_S`].
fn windows(recording: &Recording) -> Vec<(f64, f64)> {
    let samples = &recording.samples;
    let mut windows = Vec::new();
    let mut travelled = 0.0;
    let mut opened: Option<(f64, f64)> = None;
    let mut last_fix: Option<(f64, f64)> = None;
    let by_device = samples.distance_m.iter().flatten().count() * 2 > samples.len();
    for row in 0..samples.len() {
        let Some(&time) = samples.time_s.get(row) else {
            break;
        };
        let column = |column: &[Option<f64>]| column.get(row).copied().flatten();
        if by_device {
            let Some(distance) = column(&samples.distance_m) else {
                continue;
            };
            travelled = distance;
        } else {
            let (Some(latitude), Some(longitude)) =
                (column(&samples.latitude), column(&samples.longitude))
            else {
                continue;
            };
            if let Some((from_latitude, from_longitude)) = last_fix {
                travelled += haversine(from_latitude, from_longitude, latitude, longitude);
            }
            last_fix = Some((latitude, longitude));
        }
        match opened {
            None => opened = Some((time, travelled)),
            Some((since, from)) if time - since >= WINDOW_S => {
                if time - since <= WINDOW_LIMIT_S {
                    windows.push(((travelled - from) / (time - since), time - since));
                }
                opened = Some((time, travelled));
            }
            Some(_) => {}
        }
    }
    windows
}

/// The speed below which `share` of the time of sorted windows lies.
fn at_share(windows: &[(f64, f64)], total_s: f64, share: f64) -> f64 {
    let mut passed = 0.0;
    for &(speed, duration) in windows {
        passed += duration;
        if passed >= total_s * share {
            return speed;
        }
    }
    0.0
}

fn median_cadence(recording: &Recording) -> Option<f64> {
    let mut values: Vec<f64> = recording
        .samples
        .cadence
        .iter()
        .flatten()
        .copied()
        .filter(|&value| value > 0.0)
        .collect();
    if values.len() * 4 < recording.samples.len() {
        return None;
    }
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Great-circle distance in metres between two positions in degrees.
pub(super) fn haversine(
    latitude_a: f64,
    longitude_a: f64,
    latitude_b: f64,
    longitude_b: f64,
) -> f64 {
    let (a, b) = (latitude_a.to_radians(), latitude_b.to_radians());
    let half_latitude = ((b - a) / 2.0).sin();
    let half_longitude = ((longitude_b - longitude_a).to_radians() / 2.0).sin();
    let h = half_latitude.powi(2) + a.cos() * b.cos() * half_longitude.powi(2);
    2.0 * EARTH_RADIUS_M * h.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;
    use comeback_core::recording::Format;

    /// Ten minutes at 1 Hz whose speed alternates each minute between the two given.
    fn moving(slow: f64, quick: f64, cadence: Option<f64>) -> Recording {
        let mut recording = Recording::empty(Format::Gpx, super::super::time::instant(1.5e9));
        let mut north = 0.0;
        for second in 0..600 {
            let row = recording.samples.push(f64::from(second));
            recording.samples.latitude[row] = Some(46.0 + north / 111_195.0);
            recording.samples.longitude[row] = Some(7.0);
            recording.samples.cadence[row] = cadence;
            north += if (second / 60) % 2 == 0 { slow } else { quick };
        }
        recording
    }

    #[test]
    fn only_a_runners_motion_is_a_run() {
        for (slow, quick, cadence, expected) in [
            (2.6, 3.0, None, Sport::Running),
            (2.6, 3.0, Some(84.0), Sport::Running),
            (2.6, 3.0, Some(168.0), Sport::Running),
            (2.6, 3.0, Some(50.0), Sport::Unknown),
            (1.3, 1.4, None, Sport::Walking),
            (2.5, 8.0, None, Sport::Unknown),
            (6.0, 7.0, None, Sport::Unknown),
            (15.0, 25.0, None, Sport::Unknown),
            (0.0, 0.3, None, Sport::Unknown),
        ] {
            assert_eq!(
                infer(&moving(slow, quick, cadence)),
                expected,
                "{slow} {quick} {cadence:?}"
            );
        }
    }
}
