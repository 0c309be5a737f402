//! A backup is a zip of the truth: originals, their names and the diary, as they
//! lie in the home. It is verified after it is written and before it is restored.

mod restoring;
mod writing;

pub use restoring::{look_through, restore};
pub use writing::back_up;

use super::index::OLD_INDEX;
use super::{AthleteName, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What a backup holds of one athlete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BackupContent {
    pub originals: usize,
    pub entries: usize,
}

/// What a backup holds, by athlete.
pub type Contents = BTreeMap<AthleteName, BackupContent>;

/// Something that was to be in a backup and could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Where it lies, or in a backup its name there.
    pub file: String,
    pub error: String,
}

/// What a backup holds, and what it does not though it should.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Backup {
    pub contents: Contents,
    pub left_out: Vec<LeftOut>,
}

/// The diary of versions before.
const DIARY: &str = "diary.jsonl";
const ORIGINALS: &str = "originals/";
/// Folders of files of lines.
pub(super) const FOLDERS: [&str; 3] = ["diary/", "imports/", "advice/"];
/// Single files of an athlete's folder.
const FILES: [&str; 3] = [DIARY, OLD_INDEX, "athlete.json"];
/// What of an athlete could not be taken: one [`LeftOut`] a line. It is in the backup alone.
const LEFT_OUT: &str = "left-out.jsonl";

/// Largest member of a backup that is unpacked.
const LARGEST: u64 = 256 << 20;

/// The athlete and the file of a member's name; `None` for what no backup holds.
fn place(name: &str) -> Option<(AthleteName, &str)> {
    let (athlete, rest) = name.strip_prefix("athletes/")?.split_once('/')?;
    let known = FILES.contains(&rest)
        || rest == LEFT_OUT
        || original_of(rest).is_some()
        || FOLDERS.iter().any(|folder| is_lines_of(folder, rest));
    Some((AthleteName::of_folder(athlete).filter(|_| known)?, rest))
}

/// A file of lines directly in a folder, under a name that cannot lead out of it.
fn is_lines_of(folder: &str, name: &str) -> bool {
    name.strip_prefix(folder).is_some_and(|file| {
        file.ends_with(".jsonl")
            && !file.starts_with('.')
            && !file.contains(['/', '\\', ':'])
            && !file.contains(char::is_control)
    })
}

fn original_of(name: &str) -> Option<&str> {
    let sha256 = name.strip_prefix(ORIGINALS)?.strip_suffix(".zst")?;
    (sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(sha256)
}

fn not_a_backup(path: &Path, what: &dyn std::fmt::Display) -> StoreError {
    StoreError::NotABackup {
        path: path.to_owned(),
        what: what.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_cannot_leave_the_home() {
        let sha = "0".repeat(64);
        for (name, fits) in [
            ("athletes/me/diary.jsonl".to_owned(), true),
            (format!("athletes/me/originals/{sha}.zst"), true),
            ("athletes/me/diary/a1.jsonl".to_owned(), true),
            ("athletes/me/diary/a (copy).jsonl".to_owned(), true),
            ("athletes/me/diary/../x.jsonl".to_owned(), false),
            ("athletes/me/diary/.jsonl".to_owned(), false),
            ("athletes/me/athlete.json".to_owned(), true),
            ("athletes/../diary.jsonl".to_owned(), false),
            ("athletes/me/../../x".to_owned(), false),
            ("athletes/me/originals/../x.zst".to_owned(), false),
            ("/etc/passwd".to_owned(), false),
        ] {
            assert_eq!(place(&name).is_some(), fits, "{name}");
        }
    }
}
