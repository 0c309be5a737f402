//! The moments that a runner writes, in the runner's own zone.

use chrono::{
    DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone,
};
use chrono_tz::Tz;
use comeback_core::diary::start_of_day;

/// What a text names: an instant, or a whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    At(DateTime<FixedOffset>),
    On(NaiveDate),
}

/// A text that names no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` names no moment: write 2026-11-21, 2026-11-21T18:30, 18:30, `yesterday 18:30` or RFC 3339 such as 2026-11-21T18:30:00+01:00"
)]
pub struct NoMoment(pub String);

/// Reads a moment. `now` is the present of the call: it says what today is.
pub fn moment(text: &str, now: DateTime<FixedOffset>, zone: Tz) -> Result<Moment, NoMoment> {
    let text = text.trim();
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Ok(Moment::At(instant));
    }
    let today = now.with_timezone(&zone).date_naive();
    let (day, clock) = match text.split_once([' ', 'T']) {
        Some((day, clock)) => (day, Some(clock.trim())),
        None if text.contains(':') => ("today", Some(text)),
        None => (text, None),
    };
    let refuse = || NoMoment(text.to_owned());
    let day = match day {
        "now" if clock.is_none() => return Ok(Moment::At(now)),
        "today" => today,
        "yesterday" => today - Days::new(1),
        _ => day_of(day).ok_or_else(refuse)?,
    };
    let Some(clock) = clock else {
        return Ok(Moment::On(day));
    };
    let clock = ["%H:%M:%S", "%H:%M"]
        .into_iter()
        .find_map(|form| NaiveTime::parse_from_str(clock, form).ok())
        .ok_or_else(refuse)?;
    Ok(Moment::At(instant(zone, day.and_time(clock))))
}

/// Reads a civil day, `today` and `yesterday` among them.
pub fn day(text: &str, now: DateTime<FixedOffset>, zone: Tz) -> Result<NaiveDate, NoMoment> {
    Ok(match moment(text, now, zone)? {
        Moment::On(day) => day,
        Moment::At(at) => at.with_timezone(&zone).date_naive(),
    })
}

/// Years of four digits only, so that a typing error does not land in the year 20.
fn day_of(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    let year = chrono::Datelike::year(&day);
    (1900..=2200).contains(&year).then_some(day)
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
