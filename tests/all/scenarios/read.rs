//! Reading the scenario files: which there are, what each asks and expects.

use super::{Failure, Scenario};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// What a line that is an expectation, and no event of the log, begins with.
const EXPECTATIONS: [&str; 22] = [
    "advises",
    "because",
    "criterion",
    "decides",
    "drives",
    "fires",
    "goal",
    "if",
    "no",
    "once",
    "plans",
    "rehab",
    "response",
    "retest",
    "says",
    "shows",
    "silent",
    "stands",
    "this",
    "today",
    "unknown",
    "week",
];

/// The folder of the whole project: the core, a crate of it, asks these scenarios too.
pub(super) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .find(|folder| folder.join("fixtures/scenarios").is_dir())
        .expect("the folder of the project")
}

/// The folder of the scenarios.
pub(super) fn folder() -> PathBuf {
    project().join("fixtures/scenarios")
}

/// The files of scenarios, by name.
pub(super) fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("the folder of scenarios")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "md"))
        .filter(|path| !path.ends_with("README.md") && !path.ends_with("METHOD.md"))
        .collect();
    files.sort();
    files
}

/// All scenarios of all files; a file that cannot be read is a failure.
pub(super) fn all() -> (Vec<Scenario>, Vec<Failure>) {
    let (mut scenarios, mut failures) = (Vec::new(), Vec::new());
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a readable scenario");
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        match read(&file, &text) {
            Ok(found) => scenarios.extend(found),
            Err(failure) => failures.push(format!("{file}: {failure}")),
        }
    }
    (scenarios, failures)
}

fn read(file: &str, text: &str) -> Result<Vec<Scenario>, Failure> {
    let mut zone = chrono_tz::Europe::Berlin;
    let mut file_rung = None;
    let mut common: Vec<String> = Vec::new();
    let (mut file_now, mut file_since) = (None, None);
    let mut found: Vec<Scenario> = Vec::new();
    let mut in_front = false;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line == "---" {
            in_front = !in_front;
        } else if in_front {
            let (key, value) = line
                .split_once(':')
                .ok_or_else(|| format!("line {}: `key: value` is asked for", number + 1))?;
            let value = value.trim();
            match key.trim() {
                "zone" => zone = value.parse().map_err(|_| format!("no zone {value}"))?,
                "rung" => file_rung = Some(words(value)),
                "episode" => common.push(format!("episode {value}")),
                other => return Err(format!("line {}: no `{other}`", number + 1)),
            }
        } else if let Some(title) = line.strip_prefix("# ") {
            found.push(Scenario {
                file: file.to_owned(),
                title: title.to_owned(),
                zone,
                rung: file_rung.clone(),
                now: file_now,
                since: file_since,
                lines: common.clone(),
                expect: Vec::new(),
            });
        } else if let Some(bullet) = line.strip_prefix("- ") {
            let Some(scenario) = found.last_mut() else {
                match bullet.split_once(' ').unwrap_or((bullet, "")) {
                    ("now", day) => file_now = Some(date(day)?),
                    ("since", day) => file_since = Some(date(day)?),
                    _ => common.push(bullet.to_owned()),
                }
                continue;
            };
            match bullet.split_once(' ').unwrap_or((bullet, "")) {
                (first, _) if EXPECTATIONS.contains(&first) => {
                    scenario.expect.push(bullet.to_owned());
                }
                ("now", day) => scenario.now = Some(date(day)?),
                ("since", day) => scenario.since = Some(date(day)?),
                ("rung", rest) => scenario.rung = Some(words(rest)),
                _ => scenario.lines.push(bullet.to_owned()),
            }
        }
    }
    Ok(found)
}

pub(super) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

pub(super) fn date(text: &str) -> Result<NaiveDate, Failure> {
    text.trim()
        .parse()
        .map_err(|_| format!("`{text}` is no date"))
}
