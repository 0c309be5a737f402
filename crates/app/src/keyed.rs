//! What somebody typed, in plain letters: wide digits of another keyboard, the dashes,
//! quotes and fractions that a phone sets, and none of what cannot be seen.

use comeback_core::legible::is_hidden;

/// The same text in the letters that the readers of numbers and moments know.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !is_hidden(*letter)) {
        match letter {
            '\u{ff01}'..='\u{ff5e}' => {
                let narrow = char::from_u32(u32::from(letter) - 0xfee0);
                plain.push(narrow.unwrap_or(letter));
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' => plain.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{2032}' => plain.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{2033}' => plain.push('"'),
            '¼' => plain.push_str(".25"),
            '½' => plain.push_str(".5"),
            '¾' => plain.push_str(".75"),
            blank if blank.is_whitespace() => plain.push(' '),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_phone_and_a_wide_keyboard_type_the_same() {
        for (text, expected) in [
            ("３．５", "3.5"),
            ("１８：３０", "18:30"),
            ("2026‑11–25", "2026-11-25"),
            ("−1", "-1"),
            ("30′30″", "30'30\""),
            ("1½ h", "1.5 h"),
            ("8:30\u{202f}PM", "8:30 PM"),
            ("\u{202e}3\u{200b}", "3"),
            ("yesterday", "yesterday"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
