//! Instants as files write them, and which of them can be true.

use chrono::{DateTime, NaiveDate, Utc};

/// 1990 to 2100: before GPS watches, and past any recording that exists. Clocks
/// that were never set count from 1970 or 1989, broken converters write 7624.
const EARLIEST: i64 = 631_152_000;
const LATEST: i64 = 4_102_444_800;

/// Seconds since the Unix epoch when a recording can have been made then.
pub(super) fn plausible(unix_s: f64) -> Option<f64> {
    (EARLIEST as f64..LATEST as f64)
        .contains(&unix_s)
        .then_some(unix_s)
}

/// A plausible time as an instant, to the microsecond.
pub(super) fn instant(unix_s: f64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros((unix_s * 1e6).round() as i64).unwrap_or_default()
}

/// Fourteen hours: the furthest that a civil clock stands from UTC.
const OFFSET_LIMIT_S: i32 = 14 * 3600;

/// An offset from UTC that a civil clock can have: a quarter of an hour's multiple.
pub(super) fn sane_offset(seconds: i64) -> Option<i32> {
    let seconds = i32::try_from(seconds).ok()?;
    (seconds % 900 == 0 && seconds.abs() <= OFFSET_LIMIT_S).then_some(seconds)
}

/// A time as written in XML.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Written {
    /// Seconds since the Unix epoch, UTC.
    pub unix_s: f64,
    /// The offset written with it; `None` for `Z` and for none, which is read as UTC.
    pub offset_s: Option<i32>,
    /// Whether a zone is written with it.
    pub is_zoned: bool,
}

/// Digits of a fixed count from the front of a text.
fn figures(text: &mut &str, count: usize) -> Option<u32> {
    let figures = text.get(..count)?;
    let is_number = figures.bytes().all(|byte| byte.is_ascii_digit());
    *text = text.get(count..)?;
    is_number.then(|| figures.parse().ok()).flatten()
}

/// Takes a sign from the front of a text, if it is there.
fn taken(text: &mut &str, signs: &[char]) -> bool {
    let rest = text.strip_prefix(signs);
    *text = rest.unwrap_or(text);
    rest.is_some()
}

/// Reads `2018-03-13T12:44:45.123+01:00`; seconds, fraction and zone may be missing, the
/// separators may be a space, slashes or none. `None` for anything else.
pub(super) fn parse(text: &str) -> Option<Written> {
    let mut rest = text.trim();
    let year = figures(&mut rest, 4)?;
    let has_signs = taken(&mut rest, &['-', '/']);
    let month = figures(&mut rest, 2)?;
    if taken(&mut rest, &['-', '/']) != has_signs {
        return None;
    }
    let day = figures(&mut rest, 2)?;
    if !taken(&mut rest, &['T', 't', ' ']) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year as i32, month, day)?;
    let hour = figures(&mut rest, 2)?;
    let has_colons = taken(&mut rest, &[':']);
    let minute = figures(&mut rest, 2)?;
    let second = match rest.as_bytes().first() {
        Some(b':') if has_colons => {
            taken(&mut rest, &[':']);
            figures(&mut rest, 2)?
        }
        Some(byte) if byte.is_ascii_digit() && !has_colons => figures(&mut rest, 2)?,
        _ => 0,
    };
    if hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let midnight = date.and_hms_opt(0, 0, 0)?.and_utc().timestamp();
    let mut unix_s =
        midnight as f64 + f64::from(hour) * 3600.0 + f64::from(minute) * 60.0 + f64::from(second);

    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        let end = fraction
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(fraction.len());
        let (figures, after) = fraction.split_at_checked(end)?;
        unix_s += format!("0.{figures}").parse::<f64>().unwrap_or(0.0);
        rest = after;
    }
    let is_zoned = !rest.trim().is_empty();
    let offset_s = match rest.trim() {
        "" | "Z" | "z" => None,
        zone => {
            let sign = match zone.as_bytes().first()? {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            let figures: String = zone.chars().filter(char::is_ascii_digit).collect();
            let hours: i32 = figures.get(..2)?.parse().ok()?;
            let minutes: i32 = figures.get(2..4).unwrap_or("00").parse().ok()?;
            let offset = sign * (hours * 3600 + minutes * 60);
            unix_s -= f64::from(offset);
            sane_offset(i64::from(offset))
        }
    };
    Some(Written {
        unix_s,
        offset_s,
        is_zoned,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_times() {
        let base = 1_520_945_085.0;
        for (text, unix_s, offset_s) in [
            ("2018-03-13T12:44:45Z", base, None),
            (" 2018-03-13 12:44:45 ", base, None),
            ("2018-03-13T12:44:45.500Z", base + 0.5, None),
            ("2018-03-13T13:44:45+01:00", base, Some(3600)),
            ("2018-03-13T10:14:45-0230", base, Some(-9000)),
            ("2018/03/13 12:44:45", base, None),
            ("20180313T124445Z", base, None),
            ("2018-03-13T12:44Z", base - 45.0, None),
            ("2018-03-13T13:44+01:00", base - 45.0, Some(3600)),
        ] {
            let written = parse(text).expect(text);
            assert_eq!(
                (written.unix_s, written.offset_s),
                (unix_s, offset_s),
                "{text}"
            );
        }
        for text in [
            "",
            "yesterday",
            "2018-13-13T12:44:45Z",
            "2018-03-13",
            "2018-0313T12:44:45Z",
            "2018-03-13T12:44:",
            "1520945085",
            "2018-03-13T12:44:4é",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_that_cannot_be() {
        for (text, possible) in [
            ("1970-01-01T00:19:06Z", false),
            ("1901-12-13T20:45:52Z", false),
            ("7624-09-25T09:45:18Z", false),
            ("2009-10-17T18:37:26Z", true),
        ] {
            let written = parse(text).expect(text);
            assert_eq!(plausible(written.unix_s).is_some(), possible, "{text}");
        }
    }

    #[test]
    fn offsets_of_civil_clocks() {
        for (seconds, expected) in [
            (3600, Some(3600)),
            (20_700, Some(20_700)),
            (50_401, None),
            (54_000, None),
            (61, None),
        ] {
            assert_eq!(sane_offset(seconds), expected);
        }
    }
}
