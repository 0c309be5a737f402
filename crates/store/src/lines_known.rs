//! How many lines the diary had when it was read last. Lines are only ever added: where
//! there are fewer, a file was lost, or is not there yet.

use super::{Store, StoreError, private};
use std::io::Write;

const FILE: &str = "diary-lines";

impl Store {
    /// How many lines were known when the diary was read last; `None` where nothing is known of it.
    pub fn lines_known(&self) -> Option<usize> {
        let text = std::fs::read_to_string(self.cache().join(FILE)).ok()?;
        text.trim().parse().ok()
    }

    /// Remembers how many lines the diary has. Nothing hangs on it that cannot be read
    /// again, so what the disk refuses is passed over.
    pub fn note_lines(&self, lines: usize) {
        if self.is_temporary() || self.lines_known() == Some(lines) {
            return;
        }
        let path = self.cache().join(FILE);
        let _ = std::fs::remove_file(&path);
        if let Ok(mut file) = private::open_to_append(&path) {
            let _ = file.write_all(lines.to_string().as_bytes());
        }
    }

    /// Whether the diary is gone though it was there, for the `lines` that it has now and
    /// those that it had: the ledger of advice and the lists of imports speak of it, too.
    ///
    /// # Errors
    /// It is gone, or it cannot be known.
    pub fn refuse_lost_diary(&self, lines: usize, known: Option<usize>) -> Result<(), StoreError> {
        if lines > 0 {
            return Ok(());
        }
        let gone = match known {
            Some(known) => known > 0,
            // Advice is given to who runs or is under care: one of the two was entered.
            None => self.originals()?.is_empty() && !self.advice()?.is_empty(),
        };
        match gone {
            true => Err(StoreError::DiaryGone {
                path: self.diary_folder(),
            }),
            false => Ok(()),
        }
    }
}
