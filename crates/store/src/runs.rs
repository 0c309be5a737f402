//! The derived rows: which file was seen, which recordings are copies of which
//! run, and each run measured and classified.

use super::{Store, StoreError, database, disk};
use comeback_core::run::{Run, RunId};
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

/// Compression of measured traces: higher levels find no more in differences that are packed.
const LEVEL: i32 = 1;

/// How the reason begins why a kept file gave no run, when its bytes are damaged or gone.
pub const DAMAGED: &str = "damaged: ";

/// One recording of a run. `C` is what the caller needs to compare copies.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptCopy<C> {
    pub sha256: String,
    /// Which recording of its file, from 0.
    pub session: u32,
    /// The run that it is a copy of.
    pub run: RunId,
    /// The id that it would have alone; a name of the run, too.
    pub own_id: RunId,
    /// Unix seconds.
    pub start_s: f64,
    pub end_s: f64,
    pub copy: C,
}

/// A run with the offset from UTC that its file states, if it does.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptRun {
    pub run: Run,
    pub utc_offset_s: Option<i32>,
}

/// A packed value of the database.
#[derive(Debug)]
pub struct Blob {
    packed: Vec<u8>,
    path: PathBuf,
}

/// A sum over a row, so that a value that was silently changed is not believed. It is
/// against a bad disk and not against a person, and is worked out for every run by every
/// command.
pub(super) fn seal(parts: &[&[u8]]) -> [u8; 4] {
    let mut sum = crc32fast::Hasher::new();
    for part in parts {
        sum.update(&(part.len() as u64).to_le_bytes());
        sum.update(part);
    }
    sum.finalize().to_le_bytes()
}

fn seal_of_file(sha256: &str, skipped: Option<&str>) -> [u8; 4] {
    seal(&[sha256.as_bytes(), skipped.unwrap_or("").as_bytes()])
}

fn seal_of_copy<C>(kept: &KeptCopy<C>, json: &str) -> [u8; 4] {
    seal(&[
        kept.sha256.as_bytes(),
        &kept.session.to_le_bytes(),
        kept.run.0.as_bytes(),
        kept.own_id.0.as_bytes(),
        &kept.start_s.to_le_bytes(),
        &kept.end_s.to_le_bytes(),
        json.as_bytes(),
    ])
}

fn seal_of_run(utc_offset_s: Option<i32>, blob: &[u8]) -> [u8; 4] {
    seal(&[&utc_offset_s.unwrap_or(i32::MIN).to_le_bytes(), blob])
}

impl Blob {
    /// Whether two hold the same value, however it was packed.
    pub fn holds_the_same(&self, other: &Blob) -> bool {
        let plain = |blob: &Blob| zstd::decode_all(blob.packed.as_slice()).ok();
        self.packed == other.packed || plain(self) == plain(other)
    }

    /// The value, unpacked.
    ///
    /// # Errors
    /// Where the value is of another version or damaged.
    pub fn read<M: DeserializeOwned>(&self) -> Result<M, StoreError> {
        let damaged = |what: String| StoreError::Derived {
            path: self.path.clone(),
            what,
        };
        let plain =
            zstd::decode_all(self.packed.as_slice()).map_err(|error| damaged(error.to_string()))?;
        postcard::from_bytes(&plain).map_err(|error| damaged(error.to_string()))
    }
}

/// What one batch changes, written in one transaction or not at all.
#[derive(Debug)]
pub struct Changes<C, M> {
    /// SHA-256, name, why it gave no run.
    pub files: Vec<(String, String, Option<String>)>,
    pub copies: Vec<KeptCopy<C>>,
    /// Runs that are no more, since they were found to be another's copies.
    pub gone: Vec<RunId>,
    /// Files that count no more, with their copies.
    pub dropped: Vec<String>,
    pub runs: Vec<KeptRun>,
    pub measured: Vec<(RunId, M)>,
    /// Marks, such as what the derivation was made with.
    pub meta: Vec<(&'static str, String)>,
}

impl<C, M> Default for Changes<C, M> {
    fn default() -> Self {
        Changes {
            files: Vec::new(),
            copies: Vec::new(),
            gone: Vec::new(),
            dropped: Vec::new(),
            runs: Vec::new(),
            measured: Vec::new(),
            meta: Vec::new(),
        }
    }
}

impl Store {
    /// Writes a batch and returns when it is durable.
    ///
    /// # Errors
    /// Where the disk refuses: nothing of the batch is written then.
    pub fn write<C: Serialize, M: Serialize + Sync>(
        &mut self,
        changes: &Changes<C, M>,
    ) -> Result<(), StoreError> {
        let path = self.database_path();
        let encoded = encode(changes).map_err(|what| StoreError::Derived {
            path: path.clone(),
            what,
        })?;
        if !self.in_memory {
            disk::change().map_err(|_| StoreError::sql(&path)(database::full()))?;
        }
        commit(&mut self.database, changes, &encoded).map_err(StoreError::sql(&path))?;
        disk::moment();
        Ok(())
    }

    /// Empties the derived tables and runs `fill` in one transaction: others see
    /// the old state until the new one is whole, and keep it when `fill` fails.
    ///
    /// # Errors
    /// What `fill` returns, or where the disk refuses: the old state stands then.
    pub fn replace_derived<T, E: From<StoreError>>(
        &mut self,
        fill: impl FnOnce(&mut Store) -> Result<T, E>,
    ) -> Result<T, E> {
        let path = self.database_path();
        let run = |store: &Store, sql: &str| {
            store
                .database
                .execute_batch(sql)
                .map_err(StoreError::sql(&path))
        };
        run(self, "BEGIN IMMEDIATE")?;
        let filled = run(
            self,
            "DELETE FROM copies; DELETE FROM files; DELETE FROM runs;
             DELETE FROM measured; DELETE FROM meta;",
        )
        .map_err(E::from)
        .and_then(|()| fill(self));
        match filled {
            Ok(value) => {
                run(self, "COMMIT")?;
                Ok(value)
            }
            Err(error) => {
                // The first failure is the one to tell of.
                let _ = run(self, "ROLLBACK");
                Err(error)
            }
        }
    }

    /// Every file that has been looked at: why it gave no run, if so.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn files_seen(&self) -> Result<HashMap<String, Option<String>>, StoreError> {
        let rows: Vec<(String, Option<String>, Vec<u8>)> = self
            .rows("SELECT sha256, skipped, seal FROM files", |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        rows.into_iter()
            .map(|(sha256, skipped, sealed)| {
                self.unbroken(&sealed, &seal_of_file(&sha256, skipped.as_deref()))?;
                Ok((sha256, skipped))
            })
            .collect()
    }

    /// The names of the files that have been looked at, by their sums.
    pub(super) fn names_seen(&self) -> Result<HashMap<String, String>, StoreError> {
        self.rows("SELECT sha256, name FROM files", |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// Files of which the kept bytes cannot be read, with the reason.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn damaged_files(&self) -> Result<Vec<(String, String)>, StoreError> {
        let rows: Vec<(String, String)> = self.rows(
            "SELECT name, skipped FROM files WHERE skipped IS NOT NULL ORDER BY name",
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let damaged = rows
            .into_iter()
            .filter_map(|(name, why)| Some((name, why.strip_prefix(DAMAGED)?.to_owned())));
        Ok(damaged.collect())
    }

    /// Every copy, in the order of its start, then of its file.
    ///
    /// # Errors
    /// Where the database cannot be read or a copy is of another version.
    pub fn copies<C: DeserializeOwned>(&self) -> Result<Vec<KeptCopy<C>>, StoreError> {
        let rows: Vec<(KeptCopy<()>, String, Vec<u8>)> = self.rows(
            "SELECT sha256, session, run_id, own_id, start_s, end_s, copy, seal
             FROM copies ORDER BY start_s, sha256, session",
            |row| {
                let copy = KeptCopy {
                    sha256: row.get(0)?,
                    session: row.get(1)?,
                    run: RunId(row.get(2)?),
                    own_id: RunId(row.get(3)?),
                    start_s: row.get(4)?,
                    end_s: row.get(5)?,
                    copy: (),
                };
                Ok((copy, row.get(6)?, row.get(7)?))
            },
        )?;
        rows.into_iter()
            .map(|(kept, json, sealed)| {
                self.unbroken(&sealed, &seal_of_copy(&kept, &json))?;
                let copy = serde_json::from_str(&json).map_err(|error| self.derived(&error))?;
                Ok(KeptCopy {
                    sha256: kept.sha256,
                    session: kept.session,
                    run: kept.run,
                    own_id: kept.own_id,
                    start_s: kept.start_s,
                    end_s: kept.end_s,
                    copy,
                })
            })
            .collect()
    }

    /// The other names of runs: ids of copies that were merged into another.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn aliases(&self) -> Result<BTreeMap<RunId, RunId>, StoreError> {
        self.rows(
            "SELECT DISTINCT own_id, run_id FROM copies WHERE own_id <> run_id
             AND own_id NOT IN (SELECT id FROM runs)",
            |row| Ok((RunId(row.get(0)?), RunId(row.get(1)?))),
        )
    }

    /// Every run, in the order of its start.
    ///
    /// # Errors
    /// Where the database cannot be read or a run is of another version.
    pub fn runs(&self) -> Result<Vec<KeptRun>, StoreError> {
        let path = self.database_path();
        let mut statement = (self.database)
            .prepare("SELECT start_s, utc_offset, run, seal FROM runs")
            .map_err(StoreError::sql(&path))?;
        let mut rows = statement.query([]).map_err(StoreError::sql(&path))?;
        let mut runs: Vec<(f64, KeptRun)> = Vec::new();
        while let Some(row) = rows.next().map_err(StoreError::sql(&path))? {
            let start_s = row.get(0).map_err(StoreError::sql(&path))?;
            runs.push((start_s, self.run_of(row)?));
        }
        // In the database a sort would carry the values along, over the disk for many.
        runs.sort_by(|(a_start, a), (b_start, b)| {
            a_start
                .total_cmp(b_start)
                .then_with(|| a.run.id.cmp(&b.run.id))
        });
        Ok(runs.into_iter().map(|(_, kept)| kept).collect())
    }

    /// Another whenever anybody may have written since: what was read is no more than that
    /// moment's.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn stamp(&self) -> Result<(u64, i64, u64), StoreError> {
        let others = (self.database)
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .map_err(StoreError::sql(&self.database_path()))?;
        Ok((self.generation, others, self.database.total_changes()))
    }

    /// The run of a row, read where it lies.
    fn run_of(&self, row: &Row<'_>) -> Result<KeptRun, StoreError> {
        let sql = |error| StoreError::sql(&self.database_path())(error);
        let utc_offset_s = row.get(1).map_err(sql)?;
        let bytes = |column: usize| -> Result<&[u8], StoreError> {
            let value = row.get_ref(column).map_err(sql)?;
            value.as_blob().map_err(|error| self.derived(&error))
        };
        let blob = bytes(2)?;
        self.unbroken(bytes(3)?, &seal_of_run(utc_offset_s, blob))?;
        let run = postcard::from_bytes(blob).map_err(|error| self.derived(&error))?;
        Ok(KeptRun { run, utc_offset_s })
    }

    /// What the first stage measured of a run, still packed, so that many can be
    /// unpacked side by side.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn measured(&self, run: &RunId) -> Result<Option<Blob>, StoreError> {
        let path = self.database_path();
        let found: Option<(Vec<u8>, Vec<u8>)> = self
            .database
            .prepare_cached("SELECT value, seal FROM measured WHERE id = ?1")
            .and_then(|mut statement| {
                statement
                    .query_row(params![run.0], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .map_err(StoreError::sql(&path))?;
        match found {
            Some((packed, sealed)) => {
                self.unbroken(&sealed, &seal(&[&packed]))?;
                Ok(Some(Blob { packed, path }))
            }
            None => Ok(None),
        }
    }

    /// A mark left by an earlier write.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.database
            .query_row(
                "SELECT value FROM meta WHERE key = ?1",
                params![key],
                |row| row.get(0),
            )
            .optional()
            .map_err(StoreError::sql(&self.database_path()))
    }

    fn rows<T, A: FromIterator<T>>(
        &self,
        query: &str,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<A, StoreError> {
        self.database
            .prepare(query)
            .and_then(|mut statement| statement.query_map([], read)?.collect())
            .map_err(StoreError::sql(&self.database_path()))
    }

    fn unbroken(&self, sealed: &[u8], expected: &[u8]) -> Result<(), StoreError> {
        if sealed == expected {
            Ok(())
        } else {
            Err(self.derived(&"a value is not the one that was written"))
        }
    }

    fn derived(&self, what: &dyn std::fmt::Display) -> StoreError {
        StoreError::Derived {
            path: self.database_path(),
            what: what.to_string(),
        }
    }
}

/// The blobs of a batch, encoded before the transaction begins.
struct Encoded {
    copies: Vec<String>,
    runs: Vec<Vec<u8>>,
    measured: Vec<Vec<u8>>,
}

fn encode<C: Serialize, M: Serialize + Sync>(changes: &Changes<C, M>) -> Result<Encoded, String> {
    let copies = changes
        .copies
        .iter()
        .map(|kept| serde_json::to_string(&kept.copy).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    let runs = changes
        .runs
        .iter()
        .map(|kept| postcard::to_stdvec(&kept.run).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    let measured = changes
        .measured
        .par_iter()
        .map(|(_, value)| {
            let plain = postcard::to_stdvec(value).map_err(|error| error.to_string())?;
            // Of a known length, so that the tables are no larger than it needs.
            zstd::bulk::compress(&plain, LEVEL).map_err(|error| error.to_string())
        })
        .collect::<Result<_, _>>()?;
    Ok(Encoded {
        copies,
        runs,
        measured,
    })
}

fn commit<C, M>(
    database: &mut Connection,
    changes: &Changes<C, M>,
    encoded: &Encoded,
) -> rusqlite::Result<()> {
    // Inside a rebuild the whole is one transaction, and this a part of it.
    if !database.is_autocommit() {
        return write_rows(database, changes, encoded);
    }
    let transaction =
        database.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    write_rows(&transaction, changes, encoded)?;
    transaction.commit()
}

fn write_rows<C, M>(
    transaction: &Connection,
    changes: &Changes<C, M>,
    encoded: &Encoded,
) -> rusqlite::Result<()> {
    for sha256 in &changes.dropped {
        for table in ["copies", "files"] {
            transaction
                .prepare_cached(&format!("DELETE FROM {table} WHERE sha256 = ?1"))?
                .execute(params![sha256])?;
        }
    }
    for (sha256, name, skipped) in &changes.files {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO files VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                sha256,
                name,
                skipped,
                seal_of_file(sha256, skipped.as_deref())
            ])?;
    }
    for (kept, json) in changes.copies.iter().zip(&encoded.copies) {
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO copies VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                kept.sha256,
                kept.session,
                kept.run.0,
                kept.own_id.0,
                kept.start_s,
                kept.end_s,
                json,
                seal_of_copy(kept, json)
            ])?;
    }
    for id in &changes.gone {
        for table in ["runs", "measured"] {
            transaction
                .prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?
                .execute(params![id.0])?;
        }
    }
    for (kept, blob) in changes.runs.iter().zip(&encoded.runs) {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO runs VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![
                kept.run.id.0,
                kept.run.start.timestamp_millis() as f64 / 1000.0,
                kept.utc_offset_s,
                blob,
                seal_of_run(kept.utc_offset_s, blob)
            ])?;
    }
    for ((id, _), blob) in changes.measured.iter().zip(&encoded.measured) {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO measured VALUES (?1, ?2, ?3)")?
            .execute(params![id.0, blob, seal(&[blob])])?;
    }
    for (key, value) in &changes.meta {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO meta VALUES (?1, ?2)")?
            .execute(params![key, value])?;
    }
    Ok(())
}
