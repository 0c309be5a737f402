//! From the kept originals to runs, so that nothing depends on the order in
//! which files came: what is kept is brought up to date before it is read.

use super::ledger::Ledger;
use super::marks::{cuts_changed, is_of_this_program, is_settled};
use super::{AppError, reread};
use comeback_core::diary::{Entry, Record};
use comeback_store::{Original, Store};
use std::collections::BTreeSet;

/// Brings the kept runs up to date unless another process is at it.
pub(crate) fn settle_if_free(
    store: &mut Store,
    entries: &[Entry],
    record: &Record,
) -> Result<(), AppError> {
    if is_settled(store, entries, record)? {
        return Ok(());
    }
    // Who holds the lock is importing or deriving, and settles when done; a
    // question asked meanwhile gets the last whole state instead of waiting.
    if let Some(_lock) = store.try_lock()? {
        settle_under_lock(store, entries, record)?;
    }
    Ok(())
}

/// Brings the kept runs up to date; the caller holds the writer's lock.
pub(crate) fn settle_under_lock(
    store: &mut Store,
    entries: &[Entry],
    record: &Record,
) -> Result<(), AppError> {
    if is_settled(store, entries, record)? {
        return Ok(());
    }
    if is_of_this_program(store)? {
        let mut ledger = Ledger::load(store)?;
        follow_originals(&mut ledger, store, entries, record)?;
        return ledger.settle(store, entries, record);
    }
    reread::under_lock(store, entries, record, &mut |_, _| ())?;
    Ok(())
}

/// Takes in originals that came by another way than an import here, and lets go of
/// those that were taken back.
fn follow_originals(
    ledger: &mut Ledger,
    store: &mut Store,
    entries: &[Entry],
    record: &Record,
) -> Result<(), AppError> {
    let wanted = store.originals_that_count(record)?;
    let known = store.files_seen()?;
    let is_wanted = |sha256: &String| wanted.iter().any(|original| original.sha256 == *sha256);
    let gone: BTreeSet<String> = known
        .iter()
        .filter(|(sha256, skipped)| skipped.is_none() && !is_wanted(sha256))
        .map(|(sha256, _)| sha256.clone())
        .collect();
    let changed = cuts_changed(store, entries)?;
    let touched = ledger.files_touched(&changed);
    let mut again = BTreeSet::new();
    if !gone.is_empty() || !touched.is_empty() {
        let (batch, others) = ledger.drop_files(&(&gone | &touched));
        again = &(&others | &touched) - &gone;
        store.write(&batch)?;
    }
    let to_add: Vec<Original> = wanted
        .into_iter()
        .filter(|original| {
            !known.contains_key(&original.sha256) || again.contains(&original.sha256)
        })
        .collect();
    let failed = &mut Vec::new();
    reread::add(store, ledger, &to_add, entries, failed, &mut |_, _| ())
}
