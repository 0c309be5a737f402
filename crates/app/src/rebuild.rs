//! Everything derived, again from the originals and the diary.

use super::derive::Ledger;
use super::{AppError, import};
use comeback_core::diary::Entry;
use comeback_store::{Original, Store};
use rayon::prelude::*;

/// Originals that are held in memory at once.
const AT_ONCE: usize = 64;

/// What a rebuild did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rebuilt {
    pub originals: usize,
    pub runs: usize,
    /// Originals that could not be read, with the reason.
    pub failed: Vec<(String, String)>,
}

/// Derives all runs again and replaces the old ones in one step.
pub fn from_originals(
    store: &mut Store,
    entries: &[Entry],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Rebuilt, AppError> {
    let _lock = store.lock()?;
    under_lock(store, entries, progress)
}

/// The same for a caller that holds the writer's lock.
pub(super) fn under_lock(
    store: &mut Store,
    entries: &[Entry],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Rebuilt, AppError> {
    let originals = store.originals()?;
    store.replace_derived(|store| {
        let mut ledger = Ledger::default();
        let mut rebuilt = Rebuilt {
            originals: originals.len(),
            ..Rebuilt::default()
        };
        for (chunk_index, chunk) in originals.chunks(AT_ONCE).enumerate() {
            progress(chunk_index * AT_ONCE, originals.len());
            let mut packed: Vec<(&Original, Result<Vec<u8>, String>)> = Vec::new();
            for original in chunk {
                let bytes = store.original(&original.sha256);
                packed.push((original, bytes.map_err(|error| error.to_string())));
            }
            let decoded: Vec<_> = packed
                .into_par_iter()
                .map(|(original, bytes)| {
                    let fresh = bytes.and_then(|bytes| import::decode_original(original, &bytes));
                    (original, fresh)
                })
                .collect();
            let mut files = Vec::new();
            let mut fresh = Vec::new();
            for (original, outcome) in decoded {
                match outcome {
                    Ok(recordings) => {
                        files.push((original.sha256.clone(), original.name.clone(), None));
                        fresh.extend(recordings);
                    }
                    Err(error) => rebuilt.failed.push((original.name.clone(), error)),
                }
            }
            let mut batch = ledger.add(fresh, entries);
            batch.files = files;
            store.write(&batch)?;
        }
        progress(originals.len(), originals.len());
        ledger.settle(store, entries)?;
        rebuilt.runs = ledger.run_ids().len();
        Ok(rebuilt)
    })
}
