//! Walking XML as it comes from watches and web sites: with leading space or a
//! byte order mark, undeclared prefixes, in UTF-16, broken in the middle, cut off.
//!
//! Entities of a document type are never expanded, so they cannot grow.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// What the walk meets. Names come without their prefix.
pub(super) enum Item<'a> {
    Open(&'a str, Attributes<'a>),
    /// An element's end, with the text directly before it.
    Close(&'a str, &'a str),
}

/// How a walk ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Walked {
    /// Where the text stops in the middle of an element.
    pub cut_at: Option<u64>,
    /// Where and how the syntax is broken first, when it is.
    pub broken: Option<(u64, String)>,
}

/// The attributes of one element.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)
            .map(|attribute| {
                quick_xml::escape::unescape(&attribute.value)
                    .map_or_else(|_| attribute.value.to_string(), Cow::into_owned)
            })
    }

    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)
            .and_then(|attribute| number(&attribute.value))
    }
}

/// A finite number; a decimal comma is accepted.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    text.parse::<f64>()
        .ok()
        .or_else(|| text.replace(',', ".").parse().ok())
        .filter(|value| value.is_finite())
}

/// The text of a file in UTF-8, or UTF-16 with or without a mark.
pub(super) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| -> Cow<'static, str> {
        let units = bytes.as_chunks::<2>().0.iter().map(|&pair| read(pair));
        char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect::<String>()
            .into()
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [b'<', 0, ..] => wide(bytes, u16::from_le_bytes),
        [0, b'<', ..] => wide(bytes, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        _ => String::from_utf8_lossy(bytes),
    }
}

/// Text longer than this in one element is no value of a workout.
const TEXT_LIMIT: usize = 64 * 1024;

/// Restarts after broken syntax in one file; a file that is broken more often is no workout.
const RESTARTS: usize = 64;

/// Visits every element in order. Where the syntax is broken the walk goes on at
/// the next of the elements named in `resume`; `visit` returns false to stop.
pub(super) fn walk(text: &str, resume: &[&str], mut visit: impl FnMut(Item<'_>) -> bool) -> Walked {
    let mut walked = Walked {
        cut_at: None,
        broken: None,
    };
    let mut from = 0;
    for _ in 0..=RESTARTS {
        let Some(part) = text.get(from..) else { break };
        match walk_part(part, &mut visit) {
            Part::Stopped | Part::Complete => return walked,
            Part::Cut => {
                walked.cut_at = Some(text.len() as u64);
                return walked;
            }
            Part::Broken(at, message) => {
                let at = from.saturating_add(at).min(text.len());
                walked.broken.get_or_insert((at as u64, message));
                match next_element(text, at, resume) {
                    Some(next) if next > from => from = next,
                    _ => {
                        walked.cut_at = Some(at as u64);
                        return walked;
                    }
                }
            }
        }
    }
    walked
}

enum Part {
    Complete,
    Stopped,
    Cut,
    Broken(usize, String),
}

fn walk_part(text: &str, visit: &mut impl FnMut(Item<'_>) -> bool) -> Part {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.check_comments = false;
    let mut buffer = String::new();
    let mut depth = 0usize;
    loop {
        let go_on = match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                buffer.clear();
                visit(Item::Open(start.local_name().as_ref(), Attributes(&start)))
            }
            Ok(Event::Empty(start)) => {
                buffer.clear();
                visit(Item::Open(start.local_name().as_ref(), Attributes(&start)))
                    && visit(Item::Close(start.local_name().as_ref(), ""))
            }
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                let go_on = visit(Item::Close(end.local_name().as_ref(), buffer.trim()));
                buffer.clear();
                go_on
            }
            Ok(Event::Text(text)) => {
                push(&mut buffer, &text);
                true
            }
            Ok(Event::CData(text)) => {
                push(&mut buffer, &text);
                true
            }
            Ok(Event::GeneralRef(reference)) => {
                let named = match &*reference {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                buffer.extend(named.filter(|_| buffer.len() < TEXT_LIMIT));
                true
            }
            Ok(Event::Eof) if depth > 0 => return Part::Cut,
            Ok(Event::Eof) => return Part::Complete,
            Ok(_) => true,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                return Part::Broken(at, error.to_string());
            }
        };
        if !go_on {
            return Part::Stopped;
        }
    }
}

fn push(buffer: &mut String, text: &str) {
    if buffer.len() + text.len() <= TEXT_LIMIT {
        buffer.push_str(text);
    }
}

/// The next `<name` behind `at`.
fn next_element(text: &str, at: usize, names: &[&str]) -> Option<usize> {
    // Behind the end there is no boundary to be found.
    let from = (at.saturating_add(1)..=text.len()).find(|&from| text.is_char_boundary(from))?;
    let rest = text.get(from..)?;
    rest.match_indices('<')
        .find(|&(index, _)| {
            rest.get(index + 1..).is_some_and(|name| {
                let end = name
                    .find(|c: char| !c.is_alphanumeric() && c != ':' && c != '_')
                    .unwrap_or(name.len());
                let local = name.get(..end).and_then(|name| name.rsplit(':').next());
                local.is_some_and(|local| names.contains(&local))
            })
        })
        .map(|(index, _)| from + index)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that breaks at its very end was looked through for ever.
    #[test]
    fn behind_the_end_there_is_no_element() {
        for (text, at, next) in [
            ("<p>ü<p>", 3, Some(5)),
            ("<p>ü<p>", 0, Some(5)),
            ("<p>ü<p>", 7, None),
            ("<p>ü<p>", 8, None),
            ("<p>ü<p>", usize::MAX, None),
            ("", 0, None),
        ] {
            assert_eq!(next_element(text, at, &["p"]), next, "{at}");
        }
    }

    fn leaves(text: &str) -> (Vec<(String, String)>, Walked) {
        let mut leaves = Vec::new();
        let walked = walk(text, &["p"], |item| {
            if let Item::Close(name, text) = item {
                leaves.push((name.to_owned(), text.to_owned()));
            }
            true
        });
        (leaves, walked)
    }

    #[test]
    fn text_of_leaves_without_prefix() {
        let (found, walked) = leaves("<g><x:p>1</x:p><n>a &amp; b<![CDATA[ <c>]]></n><e/></g>");
        assert_eq!(
            found,
            [("p", "1"), ("n", "a & b <c>"), ("e", ""), ("g", "")]
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
        );
        assert_eq!((walked.cut_at, walked.broken), (None, None));
    }

    #[test]
    fn goes_on_behind_broken_syntax() {
        let (found, walked) = leaves("<g><p>1</p><p <<>2</p><p>3</p></g>");
        assert!(found.iter().any(|(_, text)| text == "3"), "{found:?}");
        assert!(walked.broken.is_none_or(|(at, _)| at > 10));
    }

    #[test]
    fn a_cut_end_is_noticed() {
        let (found, walked) = leaves("<g><p>1</p><p>2");
        assert_eq!(found, [("p".to_owned(), "1".to_owned())]);
        assert_eq!(walked.cut_at, Some(15));
        let (_, walked) = leaves("<g><p>1</p><p");
        assert!(walked.cut_at.is_some());
    }

    #[test]
    fn entities_do_not_grow() {
        let (found, _) = leaves(
            "<!DOCTYPE g [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><g><p>&b;1</p></g>",
        );
        assert_eq!(found[0], ("p".to_owned(), "1".to_owned()));
    }
}
