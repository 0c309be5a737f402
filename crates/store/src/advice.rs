//! The ledger of advice: what was shown to the runner, when, and by which version,
//! one line a plan in `advice/<device>.jsonl`. It is apart from the diary, since the
//! runner did not write it, and nothing decides by it.

use super::{Store, StoreError, jsonl, private};
use comeback_core::diary::Entry;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One plan as it was shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// The program that gave it.
    pub version: String,
    /// When, and the plan.
    #[serde(flatten)]
    pub entry: Entry,
}

impl Store {
    /// All advice given on any device, by time. What cannot be read was for the record alone.
    ///
    /// # Errors
    /// Where the folder of the advice cannot be read.
    pub fn advice(&self) -> Result<Vec<Advice>, StoreError> {
        let mut given = Vec::new();
        let mut seen = BTreeSet::new();
        for path in jsonl::files_in(&self.folder().join("advice"))? {
            let (lines, _) = jsonl::read::<Advice>(&path)?;
            given.extend(lines.into_iter().filter(|advice: &Advice| {
                serde_json::to_string(advice).is_ok_and(|line| seen.insert(line))
            }));
        }
        given.sort_by_key(|advice| advice.entry.at);
        Ok(given)
    }

    /// Notes advice that is being given.
    ///
    /// # Errors
    /// Where the disk refuses the lines.
    pub fn give(&self, advice: &[Advice]) -> Result<(), StoreError> {
        let folder = self.folder().join("advice");
        private::make_folder(&folder)?;
        let _lock = self.lock_file("diary.lock")?;
        jsonl::append(&folder.join(format!("{}.jsonl", self.device()?)), advice)
    }
}
