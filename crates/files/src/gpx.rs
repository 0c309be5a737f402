//! GPX by one streaming pass. The format fixes position, height and time; cadence,
//! heart rate, speed and distance live in extensions that every vendor spells its
//! own way, so elements are known by their bare name wherever they stand in a point.

mod document;
mod recording;
mod tracks;

use super::outcome::{Reading, Skip, settle_recordings};
use super::xml::{self, Item};
use super::{gpx_second, shape};
use comeback_core::recording::{ReadProblem, Recording};
use document::Document;
use recording::recordings;
use tracks::joined;

/// Reads a GPX file: one recording a track, where tracks lie apart in time.
pub(super) fn read(name: &str, bytes: &[u8]) -> Reading {
    let text = xml::text_of(bytes);
    let mut document = Document::default();
    let walked = xml::walk(&text, &["trkpt", "trk", "trkseg"], |item| match item {
        Item::Open(element, attributes) => document.open(element, &attributes),
        Item::Close(element, text) => document.close(element, text),
    });
    document.finish_track();

    let mut problems = Vec::new();
    if let Some((at, message)) = &walked.broken {
        problems.push(ReadProblem {
            message: format!(
                "the XML is broken here ({message}); what can be read around it is kept"
            ),
            at_byte: Some(*at),
            lost_data: true,
        });
    } else if let Some(at) = walked.cut_at {
        problems.push(ReadProblem {
            message: "the file ends before its recording does".to_owned(),
            at_byte: Some(at),
            lost_data: true,
        });
    }
    let truncated = walked.cut_at.is_some() || document.full;
    if document.full {
        problems.push(ReadProblem {
            message: format!(
                "more than {} points: the rest is left out",
                shape::ROW_LIMIT
            ),
            at_byte: None,
            lost_data: true,
        });
    }

    let skip = document.nothing();
    let recordings: Vec<Recording> = joined(std::mem::take(&mut document.tracks))
        .into_iter()
        .flat_map(|track| recordings(&document, track, &problems, truncated))
        .collect();
    match settle_recordings(recordings, skip) {
        Reading::Skipped(Skip::Empty) if !problems.is_empty() => {
            // The second reader is stricter about XML; it may still know better.
            let second = gpx_second::read(text.as_bytes());
            if !second.is_empty() {
                return Reading::Recordings(second);
            }
            let problem = problems.swap_remove(0);
            Reading::failed(
                name,
                format!(
                    "no point could be read: {}; export the file again",
                    problem.message
                ),
                problem.at_byte,
            )
        }
        reading => reading,
    }
}
