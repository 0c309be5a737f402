//! FIT: Garmin's format and everybody's. A sequence that is whole is read by its
//! columns; any other by the first reader; what that refuses, by the second; and what
//! either got before it stopped is kept, marked with where and why.

mod assemble;
mod checksum;
mod collect;
mod developer;
mod first;
mod frame;
mod message;
mod second;
mod whole;

use crate::outcome::{Reading, Skip, settle_recordings};
use collect::Collected;
use comeback_core::recording::{ReadProblem, Recording};
use frame::{Ending, Frame};

/// Sequences of one chained file; devices write a handful.
const SEQUENCE_LIMIT: usize = 1000;

/// Reads a FIT file, chained or not.
pub(super) fn read(name: &str, bytes: &[u8]) -> Reading {
    let mut recordings = Vec::new();
    let mut skip = Skip::Empty;
    let mut damage: Option<ReadProblem> = None;
    let mut at = 0;
    for _ in 0..SEQUENCE_LIMIT {
        let Some(frame) = frame::at(bytes, at) else {
            if at < bytes.len() && at > 0 {
                let trailing = ReadProblem {
                    message: format!(
                        "{} bytes behind the recording are no FIT data",
                        bytes.len() - at
                    ),
                    at_byte: Some(at as u64),
                    lost_data: false,
                };
                note(&mut recordings, trailing.clone());
                damage.get_or_insert(trailing);
            }
            break;
        };
        let Sequence { collected, len } = read_sequence(&frame, at, collect::within_limits);
        damage = damage.or_else(|| collected.problems.iter().find(|p| p.lost_data).cloned());
        match assemble::recordings(collected) {
            Ok(found) => recordings.extend(found),
            Err(reason) => skip = if skip == Skip::Empty { reason } else { skip },
        }
        at = at.saturating_add(len.max(12));
    }
    match settle_recordings(recordings, skip) {
        // Damage and nothing read is a loss, not a skip.
        Reading::Skipped(Skip::Empty) if damage.is_some() => {
            let problem = damage.map_or((String::new(), None), |p| (p.message, p.at_byte));
            Reading::failed(
                name,
                format!(
                    "no sample could be read: {}; copy the file from the watch again",
                    problem.0
                ),
                problem.1,
            )
        }
        Reading::Skipped(Skip::Empty) if frame::at(bytes, 0).is_none() => Reading::failed(
            name,
            "the FIT header is damaged; copy the file from the watch again",
            Some(0),
        ),
        reading => reading,
    }
}

/// The recordings of the sequences that the second reader reads to their end.
pub(super) fn second_opinion(bytes: &[u8]) -> Vec<Recording> {
    let mut recordings = Vec::new();
    let mut at = 0;
    for _ in 0..SEQUENCE_LIMIT {
        let Some(frame) = frame::at(bytes, at) else {
            break;
        };
        let mut collected = Collected::default();
        let (ending, _) = second::read(&frame.bytes, &mut |message| {
            collect::within_limits(&mut collected, message);
        });
        if ending != Ending::Complete {
            break;
        }
        collected.profile = frame.profile();
        recordings.extend(assemble::recordings(collected).unwrap_or_default());
        at = at.saturating_add(frame.stated_len.max(12));
    }
    recordings
}

fn note(recordings: &mut [Recording], problem: ReadProblem) {
    if let Some(last) = recordings.last_mut() {
        last.problems.push(problem);
    }
}

struct Sequence {
    collected: Collected,
    /// How far the next sequence starts behind this one.
    len: usize,
}

/// Reads one sequence with the first reader, and with the second where that helps.
fn read_sequence(
    frame: &Frame<'_>,
    at: usize,
    mut accept: impl FnMut(&mut Collected, &message::Message),
) -> Sequence {
    if frame::is_empty(frame) {
        return Sequence {
            collected: Collected::default(),
            len: frame.stated_len,
        };
    }
    let mut collected = Collected::default();
    let whole = whole::read(&frame.bytes, &mut |message| {
        accept(&mut collected, message);
    });
    if let Some(used) = whole {
        collected.profile = frame.profile();
        let len = used + frame.shift;
        return Sequence { collected, len };
    }
    collected = Collected::default();
    let (mut ending, mut used) = first::read(&frame.bytes, true, &mut |message| {
        accept(&mut collected, message);
    });
    if matches!(ending, Ending::BadChecksum) && used <= 14 {
        // The header's own checksum is wrong: that alone is no reason to lose the data.
        collected = Collected::default();
        (ending, used) = first::read(&frame.bytes, false, &mut |message| {
            accept(&mut collected, message);
        });
        if ending == Ending::Complete {
            ending = Ending::BadChecksum;
        }
    }
    if matches!(ending, Ending::Cut | Ending::Broken | Ending::NotFit) {
        let mut other = Collected::default();
        let (other_ending, other_used) =
            second::read(&frame.bytes, &mut |message| accept(&mut other, message));
        if other_ending == Ending::Complete && ending != Ending::Complete
            || other.messages > collected.messages
        {
            (collected, ending, used) = (other, other_ending, other_used);
        }
    }
    collected.profile = frame.profile();
    let stopped_at = (at + used + frame.shift) as u64;
    let problem = match ending {
        Ending::Complete => None,
        Ending::BadChecksum => Some((
            "the checksum does not match: some values may be wrong",
            false,
        )),
        Ending::Cut if frame.unfinished => Some((
            "the device never finished this file; what it had written is kept",
            true,
        )),
        Ending::Cut => Some(("the file ends before its recording does", true)),
        Ending::Broken | Ending::NotFit => Some((
            "bytes are missing or wrong here; what comes before is kept",
            true,
        )),
    };
    if let Some((message, lost_data)) = problem {
        collected.truncated = lost_data;
        collected.problems.push(ReadProblem {
            message: message.to_owned(),
            at_byte: Some(stopped_at),
            lost_data,
        });
    }
    let len = match ending {
        Ending::Complete => used + frame.shift,
        _ => frame.stated_len,
    };
    Sequence { collected, len }
}
