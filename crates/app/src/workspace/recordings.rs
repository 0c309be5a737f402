//! The recordings of an athlete and what counts of them, the history that they make, and the
//! run that a text names.

use super::Workspace;
use super::read::Read;
use crate::{AppError, derive, local};
use comeback_core::diary::{Done, Entry, History, Record, What, said};
use comeback_core::run::{NotCounted, Run, RunId};
use comeback_signal::Measured;
use comeback_store::{KeptRun, Store};
use std::collections::BTreeMap;

/// Why a recording counts for nothing: the runner's last word, else that it may be no run.
fn left_out(run: &Run, said: Option<&said::Said>) -> Option<NotCounted> {
    match said.and_then(|said| said.counts.map(|counts| (counts, &said.why))) {
        Some((true, _)) => None,
        Some((false, why)) => {
            let why = why.clone().unwrap_or_else(|| "excluded".to_owned());
            Some(NotCounted::Excluded(why))
        }
        None => run.not_counted.clone(),
    }
}

impl Workspace {
    /// Every run that counts, of files and stated, whatever the moment.
    ///
    /// # Errors
    /// Where the database or the diary cannot be read.
    pub fn all_runs(&mut self) -> Result<Vec<Run>, AppError> {
        Ok(self.recordings()?.0)
    }

    /// Every run that counts, and every recording that does not; its `not_counted` says why.
    ///
    /// # Errors
    /// Where the database or the diary cannot be read.
    pub fn recordings(&mut self) -> Result<(Vec<Run>, Vec<Run>), AppError> {
        let kept = self.kept_runs()?;
        let aliases = self.aliases()?;
        let mut said = said::of(&self.entries);
        for (old, current) in &aliases {
            if let Some(told) = said.remove(old) {
                said.entry(current.clone()).or_insert(told);
            }
        }
        // A stated run gives way to a recording of it that counts, and to no other.
        let is_out = |run: &Run| left_out(run, said.get(&run.id)).is_some();
        let (out, counted): (Vec<KeptRun>, Vec<KeptRun>) =
            kept.into_iter().partition(|kept| is_out(&kept.run));
        let runs = local::with_stated(counted, &self.entries, self.zone);
        let (stated, mut runs): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(is_out);
        let mut out = local::with_stated(out, &[], self.zone);
        out.extend(stated);
        for run in &mut out {
            run.not_counted = left_out(run, said.get(&run.id));
        }
        for run in &mut runs {
            // A run is copied when it is changed: only where it must be.
            if run.not_counted.is_some() {
                run.not_counted = None;
            }
            if let Some(said) = said.get(&run.id) {
                said::correct(run, said);
            }
        }
        Ok((runs, out))
    }

    /// The runs of files in local time. They are read once for an entry that is written
    /// and what follows from it.
    fn kept_runs(&mut self) -> Result<Vec<KeptRun>, AppError> {
        let zone = self.zone;
        let known = (self.read.as_ref())
            .filter(|read| read.zone == zone)
            .map(|read| read.stamp);
        let found = self.asked(|store, entries, record| {
            derive::settle_if_free(store, entries, record)?;
            let stamp = store.stamp()?;
            if known == Some(stamp) {
                return Ok(None);
            }
            Ok(Some(Read {
                stamp,
                zone,
                runs: local::in_zone(store.runs()?, zone),
                aliases: store.aliases()?,
            }))
        })?;
        match found {
            Some(Some(read)) => self.read = Some(read),
            Some(None) => {}
            None => return Ok(Vec::new()),
        }
        Ok(self
            .read
            .as_ref()
            .map_or_else(Vec::new, |read| read.runs.clone()))
    }

    /// Brings what is derived up to date, so that what is wrong with it is known.
    ///
    /// # Errors
    /// Where the database cannot be written and cannot be held in memory either.
    pub fn refresh(&mut self) -> Result<(), AppError> {
        self.asked(derive::settle_if_free)
            .map(Option::unwrap_or_default)
    }

    /// What the store answers, where there is one. Derived data that is damaged is made
    /// again first; the truth lies beside it.
    fn asked<T>(
        &mut self,
        ask: impl Fn(&mut Store, &[Entry], &Record) -> Result<T, AppError>,
    ) -> Result<Option<T>, AppError> {
        let Some(store) = &mut self.store else {
            return Ok(None);
        };
        let answer = match ask(store, &self.entries, &self.record) {
            Err(AppError::Store(error)) if error.is_of_the_database() => store
                .start_again()
                .map_err(AppError::from)
                .and_then(|()| ask(store, &self.entries, &self.record)),
            other => other,
        };
        let answer = match answer {
            Err(AppError::Store(error)) if store.is_of_the_cache(&error) => {
                store.go_on_in_memory()?;
                ask(store, &self.entries, &self.record)
            }
            other => other,
        };
        answer.map(Some)
    }

    /// Files whose kept bytes are not what they were, with what is wrong.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn damaged_files(&self) -> Result<Vec<(String, String)>, AppError> {
        Ok(match &self.store {
            Some(store) => store.damaged_files()?,
            None => Vec::new(),
        })
    }

    /// What the first stage measured of a run of a file.
    pub(crate) fn measured(&mut self, run: &RunId) -> Result<Option<Measured>, AppError> {
        let found = self.asked(|store, entries, record| {
            derive::settle_if_free(store, entries, record)?;
            let blob = store.measured(run)?;
            Ok(blob.map(|blob| blob.read()).transpose()?)
        })?;
        Ok(found.flatten())
    }

    /// Brings the kept runs up to date for a caller that may hold the writer's lock.
    pub(crate) fn settle(&mut self, locked: bool) -> Result<(), AppError> {
        match &mut self.store {
            Some(store) if locked => derive::settle_under_lock(store, &self.entries, &self.record),
            _ => self.kept_runs().map(drop),
        }
    }

    /// All that is known at the moment.
    ///
    /// # Errors
    /// Where the database or the diary cannot be read.
    pub fn history(&mut self) -> Result<History, AppError> {
        let runs = self.all_runs()?;
        self.history_of(runs)
    }

    /// The same with given runs.
    ///
    /// # Errors
    /// Where the diary or the names of runs cannot be read.
    pub fn history_of(&self, runs: Vec<Run>) -> Result<History, AppError> {
        let mut entries = self.entries_by_current_ids()?;
        entries.extend(self.advice.iter().map(|advice| advice.entry.clone()));
        Ok(History::assemble(self.now, self.zone, runs, &entries))
    }

    /// The entries, with a run that was merged into another named by that other's id.
    fn entries_by_current_ids(&self) -> Result<Vec<Entry>, AppError> {
        let aliases = self.aliases()?;
        let mut entries = self.entries.clone();
        if !aliases.is_empty() {
            for entry in &mut entries {
                let (What::Pain {
                    during: Some(named),
                    ..
                }
                | What::Sport { run: named, .. }
                | What::Done(Done {
                    run: Some(named), ..
                })) = &mut entry.what
                else {
                    continue;
                };
                if let Some(current) = aliases.get(named) {
                    *named = current.clone();
                }
            }
        }
        Ok(entries)
    }

    fn aliases(&self) -> Result<BTreeMap<RunId, RunId>, AppError> {
        Ok(match (&self.read, &self.store) {
            (Some(read), _) => read.aliases.clone(),
            (None, Some(store)) => store.aliases()?,
            (None, None) => BTreeMap::new(),
        })
    }

    /// The run that a text names: its id, the unique beginning of one, or `last`.
    ///
    /// # Errors
    /// [`AppError::Refused`] where no run has the name, or more than one.
    pub fn find_run<'a>(&self, history: &'a History, name: &str) -> Result<&'a Run, AppError> {
        self.find_among(&history.runs, name)
    }

    /// A recording, whether it counts or not, by its id, the beginning of one, or `last`.
    ///
    /// # Errors
    /// No recording has the name, or more than one; or the data cannot be read.
    pub fn find_recording(&mut self, name: &str) -> Result<Run, AppError> {
        let now = self.now;
        let (mut runs, out) = self.recordings()?;
        if name == "last" {
            runs.retain(|run| run.start <= now);
        } else {
            runs.extend(out);
        }
        self.find_among(&runs, name).cloned()
    }

    /// The same among given runs, sorted by their start.
    ///
    /// # Errors
    /// [`AppError::Refused`] where no run has the name, or more than one.
    pub fn find_among<'a>(&self, runs: &'a [Run], name: &str) -> Result<&'a Run, AppError> {
        let refuse = |why: String| AppError::Refused(why);
        if name == "last" {
            return runs.last().ok_or_else(|| {
                refuse("there is no run yet; `comeback import` brings some in".into())
            });
        }
        let wanted = name.to_ascii_uppercase();
        if wanted.is_empty() {
            return Err(refuse("a run is named by its id or `last`".into()));
        }
        let aliases = self.aliases()?;
        if let Some(run) = aliases
            .get(&RunId(wanted.clone()))
            .and_then(|current| runs.iter().find(|run| run.id == *current))
        {
            return Ok(run);
        }
        let mut matching = runs.iter().filter(|run| run.id.0.starts_with(&wanted));
        match (matching.next(), matching.next()) {
            (Some(run), None) => Ok(run),
            (Some(a), Some(b)) if a.id.0 != wanted => Err(refuse(format!(
                "`{name}` names more than one run ({}, {} …); write more of the id",
                a.id, b.id
            ))),
            (Some(run), Some(_)) => Ok(run),
            (None, _) => Err(refuse(format!(
                "there is no run `{name}` by {}; `comeback runs` lists them",
                self.now.format("%Y-%m-%d %H:%M")
            ))),
        }
    }
}
