//! What was there and is not, or cannot be read: named at every call, and healed where it
//! can be. The worst answer is a calm one.

use crate::bench::{Bench, fixture};
use std::fs;
use std::path::PathBuf;

const RUN: &str = "athletes/returning/2026-07-25-0930.fit.gz";

fn with_a_run() -> Bench {
    let bench = Bench::new("2026-07-26");
    bench.import(&[RUN]).ok();
    bench
}

fn list(bench: &Bench) -> PathBuf {
    let folder = fs::read_dir(bench.athlete().join("imports")).expect("a folder");
    let mut files = folder.map(|file| file.expect("an entry").path());
    files.next().expect("a list")
}

type Harm = fn(&Bench);

/// What can become of a list of imports; whether its line is still there and broken.
fn harms() -> [(&'static str, Harm, bool); 5] {
    [
        (
            "cut",
            |bench| {
                let path = list(bench);
                let text = fs::read(&path).expect("a list");
                fs::write(&path, &text[..text.len() - 30]).expect("writes");
            },
            true,
        ),
        (
            "a key that is called otherwise",
            |bench| {
                let path = list(bench);
                let text = fs::read_to_string(&path).expect("a list");
                fs::write(&path, text.replace("sha256", "sha257")).expect("writes");
            },
            true,
        ),
        (
            "bytes that are no text",
            |bench| {
                let path = list(bench);
                let mut text = fs::read(&path).expect("a list");
                text[5] = 0xff;
                fs::write(&path, text).expect("writes");
            },
            true,
        ),
        (
            "the list gone",
            |bench| fs::remove_file(list(bench)).expect("removed"),
            false,
        ),
        (
            "the folder gone",
            |bench| fs::remove_dir_all(bench.athlete().join("imports")).expect("removed"),
            false,
        ),
    ]
}

#[test]
fn a_lost_line_of_the_imports_is_named_and_healed() {
    for (harm, harmed, has_line) in harms() {
        for heals in ["rebuild", "import", "rebuild without a cache"] {
            let bench = with_a_run();
            let runs = bench.runs();
            assert_eq!(runs["runs"].as_array().map(Vec::len), Some(1));
            harmed(&bench);
            for command in ["check", "today", "plan", "runs"] {
                let ended = bench.call(&[command]);
                let named = ended
                    .stderr
                    .contains("cannot be read and counts for nothing");
                assert_eq!(named, has_line, "{harm}, {command}: {}", ended.stderr);
                assert!(
                    ended.stderr.contains("no list names"),
                    "{harm}: {}",
                    ended.stderr
                );
            }
            let check = bench.call(&["check", "--json"]).json();
            assert!(
                check["notes"]
                    .as_array()
                    .is_some_and(|notes| !notes.is_empty()),
                "{check}"
            );
            assert!(
                check["unknown"]
                    .as_array()
                    .is_some_and(|them| !them.is_empty()),
                "{check}"
            );
            let verified = bench.call(&["verify", "--json"]).exits(3).json();
            let problems = verified["problems"].as_array().expect("a list");
            let names = |text: &str| {
                problems
                    .iter()
                    .any(|one| one["where"].as_str().is_some_and(|at| at.starts_with(text)))
            };
            assert!(names("originals/"), "{harm}: {verified}");
            assert_eq!(names("imports/"), has_line, "{harm}: {verified}");
            match heals {
                "import" => {
                    bench.import(&[RUN]).ok();
                }
                how => {
                    if how == "rebuild without a cache" {
                        fs::remove_dir_all(bench.home().join("cache")).expect("removed");
                    }
                    bench.call(&["rebuild"]).ok();
                }
            }
            let after = bench.runs();
            assert_eq!(
                after["runs"][0]["id"], runs["runs"][0]["id"],
                "{harm}, {heals}"
            );
            assert_eq!(
                after["runs"][0]["distance_m"],
                runs["runs"][0]["distance_m"]
            );
            // Bytes that are broken in the sum itself tell no file: they are settled by hand.
            let quiet = bench.call(&["check"]).stderr;
            assert!(!quiet.contains("no list names"), "{harm}, {heals}: {quiet}");
            assert!(
                !quiet.contains("cannot be read"),
                "{harm}, {heals}: {quiet}"
            );
            bench.call(&["verify"]).ok();
        }
    }
}

#[test]
fn a_line_that_tells_no_file_is_named_until_it_is_taken_back() {
    let bench = with_a_run();
    let path = list(&bench);
    let mut text = fs::read_to_string(&path).expect("a list");
    text.push_str("{\"sha2");
    fs::write(&path, &text).expect("writes");
    // The next import begins on a line of its own and touches nothing.
    bench.import(&["athletes/returning/diary.jsonl", "files/garmin.fit"]);
    let after = fs::read_to_string(&path).expect("a list");
    assert!(after.starts_with(&text), "{after}");
    let named = bench.call(&["check"]).stderr;
    let id = named
        .split("comeback void ")
        .nth(1)
        .and_then(|rest| rest.split('`').next())
        .expect("an id")
        .to_owned();
    bench.call(&["void", &id]).ok();
    let quiet = bench.call(&["check"]).stderr;
    assert!(!quiet.contains("cannot be read"), "{quiet}");
}

#[test]
fn a_backup_takes_what_no_list_names() {
    let bench = with_a_run();
    fs::remove_dir_all(bench.athlete().join("imports")).expect("removed");
    let backup = bench.folder.path().join("a.zip");
    let backup = backup.to_str().expect("a path");
    bench.call(&["backup", backup]).ok();
    let other = Bench::new("2026-07-26");
    other.call(&["restore", backup]).ok();
    other.call(&["rebuild"]).ok();
    assert_eq!(other.runs()["runs"].as_array().map(Vec::len), Some(1));
}

/// The diary is gone and the rest is there: nothing is said of the rest.
#[test]
fn a_diary_that_is_gone_is_no_empty_one() {
    type Entries = fn(&Bench);
    let stated: Entries = |bench| {
        bench
            .call(&["add", "--at", "2026-07-25", "--minutes", "30"])
            .ok();
        bench.call(&["log", "symptom", "pop"]).ok();
    };
    let imported: Entries = |bench| {
        bench.import(&[RUN]).ok();
        bench.call(&["pain", "7", "--during", "last"]).ok();
    };
    for entries in [stated, imported] {
        for is_emptied in [false, true] {
            let bench = Bench::new("2026-07-26");
            entries(&bench);
            bench.call(&["check"]).exits(1);
            let diary = bench.athlete().join("diary");
            let away = bench.folder.path().join("away");
            fs::rename(&diary, &away).expect("moved");
            if is_emptied {
                fs::create_dir(&diary).expect("a folder");
            }
            for command in [
                &["check"][..],
                &["today"],
                &["plan"],
                &["runs"],
                &["report"],
                &["pain", "1"],
            ] {
                let ended = bench.call(command).exits(2);
                assert!(ended.stdout.is_empty(), "{command:?}: {}", ended.stdout);
                assert!(ended.stderr.contains("is gone"), "{}", ended.stderr);
                assert!(ended.stderr.contains("diary"), "{}", ended.stderr);
            }
            let verified = bench.call(&["verify", "--json"]).exits(3).json();
            assert_eq!(verified["problems"][0]["where"], "diary", "{verified}");
            if is_emptied {
                // Who wants to goes on without it.
                bench.call(&["rebuild"]).ok();
                bench.call(&["check"]).ok();
            } else {
                fs::rename(&away, &diary).expect("moved back");
                bench.call(&["check"]).exits(1);
            }
        }
    }
}

/// The cache is gone, too: advice was given, so there was somebody to give it to.
#[test]
fn the_ledger_of_advice_knows_of_a_diary() {
    let bench = Bench::new("2026-07-26");
    let call = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_comeback"));
        let home = bench.home();
        command
            .env_clear()
            .env("HOME", bench.folder.path())
            .env("TZ", "UTC");
        let output = command.arg("--home").arg(home).args(arguments).output();
        output.expect("the program runs").status.code()
    };
    assert_eq!(
        call(&["add", "--at", "2 hours ago", "--minutes", "30"]),
        Some(0)
    );
    fs::remove_dir_all(bench.athlete().join("diary")).expect("removed");
    fs::remove_dir_all(bench.home().join("cache")).expect("removed");
    assert_eq!(call(&["check"]), Some(2));
}

#[test]
fn fewer_lines_than_before_are_named() {
    let bench = Bench::new("2026-07-26");
    bench
        .call(&["add", "--at", "2026-07-25", "--minutes", "30"])
        .ok();
    bench.call(&["pain", "7", "--during", "last"]).ok();
    bench.call(&["check"]).exits(1);
    let path = bench.diary_files().remove(0);
    let text = fs::read_to_string(&path).expect("a diary");
    let first = text.lines().next().expect("a line");
    fs::write(&path, format!("{first}\n")).expect("writes");
    let ended = bench.call(&["check", "--json"]).ok();
    assert!(ended.stderr.contains("1 are missing"), "{}", ended.stderr);
    let check = ended.json();
    let unknown = check["unknown"].as_array().expect("a list");
    assert!(
        unknown.iter().any(|one| one["rule"] == "red-flag"),
        "{check}"
    );
    bench.call(&["rebuild"]).ok();
    let quiet = bench.call(&["check"]).ok().stderr;
    assert!(!quiet.contains("missing"), "{quiet}");
}

#[test]
fn the_json_of_a_check_is_never_that_of_all_clear_where_nothing_is_known() {
    let bench = Bench::new("2026-07-26");
    let empty = bench.folder.path().join("empty");
    fs::create_dir(&empty).expect("a folder");
    let review = bench
        .call(&["review", empty.to_str().expect("a path"), "--json"])
        .ok()
        .json();
    let check = bench.call(&["check", "--json"]).ok().json();
    for told in [&review["check"], &check] {
        assert_eq!(told["findings"], serde_json::json!([]), "{told}");
        let unknown = told["unknown"].as_array().expect("a list");
        assert!(unknown.len() > 30, "{told}");
        let note = told["notes"][0].as_str().expect("a note");
        assert!(note.contains("nothing to check"), "{note}");
    }
    // A torn line may have been a score of 7.
    let bench = with_a_run();
    bench.call(&["pain", "7", "--during", "last"]).ok();
    let path = bench.diary_files().remove(0);
    let text = fs::read_to_string(&path).expect("a diary");
    fs::write(&path, &text[..text.len() - 9]).expect("writes");
    let check = bench.call(&["check", "--json"]).ok().json();
    let missing = |rule: &str| {
        let unknown = check["unknown"].as_array().expect("a list");
        unknown.iter().any(|one| {
            one["rule"] == rule
                && one["missing"]
                    .as_str()
                    .is_some_and(|it| it.contains("line 1"))
        })
    };
    assert!(missing("red-flag") && missing("pain-too-high"), "{check}");
    assert!(
        check["notes"][0]
            .as_str()
            .is_some_and(|it| it.contains("cannot be read"))
    );
}

#[test]
fn a_pipe_is_no_file() {
    let bench = Bench::new("2026-07-26");
    let pipe = bench.folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: no mkfifo here");
        return;
    }
    let ended = bench
        .call(&["import", pipe.to_str().expect("a path")])
        .exits(2);
    assert!(ended.stdout.contains("no regular file"), "{}", ended.stdout);
}

/// A watch whose clock is years ahead: what it recorded can still be named and left out.
#[test]
fn a_run_that_has_not_come_is_in_the_list_of_all() {
    let bench = Bench::new("2026-07-26");
    let gpx = bench.folder.path().join("ahead.gpx");
    let points: String = (0..600)
        .map(|second| {
            format!(
                "<trkpt lat=\"46.{:06}\" lon=\"7.0\"><time>2099-05-01T07:{:02}:{:02}Z</time></trkpt>",
                second * 25,
                second / 60,
                second % 60
            )
        })
        .collect();
    fs::write(
        &gpx,
        format!("<gpx><trk><type>running</type><trkseg>{points}</trkseg></trk></gpx>"),
    )
    .expect("writes");
    bench.call(&["import", gpx.to_str().expect("a path")]).ok();
    assert_eq!(bench.runs()["runs"], serde_json::json!([]));
    let all = bench.call(&["runs", "--all", "--json"]).ok().json();
    let run = &all["runs"][0];
    assert_eq!(run["counted"], false, "{all}");
    let id = run["id"].as_str().expect("an id");
    bench.call(&["exclude", id, "--why", "a wrong clock"]).ok();
}

#[test]
fn an_answer_for_a_file_holds_whatever_was_said_of_it_before() {
    let bench = Bench::new("2026-07-26");
    let ride = fixture(RUN);
    for (said, counts) in [("other", 0), ("run", 1)] {
        bench.call(&["import", "--sport", said, &ride]).ok();
        let runs = bench.runs();
        assert_eq!(
            runs["runs"].as_array().map(Vec::len),
            Some(counts),
            "{said}"
        );
    }
    // What waits for an answer is answered by the same word.
    let bench = Bench::new("2026-07-26");
    let cut = fixture("hostile/cut.fit");
    let told = bench.call(&["import", "--json", &cut]).ok().json();
    assert_eq!(told["unsure"].as_array().map(Vec::len), Some(1), "{told}");
    bench.call(&["import", "--sport", "run", &cut]).ok();
    let all = bench.call(&["runs", "--all", "--json"]).ok().json();
    assert_eq!(all["runs"][0]["uncertain"], serde_json::json!([]), "{all}");
    let unsure = bench.call(&["runs", "--unsure", "--json"]).ok().json();
    assert_eq!(unsure["runs"], serde_json::json!([]), "{unsure}");
}

#[test]
fn days_without_anything_are_not_called_an_empty_log() {
    let bench = with_a_run();
    bench.call(&["pain", "1"]).ok();
    let runs = bench.call(&["runs", "--since", "2027-01-01"]).ok().stderr;
    assert!(runs.contains("1 run is known"), "{runs}");
    let list = bench
        .call(&["log", "list", "--since", "2027-01-01"])
        .ok()
        .stderr;
    assert!(list.contains("of those days"), "{list}");
    let check = bench.call(&["check", "--since", "2027-01-01"]).exits(2);
    assert!(
        check.stderr.contains("has not come yet"),
        "{}",
        check.stderr
    );
}

#[test]
fn a_report_is_what_its_name_says() {
    let bench = with_a_run();
    let path = |name: &str| bench.folder.path().join(name);
    for (name, begins) in [
        ("a.pdf", "%PDF"),
        ("a.html", "<!"),
        ("a.md", "#"),
        ("a.png", "\u{fffd}PNG"),
    ] {
        let path = path(name);
        bench
            .call(&["report", "-o", path.to_str().expect("a path")])
            .ok();
        let content = fs::read(&path).expect("a report");
        let text = String::from_utf8_lossy(&content[..40]).into_owned();
        assert!(text.starts_with(begins), "{name}: {text}");
    }
    let pdf = path("b.pdf");
    bench
        .call(&[
            "report",
            "--format",
            "html",
            "-o",
            pdf.to_str().expect("a path"),
        ])
        .exits(2);
    bench.call(&["report", "-o", "-"]).exits(2);
    assert!(!pdf.exists() && !PathBuf::from("-").exists());
}
