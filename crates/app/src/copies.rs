//! What is kept of a copy of a run, and what a batch of them writes.

use chrono::{DateTime, Utc};
use comeback_core::recording::{DeviceTotals, Format, Told};
use comeback_core::run::RunId;
use comeback_files::RunSketch;
use comeback_files::identity::Richness;
use comeback_signal::Measured;
use comeback_store::Changes;
use serde::{Deserialize, Serialize};

/// What is kept of a copy, to compare it with others and to name its run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct CopyFacts {
    pub name: String,
    pub format: Format,
    pub device: Option<String>,
    pub title: Option<String>,
    pub utc_offset_s: Option<i32>,
    /// Why it is unsure whether it is a run.
    #[serde(default)]
    pub unsure: Option<String>,
    pub sketch: RunSketch,
    pub richness: Richness,
    #[serde(default)]
    pub told: Told,
    #[serde(default)]
    pub totals: DeviceTotals,
}

/// One running recording that has just been decoded and measured.
#[derive(Debug)]
pub(crate) struct Fresh {
    pub sha256: String,
    pub session: u32,
    /// The id that it has alone: by its start, and where that was trimmed by the start before.
    pub own_id: RunId,
    pub start: DateTime<Utc>,
    pub facts: CopyFacts,
    pub measured: Measured,
}
/// What a batch writes.
pub(crate) type Batch = Changes<CopyFacts, Measured>;
