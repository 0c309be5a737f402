//! Files and folders that only their owner can read, whatever the umask: what a
//! person writes about an injury is nobody else's business.

use super::{StoreError, disk};
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::path::Path;
use std::sync::OnceLock;

/// Makes a folder, and those above it that are missing, for the owner alone.
///
/// # Errors
/// Where the disk refuses, or something that is no folder has the name.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    if !path.is_dir() {
        disk::change().map_err(StoreError::io(path))?;
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path).map_err(StoreError::io(path))
}

/// Opens a file for reading and writing at its end, made for the owner alone where it is missing.
///
/// # Errors
/// Where the disk refuses.
pub fn open_to_append(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    owner_only(&mut options);
    options.open(path).map_err(StoreError::io(path))
}

/// Opens the file of a lock.
pub(super) fn open_lock(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    owner_only(&mut options);
    options.open(path).map_err(StoreError::io(path))
}

type Waiting = dyn Fn(&Path) + Send + Sync;

static WAITING: OnceLock<Box<Waiting>> = OnceLock::new();

/// Sets what is called once when a lock is held by another process, with its path.
pub fn say_when_waiting(say: impl Fn(&Path) + Send + Sync + 'static) {
    // The first one stays.
    let _ = WAITING.set(Box::new(say));
}

/// Waits for a lock, and says so where another process holds it.
pub(super) fn wait_for(file: &File, path: &Path) -> Result<(), StoreError> {
    match file.try_lock() {
        Ok(()) => return Ok(()),
        Err(TryLockError::WouldBlock) => {
            if let Some(say) = WAITING.get() {
                say(path);
            }
        }
        Err(TryLockError::Error(error)) => return Err(StoreError::io(path)(error)),
    }
    file.lock().map_err(StoreError::io(path))
}

fn owner_only(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// Takes what others may do with a folder or file away from them: an older version left it so.
pub(super) fn close_to_others(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if let Ok(about) = std::fs::metadata(path) {
            let mode = about.permissions().mode();
            if mode & 0o077 != 0 {
                // Not ours to change: it is as private as its owner made it.
                let _ =
                    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode & 0o7700));
            }
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}
