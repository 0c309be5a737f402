//! Prose with the values in force: a text names a number by its key, and never
//! repeats it.
//!
//! `{sitting-minutes}` is the value, a share as per cent; `{break-medium-days - 1}`
//! and `{sitting-minutes + 60}` are so much less and more; `{session-over as %}` is a
//! ratio, or what a ratio takes off or adds, as per cent.

use super::{ALL, Limit, Settings};

/// The text with each number that it names as it is in force.
///
/// A name that is no key stays as it is written; a test finds it.
pub fn fill(text: &str, settings: &Settings) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match number(name, settings) {
            Some(value) => filled.push_str(&value.to_string()),
            None => filled.push_str(&format!("{{{name}}}")),
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

fn number(name: &str, settings: &Settings) -> Option<f64> {
    if let Some(key) = name.strip_suffix(" as %") {
        let limit = ALL.iter().find(|limit| limit.key == key)?;
        let ratio = settings.get(limit).abs();
        let share = if ratio > 1.0 { ratio - 1.0 } else { ratio };
        return Some((share * 100_000.0).round() / 1000.0);
    }
    let (key, more) = match (name.split_once(" + "), name.split_once(" - ")) {
        (Some((key, more)), _) => (key, more.parse::<f64>().ok()?),
        (_, Some((key, less))) => (key, -less.parse::<f64>().ok()?),
        _ => (name, 0.0),
    };
    let limit = ALL.iter().find(|limit| limit.key == key)?;
    Some(as_read(limit, settings.get(limit)) + more)
}

/// A value as prose has it: a share as per cent, without the noise of the arithmetic.
pub fn as_read(limit: &Limit, value: f64) -> f64 {
    let value = if limit.unit == "share" {
        value * 100.0
    } else {
        value
    };
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shows_the_value_in_force() {
        let text = "{break-short-days} to {break-medium-days - 1} days: {break-short-share} %, \
                    {sitting-minutes + 60}, {session-over as %} %, {nonsense} {";
        let mut settings = Settings::default();
        assert_eq!(
            fill(text, &settings),
            "6 to 13 days: 75 %, 90, 5 %, {nonsense} {"
        );
        for (key, value) in [
            ("break-short-days", "4"),
            ("break-medium-days", "20"),
            ("break-short-share", "33.5%"),
            ("sitting-minutes", "45"),
        ] {
            settings.set(key, value).expect(key);
        }
        assert_eq!(
            fill(text, &settings),
            "4 to 19 days: 33.5 %, 105, 5 %, {nonsense} {"
        );
    }
}
