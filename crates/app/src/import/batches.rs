//! Files in batches of bounded size: one is decoded while the one before is written.

use super::behind::Behind;
use super::importer::{BY_TABLE_OF, DUPLICATE, Importer, NOT_RUNNING};
use super::rows::joined;
use crate::AppError;
use crate::answers::Answers;
use crate::copies::{Batch, Fresh};
use crate::decode::{Decoded, Other, Pending, Said, decode, short_name};
use crate::tables;
use comeback_core::diary::{Entry, What};
use comeback_report::words::quantity::counted;
use comeback_store::Original;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A batch is decoded when it holds so many files or bytes: with it grows what
/// memory is needed, without it what a transaction costs a file.
const BATCH_FILES: usize = 64;
const BATCH_BYTES: usize = 24 << 20;

impl Importer<'_> {
    pub(super) fn resume(&mut self) -> Result<(), AppError> {
        let Some(store) = self.workspace.store() else {
            return Ok(());
        };
        let mut left = Vec::new();
        for original in store.originals_that_count(&self.workspace.record)? {
            if !self.seen.contains_key(&original.sha256)
                // One that is damaged is named by every call; the others go on.
                && let Ok(bytes) = store.original(&original.sha256)
            {
                left.push((original.name.clone(), bytes));
            }
        }
        for (name, bytes) in left {
            self.push(name, bytes)?;
        }
        Ok(())
    }

    /// What an import that was killed left between the bytes of a file and the list of them:
    /// it comes in with this one, and is taken back with it. Last, so that a file which is
    /// among the inputs comes under its own name.
    pub(super) fn take_up(&mut self) -> Result<(), AppError> {
        let store = match self.workspace.store() {
            Some(store) if !self.dry_run => store,
            _ => return Ok(()),
        };
        let mut left = Vec::new();
        for (sha256, name) in store.cut_off(&self.workspace.record)? {
            if let Ok(bytes) = store.original(&sha256) {
                left.push((name, bytes));
            }
        }
        if left.is_empty() {
            return Ok(());
        }
        let named: Vec<String> = left.iter().map(|(name, _)| name.clone()).collect();
        self.reading = None;
        for (name, bytes) in left {
            self.push(name, bytes)?;
        }
        self.flush()?;
        self.write_behind()?;
        let is_in = |name: &&String| self.fresh.iter().any(|(fresh, ..)| fresh == *name);
        let taken = named.iter().filter(is_in).count();
        if taken > 0 {
            let files = counted(taken, "file", "files");
            self.result.notes.push(format!(
                "{files} of an import that was cut off before it could list them came in with this one"
            ));
        }
        self.workspace.look_for_unlisted()
    }

    pub(super) fn push(&mut self, name: String, bytes: Vec<u8>) -> Result<(), AppError> {
        self.go_on()?;
        self.pending_bytes += bytes.len();
        self.pending.push(Pending {
            name,
            bytes,
            from: self.reading,
        });
        if self.pending.len() >= BATCH_FILES || self.pending_bytes >= BATCH_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes the batch that was decoded last.
    pub(super) fn write_behind(&mut self) -> Result<(), AppError> {
        if let Some(behind) = self.behind.take() {
            behind.write(self.workspace.store_mut()?, &self.listed)?;
            self.written += 1;
        }
        self.at_stake.clear();
        Ok(())
    }

    /// Decodes what is pending, while what was decoded before is written.
    pub(super) fn flush(&mut self) -> Result<(), AppError> {
        self.pending_bytes = 0;
        let pending = std::mem::take(&mut self.pending);
        if pending.is_empty() {
            return self.write_behind();
        }
        let names = pending.iter().map(|pending| pending.name.clone());
        self.at_stake.extend(names.clone());
        let names: Vec<String> = names.collect();
        let answers = Answers::of(self.said, &self.workspace.entries);
        let behind = self.behind.take();
        let is_behind = behind.is_some();
        let store = match is_behind {
            true => Some(self.workspace.store_mut()?),
            false => None,
        };
        let (seen, tables, listed) = (&self.seen, &self.tables, &self.listed);
        let (decoded, written) = std::thread::scope(|scope| {
            let writer = (behind.zip(store))
                .map(|(behind, store)| scope.spawn(move || behind.write(store, listed)));
            let decoded: Vec<Decoded> = pending
                .into_par_iter()
                .map(|pending| decode(pending, seen, &Said::ByTables(tables), &answers))
                .collect();
            let written = writer.map_or(Ok(()), |writer| {
                let broke = |_| AppError::Refused("the writer of the store broke".to_owned());
                writer.join().map_err(broke).flatten()
            });
            (decoded, written)
        });
        written?;
        if is_behind {
            self.written += 1;
        }
        self.at_stake = names;
        let mut batch_fresh: Vec<Fresh> = Vec::new();
        let mut files: Vec<(String, String, Option<String>)> = Vec::new();
        let mut originals: Vec<(Original, Vec<u8>)> = Vec::new();
        let mut repeated: Vec<(String, String)> = Vec::new();
        for file in decoded {
            let found = match &file.result {
                Err(Other::Failed(_)) => None,
                Ok(recordings) if recordings.is_empty() && file.told_before => None,
                Err(Other::Skipped(why)) => Some(Err((*why).to_owned())),
                Ok(_) | Err(Other::Known) => Some(Ok(file.sha256.clone())),
            };
            self.note(file.from, &file.name, found);
            let in_this_batch = files.iter().any(|(sha256, _, _)| *sha256 == file.sha256);
            if in_this_batch || matches!(file.result, Err(Other::Known)) {
                repeated.push((file.name, file.sha256));
                continue;
            }
            match file.result {
                Err(Other::Known) => {}
                Err(Other::Skipped(reason)) => self.skip(file.name, reason, None),
                Err(Other::Failed(error)) => self.fail(file.name, error.message, error.at_byte),
                Ok(recordings) => {
                    self.others.extend(file.named_others);
                    for _ in 0..file.other_sports {
                        self.skip(file.name.clone(), NOT_RUNNING, None);
                    }
                    let short = short_name(&file.name);
                    if recordings.is_empty() && file.told_before {
                        continue;
                    }
                    if recordings.is_empty() {
                        let why = match file.told_now {
                            true => format!("{NOT_RUNNING}{BY_TABLE_OF}{}", self.id.0),
                            false => NOT_RUNNING.to_owned(),
                        };
                        files.push((file.sha256, short, Some(why)));
                        continue;
                    }
                    for (fresh, row) in recordings.iter().zip(&file.rows) {
                        if let Some(row) = *row {
                            self.tables.join(row, joined(&file.sha256, &fresh.facts));
                        }
                        self.fresh
                            .push((file.name.clone(), file.sha256.clone(), fresh.session));
                    }
                    batch_fresh.extend(recordings);
                    let original = Original {
                        sha256: file.sha256.clone(),
                        name: short.clone(),
                        import: Some(self.id.clone()),
                    };
                    originals.push((original, file.bytes));
                    files.push((file.sha256, short, None));
                }
            }
        }
        for (sha256, _, skipped) in &files {
            let why = skipped.as_ref().map(|_| NOT_RUNNING.to_owned());
            self.seen.insert(sha256.clone(), why);
        }
        if self.replace {
            let known = batch_fresh.iter().filter(|fresh| self.ledger.knows(fresh));
            let files: BTreeSet<String> = known.map(|fresh| fresh.sha256.clone()).collect();
            self.put_first(files)?;
        }
        let mut batch: Batch = if batch_fresh.is_empty() {
            Batch::default()
        } else {
            self.ledger.add(batch_fresh, &self.workspace.entries)
        };
        batch.files = files;
        if !self.dry_run && (!batch.files.is_empty() || !batch.runs.is_empty()) {
            self.behind = Some(Behind { originals, batch });
        } else {
            self.at_stake.clear();
        }
        for (name, sha256) in repeated {
            self.repeat(name, &sha256);
        }
        Ok(())
    }

    /// Says of files that they speak for their runs.
    pub(super) fn put_first(
        &mut self,
        files: impl IntoIterator<Item = String>,
    ) -> Result<(), AppError> {
        let at = self.workspace.now;
        let told: Vec<Entry> = files
            .into_iter()
            .map(|file| Entry {
                at,
                what: What::Replace { file },
                note: None,
            })
            .collect();
        if !told.is_empty() {
            let id = self.id.clone();
            self.workspace.take_over(&told, &id)?;
        }
        Ok(())
    }

    /// A file whose bytes were seen before.
    pub(super) fn repeat(&mut self, name: String, sha256: &str) {
        if tables::is_row(&name) {
            if self.with_file.contains(&name) {
                return;
            }
        } else {
            self.join_known(&name, sha256);
        }
        match self.seen.get(sha256) {
            Some(Some(reason)) => {
                let reason = reason.clone();
                self.skip(name, &reason, None);
            }
            _ => {
                let of = self.ledger.run_of_file(sha256).cloned();
                if let Some(run) = &of
                    && self.said.is_some()
                    && self.ledger.unsure(run).is_some()
                    && Answers::of(None, &self.workspace.entries).on(run) != self.said
                {
                    self.asked.insert(run.clone());
                }
                let first = &self.workspace.entries;
                if self.replace && of.is_some() && !self.ledger.is_put_first(sha256, first) {
                    self.promoted.push(sha256.to_owned());
                    self.speak.insert(name.clone());
                }
                self.skip(name, DUPLICATE, of);
            }
        }
    }
}
