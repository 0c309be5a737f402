//! Dates and durations as tables write them, in the languages that tables come in.

use chrono::NaiveDate;

/// A written moment as a clock on the wall showed it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wall {
    /// Seconds since the Unix epoch as if the clock showed UTC.
    pub seconds: f64,
    /// Without a time of day, only the day is known.
    pub has_time: bool,
    /// Seconds east of UTC, where written; `Z` is 0.
    pub offset_s: Option<i32>,
}

/// Reads `2026-03-01 18:00:00.000 +0100`, `Apr 1, 2026, 6:18:55 PM`, `01.04.2026, 18:18:55`,
/// `6 mrt. 2024 14:23:15`, `3. 3. 2024 7:00:00`, `7/4/2020 15:36`, `Nov. 5, 2019`.
/// Figures alone with slashes are month and day, unless that cannot be.
pub(super) fn parse(text: &str) -> Option<Wall> {
    parse_as(text, false)
}

/// Whether a column of dates writes the day before the month, as far as one of them tells.
pub(super) fn is_day_first<'a>(mut cells: impl Iterator<Item = &'a str>) -> bool {
    cells.any(|cell| {
        let first = cell.trim().split('/').next().unwrap_or_default();
        first.len() == 2 && first.parse::<u32>().is_ok_and(|day| day > 12)
    })
}

/// The same where it is known that figures with slashes are day and month.
pub(super) fn parse_as(text: &str, day_first: bool) -> Option<Wall> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    let (rest, clock) = match clock_in(text) {
        Some((from, to, clock)) => (
            format!("{} {}", text.get(..from)?, text.get(to..)?),
            Some(clock),
        ),
        None => (text.to_owned(), None),
    };
    let mut figures: Vec<(i32, usize)> = Vec::new();
    let mut month = None;
    let (mut pm, mut am) = (false, false);
    let mut offset_s = None;
    let mut rest: &str = rest.trim_end();
    if let Some((head, offset)) = offset_at_end(rest).filter(|_| clock.is_some()) {
        (rest, offset_s) = (head, Some(offset));
    }
    for token in rest.split(|c: char| !c.is_alphanumeric()) {
        for token in runs_of(token) {
            if token.chars().all(|c| c.is_ascii_digit()) {
                figures.push((token.parse().ok()?, token.len()));
            } else {
                match token.to_lowercase().as_str() {
                    "pm" | "p" | "下午" | "午後" | "오후" => pm = true,
                    "am" | "a" | "上午" | "午前" | "오전" => am = true,
                    "z" | "utc" | "gmt" if clock.is_some() => offset_s = offset_s.or(Some(0)),
                    word => month = month.or(month_named(word)),
                }
            }
        }
    }
    let full_year = |(value, digits): (i32, usize)| match digits {
        4 => Some(value),
        2 => Some(2000 + value),
        _ => None,
    };
    // Denmark and Finland write the time with points: `1. apr. 2026 18.18.55`.
    let dated = if month.is_some() { 2 } else { 3 };
    let clock = clock.or_else(|| match figures.get(dated..)? {
        [hour, minute, rest @ ..] if rest.len() <= 1 => Some(Clock {
            hour: hour.0.try_into().ok()?,
            minute: minute.0.try_into().ok()?,
            second: rest.first().map_or(0.0, |second| f64::from(second.0)),
        }),
        _ => None,
    });
    let (year, month, day) = match (figures.as_slice(), month) {
        ([year, day, ..], Some(month)) if year.1 == 4 => (year.0, month, day.0),
        ([day, year, ..], Some(month)) => (full_year(*year)?, month, day.0),
        ([year, month, day, ..], None) if year.1 == 4 => (year.0, month.0, day.0),
        ([first, second, year, ..], None) => {
            let day_first = (day_first || !rest.contains('/') || first.0 > 12) && second.0 <= 12;
            let (month, day) = if day_first {
                (second.0, first.0)
            } else {
                (first.0, second.0)
            };
            (full_year(*year)?, month, day)
        }
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)?;
    let midnight = date.and_hms_opt(0, 0, 0)?.and_utc().timestamp() as f64;
    let seconds = clock.map_or(Some(0.0), |clock| clock.seconds(am, pm))?;
    Some(Wall {
        seconds: midnight + seconds,
        has_time: clock.is_some(),
        offset_s,
    })
}

#[derive(Debug, Clone, Copy)]
struct Clock {
    hour: u32,
    minute: u32,
    second: f64,
}

impl Clock {
    fn seconds(self, am: bool, pm: bool) -> Option<f64> {
        let hour = match self.hour {
            12 if am => 0,
            hour if pm && hour < 12 => hour + 12,
            hour => hour,
        };
        (hour < 24 && self.minute < 60 && self.second < 61.0)
            .then(|| f64::from(hour * 3600 + self.minute * 60) + self.second)
    }
}

/// The first `h:mm` or `h:mm:ss.fff` and where it stands.
fn clock_in(text: &str) -> Option<(usize, usize, Clock)> {
    let bytes = text.as_bytes();
    let colon = bytes.iter().position(|&b| b == b':')?;
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut from = colon;
    while from > 0 && digit(from - 1) && colon - from < 2 {
        from -= 1;
    }
    let mut to = colon + 1;
    while digit(to) && to < colon + 3 {
        to += 1;
    }
    let hour = text.get(from..colon)?.parse().ok()?;
    let minute = text.get(colon + 1..to)?.parse().ok()?;
    let mut second = 0.0;
    if bytes.get(to) == Some(&b':') && digit(to + 1) {
        let start = to + 1;
        to = start;
        while digit(to) || (matches!(bytes.get(to), Some(b'.')) && digit(to + 1)) {
            to += 1;
        }
        second = text.get(start..to)?.parse().ok()?;
    }
    // The T of ISO dates.
    if from > 0 && matches!(bytes.get(from - 1), Some(b'T' | b't')) && from > 1 && digit(from - 2) {
        from -= 1;
    }
    Some((
        from,
        to,
        Clock {
            hour,
            minute,
            second,
        },
    ))
}

/// `+0100`, `-07:00` or `UTC+0100` at the end, in seconds.
fn offset_at_end(text: &str) -> Option<(&str, i32)> {
    let at = text.rfind(['+', '-'])?;
    let (head, tail) = (text.get(..at)?, text.get(at..)?);
    let figures: String = tail.chars().filter(char::is_ascii_digit).collect();
    // The last part of a date has a dash before it, too, and no space.
    if figures.len() != 4 || (tail.starts_with('-') && !head.ends_with([' ', 'C'])) {
        return None;
    }
    offset(tail).map(|offset| (head, offset))
}

/// `+01:00`, `UTC-0500`, `+0200` in seconds east of UTC.
pub(super) fn offset(text: &str) -> Option<i32> {
    let text = text
        .trim()
        .trim_start_matches("UTC")
        .trim_start_matches("GMT");
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let figures: String = text.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = figures.get(..2)?.parse().ok()?;
    let minutes: i32 = figures.get(2..4).unwrap_or("0").parse().ok()?;
    crate::time::sane_offset(i64::from(sign * (hours * 3600 + minutes * 60)))
}

/// Digits and letters that stand together, apart: `2026年4月1日`, `5pm`.
fn runs_of(token: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut was_digit = None;
    for (at, c) in token.char_indices() {
        let digit = c.is_ascii_digit();
        if was_digit.is_some_and(|was| was != digit) {
            parts.extend(token.get(from..at));
            from = at;
        }
        was_digit = Some(digit);
    }
    parts.extend(token.get(from..).filter(|part| !part.is_empty()));
    parts
}

/// A month by the beginning of its name.
fn month_named(word: &str) -> Option<i32> {
    const MONTHS: [&[&str]; 12] = [
        &[
            "jan", "ene", "gen", "led", "sty", "tam", "янв", "oca", "ocak", "січ",
        ],
        &[
            "feb", "fév", "fev", "úno", "lut", "hel", "фев", "şub", "лют",
        ],
        &[
            "mar", "mär", "maer", "mrt", "maa", "bře", "мар", "már", "mrz", "бер",
        ],
        &[
            "apr", "avr", "abr", "dub", "kwi", "huh", "апр", "nis", "ápr", "кві",
        ],
        &[
            "may", "mai", "mei", "mag", "kvě", "maj", "máj", "maí", "tou", "мая", "май", "трав",
        ],
        &[
            "jun", "juin", "giu", "čvn", "červ", "cze", "kes", "июн", "haz", "jún", "черв",
        ],
        &[
            "jul", "juil", "lug", "čvc", "lip", "hei", "июл", "tem", "júl",
        ],
        &[
            "aug", "aoû", "aou", "ago", "srp", "sie", "elo", "авг", "ağu", "серп",
        ],
        &[
            "sep", "set", "zář", "wrz", "syy", "сен", "eyl", "szep", "вер",
        ],
        &[
            "oct", "okt", "ott", "out", "říj", "paź", "lok", "окт", "eki", "жов",
        ],
        &["nov", "lis", "ноя", "kas", "лист"],
        &[
            "dec", "dez", "dic", "déc", "des", "pro", "gru", "jou", "дек", "ara", "груд",
        ],
    ];
    // The Czech July begins like June, the Finnish November like March.
    if word.starts_with("červenec") || word.starts_with("července") {
        return Some(7);
    }
    if word.starts_with("marras") {
        return Some(11);
    }
    MONTHS
        .iter()
        .position(|names| names.iter().any(|name| word.starts_with(name)))
        .and_then(|index| i32::try_from(index + 1).ok())
}

/// `28:30`, `1:05:12`, `00:30:00.0`, `PT2400.5S`, `674.186s` or plain seconds.
pub(super) fn duration(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Some(iso) = text.strip_prefix("PT") {
        let mut seconds = 0.0;
        let mut figures = String::new();
        for c in iso.chars() {
            match c {
                '0'..='9' | '.' => figures.push(c),
                'H' => seconds += 3600.0 * std::mem::take(&mut figures).parse::<f64>().ok()?,
                'M' => seconds += 60.0 * std::mem::take(&mut figures).parse::<f64>().ok()?,
                'S' => seconds += std::mem::take(&mut figures).parse::<f64>().ok()?,
                _ => return None,
            }
        }
        return Some(seconds);
    }
    if let Some(plain) = text.strip_suffix('s') {
        return plain.trim().parse().ok();
    }
    let mut seconds = 0.0;
    for part in text.split(':') {
        let value: f64 = part.trim().replace(',', ".").parse().ok()?;
        if !value.is_finite() || value < 0.0 {
            return None;
        }
        seconds = seconds * 60.0 + value;
    }
    Some(seconds)
}

/// The moment that a title ends with, `Running 10/8/14 8:24 pm`, as if its clock showed UTC (s).
pub(crate) fn wall_in_title(title: &str) -> Option<f64> {
    let from = title.find(|c: char| c.is_ascii_digit())?;
    let wall = parse(title.get(from..)?)?;
    wall.has_time.then_some(wall.seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> f64 {
        let naive = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S");
        naive.expect("a time").and_utc().timestamp() as f64
    }

    #[test]
    fn dates_of_tables() {
        for (text, expected, has_time, offset_s) in [
            ("2026-03-01 18:00:00", "2026-03-01 18:00:00", true, None),
            ("2026-03-01T18:00:00.000", "2026-03-01 18:00:00", true, None),
            ("2026-01-20 17:00:00.000", "2026-01-20 17:00:00", true, None),
            ("2026-03-20T17:00:00Z", "2026-03-20 17:00:00", true, Some(0)),
            (
                "2016-11-14 07:25:41 -0700",
                "2016-11-14 07:25:41",
                true,
                Some(-25_200),
            ),
            (
                "2018-09-01 11:28:34 +0200",
                "2018-09-01 11:28:34",
                true,
                Some(7200),
            ),
            (
                "2026-04-10 16:00:00+0000",
                "2026-04-10 16:00:00",
                true,
                Some(0),
            ),
            (
                "2026-04-10T16:00:00.5+05:30",
                "2026-04-10 16:00:00",
                true,
                Some(19_800),
            ),
            ("Apr 1, 2026, 6:18:55 PM", "2026-04-01 18:18:55", true, None),
            (
                "Apr 1, 2026, 12:18:55 AM",
                "2026-04-01 00:18:55",
                true,
                None,
            ),
            ("01.04.2026, 18:18:55", "2026-04-01 18:18:55", true, None),
            ("6 mrt. 2024 14:23:15", "2024-03-06 14:23:15", true, None),
            ("3. 3. 2024 7:00:00", "2024-03-03 07:00:00", true, None),
            ("1 avr. 2026 à 18:18:55", "2026-04-01 18:18:55", true, None),
            ("2026年4月1日 18:18:55", "2026-04-01 18:18:55", true, None),
            ("7/4/2020 15:36", "2020-07-04 15:36:00", true, None),
            ("17/4/2020 15:36", "2020-04-17 15:36:00", true, None),
            ("10/8/14 8:24 pm", "2014-10-08 20:24:00", true, None),
            ("03/20/26 18:00:00", "2026-03-20 18:00:00", true, None),
            ("1. apr. 2026 18.18.55", "2026-04-01 18:18:55", true, None),
            ("1.4.2026 klo 9.05", "2026-04-01 09:05:00", true, None),
            (
                "2026. 4. 1. 오후 6:18:55",
                "2026-04-01 18:18:55",
                true,
                None,
            ),
            (
                "2026年4月1日 下午6:18:55",
                "2026-04-01 18:18:55",
                true,
                None,
            ),
            (
                "1 de abr. de 2026, 6:18:55 p. m.",
                "2026-04-01 18:18:55",
                true,
                None,
            ),
            ("1 Ağu 2026 18:18:55", "2026-08-01 18:18:55", true, None),
            (
                "2026. szept. 1. 18:18:55",
                "2026-09-01 18:18:55",
                true,
                None,
            ),
            ("May 6, 2025", "2025-05-06 00:00:00", false, None),
            ("Nov. 5, 2019", "2019-11-05 00:00:00", false, None),
            ("5 nov. 2019", "2019-11-05 00:00:00", false, None),
        ] {
            let wall = parse(text).unwrap_or_else(|| panic!("{text}"));
            let whole = Wall {
                seconds: wall.seconds.floor(),
                ..wall
            };
            let expected = Wall {
                seconds: at(expected),
                has_time,
                offset_s,
            };
            assert_eq!(whole, expected, "{text}");
        }
        for text in [
            "",
            "yesterday",
            "2026-13-01 10:00:00",
            "12:00:00",
            "#error#",
            "é:é",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_column_tells_the_order_of_its_figures() {
        let cells = ["04/07/2020 15:36", "17/07/2020 15:36"];
        assert!(is_day_first(cells.into_iter()));
        assert!(!is_day_first(
            ["04/07/2020", "04/17/2020", "2020/17/04"].into_iter()
        ));
        let wall = parse_as(cells[0], true).expect("a date");
        assert_eq!(wall.seconds, at("2020-07-04 15:36:00"));
        let wall = parse_as("04/17/2020 15:36", true).expect("a date");
        assert_eq!(wall.seconds, at("2020-04-17 15:36:00"));
    }

    #[test]
    fn durations_of_tables() {
        for (text, expected) in [
            ("28:30", Some(1710.0)),
            ("1:05:12", Some(3912.0)),
            ("00:30:00", Some(1800.0)),
            ("15:00.5", Some(900.5)),
            ("PT2400.000S", Some(2400.0)),
            ("PT1H5M", Some(3900.0)),
            ("674.186s", Some(674.186)),
            ("3000", Some(3000.0)),
            ("--", None),
            ("", None),
        ] {
            assert_eq!(duration(text), expected, "{text}");
        }
    }
}
