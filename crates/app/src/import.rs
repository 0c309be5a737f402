//! Importing: read, decode in parallel in batches of bounded size, keep the
//! originals, then write what was derived, one transaction a batch.

use super::derive::{Batch, CopyFacts, Fresh, Ledger};
use super::files::{self, Input};
use super::foreign::{self, ForeignDiary};
use super::known::{Known, Noted};
use super::tables::{self, JoinedFile, Tables, Undated};
use super::{AppError, Imported, Workspace, entries};
use chrono_tz::Tz;
use comeback_core::diary::cut::{self, Cut};
use comeback_core::diary::{Act, CountsAs, Entry, EntryId, What, said};
use comeback_core::limits::UnitSystem;
use comeback_core::recording::{Recording, Sport, SubSport};
use comeback_core::run::RunId;
use comeback_files as import;
use comeback_files::vendors::{self, Hints, Row};
use comeback_files::{Reading, RunSketch, archive, richness};
use comeback_report::words::quantity::counted;
use comeback_report::{DiaryFile, FailedFile, SkippedFile, UnsureFile};
use comeback_signal as run;
use comeback_signal::Measured;
use comeback_store::{Original, Store, sha256};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

/// A batch is decoded when it holds so many files or bytes: with it grows what
/// memory is needed, without it what a transaction costs a file.
const BATCH_FILES: usize = 64;
const BATCH_BYTES: usize = 24 << 20;

/// The reason of a file that holds other sports only.
const NOT_RUNNING: &str = "not-running";
const DUPLICATE: &str = "duplicate";
/// The reason of rows whose word for their sport is not known, and that have no file.
const UNKNOWN_SPORT: &str = "unknown-sport";

/// What standard input is called.
const STDIN: &str = "stdin";

/// A file to be decoded.
struct Pending {
    name: String,
    bytes: Vec<u8>,
    /// The input that it lies in.
    from: Option<usize>,
}

/// What a batch writes.
struct Behind {
    originals: Vec<(Original, Vec<u8>)>,
    batch: Batch,
}

impl Behind {
    /// The originals first: what is derived is nothing without them.
    fn write(&self, store: &mut Store, listed: &HashSet<String>) -> Result<(), AppError> {
        let originals = self.originals.iter();
        let kept: Vec<(Original, &[u8])> = originals
            .map(|(original, bytes)| (original.clone(), bytes.as_slice()))
            .collect();
        store.keep(&kept, listed)?;
        if store.is_in_memory() {
            return Ok(());
        }
        match store.write(&self.batch) {
            // The originals are in: what is derived of them is derived again at the next look.
            Err(error) if store.is_of_the_cache(&error) => Ok(store.go_on_in_memory()?),
            written => Ok(written?),
        }
    }
}

/// A file after decoding, without its bytes once they are kept.
struct Decoded {
    name: String,
    from: Option<usize>,
    sha256: String,
    bytes: Vec<u8>,
    result: Result<Vec<Fresh>, Other>,
    /// How many of its recordings are of other sports.
    other_sports: usize,
    /// The row of a table that speaks of each running recording.
    rows: Vec<Option<usize>>,
    /// Whether a table of another import told one of them: taken back with that import, it
    /// must be read again.
    told_before: bool,
}

enum Other {
    Known,
    Skipped(&'static str),
    Failed(import::ImportError),
}

/// Where an import stands, for a progress bar.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Files that were read, those in archives each.
    pub files_done: usize,
    pub files: usize,
}

/// What is to be imported, and how.
pub struct Request<'a> {
    pub paths: &'a [PathBuf],
    /// Tell what would be and write nothing.
    pub dry_run: bool,
    /// Read every byte again, whatever size and time of a file say.
    pub verify: bool,
    /// The runner's word on all of it: runs, or none.
    pub said: Option<bool>,
    /// The files speak for their runs, in the place of those that came before.
    pub replace: bool,
    /// Asked before the entries of diaries among the files are taken; `None` where they
    /// were not asked for.
    pub diary: Option<&'a mut foreign::Ask<'a>>,
    /// The zone of local times, where the runner names one.
    pub time_zone: Option<Tz>,
    /// Asked for the zone of local times that nothing dates; without an answer it is the runner's.
    pub zone: &'a mut dyn FnMut(&[Undated]) -> Option<Tz>,
}

/// Imports files, folders and archives.
pub fn import(
    workspace: &mut Workspace,
    request: Request<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Imported, AppError> {
    let (inputs, unreadable) = files::list(request.paths);
    let mut importer = Importer::begin(workspace, request.dry_run)?;
    importer.said = request.said;
    importer.replace = request.replace && !request.dry_run;
    for path in unreadable {
        importer.fail(path.path, path.error, None);
    }
    if !request.verify {
        importer.known = Known::among(&inputs, importer.workspace.store(), &importer.seen)?;
    }
    importer.look_for_tables(&inputs, request.time_zone)?;
    // What a crash left between keeping an original and deriving from it.
    importer.resume()?;
    let sizes: Vec<usize> = inputs.iter().map(|input| importer.size(input)).collect();
    let files = sizes.iter().sum();
    let mut files_before = 0;
    for (done, (input, size)) in inputs.iter().zip(&sizes).enumerate() {
        let mut tick = |inside: usize| {
            progress(Progress {
                files_done: files_before + inside.min(*size),
                files,
            });
        };
        tick(0);
        let taken = importer.take_input(input, &mut tick);
        files_before += size;
        if let Err(error) = taken {
            importer.stop(error, inputs.get(done..).unwrap_or_default())?;
            return importer.end();
        }
    }
    progress(Progress {
        files_done: files,
        files,
    });
    let rest = importer
        .flush()
        .and_then(|()| importer.take_rows(request.zone))
        .and_then(|()| importer.write_behind())
        .and_then(|()| importer.take_diaries(request.diary))
        .and_then(|()| importer.note_what_lay_there());
    if let Err(error) = rest {
        importer.stop(error, &[])?;
        return importer.end();
    }
    importer.name_the_unknown(request.paths);
    importer.end()
}

struct Importer<'a> {
    workspace: &'a mut Workspace,
    ledger: Ledger,
    tables: Tables,
    /// Names of rows whose run a file holds, too: one run, and no news.
    with_file: BTreeSet<String>,
    before: BTreeSet<RunId>,
    /// Files seen before, and why they gave no run.
    seen: HashMap<String, Option<String>>,
    pending: Vec<Pending>,
    pending_bytes: usize,
    /// The batch that is written while the next one is decoded.
    behind: Option<Behind>,
    /// What lies where it lay when it was last imported.
    known: Known,
    /// What is found now, for the next time.
    noted: Vec<Noted>,
    /// The input that is being read, in `noted`.
    reading: Option<usize>,
    /// New copies by file name and place, to be told apart at the end.
    fresh: Vec<(String, String, u32)>,
    stated: Vec<RunId>,
    diaries: Vec<ForeignDiary>,
    /// The name under which all that it brings can be taken back.
    id: EntryId,
    /// Originals that are listed already.
    listed: HashSet<String>,
    result: Imported,
    /// Files of the batch that is being written, and how many batches are in.
    at_stake: Vec<String>,
    written: usize,
    dry_run: bool,
    /// The store refused to go on: the next command settles what is in.
    stopped: bool,
    /// The runner's answer for all files of this import: runs or not.
    said: Option<bool>,
    /// Whether the files speak for their runs, and those known before that are to.
    replace: bool,
    promoted: Vec<String>,
    _lock: Option<comeback_store::WriteLock>,
}

impl<'a> Importer<'a> {
    fn begin(workspace: &'a mut Workspace, dry_run: bool) -> Result<Self, AppError> {
        let lock = if dry_run {
            None
        } else {
            Some(workspace.store_mut()?.lock()?)
        };
        // A database that another program version or a loss left behind is settled first.
        workspace.settle(lock.is_some())?;
        let (ledger, mut seen, listed) = match workspace.store() {
            Some(store) => {
                let listed = store.originals_that_count(&workspace.record)?;
                (Ledger::load(store)?, store.files_seen()?, listed)
            }
            None => Default::default(),
        };
        // The file that comes again whole heals the one whose kept bytes are damaged.
        seen.retain(|_, skipped| {
            let why = skipped.as_deref().unwrap_or_default();
            !why.starts_with(comeback_store::DAMAGED)
        });
        Ok(Importer {
            id: workspace.new_import()?,
            listed: listed.into_iter().map(|original| original.sha256).collect(),
            before: ledger.run_ids(),
            workspace,
            ledger,
            tables: Tables::default(),
            with_file: BTreeSet::new(),
            seen,
            pending: Vec::new(),
            pending_bytes: 0,
            behind: None,
            known: Known::default(),
            noted: Vec::new(),
            reading: None,
            fresh: Vec::new(),
            stated: Vec::new(),
            diaries: Vec::new(),
            result: Imported::default(),
            at_stake: Vec::new(),
            written: 0,
            dry_run,
            stopped: false,
            said: None,
            replace: false,
            promoted: Vec::new(),
            _lock: lock,
        })
    }

    /// The store refuses to go on: what is in stays in, and all that is not is named.
    /// With nothing in, nothing has changed and the error speaks for itself.
    fn stop(&mut self, error: AppError, left: &[Input]) -> Result<(), AppError> {
        if self.behind.is_some()
            && let Err(again) = self.write_behind()
        {
            // What is at stake is named below.
            drop(again);
        }
        if self.written == 0 && self.result.entries == 0 {
            return Err(error);
        }
        let said = error.to_string();
        let lost = std::mem::take(&mut self.at_stake);
        self.fresh.retain(|(name, ..)| !lost.contains(name));
        self.stopped = true;
        for name in lost {
            self.fail(name, said.clone(), None);
        }
        for input in left {
            let name = input.name();
            if !self
                .result
                .outcome
                .failed
                .iter()
                .any(|failed| failed.file == name)
            {
                self.fail(name, format!("not imported: {said}"), None);
            }
        }
        Ok(())
    }

    fn resume(&mut self) -> Result<(), AppError> {
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

    /// Reads what vendors' tables among the inputs say, before any file is read.
    fn look_for_tables(&mut self, inputs: &[Input], zone: Option<Tz>) -> Result<(), AppError> {
        let miles = self.workspace.settings().units == UnitSystem::Miles;
        let hints = Hints {
            miles,
            zone: zone.unwrap_or(self.workspace.zone),
        };
        let kept = self.kept_others()?;
        self.tables = Tables::look(inputs, hints, &self.known, kept);
        for failed in std::mem::take(&mut self.tables.survey.failed) {
            self.fail(failed.file, failed.message, failed.at_byte);
        }
        Ok(())
    }

    /// The rows of tables of other imports that are no runs.
    fn kept_others(&self) -> Result<Vec<Row>, AppError> {
        let Some(store) = self.workspace.store() else {
            return Ok(Vec::new());
        };
        let originals = store.originals_that_count(&self.workspace.record)?;
        let kept = (originals.iter())
            .filter(|original| tables::is_of_others(&original.name))
            // One that is damaged is named by every call.
            .filter_map(|original| store.original(&original.sha256).ok())
            .flat_map(|bytes| vendors::read_others(&bytes));
        Ok(kept.collect())
    }

    /// Keeps the rows that are no runs, for files that come later; taken back with the import.
    fn keep_others(&mut self) -> Result<(), AppError> {
        let Some(bytes) = vendors::others(self.tables.own_rows()) else {
            return Ok(());
        };
        let sha256 = sha256(&bytes);
        if self.dry_run || self.seen.contains_key(&sha256) {
            return Ok(());
        }
        self.write_behind()?;
        let table = self.tables.own_rows().first();
        let name = tables::name_of_others(&short_name(table.map_or("", |row| &row.table)));
        let original = Original {
            sha256: sha256.clone(),
            name: name.clone(),
            import: Some(self.id.clone()),
        };
        self.behind = Some(Behind {
            originals: vec![(original, bytes)],
            batch: Batch {
                files: vec![(sha256, name, Some(NOT_RUNNING.to_owned()))],
                ..Batch::default()
            },
        });
        Ok(())
    }

    /// Joins files that are in already with the rows of this import that call them another
    /// sport. Another vendor's row is no file.
    fn join_other_sports(&mut self) {
        let tables = &self.tables;
        let found: Vec<(usize, JoinedFile)> = (self.ledger.all_copies())
            .filter(|(_, facts)| !tables::is_row(&facts.name))
            .filter_map(|(sha256, facts)| {
                let row = tables.other_sport_at(&facts.sketch)?;
                (!tables.is_kept(row)).then(|| (row, joined(sha256, facts)))
            })
            .collect();
        for (row, file) in found {
            self.tables.join(row, file);
        }
    }

    /// Makes runs of the tables' rows, joined with the files that have been read.
    fn take_rows(&mut self, ask: &mut dyn FnMut(&[Undated]) -> Option<Tz>) -> Result<(), AppError> {
        let undated = self.tables.undated();
        let mut zone = self.workspace.zone;
        if !undated.is_empty() {
            let answer = ask(&undated);
            zone = answer.unwrap_or(zone);
            for table in undated {
                let short = short_name(&table.table);
                self.result.notes.push(match table.days {
                    true => format!(
                        "{short}: {} runs have a day and no time; each is put at noon, {zone}",
                        table.rows
                    ),
                    false => format!(
                        "{short}: {} runs have a local time without a zone; taken as {zone}{}",
                        table.rows,
                        if answer.is_some() {
                            ""
                        } else {
                            ", your zone; `--time-zone` sets another"
                        }
                    ),
                });
            }
        }
        if let Some(note) = self.tables.without_runs() {
            self.result.notes.push(note);
        }
        for ((table, word), rows) in self.tables.unknown_sports() {
            let name = format!("{} “{word}” ({rows} rows)", short_name(&table));
            self.skip(name, UNKNOWN_SPORT, None);
        }
        for document in self.tables.documents(zone) {
            if document.has_file {
                self.with_file.insert(document.name.clone());
            }
            self.push(document.name, document.bytes)?;
        }
        self.flush()?;
        self.keep_others()?;
        self.join_other_sports();
        self.tell_apart()
    }

    /// Files that came alone and were taken for runs, and that a table now calls a ride: it is
    /// noted as said, and taken back with the import. The runner's own word stands.
    fn tell_apart(&mut self) -> Result<(), AppError> {
        let answers = Answers::of(self.said, &self.workspace.entries);
        let runs: BTreeSet<RunId> = (self.tables.files_of_other_sports())
            .filter_map(|sha256| self.ledger.run_of_file(sha256))
            .filter(|run| self.before.contains(*run) && answers.on(run).is_none())
            // Another recording may know better.
            .filter(|run| self.ledger.own_ids_of(run).count() == 1)
            .cloned()
            .collect();
        if runs.is_empty() || self.dry_run {
            return Ok(());
        }
        self.result.notes.push(format!(
            "{} recordings that counted as runs are other sports by their table, and count no more",
            runs.len()
        ));
        let at = self.workspace.now;
        let told = runs.into_iter().map(|run| Entry {
            at,
            what: What::Sport {
                run,
                sport: CountsAs::Other,
            },
            note: Some("by the table of the archive".to_owned()),
        });
        let (told, id) = (told.collect(), self.id.clone());
        self.workspace.enter_with(told, &id)
    }

    /// How many files an input holds, for the progress.
    fn size(&self, input: &Input) -> usize {
        match self.known.of(input) {
            Some(glance) => glance.entries.len().max(1),
            None => input
                .open_zip()
                .map_or(1, |(zip, _)| archive::files_in(zip)),
        }
    }

    /// `tick` hears how many files of the input were read.
    fn take_input(&mut self, input: &Input, tick: &mut dyn FnMut(usize)) -> Result<(), AppError> {
        let mut inside = 0;
        let name = match input {
            Input::Stdin => STDIN.to_owned(),
            Input::File(_) => input.name(),
        };
        if self.tables.survey.read.contains(&name) {
            return Ok(());
        }
        if let Some(glance) = self.known.take(input) {
            for entry in &glance.entries {
                let name = format!("{name}{}", entry.inside);
                match &entry.found {
                    Ok(sha256) => self.repeat(name, sha256),
                    Err(why) => self.skip(name, why, None),
                }
            }
            return Ok(());
        }
        let zip = input.open_zip();
        let has_tables = self
            .tables
            .survey
            .read
            .iter()
            .any(|read| read.starts_with(&name));
        let noted = Noted::of(input, zip.is_some(), has_tables).filter(|_| !self.dry_run);
        self.reading = noted.as_ref().map(|_| self.noted.len());
        self.noted.extend(noted);
        if let Some((mut zip, length)) = zip {
            let read = std::mem::take(&mut self.tables.survey.read);
            let mut outcome = Ok(());
            archive::unpack_zip(
                &name,
                &mut zip,
                length,
                &|entry| read.contains(entry),
                &mut |entry| {
                    inside += 1;
                    tick(inside);
                    if outcome.is_ok() {
                        outcome = self.take_entry(entry);
                    }
                },
            );
            self.tables.survey.read = read;
            return outcome;
        }
        let bytes = match input.read() {
            Ok(bytes) => bytes,
            Err(AppError::File { source, .. }) => {
                self.fail(name, source.to_string(), None);
                return Ok(());
            }
            Err(error) => {
                self.fail(name, error.to_string(), None);
                return Ok(());
            }
        };
        let mut outcome = Ok(());
        import::unpack(&name, &bytes, &mut |entry| {
            if outcome.is_ok() {
                outcome = self.take_entry(entry);
            }
        });
        outcome
    }

    fn take_entry(&mut self, entry: import::Entry<'_>) -> Result<(), AppError> {
        match entry.content {
            Ok(content) if foreign::is_diary(&entry.name) => {
                self.note(self.reading, &entry.name, None);
                self.diaries.push(foreign::read(&entry.name, &content));
                Ok(())
            }
            Ok(content) => self.push(entry.name, Cow::into_owned(content)),
            Err(Reading::Failed(error)) => {
                self.note(self.reading, &entry.name, None);
                self.fail(entry.name, error.message, error.at_byte);
                Ok(())
            }
            Err(Reading::Skipped(skip)) => {
                let why = Err(skip.as_str().to_owned());
                self.note(self.reading, &entry.name, Some(why));
                self.skip(entry.name, skip.as_str(), None);
                Ok(())
            }
            Err(Reading::Recordings(_)) => Ok(()),
        }
    }

    fn push(&mut self, name: String, bytes: Vec<u8>) -> Result<(), AppError> {
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

    /// What an entry of an input turned out to be, for the next time; without an answer it
    /// is read again then.
    fn note(&mut self, from: Option<usize>, name: &str, found: Option<Result<String, String>>) {
        if let Some(noted) = from.and_then(|from| self.noted.get_mut(from)) {
            noted.add(name, found);
        }
    }

    fn note_what_lay_there(&mut self) -> Result<(), AppError> {
        let noted = std::mem::take(&mut self.noted);
        let glances: Vec<_> = noted.into_iter().filter_map(Noted::into_glance).collect();
        if self.dry_run || glances.is_empty() {
            return Ok(());
        }
        let store = self.workspace.store_mut()?;
        match store.note_glances(&glances) {
            // They are there for speed alone.
            Err(error) if store.is_of_the_cache(&error) => Ok(()),
            noted => Ok(noted?),
        }
    }

    /// Writes the batch that was decoded last.
    fn write_behind(&mut self) -> Result<(), AppError> {
        if let Some(behind) = self.behind.take() {
            behind.write(self.workspace.store_mut()?, &self.listed)?;
            self.written += 1;
        }
        self.at_stake.clear();
        Ok(())
    }

    /// Decodes what is pending, while what was decoded before is written.
    fn flush(&mut self) -> Result<(), AppError> {
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
                    for _ in 0..file.other_sports {
                        self.skip(file.name.clone(), NOT_RUNNING, None);
                    }
                    let short = short_name(&file.name);
                    if recordings.is_empty() && file.told_before {
                        continue;
                    }
                    if recordings.is_empty() {
                        files.push((file.sha256, short, Some(NOT_RUNNING.to_owned())));
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
            self.seen.insert(sha256.clone(), skipped.clone());
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
    fn put_first(&mut self, files: impl IntoIterator<Item = String>) -> Result<(), AppError> {
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
    fn repeat(&mut self, name: String, sha256: &str) {
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
                if self.replace && of.is_some() {
                    self.promoted.push(sha256.to_owned());
                }
                self.skip(name, DUPLICATE, of);
            }
        }
    }

    /// Joins a file that was read in another import with the rows of this one.
    fn join_known(&mut self, name: &str, sha256: &str) {
        if self.tables.is_empty() {
            return;
        }
        let by_name = self.tables.row_of_file(name);
        let found: Vec<(usize, JoinedFile)> = (self.ledger.copies_of(sha256))
            .filter_map(|facts| {
                let row = by_name.or_else(|| self.tables.row_at(&facts.sketch))?;
                Some((row, joined(sha256, facts)))
            })
            .collect();
        for (row, file) in found {
            self.tables.join(row, file);
        }
    }

    /// Enters what the diaries among the files say, where the runner asks for it.
    fn take_diaries(&mut self, ask: Option<&mut foreign::Ask<'_>>) -> Result<(), AppError> {
        let found = std::mem::take(&mut self.diaries);
        let asked_for = ask.is_some();
        let taken = !found.is_empty() && ask.is_some_and(|ask| ask(&found));
        for diary in found {
            if taken {
                self.result.outcome.failed.extend(diary.failed);
                self.enter_all(&diary.entries)?;
            } else {
                self.skip(diary.file.clone(), foreign::DIARY, None);
                if !asked_for {
                    self.result.notes.push(format!(
                        "{}: a diary of {}, not taken: a file does not speak for you; `import --diary` shows what it says and takes it",
                        short_name(&diary.file),
                        counted(
                            diary.entries.len() + diary.left.len() + diary.failed.len(),
                            "line",
                            "lines"
                        )
                    ));
                }
            }
            self.result.outcome.diaries.push(DiaryFile {
                file: diary.file,
                taken,
                entries: diary.entries,
                left: diary.left,
            });
        }
        Ok(())
    }

    /// Enters what was never told before.
    fn enter_all(&mut self, found: &[Entry]) -> Result<(), AppError> {
        self.result.entries_read += found.len();
        let new: Vec<Entry> = if self.dry_run {
            comeback_store::never_told(&self.workspace.record, found)
        } else {
            let id = self.id.clone();
            let lines = self.workspace.take_over(found, &id)?;
            lines
                .into_iter()
                .filter_map(|line| match line.act {
                    Act::Enter { entry, .. } => Some(entry),
                    _ => None,
                })
                .collect()
        };
        self.result.entries += new.len();
        for entry in &new {
            if matches!(entry.what, What::Run(_) | What::Done(_)) {
                self.stated.push(entries::id_of(entry));
            }
        }
        if self.dry_run {
            let mut entries = self.workspace.entries.clone();
            entries.extend(new);
            self.workspace.learn_entries(entries)?;
        }
        Ok(())
    }

    /// Names what was given and holds nothing that is known: a vendor's archive that is not
    /// read must not pass for one without runs.
    fn name_the_unknown(&mut self, paths: &[PathBuf]) {
        for path in paths {
            let name = path.display().to_string();
            let folder = format!("{}/", name.trim_end_matches('/'));
            let is_of = |file: &str| file == name || file.starts_with(&folder);
            let gave = self.fresh.iter().any(|(file, ..)| is_of(file))
                || self.tables.survey.read.iter().any(|file| is_of(file))
                || (self.result.outcome.failed.iter()).any(|failed| is_of(&failed.file));
            let skipped = self.result.outcome.skipped.iter();
            let skipped: Vec<&SkippedFile> = skipped.filter(|file| is_of(&file.file)).collect();
            let is_strange = |file: &&SkippedFile| {
                let strange = import::Skip::NotAWorkout.as_str();
                let empty = import::Skip::Empty.as_str();
                (file.reason == strange || file.reason == empty)
                    && !import::is_named_as_workout(&file.file)
            };
            if gave || skipped.is_empty() || !skipped.iter().all(is_strange) {
                continue;
            }
            let what = kinds(skipped.iter().map(|file| file.file.as_str()));
            let error = format!(
                "no workout is in it and no table that is known ({what}); export the runs as FIT, TCX or GPX, or ask the vendor for the archive of the account: docs/bring-your-history.md says how"
            );
            self.fail(name, error, None);
        }
    }

    fn skip(&mut self, file: String, reason: &str, of: Option<RunId>) {
        self.result.outcome.skipped.push(SkippedFile {
            file,
            reason: reason.to_owned(),
            of,
        });
    }

    fn fail(&mut self, file: String, error: String, at_byte: Option<u64>) {
        self.result.outcome.failed.push(FailedFile {
            file,
            error,
            at_byte,
        });
    }

    /// Settles the classification and says what is new.
    fn end(mut self) -> Result<Imported, AppError> {
        let has_news = !self.fresh.is_empty() || self.result.entries > 0;
        let brought = self.brought();
        if self.said == Some(true) && !self.dry_run && !self.stopped {
            self.remember(&brought)?;
        }
        if self.dry_run {
            self.ledger.ask_about_the_unheard_of();
        } else if !self.stopped && has_news {
            let entries = self.workspace.entries.clone();
            let record = self.workspace.record.clone();
            let store = self.workspace.store_mut()?;
            if !store.is_in_memory() {
                match self.ledger.settle(store, &entries, &record) {
                    Err(AppError::Store(error)) if store.is_of_the_cache(&error) => {
                        store.go_on_in_memory()?;
                    }
                    settled => settled?,
                }
            }
        }
        let promoted = std::mem::take(&mut self.promoted);
        let is_promoted = !promoted.is_empty();
        self.put_first(promoted)?;
        if self.workspace.store().is_some_and(Store::is_in_memory) {
            self.result.notes.push(
                "the files are in; what is worked out of them could not be kept on the disk, and is worked out at every call"
                    .to_owned(),
            );
        } else if is_promoted {
            self.workspace.settle(self._lock.is_some())?;
        }
        let answers = Answers::of(self.said, &self.workspace.entries);
        let mut new: BTreeSet<RunId> = BTreeSet::new();
        for (file, run) in brought {
            match self.ledger.unsure(&run) {
                Some(why) if answers.on(&run) != Some(true) => {
                    self.result
                        .outcome
                        .unsure
                        .push(UnsureFile { file, run, why });
                }
                _ => {
                    new.insert(run);
                }
            }
        }
        new.extend(std::mem::take(&mut self.stated));
        self.result.outcome.imported = new.into_iter().collect();
        self.result.outcome.dry_run = self.dry_run;
        if self.dry_run {
            self.result.would_be = Some(self.ledger.into_runs());
        }
        Ok(self.result)
    }

    /// The recordings that were not known before, each with its file. The others are left
    /// out as copies.
    fn brought(&mut self) -> Vec<(String, RunId)> {
        let mut brought = Vec::new();
        for (name, sha256, session) in std::mem::take(&mut self.fresh) {
            let Some((id, speaks)) = self.ledger.run_of(&sha256, session) else {
                continue;
            };
            let id = id.clone();
            let is_new = !self.before.contains(&id) && !self.replaces_known(&id);
            if speaks && (is_new || self.replace) {
                brought.push((name, id));
            } else if !self.with_file.contains(&name) {
                self.skip(name, DUPLICATE, Some(id));
            }
        }
        brought
    }

    /// Notes that what came in was said to be running, so that it stays so when all is
    /// derived again. The answer is part of the import and is taken back with it.
    fn remember(&mut self, brought: &[(String, RunId)]) -> Result<(), AppError> {
        let at = self.workspace.now;
        let runs: BTreeSet<&RunId> = brought.iter().map(|(_, run)| run).collect();
        let answers = runs.into_iter().map(|run| Entry {
            at,
            what: What::Sport {
                run: run.clone(),
                sport: CountsAs::Run,
            },
            note: None,
        });
        let answers: Vec<Entry> = answers.collect();
        if answers.is_empty() {
            return Ok(());
        }
        let id = self.id.clone();
        self.workspace.enter_with(answers, &id)
    }

    /// Whether a run with a new id is one that was known under another: a richer copy came.
    fn replaces_known(&self, id: &RunId) -> bool {
        self.ledger
            .own_ids_of(id)
            .any(|own_id| self.before.contains(own_id))
    }
}

/// What tables say of the files that are being decoded.
enum Said<'a> {
    /// Tables of the same import, by name or by time.
    ByTables(&'a Tables),
    /// A row that was kept, for a rebuild.
    ByRow(Option<(Sport, SubSport)>),
}

impl Said<'_> {
    fn is_kept(&self, row: usize) -> bool {
        match self {
            Said::ByTables(tables) => tables.is_kept(row),
            Said::ByRow(_) => false,
        }
    }
}

/// The runner's words on what is a run: for a whole import, and for single recordings.
pub(super) struct Answers {
    said: Option<bool>,
    runs: HashMap<RunId, bool>,
    /// How recordings are cut and put right.
    cuts: Vec<Cut>,
}

impl Answers {
    pub fn of(said: Option<bool>, entries: &[Entry]) -> Answers {
        let runs = said::of(entries)
            .into_iter()
            .filter_map(|(run, said)| Some((run, said.counts?)));
        Answers {
            said,
            runs: runs.collect(),
            cuts: cut::cuts(entries),
        }
    }

    /// A measured run with what the runner knows better of it.
    fn correct(&self, id: &RunId, measured: Measured) -> Measured {
        let (mut metres, mut told_min) = (None, None);
        for cut in &self.cuts {
            if let Cut::Correct {
                run,
                distance_m,
                minutes,
            } = cut
                && run == id
            {
                metres = distance_m.or(metres);
                told_min = minutes.or(told_min);
            }
        }
        if metres.is_none() && told_min.is_none() {
            return measured;
        }
        measured.corrected(metres, told_min)
    }

    /// The answer on a run, where there is one.
    fn on(&self, run: &RunId) -> Option<bool> {
        self.said.or(self.runs.get(run).copied())
    }

    fn to(&self, recording: &Recording) -> Option<bool> {
        let own = self.runs.get(&RunId::at(recording.start)).copied();
        // A recording that was said to be none stays, kept aside.
        self.said.or(own.filter(|is_run| *is_run))
    }
}

fn decode(
    pending: Pending,
    seen: &HashMap<String, Option<String>>,
    said: &Said<'_>,
    answers: &Answers,
) -> Decoded {
    let Pending { name, bytes, from } = pending;
    let sha256 = sha256(&bytes);
    let mut other_sports = 0;
    let mut rows = Vec::new();
    let mut told_before = false;
    let result = if seen.contains_key(&sha256) {
        Err(Other::Known)
    } else {
        match import::decode(&name, &bytes) {
            // What is piped in was meant to be a workout; a folder holds all kinds of files.
            Reading::Skipped(import::Skip::NotAWorkout) if name == STDIN => {
                Err(Other::Failed(import::ImportError {
                    file: name.clone(),
                    message: "neither FIT, GPX nor TCX, and no archive of these".to_owned(),
                    at_byte: Some(0),
                }))
            }
            Reading::Skipped(skip) => Err(Other::Skipped(skip.as_str())),
            Reading::Failed(error) => Err(Other::Failed(error)),
            Reading::Recordings(recordings) => {
                let all = recordings.len();
                let mut running: Vec<(u32, RunId, Recording)> = Vec::new();
                let mut rest = 0;
                let parts = recordings
                    .into_iter()
                    .map(|recording| cut::parts(recording, &answers.cuts));
                let parts = parts.flat_map(|parts| {
                    let alone = all == 1 && parts.len() == 1;
                    parts.into_iter().map(move |(id, part)| (id, part, alone))
                });
                for (session, (id, mut recording, alone)) in (0_u32..).zip(parts) {
                    let (row, table) = hear(&name, alone, said, &recording);
                    told_before |= row.is_some_and(|row| said.is_kept(row));
                    let said = answers.to(&recording);
                    if said.is_some() || table.is_some() {
                        import::decide(&mut recording, import::Evidence { said, table });
                    }
                    if recording.sport == Sport::Running || recording.unsure.is_some() {
                        running.push((session, id, recording));
                        rows.push(row);
                    } else {
                        rest += 1;
                    }
                }
                other_sports = rest;
                Ok(running
                    .into_iter()
                    .map(|(session, id, recording)| {
                        measure(&sha256, session, &name, id, recording, answers)
                    })
                    .collect())
            }
        }
    };
    Decoded {
        name,
        from,
        sha256,
        bytes,
        result,
        other_sports,
        rows,
        told_before,
    }
}

/// The row of a table that speaks of a recording, and what it says of the sport. A row that
/// names a file of several recordings does not say which of them it means.
fn hear(
    name: &str,
    alone: bool,
    said: &Said<'_>,
    recording: &Recording,
) -> (Option<usize>, Option<(Sport, SubSport)>) {
    if tables::is_row(name) {
        return (None, None);
    }
    match said {
        Said::ByRow(word) => (None, word.filter(|_| alone)),
        Said::ByTables(tables) if tables.is_empty() => (None, None),
        Said::ByTables(tables) => {
            let named = tables.row_of_file(name).filter(|_| alone);
            let row = named.or_else(|| tables.row_at(&RunSketch::of(recording)));
            (row, row.and_then(|row| tables.word(row)))
        }
    }
}

fn joined(sha256: &str, facts: &CopyFacts) -> JoinedFile {
    JoinedFile {
        sha256: sha256.to_owned(),
        start_s: facts.sketch.start_s,
        utc_offset_s: facts.utc_offset_s,
    }
}

fn measure(
    sha256: &str,
    session: u32,
    name: &str,
    id: RunId,
    recording: Recording,
    answers: &Answers,
) -> Fresh {
    let measured = answers.correct(&id, run::measure(&recording));
    let words = [recording.manufacturer.clone(), recording.product.clone()];
    let device = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Fresh {
        sha256: sha256.to_owned(),
        session,
        own_id: id,
        start: recording.start,
        facts: CopyFacts {
            name: short_name(name),
            format: recording.format,
            device: Some(device).filter(|device| !device.is_empty()),
            utc_offset_s: import::place::utc_offset_s(&recording),
            unsure: recording.unsure.clone(),
            sketch: RunSketch::of(&recording),
            richness: richness(&recording),
            title: recording.title,
            told: recording.told,
            totals: recording.totals,
        },
        measured,
    }
}

/// Decodes an original again, for a rebuild. `word` is a kept row's word for its sport.
pub(super) fn decode_original(
    original: &Original,
    bytes: &[u8],
    word: Option<(Sport, SubSport)>,
    answers: &Answers,
) -> Result<Vec<Fresh>, String> {
    let pending = Pending {
        name: original.name.clone(),
        bytes: bytes.to_vec(),
        from: None,
    };
    let decoded = decode(pending, &HashMap::new(), &Said::ByRow(word), answers);
    match decoded.result {
        Ok(fresh) => Ok(fresh),
        Err(Other::Failed(error)) => Err(error.message),
        Err(_) => Ok(Vec::new()),
    }
}

/// `12 .json, 3 .csv, 1 other`: the most frequent endings of names.
fn kinds<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        let leaf = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let ending = leaf.rsplit_once('.').map(|(_, ending)| ending);
        let ending = ending.filter(|ending| (1..=5).contains(&ending.len()) && ending.is_ascii());
        let kind = ending.map_or("other".to_owned(), |ending| {
            format!(".{}", ending.to_lowercase())
        });
        *counts.entry(kind).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), kind.clone()));
    let kinds = counts
        .iter()
        .take(4)
        .map(|(kind, count)| format!("{count} {kind}"));
    kinds.collect::<Vec<_>>().join(", ")
}

/// The name that is kept: where the file lay on this disk is nobody's business,
/// where in its archive it lay is.
fn short_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let outer_end = lower.find(".zip/").map_or(name.len(), |at| at + 4);
    let outer = name.get(..outer_end).unwrap_or(name);
    let inner = name.get(outer_end..).unwrap_or("");
    let file = outer.rsplit(['/', '\\']).next().unwrap_or(outer);
    format!("{file}{inner}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::System;
    use comeback_store::{AthleteName, Home};

    /// A full disk after the first batch: what is in is reported, what is not is named once.
    #[test]
    fn an_import_that_must_stop_names_what_is_not_in() {
        let folder = tempfile::tempdir().expect("a folder");
        let system = System {
            clock: chrono::DateTime::UNIX_EPOCH,
            zone: chrono_tz::UTC,
        };
        let home = Home::new(folder.path().to_owned());
        let name = AthleteName::new("me").expect("a name");
        let mut workspace = Workspace::open(home, name, None, &system).expect("an empty home");
        let full = || AppError::Refused("no space left on device".to_owned());
        let left = [Input::File("b.fit".into()), Input::File("c.fit".into())];
        let mut importer = Importer::begin(&mut workspace, false).expect("a store");
        assert!(importer.stop(full(), &left).is_err(), "nothing was in");
        importer.written = 1;
        importer.at_stake = vec!["a.fit".to_owned(), left[0].name()];
        importer.stop(full(), &left).expect("something was in");
        let failed = &importer.result.outcome.failed;
        let names: Vec<&str> = failed.iter().map(|file| file.file.as_str()).collect();
        assert_eq!(names, ["a.fit", "b.fit", "c.fit"]);
        assert!(failed.iter().all(|file| file.error.contains("no space")));
    }

    #[test]
    fn a_kept_name_does_not_tell_where_the_file_lay() {
        for (name, kept) in [
            ("/home/anna/watch/a.fit", "a.fit"),
            ("a.fit", "a.fit"),
            ("/home/anna/export.zip/2026/a.fit", "export.zip/2026/a.fit"),
            (
                "x/Export.ZIP/inner.zip/a.fit.gz",
                "Export.ZIP/inner.zip/a.fit.gz",
            ),
            ("C:\\watch\\a.fit", "a.fit"),
        ] {
            assert_eq!(short_name(name), kept);
        }
    }
}
