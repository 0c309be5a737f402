//! No data, data that cannot be read, and an athlete who is not there are different answers.

use crate::bench::{Bench, fixture};

const READING: [&[&str]; 9] = [
    &["check"],
    &["plan"],
    &["runs"],
    &["trend"],
    &["show", "last"],
    &["report"],
    &["episode", "show"],
    &["log", "show"],
    &["export", "csv"],
];

/// Every command that looks refuses, says what and where, and is never calm.
#[track_caller]
fn is_refused(bench: &Bench, before: &[&str], says: &str) {
    for arguments in READING {
        let ended = bench.call(&[before, arguments].concat()).exits(2);
        assert!(ended.stdout.is_empty(), "{arguments:?}: {}", ended.stdout);
        assert!(
            ended.stderr.contains(says),
            "{arguments:?}: {}",
            ended.stderr
        );
    }
}

#[test]
fn a_home_that_is_not_there_is_no_empty_one() {
    let bench = Bench::new("2026-11-22");
    std::fs::remove_dir(bench.home()).expect("removes");
    is_refused(&bench, &[], "there is no folder");
    bench.call(&["roster"]).exits(2);
    assert!(!bench.home().exists());
    // What needs no data works all the same, and writing makes it.
    bench.call(&["rules"]).ok();
    bench.call(&["explain", "intensity-early"]).ok();
    let ended = bench.import(&["files/garmin.fit"]).ok();
    assert!(
        ended.stderr.contains("a new home begins in"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_home_that_is_a_file_or_closed_is_no_empty_one() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new("2026-11-22");
    std::fs::remove_dir(bench.home()).expect("removes");
    std::fs::write(bench.home(), "a file").expect("writes");
    is_refused(&bench, &[], "cannot be read");
    bench.import(&["files/garmin.fit"]).exits(2);
    std::fs::remove_file(bench.home()).expect("removes");
    bench
        .call(&["add", "--at", "2026-11-21", "--minutes", "30"])
        .ok();
    for closed in [
        "home",
        "home/athletes",
        "home/athletes/me",
        "home/athletes/me/diary",
    ] {
        let path = bench.folder.path().join(closed);
        let set = |mode| {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("sets");
        };
        set(0o000);
        if std::fs::read_dir(&path).is_ok() {
            eprintln!("skipped: this user may read everything");
            return;
        }
        is_refused(&bench, &[], "");
        set(0o700);
    }
}

#[test]
fn an_athlete_who_is_not_there_is_no_empty_one() {
    let bench = Bench::new("2026-11-22");
    // In an empty home the usual athlete has nothing yet, and that is said.
    let ended = bench.call(&["check"]).ok();
    assert!(
        ended.stdout.contains("nothing to check"),
        "{}",
        ended.stdout
    );
    let run = ["add", "--at", "2026-11-21", "--minutes", "30"];
    bench.call(&run).ok();
    is_refused(&bench, &["--athlete", "anna"], "knows no athlete `anna`");
    is_refused(&bench, &["--athlete", "mee"], "did you mean `me`?");
    // A new one beside others is asked about.
    let anna = |with: &[&'static str]| bench.call(&[with, &["--athlete", "anna"], &run].concat());
    let ended = anna(&[]).exits(2);
    assert!(ended.stderr.contains("--yes"), "{}", ended.stderr);
    assert!(!bench.home().join("athletes/anna").exists());
    anna(&["--yes"]).ok();
    assert!(bench.home().join("athletes/anna").exists());
}

#[test]
fn a_name_is_free_and_can_be_another() {
    let bench = Bench::new("2026-11-22");
    bench.call(&["athlete", "new", "Müller, Jörg"]).ok();
    bench.call(&["athlete", "new", "müller, jörg"]).exits(2);
    bench
        .call(&[
            "--athlete",
            "Müller, Jörg",
            "import",
            &fixture("files/garmin.fit"),
        ])
        .ok();
    let checked = bench
        .call(&[
            "--athlete",
            "müller, jörg",
            "check",
            "--json",
            "--exit-zero",
        ])
        .ok()
        .json();
    assert_eq!(checked["athlete"], "Müller, Jörg");
    bench
        .call(&["athlete", "rename", "Müller, Jörg", "Jörg M."])
        .ok();
    let listed = bench.call(&["athlete", "list", "--json"]).ok().json();
    assert_eq!(listed["athletes"][0]["name"], "Jörg M.");
    bench.call(&["--athlete", "Müller, Jörg", "runs"]).exits(2);
    let runs = bench
        .call(&["--athlete", "Jörg M.", "runs", "--json"])
        .ok()
        .json();
    assert_eq!(runs["runs"].as_array().map(Vec::len), Some(1));
}

/// One athlete who cannot be read costs that one, and is named.
#[test]
fn a_roster_names_who_is_not_in_it() {
    let bench = Bench::new("2026-11-22");
    bench.call(&["pain", "2"]).ok();
    bench
        .call(&["--yes", "--athlete", "Anna", "pain", "2"])
        .ok();
    let diary = bench.home().join("athletes/Anna/diary");
    std::fs::remove_dir_all(&diary).expect("removed");
    std::fs::write(&diary, b"no folder").expect("written");
    let ended = bench.call(&["roster", "--json"]).exits(3);
    let told = ended.json();
    assert_eq!(told["athletes"].as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(told["failed"][0]["athlete"], "Anna", "{told}");
    assert!(
        ended.stderr.contains("`Anna` is not in the list"),
        "{}",
        ended.stderr
    );
    // Nobody else is there to be listed: that is a failure.
    std::fs::remove_dir_all(bench.athlete()).expect("removed");
    bench.call(&["roster"]).exits(2);
}
