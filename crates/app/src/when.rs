//! The moments that a runner writes, in the runner's own zone.

mod clocks;
mod days;

use super::keyed::plain;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;
use clocks::{Clock, ago, clock_of, hour};
use comeback_core::calendar::{Days, TimeDelta};
use comeback_core::diary::start_of_day;
use comeback_core::legible::legible;
use days::{Named, believable, day_of};

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
    #[error("`{text}` can be {} or {}: write it as one of these", readings[0], readings[1])]
    Ambiguous { text: String, readings: [String; 2] },
    #[error("`{text}`: {day} is a {}; write one of the two", day.format("%A"))]
    OtherWeekday { text: String, day: NaiveDate },
}

/// Reads a moment as people write it. `now` is the present of the call: it says what
/// today is.
///
/// # Errors
/// It names no moment, or one of two.
pub fn moment(text: &str, now: DateTime<FixedOffset>, zone: Tz) -> Result<Moment, NoMoment> {
    let written = text.trim();
    let text = plain(written);
    let text = text.trim();
    let refuse = || NoMoment::Unknown(legible(written));
    if let Some(instant) = with_offset(text) {
        return believable(instant.date_naive())
            .then_some(Moment::At(instant))
            .ok_or_else(refuse);
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
    if matches!(words.as_slice(), ["now"] | ["just" | "right", "now"]) {
        return Ok(Moment::At(now));
    }
    if let Some(at) = ago(&words, now) {
        return Ok(Moment::At(at));
    }
    of_words(&words, now, zone)
        .map_err(|refused| match refused {
            Refused::Two(readings) => NoMoment::Ambiguous {
                text: legible(written),
                readings,
            },
            Refused::OtherWeekday(day) => NoMoment::OtherWeekday {
                text: legible(written),
                day,
            },
        })?
        .ok_or_else(refuse)
}

/// Why words that name a moment do not name one.
enum Refused {
    Two([String; 2]),
    OtherWeekday(NaiveDate),
}

/// An instant that says how far its clock is from that of Greenwich.
fn with_offset(text: &str) -> Option<DateTime<FixedOffset>> {
    let upper = text.to_uppercase();
    [upper.clone(), upper.replacen(' ', "T", 1)]
        .iter()
        .find_map(|form| {
            // `Z` is an offset like any other, also where the seconds are missing.
            let greenwich = ["Z", " UTC", " GMT"];
            let numbered = greenwich
                .iter()
                .find_map(|name| form.strip_suffix(name))
                .map_or_else(|| form.clone(), |before| format!("{before}+00:00"));
            let read = |format: &str| DateTime::parse_from_str(&numbered, format);
            DateTime::parse_from_rfc3339(form)
                .or_else(|_| read("%Y-%m-%dT%H:%M%#z"))
                .or_else(|_| read("%Y-%m-%dT%H:%M:%S%.f%#z"))
                .ok()
        })
}

/// A day and a clock in words or figures, in either order; of two readings none is chosen.
fn of_words(
    words: &[&str],
    now: DateTime<FixedOffset>,
    zone: Tz,
) -> Result<Option<Moment>, Refused> {
    let now = now.with_timezone(&zone).naive_local();
    let today = now.date();
    let mut refused = None;
    for split in 0..=words.len() {
        let (first, second) = words.split_at(split);
        for (day, clock) in [(first, second), (second, first)] {
            let (date, night) = match day_of(day, today) {
                Named::Day(date) => (date, false),
                Named::Night(date) => (date, true),
                Named::Two(first, second) => {
                    refused = Some(Refused::Two([first.to_string(), second.to_string()]));
                    continue;
                }
                Named::OtherWeekday(date) => {
                    refused = Some(Refused::OtherWeekday(date));
                    continue;
                }
                Named::Nothing => continue,
            };
            if clock.is_empty() && !words.is_empty() {
                return Ok(Some(if night {
                    Moment::At(instant(zone, date.and_time(hour(22, 0))))
                } else {
                    Moment::On(date)
                }));
            }
            let Some(found) = clock_of(clock).filter(|_| !night) else {
                continue;
            };
            let at = match found {
                Clock::At(at) => at,
                // 7.05 alone is a day in May as well as five past seven, once it is that late.
                Clock::Dotted(at) if day.is_empty() => match day_of(clock, today) {
                    Named::Day(date) if today.and_time(at) > now => {
                        return Ok(Some(Moment::On(date)));
                    }
                    Named::Day(date) => {
                        let clock = at.format("%H:%M").to_string();
                        return Err(Refused::Two([date.to_string(), clock]));
                    }
                    _ => at,
                },
                Clock::Dotted(at) => at,
                // Both ends of a day that is named are its midnight.
                Clock::Midnight if date != today => {
                    let ends = [Some(date), Days::new(1).after(date)];
                    let [Some(begin), Some(end)] = ends else {
                        continue;
                    };
                    let told = |day: NaiveDate| format!("{day} 00:00");
                    return Err(Refused::Two([told(begin), told(end)]));
                }
                Clock::Midnight => NaiveTime::MIN,
            };
            return Ok(Some(Moment::At(instant(zone, date.and_time(at)))));
        }
    }
    refused.map_or(Ok(None), Err)
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
            ("2026-11-21 18:30 UTC", Some("2026-11-21T18:30:00+00:00")),
            // As people write it. The day is a Sunday.
            (
                "２０２６-１１-２１ １８:３０",
                Some("2026-11-21T18:30:00+01:00"),
            ),
            ("2026‑11‑21", Some("2026-11-21T23:59:59+01:00")),
            ("18.30", Some("2026-11-22T18:30:00+01:00")),
            ("18h30", Some("2026-11-22T18:30:00+01:00")),
            ("yesterday 7.05", Some("2026-11-21T07:05:00+01:00")),
            ("7.05. 18:30", Some("2026-05-07T18:30:00+02:00")),
            ("7.05", None),
            ("12.11", None),
            // Eleven past nine in the evening has not come yet.
            ("21.11", Some("2026-11-21T23:59:59+01:00")),
            ("21.11.26", Some("2026-11-21T23:59:59+01:00")),
            ("21. 11. 2026", Some("2026-11-21T23:59:59+01:00")),
            ("11/21/26", Some("2026-11-21T23:59:59+01:00")),
            ("11/12/26", None),
            ("21/11", Some("2026-11-21T23:59:59+01:00")),
            ("3/4", None),
            ("Sat 21 Nov 2026 18:30", Some("2026-11-21T18:30:00+01:00")),
            ("sat 21.11.", Some("2026-11-21T23:59:59+01:00")),
            ("Sun 21 Nov 2026", None),
            ("tues 8am", Some("2026-11-17T08:00:00+01:00")),
            ("5 sept. 2026", Some("2026-09-05T23:59:59+02:00")),
            ("half an hour ago", Some("2026-11-22T14:30:00+01:00")),
            ("1h30 ago", Some("2026-11-22T13:30:00+01:00")),
            ("two hours ago", Some("2026-11-22T13:00:00+01:00")),
            ("one week ago", Some("2026-11-15T15:00:00+01:00")),
            ("2 days ago 18:30", Some("2026-11-20T18:30:00+01:00")),
            ("three days ago morning", Some("2026-11-19T08:00:00+01:00")),
            ("30 ago", None),
            ("-2 hours ago", None),
            ("just now", Some("2026-11-22T15:00:00+01:00")),
            (
                "11/21/2026, 6:30:15\u{202f}PM",
                Some("2026-11-21T18:30:15+01:00"),
            ),
            ("midnight", Some("2026-11-22T00:00:00+01:00")),
            ("monday midnight", None),
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
        for (text, both) in [
            ("11/12/2026", "2026-12-11 or 2026-11-12"),
            ("11/12/26", "2026-12-11 or 2026-11-12"),
            ("3/4", "2026-04-03 or 2026-03-04"),
            ("7.05", "2026-05-07 or 07:05"),
            ("monday midnight", "2026-11-16 00:00 or 2026-11-17 00:00"),
            ("Sun 21 Nov 2026", "2026-11-21 is a Saturday"),
        ] {
            let error = moment(text, now(), ZONE).expect_err("ambiguous");
            let said = error.to_string();
            assert!(said.contains(both), "{said}");
        }
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
