//! Originals, read again: decoded, and added to what is derived.

use super::answers::Answers;
use super::ledger::Ledger;
use super::{AppError, decode, tables};
use comeback_core::diary::{Entry, Record};
use comeback_core::recording::{Sport, SubSport};
use comeback_files::vendors;
use comeback_store::{DAMAGED, Original, Store};
use rayon::prelude::*;
use std::collections::HashMap;

/// Originals that are held in memory at once.
pub(super) const AT_ONCE: usize = 64;

/// What a rebuild did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rebuilt {
    pub originals: usize,
    pub runs: usize,
    /// Originals that no list named any more and one names again.
    pub listed_again: Vec<String>,
    /// Originals that could not be read, with the reason.
    pub failed: Vec<(String, String)>,
}

/// Derives all runs again from the originals, for a caller that holds the writer's lock.
pub(super) fn under_lock(
    store: &mut Store,
    entries: &[Entry],
    record: &Record,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Rebuilt, AppError> {
    let originals = store.originals_that_count(record)?;
    store.replace_derived(|store| {
        let mut ledger = Ledger::default();
        let mut rebuilt = Rebuilt {
            originals: originals.len(),
            ..Rebuilt::default()
        };
        let failed = &mut rebuilt.failed;
        add(store, &mut ledger, &originals, entries, failed, progress)?;
        progress(originals.len(), originals.len());
        ledger.settle(store, entries, record)?;
        rebuilt.runs = ledger.run_ids().len();
        Ok(rebuilt)
    })
}

/// Decodes originals and adds what they hold to the ledger and the database. One that
/// cannot be read is noted, and the others go in.
pub(super) fn add(
    store: &mut Store,
    ledger: &mut Ledger,
    originals: &[Original],
    entries: &[Entry],
    failed: &mut Vec<(String, String)>,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(), AppError> {
    let reading = Reading::begin(store, entries)?;
    for (chunk_index, chunk) in originals.chunks(AT_ONCE).enumerate() {
        progress(chunk_index * AT_ONCE, originals.len());
        failed.extend(reading.add(store, ledger, chunk)?);
    }
    Ok(())
}

/// What originals are read by.
pub(super) struct Reading<'a> {
    words: HashMap<String, (Sport, SubSport)>,
    answers: Answers,
    entries: &'a [Entry],
}

impl<'a> Reading<'a> {
    pub(super) fn begin(store: &Store, entries: &'a [Entry]) -> Result<Self, AppError> {
        Ok(Reading {
            words: words_of_rows(store)?,
            answers: Answers::of(None, entries),
            entries,
        })
    }

    /// Adds some originals, at most [`AT_ONCE`], and tells which cannot be read.
    pub(super) fn add(
        &self,
        store: &mut Store,
        ledger: &mut Ledger,
        originals: &[Original],
    ) -> Result<Vec<(String, String)>, AppError> {
        let mut packed: Vec<(&Original, Result<Vec<u8>, String>)> = Vec::new();
        for original in originals {
            let bytes = store.original(&original.sha256);
            packed.push((original, bytes.map_err(|error| error.to_string())));
        }
        let decoded: Vec<_> = packed
            .into_par_iter()
            .map(|(original, bytes)| {
                let word = self.words.get(&original.sha256).copied();
                let fresh = bytes.and_then(|bytes| {
                    decode::decode_original(original, bytes, word, &self.answers)
                });
                (original, fresh)
            })
            .collect();
        let mut files = Vec::new();
        let mut fresh = Vec::new();
        let mut failed = Vec::new();
        for (original, outcome) in decoded {
            let (sha256, name) = (original.sha256.clone(), original.name.clone());
            match outcome {
                Ok(recordings) => {
                    files.push((sha256, name, None));
                    fresh.extend(recordings);
                }
                Err(error) => {
                    files.push((sha256, name.clone(), Some(format!("{DAMAGED}{error}"))));
                    failed.push((name, error));
                }
            }
        }
        let mut batch = ledger.add(fresh, self.entries);
        batch.files = files;
        store.write(&batch)?;
        Ok(failed)
    }
}

/// What the kept rows of vendors' tables say of the sport of files, by SHA-256.
fn words_of_rows(store: &Store) -> Result<HashMap<String, (Sport, SubSport)>, AppError> {
    let originals = store.originals()?;
    let rows = originals
        .iter()
        .filter(|original| tables::is_row(&original.name));
    // What cannot be read is told of when its run is derived.
    Ok(rows
        .filter_map(|original| store.original(&original.sha256).ok())
        .flat_map(|bytes| vendors::words_on_files(&bytes))
        .collect())
}
