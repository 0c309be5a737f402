//! All copies and runs of an athlete, while some are being added.
//!
//! The richest copy speaks for its run, ties going to the smaller hash. A run is
//! classified by the speeds of the runs up to it, so one that arrives late classifies
//! later ones again: see [`Ledger::settle`].

mod groups;

use super::copies::{Batch, CopyFacts, Fresh};
use super::local::local_start;
use super::marks::{
    CLASSIFIED_WITH, CUTS, DERIVATION, DERIVED_BY, ORIGINALS, SETTLED, answers, cuts_mark,
    fingerprint, settled_mark,
};
use super::{AppError, figures};
use chrono_tz::Tz;
use comeback_core::calendar::TimeDelta;
use comeback_core::diary::cut::{self, Cut};
use comeback_core::diary::{Entry, Record, settings_at};
use comeback_core::limits::Sex;
use comeback_core::run::{
    BestEfforts, NotCounted, Run, RunId, SourceFile, Speeds, out_of_time, unheard_of,
};
use comeback_core::units::BeatsPerMinute;
use comeback_files::{RunSketch, same_run};
use comeback_signal as run;
use comeback_signal::efforts::cut_offs::CutOffs;
use comeback_signal::{Classified, Measured, Profile};
use comeback_store::{KeptCopy, KeptRun, Store};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Measured traces that are held in memory at once when many runs are classified again.
const AT_ONCE: usize = 64;

/// All copies and runs of an athlete, while some are being added.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    copies: Vec<KeptCopy<CopyFacts>>,
    runs: BTreeMap<RunId, KeptRun>,
    /// What the runner had told when all runs were last classified.
    classified_with: Option<String>,
    /// Runs that became unsure since they were written.
    doubted: BTreeSet<RunId>,
    /// Files that speak for their runs by the runner's word, the last one the highest.
    first: BTreeMap<String, usize>,
}

impl Ledger {
    pub(crate) fn load(store: &Store) -> Result<Ledger, AppError> {
        let runs = store.runs()?;
        Ok(Ledger {
            copies: store.copies()?,
            runs: runs
                .into_iter()
                .map(|kept| (kept.run.id.clone(), kept))
                .collect(),
            classified_with: store.meta(CLASSIFIED_WITH)?,
            doubted: BTreeSet::new(),
            first: BTreeMap::new(),
        })
    }

    /// Adds recordings and gives what to write. The new runs are classified by
    /// what is known so far.
    pub(crate) fn add(&mut self, fresh: Vec<Fresh>, entries: &[Entry]) -> Batch {
        let mut batch = Batch::default();
        self.first = files_put_first(entries);
        if self.runs.is_empty() {
            self.classified_with = Some(fingerprint(entries));
        }
        let first_new = self.copies.len();
        let mut measured: BTreeMap<usize, Measured> = BTreeMap::new();
        for recording in fresh {
            let own_id = recording.own_id;
            let start_s = recording.start.timestamp_millis() as f64 / 1000.0;
            measured.insert(self.copies.len(), recording.measured);
            self.copies.push(KeptCopy {
                sha256: recording.sha256,
                session: recording.session,
                run: own_id.clone(),
                own_id,
                start_s,
                end_s: start_s + recording.facts.sketch.duration_s,
                copy: recording.facts,
            });
        }
        let mut new_runs = Vec::new();
        for group in groups::with_new(&self.copies, first_new) {
            if let Some(id) = self.settle_group(&group, first_new, &mut measured, &mut batch) {
                new_runs.push(id);
            }
        }
        let answers = answers(entries);
        let classified: Vec<(usize, Speeds, Classified)> = batch
            .measured
            .par_iter()
            .enumerate()
            .filter_map(|(index, (id, measured))| {
                let run = &self.runs.get(id)?.run;
                let (speeds, profile) = self.reference(run, entries, &answers);
                let classified = run::classify(measured, &speeds, &profile);
                Some((index, speeds, classified))
            })
            .collect();
        for (index, speeds, classified) in classified {
            if let Some((id, _)) = batch.measured.get(index)
                && let Some(kept) = self.runs.get_mut(id)
            {
                apply(&mut kept.run, speeds, classified);
            }
        }
        batch.runs = new_runs
            .iter()
            .filter_map(|id| self.runs.get(id).cloned())
            .collect();
        batch.meta.push((SETTLED, String::new()));
        batch.meta.push((DERIVED_BY, DERIVATION.to_owned()));
        batch
    }

    /// Lets go of files: their copies and the runs of these, and what else was a copy of
    /// those runs, to be added again. Gives what to write and the files to add again.
    pub(crate) fn drop_files(&mut self, gone: &BTreeSet<String>) -> (Batch, BTreeSet<String>) {
        let mut files = gone.clone();
        let mut runs: BTreeSet<RunId> = BTreeSet::new();
        loop {
            let before = (files.len(), runs.len());
            for copy in &self.copies {
                if files.contains(&copy.sha256) || runs.contains(&copy.run) {
                    runs.insert(copy.run.clone());
                    files.insert(copy.sha256.clone());
                }
            }
            if before == (files.len(), runs.len()) {
                break;
            }
        }
        self.copies.retain(|copy| !runs.contains(&copy.run));
        self.runs.retain(|id, _| !runs.contains(id));
        let batch = Batch {
            gone: runs.into_iter().collect(),
            dropped: files.iter().cloned().collect(),
            meta: vec![(SETTLED, String::new())],
            ..Batch::default()
        };
        (batch, &files - gone)
    }

    /// Names the run of a group, moves its copies there and notes what to write.
    fn settle_group(
        &mut self,
        group: &[usize],
        first_new: usize,
        measured: &mut BTreeMap<usize, Measured>,
        batch: &mut Batch,
    ) -> Option<RunId> {
        let rank = |index: usize| {
            let copy = self.copies.get(index)?;
            Some((
                self.first.get(&copy.sha256).copied(),
                copy.copy.richness,
                std::cmp::Reverse((copy.sha256.clone(), copy.session)),
            ))
        };
        let mut by_rank = group.to_vec();
        by_rank.sort_by_key(|&index| std::cmp::Reverse(rank(index)));
        let preferred = *by_rank.first()?;
        let chosen = self.copies.get(preferred)?.clone();
        let id = chosen.own_id.clone();
        let mut files: Vec<SourceFile> = Vec::new();
        for copy in by_rank.iter().filter_map(|&index| self.copies.get(index)) {
            if files.iter().all(|file| file.sha256 != copy.sha256) {
                files.push(SourceFile {
                    name: copy.copy.name.clone(),
                    format: copy.copy.format,
                    sha256: copy.sha256.clone(),
                });
            }
        }
        for &index in group {
            let Some(copy) = self.copies.get_mut(index) else {
                continue;
            };
            if index < first_new && copy.run != id && self.runs.remove(&copy.run).is_some() {
                batch.gone.push(copy.run.clone());
            }
            if index >= first_new || copy.run != id {
                copy.run = id.clone();
                batch.copies.push(copy.clone());
            }
        }
        let replaces = self.first.contains_key(&chosen.sha256);
        let by_rank = by_rank.iter().filter_map(|&index| self.copies.get(index));
        let copies = speaking(&chosen, replaces, by_rank);
        // Another recording of it may tell what this one leaves open.
        let unsure = doubt_of(&chosen.copy, &copies);
        if preferred < first_new {
            let offset = copies.iter().find_map(|copy| copy.utc_offset_s);
            let kept = self.runs.get_mut(&id)?;
            if kept.run.not_counted.is_some() && unsure.is_none() {
                kept.run.not_counted = None;
                self.doubted.insert(id.clone());
            }
            kept.run.files = files;
            kept.utc_offset_s = kept.utc_offset_s.or(offset);
            figures::complete(&mut kept.run, &copies);
            return Some(id);
        }
        let measured = measured.remove(&preferred)?;
        let start = local_start(chosen.start_s, chosen.copy.utc_offset_s, Tz::UTC);
        let mut run = run::assemble(
            id.clone(),
            start,
            files,
            chosen.copy.device,
            chosen.copy.title,
            &measured,
            Classified::default(),
            Speeds::default(),
        );
        run.not_counted = unsure;
        figures::complete(&mut run, &copies);
        let kept = KeptRun {
            run,
            // A track knows its place, a row the offset of its table.
            utc_offset_s: (chosen.copy.utc_offset_s)
                .or_else(|| copies.iter().find_map(|copy| copy.utc_offset_s)),
        };
        self.runs.insert(id.clone(), kept);
        batch.measured.push((id.clone(), measured));
        Some(id)
    }

    /// The speeds of reference and the profile by which a run is classified.
    /// `answers` are the runner's on single recordings: what is said to be a run is one here,
    /// too, and what is said to be none is none.
    fn reference(
        &self,
        run: &Run,
        entries: &[Entry],
        answers: &BTreeMap<RunId, bool>,
    ) -> (Speeds, Profile) {
        let settings = settings_at(run.start, entries);
        let first = RunId::at(run.start.to_utc() - TimeDelta::days(366));
        let earlier = self
            .runs
            .range(first..=run.id.clone())
            .map(|(_, kept)| &kept.run)
            .filter(|other| other.start <= run.start)
            .filter(|other| {
                let counts = answers.get(&other.id).copied();
                other.id == run.id || counts.unwrap_or(other.not_counted.is_none())
            })
            .map(|other| (days_between(other, run), &other.best))
            .collect::<Vec<(f64, &BestEfforts)>>();
        let speeds = run::speeds(earlier, settings.critical_speed, settings.vmax);
        let profile = Profile {
            sex: settings.sex.map(|sex| match sex {
                Sex::Female => run::Sex::Female,
                Sex::Male => run::Sex::Male,
            }),
            height: settings.height,
            resting_heart_rate: settings.resting_heart_rate.map(BeatsPerMinute::new),
            max_heart_rate: settings.max_heart_rate.map(BeatsPerMinute::new),
            sprint: CutOffs::of(&settings),
        };
        (speeds, profile)
    }

    /// Half an hour faster than this runner comes near otherwise is asked about, and a run
    /// that a watch may have dated years too early. What was asked about before and is no
    /// longer so by the runs that came since counts.
    pub(crate) fn ask_about_the_unheard_of(&mut self) {
        let aside = self
            .runs
            .values()
            .filter(|kept| kept.run.not_counted.is_some());
        let before: BTreeMap<RunId, Option<NotCounted>> = aside
            .map(|kept| (kept.run.id.clone(), kept.run.not_counted.clone()))
            .collect();
        for id in before.keys() {
            let own = self.own_doubt(id);
            if let Some(kept) = self.runs.get_mut(id) {
                kept.run.not_counted = own;
            }
        }
        let runs: Vec<&Run> = self.runs.values().map(|kept| &kept.run).collect();
        for (id, why) in unheard_of(&runs).into_iter().chain(out_of_time(&runs)) {
            if let Some(kept) = self.runs.get_mut(&id) {
                kept.run.not_counted = Some(why);
            }
        }
        for (id, kept) in &self.runs {
            let was = before.get(id).cloned().flatten();
            if kept.run.not_counted != was {
                self.doubted.insert(id.clone());
            }
        }
    }

    /// What the recordings of a run themselves leave open.
    fn own_doubt(&self, id: &RunId) -> Option<NotCounted> {
        let of_run = || self.copies.iter().filter(|copy| copy.run == *id);
        let chosen = of_run().find(|copy| copy.own_id == *id)?;
        let replaces = self.first.contains_key(&chosen.sha256);
        let copies = speaking(chosen, replaces, of_run());
        doubt_of(&chosen.copy, &copies)
    }

    /// Classifies again every run whose speeds of reference are no longer those
    /// that it was classified by, or all of them when the runner told something
    /// about himself since, and marks the store as settled.
    pub(crate) fn settle(
        &mut self,
        store: &mut Store,
        entries: &[Entry],
        record: &Record,
    ) -> Result<(), AppError> {
        self.ask_about_the_unheard_of();
        let told = fingerprint(entries);
        let all = self.classified_with.as_ref() != Some(&told);
        let answers = answers(entries);
        let stale: Vec<(RunId, Speeds, Profile)> = self
            .runs
            .values()
            .filter_map(|kept| {
                let (speeds, profile) = self.reference(&kept.run, entries, &answers);
                let doubted = self.doubted.contains(&kept.run.id);
                (all || doubted || speeds != kept.run.speeds)
                    .then(|| (kept.run.id.clone(), speeds, profile))
            })
            .collect();
        let mut batch = Batch::default();
        for chunk in stale.chunks(AT_ONCE) {
            let mut work = Vec::new();
            for (id, speeds, profile) in chunk {
                work.push((id, speeds, profile, store.measured(id)?));
            }
            let done: Vec<(&RunId, Speeds, Classified)> = work
                .into_par_iter()
                .map(|(id, speeds, profile, blob)| {
                    let measured = store_measured(blob)?;
                    let classified = run::classify(&measured, speeds, profile);
                    Ok((id, speeds.clone(), classified))
                })
                .collect::<Result<_, AppError>>()?;
            for (id, speeds, classified) in done {
                if let Some(kept) = self.runs.get_mut(id) {
                    apply(&mut kept.run, speeds, classified);
                    batch.runs.push(kept.clone());
                }
            }
        }
        batch.meta.push((SETTLED, settled_mark(&told, &answers)));
        batch.meta.push((CLASSIFIED_WITH, told.clone()));
        batch.meta.push((ORIGINALS, store.originals_mark(record)?));
        batch.meta.push((CUTS, cuts_mark(&cut::cuts(entries))));
        store.write(&batch)?;
        self.classified_with = Some(told);
        Ok(())
    }

    /// Whether a recording is of a run that is known.
    pub(crate) fn knows(&self, fresh: &Fresh) -> bool {
        let start_s = fresh.start.timestamp_millis() as f64 / 1000.0;
        self.copies.iter().any(|copy| {
            (copy.start_s - start_s).abs() <= groups::FARTHEST_COPY_S
                && (copy.own_id == fresh.own_id || same_run(&copy.copy.sketch, &fresh.facts.sketch))
        })
    }

    /// The files whose recordings are read otherwise by some of what was said.
    pub(crate) fn files_touched(&self, cuts: &[Cut]) -> BTreeSet<String> {
        let touched = self.copies.iter().filter(|copy| {
            cuts.iter()
                .any(|cut| cut.touches(&copy.own_id, &copy.sha256, copy.start_s, copy.end_s))
        });
        touched.map(|copy| copy.sha256.clone()).collect()
    }

    /// Why it is unsure whether a run is one.
    pub(crate) fn unsure(&self, id: &RunId) -> Option<String> {
        match &self.runs.get(id)?.run.not_counted {
            Some(NotCounted::Unsure(why)) => Some(why.clone()),
            _ => None,
        }
    }

    /// The runs that are asked about.
    pub(crate) fn all_unsure(&self) -> BTreeSet<RunId> {
        let unsure = self.runs.keys().filter(|id| self.unsure(id).is_some());
        unsure.cloned().collect()
    }

    /// The run that a recording belongs to which would be called so alone.
    pub(crate) fn run_of_own_id(&self, own_id: &RunId) -> Option<&RunId> {
        let mut copies = self.copies.iter().filter(|copy| copy.own_id == *own_id);
        copies.next().map(|copy| &copy.run)
    }

    /// The runs that are asked about and of which one of these recordings is a copy.
    pub(crate) fn unsure_like(&self, sketches: &[RunSketch]) -> BTreeSet<RunId> {
        let unsure = self.all_unsure();
        let copies = self.copies.iter().filter(|copy| unsure.contains(&copy.run));
        copies
            .filter(|copy| {
                sketches
                    .iter()
                    .any(|other| same_run(other, &copy.copy.sketch))
            })
            .map(|copy| copy.run.clone())
            .collect()
    }

    pub(crate) fn into_runs(self) -> Vec<KeptRun> {
        self.runs.into_values().collect()
    }

    /// The run that a copy belongs to, and whether it is the copy that speaks for it.
    pub(crate) fn run_of(&self, sha256: &str, session: u32) -> Option<(&RunId, bool)> {
        let copy = self
            .copies
            .iter()
            .find(|copy| copy.sha256 == sha256 && copy.session == session)?;
        let first = self.runs.get(&copy.run)?.run.files.first()?;
        Some((&copy.run, first.sha256 == sha256 && copy.own_id == copy.run))
    }

    /// The first run of a file, for a file that comes again.
    pub(crate) fn run_of_file(&self, sha256: &str) -> Option<&RunId> {
        let mut copies = self.copies.iter().filter(|copy| copy.sha256 == sha256);
        copies.next().map(|copy| &copy.run)
    }

    /// What is known of the recordings of a file.
    pub(crate) fn copies_of<'a>(
        &'a self,
        sha256: &'a str,
    ) -> impl Iterator<Item = &'a CopyFacts> + 'a {
        let copies = self.copies.iter().filter(move |copy| copy.sha256 == sha256);
        copies.map(|copy| &copy.copy)
    }

    /// What is known of every recording, with the SHA-256 of its file.
    pub(crate) fn all_copies(&self) -> impl Iterator<Item = (&str, &CopyFacts)> {
        let copies = self.copies.iter();
        copies.map(|copy| (copy.sha256.as_str(), &copy.copy))
    }

    /// The ids that the copies of a run would have alone.
    pub(crate) fn own_ids_of<'a>(&'a self, id: &'a RunId) -> impl Iterator<Item = &'a RunId> + 'a {
        let copies = self.copies.iter().filter(move |copy| copy.run == *id);
        copies.map(|copy| &copy.own_id)
    }

    /// Distance and running time of every run, m and s.
    pub(crate) fn figures(&self) -> BTreeMap<RunId, (Option<f64>, Option<f64>)> {
        let figures = self.runs.iter().map(|(id, kept)| {
            let run = &kept.run;
            let far = run.distance.map(|metres| metres.get());
            (id.clone(), (far, run.running.map(|seconds| seconds.get())))
        });
        figures.collect()
    }

    /// Whether a file speaks for its runs by the runner's word already, before all others.
    pub(crate) fn is_put_first(&self, sha256: &str, entries: &[Entry]) -> bool {
        let first = files_put_first(entries);
        let own = first.get(sha256);
        let mut of_file = self.copies.iter().filter(|copy| copy.sha256 == sha256);
        own.is_some()
            && of_file.all(|one| {
                let mut others = self.copies.iter().filter(|copy| copy.run == one.run);
                others.all(|copy| first.get(&copy.sha256) <= own)
            })
    }

    pub(crate) fn run_ids(&self) -> BTreeSet<RunId> {
        self.runs.keys().cloned().collect()
    }
}

/// The recordings of a run that still say something of it: what the chosen one replaces
/// says nothing any more.
fn speaking<'a>(
    chosen: &KeptCopy<CopyFacts>,
    replaces: bool,
    of: impl Iterator<Item = &'a KeptCopy<CopyFacts>>,
) -> Vec<&'a CopyFacts> {
    of.filter(|copy| !replaces || copy.sha256 == chosen.sha256)
        .map(|copy| &copy.copy)
        .collect()
}

/// What is unsure about a run whose recording is `chosen`: nothing where another recording
/// of it says that it is one.
fn doubt_of(chosen: &CopyFacts, copies: &[&CopyFacts]) -> Option<NotCounted> {
    let is_told = copies.iter().any(|copy| copy.unsure.is_none());
    let why = chosen.unsure.clone().filter(|_| !is_told)?;
    Some(NotCounted::Unsure(why))
}

fn store_measured(blob: Option<comeback_store::Blob>) -> Result<Measured, AppError> {
    let blob = blob.ok_or_else(|| {
        AppError::Refused("a run lost its measured trace; run `comeback rebuild`".to_owned())
    })?;
    Ok(blob.read()?)
}

fn apply(run: &mut Run, speeds: Speeds, classified: Classified) {
    run.speeds = speeds;
    run.hard = classified.hard;
    run.efforts = classified.efforts;
    run.tendon_load = classified.tendon_load;
    run.load = classified.load;
}

fn days_between(earlier: &Run, later: &Run) -> f64 {
    (later.start - earlier.start).num_milliseconds() as f64 / 86_400_000.0
}

/// The files that speak for their runs by the runner's word.
fn files_put_first(entries: &[Entry]) -> BTreeMap<String, usize> {
    let files = cut::cuts(entries).into_iter().filter_map(|cut| match cut {
        Cut::Replace { file } => Some(file),
        _ => None,
    });
    files
        .enumerate()
        .map(|(place, file)| (file, place))
        .collect()
}
