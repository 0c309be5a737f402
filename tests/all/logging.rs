//! What the runner can write down, and how forgiving that is.

use crate::bench::Bench;
use serde_json::{Value, json};

const SUNDAY: &str = "2026-11-22T20:00:00+01:00";

fn diary(bench: &Bench) -> Vec<Value> {
    bench
        .diary()
        .iter()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

#[test]
fn everything_that_can_be_logged_is_one_line_of_the_diary() {
    let bench = Bench::new(SUNDAY);
    for (words, line) in [
        (
            "log rehab a a-bridge-single --side left --sets 3 --reps 12 --kg 5 --effort 7 --pain 2",
            json!({"kind": "rehab", "set": "a", "exercise": "a-bridge-single", "side": "left",
                "sets": 3, "reps": 12, "kg": 5.0, "effort": 7.0, "pain": 2.0}),
        ),
        (
            "log rehab isometric --seconds 45 --sets 5",
            json!({"kind": "rehab", "set": "isometric", "sets": 5, "seconds": 45.0}),
        ),
        (
            "log test pass --left 18 --right 21 --pain 1",
            json!({"kind": "test", "passed": true, "left": 18, "right": 21, "pain": 1.0}),
        ),
        ("log test fail", json!({"kind": "test", "passed": false})),
        (
            "log comment well-done --by Kim",
            json!({"kind": "comment", "text": "well-done", "by": "Kim"}),
        ),
        (
            "log load-test 1 --side right",
            json!({"kind": "load-test", "score": 1.0, "side": "right"}),
        ),
        (
            "log illness --until 2026-11-24",
            json!({"kind": "illness", "until": "2026-11-24"}),
        ),
        ("log illness", json!({"kind": "illness"})),
        ("log uwri 28", json!({"kind": "uwri", "score": 28.0})),
        (
            "log psfs sitting 4",
            json!({"kind": "psfs", "activity": "sitting", "score": 4.0}),
        ),
        (
            "log sitting-tolerance 25",
            json!({"kind": "sitting-tolerance", "minutes": 25.0}),
        ),
        (
            "log answer slept-badly yes",
            json!({"kind": "answer", "question": "slept-badly", "yes": true}),
        ),
        (
            "log symptom leg-swollen",
            json!({"kind": "symptom", "symptom": "leg-swollen"}),
        ),
        (
            "pain 3 --now 1",
            json!({"kind": "pain", "score": 3.0, "now": 1.0}),
        ),
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        bench.call(&words).ok();
        let lines = diary(&bench);
        let last = lines.last().and_then(Value::as_object).expect("an object");
        for (key, value) in line.as_object().expect("an object") {
            assert_eq!(last.get(key), Some(value), "{words:?}: {key}");
        }
    }
    for words in [
        "log rehab a --reps 12 --seconds 30",
        "log rehab d",
        "log rehab a --pain 11",
        "log test maybe",
        "log load-test 11",
        "log illness --until 2026-11-20",
        "log uwri 37",
        "log psfs sitting 11",
        "log answer hunger yes",
        "log sitting-tolerance 0",
        "add --at 18:00 --run 10 --walk -5",
    ] {
        let before = diary(&bench).len();
        let words: Vec<&str> = words.split(' ').collect();
        bench.call(&words).exits(2);
        assert_eq!(diary(&bench).len(), before, "{words:?}");
    }
    let alone = bench
        .call(&["log", "answer", "ate-too-little", "yes"])
        .ok()
        .stdout;
    assert!(
        alone.contains("Eat before and after") && !alone.contains("dietitian"),
        "{alone}"
    );
    let both = bench
        .call(&["log", "answer", "stress-fracture", "yes"])
        .ok()
        .stdout;
    assert!(
        both.contains("See a doctor") && both.contains("dietitian"),
        "{both}"
    );
    let score = bench.call(&["pain", "abc"]).exits(2).stderr;
    assert!(score.contains("0 (none) to 10"), "{score}");
    let far = bench
        .call(&[
            "add",
            "--at",
            "08:00",
            "--minutes",
            "30",
            "--distance",
            "9999",
        ])
        .exits(2)
        .stderr;
    assert!(far.contains("500 km") && far.contains("9999 km"), "{far}");
    let questions = bench.call(&["log", "questions"]).ok().stdout;
    assert!(questions.contains("slept-badly") && questions.contains("No answer changes a plan"));
}

#[test]
fn the_worst_is_never_less_than_what_is_felt_now() {
    let bench = Bench::new(SUNDAY);
    let ended = bench.call(&["pain", "1", "--now", "3"]).ok();
    assert!(
        ended.stderr.contains("entered as the worst"),
        "{}",
        ended.stderr
    );
    assert_eq!(diary(&bench)[0]["score"], json!(3.0));
}

#[test]
fn walked_minutes_lie_beside_the_running() {
    let bench = Bench::new(SUNDAY);
    bench
        .call(&["add", "--at", "10:00", "--run", "12", "--walk", "18"])
        .ok();
    let run = &bench.runs()["runs"][0];
    assert_eq!(run["running_s"], json!(720.0));
    assert_eq!(run["moving_s"], json!(1800.0));
}

fn under_care(bench: &Bench) {
    bench
        .call(&["config", "set", "time-zone", "Europe/Berlin"])
        .ok();
    bench
        .call(&[
            "episode",
            "start",
            "--on",
            "2026-11-16",
            "--diagnosed",
            "--begin",
            "continuous",
            "--goal-minutes",
            "40",
            "--goal-runs",
            "3",
        ])
        .ok();
}

/// The first day of the present week on which the plan holds a run.
fn first_run_day(bench: &Bench) -> String {
    let plan = bench
        .call(&[
            "plan",
            "--week",
            "this",
            "--json",
            "--as-of",
            "2026-11-16T06:00:00+01:00",
        ])
        .ok()
        .json();
    let days = plan["days"].as_array().expect("days").clone();
    let day = days
        .iter()
        .find(|day| day["kind"] == "easy")
        .expect("a day with a run");
    day["date"].as_str().expect("a date").to_owned()
}

#[test]
fn done_is_the_run_where_no_recording_tells_of_it() {
    let bench = Bench::new(SUNDAY);
    under_care(&bench);
    let day = first_run_day(&bench);
    bench
        .call(&["done", &day, "--rpe", "3", "--pain", "1"])
        .ok();
    let runs = bench.runs();
    let run = &runs["runs"][0];
    assert!(
        run["start"]
            .as_str()
            .expect("a start")
            .starts_with(&format!("{day}T12:00"))
    );
    assert!(
        run["running_s"].as_f64().expect("a figure") >= 300.0,
        "{run}"
    );
    assert_eq!(run["response"]["max"], json!(1.0));
    // The same twice is one, and a day that has not come was not done.
    bench.call(&["done", &day]).exits(2);
    bench.call(&["done", "2026-11-27"]).exits(2);
    // A run that is told of in another way is the run of that day.
    bench
        .call(&["add", "--at", &format!("{day}T07:00"), "--minutes", "21"])
        .ok();
    let runs = bench.runs();
    assert_eq!(runs["runs"].as_array().map(Vec::len), Some(1), "{runs}");
    assert_eq!(runs["runs"][0]["running_s"], json!(1260.0));
}

#[test]
fn done_on_a_day_of_rest_says_what_to_do_instead() {
    let bench = Bench::new(SUNDAY);
    let ended = bench.call(&["done", "--rpe", "3"]).exits(2);
    assert!(ended.stderr.contains("comeback add"), "{}", ended.stderr);
}

#[test]
fn done_begins_no_home() {
    let bench = Bench::new(SUNDAY);
    for words in [&["done"][..], &["done", "yesterday"], &["done", "last"]] {
        let ended = bench.call(words).exits(2);
        assert!(ended.stdout.is_empty(), "{}", ended.stdout);
        assert!(bench.is_untouched(), "{words:?}");
    }
}

#[test]
fn an_episode_is_edited_and_reopened() {
    let bench = Bench::new(SUNDAY);
    bench
        .call(&["episode", "edit", "--goal-runs", "4"])
        .exits(2);
    bench.call(&["episode", "reopen"]).exits(2);
    under_care(&bench);
    bench.call(&["episode", "edit"]).exits(2);
    bench
        .call(&[
            "episode",
            "edit",
            "--goal-runs",
            "4",
            "--race",
            "2027-04-18",
        ])
        .ok();
    let shown = bench.call(&["episode", "show", "--json"]).ok().json();
    assert_eq!(
        shown["episode"]["goal"]["runs_per_week"],
        json!(4),
        "{shown}"
    );
    bench.call(&["episode", "end", "--at", "2026-11-21"]).ok();
    assert_eq!(
        bench.call(&["check", "--json", "--exit-zero"]).ok().json()["rung"],
        "none"
    );
    bench.call(&["episode", "reopen"]).ok();
    assert_ne!(
        bench.call(&["check", "--json", "--exit-zero"]).ok().json()["rung"],
        "none"
    );
    bench.call(&["episode", "reopen"]).exits(2);
}

#[test]
fn a_line_of_a_newer_version_stays_where_it_is() {
    let bench = Bench::new(SUNDAY);
    bench.call(&["pain", "2"]).ok();
    let path = bench.diary_files().remove(0);
    let mut text = std::fs::read_to_string(&path).expect("a diary");
    let newer = r#"{"id":"00000000NEWER1","at":"2026-11-21T18:00:00+01:00","kind":"of-tomorrow","figure":3}"#;
    text.push_str(newer);
    text.push('\n');
    std::fs::write(&path, &text).expect("writes");
    let ended = bench.call(&["pain", "1", "--at", "19:00"]).ok();
    assert!(!ended.stdout.is_empty());
    let after = std::fs::read_to_string(&path).expect("a diary");
    assert!(after.starts_with(&text), "{after}");
    assert_eq!(bench.diary().len(), 3);
}

/// A line that came by the sync with an id behind all moments to come would stand behind
/// everything that is written later, and `undo` would take the wrong thing back.
#[test]
fn an_id_that_cannot_be_leaves_the_order_of_writing_alone() {
    let bench = Bench::new(SUNDAY);
    bench.call(&["pain", "2"]).ok();
    let folder = bench.diary_files().remove(0);
    let folder = folder.parent().expect("a folder");
    let foreign = r#"{"id":"7ZZZZZZZZZZZZZZZZZZZZZZZZZ","at":"2026-11-21T18:00:00+01:00","kind":"sitting","minutes":20}"#;
    std::fs::write(folder.join("other.jsonl"), format!("{foreign}\n")).expect("writes");
    bench.call(&["log", "sitting", "40"]).ok();
    bench.call(&["log", "sitting", "50"]).ok();
    for taken_back in ["minutes 50", "minutes 40", "score 2"] {
        let ended = bench.call(&["undo"]).ok();
        assert!(ended.stdout.contains(taken_back), "{}", ended.stdout);
    }
    let found = bench.call(&["verify"]).exits(3);
    assert!(
        found.stdout.contains("of no moment that can have been"),
        "{}",
        found.stdout
    );
}

#[test]
fn a_comment_is_signed_shown_and_counts_for_nothing() {
    let bench = Bench::new(SUNDAY);
    bench.call(&["episode", "start", "--on", "2026-11-02"]).ok();
    let plan = bench.call(&["plan", "--json"]).ok().json();
    bench
        .call(&["log", "comment", "keep Thursday easy", "--by", "Kim"])
        .ok();
    assert_eq!(plan, bench.call(&["plan", "--json"]).ok().json());
    let today = bench.call(&["today", "--json"]).ok().json();
    assert_eq!(today["comments"][0]["by"], "Kim");
    assert_eq!(today["comments"][0]["text"], "keep Thursday easy");
    let told = bench.call(&["today"]).ok().stdout;
    assert!(told.contains("Kim, Sunday: keep Thursday easy"), "{told}");
    // Unsigned it is none, and after a week it is in the log alone.
    bench.call(&["log", "comment", "hm"]).exits(2);
    let later = bench.call(&["--as-of", "2026-11-30", "today", "--json"]);
    assert_eq!(later.ok().json()["comments"], json!([]));
    let list = bench.call(&["log", "list", "--json"]).ok().stdout;
    assert!(list.contains("keep Thursday easy"), "{list}");
}

#[test]
fn the_exercises_are_told_to_programs_too() {
    let bench = Bench::new("2026-11-22");
    let all = bench.call(&["log", "exercises", "--json"]).ok().json();
    let all = all["exercises"].as_array().expect("a list").clone();
    assert!(all.len() > 10);
    for one in &all {
        assert!(one["id"].is_string() && one["how"].is_array(), "{one}");
    }
    let id = all[0]["id"].as_str().expect("an id").to_owned();
    let one = bench.call(&["log", "exercises", &id, "--json"]).ok().json();
    assert_eq!(one["exercises"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_episode_begins_on_the_day_on_which_the_last_one_ended() {
    let bench = Bench::new(SUNDAY);
    bench.call(&["episode", "start", "--on", "2026-10-01"]).ok();
    bench
        .call(&["episode", "edit", "--goal-minutes", "40"])
        .ok();
    bench.call(&["episode", "end"]).ok();
    // One that is over is taken up again, and not begun once more.
    let refused = bench
        .call(&["episode", "start", "--on", "2026-10-01"])
        .exits(2);
    assert!(refused.stderr.contains("reopen"), "{}", refused.stderr);
    bench.call(&["episode", "start", "--on", "2026-11-22"]).ok();
    let shown = bench.call(&["episode", "show", "--json"]).ok().json();
    assert_eq!(shown["episode"]["start"], "2026-11-22", "{shown}");
    assert_eq!(shown["episode"]["goal"]["session_min"], 30.0, "{shown}");
}

/// Without an injury nobody is asked for pain, and no score is missing.
#[test]
fn no_score_is_missing_of_a_week_in_which_nobody_asked() {
    let bench = Bench::new("2026-11-22");
    for day in ["2026-10-13", "2026-11-10", "2026-11-21"] {
        let run = ["add", "--at", day, "--minutes", "30"];
        bench.call(&run).ok();
    }
    let told = |bench: &Bench| bench.call(&["trend"]).ok().stdout;
    for missing in ["no score", "still open"] {
        assert!(!told(&bench).contains(missing), "{}", told(&bench));
    }
    bench
        .call(&["--yes", "episode", "start", "--on", "2026-11-02"])
        .ok();
    for missing in ["no score", "still open"] {
        assert_eq!(told(&bench).matches(missing).count(), 1);
    }
}

/// A decimal point that was left out makes ten runs of one.
#[test]
fn a_run_far_longer_than_all_before_is_asked_about() {
    let bench = Bench::new(SUNDAY);
    for day in 1..=5 {
        let at = format!("2026-11-{:02}T18:00", day * 2);
        bench.call(&["add", "--at", &at, "--minutes", "40"]).ok();
    }
    let slip = ["add", "--at", "2026-11-20T18:00", "--minutes", "395"];
    let refused = bench.call(&slip).exits(2);
    assert!(
        refused
            .stderr
            .contains("3 times the longest run of the log, 40 min"),
        "{}",
        refused.stderr
    );
    // A long day out is believed, and so is who says that it is so.
    bench
        .call(&["add", "--at", "2026-11-18T08:00", "--minutes", "119"])
        .ok();
    bench
        .call(&["--yes", slip[0], slip[1], slip[2], slip[3], slip[4]])
        .ok();
}

/// The clock of an autumn night shows an hour twice: which of the two is meant is said.
#[test]
fn an_hour_that_came_twice_is_told_with_its_offset() {
    let bench = Bench::new(SUNDAY);
    (bench.call(&["config", "set", "time-zone", "Europe/Berlin"])).ok();
    for (at, offset) in [
        (
            "2026-10-25 02:30",
            "02:30 (+02:00, an hour that came twice)",
        ),
        (
            "2026-10-25T02:30+01:00",
            "02:30 (+01:00, an hour that came twice)",
        ),
        ("2026-10-25 03:30", "03:30 · pain"),
    ] {
        let said = bench.call(&["pain", "2", "--at", at]).ok().stdout;
        assert!(said.contains(offset), "{said}");
    }
}

/// What can be read in two ways is no entry, and both ways are said; so is a slip of the
/// unit.
#[test]
fn what_was_typed_in_two_ways_is_asked_about() {
    let bench = Bench::new(SUNDAY);
    let refused = |words: &[&str], both: &[&str]| {
        let said = bench.call(words).exits(2).stderr;
        for one in both {
            assert!(said.contains(one), "{words:?}: {said}");
        }
        assert_eq!(diary(&bench), Vec::<Value>::new(), "{words:?}");
    };
    let add = ["add", "--at", "2026-11-21 09:00"];
    refused(
        &[&add[..], &["--minutes", "1:05"]].concat(),
        &["1h05", "1m05s"],
    );
    refused(
        &[&add[..], &["--minutes", "1.5"]].concat(),
        &["1.5h", "--yes"],
    );
    let far = [&add[..], &["--minutes", "30", "--distance"]].concat();
    refused(&[&far[..], &["5.200 m"]].concat(), &["5200 m"]);
    refused(&[&far[..], &["5200"]].concat(), &["5200m"]);
    refused(&[&far[..], &["0"]].concat(), &["leave it away"]);
    refused(&[&far[..], &["-5"]].concat(), &["leave it away"]);
    refused(&["pain", "2", "--at", "7.05"], &["2026-05-07 or 07:05"]);
    refused(&["pain", "2", "--at", "3/4"], &["2026-04-03 or 2026-03-04"]);
    refused(&["pain", "2", "--at", "thu 20.11.2026"], &["is a Friday"]);
    bench
        .call(&["pain", "-0", "--at", "Sat 21 Nov 2026 18:30"])
        .ok();
    let entered = diary(&bench);
    assert_eq!(entered[0]["at"], "2026-11-21T18:30:00Z");
    assert!(bench.call(&["log", "list"]).ok().stdout.contains("score 0"));
}
