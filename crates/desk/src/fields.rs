//! What a form or an address says.

use std::collections::BTreeMap;

/// Fields of a form or of an address.
pub(crate) type Fields = BTreeMap<String, String>;

/// `%41` as scripts write what a header cannot hold.
pub(crate) fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        let escaped = (first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| {
                let digits = std::str::from_utf8(digits).ok()?;
                let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
                plain.then(|| u8::from_str_radix(digits, 16).ok()).flatten()
            });
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = rest.get(2..).unwrap_or_default();
            }
            None => bytes.push(first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
