//! An import that is stopped, and one that was killed before it could list what it kept.

use crate::bench::Bench;
use comeback_app::{Request, System, Workspace, import};
use comeback_store::{AthleteName, Home};
use std::cell::Cell;
use std::path::{Path, PathBuf};

const AS_OF: &str = "2026-11-22";

/// So many runs of ten minutes, one a day.
fn days(folder: &Path, count: usize) -> PathBuf {
    let days = folder.join("days");
    std::fs::create_dir(&days).expect("a folder");
    for day in 0..count {
        let start = chrono::DateTime::UNIX_EPOCH + chrono::Duration::days(18_000 + day as i64);
        let mut text = "<gpx><trk><type>running</type><trkseg>".to_owned();
        for minute in 0..=10 {
            let at = (start + chrono::Duration::minutes(minute)).to_rfc3339();
            let north = 50.0 + 0.0015 * minute as f64;
            text.push_str(&format!(
                "<trkpt lat=\"{north}\" lon=\"8\"><time>{at}</time></trkpt>"
            ));
        }
        text.push_str("</trkseg></trk></gpx>");
        std::fs::write(days.join(format!("{day:04}.gpx")), text).expect("writes");
    }
    days
}

/// Imports until it was asked so often whether it is to stop.
fn import_until(bench: &Bench, folder: &Path, asked: usize) -> Result<(usize, usize), String> {
    let system = System {
        clock: chrono::DateTime::parse_from_rfc3339("2026-11-22T20:00:00Z")
            .expect("valid")
            .to_utc(),
        zone: chrono_tz::UTC,
    };
    let name = AthleteName::new("me").expect("a name");
    let mut workspace =
        Workspace::open(Home::new(bench.home()), name, None, &system).expect("a home");
    let times = Cell::new(0);
    let request = Request {
        paths: &[folder.to_owned()],
        dry_run: false,
        verify: false,
        said: None,
        replace: false,
        diary: None,
        time_zone: None,
        zone: &mut |_| None,
        is_stopped: &|| {
            times.set(times.get() + 1);
            times.get() > asked
        },
    };
    let imported = import(&mut workspace, request, &mut |_| {}).map_err(|no| no.to_string())?;
    assert!(imported.stopped, "{:?}", imported.outcome);
    let failed = &imported.outcome.failed;
    assert!(
        failed
            .iter()
            .all(|file| file.error == "stopped before it was in")
    );
    Ok((imported.outcome.imported.len(), failed.len()))
}

#[test]
fn a_stopped_import_says_what_is_in_and_goes_on_the_next_time() {
    let bench = Bench::new(AS_OF);
    let folder = days(bench.folder.path(), 140);
    let nothing = import_until(&bench, &folder, 20).expect_err("nothing is in");
    assert!(nothing.contains("nothing is changed"), "{nothing}");
    assert_eq!(import_until(&bench, &folder, 150), Ok((64, 76)));
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(64));
    bench.call(&["verify"]).ok();
    let path = folder.to_str().expect("UTF-8");
    let rest = bench.call(&["import", "--json", path]).ok().json();
    assert_eq!(rest["imported"].as_array().map(Vec::len), Some(76));
}

/// Ctrl-C while it writes: whatever was reached, the answer and the home say the same.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_an_import_after_what_is_being_written() {
    use std::process::{Command, Stdio};
    let bench = Bench::new(AS_OF);
    let folder = days(bench.folder.path(), 260);
    let path = folder.to_str().expect("UTF-8");
    let child = bench
        .command(&["import", path])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let originals = bench.athlete().join("originals");
    for _ in 0..3_000 {
        let kept = std::fs::read_dir(&originals).map(Iterator::count);
        if kept.is_ok_and(|kept| kept > 0) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let pid = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &pid]).status();
    assert!(sent.is_ok_and(|sent| sent.success()));
    let ended = child.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&ended.stdout);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(ended.status.code(), Some(3), "{told}");
    assert!(told.contains("stopped before the end"), "{told}");
    assert!(told.contains("goes on where this one stopped"), "{told}");
    assert!(!told.contains("could not be read"), "{told}");
    let runs = bench.runs()["runs"].as_array().map_or(0, Vec::len);
    assert!(told.starts_with(&format!("{runs} runs imported")), "{told}");
    assert!(runs > 0 && runs < 260, "{runs}");
    let rest = bench.call(&["import", "--json", path]).ok().json();
    assert_eq!(rest["imported"].as_array().map(Vec::len), Some(260 - runs));
}

/// The bytes of a run in a home, in no list: its import was killed between the two.
fn cut_off(bench: &Bench) {
    let other = Bench::new(AS_OF);
    other.import(&["files/plain.gpx"]).ok();
    let to = bench.athlete().join("originals");
    for original in std::fs::read_dir(other.athlete().join("originals")).expect("originals") {
        let original = original.expect("an original");
        std::fs::copy(original.path(), to.join(original.file_name())).expect("copied");
    }
}

#[test]
fn what_a_killed_import_could_not_list_comes_in_with_the_next_one() {
    let bench = Bench::new(AS_OF);
    bench.import(&["files/garmin.fit"]).ok();
    cut_off(&bench);
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(1));
    let ended = bench.import(&["files/coros.fit"]).ok();
    assert!(ended.stderr.contains("was cut off"), "{}", ended.stderr);
    let brought = ended.json()["imported"].as_array().map_or(0, Vec::len);
    assert_eq!(brought, 2, "{}", ended.stdout);
    bench.call(&["verify"]).ok();
    let quiet = bench.call(&["check"]).stderr;
    assert!(!quiet.contains("no list names"), "{quiet}");
    // It is taken back with the import that brought it, and stays out.
    bench.call(&["undo"]).ok();
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(1));
    bench.import(&["files/garmin.fit"]).ok();
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(1));
}

/// The file comes again: under its own name.
#[test]
fn the_same_import_again_lists_it_under_its_name() {
    let bench = Bench::new(AS_OF);
    bench.import(&["files/garmin.fit"]).ok();
    cut_off(&bench);
    let ended = bench.import(&["files/plain.gpx"]).ok();
    assert!(!ended.stderr.contains("was cut off"), "{}", ended.stderr);
    let runs = bench.runs().to_string();
    assert!(
        runs.contains("plain.gpx") && !runs.contains("original "),
        "{runs}"
    );
}

/// With two devices the list may still be on its way: nothing is assumed.
#[test]
fn what_another_device_may_still_list_is_left_to_it() {
    let bench = Bench::new(AS_OF);
    bench.import(&["files/garmin.fit"]).ok();
    cut_off(&bench);
    std::fs::write(bench.athlete().join("imports/other.jsonl"), "").expect("writes");
    bench.import(&["files/coros.fit"]).ok();
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(2));
    let told = bench.call(&["check"]).stderr;
    assert!(told.contains("no list names"), "{told}");
    let again = bench.call(&["rebuild", "--json"]).ok().json();
    assert_eq!(again["listed_again"].as_array().map(Vec::len), Some(1));
}
