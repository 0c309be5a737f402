//! Settings with a record: what was changed, by whom, when, why, and where it shows.

use crate::bench::Bench;
use crate::sample;
use comeback_core::decide::decide;
use comeback_core::diary::{EpisodeStart, History, What};
use comeback_core::limits;
use comeback_core::method::climb;
use serde_json::Value;

#[test]
fn every_number_with_a_range_is_set_by_name_and_remembers_who_when_and_why() {
    let bench = Bench::new("2026-11-10T12:00:00Z");
    for limit in limits::ALL {
        let Some((low, high)) = limit.range else {
            assert!(limits::Settings::default().set(limit.key, "1").is_err());
            continue;
        };
        let value = if limit.value == low { high } else { low };
        bench
            .call(&[
                "config",
                "set",
                limit.key,
                &value.to_string(),
                "--by",
                "Dr. Roe",
                "--why",
                "she said so",
            ])
            .ok();
        let found = bench
            .call(&["config", "get", limit.key, "--json"])
            .ok()
            .json();
        assert_eq!(found["value"], value.to_string(), "{}", limit.key);
        assert_eq!(found["default"], limit.value);
        assert_eq!(found["lowest"], low);
        assert_eq!(found["highest"], high);
        assert_eq!(found["unit"], limit.unit);
        assert_eq!(found["source"], limit.source);
        assert_eq!(found["by"], "Dr. Roe");
        assert_eq!(found["why"], "she said so");
        assert_eq!(found["changed_at"], "2026-11-10T12:00:00+00:00");
    }
}

#[test]
fn the_record_of_a_key_keeps_every_change_and_knows_its_moment() {
    let bench = Bench::new("2026-11-10T12:00:00Z");
    let set = |value: &str, by: &str, as_of: &str| {
        bench
            .call(&[
                "config", "set", "amber", value, "--by", by, "--as-of", as_of,
            ])
            .ok();
    };
    set("progress", "Anna", "2026-11-01");
    set("hold", "Dr. Roe", "2026-11-08");
    let get = |as_of: &str| -> Value {
        bench
            .call(&["config", "get", "amber", "--json", "--as-of", as_of])
            .ok()
            .json()
    };
    let now = get("2026-11-10");
    assert_eq!(now["by"], "Dr. Roe");
    assert_eq!(now["changes"].as_array().map(Vec::len), Some(2));
    let before = get("2026-11-05");
    assert_eq!(
        (&before["value"], &before["by"]),
        (&"progress".into(), &"Anna".into())
    );
    assert_eq!(before["changes"].as_array().map(Vec::len), Some(1));
    let first = get("2026-10-31");
    assert_eq!(first["by"], Value::Null);
    assert_eq!(first["changed_at"], Value::Null);
    // The bare value is alone on standard output; the record is for a person.
    let ended = bench.call(&["config", "get", "amber"]).ok();
    assert_eq!(ended.stdout, "hold\n");
    assert!(ended.stderr.contains("by Anna"), "{}", ended.stderr);
}

#[test]
fn what_differs_from_the_method_shows_in_check_and_on_the_page() {
    let bench = Bench::new("2026-11-10");
    bench
        .call(&["add", "--at", "2026-11-09T08:00", "--minutes", "20"])
        .ok();
    let plain = bench.call(&["check"]).ok().stdout;
    bench
        .call(&[
            "config",
            "set",
            "weekly-growth",
            "8",
            "--by",
            "Dr. Roe",
            "--why",
            "after <week 3>",
        ])
        .ok();
    bench.call(&["config", "set", "height", "1.7"]).ok();
    let check = bench.call(&["check"]).ok().stdout;
    assert!(!plain.contains("weekly-growth"));
    assert!(check.contains("weekly-growth = 8 % (the method: 10), since 2026-11-10, by Dr. Roe"));
    assert!(!check.contains("height"), "a fact is no deviation");
    let json = bench.call(&["check", "--json"]).ok().json();
    assert_eq!(json["settings_changed"][0]["key"], "weekly-growth");
    assert_eq!(json["settings_changed"].as_array().map(Vec::len), Some(1));
    let page = bench.folder.path().join("page.html");
    bench
        .call(&["report", "-o", page.to_str().expect("UTF-8")])
        .ok();
    let page = std::fs::read_to_string(page).expect("the page");
    assert!(page.contains("Dr. Roe") && page.contains("after &lt;week 3&gt;"));
    let list = bench.call(&["config"]).ok().stdout;
    assert!(
        list.contains("Set by hand") && list.contains("by Dr. Roe"),
        "{list}"
    );
}

#[test]
fn the_cut_offs_of_a_sprint_decide_what_is_one() {
    let bench = Bench::new("2026-11-22");
    bench.adopt("returning");
    bench
        .call(&["import", &crate::bench::fixture("athletes/returning")])
        .exits(0);
    let sprints = |as_of: &str| -> u64 {
        let runs = bench
            .call(&["runs", "--json", "--as-of", as_of])
            .ok()
            .json();
        let runs = runs["runs"].as_array().cloned().unwrap_or_default();
        let of = |run: &Value| run["efforts"]["sprints"].as_u64().unwrap_or(0);
        runs.iter().map(of).sum()
    };
    let before = sprints("2026-11-22");
    assert!(before > 0, "the example holds sprints");
    // A change counts for the runs after it, so an old one changes all of them.
    for (key, value) in [
        ("sprint-seconds", "10"),
        ("sprint-of-critical", "2"),
        ("sprint-acceleration", "3"),
    ] {
        bench
            .call(&["config", "set", key, value, "--as-of", "2020-01-01"])
            .ok();
    }
    assert!(sprints("2026-11-22") < before, "{before}");
}

#[test]
fn a_setting_of_an_earlier_edition_is_read_without_a_word_and_cannot_be_set() {
    for (key, value) in [("cut-back-every", "5"), ("break-long-level", "3")] {
        let bench = Bench::new("2026-11-10");
        std::fs::create_dir_all(bench.athlete()).expect("a folder");
        let line = format!(
            r#"{{"at":"2026-09-01T08:00:00Z","kind":"config","key":"{key}","value":"{value}"}}"#
        );
        std::fs::write(bench.athlete().join("diary.jsonl"), format!("{line}\n")).expect("a diary");
        bench
            .call(&["add", "--at", "2026-11-09T08:00", "--minutes", "20"])
            .ok();
        let checked = bench.call(&["check"]).ok();
        assert!(
            !checked.stderr.contains("cannot be read"),
            "{}",
            checked.stderr
        );
        let refused = bench.call(&["config", "set", key, value]).exits(2);
        assert!(
            refused.stderr.contains("earlier edition"),
            "{}",
            refused.stderr
        );
    }
}

/// Two runs a week on days that are free, the last of them on Tuesday 17 November.
fn two_a_week(set: &[(&str, &str)]) -> History {
    let days = [3, 6, 10, 13, 17];
    let runs = days.map(|day| sample::easy(&format!("2026-11-{day:02}T18:00"), 30.0));
    let start = EpisodeStart {
        goal_minutes: Some(60.0),
        goal_runs: Some(2),
        ..EpisodeStart::of(sample::day("2026-11-02"))
    };
    let mut log = vec![sample::entry("2026-11-02T08:00", What::EpisodeStart(start))];
    log.extend(days.map(|day| sample::pain(&format!("2026-11-{:02}T20:00", day + 1), 1.0)));
    for (key, value) in [&[("available-days", "mon,wed,sat")], set].concat() {
        let (key, value) = (key.to_owned(), value.to_owned());
        let what = What::Config {
            key,
            value,
            by: None,
        };
        log.push(sample::entry("2026-11-01T08:00", what));
    }
    sample::history("2026-11-22T21:00", runs.to_vec(), &log)
}

#[test]
fn the_days_of_a_week_keep_to_the_break_that_was_set() {
    let planned = |set: &[(&str, &str)]| -> Vec<String> {
        let decision = decide(&two_a_week(set)).expect("a decision");
        let runs = decision.plan.days.iter().filter(|day| day.kind.is_run());
        runs.map(|day| day.date.format("%a").to_string()).collect()
    };
    // Wednesday would be the most even, and comes after seven days off.
    assert_eq!(planned(&[])[0], "Mon");
    assert_eq!(planned(&[("break-short-days", "7")])[0], "Mon");
    assert_eq!(planned(&[("break-short-days", "8")]), ["Wed", "Sat"]);
}

#[test]
fn a_week_that_ends_in_the_break_that_was_set_lowers_no_count_of_runs() {
    // Three a week, then two weeks of Monday and Tuesday alone: five days off end each.
    let days = [2, 4, 6, 9, 11, 13, 16, 17, 23, 24, 30];
    let runs_held = |set: &[(&str, &str)]| {
        let runs = days.map(|day| sample::easy(&format!("2026-11-{day:02}T18:00"), 30.0));
        let start = EpisodeStart {
            goal_minutes: Some(60.0),
            goal_runs: Some(3),
            ..EpisodeStart::of(sample::day("2026-11-01"))
        };
        let mut log = vec![sample::entry("2026-11-01T08:00", What::EpisodeStart(start))];
        for (key, value) in set {
            let (key, value) = ((*key).to_owned(), (*value).to_owned());
            let what = What::Config {
                key,
                value,
                by: None,
            };
            log.push(sample::entry("2026-11-01T08:00", what));
        }
        let history = sample::history("2026-11-30T21:00", runs.to_vec(), &log);
        let climb = climb::fold(&history, history.today()).expect("an episode");
        climb.runs
    };
    println!(
        "{} {}",
        runs_held(&[]),
        runs_held(&[("break-short-days", "4")])
    );
    assert_eq!(runs_held(&[]), 2);
    assert_eq!(runs_held(&[("break-short-days", "4")]), 3);
}

#[test]
fn a_value_is_kept_as_it_is_meant_and_what_contradicts_another_is_refused() {
    let bench = Bench::new("2026-11-22");
    for (key, typed, kept) in [
        ("critical-speed", "3,75", "3.75"),
        ("height", "1.78m", "1.78"),
        ("units", "KM", "km"),
        ("time-zone", "europe/berlin", "Europe/Berlin"),
    ] {
        bench.call(&["config", "set", key, typed]).ok();
        let found = bench.call(&["config", "get", key]).ok().stdout;
        assert_eq!(found.trim(), kept, "{key}");
        assert!(
            bench
                .diary()
                .last()
                .is_some_and(|line| line.contains(&format!("\"{kept}\"")))
        );
    }
    for (key, value, says) in [
        ("vmax", "3", "must be above `critical-speed`"),
        (
            "break-short-days",
            "14",
            "must be below `break-medium-days`",
        ),
        ("step-green-runs", "2.5", "runs are whole"),
        ("birth-year", "2030", "1900 to 2026"),
        ("weekly-growht", "8", "did you mean `weekly-growth`"),
    ] {
        let refused = bench.call(&["config", "set", key, value]).exits(2);
        assert!(refused.stderr.contains(says), "{key}: {}", refused.stderr);
    }
}
