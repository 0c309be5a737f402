//! The whole path in processor time, beside bare decoding of the same files by rustyfit
//! in the same run: `docs/benchmarks.md` keeps what it gave.
//!
//! `cargo bench --bench path` runs every part but the largest; `-- PART …` names some:
//! `rooms`, `import`, `commands`, `known`, `peers`, and `growth` and `memory`, which take
//! minutes. `-- FOLDER …` takes folders of workouts in place of the corpus (see
//! `COMEBACK_CORPUS`) and the simulated ones, `COMEBACK_PROGRAM` another build. Quote ratios of one run: machines are noisy.

mod commands;
mod import;
mod known;
mod peers;
mod processor;
mod program;
mod rooms;

#[allow(dead_code, reason = "shared with the tests, which need more of it")]
#[path = "../../tests/all/corpus.rs"]
mod corpus;

use comeback_sim::decade::{self, Decade};
use std::path::{Path, PathBuf};

const PARTS: [&str; 7] = [
    "rooms", "import", "commands", "known", "peers", "growth", "memory",
];
/// Those that are run unless others are named.
const USUAL: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let mut parts: Vec<&str> = Vec::new();
    let mut folders: Vec<PathBuf> = Vec::new();
    for argument in &arguments {
        match PARTS.iter().find(|part| *part == argument) {
            Some(part) => parts.push(part),
            None => folders.push(PathBuf::from(argument)),
        }
    }
    if parts.is_empty() {
        parts.extend(&PARTS[..USUAL]);
    }
    let made = tempfile::tempdir().expect("a folder");
    if folders.is_empty() {
        folders = histories();
        folders.push(simulated(made.path()));
        folders.extend(laps(made.path()));
    }
    for part in parts {
        println!("\n{part}");
        match part {
            "rooms" => import::rooms(&folders),
            "import" => import::whole(&folders),
            "commands" => commands::ten_years(2_500),
            "known" => known::all(),
            "peers" => peers::all(&folders),
            "growth" => [250, 1_000, 2_500, 10_000]
                .into_iter()
                .for_each(commands::ten_years),
            _ => known::memory(),
        }
    }
}

/// The folders of real recordings, where they are there.
fn histories() -> Vec<PathBuf> {
    let corpus = corpus::folder();
    let mut found: Vec<PathBuf> = [corpus.join("histories"), corpus.join("../long")]
        .iter()
        .flat_map(std::fs::read_dir)
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// Half a year of invented runs.
fn simulated(folder: &Path) -> PathBuf {
    let folder = folder.join("simulated");
    write(&Decade::new(120, last_day()), &folder);
    folder
}

/// Laps of 400 m for three hours, for twelve and for a day, each a folder.
fn laps(folder: &Path) -> Vec<PathBuf> {
    let made = [3, 12, 24].into_iter().map(|hours| {
        let folder = folder.join(format!("laps for {hours} h"));
        std::fs::create_dir_all(&folder).expect("a folder");
        let bytes = decade::laps(f64::from(hours)).expect("a file of the simulation");
        std::fs::write(folder.join("laps.fit"), bytes).expect("a file");
        folder
    });
    made.collect()
}

fn last_day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day")
}

fn write(decade: &Decade, folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    for file in decade.files() {
        let (name, bytes) = file.expect("a file of the simulation");
        std::fs::write(folder.join(name), bytes).expect("a file");
    }
}

fn short(folder: &Path) -> String {
    folder
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
