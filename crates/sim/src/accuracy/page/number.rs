//! How figures are written, one or a table of them.

use std::fmt::Write;

/// A signed number of so many decimals; what rounds to zero has no sign.
pub(super) fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let size = text.trim_start_matches('-');
    if size.chars().all(|digit| matches!(digit, '0' | '.')) {
        return size.to_owned();
    }
    text.replace('-', "−")
}

pub(super) fn optional(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| number(value, decimals))
}

/// A table in Markdown.
pub(super) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "| {} |", header.join(" | "));
    let _ = writeln!(text, "|{}", "---|".repeat(header.len()));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_negative_zero() {
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(number(-0.06, 1), "−0.1");
        assert_eq!(optional(None, 1), "–");
    }
}
