//! One file decoded and measured: its recordings, or why it has none.

use super::answers::Answers;
use super::copies::{CopyFacts, Fresh};
use super::tables::{self, Tables};
use comeback_core::diary::cut;
use comeback_core::recording::{Recording, Sport, SubSport};
use comeback_core::run::RunId;
use comeback_files as import;
use comeback_files::{Reading, RunSketch, richness};
use comeback_signal as run;
use comeback_store::{Original, sha256};
use std::collections::HashMap;

/// What standard input is called.
pub(super) const STDIN: &str = "stdin";

/// A file to be decoded.
pub(super) struct Pending {
    pub name: String,
    pub bytes: Vec<u8>,
    /// The input that it lies in.
    pub from: Option<usize>,
}

/// A file after decoding, without its bytes once they are kept.
pub(super) struct Decoded {
    pub name: String,
    pub from: Option<usize>,
    pub sha256: String,
    pub bytes: Vec<u8>,
    pub result: Result<Vec<Fresh>, Other>,
    /// How many of its recordings are of other sports.
    pub other_sports: usize,
    /// Those of them whose sport it names.
    pub named_others: Vec<RunSketch>,
    /// The row of a table that speaks of each running recording.
    pub rows: Vec<Option<usize>>,
    /// Whether a table of another import told one of them: taken back with that import, it
    /// must be read again.
    pub told_before: bool,
    /// Whether a table of this import told one of them.
    pub told_now: bool,
}

pub(super) enum Other {
    Known,
    Skipped(&'static str),
    Failed(import::ImportError),
}

/// What tables say of the files that are being decoded.
pub(super) enum Said<'a> {
    /// Tables of the same import, by name or by time.
    ByTables(&'a Tables),
    /// A row that was kept, for a rebuild.
    ByRow(Option<(Sport, SubSport)>),
}

impl Said<'_> {
    fn is_kept(&self, row: usize) -> bool {
        match self {
            Said::ByTables(tables) => tables.is_kept(row),
            Said::ByRow(_) => false,
        }
    }
}

pub(super) fn decode(
    pending: Pending,
    seen: &HashMap<String, Option<String>>,
    said: &Said<'_>,
    answers: &Answers,
) -> Decoded {
    let Pending { name, bytes, from } = pending;
    let sha256 = sha256(&bytes);
    let mut other_sports = 0;
    let mut named_others = Vec::new();
    let mut rows = Vec::new();
    let (mut told_before, mut told_now) = (false, false);
    let result = if seen.contains_key(&sha256) {
        Err(Other::Known)
    } else {
        match import::decode(&name, &bytes) {
            // What is piped in was meant to be a workout; a folder holds all kinds of files.
            Reading::Skipped(import::Skip::NotAWorkout) if name == STDIN => {
                Err(Other::Failed(import::ImportError {
                    file: name.clone(),
                    message: "neither FIT, GPX nor TCX, and no archive of these".to_owned(),
                    at_byte: Some(0),
                }))
            }
            Reading::Skipped(skip) => Err(Other::Skipped(skip.as_str())),
            Reading::Failed(error) => Err(Other::Failed(error)),
            Reading::Recordings(recordings) => {
                let all = recordings.len();
                let mut running: Vec<(u32, RunId, Recording)> = Vec::new();
                let mut rest = 0;
                let parts = recordings
                    .into_iter()
                    .map(|recording| cut::parts(recording, &answers.cuts));
                let parts = parts.flat_map(|parts| {
                    let alone = all == 1 && parts.len() == 1;
                    parts.into_iter().map(move |(id, part)| (id, part, alone))
                });
                for (session, (id, mut recording, alone)) in (0_u32..).zip(parts) {
                    let (row, table) = hear(&name, alone, said, &recording);
                    told_before |= row.is_some_and(|row| said.is_kept(row));
                    told_now |= row.is_some_and(|row| !said.is_kept(row));
                    let said = answers.to(&recording);
                    if said.is_some() || table.is_some() {
                        import::decide(&mut recording, import::Evidence { said, table });
                    }
                    if recording.sport == Sport::Running || recording.unsure.is_some() {
                        running.push((session, id, recording));
                        rows.push(row);
                    } else {
                        rest += 1;
                        if names_its_sport(&recording) {
                            named_others.push(RunSketch::of(&recording));
                        }
                    }
                }
                other_sports = rest;
                Ok(running
                    .into_iter()
                    .map(|(session, id, recording)| {
                        measure(&sha256, session, &name, id, recording, answers)
                    })
                    .collect())
            }
        }
    };
    Decoded {
        name,
        from,
        sha256,
        bytes,
        result,
        other_sports,
        named_others,
        rows,
        told_before,
        told_now,
    }
}

/// Whether the file itself says which other sport it holds.
fn names_its_sport(recording: &Recording) -> bool {
    !recording.sport_inferred && !matches!(recording.sport, Sport::Unknown | Sport::Other)
}

/// The row of a table that speaks of a recording, and what it says of the sport. A row that
/// names a file of several recordings does not say which of them it means.
fn hear(
    name: &str,
    alone: bool,
    said: &Said<'_>,
    recording: &Recording,
) -> (Option<usize>, Option<(Sport, SubSport)>) {
    if tables::is_row(name) {
        return (None, None);
    }
    match said {
        Said::ByRow(word) => (None, word.filter(|_| alone)),
        Said::ByTables(tables) if tables.is_empty() => (None, None),
        Said::ByTables(tables) => {
            let named = tables.row_of_file(name).filter(|_| alone);
            let row = named.or_else(|| tables.row_at(&RunSketch::of(recording)));
            (row, row.and_then(|row| tables.word(row)))
        }
    }
}

fn measure(
    sha256: &str,
    session: u32,
    name: &str,
    id: RunId,
    recording: Recording,
    answers: &Answers,
) -> Fresh {
    let measured = answers.correct(&id, run::measure(&recording));
    let words = [recording.manufacturer.clone(), recording.product.clone()];
    let device = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Fresh {
        sha256: sha256.to_owned(),
        session,
        own_id: id,
        start: recording.start,
        facts: CopyFacts {
            name: short_name(name),
            format: recording.format,
            device: Some(device).filter(|device| !device.is_empty()),
            utc_offset_s: import::place::utc_offset_s(&recording)
                .or_else(|| import::place::offset_of_name(name, recording.start)),
            unsure: recording.unsure.clone(),
            sketch: RunSketch::of(&recording),
            richness: richness(&recording),
            title: recording.title,
            told: recording.told,
            totals: recording.totals,
        },
        measured,
    }
}

/// Decodes an original again, for a rebuild. `word` is a kept row's word for its sport.
pub(super) fn decode_original(
    original: &Original,
    bytes: Vec<u8>,
    word: Option<(Sport, SubSport)>,
    answers: &Answers,
) -> Result<Vec<Fresh>, String> {
    let pending = Pending {
        name: original.name.clone(),
        bytes,
        from: None,
    };
    let decoded = decode(pending, &HashMap::new(), &Said::ByRow(word), answers);
    match decoded.result {
        Ok(fresh) => Ok(fresh),
        Err(Other::Failed(error)) => Err(error.message),
        Err(_) => Ok(Vec::new()),
    }
}

/// The name that is kept: where the file lay on this disk is nobody's business,
/// where in its archive it lay is.
pub(super) fn short_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let outer_end = lower.find(".zip/").map_or(name.len(), |at| at + 4);
    let outer = name.get(..outer_end).unwrap_or(name);
    let inner = name.get(outer_end..).unwrap_or("");
    let file = outer.rsplit(['/', '\\']).next().unwrap_or(outer);
    format!("{file}{inner}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_name_does_not_tell_where_the_file_lay() {
        for (name, kept) in [
            ("/home/anna/watch/a.fit", "a.fit"),
            ("a.fit", "a.fit"),
            ("/home/anna/export.zip/2026/a.fit", "export.zip/2026/a.fit"),
            (
                "x/Export.ZIP/inner.zip/a.fit.gz",
                "Export.ZIP/inner.zip/a.fit.gz",
            ),
            ("C:\\watch\\a.fit", "a.fit"),
        ] {
            assert_eq!(short_name(name), kept);
        }
    }
}
