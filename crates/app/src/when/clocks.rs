//! The time of a day, and how long ago something was.

use crate::numbers;
use chrono::{DateTime, FixedOffset, NaiveTime};
use comeback_core::calendar::TimeDelta;

/// A time of day as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    At(NaiveTime),
    /// `7.05`: with a point, as a date has one.
    Dotted(NaiveTime),
    Midnight,
}

/// `2 hours ago`, `30 min ago`, `half an hour ago`, `1h30 ago`, `three days ago`.
pub(super) fn ago(words: &[&str], now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let (last, rest) = words.split_last()?;
    if *last != "ago" {
        return None;
    }
    let told = match rest {
        [] => return None,
        [count, unit @ ..] => {
            let count = counted(count).map_or_else(|| (*count).to_owned(), |n| n.to_string());
            format!("{count}{}", unit.concat())
        }
    };
    // `30 ago` says nothing of what.
    let unit_at = told.find(|letter: char| letter.is_alphabetic())?;
    let (figures, unit) = told.split_at(unit_at);
    let days = match unit {
        "d" | "day" | "days" => Some(1.0),
        "w" | "week" | "weeks" => Some(7.0),
        _ => None,
    };
    let minutes = match days {
        Some(days) => numbers::number(figures).ok()? * days * 24.0 * 60.0,
        None => numbers::minutes(&rest.concat())
            .or_else(|_| numbers::minutes(&told))
            .ok()?,
    };
    let seconds = minutes * 60.0;
    if !(0.0..=MOST_AGO_S).contains(&seconds) {
        return None;
    }
    Some(now - TimeDelta::seconds(seconds as i64))
}

/// Farthest that `ago` reaches back, s: a century.
const MOST_AGO_S: f64 = 100.0 * 366.0 * 86_400.0;

/// A small number in words.
pub(super) fn counted(word: &str) -> Option<u64> {
    let words = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    match word {
        "a" | "an" => Some(1),
        _ => (1..)
            .zip(words)
            .find(|(_, name)| *name == word)
            .map(|(n, _)| n),
    }
}

/// `18:30`, `18:30:05`, `18.30`, `8am`, `8:30 pm`, `18h`, `18h30`, `noon`, `morning`;
/// nothing else.
pub(super) fn clock_of(words: &[&str]) -> Option<Clock> {
    let told = words.concat();
    let at = |hours: u32, minutes: u32| Some(Clock::At(hour(hours, minutes)));
    match told.as_str() {
        "morning" | "thismorning" => return at(8, 0),
        "noon" | "midday" => return at(12, 0),
        "afternoon" => return at(15, 0),
        "evening" => return at(19, 0),
        "night" => return at(22, 0),
        "midnight" => return Some(Clock::Midnight),
        _ => {}
    }
    for form in ["%H:%M:%S", "%H:%M"] {
        if let Ok(clock) = NaiveTime::parse_from_str(&told, form) {
            return Some(Clock::At(clock));
        }
    }
    if let [word] = words
        && let Some(clock) = in_two(word, '.')
    {
        return Some(Clock::Dotted(clock));
    }
    if let Some(clock) = in_two(&told, 'h') {
        return Some(Clock::At(clock));
    }
    let (figures, half) = if let Some(rest) = told.strip_suffix("am").or(told.strip_suffix("a.m."))
    {
        (rest, Some(0))
    } else if let Some(rest) = told.strip_suffix("pm").or(told.strip_suffix("p.m.")) {
        (rest, Some(12))
    } else {
        (told.strip_suffix('h').or(told.strip_suffix("uhr"))?, None)
    };
    let parts: Vec<u32> = figures
        .split([':', '.', 'h'])
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match *parts.as_slice() {
        [hours] => (hours, 0, 0),
        [hours, minutes] => (hours, minutes, 0),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    let hours = match half {
        Some(half) if (1..=12).contains(&hours) => hours % 12 + half,
        Some(_) => return None,
        None => hours,
    };
    NaiveTime::from_hms_opt(hours, minutes, seconds).map(Clock::At)
}

/// Hours and two digits of minutes, `18.30` or `18h30`.
fn in_two(text: &str, between: char) -> Option<NaiveTime> {
    let (hours, minutes) = text.split_once(between)?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=2).contains(&hours.len()) && minutes.len() == 2;
    if !(fits && digits(hours) && digits(minutes)) {
        return None;
    }
    NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
}

/// A time of day that is one.
pub(super) fn hour(hours: u32, minutes: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hours, minutes, 0).unwrap_or(NaiveTime::MIN)
}
