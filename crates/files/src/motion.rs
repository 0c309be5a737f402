//! The sport of a recording that does not name one, concluded from its motion.
//!
//! Conservative by intent: a ride or a walk taken for a run would spoil the load
//! history, while a run left out shows in the list of what was skipped. So a run
//! is concluded only where the pace is a runner's throughout, and a cadence, when
//! there is one, agrees. Grade of every number here: design.

use comeback_core::recording::Recording;
use comeback_core::robust;

/// Slower than this a person stands (m/s); the method's own limit of a stop.
const STOPPED: f64 = 1.0;
/// Median moving speeds that are a walk's (m/s).
const WALKING: std::ops::Range<f64> = 1.0..1.9;
/// Median moving speeds that are a run's (m/s): 8:46 to 3:28 min/km.
const RUNNING: std::ops::Range<f64> = 1.9..4.8;
/// An easy ride is as fast, and few hold it so long on foot (m/s, s).
const EASY_RIDE: f64 = 4.2;
const HELD_S: f64 = 1200.0;
/// A wheel rolls faster downhill: the fast twentieth of a run stays below these (m/s, and times the median).
const FAST_LIMIT: f64 = 6.5;
const FAST_RATIO: f64 = 1.7;
/// Strides or steps per minute of running.
const STRIDES: std::ops::Range<f64> = 68.0..115.0;
const STEPS: std::ops::Range<f64> = 136.0..230.0;
/// Fewer are a run's where it is clearly faster than a walk (m/s), and even: pedals rest
/// downhill, feet never. Steps a minute, and how far half of them lie from their median,
/// as a share, and so small a share of moving rows without any.
const FEW_STEPS: std::ops::Range<f64> = 120.0..136.0;
const FEW_STEPS_FROM: f64 = 2.2;
const EVEN_STEPS: (f64, f64) = (0.03, 0.03);
/// Nobody walks or jogs slowly with more strides a minute: those are steps.
const MOST_SLOW_STRIDES: f64 = 95.0;
/// Median speeds of a slow jog with a runner's steps, and the speed from which a walk
/// without cadence may be one (m/s).
const SLOW_JOG: std::ops::Range<f64> = 1.3..1.9;
const SLOW_JOG_ALONE: f64 = 1.75;
/// The fast twentieth of a walk stays below this (m/s).
const WALKING_FAST: f64 = 2.5;
/// Nobody runs so fast in the median, and the fast twentieth of a run is slower (m/s).
const RIDING: f64 = 5.8;
const FAST_RIDING: f64 = 8.0;
/// Running in a walk-run: at least so fast, so long at once and so long together (m/s, s),
/// faster than the walking between and with quicker steps by these factors.
const BOUT_SPEED: f64 = 1.95;
const LEAST_BOUT_S: f64 = 35.0;
const LEAST_BOUTS_S: f64 = 100.0;
const SPEEDS_APART: f64 = 1.25;
const STEPS_APART: f64 = 1.15;
/// A stretch so long of a runner's even speed beside a ride is a run with the drive home:
/// s, and how far its speeds lie from one another as a share. (design)
const RUN_BESIDE_RIDE_S: f64 = 600.0;
const EVEN: f64 = 0.15;
/// Less motion than this concludes nothing (s).
const LEAST_MOVING_S: f64 = 120.0;
/// Speed is taken over at least so long (s), so that position noise averages out.
const WINDOW_S: f64 = 20.0;
/// A window longer than this spans a pause or a sparse track (s).
const WINDOW_LIMIT_S: f64 = 90.0;

/// Where rows lie further apart throughout, up to this, a window may be some of them long (s).
const SELDOM_S: f64 = 900.0;
const SELDOM_STEPS: f64 = 2.5;

/// Mean radius of the Earth (m), IUGG.
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// What a recording moves like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Like {
    Run,
    /// As fast as a fast run or an easy ride, for long, without steps to tell them apart.
    RunOrRide,
    /// As slow as a walk, with a runner's steps.
    SlowJog,
    /// Walking and running by turns; whether cadence shows the running.
    WalkRun {
        by_steps: bool,
    },
    Walk,
    Ride,
    /// Faster than any runner, and how.
    Beyond(String),
    /// Longer than anybody runs, and how long.
    Endless(String),
    /// It may be a run; why that is unsure, as a clause.
    Perhaps(&'static str),
    /// No motion to tell it by.
    Nothing,
}

/// What the motion tells.
pub(super) fn like(recording: &Recording) -> Like {
    let windows = windows(recording);
    if let Some(why) = beyond(&windows, recording) {
        return Like::Beyond(why);
    }
    if let Some(why) = endless(recording) {
        return Like::Endless(why);
    }
    let mut moving: Vec<Window> = windows.clone();
    moving.retain(|window| window.speed >= STOPPED);
    let moving_s: f64 = moving.iter().map(|window| window.seconds).sum();
    if moving_s < LEAST_MOVING_S {
        return without_motion(recording);
    }
    moving.sort_by(|a, b| a.speed.total_cmp(&b.speed));
    let median = at_share(&moving, moving_s, 0.5);
    let fast = at_share(&moving, moving_s, 0.95);
    let cadence = median_cadence(recording);
    let few = median >= FEW_STEPS_FROM
        && cadence.is_some_and(|c| FEW_STEPS.contains(&c) || FEW_STEPS.contains(&(2.0 * c)))
        && is_even(recording);
    let steps_like = cadence.map(|c| few || STRIDES.contains(&c) || STEPS.contains(&c));
    let bouts = running_bouts(&windows);
    if median > RIDING || fast > FAST_RIDING {
        return match steps_like != Some(false) && runs_beside_ride(&windows) {
            true => Like::Perhaps("it moves like a run and then like a ride"),
            false => Like::Ride,
        };
    }
    let steady = RUNNING.contains(&median) && fast < FAST_LIMIT && fast < FAST_RATIO * median;
    if steady && steps_like != Some(false) {
        // Pedals turn as often as feet, and few runners carry a meter of power.
        let may_pedal = cadence.is_some_and(|c| STRIDES.contains(&c)) && has_power(recording);
        let told_by_nothing = (steps_like.is_none() || may_pedal) && median >= EASY_RIDE;
        return match told_by_nothing && moving_s >= HELD_S {
            true => Like::RunOrRide,
            false => Like::Run,
        };
    }
    if let Some(bouts) = bouts
        && fast < FAST_LIMIT
    {
        let by_steps = bouts.steps();
        if by_steps != Some(false) {
            return Like::WalkRun {
                by_steps: by_steps == Some(true),
            };
        }
        if median < RUNNING.end {
            return Like::Perhaps(
                "its speed is that of walking and running by turns, its cadence is not",
            );
        }
    }
    // Of a slow walker with a wrong column.
    let walks_by_steps = cadence.is_some_and(|c| (MOST_SLOW_STRIDES..STEPS.start).contains(&c));
    if SLOW_JOG.contains(&median)
        && steps_like == Some(true)
        && fast < FAST_LIMIT
        && !walks_by_steps
    {
        return Like::SlowJog;
    }
    if WALKING.contains(&median) && runs_by_steps(recording, moving_s, walks_by_steps) {
        return Like::Perhaps("it is as fast as a walk, and there is running in it by its cadence");
    }
    if WALKING.contains(&median) && fast < WALKING_FAST {
        return match median >= SLOW_JOG_ALONE && cadence.is_none() {
            true => Like::Perhaps("it is as fast as a quick walk or a slow jog"),
            false => Like::Walk,
        };
    }
    if steps_like == Some(false) && median >= RUNNING.start {
        // Pedals turn at 40 to 110 a minute, too slow for feet at that speed.
        return Like::Ride;
    }
    Like::Perhaps("neither its name nor its speed tells what it was")
}

/// Whether a runner's steps were counted.
pub(super) fn has_steps(recording: &Recording) -> bool {
    let cadence = median_cadence(recording);
    cadence.is_some_and(|c| STRIDES.contains(&c) || STEPS.contains(&c))
}

/// Whether most rows have power.
fn has_power(recording: &Recording) -> bool {
    let power = &recording.samples.power_w;
    power.iter().flatten().count() * 2 > power.len()
}

/// No track: the device's totals, where they are a run's, make it worth a question.
fn without_motion(recording: &Recording) -> Like {
    let totals = &recording.totals;
    let timer = totals.timer.or(totals.elapsed).map(|timer| timer.get());
    let speed = totals
        .distance
        .zip(timer)
        .map(|(metres, seconds)| metres.get() / seconds);
    let cadence = totals
        .cadence
        .map(|steps| steps.get())
        .or(median_cadence(recording));
    let runs = cadence.is_some_and(|c| STEPS.contains(&c) || STRIDES.contains(&c));
    match (timer, speed) {
        (Some(seconds), _) if seconds < LEAST_MOVING_S => Like::Nothing,
        (Some(_), Some(speed)) if RUNNING.contains(&speed) || (runs && speed >= STOPPED) => {
            Like::Perhaps("it has no track, and its totals are those of a run")
        }
        _ => Like::Nothing,
    }
}

/// A gap of this length between samples is a rest (s).
const REST_S: f64 = 3600.0;
/// Nobody here runs so long without a rest, or with rests (s).
const WITHOUT_REST_S: f64 = 48.0 * 3600.0;
const WITH_RESTS_S: f64 = 7.0 * 86_400.0;

/// Whether the recording is longer than anybody runs: several in one, or a logger.
fn endless(recording: &Recording) -> Option<String> {
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
pub(super) fn best_of_all(seconds: f64) -> f64 {
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
fn beyond(windows: &[Window], recording: &Recording) -> Option<String> {
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
fn runs_beside_ride(windows: &[Window]) -> bool {
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

/// Steps and strides a minute that no walk has, for so much of the moving time.
const SURE_STEPS: f64 = 144.0;
const OF_MOVING: f64 = 0.08;
/// A row stands for so long at most (s).
const ROW_S: f64 = 10.0;

/// Whether there are running steps in it for a while, in bouts too short for a window.
fn runs_by_steps(recording: &Recording, moving_s: f64, in_steps: bool) -> bool {
    let samples = &recording.samples;
    // Nobody takes 120 strides a minute: where that is passed, steps are counted.
    let most = samples
        .cadence
        .iter()
        .flatten()
        .copied()
        .fold(0.0, f64::max);
    let sure = if most > 120.0 || in_steps {
        SURE_STEPS
    } else {
        SURE_STEPS / 2.0
    };
    let seconds: f64 = (samples.time_s.windows(2).zip(&samples.cadence))
        .filter(|(_, cadence)| cadence.is_some_and(|cadence| cadence >= sure))
        .map(|(pair, _)| (pair[1] - pair[0]).min(ROW_S))
        .sum();
    seconds >= LEAST_BOUTS_S.max(OF_MOVING * moving_s)
}

/// The running of a walk-run.
struct Bouts {
    /// Cadence while running and while walking, as recorded.
    cadence: Option<(f64, f64)>,
}

impl Bouts {
    /// Whether cadence shows running in the bouts; `None` without cadence.
    fn steps(&self) -> Option<bool> {
        let (running, walking) = self.cadence?;
        let runs = STRIDES.contains(&running) || STEPS.contains(&running);
        Some(runs && running >= STEPS_APART * walking)
    }
}

/// Bouts of running between walking: each long enough, together enough, and clearly
/// faster than the walking.
fn running_bouts(windows: &[Window]) -> Option<Bouts> {
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

/// Speed over a window of [`WINDOW_S`], its duration, and its cadence as recorded.
#[derive(Debug, Clone, Copy)]
struct Window {
    speed: f64,
    seconds: f64,
    cadence: Option<f64>,
}

/// Speed and duration over windows of [`WINDOW_S`].
fn windows(recording: &Recording) -> Vec<Window> {
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
fn at_share(windows: &[Window], total_s: f64, share: f64) -> f64 {
    let mut passed = 0.0;
    for window in windows {
        passed += window.seconds;
        if passed >= total_s * share {
            return window.speed;
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
    robust::median(&mut values)
}

/// Whether nearly every row has steps, and half of them as good as the same.
fn is_even(recording: &Recording) -> bool {
    let cadence = &recording.samples.cadence;
    let silent = cadence.iter().filter(|value| value.unwrap_or(0.0) <= 0.0);
    let few_silent = silent.count() as f64 <= EVEN_STEPS.1 * cadence.len() as f64;
    let of_all = || {
        cadence
            .iter()
            .flatten()
            .copied()
            .filter(|&value| value > 0.0)
    };
    let usual = robust::median_of(of_all());
    let off = usual.and_then(|usual| robust::median_of(of_all().map(|c| (c / usual - 1.0).abs())));
    few_silent && off.is_some_and(|off| off <= EVEN_STEPS.0)
}

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

/// A distance is another one from this factor on.
const OFF: f64 = 1.5;

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
            (2.6, 3.0, None, "run"),
            (2.6, 3.0, Some(84.0), "run"),
            (2.6, 3.0, Some(168.0), "run"),
            (2.6, 3.0, Some(50.0), "ride"),
            (1.3, 1.4, None, "walk"),
            (1.6, 1.7, Some(78.0), "run"),
            // Few steps, and even, at a runner's speed; a walk that is written in steps.
            (2.4, 2.6, Some(64.0), "run"),
            (2.4, 2.6, Some(126.0), "run"),
            (2.0, 2.1, Some(64.0), "ride"),
            (1.3, 1.4, Some(108.0), "walk"),
            (1.8, 1.85, None, "perhaps"),
            (2.5, 7.5, None, "perhaps"),
            (6.0, 7.0, None, "ride"),
            (15.0, 25.0, None, "beyond"),
            (0.0, 0.3, None, "nothing"),
        ] {
            let found = match like(&moving(slow, quick, cadence)) {
                Like::Run | Like::SlowJog => "run",
                Like::WalkRun { .. } => "walk-run",
                Like::Walk => "walk",
                Like::Ride => "ride",
                Like::Beyond(_) => "beyond",
                Like::Perhaps(_) => "perhaps",
                Like::Endless(_) => "endless",
                Like::Nothing => "nothing",
                Like::RunOrRide => "run or ride",
            };
            assert_eq!(found, expected, "{slow} {quick} {cadence:?}");
        }
    }

    #[test]
    fn bouts_shorter_than_a_window_are_seen_by_their_steps() {
        for (run_s, strides, expected) in [(15, 82.0, true), (15, 70.0, false), (0, 82.0, false)] {
            let mut recording = Recording::empty(Format::Gpx, super::super::time::instant(1.5e9));
            let mut north = 0.0;
            for second in 0..1800_u32 {
                let runs = second % 45 < run_s;
                let row = recording.samples.push(f64::from(second));
                recording.samples.latitude[row] = Some(46.0 + north / 111_195.0);
                recording.samples.longitude[row] = Some(7.0);
                recording.samples.cadence[row] = Some(if runs { strides } else { 56.0 });
                north += if runs { 2.6 } else { 1.5 };
            }
            let found = like(&recording);
            assert_eq!(
                matches!(found, Like::Perhaps(_)),
                expected,
                "{run_s} {strides}: {found:?}"
            );
        }
    }

    #[test]
    fn the_best_of_all_is_read_between_the_records() {
        assert_eq!(best_of_all(10.0), 8.0);
        assert_eq!(best_of_all(755.0), 6.65);
        assert!((6.4..6.65).contains(&best_of_all(1200.0)));
        assert_eq!(best_of_all(200_000.0), 3.75);
    }
}
