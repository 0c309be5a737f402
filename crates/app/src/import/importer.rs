//! An import while it goes on, and its end.

use super::behind::Behind;
use crate::answers::Answers;
use crate::decode::Pending;
use crate::files::Input;
use crate::foreign::ForeignDiary;
use crate::known::{Known, Noted};
use crate::ledger::Ledger;
use crate::tables::Tables;
use crate::{AppError, Imported, Workspace};
use comeback_core::diary::{CountsAs, Entry, EntryId, Record, What};
use comeback_core::run::RunId;
use comeback_files::RunSketch;
use comeback_report::{BeforeAfter, FailedFile, ReplacedRun, STOPPED, SkippedFile, UnsureFile};
use comeback_store::Store;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Distance and running time of a run, m and s.
pub(crate) type Figures = (Option<f64>, Option<f64>);

/// The reason of a file that holds other sports only.
pub(super) const NOT_RUNNING: &str = "not-running";
/// Between [`NOT_RUNNING`] and the import whose table said so of a file: taken back with it,
/// the file is read again.
pub(super) const BY_TABLE_OF: &str = " by the table of ";
pub(super) const DUPLICATE: &str = "duplicate";
/// A run is another where its figures differ by more, m and s. (design)
const SAME_METRES: f64 = 5.0;
const SAME_SECONDS: f64 = 3.0;

/// An import while it goes on.
pub(super) struct Importer<'a> {
    pub workspace: &'a mut Workspace,
    pub ledger: Ledger,
    pub tables: Tables,
    /// Names of rows whose run a file holds, too: one run, and no news.
    pub with_file: BTreeSet<String>,
    pub before: BTreeSet<RunId>,
    /// Distance and running time of those, m and s.
    figures_before: BTreeMap<RunId, Figures>,
    /// Files that were known by their run and speak for it now.
    pub(super) speak: BTreeSet<String>,
    /// Files seen before, and why they gave no run.
    pub seen: HashMap<String, Option<String>>,
    pub pending: Vec<Pending>,
    pub pending_bytes: usize,
    /// The batch that is written while the next one is decoded.
    pub behind: Option<Behind>,
    /// What lies where it lay when it was last imported.
    pub known: Known,
    /// What is found now, for the next time.
    pub noted: Vec<Noted>,
    /// The input that is being read, in `noted`.
    pub reading: Option<usize>,
    /// New copies by file name and place, to be told apart at the end.
    pub fresh: Vec<(String, String, u32)>,
    pub stated: Vec<RunId>,
    pub diaries: Vec<ForeignDiary>,
    /// The name under which all that it brings can be taken back.
    pub id: EntryId,
    /// Originals that are listed already.
    pub listed: HashSet<String>,
    pub result: Imported,
    /// Files of the batch that is being written, and how many batches are in.
    pub at_stake: Vec<String>,
    pub written: usize,
    pub dry_run: bool,
    /// The store refused to go on: the next command settles what is in.
    pub stopped: bool,
    /// The runner's answer for all files of this import: runs or not.
    pub said: Option<bool>,
    /// Whether the files speak for their runs, and those known before that are to.
    pub replace: bool,
    pub promoted: Vec<String>,
    /// Recordings that came again, were unsure and are answered now.
    pub asked: BTreeSet<RunId>,
    /// Runs that were asked about before.
    unsure_before: BTreeSet<RunId>,
    /// Recordings whose file names another sport.
    pub others: Vec<RunSketch>,
    lock: Option<comeback_store::WriteLock>,
    pub is_stopped: &'a dyn Fn() -> bool,
}

impl<'a> Importer<'a> {
    pub(super) fn begin(
        workspace: &'a mut Workspace,
        dry_run: bool,
        is_stopped: &'a dyn Fn() -> bool,
    ) -> Result<Self, AppError> {
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
        seen.retain(|_, skipped| still_holds(skipped, &workspace.record));
        Ok(Importer {
            id: workspace.new_import()?,
            listed: listed.into_iter().map(|original| original.sha256).collect(),
            before: ledger.run_ids(),
            figures_before: ledger.figures(),
            speak: BTreeSet::new(),
            unsure_before: ledger.all_unsure(),
            others: Vec::new(),
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
            asked: BTreeSet::new(),
            lock,
            is_stopped,
        })
    }

    /// Takes the runner's word on all of it. What was left out as another sport is read
    /// again when it is said to be running.
    pub(super) fn hear(&mut self, said: Option<bool>) {
        self.said = said;
        if said == Some(true) {
            self.seen
                .retain(|_, skipped| skipped.as_deref() != Some(NOT_RUNNING));
        }
    }

    /// # Errors
    /// The runner wants it to end here.
    pub(super) fn go_on(&self) -> Result<(), AppError> {
        match (self.is_stopped)() {
            true => Err(AppError::Stopped),
            false => Ok(()),
        }
    }

    /// The store refuses to go on, or the runner: what is in stays in, and all that is not
    /// is named.
    /// With nothing in, nothing has changed and the error speaks for itself.
    pub(super) fn stop(&mut self, error: AppError, left: &[Input]) -> Result<(), AppError> {
        if self.behind.is_some()
            && let Err(again) = self.write_behind()
        {
            // What is at stake is named below.
            drop(again);
        }
        if self.written == 0 && self.result.entries == 0 {
            return Err(error);
        }
        self.result.stopped = matches!(error, AppError::Stopped);
        let said = match self.result.stopped {
            true => STOPPED.to_owned(),
            false => error.to_string(),
        };
        let pending = std::mem::take(&mut self.pending);
        self.at_stake
            .extend(pending.into_iter().map(|pending| pending.name));
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
                let said = match self.result.stopped {
                    true => said.clone(),
                    false => format!("not imported: {said}"),
                };
                self.fail(name, said, None);
            }
        }
        Ok(())
    }

    pub(super) fn skip(&mut self, file: String, reason: &str, of: Option<RunId>) {
        self.result.outcome.skipped.push(SkippedFile {
            file,
            reason: reason.to_owned(),
            of,
        });
    }

    pub(super) fn fail(&mut self, file: String, error: String, at_byte: Option<u64>) {
        self.result.outcome.failed.push(FailedFile {
            file,
            error,
            at_byte,
        });
    }

    /// Settles the classification and says what is new.
    pub(super) fn end(mut self) -> Result<Imported, AppError> {
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
        self.answer_known()?;
        let told = self.answer_by_others()?;
        self.say_what_settled();
        let promoted = std::mem::take(&mut self.promoted);
        let is_promoted = !promoted.is_empty();
        self.put_first(promoted)?;
        if self.workspace.store().is_some_and(Store::is_in_memory) {
            self.result.notes.push(
                "the files are in; what is worked out of them could not be kept on the disk, and is worked out at every call"
                    .to_owned(),
            );
        } else if is_promoted {
            self.workspace.settle(self.lock.is_some())?;
            if let Some(store) = self.workspace.store() {
                self.ledger = Ledger::load(store)?;
            }
        }
        if !self.stopped {
            self.tell_replaced();
        }
        let answers = Answers::of(self.said, &self.workspace.entries);
        let mut new: BTreeSet<RunId> = BTreeSet::new();
        for (file, run) in brought {
            match self.ledger.unsure(&run) {
                Some(_) if told.contains(&run) => self.skip(file, NOT_RUNNING, Some(run)),
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

    /// Says which runs have other figures than before, and takes the files that brought them
    /// out of those that were left out.
    fn tell_replaced(&mut self) {
        let now = self.ledger.figures();
        let is_same = |a: Option<f64>, b: Option<f64>, least: f64| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < least,
            (a, b) => a.is_none() && b.is_none(),
        };
        for (was, before) in &self.figures_before {
            let run = match now.contains_key(was) {
                true => was,
                false => match self.ledger.run_of_own_id(was) {
                    Some(run) => run,
                    None => continue,
                },
            };
            let Some(after) = now.get(run) else { continue };
            if is_same(before.0, after.0, SAME_METRES) && is_same(before.1, after.1, SAME_SECONDS) {
                continue;
            }
            let changed = |before, after| BeforeAfter { before, after };
            self.result.outcome.replaced.push(ReplacedRun {
                run: run.clone(),
                was: was.clone(),
                distance_m: changed(before.0, after.0),
                running_s: changed(before.1, after.1),
            });
        }
        let (replaced, speak) = (&self.result.outcome.replaced, &self.speak);
        self.result.outcome.skipped.retain(|skipped| {
            let is_of_one = |run: &RunId| replaced.iter().any(|other| other.run == *run);
            skipped.reason != DUPLICATE
                || !speak.contains(&skipped.file)
                || !skipped.of.as_ref().is_some_and(is_of_one)
        });
    }

    /// The recordings that were not known before, each with its file. The others are left
    /// out as copies.
    pub(super) fn brought(&mut self) -> Vec<(String, RunId)> {
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
                if speaks {
                    self.speak.insert(name.clone());
                }
                self.skip(name, DUPLICATE, Some(id));
            }
        }
        brought
    }

    /// Notes that what came in was said to be running, so that it stays so when all is
    /// derived again. The answer is part of the import and is taken back with it.
    pub(super) fn remember(&mut self, brought: &[(String, RunId)]) -> Result<(), AppError> {
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

    /// Enters the runner's word on recordings that were in already and waited for it.
    fn answer_known(&mut self) -> Result<(), AppError> {
        let Some(is_run) = self.said.filter(|_| !self.dry_run && !self.stopped) else {
            return Ok(());
        };
        let asked = std::mem::take(&mut self.asked);
        let answers: Vec<Entry> = (asked.into_iter())
            .map(|run| Entry {
                at: self.workspace.now,
                what: What::Sport {
                    run,
                    sport: if is_run {
                        CountsAs::Run
                    } else {
                        CountsAs::Other
                    },
                },
                note: None,
            })
            .collect();
        if answers.is_empty() {
            return Ok(());
        }
        self.result.entries += answers.len();
        let id = self.id.clone();
        self.workspace.enter_with(answers, &id)?;
        self.workspace.settle(self.lock.is_some())
    }

    /// Recordings that are asked about, and that another file calls another sport: it is
    /// noted as said, and taken back with the import.
    fn answer_by_others(&mut self) -> Result<BTreeSet<RunId>, AppError> {
        let others = std::mem::take(&mut self.others);
        if others.is_empty() || self.dry_run || self.stopped {
            return Ok(BTreeSet::new());
        }
        let answers = Answers::of(self.said, &self.workspace.entries);
        let mut told = self.ledger.unsure_like(&others);
        told.retain(|run| answers.on(run).is_none());
        if told.is_empty() {
            return Ok(told);
        }
        let at = self.workspace.now;
        let entries = told.iter().map(|run| Entry {
            at,
            what: What::Sport {
                run: run.clone(),
                sport: CountsAs::Other,
            },
            note: Some("by another file of it".to_owned()),
        });
        let (entries, id) = (entries.collect(), self.id.clone());
        self.workspace.enter_with(entries, &id)?;
        self.workspace.settle(self.lock.is_some())?;
        let asked = told.iter().filter(|run| self.unsure_before.contains(*run));
        let note = match asked.count() {
            0 => return Ok(told),
            1 => "1 recording that was unsure is another sport by what came in now".to_owned(),
            more => {
                format!("{more} recordings that were unsure are other sports by what came in now")
            }
        };
        self.result.notes.push(note);
        Ok(told)
    }

    /// Says how many recordings that were asked about are runs by what came in.
    fn say_what_settled(&mut self) {
        let answers = Answers::of(self.said, &self.workspace.entries);
        let settled = self.unsure_before.iter().filter(|id| {
            let now = self.ledger.run_of_own_id(id);
            answers.on(id).is_none() && now.is_some_and(|run| self.ledger.unsure(run).is_none())
        });
        let note = match settled.count() {
            0 => return,
            1 => "1 recording that was unsure is a run by what came in now, and counts".to_owned(),
            more => format!(
                "{more} recordings that were unsure are runs by what came in now, and count"
            ),
        };
        self.result.notes.push(note);
    }

    /// Whether a run with a new id is one that was known under another: a richer copy came.
    pub(super) fn replaces_known(&self, id: &RunId) -> bool {
        self.ledger
            .own_ids_of(id)
            .any(|own_id| self.before.contains(own_id))
    }
}

/// Whether the reason for which a file was passed over is still one: a table that was
/// taken back says nothing any more. Leaves the reason as it is told.
fn still_holds(skipped: &mut Option<String>, record: &Record) -> bool {
    let told = skipped.as_deref();
    let Some((why, import)) = told.and_then(|why| why.split_once(BY_TABLE_OF)) else {
        return true;
    };
    let holds = !record.is_taken_back(&EntryId(import.to_owned()));
    *skipped = Some(why.to_owned());
    holds
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
        let mut importer = Importer::begin(&mut workspace, false, &|| false).expect("a store");
        assert!(importer.stop(full(), &left).is_err(), "nothing was in");
        importer.written = 1;
        importer.at_stake = vec!["a.fit".to_owned(), left[0].name()];
        importer.stop(full(), &left).expect("something was in");
        let failed = &importer.result.outcome.failed;
        let names: Vec<&str> = failed.iter().map(|file| file.file.as_str()).collect();
        assert_eq!(names, ["a.fit", "b.fit", "c.fit"]);
        assert!(failed.iter().all(|file| file.error.contains("no space")));
    }
}
