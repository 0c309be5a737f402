//! The list of originals as it is read: a line that is broken costs that line, is named,
//! and what is left of it says which file it spoke of.

use super::diary::SetAside;
use super::ids;
use super::jsonl::{LONGEST_LINE, without_position};
use comeback_core::diary::{EntryId, Record};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// Where the names of originals are listed, one file a device.
pub(super) const INDEX_FOLDER: &str = "imports";
/// The list of versions before.
pub(super) const OLD_INDEX: &str = "originals.jsonl";

/// A kept original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    pub sha256: String,
    /// The name under which it first came, inside an archive `outer.zip/inner.fit`.
    pub name: String,
    /// The import that brought it; `None` for those of versions before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<EntryId>,
}

impl SetAside {
    /// Whether it is a line of a list of originals, and no entry.
    pub fn is_of_a_list(&self) -> bool {
        let folder = format!("{INDEX_FOLDER}/");
        self.file == OLD_INDEX || self.file.replace('\\', "/").starts_with(&folder)
    }
}

/// What a broken line still tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    sha256: Option<String>,
    pub(super) name: Option<String>,
    pub(super) import: Option<EntryId>,
}

/// All lists of originals of an athlete.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Index {
    /// In the order in which they came.
    pub originals: Vec<Original>,
    broken: Vec<(SetAside, Told)>,
}

impl Index {
    /// Adds the lines of one list.
    pub(super) fn read(&mut self, file: &str, text: &[u8]) {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        for (index, line) in text.split(|&byte| byte == b'\n').enumerate() {
            let content = line.trim_ascii();
            if content.is_empty() {
                continue;
            }
            match parse(content) {
                Ok(original) => self.originals.push(original),
                Err(error) => {
                    let aside = SetAside {
                        id: ids::of_bytes(content),
                        file: file.to_owned(),
                        number: index + 1,
                        error,
                    };
                    self.broken.push((aside, told(content)));
                }
            }
        }
    }

    /// The lines that cannot be read and are not settled: neither taken back, nor of a
    /// file that is listed by another line.
    pub fn set_aside(&self, record: &Record) -> Vec<SetAside> {
        let listed: BTreeSet<&str> = (self.originals.iter())
            .map(|original| original.sha256.as_str())
            .collect();
        let is_open = |(aside, told): &&(SetAside, Told)| {
            let is_listed =
                (told.sha256.as_ref()).is_some_and(|sha256| listed.contains(sha256.as_str()));
            !is_listed && !record.is_taken_back(&aside.id)
        };
        let open = self.broken.iter().filter(is_open);
        open.map(|(aside, _)| aside.clone()).collect()
    }

    /// What a broken line tells of an original.
    pub(super) fn told_of(&self, sha256: &str) -> Option<&Told> {
        let mut told = self.broken.iter().map(|(_, told)| told);
        told.find(|told| told.sha256.as_deref() == Some(sha256))
    }
}

fn parse(content: &[u8]) -> Result<Original, String> {
    if content.len() > LONGEST_LINE {
        return Err(format!("longer than {LONGEST_LINE} bytes"));
    }
    let original: Original =
        serde_json::from_slice(content).map_err(|error| without_position(&error))?;
    match is_sha256(&original.sha256) {
        true => Ok(original),
        false => Err("its `sha256` is none".to_owned()),
    }
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// How a sum is called in a few letters.
pub(super) fn short(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}

/// Looks through what is left of a line, sound JSON or not.
fn told(content: &[u8]) -> Told {
    let content = content.get(..content.len().min(LONGEST_LINE));
    let text = String::from_utf8_lossy(content.unwrap_or_default());
    let texts = quoted(&text);
    let after = |key: &str| {
        let mut pairs = texts.windows(2);
        pairs.find_map(|pair| match pair {
            [name, value] if name == key => Some(value.clone()),
            _ => None,
        })
    };
    Told {
        sha256: texts.iter().find(|text| is_sha256(text)).cloned(),
        name: after("name"),
        import: after("import").and_then(|id| EntryId::parse(&id)),
    }
}

/// The whole JSON texts of a line, one after the other.
fn quoted(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(begin) = rest.find('"') {
        let from = rest.get(begin..).unwrap_or_default();
        let mut is_escaped = false;
        let end = from.char_indices().skip(1).find(|(_, letter)| {
            let ends = *letter == '"' && !is_escaped;
            is_escaped = *letter == '\\' && !is_escaped;
            ends
        });
        let Some((end, _)) = end else { break };
        if let Some(Ok(Value::String(text))) = from.get(..=end).map(serde_json::from_str) {
            found.push(text);
        }
        rest = from.get(end + 1..).unwrap_or_default();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(text: &str) -> Index {
        let mut index = Index::default();
        index.read("imports/a.jsonl", text.as_bytes());
        index
    }

    /// What is left of a line names its file, whichever way it was broken.
    #[test]
    fn a_broken_line_is_set_aside_and_still_tells_its_file() {
        let sha = "ab".repeat(32);
        let whole = format!(
            r#"{{"sha256":"{sha}","name":"my \"run\".fit","import":"01K5AAAAAAAAAAAAAAAAAAAAAA"}}"#
        );
        for (line, name, import) in [
            (whole.replace("sha256", "shaX"), true, true),
            (whole[..whole.len() - 1].to_owned(), true, true),
            (whole[..whole.len() - 30].to_owned(), true, false),
            (whole[..90].to_owned(), false, false),
        ] {
            let index = index(&line);
            assert_eq!(index.originals, [], "{line}");
            let aside = index.set_aside(&Record::default());
            assert_eq!((aside.len(), aside[0].number), (1, 1), "{line}");
            let told = index.told_of(&sha).expect(&line);
            assert_eq!(told.name.is_some(), name, "{line}");
            assert_eq!(told.import.is_some(), import, "{line}");
            if let Some(name) = &told.name {
                assert_eq!(name, "my \"run\".fit");
            }
        }
    }

    #[test]
    fn a_broken_line_is_settled_by_another_of_the_same_file() {
        let sha = "ab".repeat(32);
        let whole = format!(r#"{{"sha256":"{sha}","name":"a.fit"}}"#);
        let torn = &whole[..whole.len() - 3];
        assert_eq!(index(torn).set_aside(&Record::default()).len(), 1);
        let healed = index(&format!("{torn}\n{whole}\n"));
        assert_eq!(healed.set_aside(&Record::default()), []);
        assert_eq!(healed.originals.len(), 1);
    }
}
