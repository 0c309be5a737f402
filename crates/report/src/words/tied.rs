//! What stays on one line wherever words are broken into lines.

/// Units that stand on the line of their number.
const UNITS: [&str; 17] = [
    "min", "s", "h", "d", "wk", "km", "m", "mi", "ft", "cm", "ms", "kg", "/km", "/mi", "%", "spm",
    "bpm",
];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Whether two words stand on one line: a number and its unit, a day and its month, what is
/// done so many times.
fn is_tied(before: &str, after: &str) -> bool {
    let digit = |byte: &u8| byte.is_ascii_digit();
    if before == "×" {
        return true;
    }
    let plain = after.trim_end_matches(|sign: char| sign.is_ascii_punctuation() && sign != '%');
    let is_month = || MONTHS.iter().any(|month| plain.starts_with(month));
    before.as_bytes().last().is_some_and(digit)
        && (plain == "×" || UNITS.contains(&plain) || is_month())
}

/// The pieces of a line between which it may be broken, each with the spaces behind it.
pub(crate) fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut from, mut at, mut before) = (0, 0, "");
    for piece in line.split_inclusive(' ') {
        let word = piece.trim_end_matches(' ');
        // More than one space belongs to the word before it.
        if !word.is_empty() {
            if !before.is_empty() && !is_tied(before, word) {
                pieces.extend(line.get(from..at));
                from = at;
            }
            before = word;
        }
        at += piece.len();
    }
    pieces.extend(line.get(from..).filter(|rest| !rest.is_empty()));
    pieces
}

/// The same text for who breaks the lines without knowing: what is tied stays together by
/// no-break spaces.
pub fn bound(text: &str) -> String {
    let tied = |piece: &str| {
        let word = piece.trim_end_matches(' ');
        let behind = piece.get(word.len()..).unwrap_or_default();
        word.replace(' ', "\u{a0}") + behind
    };
    pieces(text).into_iter().map(tied).collect()
}

#[cfg(test)]
mod tests {
    use super::{bound, pieces};

    #[test]
    fn a_number_stands_with_its_unit_and_a_day_with_its_month() {
        for (text, expected) in [
            ("run 26 min easy.", vec!["run ", "26 min ", "easy."]),
            ("hold 5 × 30 s; rest", vec!["hold ", "5 × 30 s; ", "rest"]),
            ("3 × (2 min run)", vec!["3 × (2 min ", "run)"]),
            (
                "on Thu 12 Nov (22 April)",
                vec!["on ", "Thu ", "12 Nov ", "(22 April)"],
            ),
            (
                "at 6:04 /km by 10 %.",
                vec!["at ", "6:04 /km ", "by ", "10 %."],
            ),
            (
                "2 runs in 14 days",
                vec!["2 ", "runs ", "in ", "14 ", "days"],
            ),
            ("  in two  spaces", vec!["  in ", "two  ", "spaces"]),
            ("", vec![]),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
            assert_eq!(pieces(text).concat(), text);
            assert_eq!(bound(text).replace('\u{a0}', " "), text);
        }
        assert_eq!(
            bound("22 min at 6:40 /km."),
            "22\u{a0}min at 6:40\u{a0}/km."
        );
    }
}
