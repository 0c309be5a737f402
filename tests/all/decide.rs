//! A history in, a decision out: the same to the byte whichever way it came, and a
//! refusal where it contradicts itself. `fixtures/decisions` holds ten of each.

use super::bench::Bench;
use super::rules::restless_history;
use super::sample;
use comeback_core::decide::{Decision, HistoryError, decide};
use comeback_core::diary::{Beginning, Entry, EpisodeStart, History, Symptom, What};
use comeback_core::rules::Finding;
use comeback_core::run::Run;
use comeback_core::units::Seconds;
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/decisions")
}

fn text(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("writes");
    text.push('\n');
    text
}

fn read(text: &str) -> History {
    serde_json::from_str(text).expect("a history")
}

/// Three weeks of three runs of half an hour, to Saturday 21 November 2026.
fn nine_runs() -> Vec<Run> {
    let days = [3, 5, 7, 10, 12, 14, 17, 19, 21];
    let runs = days.map(|day| sample::easy(&format!("2026-11-{day:02}T18:00"), 30.0));
    runs.into()
}

/// What was felt the morning after each of these runs.
fn mornings(score: f64, days: &[u32]) -> Vec<Entry> {
    let entry = |day: &u32| sample::pain(&format!("2026-11-{:02}T20:00", day + 1), score);
    days.iter().map(entry).collect()
}

const DAYS: [u32; 9] = [3, 5, 7, 10, 12, 14, 17, 19, 21];

fn cases() -> Vec<(&'static str, History)> {
    let now = "2026-11-22T21:00";
    let care = || vec![sample::episode("2026-11-02")];
    let with = |more: Vec<Entry>| [care(), more].concat();
    let before_last = &DAYS[..8];
    let mut hard = nine_runs();
    if let Some(last) = hard.last_mut() {
        last.hard = Some(Seconds::from_minutes(9.0));
    }
    let walk_run = sample::entry(
        "2026-11-02T08:00",
        What::EpisodeStart(EpisodeStart {
            begin: Some(Beginning::WalkRun),
            goal_minutes: Some(30.0),
            goal_runs: Some(3),
            ..EpisodeStart::of(sample::day("2026-11-02"))
        }),
    );
    let symptom = |symptom| sample::entry("2026-11-20T09:00", What::Symptom { symptom });
    let settings = [
        ("units", "mi"),
        ("available-days", "tue,thu,sun"),
        ("weekly-growth", "5"),
    ];
    let set = settings.map(|(key, value)| {
        sample::entry(
            "2026-11-01T08:00",
            What::Config {
                key: key.to_owned(),
                value: value.to_owned(),
                by: None,
            },
        )
    });
    let of = |runs: Vec<Run>, entries: &[Entry]| sample::history(now, runs, entries);
    vec![
        ("without-an-episode", of(nine_runs(), &[])),
        ("all-green", of(nine_runs(), &with(mornings(1.0, &DAYS)))),
        (
            "a-red-yesterday",
            of(
                nine_runs(),
                &with([mornings(1.0, before_last), mornings(6.5, &[21])].concat()),
            ),
        ),
        ("amber-weeks", of(nine_runs(), &with(mornings(4.5, &DAYS)))),
        ("nothing-logged", of(nine_runs(), &care())),
        (
            "the-last-is-open",
            of(nine_runs(), &with(mornings(1.0, before_last))),
        ),
        (
            "numb-leg",
            of(
                nine_runs(),
                &with([mornings(1.0, &DAYS), vec![symptom(Symptom::Numbness)]].concat()),
            ),
        ),
        (
            "three-weeks-off",
            sample::history("2026-12-13T21:00", nine_runs(), &with(mornings(1.0, &DAYS))),
        ),
        (
            "tempo-too-early",
            of(hard, &[vec![walk_run], mornings(1.0, &DAYS)].concat()),
        ),
        (
            "miles-and-three-days",
            of(
                nine_runs(),
                &[&with(mornings(1.0, &DAYS))[..], &set].concat(),
            ),
        ),
    ]
}

#[test]
fn ten_histories_lie_beside_their_decisions() {
    let bless = std::env::var_os("COMEBACK_BLESS").is_some();
    let cases = cases();
    assert_eq!(cases.len(), 10);
    for (name, history) in cases {
        let decision: Decision = decide(&history).expect(name);
        for (what, made) in [("history", text(&history)), ("decision", text(&decision))] {
            let path = folder().join(format!("{name}.{what}.json"));
            if bless {
                fs::create_dir_all(folder()).expect("a folder");
                fs::write(&path, &made).expect("a fixture");
            }
            let known = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                known == made,
                "{} is stale: COMEBACK_BLESS=1 cargo test --test all decide",
                path.display()
            );
        }
        assert_eq!(
            text(&decide(&read(&text(&history))).expect(name)),
            text(&decision)
        );
        let again: Decision = serde_json::from_str(&text(&decision)).expect(name);
        assert_eq!(again, decision, "{name}");
        for finding in &decision.findings {
            let again: Finding = serde_json::from_str(&text(finding)).expect(name);
            assert_eq!(&again, finding, "{name}");
        }
    }
}

#[test]
fn a_history_that_was_written_and_read_gives_the_same_decision() {
    for seed in 0..6 {
        let history = restless_history(seed, 120, sample::day("2026-10-27"));
        let written = serde_json::to_string(&history).expect("writes");
        let again = read(&written);
        assert_eq!(again, history, "seed {seed}");
        assert_eq!(serde_json::to_string(&again).expect("writes"), written);
        let (first, second) = (decide(&history), decide(&again));
        assert_eq!(first, second, "seed {seed}");
        let decision = first.as_ref().expect("consistent");
        let again: Decision = serde_json::from_str(&text(decision)).expect("a decision");
        assert_eq!(&again, decision, "seed {seed}");
        assert_eq!(text(&again), text(decision));
        assert_eq!(
            text(&first.expect("consistent")),
            text(&second.expect("consistent"))
        );
    }
}

#[test]
fn a_history_that_contradicts_itself_is_refused() {
    let sound = || sample::history("2026-11-22T21:00", nine_runs(), &[]);
    type Spoil = fn(&mut History);
    let cases: [(&str, Spoil); 6] = [
        ("later", |history| {
            history
                .stretches
                .push(history.now + chrono::TimeDelta::days(1));
        }),
        ("order", |history| history.runs.reverse()),
        ("twice", |history| {
            let first = history.runs[0].clone();
            history.runs.insert(0, first);
        }),
        ("negative", |history| {
            history.runs[0].elapsed = Seconds::new(-1.0);
        }),
        ("endless", |history| {
            history.runs[0].running = Some(Seconds::new(1e9));
        }),
        ("year", |history| {
            history.runs[0].start = history.runs[0].start - chrono::Days::new(60_000);
        }),
    ];
    assert!(decide(&sound()).is_ok());
    for (name, spoil) in cases {
        let mut history = sound();
        spoil(&mut history);
        let refused = decide(&history).expect_err(name);
        let fits = match name {
            "later" => matches!(refused, HistoryError::LaterThanNow { .. }),
            "order" => matches!(refused, HistoryError::OutOfOrder { .. }),
            "twice" => matches!(refused, HistoryError::SameRun(_)),
            "year" => matches!(refused, HistoryError::NoSuchYear { .. }),
            _ => matches!(refused, HistoryError::Impossible { .. }),
        };
        assert!(fits, "{name}: {refused}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Written and read, a history gives the same decision, and that is read back whole.
    #[test]
    fn what_is_written_is_read_back(seed in 0_u64..1_000_000, days in 7_u64..90) {
        let history = restless_history(seed, days, sample::day("2026-10-27"));
        let again = read(&text(&history));
        let decision = decide(&history);
        prop_assert_eq!(&decide(&again), &decision);
        if let Ok(decision) = decision {
            let again: Decision = serde_json::from_str(&text(&decision)).expect("a decision");
            prop_assert_eq!(again, decision);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A figure that anyone may have written is decided from or refused, and breaks nothing.
    #[test]
    fn no_figure_of_a_history_breaks_the_decision(
        place in any::<prop::sample::Index>(),
        value in prop::sample::select(vec![
            "0", "-1", "0.5", "1e300", "-1e300", "1e-300", "99999999999", "4294967295", "11",
        ]),
    ) {
        let entries = [vec![sample::episode("2026-11-02")], mornings(4.0, &DAYS)].concat();
        let history = sample::history("2026-11-22T21:00", nine_runs(), &entries);
        let written = serde_json::to_string(&history).expect("writes");
        let numbers: Vec<(usize, usize)> = numbers(&written);
        let (from, to) = numbers[place.index(numbers.len())];
        let spoiled = format!("{}{value}{}", &written[..from], &written[to..]);
        if let Ok(history) = serde_json::from_str::<History>(&spoiled) {
            let _ = decide(&history);
        }
    }
}

/// Where the plain numbers of a JSON text stand.
fn numbers(json: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut quoted, mut from) = (false, None);
    for (at, letter) in json.char_indices() {
        if letter == '"' {
            quoted = !quoted;
        }
        let part = !quoted && (letter.is_ascii_digit() || letter == '.');
        match (part, from) {
            (true, None) => from = Some(at),
            (false, Some(begun)) => {
                found.push((begun, at));
                from = None;
            }
            _ => {}
        }
    }
    found
}

#[test]
fn the_command_answers_as_the_library_does() {
    let bench = Bench::new("2026-11-22T21:00:00+01:00");
    let ask = |input: &str| {
        let mut child = bench
            .command(&["decide"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        pipe.write_all(input.as_bytes()).expect("writes");
        drop(pipe);
        let output = child.wait_with_output().expect("it ends");
        let said = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (
            output.status.code(),
            said(output.stdout),
            said(output.stderr),
        )
    };
    for (name, history) in cases().into_iter().take(3) {
        let (code, stdout, stderr) = ask(&text(&history));
        assert_eq!(code, Some(0), "{name}: {stderr}");
        let answer: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
        let expected = serde_json::to_value(decide(&history).expect(name)).expect("JSON");
        assert_eq!(answer, expected, "{name}");
        let keys: Vec<&str> = answer
            .as_object()
            .expect("an object")
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(keys.len(), 5, "{keys:?}");
    }
    for (input, said) in [
        ("", "cannot be read"),
        ("{\"now\":\"today\"}", "line 1"),
        (
            r#"{"now":"2026-11-22T21:00:00Z","zone":"UTC","stretches":["2027-01-01T00:00:00Z"]}"#,
            "later than `now`",
        ),
        (
            r#"{"now":"2026-11-22T21:00:00Z","zone":"UTC","settings":{"weekly-growth":"500"}}"#,
            "no value for `weekly-growth`",
        ),
    ] {
        let (code, stdout, stderr) = ask(input);
        assert_eq!(code, Some(2), "{input}");
        assert!(
            stdout.is_empty() && stderr.contains(said),
            "{input}: {stderr}"
        );
    }
    assert!(bench.is_untouched(), "nothing of a home is made");
    bench
        .call(&[
            "add",
            "--at",
            "2026-11-20T18:00:00+01:00",
            "--minutes",
            "25",
        ])
        .ok();
    let own = bench.call(&["decide", "--history"]).ok().stdout;
    let (code, stdout, _) = ask(&own);
    assert_eq!(code, Some(0));
    assert_eq!(stdout, text(&decide(&read(&own)).expect("consistent")));
}
