//! What a runner reads says what the numbers say, and can be read by anybody.

use crate::bench::Bench;

const SUNDAY: &str = "2026-11-22T20:00:00+01:00";

/// A runner of 40 minutes, five times in two weeks, from 2 November on under care.
fn under_care() -> Bench {
    let bench = Bench::new(SUNDAY);
    bench
        .call(&["config", "set", "time-zone", "Europe/Berlin"])
        .ok();
    for day in [12, 15, 18, 22, 25] {
        let at = format!("2026-10-{day}T18:00");
        bench.call(&["add", "--at", &at, "--minutes", "40"]).ok();
    }
    let start = ["episode", "start", "--on", "2026-11-02", "--diagnosed"];
    bench
        .call(&[&start[..], &["--begin", "continuous"]].concat())
        .ok();
    bench
}

/// The text with every run of white space as one blank.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_goal_above_the_available_days_is_cut_to_them_and_said() {
    let bench = under_care();
    bench
        .call(&[
            "episode",
            "edit",
            "--goal-runs",
            "5",
            "--goal-minutes",
            "40",
        ])
        .ok();
    for (days, runs, said) in [
        ("mon,tue,thu,sat,sun", 5, None),
        (
            "mon,thu",
            2,
            Some("5 runs a week were wanted, and 2 days are available"),
        ),
        (
            "thu",
            1,
            Some("5 runs a week were wanted, and 1 day is available"),
        ),
    ] {
        bench.call(&["config", "set", "available-days", days]).ok();
        let shown = flat(&bench.call(&["episode", "show"]).ok().stdout);
        let counted = if runs == 1 {
            "1 run a week".to_owned()
        } else {
            format!("{runs} runs a week")
        };
        assert!(
            shown.contains(&format!("goal: 40 min × {counted}")),
            "{shown}"
        );
        assert_eq!(shown.contains("were wanted"), said.is_some(), "{shown}");
        assert!(said.is_none_or(|said| shown.contains(said)), "{shown}");
        let check = bench.call(&["check", "--exit-zero"]).ok().stdout;
        assert!(
            flat(&check).contains(&format!("frequency {counted}")),
            "{check}"
        );
        for command in [
            &["check", "--exit-zero", "--json"][..],
            &["episode", "show", "--json"],
        ] {
            let told = bench.call(command).ok().json();
            let goal = match &told["episode"]["goal"] {
                serde_json::Value::Null => &told["goal"],
                goal => goal,
            };
            assert_eq!(goal["runs_per_week"], runs, "{goal}");
            assert_eq!(goal["runs_per_week_wanted"], 5, "{goal}");
        }
    }
}

#[test]
fn the_next_session_of_rehab_is_the_one_that_the_days_ask_for() {
    let bench = under_care();
    for day in 2..9 {
        let at = format!("2026-11-{day:02}T19:00");
        let hold = [
            "log",
            "rehab",
            "isometric",
            "--pain",
            "2",
            "--effort",
            "7",
            "--at",
            &at,
        ];
        bench.call(&hold).ok();
    }
    // In the week that is running and in the next the sets are not as many.
    for (now, week) in [
        ("2026-11-08T20:30:00+01:00", "next"),
        ("2026-11-08T06:30:00+01:00", "this"),
        ("2026-11-11T06:30:00+01:00", "this"),
    ] {
        let plan = bench
            .call(&["plan", "--week", week, "--json", "--as-of", now])
            .ok()
            .json();
        let days = plan["days"].as_array().expect("days");
        let asked = days
            .iter()
            .find_map(|day| day["rehab"].as_str())
            .expect("rehab");
        for exercise in plan["rehab"]["exercises"].as_array().expect("exercises") {
            let (sets, amount) = (&exercise["sets"], &exercise["amount"]);
            let dose = format!("{sets} × {amount}");
            assert!(asked.contains(&dose), "{now} {week}: {dose} in {asked}");
        }
    }
}

#[test]
fn too_much_in_set_a_is_less_the_next_time_and_today_says_to_let_it_settle() {
    let bench = under_care();
    let on = |at: &'static str, arguments: &[&str]| {
        bench
            .call(&[arguments, &["--as-of", at]].concat())
            .ok()
            .stdout
    };
    for day in 2..9 {
        let at = format!("2026-11-{day:02}T19:00");
        let hold = [
            "log",
            "rehab",
            "isometric",
            "--pain",
            "2",
            "--effort",
            "7",
            "--at",
            &at,
        ];
        bench.call(&hold).ok();
    }
    on("2026-11-09T08:00:00+01:00", &["log", "load-test", "1"]);
    on(
        "2026-11-09T18:00:00+01:00",
        &["log", "test", "pass", "--pain", "1"],
    );
    let set_a = [
        "log",
        "rehab",
        "a",
        "a-bridge-single",
        "--sets",
        "3",
        "--reps",
        "15",
    ];
    on(
        "2026-11-11T07:00:00+01:00",
        &[&set_a[..], &["--pain", "7"]].concat(),
    );
    let plan = flat(&on("2026-11-11T07:05:00+01:00", &["plan"]));
    assert!(plan.contains("single-leg bridge 3 × 12"), "{plan}");
    assert!(plan.contains("up on both legs, down on one"), "{plan}");
    let now = "2026-11-11T07:05:00+01:00";
    let days = bench
        .call(&["plan", "--week", "this", "--json", "--as-of", now])
        .ok()
        .json();
    let days = days["days"].as_array().expect("days");
    let run = days
        .iter()
        .find(|day| day["kind"] == "easy" && day["date"].as_str() >= Some("2026-11-11"));
    let run = run
        .and_then(|day| day["date"].as_str())
        .expect("a run")
        .to_owned();
    let (before, at) = (format!("{run}T06:00"), format!("{run}T08:00:00+01:00"));
    let today = |score: Option<&str>| {
        if let Some(score) = score {
            bench.call(&["pain", score, "--at", &before]).ok();
        }
        let told = flat(&bench.call(&["today", "--as-of", &at]).ok().stdout);
        told.contains("has settled to 3 or less")
    };
    assert!(today(Some("7")), "a seven of this morning");
    bench.call(&["undo"]).ok();
    assert!(!today(Some("5")), "a five is watched");
}

#[test]
fn dates_of_findings_are_those_of_a_calendar() {
    let bench = under_care();
    bench.call(&["log", "stretch"]).ok();
    let check = bench.call(&["check", "--exit-zero"]).ok().stdout;
    let mut headings = check
        .lines()
        .filter(|line| line.contains("caution[stretching]"));
    let heading = headings.next().expect("a heading");
    assert!(heading.contains("Sun 22 Nov 2026:"), "{heading}");
    assert!(!check.contains("2026-11-22"), "{check}");
}
