//! What table readers read from: the entries of a zip, or the files of a folder.

use super::row::Row;
use super::{fitbit, zepp};
use crate::ImportError;
use std::collections::HashSet;
use std::io::Read;

/// Bytes of one table that is held whole.
pub(super) const TABLE_LIMIT: u64 = 512 << 20;

/// Files that lie together, by index.
pub trait Shelf {
    /// What messages call the whole.
    fn name(&self) -> &str;

    /// The files' names, as messages call them.
    fn names(&self) -> &[String];

    /// One of them, from its beginning.
    ///
    /// # Errors
    /// Why it cannot be read, for the runner.
    fn open(&mut self, index: usize) -> Result<Box<dyn Read + '_>, String>;
}

/// What a look through the tables found.
#[derive(Debug, Default)]
pub struct Survey {
    pub rows: Vec<Row>,
    /// Names of files that were read as tables or belong to a table's row, and so are no workouts of their own.
    pub read: HashSet<String>,
    pub failed: Vec<ImportError>,
    pub(super) fitbit: fitbit::Gathered,
    pub(super) beats: zepp::Beats,
}

impl Survey {
    pub(super) fn fail(&mut self, file: &str, message: impl Into<String>) {
        self.failed.push(ImportError {
            file: file.to_owned(),
            message: message.into(),
            at_byte: None,
        });
    }
}

/// One of a shelf's files, whole.
pub(super) fn whole(shelf: &mut dyn Shelf, index: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = shelf
        .open(index)?
        .take(TABLE_LIMIT + 1)
        .read_to_end(&mut bytes);
    match read {
        _ if bytes.len() as u64 > TABLE_LIMIT => Err(format!(
            "larger than {} MB, which no such table is",
            TABLE_LIMIT >> 20
        )),
        Ok(_) => Ok(bytes),
        Err(error) => Err(format!("damaged ({error}); download it again")),
    }
}

/// The file whose name ends so, behind a folder's end or as a whole.
pub(super) fn ending(shelf: &dyn Shelf, tail: &str) -> Option<usize> {
    let tail = tail.trim_start_matches('/');
    if tail.is_empty() {
        return None;
    }
    shelf.names().iter().position(|name| {
        name.strip_suffix(tail)
            .is_some_and(|head| head.is_empty() || head.ends_with(['/', '\\']))
    })
}
