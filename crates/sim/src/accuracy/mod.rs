//! How near the program's figures and efforts come to the truth: runs of which
//! everything is known, through watches with errors of different sizes, through
//! files, importer and measurement, and back.
//!
//! `cases` says what is run, `source` which watch sees it, `passage` takes one run
//! through and holds it against the truth, `matching` settles which effort is
//! which, `study` is the set that `docs/accuracy.md` tells of.

pub mod cases;
pub mod errors;
pub mod expected;
pub mod hill_sessions;
pub mod matching;
pub mod page;
pub mod passage;
pub mod picture;
pub mod source;
pub mod study;
