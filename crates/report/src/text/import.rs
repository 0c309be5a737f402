//! What an import did: one line a run, what was left out and why, what failed,
//! then the findings for the new runs.

use super::finding::findings;
use super::look::{Look, paragraph};
use super::run_list::{most_telling, response_cell};
use super::table::table;
use crate::outcome::{ImportOutcome, SkippedFile, UnsureFile};
use crate::tree::{Cell, Tone, column, figures};
use crate::words::quantity::{clock, counted, distance};
use comeback_core::diary::{History, response};
use comeback_core::run::Run;
use std::collections::BTreeMap;

/// How many runs a review lists, and how many files left out for one reason are
/// named, before the others are counted; `--json` names them all.
const LISTED: usize = 7;

/// `history` holds the runs after the import.
pub fn import(history: &History, outcome: &ImportOutcome, look: &Look) -> String {
    listed(history, outcome, look, usize::MAX)
}

/// As [`import`], but of a whole season only the newest runs, and why files were
/// left out in numbers: what a review is about comes after it.
pub fn import_in_brief(history: &History, outcome: &ImportOutcome, look: &Look) -> String {
    listed(history, outcome, look, LISTED)
}

fn listed(history: &History, outcome: &ImportOutcome, look: &Look, most: usize) -> String {
    let mut out = String::new();
    let earlier = outcome.imported.len().saturating_sub(most);
    if earlier > 0 {
        let runs = counted(earlier, "earlier run", "earlier runs");
        out.push_str(&look.dim(&format!("… {runs}; `comeback runs` lists them\n")));
    }
    let columns = [
        column("", 0),
        column("", 0),
        column("", 0),
        figures("", 0),
        figures("", 0),
        column("", 2),
        column("", 3),
    ];
    let rows: Vec<Vec<Cell>> = outcome
        .imported
        .iter()
        .skip(earlier)
        .filter_map(|id| history.run(id))
        .map(|run| row(history, run, look))
        .collect();
    out.push_str(&table(look, 0, &columns, &rows));
    let mut reasons: BTreeMap<&str, Vec<&SkippedFile>> = BTreeMap::new();
    for skipped in &outcome.skipped {
        reasons.entry(&skipped.reason).or_default().push(skipped);
    }
    for (reason, files) in reasons {
        if files.len() > LISTED || outcome.skipped.len() > most {
            let files = counted(files.len(), "file", "files");
            out.push_str(&look.dim(&format!("- {files} left out: {reason}\n")));
            continue;
        }
        for skipped in files {
            let of = skipped
                .of
                .as_ref()
                .map(|run| format!(" of {run}"))
                .unwrap_or_default();
            let text = format!("{}: left out, {reason}{of}", skipped.file);
            out.push_str(&look.dim(&paragraph(look, "- ", "  ", &text)));
        }
    }
    for failed in &outcome.failed {
        let place = failed
            .at_byte
            .map(|byte| format!(" (at byte {byte})"))
            .unwrap_or_default();
        let text = format!("{}: {}{place}", failed.file, failed.error);
        out.push_str(&look.paint(&paragraph(look, "✗ ", "  ", &text), Tone::Bad));
    }
    out.push_str(&unsure(&outcome.unsure, look));
    out.push_str(&summary(outcome, look));
    if !outcome.findings.is_empty() {
        out.push('\n');
        out.push_str(&findings(&outcome.findings, look));
    }
    out
}

/// What is kept and waits for an answer, and how to give it.
fn unsure(files: &[UnsureFile], look: &Look) -> String {
    let mut out = String::new();
    for one in files.iter().take(LISTED) {
        let text = format!("{} ({}): {}", one.file, one.run, one.why);
        out.push_str(&look.paint(&paragraph(look, "? ", "  ", &text), Tone::Watch));
    }
    if files.is_empty() {
        return out;
    }
    if files.len() > LISTED {
        let more = counted(files.len() - LISTED, "other", "others");
        out.push_str(&look.dim(&format!("? and {more}\n")));
    }
    let ask = "A run or not? These are kept and count once you say so: `comeback runs --unsure` lists them, `comeback sport RUN run` or `sport RUN other` answers.";
    out.push_str(&look.dim(&paragraph(look, "  ", "  ", ask)));
    out
}

fn row(history: &History, run: &Run, look: &Look) -> Vec<Cell> {
    let found = response(run, history);
    vec![
        Cell::toned("+", Tone::Good),
        Cell::toned(run.id.to_string(), Tone::Quiet),
        Cell::from(run.start.format("%a %d %b %Y %H:%M").to_string()),
        Cell::figure(run.distance.map(|metres| distance(metres, look.units))),
        Cell::figure(run.running.map(clock)),
        response_cell(history, run, &found),
        Cell::from(most_telling(run)),
    ]
}

fn summary(outcome: &ImportOutcome, look: &Look) -> String {
    let mut parts = vec![format!(
        "{} {}",
        counted(outcome.imported.len(), "run", "runs"),
        if outcome.dry_run {
            "would come in (dry run)"
        } else {
            "imported"
        }
    )];
    if !outcome.unsure.is_empty() {
        parts.push(format!("{} to be answered", outcome.unsure.len()));
    }
    if !outcome.skipped.is_empty() {
        parts.push(format!("{} left out", outcome.skipped.len()));
    }
    if !outcome.failed.is_empty() {
        parts.push(format!("{} failed", outcome.failed.len()));
    }
    format!("{}\n", look.strong(&parts.join(", ")))
}
