//! The moments that a runner writes, in the runner's own zone.

use chrono::{
    DateTime, Datelike, FixedOffset, Month, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Weekday,
};
use chrono_tz::Tz;
use comeback_core::calendar::{self, Days, TimeDelta};
use comeback_core::diary::start_of_day;

/// What a text names: an instant, or a whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    At(DateTime<FixedOffset>),
    On(NaiveDate),
}

/// A text that names no moment, or more than one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoMoment {
    #[error(
        "`{0}` names no moment: write 2026-11-21, 21.11.2026, 18:30, 8am, `yesterday 18:30`, `monday morning`, `2 hours ago` or RFC 3339 such as 2026-11-21T18:30:00+01:00"
    )]
    Unknown(String),
    #[error("`{text}` can be {day_first} or {month_first}: write it as one of these")]
    Ambiguous {
        text: String,
        day_first: NaiveDate,
        month_first: NaiveDate,
    },
}

/// Reads a moment as people write it. `now` is the present of the call: it says what
/// today is.
///
/// # Errors
/// It names no moment, or one of two.
pub fn moment(text: &str, now: DateTime<FixedOffset>, zone: Tz) -> Result<Moment, NoMoment> {
    let text = text.trim();
    let refuse = || NoMoment::Unknown(text.to_owned());
    let upper = text.to_uppercase();
    let with_offset = [upper.clone(), upper.replacen(' ', "T", 1)];
    for form in &with_offset {
        // `Z` is an offset like any other, also where the seconds are missing.
        let numbered = match form.strip_suffix(['Z', 'z']) {
            Some(before) => format!("{before}+00:00"),
            None => form.clone(),
        };
        let read = |format: &str| DateTime::parse_from_str(&numbered, format);
        if let Ok(instant) = DateTime::parse_from_rfc3339(form)
            .or_else(|_| read("%Y-%m-%dT%H:%M%#z"))
            .or_else(|_| read("%Y-%m-%dT%H:%M:%S%.f%#z"))
        {
            return believable(instant.date_naive())
                .then_some(Moment::At(instant))
                .ok_or_else(refuse);
        }
    }
    let lower = text.to_lowercase();
    let spaced = match lower.split_once('t') {
        // The T between a date and a clock, which is none of the "th" of a fifth.
        Some((day, clock))
            if day.ends_with(|end: char| end.is_ascii_digit())
                && clock.starts_with(|begin: char| begin.is_ascii_digit()) =>
        {
            format!("{day} {clock}")
        }
        _ => lower,
    };
    let words: Vec<&str> = spaced
        .split_whitespace()
        .map(|word| word.trim_end_matches(','))
        .filter(|word| !word.is_empty() && !matches!(*word, "at" | "on" | "in" | "the" | "of"))
        .collect();
    if words == ["now"] {
        return Ok(Moment::At(now));
    }
    if let Some(at) = ago(&words, now) {
        return Ok(Moment::At(at));
    }
    let today = now.with_timezone(&zone).date_naive();
    let mut ambiguous = None;
    for split in 0..=words.len() {
        let (first, second) = words.split_at(split);
        for (day, clock) in [(first, second), (second, first)] {
            let found = match day_of(day, today) {
                Ok(found) => found,
                Err((day_first, month_first)) => {
                    ambiguous = Some(NoMoment::Ambiguous {
                        text: text.to_owned(),
                        day_first,
                        month_first,
                    });
                    None
                }
            };
            let Some((day, night)) = found else {
                continue;
            };
            if clock.is_empty() && !words.is_empty() {
                return Ok(if night {
                    Moment::At(instant(zone, day.and_time(hour(22, 0))))
                } else {
                    Moment::On(day)
                });
            }
            if let Some(clock) = clock_of(clock).filter(|_| !night) {
                return Ok(Moment::At(instant(zone, day.and_time(clock))));
            }
        }
    }
    Err(ambiguous.unwrap_or_else(refuse))
}

/// Reads a civil day, `today` and `yesterday` among them.
///
/// # Errors
/// It names no day, or one of two.
pub fn day(text: &str, now: DateTime<FixedOffset>, zone: Tz) -> Result<NaiveDate, NoMoment> {
    Ok(match moment(text, now, zone)? {
        Moment::On(day) => day,
        Moment::At(at) => at.with_timezone(&zone).date_naive(),
    })
}

/// `2 hours ago`, `30 min ago`, `3d ago`.
fn ago(words: &[&str], now: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let (last, rest) = words.split_last()?;
    if *last != "ago" {
        return None;
    }
    let told = rest.concat();
    let unit_at = told.find(|letter: char| letter.is_alphabetic())?;
    let (count, unit) = told.split_at(unit_at);
    let count: f64 = match (count, unit) {
        ("", unit) if unit.starts_with("an") || unit.starts_with('a') => 1.0,
        (count, _) => count.replace(',', ".").parse().ok()?,
    };
    let unit = unit.trim_start_matches("an").trim_start_matches('a');
    let minutes = match unit {
        "m" | "min" | "mins" | "minute" | "minutes" => 1.0,
        "h" | "hour" | "hours" | "hr" | "hrs" => 60.0,
        "d" | "day" | "days" => 24.0 * 60.0,
        "w" | "week" | "weeks" => 7.0 * 24.0 * 60.0,
        _ => return None,
    };
    let seconds = count * minutes * 60.0;
    if !(0.0..=MOST_AGO_S).contains(&seconds) {
        return None;
    }
    Some(now - TimeDelta::seconds(seconds as i64))
}

/// Farthest that `ago` reaches back, s: a century.
const MOST_AGO_S: f64 = 100.0 * 366.0 * 86_400.0;

type TwoDays = (NaiveDate, NaiveDate);

/// A day in words or figures, and whether its night is meant; an empty text is today.
fn day_of(words: &[&str], today: NaiveDate) -> Result<Option<(NaiveDate, bool)>, TwoDays> {
    let back = |days: u64| Days::new(days).before(today);
    let day = match words {
        [] | ["today" | "this"] => Some(today),
        ["yesterday"] => back(1),
        ["tonight"] => return Ok(Some((today, true))),
        ["last", "night"] => return Ok(back(1).map(|day| (day, true))),
        ["tomorrow"] => Days::new(1).after(today),
        ["day", "before", "yesterday"] => back(2),
        ["last", name] | [name] if weekday(name).is_some() => weekday(name).and_then(|wanted| {
            let today_is = i64::from(today.weekday().num_days_from_monday());
            let since = (today_is - i64::from(wanted.num_days_from_monday())).rem_euclid(7);
            // `last monday` on a Monday is not today.
            let since = if since == 0 && words.len() == 2 {
                7
            } else {
                since
            };
            back(since.unsigned_abs())
        }),
        [one] => return Ok(figures(one, today)?.map(|day| (day, false))),
        [_, _] | [_, _, _] => with_month_name(words, today),
        _ => None,
    };
    Ok(day.filter(|day| believable(*day)).map(|day| (day, false)))
}

fn weekday(name: &str) -> Option<Weekday> {
    (name.len() >= 3).then(|| name.parse().ok()).flatten()
}

/// `2026-11-21`, `21.11.2026`, `21.11.`, `21/11/2026`. Of two readings none is chosen.
fn figures(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, TwoDays> {
    let Some(separator) = text.chars().find(|letter| "-./".contains(*letter)) else {
        return Ok(None);
    };
    let parts: Vec<&str> = text.split(separator).collect();
    let number = |text: &str| -> Option<i32> {
        let fits =
            (1..=4).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
        fits.then(|| text.parse().ok()).flatten()
    };
    let date = |year: i32, month: i32, day: i32| {
        NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
            .filter(|day| believable(*day))
    };
    let of = |index: usize| parts.get(index).copied().and_then(number);
    let (Some(first), Some(second)) = (of(0), of(1)) else {
        return Ok(None);
    };
    let year_first = parts.first().is_some_and(|part| part.len() == 4);
    match (parts.len(), parts.get(2).copied().unwrap_or("")) {
        (3, third) if year_first => Ok(number(third).and_then(|day| date(first, second, day))),
        // A day without a year is the last one that bore it.
        (2 | 3, "") if separator == '.' => Ok(date(Datelike::year(&today), second, first)
            .filter(|day| *day <= today)
            .or_else(|| date(Datelike::year(&today) - 1, second, first))),
        (3, third) if third.len() == 4 => {
            let year = number(third).unwrap_or(0);
            let (day_first, month_first) = (date(year, second, first), date(year, first, second));
            match (separator, day_first, month_first) {
                // With dots the day comes first wherever dates are written so.
                ('.', day_first, _) => Ok(day_first),
                (_, Some(a), Some(b)) if a != b => Err((a, b)),
                (_, a, b) => Ok(a.or(b)),
            }
        }
        _ => Ok(None),
    }
}

/// `21 nov 2026`, `november 21`, `21. november`.
fn with_month_name(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    let mut month = None;
    let mut numbers = Vec::new();
    for word in words {
        let bare = word.trim_end_matches(['.', ',']);
        if let Ok(found) = bare.parse::<Month>()
            && bare.len() >= 3
        {
            month = Some(found.number_from_month());
        } else {
            let bare = ["st", "nd", "rd", "th"]
                .iter()
                .find_map(|end| bare.strip_suffix(end))
                .unwrap_or(bare);
            numbers.push(bare.parse::<u32>().ok()?);
        }
    }
    let month = month?;
    let year_of = |day: u32, year: i32| NaiveDate::from_ymd_opt(year, month, day);
    match numbers.as_slice() {
        [day] => year_of(*day, Datelike::year(&today))
            .filter(|day| *day <= today)
            .or_else(|| year_of(*day, Datelike::year(&today) - 1)),
        [day, year] | [year, day] if *year > 31 => year_of(*day, i32::try_from(*year).ok()?),
        _ => None,
    }
}

/// `18:30`, `18:30:05`, `8am`, `8:30 pm`, `18h`, `noon`, `morning`; nothing else.
fn clock_of(words: &[&str]) -> Option<NaiveTime> {
    let told = words.concat();
    match told.as_str() {
        "morning" | "thismorning" => return Some(hour(8, 0)),
        "noon" | "midday" => return Some(hour(12, 0)),
        "afternoon" => return Some(hour(15, 0)),
        "evening" => return Some(hour(19, 0)),
        "night" => return Some(hour(22, 0)),
        "midnight" => return Some(hour(0, 0)),
        _ => {}
    }
    for form in ["%H:%M:%S", "%H:%M"] {
        if let Ok(clock) = NaiveTime::parse_from_str(&told, form) {
            return Some(clock);
        }
    }
    let (figures, half) = if let Some(rest) = told.strip_suffix("am").or(told.strip_suffix("a.m."))
    {
        (rest, Some(0))
    } else if let Some(rest) = told.strip_suffix("pm").or(told.strip_suffix("p.m.")) {
        (rest, Some(12))
    } else {
        (told.strip_suffix('h').or(told.strip_suffix("uhr"))?, None)
    };
    let (hours, minutes) = figures
        .split_once([':', '.', 'h'])
        .unwrap_or((figures, "0"));
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let hours = match half {
        Some(half) if (1..=12).contains(&hours) => hours % 12 + half,
        Some(_) => return None,
        None => hours,
    };
    NaiveTime::from_hms_opt(hours, minutes, 0)
}

/// A time of day that is one.
fn hour(hours: u32, minutes: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hours, minutes, 0).unwrap_or(NaiveTime::MIN)
}

/// Years of this and the last century, so that a typing error does not land in the year 20.
fn believable(day: NaiveDate) -> bool {
    calendar::is_possible(day)
}

/// An instant from the local clock: the first of two when it comes twice, and
/// moved on by the gap when the clock skips it.
pub fn instant(zone: Tz, local: NaiveDateTime) -> DateTime<FixedOffset> {
    (0..=24)
        .find_map(|hours| {
            let local = local + TimeDelta::hours(hours);
            zone.from_local_datetime(&local).earliest()
        })
        .unwrap_or_else(|| zone.from_utc_datetime(&local))
        .fixed_offset()
}

/// The last second of a day.
pub fn end_of_day(zone: Tz, day: NaiveDate) -> DateTime<FixedOffset> {
    let end = start_of_day(zone, day + Days::new(1)) - TimeDelta::seconds(1);
    end.with_timezone(&zone).fixed_offset()
}

/// The moment of an entry: a bare day is its end, or now when the day still lasts.
pub fn of_entry(moment: Moment, now: DateTime<FixedOffset>, zone: Tz) -> DateTime<FixedOffset> {
    match moment {
        Moment::At(at) => at,
        Moment::On(day) => {
            let end = end_of_day(zone, day);
            let lasts = now.with_timezone(&zone).date_naive() == day;
            if lasts { end.min(now) } else { end }
        }
    }
}

/// The start of a run: a bare day is its noon, so that pain told of that day follows it.
pub fn of_run(moment: Moment, zone: Tz) -> DateTime<FixedOffset> {
    match moment {
        Moment::At(at) => at,
        Moment::On(day) => start_of_day(zone, day) + TimeDelta::hours(12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: Tz = chrono_tz::Europe::Berlin;

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-22T15:00:00+01:00").expect("valid")
    }

    #[test]
    fn every_way_to_write_a_moment() {
        for (text, expected) in [
            ("2026-11-21T18:30:00Z", Some("2026-11-21T18:30:00+00:00")),
            ("2026-11-21T18:30Z", Some("2026-11-21T18:30:00+00:00")),
            ("2026-11-21 18:30Z", Some("2026-11-21T18:30:00+00:00")),
            ("2026-11-21t18:30z", Some("2026-11-21T18:30:00+00:00")),
            ("2026-11-21T18:30+0800", Some("2026-11-21T18:30:00+08:00")),
            ("2026-11-21T18:30:05+08", Some("2026-11-21T18:30:05+08:00")),
            ("2026-11-21T18:30-05:00", Some("2026-11-21T18:30:00-05:00")),
            ("2026-11-21T18:30", Some("2026-11-21T18:30:00+01:00")),
            ("2026-11-21 18:30", Some("2026-11-21T18:30:00+01:00")),
            ("2026-07-21 18:30:05", Some("2026-07-21T18:30:05+02:00")),
            ("18:30", Some("2026-11-22T18:30:00+01:00")),
            ("today 7:05", Some("2026-11-22T07:05:00+01:00")),
            ("yesterday 18:00", Some("2026-11-21T18:00:00+01:00")),
            ("now", Some("2026-11-22T15:00:00+01:00")),
            // A bare day is its end, today's is now.
            ("2026-11-21", Some("2026-11-21T23:59:59+01:00")),
            ("yesterday", Some("2026-11-21T23:59:59+01:00")),
            ("2026-11-22", Some("2026-11-22T15:00:00+01:00")),
            // The clock skipped half past two on that day.
            ("2026-03-29 02:30", Some("2026-03-29T03:30:00+02:00")),
            ("2026-10-25 02:30", Some("2026-10-25T02:30:00+02:00")),
            // As people write it. The day is a Sunday.
            ("2026-01-05T21:00+08:00", Some("2026-01-05T21:00:00+08:00")),
            ("8am", Some("2026-11-22T08:00:00+01:00")),
            ("8:30 pm", Some("2026-11-22T20:30:00+01:00")),
            ("12am", Some("2026-11-22T00:00:00+01:00")),
            ("13pm", None),
            ("25.11.2026", Some("2026-11-25T23:59:59+01:00")),
            ("21.11.2026 18:00", Some("2026-11-21T18:00:00+01:00")),
            ("21.11.", Some("2026-11-21T23:59:59+01:00")),
            ("25.11.", Some("2025-11-25T23:59:59+01:00")),
            ("2026/11/21", Some("2026-11-21T23:59:59+01:00")),
            ("21/11/2026", Some("2026-11-21T23:59:59+01:00")),
            ("11/21/2026", Some("2026-11-21T23:59:59+01:00")),
            ("11/11/2026", Some("2026-11-11T23:59:59+01:00")),
            ("11/12/2026", None),
            ("21 nov 2026", Some("2026-11-21T23:59:59+01:00")),
            ("November 21, 2026 7pm", Some("2026-11-21T19:00:00+01:00")),
            ("21st november", Some("2026-11-21T23:59:59+01:00")),
            ("5th november", Some("2026-11-05T23:59:59+01:00")),
            ("nov 5th", Some("2026-11-05T23:59:59+01:00")),
            ("20th of november", Some("2026-11-20T23:59:59+01:00")),
            ("August 12th, 2026 7pm", Some("2026-08-12T19:00:00+02:00")),
            ("october 5th at 18:30", Some("2026-10-05T18:30:00+02:00")),
            ("2 hours ago", Some("2026-11-22T13:00:00+01:00")),
            ("90 min ago", Some("2026-11-22T13:30:00+01:00")),
            ("1,5 h ago", Some("2026-11-22T13:30:00+01:00")),
            ("an hour ago", Some("2026-11-22T14:00:00+01:00")),
            ("3 days ago", Some("2026-11-19T15:00:00+01:00")),
            ("many years ago", None),
            ("monday", Some("2026-11-16T23:59:59+01:00")),
            ("Mon 7:30", Some("2026-11-16T07:30:00+01:00")),
            ("sunday", Some("2026-11-22T15:00:00+01:00")),
            ("last sunday", Some("2026-11-15T23:59:59+01:00")),
            ("yesterday morning", Some("2026-11-21T08:00:00+01:00")),
            ("this morning", Some("2026-11-22T08:00:00+01:00")),
            ("18:00 yesterday", Some("2026-11-21T18:00:00+01:00")),
            ("yesterday at 18:00", Some("2026-11-21T18:00:00+01:00")),
            ("last night", Some("2026-11-21T22:00:00+01:00")),
            ("monday evening", Some("2026-11-16T19:00:00+01:00")),
            ("mo", None),
            ("5", None),
            ("26-11-21", None),
            ("2026-13-01", None),
            ("2026-02-30", None),
            ("25:00", None),
            ("soon", None),
            ("", None),
            ("now 18:00", None),
            ("999999-01-01", None),
        ] {
            let found = moment(text, now(), ZONE)
                .ok()
                .map(|moment| of_entry(moment, now(), ZONE).to_rfc3339());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn of_two_readings_both_are_said() {
        let error = moment("11/12/2026", now(), ZONE).expect_err("ambiguous");
        let said = error.to_string();
        assert!(said.contains("2026-12-11 or 2026-11-12"), "{said}");
    }

    #[test]
    fn the_end_of_a_day_knows_the_clock_change() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 29).expect("valid");
        assert_eq!(
            end_of_day(ZONE, day).to_rfc3339(),
            "2026-03-29T23:59:59+02:00"
        );
        assert_eq!(
            of_run(Moment::On(day), ZONE).to_rfc3339(),
            "2026-03-29T12:00:00+01:00"
        );
    }
}
