//! The content lines of RFC 5545: escaped, folded, each part in its place.

/// A line of a calendar is at most so many bytes without its line end.
pub(super) const FOLD_AT: usize = 75;

/// TEXT of section 3.3.11.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() || comeback_core::legible::is_hidden(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Folded by section 3.1: never over 75 bytes, never within a character.
pub(super) fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > FOLD_AT {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters() {
        for text in [
            "x".repeat(75),
            "x".repeat(76),
            "é".repeat(200),
            "≤ 30° ".repeat(40),
        ] {
            let wrapped = folded(&text);
            for line in wrapped.trim_end_matches("\r\n").split("\r\n") {
                assert!(line.len() <= FOLD_AT, "{} bytes", line.len());
            }
            assert_eq!(wrapped.replace("\r\n ", ""), format!("{text}\r\n"));
        }
        assert!(!folded(&"x".repeat(75)).contains("\r\n "));
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\r"), "a\\, b\\; c\\\\d\\ne");
    }
}
