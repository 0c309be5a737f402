//! Importing: read, decode in parallel in batches of bounded size, keep the
//! originals, then write what was derived, one transaction a batch.

mod batches;
mod behind;
mod diaries;
mod importer;
mod inputs;
mod rows;

use super::files;
use super::foreign;
use super::known::Known;
use super::tables::Undated;
use super::{AppError, Imported, Workspace};
use chrono_tz::Tz;
use importer::Importer;
use std::path::PathBuf;

/// Where an import stands, for a progress bar.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Files that were read, those in archives each.
    pub files_done: usize,
    pub files: usize,
}

/// What is to be imported, and how.
pub struct Request<'a> {
    pub paths: &'a [PathBuf],
    /// Tell what would be and write nothing.
    pub dry_run: bool,
    /// Read every byte again, whatever size and time of a file say.
    pub verify: bool,
    /// The runner's word on all of it: runs, or none.
    pub said: Option<bool>,
    /// The files speak for their runs, in the place of those that came before.
    pub replace: bool,
    /// Asked before the entries of diaries among the files are taken; `None` where they
    /// were not asked for.
    pub diary: Option<&'a mut foreign::Ask<'a>>,
    /// The zone of local times, where the runner names one.
    pub time_zone: Option<Tz>,
    /// Asked for the zone of local times that nothing dates; without an answer it is the runner's.
    pub zone: &'a mut dyn FnMut(&[Undated]) -> Option<Tz>,
    /// Asked between files whether the runner wants it to end here.
    pub is_stopped: &'a dyn Fn() -> bool,
}

/// Imports files, folders and archives.
///
/// # Errors
/// Where the store cannot be read or written. A file that cannot be read is named in the
/// result and stops nothing.
pub fn import(
    workspace: &mut Workspace,
    request: Request<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Imported, AppError> {
    let (inputs, unreadable) = files::list(request.paths);
    let mut importer = Importer::begin(workspace, request.dry_run, request.is_stopped)?;
    importer.hear(request.said);
    importer.replace = request.replace && !request.dry_run;
    for path in unreadable {
        importer.fail(path.path, path.error, None);
    }
    if !request.verify {
        importer.known = Known::among(&inputs, importer.workspace.store(), &importer.seen)?;
    }
    importer.look_for_tables(&inputs, request.time_zone)?;
    // What a crash left between keeping an original and deriving from it.
    importer.resume()?;
    let sizes: Vec<usize> = inputs.iter().map(|input| importer.size(input)).collect();
    let files = sizes.iter().sum();
    let mut files_before = 0;
    for (done, (input, size)) in inputs.iter().zip(&sizes).enumerate() {
        let mut tick = |inside: usize| {
            progress(Progress {
                files_done: files_before + inside.min(*size),
                files,
            });
        };
        tick(0);
        let taken = importer
            .go_on()
            .and_then(|()| importer.take_input(input, &mut tick));
        files_before += size;
        if let Err(error) = taken {
            importer.stop(error, inputs.get(done..).unwrap_or_default())?;
            return importer.end();
        }
    }
    progress(Progress {
        files_done: files,
        files,
    });
    let rest = importer
        .flush()
        .and_then(|()| importer.take_rows(request.time_zone, request.zone))
        .and_then(|()| importer.write_behind())
        .and_then(|()| importer.take_up())
        .and_then(|()| importer.take_diaries(request.diary))
        .and_then(|()| importer.note_what_lay_there());
    if let Err(error) = rest {
        importer.stop(error, &[])?;
        return importer.end();
    }
    importer.name_the_unknown(request.paths);
    importer.end()
}
