//! JSON as vendors write it: with bare `NaN`, keys without quotes and of figures, byte
//! order marks, and numbers in quotes. No reader of the ecosystem takes keys of figures.

use serde_json::Value;

/// Reads JSON that may be broken in these ways.
///
/// # Errors
/// What is wrong and where.
pub(super) fn lenient(bytes: &[u8]) -> Result<Value, String> {
    let text = crate::xml::text_of(bytes);
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&mended(text)))
        .map_err(|error| error.to_string())
}

/// Calls `visit` for every object of the first list behind `key`, parsed one at a time:
/// an account's list can have a hundred megabytes, which as a whole tree would need a
/// gigabyte. An object that is broken is passed over.
pub(super) fn each(bytes: &[u8], key: &str, mut visit: impl FnMut(&Value)) {
    let wide;
    let bytes = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            wide = crate::xml::text_of(bytes);
            wide.as_bytes()
        }
        _ => bytes,
    };
    let found = bytes
        .windows(key.len())
        .enumerate()
        .filter(|(_, window)| *window == key.as_bytes());
    let mut until = 0;
    for (at, _) in found {
        if at < until {
            continue;
        }
        let mut rest = bytes.get(at + key.len()..).unwrap_or_default();
        while let Some(open) = rest.iter().position(|&b| matches!(b, b'{' | b']')) {
            if rest.get(open) == Some(&b']') {
                break;
            }
            let length = object_length(rest.get(open..).unwrap_or_default());
            let (object, behind) = rest.get(open..).unwrap_or_default().split_at(length);
            if let Ok(value) = lenient(object) {
                visit(&value);
            }
            rest = behind;
        }
        until = bytes.len() - rest.len();
    }
}

/// How long the object is that begins here.
fn object_length(bytes: &[u8]) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    bytes.len()
}

/// Puts quotes around bare keys and `null` for what is no JSON value.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            let end = string_end(rest);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '+' | '.') {
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$' | '-' | '+' | '.'))
                .unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            if behind.trim_start().starts_with(':') {
                out.push('"');
                out.push_str(word);
                out.push('"');
            } else if matches!(word, "true" | "false" | "null")
                || word.parse::<f64>().is_ok_and(f64::is_finite)
            {
                out.push_str(word);
            } else {
                out.push_str("null");
            }
            rest = behind;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Where the string that begins the text ends, behind its quote.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A number, also in quotes or as the only figure of an object (`{"quantity": 5}`).
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|value| value.is_finite())
}

/// The number under the first of these keys that holds one.
pub(super) fn figure(value: &Value, keys: &[&str]) -> Option<f64> {
    keys.iter().find_map(|key| value.get(key).and_then(number))
}

/// The text under the first of these keys that says something; a number is text, too.
pub(super) fn words(value: &Value, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| match value.get(key)? {
        Value::String(text) => super::row::said(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// The list under the first of these keys that holds one.
pub(super) fn list<'a>(value: &'a Value, keys: &[&str]) -> &'a [Value] {
    let found = keys.iter().find_map(|key| value.get(key)?.as_array());
    found.map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_of_a_list_one_at_a_time() {
        let text = br#"[{"x":1,"list": [{"a":1,"s":"}]{"}, {"a":{"a":2}}, {"a":3]}, {"list":[]}, {"list":[{"a":4}]}]"#;
        let mut found = Vec::new();
        each(text, "\"list\"", |value| found.push(value["a"].clone()));
        assert_eq!(found[0], 1);
        assert_eq!(found[1]["a"], 2);
        for broken in [&b"\"list\""[..], b"\"list\":[{", b"\"list\":[{}", b""] {
            each(broken, "\"list\"", |_| ());
        }
    }

    #[test]
    fn broken_json_is_mended() {
        let value = lenient(
            br#"[{sportType: 4, "m": {1.0: 360.0, 2.0: 7}, "v": [NaN, 1, -Infinity], "s": "a: NaN, {b: \"1\"}", "t": true}]"#,
        )
        .expect("mended");
        assert_eq!(figure(&value[0], &["sportType"]), Some(4.0));
        assert_eq!(value[0]["m"]["1.0"], 360.0);
        assert_eq!(value[0]["v"], serde_json::json!([null, 1, null]));
        assert_eq!(value[0]["s"], "a: NaN, {b: \"1\"}");
        assert_eq!(value[0]["t"], true);
        for broken in [&b"{"[..], b"{\"a", b"\xff\xfe", b"[1,,]", "é:é".as_bytes()] {
            assert!(lenient(broken).is_err());
        }
    }
}
