//! How often the rules speak on ordinary training: findings per 100 weeks,
//! rule by rule, where no episode is open.
//!
//! Each history is lived through again: a `check` on every Sunday evening sees
//! what was known by then and that week's runs, and a finding counts once by
//! rule, day and run. Weeks without a run are left out of the hundred.
//!
//! `cargo bench --bench alarms` reads the histories of the corpus (see
//! `COMEBACK_CORPUS`), else the project's own athletes; `-- FOLDER...` reads
//! any folders, one athlete each, and `-- --list` prints every warning and
//! caution with its words. `--profile dev` saves the release build.

#[allow(dead_code, reason = "shared with the tests, which need more of it")]
#[path = "../tests/all/corpus.rs"]
mod corpus;

use chrono::{DateTime, Datelike, Days, NaiveDate};
use comeback_app as app;
use comeback_app::{System, Workspace};
use comeback_core::diary::{History, span};
use comeback_core::rules::{self, Finding, RuleId, Severity};
use comeback_store::{AthleteName, Home};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The severities that are counted apart, in the order of the columns.
const COUNTED: [Severity; 3] = [Severity::Warning, Severity::Caution, Severity::Info];

/// What the Sundays of one history brought.
struct Lived {
    label: String,
    /// Weeks with a run, and those of them in which a warning or caution was read.
    weeks: usize,
    disturbed: usize,
    runs: usize,
    findings: Vec<Finding>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let list = arguments.iter().any(|argument| argument == "--list");
    let mut folders: Vec<PathBuf> = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    if folders.is_empty() {
        folders = histories();
    }
    let lived: Vec<Lived> = folders
        .iter()
        .enumerate()
        .map(|(index, folder)| live(label(index, folder), &history(folder)))
        .collect();
    print!("{}", table(&lived));
    if list {
        for one in &lived {
            println!("\n## {}\n", one.label);
            for finding in &one.findings {
                if finding.severity >= Severity::Caution {
                    println!(
                        "{} {} {}: {}",
                        finding.date,
                        finding.severity.as_str(),
                        finding.rule,
                        finding.message
                    );
                }
            }
        }
    }
}

/// The histories of the corpus, else the project's athletes.
fn histories() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = corpus::folder().join("histories");
    let found = folders_of(&corpus);
    if found.is_empty() {
        eprintln!(
            "no corpus at {} (COMEBACK_CORPUS): the project's own athletes are taken",
            corpus.display()
        );
        return folders_of(&root.join("fixtures/athletes"));
    }
    found
}

fn folders_of(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// A letter and the kind of its files: a history is told by no name.
fn label(index: usize, folder: &Path) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    let name = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().to_lowercase())
        .find(|name| ["fit", "gpx", "tcx"].iter().any(|kind| name.contains(kind)))
        .unwrap_or_default();
    let kind = ["tcx", "gpx", "fit"]
        .into_iter()
        .find(|kind| name.contains(kind))
        .unwrap_or("files");
    format!("{letter} ({kind})")
}

/// The runs of a folder, brought into a home of their own.
fn history(folder: &Path) -> History {
    let home = tempfile::tempdir().expect("a home");
    let system = System {
        clock: DateTime::from_timestamp(4_000_000_000, 0).expect("a moment"),
        zone: chrono_tz::UTC,
    };
    let athlete = AthleteName::new("me").expect("a name");
    // An invented athlete's diary is its own, settings included.
    let diary = folder.join("diary.jsonl");
    if diary.exists() {
        let own = home.path().join("athletes/me");
        std::fs::create_dir_all(&own).expect("a folder");
        std::fs::copy(diary, own.join("diary.jsonl")).expect("copied");
    }
    let mut workspace =
        Workspace::open(Home::new(home.path()), athlete, None, &system).expect("a home");
    let request = app::Request {
        paths: &[folder.to_owned()],
        verify: false,
        dry_run: false,
        said: None,
        replace: false,
        diary: None,
        zone: &mut |_| None,
        is_stopped: &|| false,
        time_zone: None,
    };
    app::import(&mut workspace, request, &mut |_| {}).expect("an import");
    workspace.history().expect("a history")
}

/// Lives through a history Sunday by Sunday.
fn live(label: String, history: &History) -> Lived {
    let mut lived = Lived {
        label,
        weeks: 0,
        disturbed: 0,
        runs: history.runs.len(),
        findings: Vec::new(),
    };
    let mut seen: BTreeSet<(RuleId, NaiveDate, Option<String>)> = BTreeSet::new();
    let mut mondays: Vec<NaiveDate> = history
        .runs
        .iter()
        .map(|run| span::monday(run.date()))
        .collect();
    mondays.dedup();
    for monday in mondays {
        let sunday = monday + Days::new(6);
        let evening = history.start_of(sunday + Days::new(1)) - chrono::TimeDelta::seconds(1);
        let then = history.as_of(evening);
        debug_assert_eq!(then.today().weekday(), chrono::Weekday::Sun);
        lived.weeks += 1;
        let mut new = Severity::Info;
        for finding in rules::check(&then, monday).findings {
            let run = finding.run.as_ref().map(|run| run.0.clone());
            if seen.insert((finding.rule, finding.date, run)) {
                new = new.max(finding.severity);
                lived.findings.push(finding);
            }
        }
        lived.disturbed += usize::from(new >= Severity::Caution);
    }
    lived
}

/// Findings per 100 weeks with a run, a line a rule that spoke, as Markdown:
/// warnings / cautions / infos.
fn table(lived: &[Lived]) -> String {
    let per_100 = |count: usize, weeks: usize| 100.0 * count as f64 / weeks.max(1) as f64;
    let mut text = String::from("| |");
    for one in lived {
        text.push_str(&format!(" {} |", one.label));
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(lived.len()));
    text.push_str("\n| runs in weeks with a run |");
    for one in lived {
        text.push_str(&format!(" {} in {} |", one.runs, one.weeks));
    }
    text.push_str("\n| weeks with a warning or caution |");
    for one in lived {
        text.push_str(&format!(" {:.0} % |", per_100(one.disturbed, one.weeks)));
    }
    let mut line = |name: &str, of: &dyn Fn(&Finding) -> bool| {
        if !lived.iter().any(|one| one.findings.iter().any(of)) {
            return;
        }
        text.push_str(&format!("\n| {name} |"));
        for one in lived {
            let counts: Vec<String> = COUNTED
                .iter()
                .map(|severity| {
                    let found = one
                        .findings
                        .iter()
                        .filter(|finding| of(finding) && finding.severity == *severity);
                    format!("{:.0}", per_100(found.count(), one.weeks))
                })
                .collect();
            text.push_str(&format!(" {} |", counts.join(" / ")));
        }
    };
    line("**all rules**", &|_| true);
    for rule in rules::all() {
        line(&format!("`{}`", rule.id), &|finding| {
            finding.rule == rule.id
        });
    }
    text.push('\n');
    text
}
