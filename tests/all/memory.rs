//! How much memory an import takes at its most, whatever lies in it.

#![cfg(target_os = "linux")]

use crate::bench::{Bench, fixture};
use crate::variants::zip_of;
use std::time::Duration;
use zip::CompressionMethod::{Deflated, Stored};

/// What an import may take, MB.
const MOST_MB: u64 = 150;

/// The most memory that a call held, MB.
pub(crate) fn most_mb(bench: &Bench, arguments: &[&str]) -> u64 {
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

/// A year of heart rate takes a gigabyte in Apple's words; nothing of it is held but the figures.
#[test]
fn a_large_export_of_apple_is_a_stream() {
    let mut text = String::from("<?xml version=\"1.0\"?>\n<HealthData>\n");
    for index in 0..160_000_u32 {
        let (day, minute) = (1 + index / 8000 % 28, index % 1440);
        text += &format!(
            "<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"Watch\" sourceVersion=\"11.1\" device=\"&lt;&lt;HKDevice: 0x3&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,1, software:11.1&gt;\" unit=\"count/min\" creationDate=\"2026-05-{day:02} 18:00:00 +0200\" startDate=\"2026-05-{day:02} {:02}:{:02}:{:02} +0200\" endDate=\"2026-05-{day:02} {:02}:{:02}:{:02} +0200\" value=\"140\"/>\n",
            minute / 60,
            minute % 60,
            index % 60,
            minute / 60,
            minute % 60,
            index % 60,
        );
    }
    text += "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"30\" durationUnit=\"min\" startDate=\"2026-05-03 18:00:00 +0200\" endDate=\"2026-05-03 18:30:00 +0200\"/>\n</HealthData>\n";
    let name = "apple_health_export/export.xml".to_owned();
    let zip = zip_of(&[(name, text.clone().into_bytes())], Deflated);
    for (name, bytes) in [("export.xml", text.into_bytes()), ("export.zip", zip)] {
        let bench = Bench::new("2027-01-01");
        let path = bench.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let most = most_mb(&bench, &["import", path.to_str().expect("a path")]);
        assert!((1..=MOST_MB - 50).contains(&most), "{name}: {most} MB");
        let runs = bench.runs();
        let heart = &runs["runs"][0]["heart_rate_bpm"]["mean"];
        assert_eq!(*heart, 140.0, "{runs}");
    }
}

/// What is no archive is held once while it is read, however large it is.
#[test]
fn a_large_file_is_held_once() {
    let bench = Bench::new("2027-01-01");
    let run = std::fs::read_to_string(fixture("files/plain.gpx")).expect("a fixture");
    let title = format!("<trk><name>{}</name>", "x".repeat(100 << 20));
    let large = run.replacen("<trk>", &title, 1);
    assert!(large.len() > 100 << 20, "{}", large.len());
    let path = bench.folder.path().join("large.gpx");
    std::fs::write(&path, large).expect("a file");
    let most = most_mb(&bench, &["import", path.to_str().expect("a path")]);
    assert!((100..=MOST_MB).contains(&most), "{most} MB");
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(1));
}
