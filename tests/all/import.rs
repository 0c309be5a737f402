//! Bytes to recordings: by what small files made here hold, by what hostile bytes
//! try, and by what independent decoders say of real files.

mod archives;
mod corpus;
mod fit;
mod fit_bytes;
mod fixtures;
pub(crate) mod hostile;
mod told;
mod xml;

use comeback_files as import;

use comeback_core::recording::Recording;
use comeback_files::{Reading, Skip};

/// The recordings of a file that must give some.
fn recordings(name: &str, bytes: &[u8]) -> Vec<Recording> {
    match import::decode(name, bytes) {
        Reading::Recordings(recordings) => recordings,
        other => panic!("{name} gave {other:?}"),
    }
}

fn one(name: &str, bytes: &[u8]) -> Recording {
    let mut recordings = recordings(name, bytes);
    assert_eq!(recordings.len(), 1, "{recordings:?}");
    recordings.remove(0)
}

fn skipped(name: &str, bytes: &[u8]) -> Skip {
    match import::decode(name, bytes) {
        Reading::Skipped(skip) => skip,
        other => panic!("{name} gave {other:?}"),
    }
}

fn failed(name: &str, bytes: &[u8]) -> import::ImportError {
    match import::decode(name, bytes) {
        Reading::Failed(error) => error,
        other => panic!("{name} gave {other:?}"),
    }
}
