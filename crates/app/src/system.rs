//! The machine around the program: clock, zone, folders, configuration file.
//! Read here, once a call, and handed on as values.

use super::AppError;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// What a call may know of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct System {
    pub clock: DateTime<Utc>,
    /// The machine's zone, for athletes who set none.
    pub zone: Tz,
}

impl System {
    /// Reads the clock and the zone.
    pub fn read() -> Self {
        System {
            clock: Utc::now(),
            zone: zone(),
        }
    }
}

/// `TZ` where it names a zone, else the system's setting, else UTC.
fn zone() -> Tz {
    let from_environment = std::env::var("TZ")
        .ok()
        .and_then(|name| name.trim_start_matches(':').parse().ok());
    from_environment
        .or_else(|| iana_time_zone::get_timezone().ok()?.parse().ok())
        .unwrap_or(Tz::UTC)
}

/// What can stand in `config.toml`: how the program is called, nothing of the runner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConfigFile {
    pub home: Option<PathBuf>,
    pub athlete: Option<String>,
    pub color: Option<String>,
    /// The folder in which a phone leaves entries.
    pub inbox: Option<PathBuf>,
}

impl ConfigFile {
    /// Reads the file; that there is none is usual.
    ///
    /// # Errors
    /// [`AppError::Refused`] where the file is no valid TOML or has a key that is not known.
    pub fn read() -> Result<Self, AppError> {
        let Some(path) = config_path() else {
            return Ok(ConfigFile::default());
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(ConfigFile::default());
            }
            Err(error) => return Err(AppError::file(&path, error)),
        };
        toml::from_str(&text)
            .map_err(|error| AppError::Refused(format!("{}: {error}", path.display())))
    }
}

/// What the environment names; an empty variable names nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// `COMEBACK_HOME`: the folder that holds everything.
    pub home: Option<PathBuf>,
    /// `COMEBACK_ATHLETE`: whose data.
    pub athlete: Option<String>,
}

impl Environment {
    pub fn read() -> Self {
        let told = |variable| std::env::var_os(variable).filter(|value| !value.is_empty());
        Environment {
            home: told("COMEBACK_HOME").map(PathBuf::from),
            athlete: told("COMEBACK_ATHLETE").map(|name| name.to_string_lossy().into_owned()),
        }
    }
}

/// Where the configuration file is looked for.
pub fn config_path() -> Option<PathBuf> {
    if let Some(folder) = folder_of("XDG_CONFIG_HOME") {
        return Some(folder.join("comeback").join("config.toml"));
    }
    if cfg!(windows) {
        return Some(folder_of("APPDATA")?.join("comeback").join("config.toml"));
    }
    Some(folder_of("HOME")?.join(".config/comeback/config.toml"))
}

/// The platform's place for a program's data.
///
/// # Errors
/// [`AppError::Refused`] where the platform names no such place.
pub fn data_folder() -> Result<PathBuf, AppError> {
    let found = if let Some(folder) = folder_of("XDG_DATA_HOME") {
        Some(folder.join("comeback"))
    } else if cfg!(windows) {
        folder_of("APPDATA").map(|folder| folder.join("comeback"))
    } else if cfg!(target_os = "macos") {
        folder_of("HOME").map(|folder| folder.join("Library/Application Support/comeback"))
    } else {
        folder_of("HOME").map(|folder| folder.join(".local/share/comeback"))
    };
    found.ok_or_else(|| {
        AppError::Refused("no data folder is known; say where with --home DIR".to_owned())
    })
}

/// The platform's place for what a program can make again.
pub fn cache_folder() -> Option<PathBuf> {
    if let Some(folder) = folder_of("XDG_CACHE_HOME") {
        return Some(folder.join("comeback"));
    }
    if cfg!(windows) {
        return Some(folder_of("LOCALAPPDATA")?.join("comeback").join("cache"));
    }
    let place = if cfg!(target_os = "macos") {
        "Library/Caches/comeback"
    } else {
        ".cache/comeback"
    };
    Some(folder_of("HOME")?.join(place))
}

/// An absolute path from the environment; the XDG specification says to pass over relative ones.
fn folder_of(variable: &str) -> Option<PathBuf> {
    let value = std::env::var_os(variable)?;
    let path = Path::new(&value);
    path.is_absolute().then(|| path.to_owned())
}
