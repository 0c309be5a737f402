//! Steps through the calendar that cannot leave it.
//!
//! The operators of chrono panic at the end of what it can count, 262,143 years away:
//! a date that no runner wrote, and a file may hold. A step from here that would leave
//! the calendar is not made. No other module names chrono's own [`chrono::Days`] and
//! [`chrono::TimeDelta`]; a test holds that.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Timelike};
use std::cmp::Ordering;
use std::ops::{Add, RangeInclusive, Sub};

/// Years that a date of a runner's life can have. What is read is held against them.
pub const YEARS: RangeInclusive<i32> = 1900..=2200;

/// Whether a day can lie in a runner's life.
pub fn is_possible(day: impl Datelike) -> bool {
    YEARS.contains(&day.year())
}

/// A day as a sentence has it: `Thu 26 Nov`. Data keep the whole date.
pub fn spoken(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string()
}

/// The civil day of a moment, where its own clock showed it: what `date_naive` says, by a
/// sum of seconds. A history is asked for days a hundred times a run.
pub fn civil_day(at: DateTime<FixedOffset>) -> NaiveDate {
    const DAY_S: i64 = 24 * 3600;
    let utc = at.naive_utc();
    let seconds = i64::from(utc.time().num_seconds_from_midnight())
        + i64::from(at.offset().local_minus_utc());
    let day = match seconds.div_euclid(DAY_S) {
        0 => Some(utc.date()),
        1 => utc.date().succ_opt(),
        _ => utc.date().pred_opt(),
    };
    day.unwrap_or_else(|| at.date_naive())
}

/// From this year on, either way, chrono cannot tell every zone's local time.
const LAST_YEAR: i32 = 262_000;

/// A number of civil days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days(u64);

impl Days {
    /// So many days.
    pub const fn new(days: u64) -> Days {
        Days(days)
    }

    /// The day so many days after another; `None` outside the calendar.
    pub fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        day.checked_add_days(chrono::Days::new(self.0))
    }

    /// The day so many days before another; `None` outside the calendar.
    pub fn before(self, day: NaiveDate) -> Option<NaiveDate> {
        day.checked_sub_days(chrono::Days::new(self.0))
    }
}

impl Add<Days> for NaiveDate {
    type Output = NaiveDate;

    fn add(self, days: Days) -> NaiveDate {
        days.after(self).unwrap_or(self)
    }
}

impl Sub<Days> for NaiveDate {
    type Output = NaiveDate;

    fn sub(self, days: Days) -> NaiveDate {
        days.before(self).unwrap_or(self)
    }
}

impl<Zone: TimeZone> Add<Days> for DateTime<Zone> {
    type Output = DateTime<Zone>;

    fn add(self, days: Days) -> DateTime<Zone> {
        let later = self.clone().checked_add_days(chrono::Days::new(days.0));
        later.filter(in_calendar).unwrap_or(self)
    }
}

impl<Zone: TimeZone> Sub<Days> for DateTime<Zone> {
    type Output = DateTime<Zone>;

    fn sub(self, days: Days) -> DateTime<Zone> {
        let earlier = self.clone().checked_sub_days(chrono::Days::new(days.0));
        earlier.filter(in_calendar).unwrap_or(self)
    }
}

/// A length of time, of either sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeDelta(chrono::TimeDelta);

impl TimeDelta {
    /// So many times 24 hours; nothing where that cannot be counted.
    pub fn days(days: i64) -> TimeDelta {
        TimeDelta::seconds(days.saturating_mul(86_400))
    }

    /// So many hours.
    pub fn hours(hours: i64) -> TimeDelta {
        TimeDelta::seconds(hours.saturating_mul(3_600))
    }

    /// So many minutes.
    pub fn minutes(minutes: i64) -> TimeDelta {
        TimeDelta::seconds(minutes.saturating_mul(60))
    }

    /// So many seconds.
    pub fn seconds(seconds: i64) -> TimeDelta {
        TimeDelta::milliseconds(seconds.saturating_mul(1_000))
    }

    /// The longest that can be told is 292 million years.
    pub fn milliseconds(milliseconds: i64) -> TimeDelta {
        let told = chrono::TimeDelta::try_milliseconds(milliseconds);
        TimeDelta(told.unwrap_or(if milliseconds < 0 {
            chrono::TimeDelta::MIN
        } else {
            chrono::TimeDelta::MAX
        }))
    }
}

// What lies between two moments is chrono's, and is held against one of these.
impl PartialEq<TimeDelta> for chrono::TimeDelta {
    fn eq(&self, other: &TimeDelta) -> bool {
        *self == other.0
    }
}

impl PartialOrd<TimeDelta> for chrono::TimeDelta {
    fn partial_cmp(&self, other: &TimeDelta) -> Option<Ordering> {
        Some(self.cmp(&other.0))
    }
}

impl<Zone: TimeZone> Add<TimeDelta> for DateTime<Zone> {
    type Output = DateTime<Zone>;

    fn add(self, delta: TimeDelta) -> DateTime<Zone> {
        let later = self.clone().checked_add_signed(delta.0);
        // So near the end a zone's local time would leave the calendar, too.
        later.filter(in_calendar).unwrap_or(self)
    }
}

impl<Zone: TimeZone> Sub<TimeDelta> for DateTime<Zone> {
    type Output = DateTime<Zone>;

    fn sub(self, delta: TimeDelta) -> DateTime<Zone> {
        let earlier = self.clone().checked_sub_signed(delta.0);
        earlier.filter(in_calendar).unwrap_or(self)
    }
}

impl Add<TimeDelta> for NaiveDate {
    type Output = NaiveDate;

    fn add(self, delta: TimeDelta) -> NaiveDate {
        self.checked_add_signed(delta.0).unwrap_or(self)
    }
}

impl Add<TimeDelta> for NaiveDateTime {
    type Output = NaiveDateTime;

    fn add(self, delta: TimeDelta) -> NaiveDateTime {
        self.checked_add_signed(delta.0).unwrap_or(self)
    }
}

impl Sub<TimeDelta> for NaiveDate {
    type Output = NaiveDate;

    fn sub(self, delta: TimeDelta) -> NaiveDate {
        self.checked_sub_signed(delta.0).unwrap_or(self)
    }
}

fn in_calendar<Zone: TimeZone>(at: &DateTime<Zone>) -> bool {
    at.naive_utc().year().abs() < LAST_YEAR
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{FixedOffset, Utc};

    #[test]
    fn a_civil_day_is_that_of_the_clock_on_the_wall() {
        for utc in [
            "2026-02-28T00:00:00Z",
            "2026-02-28T11:59:59.9Z",
            "2026-03-01T12:00:00Z",
            "2024-02-29T23:59:59Z",
            "2016-12-31T23:59:60Z",
            "1900-01-01T00:00:01Z",
        ] {
            let utc: DateTime<chrono::Utc> = utc.parse().expect("a moment");
            for minutes in (-14 * 60..=14 * 60).step_by(15) {
                let offset = FixedOffset::east_opt(minutes * 60).expect("an offset");
                let at = utc.with_timezone(&offset);
                assert_eq!(civil_day(at), at.date_naive(), "{at}");
            }
        }
    }

    #[test]
    fn no_step_leaves_the_calendar() {
        for (day, days) in [
            (NaiveDate::MIN, 1),
            (NaiveDate::MAX, 1),
            (NaiveDate::MIN, 56),
            (NaiveDate::default(), u64::MAX),
        ] {
            assert!(day + Days::new(days) >= day, "{day} and {days} days");
            assert!(day - Days::new(days) <= day, "{day} less {days} days");
        }
        let far = [i64::MIN, i64::MAX, -1, 1];
        for at in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            for count in far {
                for delta in [
                    TimeDelta::days(count),
                    TimeDelta::hours(count),
                    TimeDelta::minutes(count),
                    TimeDelta::seconds(count),
                    TimeDelta::milliseconds(count),
                ] {
                    let _ = at + delta;
                    let _ = at - delta;
                    let _ = NaiveDate::MAX + delta;
                    let _ = NaiveDate::MIN - delta;
                }
            }
        }
    }

    #[test]
    fn a_step_inside_the_calendar_is_what_it_says() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 28).expect("a day");
        assert_eq!((day + Days::new(1)).to_string(), "2026-03-01");
        assert_eq!((day - Days::new(59)).to_string(), "2025-12-31");
        assert_eq!((day + TimeDelta::days(1)).to_string(), "2026-03-01");
        let zone = FixedOffset::east_opt(3_600).expect("an offset");
        let at = DateTime::<Utc>::UNIX_EPOCH.with_timezone(&zone);
        let later = at + TimeDelta::hours(48) - TimeDelta::seconds(1);
        assert_eq!(later.to_rfc3339(), "1970-01-03T00:59:59+01:00");
        let earlier = at - TimeDelta::minutes(1) - TimeDelta::milliseconds(500);
        assert_eq!(earlier.to_rfc3339(), "1970-01-01T00:58:59.500+01:00");
    }

    #[test]
    fn a_runner_lives_between_1900_and_2200() {
        for (year, possible) in [(1899, false), (1900, true), (2200, true), (2201, false)] {
            let day = NaiveDate::from_ymd_opt(year, 6, 1).expect("a day");
            assert_eq!(is_possible(day), possible, "{year}");
        }
    }
}
