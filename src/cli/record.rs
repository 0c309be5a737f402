//! `comeback log list`, `undo`, `void` and `edit`: what was entered, and taking it back.

use super::call::Call;
use super::effect;
use super::exit::Exit;
use clap::Args;
use comeback_app::record::{self, Target};
use comeback_app::{AppError, Workspace, numbers};
use comeback_core::diary::{Act, Entry, EntryId, Line, Status};
use comeback_report::text::{Look, list_line};
use comeback_report::words::quantity::counted;
use serde::Serialize;
use serde_json::{Map, Value};

/// List every entry with its number and id, what was taken back among them
#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// First day that entries speak of
    #[arg(long, value_name = "D")]
    since: Option<String>,
}

/// Take back the last thing that was entered or imported
///
/// Nothing is erased: it stays in the record and counts for nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback undo
  comeback undo --why \"somebody else's watch\"")]
pub(super) struct UndoArguments {
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

/// Say that an entry was wrong: it counts for nothing
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback void 12 --why \"typed twice\"
  comeback void 7F3KQ2")]
pub(super) struct VoidArguments {
    /// Its number or id of `comeback log list`, or the end of the id
    id: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

/// Tell an entry otherwise: what is not named stays as it was
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback edit 12 score=3
  comeback edit 7F3KQ2 minutes=32 distance_m=5400
  comeback edit 12 --at \"yesterday 18:00\"
  comeback edit 12 site=            takes a field away")]
pub(super) struct EditArguments {
    /// Its number or id of `comeback log list`, or the end of the id
    id: String,
    /// FIELD=VALUE, the fields as `comeback log list --json` shows them
    #[arg(value_name = "FIELD=VALUE")]
    changes: Vec<String>,
}

/// The same as a command of its own, where no `log` before it takes --at and --note.
#[derive(Debug, Args)]
pub(super) struct EditAlone {
    #[command(flatten)]
    pub edit: EditArguments,
    /// When it was: 18:30, 2026-11-20, "yesterday 18:30", RFC 3339
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

#[derive(Debug, Serialize)]
struct EntriesJson {
    entries: Vec<LineJson>,
    /// Entries told in two ways at the same time, the one that counts first.
    conflicts: Vec<Vec<EntryId>>,
}

#[derive(Debug, Serialize)]
struct LineJson {
    number: usize,
    id: EntryId,
    #[serde(flatten)]
    told: Told,
    voids: Option<EntryId>,
    supersedes: Option<EntryId>,
    voided: bool,
    superseded: bool,
    counts: bool,
    by: Option<EntryId>,
    import: Option<EntryId>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Told {
    Entry(Entry),
    TakenBack {
        at: String,
        kind: &'static str,
        note: Option<String>,
    },
}

pub(super) fn list(call: &Call, arguments: &ListArguments) -> Result<Exit, AppError> {
    let workspace = call.open()?;
    let since = arguments
        .since
        .as_deref()
        .map(|day| workspace.day(day))
        .transpose()?;
    let zone = workspace.zone;
    let lines: Vec<LineJson> = numbered(&workspace)
        .filter(|(_, line)| line.act.at() <= workspace.now)
        .filter(|(_, line)| {
            since.is_none_or(|since| since <= line.act.at().with_timezone(&zone).date_naive())
        })
        .map(|(number, line)| json_of(&workspace, number, line))
        .collect();
    if call.out.json {
        call.out.json(&EntriesJson {
            entries: lines,
            conflicts: workspace.record.conflicts().to_vec(),
        })?;
    } else if lines.is_empty() {
        call.out.say(match workspace.record.lines().next() {
            Some(_) => "nothing was entered of those days; `comeback log list` lists all",
            None => "nothing was entered yet",
        });
    } else {
        let look = call.out.look(workspace.settings().units);
        let rows = lines.iter().map(|line| row(line, &workspace, &look));
        call.out.text(&rows.collect::<String>())?;
    }
    Ok(Exit::Done)
}

/// The lines of the record with their numbers.
fn numbered(workspace: &Workspace) -> impl Iterator<Item = (usize, &Line)> {
    (1..).zip(workspace.record.lines())
}

fn json_of(workspace: &Workspace, number: usize, line: &Line) -> LineJson {
    let status = workspace.record.status(&line.id);
    let (told, supersedes) = match &line.act {
        Act::Enter { entry, supersedes } => (Told::Entry(entry.clone()), supersedes.clone()),
        Act::Void(taken) | Act::Undo(taken) => {
            let kind = match line.act {
                Act::Undo(_) => "undo",
                _ => "void",
            };
            let told = Told::TakenBack {
                at: taken.at.to_rfc3339(),
                kind,
                note: taken.why.clone(),
            };
            (told, None)
        }
    };
    LineJson {
        number,
        id: line.id.clone(),
        told,
        voids: line.act.taken_back().map(|taken| taken.line.clone()),
        supersedes,
        voided: matches!(status, Status::Void(_)),
        superseded: matches!(status, Status::Superseded(_)),
        counts: status == Status::Counts,
        by: match status {
            Status::Counts => None,
            Status::Void(by) | Status::Superseded(by) | Status::Disputed(by) => Some(by),
        },
        import: line.import.clone(),
    }
}

/// `  12  7F3KQ2  Sat 21 Nov 2026 18:00  pain 3, site left` and what became of it.
fn row(line: &LineJson, workspace: &Workspace, look: &Look) -> String {
    let status = workspace.record.status(&line.id);
    let became = match &status {
        Status::Counts => String::new(),
        Status::Void(by) => format!("  ✗ taken back by {}", by.short()),
        Status::Superseded(by) => format!("  ✗ told otherwise by {}", by.short()),
        Status::Disputed(by) => format!("  ? told otherwise by {}, which counts", by.short()),
    };
    let told = workspace
        .record
        .line(&line.id)
        .map(|told| words(told, workspace))
        .unwrap_or_default();
    let lead = format!("{:>4}  {}  ", line.number, line.id.short());
    list_line(look, &lead, &format!("{told}{became}"))
}

/// When a line speaks of, and what it says, in its own fields.
fn words(line: &Line, workspace: &Workspace) -> String {
    let at = line.act.at().with_timezone(&workspace.zone);
    let when = at.format("%a %d %b %Y %H:%M");
    match &line.act {
        Act::Enter { entry, .. } => format!(
            "{when}  {}",
            record::in_words(entry, workspace.settings().units)
        ),
        Act::Void(taken) | Act::Undo(taken) => {
            let why = taken.why.as_ref().map(|why| format!(" ({why})"));
            format!(
                "{when}  takes back {}{}",
                taken.line.short(),
                why.unwrap_or_default()
            )
        }
    }
}

pub(super) fn undo(call: &Call, arguments: UndoArguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let before = workspace.history()?;
    let target = record::undo(&mut workspace, arguments.why)?;
    tell(call, &mut workspace, &before, "taken back", &target)
}

pub(super) fn void(call: &Call, arguments: VoidArguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let before = workspace.history()?;
    let target = record::find(&workspace, &arguments.id)?;
    record::void(&mut workspace, &target, arguments.why)?;
    tell(call, &mut workspace, &before, "counts no more", &target)
}

pub(super) fn edit(
    call: &Call,
    arguments: EditArguments,
    at: Option<&str>,
    note: Option<String>,
) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let Target::Line(line) = record::find(&workspace, &arguments.id)? else {
        return Err(AppError::Refused(
            "an import or a line that cannot be read can be taken back, not changed".to_owned(),
        ));
    };
    let mut changes = Map::new();
    for change in &arguments.changes {
        let (name, value) = change.split_once('=').ok_or_else(|| {
            AppError::Refused(format!("`{change}` is no FIELD=VALUE, such as score=3"))
        })?;
        let name = name.trim();
        let value = match value.trim() {
            "" => Value::Null,
            text => value_of(&workspace, name, text)?,
        };
        changes.insert(name.to_owned(), value);
    }
    if let Some(at) = at {
        let at = Call::entry_time(&workspace, Some(at))?;
        changes.insert("at".to_owned(), Value::String(at.to_rfc3339()));
    }
    if let Some(note) = note {
        changes.insert("note".to_owned(), Value::String(note));
    }
    if changes.is_empty() {
        return Err(AppError::Refused(
            "say what is otherwise: FIELD=VALUE, --at or --note".to_owned(),
        ));
    }
    let before = workspace.history()?;
    let new = record::edit(&mut workspace, &line, changes)?;
    let number = (workspace.record.lines())
        .position(|line| line.id == new.id)
        .map_or_else(String::new, |at| format!(" {}", at + 1));
    let done = format!("is now the entry{number} ({})", new.id.short());
    let target = Target::Line(Box::new(new));
    tell(call, &mut workspace, &before, &done, &target)
}

/// The value of a field as people type it, by what the field holds.
fn value_of(workspace: &Workspace, name: &str, text: &str) -> Result<Value, AppError> {
    let number = |read: fn(&str) -> Result<f64, String>| {
        read(text).map(Value::from).map_err(AppError::Refused)
    };
    let day = || Ok(Value::String(workspace.day(text)?.to_string()));
    match name {
        "note" | "site" | "activity" | "exercise" | "by" | "key" | "value" => {
            Ok(Value::String(text.to_owned()))
        }
        "minutes" | "walk_min" | "hard_min" | "goal_minutes" => number(numbers::minutes),
        "score" | "now" | "pain" | "effort" | "rpe" => number(numbers::score),
        "distance_m" => {
            let told = numbers::distance(text).map_err(AppError::Refused)?;
            Ok(Value::from(told.metres(1.0)))
        }
        "on" | "until" | "race" | "date" => day(),
        "at" | "moment" | "from" | "to" => {
            let at = Call::entry_time(workspace, Some(text))?;
            Ok(Value::String(at.to_rfc3339()))
        }
        _ => Ok(match text {
            "yes" => Value::Bool(true),
            "no" => Value::Bool(false),
            _ => serde_json::from_str(&text.replace(',', "."))
                .ok()
                .filter(|value| matches!(value, Value::Number(_) | Value::Bool(_)))
                .unwrap_or_else(|| Value::String(text.to_owned())),
        }),
    }
}

#[derive(Debug, Serialize)]
struct TargetJson {
    id: EntryId,
    line: Option<LineJson>,
    files: Vec<String>,
}

/// Says what was done to something, and what follows.
pub(super) fn tell(
    call: &Call,
    workspace: &mut Workspace,
    before: &comeback_core::diary::History,
    done: &str,
    target: &Target,
) -> Result<Exit, AppError> {
    let what = match target {
        Target::Line(line) => words(line, workspace),
        Target::Import { files, entries, .. } => {
            let mut parts = Vec::new();
            if !files.is_empty() {
                parts.push(counted(files.len(), "file", "files"));
            }
            if *entries > 0 || files.is_empty() {
                parts.push(counted(*entries, "entry", "entries"));
            }
            format!("the import of {}", parts.join(" and "))
        }
        Target::SetAside(id) => format!("the line {id}, which cannot be read,"),
    };
    let told = TargetJson {
        id: target.id().clone(),
        line: match target {
            Target::Line(line) => numbered(workspace)
                .find(|(_, other)| other.id == line.id)
                .map(|(number, line)| json_of(workspace, number, line)),
            _ => None,
        },
        files: match target {
            Target::Import { files, .. } => files.clone(),
            _ => Vec::new(),
        },
    };
    let said = format!("{done}: {what}");
    effect::changed(call, workspace, before, &said, &told)?;
    Ok(Exit::Done)
}
