//! Every number once: with each number that can be set at another value, nothing that a
//! person reads shows the method's own value beside the words that belong to it.

use crate::bench::{Bench, fixture};
use comeback_core::limits::{self, Limit, Settings};
use comeback_core::rules::{self, page};

/// Another value that may be set, and that no number that can be set has by itself.
fn another(limit: &Limit) -> Option<f64> {
    let (low, high) = limit.range?;
    let step = if high - low > 2.0 { 1.0 } else { 0.01 };
    let own = |value: f64| {
        limits::ALL.iter().any(|other| {
            other.is_configurable() && other.unit == limit.unit && other.value == value
        })
    };
    let steps = ((high - low) / step).round() as u32;
    (0..=steps)
        .map(|count| ((high - f64::from(count) * step) * 100.0).round() / 100.0)
        .find(|value| !own(*value))
}

/// Words of which one stands in each sentence that tells the number.
fn words(key: &str) -> &'static [&'static str] {
    match key {
        "break-short-days" | "break-medium-days" | "break-long-days" | "break-very-long-days" => {
            &["without a run", "days off", "break"]
        }
        "break-short-share"
        | "break-medium-share-1"
        | "break-medium-share-2"
        | "break-long-share-1"
        | "break-long-share-2"
        | "break-long-share-3" => &[
            "before the break",
            "of what you ran",
            "days off",
            "in the first",
        ],
        "step-green-runs" => &["tolerated", "green", "step"],
        "step-days" => &["step", "held", "since"],
        "weekly-growth" => &["more per run", "a week", "rise", "grow", "step"],
        "sitting-minutes" => &["sit"],
        "sprint-of-vmax"
        | "sprint-of-critical"
        | "sprint-seconds"
        | "sprint-acceleration"
        | "sprint-acceleration-seconds"
        | "sprint-acceleration-from" => &["sprint"],
        "cut-back-share" | "cut-back-weeks" => &["lighter", "cut-back", "cut back"],
        "rest-days-between-runs" => &["between two runs", "rest day", "free day"],
        "high-load-days-apart" => &["high-load", "hard session", "days apart"],
        "cadence-target-factor" => &["cadence"],
        other => panic!("`{other}` can be set: name the words that its number is told with"),
    }
}

/// How a value is written with its unit.
fn written(limit: &Limit) -> Vec<String> {
    let value = limits::as_read(limit, limit.value);
    let units: &[&str] = match limit.unit {
        "d" => &["d", "day", "days"],
        "%" | "share" => &["%"],
        "min" => &["min", "minutes"],
        "runs" => &["runs", "tolerated runs", "green runs"],
        "weeks" => &["weeks"],
        "s" => &["s", "seconds"],
        "m/s²" => &["m/s²"],
        "ratio" => &["times", "critical speed", "×"],
        other => panic!("{}: {other}", limit.key),
    };
    let mut found: Vec<String> = units.iter().map(|unit| format!("{value} {unit}")).collect();
    if limit.unit == "share" {
        found.extend(["Vmax", "of"].map(|behind| format!("{} {behind}", limit.value)));
    }
    found
}

/// Parts of a text that tell one thing each.
fn sentences(text: &str) -> impl Iterator<Item = String> {
    const ENDS: [&str; 6] = [". ", " · ", "│", "; ", ": ", ") "];
    let whole = text.split("\n\n").map(str::to_owned);
    (ENDS.iter())
        .fold(whole.collect::<Vec<_>>(), |parts, end| {
            let split = |part: String| part.split(end).map(str::to_owned).collect::<Vec<_>>();
            parts.into_iter().flat_map(split).collect()
        })
        .into_iter()
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The number is not the end of a longer one.
fn holds(sentence: &str, number: &str) -> bool {
    sentence.match_indices(number).any(|(at, _)| {
        let before = sentence[..at].chars().next_back();
        let behind = sentence[at + number.len()..].chars().next();
        !before.is_some_and(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ':' | '-'))
            && !behind.is_some_and(char::is_alphabetic)
    })
}

/// A word, or words, that begin with this.
fn begins(sentence: &str, word: &str) -> bool {
    sentence
        .match_indices(word)
        .any(|(at, _)| !(sentence[..at].chars().next_back()).is_some_and(char::is_alphabetic))
}

/// Sentences that speak of something else in the same words.
const OTHERS: &[(&str, &str)] = &[
    ("weekly-growth", "more injuries over 30 % a week"),
    ("weekly-growth", "A rise of 5 to 10 % shortens the stride"),
    ("sprint-acceleration-seconds", "more than 2 s apart"),
    // A number of its own: `log-break-days`.
    ("break-medium-days", "break of 14 days or more"),
    ("break-medium-days", "in those 14 days"),
    ("break-medium-days", "the 14 days before the week"),
    // A number of its own: `rehab-retest-sitting`.
    (
        "sitting-minutes",
        "your usual weight in one exercise of set B",
    ),
    // How many runs the week holds.
    ("step-green-runs", "No step up this week"),
    // What is left of the runs that are needed.
    ("step-green-runs", "The next step needs 2 runs more"),
    ("step-days", "The gait focus"),
    ("step-days", "in the 7 days to"),
];

fn old_values(from: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for limit in limits::ALL.iter().filter(|limit| limit.is_configurable()) {
        for sentence in sentences(text) {
            let spoken = sentence.to_lowercase();
            let is_told = words(limit.key).iter().any(|word| begins(&spoken, word))
                && written(limit).iter().any(|number| holds(&sentence, number));
            let is_other =
                (OTHERS.iter()).any(|(key, part)| *key == limit.key && sentence.contains(part));
            if is_told && !is_other {
                found.push(format!("{from}: {}: {sentence}", limit.key));
            }
        }
    }
    found
}

fn all_changed() -> Settings {
    let mut settings = Settings::default();
    for limit in limits::ALL {
        if let Some(value) = another(limit) {
            settings
                .set(limit.key, &value.to_string())
                .expect("in range");
        }
    }
    settings
}

#[test]
fn no_rule_or_metric_page_shows_a_value_that_is_not_in_force() {
    let settings = all_changed();
    let mut old = Vec::new();
    for rule in rules::all() {
        for part in page::parts(rule, &settings) {
            old.extend(old_values(rule.id.as_str(), &part));
        }
    }
    for metric in comeback_signal::pages() {
        let told = metric.formula_in_force(&settings);
        old.extend(old_values(metric.id.as_str(), &told));
    }
    assert!(old.is_empty(), "{}", old.join("\n"));
}

/// Help is the same for everyone, so a number that can be set is not in it.
#[test]
fn no_help_names_a_number_that_can_be_set() {
    let bench = Bench::new("2026-11-22T12:00:00Z");
    let list = bench.call(&["--help"]).ok().stdout;
    let names: Vec<&str> = list
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| Some(line.trim_start().split_once("  ")?.0))
        .filter(|name| {
            name.chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '-')
        })
        .filter(|name| !name.starts_with('-') && *name != "help")
        .collect();
    assert!(names.len() > 20, "{list}");
    let mut old = old_values("help", &list);
    for name in names {
        let help = bench.call(&[name, "--help"]).ok().stdout;
        old.extend(old_values(name, &help));
    }
    assert!(old.is_empty(), "{}", old.join("\n"));
}

#[test]
fn no_plan_and_no_finding_shows_a_value_that_is_not_in_force() {
    let bench = Bench::new("2026-11-22T12:00:00Z");
    bench.adopt("returning");
    bench
        .call(&["import", &fixture("athletes/returning")])
        .exits(0);
    // What rises with another is taken when that has risen.
    let mut left: Vec<(&str, String)> = (limits::ALL.iter())
        .filter_map(|limit| Some((limit.key, another(limit)?.to_string())))
        .collect();
    for _ in 0..4 {
        left.retain(|(key, value)| {
            let call = ["config", "set", key, value, "--as-of", "2020-01-01"];
            bench.call(&call).code != 0
        });
    }
    assert_eq!(left, []);
    let mut old = Vec::new();
    for units in ["km", "mi"] {
        bench.call(&["config", "set", "units", units]).ok();
        for call in [
            &["plan"][..],
            &["plan", "--week", "this"],
            &["plan", "--why"],
            &["today"],
            &["check", "--since", "2026-08-01"],
            &["rules"],
            &["log", "list"],
        ] {
            for date in ["2026-09-13", "2026-10-18", "2026-11-22"] {
                let ended = bench.call(&[call, &["--as-of", date]].concat());
                assert!(ended.code <= 1, "{call:?}: {}", ended.stderr);
                old.extend(old_values(&call.join(" "), &ended.stdout));
            }
        }
    }
    old.dedup();
    assert!(old.is_empty(), "{}", old.join("\n"));
}
