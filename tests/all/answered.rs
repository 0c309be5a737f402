//! What is answered at the moment that it is entered: where to turn, and no praise beside it.

use crate::bench::{Bench, Ended, fixture};
use serde_json::Value;

const SATURDAY: &str = "2026-11-28T20:00:00Z";

fn under_care() -> Bench {
    let bench = Bench::new(SATURDAY);
    bench.call(&["episode", "start", "--on", "2026-11-01"]).ok();
    bench
        .call(&["add", "--at", "2026-11-27T08:00", "--minutes", "15"])
        .ok();
    bench
}

fn flags(ended: &Value) -> Vec<&str> {
    let findings = ended["findings"].as_array().expect("a list");
    let flags = findings.iter().filter(|found| found["rule"] == "red-flag");
    flags
        .map(|flag| flag["evidence"]["symptom"].as_str().expect("a symptom"))
        .collect()
}

#[test]
fn every_symptom_is_answered_however_many_came_that_day() {
    let bench = under_care();
    for (symptom, answered) in [
        ("night-pain", &["night-pain"][..]),
        ("groin-pain", &["groin-pain"]),
        ("bladder", &["bladder", "groin-pain"]),
        ("pop", &["pop", "bladder", "groin-pain"]),
        // The same once more, and a prompt one under an emergency.
        ("bladder", &["pop", "bladder", "groin-pain"]),
        ("fever", &["pop", "bladder", "groin-pain", "fever"]),
    ] {
        let told = bench
            .call(&["log", "symptom", symptom, "--json"])
            .ok()
            .json();
        assert_eq!(flags(&told), answered, "{symptom}");
    }
    let told = bench.call(&["log", "symptom", "pop"]).ok().stdout;
    assert!(told.contains("Seek emergency care today"), "{told}");
}

#[test]
fn under_an_emergency_nothing_is_praised_and_all_is_answered_with_where_to_turn() {
    let bench = under_care();
    bench
        .call(&["log", "symptom", "pop", "--at", "2026-11-28T07:00"])
        .ok();
    for arguments in [
        &["add", "--at", "2026-11-28T09:00", "--minutes", "30"][..],
        &["pain", "2", "--at", "2026-11-28T19:00"],
        &["pain", "7", "--during", "last"],
        &["log", "rehab", "isometric", "--pain", "1"],
        &["log", "stretch"],
        &[
            "import",
            &fixture("athletes/returning/2026-07-25-0930.fit.gz"),
        ],
    ] {
        let Ended { stdout, .. } = bench.call(arguments).ok();
        let seen = stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            seen.contains("Seek emergency care today"),
            "{arguments:?}: {stdout}"
        );
        for praise in ["green", "next step", "keep walking", "fine so far"] {
            assert!(!seen.contains(praise), "{arguments:?}: {stdout}");
        }
    }
    bench.call(&["log", "resolve", "pop"]).ok();
    let after = bench.call(&["pain", "1"]).ok().stdout;
    assert!(!after.contains("emergency"), "{after}");
}

#[test]
fn pain_over_five_in_rehab_or_a_test_is_answered_at_once() {
    for (arguments, answer) in [
        (
            &["log", "rehab", "isometric", "--pain", "9"][..],
            Some("9 in rehab"),
        ),
        (&["log", "rehab", "isometric", "--pain", "5"], None),
        (&["log", "load-test", "5.5"], Some("5.5 in the load test")),
        (&["log", "load-test", "5"], None),
        (
            &["log", "test", "fail", "--pain", "7"],
            Some("7 in the re-test"),
        ),
        (&["log", "test", "fail"], None),
    ] {
        let bench = under_care();
        let told = bench.call(&[arguments, &["--json"]].concat()).ok().json();
        let calls = told["calls_for"].as_array().expect("a list");
        assert_eq!(calls.len(), usize::from(answer.is_some()), "{told}");
        if let Some(answer) = answer {
            let said = calls[0].as_str().expect("a text");
            assert!(said.starts_with(answer), "{said}");
            assert!(said.contains("over 5 is too much"), "{said}");
        }
    }
}

#[test]
fn a_re_test_is_passed_by_what_was_counted() {
    for (arguments, says) in [
        (&["pass", "--pain", "2"][..], "Passed, out of"),
        (&["pass", "--left", "1", "--right", "3"], "Not passed"),
        (&["fail"], "Stay on"),
    ] {
        let bench = under_care();
        let told = bench
            .call(&[&["--yes", "log", "test"], arguments].concat())
            .ok();
        assert!(told.stdout.contains(says), "{arguments:?}: {}", told.stdout);
    }
}

/// A call of this very moment, as a person types it.
fn now(bench: &Bench, arguments: &[&str]) -> Ended {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_comeback"));
    command
        .env_clear()
        .env("HOME", bench.folder.path())
        .env("TZ", "UTC")
        .arg("--home")
        .arg(bench.home())
        .args(arguments);
    let output = command.output().expect("the program runs");
    Ended {
        code: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

#[test]
fn nobody_has_felt_what_is_still_to_come() {
    let bench = Bench::new(SATURDAY);
    let ahead = |minutes: i64| {
        let at = chrono::Utc::now() + chrono::TimeDelta::minutes(minutes);
        at.to_rfc3339()
    };
    now(&bench, &["pain", "1"]).ok();
    for arguments in [
        &["pain", "7"][..],
        &["pain", "2"],
        &["log", "symptom", "bladder"],
        &["log", "load-test", "1"],
        &["log", "rehab", "a"],
        &["log", "edit", "1"],
        &["add", "--minutes", "30"],
    ] {
        let before = bench.diary();
        let at = ahead(40);
        let ended = now(&bench, &[arguments, &["--at", &at]].concat()).exits(2);
        assert!(
            ended.stderr.contains("has not come yet"),
            "{}",
            ended.stderr
        );
        assert!(!ended.stderr.contains("entered"), "{}", ended.stderr);
        assert_eq!(bench.diary(), before, "{arguments:?}");
    }
    let refused = now(&bench, &["log", "symptom", "pop", "--at", &ahead(40)]).exits(2);
    assert!(
        refused.stderr.contains("seek emergency care today"),
        "{}",
        refused.stderr
    );
    // Two clocks differ by a little, and an episode or a setting may begin later.
    now(&bench, &["pain", "2", "--at", &ahead(3)]).ok();
    now(&bench, &["log", "illness", "--at", &ahead(600)]).ok();
}

#[test]
fn what_contradicts_itself_is_asked_about() {
    let bench = under_care();
    for (arguments, says) in [
        (
            &["log", "test", "pass", "--pain", "8"][..],
            "passed at a pain of 3 or less",
        ),
        (
            &["log", "rehab", "b", "bridge-single"],
            "no exercise of `b`",
        ),
        (
            &["log", "rehab", "a", "brigde-single"],
            "did you mean `bridge-single`",
        ),
        (
            &["correct", "last", "--distance", "500"],
            "faster than anyone runs",
        ),
        (
            &["correct", "last", "--distance", "0.1"],
            "slower than walking",
        ),
    ] {
        let ended = bench.call(arguments).exits(2);
        assert!(
            ended.stderr.contains(says),
            "{arguments:?}: {}",
            ended.stderr
        );
    }
    bench.call(&["log", "test", "pass", "--pain", "3"]).ok();
    bench
        .call(&["log", "rehab", "b", "bridge-single", "--yes"])
        .ok();
    let own = bench.call(&["log", "rehab", "a", "my own way"]).ok();
    assert!(own.stderr.contains("your own words"), "{}", own.stderr);
    bench.call(&["correct", "last", "--distance", "3"]).ok();
    // No side is a side without a single repetition.
    let said = bench
        .call(&["log", "test", "fail", "--left", "0", "--right", "15"])
        .ok();
    assert!(said.stdout.contains("left 0"), "{}", said.stdout);
}

#[test]
fn a_time_of_another_offset_is_told_on_the_runners_own_clock() {
    let bench = under_care();
    let said = bench
        .call(&["pain", "2", "--at", "2026-11-28T08:00+08:00"])
        .ok()
        .stdout;
    assert!(
        said.starts_with("entered for Sat 28 Nov 2026 00:00 (Sat 28 Nov 08:00 +08:00"),
        "{said}"
    );
    bench
        .call(&["pain", "7.5", "--at", "2026-11-27T19:20-05:00"])
        .ok();
    let check = bench.call(&["check"]).exits(1).stdout;
    assert!(check.contains("Sat 28 Nov 00:20"), "{check}");
    assert!(!check.contains("19:20"), "{check}");
}

#[test]
fn a_distance_is_told_in_the_runners_unit() {
    let bench = Bench::new(SATURDAY);
    let run = [
        "add",
        "--at",
        "2026-11-27T08:00",
        "--minutes",
        "30",
        "--distance",
        "5",
    ];
    let said = bench.call(&run).ok().stdout;
    assert!(said.contains("run: distance 5.00 km, minutes 30"), "{said}");
    bench.call(&["config", "set", "units", "mi"]).ok();
    let listed = bench.call(&["log", "list"]).ok().stdout;
    assert!(
        listed.contains("run: distance 3.11 mi, minutes 30"),
        "{listed}"
    );
    bench.call(&["log", "symptom", "fever"]).ok();
    let listed = bench.call(&["log", "list"]).ok().stdout;
    assert!(listed.contains("symptom: fever"), "{listed}");
}
