//! What a form or an address says.

use comeback_app::AppError;
use std::collections::BTreeMap;

/// Fields of a form or of an address.
pub(crate) type Fields = BTreeMap<String, String>;

/// What a field says, where it says something.
pub(crate) fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    let text = fields.get(name)?.trim();
    (!text.is_empty()).then_some(text)
}

/// # Errors
/// The field is not there, or empty.
pub(crate) fn required<'a>(fields: &'a Fields, name: &str) -> Result<&'a str, AppError> {
    field(fields, name).ok_or_else(|| AppError::Refused(format!("`{name}` is missing")))
}

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
