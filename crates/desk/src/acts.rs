//! What a page can do: the same use cases as the commands, and their answer in words.

use crate::desk::Desk;
use crate::episode;
use crate::fields::{Fields, field, required};
use crate::recording;
use crate::said::Said;
use crate::uploads::Upload;
use comeback_app::record::{self, Target};
use comeback_app::{AppError, Effect, Workspace, entries, numbers, told, when};
use comeback_core::diary::{Band, CountsAs, Entry, EntryId, History, What};
use comeback_core::limits::UnitSystem;
use comeback_core::run::RunId;
use comeback_report::text::{self, Look};
use comeback_report::words::quantity;
use comeback_report::words::reader::without_commands;
use comeback_store::AthleteName;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Kinds of entries that a form may name.
const KINDS: [&str; 12] = [
    "rehab",
    "load-test",
    "test",
    "stretch",
    "sitting",
    "sitting-tolerance",
    "symptom",
    "resolve",
    "illness",
    "gait",
    "visa",
    "run",
];

/// Does what a form asks for.
///
/// # Errors
/// It cannot be so, or the diary cannot be written; nothing was entered then.
pub(crate) fn act(
    desk: &Desk,
    athlete: &AthleteName,
    name: &str,
    fields: &Fields,
) -> Result<Said, AppError> {
    let (mut workspace, _) = desk.workspace(athlete)?;
    workspace.believes = field(fields, "sure") == Some("yes");
    let before = workspace.history()?;
    let mut new_runs = Vec::new();
    let entry = match name {
        "pain" => told::pain(&workspace, &before, pain(&workspace, fields)?)?,
        "done" => {
            let told = told::Done {
                of: field(fields, "of").map(str::to_owned),
                rpe: score(fields, "rpe")?,
                pain: score(fields, "pain")?,
                note: note(fields),
            };
            let (entry, runs) = told::done(&workspace, &before, told)?;
            new_runs = runs;
            entry
        }
        "enter" => {
            let entry = entered(&workspace, fields)?;
            entries::validate(&entry).map_err(AppError::Refused)?;
            entries::refuse_double_run(&mut workspace, &entry)?;
            if matches!(entry.what, What::Run(_)) {
                new_runs.push(entries::id_of(&entry));
            }
            entry
        }
        "episode" => episode::told(&mut workspace, fields)?,
        "recording" => recording::told(&mut workspace, fields, note(fields))?,
        "setting" => Entry {
            at: workspace.now,
            what: What::Config {
                key: required(fields, "key")?.to_owned(),
                value: field(fields, "value").unwrap_or_default().to_owned(),
                by: None,
            },
            note: note(fields),
        },
        "void" | "undo" | "edit" => return corrected(workspace, &before, name, fields),
        other => return Err(AppError::Refused(format!("a page cannot do `{other}`"))),
    };
    let known: BTreeSet<EntryId> = workspace
        .record
        .lines()
        .map(|line| line.id.clone())
        .collect();
    let line = entries::enter(&mut workspace, entry.clone())?;
    let mut said = answer(&mut workspace, &before, Some(&entry), &new_runs)?;
    said.title = title(&entry, &workspace);
    said.is_new = !known.contains(&line.id);
    said.undo = Some(line.id.0);
    Ok(said)
}

fn title(entry: &Entry, workspace: &Workspace) -> String {
    let at = entry.at.with_timezone(&workspace.zone);
    let when = at.format("%a %-d %b %H:%M");
    match &entry.what {
        What::Pain { score, .. } => format!("Pain {} is in, for {when}", score.get()),
        What::Done(done) => format!("Done is in, for {}", done.date.format("%A %-d %B")),
        What::Config { key, value, .. } => format!("`{key}` is {value} from now on"),
        What::EpisodeStart(start) => format!(
            "The way back is followed from {} on",
            start.on.format("%A %-d %B")
        ),
        What::EpisodeEdit(_) => "It is told anew".to_owned(),
        What::EpisodeEnd => "The injury is over; its record stays".to_owned(),
        What::EpisodeReopen => "The injury is under care again".to_owned(),
        What::Exclude { .. } => "This run is left out".to_owned(),
        What::Include { .. } => "This run counts again".to_owned(),
        What::Sport {
            sport: CountsAs::Run,
            ..
        } => "It counts as a run".to_owned(),
        What::Sport { .. } => "It is another sport and counts for nothing".to_owned(),
        What::Correct { .. } => "This run is put right".to_owned(),
        _ => format!(
            "It is in, for {when}: {}",
            record::in_words(entry, workspace.settings().units)
        ),
    }
}

/// Taking back and telling otherwise.
fn corrected(
    mut workspace: Workspace,
    before: &History,
    name: &str,
    fields: &Fields,
) -> Result<Said, AppError> {
    let id = required(fields, "id")?;
    let target = record::find(&workspace, id)?;
    let last = record::last(&workspace)?;
    let is_last = last.is_some_and(|last| last.id() == target.id());
    let why = note(fields);
    let units = workspace.settings().units;
    let done = match (name, target) {
        ("edit", Target::Line(line)) => {
            let new = record::edit(&mut workspace, &line, changes(fields)?)?;
            format!("It now says {}", words(&Target::Line(Box::new(new)), units))
        }
        ("edit", _) => {
            return Err(AppError::Refused(
                "an import can be taken back, not changed".to_owned(),
            ));
        }
        ("undo", target) if is_last => {
            record::undo(&mut workspace, why)?;
            format!("Taken back: {}", words(&target, units))
        }
        (_, target) => {
            record::void(&mut workspace, &target, why)?;
            format!("Counts no more: {}", words(&target, units))
        }
    };
    let mut said = answer(&mut workspace, before, None, &[])?;
    said.title = done;
    if said.lines.is_empty() {
        said.lines.push("The plan stays as it is.".to_owned());
    }
    Ok(said)
}

fn words(target: &Target, units: UnitSystem) -> String {
    match target {
        Target::Line(line) => match &line.act {
            comeback_core::diary::Act::Enter { entry, .. } => record::in_words(entry, units),
            _ => "what took another entry back".to_owned(),
        },
        Target::Import { files, .. } => format!(
            "the import of {}",
            quantity::counted(files.len(), "file", "files")
        ),
        Target::SetAside(_) => "a line that cannot be read".to_owned(),
    }
}

/// `f.score` = 3 is the field `score` told otherwise.
fn changes(fields: &Fields) -> Result<Map<String, Value>, AppError> {
    let mut changes = Map::new();
    for (name, value) in fields {
        if let Some(name) = name.strip_prefix("f.") {
            changes.insert(name.to_owned(), value_of(value));
        }
    }
    if changes.is_empty() {
        return Err(AppError::Refused("nothing is told otherwise".to_owned()));
    }
    Ok(changes)
}

fn value_of(text: &str) -> Value {
    match text.trim() {
        "" => Value::Null,
        text => serde_json::from_str(&text.replace(',', "."))
            .ok()
            .filter(|value| matches!(value, Value::Number(_) | Value::Bool(_)))
            .unwrap_or_else(|| Value::String(text.to_owned())),
    }
}

/// Longest note, letters.
const LONGEST_NOTE: usize = 500;

fn note(fields: &Fields) -> Option<String> {
    let letters = field(fields, "note")?.chars();
    let plain = letters.filter(|letter| !letter.is_control());
    Some(plain.take(LONGEST_NOTE).collect())
}

fn score(fields: &Fields, name: &str) -> Result<Option<f64>, AppError> {
    let told = field(fields, name).map(numbers::score);
    told.transpose().map_err(AppError::Refused)
}

fn at(
    workspace: &Workspace,
    fields: &Fields,
) -> Result<Option<chrono::DateTime<chrono::FixedOffset>>, AppError> {
    let Some(text) = field(fields, "at") else {
        return Ok(None);
    };
    let moment = workspace.moment(text)?;
    Ok(Some(when::of_entry(moment, workspace.now, workspace.zone)))
}

fn pain(workspace: &Workspace, fields: &Fields) -> Result<told::Pain, AppError> {
    let whole = score(fields, "score")?
        .ok_or_else(|| AppError::Refused("pain is a number from 0 to 10".to_owned()))?;
    let half = if field(fields, "half").is_some() {
        0.5
    } else {
        0.0
    };
    Ok(told::Pain {
        // Half a point more than the worst is the worst; eleven is none.
        score: if whole < 10.0 { whole + half } else { whole },
        now: score(fields, "now")?,
        during: field(fields, "during").map(str::to_owned),
        at: at(workspace, fields)?,
        site: None,
        note: note(fields),
    })
}

/// An entry of one of the kinds that a form may name, told by its fields.
fn entered(workspace: &Workspace, fields: &Fields) -> Result<Entry, AppError> {
    let kind = required(fields, "kind")?;
    if !KINDS.contains(&kind) {
        return Err(AppError::Refused(format!("a page cannot enter `{kind}`")));
    }
    let at = at(workspace, fields)?.unwrap_or(workspace.now);
    let mut told = Map::new();
    for (name, value) in fields {
        if !matches!(name.as_str(), "back" | "sure" | "at" | "note" | "kind") {
            let value = value_of(value);
            if !value.is_null() {
                told.insert(name.clone(), value);
            }
        }
    }
    told.insert("kind".to_owned(), Value::String(kind.to_owned()));
    told.insert("at".to_owned(), Value::String(at.to_rfc3339()));
    if let Some(note) = note(fields) {
        told.insert("note".to_owned(), Value::String(note));
    }
    serde_json::from_value(Value::Object(told))
        .map_err(|error| AppError::Refused(format!("so it cannot be entered: {error}")))
}

/// What an entry means, in the words of the commands; the plans that it makes are noted
/// as given.
fn answer(
    workspace: &mut Workspace,
    before: &History,
    entry: Option<&Entry>,
    new_runs: &[RunId],
) -> Result<Said, AppError> {
    let effect = comeback_app::effect(workspace, before, entry, new_runs)?;
    for plan in &effect.plans {
        // A plan that cannot be noted is as good.
        let _ = comeback_app::give(workspace, &effect.after, plan);
    }
    Ok(Said {
        ok: true,
        lines: (lines(&effect, entry).iter())
            .map(|line| without_commands(line).into_owned())
            .collect(),
        band: band(&effect),
        ..Said::default()
    })
}

fn lines(effect: &Effect, entry: Option<&Entry>) -> Vec<String> {
    let mut lines: Vec<String> = (effect.responses.iter())
        .map(|(run, _, response)| text::answer(&effect.after, run, response))
        .collect();
    let of_no_run = entry.filter(|_| effect.unattributed);
    lines.extend(of_no_run.map(|entry| text::of_no_run(&entry.what)));
    lines.extend(effect.beside.clone());
    for finding in &effect.findings {
        lines.push(format!("{} {}", finding.message, finding.advice));
    }
    lines.extend(
        effect
            .weeks_changed()
            .into_iter()
            .map(|line| sentence(&line)),
    );
    lines
}

fn sentence(line: &str) -> String {
    let mut text = comeback_report::words::capital(line);
    if !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

fn band(effect: &Effect) -> Option<&'static str> {
    if effect.under_flag {
        return None;
    }
    let told = effect
        .responses
        .iter()
        .map(|(_, _, response)| response.band);
    let scored = told.filter(|band| matches!(band, Band::Green | Band::Amber | Band::Red));
    let worst = scored.max_by_key(|band| comeback_core::diary::weeks::severity(*band));
    worst.map(Band::as_str)
}

/// Takes a file that was dropped on a page.
///
/// # Errors
/// The store cannot be written. A file that is no run is no error, it is told.
pub(crate) fn import(
    desk: &Desk,
    athlete: &AthleteName,
    upload: &Upload,
    name: &str,
) -> Result<Said, AppError> {
    let path: PathBuf = upload
        .named(name)
        .map_err(|error| AppError::file(std::path::Path::new(name), error))?;
    let (mut workspace, _) = desk.workspace(athlete)?;
    let paths = [path];
    let request = comeback_app::Request {
        paths: &paths,
        dry_run: false,
        said: None,
        verify: false,
        replace: false,
        // A file does not speak for the runner, and a page asks for no zone.
        diary: None,
        time_zone: None,
        zone: &mut |_| None,
        is_stopped: &|| false,
    };
    let imported = comeback_app::import(&mut workspace, request, &mut |_| {})?;
    let notes = imported.notes.clone();
    let (history, outcome) = comeback_app::import_outcome(&mut workspace, imported)?;
    let look = Look {
        width: usize::MAX / 2,
        colour: false,
        units: history.settings.units,
    };
    let runs = outcome.imported.len();
    let title = if runs > 0 {
        format!(
            "{}: {}",
            name,
            quantity::counted(runs, "run is in", "runs are in")
        )
    } else if !outcome.unsure.is_empty() {
        format!("{name}: kept, and waits for your answer whether it is a run")
    } else if let Some(failed) = outcome.failed.first() {
        format!("{name}: {}", failed.error)
    } else if let Some(skipped) = outcome.skipped.first() {
        format!("{name}: {}", left_out(&skipped.reason))
    } else {
        format!("{name}: nothing in it is a run")
    };
    let mut lines: Vec<String> = (outcome.findings.iter())
        .map(|finding| format!("{} {}", finding.message, finding.advice))
        .collect();
    if runs > 1 {
        let told = text::import_in_brief(&history, &outcome, &look);
        lines.extend(
            told.lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .take(12)
                .map(str::to_owned),
        );
    }
    lines.extend(notes);
    Ok(Said {
        ok: runs > 0 || outcome.failed.is_empty(),
        title,
        lines,
        ..Said::default()
    })
}

fn left_out(reason: &str) -> String {
    match reason {
        "duplicate" => "known already".to_owned(),
        "not-running" => "another sport, left out".to_owned(),
        "empty" => "there is nothing in it".to_owned(),
        "not-a-workout" => "no workout file, left out".to_owned(),
        other => format!("left out ({other})"),
    }
}
