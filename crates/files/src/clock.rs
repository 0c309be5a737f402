//! A clock that was set back while it recorded: by the end of summer time where local
//! time was written, by a first fix, by hand.
//!
//! Put in order by time, the rows before and after would lie between one another, and
//! the runner would be at two places at once. So rows that go back in time and on from
//! the same place are dated on from there. Rows that are merely out of order, or were
//! written twice, are left to the sorting.

use super::motion::haversine;
use super::time;
use comeback_core::recording::{ReadProblem, Samples};

/// Rows of the same moments come some seconds out of order in some files (s).
const DISORDER_S: f64 = 5.0;
/// Rows that follow one another lie no further apart, and what lies further apart at the
/// same moment is two places (m). Design.
const NEAR_M: f64 = 50.0;
/// More than this is a file without order, and no clock that was set.
const MOST: usize = 10;

/// A hole that a late setting of the clock makes is longer than this (s).
const SET_LEAST_S: f64 = 60.0;
/// How far the device's own elapsed time may stand from the span without the hole: a
/// share of it and so many seconds. Design.
const SET_AGREES: (f64, f64) = (0.02, 30.0);
/// A hole so long, with so long a recording on both sides, is between two runs, whatever
/// elapsed time the device counted (s). Design.
const TWO_RUNS_S: (f64, f64) = (4.0 * 3600.0, 600.0);
/// Whatever elapsed time is stated: a clock was set, and nobody rested, when the first
/// minutes go on in full stride, the next row a stride or two further in the same
/// direction, half an hour away and more (s, s, s, m, m/s, cosine). Design.
const SET_EARLY_S: f64 = 600.0;
const SET_FAR_S: f64 = 1800.0;
const IN_STRIDE_S: f64 = 6.0;
const IN_STRIDE_M: f64 = 15.0;
const IN_STRIDE_SPEED: f64 = 1.5;
const IN_STRIDE_ON: f64 = 0.5;
/// Weeks of GPS are counted to 1,024 (s), and a file is made within some days of its run.
const ROLLOVER_S: f64 = comeback_core::run::ROLLOVER_DAYS as f64 * 86_400.0;
const ROLLOVER_SLACK_S: f64 = 5.0 * 86_400.0;
/// Summer time begins and ends by such steps, and no other setting is so exact (s, s).
const SUMMER_TIME_S: [f64; 2] = [1800.0, 3600.0];
const EXACT_S: f64 = 10.0;

/// By how much dates lie too early where weeks of GPS were counted wrong, s: a date that
/// stands elsewhere in the file is later by 1,024 weeks, once or twice, and some days.
pub(super) fn rolled_over(first: f64, stated: f64) -> Option<f64> {
    let turns = ((stated - first) / ROLLOVER_S).round();
    let shift = turns * ROLLOVER_S;
    let is_turned =
        (1.0..=2.0).contains(&turns) && (stated - first - shift).abs() <= ROLLOVER_SLACK_S;
    is_turned.then_some(shift)
}

/// What is noted of a file whose weeks were counted wrong.
pub(super) fn was_rolled_over() -> ReadProblem {
    ReadProblem {
        message:
            "its dates were 1,024 weeks too early, as GPS counts them; put right by the file's own"
                .to_owned(),
        at_byte: None,
        lost_data: false,
    }
}

/// The first GPS watch for runners was sold in September 2003 (Garmin Forerunner 201).
const FIRST_WATCH_S: f64 = 1_062_374_400.0;
/// FIT is of 2009, and profiles from 20.00 on of 2016; a device that writes one and dates
/// its run before 2008 has lost count. Converters write such files of honest old runs.
const BEFORE_FIT_S: f64 = 1_199_145_600.0;

/// Before 2009 these were not sold: names that begin so, letters and digits alone, and all
/// Forerunners but the first of them. (makers' announcements)
const SOLD_SINCE_S: f64 = 1_230_768_000.0;
const SOLD_SINCE: [&str; 24] = [
    "fenix",
    "epix",
    "enduro",
    "instinct",
    "tactix",
    "descent",
    "marq",
    "venu",
    "vivoactive",
    "applewatch",
    "coros",
    "amazfit",
    "huawei",
    "honor",
    "fitbit",
    "galaxywatch",
    "pixelwatch",
    "tomtom",
    "polarv",
    "polarm",
    "polarpacer",
    "polargrit",
    "suuntoambit",
    "suuntospartan",
];
const FIRST_FORERUNNERS: [&str; 7] = ["50", "101", "201", "205", "301", "305", "405"];

/// Devices that were there before, and what was written from them. (makers' announcements)
const SOLD_BEFORE: [&str; 13] = [
    "edge",
    "foretrex",
    "etrex",
    "gpsmap",
    "geko",
    "trainingcenter",
    "motionbased",
    "magellan",
    "timex",
    "nokia",
    "sportstracker",
    "suuntot",
    "polarrs",
];

/// A device's name, letters and digits alone, and the number of a Forerunner.
fn plain_name(name: &str) -> String {
    let plain: String = (name.chars())
        .filter_map(|letter| match letter {
            'ē' | 'é' => Some('e'),
            'í' => Some('i'),
            _ => Some(letter.to_ascii_lowercase()).filter(char::is_ascii_alphanumeric),
        })
        .collect();
    plain.strip_prefix("garmin").unwrap_or(&plain).to_owned()
}

fn forerunner(plain: &str) -> Option<&str> {
    (plain.strip_prefix("forerunner"))
        .or_else(|| plain.strip_prefix("fr"))
        .filter(|number| number.starts_with(|digit: char| digit.is_ascii_digit()))
}

/// Whether a device of such a name was first sold in 2009 or later.
fn is_later_device(name: &str) -> bool {
    let plain = plain_name(name);
    match forerunner(&plain) {
        Some(number) => !FIRST_FORERUNNERS.contains(&number),
        None => SOLD_SINCE.iter().any(|begins| plain.starts_with(begins)),
    }
}

/// Whether a device of such a name was sold before 2009.
fn is_early_device(name: &str) -> bool {
    let plain = plain_name(name);
    match forerunner(&plain) {
        Some(number) => FIRST_FORERUNNERS.contains(&number),
        None => SOLD_BEFORE.iter().any(|begins| plain.starts_with(begins)),
    }
}

/// Why a date cannot be, if so: before there was a watch to record it, or this one.
pub(super) fn too_early(first: f64, is_fit: bool, device: Option<&str>) -> Option<String> {
    let why = if first < FIRST_WATCH_S {
        "before there were GPS watches"
    } else if is_fit && first < BEFORE_FIT_S {
        "before there were files of this kind"
    } else if first < SOLD_SINCE_S && device.is_some_and(is_later_device) {
        "before its watch was sold"
    } else if !is_fit && first < SOLD_SINCE_S && !device.is_some_and(is_early_device) {
        "and names no watch of that time"
    } else {
        return None;
    };
    let day = time::instant(first).date_naive();
    let later = time::instant(first + ROLLOVER_S).date_naive();
    Some(format!(
        "it is dated {day}, {why}; a watch that counts its weeks wrong dates a run of {later} so"
    ))
}

/// What a wrong clock had dated, in its own time, and what it was off by.
pub(super) struct Set {
    pub dated: std::ops::RangeInclusive<f64>,
    pub shift_s: f64,
}

/// Dates the rows before again where a clock was set while it recorded, as by the first
/// fix: the rows go on from the same place over a hole that the device's own elapsed time
/// does not know, or back in time to the first fix. The samples are in the order of the file.
pub(super) fn set_late(samples: &mut Samples, elapsed_s: Option<f64>) -> Option<Set> {
    let times = &samples.time_s;
    let mut jumps = times.windows(2).enumerate().filter(|(_, pair)| {
        let step = pair[1] - pair[0];
        !(-DISORDER_S..=SET_LEAST_S).contains(&step)
    });
    let (before, pair) = jumps.next()?;
    let (last_wrong, first_right) = (pair[0], pair[1]);
    let is_only = jumps.next().is_none();
    let row = before + 1;
    let (first, last) = (*times.first()?, *times.last()?);
    let shift_s = first_right - 1.0 - last_wrong;
    let has_fix = |rows: std::ops::Range<usize>| {
        (samples.latitude.get(rows)).is_some_and(|column| column.iter().any(Option::is_some))
    };
    let set_by_fix = !has_fix(0..row) && has_fix(row..samples.len());
    let near =
        |span: f64, elapsed: f64| (span - elapsed).abs() <= SET_AGREES.0 * elapsed + SET_AGREES.1;
    let span = last - first - shift_s;
    let known = elapsed_s.is_some_and(|elapsed| near(span, elapsed));
    let unknown_hole = elapsed_s.is_some_and(|elapsed| !near(last - first, elapsed));
    let is_between = shift_s > TWO_RUNS_S.0
        && last_wrong - first >= TWO_RUNS_S.1
        && last - first_right >= TWO_RUNS_S.1;
    let in_stride = || {
        shift_s.abs() >= SET_FAR_S
            && last_wrong - first <= SET_EARLY_S
            && goes_on_in_stride(samples, row)
    };
    let is_again =
        || shift_s < 0.0 && (draws_again(samples, row, 0.0) || is_whole_again(samples, row));
    let is_set = is_only
        && goes_on_near(samples, row)
        && !is_again()
        && (in_stride()
            || is_summer_time(shift_s) && goes_on_in_stride(samples, row)
            || if shift_s > 0.0 {
                let waited_for = set_by_fix && runs_on_by_distance(samples, row);
                known && unknown_hole && !is_between
                    || waited_for && elapsed_s.is_none_or(|elapsed| near(span, elapsed))
            } else {
                set_by_fix && elapsed_s.is_none_or(|elapsed| near(span, elapsed))
            });
    if !is_set {
        return None;
    }
    for time in samples.time_s.iter_mut().take(row) {
        *time += shift_s;
    }
    Some(Set {
        dated: first - SET_LEAST_S..=last_wrong + 1.0,
        shift_s,
    })
}

/// Whether a clock was set by so much, either way.
fn is_summer_time(shift_s: f64) -> bool {
    let exact = |step: f64| (shift_s.abs() - step).abs() <= EXACT_S;
    SUMMER_TIME_S.into_iter().any(exact)
}

/// Whether the runner was at full stride before a row and after it, and went on across it
/// in the same direction: by the places.
fn goes_on_in_stride(samples: &Samples, row: usize) -> bool {
    let read = |column: &[Option<f64>], row: usize| column.get(row).copied().flatten();
    let place = |row: usize| {
        let (north, east) = (
            read(&samples.latitude, row)?,
            read(&samples.longitude, row)?,
        );
        Some((north, east * north.to_radians().cos()))
    };
    let time = |row: usize| samples.time_s.get(row).copied();
    // From a row to the one so many seconds on, within the same clock.
    let leg = |from: usize, to: usize| -> Option<((f64, f64), f64)> {
        let (a, b) = (place(from)?, place(to)?);
        let seconds = time(to)? - time(from)?;
        let metres = |degrees: f64| degrees * 111_195.0;
        let way = (metres(b.0 - a.0), metres(b.1 - a.1));
        (seconds > 0.0).then(|| (way, way.0.hypot(way.1) / seconds))
    };
    let Some(last) = row.checked_sub(1) else {
        return false;
    };
    let since = (0..last).rev().find(|&from| {
        time(last)
            .zip(time(from))
            .is_some_and(|(to, from)| to - from >= IN_STRIDE_S)
    });
    let until = (row + 1..samples.len()).find(|&to| {
        time(to)
            .zip(time(row))
            .is_some_and(|(to, from)| to - from >= IN_STRIDE_S)
    });
    let legs = since.zip(until).and_then(|(since, until)| {
        let near = apart(samples, last, row)? <= IN_STRIDE_M;
        near.then_some((leg(since, last)?, leg(row, until)?))
    });
    legs.is_some_and(|((a, before), (b, after))| {
        let along = a.0 * b.0 + a.1 * b.1;
        before >= IN_STRIDE_SPEED
            && after >= IN_STRIDE_SPEED
            && along >= IN_STRIDE_ON * a.0.hypot(a.1) * b.0.hypot(b.1)
    })
}

/// Whether a row lies near the one before: by the device's distance, else by the places,
/// else as far as anything tells.
fn goes_on_near(samples: &Samples, row: usize) -> bool {
    let Some(before) = row.checked_sub(1) else {
        return false;
    };
    let distance = |row: usize| samples.distance_m.get(row).copied().flatten();
    match (distance(before), distance(row)) {
        (Some(then), Some(now)) => (0.0..=NEAR_M).contains(&(now - then)),
        _ => apart(samples, before, row).is_none_or(|metres| metres <= NEAR_M),
    }
}

/// Whether the device's distance was rising at a runner's speed before a row, and goes on
/// there within a stride or two: nobody rested between.
fn runs_on_by_distance(samples: &Samples, row: usize) -> bool {
    let metres = |row: usize| samples.distance_m.get(row).copied().flatten();
    let Some(last) = row.checked_sub(1) else {
        return false;
    };
    let times = &samples.time_s;
    let since = (0..last).rev().find(|&from| {
        let seconds = (times.get(last))
            .zip(times.get(from))
            .map(|(to, from)| to - from);
        seconds.is_some_and(|seconds| seconds >= IN_STRIDE_S) && metres(from).is_some()
    });
    let speed = || {
        let from = since.unwrap_or(0);
        let seconds = times.get(last)? - times.get(from)?;
        (seconds > 0.0).then_some((metres(last)? - metres(from)?) / seconds)
    };
    let goes_on = metres(last)
        .zip(metres(row))
        .is_some_and(|(then, now)| (0.0..=IN_STRIDE_M).contains(&(now - then)));
    goes_on && speed().is_some_and(|speed| speed >= IN_STRIDE_SPEED)
}

/// How wrong a clock was.
pub(super) fn in_words(shift_s: f64) -> String {
    let way = if shift_s > 0.0 { "behind" } else { "ahead" };
    let minutes = (shift_s.abs() / 60.0).round();
    if minutes < 120.0 {
        format!("{minutes} min {way}")
    } else if minutes < 2880.0 {
        format!("{:.1} h {way}", minutes / 60.0)
    } else {
        format!("{:.0} days {way}", minutes / 1440.0)
    }
}

/// The words of a clock that was set, for the list of what was met.
pub(super) fn said(shift_s: f64) -> String {
    format!(
        "the watch's clock was {} until it was set: the start is dated again",
        in_words(shift_s)
    )
}

/// Dates the rows on where the clock was set back, and says at how many places it was.
/// The samples are in the order of the file.
pub(super) fn mend(samples: &mut Samples) -> usize {
    let backward: Vec<usize> = samples
        .time_s
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| matches!(pair, [before, after] if before - after > DISORDER_S))
        .map(|(row, _)| row + 1)
        .collect();
    if backward.is_empty() || backward.len() > MOST {
        return 0;
    }
    let set_back: Vec<usize> = (backward.into_iter())
        .filter(|&row| was_set_back(samples, row))
        .collect();
    for &row in &set_back {
        let times = &samples.time_s;
        if let (Some(&before), Some(&after)) = (times.get(row - 1), times.get(row)) {
            // One row each second is what nearly every watch writes.
            let shift = before + 1.0 - after;
            for time in samples.time_s.iter_mut().skip(row) {
                *time += shift;
            }
        }
    }
    set_back.len()
}

/// Whether the clock was set back at a row: the runner goes on from where the row before
/// was, by the device's distance, which does not run in circles, else by the places.
pub(super) fn was_set_back(samples: &Samples, row: usize) -> bool {
    let Some(before) = row.checked_sub(1) else {
        return false;
    };
    let distance = |row: usize| samples.distance_m.get(row).copied().flatten();
    if let (Some(then), Some(now)) = (distance(before), distance(row)) {
        return then > NEAR_M && (0.0..=NEAR_M).contains(&(now - then));
    }
    let times = samples.time_s.get(before).zip(samples.time_s.get(row));
    // A round of half an hour that is written again goes on in stride, too.
    if times.is_some_and(|(before, after)| is_summer_time(before - after))
        && goes_on_in_stride(samples, row)
    {
        return !draws_again(samples, row, 0.0);
    }
    // A round ends where it began: there, an earlier row of the same moment must
    // have been elsewhere.
    let near = |one, other| apart(samples, one, other).map(|metres| metres <= NEAR_M);
    let same_moment = || {
        let time = samples.time_s.get(row)?;
        let mut earlier = samples.time_s.iter().take(row);
        earlier.position(|other| (other - time).abs() <= DISORDER_S)
    };
    near(before, row) == Some(true)
        && !is_whole_again(samples, row)
        && same_moment().and_then(|earlier| near(earlier, row)) == Some(false)
}

/// How many moments from a row on are looked at, and the share of them at which the rows
/// before were at the same place.
const LOOKED_AT: usize = 60;
const AGAIN: f64 = 0.8;

/// How far the length of a run that is written again lies from the first, as a share.
const AS_LONG: f64 = 0.02;

/// Whether the rows from one on are all that is before them, by another clock.
fn is_whole_again(samples: &Samples, row: usize) -> bool {
    let Some((before, after)) = samples.time_s.split_at_checked(row) else {
        return false;
    };
    let lasts = |times: &[f64]| Some(times.last()? - times.first()?);
    let (Some(first), Some(second)) = (lasts(before), lasts(after)) else {
        return false;
    };
    let late = after.first().zip(before.first()).map(|(b, a)| b - a);
    (first - second).abs() <= AS_LONG * first
        && late.is_some_and(|late| draws_again(samples, row, late))
}

/// Whether the rows from one on are at the places where those before it were at the same
/// moments by a clock that is so late, s: written again, and not run again.
fn draws_again(samples: &Samples, row: usize, late: f64) -> bool {
    let times = &samples.time_s;
    let before = times.get(..row).unwrap_or_default();
    let step = ((times.len() - row.min(times.len())) / LOOKED_AT).max(1);
    let mut seen = (0_usize, 0_usize);
    for later in (row..times.len()).step_by(step) {
        let Some(&time) = times.get(later) else { break };
        let near = (before.iter()).position(|other| (other + late - time).abs() <= DISORDER_S);
        if let Some(metres) = near.and_then(|earlier| apart(samples, earlier, later)) {
            seen = (seen.0 + 1, seen.1 + usize::from(metres <= NEAR_M));
        }
    }
    seen.0 > 0 && seen.1 as f64 >= AGAIN * seen.0 as f64
}

/// Metres between the places of two rows.
fn apart(samples: &Samples, one: usize, other: usize) -> Option<f64> {
    let read = |column: &[Option<f64>], row: usize| column.get(row).copied().flatten();
    let place = |row| read(&samples.latitude, row).zip(read(&samples.longitude, row));
    let (a, b) = (place(one)?, place(other)?);
    Some(haversine(a.0, a.1, b.0, b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: f64 = 1.5e9;

    /// Rows at these seconds, which lie so far along a straight course, m.
    fn samples(rows: impl IntoIterator<Item = (i32, f64)>, by_places: bool) -> Samples {
        let mut samples = Samples::default();
        for (second, metres) in rows {
            let row = samples.push(T + f64::from(second));
            if by_places {
                samples.latitude[row] = Some(46.0 + metres / 111_195.0);
                samples.longitude[row] = Some(7.0);
            } else {
                samples.distance_m[row] = Some(metres);
            }
        }
        samples
    }

    fn run(from: i32, to: i32) -> impl Iterator<Item = (i32, f64)> {
        (from..to).map(|second| (second, 3.0 * f64::from(second)))
    }

    #[test]
    fn a_clock_that_was_set_back_goes_on() {
        // Places alone cannot tell it where the rows lie beside one another.
        for (by_places, back, mended) in [
            (false, 60, true),
            (false, 3600, true),
            (true, 60, true),
            (true, 3000, false),
            // Summer time ends in full stride.
            (true, 3600, true),
            (true, 1800, true),
        ] {
            let late = run(600, 1200).map(|(second, metres)| (second - back, metres));
            let mut samples = samples(run(0, 600).chain(late), by_places);
            assert_eq!(
                mend(&mut samples),
                usize::from(mended),
                "{by_places} {back}"
            );
            if mended {
                let expected: Vec<f64> = (0..1200).map(|second| T + f64::from(second)).collect();
                assert_eq!(samples.time_s, expected, "{by_places} {back}");
            }
        }
    }

    #[test]
    fn a_clock_that_a_fix_put_right() {
        // (how far behind, elapsed as the device counted it, put right)
        for (behind, elapsed, right) in [
            (7200, Some(1200.0), true),
            (90_000, Some(1200.0), true),
            // Who rests for two hours knows it.
            (7200, Some(8400.0), false),
            (7200, None, false),
        ] {
            let early = run(0, 120).map(|(second, metres)| (second - behind, metres));
            let mut samples = samples(early.chain(run(120, 1200)), false);
            let set = set_late(&mut samples, elapsed);
            assert_eq!(set.is_some(), right, "{behind} {elapsed:?}");
            if right {
                let expected: Vec<f64> = (0..1200).map(|second| T + f64::from(second)).collect();
                assert_eq!(samples.time_s, expected, "{behind}");
            }
        }
    }

    #[test]
    fn two_days_of_a_device_that_counts_no_night_are_not_one() {
        let night = 86_400;
        let early = run(0, 1200).map(|(second, metres)| (second - night, metres));
        let mut samples = samples(early.chain(run(1200, 2400)), false);
        assert!(set_late(&mut samples, Some(2400.0)).is_none());
    }

    #[test]
    fn a_clock_is_set_in_full_stride() {
        for (behind, seconds, stands, right) in [
            (10_800, 40, false, true),
            (-3600, 50, false, true),
            (172_800, 300, false, true),
            // Who came to stand may have rested, and a run is no first minutes.
            (10_800, 40, true, false),
            (900, 40, false, false),
            (10_800, 700, false, false),
        ] {
            let early = run(0, seconds).map(|(second, metres)| {
                let stood = stands && second > seconds - 10;
                let at = if stood {
                    3.0 * f64::from(seconds - 10)
                } else {
                    metres
                };
                (second - behind, at)
            });
            let mut samples = samples(early.chain(run(seconds, 2400)), true);
            let set = set_late(&mut samples, None);
            assert_eq!(set.is_some(), right, "{behind} {seconds} {stands}");
        }
    }

    #[test]
    fn summer_time_that_begins_in_full_stride_is_no_rest() {
        for (hole, stands, right) in [
            (3600, false, true),
            (3600, true, false),
            (2700, false, false),
        ] {
            let late = run(1200, 2400).map(|(second, metres)| (second + hole, metres));
            let early = run(0, 1200).map(|(second, metres)| match stands && second > 1180 {
                true => (second, 3.0 * 1180.0),
                false => (second, metres),
            });
            let mut samples = samples(early.chain(late), true);
            let set = set_late(&mut samples, None);
            assert_eq!(set.is_some(), right, "{hole} {stands}");
        }
    }

    #[test]
    fn weeks_that_were_counted_wrong() {
        for (later, turns) in [
            (1024.0, Some(1.0)),
            (2048.0, Some(2.0)),
            (1023.0, None),
            (0.0, None),
        ] {
            let stated = T + later * 7.0 * 86_400.0 + 4000.0;
            let shift = turns.map(|turns| turns * ROLLOVER_S);
            assert_eq!(rolled_over(T, stated), shift, "{later}");
        }
    }

    #[test]
    fn dates_before_there_was_a_watch() {
        let day = |text: &str| time::parse(text).expect("a time").unix_s;
        for (text, gpx, fit) in [
            ("1999-08-22T08:00:00Z", true, true),
            ("2003-08-31T08:00:00Z", true, true),
            ("2003-09-02T08:00:00Z", true, true),
            ("2007-12-31T08:00:00Z", true, true),
            ("2008-01-01T08:00:00Z", true, false),
            ("2009-01-01T08:00:00Z", false, false),
        ] {
            assert_eq!(too_early(day(text), false, None).is_some(), gpx, "{text}");
            assert_eq!(too_early(day(text), true, None).is_some(), fit, "{text}");
        }
        for (text, device, early) in [
            ("2007-03-20T17:00:00Z", "Forerunner 945", true),
            ("2007-03-20T17:00:00Z", "fēnix 7 Pro", true),
            ("2007-03-20T17:00:00Z", "Garmin Forerunner 235", true),
            ("2007-03-20T17:00:00Z", "Forerunner 305", false),
            ("2007-03-20T17:00:00Z", "Garmin Forerunner 405", false),
            ("2007-03-20T17:00:00Z", "Edge 305", false),
            ("2007-03-20T17:00:00Z", "Garmin Connect", true),
            ("2007-03-20T17:00:00Z", "friend", true),
            ("2009-03-20T17:00:00Z", "Forerunner 945", false),
        ] {
            let found = too_early(day(text), false, Some(device));
            assert_eq!(found.is_some(), early, "{text} {device}");
        }
    }

    #[test]
    fn what_was_written_twice_or_out_of_order_is_no_jump() {
        for by_places in [false, true] {
            let mend = |rows: Vec<(i32, f64)>| mend(&mut samples(rows, by_places));
            assert_eq!(mend(run(0, 600).chain(run(0, 600)).collect()), 0);
            // The second half of a run before its first.
            assert_eq!(mend(run(600, 1200).chain(run(0, 600)).collect()), 0);
            // Each row comes again two seconds later.
            let late = run(0, 600).flat_map(|(second, at)| [(second, at), (second - 2, at - 6.0)]);
            assert_eq!(mend(late.collect()), 0);
            assert_eq!(mend(Vec::new()), 0);
        }
    }
}
