//! The tags of an XML that is too large to hold and too broken to parse: one after the
//! other, whatever stands between them.

use quick_xml::events::attributes::Attributes;
use std::io::BufRead;

/// A longer tag is none.
const TAG_LIMIT: usize = 64 * 1024;

pub(super) struct Tags<R> {
    from: R,
    buffer: Vec<u8>,
    text: String,
}

/// One tag without its brackets: `Workout a="b"`, `/Workout`.
pub(super) struct Tag<'a>(&'a str);

impl<R: BufRead> Tags<R> {
    pub(super) fn new(from: R) -> Self {
        Tags {
            from,
            buffer: Vec::new(),
            text: String::new(),
        }
    }

    /// The next tag; `None` at the end.
    ///
    /// # Errors
    /// The source is damaged.
    pub(super) fn next(&mut self) -> Result<Option<Tag<'_>>, String> {
        let damaged =
            |error: std::io::Error| format!("damaged or cut off ({error}); download it again");
        if !skip_past(&mut self.from, b'<').map_err(damaged)? {
            return Ok(None);
        }
        self.buffer.clear();
        let mut quote = None;
        // In a tag that is too long a quote may never be closed: it is looked at no more.
        let mut too_long = false;
        loop {
            let chunk = self.from.fill_buf().map_err(damaged)?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let mut end = None;
            for (at, &byte) in chunk.iter().enumerate() {
                match (quote, byte) {
                    (None, b'>') => {
                        end = Some((at, at + 1));
                        break;
                    }
                    // Attributes hold no bare `<`: the tag before was never closed.
                    (None, b'<') => {
                        end = Some((at, at));
                        break;
                    }
                    (None, b'"' | b'\'') if !too_long => quote = Some(byte),
                    (Some(open), byte) if open == byte => quote = None,
                    _ => {}
                }
            }
            let (take, consume) = end.unwrap_or((chunk.len(), chunk.len()));
            too_long |= self.buffer.len() + take > TAG_LIMIT;
            if too_long {
                self.buffer.clear();
                quote = None;
            } else {
                self.buffer
                    .extend_from_slice(chunk.get(..take).unwrap_or_default());
            }
            self.from.consume(consume);
            if end.is_some() {
                break;
            }
        }
        self.text.clear();
        self.text.push_str(&String::from_utf8_lossy(&self.buffer));
        Ok(Some(Tag(&self.text)))
    }
}

/// Passes over everything up to and with a byte; false at the end.
fn skip_past(from: &mut impl BufRead, byte: u8) -> std::io::Result<bool> {
    loop {
        let chunk = from.fill_buf()?;
        if chunk.is_empty() {
            return Ok(false);
        }
        let found = chunk.iter().position(|&b| b == byte);
        let length = chunk.len();
        from.consume(found.map_or(length, |at| at + 1));
        if found.is_some() {
            return Ok(true);
        }
    }
}

impl Tag<'_> {
    pub(super) fn name(&self) -> &str {
        let name = self.0.trim_start();
        let end = name
            .char_indices()
            .find(|&(at, c)| c.is_whitespace() || (at > 0 && c == '/'))
            .map_or(name.len(), |(at, _)| at);
        name.get(..end).unwrap_or(name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.ends_with('/')
    }

    pub(super) fn get(&self, name: &str) -> Option<String> {
        let text = self.0.trim_end_matches('/');
        let from = text.find(char::is_whitespace)?;
        Attributes::new(text, from)
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.as_ref() == name)
            .map(|attribute| {
                quick_xml::escape::unescape(&attribute.value).map_or_else(
                    |_| attribute.value.to_string(),
                    std::borrow::Cow::into_owned,
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let mut tags = Tags::new(std::io::BufReader::with_capacity(3, text.as_bytes()));
        let mut names = Vec::new();
        while let Some(tag) = tags.next().expect("memory") {
            names.push(format!(
                "{}={}",
                tag.name(),
                tag.get("a").unwrap_or_default()
            ));
        }
        names
    }

    #[test]
    fn tags_of_broken_xml() {
        assert_eq!(
            names(
                "<?xml?><!DOCTYPE x [<!ATTLIST b\n <!ELEMENT y> ]><r a=\"1 > 0 &amp; \u{b}\"><w a='2'/></r>"
            ),
            [
                "?xml?=",
                "!DOCTYPE=",
                "!ATTLIST=",
                "!ELEMENT=",
                "r=1 > 0 & \u{b}",
                "w=2",
                "/r="
            ]
        );
        assert_eq!(names("no tag at all"), [""; 0]);
        assert_eq!(names("<cut a=\"1"), [""; 0]);
        let long = format!("<l a=\"{}\"><w a='2'/>", "x".repeat(TAG_LIMIT));
        assert!(names(&long).contains(&"w=2".to_owned()));
    }
}
