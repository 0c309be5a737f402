//! Vendors' archives: which runs they hold, what is kept of them, and that nothing else
//! comes out of them.

use crate::bench::{Bench, fixture};
use crate::corpus::cells;
use chrono::{DateTime, FixedOffset, NaiveDateTime};
use serde_json::Value;
use std::path::PathBuf;

const LATER: &str = "2026-11-22";

/// A run that an archive must give.
#[derive(Debug)]
pub(crate) struct Expected {
    pub archive: String,
    /// An instant, or a local time.
    start: Result<DateTime<FixedOffset>, NaiveDateTime>,
    minutes: f64,
    km: f64,
}

pub(crate) fn expected(table: &str) -> Vec<Expected> {
    let rows = table.lines().skip(1).map(cells);
    rows.map(|row| Expected {
        archive: row[0].clone(),
        start: match row[1].strip_suffix(" local") {
            Some(local) => Err(local.parse().expect("a local time")),
            None => Ok(row[1].parse().expect("an instant")),
        },
        minutes: row[2].parse().expect("minutes"),
        km: row[3].parse().expect("kilometres"),
    })
    .collect()
}

pub(crate) fn is(run: &Value, expected: &Expected) -> bool {
    let start: DateTime<FixedOffset> = run["start"]
        .as_str()
        .expect("a start")
        .parse()
        .expect("RFC 3339");
    let near = match &expected.start {
        Ok(instant) => (start - *instant).num_seconds().abs() <= 10,
        Err(local) => (start.naive_local() - *local).num_seconds().abs() <= 10,
    };
    let minutes = run["timer_s"].as_f64().unwrap_or(0.0) / 60.0;
    let km = run["distance_m"].as_f64().unwrap_or(0.0) / 1000.0;
    near && (minutes - expected.minutes).abs() <= 0.03 * expected.minutes + 0.2
        && (km - expected.km).abs() <= 0.03 * expected.km
}

/// Imports an archive and holds its runs against the table; twice is once.
fn holds(path: &str, expected: &[&Expected]) -> Vec<String> {
    let bench = Bench::new(LATER);
    let mut wrong = Vec::new();
    let ended = bench.call(&["import", "--json", "--time-zone", "Europe/Berlin", path]);
    let runs = bench.runs();
    let runs = runs["runs"].as_array().expect("runs");
    for expected in expected {
        if !runs.iter().any(|run| is(run, expected)) {
            wrong.push(format!("{path}: missing {expected:?}"));
        }
    }
    for run in runs {
        if !expected.iter().any(|expected| is(run, expected)) {
            wrong.push(format!("{path}: not expected {run}"));
        }
    }
    if runs.len() != expected.len() {
        wrong.push(format!(
            "{path}: {} runs, not {}; {} {}",
            runs.len(),
            expected.len(),
            ended.stdout,
            ended.stderr
        ));
    }
    bench.call(&["import", "--json", "--time-zone", "Europe/Berlin", path]);
    if bench.runs()["runs"].as_array().map(Vec::len) != Some(runs.len()) {
        wrong.push(format!("{path}: importing twice gave more"));
    }
    bench.call(&["rebuild"]).ok();
    if bench.runs()["runs"].as_array().map(Vec::as_slice) != Some(runs) {
        wrong.push(format!("{path}: a rebuild gave other runs"));
    }
    wrong
}

fn shared() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/archives/made");
    if folder.join("expected.csv").is_file() {
        return Some(folder);
    }
    eprintln!("skipped: no made archives beside the checkout");
    None
}

#[test]
fn archives_made_by_others_give_their_runs() {
    let Some(folder) = shared() else { return };
    let table = std::fs::read_to_string(folder.join("expected.csv")).expect("a table");
    let table = expected(&table);
    let mut archives: Vec<&str> = table.iter().map(|run| run.archive.as_str()).collect();
    archives.dedup();
    let mut wrong = Vec::new();
    for archive in archives {
        let of_archive: Vec<&Expected> =
            table.iter().filter(|run| run.archive == archive).collect();
        let path = folder.join(archive);
        wrong.extend(holds(path.to_str().expect("a path"), &of_archive));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_vendors_archive_gives_its_runs() {
    let table = std::fs::read_to_string(fixture("archives/expected.csv")).expect("a table");
    let table = expected(&table);
    let mut archives: Vec<&str> = table.iter().map(|run| run.archive.as_str()).collect();
    archives.dedup();
    let mut wrong = Vec::new();
    for archive in archives {
        let of_archive: Vec<&Expected> =
            table.iter().filter(|run| run.archive == archive).collect();
        wrong.extend(holds(&fixture(&format!("archives/{archive}")), &of_archive));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A run of an archive as `show` tells of it.
fn shown(archive: &str, run: &str) -> Value {
    let bench = Bench::new(LATER);
    bench.call(&["import", &fixture(&format!("archives/{archive}"))]);
    bench.call(&["show", run, "--json"]).ok().json()
}

#[test]
fn what_a_table_knows_is_kept_with_its_source() {
    let run = shown("garmin.zip", "20260301T170004Z");
    assert_eq!(run["rpe"], 4.0);
    assert_eq!(run["feel"], 0.75);
    assert_eq!(run["note"], "links 2/10");
    assert_eq!(run["title"], "Nr. 1");
    assert_eq!(run["files"].as_array().map(Vec::len), Some(2));
    assert_eq!(run["files"][0]["format"], "fit");
    let source = &run["sources"][0];
    assert_eq!(source["figure"], "name");
    let file = source["file"].as_str().expect("a file");
    assert!(file.ends_with("summarizedActivities.json#1"), "{file}");
    for (archive, id, key, value) in [
        ("strava-de.zip", "20260401T171005Z", "rpe", Value::from(5.0)),
        (
            "strava-de.zip",
            "20260404T060000Z",
            "sub_sport",
            "generic".into(),
        ),
        (
            "apple.zip",
            "20260503T170000Z",
            "sub_sport",
            "treadmill".into(),
        ),
        ("polar.zip", "20260201T090000Z", "note", "2/10".into()),
        ("suunto.zip", "20260110T080000Z", "feel", Value::from(0.75)),
        ("samsung.zip", "20260120T170000Z", "note", "2/10, ok".into()),
        ("nike.zip", "20250901T160000Z", "rpe", Value::from(4.0)),
        ("runtastic.zip", "20210503T070000Z", "note", "2/10".into()),
        (
            "runkeeper.zip",
            "20260310T163509Z",
            "note",
            "2/10 after, fine".into(),
        ),
    ] {
        assert_eq!(shown(archive, id)[key], value, "{archive} {id} {key}");
    }
}

#[test]
fn cadence_and_heart_rate_are_those_of_the_runner() {
    for (archive, id) in [
        // Of two sources of steps the watch's; one foot or both; hertz; increments.
        ("apple.zip", "20260501T160000Z"),
        ("polar.zip", "20260203T170000Z"),
        ("suunto.zip", "20260110T080000Z"),
        ("samsung.zip", "20260120T170000Z"),
        ("nike.zip", "20250901T160000Z"),
        ("huawei.zip", "20260420T160000Z"),
    ] {
        let run = shown(archive, id);
        let cadence = run["cadence_spm"]["median"].as_f64().unwrap_or(0.0);
        assert!((cadence - 166.0).abs() < 1.0, "{archive}: {cadence}");
        let beats = run["heart_rate_bpm"]["mean"].as_f64().unwrap_or(0.0);
        assert!((beats - 141.0).abs() < 1.5, "{archive}: {beats}");
    }
}

#[test]
fn what_cannot_be_opened_is_named_with_what_to_do() {
    let bench = Bench::new(LATER);
    let locked = fixture("archives/zepp-locked.zip");
    let ended = bench.call(&["import", "--json", &locked]).exits(2);
    let error = ended.json()["failed"][0]["error"]
        .as_str()
        .unwrap_or("")
        .to_owned();
    assert!(error.contains("Zepp") && error.contains("7z x"), "{error}");
    assert_eq!(ended.json()["failed"].as_array().map(Vec::len), Some(1));
    let old = fixture("archives/polar-old-program.zip");
    let ended = bench.call(&["import", "--json", &old]).exits(3);
    let error = ended.json()["failed"][0]["error"]
        .as_str()
        .unwrap_or("")
        .to_owned();
    assert!(
        error.contains(".hrm") && error.contains("TCX or FIT"),
        "{error}"
    );
}

#[test]
fn local_times_are_said_and_dated() {
    let list = fixture("archives/garmin-list-de.csv");
    let starts = |arguments: &[&str]| {
        let bench = Bench::new(LATER);
        let mut call = vec!["import", &list];
        call.extend(arguments);
        let ended = bench.call(&call).ok();
        let runs = bench.runs();
        let start = runs["runs"][0]["start"]
            .as_str()
            .expect("a start")
            .to_owned();
        (start, ended.stderr)
    };
    let (start, said) = starts(&[]);
    assert_eq!(start, "2026-03-01T18:00:00+00:00");
    assert!(
        said.contains("local time without a zone") && said.contains("--time-zone"),
        "{said}"
    );
    let (start, said) = starts(&["--time-zone", "Asia/Kathmandu"]);
    assert_eq!(start, "2026-03-01T18:00:00+05:45");
    assert!(said.contains("Asia/Kathmandu"), "{said}");
    let bench = Bench::new(LATER);
    bench
        .call(&["import", &list, "--time-zone", "Nowhere"])
        .exits(2);
}

#[test]
fn a_row_gives_way_when_its_file_comes() {
    let bench = Bench::new(LATER);
    let folder = bench.folder.path().join("export");
    std::fs::create_dir_all(&folder).expect("a folder");
    let archive = std::fs::read(fixture("archives/runkeeper.zip")).expect("an archive");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("a zip");
    archive.extract(&folder).expect("its files");
    let track = folder.join("2026-03-10-173509.gpx");
    let later = bench.folder.path().join("later.gpx");
    std::fs::rename(&track, &later).expect("a move");
    let folder = folder.to_str().expect("a path");
    // In a wrong zone, since nothing dates the row yet.
    bench.call(&["import", folder]).ok();
    let before = bench.runs();
    assert_eq!(before["runs"].as_array().map(Vec::len), Some(2), "{before}");
    assert_eq!(before["runs"][0]["files"][0]["format"], "manual");
    bench
        .call(&["import", later.to_str().expect("a path")])
        .ok();
    let runs = bench.runs();
    assert_eq!(runs["runs"].as_array().map(Vec::len), Some(2), "{runs}");
    assert_eq!(runs["runs"][0]["id"], "20260310T163509Z");
    assert_eq!(runs["runs"][0]["files"][0]["format"], "gpx");
    assert_eq!(runs["runs"][0]["files"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_ride_is_no_run_where_the_table_says_so() {
    // Alone its slow, untyped track would be taken for a run.
    let bench = Bench::new(LATER);
    let ended = bench
        .call(&["import", "--json", &fixture("archives/strava-de.zip")])
        .ok();
    let skipped = ended.json()["skipped"].clone();
    let ride = skipped.as_array().into_iter().flatten().find(|file| {
        file["file"]
            .as_str()
            .is_some_and(|name| name.ends_with("102.gpx.gz"))
    });
    assert_eq!(
        ride.map(|file| file["reason"].clone()),
        Some("not-running".into()),
        "{skipped}"
    );
}

/// What of a run the page speaks of, and whether it is known.
fn figures(run: &Value) -> Vec<&'static str> {
    let has = |key: &str| !run[key].is_null();
    let files = run["files"].as_array();
    let samples = files.is_some_and(|files| files.iter().any(|file| file["format"] != "manual"));
    let all = [
        (has("distance_m"), "distance"),
        (has("timer_s"), "time"),
        (samples, "samples"),
        (has("heart_rate_bpm"), "heart rate"),
        (has("cadence_spm"), "cadence"),
        (has("ascent_m"), "ascent"),
        (has("rpe"), "exertion"),
        (has("feel"), "feel"),
        (has("note"), "note"),
        (has("title"), "name"),
        (run["sub_sport"] != "generic", "ground"),
    ];
    let known = all.into_iter().filter(|(has, _)| *has);
    known.map(|(_, name)| name).collect()
}

/// The table of the page: what comes out of the archive of each vendor that is made here.
fn page_table() -> String {
    let table = std::fs::read_to_string(fixture("archives/expected.csv")).expect("a table");
    let table = expected(&table);
    let mut archives: Vec<&str> = table.iter().map(|run| run.archive.as_str()).collect();
    archives.dedup();
    let mut lines = vec![
        "| archive | runs in it | found | wrong | kept (of how many, where not of all) |"
            .to_owned(),
        "|---|---|---|---|---|".to_owned(),
    ];
    let mut sums = (0, 0, 0);
    for archive in archives {
        let bench = Bench::new(LATER);
        let path = fixture(&format!("archives/{archive}"));
        bench.call(&["import", "--time-zone", "Europe/Berlin", &path]);
        let listed = bench.runs();
        let listed = listed["runs"].as_array().expect("runs");
        let wanted: Vec<&Expected> = table.iter().filter(|run| run.archive == archive).collect();
        let found = (wanted.iter())
            .filter(|wanted| listed.iter().any(|run| is(run, wanted)))
            .count();
        let wrong = (listed.iter())
            .filter(|run| !wanted.iter().any(|wanted| is(run, wanted)))
            .count();
        let mut kept: Vec<(&str, usize)> = Vec::new();
        for run in listed {
            let id = run["id"].as_str().expect("an id");
            for figure in figures(&bench.call(&["show", id, "--json"]).ok().json()) {
                match kept.iter_mut().find(|(name, _)| *name == figure) {
                    Some((_, count)) => *count += 1,
                    None => kept.push((figure, 1)),
                }
            }
        }
        let kept: Vec<String> = (kept.iter())
            .map(|(name, count)| match *count == listed.len() {
                true => (*name).to_owned(),
                false => format!("{name} ({count})"),
            })
            .collect();
        lines.push(format!(
            "| `{archive}` | {} | {found} | {wrong} | {} |",
            wanted.len(),
            kept.join(", ")
        ));
        sums = (sums.0 + wanted.len(), sums.1 + found, sums.2 + wrong);
    }
    let (wanted, found, wrong) = sums;
    lines.push(format!("| all | {wanted} | {found} | {wrong} | |"));
    lines.join("\n")
}

const FROM: &str = "<!-- made: COMEBACK_BLESS=1 cargo nextest run vendors -->\n";
const TO: &str = "\n<!-- end -->";

#[test]
fn the_page_says_what_comes_of_each_archive() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/bring-your-history.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let (head, rest) = page.split_once(FROM).expect("where the table begins");
    let (there, tail) = rest.split_once(TO).expect("where it ends");
    let table = page_table();
    if std::env::var_os("COMEBACK_BLESS").is_some() {
        std::fs::write(path, format!("{head}{FROM}{table}{TO}{tail}")).expect("written");
        return;
    }
    assert_eq!(
        there, table,
        "docs/bring-your-history.md is stale: bless it"
    );
}
