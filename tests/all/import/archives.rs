//! Archives: what is found in them, and what they cannot do.

use super::fit_bytes::Fit;
use comeback_files as import;
use comeback_files::{FileOutcome, Reading, Skip};
use flate2::{Compression, write::GzEncoder};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("an entry");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a zip").into_inner()
}

fn gz_of(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("bytes");
    encoder.finish().expect("a gzip")
}

fn kinds(outcomes: &[FileOutcome]) -> Vec<(&str, &'static str)> {
    outcomes
        .iter()
        .map(|outcome| {
            let kind = match &outcome.reading {
                Reading::Recordings(_) => "run",
                Reading::Skipped(skip) => skip.as_str(),
                Reading::Failed(_) => "failed",
            };
            (outcome.name.as_str(), kind)
        })
        .collect()
}

#[test]
fn everything_in_a_vendors_archive() {
    let run = Fit::run().file();
    let inner = zip_of(&[
        ("a.fit", &run),
        ("settings.fit", &Fit::default().file_id(2).file()),
    ]);
    let outer = zip_of(&[
        ("readme.csv", b"a,b"),
        ("__MACOSX/._x.fit", b"\0\x05\x16\x07"),
        ("activities/b.fit.gz", &gz_of(&run)),
        ("parts/1.zip", &inner),
        ("broken.fit", &run[..30]),
    ]);
    let outcomes = import::read("export.zip", &outer);
    assert_eq!(
        kinds(&outcomes),
        [
            ("export.zip/readme.csv", "not-a-workout"),
            ("export.zip/activities/b.fit.gz", "run"),
            ("export.zip/parts/1.zip/a.fit", "run"),
            ("export.zip/parts/1.zip/settings.fit", "not-a-workout"),
            ("export.zip/broken.fit", "failed"),
        ]
    );
    // The bytes are those of the workout itself, whatever it was wrapped in.
    assert_eq!(outcomes[1].bytes, run);
    assert_eq!(outcomes[2].bytes, run);
}

#[test]
fn content_decides_not_the_name() {
    let run = Fit::run().file();
    for (name, bytes) in [
        ("run.fit", zip_of(&[("x", &run)])),
        ("run.fit", gz_of(&run)),
        ("run.fit", gz_of(&gz_of(&run))),
        ("run.gpx", run.clone()),
        ("run", run.clone()),
        ("-", run),
    ] {
        let outcomes = import::read(name, &bytes);
        assert_eq!(
            kinds(&outcomes)
                .iter()
                .map(|kind| kind.1)
                .collect::<Vec<_>>(),
            ["run"],
            "{name}"
        );
    }
    let double = import::read("._run.fit", &Fit::run().file());
    assert!(matches!(
        double[0].reading,
        Reading::Skipped(Skip::NotAWorkout)
    ));
}

#[test]
fn damaged_archives_say_so() {
    let run = Fit::run().file();
    let archive = zip_of(&[("a.fit", &run), ("b.fit", &run)]);
    let cut = import::read("cut.zip", &archive[..archive.len() / 2]);
    assert_eq!(kinds(&cut), [("cut.zip", "failed")]);

    let mut flipped = archive.clone();
    flipped[60] ^= 0xff;
    let outcomes = import::read("flipped.zip", &flipped);
    assert_eq!(outcomes.len(), 2);
    assert_eq!(kinds(&outcomes)[1].1, "run");

    // What a cut gzip still gives is read.
    let gz = gz_of(&run);
    match &import::read("cut.fit.gz", &gz[..gz.len() * 3 / 4])[0].reading {
        Reading::Recordings(found) => assert!(found[0].truncated),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bomb_costs_no_more_than_the_limits() {
    let zeros = vec![0u8; 300 << 20];
    let bomb = gz_of(&zeros);
    drop(zeros);
    let outcomes = import::read("bomb.gz", &bomb);
    assert_eq!(kinds(&outcomes), [("bomb.gz", "failed")]);
    assert!(outcomes[0].bytes.is_empty());

    // Many such in one archive share one budget.
    let many: Vec<(String, &[u8])> = (0..8).map(|n| (format!("{n}.gz"), &bomb[..])).collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    let outcomes = import::read("many.zip", &zip_of(&many));
    assert!(
        outcomes
            .iter()
            .all(|outcome| matches!(outcome.reading, Reading::Failed(_)))
    );
}

#[test]
fn archives_too_deep_are_not_opened() {
    let mut bytes = Fit::run().file();
    for level in 1..=7 {
        bytes = zip_of(&[("x.zip", &bytes)]);
        let outcomes = import::read("deep.zip", &bytes);
        let expected = if level <= import::archive::DEPTH_LIMIT {
            "run"
        } else {
            "failed"
        };
        assert_eq!(kinds(&outcomes)[0].1, expected, "level {level}");
    }
}

#[test]
fn a_declared_size_is_not_believed() {
    let mut archive = zip_of(&[("a.fit", &Fit::run().file())]);
    // The uncompressed size in the central directory becomes 4 GB.
    let at = archive
        .windows(4)
        .rposition(|w| w == b"PK\x01\x02")
        .expect("a directory");
    archive[at + 24..at + 28].copy_from_slice(&0xffff_fff0u32.to_le_bytes());
    assert_eq!(import::read("lying.zip", &archive).len(), 1);
}
