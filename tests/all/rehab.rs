//! Rehab and the day as the program shows them.

use crate::bench::Bench;
use comeback_core::rehab::page;
use serde_json::{Value, json};
use std::path::Path;

const EVENING: &str = "2026-11-22T20:00:00+01:00";

#[test]
fn docs_of_rehab_are_those_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/method/rehab.md");
    let text = page::page();
    if std::env::var_os("COMEBACK_BLESS").is_some() {
        std::fs::write(&path, &text).expect("a page is written");
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == text,
        "docs/method/rehab.md is stale: COMEBACK_BLESS=1 cargo test docs"
    );
}

fn under_care() -> Bench {
    let bench = Bench::new(EVENING);
    bench
        .call(&["config", "set", "time-zone", "Europe/Berlin"])
        .ok();
    for day in [
        "2026-10-12",
        "2026-10-15",
        "2026-10-18",
        "2026-10-22",
        "2026-10-25",
    ] {
        bench
            .call(&["add", "--at", &format!("{day}T18:00"), "--minutes", "40"])
            .ok();
    }
    bench
        .call(&[
            "episode",
            "start",
            "--on",
            "2026-11-02",
            "--diagnosed",
            "--begin",
            "continuous",
        ])
        .ok();
    bench
}

fn today(bench: &Bench, as_of: &str) -> Value {
    bench
        .call(&["today", "--json", "--as-of", as_of])
        .ok()
        .json()
}

#[test]
fn today_has_at_most_twelve_lines_and_the_contracts_names_and_writes_nothing() {
    let bench = under_care();
    bench
        .call(&["add", "--at", "2026-11-20T18:00", "--minutes", "15"])
        .ok();
    let before = bench.diary();
    for moment in [
        "2026-11-01T08:00:00+01:00",
        "2026-11-02T08:00:00+01:00",
        "2026-11-20T20:00:00+01:00",
        "2026-11-21T08:00:00+01:00",
        "2026-11-22T20:00:00+01:00",
    ] {
        let said = bench.call(&["today", "--as-of", moment]).ok().stdout;
        let lines = said.lines().count();
        assert!((1..=12).contains(&lines), "{lines} lines\n{said}");
        let told = today(&bench, moment);
        for key in ["date", "headline", "session", "due", "changed"] {
            assert!(told.get(key).is_some(), "{key} in {told}");
        }
        assert!(!told["headline"].as_str().expect("a headline").is_empty());
    }
    let after = bench.diary();
    assert_eq!(before, after);
}

#[test]
fn the_score_of_a_run_is_due_the_next_morning_with_its_clock_times() {
    let bench = under_care();
    bench
        .call(&["add", "--at", "2026-11-20T18:00", "--minutes", "15"])
        .ok();
    let told = today(&bench, "2026-11-21T08:00:00+01:00");
    let due = told["due"].as_array().expect("a list").clone();
    let pain = due
        .iter()
        .find(|due| due["what"] == "pain")
        .expect("a score is due");
    assert_eq!(pain["from"], json!("2026-11-21T04:00:00+01:00"));
    assert_eq!(pain["until"], json!("2026-11-24T18:15:00+01:00"));
    let said = bench
        .call(&["today", "--as-of", "2026-11-21T08:00:00+01:00"])
        .ok()
        .stdout;
    assert!(
        said.contains("the run of Friday") && said.contains("18:15"),
        "{said}"
    );
}

/// Twelve hours after a morning's run come before the next morning: `today` and the plan
/// ask for its score from the same moment on.
#[test]
fn today_and_the_plan_ask_for_a_score_from_the_same_moment_on() {
    for (start, from) in [
        ("2026-11-20T10:00", "2026-11-20T22:15:00+01:00"),
        ("2026-11-20T18:00", "2026-11-21T04:00:00+01:00"),
    ] {
        let bench = under_care();
        bench.call(&["add", "--at", start, "--minutes", "15"]).ok();
        let moment = "2026-11-20T19:00:00+01:00";
        let told = today(&bench, moment);
        let due = told["due"].as_array().expect("a list");
        let pain = due.iter().find(|due| due["what"] == "pain");
        assert_eq!(
            pain.expect("a score is due")["from"],
            json!(from),
            "{start}"
        );
        let plan = bench
            .call(&["plan", "--week", "this", "--json", "--as-of", moment])
            .ok()
            .json();
        let days = plan["days"].as_array().expect("days");
        let asked = (days.iter())
            .flat_map(|day| day["check_ins"].as_array().cloned().unwrap_or_default())
            .find(|due| due["run"] == pain.expect("a score")["run"]);
        assert_eq!(asked.expect("a check-in")["from"], json!(from), "{start}");
    }
}

#[test]
fn an_empty_home_says_how_to_begin() {
    let bench = Bench::new(EVENING);
    let said = bench.call(&["today"]).ok().stdout;
    assert!(said.contains("comeback import"), "{said}");
    let mut home = std::fs::read_dir(bench.home()).expect("the bench's folder");
    assert!(home.next().is_none(), "looking leaves the home as it was");
}

#[test]
fn the_plan_names_exercises_with_their_doses() {
    let bench = under_care();
    bench
        .call(&[
            "log",
            "rehab",
            "isometric",
            "one-leg bridge hold, short",
            "--seconds",
            "30",
            "--pain",
            "2",
        ])
        .ok();
    let plan = bench.call(&["plan", "--json"]).ok().json();
    let rehab = &plan["rehab"];
    assert_eq!(rehab["set"], "isometric");
    assert_eq!(
        rehab["exercises"][0]["exercise"], "iso-bridge-single",
        "{rehab}"
    );
    assert!(
        rehab["criteria"]
            .as_array()
            .is_some_and(|criteria| criteria.len() == 4)
    );
    assert_eq!(rehab["sitting"]["measured"], json!(false));
    let days = plan["days"].as_array().expect("days");
    assert!(days.iter().any(|day| {
        day["rehab"]
            .as_str()
            .is_some_and(|text| text.contains("bridge hold") && text.contains("× 30 s"))
    }));
    let text = bench.call(&["plan"]).ok().stdout;
    assert!(
        text.contains("Rehab") && text.contains("Sitting: not measured yet"),
        "{text}"
    );
    let list = bench.call(&["log", "exercises", "b"]).ok().stdout;
    assert!(
        list.contains("b-rdl") && !list.contains("a-bridge-single"),
        "{list}"
    );
    let one = bench.call(&["log", "exercises", "b-rdl"]).ok().stdout;
    assert!(
        one.contains("Easier:") && one.contains("Source") || one.contains("Goom"),
        "{one}"
    );
    bench.call(&["log", "exercises", "hula"]).exits(2);
}
