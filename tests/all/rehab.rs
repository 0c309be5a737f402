//! Rehab and the day as the program shows them.

use crate::bench::Bench;
use crate::sample;
use comeback_core::diary::{GaitFocus, RehabSet, RehabWork, TestResult, What};
use comeback_core::plan;
use comeback_core::plan::due::DueKind;
use comeback_core::rehab::load_test::{self, Form};
use comeback_core::rehab::{page, standing};
use comeback_core::rules::{self, RuleId};
use comeback_core::run::Run;
use comeback_core::units::{PainScore, StepsPerMinute};
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

/// The check, the summary of care and the message judge a spell of sitting by what was
/// tolerated at its moment, whatever was measured since.
#[test]
fn sitting_is_judged_by_the_tolerance_of_its_moment() {
    let minutes = |time: &str, minutes: f64| sample::entry(time, What::Sitting { minutes });
    let measured =
        |time: &str, minutes: f64| sample::entry(time, What::SittingTolerance { minutes });
    let entries = [
        sample::episode("2026-11-02"),
        measured("2026-11-03T08:00", 20.0),
        minutes("2026-11-17T10:00", 25.0),
        measured("2026-11-17T12:00", 30.0),
        // The longest of the day, over the new tolerance.
        minutes("2026-11-17T18:00", 35.0),
        minutes("2026-11-18T10:00", 25.0),
        measured("2026-11-19T08:00", 40.0),
    ];
    let history = sample::history("2026-11-20T20:00", vec![], &entries);
    let care = plan::care::care(&history);
    assert_eq!((care.sitting_28_d.len(), care.sitting_over), (3, 2));
    let checked = rules::check(&history, rules::since(&history));
    let found: Vec<_> = (checked.findings.iter())
        .filter(|finding| finding.rule == RuleId::Sitting)
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].message.starts_with("35 minutes") && found[0].message.ends_with("over 30."),
        "{}",
        found[0].message
    );
}

/// A pass is the next morning's to confirm: no set opens before it, the load test is asked
/// for, and the word for it waits.
#[test]
fn a_passed_test_waits_for_the_morning() {
    let hold = |day: u32| {
        let time = format!("2026-11-{day:02}T12:00");
        let work = RehabWork {
            effort: Some(7.0),
            pain: Some(PainScore::new(2.0).expect("a score")),
            ..RehabWork::of(RehabSet::Isometric)
        };
        sample::entry(&time, What::Rehab(work))
    };
    let load = |time: &str, score: f64| {
        let score = PainScore::new(score).expect("a score");
        sample::entry(time, What::LoadTest { score, side: None })
    };
    let test = sample::entry("2026-11-10T12:00", What::Test(TestResult::of(true)));
    let asked = |now: &str, morning: Option<f64>| {
        let mut entries = vec![sample::episode("2026-11-02")];
        entries.extend([2, 4, 6, 8].map(hold));
        entries.push(test.clone());
        entries.extend(morning.map(|score| load("2026-11-11T06:00", score)));
        let history = sample::history(now, vec![], &entries);
        let set = standing::standing(&history).expect("a standing").set;
        let today = plan::today::today(&history);
        let due = (today.due.iter()).any(|due| matches!(due.what, DueKind::LoadTest(_)));
        let word = (today.message).is_some_and(|word| word.text.starts_with("Passed"));
        (set, due, word)
    };
    use RehabSet::{A, Isometric};
    for (now, morning, expected) in [
        ("2026-11-10T20:00", None, (Isometric, false, false)),
        ("2026-11-11T07:00", None, (Isometric, true, false)),
        ("2026-11-11T07:00", Some(2.0), (A, false, true)),
        ("2026-11-11T07:00", Some(4.0), (Isometric, false, false)),
        // Nobody said otherwise by noon.
        ("2026-11-11T13:00", None, (A, false, false)),
        ("2026-11-12T07:00", Some(2.0), (A, false, false)),
    ] {
        assert_eq!(asked(now, morning), expected, "{now} {morning:?}");
    }
}

/// Seven quiet mornings of set B, and the load test is another; one that is not quiet begins
/// the count again.
#[test]
fn bridges_that_hardly_hurt_any_more_give_way_to_deadlifts() {
    let asked = |scores: &[f64]| {
        let mut entries = vec![sample::episode("2026-10-01")];
        let work = RehabWork::of(RehabSet::B);
        entries.push(sample::entry("2026-10-20T18:00", What::Rehab(work)));
        for (day, score) in (21..).zip(scores) {
            let score = PainScore::new(*score).expect("a score");
            let load = What::LoadTest { score, side: None };
            entries.push(sample::entry(&format!("2026-10-{day}T07:00"), load));
        }
        let history = sample::history("2026-10-31T20:00", vec![], &entries);
        load_test::form_now(&history)
    };
    for (scores, form) in [
        (&[1.0; 6][..], Form::Bridges),
        (&[1.0; 7], Form::Deadlifts),
        (&[1.0, 1.0, 1.0, 1.0, 1.5, 1.0, 1.0, 1.0], Form::Bridges),
        (&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 4.0], Form::Deadlifts),
    ] {
        assert_eq!(asked(scores), form, "{scores:?}");
    }
}

/// Long without rehab is asked after at two weeks, at four, at eight, and not every morning.
#[test]
fn quiet_weeks_are_asked_after_ever_more_rarely() {
    let said: Vec<i64> = (1..=120)
        .filter(|days| {
            let day = sample::day("2026-06-01") + chrono::Days::new(*days as u64);
            let entries = [sample::episode("2026-06-01")];
            let history = sample::history(&format!("{day}T09:00"), vec![], &entries);
            let quiet = plan::today::today(&history).quiet;
            quiet.is_some_and(|quiet| quiet.starts_with("No rehab is logged"))
        })
        .collect();
    assert_eq!(said, [14, 28, 56, 112]);
}

/// What the plan asks for is what the rule judges by: a run at the target is no finding, one
/// below it is, and where too little is known from before neither says a number.
#[test]
fn the_plan_s_cadence_is_the_rule_s() {
    let days = ["01", "03", "05", "08", "10", "12", "15", "17"];
    let focus = sample::entry(
        "2026-11-18T08:00",
        What::Gait {
            focus: GaitFocus::Cadence,
        },
    );
    let planned = |runs: Vec<Run>| {
        let entries = [sample::episode("2026-11-01"), focus.clone()];
        let history = sample::history("2026-11-20T20:00", runs, &entries);
        let checked = rules::check(&history, rules::since(&history));
        let missed =
            (checked.findings.iter()).any(|found| found.rule == RuleId::CadenceTargetMissed);
        let week = plan::plan(&history, sample::day("2026-11-23"));
        let target = week.days.iter().find_map(|day| day.cadence_target_spm);
        (target, missed)
    };
    let before = || -> Vec<Run> {
        let run = |day: &&str| sample::easy(&format!("2026-11-{day}T18:00"), 40.0);
        days.iter().map(run).collect()
    };
    let with_last = |spm: f64| {
        let mut runs = before();
        let mut last = sample::easy("2026-11-19T18:00", 40.0);
        if let Some(cadence) = &mut last.cadence {
            cadence.median = StepsPerMinute::new(spm);
        }
        runs.push(last);
        planned(runs)
    };
    let (target, missed) = with_last(160.0);
    let target = target.expect("enough is known from before");
    assert!(missed, "{target:?}");
    assert_eq!(with_last(target.get()), (Some(target), false));
    assert_eq!(planned(before().split_off(6)), (None, false));
}
