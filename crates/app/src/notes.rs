//! What a person should know of their data before they believe what follows: what cannot
//! be read, what is missing, what waits.

use super::inbox::{self, Inbox};
use super::{AppError, Workspace};
use chrono::NaiveDate;
use comeback_core::diary::History;
use comeback_core::rules::{self, Missing, RuleId};
use std::path::Path;

/// Everything that is wrong with what is kept, a sentence each.
///
/// # Errors
/// Where the database cannot be read or made again.
pub fn of(workspace: &mut Workspace) -> Result<Vec<String>, AppError> {
    let mut notes: Vec<String> = (workspace.set_aside.iter())
        .map(|line| {
            let next = match line.is_of_a_list() {
                true => "`comeback rebuild` or a new import of the file heals it, else",
                false => "once it is settled,",
            };
            format!(
                "{}, line {} cannot be read and counts for nothing: {}; {next} `comeback void {}`",
                line.file, line.number, line.error, line.id
            )
        })
        .collect();
    if workspace.unlisted > 0 {
        notes.push(format!(
            "{} in `originals` that no list names, so nothing of it counts; `comeback rebuild` lists it again",
            comeback_report::words::quantity::counted(workspace.unlisted, "file lies", "files lie")
        ));
    }
    if workspace.lines_missing > 0 {
        notes.push(format!(
            "the diary had more lines before, {} are missing: is it synced? `comeback restore FILE` brings a backup back, `comeback rebuild` goes on without them",
            workspace.lines_missing
        ));
    }
    for conflict in workspace.record.conflicts() {
        let ids: Vec<&str> = conflict.iter().map(|id| id.short()).collect();
        notes.push(format!(
            "one entry was changed in two ways ({}): the more careful one counts until the wrong one is taken back with `comeback void ID`",
            ids.join(", ")
        ));
    }
    workspace.refresh()?;
    for (name, why) in workspace.damaged_files()? {
        notes.push(format!(
            "{name} does not count: {why}; import it again or restore a backup"
        ));
    }
    Ok(notes)
}

/// What waits in a drop folder, for a call that only looks and takes nothing.
///
/// # Errors
/// The folder cannot be looked into.
pub fn waiting(workspace: &mut Workspace, folder: &Path) -> Result<Vec<String>, AppError> {
    let Inbox { taken, left, .. } = inbox::take(workspace, folder, true)?;
    let is_as_of = workspace.is_as_of();
    let zone = workspace.zone;
    let wait = taken.iter().map(|taken| {
        format!(
            "inbox, {}: `{}` waits and counts for nothing yet; `comeback inbox` takes it",
            taken.at.with_timezone(&zone).format("%a %-d %b %H:%M"),
            taken.said.escape_debug()
        )
    });
    let refused = (left.iter())
        // To a call as of an earlier moment, what was written later is not there.
        .filter(|left| !(is_as_of && left.is_to_come))
        .map(|left| format!("inbox, {}: {}", left.file.escape_debug(), left.why));
    Ok(wait.chain(refused).collect())
}

/// What no rule can answer, though none of them says so: of lines that cannot be read
/// nobody knows what they told, and without a run there is nothing to judge.
pub fn unknown(workspace: &Workspace, history: &History) -> Vec<Missing> {
    let date = history.today();
    let lacks = |rule: RuleId, missing: String| Missing {
        rule,
        date,
        run: None,
        missing,
    };
    let told = [RuleId::RedFlag, RuleId::PainTooHigh];
    let mut unknown: Vec<Missing> = (workspace.set_aside.iter())
        .map(|line| {
            let missing = format!(
                "what {}, line {} says: it cannot be read",
                line.file, line.number
            );
            (line, missing)
        })
        .flat_map(|(line, missing)| {
            let rules: &[RuleId] = match line.is_of_a_list() {
                true => &[RuleId::WeeklySpike],
                false => &told,
            };
            rules.iter().map(move |rule| lacks(*rule, missing.clone()))
        })
        .collect();
    if workspace.lines_missing > 0 {
        let missing = format!(
            "{} lines that the diary had before",
            workspace.lines_missing
        );
        unknown.extend(told.map(|rule| lacks(rule, missing.clone())));
    }
    if workspace.unlisted > 0 {
        let missing = "the files in `originals` that no list names".to_owned();
        unknown.push(lacks(RuleId::WeeklySpike, missing));
    }
    if is_nothing_known(history) {
        let of_runs = rules::all().filter(|rule| rule.id != RuleId::RedFlag);
        let missing = format!("a run: none is known by {}", day(date));
        unknown.extend(of_runs.map(|rule| lacks(rule.id, missing.clone())));
    }
    unknown
}

/// Whether there is nothing to check.
pub fn is_nothing_known(history: &History) -> bool {
    history.runs.is_empty()
}

fn day(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}
