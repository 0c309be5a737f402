//! Diaries found among the files of an import. Whoever packed an archive could write
//! one, so a file speaks for the runner only where the runner asks for it, and never
//! ends a red flag nor changes a setting.

use super::valid;
use comeback_core::diary::{Entry, Urgency, What};
use comeback_core::legible::legible;
use comeback_core::limits::Settings;
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
    let (found, bad) = jsonl::parse_into(text, valid::taken);
    let failed = bad.into_iter().map(|line| FailedFile {
        file: file.to_owned(),
        error: format!("line {}: {}", line.number, legible(&line.error)),
        at_byte: Some(line.at_byte),
    });
    let mut entries = Vec::new();
    let mut left = Vec::new();
    for entry in found {
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
        What::Config { key, value, .. } => Some(match settable(key, value) {
            Some(command) => format!("a file changes no setting: `{command}`"),
            None => format!("a file changes no setting; `{key}` stays as it is"),
        }),
        What::Resolve { symptom } if symptom.urgency() >= Urgency::NoRunning => Some(format!(
            "no file ends a red flag: `comeback log resolve {}` once it was seen",
            symptom.as_str()
        )),
        _ => None,
    }
}

/// The command that sets what a file asks for, where there is such a setting and the value
/// is one plain word: what is copied into a shell must hold nothing that a shell reads.
fn settable(key: &str, value: &str) -> Option<String> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._:,/+-".contains(letter);
    Settings::default().set(key, value).ok()?;
    let is_word = !value.is_empty() && value.chars().all(is_plain);
    is_word.then(|| format!("comeback config set {key} {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_to_copy_holds_nothing_of_the_file_that_a_shell_reads() {
        let of = |key: &str, value: &str| {
            let line = serde_json::json!({
                "at": "2026-11-01T10:00:00Z", "kind": "config", "key": key, "value": value,
            });
            let found = read("diary.jsonl", line.to_string().as_bytes());
            assert_eq!(found.failed, [], "{key} {value}");
            found.left[0].why.clone()
        };
        assert_eq!(
            of("vmax", "8.1"),
            "a file changes no setting: `comeback config set vmax 8.1`"
        );
        // A setting of versions before: nobody can set it, whatever stands there.
        let retired = of("cut-back-every", "4; rm -rf ~ \u{1b}[31m$(id)");
        assert_eq!(
            retired,
            "a file changes no setting; `cut-back-every` stays as it is"
        );
        for value in [" 8.1 ", "8.1\n"] {
            let why = of("vmax", value);
            assert!(!why.contains("comeback config"), "{value:?}: {why}");
        }
    }

    #[test]
    fn what_the_diary_would_not_read_is_not_taken() {
        let line = "{\"at\":\"2026-11-01T10:00:00Z\",\"kind\":\"psfs\",\"activity\":\"\u{200b}\",\"score\":4}";
        let found = read("diary.jsonl", line.as_bytes());
        assert_eq!((found.entries.len(), found.failed.len()), (0, 1));
        let unknown = r#"{"at":"2026-11-01T10:00:00Z","kind":"\u001b[31m"}"#;
        let found = read("diary.jsonl", unknown.as_bytes());
        assert!(!found.failed[0].error.contains('\u{1b}'), "{found:?}");
    }

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
