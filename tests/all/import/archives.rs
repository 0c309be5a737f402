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
            ("export.zip/broken.fit", "failed"),
            ("export.zip/parts/1.zip/a.fit", "run"),
            ("export.zip/parts/1.zip/settings.fit", "not-a-workout"),
        ]
    );
    // The bytes are those of the workout itself, whatever it was wrapped in.
    assert_eq!(outcomes[1].bytes, run);
    assert_eq!(outcomes[3].bytes, run);
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

/// More entries than a zip could name before it grew: most are empty.
#[test]
fn more_files_than_an_old_zip_can_name() {
    let run = Fit::run().file();
    let names: Vec<String> = (0..66_000).map(|n| format!("d/{n}.txt")).collect();
    let mut files: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    files.push(("run.fit", &run));
    let archive = zip_of(&files);
    assert_eq!(import::archive::files_in(Cursor::new(&archive)), 66_001);
    let outcomes = import::read("many.zip", &archive);
    assert_eq!(outcomes.len(), 66_001);
    assert_eq!(kinds(&outcomes)[66_000], ("many.zip/run.fit", "run"));
    // The same as a part of another.
    let outer = zip_of(&[("part", &archive)]);
    assert_eq!(import::read("outer.zip", &outer).len(), 66_001);
}

/// A zip that holds a film of 4.2 GB before its run, most of it a hole on the disk.
#[test]
fn more_bytes_than_an_old_zip_can_count() {
    use std::io::{Seek, SeekFrom};
    const FILM: u64 = 4_200_000_000;
    let run = Fit::run().file();
    let sum = {
        let mut sum = flate2::Crc::new();
        sum.update(&run);
        sum.sum()
    };
    let u16s =
        |values: &[u16]| -> Vec<u8> { values.iter().flat_map(|v| v.to_le_bytes()).collect() };
    let u32s =
        |values: &[u32]| -> Vec<u8> { values.iter().flat_map(|v| v.to_le_bytes()).collect() };
    let u64s =
        |values: &[u64]| -> Vec<u8> { values.iter().flat_map(|v| v.to_le_bytes()).collect() };
    // Version, flags, method, time, day.
    let common = u16s(&[45, 0, 0, 0, 0x21]);
    let length = u32::try_from(run.len()).expect("small");
    let (most, film, fit) = (u32::MAX, &b"film.mp4"[..], &b"run.fit"[..]);
    let film_extra = [u16s(&[1, 16]), u64s(&[FILM, FILM])].concat();
    let film_head = [
        b"PK\x03\x04".to_vec(),
        common.clone(),
        u32s(&[0, most, most]),
        u16s(&[8, 20]),
        film.to_vec(),
        film_extra.clone(),
    ]
    .concat();
    let run_at = film_head.len() as u64 + FILM;
    let run_head = [
        b"PK\x03\x04".to_vec(),
        common.clone(),
        u32s(&[sum, length, length]),
        u16s(&[7, 0]),
        fit.to_vec(),
    ]
    .concat();
    let run_extra = [u16s(&[1, 8]), u64s(&[run_at])].concat();
    let directory = [
        b"PK\x01\x02\x2d\0".to_vec(),
        common.clone(),
        u32s(&[0, most, most]),
        u16s(&[8, 20, 0, 0, 0, 0, 0]),
        u32s(&[0]),
        film.to_vec(),
        film_extra,
        b"PK\x01\x02\x2d\0".to_vec(),
        common,
        u32s(&[sum, length, length]),
        u16s(&[7, 12, 0, 0, 0, 0, 0]),
        u32s(&[most]),
        fit.to_vec(),
        run_extra,
    ]
    .concat();
    let directory_at = run_at + (run_head.len() + run.len()) as u64;
    let end_at = directory_at + directory.len() as u64;
    let end = [
        b"PK\x06\x06".to_vec(),
        u64s(&[44]),
        u16s(&[45, 45]),
        u32s(&[0, 0]),
        u64s(&[2, 2, directory.len() as u64, directory_at]),
        b"PK\x06\x07".to_vec(),
        u32s(&[0]),
        u64s(&[end_at]),
        u32s(&[1]),
        b"PK\x05\x06".to_vec(),
        u16s(&[0, 0, 2, 2]),
        u32s(&[most, most]),
        u16s(&[0]),
    ]
    .concat();
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(&film_head).expect("a disk");
    file.seek(SeekFrom::Start(run_at)).expect("a hole");
    for part in [&run_head, &run, &directory, &end] {
        file.write_all(part).expect("a disk");
    }
    let length = file.metadata().expect("a file").len();
    let mut outcomes = Vec::new();
    let none = |_: &str| false;
    import::archive::unpack_zip("big.zip", &mut file, length, &none, &mut |entry| {
        outcomes.push(import::settle(entry));
    });
    let found = [("big.zip/film.mp4", "empty"), ("big.zip/run.fit", "run")];
    assert_eq!(kinds(&outcomes), found);
}

/// Packed once more, ten bytes say a gigabyte each: it is not inflated at all.
#[test]
fn an_archive_that_swells_in_an_archive_is_refused() {
    let inner = zip_of(&[("a.fit", &Fit::run().file())]);
    let mut outer = zip_of(&[("inner.zip", &inner)]);
    let at = (outer.windows(4))
        .rposition(|w| w == b"PK\x01\x02")
        .expect("a directory");
    outer[at + 24..at + 28].copy_from_slice(&0xffff_fff0u32.to_le_bytes());
    let outcomes = import::read("swells.zip", &outer);
    match &outcomes[0].reading {
        Reading::Failed(error) => assert!(error.message.contains("4095 MB"), "{error:?}"),
        other => panic!("{other:?}"),
    }
    // Bytes flipped anywhere in it are no panic.
    for at in 0..outer.len() {
        let mut flipped = outer.clone();
        flipped[at] ^= 0x55;
        super::hostile::read_soundly("flipped.zip", &flipped);
    }
}
