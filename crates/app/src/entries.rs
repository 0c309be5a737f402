//! Entering what the runner says: checked before it is written, durable when done.

use super::{AppError, Workspace};
use comeback_core::diary::{Act, Entry, Line, What};

pub use super::valid::{doubt, id_of, validate};

/// Enters one entry into the diary and gives the line that tells it. An entry that
/// counts there already is not doubled.
///
/// # Errors
/// Where the diary cannot be read or written.
pub fn enter(workspace: &mut Workspace, entry: Entry) -> Result<Line, AppError> {
    validate(&entry).map_err(AppError::Refused)?;
    refuse_doubtful(workspace, &entry)?;
    let told = comeback_store::canonical(&entry);
    let standing = workspace
        .record
        .counting()
        .find(|(_, known)| comeback_store::canonical(known) == told)
        .map(|(line, _)| line.clone());
    if let Some(line) = standing {
        return Ok(line);
    }
    let act = Act::Enter {
        entry,
        supersedes: None,
    };
    let lines = workspace.append(vec![act])?;
    lines
        .into_iter()
        .next()
        .ok_or_else(|| AppError::Refused("the entry was not written".to_owned()))
}

/// Refuses what is probably a slip, unless the caller has said that it is so.
///
/// # Errors
/// What is doubtful, and how to say that it is meant.
pub fn refuse_doubtful(workspace: &Workspace, entry: &Entry) -> Result<(), AppError> {
    match doubt(entry, workspace.now) {
        Some(doubt) if !workspace.believes => Err(AppError::Refused(format!(
            "{doubt}; if it is so, say --yes"
        ))),
        _ => Ok(()),
    }
}

/// Refuses a stated run where one is known already: one body cannot run twice at once.
///
/// # Errors
/// [`AppError::Refused`] with the run that is there; else where the runs cannot be read.
pub fn refuse_double_run(workspace: &mut Workspace, entry: &Entry) -> Result<(), AppError> {
    let What::Run(stated) = &entry.what else {
        return Ok(());
    };
    let fresh = comeback_core::diary::stated::run(entry.at, stated);
    let overlapping = workspace
        .all_runs()?
        .into_iter()
        .find(|run| run.start < fresh.end() && fresh.start < run.end());
    match overlapping {
        Some(run) => Err(AppError::Refused(format!(
            "a run lies there already: {} of {:.0} min; give the time with --at 2026-11-21T18:30 when this is another",
            run.id,
            run.elapsed.minutes()
        ))),
        None => Ok(()),
    }
}
