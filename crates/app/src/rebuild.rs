//! Everything derived, again from the originals and the diary.

use super::{AppError, Workspace, reread};

pub use super::reread::Rebuilt;

/// Derives all runs again and replaces the old ones in one step.
///
/// # Errors
/// Where the database cannot be written; the old one then stands. An original that
/// cannot be read is named in the result.
pub fn from_originals(
    workspace: &mut Workspace,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Rebuilt, AppError> {
    let (entries, record) = (workspace.entries.clone(), workspace.record.clone());
    let store = workspace.store_mut()?;
    // What the lists lost is still there: listed again it counts again.
    let listed_again = match store.try_lock()? {
        Some(_lock) => store.list_again()?,
        None => return Err(busy()),
    };
    store.note_lines(record.lines().count());
    // From nothing: whatever is wrong with the database does not matter.
    store.start_again()?;
    match store.try_lock()? {
        Some(_lock) => Ok(Rebuilt {
            listed_again: listed_again.into_iter().map(|one| one.name).collect(),
            ..reread::under_lock(store, &entries, &record, progress)?
        }),
        None => Err(busy()),
    }
}

fn busy() -> AppError {
    AppError::Refused(
        "another comeback imports or derives just now; try again when it is done".to_owned(),
    )
}
