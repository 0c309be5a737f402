//! The files that the simulation makes: one for each habit of a maker, and those
//! that are meant to do harm.

use super::hostile::read_soundly;
use comeback_core::recording::{Recording, Sport};
use comeback_files as import;
use comeback_files::{Reading, RunSketch, same_run, second_opinion};
use std::path::PathBuf;

fn folder(name: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name);
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .expect("fixtures")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, std::fs::read(entry.path()).expect("its bytes"))
        })
        .collect();
    files.sort();
    files
}

fn recordings(name: &str, bytes: &[u8]) -> Vec<Recording> {
    import::read(name, bytes)
        .into_iter()
        .flat_map(|outcome| match outcome.reading {
            Reading::Recordings(found) => found,
            other => {
                println!("{}: {other:?}", outcome.name);
                Vec::new()
            }
        })
        .collect()
}

#[test]
fn every_makers_habit_gives_a_recording() {
    for (name, bytes) in folder("files") {
        let found = recordings(&name, &bytes);
        assert!(!found.is_empty(), "{name}");
        let run = found
            .iter()
            .find(|recording| recording.sport == Sport::Running);
        assert_eq!(run.is_some(), name != "cycling.fit", "{name}");
        println!(
            "{name}: {:?}",
            found
                .iter()
                .map(|r| (
                    r.sport,
                    r.samples.len(),
                    r.timer_events.len(),
                    r.problems.len()
                ))
                .collect::<Vec<_>>()
        );
    }
}

#[test]
fn hostile_files_end_in_an_outcome() {
    let empty = ("empty.fit".to_owned(), Vec::new());
    for (name, bytes) in folder("hostile").into_iter().chain([empty]) {
        read_soundly(&name, &bytes);
        let found = recordings(&name, &bytes);
        println!(
            "{name}: {:?}",
            found
                .iter()
                .map(|r| (r.samples.len(), r.truncated, &r.problems))
                .collect::<Vec<_>>()
        );
    }
}

#[test]
fn both_readers_agree_on_what_is_made_here() {
    let mut compared = 0;
    for (name, bytes) in folder("files") {
        for outcome in import::read(&name, &bytes) {
            let Reading::Recordings(first) = outcome.reading else {
                continue;
            };
            let Some(second) = second_opinion(&outcome.bytes) else {
                continue;
            };
            compared += 1;
            for (first, second) in first.iter().zip(&second) {
                assert_eq!(
                    first.samples.time_s, second.samples.time_s,
                    "{}",
                    outcome.name
                );
                assert_eq!(
                    first.samples.latitude, second.samples.latitude,
                    "{}",
                    outcome.name
                );
            }
        }
    }
    assert!(compared >= 10, "{compared}");
}

#[test]
fn two_watches_on_one_run() {
    let files = folder("files");
    let sketch = |name: &str| {
        let (name, bytes) = files.iter().find(|file| file.0 == name).expect("a fixture");
        RunSketch::of(&recordings(name, bytes)[0])
    };
    let (left, right) = (
        sketch("twin-left-wrist.fit"),
        sketch("twin-right-wrist.fit"),
    );
    assert!(same_run(&left, &right), "{left:?} {right:?}");
}
