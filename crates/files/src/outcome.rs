//! How the reading of one file ends.

use comeback_core::recording::Recording;

/// One workout file, its bytes and how its reading ended.
#[derive(Debug, Clone)]
pub struct FileOutcome {
    /// The file's name; inside an archive `outer.zip/inner.fit`.
    pub name: String,
    /// The unpacked bytes of this one file, for hashing and keeping; empty when unpacking failed.
    pub bytes: Vec<u8>,
    pub reading: Reading,
}

#[derive(Debug, Clone)]
pub enum Reading {
    /// At least one recording: one a session of a multisport file, one a sequence of a chained one.
    Recordings(Vec<Recording>),
    /// Nothing to import, and nothing wrong.
    Skipped(Skip),
    Failed(ImportError),
}

impl Reading {
    pub(super) fn failed(file: &str, message: impl Into<String>, at_byte: Option<u64>) -> Self {
        Reading::Failed(ImportError {
            file: file.to_owned(),
            message: message.into(),
            at_byte,
        })
    }
}

/// Why a file gives no recording though nothing is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Skip {
    /// No byte, or a valid file without a single point or session.
    Empty,
    /// Settings, monitoring, a course, a planned route, a readme, a system's own file.
    NotAWorkout,
    /// Points without a usable time: nothing can be dated or timed.
    NoTime,
}

impl Skip {
    /// The `reason` of `import --json`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Skip::Empty => "empty",
            Skip::NotAWorkout => "not-a-workout",
            Skip::NoTime => "no-time",
        }
    }
}

/// A file that could not be read: what is wrong and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ImportError {
    pub file: String,
    pub message: String,
    /// Where in the file reading stopped, where that is known.
    pub at_byte: Option<u64>,
}

/// Drops what holds nothing and says why when nothing is left.
pub(crate) fn settle_recordings(recordings: Vec<Recording>, otherwise: Skip) -> Reading {
    let recordings: Vec<Recording> = recordings
        .into_iter()
        .filter(|recording| {
            !recording.samples.is_empty()
                || recording.totals.timer.is_some_and(|t| t.get() > 0.0)
                || recording.totals.distance.is_some_and(|d| d.get() > 0.0)
        })
        .collect();
    if recordings.is_empty() {
        Reading::Skipped(otherwise)
    } else {
        Reading::Recordings(recordings)
    }
}
