//! What lies where it lay when it was imported: a glance at it is enough.

use super::bench::{Bench, fixture};
use std::fs::File;
use std::path::Path;
use std::time::{Duration, SystemTime};

fn write(path: &Path, content: &[u8]) {
    std::fs::write(path, content).expect("writes");
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let file = File::options().write(true).open(path).expect("opens");
    file.set_modified(time).expect("a time");
}

fn track() -> Vec<u8> {
    std::fs::read(fixture("files/steps.gpx")).expect("a fixture")
}

/// Another track of the same length, which begins and ends as the first.
fn a_year_later(track: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(track.to_vec()).expect("UTF-8");
    text.replace("2026-", "2025-").into_bytes()
}

#[test]
fn a_known_file_is_not_read_again_unless_that_is_asked_for() {
    let bench = Bench::new("2026-11-22");
    let folder = bench.folder.path().join("files");
    std::fs::create_dir(&folder).expect("a folder");
    let path = folder.join("run.gpx");
    let import = |more: &[&str]| {
        let mut arguments = vec!["import", "--json", folder.to_str().expect("UTF-8")];
        arguments.extend(more);
        bench.call(&arguments).ok().json()
    };
    let filled = |content: &[u8]| {
        // Its ends are the same whatever the points say.
        let (head, tail) = (
            "<!--".to_owned() + &" ".repeat(2000) + "-->",
            " ".repeat(2000),
        );
        let text = String::from_utf8(content.to_vec()).expect("UTF-8");
        let at = text.find("?>").map_or(0, |at| at + 2);
        let (first, rest) = text.split_at(at);
        [first, &head, rest, &tail].concat().into_bytes()
    };
    write(&path, &filled(&track()));
    assert_eq!(import(&[])["imported"].as_array().map(Vec::len), Some(1));
    let again = import(&[]);
    assert_eq!(again["imported"].as_array().map(Vec::len), Some(0));
    assert_eq!(again["skipped"][0]["reason"], "duplicate");
    assert_eq!(import(&["--verify"])["skipped"], again["skipped"]);

    // Nothing that a glance sees is another: only reading it tells.
    write(&path, &filled(&a_year_later(&track())));
    assert_eq!(import(&[]), again);
    assert_eq!(
        import(&["--verify"])["imported"].as_array().map(Vec::len),
        Some(1)
    );

    // What was taken back is read again.
    bench.call(&["undo"]).ok();
    assert_eq!(import(&[])["imported"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_file_that_grew_or_is_newer_is_read() {
    let bench = Bench::new("2026-11-22");
    let path = bench.folder.path().join("run.gpx");
    let name = path.to_str().expect("UTF-8");
    write(&path, &track());
    bench.call(&["import", name]).ok();
    std::fs::write(&path, a_year_later(&track())).expect("writes");
    let told = bench.call(&["import", "--json", name]).ok().json();
    assert_eq!(told["imported"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_known_archive_tells_the_same_again() {
    let bench = Bench::new("2026-11-22");
    let first = bench.import(&["files/export.zip"]).ok().json();
    assert!(
        first["imported"]
            .as_array()
            .is_some_and(|runs| !runs.is_empty())
    );
    let glanced = bench.import(&["files/export.zip"]).ok().json();
    let name = fixture("files/export.zip");
    let read = bench
        .call(&["import", "--json", "--verify", &name])
        .ok()
        .json();
    let sorted = |told: &serde_json::Value| {
        let skipped = told["skipped"].as_array().cloned().unwrap_or_default();
        let mut texts: Vec<String> = skipped.iter().map(ToString::to_string).collect();
        texts.sort();
        texts
    };
    assert_eq!(sorted(&glanced), sorted(&read));
    assert!(!sorted(&glanced).is_empty());
}
