//! TCX by one streaming pass: activities, laps with their totals, track points
//! with Garmin's extensions.

mod document;
mod recording;

use super::outcome::{Reading, Skip, settle_recordings};
use super::shape;
use super::xml::{self, Item};
use comeback_core::recording::ReadProblem;
use document::Document;
use recording::recordings;

/// Reads a TCX file: one recording an activity.
pub(super) fn read(name: &str, bytes: &[u8]) -> Reading {
    let text = xml::text_of(bytes);
    let mut document = Document::default();
    let walked = xml::walk(
        &text,
        &["Trackpoint", "Lap", "Activity"],
        |item| match item {
            Item::Open(element, attributes) => document.open(element, &attributes),
            Item::Close(element, text) => document.close(element, text),
        },
    );
    document.finish_activity();

    let mut problems = Vec::new();
    if let Some((at, message)) = walked.broken {
        problems.push(ReadProblem {
            message: format!(
                "the XML is broken here ({message}); what can be read around it is kept"
            ),
            at_byte: Some(at),
            lost_data: true,
        });
    } else if let Some(at) = walked.cut_at {
        problems.push(ReadProblem {
            message: "the file ends before its recording does".to_owned(),
            at_byte: Some(at),
            lost_data: true,
        });
    }
    if document.rows > shape::ROW_LIMIT {
        problems.push(ReadProblem {
            message: format!(
                "more than {} points: the rest is left out",
                shape::ROW_LIMIT
            ),
            at_byte: None,
            lost_data: true,
        });
    }
    let truncated = walked.cut_at.is_some() || document.rows > shape::ROW_LIMIT;
    let skip = if document.undated > 0 {
        Skip::NoTime
    } else if document.course {
        Skip::NotAWorkout
    } else {
        Skip::Empty
    };
    let recordings = std::mem::take(&mut document.activities)
        .into_iter()
        .flat_map(|activity| recordings(activity, &problems, truncated))
        .collect();
    match settle_recordings(recordings, skip) {
        Reading::Skipped(Skip::Empty) if !problems.is_empty() => {
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
