//! The whole path as a process, on a history of real size: import, import again
//! with nothing new, `check`, `plan`, `trend`, `report`.
//!
//! `cargo bench --bench path` takes the largest history of the corpus (see
//! `COMEBACK_CORPUS`), else the project's own athletes; `cargo bench --bench path
//! -- FOLDER` takes any folder. Quote ratios of one run: machines are noisy.

#[allow(dead_code, reason = "shared with the tests, which need more of it")]
#[path = "../tests/all/corpus.rs"]
mod corpus;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Calls after one that is not counted; the median is printed.
const CALLS: usize = 7;

struct Measured {
    wall: Duration,
    peak_mb: Option<f64>,
    code: Option<i32>,
}

fn main() {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"))
        .map_or_else(history, PathBuf::from);
    let (files, bytes) = size(&folder);
    println!(
        "{} files, {:.1} MB in {}",
        files,
        bytes as f64 / 1e6,
        folder.display()
    );
    let home = tempfile::tempdir().expect("a home");
    let moment = newest(home.path(), &folder);

    let first: Vec<Measured> = (0..3)
        .map(|_| {
            let home = tempfile::tempdir().expect("a home");
            call(home.path(), &moment, &["import", path(&folder)])
        })
        .collect();
    let wall = median(&first);
    println!(
        "{:<22} {:>8.0} ms  {:.0} files/s, {:.1} MB/s, peak {}",
        "import",
        wall.as_secs_f64() * 1e3,
        files as f64 / wall.as_secs_f64(),
        bytes as f64 / 1e6 / wall.as_secs_f64(),
        peak(&first),
    );
    for arguments in [
        &["import", path(&folder)][..],
        &["check"],
        &["plan"],
        &["runs"],
        &["trend"],
        &["report", "-o", path(&home.path().join("report.html"))],
        &["rebuild"],
    ] {
        call(home.path(), &moment, arguments);
        let calls: Vec<Measured> = (0..CALLS)
            .map(|_| call(home.path(), &moment, arguments))
            .collect();
        let name = if arguments[0] == "import" {
            "import, nothing new"
        } else {
            arguments[0]
        };
        println!(
            "{name:<22} {:>8.1} ms  peak {}, exit {}",
            median(&calls).as_secs_f64() * 1e3,
            peak(&calls),
            calls[0].code.unwrap_or(-1),
        );
    }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

fn history() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = corpus::folder().join("histories");
    let largest = std::fs::read_dir(&corpus).ok().and_then(|folders| {
        folders
            .flatten()
            .map(|folder| folder.path())
            .max_by_key(|folder| size(folder).1)
    });
    largest.unwrap_or_else(|| root.join("fixtures/athletes"))
}

fn size(folder: &Path) -> (usize, u64) {
    let (mut files, mut bytes) = (0, 0);
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            let (inner_files, inner_bytes) = size(&path);
            files += inner_files;
            bytes += inner_bytes;
        } else {
            files += 1;
            bytes += entry.metadata().map_or(0, |data| data.len());
        }
    }
    (files, bytes)
}

/// Imports into the home that the later calls use, and takes the day of its
/// newest run as their moment, so that they have a week to speak of.
fn newest(home: &Path, folder: &Path) -> String {
    call(home, "2100-01-01", &["import", path(folder)]);
    let out = command(home, "2100-01-01", &["--json", "runs"])
        .output()
        .expect("the program runs");
    let runs: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    runs["runs"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|run| run["start"].as_str())
        .max()
        .map_or_else(|| "2026-11-22".to_owned(), |start| start[..10].to_owned())
}

fn command(home: &Path, moment: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comeback"));
    command
        .args(["--home", path(home), "--as-of", moment])
        .args(arguments);
    command
}

/// Runs the program and watches its peak memory where the system tells it.
fn call(home: &Path, moment: &str, arguments: &[&str]) -> Measured {
    let from = Instant::now();
    let mut child = command(home, moment, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak_mb = None;
    loop {
        if let Ok(text) = std::fs::read_to_string(&status) {
            peak_mb = text
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:"))
                .and_then(|value| value.trim().trim_end_matches(" kB").parse::<f64>().ok())
                .map(|kb| kb / 1024.0)
                .or(peak_mb);
        }
        match child.try_wait().expect("a child") {
            Some(status) => {
                return Measured {
                    wall: from.elapsed(),
                    peak_mb,
                    code: status.code(),
                };
            }
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}

fn median(calls: &[Measured]) -> Duration {
    let mut walls: Vec<Duration> = calls.iter().map(|call| call.wall).collect();
    walls.sort();
    walls[walls.len() / 2]
}

fn peak(calls: &[Measured]) -> String {
    calls
        .iter()
        .filter_map(|call| call.peak_mb)
        .max_by(f64::total_cmp)
        .map_or_else(|| "not told".to_owned(), |mb| format!("{mb:.0} MB"))
}
