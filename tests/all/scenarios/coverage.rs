//! What the scenarios cover, worked out from their expectations: each rule
//! firing, silent one step short of its threshold, and unknown; each pair of
//! the order of precedence; each line of `METHOD.md`. Written to
//! `docs/scenarios.md` by `COMEBACK_BLESS=1 cargo test --test all scenarios`.

use super::read::{all, folder, project, words};
use super::{Failure, Played, Scenario};
use chrono::Days;
use comeback_core::diary::{Band, response, span};
use comeback_core::plan::{Decision, WeekPlan};
use comeback_core::rules::{self, RuleId, Severity, jump_after_break};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// What can drive the plan, the strongest first.
const CAUSES: [&str; 7] = [
    "red-flag", "red", "break", "warning", "unknown", "amber", "green",
];

/// Rules that lack nothing: what they read is there, or it is not their business.
const NEVER_UNKNOWN: [(RuleId, &str); 15] = [
    (RuleId::RedFlag, "only what is logged is seen"),
    (RuleId::PainWatch, "what is missing is `pain-unlogged`'s"),
    (RuleId::PainUnlogged, "it is about what is missing"),
    (RuleId::PainRising, "what is missing is `pain-unlogged`'s"),
    (RuleId::Stretching, "only what is logged is seen"),
    (RuleId::Sitting, "only what is logged is seen"),
    (
        RuleId::RehabRetest,
        "a test that was not logged was not done",
    ),
    (RuleId::CadenceImplausible, "a note of the measuring"),
    (RuleId::GpsPoor, "a note of the measuring"),
    (RuleId::DistanceImplausible, "a note of the measuring"),
    (RuleId::AltitudeImplausible, "a note of the measuring"),
    (RuleId::ClockJump, "a note of the measuring"),
    (RuleId::RecordingCut, "a note of the measuring"),
    (RuleId::NoCadence, "it is about what is missing"),
    (RuleId::PossibleDuplicate, "every run has its times"),
];

/// Order and load warnings that hold a week; `jump-after-break` is a break's.
const WARNINGS: [RuleId; 6] = [
    RuleId::HillSprintEarly,
    RuleId::SprintEarly,
    RuleId::IntensityEarly,
    RuleId::FrequencyEarly,
    RuleId::TwoFactorsAtOnce,
    RuleId::LongRunSpike,
];

/// Whether a cause stands in a scenario, whatever drives the plan.
pub(super) fn stands(played: &Played, cause: &str) -> Result<bool, Failure> {
    let found = &played.checked.findings;
    let fires = |rule: RuleId| found.iter().any(|finding| finding.rule == rule);
    let history = &played.history;
    Ok(match cause {
        "red-flag" => fires(RuleId::RedFlag),
        "red" => found
            .iter()
            .any(|finding| finding.rule == RuleId::PainTooHigh && finding.run.is_some()),
        "break" => {
            let monday = span::monday(history.today()) + Days::new(7);
            let mut later = history.clone();
            later.now = history.start_of(monday + Days::new(1)) - chrono::TimeDelta::hours(12);
            jump_after_break::allowance(&later, monday).is_some()
        }
        "warning" => found.iter().any(|finding| {
            finding.severity == Severity::Warning && WARNINGS.contains(&finding.rule)
        }),
        "unknown" => fires(RuleId::PainUnlogged),
        "amber" => fires(RuleId::PainWatch),
        "green" => history
            .runs_between(history.today() - Days::new(6), history.today())
            .iter()
            .any(|run| response(run, history).band == Band::Green),
        _ => return Err(format!("`{cause}` is none of {CAUSES:?}")),
    })
}

/// Whether a cause drives a week: its rule is the first reason.
pub(super) fn drives(week: &WeekPlan, cause: &str) -> Result<bool, Failure> {
    let rule = week.reasons.first().and_then(|reason| reason.rule);
    Ok(match cause {
        "red-flag" => week.decision == Decision::Suspend && rule == Some(RuleId::RedFlag),
        "red" => week.decision == Decision::BackUp && rule == Some(RuleId::PainTooHigh),
        "break" => week.decision == Decision::Restart && rule == Some(RuleId::JumpAfterBreak),
        "warning" => {
            week.decision == Decision::Hold && rule.is_some_and(|rule| WARNINGS.contains(&rule))
        }
        "unknown" => week.decision == Decision::Hold && rule == Some(RuleId::PainUnlogged),
        "amber" => week.decision == Decision::Hold && rule == Some(RuleId::PainWatch),
        "green" => week.decision == Decision::Progress,
        _ => return Err(format!("`{cause}` is none of {CAUSES:?}")),
    })
}

/// A line of `METHOD.md`.
struct Line {
    section: String,
    id: String,
    text: String,
    /// The test that holds it, where a scenario cannot.
    test: Option<String>,
}

/// The lines of `METHOD.md`: `- id: sentence`, or `- id (test name): sentence`.
fn lines() -> Vec<Line> {
    let text = std::fs::read_to_string(folder().join("METHOD.md")).expect("the lines");
    let mut section = String::new();
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title.to_owned();
        } else if let Some((head, sentence)) = line
            .strip_prefix("- ")
            .and_then(|line| line.split_once(": "))
        {
            let (id, test) = match head.split_once(" (test ") {
                Some((id, test)) => (id, Some(test.trim_end_matches(')').to_owned())),
                None => (head, None),
            };
            found.push(Line {
                section: section.clone(),
                id: id.to_owned(),
                text: sentence.to_owned(),
                test,
            });
        }
    }
    found
}

/// Whether `METHOD.md` has a line of the name.
pub(super) fn known_line(id: &str) -> Result<(), Failure> {
    match lines().iter().any(|line| line.id == id) {
        true => Ok(()),
        false => Err(format!("METHOD.md has no line `{id}`")),
    }
}

/// What is shown, and by which scenarios.
struct Shown(BTreeMap<String, Vec<String>>);

impl Shown {
    fn by(scenarios: &[Scenario]) -> Shown {
        let mut shown: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for scenario in scenarios {
            for line in &scenario.expect {
                let all = words(line);
                let said: Vec<&str> = all.iter().map(|word| word.trim_end_matches(',')).collect();
                let keys = match said.as_slice() {
                    ["silent", rule, "one", "step", "short"] => vec![format!("short {rule}")],
                    ["fires", rule, ..] | ["once", rule] => vec![format!("fires {rule}")],
                    ["unknown", rule] => vec![format!("unknown {rule}")],
                    ["drives", stronger, "over", weaker] => {
                        vec![format!("pair {stronger} {weaker}")]
                    }
                    ["shows", line] => vec![format!("line {line}")],
                    _ => Vec::new(),
                };
                for key in keys {
                    let by = shown.entry(key).or_default();
                    let name = format!(
                        "[{}](../fixtures/scenarios/{})",
                        scenario.title, scenario.file
                    );
                    if !by.contains(&name) {
                        by.push(name);
                    }
                }
            }
        }
        Shown(shown)
    }

    fn of(&self, key: &str) -> &[String] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }
}

fn can_be_unknown(rule: RuleId) -> bool {
    NEVER_UNKNOWN.iter().all(|(known, _)| *known != rule)
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    CAUSES.iter().enumerate().flat_map(|(place, stronger)| {
        CAUSES
            .iter()
            .skip(place + 1)
            .map(move |weaker| (*stronger, *weaker))
    })
}

#[test]
fn no_rule_pair_or_line_is_without_a_scenario() {
    let (scenarios, failures) = all();
    assert!(failures.is_empty(), "{failures:?}");
    let shown = Shown::by(&scenarios);
    let mut missing = Vec::new();
    let mut ask = |key: String, how: String| {
        if shown.of(&key).is_empty() {
            missing.push(how);
        }
    };
    for rule in rules::all() {
        let name = rule.id;
        ask(format!("fires {name}"), format!("- fires {name} on …"));
        ask(
            format!("short {name}"),
            format!("- silent {name}, one step short"),
        );
        if can_be_unknown(name) {
            ask(format!("unknown {name}"), format!("- unknown {name}"));
        }
    }
    for (stronger, weaker) in pairs() {
        ask(
            format!("pair {stronger} {weaker}"),
            format!("- drives {stronger} over {weaker}"),
        );
    }
    for line in lines() {
        match &line.test {
            Some(test) => {
                assert!(is_a_test(test), "METHOD.md: there is no test `{test}`");
            }
            None => ask(format!("line {}", line.id), format!("- shows {}", line.id)),
        }
    }
    assert!(
        missing.is_empty(),
        "no scenario has one of these lines:\n{}",
        missing.join("\n")
    );
}

/// Whether some file of the tests has a test of the name.
fn is_a_test(name: &str) -> bool {
    fn search(folder: &Path, wanted: &str) -> bool {
        std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .any(|entry| {
                let path = entry.path();
                if path.is_dir() {
                    search(&path, wanted)
                } else {
                    std::fs::read_to_string(&path).is_ok_and(|text| text.contains(wanted))
                }
            })
    }
    let root = project();
    let wanted = format!("fn {name}()");
    (["tests/all", "crates/core/tests", "src"].iter())
        .any(|folder| search(&root.join(folder), &wanted))
}

/// A rule that is said never to lack anything lacks nothing in any scenario.
#[test]
fn a_rule_that_is_never_unknown_is_unknown_in_no_scenario() {
    let (scenarios, _) = all();
    for scenario in &scenarios {
        let played = super::played(scenario).expect("a scenario that can be played");
        for lack in &played.checked.unknown {
            assert!(
                can_be_unknown(lack.rule),
                "{}, # {}: {} lacks {}",
                scenario.file,
                scenario.title,
                lack.rule,
                lack.missing
            );
        }
    }
}

#[test]
fn the_table_of_the_scenarios_is_fresh() {
    let (scenarios, _) = all();
    let text = page(&scenarios);
    let path = project().join("docs/scenarios.md");
    if std::env::var_os("COMEBACK_BLESS").is_some() {
        std::fs::write(&path, text).expect("the page can be written");
        return;
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == text,
        "docs/scenarios.md is stale: COMEBACK_BLESS=1 cargo test --test all scenarios"
    );
}

fn page(scenarios: &[Scenario]) -> String {
    let shown = Shown::by(scenarios);
    let files: std::collections::BTreeSet<&str> = scenarios
        .iter()
        .map(|scenario| scenario.file.as_str())
        .collect();
    let mut text = format!(
        "# What the scenarios show\n\nGenerated from `fixtures/scenarios/`; its README says how to \
         add one. {} scenarios in {} files.\n\n## Rules\n\nHow many scenarios show each rule firing, \
         silent one step short of its threshold, and unknown for missing data.\n\n\
         | rule | fires | one step short | unknown |\n|---|---|---|---|\n",
        scenarios.len(),
        files.len()
    );
    for rule in rules::all() {
        let count = |key: &str| shown.of(&format!("{key} {}", rule.id)).len();
        let unknown = NEVER_UNKNOWN
            .iter()
            .find(|(known, _)| *known == rule.id)
            .map_or_else(
                || count("unknown").to_string(),
                |(_, why)| format!("never: {why}"),
            );
        let _ = writeln!(
            text,
            "| [`{0}`](rules/{0}.md) | {1} | {2} | {unknown} |",
            rule.id,
            count("fires"),
            count("short"),
        );
    }
    text.push_str(
        "\n## What drives the plan\n\nWhere both stand, the one of the row drives the week.\n\n| |",
    );
    for weaker in &CAUSES[1..] {
        let _ = write!(text, " over {weaker} |");
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(CAUSES.len() - 1));
    text.push('\n');
    for (place, stronger) in CAUSES.iter().enumerate().take(CAUSES.len() - 1) {
        let _ = write!(text, "| **{stronger}** |");
        for (other, weaker) in CAUSES.iter().enumerate().skip(1) {
            if other <= place {
                text.push_str(" |");
            } else {
                let by = shown.of(&format!("pair {stronger} {weaker}"));
                let _ = write!(text, " {} |", by.join("; "));
            }
        }
        text.push('\n');
    }
    let mut section = String::new();
    for line in lines() {
        if line.section != section {
            section = line.section.clone();
            let _ = write!(
                text,
                "\n## {section}\n\n| line | says | shown by |\n|---|---|---|\n"
            );
        }
        let by = match &line.test {
            Some(test) => format!("test `{test}`"),
            None => shown.of(&format!("line {}", line.id)).join("; "),
        };
        let _ = writeln!(text, "| `{}` | {} | {by} |", line.id, line.text);
    }
    text
}
