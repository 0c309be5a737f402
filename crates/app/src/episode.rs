//! The injury under care: it is begun, told anew, ended or taken up again. Each gives
//! the entry that says it, or why it cannot be so; nothing is written here.

use super::{AppError, Workspace};
use chrono::{DateTime, FixedOffset, NaiveDate};
use comeback_core::diary::{Entry, EpisodeEdit, EpisodeStart, What, start_of_day};

/// First day of the episode under care that one beginning on this day would end.
///
/// # Errors
/// The data cannot be read.
pub fn in_its_way(workspace: &mut Workspace, on: NaiveDate) -> Result<Option<NaiveDate>, AppError> {
    let history = workspace.history()?;
    let open = history.episode().map(|open| open.start);
    Ok(open.filter(|start| *start != on))
}

/// An episode begins; one that is under care ends with it.
///
/// # Errors
/// One that began later is over already, or the data cannot be read.
pub fn start(workspace: &mut Workspace, said: EpisodeStart) -> Result<Entry, AppError> {
    let on = said.on;
    if let Some(last) =
        (workspace.history()?.episodes.last()).filter(|last| !last.is_open() && on <= last.start)
    {
        return Err(AppError::Refused(format!(
            "an episode since {} is over already: `comeback episode reopen` takes it up again; one that begins before it cannot be told after it",
            last.start
        )));
    }
    Ok(Entry {
        // From its first moment on, so that every later --as-of knows of it.
        at: start_of_day(workspace.zone, on),
        what: What::EpisodeStart(said),
        note: None,
    })
}

/// What is told of the last episode anew.
///
/// # Errors
/// There is none, or nothing is told.
pub fn edit(workspace: &mut Workspace, told: EpisodeEdit) -> Result<Entry, AppError> {
    if workspace.history()?.episodes.is_empty() {
        return Err(AppError::Refused(
            "there is no episode yet; `comeback episode start --on DATE` begins one".to_owned(),
        ));
    }
    if told == EpisodeEdit::default() {
        return Err(AppError::Refused(
            "say what is new of it, such as --goal-minutes 45 or --race 2027-04-18".to_owned(),
        ));
    }
    Ok(Entry {
        at: workspace.now,
        what: What::EpisodeEdit(told),
        note: None,
    })
}

/// The last episode is under care again.
///
/// # Errors
/// There is none, or it is under care.
pub fn reopen(workspace: &mut Workspace, at: DateTime<FixedOffset>) -> Result<Entry, AppError> {
    match workspace.history()?.episodes.last() {
        None => Err(AppError::Refused(
            "there is no episode to reopen".to_owned(),
        )),
        Some(last) if last.is_open() => Err(AppError::Refused(format!(
            "the episode since {} is under care already",
            last.start
        ))),
        Some(_) => Ok(Entry {
            at,
            what: What::EpisodeReopen,
            note: None,
        }),
    }
}

/// The episode is over.
///
/// # Errors
/// None is under care.
pub fn end(workspace: &mut Workspace, at: DateTime<FixedOffset>) -> Result<Entry, AppError> {
    if workspace.history()?.episode().is_none() {
        return Err(AppError::Refused("no episode is under care".to_owned()));
    }
    Ok(Entry {
        at,
        what: What::EpisodeEnd,
        note: None,
    })
}
