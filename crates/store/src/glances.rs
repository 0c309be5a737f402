//! What an import found at a path, so that the same file need not be read again: its
//! size, its time of change and a short fingerprint tell whether it is the same.

use super::runs::seal;
use super::{Store, StoreError, sha256};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Bytes of the beginning and of the end that are looked at.
const LOOK: usize = 1024;
const LEVEL: i32 = 3;

/// What lay at a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    /// Size, time of change and fingerprint, as [`mark`] gives them.
    pub mark: String,
    pub is_zip: bool,
    /// Whether a vendor's table was read from it.
    pub has_tables: bool,
    pub entries: Vec<Glanced>,
}

/// One workout of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glanced {
    /// What follows the path in its name: nothing for the file itself.
    pub inside: String,
    /// Of its bytes, or why it was passed over.
    pub found: Result<String, String>,
}

/// Size, time of change and a fingerprint of the beginning and the end of a file; `None`
/// where it cannot be read, is no plain file, or has no time.
pub fn mark(path: &Path) -> Option<String> {
    let about = std::fs::metadata(path)
        .ok()
        .filter(|about| about.is_file())?;
    let changed = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let mut file = File::open(path).ok()?;
    let mut looked = Vec::with_capacity(2 * LOOK);
    let size = about.len();
    (&mut file)
        .take(LOOK as u64)
        .read_to_end(&mut looked)
        .ok()?;
    if size > LOOK as u64 {
        let from = size.saturating_sub(LOOK as u64).max(LOOK as u64);
        file.seek(SeekFrom::Start(from)).ok()?;
        file.take(LOOK as u64).read_to_end(&mut looked).ok()?;
    }
    let print = sha256(&looked);
    Some(format!("{size} {} {print}", changed.as_nanos()))
}

/// Where files lie on this disk is nobody's business: places are kept as sums.
fn named(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    sha256(whole.as_os_str().as_encoded_bytes())
}

impl Store {
    /// What lay at a path when it was last imported.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn glance(&self, path: &Path) -> Result<Option<Glance>, StoreError> {
        let path = named(path);
        let found: Option<(Vec<u8>, Vec<u8>)> = self
            .database
            .prepare_cached("SELECT value, seal FROM glances WHERE path = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row(params![path.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .map_err(StoreError::sql(&self.database_path()))?;
        // One that is damaged costs a reading of the file, no more.
        Ok(found
            .filter(|(value, sealed)| *sealed == seal(&[path.as_bytes(), value]))
            .and_then(|(value, _)| zstd::decode_all(value.as_slice()).ok())
            .and_then(|plain| postcard::from_bytes(&plain).ok()))
    }

    /// Notes what lay at paths.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn note_glances(&mut self, glances: &[(PathBuf, Glance)]) -> Result<(), StoreError> {
        let path = self.database_path();
        let mut packed = Vec::with_capacity(glances.len());
        for (place, glance) in glances {
            let value = postcard::to_stdvec(glance)
                .map_err(|error| error.to_string())
                .and_then(|plain| {
                    zstd::encode_all(plain.as_slice(), LEVEL).map_err(|error| error.to_string())
                })
                .map_err(|what| StoreError::Derived {
                    path: path.clone(),
                    what,
                })?;
            packed.push((named(place), value));
        }
        let write = |database: &mut rusqlite::Connection| {
            let transaction = database.transaction()?;
            for (place, value) in &packed {
                transaction
                    .prepare_cached("INSERT OR REPLACE INTO glances VALUES (?1, ?2, ?3)")?
                    .execute(params![place, value, seal(&[place.as_bytes(), value])])?;
            }
            transaction.commit()
        };
        write(&mut self.database).map_err(StoreError::sql(&path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_at_either_end_has_another_mark() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.fit");
        let time = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
        let marked = |content: &[u8]| {
            std::fs::write(&path, content).expect("a file");
            let file = File::options().write(true).open(&path).expect("the file");
            file.set_modified(time).expect("a time");
            mark(&path).expect("a mark")
        };
        let long = vec![7; 5000];
        let first = marked(&long);
        assert_eq!(marked(&long), first);
        for at in [0, 4999] {
            let mut other = long.clone();
            other[at] = 8;
            assert_ne!(marked(&other), first, "{at}");
        }
        assert_ne!(marked(&long[1..]), first);
        assert_ne!(marked(&[]), marked(&[1]));
        assert_eq!(mark(folder.path()), None);
    }
}
