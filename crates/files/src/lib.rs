//! Bytes → recordings. The only room that knows a file format: sentinels,
//! semicircles, scale factors, epochs and vendors' spellings end here.
//!
//! Reading is total. Whatever the bytes are, every workout file in them ends as
//! recordings, as a skip with a reason, or as an error that says what to do, and
//! memory stays bounded by the limits in [`archive`] and `shape`.
//!
//! Content decides what a file is, never its name: a `.fit` may be a zip.

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

pub mod archive;
pub mod identity;
pub mod place;
pub mod vendors;

mod clock;
mod detect;
mod fit;
mod gpx;
mod gpx_second;
mod laps;
mod motion;
mod outcome;
mod shape;
mod sport;
mod tcx;
mod time;
mod twice;
mod verdict;
mod xml;

pub use archive::{Entry, unpack};
pub use identity::{RunSketch, richness, same_run};
pub use outcome::{FileOutcome, ImportError, Reading, Skip};
pub use verdict::{Evidence, Verdict, decide};

use comeback_core::legible::make_legible;
use comeback_core::recording::Recording;
use detect::Content;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Whether a name promises a workout.
pub fn is_named_as_workout(name: &str) -> bool {
    detect::named_as_workout(name)
}

/// Reads a file, or an archive with everything in it.
///
/// `name` is what messages call the file; an inner file is called
/// `outer.zip/folder/inner.fit`. For archives too large to hold all outcomes at
/// once, call [`unpack`] and [`decode`] entry by entry instead.
pub fn read(name: &str, bytes: &[u8]) -> Vec<FileOutcome> {
    let mut outcomes = Vec::new();
    unpack(name, bytes, &mut |entry| outcomes.push(settle(entry)));
    outcomes
}

/// One unpacked entry to its outcome.
pub fn settle(entry: Entry<'_>) -> FileOutcome {
    match entry.content {
        Ok(bytes) => {
            let reading = decode(&entry.name, &bytes);
            FileOutcome {
                name: entry.name,
                bytes: bytes.into_owned(),
                reading,
            }
        }
        Err(reading) => FileOutcome {
            name: entry.name,
            bytes: Vec::new(),
            reading,
        },
    }
}

/// Decodes one workout file that is no archive.
pub fn decode(name: &str, bytes: &[u8]) -> Reading {
    // The decoders are not ours; should one panic on bytes that no test has met,
    // one file is lost and said so, not the whole import.
    catch_unwind(AssertUnwindSafe(|| {
        let content = detect::content(bytes);
        let mut reading = decode_content(name, bytes, content);
        if let Reading::Recordings(recordings) = &mut reading {
            // A FIT tells its sessions one after the other, and two that are one are found
            // where all runs are compared.
            if content != Content::Fit {
                twice::leave_out_parts(recordings);
            }
            for recording in recordings {
                for text in [
                    &mut recording.title,
                    &mut recording.sport_name,
                    &mut recording.manufacturer,
                    &mut recording.product,
                    &mut recording.told.note,
                ] {
                    make_legible(text);
                }
                decide(recording, Evidence::default());
            }
        }
        reading
    }))
    .unwrap_or_else(|_| {
        Reading::failed(
            name,
            "the decoder broke on this file; please report it with the file attached",
            None,
        )
    })
}

/// What the second readers make of a FIT or GPX file by themselves: held against
/// [`decode`] in tests. `None` for other formats and for files that they refuse.
pub fn second_opinion(bytes: &[u8]) -> Option<Vec<Recording>> {
    let found = catch_unwind(AssertUnwindSafe(|| match detect::content(bytes) {
        Content::Fit => fit::second_opinion(bytes),
        Content::Gpx => gpx_second::read(xml::text_of(bytes).trim_start().as_bytes()),
        _ => Vec::new(),
    }));
    let found = found.map(|mut recordings| {
        for recording in &mut recordings {
            decide(recording, Evidence::default());
        }
        recordings
    });
    found.ok().filter(|recordings| !recordings.is_empty())
}

fn decode_content(name: &str, bytes: &[u8], content: Content) -> Reading {
    match content {
        Content::Empty => Reading::Skipped(Skip::Empty),
        Content::Fit => fit::read(name, bytes),
        Content::Gpx => gpx::read(name, bytes),
        Content::Tcx => tcx::read(name, bytes),
        Content::Gzip | Content::Zip => Reading::failed(
            name,
            "an archive inside an archive too deep to open; unpack it first",
            None,
        ),
        Content::Row => vendors::read_document(name, bytes),
        Content::WebPage if detect::named_as_workout(name) => Reading::failed(
            name,
            "this is a web page, not a workout: the download was refused; sign in and export it again",
            Some(0),
        ),
        Content::Other if let Some(what) = refused(name, bytes) => {
            Reading::failed(name, what, None)
        }
        _ if detect::named_as_workout(name) => Reading::failed(
            name,
            "neither FIT, GPX nor TCX by its content; export it again from the watch or its web site",
            Some(0),
        ),
        _ => Reading::Skipped(Skip::NotAWorkout),
    }
}

/// What to do with a workout in a format that is not read.
fn refused(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let head = xml::text_of(bytes.get(..4096).unwrap_or(bytes));
    vendors::refused(name, &head)
}
