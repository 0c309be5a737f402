//! Reading never writes: whatever is asked, as of whatever day, the home stays as it was.

use crate::bench::{Bench, fixture};
use std::collections::BTreeMap;
use std::path::Path;

const ATHLETES: [&str; 4] = ["healthy", "relapse", "returning", "sparse"];

/// Every file below a folder with its bytes and its mode, but for the derived cache.
fn content(home: &Path) -> BTreeMap<String, (u32, Vec<u8>)> {
    fn walk(folder: &Path, home: &Path, found: &mut BTreeMap<String, (u32, Vec<u8>)>) {
        use std::os::unix::fs::PermissionsExt;
        for entry in std::fs::read_dir(folder).expect("reads") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(home)
                .expect("inside")
                .display()
                .to_string();
            if name == "cache" {
                continue;
            }
            let mode = path.metadata().expect("there").permissions().mode();
            if path.is_dir() {
                walk(&path, home, found);
                found.insert(name, (mode, Vec::new()));
            } else {
                found.insert(name, (mode, std::fs::read(&path).expect("reads")));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(home, home, &mut found);
    found
}

#[test]
fn no_reading_command_changes_a_byte_of_the_home() {
    let days: Vec<String> = (1..=12)
        .map(|month| format!("2026-{month:02}-{:02}", 10 + month))
        .collect();
    std::thread::scope(|scope| {
        for athlete in ATHLETES {
            let days = &days;
            scope.spawn(move || {
                let bench = Bench::new("2026-11-22");
                bench.adopt(athlete);
                bench
                    .call(&["import", &fixture(&format!("athletes/{athlete}"))])
                    .ok();
                let before = content(&bench.home());
                let out = bench.folder.path().join("out");
                let out = out.to_str().expect("UTF-8");
                let rarely: [&[&str]; 9] = [
                    &["plan", "--week", "this", "--why"],
                    &["show", "last"],
                    &["rules"],
                    &["explain", "intensity-early"],
                    &["episode", "show"],
                    &["log", "show"],
                    &["report"],
                    &["report", "--format", "pdf"],
                    &["export", "csv", "-o", out],
                ];
                let often: [&[&str]; 5] =
                    [&["check"], &["plan"], &["trend"], &["runs"], &["roster"]];
                for (index, day) in days.iter().enumerate() {
                    let costly = if index % 6 == 5 { &rarely[..] } else { &[] };
                    for arguments in often.iter().chain(costly) {
                        let ended = bench.call(&[arguments, &["--as-of", day][..]].concat());
                        // Of a day before the first run there is no last one.
                        assert!(ended.code < 2 || arguments[0] == "show", "{ended:?}");
                    }
                    assert_eq!(content(&bench.home()), before, "{athlete} as of {day}");
                }
            });
        }
    });
}

#[test]
fn what_is_derived_can_be_lost_at_any_moment() {
    let bench = Bench::new("2026-11-22");
    bench.import(&["files/garmin.fit"]).ok();
    bench.call(&["pain", "3", "--during", "last"]).ok();
    let runs = bench.runs();
    std::fs::remove_dir_all(bench.home().join("cache")).expect("removes");
    assert_eq!(bench.runs(), runs);
    let database = bench.cache().join("comeback.db");
    let sound = std::fs::read(&database).expect("reads");
    // A byte that is silently another one is not believed.
    for at in (0..sound.len()).step_by(sound.len() / 40) {
        let mut broken = sound.clone();
        broken[at] ^= 0x10;
        for name in ["comeback.db-wal", "comeback.db-shm"] {
            let _ = std::fs::remove_file(bench.cache().join(name));
        }
        std::fs::write(&database, &broken).expect("writes");
        assert_eq!(bench.runs(), runs, "byte {at}");
    }
}

#[test]
fn a_home_that_cannot_be_written_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new("2026-11-22");
    bench.import(&["files/garmin.fit"]).ok();
    let runs = bench.runs();
    std::fs::remove_dir_all(bench.home().join("cache")).expect("removes");
    let home = bench.home();
    let closed = |mode| {
        std::fs::set_permissions(&home, std::fs::Permissions::from_mode(mode)).expect("changes");
    };
    closed(0o500);
    if std::fs::create_dir(home.join("cache")).is_ok() {
        eprintln!("skipped: this user may write everywhere");
        return;
    }
    let read = bench.call(&["runs", "--json"]);
    closed(0o700);
    assert_eq!(read.ok().json(), runs);
}

#[test]
fn only_the_owner_can_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new("2026-11-22");
    bench.import(&["files/garmin.fit"]).ok();
    bench.call(&["pain", "3", "--during", "last"]).ok();
    bench.call(&["report"]).ok();
    let mut open = Vec::new();
    let mut folders = vec![bench.home()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("reads") {
            let path = entry.expect("an entry").path();
            let mode = path.metadata().expect("there").permissions().mode();
            if mode & 0o077 != 0 {
                open.push(format!("{} {mode:o}", path.display()));
            }
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
}
