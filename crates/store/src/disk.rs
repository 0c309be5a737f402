//! Every call by which the store changes the disk, in one place, so that tests can let
//! any of them fail or be the last one of its process.
//!
//! In a build for tests `COMEBACK_FAULT=error:N` makes the Nth of them fail as on a full
//! disk, after half of what it was to write; `kill:N` ends the process there. A build
//! for release asks nothing.

use std::fs::File;
use std::io::{Result, Write};
use std::path::Path;

/// Writes all of the bytes.
pub(super) fn write(file: &mut impl Write, bytes: &[u8]) -> Result<()> {
    fault::before(|| {
        let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
        // What a full disk or the end of a process leaves of it.
        let _ = file.write_all(half);
        let _ = file.flush();
    })?;
    file.write_all(bytes)
}

/// Returns when what was written is durable.
pub(super) fn sync(file: &File) -> Result<()> {
    fault::before(|| ())?;
    file.sync_all()
}

pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    fault::before(|| ())?;
    std::fs::rename(from, to)
}

pub(super) fn remove_file(path: &Path) -> Result<()> {
    fault::before(|| ())?;
    std::fs::remove_file(path)
}

/// Asked before a change of the disk that another crate makes.
pub(super) fn change() -> Result<()> {
    fault::before(|| ())
}

/// A moment at which a process can end: nothing fails there by itself.
pub(super) fn moment() {
    fault::moment();
}

#[cfg(debug_assertions)]
mod fault {
    use std::io::{Error, ErrorKind, Result};
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    struct Fault {
        kills: bool,
        at: u64,
    }

    fn asked_for() -> Option<&'static Fault> {
        static ASKED: OnceLock<Option<Fault>> = OnceLock::new();
        let read = || {
            let text = std::env::var("COMEBACK_FAULT").ok()?;
            let (kind, at) = text.split_once(':')?;
            Some(Fault {
                kills: kind == "kill",
                at: at.parse().ok()?,
            })
        };
        ASKED.get_or_init(read).as_ref()
    }

    static COUNT: AtomicU64 = AtomicU64::new(0);

    pub(super) fn moment() {
        if let Some(fault) = asked_for()
            && fault.kills
            && COUNT.fetch_add(1, Ordering::SeqCst) + 1 == fault.at
        {
            std::process::abort();
        }
    }

    pub(super) fn before(half: impl FnOnce()) -> Result<()> {
        let Some(fault) = asked_for() else {
            return Ok(());
        };
        let count = COUNT.fetch_add(1, Ordering::SeqCst) + 1;
        // A disk that is full stays full.
        if count < fault.at || fault.kills && count > fault.at {
            return Ok(());
        }
        half();
        if fault.kills {
            std::process::abort();
        }
        Err(Error::new(
            ErrorKind::StorageFull,
            "no space left on device",
        ))
    }
}

#[cfg(not(debug_assertions))]
mod fault {
    pub(super) fn moment() {}

    #[allow(clippy::unnecessary_wraps, reason = "a build for tests can refuse")]
    pub(super) fn before(_: impl FnOnce()) -> std::io::Result<()> {
        Ok(())
    }
}
