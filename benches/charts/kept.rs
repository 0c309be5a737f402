//! Histories brought into homes that are kept under the system's temporary files, so
//! that looking again costs no second import. Read by the bench of the charts and by
//! the contact sheet.

use chrono::DateTime;
use comeback_app::{self as app, AppError, System, Workspace};
use comeback_store::{AthleteName, Home};
use std::path::{Path, PathBuf};

/// Everything that is drawn or kept lies in here, never in the repository.
pub(crate) fn folder() -> PathBuf {
    std::env::temp_dir().join("comeback-contact-sheet")
}

/// The histories of real runners where they are there: `COMEBACK_CORPUS`, else beside
/// the checkout, and the long ones beside it.
pub(crate) fn histories() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("COMEBACK_CORPUS")
        .map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let mut found = folders_of(&corpus.join("histories"));
    found.extend(folders_of(&corpus.join("../long")));
    found
}

/// The athletes that the project made.
pub(crate) fn made() -> Vec<PathBuf> {
    folders_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/athletes"))
}

fn folders_of(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

pub(crate) fn name_of(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The workspace of a folder's athlete at a moment, imported where it is not yet.
pub(crate) fn workspace(of: &Path, as_of: Option<&str>) -> Result<Workspace, AppError> {
    let home = folder().join("homes").join(name_of(of));
    let system = System {
        clock: DateTime::from_timestamp(4_000_000_000, 0).unwrap_or_default(),
        zone: chrono_tz::UTC,
    };
    let athlete = || AthleteName::new("me").map_err(|error| AppError::Refused(error.to_string()));
    let mut opened = Workspace::open(Home::new(&home), athlete()?, None, &system)?;
    if opened.history()?.runs.is_empty() {
        let paths = [of.to_owned()];
        let request = app::Request {
            paths: &paths,
            dry_run: false,
            verify: false,
            said: None,
            diary: Some(&mut |_| true),
            zone: &mut |_| None,
            is_stopped: &|| false,
            time_zone: None,
            replace: false,
        };
        app::import(&mut opened, request, &mut |_| {})?;
    }
    match as_of {
        None => Ok(opened),
        Some(_) => Workspace::open(Home::new(&home), athlete()?, as_of, &system),
    }
}
