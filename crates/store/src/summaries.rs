//! One row an athlete for a look at all of them: worked out from the truth, and kept so
//! that a thousand athletes can be looked at without opening a thousand databases.
//!
//! A row is held against a mark of what it was made from. It lies in the cache: without
//! it, or with one that cannot be written, everything is worked out again.

use super::{AthleteName, Home, StoreError, jsonl, private};
use rusqlite::{Connection, params};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::time::UNIX_EPOCH;

const FILE: &str = "roster.db";

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS summaries (
        athlete TEXT PRIMARY KEY,
        mark    TEXT NOT NULL,
        row     TEXT NOT NULL
    ) WITHOUT ROWID;
";

/// A kept row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What it was made from.
    pub mark: String,
    pub row: String,
}

impl Home {
    /// Every kept row by the folder of its athlete; none where none can be read.
    pub fn summaries(&self) -> HashMap<String, Summary> {
        let path = self.cache().join(FILE);
        if !path.exists() {
            return HashMap::new();
        }
        let read = || -> rusqlite::Result<HashMap<String, Summary>> {
            let database = Connection::open(&path)?;
            let mut statement = database.prepare("SELECT athlete, mark, row FROM summaries")?;
            let rows = statement.query_map([], |row| {
                Ok((
                    row.get(0)?,
                    Summary {
                        mark: row.get(1)?,
                        row: row.get(2)?,
                    },
                ))
            })?;
            rows.collect()
        };
        read().unwrap_or_default()
    }

    /// Keeps rows, in place of those that were there.
    ///
    /// # Errors
    /// The cache cannot be written: nothing is lost by it but time.
    pub fn keep_summaries(&self, rows: &[(String, Summary)]) -> Result<(), StoreError> {
        private::make_folder(self.cache())?;
        let path = self.cache().join(FILE);
        drop(private::open_to_append(&path)?);
        match write(&path, rows).map_err(StoreError::sql(&path)) {
            Err(error) if error.is_of_the_database() => {
                // All of it can be made again.
                std::fs::remove_file(&path).map_err(StoreError::io(&path))?;
                drop(private::open_to_append(&path)?);
                write(&path, rows).map_err(StoreError::sql(&path))
            }
            other => other,
        }
    }

    /// Changes whenever a line or a file of an athlete comes, on whatever device.
    ///
    /// # Errors
    /// The athlete's folder cannot be looked into.
    pub fn mark(&self, athlete: &AthleteName) -> Result<String, StoreError> {
        let folder = self.folder(athlete);
        let mut files = jsonl::files_in(&folder.join("diary"))?;
        files.extend(jsonl::files_in(&folder.join("imports"))?);
        let old = ["diary.jsonl", "originals.jsonl"];
        files.extend(old.map(|name| folder.join(name)));
        let mut mark = String::new();
        for path in files {
            let Ok(about) = std::fs::metadata(&path) else {
                continue;
            };
            let changed = about.modified().ok();
            let nanos = changed
                .and_then(|at| at.duration_since(UNIX_EPOCH).ok())
                .map_or(0, |since| since.as_nanos());
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            // Writing into a text does not fail.
            let _ = write!(mark, "{name} {} {nanos};", about.len());
        }
        Ok(mark)
    }
}

fn write(path: &Path, rows: &[(String, Summary)]) -> rusqlite::Result<()> {
    let mut database = Connection::open(path)?;
    database.execute_batch(SCHEMA)?;
    let transaction = database.transaction()?;
    {
        let mut statement =
            transaction.prepare("INSERT OR REPLACE INTO summaries VALUES (?1, ?2, ?3)")?;
        for (athlete, summary) in rows {
            statement.execute(params![athlete, summary.mark, summary.row])?;
        }
    }
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Summary {
        Summary {
            mark: "1".to_owned(),
            row: text.to_owned(),
        }
    }

    #[test]
    fn rows_are_replaced_and_a_damaged_cache_is_begun_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::new(folder.path());
        assert!(home.summaries().is_empty());
        let rows = |texts: [&str; 2]| {
            let names = ["anna", "ben"].map(str::to_owned);
            names.into_iter().zip(texts.map(row)).collect::<Vec<_>>()
        };
        home.keep_summaries(&rows(["a", "b"])).expect("kept");
        home.keep_summaries(&rows(["c", "d"])[..1]).expect("kept");
        let kept = home.summaries();
        assert_eq!(kept.get("anna"), Some(&row("c")));
        assert_eq!(kept.get("ben"), Some(&row("b")));
        std::fs::write(home.cache().join(FILE), "no database at all").expect("written");
        assert!(home.summaries().is_empty());
        home.keep_summaries(&rows(["e", "f"])).expect("kept");
        assert_eq!(home.summaries().len(), 2);
    }

    #[test]
    fn a_mark_changes_with_a_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::new(folder.path());
        let anna = AthleteName::new("anna").expect("a name");
        let diary = home.folder(&anna).join("diary");
        std::fs::create_dir_all(&diary).expect("a folder");
        let empty = home.mark(&anna).expect("a mark");
        std::fs::write(diary.join("here.jsonl"), "{}\n").expect("written");
        let one = home.mark(&anna).expect("a mark");
        std::fs::write(diary.join("here.jsonl"), "{}\n{}\n").expect("written");
        let two = home.mark(&anna).expect("a mark");
        assert!(empty != one && one != two);
        assert_eq!(two, home.mark(&anna).expect("a mark"));
    }
}
