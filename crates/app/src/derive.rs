//! From the kept originals to runs, so that nothing depends on the order in
//! which files came.
//!
//! Copies of one run are the connected components of `same_run`; the richest copy
//! speaks for its run, ties going to the smaller hash. A run is classified by the
//! speeds of the runs up to it, so one that arrives late classifies later ones
//! again: see [`Ledger::settle`].

use super::{AppError, figures};
use chrono::{DateTime, FixedOffset, TimeZone, Utc};
use chrono_tz::Tz;
use comeback_core::calendar::TimeDelta;
use comeback_core::diary::cut::{self, Cut};
use comeback_core::diary::{
    Entry, Record, What, said, sessions_done, settings_at, stated, stated_runs,
};
use comeback_core::limits::{Sex, keys};
use comeback_core::recording::{DeviceTotals, Format, Told};
use comeback_core::run::{BestEfforts, NotCounted, Run, RunId, SourceFile, Speeds, unheard_of};
use comeback_core::units::BeatsPerMinute;
use comeback_files::identity::Richness;
use comeback_files::{RunSketch, same_run};
use comeback_signal as run;
use comeback_signal::efforts::sprints::CutOffs;
use comeback_signal::{Classified, Measured, Profile};
use comeback_store::{Changes, KeptCopy, KeptRun, Original, Store, sha256};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Counted up when the same original must give other figures than before; kept
/// figures of an older count are derived again.
const DERIVATION: &str = concat!(env!("CARGO_PKG_VERSION"), "/8");

/// The mark that says by what the kept runs were derived.
const SETTLED: &str = "settled";

/// The mark of the originals that were taken in.
const ORIGINALS: &str = "originals";

/// The mark that says by which derivation the kept runs were measured.
const DERIVED_BY: &str = "derived-by";

/// The mark that says with what told of the runner all runs were last classified.
const CLASSIFIED_WITH: &str = "classified-with";

/// The mark of how recordings were cut and put right when they were read.
const CUTS: &str = "cuts";

/// How far apart two recordings of one run can start, s: a clock that is wrong by
/// a zone, and a recording that lasts over night.
const FARTHEST_COPY_S: f64 = 3.0 * 86_400.0;

/// Measured traces that are held in memory at once when many runs are classified again.
const AT_ONCE: usize = 64;

/// What is kept of a copy, to compare it with others and to name its run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CopyFacts {
    pub name: String,
    pub format: Format,
    pub device: Option<String>,
    pub title: Option<String>,
    pub utc_offset_s: Option<i32>,
    /// Why it is unsure whether it is a run.
    #[serde(default)]
    pub unsure: Option<String>,
    pub sketch: RunSketch,
    pub richness: Richness,
    #[serde(default)]
    pub told: Told,
    #[serde(default)]
    pub totals: DeviceTotals,
}

/// One running recording that has just been decoded and measured.
#[derive(Debug)]
pub struct Fresh {
    pub sha256: String,
    pub session: u32,
    /// The id that it has alone: by its start, and where that was trimmed by the start before.
    pub own_id: RunId,
    pub start: DateTime<Utc>,
    pub facts: CopyFacts,
    pub measured: Measured,
}

/// All copies and runs of an athlete, while some are being added.
#[derive(Debug, Default)]
pub struct Ledger {
    copies: Vec<KeptCopy<CopyFacts>>,
    runs: BTreeMap<RunId, KeptRun>,
    /// What the runner had told when all runs were last classified.
    classified_with: Option<String>,
    /// Runs that became unsure since they were written.
    doubted: BTreeSet<RunId>,
    /// Files that speak for their runs by the runner's word, the last one the highest.
    first: BTreeMap<String, usize>,
}

/// What a batch writes.
pub type Batch = Changes<CopyFacts, Measured>;

impl Ledger {
    pub fn load(store: &Store) -> Result<Ledger, AppError> {
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
    pub fn add(&mut self, fresh: Vec<Fresh>, entries: &[Entry]) -> Batch {
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
        for group in self.groups_with_new(first_new) {
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
    pub fn drop_files(&mut self, gone: &BTreeSet<String>) -> (Batch, BTreeSet<String>) {
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

    /// The groups of copies that hold a new one, each as sorted indices.
    fn groups_with_new(&self, first_new: usize) -> Vec<Vec<usize>> {
        let count = self.copies.len();
        let mut leader: Vec<usize> = (0..count).collect();
        let mut first_of: HashMap<&RunId, usize> = HashMap::with_capacity(count);
        for (index, copy) in self.copies.iter().enumerate() {
            // Recordings that start in the same second are one run, too: so says the id.
            match first_of.get(&copy.run) {
                Some(&first) => join(&mut leader, first, index),
                None => {
                    first_of.insert(&copy.run, index);
                }
            }
        }
        let start = |index: usize| self.copies.get(index).map_or(0.0, |copy| copy.start_s);
        let mut by_start: Vec<usize> = (0..count).collect();
        by_start.sort_unstable_by(|&a, &b| start(a).total_cmp(&start(b)));
        for new in first_new..count {
            let (from, to) = (start(new) - FARTHEST_COPY_S, start(new) + FARTHEST_COPY_S);
            let first = by_start.partition_point(|&other| start(other) < from);
            let near = by_start.iter().skip(first).copied();
            for other in near.take_while(|&other| start(other) <= to) {
                if let (Some(a), Some(b)) = (self.copies.get(new), self.copies.get(other))
                    && other < new
                    && (a.own_id == b.own_id || same_run(&a.copy.sketch, &b.copy.sketch))
                {
                    join(&mut leader, new, other);
                }
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..count {
            groups.entry(find(&leader, index)).or_default().push(index);
        }
        groups
            .into_values()
            .filter(|group| group.last().is_some_and(|&last| last >= first_new))
            .collect()
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
        // What was replaced says nothing any more.
        let replaces = self.first.contains_key(&chosen.sha256);
        let copies: Vec<&CopyFacts> = (by_rank.iter())
            .filter_map(|&index| self.copies.get(index))
            .filter(|copy| !replaces || copy.sha256 == chosen.sha256)
            .map(|copy| &copy.copy)
            .collect();
        if preferred < first_new {
            let offset = copies.iter().find_map(|copy| copy.utc_offset_s);
            let kept = self.runs.get_mut(&id)?;
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
        run.not_counted = chosen.copy.unsure.clone().map(NotCounted::Unsure);
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

    /// Half an hour faster than this runner comes near otherwise is asked about.
    pub fn ask_about_the_unheard_of(&mut self) {
        let runs: Vec<&Run> = self.runs.values().map(|kept| &kept.run).collect();
        for (id, why) in unheard_of(&runs) {
            if let Some(kept) = self.runs.get_mut(&id) {
                kept.run.not_counted = Some(why);
                self.doubted.insert(id);
            }
        }
    }

    /// Classifies again every run whose speeds of reference are no longer those
    /// that it was classified by, or all of them when the runner told something
    /// about himself since, and marks the store as settled.
    pub fn settle(
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
    pub fn knows(&self, fresh: &Fresh) -> bool {
        let start_s = fresh.start.timestamp_millis() as f64 / 1000.0;
        self.copies.iter().any(|copy| {
            (copy.start_s - start_s).abs() <= FARTHEST_COPY_S
                && (copy.own_id == fresh.own_id || same_run(&copy.copy.sketch, &fresh.facts.sketch))
        })
    }

    /// The files whose recordings are read otherwise by some of what was said.
    fn files_touched(&self, cuts: &[Cut]) -> BTreeSet<String> {
        let touched = self.copies.iter().filter(|copy| {
            cuts.iter()
                .any(|cut| cut.touches(&copy.own_id, &copy.sha256, copy.start_s, copy.end_s))
        });
        touched.map(|copy| copy.sha256.clone()).collect()
    }

    /// Why it is unsure whether a run is one.
    pub fn unsure(&self, id: &RunId) -> Option<String> {
        match &self.runs.get(id)?.run.not_counted {
            Some(NotCounted::Unsure(why)) => Some(why.clone()),
            _ => None,
        }
    }

    pub fn into_runs(self) -> Vec<KeptRun> {
        self.runs.into_values().collect()
    }

    /// The run that a copy belongs to, and whether it is the copy that speaks for it.
    pub fn run_of(&self, sha256: &str, session: u32) -> Option<(&RunId, bool)> {
        let copy = self
            .copies
            .iter()
            .find(|copy| copy.sha256 == sha256 && copy.session == session)?;
        let first = self.runs.get(&copy.run)?.run.files.first()?;
        Some((&copy.run, first.sha256 == sha256 && copy.own_id == copy.run))
    }

    /// The first run of a file, for a file that comes again.
    pub fn run_of_file(&self, sha256: &str) -> Option<&RunId> {
        let mut copies = self.copies.iter().filter(|copy| copy.sha256 == sha256);
        copies.next().map(|copy| &copy.run)
    }

    /// What is known of the recordings of a file.
    pub fn copies_of<'a>(&'a self, sha256: &'a str) -> impl Iterator<Item = &'a CopyFacts> + 'a {
        let copies = self.copies.iter().filter(move |copy| copy.sha256 == sha256);
        copies.map(|copy| &copy.copy)
    }

    /// What is known of every recording, with the SHA-256 of its file.
    pub fn all_copies(&self) -> impl Iterator<Item = (&str, &CopyFacts)> {
        let copies = self.copies.iter();
        copies.map(|copy| (copy.sha256.as_str(), &copy.copy))
    }

    /// The ids that the copies of a run would have alone.
    pub fn own_ids_of<'a>(&'a self, id: &'a RunId) -> impl Iterator<Item = &'a RunId> + 'a {
        let copies = self.copies.iter().filter(move |copy| copy.run == *id);
        copies.map(|copy| &copy.own_id)
    }

    pub fn run_ids(&self) -> BTreeSet<RunId> {
        self.runs.keys().cloned().collect()
    }
}

/// Whether what is kept was derived by this program, so that it can be read.
pub fn is_of_this_program(store: &Store) -> Result<bool, AppError> {
    Ok(store.meta(DERIVED_BY)?.as_deref() == Some(DERIVATION))
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

fn find(leader: &[usize], mut index: usize) -> usize {
    while let Some(&up) = leader.get(index)
        && up != index
    {
        index = up;
    }
    index
}

/// The smaller index leads, so the outcome does not depend on the order of joining.
fn join(leader: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(leader, a), find(leader, b));
    let (low, high) = (a.min(b), a.max(b));
    if let Some(slot) = leader.get_mut(high) {
        *slot = low;
    }
}

/// What the kept classification depends on beyond the runs themselves.
fn fingerprint(entries: &[Entry]) -> String {
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
fn answers(entries: &[Entry]) -> BTreeMap<RunId, bool> {
    let said = said::of(entries).into_iter();
    said.filter_map(|(run, said)| Some((run, said.counts?)))
        .collect()
}

/// What settled runs were settled by: an answer moves the speeds of reference of later
/// runs, and only of those whose speeds it moves.
fn settled_mark(fingerprint: &str, answers: &BTreeMap<RunId, bool>) -> String {
    if answers.is_empty() {
        return fingerprint.to_owned();
    }
    let mut text = fingerprint.to_owned();
    for (run, counts) in answers {
        text.push_str(&format!("\n{run} {counts}"));
    }
    sha256(text.as_bytes())
}

/// The kept runs, derived again first where they are not those of this program,
/// these settings and these originals.
pub fn settled_runs(
    store: &mut Store,
    entries: &[Entry],
    record: &Record,
) -> Result<Vec<KeptRun>, AppError> {
    settle_if_free(store, entries, record)?;
    Ok(store.runs()?)
}

/// Brings the kept runs up to date unless another process is at it.
pub fn settle_if_free(
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
pub fn settle_under_lock(
    store: &mut Store,
    entries: &[Entry],
    record: &Record,
) -> Result<(), AppError> {
    if is_settled(store, entries, record)? {
        return Ok(());
    }
    if store.meta(DERIVED_BY)?.as_deref() == Some(DERIVATION) {
        let mut ledger = Ledger::load(store)?;
        follow_originals(&mut ledger, store, entries, record)?;
        return ledger.settle(store, entries, record);
    }
    super::rebuild::under_lock(store, entries, record, &mut |_, _| ())?;
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
    super::rebuild::add(store, ledger, &to_add, entries, failed, &mut |_, _| ())
}

/// What is said of how recordings are read now and was not when they were, and the other
/// way round.
fn cuts_changed(store: &Store, entries: &[Entry]) -> Result<Vec<Cut>, AppError> {
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

fn cuts_mark(cuts: &[Cut]) -> String {
    match cuts {
        [] => String::new(),
        cuts => serde_json::to_string(cuts).unwrap_or_default(),
    }
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

fn is_settled(store: &Store, entries: &[Entry], record: &Record) -> Result<bool, AppError> {
    Ok(match store.meta(SETTLED)? {
        Some(mark) => {
            mark == settled_mark(&fingerprint(entries), &answers(entries))
                && store.meta(ORIGINALS)? == Some(store.originals_mark(record)?)
                && store.meta(CUTS)?.unwrap_or_default() == cuts_mark(&cut::cuts(entries))
        }
        None => store.originals()?.is_empty(),
    })
}

/// The start in the runner's local time: that of the file or its place, else the athlete's zone.
fn local_start(start_s: f64, utc_offset_s: Option<i32>, zone: Tz) -> DateTime<FixedOffset> {
    let start = DateTime::from_timestamp_millis((start_s * 1000.0).round() as i64)
        .unwrap_or(DateTime::UNIX_EPOCH);
    in_local_time(start, utc_offset_s, zone)
}

fn in_local_time(
    start: DateTime<Utc>,
    utc_offset_s: Option<i32>,
    zone: Tz,
) -> DateTime<FixedOffset> {
    match utc_offset_s.and_then(FixedOffset::east_opt) {
        Some(offset) => start.with_timezone(&offset),
        None => zone.from_utc_datetime(&start.naive_utc()).fixed_offset(),
    }
}

/// A session done as written is the run of its day where none is known otherwise;
/// a run that is known takes its exertion.
fn add_sessions_done(runs: &mut Vec<Run>, entries: &[Entry], zone: Tz) {
    let known = runs.len();
    for (entry, done) in sessions_done(entries) {
        let of_day = |run: &Run| run.date() == done.date;
        let (recorded, added) = runs.split_at_mut(known);
        let longest = (recorded.iter_mut())
            .filter(|run| of_day(run))
            .max_by(|a, b| a.elapsed.get().total_cmp(&b.elapsed.get()));
        match longest {
            Some(run) => {
                if let (None, Some(rpe)) = (run.rpe, done.written.rpe) {
                    run.rpe = Some(rpe);
                    let minutes = run.timer.unwrap_or(run.elapsed).minutes();
                    run.load.session_rpe = Some(rpe * minutes);
                }
            }
            None if added.iter().any(of_day) => {}
            None => {
                let at = entry.at.with_timezone(&zone).fixed_offset();
                runs.push(stated::run(at, &done.written));
            }
        }
    }
}

/// Runs of files in local time and stated runs together. A stated run that
/// overlaps a file's is the same run: the file speaks, exertion is taken over.
pub fn with_stated(kept: Vec<KeptRun>, entries: &[Entry], zone: Tz) -> Vec<Run> {
    let mut runs: Vec<Run> = kept
        .into_iter()
        .map(|kept| {
            let mut run = kept.run;
            run.start = in_local_time(run.start.to_utc(), kept.utc_offset_s, zone);
            let minutes = run.timer.unwrap_or(run.elapsed).minutes();
            run.load.session_rpe = run.load.session_rpe.or(run.rpe.map(|rpe| rpe * minutes));
            run
        })
        .collect();
    let mut added: Vec<Run> = Vec::new();
    for (entry, said) in stated_runs(entries) {
        let fresh = stated::run(entry.at.with_timezone(&zone).fixed_offset(), said);
        let overlaps = |run: &Run| run.start < fresh.end() && fresh.start < run.end();
        if let Some(run) = runs.iter_mut().find(|run| overlaps(run)) {
            if run.rpe.is_none()
                && let Some(rpe) = fresh.rpe
            {
                run.rpe = Some(rpe);
                let minutes = run.timer.unwrap_or(run.elapsed).minutes();
                run.load.session_rpe = Some(rpe * minutes);
            }
            if run.files.iter().all(|file| file.format != Format::Manual) {
                run.files.extend(fresh.files);
            }
        } else if added.iter().all(|run| run.id != fresh.id) {
            added.push(fresh);
        }
    }
    runs.extend(added);
    add_sessions_done(&mut runs, entries, zone);
    runs.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.id.cmp(&b.id)));
    runs
}
