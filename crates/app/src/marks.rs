//! The marks in the database that say by what the kept runs were derived, and whether
//! that is still so.

use super::AppError;
use comeback_core::diary::cut::{self, Cut};
use comeback_core::diary::{Entry, Record, What, said};
use comeback_core::limits::keys;
use comeback_core::run::RunId;
use comeback_signal::efforts::cut_offs::CutOffs;
use comeback_store::{Store, sha256};
use std::collections::BTreeMap;

/// Counted up when the same original must give other figures than before; kept
/// figures of an older count are derived again.
pub(super) const DERIVATION: &str = concat!(env!("CARGO_PKG_VERSION"), "/13");

/// The mark that says by what the kept runs were derived.
pub(super) const SETTLED: &str = "settled";

/// The mark of the originals that were taken in.
pub(super) const ORIGINALS: &str = "originals";

/// The mark that says by which derivation the kept runs were measured.
pub(super) const DERIVED_BY: &str = "derived-by";

/// The mark that says with what told of the runner all runs were last classified.
pub(super) const CLASSIFIED_WITH: &str = "classified-with";

/// The mark of how recordings were cut and put right when they were read.
pub(super) const CUTS: &str = "cuts";

/// Whether what is kept was derived by this program, so that it can be read.
pub(super) fn is_of_this_program(store: &Store) -> Result<bool, AppError> {
    Ok(store.meta(DERIVED_BY)?.as_deref() == Some(DERIVATION))
}

/// What the kept classification depends on beyond the runs themselves.
pub(super) fn fingerprint(entries: &[Entry]) -> String {
    let relevant = [
        keys::CRITICAL_SPEED,
        keys::VMAX,
        keys::HEIGHT,
        keys::SEX,
        keys::RESTING_HEART_RATE,
        keys::MAX_HEART_RATE,
    ];
    let mut text = String::from(DERIVATION);
    for entry in entries {
        if let What::Config { key, value, .. } = &entry.what
            && (relevant.contains(&key.as_str()) || CutOffs::KEYS.contains(&key.as_str()))
        {
            text.push_str(&format!(
                "\n{} {key} {value}",
                entry.at.to_utc().to_rfc3339()
            ));
        }
    }
    sha256(text.as_bytes())
}

/// The runner's last answer on each recording: whether it counts as a run.
pub(super) fn answers(entries: &[Entry]) -> BTreeMap<RunId, bool> {
    let said = said::of(entries).into_iter();
    said.filter_map(|(run, said)| Some((run, said.counts?)))
        .collect()
}

/// What settled runs were settled by: an answer moves the speeds of reference of later
/// runs, and only of those whose speeds it moves.
pub(super) fn settled_mark(fingerprint: &str, answers: &BTreeMap<RunId, bool>) -> String {
    if answers.is_empty() {
        return fingerprint.to_owned();
    }
    let mut text = fingerprint.to_owned();
    for (run, counts) in answers {
        text.push_str(&format!("\n{run} {counts}"));
    }
    sha256(text.as_bytes())
}

/// What is said of how recordings are read now and was not when they were, and the other
/// way round.
pub(super) fn cuts_changed(store: &Store, entries: &[Entry]) -> Result<Vec<Cut>, AppError> {
    let now = cut::cuts(entries);
    let mark = store.meta(CUTS)?.unwrap_or_default();
    // A mark that cannot be read is an empty one: what is said now is done again.
    let before: Vec<Cut> = serde_json::from_str(&mark).unwrap_or_default();
    let mut changed: Vec<Cut> = now
        .iter()
        .filter(|cut| !before.contains(cut))
        .cloned()
        .collect();
    changed.extend(before.iter().filter(|cut| !now.contains(cut)).cloned());
    // The same in another order: the last word on a run may be another.
    if changed.is_empty() && now != before {
        changed = now;
    }
    Ok(changed)
}

pub(super) fn cuts_mark(cuts: &[Cut]) -> String {
    match cuts {
        [] => String::new(),
        cuts => serde_json::to_string(cuts).unwrap_or_default(),
    }
}

pub(super) fn is_settled(
    store: &Store,
    entries: &[Entry],
    record: &Record,
) -> Result<bool, AppError> {
    Ok(match store.meta(SETTLED)? {
        Some(mark) => {
            mark == settled_mark(&fingerprint(entries), &answers(entries))
                && store.meta(ORIGINALS)? == Some(store.originals_mark(record)?)
                && store.meta(CUTS)?.unwrap_or_default() == cuts_mark(&cut::cuts(entries))
        }
        None => store.originals()?.is_empty(),
    })
}
