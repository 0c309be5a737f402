//! What is kept: durable, whole, each athlete apart, and made again from the truth.

use crate::bench::{Bench, fixture, fixtures_in};
use serde_json::Value;
use std::process::{Child, Stdio};
use std::time::Duration;

const AS_OF: &str = "2027-01-01";

/// Runs of a home whose files came in one go, undisturbed.
fn undisturbed(files: &[&str]) -> Value {
    let bench = Bench::new(AS_OF);
    bench.import(files);
    bench.runs()
}

#[test]
fn importing_again_changes_nothing() {
    let bench = Bench::new(AS_OF);
    let files = [
        "files/garmin.fit",
        "files/export.zip",
        "files/packed.fit.gz",
    ];
    let first = bench.import(&files).json();
    assert!(!first["imported"].as_array().expect("a list").is_empty());
    let runs = bench.runs();
    let again = bench.import(&files).json();
    assert_eq!(again["imported"], Value::Array(Vec::new()));
    let skipped = again["skipped"].as_array().expect("a list");
    let of_garmin = skipped
        .iter()
        .find(|skipped| {
            skipped["file"]
                .as_str()
                .is_some_and(|file| file.ends_with("garmin.fit"))
        })
        .expect("listed");
    assert_eq!(of_garmin["reason"], "duplicate");
    assert!(of_garmin["of"].is_string());
    assert_eq!(bench.runs(), runs);
}

#[test]
fn the_order_of_import_does_not_show() {
    let mut names = fixtures_in("files");
    let forward: Vec<&str> = names.iter().map(String::as_str).collect();
    let together = undisturbed(&forward);
    assert!(together["runs"].as_array().expect("a list").len() > 10);
    names.reverse();
    let bench = Bench::new(AS_OF);
    for name in &names {
        bench.import(&[name]);
    }
    assert_eq!(bench.runs(), together);
}

#[test]
fn two_watches_on_one_run_are_one_run() {
    let bench = Bench::new(AS_OF);
    let first = bench.import(&["files/twin-left-wrist.fit"]).ok().json();
    let id = first["imported"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let second = bench.import(&["files/twin-right-wrist.fit"]).ok().json();
    assert_eq!(second["skipped"][0]["reason"], "duplicate");
    let runs = bench.runs();
    let runs = runs["runs"].as_array().expect("a list");
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0]["files"].as_array().map(Vec::len), Some(2));
    // Whatever copy speaks for the run, its first name still finds it.
    bench.call(&["show", &id]).ok();
}

#[test]
fn rebuilding_gives_the_same_figures() {
    let bench = Bench::new(AS_OF);
    let folder = fixture("athletes/sparse");
    bench.call(&["import", &folder]).ok();
    let runs = bench.runs();
    assert!(runs["runs"].as_array().expect("a list").len() > 5);
    bench.call(&["rebuild"]).ok();
    assert_eq!(bench.runs(), runs);
    // A lost or damaged database is made again without being asked.
    for damage in [None, Some(b"this is no database".as_slice())] {
        let database = bench.cache().join("comeback.db");
        for suffix in ["-wal", "-shm"] {
            let mut name = database.clone().into_os_string();
            name.push(suffix);
            let _ = std::fs::remove_file(name);
        }
        match damage {
            None => std::fs::remove_file(&database).expect("removes"),
            Some(bytes) => std::fs::write(&database, bytes.repeat(100)).expect("writes"),
        }
        assert_eq!(bench.runs(), runs);
    }
}

#[test]
fn athletes_are_apart() {
    let bench = Bench::new(AS_OF);
    bench.import(&["files/garmin.fit"]).ok();
    bench.call(&["pain", "3", "--during", "last"]).ok();
    let other = bench
        .call(&["--athlete", "anna", "runs", "--json"])
        .exits(2);
    assert!(
        other.stderr.contains("knows no athlete `anna`"),
        "{}",
        other.stderr
    );
    let imported = bench
        .call(&[
            "--yes",
            "--athlete",
            "anna",
            "import",
            "--json",
            &fixture("files/garmin.fit"),
        ])
        .ok()
        .json();
    assert_eq!(imported["imported"][0]["response"]["max"], Value::Null);
}

#[test]
fn hostile_files_are_named_and_the_rest_is_in() {
    let bench = Bench::new(AS_OF);
    let ended = bench.call(&[
        "import",
        "--json",
        &fixture("hostile"),
        &fixture("files/garmin.fit"),
    ]);
    let ended = ended.exits(3);
    let found = ended.json();
    let failed = found["failed"].as_array().expect("a list");
    assert!(failed.len() > 5);
    for failure in failed {
        assert!(
            !failure["error"].as_str().unwrap_or("").is_empty(),
            "{failure}"
        );
        assert!(failure.get("at_byte").is_some());
    }
    // Nor does a reader that we use speak past us.
    let said = &ended.stderr;
    assert!(
        !said.contains("panicked") && !said.contains("ERROR"),
        "{said}"
    );
    let names = |run: &Value| run["files"][0]["name"].as_str().map(str::to_owned);
    let imported = found["imported"].as_array().expect("a list");
    assert!(
        imported
            .iter()
            .filter_map(names)
            .any(|name| name == "garmin.fit")
    );
    bench
        .call(&["import", &fixture("hostile/words.fit")])
        .exits(2);
}

#[test]
fn a_folder_with_nothing_to_import_is_said_to_hold_nothing() {
    let bench = Bench::new(AS_OF);
    let folder = bench.folder.path().join("nothing");
    std::fs::create_dir(&folder).expect("a folder");
    let path = folder.to_str().expect("UTF-8");
    for command in ["import", "review"] {
        let said = bench.call(&[command, path]).ok().stderr;
        assert!(said.contains("nothing to import there"), "{said}");
    }
    let full = bench.import(&["files/garmin.fit"]).ok();
    assert!(!full.stderr.contains("nothing to import"));
}

#[test]
fn a_diary_is_entered_once_and_its_bad_lines_are_named() {
    let bench = Bench::new(AS_OF);
    let folder = bench.folder.path().join("in");
    std::fs::create_dir(&folder).expect("a folder");
    let diary = folder.join("diary.jsonl");
    let good = r#"{"at":"2026-11-01T18:00:00+01:00","kind":"pain","score":2.5}"#;
    let bad = r#"{"at":"2026-11-01T19:00:00+01:00","kind":"pain","score":25}"#;
    let stated = r#"{"at":"2026-11-02T18:00:00+01:00","kind":"run","minutes":30}"#;
    std::fs::write(&diary, format!("{good}\n{bad}\n{stated}\n")).expect("writes");
    let path = folder.to_str().expect("UTF-8");
    let found = bench
        .call(&["import", "--diary", "--json", path])
        .exits(3)
        .json();
    assert_eq!(found["imported"].as_array().map(Vec::len), Some(1));
    let failure = &found["failed"][0];
    assert!(
        failure["error"]
            .as_str()
            .expect("a text")
            .starts_with("line 2"),
        "{failure}"
    );
    assert_eq!(failure["at_byte"], good.len() + 1);
    bench.call(&["import", "--diary", path]).exits(3);
    assert_eq!(bench.diary().len(), 2);
}

#[test]
fn a_torn_line_costs_nothing_and_is_named_until_it_is_settled() {
    let bench = Bench::new(AS_OF);
    bench.call(&["pain", "2"]).ok();
    let diary = bench.diary_files().remove(0);
    let mut torn = std::fs::read_to_string(&diary).expect("reads");
    torn.push_str("{\"at\":\"2026-11-01T18:0");
    std::fs::write(&diary, torn).expect("writes");
    bench.call(&["pain", "3"]).ok();
    let lines = bench.diary();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1], "{\"at\":\"2026-11-01T18:0", "kept as it is");
    let ended = bench.call(&["check"]).ok();
    assert!(
        ended.stderr.contains("line 2 cannot be read"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_killed_import_loses_nothing_and_is_taken_up_again() {
    let folder = fixture("athletes/sparse");
    let undisturbed = Bench::new(AS_OF);
    undisturbed.call(&["import", &folder]).ok();
    let bench = Bench::new(AS_OF);
    bench.import(&["files/garmin.fit"]).ok();
    let reported = bench.runs()["runs"][0]["id"].clone();
    for millis in [5, 20, 40, 80, 120, 160, 200, 300, 400, 600, 800] {
        let mut child = bench.spawn(&["import", &folder]);
        std::thread::sleep(Duration::from_millis(millis));
        child.kill().expect("killed");
        child.wait().expect("ended");
        let runs = bench.runs();
        let runs = runs["runs"].as_array().expect("a list").clone();
        assert!(runs.iter().any(|run| run["id"] == reported));
    }
    bench.call(&["import", &folder]).ok();
    undisturbed.import(&["files/garmin.fit"]).ok();
    assert_eq!(bench.runs(), undisturbed.runs());
}

#[test]
fn processes_side_by_side_do_not_disturb_each_other() {
    let names = fixtures_in("athletes/sparse");
    let bench = Bench::new(AS_OF);
    let paths: Vec<String> = names.iter().map(|name| fixture(name)).collect();
    let mut children = Vec::new();
    for (index, part) in paths.chunks(paths.len().div_ceil(3)).enumerate() {
        let mut arguments = vec!["import"];
        arguments.extend(part.iter().map(String::as_str));
        children.push(begun(&bench, &arguments));
        let at = format!("2026-11-0{}T10:00", index + 1);
        children.push(begun(&bench, &["pain", "1", "--at", &at]));
    }
    all_succeed(children);
    let whole = Bench::new(AS_OF);
    whole.call(&["import", &fixture("athletes/sparse")]).ok();
    for day in 1..=3 {
        whole
            .call(&["pain", "1", "--at", &format!("2026-11-0{day}T10:00")])
            .ok();
    }
    assert_eq!(bench.runs(), whole.runs());
}

/// One who found no athlete, looked again to say which others there are, and by then found
/// the one that another had just made: `knows no athlete `me`; did you mean `me`?`.
#[test]
fn the_first_entries_of_a_home_may_come_at_once() {
    const AT_ONCE: usize = 6;
    for _ in 0..20 {
        let bench = Bench::new(AS_OF);
        let children = (0..AT_ONCE)
            .map(|minute| {
                let at = format!("2026-11-01T10:0{minute}");
                begun(&bench, &["pain", "1", "--at", &at])
            })
            .collect();
        all_succeed(children);
        assert_eq!(bench.diary().len(), AT_ONCE);
    }
}

/// A process whose errors are kept, to be shown if it fails.
fn begun(bench: &Bench, arguments: &[&str]) -> Child {
    bench
        .command(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs")
}

/// Waits for processes side by side; one that fails is shown with what it said.
fn all_succeed(children: Vec<Child>) {
    for child in children {
        let ended = child.wait_with_output().expect("ends");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{}: {said}", ended.status);
    }
}

#[test]
fn a_backup_comes_back_whole() {
    let bench = Bench::new(AS_OF);
    bench.import(&["files/garmin.fit"]).ok();
    bench.call(&["pain", "3", "--during", "last"]).ok();
    bench
        .call(&[
            "--yes",
            "--athlete",
            "anna",
            "add",
            "--at",
            "2026-11-21T10:00",
            "--minutes",
            "30",
        ])
        .ok();
    let file = bench.folder.path().join("all.zip");
    let path = file.to_str().expect("UTF-8");
    bench.call(&["backup", path]).ok();
    // Into a home that holds data: refused, and nothing is touched.
    bench.call(&["restore", path]).exits(2);
    let fresh = Bench::new(AS_OF);
    fresh.call(&["restore", path]).ok();
    assert_eq!(fresh.runs(), bench.runs());
    let anna = ["--yes", "--athlete", "anna", "runs", "--json"];
    assert_eq!(fresh.call(&anna).ok().json(), bench.call(&anna).ok().json());
    fresh.call(&["pain", "9"]).ok();
    fresh.call(&["restore", path, "--force"]).ok();
    assert_eq!(fresh.runs(), bench.runs());
    // A damaged backup is refused.
    let mut bytes = std::fs::read(&file).expect("reads");
    let middle = bytes.len() / 3;
    for byte in &mut bytes[middle..middle + 40] {
        *byte ^= 0xff;
    }
    std::fs::write(&file, bytes).expect("writes");
    let other = Bench::new(AS_OF);
    other.call(&["restore", path]).exits(2);
    assert!(other.is_untouched(), "a refused backup leaves a folder");
    assert_eq!(other.runs()["runs"], Value::Array(Vec::new()));
}

/// A few kilobytes that would fill the disk are refused before they do.
#[test]
fn a_backup_that_unpacks_to_more_than_a_home_holds_is_refused() {
    let bench = Bench::new(AS_OF);
    let zeros = || vec![0; 140 << 20];
    // Asked before anything is unpacked: the first file by itself is damaged.
    let first = format!("athletes/me/originals/{}.zst", "0".repeat(64));
    let members = ["aaaaaaaaaa", "bbbbbbbbbb"]
        .map(|device| (format!("athletes/me/advice/{device}.jsonl"), zeros()));
    let members: Vec<(String, Vec<u8>)> =
        [(first, vec![1; 9])].into_iter().chain(members).collect();
    let path = bench.folder.path().join("bomb.zip");
    let bytes = crate::variants::zip_of(&members, zip::CompressionMethod::Deflated);
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    std::fs::write(&path, bytes).expect("writes");
    let said = bench.call(&["restore", path.to_str().expect("UTF-8")]);
    let said = said.exits(2).stderr;
    assert!(said.contains("far more than a home holds"), "{said}");
    assert!(bench.is_untouched());
    let crowd: Vec<(String, Vec<u8>)> = (0..=1_000)
        .map(|index| (format!("athletes/a{index}/diary.jsonl"), Vec::new()))
        .collect();
    let bytes = crate::variants::zip_of(&crowd, zip::CompressionMethod::Stored);
    std::fs::write(&path, bytes).expect("writes");
    let said = bench.call(&["restore", path.to_str().expect("UTF-8")]);
    let said = said.exits(2).stderr;
    assert!(said.contains("more than 1000 athletes"), "{said}");
    assert!(bench.is_untouched());
}

#[test]
fn a_dry_run_tells_what_would_be() {
    let bench = Bench::new(AS_OF);
    let would = bench
        .call(&[
            "import",
            "--dry-run",
            "--json",
            &fixture("files/garmin.fit"),
        ])
        .ok()
        .json();
    assert!(bench.is_untouched());
    let is = bench.import(&["files/garmin.fit"]).ok().json();
    assert_eq!(would["imported"], is["imported"]);
    assert_eq!(would["dry_run"], true);
}
