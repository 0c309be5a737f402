//! What of a database was read last, so that an answer reads it once.

use chrono_tz::Tz;
use comeback_core::run::RunId;
use comeback_store::KeptRun;
use std::collections::BTreeMap;

/// Runs of files in local time, as a database held them at one stamp.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) stamp: (u64, i64, u64),
    pub(super) zone: Tz,
    pub(super) runs: Vec<KeptRun>,
    pub(super) aliases: BTreeMap<RunId, RunId>,
}
