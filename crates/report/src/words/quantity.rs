//! Quantities as a runner reads them. Minutes per kilometre and miles exist
//! nowhere else in the program.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use comeback_core::calendar::Days;
use comeback_core::limits::UnitSystem;
use comeback_core::units::{METRES_PER_FOOT, METRES_PER_MILE, Metres, MetresPerSecond, Seconds};

/// What stands where a figure is missing.
pub const MISSING: &str = "–";

/// `6.85 km` or `4.25 mi`.
pub fn distance(metres: Metres, units: UnitSystem) -> String {
    match units {
        UnitSystem::Kilometres => format!("{:.2} km", metres.kilometres()),
        UnitSystem::Miles => format!("{:.2} mi", metres.get() / METRES_PER_MILE),
    }
}

/// The number of a distance alone, with one decimal, for a table whose head names the unit.
pub fn distance_number(metres: Metres, units: UnitSystem) -> String {
    match units {
        UnitSystem::Kilometres => format!("{:.1}", metres.kilometres()),
        UnitSystem::Miles => format!("{:.1}", metres.get() / METRES_PER_MILE),
    }
}

pub const fn distance_unit(units: UnitSystem) -> &'static str {
    match units {
        UnitSystem::Kilometres => "km",
        UnitSystem::Miles => "mi",
    }
}

/// `124 m` or `407 ft`.
pub fn climb(metres: Metres, units: UnitSystem) -> String {
    format!("{} {}", climb_number(metres, units), climb_unit(units))
}

pub fn climb_number(metres: Metres, units: UnitSystem) -> String {
    match units {
        UnitSystem::Kilometres => format!("{:.0}", metres.get()),
        UnitSystem::Miles => format!("{:.0}", metres.get() / METRES_PER_FOOT),
    }
}

pub const fn climb_unit(units: UnitSystem) -> &'static str {
    match units {
        UnitSystem::Kilometres => "m",
        UnitSystem::Miles => "ft",
    }
}

/// `1.09 m`, `3.58 ft`
pub fn step_length(step: Metres, units: UnitSystem) -> String {
    match units {
        UnitSystem::Kilometres => format!("{:.2} m", step.get()),
        UnitSystem::Miles => format!("{:.2} ft", step.get() / METRES_PER_FOOT),
    }
}

/// `5:55 /km`; a speed too low to be a pace is [`MISSING`].
pub fn pace(speed: MetresPerSecond, units: UnitSystem) -> String {
    let unit = match units {
        UnitSystem::Kilometres => "/km",
        UnitSystem::Miles => "/mi",
    };
    // Slower than an hour a kilometre is standing.
    if speed.get().is_nan() || speed.get() < 0.28 {
        return MISSING.to_owned();
    }
    let seconds = (units.distance_m() / speed.get()).round() as u64;
    format!("{}:{:02} {unit}", seconds / 60, seconds % 60)
}

/// `40:33`, `1:02:07`.
pub fn clock(time: Seconds) -> String {
    let seconds = time.get().max(0.0).round() as u64;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}

/// `8 min`, `90 s`, `2:30 min`; from ten minutes on `17.5 min`, as the day's minutes beside it.
pub fn spell(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (minutes, 0) if minutes > 0 => format!("{minutes} min"),
        (minutes, 30) if minutes >= 10 => format!("{minutes}.5 min"),
        (0 | 1, _) => format!("{seconds} s"),
        (minutes, rest) => format!("{minutes}:{rest:02} min"),
    }
}

/// Minutes with no more decimals than they need: `28`, `28.5`.
pub fn minutes(value: f64) -> String {
    trimmed(value, 1)
}

/// The minutes of a planned week, in halves as its runs are: `52.5`.
pub fn week_minutes(value: f64) -> String {
    let step = comeback_core::limits::PLANNED_IN.value;
    minutes((value / step).round() * step)
}

/// A number with at most some decimals, without trailing noughts.
pub fn trimmed(value: f64, decimals: i32) -> String {
    crate::numbers::rounded(value, decimals).to_string()
}

/// `Thu 19 November 2026`
pub fn long_date(day: NaiveDate) -> String {
    format!("{} {} {}", day.format("%a"), day.day(), day.format("%B %Y"))
}

/// `Thu 19 Nov`; of another year `16 Dec 2017`, where the weekday says nothing any more.
pub fn near_date(day: NaiveDate, today: NaiveDate) -> String {
    let format = if day.year() == today.year() {
        "%a %-d %b"
    } else {
        "%-d %b %Y"
    };
    day.format(format).to_string()
}

/// `Thu 19`
pub fn short_day(day: NaiveDate) -> String {
    format!("{} {:>2}", day.format("%a"), day.day())
}

/// `Mon 23 to Sun 29 November 2026`, `Mon 30 November to Sun 6 December 2026`.
pub fn week_of(monday: NaiveDate) -> String {
    let sunday = monday + Days::new(6);
    let first = match (
        monday.month() == sunday.month(),
        monday.year() == sunday.year(),
    ) {
        (true, _) => short_day(monday),
        (false, true) => format!("{} {}", short_day(monday), monday.format("%B")),
        (false, false) => long_date(monday),
    };
    format!("{first} to {}", long_date(sunday))
}

/// `Sat 21 Nov 06:56`
pub fn moment(at: DateTime<FixedOffset>) -> String {
    format!("{} {} {}", at.format("%a"), at.day(), at.format("%b %H:%M"))
}

/// `2431` as `2,431`.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `3 runs`, `1 run`, `1,200 runs`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{} {many}", grouped(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_another_year_is_told_with_its_year() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let today = day("2026-11-28");
        assert_eq!(near_date(day("2026-11-19"), today), "Thu 19 Nov");
        assert_eq!(near_date(day("2017-12-16"), today), "16 Dec 2017");
    }

    #[test]
    fn paces_and_durations_read_as_runners_write_them() {
        for (speed, units, text) in [
            (2.8169, UnitSystem::Kilometres, "5:55 /km"),
            (2.8169, UnitSystem::Miles, "9:31 /mi"),
            // 5:59.6 must not become 5:60.
            (1000.0 / 359.6, UnitSystem::Kilometres, "6:00 /km"),
            (0.0, UnitSystem::Kilometres, MISSING),
            (f64::NAN, UnitSystem::Kilometres, MISSING),
        ] {
            assert_eq!(pace(MetresPerSecond::new(speed), units), text);
        }
        for (monday, text) in [
            ((2026, 11, 23), "Mon 23 to Sun 29 November 2026"),
            ((2026, 11, 30), "Mon 30 November to Sun 6 December 2026"),
            ((2026, 12, 28), "Mon 28 December 2026 to Sun 3 January 2027"),
        ] {
            let (year, month, day) = monday;
            let monday = NaiveDate::from_ymd_opt(year, month, day).expect("a day");
            assert_eq!(week_of(monday), text);
        }
        for (count, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1234567, "1,234,567"),
        ] {
            assert_eq!(grouped(count), text);
            assert_eq!(counted(count, "run", "runs"), format!("{text} runs"));
        }
        for (seconds, text) in [
            (8, "8 s"),
            (60, "1 min"),
            (90, "90 s"),
            (150, "2:30 min"),
            (480, "8 min"),
        ] {
            assert_eq!(spell(seconds), text);
        }
        for (seconds, text) in [(59.4, "0:59"), (2433.0, "40:33"), (3599.7, "1:00:00")] {
            assert_eq!(clock(Seconds::new(seconds)), text);
        }
    }
}
