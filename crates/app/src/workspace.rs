//! One call's view of one athlete: the store, the diary, the zone and the moment
//! that decisions are made for.

use super::when::{self, Moment};
use super::{AppError, System, derive};
use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use comeback_core::diary::{Entry, History, settings_at};
use comeback_core::limits::Settings;
use comeback_core::run::{Run, RunId};
use comeback_store::{AthleteName, BadLine, Home, Store};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// An athlete as of one moment.
#[derive(Debug)]
pub struct Workspace {
    pub home: Home,
    pub athlete: AthleteName,
    pub zone: Tz,
    /// The only clock that decisions read, in the athlete's zone.
    pub now: DateTime<FixedOffset>,
    pub entries: Vec<Entry>,
    /// Lines of the diary that cannot be read.
    pub bad_lines: Vec<BadLine>,
    store: Option<Store>,
    /// What the moment was asked for with, for when the diary sets another zone.
    as_of: Option<String>,
    system: System,
}

impl Workspace {
    /// Opens an athlete's data as of a moment; looking at an athlete without data creates nothing.
    pub fn open(
        home: Home,
        athlete: AthleteName,
        as_of: Option<&str>,
        system: &System,
    ) -> Result<Workspace, AppError> {
        let store = match home.existing(&athlete) {
            // Derived data that is damaged is made again; the truth lies beside it.
            Err(error) if error.is_damaged_database() => {
                Some(Store::start_again(home.folder(&athlete))?)
            }
            other => other?,
        };
        let (entries, bad_lines) = match &store {
            Some(store) => store.entries()?,
            None => Default::default(),
        };
        let (zone, now) = present(as_of, &entries, system)?;
        Ok(Workspace {
            home,
            athlete,
            zone,
            now,
            entries,
            bad_lines,
            store,
            as_of: as_of.map(str::to_owned),
            system: *system,
        })
    }

    /// Takes the diary as it now is: a time zone that it sets holds from here on.
    pub(super) fn learn(&mut self, entries: Vec<Entry>) -> Result<(), AppError> {
        (self.zone, self.now) = present(self.as_of.as_deref(), &entries, &self.system)?;
        self.entries = entries;
        Ok(())
    }

    /// The store, made when there is none yet.
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

    /// Where reports go that are given no place.
    pub fn reports_folder(&mut self) -> Result<PathBuf, AppError> {
        Ok(self.store_mut()?.folder().join("reports"))
    }

    /// The settings in force now.
    pub fn settings(&self) -> Settings {
        settings_at(self.now, &self.entries)
    }

    /// Every run, of files and stated, whatever the moment.
    pub fn all_runs(&mut self) -> Result<Vec<Run>, AppError> {
        let kept = match &mut self.store {
            Some(store) => derive::settled_runs(store, &self.entries)?,
            None => Vec::new(),
        };
        Ok(derive::with_stated(kept, &self.entries, self.zone))
    }

    /// Brings the kept runs up to date for a caller that may hold the writer's lock.
    pub(super) fn settle(&mut self, locked: bool) -> Result<(), AppError> {
        let Some(store) = &mut self.store else {
            return Ok(());
        };
        if locked {
            derive::settle_under_lock(store, &self.entries)
        } else {
            derive::settled_runs(store, &self.entries).map(drop)
        }
    }

    /// All that is known at the moment.
    pub fn history(&mut self) -> Result<History, AppError> {
        let runs = self.all_runs()?;
        self.history_of(runs)
    }

    /// The same with given runs.
    pub fn history_of(&self, runs: Vec<Run>) -> Result<History, AppError> {
        let entries = self.entries_by_current_ids()?;
        Ok(History::assemble(self.now, self.zone, runs, &entries))
    }

    /// The entries, with a run that was merged into another named by that other's id.
    fn entries_by_current_ids(&self) -> Result<Vec<Entry>, AppError> {
        let aliases = self.aliases()?;
        let mut entries = self.entries.clone();
        if !aliases.is_empty() {
            for entry in &mut entries {
                if let comeback_core::diary::What::Pain {
                    during: Some(run), ..
                } = &mut entry.what
                    && let Some(current) = aliases.get(run)
                {
                    *run = current.clone();
                }
            }
        }
        Ok(entries)
    }

    fn aliases(&self) -> Result<BTreeMap<RunId, RunId>, AppError> {
        Ok(match &self.store {
            Some(store) => store.aliases()?,
            None => BTreeMap::new(),
        })
    }

    /// The run that a text names: its id, the unique beginning of one, or `last`.
    pub fn find_run<'a>(&self, history: &'a History, name: &str) -> Result<&'a Run, AppError> {
        let refuse = |why: String| AppError::Refused(why);
        if name == "last" {
            return history.runs.last().ok_or_else(|| {
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
            .and_then(|current| history.run(current))
        {
            return Ok(run);
        }
        let mut matching = history
            .runs
            .iter()
            .filter(|run| run.id.0.starts_with(&wanted));
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
    pub fn moment(&self, text: &str) -> Result<Moment, AppError> {
        Ok(when::moment(text, self.now, self.zone)?)
    }

    /// A civil day in the athlete's zone.
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
