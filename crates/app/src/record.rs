//! Taking back and correcting what was entered: nothing is erased, a further line says
//! what counts no more.

use super::{AppError, Workspace, entries};
use chrono::NaiveDate;
use comeback_core::diary::entry::Done;
use comeback_core::diary::{Act, Entry, EntryId, Line, TakenBack, What};
use comeback_core::legible::legible;
use comeback_core::limits::UnitSystem;
use comeback_store::Original;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Something that can be taken back.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    Line(Box<Line>),
    /// An import with the files and entries that it brought.
    Import {
        id: EntryId,
        files: Vec<String>,
        entries: usize,
    },
    /// A line that could not be read.
    SetAside(EntryId),
}

impl Target {
    pub fn id(&self) -> &EntryId {
        match self {
            Target::Line(line) => &line.id,
            Target::Import { id, .. } | Target::SetAside(id) => id,
        }
    }
}

/// The line or import that an id names: the whole, its beginning or its end, the number
/// that `log list` shows, or `last`.
///
/// # Errors
/// Nothing or more than one thing is named so.
pub fn find(workspace: &Workspace, name: &str) -> Result<Target, AppError> {
    let refuse = |why: String| Err(AppError::Refused(why));
    if name.eq_ignore_ascii_case("last") {
        return last(workspace)?.map_or_else(|| refuse("nothing was entered yet".to_owned()), Ok);
    }
    let lines: Vec<&Line> = workspace.record.lines().collect();
    if let Ok(number) = name.trim_start_matches('#').parse::<usize>()
        && let Some(line) = number.checked_sub(1).and_then(|index| lines.get(index))
    {
        return Ok(Target::Line(Box::new((*line).clone())));
    }
    let wanted = name.trim().to_ascii_uppercase();
    let imports = imports(workspace)?;
    let ids = lines
        .iter()
        .map(|line| &line.id)
        .chain(imports.keys())
        .chain(workspace.set_aside.iter().map(|line| &line.id));
    let found: Vec<&EntryId> = ids
        .filter(|id| wanted.len() >= 4 && (id.0.starts_with(&wanted) || id.0.ends_with(&wanted)))
        .collect();
    match found.as_slice() {
        [] => refuse(format!(
            "no entry is called `{name}`; `comeback log list` shows each with its number"
        )),
        [id] => Ok(target(workspace, id, &imports)),
        [first, second, ..] => refuse(format!(
            "`{name}` names more than one entry ({first}, {second} …); write more of the id"
        )),
    }
}

fn target(workspace: &Workspace, id: &EntryId, imports: &BTreeMap<EntryId, Target>) -> Target {
    match (workspace.record.line(id), imports.get(id)) {
        (Some(line), _) => Target::Line(Box::new(line.clone())),
        (None, Some(import)) => import.clone(),
        (None, None) => Target::SetAside(id.clone()),
    }
}

/// Every import that is known by name, with what it brought.
///
/// # Errors
/// Where the list of originals cannot be read.
pub fn imports(workspace: &Workspace) -> Result<BTreeMap<EntryId, Target>, AppError> {
    let originals: Vec<Original> = match workspace.store() {
        Some(store) => store.originals()?,
        None => Vec::new(),
    };
    let mut found: BTreeMap<EntryId, (Vec<String>, usize)> = BTreeMap::new();
    for original in originals {
        if let Some(id) = original.import {
            found.entry(id).or_default().0.push(original.name);
        }
    }
    for line in workspace.record.lines() {
        if let Some(id) = &line.import {
            found.entry(id.clone()).or_default().1 += 1;
        }
    }
    let named = found.into_iter().map(|(id, (files, entries))| {
        let import = Target::Import {
            id: id.clone(),
            files,
            entries,
        };
        (id, import)
    });
    Ok(named.collect())
}

/// What was entered or imported last and was not taken back since.
///
/// # Errors
/// The list of originals cannot be read.
pub fn last(workspace: &Workspace) -> Result<Option<Target>, AppError> {
    let record = &workspace.record;
    let imports = imports(workspace)?;
    let line = record.lines().rev().find(|line| {
        line.import.is_none()
            && !matches!(line.act, Act::Undo(_))
            && !record.is_taken_back(&line.id)
            // What a void or an edit did away with was not the last thing done.
            && !matches!(record.status(&line.id), comeback_core::diary::Status::Void(_))
    });
    let import = imports
        .iter()
        .rev()
        .find(|(id, _)| !record.is_taken_back(id));
    Ok(match (line, import) {
        (Some(line), Some((id, _))) if *id > line.id => imports.get(id).cloned(),
        (Some(line), _) => Some(Target::Line(Box::new(line.clone()))),
        (None, import) => import.map(|(_, import)| import.clone()),
    })
}

/// The last import that was not taken back.
///
/// # Errors
/// There is none.
pub fn last_import(workspace: &Workspace) -> Result<Target, AppError> {
    let imports = imports(workspace)?;
    imports
        .into_iter()
        .rev()
        .find(|(id, _)| !workspace.record.is_taken_back(id))
        .map(|(_, import)| import)
        .ok_or_else(|| AppError::Refused("no import is known that could be taken back".to_owned()))
}

/// Takes back the last thing that was entered or imported, as if it had not been done.
///
/// # Errors
/// There is nothing to take back.
pub fn undo(workspace: &mut Workspace, why: Option<String>) -> Result<Target, AppError> {
    let target = last(workspace)?
        .ok_or_else(|| AppError::Refused("there is nothing to take back".to_owned()))?;
    let act = Act::Undo(taken_back(workspace, target.id(), why));
    workspace.append(vec![act])?;
    Ok(target)
}

/// Says that something was wrong: it counts for nothing, nor does what it replaced.
///
/// # Errors
/// It is taken back already, or is itself a taking back.
pub fn void(
    workspace: &mut Workspace,
    target: &Target,
    why: Option<String>,
) -> Result<(), AppError> {
    let id = target.id();
    if let Target::Line(line) = target {
        if matches!(line.act, Act::Undo(_) | Act::Void(_)) {
            return Err(AppError::Refused(format!(
                "{} takes another entry back; `comeback undo` undoes the last, else enter it again",
                id.short()
            )));
        }
        if let comeback_core::diary::Status::Void(by) = workspace.record.status(id) {
            return Err(AppError::Refused(format!(
                "{} is taken back already, by {}",
                id.short(),
                by.short()
            )));
        }
        // Taken back with it, what is told now would go without a word.
        if let Some(now) = told_now(workspace, id) {
            return Err(AppError::Refused(format!(
                "{} counts no more, {} tells it otherwise: `comeback void {}` takes back what is told now, `comeback undo` the last change",
                id.short(),
                now.short(),
                now.short()
            )));
        }
    }
    let act = Act::Void(taken_back(workspace, id, why));
    workspace.append(vec![act]).map(drop)
}

/// The line that stands in the place of one that was told otherwise.
fn told_now(workspace: &Workspace, id: &EntryId) -> Option<EntryId> {
    let mut now = None;
    let mut next = id.clone();
    // A line stands for older ones alone, so this ends.
    while let comeback_core::diary::Status::Superseded(by) = workspace.record.status(&next) {
        if by <= next {
            break;
        }
        now = Some(by.clone());
        next = by;
    }
    now
}

fn taken_back(workspace: &Workspace, id: &EntryId, why: Option<String>) -> TakenBack {
    TakenBack {
        at: workspace.now,
        line: id.clone(),
        why,
    }
}

/// Tells an entry otherwise. `changes` are fields of its JSON by name, `null` takes one away.
///
/// # Errors
/// It counts no more, has no such field, or the new telling cannot be.
pub fn edit(
    workspace: &mut Workspace,
    named: &Line,
    changes: Map<String, Value>,
) -> Result<Line, AppError> {
    let refuse = |why: String| AppError::Refused(why);
    // The old id leads on to what is told now.
    let now = told_now(workspace, &named.id);
    let line = now.and_then(|now| workspace.record.line(&now).cloned());
    let line = line.as_ref().unwrap_or(named);
    let Act::Enter { entry, .. } = &line.act else {
        return Err(refuse(
            "what takes another entry back cannot be changed: `comeback undo` takes back the last change, else enter it again"
                .to_owned(),
        ));
    };
    if !workspace.record.counts(&line.id) {
        return Err(refuse(format!(
            "{} counts no more; `comeback log list` shows what does",
            line.id.short()
        )));
    }
    let mut told = serde_json::to_value(entry).map_err(|error| refuse(error.to_string()))?;
    let fields = told
        .as_object_mut()
        .ok_or_else(|| refuse("the entry holds nothing to change".to_owned()))?;
    for (name, value) in changes {
        if value.is_null() {
            fields.remove(&name);
        } else {
            fields.insert(name, value);
        }
    }
    let new: Entry = serde_json::from_value(told.clone())
        .map_err(|error| refuse(format!("so it cannot be: {error}")))?;
    // A field that is not the entry's would be passed over without a word.
    let read = serde_json::to_value(&new).map_err(|error| refuse(error.to_string()))?;
    if let Some(strange) = told
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
        .find(|name| read.get(*name).is_none())
    {
        let known: Vec<&str> = read
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect();
        return Err(refuse(format!(
            "this entry has no `{strange}`; it has {}",
            known.join(", ")
        )));
    }
    entries::validate(&new).map_err(AppError::Refused)?;
    entries::refuse_to_come(workspace, &new)?;
    entries::refuse_contradiction(&new)?;
    entries::refuse_doubtful(workspace, &new)?;
    if matches!(new.what, What::Plan(_)) {
        return Err(refuse(
            "advice that was given stays as it was given".to_owned(),
        ));
    }
    let lines = workspace.append(vec![Act::Enter {
        entry: new,
        supersedes: Some(line.id.clone()),
    }])?;
    lines
        .into_iter()
        .next()
        .ok_or_else(|| refuse("the change was not written".to_owned()))
}

/// `done: Tue 25 Aug 2026, easy, 24 min, pain 2`.
fn done_in_words(done: &Done) -> String {
    let mut told = vec![
        done.date.format("%a %-d %b %Y").to_string(),
        done.session.replace('-', " "),
        format!("{:.0} min", done.written.minutes),
    ];
    told.extend(done.pain.map(|pain| format!("pain {}", pain.get())));
    told.extend(done.run.as_ref().map(|run| format!("recorded as {run}")));
    format!("done: {}", told.join(", "))
}

/// An entry in its own fields, distances as the runner reads them: `pain: score 3, site
/// left`, `run: distance 5.0 km, minutes 30`, `episode start: on 1 Nov 2026`.
pub fn in_words(entry: &Entry, units: UnitSystem) -> String {
    if let What::Done(done) = &entry.what {
        return done_in_words(done);
    }
    let Ok(Value::Object(fields)) = serde_json::to_value(entry) else {
        return String::new();
    };
    let kind = fields.get("kind").map(plain).unwrap_or_default();
    let kind = kind.replace('-', " ");
    // A note of the person's own words comes last.
    let (notes, mut figures): (Vec<_>, Vec<_>) =
        fields.iter().partition(|(name, _)| *name == "note");
    // What was done comes before how much of it.
    figures.sort_by_key(|(name, _)| *name != "set");
    let told: Vec<String> = (figures.into_iter().chain(notes))
        .filter(|(name, value)| {
            let is_said = !matches!(value, Value::Null | Value::Bool(false) | Value::Array(_));
            let is_none = NOTHING_AT_ZERO.contains(&name.as_str()) && value.as_f64() == Some(0.0);
            !matches!(name.as_str(), "kind" | "at") && is_said && !is_none
        })
        .map(|(name, value)| field(name, value, &kind, units))
        .collect();
    if told.is_empty() {
        kind
    } else {
        format!("{kind}: {}", told.join(", "))
    }
}

/// Fields that were not said where they are 0.
const NOTHING_AT_ZERO: [&str; 7] = [
    "walk_min",
    "hard_min",
    "hills",
    "downhills",
    "intervals",
    "sprints",
    "hill_sprints",
];

fn field(name: &str, value: &Value, kind: &str, units: UnitSystem) -> String {
    let name = name.replace('_', " ");
    match value {
        Value::Bool(true) => name,
        value if kind == "rehab" && name == "set" => match plain(value).as_str() {
            set @ ("a" | "b" | "c") => format!("set {}", set.to_uppercase()),
            other => other.to_owned(),
        },
        value if name == "hip flexion deg" => format!("hip bent {}°", plain(value)),
        value if name == "site" => plain(value),
        value => match (name.strip_suffix(" m"), value.as_f64()) {
            (Some(name), Some(metres)) => {
                let unit = match units {
                    UnitSystem::Kilometres => "km",
                    UnitSystem::Miles => "mi",
                };
                format!("{name} {:.2} {unit}", metres / units.distance_m())
            }
            _ if name == kind => plain(value),
            _ => format!("{name} {}", plain(value)),
        },
    }
}

/// A value as a person reads it.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => match text.parse::<NaiveDate>() {
            Ok(day) => day.format("%-d %b %Y").to_string(),
            Err(_) => legible(text),
        },
        other => match other.as_f64() {
            // `3`, not `3.0`, and no noise of the arithmetic.
            Some(number) => ((number * 1000.0).round() / 1000.0).to_string(),
            None => other.to_string(),
        },
    }
}
