//! The days that a runner writes, in words and in figures.

use super::clocks::counted;
use chrono::{Datelike, Month, NaiveDate, Weekday};
use comeback_core::calendar::{self, Days};

/// What words say of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Day(NaiveDate),
    /// The evening of a day.
    Night(NaiveDate),
    /// Either of two.
    Two(NaiveDate, NaiveDate),
    /// A day, with the name of another weekday.
    OtherWeekday(NaiveDate),
    Nothing,
}

impl Named {
    /// A day, where it is one that a runner can mean.
    fn of(day: Option<NaiveDate>) -> Self {
        day.filter(|day| believable(*day))
            .map_or(Named::Nothing, Named::Day)
    }
}

/// A day in words or figures; an empty text is today.
pub(super) fn day_of(words: &[&str], today: NaiveDate) -> Named {
    let back = |days: u64| Days::new(days).before(today);
    match words {
        [] | ["today" | "this"] => Named::of(Some(today)),
        ["yesterday"] => Named::of(back(1)),
        ["tonight"] => Named::Night(today),
        ["last", "night"] => back(1).map_or(Named::Nothing, Named::Night),
        ["tomorrow"] => Named::of(Days::new(1).after(today)),
        ["day", "before", "yesterday"] => Named::of(back(2)),
        [count, unit @ ("day" | "days" | "week" | "weeks"), "ago"] => {
            let week = if unit.starts_with('w') { 7 } else { 1 };
            let days = count.parse().ok().or_else(|| counted(count));
            let days = days.filter(|days: &u64| *days < 10_000);
            Named::of(days.and_then(|days| back(days * week)))
        }
        ["last", name] | [name] if weekday(name).is_some() => {
            Named::of(weekday(name).and_then(|wanted| {
                let today_is = i64::from(today.weekday().num_days_from_monday());
                let since = (today_is - i64::from(wanted.num_days_from_monday())).rem_euclid(7);
                // `last monday` on a Monday is not today.
                let since = if since == 0 && words.len() == 2 {
                    7
                } else {
                    since
                };
                back(since.unsigned_abs())
            }))
        }
        [one] => figures(one, today),
        // As the echo of an entry writes it: `Wed 25 Nov 2026`.
        [name, rest @ ..] if weekday(name).is_some() => match date_of(rest, today) {
            Named::Day(day) if weekday(name) != Some(day.weekday()) => Named::OtherWeekday(day),
            named => named,
        },
        several => date_of(several, today),
    }
}

/// A date in figures, or with the name of its month.
fn date_of(words: &[&str], today: NaiveDate) -> Named {
    match words {
        [one] => figures(one, today),
        // `25. 11. 2026`
        [day, month, ..] if day.ends_with('.') && month.ends_with('.') && words.len() < 4 => {
            match with_month_name(words, today) {
                Some(day) => Named::of(Some(day)),
                None => figures(&words.concat(), today),
            }
        }
        [_, _] | [_, _, _] => Named::of(with_month_name(words, today)),
        _ => Named::Nothing,
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    let name = match name.trim_end_matches('.') {
        "tues" => "tue",
        "weds" => "wed",
        "thur" | "thurs" => "thu",
        other => other,
    };
    (name.len() >= 3).then(|| name.parse().ok()).flatten()
}

/// `2026-11-21`, `21.11.2026`, `21.11.26`, `21.11.`, `21/11/2026`, `21/11`. Of two
/// readings none is chosen.
fn figures(text: &str, today: NaiveDate) -> Named {
    let Some(separator) = text.chars().find(|letter| "-./".contains(*letter)) else {
        return Named::Nothing;
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
    // A day without a year is the last one that bore it.
    let latest = |month: i32, day: i32| {
        date(Datelike::year(&today), month, day)
            .filter(|day| *day <= today)
            .or_else(|| date(Datelike::year(&today) - 1, month, day))
    };
    let of = |index: usize| parts.get(index).copied().and_then(number);
    let (Some(first), Some(second)) = (of(0), of(1)) else {
        return Named::Nothing;
    };
    let year_first = parts.first().is_some_and(|part| part.len() == 4);
    let (day_first, month_first) = match (parts.len(), parts.get(2).copied().unwrap_or("")) {
        (3, third) if year_first => {
            return Named::of(number(third).and_then(|day| date(first, second, day)));
        }
        (2 | 3, "") if separator == '.' => (latest(second, first), None),
        (2, "") if separator == '/' => (latest(second, first), latest(first, second)),
        (3, third) if third.len() == 4 || third.len() == 2 && separator != '-' => {
            let century = if third.len() == 2 { 2_000 } else { 0 };
            let year = century + number(third).unwrap_or(0);
            (date(year, second, first), date(year, first, second))
        }
        _ => (None, None),
    };
    match (day_first, month_first) {
        // With dots the day comes first wherever dates are written so.
        (day_first, _) if separator == '.' => Named::of(day_first),
        (Some(day_first), Some(month_first)) if day_first != month_first => {
            Named::Two(day_first, month_first)
        }
        (day_first, month_first) => Named::of(day_first.or(month_first)),
    }
}

/// `21 nov 2026`, `november 21`, `21. november`.
fn with_month_name(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    let mut month = None;
    let mut numbers = Vec::new();
    for word in words {
        let bare = word.trim_end_matches(['.', ',']);
        let name = if bare == "sept" { "sep" } else { bare };
        if let Ok(found) = name.parse::<Month>()
            && name.len() >= 3
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

/// Years of this and the last century, so that a typing error does not land in the year 20.
pub(super) fn believable(day: NaiveDate) -> bool {
    calendar::is_possible(day)
}
