//! What a batch writes, while the next one is decoded.

use crate::AppError;
use crate::copies::Batch;
use comeback_store::{Original, Store};
use std::collections::HashSet;

/// What a batch writes.
pub(super) struct Behind {
    pub originals: Vec<(Original, Vec<u8>)>,
    pub batch: Batch,
}

impl Behind {
    /// The originals first: what is derived is nothing without them.
    pub(super) fn write(
        &self,
        store: &mut Store,
        listed: &HashSet<String>,
    ) -> Result<(), AppError> {
        let originals = self.originals.iter();
        let kept: Vec<(Original, &[u8])> = originals
            .map(|(original, bytes)| (original.clone(), bytes.as_slice()))
            .collect();
        store.keep(&kept, listed)?;
        if store.is_in_memory() {
            return Ok(());
        }
        match store.write(&self.batch) {
            // The originals are in: what is derived of them is derived again at the next look.
            Err(error) if store.is_of_the_cache(&error) => Ok(store.go_on_in_memory()?),
            written => Ok(written?),
        }
    }
}
