//! What is kept of an athlete, in one folder:
//!
//! - `originals/`: the workout files as they came, and `originals.jsonl`, their names;
//! - `diary/`: what the runner entered, one file a device, one act a line;
//! - `advice/`: what was shown to the runner, for the record.
//!
//! The first two are the truth. All are only ever appended to, and each step is
//! durable before the next: original, its name, the database's transaction, the
//! report that it is done. So a crash at any moment loses nothing that was
//! reported. What was derived from the files lies elsewhere, in the cache: it is
//! there for speed only, and can be thrown away and made again.
//!
//! Only this room knows SQL.

// What is read here was written by others: what does not hold is an error, never a panic.
#![cfg_attr(
    not(test),
    warn(
        clippy::expect_used,
        clippy::panic,
        clippy::string_slice,
        clippy::unreachable
    )
)]

mod advice;
mod athletes;
mod backup;
mod database;
mod device;
mod diary;
mod digest;
mod disk;
mod error;
pub mod glances;
mod home;
mod ids;
mod index;
pub mod jsonl;
mod lines_known;
mod originals;
pub mod private;
mod runs;
mod store;
mod summaries;
mod switch;
mod whole;

pub use advice::Advice;
pub use athletes::find_among;
pub use backup::{Backup, BackupContent, Contents, LeftOut, back_up, look_through, restore};
pub use diary::{Diary, Draft, SetAside, canonical, never_told};
pub use digest::sha256;
pub use error::StoreError;
pub use home::{AthleteName, Home};
pub use ids::{fresh as fresh_id, random_key};
pub use index::{Index, Original};
pub use jsonl::BadLine;
pub use private::say_when_waiting;
pub use runs::{Blob, Changes, DAMAGED, KeptCopy, KeptRun};
pub use store::{Store, WriteLock};
pub use summaries::Summary;
pub use whole::write_whole;
