//! What lies in an input, read entry by entry.

use super::importer::Importer;
use crate::decode::STDIN;
use crate::files::Input;
use crate::known::Noted;
use crate::{AppError, foreign};
use comeback_files as import;
use comeback_files::{Reading, archive};
use comeback_report::SkippedFile;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

impl Importer<'_> {
    /// How many files an input holds, for the progress.
    pub(super) fn size(&self, input: &Input) -> usize {
        match self.known.of(input) {
            Some(glance) => glance.entries.len().max(1),
            None => input
                .open_zip()
                .map_or(1, |(zip, _)| archive::files_in(zip)),
        }
    }

    /// `tick` hears how many files of the input were read.
    pub(super) fn take_input(
        &mut self,
        input: &Input,
        tick: &mut dyn FnMut(usize),
    ) -> Result<(), AppError> {
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
            let is_stopped = self.is_stopped;
            let mut outcome = Ok(());
            archive::unpack_zip(
                &name,
                &mut zip,
                length,
                &|entry| is_stopped() || read.contains(entry),
                &mut |entry| {
                    inside += 1;
                    tick(inside);
                    if outcome.is_ok() {
                        outcome = self.take_entry(entry);
                    }
                },
            );
            self.tables.survey.read = read;
            // What was passed over is not known to hold nothing.
            return outcome.and_then(|()| self.go_on());
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
        // Given away: a file that is no archive is held once.
        import::unpack(&name, bytes, &mut |entry| {
            if outcome.is_ok() {
                outcome = self.take_entry(entry);
            }
        });
        outcome
    }

    pub(super) fn take_entry(&mut self, entry: import::Entry<'_>) -> Result<(), AppError> {
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

    /// What an entry of an input turned out to be, for the next time; without an answer it
    /// is read again then.
    pub(super) fn note(
        &mut self,
        from: Option<usize>,
        name: &str,
        found: Option<Result<String, String>>,
    ) {
        if let Some(noted) = from.and_then(|from| self.noted.get_mut(from)) {
            noted.add(name, found);
        }
    }

    pub(super) fn note_what_lay_there(&mut self) -> Result<(), AppError> {
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

    /// Names what was given and holds nothing that is known: a vendor's archive that is not
    /// read must not pass for one without runs.
    pub(super) fn name_the_unknown(&mut self, paths: &[PathBuf]) {
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
            let is_kept = |file: &str| file.contains("/originals/") && file.ends_with(".zst");
            let error = if skipped.iter().any(|file| is_kept(&file.file)) {
                match path.is_dir() {
                    true => "a home of comeback and no import: `--home` with this folder looks into it, its `backup` and `restore` bring it elsewhere".to_owned(),
                    false => "a backup of comeback and no import: `comeback restore` with this file brings it back".to_owned(),
                }
            } else {
                format!(
                    "no workout is in it and no table that is known ({what}); export the runs as FIT, TCX or GPX, or ask the vendor for the archive of the account: docs/bring-your-history.md says how"
                )
            };
            self.fail(name, error, None);
        }
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
