//! Files that are written whole or not at all.

use super::{StoreError, disk};
use std::path::Path;

/// Writes a file so that its name never means half of it.
///
/// # Errors
/// Where the disk refuses; the name then means what it meant.
pub fn write_whole(path: &Path, content: &[u8]) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    disk::change().map_err(StoreError::io(folder))?;
    let mut file = tempfile::Builder::new()
        .prefix(".unfinished-")
        .tempfile_in(folder)
        .map_err(StoreError::io(folder))?;
    disk::write(&mut file, content)
        .and_then(|()| disk::sync(file.as_file()))
        .and_then(|()| disk::change())
        .map_err(StoreError::io(path))?;
    file.persist(path)
        .map_err(|error| StoreError::io(path)(error.error))?;
    Ok(())
}

/// Removes what a writer that died left half written. The caller holds the writer's lock.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(".unfinished-"))
        {
            // A leftover that cannot be removed does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
