//! The flags of a call, resolved: flag, then environment, then configuration
//! file, then default.

use super::output::Output;
use super::{Global, When};
use chrono::{DateTime, FixedOffset};
use clap::ValueEnum;
use comeback_app::{AppError, ConfigFile, System, Workspace, cache_folder, data_folder, when};
use comeback_core::diary::{Entry, History};
use comeback_core::plan::WeekPlan;
use comeback_store::{AthleteName, Home};
use std::path::{Path, PathBuf};

/// The athlete of a call that names none.
const DEFAULT_ATHLETE: &str = "me";

/// The home that was named, else the platform's data folder. What is derived from the
/// latter lies in the platform's cache folder, out of the way of what is synced or
/// backed up; by whichever way it was named, it is one home with one cache.
fn home(named: Option<PathBuf>) -> Result<Home, AppError> {
    let usual = data_folder();
    let path = match named {
        Some(named) if usual.as_ref().is_ok_and(|usual| is_same(usual, &named)) => usual?,
        Some(named) => return Ok(Home::new(named)),
        None => usual?,
    };
    Ok(match cache_folder() {
        Some(cache) => Home::with_cache(path, cache),
        None => Home::new(path),
    })
}

fn is_same(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// One call of the program.
#[derive(Debug, Clone)]
pub struct Call {
    pub home: Home,
    pub athlete: AthleteName,
    /// Whether the caller named the athlete.
    pub athlete_named: bool,
    pub as_of: Option<String>,
    pub system: System,
    pub out: Output,
}

impl Call {
    pub fn new(global: Global) -> Result<Call, AppError> {
        let file = ConfigFile::read()?;
        let named = global
            .home
            .filter(|home| !home.as_os_str().is_empty())
            .or(file.home);
        let home = home(named)?;
        let color = match (global.color, file.color.as_deref()) {
            (Some(when), _) => when,
            (None, Some(text)) => When::from_str(text, true).map_err(|_| {
                AppError::Refused(format!("`{text}` in the configuration file is no `color`"))
            })?,
            (None, None) => When::Auto,
        };
        let athlete_named = global.athlete.is_some();
        let athlete = global.athlete.or(file.athlete);
        Ok(Call {
            home,
            athlete: AthleteName::new(athlete.as_deref().unwrap_or(DEFAULT_ATHLETE))?,
            athlete_named,
            as_of: global.as_of,
            system: System::read(),
            out: Output::new(global.json, color, global.quiet, global.verbose),
        })
    }

    /// The same call at another time of the clock, for what goes on for hours.
    pub fn at(&self, system: System) -> Call {
        Call {
            system,
            ..self.clone()
        }
    }

    /// The athlete's data as of the call's moment.
    pub fn open(&self) -> Result<Workspace, AppError> {
        let mut workspace = Workspace::open(
            self.home.clone(),
            self.athlete.clone(),
            self.as_of.as_deref(),
            &self.system,
        )?;
        for line in &workspace.set_aside {
            self.out.warn(&format!(
                "{}, line {} cannot be read and counts for nothing: {}; once it is settled, `comeback void {}`",
                line.file, line.number, line.error, line.id
            ));
        }
        workspace.refresh()?;
        for (name, why) in workspace.damaged_files()? {
            self.out.warn(&format!(
                "{name} does not count: {why}; import it again or restore a backup"
            ));
        }
        if !workspace.exists() && self.athlete_named {
            self.out
                .detail(&format!("athlete `{}` has no data yet", self.athlete));
        }
        Ok(workspace)
    }

    /// Notes the plan that is being given. One that cannot be noted is as good.
    pub fn give(&self, workspace: &mut Workspace, history: &History, plan: &WeekPlan) {
        if let Err(error) = comeback_app::give(workspace, history, plan) {
            self.out
                .warn(&format!("the plan is not kept for the record: {error}"));
        }
    }

    /// The moment that an entry speaks of: as written, else now.
    pub fn entry_time(
        &self,
        workspace: &Workspace,
        at: Option<&str>,
    ) -> Result<DateTime<FixedOffset>, AppError> {
        Ok(match at {
            Some(text) => when::of_entry(workspace.moment(text)?, workspace.now, workspace.zone),
            None => workspace.now,
        })
    }

    /// Says so when an entry lies later than the moment of the call.
    pub fn note_if_later(&self, workspace: &Workspace, entry: &Entry) {
        if entry.at > workspace.now {
            self.out.warn(&format!(
                "{} is later than {}: entered, and counts from then on",
                entry.at.format("%Y-%m-%d %H:%M"),
                workspace.now.format("%Y-%m-%d %H:%M")
            ));
        }
    }
}
