//! How much memory an import takes at its most, whatever lies in it.

#![cfg(target_os = "linux")]

use crate::bench::{Bench, fixture};
use crate::variants::zip_of;
use std::time::Duration;
use zip::CompressionMethod::{Deflated, Stored};

/// What an import may take, MB.
const MOST_MB: u64 = 150;

/// The most memory that a call held, MB.
pub fn most_mb(bench: &Bench, arguments: &[&str]) -> u64 {
    let mut child = bench.spawn(arguments);
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().expect("a child").is_none() {
        let status = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok());
        most = most.max(kb.unwrap_or(0_u64));
        std::thread::sleep(Duration::from_millis(5));
    }
    most / 1024
}

#[test]
fn a_large_archive_in_an_archive_is_not_held() {
    let run = std::fs::read(fixture("files/garmin.fit")).expect("a fixture");
    let film = vec![0; 300 << 20];
    let files = [("film.mp4".to_owned(), film), ("run.fit".to_owned(), run)];
    let inner = zip_of(&files, Stored);
    drop(files);
    for method in [Stored, Deflated] {
        let bench = Bench::new("2027-01-01");
        let path = bench.folder.path().join("outer.zip");
        let outer = zip_of(&[("Part1.zip".to_owned(), inner.clone())], method);
        std::fs::write(&path, outer).expect("a file");
        let most = most_mb(&bench, &["import", path.to_str().expect("a path")]);
        assert!((1..=MOST_MB).contains(&most), "{method:?}: {most} MB");
        assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(1));
    }
}
