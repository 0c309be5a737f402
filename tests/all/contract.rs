//! The face of the program: exit codes, streams, and the names in its JSON.

use crate::bench::{Bench, fixture};
use serde_json::{Value, json};

const SUNDAY: &str = "2026-11-22";

#[track_caller]
fn has_keys(object: &Value, keys: &[&str]) {
    for key in keys {
        assert!(object.get(key).is_some(), "{key} is missing in {object}");
    }
}

#[test]
fn a_usage_error_exits_with_2_and_changes_nothing() {
    let bench = Bench::new(SUNDAY);
    for arguments in [
        vec!["pain", "11"],
        vec!["pain", "-1"],
        vec!["pain", "NaN"],
        vec!["pain", "much"],
        vec!["pain", "3", "--at", "soon"],
        vec!["pain", "3", "--during", "last"],
        vec!["pain", "3", "--during", "20260101"],
        vec!["add", "--at", "2026-11-20", "--minutes", "0"],
        vec!["add", "--at", "2026-11-20", "--minutes", "-5"],
        vec![
            "add",
            "--at",
            "2026-11-20",
            "--minutes",
            "30",
            "--hard",
            "31",
        ],
        vec!["log", "sitting", "-5"],
        vec!["log", "symptom", "itching"],
        vec!["log", "visa", "101"],
        vec!["config", "set", "green-max", "4"],
        vec!["config", "set", "nonsense", "4"],
        vec!["config", "get", "nonsense"],
        vec!["episode", "start", "--on", "2026-02-30"],
        vec!["episode", "end"],
        vec!["explain", "no-such-rule"],
        vec!["show", "last"],
        vec!["plan", "--week", "2026-W99"],
        vec!["check", "--as-of", "yesteryear"],
        vec!["--athlete", "../me", "runs"],
        vec!["import", "no/such/file.fit"],
        vec!["restore", "no/such/file.zip"],
        vec!["frobnicate"],
    ] {
        let ended = bench.call(&arguments).exits(2);
        assert!(
            !ended.stderr.is_empty() || arguments.contains(&"import"),
            "{arguments:?}"
        );
    }
    assert!(bench.diary().is_empty());
    assert_eq!(bench.runs(), json!({"runs": []}));
}

#[test]
fn looking_creates_nothing() {
    let bench = Bench::new(SUNDAY);
    for command in [
        "runs", "check", "plan", "forecast", "trend", "rules", "roster",
    ] {
        bench.call(&[command, "--json"]).ok();
        bench.call(&[command]).ok();
    }
    bench
        .call(&["import", "--dry-run", &fixture("files/garmin.fit")])
        .ok();
    assert!(bench.is_untouched());
}

#[test]
fn a_forecast_has_the_contracts_names() {
    let bench = Bench::new(SUNDAY);
    let nothing = bench.call(&["forecast", "--json"]).ok().json();
    assert_eq!(nothing["in_sight"], false);
    bench
        .call(&[
            "episode",
            "start",
            "--on",
            "2026-11-16",
            "--begin",
            "continuous",
        ])
        .ok();
    let found = bench.call(&["forecast", "--json"]).ok().json();
    has_keys(
        &found,
        &["weeks_known", "in_sight", "restored", "best_case", "rungs"],
    );
    assert_eq!(found["weeks_known"], 0);
    assert_eq!(found["in_sight"], true);
    assert_eq!(found["restored"], Value::Null);
    assert_eq!(found["rungs"], json!([]));
    let best = found["best_case"].as_str().expect("a date");
    assert!(best > "2026-11-22", "{best}");
    let text = bench.call(&["forecast"]).ok().stdout;
    assert!(text.starts_with("Best case: "), "{text}");
}

#[test]
fn import_has_the_contracts_names() {
    let bench = Bench::new(SUNDAY);
    let empty = bench.folder.path().join("empty.fit");
    std::fs::write(&empty, []).expect("an empty file");
    let found = bench
        .call(&[
            "import",
            "--json",
            &fixture("files/garmin.fit"),
            &fixture("files/cycling.fit"),
            empty.to_str().expect("a path in UTF-8"),
        ])
        .ok()
        .json();
    has_keys(&found, &["imported", "skipped", "failed", "findings"]);
    let run = &found["imported"][0];
    has_keys(
        run,
        &[
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
        ],
    );
    has_keys(&run["cadence_spm"], &["median", "mean", "coverage"]);
    has_keys(&run["files"][0], &["name", "format", "sha256"]);
    has_keys(&run["response"], &["band", "max", "complete"]);
    has_keys(
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
    assert_eq!(run["files"][0]["name"], "garmin.fit");
    let reasons: Vec<&Value> = found["skipped"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|skipped| &skipped["reason"])
        .collect();
    assert_eq!(reasons, [&json!("not-running"), &json!("empty")]);
    let shown = bench.call(&["show", "last", "--json"]).ok().json();
    has_keys(&shown, &["effort_list", "laps", "id", "response"]);
}

#[test]
fn missing_is_null_and_never_zero() {
    let bench = Bench::new(SUNDAY);
    bench
        .call(&["add", "--at", "2026-11-21T18:00", "--minutes", "30"])
        .ok();
    let run = &bench.runs()["runs"][0];
    for key in [
        "distance_m",
        "ascent_m",
        "cadence_spm",
        "heart_rate_bpm",
        "speed_m_per_s",
        "gap_m_per_s",
        "tendon_load",
    ] {
        assert_eq!(run[key], Value::Null, "{key}");
    }
    assert_eq!(run["running_s"], 1800.0);
    assert_eq!(run["response"]["band"], "pending");
    assert_eq!(run["response"]["max"], Value::Null);
    assert_eq!(run["response"]["complete"], false);
    let weeks = bench.call(&["trend", "--weeks", "3", "--json"]).ok().json();
    let weeks = weeks["weeks"].as_array().expect("a list");
    assert_eq!(weeks.len(), 3);
    assert_eq!(weeks[0]["week"], "2026-W45");
    assert_eq!(weeks[0]["runs"], 0);
    for key in [
        "running_min",
        "session_min",
        "distance_m",
        "cadence_spm",
        "worst_response",
        "band",
    ] {
        assert_eq!(weeks[0][key], Value::Null, "{key}");
    }
    has_keys(
        &weeks[2],
        &[
            "hard_min",
            "ascent_m",
            "descent_m",
            "sprints",
            "hills",
            "hill_sprints",
            "tendon_load",
        ],
    );
}

#[test]
fn check_and_plan_have_the_contracts_names() {
    let bench = Bench::new(SUNDAY);
    let check = bench.call(&["check", "--json"]).ok().json();
    has_keys(
        &check,
        &[
            "as_of", "athlete", "rung", "level", "goal", "findings", "unknown",
        ],
    );
    assert_eq!(check["rung"], "none");
    assert_eq!(check["as_of"], "2026-11-22T23:59:59+00:00");
    assert_eq!(check["athlete"], "me");
    bench
        .call(&["episode", "start", "--on", "2026-11-02", "--diagnosed"])
        .ok();
    assert_eq!(
        bench.call(&["check", "--json"]).ok().json()["rung"],
        "walk-run"
    );
    let plan = bench.call(&["plan", "--json"]).ok().json();
    has_keys(
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
    assert_eq!(plan["week"], "2026-W48");
    assert_eq!(plan["starts"], "2026-11-23");
    let days = plan["days"].as_array().expect("a list");
    assert_eq!(days.len(), 7);
    for day in days {
        has_keys(
            day,
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
    }
    assert_eq!(
        bench
            .call(&["plan", "--week", "this", "--json"])
            .ok()
            .json()["week"],
        "2026-W47"
    );
}

#[test]
fn check_exits_with_1_on_a_warning_unless_told_not_to() {
    let bench = Bench::new(SUNDAY);
    bench
        .call(&["add", "--at", "2026-11-21T18:00", "--minutes", "30"])
        .ok();
    let told = bench
        .call(&["pain", "7", "--during", "last", "--json"])
        .ok()
        .json();
    assert_eq!(told["responses"][0]["band"], "red");
    let check = bench.call(&["check", "--json"]).exits(1).json();
    let finding = check["findings"]
        .as_array()
        .and_then(|findings| findings.iter().find(|f| f["rule"] == "pain-too-high"))
        .expect("the finding");
    has_keys(
        finding,
        &[
            "rule", "severity", "date", "run", "message", "evidence", "advice", "grade", "source",
        ],
    );
    assert_eq!(finding["grade"], "seed");
    bench.call(&["check", "--exit-zero"]).ok();
    // The day before, nothing of it was known.
    bench.call(&["check", "--as-of", "2026-11-20"]).ok();
}

#[test]
fn an_entry_later_than_as_of_does_not_exist() {
    let bench = Bench::new("2026-11-20");
    bench
        .call(&["add", "--at", "2026-11-20T08:00", "--minutes", "30"])
        .ok();
    let ended = bench.call(&["pain", "6", "--at", "2026-11-21T08:00"]).ok();
    assert!(ended.stderr.contains("later than"), "{}", ended.stderr);
    assert_eq!(bench.runs()["runs"][0]["response"]["band"], "pending");
    bench.call(&["check"]).ok();
    let later = bench
        .call(&["runs", "--json", "--as-of", "2026-11-21"])
        .ok()
        .json();
    assert_eq!(later["runs"][0]["response"]["band"], "red");
    let before = bench
        .call(&["runs", "--json", "--as-of", "2026-11-19"])
        .ok()
        .json();
    assert_eq!(before, json!({"runs": []}));
}

#[test]
fn a_day_ends_in_the_athletes_zone() {
    let bench = Bench::new("2026-11-20");
    bench
        .call(&["config", "set", "time-zone", "Pacific/Auckland"])
        .ok();
    let check = bench.call(&["check", "--json"]).ok().json();
    assert_eq!(check["as_of"], "2026-11-20T23:59:59+13:00");
    // In Auckland this is the 21st.
    bench
        .call(&["add", "--at", "2026-11-20T12:00:00Z", "--minutes", "30"])
        .ok();
    assert_eq!(bench.runs(), json!({"runs": []}));
    let later = bench
        .call(&[
            "runs",
            "--json",
            "--since",
            "2026-11-21",
            "--as-of",
            "2026-11-21",
        ])
        .ok()
        .json();
    assert_eq!(later["runs"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_stated_run_is_not_counted_twice() {
    let bench = Bench::new(SUNDAY);
    let add = [
        "add",
        "--at",
        "2026-11-20T18:00",
        "--minutes",
        "30",
        "--rpe",
        "4",
    ];
    bench.call(&add).ok();
    bench.call(&add).exits(2);
    bench
        .call(&["add", "--at", "2026-11-20T18:20", "--minutes", "30"])
        .exits(2);
    assert_eq!(bench.runs()["runs"].as_array().map(Vec::len), Some(1));
}

#[test]
fn settings_are_dated() {
    let bench = Bench::new("2026-11-10");
    bench.call(&["config", "set", "weekly-growth", "15"]).ok();
    let get = |as_of: &str| {
        bench
            .call(&["config", "get", "weekly-growth", "--as-of", as_of])
            .ok()
            .stdout
    };
    assert_eq!(get("2026-11-09"), "10\n");
    assert_eq!(get("2026-11-11"), "15\n");
}

#[test]
fn data_go_to_stdout_and_no_colour_to_a_pipe() {
    let bench = Bench::new(SUNDAY);
    let ended = bench.call(&["import", &fixture("files/garmin.fit")]).ok();
    assert!(
        ended.stderr.starts_with("a new home begins in"),
        "{}",
        ended.stderr
    );
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    assert!(!ended.stdout.contains('\u{1b}'), "{}", ended.stdout);
    let coloured = bench.call(&["runs", "--color", "always"]).ok();
    assert!(coloured.stdout.contains('\u{1b}'));
    let quiet = bench
        .call(&["--quiet", "config", "set", "units", "mi"])
        .ok();
    assert!(quiet.stdout.is_empty() && quiet.stderr.is_empty());
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let bench = Bench::new(SUNDAY);
    let mut child = bench
        .command(&["rules"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!(ended.status.code(), Some(0));
    assert!(
        ended.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
}

#[test]
fn every_command_has_help_and_every_shell_its_completions() {
    let bench = Bench::new(SUNDAY);
    let help = bench.call(&["--help"]).ok().stdout;
    for command in [
        "review",
        "import",
        "add",
        "runs",
        "show",
        "pain",
        "log",
        "episode",
        "config",
        "check",
        "rules",
        "explain",
        "plan",
        "forecast",
        "trend",
        "report",
        "roster",
        "export",
        "backup",
        "restore",
        "rebuild",
        "completions",
        "man",
    ] {
        assert!(help.contains(&format!("\n  {command}")), "{command}");
        let own = bench.call(&[command, "--help"]).ok().stdout;
        assert!(own.contains("Usage:"), "{command}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            bench
                .call(&["completions", shell])
                .ok()
                .stdout
                .contains("comeback")
        );
    }
    assert!(bench.call(&["man"]).ok().stdout.contains(".TH comeback"));
}

#[test]
fn every_rule_is_listed_and_explained() {
    let bench = Bench::new(SUNDAY);
    let rules = bench.call(&["rules", "--json"]).ok().json();
    let rules = rules["rules"].as_array().expect("a list").clone();
    assert!(rules.len() >= 30);
    for rule in rules {
        let name = rule["rule"]
            .as_str()
            .or(rule["name"].as_str())
            .expect("a name");
        assert!(bench.call(&["explain", name]).ok().stdout.contains(name));
    }
}

#[test]
fn review_prints_all_and_names_the_report() {
    let bench = Bench::new(SUNDAY);
    bench.adopt("returning");
    let path = fixture("athletes/returning");
    let whole = bench.call(&["review", &path, "--json"]).exits(1).json();
    has_keys(&whole, &["import", "check", "plan", "report"]);
    assert_eq!(whole["import"]["failed"], json!([]));
    let report = whole["report"].as_str().expect("a path");
    let page = std::fs::read_to_string(report).expect("the report is there");
    assert!(page.starts_with("<!DOCTYPE html>"));
    let text = bench.call(&["review", &path]).exits(1).stdout;
    assert!(text.contains("report: ") && text.contains("Week 2026-W48"));
    bench.call(&["review", &path, "--exit-zero"]).ok();
    let old = bench
        .call(&["review", &path, "--exit-zero", "--as-of", "2027-03-01"])
        .ok();
    assert!(old.stderr.contains("--as-of"), "{}", old.stderr);
}

#[test]
fn the_plan_is_written_in_every_format() {
    let bench = Bench::new(SUNDAY);
    bench.call(&["episode", "start", "--on", "2026-11-02"]).ok();
    for (format, beginning) in [
        ("text", "Week 2026-W48"),
        ("json", "{"),
        ("md", "#"),
        ("ics", "BEGIN:VCALENDAR"),
        ("csv", "week,"),
        ("intervals", "== Mon 2026-11-23, me, "),
    ] {
        let text = bench.call(&["plan", "--format", format]).ok().stdout;
        assert!(text.starts_with(beginning), "{format}: {text}");
    }
    let folder = bench.folder.path().join("watch");
    let path = folder.to_str().expect("UTF-8");
    bench.call(&["plan", "--format", "fit", "-o", path]).ok();
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    let workouts = names
        .iter()
        .filter(|name| name.ends_with("-me.fit"))
        .count();
    assert_eq!((workouts, names.len()), (3, 4), "{names:?}");
    assert_eq!(
        names.last().map(String::as_str),
        Some("2026-W48-me-watch.txt")
    );
}

#[test]
fn the_same_log_gives_the_same_calendar_and_workouts() {
    let bench = Bench::new(SUNDAY);
    bench.call(&["episode", "start", "--on", "2026-11-02"]).ok();
    let folder = bench.folder.path().join("watch");
    let path = folder.to_str().expect("UTF-8");
    let out = |as_of: &str| {
        let calendar = bench.call(&["--as-of", as_of, "plan", "--format", "ics"]);
        let watch = ["--as-of", as_of, "plan", "--format", "fit", "-o", path];
        bench.call(&watch).ok();
        let workout = std::fs::read(folder.join("2026-11-23-me.fit")).expect("a workout");
        (calendar.ok().stdout, workout)
    };
    let first = out("2026-11-22T20:00");
    assert_eq!(first, out("2026-11-22T23:00"));
    let version = |text: &str| -> u64 {
        let found = text.split("SEQUENCE:").nth(1).expect("a version");
        let digits = found.split("\r\n").next().expect("a line");
        digits.parse().expect("a number")
    };
    // An entry of long ago makes another version, too.
    bench.call(&["pain", "1", "--at", "2026-11-05T08:00"]).ok();
    let later = out("2026-11-22T23:00");
    assert!(version(&later.0) > version(&first.0));
    assert!(later.0.contains("DTSTAMP:20261"));
}

#[test]
fn reports_and_exports_are_whole_files() {
    let bench = Bench::new("2026-11-22");
    bench.import(&["files/garmin.fit"]).ok();
    let folder = bench.folder.path().join("out");
    let out = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    bench.call(&["report", "-o", &out("page.html")]).ok();
    bench
        .call(&["report", "--format", "pdf", "-o", &out("paper.pdf")])
        .ok();
    bench
        .call(&["report", "--format", "svg", "-o", &out("charts/")])
        .ok();
    bench
        .call(&[
            "report",
            "--format",
            "png",
            "--chart",
            "run",
            "-o",
            &out("run.png"),
        ])
        .ok();
    for format in ["csv", "json", "parquet"] {
        bench
            .call(&["export", format, "-o", folder.to_str().expect("UTF-8")])
            .ok();
    }
    for (name, beginning) in [
        ("page.html", b"<!DOCTYPE".as_slice()),
        ("charts/2026-11-22-me-load.svg", b"<svg"),
        ("run.png", b"\x89PNG"),
        ("paper.pdf", b"%PDF-"),
        ("me-runs.csv", b"id,start"),
        ("me.json", b"{"),
        ("me-runs.parquet", b"PAR1"),
        ("me-diary.jsonl", b""),
    ] {
        let bytes = std::fs::read(folder.join(name)).expect(name);
        assert!(bytes.starts_with(beginning), "{name}");
    }
}

/// Where a run went is shown where the run is asked for by itself, and in nothing that is
/// made along with the rest.
#[test]
fn only_a_run_asked_for_by_itself_shows_its_way() {
    let bench = Bench::new("2026-11-22");
    bench.import(&["files/garmin.fit"]).ok();
    let folder = bench.folder.path().join("out");
    let out = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let svg = ["report", "--format", "svg"];
    let all = out("charts/");
    bench.call(&[&svg[..], &["-o", &all]].concat()).ok();
    let alone = out("run.svg");
    bench
        .call(&[&svg[..], &["--chart", "run", "-o", &alone]].concat())
        .ok();
    bench.call(&["report", "-o", &out("page.html")]).ok();
    // The legend of the way tells where it starts.
    let has_way = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).expect(name);
        text.contains(">start<")
    };
    assert!(has_way("run.svg"));
    assert!(!has_way("charts/2026-11-22-me-run.svg"));
    assert!(!has_way("page.html"));
}

#[test]
fn what_goes_out_and_back_is_told_in_json_too() {
    let bench = Bench::new(SUNDAY);
    bench
        .call(&["add", "--at", "2026-11-22T10:00", "--minutes", "30"])
        .ok();
    let folder = bench.folder.path().join("out");
    let folder = folder.to_str().expect("UTF-8");
    let exported = bench.call(&["export", "csv", "-o", folder, "--json"]).ok();
    let written = exported.json()["written"].clone();
    assert_eq!(written.as_array().map(Vec::len), Some(3), "{written}");
    let file = bench.folder.path().join("all.zip");
    let file = file.to_str().expect("UTF-8");
    let backed_up = bench.call(&["backup", file, "--json"]).ok().json();
    assert_eq!(backed_up["athletes"][0]["entries"], 1, "{backed_up}");
    let rebuilt = bench.call(&["rebuild", "--json"]).ok().json();
    assert_eq!(rebuilt["failed"], json!([]), "{rebuilt}");
}

#[test]
fn a_mistake_is_told_in_the_colour_that_was_asked_for() {
    let bench = Bench::new(SUNDAY);
    for mistake in [&["show", "nothing"][..], &["no-such-command"]] {
        for (when, coloured) in [("never", false), ("always", true)] {
            let told = bench.call(&[&["--color", when], mistake].concat()).exits(2);
            assert_eq!(told.stderr.contains('\u{1b}'), coloured, "{}", told.stderr);
        }
    }
}

/// A diary of a file that ends the return is taken where it is asked for, and what that
/// means is said: pain steers nothing from then on.
#[test]
fn an_end_of_the_return_that_a_file_brings_is_said() {
    let bench = Bench::new("2026-11-22");
    bench.call(&["episode", "start", "--on", "2026-11-02"]).ok();
    let diary = bench.folder.path().join("z-diary.jsonl");
    let line = r#"{"at":"2026-11-20T10:00:00Z","kind":"episode-end"}"#;
    std::fs::write(&diary, line).expect("a diary");
    let diary = diary.to_str().expect("UTF-8");
    let said = bench.call(&["import", "--diary", diary]).ok().stderr;
    assert!(
        said.contains("the return since Mon 2 Nov 2026 is over") && said.contains("comeback undo"),
        "{said}"
    );
    bench.call(&["undo"]).ok();
    let back = bench.call(&["check", "--json"]).json();
    assert_eq!(back["rung"], "walk-run");
}

/// Who imports a backup is told what it is, and not to ask the vendor of the watch.
#[test]
fn a_backup_among_the_files_is_called_one() {
    let bench = Bench::new("2026-11-22");
    bench.import(&["files/garmin.fit"]).ok();
    let backup = bench.folder.path().join("b.zip");
    let path = backup.to_str().expect("UTF-8");
    bench.call(&["backup", path]).ok();
    let said = bench.call(&["import", path]).exits(3);
    let told = format!("{}{}", said.stdout, said.stderr);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("comeback restore"), "{told}");
    assert!(!told.contains("vendor"), "{told}");
}

/// Whoever packs an archive can put a diary into it.
#[test]
fn a_file_speaks_for_the_runner_only_where_it_is_asked_for() {
    let bench = Bench::new("2026-11-22");
    bench
        .call(&["log", "symptom", "bladder", "--at", "2026-11-20T10:00"])
        .ok();
    let diary = bench.folder.path().join("z-diary.jsonl");
    let told = [
        r#""at":"2020-01-01T00:00:00Z","kind":"config","key":"time-zone","value":"Pacific/Auckland""#,
        r#""at":"2026-11-21T09:00:00Z","kind":"resolve","symptom":"bladder""#,
        r#""at":"2026-11-21T10:00:00Z","kind":"episode-start","on":"-262143-01-01""#,
        r#""at":"2026-11-21T11:00:00Z","kind":"sitting","minutes":1e12"#,
        r#""at":"2026-11-21T12:00:00Z","kind":"void","voids":"01ARZ3NDEKTSV4RRFFQ69G5FAV""#,
        r#""at":"2026-11-21T13:00:00Z","kind":"pain","score":4,"site":"left""#,
    ];
    let lines: String = told.iter().map(|line| format!("{{{line}}}\n")).collect();
    std::fs::write(&diary, lines).expect("a diary");
    let diary = diary.to_str().expect("UTF-8");
    let file = fixture("files/plain.gpx");
    let before = bench.diary();
    // Not asked for: named, and nothing of it is in.
    let unasked = bench.call(&["import", "--json", &file, diary]).ok();
    assert!(
        unasked.stderr.contains("import --diary"),
        "{}",
        unasked.stderr
    );
    let unasked = unasked.json();
    assert_eq!(unasked["skipped"][0]["reason"], "diary");
    assert_eq!(unasked["diaries"][0]["taken"], false);
    let dry = bench
        .call(&["import", "--diary", "--dry-run", diary])
        .exits(3);
    assert!(
        dry.stderr.contains("pain: score 4"),
        "shown before: {}",
        dry.stderr
    );
    assert_eq!(bench.diary(), before);
    // Asked for: what is sound, but no end of a red flag, no setting, no impossible date.
    let asked = bench.call(&["import", "--json", "--diary", diary]).exits(3);
    assert!(
        asked.stderr.contains("no file ends a red flag"),
        "{}",
        asked.stderr
    );
    assert!(
        asked.stderr.contains("config set time-zone"),
        "{}",
        asked.stderr
    );
    let asked = asked.json();
    assert_eq!(asked["failed"].as_array().map(Vec::len), Some(3), "{asked}");
    assert_eq!(
        asked["diaries"][0]["left"].as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(bench.diary().len(), before.len() + 1);
    assert!(
        bench.runs()["runs"][0]["start"]
            .as_str()
            .is_some_and(|at| at.ends_with('Z') || at.ends_with("+00:00"))
    );
    let urgent = bench.call(&["check"]).exits(1).stdout;
    assert!(urgent.contains("urgent"), "{urgent}");
    // Nor is a line with such a date believed that stands in the home itself.
    let own = bench.athlete().join("diary/other.jsonl");
    std::fs::write(
        &own,
        format!("{{\"id\":\"01ARZ3NDEKTSV4RRFFQ69G5FAV\",{}}}\n", told[2]),
    )
    .expect("writes");
    let told = bench.call(&["plan"]).ok();
    assert!(
        told.stderr.contains("other.jsonl, line 1 cannot be read"),
        "{}",
        told.stderr
    );
}

#[test]
fn the_roster_puts_the_neediest_first() {
    let bench = Bench::new(SUNDAY);
    for athlete in ["anna", "ben", "cleo"] {
        bench
            .call(&[
                "--yes",
                "--athlete",
                athlete,
                "add",
                "--at",
                "2026-11-21T10:00",
                "--minutes",
                "30",
            ])
            .ok();
    }
    bench
        .call(&["--yes", "--athlete", "ben", "log", "symptom", "bladder"])
        .ok();
    bench
        .call(&[
            "--yes",
            "--athlete",
            "cleo",
            "pain",
            "7",
            "--during",
            "last",
        ])
        .ok();
    let roster = bench.call(&["roster", "--json"]).ok().json();
    let names: Vec<&str> = roster["athletes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|line| line["athlete"].as_str())
        .collect();
    assert_eq!(names, ["ben", "cleo", "anna"]);
    assert_eq!(roster["athletes"][1]["needs_a_look"], true);
    let why = roster["athletes"][1]["reason"].as_str().expect("a reason");
    assert!(why.starts_with("Pain 7 after 30 min"), "{why}");
    let picture = bench.folder.path().join("roster.svg");
    let path = picture.to_str().expect("UTF-8");
    bench.call(&["roster", "--format", "svg", "-o", path]).ok();
    let drawn = std::fs::read_to_string(&picture).expect("a picture");
    assert!(drawn.contains("2 of 3 need a look: ben first"), "{drawn}");
    // Kept lines are the same, and a line that comes makes another one at once.
    assert_eq!(roster, bench.call(&["roster", "--json"]).ok().json());
    let flags = |bench: &Bench, more: &[&str]| -> Vec<String> {
        let call = [&["roster", "--json"], more].concat();
        let told = bench.call(&call).ok().json();
        (told["athletes"].as_array().expect("a list").iter())
            .map(|line| format!("{}: {}", line["athlete"], line["flag"]).replace('"', ""))
            .collect()
    };
    assert_eq!(flags(&bench, &["--only", "red"]), ["cleo: red"]);
    assert_eq!(flags(&bench, &["--only", "look"]).len(), 2);
    assert_eq!(
        flags(&bench, &["--sort", "name"])[0].split(':').next(),
        Some("anna")
    );
    bench
        .call(&["--athlete", "anna", "pain", "5", "--during", "last"])
        .ok();
    assert!(flags(&bench, &[]).contains(&"anna: amber".to_owned()));
    let table = bench.call(&["roster", "--format", "csv"]).ok().stdout;
    assert!(table.starts_with("athlete,reason,flag,"), "{table}");
    assert_eq!(table.lines().count(), 4);
    let file = bench.folder.path().join("roster.parquet");
    let path = file.to_str().expect("UTF-8");
    bench
        .call(&["roster", "--format", "parquet", "-o", path])
        .ok();
    assert!(std::fs::read(&file).expect("a file").starts_with(b"PAR1"));
    bench.call(&["roster", "--format", "parquet"]).exits(2);
}

/// Lines of the diary of one kind.
fn kept(bench: &Bench, kind: &str) -> usize {
    let mark = format!("\"kind\":\"{kind}\"");
    bench
        .diary()
        .iter()
        .filter(|line| line.contains(&mark))
        .count()
}

/// Lines of the ledger of advice.
fn given(bench: &Bench) -> usize {
    let Ok(files) = std::fs::read_dir(bench.athlete().join("advice")) else {
        return 0;
    };
    files
        .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("reads"))
        .map(|text| text.lines().count())
        .sum()
}

/// A call without `--as-of`: advice is given by the real clock alone.
fn call_now(bench: &Bench, arguments: &[&str]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_comeback"))
        .env_clear()
        .env("HOME", bench.folder.path())
        .env("TZ", "UTC")
        .arg("--home")
        .arg(bench.home())
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .output()
        .expect("the program runs");
    let code = output.status.code().expect("it ends");
    assert!(code < 2, "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn advice_is_noted_when_it_is_given_and_only_then() {
    let bench = Bench::new("2026-11-15T20:00:00Z");
    let start = ["episode", "start", "--begin", "walk-run", "--on"];
    bench.call(&[&start[..], &["2026-11-09"]].concat()).ok();
    for reading in [&["plan"][..], &["plan", "--week", "this"], &["trend"]] {
        bench.call(reading).ok();
        call_now(&bench, reading);
    }
    assert_eq!(given(&bench), 0, "reading gives nothing");
    bench.call(&["pain", "0"]).ok();
    assert_eq!(given(&bench), 0, "nor does a call as of another moment");
    call_now(&bench, &["log", "sitting", "20"]);
    let first = given(&bench);
    assert!((1..=2).contains(&first), "{first}");
    call_now(&bench, &["log", "sitting", "25"]);
    assert_eq!(given(&bench), first, "the same advice again is no news");
    assert_eq!(kept(&bench, "plan"), 0, "the diary is the runner's");
}

#[test]
fn an_import_that_changes_the_plan_gives_it_again() {
    let bench = Bench::new("2026-11-15T20:00:00Z");
    let now = chrono::Utc::now();
    let began = (now - chrono::Duration::days(20)).date_naive().to_string();
    let start = ["episode", "start", "--begin", "continuous", "--on", &began];
    call_now(&bench, &start);
    call_now(&bench, &["log", "sitting", "20"]);
    let first = given(&bench);
    assert!(first > 0);
    // Two hours of yesterday: more than any plan of a return holds.
    let mut text = "<gpx><trk><type>running</type><trkseg>".to_owned();
    for minute in 0..=120 {
        let at = now - chrono::Duration::hours(26) + chrono::Duration::minutes(minute);
        let north = 50.0 + 0.0015 * f64::from(i32::try_from(minute).expect("small"));
        let at = at.to_rfc3339();
        text.push_str(&format!(
            "<trkpt lat=\"{north}\" lon=\"8\"><time>{at}</time></trkpt>"
        ));
    }
    text.push_str("</trkseg></trk></gpx>");
    let file = bench.folder.path().join("long.gpx");
    std::fs::write(&file, text).expect("writes");
    let file = file.to_str().expect("UTF-8");
    let told = call_now(&bench, &["import", file]);
    assert!(told.contains("1 run imported"), "{told}");
    let after = given(&bench);
    assert!(after > first, "{first} and then {after}: {told}");
    call_now(&bench, &["import", file]);
    assert_eq!(given(&bench), after, "nothing came in, nothing is given");
}

#[test]
fn what_was_advised_is_set_against_what_was_done() {
    let bench = Bench::new("2026-11-15T20:00:00Z");
    let start = [
        "episode",
        "start",
        "--on",
        "2026-11-09",
        "--begin",
        "walk-run",
    ];
    bench.call(&start).ok();
    let plan = bench.call(&["plan", "--json"]).ok().json();
    assert_eq!(plan["adherence"], Value::Null);
    let days: Vec<&Value> = plan["days"]
        .as_array()
        .expect("days")
        .iter()
        .filter(|day| day["kind"] == "walk-run")
        .collect();
    let sessions: Vec<Value> = days
        .iter()
        .map(|day| json!({"date": day["date"], "session": "walk-run", "minutes": day["minutes"]}))
        .collect();
    // As a review of that Sunday would have noted it.
    let line = json!({
        "version": "0.2.0", "at": "2026-11-15T20:00:00Z", "kind": "plan", "week": plan["starts"],
        "from": plan["starts"], "decision": plan["decision"], "sessions": sessions,
    });
    let ledger = bench.athlete().join("advice");
    std::fs::create_dir(&ledger).expect("a folder");
    std::fs::write(ledger.join("watch.jsonl"), format!("{line}\n")).expect("writes");
    let date = days[0]["date"].as_str().expect("a date");
    bench
        .call(&["add", "--at", &format!("{date}T18:00"), "--minutes", "30"])
        .ok();
    let week = ["--as-of", "2026-11-22T20:00:00Z"];
    let trend = bench
        .call(&[&["trend", "--weeks", "2", "--json"], &week[..]].concat())
        .ok()
        .json();
    let told = &trend["weeks"][1]["adherence"];
    assert_eq!(told["as_planned"], 1, "{told}");
    assert_eq!(told["missed"], 2, "{told}");
    assert_eq!(told["planned_min"], 90.0);
    assert_eq!(told["done_min"], 30.0);
    assert_eq!(trend["weeks"][0]["adherence"], Value::Null);
    let again = bench
        .call(&[&["plan", "--week", "this", "--json"], &week[..]].concat())
        .ok()
        .json();
    assert_eq!(again["adherence"]["planned"], 3);
    let table = bench.call(&[&["trend"], &week[..]].concat()).ok().stdout;
    assert!(table.contains("Planned and done"), "{table}");
}

#[test]
fn import_and_pain_say_when_the_rest_of_the_week_is_another() {
    let bench = Bench::new("2026-11-16T12:00:00Z");
    bench
        .call(&[
            "episode",
            "start",
            "--on",
            "2026-11-02",
            "--begin",
            "continuous",
            "--goal-minutes",
            "40",
        ])
        .ok();
    for day in ["09", "11", "13"] {
        let at = format!("2026-11-{day}T08:00");
        bench.call(&["add", "--at", &at, "--minutes", "20"]).ok();
        let pain = |at: &str| {
            bench.call(&["pain", "1", "--at", at]).ok();
        };
        pain(&format!("2026-11-{day}T12:00"));
        let next: u32 = day.parse().expect("a day");
        pain(&format!("2026-11-{:02}T12:00", next + 1));
    }
    let line = "the rest of this week changes";
    // A first entry that changes nothing says nothing of the week.
    let ended = bench.call(&["pain", "0", "--at", "2026-11-14T20:00"]).ok();
    assert!(!ended.stdout.contains(line), "{}", ended.stdout);
    // Monday's run longer than planned, brought by a file of stated runs.
    let diary = bench.folder.path().join("diary.jsonl");
    std::fs::write(
        &diary,
        "{\"at\":\"2026-11-16T08:00:00Z\",\"kind\":\"run\",\"minutes\":45.0}\n",
    )
    .expect("writes");
    let path = diary.to_str().expect("UTF-8");
    let dry = bench.call(&["import", "--diary", "--dry-run", path]).ok();
    assert!(!dry.stdout.contains(line), "{}", dry.stdout);
    let ended = bench.call(&["import", "--diary", path]).ok();
    assert_eq!(ended.stdout.matches(line).count(), 1, "{}", ended.stdout);
    // The same file again brings nothing.
    let again = bench
        .call(&["import", "--diary", path, "--json"])
        .ok()
        .json();
    assert_eq!(again["plans_changed"], json!([]));
    let red = bench.call(&["pain", "7", "--at", "2026-11-16T11:00"]).ok();
    assert_eq!(red.stdout.matches(line).count(), 1, "{}", red.stdout);
    assert!(red.stdout.contains("back up one step"), "{}", red.stdout);
}

#[test]
fn what_is_done_beside_running_is_shown() {
    let bench = Bench::new("2026-11-22");
    let empty = bench.call(&["log", "show"]).ok().stdout;
    assert!(empty.contains("Nothing beside running"), "{empty}");
    assert!(bench.is_untouched(), "looking creates nothing");
    bench.adopt("returning");
    bench
        .call(&["import", &fixture("athletes/returning")])
        .exits(0);
    let told = bench.call(&["log", "show", "--json"]).ok().json();
    has_keys(
        &told,
        &[
            "current_set",
            "sets",
            "tests",
            "gait",
            "gait_history",
            "stretches_28_d",
            "sitting",
            "visa",
        ],
    );
    let sets = told["sets"].as_array().expect("a list");
    assert_eq!(sets.len(), 4);
    assert!(sets.iter().any(|set| set["sessions"].as_u64() > Some(0)));
    assert!(told["visa"].as_array().map(Vec::len) > Some(1));
    let gait = &told["gait_history"][0];
    assert_eq!(
        (&gait["sessions_min"], &gait["sessions_max"]),
        (&json!(8.0), &json!(18.0))
    );
    // Only what is known at the moment: no score before the first.
    let before = bench
        .call(&["log", "show", "--json", "--as-of", "2020-01-01"])
        .ok()
        .json();
    assert_eq!(before["visa"], json!([]));
    let text = bench.call(&["log", "show"]).ok().stdout;
    for heading in ["Exercise sets", "Gait", "Habits", "VISA-H"] {
        assert!(text.contains(heading), "{text}");
    }
}

#[test]
fn a_screening_fits_or_not_or_says_where_to_turn_and_plans_nothing() {
    let bench = Bench::new("2026-11-22");
    let list = bench.call(&["screen", "--list", "--json"]).ok().json();
    let questions = list["questions"].as_array().cloned().unwrap_or_default();
    assert_eq!(list["verdict"], Value::Null);
    assert!(questions[0]["red_flag"] == true);
    let answers = |yes: &[&str]| -> String {
        let words: Vec<&str> = questions
            .iter()
            .map(|question| {
                let key = question["key"].as_str().unwrap_or_default();
                if yes.contains(&key) { "y" } else { "n" }
            })
            .collect();
        words.join(",")
    };
    let screen = |answers: &str| -> Value {
        bench
            .call(&["screen", "--answers", answers, "--json"])
            .ok()
            .json()
    };
    let fits = screen(&answers(&["spot", "gradual", "running", "sitting"]));
    assert_eq!(fits["verdict"], "fits");
    assert_eq!(fits["diagnosis"], Value::Null);
    assert_eq!(screen(&answers(&["sitting"]))["verdict"], "does-not-fit");
    let flagged = screen(&answers(&[
        "spot", "gradual", "running", "sitting", "bladder",
    ]));
    assert_eq!(flagged["verdict"], "see-a-clinician-first");
    assert_eq!(flagged["urgency"], "emergency");
    assert_eq!(flagged["red_flags"], json!(["bladder"]));
    // A red flag ends it: the rest need not be answered.
    assert_eq!(screen("n,y")["urgency"], "emergency");
    assert_eq!(screen("night-pain=y")["urgency"], "prompt");
    let text = bench.call(&["screen", "--answers", "n,y"]).ok().stdout;
    assert!(text.starts_with("see a clinician first"), "{text}");
    assert!(text.contains("emergency"), "{text}");
    for word in ["min", "easy run", "tempo"] {
        assert!(
            !text.split_whitespace().any(|other| other == word),
            "{text}"
        );
    }
    for wrong in ["n,n", "maybe", "spot=y,n", "nose=y", ""] {
        bench.call(&["screen", "--answers", wrong]).exits(2);
    }
    bench.call(&["screen"]).exits(2);
    assert!(bench.is_untouched(), "nothing is written down");
}
