//! The use cases: each wires the rooms below together and decides nothing itself.
//! The clock, the zone and the environment are read here and nowhere else.

mod answers;
mod copies;
mod decide;
mod decode;
mod derive;
mod effect;
pub mod entries;
pub mod episode;
mod error;
mod export;
mod figures;
mod files;
mod foreign;
mod given;
mod import;
mod imported;
pub mod inbox;
mod keyed;
mod known;
mod ledger;
mod local;
mod marks;
mod nearest;
pub mod notes;
pub mod numbers;
mod outgoing;
mod places;
pub mod rebuild;
pub mod record;
mod report;
mod reread;
pub mod roster;
mod rule;
mod seen;
mod system;
mod tables;
pub mod told;
mod valid;
pub mod verify;
mod week;
pub mod when;
mod workspace;

pub use decide::{decide, read_history};
pub use effect::{Effect, WeekChange, of as effect, rest_of_week};
pub use error::AppError;
pub use export::{ExportFile, ExportFormat, export};
pub use foreign::ForeignDiary;
pub use given::give;
pub use import::{Progress, Request, import};
pub use imported::{Imported, import_outcome};
pub use nearest::nearest;
pub use numbers::Distance;
pub use outgoing::{Watch, calendar, calendar_feed, fhir, watch};
pub use report::{Chart, Overview, run_profile};
pub use roster::{Listed, Roster, glance, keep_line, roster, roster_file, roster_rows};
pub use rule::{LogNow, log_now, rule};
pub use seen::Seen;
pub use system::{ConfigFile, Environment, System, cache_folder, config_path, data_folder};
pub use tables::Undated;
pub use week::{last_weeks, week};
pub use workspace::Workspace;

pub use comeback_core::rules::since;

/// Writes a file that the caller named, whole or not at all, making its folder.
///
/// # Errors
/// Where the folder cannot be made or the disk refuses the file: neither stays then.
pub fn write_file(path: &std::path::Path, bytes: &[u8]) -> Result<(), AppError> {
    write_files(&[(path.to_owned(), bytes.to_vec())])
}

/// Writes files that the caller named, each whole, making their folders.
///
/// # Errors
/// Where the disk refuses one: what was not there before is gone again then.
pub fn write_files(files: &[(std::path::PathBuf, Vec<u8>)]) -> Result<(), AppError> {
    let mut new: Vec<&std::path::Path> = Vec::new();
    let mut folders: Vec<&std::path::Path> = Vec::new();
    let mut write = || -> Result<(), AppError> {
        for (path, bytes) in files {
            let above = path.ancestors().skip(1);
            let missing = above.take_while(|at| !at.as_os_str().is_empty() && !at.exists());
            // The innermost first, as they are taken away again.
            folders.extend(missing);
            if let Some(folder) = path.parent().filter(|at| !at.as_os_str().is_empty()) {
                comeback_store::private::make_folder(folder)?;
            }
            if !path.exists() {
                new.push(path);
            }
            comeback_store::write_whole(path, bytes)?;
        }
        Ok(())
    };
    let written = write();
    if written.is_err() {
        // What cannot be taken away does no harm.
        for path in new {
            let _ = std::fs::remove_file(path);
        }
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
        for folder in folders {
            let _ = std::fs::remove_dir(folder);
        }
    }
    written
}
