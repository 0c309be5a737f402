//! Numbers as people type them: a comma for the point, a unit behind, minutes as a clock.

use super::keyed::plain;
use comeback_core::units::METRES_PER_MILE;

/// A number, with a point or a comma.
///
/// # Errors
/// What is none, for the runner to read.
pub fn number(text: &str) -> Result<f64, String> {
    let told = plain(text);
    let told = told.trim();
    let pointed = match (told.contains(','), told.contains('.')) {
        (true, false) if told.matches(',').count() == 1 => told.replace(',', "."),
        _ => told.to_owned(),
    };
    let fits = pointed
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    pointed
        .parse()
        .ok()
        .filter(|number: &f64| fits && number.is_finite())
        // Nothing below zero is no number of its own.
        .map(|number| number + 0.0)
        .ok_or_else(|| format!("`{}` is no number such as 3.5", shown(text)))
}

/// What was typed, as it may stand in an answer.
fn shown(text: &str) -> String {
    comeback_core::legible::legible(text.trim())
}

/// A score from 0 to 10: `3`, `3,5`, `2/10`, `3 out of 10`.
///
/// # Errors
/// What is none, or is of another scale.
pub fn score(text: &str) -> Result<f64, String> {
    let told = plain(text).to_lowercase();
    let told = told.replace("out of", "/").replace(" of ", "/");
    let refuse = || {
        format!(
            "`{}` is no score: one number from 0 (none) to 10 (the worst), halves are fine",
            shown(text)
        )
    };
    match told.split_once('/') {
        Some((told, of)) => match number(of) {
            Ok(10.0) => number(told).map_err(|_| refuse()),
            Ok(_) => Err(format!("the scale goes to 10, not to {}", of.trim())),
            Err(_) => Err(refuse()),
        },
        None => number(&told).map_err(|_| refuse()),
    }
}

/// Two numbers with a colon are hours and minutes as well, where the first is below this.
const MAY_BE_HOURS: f64 = 6.0;

/// Minutes: `30`, `30:00`, `1:15:00`, `45 min`, `1h15`, `1.5 h`, `90s`, `half an hour`.
///
/// # Errors
/// What is no time span, or is one of two: `1:15`.
pub fn minutes(text: &str) -> Result<f64, String> {
    let told: String = plain(text)
        .to_lowercase()
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let found = match in_words(&told) {
        Some(minutes) => Some(minutes),
        None if told.contains(':') => by_the_clock(&told)?,
        None => with_units(&told),
    };
    found.ok_or_else(|| {
        format!(
            "`{}` is no time span such as 45, 30:00, 1h15 or 1.5h",
            shown(text)
        )
    })
}

fn in_words(told: &str) -> Option<f64> {
    Some(match told {
        "aquarterofanhour" | "quarterofanhour" | "aquarteranhour" | "quarteranhour" => 15.0,
        "halfanhour" | "halfhour" | "ahalfhour" | "1/2h" | "1/2hour" => 30.0,
        "threequartersofanhour" | "threequartersanhour" => 45.0,
        "anhour" | "onehour" => 60.0,
        "anhourandahalf" | "oneandahalfhours" => 90.0,
        _ => return None,
    })
}

/// `30:00`, `1:15:00`, `30:00 min`, `1:15 h`.
fn by_the_clock(told: &str) -> Result<Option<f64>, String> {
    let unit_at = told.find(|letter: char| letter.is_alphabetic());
    let (figures, unit) = told.split_at(unit_at.unwrap_or(told.len()));
    let parts: Option<Vec<f64>> = figures.split(':').map(|part| number(part).ok()).collect();
    let below_60 = |part: f64| (0.0..60.0).contains(&part);
    Ok(match parts.as_deref().unwrap_or_default() {
        [first, second] if *first >= 0.0 && below_60(*second) => match unit {
            "h" | "hr" | "hrs" | "hour" | "hours" | "std" => Some(first * 60.0 + second),
            "min" | "mins" | "minute" | "minutes" => Some(first + second / 60.0),
            "" if *first < MAY_BE_HOURS && second.fract() == 0.0 => {
                return Err(format!(
                    "`{figures}` can be hours or minutes: write {first}h{second:02} or {first}m{second:02}s"
                ));
            }
            "" => Some(first + second / 60.0),
            _ => None,
        },
        [hours, minutes, seconds]
            if unit.is_empty() && *hours >= 0.0 && below_60(*minutes) && below_60(*seconds) =>
        {
            Some(hours * 60.0 + minutes + seconds / 60.0)
        }
        _ => None,
    })
}

/// `45 min`, `1h15`, `1h 15min 30s`, `30'30"`.
fn with_units(told: &str) -> Option<f64> {
    let mut rest = told;
    let mut total = 0.0;
    let mut unit_before = None;
    while !rest.is_empty() {
        let is_unit = |letter: char| letter.is_alphabetic() || matches!(letter, '\'' | '"');
        let end = rest.find(is_unit).unwrap_or(rest.len());
        let (figures, after) = rest.split_at(end);
        let value = number(figures).ok()?;
        let unit_end = after
            .find(|letter: char| letter.is_ascii_digit())
            .unwrap_or(after.len());
        let (unit, next) = after.split_at(unit_end);
        // `45 min.`
        let unit = match unit.strip_suffix('.') {
            Some(short) if short.len() > 1 => short,
            _ => unit,
        };
        let factor = match (unit, unit_before) {
            ("h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden", None) => 60.0,
            ("m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "'", None) => 1.0,
            ("", None) => 1.0,
            // 1h15
            ("" | "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "'", Some(60.0))
                if value < 60.0 =>
            {
                1.0
            }
            // 30m30
            ("", Some(1.0)) if value < 60.0 => 1.0 / 60.0,
            ("s" | "sec" | "secs" | "second" | "seconds" | "\"", _) => 1.0 / 60.0,
            _ => return None,
        };
        total += value * factor;
        unit_before = Some(factor);
        rest = next;
    }
    unit_before.map(|_| total)
}

/// A distance as typed: the number, and the metres of its unit where one is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distance {
    value: f64,
    unit_m: Option<f64>,
}

impl Distance {
    /// Metres, by the unit written, else by the runner's own.
    pub fn metres(self, own_unit_m: f64) -> f64 {
        self.value * self.unit_m.unwrap_or(own_unit_m)
    }
}

/// `5.2`, `5,2 km`, `3 mi`, `5200 m`.
///
/// # Errors
/// What is no distance.
pub fn distance(text: &str) -> Result<Distance, String> {
    let told = plain(text).trim().to_lowercase();
    let unit_at = told
        .find(|letter: char| letter.is_alphabetic())
        .unwrap_or(told.len());
    let (figures, unit) = told.split_at(unit_at);
    let unit_m = match unit.trim() {
        "" => None,
        "km" | "kms" | "k" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => {
            Some(1000.0)
        }
        "mi" | "mile" | "miles" => Some(METRES_PER_MILE),
        "m" | "metre" | "metres" | "meter" | "meters" => {
            let (whole, part) = figures.trim().split_once(['.', ',']).unwrap_or_default();
            if part.len() == 3 {
                return Err(format!(
                    "`{told}` can be {whole}{part} m or {whole} m and a part: write it without the {}",
                    if figures.contains('.') {
                        "point"
                    } else {
                        "comma"
                    }
                ));
            }
            Some(1.0)
        }
        other => return Err(format!("`{other}` is no unit of distance: km, mi or m")),
    };
    Ok(Distance {
        value: number(figures)?,
        unit_m,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_type_them() {
        for (text, expected) in [
            ("3", Some(3.0)),
            ("3.5", Some(3.5)),
            ("3,5", Some(3.5)),
            (" 2 ", Some(2.0)),
            ("-1", Some(-1.0)),
            ("−1", Some(-1.0)),
            ("３,５", Some(3.5)),
            ("3½", Some(3.5)),
            ("1,234.5", None),
            ("1,2,3", None),
            ("inf", None),
            ("NaN", None),
            ("1e3", None),
            ("", None),
            ("much", None),
        ] {
            assert_eq!(number(text).ok(), expected, "{text}");
        }
        let nothing = number("-0").expect("a number");
        assert!(nothing.is_sign_positive());
        for (text, expected) in [
            ("2/10", Some(2.0)),
            ("2,5 / 10", Some(2.5)),
            ("3 out of 10", Some(3.0)),
            ("3 of 10", Some(3.0)),
            ("3-4", None),
            ("3 to 4", None),
            ("~3", None),
            ("/10", None),
            ("3/", None),
            ("3/10/10", None),
            ("3 1/2", None),
            ("3\u{1f600}", None),
            ("2/5", None),
            ("4", Some(4.0)),
        ] {
            assert_eq!(score(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn time_spans_as_people_type_them() {
        for (text, expected) in [
            ("30", Some(30.0)),
            ("32,5", Some(32.5)),
            ("30:00", Some(30.0)),
            ("29:30", Some(29.5)),
            ("1:15:00", Some(75.0)),
            ("45 min", Some(45.0)),
            ("45m", Some(45.0)),
            ("1h15", Some(75.0)),
            ("1h 15min", Some(75.0)),
            ("1 hour 15 minutes", Some(75.0)),
            ("1.5h", Some(90.0)),
            ("1,5 h", Some(90.0)),
            ("90s", Some(1.5)),
            ("0:45:00", Some(45.0)),
            ("30:00 min", Some(30.0)),
            ("1:15 h", Some(75.0)),
            ("45 Min.", Some(45.0)),
            ("1 Std. 15 Min.", Some(75.0)),
            ("1½h", Some(90.0)),
            ("30'30\"", Some(30.5)),
            ("30′30″", Some(30.5)),
            ("30m30", Some(30.5)),
            ("３０:００", Some(30.0)),
            ("half an hour", Some(30.0)),
            ("an hour", Some(60.0)),
            ("an hour and a half", Some(90.0)),
            ("6:30", Some(6.5)),
            ("1:05.5", Some(1.0 + 5.5 / 60.0)),
            // Either of two.
            ("1:05", None),
            ("0:45", None),
            ("5:59", None),
            ("1h75", None),
            ("30-35", None),
            ("2x15", None),
            ("~30", None),
            ("30 km", None),
            ("-5", Some(-5.0)),
            ("30:75", None),
            ("1:2:3:4", None),
            ("15min1h", None),
            ("1h15h", None),
            ("h", None),
            ("", None),
            ("long", None),
        ] {
            assert_eq!(minutes(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn of_two_readings_both_are_said() {
        for (text, said) in [
            (
                "1:05",
                "`1:05` can be hours or minutes: write 1h05 or 1m05s",
            ),
            (
                "0:45",
                "`0:45` can be hours or minutes: write 0h45 or 0m45s",
            ),
        ] {
            assert_eq!(minutes(text), Err(said.to_owned()));
        }
        for (written, expected) in [("1h05", 65.0), ("1m05s", 65.0 / 60.0), ("0m45s", 0.75)] {
            assert_eq!(minutes(written), Ok(expected), "{written}");
        }
        let said = distance("5.200 m").expect_err("ambiguous");
        assert!(said.contains("5200 m"), "{said}");
    }

    #[test]
    fn distances_as_people_type_them() {
        for (text, metres) in [
            ("5.2", Some(5200.0)),
            ("5,2 km", Some(5200.0)),
            ("10k", Some(10_000.0)),
            ("3 mi", Some(4828.032)),
            ("5200m", Some(5200.0)),
            ("5 Kilometer", Some(5000.0)),
            ("5000 meter", Some(5000.0)),
            ("５ km", Some(5000.0)),
            ("5.250 km", Some(5250.0)),
            ("5,200 m", None),
            ("5 ft", None),
            ("far", None),
        ] {
            let found = distance(text).ok().map(|distance| distance.metres(1000.0));
            assert_eq!(found, metres, "{text}");
        }
    }
}
