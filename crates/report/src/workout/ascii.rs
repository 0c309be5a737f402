//! Texts for small screens: ASCII, and never cut in a word.

/// The text in ASCII, as many whole words as have room.
pub(super) fn fitted(text: &str, room: usize) -> String {
    let mut out = String::new();
    for word in plain(text).split_whitespace() {
        // A comma at the end is left out, so it needs no room.
        let bare = word.trim_end_matches(COMMAS);
        let before = out.len() + usize::from(!out.is_empty());
        if before + bare.len() > room {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        if before + word.len() > room {
            out.push_str(bare);
            break;
        }
        out.push_str(word);
    }
    out.trim_end_matches(COMMAS).to_owned()
}

const COMMAS: [char; 3] = [',', ';', ':'];

/// What a small screen cannot show said with what it can; the rest left out.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '·' => {
                // `a · b` reads `a, b`.
                out.truncate(out.trim_end().len());
                out.push(',');
            }
            '×' => out.push('x'),
            '–' | '—' | '−' => out.push('-'),
            '≤' => out.push_str("at most "),
            '≥' => out.push_str("at least "),
            '°' => out.push_str(" deg"),
            '’' => out.push('\''),
            c if c.is_whitespace() => out.push(' '),
            c if c.is_ascii() && !c.is_ascii_control() => out.push(c),
            _ => {}
        }
    }
    out
}

/// A name as a word of a file's name, the same on every system.
pub(super) fn file_word(name: &str) -> String {
    let word: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let word = word.trim_matches('-').to_owned();
    if word.is_empty() {
        "athlete".to_owned()
    } else {
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_cut() {
        for (text, room, expected) in [
            (
                "not faster than 5:45 /km · flat",
                50,
                "not faster than 5:45 /km, flat",
            ),
            (
                "not faster than 5:45 /km · flat",
                24,
                "not faster than 5:45 /km",
            ),
            (
                "not faster than 5:45 /km · flat",
                23,
                "not faster than 5:45",
            ),
            ("unteilbar", 5, ""),
            ("≤ 30° hip", 50, "at most 30 deg hip"),
            ("3 × 8 min", 50, "3 x 8 min"),
            ("\u{1F3C3} run", 50, "run"),
        ] {
            let found = fitted(text, room);
            assert_eq!(found, expected);
            assert!(found.is_ascii() && found.len() <= room);
        }
    }

    #[test]
    fn a_name_becomes_a_word() {
        for (name, word) in [
            ("Anna B.", "anna-b"),
            ("Jürgen", "jürgen"),
            ("../", "athlete"),
        ] {
            assert_eq!(file_word(name), word);
        }
    }
}
