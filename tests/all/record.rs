//! Everything can be taken back, and nothing is erased.

use crate::bench::{Bench, fixture};
use comeback_core::units::Metres;
use comeback_store::{AthleteName, Changes, Home};
use serde_json::Value;

const SUNDAY: &str = "2026-11-22T20:00:00Z";

fn entries(bench: &Bench) -> Vec<Value> {
    let listed = bench.call(&["log", "list", "--json"]).ok().json();
    listed["entries"].as_array().expect("a list").clone()
}

/// The scores of pain that count, in the order of writing.
fn scores(bench: &Bench) -> Vec<f64> {
    entries(bench)
        .iter()
        .filter(|entry| entry["kind"] == "pain" && entry["counts"] == true)
        .map(|entry| entry["score"].as_f64().expect("a score"))
        .collect()
}

fn short(entry: &Value) -> String {
    let id = entry["id"].as_str().expect("an id");
    id[id.len() - 6..].to_owned()
}

#[test]
fn the_last_thing_is_taken_back_and_stays_in_the_record() {
    let bench = Bench::new(SUNDAY);
    bench.call(&["undo"]).exits(2);
    for score in ["2", "3", "7"] {
        bench.call(&["pain", score]).ok();
    }
    let ended = bench.call(&["undo", "--why", "a slip"]).ok();
    assert!(ended.stdout.contains("taken back"), "{}", ended.stdout);
    assert_eq!(scores(&bench), [2.0, 3.0]);
    bench.call(&["undo"]).ok();
    assert_eq!(scores(&bench), [2.0]);
    let all = entries(&bench);
    assert_eq!(all.len(), 5, "three told, two taken back");
    assert_eq!(all[2]["voided"], true);
    assert_eq!(all[3]["voids"], all[2]["id"]);
    assert_eq!(all[3]["note"], "a slip");
    assert_eq!(all[0]["voids"], Value::Null);
    assert_eq!(all[0]["supersedes"], Value::Null);
    // The same said again is said again.
    bench.call(&["pain", "7"]).ok();
    assert_eq!(scores(&bench), [2.0, 7.0]);
}

#[test]
fn an_entry_is_told_otherwise_or_counts_no_more() {
    let bench = Bench::new(SUNDAY);
    bench.call(&["pain", "6", "--site", "left"]).ok();
    bench.call(&["log", "sitting", "40"]).ok();
    let all = entries(&bench);
    let (pain, sitting) = (short(&all[0]), short(&all[1]));
    bench
        .call(&[
            "log",
            "edit",
            &pain,
            "score=3,5",
            "site=",
            "--at",
            "yesterday 18:00",
        ])
        .ok();
    let now = &entries(&bench)[2];
    assert_eq!(now["score"], 3.5);
    assert_eq!(now.get("site"), None);
    assert!(
        now["at"]
            .as_str()
            .expect("a time")
            .starts_with("2026-11-21T18:00")
    );
    assert_eq!(now["supersedes"], all[0]["id"]);
    assert_eq!(scores(&bench), [3.5]);
    for refused in [
        &["log", "edit", &pain, "score=11"][..],
        &["log", "edit", "last", "colour=red"],
        &["log", "edit", "last", "score"],
        &["log", "edit", "last"],
        &["void", "nothing"],
    ] {
        bench.call(refused).exits(2);
    }
    bench
        .call(&["void", &sitting, "--why", "the wrong day"])
        .ok();
    bench.call(&["void", &sitting]).exits(2);
    bench.call(&["undo"]).ok();
    let counts = |index: usize| entries(&bench)[index]["counts"] == true;
    assert!(counts(1), "the void was taken back");
    // The old id leads on to what is told now.
    bench.call(&["log", "edit", &pain, "score=2"]).ok();
    assert_eq!(scores(&bench), [2.0]);
    bench.call(&["undo"]).ok();
    assert_eq!(scores(&bench), [3.5]);
    // Taking back a change brings back what was told before.
    bench.call(&["undo"]).ok();
    assert_eq!(scores(&bench), [6.0]);
    let numbered = bench.call(&["log", "list"]).ok().stdout;
    assert!(numbered.contains("   1  "), "{numbered}");
    bench.call(&["void", "1"]).ok();
    assert!(scores(&bench).is_empty());
}

#[test]
fn an_import_is_taken_back_with_its_runs_and_entries() {
    let bench = Bench::new("2027-01-01");
    bench.import(&["files/garmin.fit"]).ok();
    let before = bench.runs();
    let first = before["runs"][0]["id"].as_str().expect("an id").to_owned();
    let folder = fixture("athletes/sparse");
    bench.call(&["import", "--diary", &folder]).ok();
    assert!(bench.runs()["runs"].as_array().expect("a list").len() > 5);
    let undone = bench.call(&["undo", "--json"]).ok().json();
    assert!(
        undone["changed"]["files"]
            .as_array()
            .is_some_and(|files| files.len() > 5)
    );
    assert_eq!(bench.runs(), before);
    assert!(
        entries(&bench)
            .iter()
            .all(|entry| entry["counts"] != true || entry["kind"] == "undo")
    );
    // Imported again, it is in again.
    bench.call(&["import", "--diary", &folder]).ok();
    let again = bench.runs();
    assert!(again["runs"].as_array().expect("a list").len() > 5);
    bench
        .call(&["exclude", "--import", "last", "--why", "the wrong archive"])
        .ok();
    assert_eq!(bench.runs(), before);
    bench.call(&["undo"]).ok();
    assert_eq!(bench.runs(), again);
    bench.call(&["rebuild"]).ok();
    assert_eq!(bench.runs(), again);
    bench.call(&["show", &first]).ok();
}

/// What went with its import comes again with it; what was taken back or told otherwise
/// by itself does not come twice.
#[test]
fn a_diary_that_was_taken_back_can_be_taken_again() {
    let bench = Bench::new("2027-01-01");
    let diary = bench.folder.path().join("me-diary.jsonl");
    let lines: String = (1..=4)
        .map(|score| {
            format!(
                "{{\"at\":\"2026-11-0{score}T18:00:00Z\",\"kind\":\"pain\",\"score\":{score}}}\n"
            )
        })
        .collect();
    std::fs::write(&diary, lines).expect("writes");
    let path = diary.to_str().expect("UTF-8");
    let taken = |more: &str| {
        let said = bench.call(&["import", "--diary", more, path]).ok().stderr;
        let (before, _) = said.split_once(" diary entries are new")?;
        before.rsplit(['\n', ' ']).next()?.parse::<u64>().ok()
    };
    assert_eq!(taken("--verbose"), Some(4));
    assert_eq!(taken("--verbose"), None, "once is enough");
    for back in [
        &["undo"][..],
        &["exclude", "--import", "last", "--why", "another's"],
    ] {
        bench.call(back).ok();
        assert_eq!(scores(&bench), Vec::<f64>::new(), "{back:?}");
        assert_eq!(taken("--dry-run"), Some(4), "{back:?}");
        assert_eq!(taken("--verbose"), Some(4), "{back:?}");
        assert_eq!(scores(&bench), [1.0, 2.0, 3.0, 4.0], "{back:?}");
    }
    // The first is taken back by itself and the second told otherwise, before all goes.
    let told: Vec<String> = entries(&bench)
        .iter()
        .filter(|entry| entry["kind"] == "pain" && entry["counts"] == true)
        .map(|entry| entry["id"].as_str().expect("an id").to_owned())
        .collect();
    bench.call(&["void", &told[0]]).ok();
    bench.call(&["edit", &told[1], "score=7"]).ok();
    bench
        .call(&["exclude", "--import", "last", "--why", "another's"])
        .ok();
    assert_eq!(scores(&bench), [7.0]);
    assert_eq!(taken("--dry-run"), Some(2));
    assert_eq!(taken("--verbose"), Some(2));
    assert_eq!(scores(&bench), [7.0, 3.0, 4.0]);
}

#[test]
fn two_copies_of_a_run_are_one_again_when_one_is_taken_back() {
    let bench = Bench::new("2027-01-01");
    bench.import(&["files/twin-left-wrist.fit"]).ok();
    let alone = bench.runs();
    bench.import(&["files/twin-right-wrist.fit"]).ok();
    assert_ne!(bench.runs(), alone);
    bench.call(&["undo"]).ok();
    assert_eq!(bench.runs(), alone);
}

#[test]
fn the_word_of_an_import_is_taken_back_with_it() {
    let bench = Bench::new("2027-01-01");
    let ride = fixture("files/cycling.fit");
    bench.call(&["import", &ride, "--sport", "run"]).ok();
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(1));
    bench.call(&["undo"]).ok();
    assert_eq!(bench.runs()["runs"], Value::Array(Vec::new()));
    let counted = || {
        let all = entries(&bench);
        let answers = all.iter().filter(|entry| entry["kind"] == "sport");
        answers.filter(|entry| entry["counts"] == true).count()
    };
    assert_eq!(counted(), 0, "the answer went with the import");
    // Said again in the same moment it is said anew, and survives a rebuild.
    bench.call(&["import", &ride, "--sport", "run"]).ok();
    assert_eq!(counted(), 1);
    bench.call(&["rebuild"]).ok();
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(1));
    bench.call(&["undo"]).ok();
    // Without the word it is a ride.
    bench.call(&["import", &ride]).ok();
    assert_eq!(bench.runs()["runs"], Value::Array(Vec::new()));
}

#[test]
fn a_recording_counts_as_what_the_runner_says() {
    let bench = Bench::new("2027-01-01");
    bench.import(&["files/garmin.fit"]).ok();
    let run = bench.runs()["runs"][0].clone();
    assert_eq!(run["counted"], true);
    let id = run["id"].as_str().expect("an id");
    bench.call(&["exclude", "last", "--why", "a ride"]).ok();
    assert_eq!(bench.runs()["runs"], Value::Array(Vec::new()));
    let all = bench.call(&["runs", "--all", "--json"]).ok().json();
    assert_eq!(all["runs"][0]["counted"], false);
    assert_eq!(all["runs"][0]["why"], "a ride");
    bench.call(&["include", id]).ok();
    assert_eq!(bench.runs()["runs"][0], run);
    bench.call(&["sport", id, "other"]).ok();
    assert_eq!(bench.runs()["runs"], Value::Array(Vec::new()));
    bench.call(&["undo"]).ok();
    assert_eq!(bench.runs()["runs"][0], run);
    bench
        .call(&["correct", id, "--distance", "6,5 km", "--minutes", "40:00"])
        .ok();
    let right = bench.runs()["runs"][0].clone();
    assert_eq!(right["distance_m"], 6500.0);
    assert_eq!(right["running_s"], 2400.0);
    bench
        .call(&["correct", id, "--distance", "60", "--minutes", "10"])
        .exits(2);
    bench.call(&["correct", id]).exits(2);
    bench.call(&["exclude", "20200101"]).exits(2);
    // A run that was stated is one, too.
    bench
        .call(&["add", "--at", "2026-12-24T10:00", "--minutes", "30"])
        .ok();
    bench.call(&["exclude", "last"]).ok();
    assert_eq!(bench.runs()["runs"][0], right);
}

#[test]
fn what_looks_like_a_slip_is_asked_about() {
    let bench = Bench::new(SUNDAY);
    for doubtful in [
        &[
            "add",
            "--at",
            "2026-11-21",
            "--minutes",
            "2",
            "--distance",
            "5",
        ][..],
        &["add", "--at", "2026-11-18", "--minutes", "2000"],
        &["add", "--at", "2030-11-21", "--minutes", "30"],
        &["log", "sitting", "1.5"],
        &["pain", "3", "--at", "2030-01-01"],
    ] {
        let ended = bench.call(doubtful).exits(2);
        assert!(
            ended.stderr.contains("--yes"),
            "{doubtful:?}: {}",
            ended.stderr
        );
        bench.call(&[doubtful, &["--yes"]].concat()).ok();
    }
    for plain in [
        &["log", "sitting", "1.5h"][..],
        &[
            "add",
            "--at",
            "yesterday 8pm",
            "--minutes",
            "30:00",
            "--distance",
            "5,2 km",
        ],
        &["pain", "2/10", "--at", "2 hours ago"],
    ] {
        bench.call(plain).ok();
    }
}

#[test]
fn one_bad_thing_costs_one_thing_and_verify_names_it() {
    let bench = Bench::new("2027-01-01");
    bench.import(&["files/garmin.fit"]).ok();
    bench
        .call(&["import", "--diary", &fixture("athletes/sparse")])
        .ok();
    let whole = bench.runs();
    let count = |runs: &Value| runs["runs"].as_array().expect("a list").len();
    let sound = bench.call(&["verify", "--json"]).ok().json();
    assert_eq!(sound["problems"], Value::Array(Vec::new()));
    // One original is damaged, a line is not ours, a date is out of every range.
    let garmin = bench.runs()["runs"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|run| run["files"][0]["name"] == "garmin.fit")
        .expect("imported")["files"][0]["sha256"]
        .as_str()
        .expect("a sum")
        .to_owned();
    let original = bench.athlete().join(format!("originals/{garmin}.zst"));
    std::fs::write(&original, b"damaged").expect("writes");
    let diary = bench.diary_files().remove(0);
    let mut lines = std::fs::read_to_string(&diary).expect("reads");
    lines.push_str("{\"id\":\"01ARZ3NDEKTSV4RRFFQ69G5FAV\",\"at\":\"-262143-01-01T00:00:00Z\",\"kind\":\"stretch\"}\n");
    lines.push_str("{\"at\":\"2026-11-01T00:00:00Z\",\"kind\":\"run\",\"minutes\":1e12}\n");
    std::fs::write(&diary, lines).expect("writes");
    let found = bench.call(&["verify", "--json"]).exits(3).json();
    assert_eq!(
        found["problems"].as_array().map(Vec::len),
        Some(3),
        "{found}"
    );
    // What needs it again is derived without it, and says so.
    std::fs::remove_dir_all(bench.home().join("cache")).expect("removes");
    let ended = bench.call(&["runs", "--json"]).ok();
    assert_eq!(count(&ended.json()), count(&whole) - 1);
    assert!(
        ended.stderr.contains("garmin.fit does not count"),
        "{}",
        ended.stderr
    );
    bench.call(&["roster"]).ok();
    // The file that comes again heals it.
    bench.import(&["files/garmin.fit"]).ok();
    assert_eq!(bench.runs(), whole);
}

/// A sum over a row says that it is the row that was written, not that it was right.
#[test]
fn verify_holds_every_kept_figure_against_its_original() {
    let bench = Bench::new("2027-01-01");
    bench.call(&["import", &fixture("athletes/sparse")]).ok();
    bench.import(&["files/export.zip", "files/garmin.fit"]).ok();
    let whole = bench.runs();
    let problems = |arguments: &[&str], code: i32| {
        let ended = bench.call(&[&["verify", "--json"], arguments].concat());
        ended.exits(code).json()
    };
    assert_eq!(problems(&[], 0)["problems"], Value::Array(Vec::new()));
    let me = AthleteName::new("me").expect("a name");
    let mut store = Home::new(bench.home())
        .existing(&me)
        .expect("a home")
        .expect("a store");
    let mut kept = store.runs().expect("reads").remove(2);
    let is = kept.run.distance.expect("a distance");
    kept.run.distance = Some(Metres::new(is.get() + 1.0));
    let id = kept.run.id.to_string();
    let changes: Changes<Value, Value> = Changes {
        runs: vec![kept],
        ..Changes::default()
    };
    store.write(&changes).expect("written");
    drop(store);
    assert_ne!(bench.runs(), whole, "the sum holds, so it is believed");
    let found = problems(&[], 3);
    let listed = found["problems"].as_array().expect("a list");
    assert_eq!(listed.len(), 1, "{found}");
    assert!(
        listed[0]["where"]
            .as_str()
            .is_some_and(|at| at.contains(&id))
    );
    assert!(
        listed[0]["what"]
            .as_str()
            .is_some_and(|what| what.starts_with("distance is kept as")),
        "{found}"
    );
    assert!(
        listed[0]["next"]
            .as_str()
            .is_some_and(|next| next.contains("rebuild"))
    );
    // What the time is too short for is not said to be sound.
    let short = problems(&["--minutes", "0"], 3);
    assert_eq!(short["problems"], Value::Array(Vec::new()));
    assert_eq!(short["not_decoded"], short["originals"]);
    bench.call(&["rebuild"]).ok();
    assert_eq!(problems(&[], 0)["not_decoded"], 0);
    assert_eq!(bench.runs(), whole);
    // A value that is not the one that was written is named, and made again by itself.
    let database = rusqlite::Connection::open(bench.cache().join("comeback.db")).expect("opens");
    let changed = database
        .execute(
            "UPDATE measured SET value = zeroblob(20) WHERE id = ?1",
            [&id],
        )
        .expect("changed");
    assert_eq!(changed, 1);
    drop(database);
    let found = problems(&[], 3);
    assert_eq!(found["problems"][0]["where"], "comeback.db", "{found}");
    problems(&[], 0);
    let left = std::fs::read_dir(bench.cache()).expect("a folder");
    let is_left = |name: &str| name.starts_with(".beside-");
    assert!(
        left.flatten()
            .all(|entry| !is_left(&entry.file_name().to_string_lossy()))
    );
}

#[test]
fn a_backup_writes_over_nothing_unasked() {
    let bench = Bench::new(SUNDAY);
    bench.call(&["pain", "2"]).ok();
    let file = bench.folder.path().join("all.zip");
    let path = file.to_str().expect("UTF-8");
    bench.call(&["backup", path]).ok();
    bench.call(&["backup", path]).exits(2);
    bench.call(&["backup", path, "--force"]).ok();
    let inside = bench.home().join("all.zip");
    bench
        .call(&["backup", inside.to_str().expect("UTF-8")])
        .exits(2);
    assert!(!inside.exists());
}

/// A disk that dies is the day on which a backup must not stop at the first bad file.
#[test]
fn a_backup_takes_what_it_can_and_names_what_it_could_not() {
    let bench = Bench::new("2027-01-01");
    bench.import(&["files/garmin.fit"]).ok();
    bench.import(&["files/plain.gpx"]).ok();
    bench.import(&["files/packed.fit.gz"]).ok();
    bench.call(&["pain", "2"]).ok();
    let whole = bench.runs();
    let originals = bench.athlete().join("originals");
    let of = |name: &str| {
        let runs = whole["runs"].as_array().expect("a list");
        let files = runs
            .iter()
            .flat_map(|run| run["files"].as_array().expect("files"));
        let mut named = files.filter(|file| file["name"] == name);
        let sum = named.next().expect("imported")["sha256"]
            .as_str()
            .expect("a sum");
        originals.join(format!("{sum}.zst"))
    };
    // One original holds other bytes, one is gone, and a list is a folder.
    std::fs::write(of("garmin.fit"), b"damaged").expect("writes");
    std::fs::remove_file(of("plain.gpx")).expect("removes");
    std::fs::create_dir(bench.athlete().join("advice/broken.jsonl"))
        .or_else(|_| std::fs::create_dir_all(bench.athlete().join("advice/broken.jsonl")))
        .expect("a folder");
    let file = bench.folder.path().join("all.zip");
    let path = file.to_str().expect("UTF-8");
    let ended = bench.call(&["backup", path, "--json"]).exits(3);
    let told = ended.json();
    assert_eq!(told["athletes"][0]["originals"], 1, "{told}");
    assert_eq!(told["athletes"][0]["entries"], 1, "{told}");
    let failed = told["failed"].as_array().expect("a list");
    assert_eq!(failed.len(), 3, "{told}");
    for left in failed {
        let file = left["file"].as_str().expect("a name");
        assert!(ended.stderr.contains(file), "{}", ended.stderr);
        assert!(left["error"].as_str().is_some_and(|why| !why.is_empty()));
    }
    // What is in comes back, what is not is named again, and the files heal it.
    let other = Bench::new("2027-01-01");
    let restored = other.call(&["restore", path, "--json"]).exits(3);
    assert_eq!(restored.json()["failed"].as_array().map(Vec::len), Some(3));
    assert_eq!(other.runs()["runs"].as_array().map(Vec::len), Some(1));
    assert_eq!(scores(&other), [2.0]);
    let problems = other.call(&["verify", "--json"]).exits(3).json();
    assert_eq!(problems["problems"].as_array().map(Vec::len), Some(2));
    other.import(&["files/garmin.fit", "files/plain.gpx"]).ok();
    assert_eq!(other.runs(), whole);
    other.call(&["verify"]).ok();
    // Where the place cannot be written, nothing is: that is no backup in part.
    let nowhere = bench.folder.path().join("missing/all.zip");
    bench
        .call(&["backup", nowhere.to_str().expect("UTF-8")])
        .exits(2);
}

#[test]
fn an_old_diary_is_read_and_taken_over_with_a_copy_kept() {
    let bench = Bench::new(SUNDAY);
    let athlete = bench.athlete();
    std::fs::create_dir_all(&athlete).expect("a folder");
    let old = "{\"at\":\"2026-11-20T18:00:00Z\",\"kind\":\"config\",\"key\":\"amber\",\"value\":\"hold\"}\n\
               {\"at\":\"2026-11-20T18:00:00Z\",\"kind\":\"config\",\"key\":\"amber\",\"value\":\"progress\"}\n\
               {\"at\":\"2026-11-21T18:00:00Z\",\"kind\":\"pain\",\"score\":2.0}\n\
               {\"at\":\"2026-11-21T18:00:00Z\",\"kind\":\"tea\",\"cups\":2}\n";
    std::fs::write(athlete.join("diary.jsonl"), old).expect("writes");
    let amber = || bench.call(&["config", "get", "amber"]).ok().stdout;
    assert_eq!(amber(), "progress\n", "the order of the lines is kept");
    let before = entries(&bench);
    assert!(
        athlete.join("diary.jsonl").exists(),
        "reading moves nothing"
    );
    bench.call(&["pain", "3"]).ok();
    assert!(!athlete.join("diary.jsonl").exists());
    let kept = std::fs::read_to_string(athlete.join("diary-before-0.3.jsonl")).expect("kept");
    assert_eq!(kept, old);
    let after = entries(&bench);
    assert_eq!(after[..3], before[..], "with the ids that they had");
    assert_eq!(amber(), "progress\n");
    let ended = bench.call(&["check"]).ok();
    assert!(ended.stderr.contains("tea"), "{}", ended.stderr);
    let name = ended
        .stderr
        .split("comeback void ")
        .nth(1)
        .and_then(|rest| rest.split('`').next())
        .expect("its name");
    bench.call(&["void", name]).ok();
    let ended = bench.call(&["check"]).ok();
    assert!(!ended.stderr.contains("tea"), "{}", ended.stderr);
    assert!(
        bench.diary().iter().any(|line| line.contains("tea")),
        "kept as it is"
    );
}

/// A home as the version before left it: one list of originals, one diary, the database
/// beside them.
#[test]
fn a_home_of_the_version_before_is_read_and_taken_over() {
    let bench = Bench::new("2027-01-01");
    bench.call(&["import", &fixture("athletes/sparse")]).ok();
    bench.import(&["files/garmin.fit"]).ok();
    bench.call(&["pain", "2", "--at", "2026-11-20T18:00"]).ok();
    bench.call(&["config", "set", "amber", "hold"]).ok();
    let (runs, check) = (bench.runs(), bench.call(&["check", "--json"]).stdout);
    let without = |line: &str, fields: &[&str]| {
        let mut value: Value = serde_json::from_str(line).expect("a line");
        let object = value.as_object_mut().expect("an object");
        object.retain(|name, _| !fields.contains(&name.as_str()));
        format!("{value}\n")
    };
    let athlete = bench.athlete();
    let mut listed = String::new();
    for file in std::fs::read_dir(athlete.join("imports")).expect("a folder") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("reads");
        listed.extend(text.lines().map(|line| without(line, &["import"])));
    }
    let fields = ["id", "format", "import", "supersedes"];
    let diary: String = (bench.diary().iter())
        .map(|line| without(line, &fields))
        .collect();
    for folder in ["imports", "diary", "advice"] {
        // Not each of them is there.
        let _ = std::fs::remove_dir_all(athlete.join(folder));
    }
    std::fs::remove_dir_all(bench.home().join("cache")).expect("removed");
    std::fs::write(athlete.join("originals.jsonl"), &listed).expect("written");
    std::fs::write(athlete.join("diary.jsonl"), &diary).expect("written");
    std::fs::write(athlete.join("comeback.db"), b"of another program").expect("written");
    // Read as it is, and nothing is moved by that.
    assert_eq!(bench.runs(), runs);
    assert_eq!(bench.call(&["check", "--json"]).stdout, check);
    assert!(athlete.join("diary.jsonl").exists());
    bench.call(&["verify"]).ok();
    // The first entry takes it over; what was there is kept to the byte.
    bench.call(&["pain", "3", "--at", "2026-11-21T18:00"]).ok();
    assert!(!athlete.join("diary.jsonl").exists());
    let kept = std::fs::read_to_string(athlete.join("diary-before-0.3.jsonl")).expect("kept");
    assert_eq!(kept, diary);
    assert_eq!(scores(&bench), [2.0, 3.0]);
    bench.call(&["undo"]).ok();
    assert_eq!(bench.runs(), runs);
    assert_eq!(bench.call(&["check", "--json"]).stdout, check);
    bench.import(&["files/plain.gpx"]).ok();
    let listed_now = std::fs::read_to_string(athlete.join("originals.jsonl")).expect("kept");
    assert_eq!(listed_now, listed, "new ones are listed apart");
    bench.call(&["verify"]).ok();
    // And it goes into a backup and comes back.
    let file = bench.folder.path().join("all.zip");
    let path = file.to_str().expect("UTF-8");
    bench.call(&["backup", path]).ok();
    let other = Bench::new("2027-01-01");
    other.call(&["restore", path]).ok();
    assert_eq!(other.runs(), bench.runs());
    assert_eq!(scores(&other), [2.0]);
}

/// An entry that was told otherwise counts no more; taken back, it would take what is told
/// now with it.
#[test]
fn an_old_telling_is_not_taken_back() {
    let bench = Bench::new("2026-11-22");
    bench
        .call(&["add", "--at", "2026-11-21T18:00", "--minutes", "30"])
        .ok();
    bench.call(&["pain", "2", "--during", "last"]).ok();
    bench.call(&["edit", "2", "score=7"]).ok();
    bench.call(&["edit", "3", "score=8"]).ok();
    for old in ["2", "3"] {
        let refused = bench.call(&["void", old]).exits(2);
        assert!(
            refused.stderr.contains("counts no more"),
            "{}",
            refused.stderr
        );
    }
    assert_eq!(bench.runs()["runs"][0]["response"]["max"], 8.0);
    bench.call(&["void", "4"]).ok();
    assert_eq!(
        bench.runs()["runs"][0]["response"]["max"],
        serde_json::Value::Null
    );
}
