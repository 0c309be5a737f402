//! The objects of the contract: their names in their order, null for missing.

use crate::sample::{day, easy, hill_run, history, six_weeks};

use comeback_core::diary::{StatedRun, stated, weeks};
use comeback_core::limits::Evidence;
use comeback_core::plan::{Alternative, Decision, Reason};
use comeback_core::rules::{Finding, Missing, RuleId, Severity};
use comeback_core::run::RunId;
use comeback_report::{FailedFile, ImportOutcome, SkippedFile, json};
use serde::Serialize;
use serde_json::Value;

fn value<T: Serialize>(object: &T) -> Value {
    let text = json::to_text(object).expect("writes");
    assert!(text.ends_with("}\n"), "one object, then a line end");
    serde_json::from_str(&text).expect("is JSON")
}

fn text<T: Serialize>(object: &T) -> String {
    json::to_text(object).expect("writes")
}

/// Every name of the contract is there; others may be added.
fn has(object: &Value, names: &[&str]) {
    let map = object.as_object().expect("an object");
    for name in names {
        assert!(map.contains_key(*name), "`{name}` is missing in {object:#}");
    }
}

const RUN: &[&str] = &[
    "id",
    "start",
    "sport",
    "sub_sport",
    "files",
    "distance_m",
    "elapsed_s",
    "timer_s",
    "moving_s",
    "running_s",
    "ascent_m",
    "descent_m",
    "cadence_spm",
    "step_length_m",
    "heart_rate_bpm",
    "speed_m_per_s",
    "gap_m_per_s",
    "hard_s",
    "efforts",
    "tendon_load",
    "quality",
    "response",
];

const FINDING: &[&str] = &[
    "rule", "severity", "date", "run", "message", "evidence", "advice", "grade", "source",
];

pub(super) fn finding() -> Finding {
    Finding {
        rule: RuleId::HillSprintEarly,
        severity: Severity::Warning,
        date: day("2026-11-19"),
        run: Some(RunId("20261119T051200Z".to_owned())),
        message: "3 hill sprints while the volume rung is open".to_owned(),
        evidence: vec![
            ("hill_sprints".into(), 3_usize.into()),
            ("longest_s".into(), 9.0.into()),
            ("gap_m_per_s".into(), (7.0 + 0.2).into()),
            ("open_rung".into(), "volume".into()),
        ],
        advice: "Leave hill sprints out until hills are done; they come back last.".to_owned(),
        grade: Evidence::Seed,
        source: "the clinician's return-to-run protocol".into(),
    }
}

#[test]
fn a_run_has_every_name_of_the_contract_and_rounded_figures() {
    let history = six_weeks();
    let run = value(&json::run(&history, history.runs.last().expect("runs")));
    has(&run, RUN);
    has(&run["files"][0], &["name", "format", "sha256"]);
    has(
        &run["efforts"],
        &[
            "hills",
            "downhills",
            "strides",
            "intervals",
            "sprints",
            "hill_sprints",
        ],
    );
    has(&run["cadence_spm"], &["median", "mean", "coverage"]);
    has(&run["heart_rate_bpm"], &["mean", "max"]);
    insta::assert_snapshot!(
        "run",
        text(&json::run(&history, history.runs.last().expect("runs")))
    );
}

#[test]
fn what_is_missing_is_null_and_never_nought() {
    let bare = stated::run(
        crate::sample::at("2026-11-18T07:00"),
        &StatedRun {
            minutes: 30.0,
            ..StatedRun::default()
        },
    );
    let mut blind = bare.clone();
    blind.grade_known = false;
    let history = history("2026-11-30T12:00", vec![bare, blind], &[]);
    let run = value(&json::run(&history, &history.runs[0]));
    for name in [
        "distance_m",
        "ascent_m",
        "descent_m",
        "cadence_spm",
        "heart_rate_bpm",
        "step_length_m",
        "speed_m_per_s",
        "gap_m_per_s",
        "tendon_load",
    ] {
        assert!(run[name].is_null(), "{name}: {}", run[name]);
    }
    assert!(run["files"][0]["sha256"].is_null());
    assert_eq!(run["response"]["band"], "unknown");
    assert!(run["response"]["max"].is_null());
    let blind = value(&json::run(&history, &history.runs[1]));
    assert!(blind["efforts"]["hills"].is_null());
    assert!(blind["efforts"]["hill_sprints"].is_null());
    assert_eq!(blind["efforts"]["sprints"], 0);
}

#[test]
fn show_adds_efforts_and_laps_to_the_run() {
    let history = six_weeks();
    let shown = value(&json::show(&history, history.runs.last().expect("runs")));
    has(&shown, RUN);
    has(&shown, &["effort_list", "laps"]);
    has(
        &shown["effort_list"][0],
        &[
            "kind",
            "start_s",
            "duration_s",
            "mean_grade",
            "speed_m_per_s",
            "gap_m_per_s",
        ],
    );
    assert_eq!(shown["effort_list"][2]["kind"], "hill-sprint");
    assert_eq!(shown["pain"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_stated_effort_has_no_time() {
    let run = stated::run(
        crate::sample::at("2026-11-18T07:00"),
        &StatedRun {
            minutes: 30.0,
            hill_sprints: 2,
            ..StatedRun::default()
        },
    );
    let history = history("2026-11-30T12:00", vec![run], &[]);
    let shown = value(&json::show(&history, &history.runs[0]));
    assert_eq!(shown["efforts"]["hill_sprints"], 2);
    assert!(shown["effort_list"][0]["start_s"].is_null());
    assert!(shown["effort_list"][0]["duration_s"].is_null());
}

#[test]
fn the_trend_has_every_week_and_null_figures_in_an_empty_one() {
    let table = weeks(&six_weeks(), day("2026-10-12"), day("2026-11-16"));
    let trend = value(&json::trend(&table));
    has(
        &trend["weeks"][0],
        &[
            "week",
            "runs",
            "running_min",
            "session_min",
            "distance_m",
            "hard_min",
            "ascent_m",
            "descent_m",
            "cadence_spm",
            "sprints",
            "hills",
            "hill_sprints",
            "tendon_load",
            "worst_response",
            "band",
        ],
    );
    insta::assert_snapshot!("trend", text(&json::trend(&table)));
    let empty = &trend["weeks"][3];
    assert_eq!(empty["runs"], 0);
    for (name, figure) in empty.as_object().expect("an object") {
        assert!(
            ["week", "runs"].contains(&name.as_str()) || figure.is_null(),
            "{name}"
        );
    }
}

#[test]
fn a_check_without_an_episode_has_rung_none_and_no_goal() {
    let history = history(
        "2026-11-30T12:00",
        vec![easy("2026-11-18T07:00", 30.0)],
        &[],
    );
    let unknown = [Missing {
        rule: RuleId::WeeklySpike,
        date: day("2026-11-30"),
        run: None,
        missing: "the 14 days before are not whole".to_owned(),
    }];
    let check = value(&json::check(&history, "me", None, &[finding()], &unknown));
    has(
        &check,
        &[
            "as_of", "athlete", "rung", "level", "goal", "findings", "unknown",
        ],
    );
    assert_eq!(check["rung"], "none");
    assert!(check["level"].is_null() && check["goal"].is_null());
    assert_eq!(check["as_of"], "2026-11-30T12:00:00+01:00");
    assert_eq!(check["unknown"][0]["rule"], "weekly-spike");
    has(&check["unknown"][0], &["rule", "missing"]);
    has(&check["findings"][0], FINDING);
}

#[test]
fn a_finding_keeps_the_order_of_its_figures_and_rounds_them() {
    let text = json::to_text(&json::finding(&finding())).expect("writes");
    insta::assert_snapshot!("finding", text);
}

#[test]
fn a_plan_has_every_name_of_the_contract() {
    let mut week = crate::report::plan::week();
    week.if_red = Some(Alternative {
        decision: Decision::BackUp,
        runs: 3,
        weekly_min: 63.0,
        text: "30 % shorter".to_owned(),
    });
    week.reasons.push(Reason {
        rule: None,
        text: "three green runs".to_owned(),
        grade: Evidence::Design,
    });
    let plan = value(&json::plan(&week));
    has(
        &plan,
        &[
            "week",
            "starts",
            "decision",
            "factor",
            "provisional",
            "rung",
            "runs",
            "weekly_min",
            "reasons",
            "days",
            "if_amber",
            "if_red",
        ],
    );
    has(&plan["reasons"][0], &["rule", "text", "grade"]);
    has(
        &plan["days"][0],
        &[
            "date",
            "kind",
            "minutes",
            "steps",
            "speed_cap_m_per_s",
            "cadence_target_spm",
            "terrain",
            "rehab",
            "why",
        ],
    );
    insta::assert_snapshot!("plan", text(&json::plan(&week)));
    week.rung = None;
    week.factor = None;
    let plan = value(&json::plan(&week));
    assert_eq!(plan["rung"], "none");
    assert!(plan["factor"].is_null());
}

#[test]
fn an_import_lists_what_came_what_was_left_and_what_failed() {
    let history = six_weeks();
    let known = history.runs.last().expect("runs").id.clone();
    let outcome = ImportOutcome {
        unsure: Vec::new(),
        later: Vec::new(),
        replaced: Vec::new(),
        imported: vec![known.clone()],
        skipped: vec![
            SkippedFile {
                file: "copy.gpx".to_owned(),
                reason: "duplicate".to_owned(),
                of: Some(known),
            },
            SkippedFile {
                file: "ride.fit".to_owned(),
                reason: "not-running".to_owned(),
                of: None,
            },
        ],
        failed: vec![FailedFile {
            file: "broken.fit".to_owned(),
            error: "the file ends inside a message".to_owned(),
            at_byte: Some(4112),
        }],
        findings: vec![finding()],
        diaries: Vec::new(),
        dry_run: false,
    };
    let import = value(&json::import(&history, &outcome));
    has(&import, &["imported", "skipped", "failed", "findings"]);
    has(&import["imported"][0], RUN);
    has(&import["skipped"][1], &["file", "reason", "of"]);
    assert!(import["skipped"][1]["of"].is_null());
    has(&import["failed"][0], &["file", "error", "at_byte"]);
}

#[test]
fn settings_say_what_is_fixed_and_what_was_changed() {
    let mut settings = comeback_core::limits::Settings::default();
    settings.set("weekly-growth", "12").expect("in range");
    let growth = value(&json::setting(&settings, "weekly-growth").expect("known"));
    assert_eq!(growth["value"], "12");
    assert_eq!(growth["default"], 10.0);
    assert_eq!(growth["changed"], true);
    let fixed = value(&json::setting(&settings, "green-max").expect("known"));
    assert_eq!(
        (&fixed["configurable"], &fixed["changed"]),
        (&false.into(), &false.into())
    );
    assert!(json::setting(&settings, "nonsense").is_err());
    let all = json::settings(&settings);
    assert!(all.settings.iter().any(|setting| setting.key == "amber"));
}

#[test]
fn instants_carry_the_offset_of_their_day() {
    let history = six_weeks();
    let first = value(&json::run(&history, &history.runs[0]));
    let last = value(&json::run(&history, &hill_run("2026-11-19T06:12")));
    assert_eq!(first["start"], "2026-10-13T07:10:00+02:00");
    assert_eq!(last["start"], "2026-11-19T06:12:00+01:00");
}
