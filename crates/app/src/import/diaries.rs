//! Diaries among the files, taken where the runner asks for it.

use super::importer::Importer;
use crate::decode::short_name;
use crate::{AppError, foreign, valid};
use comeback_core::diary::{Act, Entry, What};
use comeback_report::DiaryFile;
use comeback_report::words::quantity::counted;

impl Importer<'_> {
    /// Enters what the diaries among the files say, where the runner asks for it.
    pub(super) fn take_diaries(
        &mut self,
        ask: Option<&mut foreign::Ask<'_>>,
    ) -> Result<(), AppError> {
        let found = std::mem::take(&mut self.diaries);
        let asked_for = ask.is_some();
        let taken = !found.is_empty() && ask.is_some_and(|ask| ask(&found));
        for diary in found {
            if taken {
                self.result.outcome.failed.extend(diary.failed);
                self.enter_all(&diary.entries)?;
            } else {
                self.skip(diary.file.clone(), foreign::DIARY, None);
                if !asked_for {
                    self.result.notes.push(format!(
                        "{}: a diary of {}, not taken: a file does not speak for you; `import --diary` shows what it says and takes it",
                        short_name(&diary.file),
                        counted(
                            diary.entries.len() + diary.left.len() + diary.failed.len(),
                            "line",
                            "lines"
                        )
                    ));
                }
            }
            self.result.outcome.diaries.push(DiaryFile {
                file: diary.file,
                taken,
                entries: diary.entries,
                left: diary.left,
            });
        }
        Ok(())
    }

    /// Enters what was never told before.
    pub(super) fn enter_all(&mut self, found: &[Entry]) -> Result<(), AppError> {
        self.result.entries_read += found.len();
        let new: Vec<Entry> = if self.dry_run {
            comeback_store::never_told(&self.workspace.record, found)
        } else {
            let id = self.id.clone();
            let lines = self.workspace.take_over(found, &id)?;
            lines
                .into_iter()
                .filter_map(|line| match line.act {
                    Act::Enter { entry, .. } => Some(entry),
                    _ => None,
                })
                .collect()
        };
        self.result.entries += new.len();
        for entry in &new {
            if matches!(entry.what, What::Run(_) | What::Done(_)) {
                self.stated.push(valid::id_of(entry));
            }
        }
        if self.dry_run {
            let mut entries = self.workspace.entries.clone();
            entries.extend(new);
            self.workspace.learn_entries(entries)?;
        }
        Ok(())
    }
}
