//! Diaries found among the files of an import. Whoever packed an archive could write
//! one, so a file speaks for the runner only where the runner asks for it, and never
//! ends a red flag nor changes a setting.

use super::valid;
use comeback_core::diary::{Entry, Urgency, What};
use comeback_report::{FailedFile, LeftEntry};
use comeback_store::jsonl;

/// Why files with a diary are left out where nobody asked for it.
pub(crate) const DIARY: &str = "diary";

/// A diary as it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignDiary {
    pub file: String,
    /// What can be taken over.
    pub entries: Vec<Entry>,
    /// What no file is believed.
    pub left: Vec<LeftEntry>,
    /// Lines that are no entries.
    pub failed: Vec<FailedFile>,
}

/// Asked whether what was found is to be taken.
pub(crate) type Ask<'a> = dyn FnMut(&[ForeignDiary]) -> bool + 'a;

/// `diary.jsonl`, and `me-diary.jsonl` as `export` writes it.
pub(crate) fn is_diary(name: &str) -> bool {
    name.ends_with("diary.jsonl")
}

/// Reads a diary; nothing is taken over yet.
pub(crate) fn read(file: &str, text: &[u8]) -> ForeignDiary {
    let (found, bad) = jsonl::parse_valid::<Entry>(text, valid::validate);
    let failed = bad.into_iter().map(|line| FailedFile {
        file: file.to_owned(),
        error: format!("line {}: {}", line.number, line.error),
        at_byte: Some(line.at_byte),
    });
    let mut entries = Vec::new();
    let mut left = Vec::new();
    for entry in found.into_iter().map(Entry::legible) {
        match never_taken(&entry.what) {
            Some(why) => left.push(LeftEntry { entry, why }),
            None => entries.push(entry),
        }
    }
    ForeignDiary {
        file: file.to_owned(),
        entries,
        left,
        failed: failed.collect(),
    }
}

/// Why an entry is never taken from a file, as what to do instead.
fn never_taken(what: &What) -> Option<String> {
    match what {
        What::Config { key, value, .. } => Some(format!(
            "a file changes no setting: `comeback config set {key} {value}`"
        )),
        What::Resolve { symptom } if symptom.urgency() >= Urgency::NoRunning => Some(format!(
            "no file ends a red flag: `comeback log resolve {}` once it was seen",
            symptom.as_str()
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_ends_no_red_flag_and_changes_no_setting() {
        for (what, taken) in [
            (r#""kind":"pain","score":2"#, true),
            (r#""kind":"symptom","symptom":"bladder""#, true),
            (r#""kind":"resolve","symptom":"bladder""#, false),
            (r#""kind":"resolve","symptom":"bony-hop-pain""#, false),
            (r#""kind":"resolve","symptom":"fever""#, true),
            (r#""kind":"config","key":"vmax","value":"8.1""#, false),
            (r#""kind":"episode-start","on":"2026-11-01""#, true),
        ] {
            let line = format!(r#"{{"at":"2026-11-01T10:00:00Z",{what}}}"#);
            let found = read("diary.jsonl", line.as_bytes());
            assert_eq!(found.failed, [], "{what}");
            assert_eq!(found.entries.len(), usize::from(taken), "{what}");
            assert_eq!(found.left.len(), usize::from(!taken), "{what}");
        }
        let far = r#"{"at":"2026-11-01T10:00:00Z","kind":"episode-start","on":"-262143-01-01"}"#;
        let found = read("diary.jsonl", far.as_bytes());
        assert_eq!((found.entries.len(), found.failed.len()), (0, 1));
        assert!(found.failed[0].error.contains("1900"), "{:?}", found.failed);
    }
}
