//! The law of the house, stated as absences (see `docs/ARCHITECTURE.md`).

mod circles;

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of `crates/core` from the ground up. A room imports only rooms before
/// it; between crates the same law is kept by Cargo.
const ROOMS: &[&str] = &[
    "calendar",
    "legible",
    "units",
    "robust",
    "rule_id",
    "limits",
    "recording",
    "run",
    "diary",
    "rehab",
    "method",
    "rules",
    "plan",
    "forecast",
    "insight",
    "trend",
    "decide",
];

/// The crates of the house. Cargo lets none of them see one that stands later.
const CRATES: &[&str] = &[
    "core", "signal", "files", "store", "tables", "report", "app", "desk", "sim",
];

/// Crates whose answers depend on their arguments alone.
const PURE: &[&str] = &["core", "signal"];

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

fn source(krate: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("crates")
        .join(krate)
        .join("src")
}

/// Every file of a crate, or of a room of the core, with the code outside its tests.
fn code_of(places: &[PathBuf]) -> Vec<(PathBuf, String)> {
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
    for place in places {
        walk(place, &mut found);
    }
    found
}

/// A room is a folder, a file, or both; what is not there is passed over.
fn room_files(room: &str) -> Vec<(PathBuf, String)> {
    let core = source("core");
    code_of(&[core.join(room), core.join(format!("{room}.rs"))])
}

fn crate_files(krate: &str) -> Vec<(PathBuf, String)> {
    code_of(&[source(krate)])
}

fn program() -> Vec<(PathBuf, String)> {
    code_of(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("src")])
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
        for (path, code) in room_files(room) {
            for import in imports(&code) {
                let above = (ROOMS.iter())
                    .position(|other| *other == import)
                    .is_some_and(|other| other > floor);
                if above {
                    offences.push(format!("{} imports {import}", path.display()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn no_files_of_a_crate_import_each_other_in_a_circle() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let places = CRATES.iter().map(|krate| source(krate)).chain([program]);
    let mut found = Vec::new();
    for place in places {
        let files: Vec<(String, String)> = code_of(std::slice::from_ref(&place))
            .into_iter()
            .filter_map(|(path, code)| {
                let below = path.strip_prefix(&place).ok()?.to_str()?.replace('\\', "/");
                // Tests of their own file see what they test.
                (!below.ends_with("tests.rs")).then_some((below, code))
            })
            .collect();
        for circle in circles::circles(&files) {
            found.push(format!("{}: {}", place.display(), circle.join(", ")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What a crate may name of this workspace in its `[dependencies]`.
#[test]
fn a_crate_depends_only_on_crates_before_it() {
    let sees: &[(&str, &[&str])] = &[
        ("core", &[]),
        ("signal", &["core"]),
        ("files", &["core"]),
        ("store", &["core", "signal"]),
        ("tables", &["core"]),
        ("report", &["core", "tables"]),
        (
            "app",
            &["core", "signal", "files", "store", "tables", "report"],
        ),
        ("desk", &["core", "store", "report", "app"]),
        (
            "sim",
            &["core", "signal", "files", "store", "tables", "report"],
        ),
    ];
    let mut offences = Vec::new();
    for (krate, allowed) in sees {
        let manifest = source(krate).join("../Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("a manifest");
        let (_, dependencies) = text.split_once("[dependencies]").expect("dependencies");
        let dependencies = dependencies.split("\n[").next().unwrap_or_default();
        for line in dependencies.lines() {
            if let Some(rest) = line.strip_prefix("comeback-") {
                let name = first_word(rest);
                if !allowed.contains(&name.as_str()) {
                    offences.push(format!("{krate} depends on {name}"));
                }
            }
        }
    }
    assert_eq!(sees.len(), CRATES.len(), "a crate without a law");
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn the_core_needs_four_libraries() {
    let manifest = source("core").join("../Cargo.toml");
    let text = fs::read_to_string(manifest).expect("a manifest");
    let (_, rest) = text.split_once("[dependencies]").expect("dependencies");
    let names: Vec<&str> = (rest.split("\n[").next().unwrap_or_default().lines())
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(names, ["chrono", "chrono-tz", "serde", "thiserror"]);
}

#[test]
fn pure_crates_read_no_file_clock_environment_or_random_source() {
    let mut offences = Vec::new();
    for krate in PURE {
        for (path, code) in crate_files(krate) {
            for word in IMPURE {
                if code.contains(word) {
                    offences.push(format!("{} names {word}", path.display()));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// Every place of the source that names one of these words, but for some crates.
fn offences(words: &[&str], but: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let crates = CRATES.iter().filter(|krate| !but.contains(krate));
    for (path, code) in crates.flat_map(|krate| crate_files(krate)).chain(program()) {
        for word in words {
            if code.contains(word) {
                found.push(format!("{} names {word}", path.display()));
            }
        }
    }
    found
}

#[test]
fn a_rule_is_named_in_one_place() {
    use comeback_core::rules::RuleId;
    let mut found = Vec::new();
    for (path, code) in (CRATES.iter().flat_map(|krate| crate_files(krate))).chain(program()) {
        if path.ends_with("rule_id.rs") {
            continue;
        }
        // One word may mean another thing: `sitting` is a kind of entry too.
        for id in RuleId::ALL.iter().filter(|id| id.as_str().contains('-')) {
            if code.contains(&format!("\"{id}\"")) {
                found.push(format!("{} spells {id}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// `noticed.rs` is linked by `just mutants` alone: nothing else tells that it compiles.
#[test]
fn what_is_asked_of_the_core_alone_uses_no_other_part_of_these_tests() {
    let noticed = include_str!("noticed.rs");
    let lines: Vec<&str> = noticed.lines().collect();
    let modules: Vec<&str> = (lines.windows(2))
        .filter(|pair| !pair[0].starts_with("#[path"))
        .filter_map(|pair| pair[1].strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    assert!(modules.contains(&"scenarios"), "{modules:?}");
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all");
    for module in &modules {
        let places = [all.join(module), all.join(format!("{module}.rs"))];
        for (path, code) in code_of(&places) {
            for used in imports(&code) {
                assert!(
                    modules.contains(&used.as_str()),
                    "{} uses `{used}`, which `noticed.rs` does not link",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_number_of_the_method_is_listed() {
    let tables = code_of(&[source("core").join("limits/table")]);
    let count = |of: &dyn Fn(&str) -> usize| tables.iter().map(|(_, code)| of(code)).sum::<usize>();
    let written = count(&|code| code.matches(": Limit = ").count());
    // The macro that writes a number a line lists it too; itself it is counted once.
    let by_macro = count(&|code| code.lines().filter(|line| is_row(line)).count());
    assert!(by_macro > 100, "{by_macro}");
    assert_eq!(written - 1 + by_macro, comeback_core::limits::ALL.len());
}

/// `    NAME "key" 1.0 "unit" …`
fn is_row(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let name = words.next().unwrap_or_default();
    let capital = |letter: char| letter.is_ascii_uppercase() || matches!(letter, '_' | '0'..='9');
    !name.is_empty()
        && name.chars().all(capital)
        && words.next().is_some_and(|key| key.starts_with('"'))
}

#[test]
fn only_the_store_knows_sql() {
    let found = offences(&["rusqlite", "SELECT "], &["store"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_files_and_sim_know_a_format() {
    // The report writes workouts for the watch, which is FIT again.
    let words = ["rustyfit", "fitparser", "quick_xml", "gpx::"];
    let found = offences(&words, &["files", "report", "sim"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_the_tables_know_polars() {
    let found = offences(&["polars"], &["tables"]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_walk_finds_the_rooms() {
    // A law that reads no file would hold for ever.
    for room in ROOMS {
        assert!(!room_files(room).is_empty(), "{room}");
    }
    for krate in CRATES {
        assert!(!crate_files(krate).is_empty(), "{krate}");
    }
    assert!(imports("use crate::{units::Metres, run::Run};").contains(&"run".to_owned()));
    assert!(imports("use crate::limits::Limit;").contains(&"limits".to_owned()));
}

#[test]
fn nothing_is_left_open_in_the_source() {
    let found = offences(&["todo!", "unimplemented!", "dbg!"], &[]);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// chrono's own steps through the calendar panic at its end; `core::calendar` has those
/// that do not.
#[test]
fn no_step_through_the_calendar_can_leave_it() {
    let own = source("core").join("calendar.rs");
    let mut offences = Vec::new();
    let shipped = CRATES.iter().filter(|krate| **krate != "sim");
    let code = shipped
        .flat_map(|krate| crate_files(krate))
        .chain(program());
    for (path, code) in code.filter(|(path, _)| *path != own) {
        let flat = code.split_whitespace().collect::<Vec<_>>().join(" ");
        for steps in ["Days", "TimeDelta", "Duration"] {
            let imported = flat.match_indices("use chrono::{").any(|(at, start)| {
                let names = flat[at + start.len()..]
                    .split('}')
                    .next()
                    .unwrap_or_default();
                names.split(',').any(|name| name.trim() == steps)
            });
            let named = flat
                .match_indices("chrono::")
                .any(|(at, start)| first_word(&flat[at + start.len()..]) == steps);
            if imported || named {
                offences.push(format!("{} takes `{steps}` from chrono", path.display()));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}
