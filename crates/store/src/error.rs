//! What can go wrong with the files of a home, each with its path.

use std::path::{Path, PathBuf};

/// A failure to read or write what is kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{}: {source}{}", path.display(), next(source))]
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "{}: {source}: what is kept there cannot be read, so nothing is said of it; is the disk mounted, and is the folder yours?",
        path.display()
    )]
    Unreadable {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "{}: the diary was there and is gone: is the disk mounted, is it synced? Nothing is said of what is left; `comeback restore FILE` brings a backup back, `comeback rebuild` goes on without it",
        path.display()
    )]
    DiaryGone { path: PathBuf },
    #[error("{}: larger than {} MiB, which no diary is; look what wrote it", path.display(), limit >> 20)]
    TooLarge { path: PathBuf, limit: u64 },
    #[error(
        "{}: {source}; the originals and the diary are safe, {}",
        path.display(),
        next_of_database(source)
    )]
    Database {
        path: PathBuf,
        source: rusqlite::Error,
    },
    #[error("{}: a derived value cannot be read ({what}); run `comeback rebuild`", path.display())]
    Derived { path: PathBuf, what: String },
    #[error(
        "{}: the original does not hold the bytes that its name promises; restore it from a backup",
        path.display()
    )]
    DamagedOriginal { path: PathBuf },
    #[error(
        "`{0}` cannot be an athlete's name: at most 64 letters on one line, no slash and no dot in front"
    )]
    BadName(String),
    #[error("{}: stands there already; --force writes over it", .0.display())]
    Exists(PathBuf),
    #[error(
        "the device's clock says {}, and no line can be written behind those that the diary holds; set the clock right, and look with `comeback verify` for a line that nobody wrote",
        .0.format("%-d %b %Y %H:%M UTC")
    )]
    NoNextId(chrono::DateTime<chrono::Utc>),
    #[error("{}: lies in the home itself; a backup belongs on another disk", .0.display())]
    InsideHome(PathBuf),
    #[error("{}: {what}; nothing could be taken, so there is no backup", path.display())]
    NothingTaken { path: PathBuf, what: String },
    #[error("{}: no backup of comeback: {what}", path.display())]
    NotABackup { path: PathBuf, what: String },
    #[error(
        "athlete `{0}` of this home already holds data; restore into an empty home, or say --force to replace it"
    )]
    NotEmpty(String),
}

/// The system's own refusal: what wraps it names a temporary file, which is nothing to look
/// for, and hides the number of the refusal but in its words.
fn of_the_system(error: std::io::Error) -> std::io::Error {
    if error.raw_os_error().is_some() {
        return error;
    }
    let words = error.to_string();
    let number = (words.split_once("(os error ")).and_then(|(_, rest)| rest.split_once(')'));
    match number.and_then(|(number, _)| number.parse().ok()) {
        Some(code) => std::io::Error::from_raw_os_error(code),
        None => error,
    }
}

/// What a person does about a refusal of the system, where there is something to do.
fn next(source: &std::io::Error) -> &'static str {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match source.kind() {
        StorageFull | QuotaExceeded => "; make room there and do it again",
        ReadOnlyFilesystem => "; what is there can be read, but nothing can be entered",
        PermissionDenied => "; is it yours?",
        _ => "",
    }
}

/// What a person does about a database that fails: a full disk makes no other.
fn next_of_database(source: &rusqlite::Error) -> &'static str {
    match source.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => "make room there and do it again",
        _ => "`comeback rebuild` makes this file again",
    }
}

impl StoreError {
    /// Wraps an input/output error with the path that it is about.
    pub fn io(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError + '_ {
        move |source| StoreError::Io {
            path: path.to_owned(),
            source: of_the_system(source),
        }
    }

    /// What is wrong, without the path that it is about.
    pub(super) fn reason(&self) -> String {
        match self {
            StoreError::Io { source, .. } | StoreError::Unreadable { source, .. } => {
                format!("{source}{}", next(source))
            }
            other => other.to_string(),
        }
    }

    /// Whether the place is one where this process may not write.
    pub fn is_refused_writing(&self) -> bool {
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        matches!(
            self,
            StoreError::Io { source, .. }
                if matches!(source.kind(), PermissionDenied | ReadOnlyFilesystem)
        )
    }

    /// Whether the disk takes no more.
    pub fn is_of_a_full_disk(&self) -> bool {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        matches!(
            self,
            StoreError::Io { source, .. }
                if matches!(source.kind(), QuotaExceeded | StorageFull)
        )
    }

    /// Whether it is the database that fails, which is only derived and can be made again.
    pub fn is_of_the_database(&self) -> bool {
        match self {
            StoreError::Database { source, .. } => !matches!(
                source.sqlite_error_code(),
                Some(
                    rusqlite::ErrorCode::DiskFull
                        | rusqlite::ErrorCode::DatabaseBusy
                        | rusqlite::ErrorCode::DatabaseLocked
                        | rusqlite::ErrorCode::FileLockingProtocolFailed
                        | rusqlite::ErrorCode::OperationInterrupted
                        | rusqlite::ErrorCode::OutOfMemory
                )
            ),
            StoreError::Derived { .. } => true,
            _ => false,
        }
    }

    pub(super) fn sql(path: &Path) -> impl FnOnce(rusqlite::Error) -> StoreError + '_ {
        move |source| StoreError::Database {
            path: path.to_owned(),
            source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_no_temporary_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let missing = folder.path().join("gone");
        let error = tempfile::NamedTempFile::new_in(&missing).expect_err("no such folder");
        assert!(error.to_string().contains("at path"), "{error}");
        let told = StoreError::io(Path::new("the list"))(error).to_string();
        assert!(!told.contains("at path"), "{told}");
        assert!(told.starts_with("the list: No such file"), "{told}");
    }
}
