//! What no runner does: longer, or faster, than anybody has run.

use super::speeds::{LEAST_MOVING_S, RUNNING, STOPPED};
use super::windows::{OFF, Window};
use comeback_core::recording::Recording;
use comeback_core::robust;

/// Nobody runs so fast in the median, and the fast twentieth of a run is slower (m/s).
pub(super) const RIDING: f64 = 5.8;
pub(super) const FAST_RIDING: f64 = 8.0;
/// A stretch so long of a runner's even speed beside a ride is a run with the drive home:
/// s, and how far its speeds lie from one another as a share. (design)
const RUN_BESIDE_RIDE_S: f64 = 600.0;
const EVEN: f64 = 0.15;
/// A gap of this length between samples is a rest (s).
const REST_S: f64 = 3600.0;
/// Nobody here runs so long without a rest, or with rests (s).
const WITHOUT_REST_S: f64 = 48.0 * 3600.0;
const WITH_RESTS_S: f64 = 7.0 * 86_400.0;

/// Whether the recording is longer than anybody runs: several in one, or a logger.
pub(super) fn endless(recording: &Recording) -> Option<String> {
    let times = &recording.samples.time_s;
    if times.is_empty() {
        let timer = recording.totals.timer.or(recording.totals.elapsed)?.get();
        return (timer > WITHOUT_REST_S).then(|| {
            let hours = timer / 3600.0;
            format!("its totals say {hours:.0} h, longer than anybody runs without a rest")
        });
    }
    let (mut since, mut longest) = (*times.first()?, 0.0_f64);
    for pair in times.windows(2) {
        if pair[1] - pair[0] > REST_S {
            since = pair[1];
        }
        longest = longest.max(pair[1] - since);
    }
    let whole = times.last()? - times.first()?;
    if longest > WITHOUT_REST_S {
        let hours = longest / 3600.0;
        Some(format!(
            "it lasts {hours:.0} h without a rest, longer than anybody runs"
        ))
    } else if whole > WITH_RESTS_S {
        let days = whole / 86_400.0;
        Some(format!("it lasts {days:.0} days, longer than anybody runs"))
    } else {
        None
    }
}

/// The best of mankind: durations, s, and metres a second held for them.
/// (World Athletics and IAU records, rounded up)
const BEST_OF_ALL: [(f64, f64); 9] = [
    (100.0, 8.0),
    (205.0, 7.3),
    (440.0, 6.85),
    (755.0, 6.65),
    (1570.0, 6.4),
    (3440.0, 6.2),
    (7230.0, 5.9),
    (21_900.0, 4.65),
    (86_400.0, 3.75),
];
/// The speed that nobody has held for so long, m/s.
pub(crate) fn best_of_all(seconds: f64) -> f64 {
    let mut before = BEST_OF_ALL[0];
    for point in BEST_OF_ALL {
        if seconds <= point.0 {
            if point.0 <= before.0 {
                return point.1;
            }
            let share = (seconds / before.0).ln() / (point.0 / before.0).ln();
            return before.1 + share * (point.1 - before.1);
        }
        before = point;
    }
    before.1
}

/// Whether the greater part of the recording is faster than anybody runs for so long.
pub(super) fn beyond(windows: &[Window], recording: &Recording) -> Option<String> {
    let moving = || windows.iter().filter(|window| window.speed >= STOPPED);
    let seconds: f64 = moving().map(|window| window.seconds).sum();
    let metres: f64 = moving().map(|window| window.speed * window.seconds).sum();
    let (metres, seconds) = if seconds >= LEAST_MOVING_S {
        (metres, seconds)
    } else {
        let totals = &recording.totals;
        let timer = totals.timer.or(totals.elapsed)?.get();
        (totals.distance?.get(), timer)
    };
    // What the device says of the whole stands against a column in another unit.
    let stated = recording.totals.distance.map(|metres| metres.get());
    let contradicted = stated.is_some_and(|stated| stated > 0.0 && metres > OFF * stated);
    let is_beyond =
        |metres: f64| seconds >= LEAST_MOVING_S && metres / seconds > best_of_all(seconds);
    (is_beyond(metres) && !contradicted && mostly_fast(windows)).then(|| {
        format!(
            "{:.1} km in {:.0} min is faster than any runner",
            metres / 1000.0,
            seconds / 60.0
        )
    })
}

/// Whether most of the time is beyond what a runner holds: a drive home after a run
/// makes the mean fast and the run no less a run.
fn mostly_fast(windows: &[Window]) -> bool {
    let moving = windows.iter().filter(|window| window.speed >= STOPPED);
    let (mut fast, mut all) = (0.0, 0.0);
    for window in moving {
        all += window.seconds;
        if window.speed > RIDING {
            fast += window.seconds;
        }
    }
    all == 0.0 || fast > 0.5 * all
}

/// Whether a long even stretch at a runner's speed stands beside what is faster.
pub(super) fn runs_beside_ride(windows: &[Window]) -> bool {
    let mut stretches = windows.split(|window| !RUNNING.contains(&window.speed));
    stretches.any(|stretch| {
        let seconds: f64 = stretch.iter().map(|window| window.seconds).sum();
        let Some(usual) = robust::median_of(stretch.iter().map(|window| window.speed)) else {
            return false;
        };
        let mut off: Vec<f64> = stretch
            .iter()
            .map(|window| (window.speed / usual - 1.0).abs())
            .collect();
        off.sort_by(f64::total_cmp);
        let nine_in_ten = off.get(off.len() * 9 / 10).copied().unwrap_or(1.0);
        seconds >= RUN_BESIDE_RIDE_S && nine_in_ten <= EVEN
    })
}
