//! What each room of an import costs beside bare decoding of the same files.

use super::processor;
use comeback_core::recording::Recording;
use comeback_files::{Reading, decode, unpack};
use comeback_signal::{Profile, classify, measure, speeds};
use rustyfit::{Decoder, DecoderEvent, StreamingIterator};
use std::path::Path;

/// Rounds over all files; the rooms take turns, the least of each counts.
const ROUNDS: usize = 3;

/// Seconds of each room for a folder, and how many files it had.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rooms {
    pub files: usize,
    pub bytes: usize,
    /// Every message of every file by rustyfit; nothing where a file is no FIT.
    pub bare: Option<f64>,
    pub decode: f64,
    pub measure: f64,
    pub classify: f64,
}

/// The workouts of a folder, unpacked.
pub(crate) fn workouts(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path.display().to_string();
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        unpack(&name, &bytes, &mut |entry| {
            if let Ok(content) = entry.content {
                found.push((entry.name, content.into_owned()));
            }
        });
    }
    found
}

/// Decodes every message and looks at it.
pub(crate) fn bare(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    let mut decoder = Decoder::new();
    let mut stream = decoder.stream(&mut rest);
    let mut fields = 0;
    while let Some(Ok(event)) = stream.next() {
        if let DecoderEvent::Message(message) = event {
            fields += message.fields.len();
        }
    }
    fields
}

pub(crate) fn is_fit(bytes: &[u8]) -> bool {
    bytes.get(8..12) == Some(b".FIT")
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let from = processor::own();
    let done = work();
    (processor::own() - from, done)
}

pub(crate) fn of(files: &[(String, Vec<u8>)]) -> Rooms {
    let all_fit = files.iter().all(|(_, bytes)| is_fit(bytes));
    let mut least = Rooms {
        files: files.len(),
        bytes: files.iter().map(|(_, bytes)| bytes.len()).sum(),
        bare: all_fit.then_some(f64::INFINITY),
        decode: f64::INFINITY,
        measure: f64::INFINITY,
        classify: f64::INFINITY,
    };
    for _ in 0..ROUNDS {
        let (bare_s, fields) = timed(|| files.iter().map(|(_, bytes)| bare(bytes)).sum::<usize>());
        std::hint::black_box(fields);
        least.bare = least.bare.map(|least| least.min(bare_s));
        let (decode_s, recordings) = timed(|| {
            let readings = files.iter().map(|(name, bytes)| decode(name, bytes));
            readings
                .filter_map(|reading| match reading {
                    Reading::Recordings(found) => Some(found),
                    _ => None,
                })
                .flatten()
                .collect::<Vec<Recording>>()
        });
        let (measure_s, measured) = timed(|| recordings.iter().map(measure).collect::<Vec<_>>());
        let best = measured.iter().map(|measured| (0.0, &measured.best));
        let speeds = speeds(best, None, None);
        let (classify_s, classified) = timed(|| {
            let each = measured.iter();
            each.map(|measured| classify(measured, &speeds, &Profile::default()))
                .collect::<Vec<_>>()
        });
        std::hint::black_box(&classified);
        least.decode = least.decode.min(decode_s);
        least.measure = least.measure.min(measure_s);
        least.classify = least.classify.min(classify_s);
    }
    least
}
