//! A decision for other programs: from a history as text.

use super::AppError;
use comeback_core::decide::{Decision, decide as decision};
use comeback_core::diary::History;
use std::io::Read;

/// A history longer than this is none, bytes: a run is about 2 kB, so a century fits.
const LONGEST: u64 = 256 * 1024 * 1024;

/// Reads a history to its end.
///
/// # Errors
/// Input that cannot be read, is no UTF-8, or does not end.
pub fn read_history(input: impl Read) -> Result<String, AppError> {
    let refused = |why: String| AppError::Refused(format!("standard input: {why}"));
    let mut text = String::new();
    let read = input.take(LONGEST + 1).read_to_string(&mut text);
    let read = read.map_err(|error| refused(error.to_string()))?;
    if read as u64 > LONGEST {
        return Err(refused(format!(
            "longer than {LONGEST} bytes, which no history is"
        )));
    }
    Ok(text)
}

/// Decides from a history in JSON.
///
/// # Errors
/// Text that is no history, with the place; a history that contradicts itself.
pub fn decide(text: &str) -> Result<Decision, AppError> {
    let history: History = serde_json::from_str(text).map_err(|error| {
        AppError::Refused(format!(
            "the history cannot be read: {error}; `comeback decide --history` writes one as it \
             should be"
        ))
    })?;
    decision(&history).map_err(|error| AppError::Refused(format!("no decision: {error}")))
}
