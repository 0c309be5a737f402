//! What the watch and the runner wrote: runs, pain and the response tied to
//! each run, spans of days, the episode and its goal.

pub mod entry;

pub use entry::*;
