//! Numbers as people type them: a comma for the point, a unit behind, minutes as a clock.

use comeback_core::units::METRES_PER_MILE;

/// A number, with a point or a comma.
///
/// # Errors
/// What is none, for the runner to read.
pub fn number(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let plain = match (text.contains(','), text.contains('.')) {
        (true, false) if text.matches(',').count() == 1 => text.replace(',', "."),
        _ => text.to_owned(),
    };
    let fits = plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    plain
        .parse()
        .ok()
        .filter(|number: &f64| fits && number.is_finite())
        .ok_or_else(|| format!("`{text}` is no number such as 3.5"))
}

/// A score from 0 to 10: `3`, `3,5`, `2/10`.
///
/// # Errors
/// What is none, or is of another scale.
pub fn score(text: &str) -> Result<f64, String> {
    match text.split_once('/') {
        Some((told, of)) if number(of) == Ok(10.0) => score(told),
        Some((_, of)) => Err(format!("the scale goes to 10, not to {}", of.trim())),
        None => number(text).map_err(|_| {
            format!(
                "`{text}` is no score: a number from 0 (none) to 10 (the worst), halves are fine"
            )
        }),
    }
}

/// Minutes: `30`, `30:00`, `1:15:00`, `45 min`, `1h15`, `1.5 h`, `90s`.
///
/// # Errors
/// What is no time span.
pub fn minutes(text: &str) -> Result<f64, String> {
    let refuse = || format!("`{text}` is no time span such as 45, 30:00, 1h15 or 1.5h");
    let told: String = text
        .to_lowercase()
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    if told.contains(':') {
        let parts: Vec<f64> = told
            .split(':')
            .map(number)
            .collect::<Result<_, _>>()
            .map_err(|_| refuse())?;
        let below_60 = |part: f64| (0.0..60.0).contains(&part);
        return match parts.as_slice() {
            [minutes, seconds] if *minutes >= 0.0 && below_60(*seconds) => {
                Ok(minutes + seconds / 60.0)
            }
            [hours, minutes, seconds]
                if *hours >= 0.0 && below_60(*minutes) && below_60(*seconds) =>
            {
                Ok(hours * 60.0 + minutes + seconds / 60.0)
            }
            _ => Err(refuse()),
        };
    }
    let mut rest = told.as_str();
    let mut total = 0.0;
    let mut unit_before = None;
    while !rest.is_empty() {
        let end = rest
            .find(|letter: char| letter.is_alphabetic() || letter == '\'')
            .unwrap_or(rest.len());
        let (figures, after) = rest.split_at(end);
        let value = number(figures).map_err(|_| refuse())?;
        let unit_end = after
            .find(|letter: char| letter.is_ascii_digit())
            .unwrap_or(after.len());
        let (unit, next) = after.split_at(unit_end);
        let factor = match (unit, unit_before) {
            ("h" | "hr" | "hrs" | "hour" | "hours" | "std", None) => 60.0,
            ("m" | "min" | "mins" | "minute" | "minutes" | "'", None | Some(60.0)) => 1.0,
            // 1h15
            ("", None | Some(60.0)) => 1.0,
            ("s" | "sec" | "secs" | "second" | "seconds", _) => 1.0 / 60.0,
            _ => return Err(refuse()),
        };
        total += value * factor;
        unit_before = Some(factor);
        rest = next;
    }
    if unit_before.is_none() {
        return Err(refuse());
    }
    Ok(total)
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
    let told = text.trim().to_lowercase();
    let unit_at = told
        .find(|letter: char| letter.is_alphabetic())
        .unwrap_or(told.len());
    let (figures, unit) = told.split_at(unit_at);
    let unit_m = match unit.trim() {
        "" => None,
        "km" | "k" | "kilometres" | "kilometers" => Some(1000.0),
        "mi" | "mile" | "miles" => Some(METRES_PER_MILE),
        "m" | "metres" | "meters" => Some(1.0),
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
        for (text, expected) in [
            ("2/10", Some(2.0)),
            ("2,5 / 10", Some(2.5)),
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
    fn distances_as_people_type_them() {
        for (text, metres) in [
            ("5.2", Some(5200.0)),
            ("5,2 km", Some(5200.0)),
            ("10k", Some(10_000.0)),
            ("3 mi", Some(4828.032)),
            ("5200m", Some(5200.0)),
            ("5 ft", None),
            ("far", None),
        ] {
            let found = distance(text).ok().map(|distance| distance.metres(1000.0));
            assert_eq!(found, metres, "{text}");
        }
    }
}
