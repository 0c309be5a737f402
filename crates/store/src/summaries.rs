//! One row an athlete for a look at all of them: worked out from the truth, and kept so
//! that a thousand athletes can be looked at without opening a thousand databases.
//!
//! A row is held against a mark of what it was made from. It lies in the cache: without
//! it, or with one that cannot be written, everything is worked out again.

use super::{AthleteName, Home, StoreError, jsonl, private};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::time::UNIX_EPOCH;

const FILE: &str = "roster.db";

/// One row holds for a span of time, and a few lie ahead. `asked` is the moment that was
/// named, where one was. The table of versions before had one row an athlete.
const SCHEMA: &str = "
    DROP TABLE IF EXISTS summaries;
    CREATE TABLE IF NOT EXISTS spans (
        athlete TEXT NOT NULL,
        asked   TEXT NOT NULL,
        from_ms INTEGER NOT NULL,
        to_ms   INTEGER NOT NULL,
        mark    TEXT NOT NULL,
        row     TEXT NOT NULL,
        PRIMARY KEY (athlete, asked, from_ms)
    ) WITHOUT ROWID;
";

/// A kept row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What it was made from.
    pub mark: String,
    /// The first moment that it holds at, and the first after it that it does not.
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    pub row: String,
}

impl Summary {
    /// Whether it is the row of a moment, and not one of before.
    pub fn holds_at(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.to
    }
}

impl Home {
    /// The last kept row up to a moment by the folder of its athlete, also one that holds
    /// no more; none where none can be read. `asked` are the words that named the moment,
    /// where there were any.
    pub fn summaries(&self, asked: Option<&str>, at: DateTime<Utc>) -> HashMap<String, Summary> {
        let path = self.cache().join(FILE);
        if !path.exists() {
            return HashMap::new();
        }
        let read = || -> rusqlite::Result<HashMap<String, Summary>> {
            let database = Connection::open(&path)?;
            let mut statement = database.prepare(
                // The other columns are those of the row with the highest.
                "SELECT athlete, mark, max(from_ms), to_ms, row FROM spans
                 WHERE asked = ?1 AND from_ms <= ?2 GROUP BY athlete",
            )?;
            let asked = asked.unwrap_or_default();
            let rows = statement.query_map(params![asked, at.timestamp_millis()], |row| {
                let moment = |ms: i64| DateTime::from_timestamp_millis(ms).unwrap_or_default();
                Ok((
                    row.get(0)?,
                    Summary {
                        mark: row.get(1)?,
                        from: moment(row.get(2)?),
                        to: moment(row.get(3)?),
                        row: row.get(4)?,
                    },
                ))
            })?;
            rows.collect()
        };
        read().unwrap_or_default()
    }

    /// Keeps what was worked out of some athletes, in place of all that was kept of each.
    ///
    /// # Errors
    /// The cache cannot be written: nothing is lost by it but time.
    pub fn keep_summaries(
        &self,
        asked: Option<&str>,
        rows: &[(String, Vec<Summary>)],
    ) -> Result<(), StoreError> {
        private::make_folder(self.cache())?;
        let path = self.cache().join(FILE);
        let asked = asked.unwrap_or_default();
        drop(private::open_to_append(&path)?);
        match write(&path, asked, rows).map_err(StoreError::sql(&path)) {
            Err(error) if error.is_of_the_database() => {
                // All of it can be made again.
                std::fs::remove_file(&path).map_err(StoreError::io(&path))?;
                drop(private::open_to_append(&path)?);
                write(&path, asked, rows).map_err(StoreError::sql(&path))
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

fn write(path: &Path, asked: &str, rows: &[(String, Vec<Summary>)]) -> rusqlite::Result<()> {
    let mut database = Connection::open(path)?;
    database.execute_batch(SCHEMA)?;
    let transaction = database.transaction()?;
    {
        // Of moments that were named only the last is kept.
        let mut remove = transaction
            .prepare("DELETE FROM spans WHERE athlete = ?1 AND (asked = ?2 OR asked <> '')")?;
        let mut insert =
            transaction.prepare("INSERT OR REPLACE INTO spans VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (athlete, spans) in rows {
            remove.execute(params![athlete, asked])?;
            for span in spans {
                insert.execute(params![
                    athlete,
                    asked,
                    span.from.timestamp_millis(),
                    span.to.timestamp_millis(),
                    span.mark,
                    span.row
                ])?;
            }
        }
    }
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(hour * 3600, 0).expect("a moment")
    }

    fn row(text: &str, from: i64, to: i64) -> Summary {
        Summary {
            mark: "1".to_owned(),
            from: at(from),
            to: at(to),
            row: text.to_owned(),
        }
    }

    #[test]
    fn rows_hold_for_their_time_and_are_replaced_together() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::new(folder.path());
        assert!(home.summaries(None, at(0)).is_empty());
        let anna = vec![row("a", 0, 5), row("b", 6, 9)];
        let both = [
            ("anna".to_owned(), anna),
            ("ben".to_owned(), vec![row("c", 0, 9)]),
        ];
        home.keep_summaries(None, &both).expect("kept");
        let told = |hour: i64| {
            let mut found: Vec<String> = (home.summaries(None, at(hour)).into_values())
                .filter(|kept| kept.holds_at(at(hour)))
                .map(|kept| kept.row)
                .collect();
            found.sort();
            found.concat()
        };
        for (hour, expected) in [
            (-1, ""),
            (0, "ac"),
            (4, "ac"),
            (5, "c"),
            (6, "bc"),
            (8, "bc"),
            (9, ""),
        ] {
            assert_eq!(told(hour), expected, "{hour}");
        }
        let last = home.summaries(None, at(20)).remove("anna");
        assert_eq!(last, Some(row("b", 6, 9)), "the last that is known");
        let again = [("anna".to_owned(), vec![row("d", 0, 3)])];
        home.keep_summaries(None, &again).expect("kept");
        assert_eq!((told(2), told(7)), ("cd".to_owned(), "c".to_owned()));
    }

    #[test]
    fn of_the_moments_that_were_named_the_last_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::new(folder.path());
        let rows = |text: &str| [("anna".to_owned(), vec![row(text, 0, 9)])];
        home.keep_summaries(None, &rows("now")).expect("kept");
        for asked in ["monday", "tuesday"] {
            home.keep_summaries(Some(asked), &rows(asked))
                .expect("kept");
        }
        let told = |asked: Option<&str>| home.summaries(asked, at(1)).remove("anna");
        assert_eq!(told(None), Some(row("now", 0, 9)));
        assert_eq!(told(Some("monday")), None);
        assert_eq!(told(Some("tuesday")), Some(row("tuesday", 0, 9)));
    }

    #[test]
    fn a_damaged_cache_is_begun_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::new(folder.path());
        std::fs::create_dir_all(home.cache()).expect("a folder");
        std::fs::write(home.cache().join(FILE), "no database at all").expect("written");
        assert!(home.summaries(None, at(0)).is_empty());
        let rows = [("anna".to_owned(), vec![row("a", 0, 9)])];
        home.keep_summaries(None, &rows).expect("kept");
        assert_eq!(home.summaries(None, at(0)).len(), 1);
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
