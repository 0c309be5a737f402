//! Text from outside, as it may be shown: what steers a terminal, turns the direction of
//! a line or shows nothing at all is none of it.

/// Whether a letter turns the direction of what follows, or shows nothing and does not
/// join letters either.
pub const fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    )
}

/// A text on one line: controls become blanks, hidden letters go.
pub fn legible(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    text.chars()
        .filter(|letter| !is_hidden(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

/// The same in place, and nothing where nothing is left to read.
pub fn make_legible(text: &mut Option<String>) {
    *text = text
        .take()
        .map(|text| legible(&text))
        .filter(|text| !text.trim().is_empty());
}

/// A sentence begins with a capital, whatever it is put together from.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_not_shown() {
        for (text, shown) in [
            ("Müller, Jörg", "Müller, Jörg"),
            ("山田 👩‍🚀", "山田 👩‍🚀"),
            ("a\u{202e}b", "ab"),
            ("a\u{2066}b\u{2069}", "ab"),
            ("a\nb\tc", "a b c"),
            ("\u{1b}[31mred", " [31mred"),
            ("\u{9b}31m", " 31m"),
            ("\u{feff}x", "x"),
        ] {
            assert_eq!(legible(text), shown, "{text:?}");
        }
        let mut nothing = Some("\u{200b}\n".to_owned());
        make_legible(&mut nothing);
        assert_eq!(nothing, None);
    }
}
