//! The law of the house, stated as absences (see `docs/ARCHITECTURE.md`).

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up. A room imports only rooms before it.
const ROOMS: &[&str] = &[
    "units",
    "limits",
    "recording",
    "import",
    "run",
    "diary",
    "method",
    "rules",
    "plan",
    "report",
    "store",
    "app",
    "cli",
    "web",
];

/// Rooms whose answers depend on their arguments alone.
const PURE: &[&str] = &[
    "units",
    "limits",
    "recording",
    "run",
    "diary",
    "method",
    "rules",
    "plan",
];

/// What a pure room must not name: files, the clock, the environment, randomness, threads.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::SystemTime",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "chrono::Local",
    "rand::",
    "println!",
    "eprintln!",
    "HashMap",
    "HashSet",
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file of a room, with the code outside its tests.
fn files(room: &str) -> Vec<(PathBuf, String)> {
    fn walk(path: &Path, found: &mut Vec<(PathBuf, String)>) {
        if path.is_dir() {
            for entry in fs::read_dir(path).expect("a folder of the source") {
                walk(&entry.expect("an entry").path(), found);
            }
        } else if path.is_file() && path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(path).expect("a source file");
            let code: Vec<&str> = text
                .split("#[cfg(test)]")
                .next()
                .unwrap_or_default()
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            found.push((path.to_owned(), code.join("\n")));
        }
    }
    let mut found = Vec::new();
    // A room is a folder, a file, or both; what is not there is passed over.
    walk(&source().join(room), &mut found);
    walk(&source().join(format!("{room}.rs")), &mut found);
    found
}

/// The rooms that a piece of code names by `crate::room`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let inside = group.split("};").next().unwrap_or_default();
            for part in inside.split(',') {
                found.push(first_word(part.trim()));
            }
        } else {
            found.push(first_word(rest));
        }
    }
    found
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}

#[test]
fn a_room_imports_only_rooms_before_it() {
    let mut offences = Vec::new();
    for (floor, room) in ROOMS.iter().enumerate() {
        for (path, code) in files(room) {
            for import in imports(&code) {
                let above = ROOMS
                    .iter()
                    .position(|other| *other == import)
                    .is_some_and(|other| other > floor);
                if above || import == "simulate" {
                    offences.push(format!("{} imports {import}", path.display()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn pure_rooms_read_no_file_clock_environment_or_random_source() {
    let mut offences = Vec::new();
    for room in PURE {
        for (path, code) in files(room) {
            for word in IMPURE {
                if code.contains(word) {
                    offences.push(format!("{} names {word}", path.display()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn only_the_store_knows_sql() {
    let mut offences = Vec::new();
    for room in ROOMS.iter().filter(|room| **room != "store") {
        for (path, code) in files(room) {
            if code.contains("rusqlite") || code.contains("SELECT ") {
                offences.push(path.display().to_string());
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn only_import_and_simulate_know_a_format() {
    let mut offences = Vec::new();
    for room in ROOMS {
        // The report writes workouts for the watch, which is FIT again.
        if matches!(*room, "import" | "report") {
            continue;
        }
        for (path, code) in files(room) {
            for word in ["rustyfit", "fitparser", "quick_xml", "gpx::"] {
                if code.contains(word) {
                    offences.push(format!("{} names {word}", path.display()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn the_walk_finds_the_rooms() {
    // A law that reads no file would hold for ever.
    for room in ["units", "limits", "diary", "method", "rules", "plan"] {
        assert!(!files(room).is_empty(), "{room}");
    }
    assert!(imports("use crate::{units::Metres, run::Run};").contains(&"run".to_owned()));
    assert!(imports("use crate::store::Store;").contains(&"store".to_owned()));
}

#[test]
fn nothing_is_left_open_in_the_source() {
    let mut offences = Vec::new();
    for room in ROOMS.iter().chain(&["simulate", "lib", "main"]) {
        for (path, code) in files(room) {
            for word in ["todo!", "unimplemented!", "dbg!"] {
                if code.contains(word) {
                    offences.push(format!("{} holds {word}", path.display()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}
