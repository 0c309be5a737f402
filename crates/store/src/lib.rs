//! What is kept of an athlete, in one folder:
//!
//! - `originals/`: the workout files as they came, and `originals.jsonl`, their names;
//! - `diary.jsonl`: what the runner entered, one entry a line;
//! - `comeback.db`: what was derived from the files, for speed only.
//!
//! The first two are the truth. They are only ever appended to, and each step is
//! durable before the next: original, its name, the database's transaction, the
//! report that it is done. So a crash at any moment loses nothing that was
//! reported, and the database can be thrown away and made again.
//!
//! Only this room knows SQL.

mod backup;
mod database;
mod error;
mod home;
pub mod jsonl;
mod originals;
mod runs;

pub use backup::{BackupContent, Contents, back_up, restore};
pub use error::StoreError;
pub use home::{AthleteName, Home};
pub use jsonl::BadLine;
pub use originals::{Original, sha256, write_whole};
pub use runs::{Blob, Changes, KeptCopy, KeptRun};

use comeback_core::diary::Entry;
use rusqlite::Connection;
use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// One athlete's store.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    database: Connection,
}

/// The right to write; other processes wait for it. It ends when it is dropped
/// or when its process dies.
#[derive(Debug)]
pub struct WriteLock(#[allow(dead_code, reason = "held, never read")] File);

impl Store {
    /// Opens the folder, making it and its database where they are missing.
    pub fn open(folder: PathBuf) -> Result<Store, StoreError> {
        std::fs::create_dir_all(&folder).map_err(StoreError::io(&folder))?;
        let database = database::open(&folder.join(database::FILE))?;
        Ok(Store { folder, database })
    }

    /// Throws the derived database away, whatever state it is in, and opens an empty one.
    pub fn start_again(folder: PathBuf) -> Result<Store, StoreError> {
        database::remove(&folder.join(database::FILE))?;
        Store::open(folder)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Waits until no other process imports or derives.
    pub fn lock(&self) -> Result<WriteLock, StoreError> {
        let lock = self.lock_file("lock")?;
        originals::sweep(&self.originals_folder());
        Ok(lock)
    }

    /// The same without waiting; `None` while another process holds it.
    pub fn try_lock(&self) -> Result<Option<WriteLock>, StoreError> {
        let path = self.folder.join("lock");
        let file = File::create(&path).map_err(StoreError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(WriteLock(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(StoreError::io(&path)(error)),
        }
    }

    fn lock_file(&self, name: &str) -> Result<WriteLock, StoreError> {
        let path = self.folder.join(name);
        let file = File::create(&path).map_err(StoreError::io(&path))?;
        file.lock().map_err(StoreError::io(&path))?;
        Ok(WriteLock(file))
    }

    /// All diary entries in the order in which they were entered, and the lines
    /// that are none.
    pub fn entries(&self) -> Result<(Vec<Entry>, Vec<BadLine>), StoreError> {
        jsonl::read(&self.diary_path())
    }

    /// Appends the entries that are not in the diary yet and returns them when they are durable.
    pub fn enter(&self, entries: &[Entry]) -> Result<Vec<Entry>, StoreError> {
        // Apart from the import's lock, so that pain can be logged while a large import runs.
        let _lock = self.lock_file("diary.lock")?;
        let (known, _) = self.entries()?;
        let mut known: HashSet<String> = known.iter().filter_map(canonical).collect();
        let fresh: Vec<Entry> = entries
            .iter()
            .filter(|entry| canonical(entry).is_some_and(|line| known.insert(line)))
            .cloned()
            .collect();
        jsonl::append(&self.diary_path(), &fresh)?;
        Ok(fresh)
    }

    pub fn diary_path(&self) -> PathBuf {
        self.folder.join("diary.jsonl")
    }

    fn database_path(&self) -> PathBuf {
        self.folder.join(database::FILE)
    }
}

/// What makes two entries the same: the instant, whatever its offset, and all that is said.
fn canonical(entry: &Entry) -> Option<String> {
    let mut entry = entry.clone();
    entry.at = entry.at.to_utc().fixed_offset();
    serde_json::to_string(&entry).ok()
}
