//! JSON as vendors write it: with bare `NaN`, keys without quotes and of figures, byte
//! order marks, and numbers in quotes. No reader of the ecosystem takes keys of figures.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read};

/// Reads JSON that may be broken in these ways.
///
/// # Errors
/// What is wrong and where.
pub(super) fn lenient(bytes: &[u8]) -> Result<Value, String> {
    if tree_size(bytes) > TREE_LIMIT {
        return Err("more in it than any workout has".to_owned());
    }
    let text = crate::xml::text_of(bytes);
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&mended(text)))
        .map_err(|error| error.to_string())
}

/// Memory that a document may take as a tree, and one object of a list (bytes).
const TREE_LIMIT: usize = 192 << 20;
const OBJECT_LIMIT: usize = 32 << 20;

/// What a document takes as a tree, at most: an object is a block of its own, however
/// little is in it.
fn tree_size(bytes: &[u8]) -> usize {
    let size = |byte: &u8| match byte {
        b'{' => 700,
        b'[' | b',' => 40,
        _ => 1,
    };
    bytes.iter().map(size).sum()
}

/// Calls `visit` for every object of the lists behind `key`, or where there is no key of
/// the document, one at a time: an account's list can have a hundred megabytes, which as a
/// whole tree would need a gigabyte. Gives the places of objects that are broken, from 1.
///
/// # Errors
/// The source is damaged; what stood before was visited.
pub(super) fn each(
    from: impl Read,
    key: Option<&str>,
    mut visit: impl FnMut(usize, &Value),
) -> Result<(), (usize, String)> {
    let key = key.map_or(&b""[..], str::as_bytes);
    let mut from = BufReader::with_capacity(1 << 16, from);
    let mut tail: Vec<u8> = Vec::new();
    let mut object: Vec<u8> = Vec::new();
    let mut in_list = key.is_empty();
    let (mut depth, mut quoted, mut escaped, mut number) = (0_usize, false, false, 0);
    let damaged = |error: std::io::Error| format!("damaged ({error}); download it again");
    loop {
        let chunk = from.fill_buf().map_err(|error| (number, damaged(error)))?;
        if chunk.is_empty() {
            break;
        }
        for &byte in chunk {
            if depth == 0 && !in_list {
                tail.push(byte);
                if tail.len() > key.len() {
                    tail.remove(0);
                }
                in_list = tail == key;
                continue;
            }
            if depth == 0 {
                match byte {
                    b'{' => {
                        object.clear();
                        object.push(byte);
                        depth = 1;
                    }
                    b']' if !key.is_empty() => {
                        in_list = false;
                        tail.clear();
                    }
                    _ => {}
                }
                continue;
            }
            if object.len() <= OBJECT_LIMIT {
                object.push(byte);
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' if !quoted => depth += 1,
                b'}' if !quoted => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                number += 1;
                visit(number, &lenient(&object).unwrap_or(Value::Null));
            }
        }
        let length = chunk.len();
        from.consume(length);
    }
    if depth > 0 {
        return Err((
            number + 1,
            "it is cut off; download the archive again".to_owned(),
        ));
    }
    Ok(())
}

/// Puts quotes around bare keys and `null` for what is no JSON value.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '"' {
            let (quoted, behind) = rest
                .split_at_checked(string_end(rest))
                .unwrap_or((rest, ""));
            out.push_str(quoted);
            rest = behind;
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
            rest = rest.get(c.len_utf8()..).unwrap_or("");
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
        let text = br#"[{"x":1,"list": [{"a":1,"s":"}]{"}, {"a":{"a":2}}, {"a":3]}, {"list":[]}]}, {"list":[{"a":4}]}]"#;
        let mut found = Vec::new();
        let ended = each(&text[..], Some("\"list\""), |number, value| {
            found.push((number, value["a"].clone()));
        });
        assert_eq!(ended, Ok(()));
        assert_eq!(found[0], (1, 1.into()));
        assert_eq!(found[1].1["a"], 2);
        assert_eq!(found[2], (3, Value::Null), "broken");
        for (broken, cut) in [
            (&b"\"list\""[..], false),
            (b"\"list\":[{", true),
            (b"\"list\":[{}", false),
            (b"", false),
        ] {
            let ended = each(broken, Some("\"list\""), |_, _| ());
            assert_eq!(ended.is_err(), cut, "{}", broken.escape_ascii());
        }
        let mut all = 0;
        let ended = each(&b"[{a: 1}, {a: {b: 2}}]"[..], None, |_, value| {
            all += usize::from(value.get("a").is_some());
        });
        assert_eq!((ended, all), (Ok(()), 2));
    }

    #[test]
    fn a_tree_that_would_fill_the_memory_is_not_grown() {
        for small in ["{\"a\":0},", "0,", "[],"] {
            let text = format!("[{}0]", small.repeat(6_000_000));
            assert!(lenient(text.as_bytes()).is_err(), "{small}");
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
