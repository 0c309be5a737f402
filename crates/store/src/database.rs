//! The derived database: opening, making, throwing away.

use super::{StoreError, disk, private};
use rusqlite::Connection;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(super) const FILE: &str = "comeback.db";

/// How long a statement waits for another process.
const PATIENCE: Duration = Duration::from_secs(30);

/// Counted up with each change of the tables; `user_version` holds it.
const FORMAT: i64 = 5;

const SCHEMA: &str = "
    -- The seal of a row is a sum over its values.
    CREATE TABLE meta (
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID;
    -- A file whose bytes have been looked at; `skipped` says why it gave no run.
    CREATE TABLE files (
        sha256  TEXT PRIMARY KEY,
        name    TEXT NOT NULL,
        skipped TEXT,
        seal    BLOB NOT NULL
    ) WITHOUT ROWID;
    -- A recording of a run in a file; several copies can be one run.
    CREATE TABLE copies (
        sha256   TEXT NOT NULL REFERENCES files (sha256),
        session  INTEGER NOT NULL,
        run_id   TEXT NOT NULL,
        own_id   TEXT NOT NULL,
        start_s  REAL NOT NULL,
        end_s    REAL NOT NULL,
        copy     TEXT NOT NULL,
        seal     BLOB NOT NULL,
        PRIMARY KEY (sha256, session)
    ) WITHOUT ROWID;
    -- With all that is asked of every copy by every command: its other name.
    CREATE INDEX copies_by_run ON copies (run_id, own_id);
    CREATE INDEX copies_by_time ON copies (start_s);
    -- The run of the preferred copy, measured and classified.
    CREATE TABLE runs (
        id         TEXT PRIMARY KEY,
        start_s    REAL NOT NULL,
        utc_offset INTEGER,
        run        BLOB NOT NULL,
        seal       BLOB NOT NULL
    );
    -- What the first stage of the derivation measured, apart since only few commands read it.
    CREATE TABLE measured (
        id    TEXT PRIMARY KEY,
        value BLOB NOT NULL,
        seal  BLOB NOT NULL
    );
    -- What an import found at a path, so that the same file is not read again.
    CREATE TABLE glances (
        path  TEXT PRIMARY KEY,
        value BLOB NOT NULL,
        seal  BLOB NOT NULL
    ) WITHOUT ROWID;
";

/// Opens a database, making it as needed: one of another format or one that is damaged
/// is thrown away, since all of it is derived.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    // SQLite gives the journal the rights of the file.
    drop(private::open_to_append(path)?);
    match prepare(path) {
        Err(error) if error.is_of_the_database() => {
            let _lock = making_lock(path)?;
            // Another process may have made it again while this one waited.
            match prepare_locked(path) {
                Err(error) if error.is_of_the_database() => {
                    remove(path)?;
                    drop(private::open_to_append(path)?);
                    prepare_locked(path)
                }
                other => other,
            }
        }
        other => other,
    }
}

/// An empty database that lasts for this call alone and needs no disk.
pub(super) fn in_memory(path: &Path) -> Result<Connection, StoreError> {
    let database = Connection::open_in_memory().map_err(StoreError::sql(path))?;
    database
        .execute_batch(SCHEMA)
        .map_err(StoreError::sql(path))?;
    Ok(database)
}

/// What the database says where the disk is full.
pub(super) fn full() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL), None)
}

fn prepare(path: &Path) -> Result<Connection, StoreError> {
    let database = connect(path)?;
    if version(&database).map_err(StoreError::sql(path))? == FORMAT {
        return Ok(database);
    }
    // One process makes the database: SQLite does not wait while another one changes
    // the kind of journal, it says at once that the file is locked.
    let _lock = making_lock(path)?;
    drop(database);
    prepare_locked(path)
}

fn prepare_locked(path: &Path) -> Result<Connection, StoreError> {
    let sql = StoreError::sql;
    let mut database = connect(path)?;
    let found = version(&database).map_err(sql(path))?;
    if found == FORMAT {
        return Ok(database);
    }
    if found != 0 {
        drop(database);
        remove(path)?;
        drop(private::open_to_append(path)?);
        database = connect(path)?;
    }
    // Kept in the file once set, so that opening need not ask for the lock again.
    database
        .pragma_update(None, "journal_mode", "WAL")
        .map_err(sql(path))?;
    let transaction = database
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(sql(path))?;
    transaction
        .execute_batch(SCHEMA)
        .and_then(|()| transaction.pragma_update(None, "user_version", FORMAT))
        .and_then(|()| transaction.commit())
        .map_err(sql(path))?;
    Ok(database)
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let sql = StoreError::sql;
    let database = Connection::open(path).map_err(sql(path))?;
    database.busy_timeout(PATIENCE).map_err(sql(path))?;
    database
        .pragma_update(None, "synchronous", "FULL")
        .and_then(|()| database.pragma_update(None, "foreign_keys", true))
        .map_err(sql(path))?;
    Ok(database)
}

fn version(database: &Connection) -> rusqlite::Result<i64> {
    database.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Waits until no other process makes this database.
fn making_lock(path: &Path) -> Result<File, StoreError> {
    let path = path.with_extension("lock");
    let file = private::open_lock(&path)?;
    private::wait_for(&file, &path)?;
    Ok(file)
}

/// Removes the database with its journal.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let file = PathBuf::from(name);
        match disk::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::io(&file)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    #[test]
    fn many_open_a_new_database_at_once() {
        const AT_ONCE: usize = 8;
        for _ in 0..20 {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join(FILE);
            let together = Barrier::new(AT_ONCE);
            std::thread::scope(|scope| {
                for _ in 0..AT_ONCE {
                    scope.spawn(|| {
                        together.wait();
                        let database = open(&path).expect("opens");
                        assert_eq!(version(&database), Ok(FORMAT));
                    });
                }
            });
        }
    }
}
