//! One call's view of one athlete: the store, the diary, the zone and the moment
//! that decisions are made for.

mod read;
mod recordings;

use super::when::{self, Moment};
use super::{AppError, System, valid};
use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use comeback_core::calendar::TimeDelta;
use comeback_core::diary::{Act, Entry, EntryId, Line, Record, settings_at};
use comeback_core::limits::Settings;
use comeback_store::{Advice, AthleteName, Draft, Home, SetAside, Store, StoreError, sha256};
use read::Read;
use std::path::PathBuf;

/// How far two clocks may differ, minutes.
const SKEW_MIN: i64 = 5;

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

    /// Counts again what lies in no list, after something was listed.
    pub(crate) fn look_for_unlisted(&mut self) -> Result<(), AppError> {
        if let Some(store) = &self.store {
            self.unlisted = store.unlisted(&store.index()?)?.len();
        }
        Ok(())
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
