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
    assert!(today(Some("5")), "a five after a seven has not settled");
    bench.call(&["undo"]).ok();
    assert!(!today(Some("3")), "a three has");
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

#[test]
fn a_week_is_named_by_its_months_and_said_to_be_far_or_over() {
    let bench = under_care();
    let plan = |week: &str| flat(&bench.call(&["plan", "--week", week]).ok().stdout);
    let far = plan("2026-W53");
    assert!(
        far.contains("Mon 28 December 2026 to Sun 3 January 2027"),
        "{far}"
    );
    assert!(far.contains("Too far off to be planned"), "{far}");
    assert!(plan("2026-W46").contains("This week is over"));
    for near in ["this", "next"] {
        let near = plan(near);
        assert!(
            !near.contains("Too far off") && !near.contains("is over:"),
            "{near}"
        );
    }
}

#[test]
fn what_is_another_since_yesterday_is_told_in_one_sentence_of_it() {
    let bench = under_care();
    let now = ["--as-of", "2026-11-02T20:00:00+01:00"];
    bench.call(&[&["log", "illness"][..], &now].concat()).ok();
    let said = bench.call(&[&["today"][..], &now].concat()).ok().stdout;
    assert!(said.matches("Since yesterday").count() <= 1, "{said}");
}

#[test]
fn pain_without_a_return_says_how_one_begins() {
    let bench = Bench::new(SUNDAY);
    let hint = "comeback episode start";
    bench
        .call(&["add", "--at", "2026-11-22T08:00", "--minutes", "30"])
        .ok();
    assert!(!flat(&bench.call(&["today"]).ok().stdout).contains(hint));
    assert!(!flat(&bench.call(&["pain", "0"]).ok().stdout).contains(hint));
    assert!(flat(&bench.call(&["pain", "3"]).ok().stdout).contains(hint));
    assert!(flat(&bench.call(&["today"]).ok().stdout).contains(hint));
    bench
        .call(&["episode", "start", "--on", "2026-11-20", "--diagnosed"])
        .ok();
    assert!(!flat(&bench.call(&["today"]).ok().stdout).contains("No return is open"));
    assert!(!flat(&bench.call(&["pain", "2"]).ok().stdout).contains("No return is open"));
}

#[test]
fn scores_are_listed_over_time_and_a_change_is_better_or_worse() {
    let bench = under_care();
    for (day, score) in [(3, "4"), (17, "7")] {
        let at = format!("2026-11-{day:02}T08:00");
        bench
            .call(&["log", "psfs", "sit 30 min", score, "--at", &at])
            .ok();
        bench
            .call(&[
                "log",
                "uwri",
                if day == 3 { "30" } else { "20" },
                "--at",
                &at,
            ])
            .ok();
        bench.call(&["log", "load-test", "1", "--at", &at]).ok();
        bench
            .call(&["log", "sitting-tolerance", "25", "--at", &at])
            .ok();
    }
    let shown = flat(&bench.call(&["log", "show"]).ok().stdout);
    for line in [
        "PSFS, sit 30 min: 4 on 3 Nov, 7 on 17 Nov (0 to 10, more is better)",
        "UWRI: 30 on 3 Nov, 20 on 17 Nov",
        "Load test: 1 on 3 Nov, 1 on 17 Nov",
        "Sitting tolerance: 25 on 3 Nov, 25 on 17 Nov",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    let plan = flat(&bench.call(&["plan"]).ok().stdout);
    assert!(
        plan.contains("sit 30 min: 4 → 7, better, a change that matters"),
        "{plan}"
    );
    assert!(
        plan.contains("UWRI: 30 → 20, worse, a change that matters"),
        "{plan}"
    );
}

#[test]
fn what_is_probably_a_slip_is_asked_about_before_it_is_entered() {
    let bench = under_care();
    let run = ["add", "--at", "2026-11-20T08:00", "--minutes", "30"];
    for (arguments, fine) in [
        (&["log", "illness", "--until", "2030-01-01"][..], false),
        (&["log", "illness", "--until", "2026-12-31"], true),
        (&[&run[..], &["--cadence", "90"]].concat(), false),
        (&[&run[..], &["--sprints", "100000"]].concat(), false),
        (
            &[&run[..], &["--sprints", "60", "--cadence", "110"]].concat(),
            true,
        ),
        (
            &["pain", "2", "--during", "last", "--at", "2026-10-01T08:00"],
            false,
        ),
        (
            &["pain", "2", "--during", "last", "--at", "2026-11-21T08:00"],
            true,
        ),
    ] {
        let before = bench.diary().len();
        let ended = bench.call(arguments);
        assert_eq!(ended.code == 0, fine, "{arguments:?}: {}", ended.stderr);
        assert_eq!(bench.diary().len() > before, fine, "{arguments:?}");
        assert!(fine || ended.stderr.contains("--yes"), "{}", ended.stderr);
    }
    bench.call(&["log", "symptom", "fever"]).ok();
    let early = bench.call(&["log", "resolve", "fever", "--at", "2026-11-20"]);
    assert_eq!(early.code, 2, "{}", early.stdout);
    assert!(
        early.stderr.contains("nothing of it was open then"),
        "{}",
        early.stderr
    );
    bench.call(&["log", "resolve", "fever"]).ok();
}

#[test]
fn the_roster_says_ill_and_plans_nothing_under_a_flag() {
    let bench = under_care();
    bench
        .call(&["add", "--at", "2026-11-21T08:00", "--minutes", "20"])
        .ok();
    bench.call(&["log", "illness"]).ok();
    let line = |bench: &Bench| bench.call(&["roster", "--json"]).ok().json()["athletes"][0].clone();
    let ill = line(&bench);
    assert_eq!(ill["flag"], "ill", "{ill}");
    assert_eq!(ill["reason"], "Ill since today", "{ill}");
    bench.call(&["log", "symptom", "groin-pain"]).ok();
    let off = line(&bench);
    assert_eq!(off["plan"]["decision"], "suspend", "{off}");
    assert_eq!(
        (&off["plan"]["runs"], &off["plan"]["weekly_min"]),
        (&0.into(), &0.0.into())
    );
    assert_eq!(off["runs_7_d"], 1, "what was run stays told");
}

#[test]
fn a_home_in_which_nothing_is_known_is_no_usual_week() {
    let plan = flat(&Bench::new(SUNDAY).call(&["plan"]).ok().stdout);
    assert!(plan.contains("Nothing is planned"), "{plan}");
    assert!(!plan.contains("Your usual week"), "{plan}");
}
