//! What an import did: one line a run, what was left out and why, what failed,
//! then the findings for the new runs. An import of many files is told on one screen.

use super::finding::findings;
use super::look::{Look, pad, paragraph};
use super::run_list::{most_telling, response_cell};
use super::table::table;
use crate::outcome::{
    BeforeAfter, FailedFile, ImportOutcome, LaterRun, ReplacedRun, STOPPED, SkippedFile, UnsureFile,
};
use crate::tree::{Cell, Tone, column, figures};
use crate::words::quantity::{clock, counted, distance, distance_unit, grouped};
use chrono::{NaiveDate, Weekday};
use comeback_core::diary::{History, response};
use comeback_core::limits;
use comeback_core::rules::Finding;
use comeback_core::run::{Run, RunId};
use comeback_core::units::{Metres, Seconds};
use std::collections::{BTreeMap, BTreeSet};

/// How many runs a review lists, and how many files left out for one reason are
/// named, before the others are counted; `--json` names them all.
const LISTED: usize = 7;

/// More files than these are told in numbers: each of them would not fit a screen.
const MANY: usize = 30;

/// How many of the files that failed, of those to be answered and of the findings an
/// import of many files names.
const NAMED: usize = 3;

/// Columns of the words before the numbers of an import of many files.
const LABEL: usize = 13;

/// `history` holds the runs after the import. Many files are told in numbers, unless
/// `verbose`: then each.
pub fn import_told(
    history: &History,
    outcome: &ImportOutcome,
    look: &Look,
    verbose: bool,
) -> String {
    if verbose || !is_many(outcome) {
        return import(history, outcome, look);
    }
    let mut out = in_numbers(history, outcome, look);
    out.push_str(&heads(history, &outcome.findings, look));
    out.push_str(&next(history, outcome, look));
    out
}

fn is_many(outcome: &ImportOutcome) -> bool {
    let files = outcome.imported.len()
        + outcome.skipped.len()
        + outcome.failed.len()
        + outcome.unsure.len();
    files > MANY
}

/// How many and how far, what was left out, what failed and what is to be answered.
fn in_numbers(history: &History, outcome: &ImportOutcome, look: &Look) -> String {
    let mut out = summary(outcome, look);
    let runs: Vec<&Run> = (outcome.imported.iter())
        .filter_map(|id| history.run(id))
        .collect();
    let mut line = |label: &str, text: &str| {
        let lead = format!("  {}", pad(label, LABEL));
        out.push_str(&paragraph(look, &lead, &" ".repeat(2 + LABEL), text));
    };
    if let Some(span) = span(&runs, look) {
        line("runs", &span);
    }
    let slips = runs.iter().filter(|run| run.is_accident()).count();
    if slips > 0 {
        let text = format!(
            "{} under {:.0} s or {:.0} m, a slip of the start button: kept, and {} for nothing",
            grouped(slips),
            limits::ACCIDENT_SECONDS.value,
            limits::ACCIDENT_METRES.value,
            if slips == 1 { "counts" } else { "count" },
        );
        line("of these", &text);
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for skipped in &outcome.skipped {
        *reasons.entry(&skipped.reason).or_default() += 1;
    }
    let mut reasons: Vec<(&str, usize)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let parts: Vec<String> = (reasons.into_iter())
        .map(|(reason, count)| format!("{} {}", grouped(count), several(reason)))
        .collect();
    if !parts.is_empty() {
        line("left out", &parts.join(" · "));
    }
    out.push_str(&replaced(&outcome.replaced, look, NAMED));
    out.push_str(&failed(&outcome.failed, look, NAMED));
    out.push_str(&unsure(&outcome.unsure, look, NAMED));
    out.push_str(&later(&outcome.later, look));
    out
}

/// `3 Jan 2013 to 20 Nov 2026: 1,204 weeks with a run, 21,340 km`
fn span(runs: &[&Run], look: &Look) -> Option<String> {
    let days: BTreeSet<NaiveDate> = runs.iter().map(|run| run.date()).collect();
    let (first, last) = (days.first()?, days.last()?);
    let weeks: BTreeSet<NaiveDate> = (days.iter())
        .map(|day| day.week(Weekday::Mon).checked_first_day().unwrap_or(*day))
        .collect();
    let metres: f64 = (runs.iter())
        .filter_map(|run| run.distance)
        .map(|distance| distance.get())
        .sum();
    let far = (metres / look.units.distance_m()).round() as usize;
    let weeks = match weeks.len() {
        1 => "1 week".to_owned(),
        many => format!("{} weeks", grouped(many)),
    };
    Some(format!(
        "{} to {}: {weeks} with a run, {} {}",
        first.format("%-d %b %Y"),
        last.format("%-d %b %Y"),
        grouped(far),
        distance_unit(look.units),
    ))
}

/// The first line of the most severe findings of the last weeks.
fn heads(history: &History, findings: &[Finding], look: &Look) -> String {
    let is_recent = |finding: &&Finding| {
        (history.today() - finding.date).num_days() as f64 <= limits::REFERENCE_DAYS.value
    };
    let recent: Vec<&Finding> = findings.iter().filter(is_recent).collect();
    let mut out = String::new();
    for finding in recent.iter().take(NAMED) {
        let label = format!("{}[{}]", finding.severity.as_str(), finding.rule);
        let text = {
            let day = finding.date.format("%a %-d %b %Y");
            format!("{label} {day}: {}", finding.message)
        };
        let text = paragraph(look, "  ", "    ", &text);
        let tone = Tone::of(finding.severity);
        out.push_str(&text.replacen(&label, &look.paint(&label, tone), 1));
    }
    let more = recent.len().saturating_sub(NAMED);
    if more > 0 {
        let more = counted(more, "finding more", "findings more");
        out.push_str(&look.dim(&format!("  {more}\n")));
    }
    if out.is_empty() {
        return out;
    }
    format!("\n{}{out}", look.heading("The last four weeks"))
}

/// What to do with what came in.
fn next(history: &History, outcome: &ImportOutcome, look: &Look) -> String {
    let mut steps: Vec<(&str, &str)> = Vec::new();
    if !outcome.unsure.is_empty() {
        steps.push(("comeback runs --unsure", "what waits for your answer"));
    }
    if history.episodes.is_empty() && !outcome.imported.is_empty() {
        let start = "comeback episode start --on DATE";
        steps.push((start, "when the injury began: without it there is no plan"));
    }
    steps.push(("comeback check", "how you stand"));
    steps.push(("comeback plan", "what the next week asks"));
    steps.push((
        "comeback import --verbose PATH",
        "the same import, each file named",
    ));
    let wide = steps.iter().map(|(step, _)| step.len()).max().unwrap_or(0);
    let mut out = format!("\n{}", look.heading("Next"));
    for (step, what) in steps {
        let lead = format!("  {}  ", pad(step, wide));
        let rest = " ".repeat(wide + 4);
        let text = paragraph(look, &lead, &rest, what);
        out.push_str(&text);
    }
    out
}

/// `history` holds the runs after the import.
pub fn import(history: &History, outcome: &ImportOutcome, look: &Look) -> String {
    listed(history, outcome, look, usize::MAX)
}

/// As [`import`], but of a whole season only the newest runs, and why files were
/// left out in numbers: what a review is about comes after it.
pub fn import_in_brief(history: &History, outcome: &ImportOutcome, look: &Look) -> String {
    if is_many(outcome) {
        return in_numbers(history, outcome, look);
    }
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
        .filter(|id| outcome.replaced.iter().all(|other| other.run != **id))
        .filter_map(|id| history.run(id))
        .map(|run| row(history, run, look))
        .collect();
    out.push_str(&table(look, 0, &columns, &rows));
    out.push_str(&replaced(&outcome.replaced, look, LISTED));
    let mut reasons: BTreeMap<&str, Vec<&SkippedFile>> = BTreeMap::new();
    for skipped in &outcome.skipped {
        reasons.entry(&skipped.reason).or_default().push(skipped);
    }
    for (reason, files) in reasons {
        if files.len() > LISTED || outcome.skipped.len() > most {
            let count = grouped(files.len());
            out.push_str(&look.dim(&format!("- left out: {count} {}\n", several(reason))));
            continue;
        }
        for skipped in files {
            let why = match &skipped.of {
                Some(run) => format!("the same as {run}"),
                None => single(reason).to_owned(),
            };
            let text = format!("{}: left out, {why}", skipped.file);
            out.push_str(&look.dim(&paragraph(look, "- ", "  ", &text)));
        }
    }
    out.push_str(&failed(&outcome.failed, look, usize::MAX));
    out.push_str(&unsure(&outcome.unsure, look, LISTED));
    out.push_str(&later(&outcome.later, look));
    out.push_str(&summary(outcome, look));
    if !outcome.findings.is_empty() {
        out.push('\n');
        out.push_str(&findings(&outcome.findings, look));
    }
    out
}

/// Why one file was left out.
fn single(reason: &str) -> &str {
    match reason {
        "duplicate" => "known already",
        "not-running" => "another sport",
        "not-a-workout" => "no workout",
        "no-time" => "without a time",
        "unknown-sport" => "a sport of no known name",
        "diary" => "a diary: `--diary` shows and takes it",
        other => other,
    }
}

/// The same of several.
fn several(reason: &str) -> &str {
    match reason {
        "duplicate" => "copies of known runs",
        "not-running" => "of other sports",
        "not-a-workout" => "without a workout",
        "unknown-sport" => "of sports of no known name",
        "diary" => "diaries: `--diary` shows and takes them",
        other => single(other),
    }
}

/// `~ 20261124T170000Z replaced: 1.77 → 3.50 km, 10:30 → 20:00 of running`
fn replaced(runs: &[ReplacedRun], look: &Look, named: usize) -> String {
    let mut out = String::new();
    let told = |figure: Option<f64>, shown: &dyn Fn(f64) -> String| {
        figure.map_or_else(|| "none".to_owned(), shown)
    };
    for run in runs.iter().take(named) {
        let far = |metres: f64| distance(Metres::new(metres), look.units);
        let long = |seconds: f64| clock(Seconds::new(seconds));
        let mut changes = Vec::new();
        let changed = |of: BeforeAfter, shown: &dyn Fn(f64) -> String| {
            let (before, after) = (told(of.before, shown), told(of.after, shown));
            (before != after).then(|| format!("{before} → {after}"))
        };
        changes.extend(changed(run.distance_m, &far));
        changes.extend(changed(run.running_s, &long).map(|text| format!("{text} of running")));
        let was = match run.was == run.run {
            true => String::new(),
            false => format!(" ({} before)", run.was),
        };
        let text = format!("{}{was} replaced: {}", run.run, changes.join(", "));
        out.push_str(&look.paint(&paragraph(look, "~ ", "  ", &text), Tone::Good));
    }
    if runs.len() > named {
        let more = counted(runs.len() - named, "other run", "other runs");
        out.push_str(&format!("~ and {more} replaced\n"));
    }
    out
}

/// What could not be read, the first ones by name.
fn failed(files: &[FailedFile], look: &Look, named: usize) -> String {
    let mut out = String::new();
    let (stopped, files): (Vec<&FailedFile>, Vec<&FailedFile>) =
        files.iter().partition(|file| file.error == STOPPED);
    for failed in files.iter().take(named) {
        let place = failed
            .at_byte
            .map(|byte| format!(" (at byte {byte})"))
            .unwrap_or_default();
        let text = format!("{}: {}{place}", failed.file, failed.error);
        out.push_str(&look.paint(&paragraph(look, "✗ ", "  ", &text), Tone::Bad));
    }
    let more = files.len().saturating_sub(named);
    if more > 0 {
        let text = format!(
            "{} could not be read; `comeback import --verbose PATH` names each",
            counted(more, "more file", "more files")
        );
        out.push_str(&look.paint(&paragraph(look, "✗ ", "  ", &text), Tone::Bad));
    }
    if !stopped.is_empty() {
        let text = "what is told here is in, the rest is not; the same import again goes on where this one stopped";
        out.push_str(&paragraph(look, "  ", "  ", text));
    }
    out
}

/// What is kept and waits for an answer, and how to give it.
fn unsure(files: &[UnsureFile], look: &Look, named: usize) -> String {
    let mut out = String::new();
    for one in files.iter().take(named) {
        let file = one.file.rsplit(['/', '\\']).next().unwrap_or(&one.file);
        let text = format!("{} ({file}): {}", one.run, one.why);
        out.push_str(&look.paint(&paragraph(look, "? ", "  ", &text), Tone::Watch));
    }
    if files.is_empty() {
        return out;
    }
    if files.len() > named {
        let more = counted(files.len() - named, "other", "others");
        out.push_str(&look.paint(&format!("? and {more}\n"), Tone::Watch));
    }
    let ask = "A run or not? They are kept, and count once you say so: `comeback runs --unsure` lists them, `comeback sport RUN run` or `comeback sport RUN other` answers.";
    out.push_str(&paragraph(look, "  ", "  ", ask));
    out
}

/// Runs that lie later than the moment of the call, and what to do about a wrong clock.
fn later(runs: &[LaterRun], look: &Look) -> String {
    let (ahead, past): (Vec<&LaterRun>, Vec<&LaterRun>) =
        runs.iter().partition(|run| run.not_yet_come);
    let mut out = String::new();
    if !past.is_empty() {
        let text = format!(
            "{} later than the moment that was asked for, and count from then on",
            counted(past.len(), "run lies", "runs lie")
        );
        out.push_str(&look.dim(&paragraph(look, "- ", "  ", &text)));
    }
    for run in ahead.iter().take(NAMED) {
        let text = format!("{}: it says {}, which has not come", run.run, run.day);
        out.push_str(&look.paint(&paragraph(look, "! ", "  ", &text), Tone::Watch));
    }
    if ahead.len() > NAMED {
        let more = counted(ahead.len() - NAMED, "other", "others");
        out.push_str(&look.paint(&format!("! and {more}\n"), Tone::Watch));
    }
    if !ahead.is_empty() {
        let ask = "Was the clock of the watch wrong? Until that day comes it counts for nothing. `comeback exclude RUN --why \"wrong clock\"` leaves it out for good, `comeback add --at TIME --minutes M --distance KM` enters it on the right day.";
        out.push_str(&paragraph(look, "  ", "  ", ask));
    }
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
    let is_new = |id: &&RunId| outcome.replaced.iter().all(|run| run.run != **id);
    let new = outcome.imported.iter().filter(is_new).count();
    let mut parts = vec![format!(
        "{} {} {}",
        grouped(new),
        if new == 1 { "run" } else { "runs" },
        if outcome.dry_run {
            "would come in (dry run)"
        } else {
            "imported"
        }
    )];
    if !outcome.replaced.is_empty() {
        parts.push(format!("{} replaced", grouped(outcome.replaced.len())));
    }
    if !outcome.unsure.is_empty() {
        parts.push(format!("{} to be answered", grouped(outcome.unsure.len())));
    }
    if !outcome.skipped.is_empty() {
        parts.push(format!("{} left out", grouped(outcome.skipped.len())));
    }
    let failed = outcome.failed.iter().filter(|file| file.error != STOPPED);
    let failed = failed.count();
    if failed > 0 {
        parts.push(format!("{} failed", grouped(failed)));
    }
    if failed < outcome.failed.len() {
        parts.push("stopped before the end".to_owned());
    }
    format!("{}\n", look.strong(&parts.join(", ")))
}
