//! One call's view of one athlete: the store, the diary, the zone and the moment
//! that decisions are made for.

use super::when::{self, Moment};
use super::{AppError, System, derive, local, valid};
use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use comeback_core::calendar::TimeDelta;
use comeback_core::diary::{Act, EntryId, Line, Record, said};
use comeback_core::diary::{Done, Entry, History, What, settings_at};
use comeback_core::limits::Settings;
use comeback_core::run::{NotCounted, Run, RunId};
use comeback_signal::Measured;
use comeback_store::{
    Advice, AthleteName, Draft, Home, KeptRun, SetAside, Store, StoreError, sha256,
};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How far two clocks may differ, minutes.
const SKEW_MIN: i64 = 5;

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

/// Runs of files in local time, as a database held them at one stamp.
#[derive(Debug)]
struct Read {
    stamp: (u64, i64, u64),
    zone: Tz,
    runs: Vec<KeptRun>,
    aliases: BTreeMap<RunId, RunId>,
}

/// An athlete as of one moment.
#[derive(Debug)]
pub struct Workspace {
    pub home: Home,
    pub athlete: AthleteName,
    pub zone: Tz,
    /// The only clock that decisions read, in the athlete's zone.
    pub now: DateTime<FixedOffset>,
    /// What counts of the diary.
    pub entries: Vec<Entry>,
    /// All of it.
    pub record: Record,
    /// Lines of the diary and of the lists of imports that cannot be read.
    pub set_aside: Vec<SetAside>,
    /// How many originals are in no list, so that they count for nothing.
    pub unlisted: usize,
    /// How many lines of the diary were there before and are not now.
    pub lines_missing: usize,
    /// What the person was told of what is wrong with their data, or waits.
    pub notes: Vec<String>,
    /// What was advised, for the record.
    advice: Vec<Advice>,
    /// Whether entries are believed that would be asked about.
    pub believes: bool,
    store: Option<Store>,
    /// The runs as they were read last, and their other names.
    read: Option<Read>,
    /// What the moment was asked for with, for when the diary sets another zone.
    as_of: Option<String>,
    system: System,
}

impl Workspace {
    /// Opens an athlete's data as of a moment; looking changes nothing but the cache.
    ///
    /// # Errors
    /// Data is there and cannot be read, was there and is gone, or the moment is none.
    pub fn open(
        home: Home,
        athlete: AthleteName,
        as_of: Option<&str>,
        system: &System,
    ) -> Result<Workspace, AppError> {
        Workspace::open_as_it_is(home, athlete, as_of, system, false)
    }

    /// The same for who puts it in order: with `lost` a diary that is gone is none.
    ///
    /// # Errors
    /// Data is there and cannot be read, or the moment is none.
    pub fn open_as_it_is(
        home: Home,
        athlete: AthleteName,
        as_of: Option<&str>,
        system: &System,
        lost: bool,
    ) -> Result<Workspace, AppError> {
        let store = home.existing(&athlete)?;
        // Before the diary is read: what another process adds meanwhile is not missing.
        let known = store.as_ref().and_then(Store::lines_known);
        let (diary, advice, index) = match &store {
            Some(store) => (
                store.diary(&valid::validate)?,
                store.advice()?,
                store.index()?,
            ),
            None => Default::default(),
        };
        let lines = diary.record.lines().count();
        let read = lines + diary.set_aside.len();
        let mut unlisted = 0;
        let mut missing = known.map_or(0, |known| known.saturating_sub(read));
        if let Some(store) = &store {
            match store.refuse_lost_diary(read, known) {
                Err(StoreError::DiaryGone { .. }) if lost => missing = missing.max(1),
                looked => looked?,
            }
            if known.is_none_or(|known| known < lines) {
                store.note_lines(lines);
            }
            unlisted = store.unlisted(&index)?.len();
        }
        let entries = diary.record.entries();
        let (zone, now) = present(as_of, &entries, system)?;
        let mut set_aside = diary.set_aside;
        set_aside.extend(index.set_aside(&diary.record));
        Ok(Workspace {
            home,
            athlete,
            zone,
            now,
            entries,
            record: diary.record,
            set_aside,
            unlisted,
            lines_missing: missing,
            notes: Vec::new(),
            advice,
            believes: false,
            store,
            read: None,
            as_of: as_of.map(str::to_owned),
            system: *system,
        })
    }

    /// The zone of the runner when a clock on the wall showed a time (seconds as if it
    /// were UTC): the one that was set last before, or first of all.
    pub(super) fn zone_at(&self, wall_s: f64) -> Tz {
        let at = DateTime::from_timestamp(wall_s as i64, 0).unwrap_or_default();
        settings_at(at.fixed_offset(), &self.entries)
            .time_zone
            .map_or(self.system.zone, |zone| zone.0)
    }

    /// Takes the diary as it now is: a time zone that it sets holds from here on.
    pub(super) fn learn(&mut self) -> Result<(), AppError> {
        let store = self.store_mut()?;
        let diary = store.diary(&valid::validate)?;
        let index = store.index()?;
        store.note_lines(diary.record.lines().count());
        self.set_aside = diary.set_aside;
        self.set_aside.extend(index.set_aside(&diary.record));
        self.record = diary.record;
        self.learn_entries(self.record.entries())
    }

    /// The same with entries that are not written.
    pub(super) fn learn_entries(&mut self, entries: Vec<Entry>) -> Result<(), AppError> {
        (self.zone, self.now) = present(self.as_of.as_deref(), &entries, &self.system)?;
        self.entries = entries;
        Ok(())
    }

    /// Writes acts into the diary and returns their lines when they are durable.
    pub(super) fn append(&mut self, acts: Vec<Act>) -> Result<Vec<Line>, AppError> {
        let clock = self.system.clock;
        let drafts = acts.into_iter().map(|act| Draft { act, import: None });
        let lines = self.store_mut()?.append(drafts.collect(), clock)?;
        self.learn()?;
        Ok(lines)
    }

    /// Writes entries that an import brings with it, told before or not.
    pub(super) fn enter_with(
        &mut self,
        entries: Vec<Entry>,
        import: &EntryId,
    ) -> Result<(), AppError> {
        let clock = self.system.clock;
        let drafts = entries.into_iter().map(|entry| Draft {
            act: Act::Enter {
                entry,
                supersedes: None,
            },
            import: Some(import.clone()),
        });
        self.store_mut()?.append(drafts.collect(), clock)?;
        self.learn()
    }

    /// Writes the entries that were never told before.
    pub(super) fn take_over(
        &mut self,
        entries: &[Entry],
        import: &EntryId,
    ) -> Result<Vec<Line>, AppError> {
        let clock = self.system.clock;
        let lines = self.store_mut()?.take_over(entries, Some(import), clock)?;
        self.learn()?;
        Ok(lines)
    }

    /// The name of an import that begins now.
    pub(super) fn new_import(&mut self) -> Result<EntryId, AppError> {
        let newest = self.record.lines().next_back().map(|line| line.id.clone());
        Ok(comeback_store::fresh_id(
            self.system.clock,
            newest.as_ref(),
        )?)
    }

    /// Whether the call decides as of a moment that was named: then it gives no advice.
    pub const fn is_as_of(&self) -> bool {
        self.as_of.is_some()
    }

    /// Whether a moment lies ahead of the present by more than two clocks may differ. A
    /// call as of another moment enters what came later, too.
    pub(super) fn is_to_come(&self, at: DateTime<FixedOffset>) -> bool {
        !self.is_as_of() && at > self.now + TimeDelta::minutes(SKEW_MIN)
    }

    /// Whether a moment lies ahead of the clock and of the moment of the call.
    pub fn has_not_come(&self, at: DateTime<FixedOffset>) -> bool {
        at > self.now && at > self.system.clock.fixed_offset()
    }

    /// Notes advice that is being given.
    pub(super) fn give(&mut self, advice: Advice) -> Result<(), AppError> {
        self.store_mut()?.give(std::slice::from_ref(&advice))?;
        self.advice.push(advice);
        Ok(())
    }

    /// The store, made when there is none yet.
    ///
    /// # Errors
    /// Where the athlete's folder or database cannot be made or opened.
    pub fn store_mut(&mut self) -> Result<&mut Store, AppError> {
        if self.store.is_none() {
            self.store = Some(self.home.store(&self.athlete)?);
        }
        self.store
            .as_mut()
            .ok_or_else(|| AppError::Refused("the store could not be opened".to_owned()))
    }

    /// Whether the athlete has a folder.
    pub fn exists(&self) -> bool {
        self.store.is_some()
    }

    pub fn store(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// Where reports go that are given no place: they can be made again at any time.
    pub fn reports_folder(&self) -> PathBuf {
        match &self.store {
            // One folder a home and athlete, so that none writes over another's.
            Some(store) if !self.is_reports_folder_kept() => {
                let whose = sha256(store.folder().to_string_lossy().as_bytes());
                let whose = whose.get(..8).unwrap_or_default();
                let name = format!("comeback-reports-{}-{whose}", self.athlete.as_str());
                std::env::temp_dir().join(name)
            }
            _ => self.home.cache_of(&self.athlete).join("reports"),
        }
    }

    /// Whether that folder lies with what is derived, and not where the system clears it away.
    pub fn is_reports_folder_kept(&self) -> bool {
        self.store
            .as_ref()
            .is_none_or(|store| !store.is_temporary())
    }

    /// The settings in force now.
    pub fn settings(&self) -> Settings {
        settings_at(self.now, &self.entries)
    }

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
    pub(super) fn measured(&mut self, run: &RunId) -> Result<Option<Measured>, AppError> {
        let found = self.asked(|store, entries, record| {
            derive::settle_if_free(store, entries, record)?;
            let blob = store.measured(run)?;
            Ok(blob.map(|blob| blob.read()).transpose()?)
        })?;
        Ok(found.flatten())
    }

    /// Brings the kept runs up to date for a caller that may hold the writer's lock.
    pub(super) fn settle(&mut self, locked: bool) -> Result<(), AppError> {
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

    /// A moment in the athlete's zone.
    ///
    /// # Errors
    /// [`AppError::Refused`] with the ways to write a moment.
    pub fn moment(&self, text: &str) -> Result<Moment, AppError> {
        Ok(when::moment(text, self.now, self.zone)?)
    }

    /// A civil day in the athlete's zone.
    ///
    /// # Errors
    /// [`AppError::Refused`] with the ways to write a day.
    pub fn day(&self, text: &str) -> Result<chrono::NaiveDate, AppError> {
        Ok(when::day(text, self.now, self.zone)?)
    }
}

/// The athlete's zone and the moment of the call. Which zone is in force hardly
/// depends on the moment, but the end of a day depends on the zone.
fn present(
    as_of: Option<&str>,
    entries: &[Entry],
    system: &System,
) -> Result<(Tz, DateTime<FixedOffset>), AppError> {
    let zone_at = |now: DateTime<FixedOffset>| {
        settings_at(now, entries)
            .time_zone
            .map_or(system.zone, |zone| zone.0)
    };
    let clock = system.clock.fixed_offset();
    let Some(text) = as_of else {
        let zone = zone_at(clock);
        return Ok((zone, system.clock.with_timezone(&zone).fixed_offset()));
    };
    let resolve = |zone: Tz| -> Result<DateTime<FixedOffset>, AppError> {
        let today = system.clock.with_timezone(&zone).fixed_offset();
        Ok(match when::moment(text, today, zone)? {
            Moment::At(at) => at.with_timezone(&zone).fixed_offset(),
            Moment::On(day) => when::end_of_day(zone, day),
        })
    };
    let zone = zone_at(resolve(system.zone)?);
    Ok((zone, resolve(zone)?))
}
