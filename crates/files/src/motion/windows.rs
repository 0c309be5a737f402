//! Speed over windows of some seconds, and the way between two positions.

use super::speeds::STOPPED;
use comeback_core::recording::Recording;
use comeback_core::robust;

/// Speed is taken over at least so long (s), so that position noise averages out.
const WINDOW_S: f64 = 20.0;
/// A window longer than this spans a pause or a sparse track (s).
const WINDOW_LIMIT_S: f64 = 90.0;
/// Where rows lie further apart throughout, up to this, a window may be some of them long (s).
const SELDOM_S: f64 = 900.0;
const SELDOM_STEPS: f64 = 2.5;
/// Mean radius of the Earth (m), IUGG.
const EARTH_RADIUS_M: f64 = 6_371_008.8;
/// Speed over a window of [`WINDOW_S`], its duration, and its cadence as recorded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub speed: f64,
    pub seconds: f64,
    pub cadence: Option<f64>,
}

/// Speed and duration over windows of [`WINDOW_S`].
pub(super) fn windows(recording: &Recording) -> Vec<Window> {
    let samples = &recording.samples;
    let mut windows = Vec::new();
    let mut opened: Option<(f64, f64)> = None;
    let mut cadences: Vec<f64> = Vec::new();
    let mut window_fix: Option<(f64, f64)> = None;
    let limit = window_limit(&samples.time_s);
    let by_device =
        samples.distance_m.iter().flatten().count() * 2 > samples.len() && !contradicted(recording);
    for row in 0..samples.len() {
        let Some(&time) = samples.time_s.get(row) else {
            break;
        };
        let column = |column: &[Option<f64>]| column.get(row).copied().flatten();
        let mut travelled = if by_device {
            let Some(distance) = column(&samples.distance_m) else {
                continue;
            };
            distance
        } else {
            let (Some(latitude), Some(longitude)) =
                (column(&samples.latitude), column(&samples.longitude))
            else {
                continue;
            };
            // From where the window began, straight: the jitter of fixes makes any path long.
            let (from_latitude, from_longitude) = *window_fix.get_or_insert((latitude, longitude));
            haversine(from_latitude, from_longitude, latitude, longitude)
        };
        match opened {
            None => opened = Some((time, travelled)),
            Some((since, from)) if time - since >= WINDOW_S => {
                if time - since <= limit {
                    windows.push(Window {
                        speed: (travelled - from) / (time - since),
                        seconds: time - since,
                        cadence: robust::median_of(std::mem::take(&mut cadences)),
                    });
                }
                cadences.clear();
                if !by_device {
                    window_fix = column(&samples.latitude).zip(column(&samples.longitude));
                    travelled = 0.0;
                }
                opened = Some((time, travelled));
            }
            Some(_) => {}
        }
        cadences.extend(column(&samples.cadence).filter(|&value| value > 0.0));
    }
    windows
}

/// A longer window spans a pause (s).
fn window_limit(times: &[f64]) -> f64 {
    let steps = times.windows(2).map(|pair| pair[1] - pair[0]);
    let usual = robust::median_of(steps).unwrap_or(1.0);
    match usual <= SELDOM_S {
        true => WINDOW_LIMIT_S.max((SELDOM_STEPS * usual).min(SELDOM_S)),
        false => WINDOW_LIMIT_S,
    }
}

/// The speed below which `share` of the time of sorted windows lies.
pub(super) fn at_share(windows: &[Window], total_s: f64, share: f64) -> f64 {
    let mut passed = 0.0;
    for window in windows {
        passed += window.seconds;
        if passed >= total_s * share {
            return window.speed;
        }
    }
    0.0
}

/// A distance is another one from this factor on.
pub(super) const OFF: f64 = 1.5;

/// Whether the device's distance is far from its own total or falls again and again:
/// then the fixes tell the motion, where there are any.
fn contradicted(recording: &Recording) -> bool {
    let column = &recording.samples.distance_m;
    let has_fixes = recording.samples.latitude.iter().flatten().count() * 2 > column.len();
    let metres: Vec<f64> = column.iter().flatten().copied().collect();
    let falls = metres.windows(2).filter(|pair| pair[1] < pair[0]).count();
    let last = metres.last().copied().unwrap_or(0.0);
    let is_off = |other: f64| !(1.0 / OFF..=OFF).contains(&(last / other));
    let stated = recording.totals.distance.map(|total| total.get());
    let off = match stated.filter(|total| *total > 0.0) {
        Some(total) => is_off(total),
        None => has_fixes && by_fixes(recording).is_some_and(is_off),
    };
    has_fixes && (off || falls * 20 > metres.len())
}

/// How far the fixes go over steps of a window's length, m, where they move at all: where
/// no total tells, they tell whether a distance is in feet.
fn by_fixes(recording: &Recording) -> Option<f64> {
    let samples = &recording.samples;
    let places = samples.latitude.iter().zip(&samples.longitude);
    let mut fixes = (samples.time_s.iter().zip(places))
        .filter_map(|(&time, (latitude, longitude))| Some((time, (*latitude)?, (*longitude)?)));
    let (first, mut latitude, mut longitude) = fixes.next()?;
    let (mut since, mut metres) = (first, 0.0);
    for (time, north, east) in fixes {
        if time - since >= WINDOW_S {
            metres += haversine(latitude, longitude, north, east);
            (since, latitude, longitude) = (time, north, east);
        }
    }
    (metres >= STOPPED * (since - first) && metres > 0.0).then_some(metres)
}

/// Great-circle distance in metres between two positions in degrees.
pub(crate) fn haversine(
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
