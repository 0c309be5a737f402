//! What table readers read from: the entries of a zip, or the files of a folder.

use super::gathered::{Beats, Gathered};
use super::row::Row;
use crate::{ImportError, sport};
use comeback_core::recording::Sport;
use std::collections::{BTreeMap, HashSet};
use std::io::{Cursor, Read};

/// Bytes of one table that is held whole. What grows with the years is read as a stream.
pub(super) const TABLE_LIMIT: u64 = 64 << 20;
/// Rows of a table that are named one by one when they are left out.
const NAMED_ROWS: usize = 5;

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
    /// What is worth knowing of a table and lost nothing.
    pub notes: Vec<(String, String)>,
    pub(super) aside: BTreeMap<String, Aside>,
    pub(super) fitbit: Gathered,
    pub(super) beats: Beats,
}

/// What to do about a run that cannot be read.
pub const ADD: &str = "`comeback add --at TIME --minutes M` takes the run";

/// Rows of one table that are left out.
#[derive(Debug, Default)]
pub(super) struct Aside {
    named: Vec<(usize, String)>,
    more: usize,
}

impl Survey {
    /// Leaves out a row that may be a run and cannot be read or counted.
    pub fn set_aside(&mut self, table: &str, number: usize, why: impl Into<String>) {
        if !self.aside.contains_key(table) {
            self.aside.insert(table.to_owned(), Aside::default());
        }
        let Some(aside) = self.aside.get_mut(table) else {
            return;
        };
        if aside.named.len() < NAMED_ROWS {
            aside.named.push((number, why.into()));
        } else {
            aside.more += 1;
        }
    }

    /// Leaves out a row without a moment, where it may be a run by its word for its sport.
    pub(super) fn no_start(
        &mut self,
        table: &str,
        number: usize,
        word: &str,
        date: Option<String>,
    ) {
        if !matches!(sport::in_table(word).0, Sport::Running | Sport::Unknown) {
            return;
        }
        let why = match date {
            Some(date) => format!("its date “{date}” is not understood"),
            None => "it has no date".to_owned(),
        };
        self.set_aside(table, number, format!("{why}; {ADD}"));
    }

    /// Names the rows that were left out: the first of each table, and how many more.
    pub fn name_rows_aside(&mut self) {
        for (table, mut aside) in std::mem::take(&mut self.aside) {
            aside.named.sort_by_key(|(number, _)| *number);
            for (number, why) in aside.named {
                self.fail(
                    &format!("{table}#{number}"),
                    format!("row {number} is left out: {why}"),
                );
            }
            if aside.more > 0 {
                self.fail(
                    &table,
                    format!("{} more rows like these are left out", aside.more),
                );
            }
        }
    }

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

/// One of a shelf's files as a stream of UTF-8.
pub(super) fn stream(shelf: &mut dyn Shelf, index: usize) -> Result<Box<dyn Read + '_>, String> {
    let mut head = Vec::new();
    let begun = shelf.open(index)?.take(2).read_to_end(&mut head);
    begun.map_err(|error| format!("damaged ({error}); download it again"))?;
    if matches!(head.as_slice(), [0xff, 0xfe] | [0xfe, 0xff]) {
        let text = crate::xml::text_of(&whole(shelf, index)?).into_owned();
        return Ok(Box::new(Cursor::new(text.into_bytes())));
    }
    shelf.open(index)
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
