//! Dates that cannot be: weeks of GPS that were counted wrong, and days before there was a
//! watch to record them.

use crate::time;
use comeback_core::recording::ReadProblem;

/// Weeks of GPS are counted to 1,024 (s), and a file is made within some days of its run.
pub(super) const ROLLOVER_S: f64 = comeback_core::run::ROLLOVER_DAYS as f64 * 86_400.0;
const ROLLOVER_SLACK_S: f64 = 5.0 * 86_400.0;
/// By how much dates lie too early where weeks of GPS were counted wrong, s: a date that
/// stands elsewhere in the file is later by 1,024 weeks, once or twice, and some days.
pub(crate) fn rolled_over(first: f64, stated: f64) -> Option<f64> {
    let turns = ((stated - first) / ROLLOVER_S).round();
    let shift = turns * ROLLOVER_S;
    let is_turned =
        (1.0..=2.0).contains(&turns) && (stated - first - shift).abs() <= ROLLOVER_SLACK_S;
    is_turned.then_some(shift)
}

/// What is noted of a file whose weeks were counted wrong.
pub(crate) fn was_rolled_over() -> ReadProblem {
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
pub(crate) fn too_early(first: f64, is_fit: bool, device: Option<&str>) -> Option<String> {
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
