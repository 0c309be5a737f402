//! Every call that changes the disk fails in turn, as on a full disk, or is the last one
//! of its process. What is asked next is answered as before or as after, nothing else.

use crate::bench::{Bench, fixture};
use serde_json::Value;
use std::path::{Path, PathBuf};

const AS_OF: &str = "2027-01-01";

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(&from, &to).expect("copied");
        }
    }
}

fn names(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        found.push(entry.path());
        if entry.path().is_dir() {
            names(&entry.path(), found);
        }
    }
}

/// Left-overs of writers that died.
fn unfinished(bench: &Bench) -> Vec<PathBuf> {
    let mut found = Vec::new();
    names(bench.folder.path(), &mut found);
    let is_left = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        [".unfinished-", ".restore-", ".comeback-backup-"]
            .iter()
            .any(|start| name.starts_with(start))
    };
    found.into_iter().filter(is_left).collect()
}

/// The originals that lie there, listed or not: what is left of an import that failed
/// would keep a full disk full.
fn originals(bench: &Bench) -> Vec<String> {
    let mut found = Vec::new();
    names(&bench.athlete().join("originals"), &mut found);
    let name = |path: &PathBuf| Some(path.file_name()?.to_str()?.to_owned());
    let mut found: Vec<String> = found.iter().filter_map(name).collect();
    found.sort();
    found
}

/// What a runner would see: the runs, and the entries that count.
fn state(bench: &Bench) -> (Value, Vec<Value>) {
    let mut entries = bench.call(&["log", "list", "--json"]).ok().json()["entries"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    entries.retain(|entry| entry["counts"] == true);
    for entry in &mut entries {
        for key in ["id", "number", "voids", "import", "by"] {
            entry.as_object_mut().expect("an entry").remove(key);
        }
    }
    (bench.runs(), entries)
}

struct Act {
    name: &'static str,
    arguments: Vec<String>,
    /// Whether doing it twice is doing it once.
    again: bool,
}

fn acts(bench: &Bench, backup: &Path) -> Vec<Act> {
    let act = |name: &'static str, arguments: &[&str], again: bool| Act {
        name,
        arguments: arguments.iter().map(|word| (*word).to_owned()).collect(),
        again,
    };
    let other = fixture("files/plain.gpx");
    let backup = backup.to_str().expect("UTF-8");
    let written = bench.folder.path().join("out.zip");
    let written = written.to_str().expect("UTF-8");
    vec![
        act("import", &["import", &other], true),
        act("pain", &["pain", "3", "--at", "2026-12-01T09:00"], true),
        act("undo", &["undo"], false),
        act("exclude", &["exclude", "last", "--why", "a ride"], false),
        act("rebuild", &["rebuild"], true),
        act("backup", &["backup", "--force", written], true),
        act("restore", &["restore", "--force", backup], true),
    ]
}

/// Every how many of the calls are tried: all of them takes minutes.
fn stride() -> usize {
    std::env::var("COMEBACK_FAULT_STRIDE")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(9)
}

/// A home with a run, scores and an episode, and a backup of another.
fn base() -> (Bench, PathBuf) {
    let base = Bench::new(AS_OF);
    let path = base.folder.path().join("backup.zip");
    let backup = path.to_str().expect("UTF-8");
    base.import(&["files/garmin.fit"]).ok();
    base.call(&["pain", "1", "--at", "2026-11-20T09:00"]).ok();
    base.call(&["backup", backup]).ok();
    base.call(&["pain", "6", "--at", "2026-11-21T09:00"]).ok();
    base.call(&["episode", "start", "--on", "2026-11-02"]).ok();
    base.call(&["runs"]).ok();
    (base, path)
}

#[test]
fn a_home_is_as_before_or_as_after_whatever_fails() {
    let (base, backup) = base();
    let (mut kills, mut errors) = (0, 0);
    let fresh = || {
        let bench = Bench::new(AS_OF);
        copy(&base.home(), &bench.home());
        bench
    };
    let before = state(&base);
    for index in 0..acts(&base, &backup).len() {
        let done = fresh();
        let act = &acts(&done, &backup)[index];
        let words: Vec<&str> = act.arguments.iter().map(String::as_str).collect();
        done.call(&words).ok();
        let after = state(&done);
        let mut at = 1 + index % stride();
        loop {
            let bench = fresh();
            let act = &acts(&bench, &backup)[index];
            let words: Vec<&str> = act.arguments.iter().map(String::as_str).collect();
            let told = format!("{} at change {at}", act.name);
            let faulty = |kind: &str| {
                let fault = format!("{kind}:{at}");
                let mut command = bench.command(&words);
                command.env("COMEBACK_FAULT", fault).output().expect("runs")
            };
            let killed = faulty("kill");
            if killed.status.success() {
                break;
            }
            assert_eq!(killed.status.code(), None, "{told}: {killed:?}");
            kills += 1;
            let found = state(&bench);
            assert!(
                found == before || found == after,
                "{told} killed:\n{found:#?}\nneither\n{before:#?}\nnor\n{after:#?}"
            );
            if act.again || found == before {
                bench.call(&words).ok();
                assert_eq!(state(&bench), after, "{told}, done again");
            }
            if act.again {
                assert_eq!(unfinished(&bench), Vec::<PathBuf>::new(), "{told}");
            }
            let bench = fresh();
            let act = &acts(&bench, &backup)[index];
            let words: Vec<&str> = act.arguments.iter().map(String::as_str).collect();
            let full = bench
                .command(&words)
                .env("COMEBACK_FAULT", format!("error:{at}"))
                .output()
                .expect("runs");
            errors += 1;
            let said = String::from_utf8_lossy(&full.stderr);
            let found = state(&bench);
            match full.status.code() {
                Some(0) => assert_eq!(found, after, "{told} on a full disk: {said}"),
                Some(2) => {
                    assert_eq!(found, before, "{told} on a full disk: {said}");
                    assert_eq!(originals(&bench), originals(&base), "{told}");
                    let is_told = said.contains("no space left") || said.contains("disk is full");
                    assert!(is_told, "{told}: {said}");
                }
                Some(3) => {}
                other => panic!("{told} on a full disk ends with {other:?}: {said}"),
            }
            at += stride();
        }
    }
    println!("faults: {kills} kills and {errors} full disks at changes of the disk");
    assert!(kills >= 7, "{kills}");
}

/// What goes out of the home is whole, or nothing of it is left: no empty folder, no first
/// half of the files.
#[test]
fn what_the_disk_refuses_to_take_out_leaves_nothing() {
    let (base, _) = base();
    let out = base.folder.path().join("new/out");
    let folder = out.to_str().expect("UTF-8");
    let page = format!("{folder}/page.html");
    let week = [
        "plan", "--week", "2026-W48", "--format", "fit", "-o", folder,
    ];
    for words in [
        &["export", "csv", "-o", folder][..],
        &["export", "parquet", "-o", folder],
        &["report", "-o", &page],
        &week,
    ] {
        let mut at = 0;
        loop {
            at += 1;
            let mut command = base.command(words);
            let fault = format!("error:{at}");
            let told = command.env("COMEBACK_FAULT", fault).output();
            let told = told.expect("runs");
            if told.status.success() {
                break;
            }
            assert_eq!(told.status.code(), Some(2), "{words:?} at {at}: {told:?}");
            let above = out.parent().expect("a folder");
            assert!(!above.exists(), "{words:?} at {at} left its folder");
        }
        assert!(at > 3, "{words:?}: {at}");
        assert!(out.exists(), "{words:?}");
        std::fs::remove_dir_all(out.parent().expect("a folder")).expect("removed");
    }
}
