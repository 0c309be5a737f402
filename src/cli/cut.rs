//! `comeback split` and `trim`: which part of a recording is the run.

use super::call::Call;
use super::effect;
use super::exit::Exit;
use chrono::{DateTime, FixedOffset, TimeZone};
use clap::Args;
use comeback_app::{AppError, Workspace, entries, when};
use comeback_core::calendar::TimeDelta;
use comeback_core::diary::{Entry, What};
use comeback_core::recording::Format;
use comeback_core::run::{Run, RunId};
use serde::Serialize;

/// One recording holds two runs: what comes from a moment on is another run
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback split last --at 18:42
  comeback split 20261119 --at 25min      so long after the start
  comeback undo                           in one piece again")]
pub(super) struct SplitArguments {
    /// An id, the beginning of one, or `last`
    run: String,
    /// When: a time of day, or so long after the start as 25min or 1h05
    #[arg(long, value_name = "TIME")]
    at: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

/// Cut off the beginning or the end of a recording: the way home, a watch that ran on
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback trim last --to 18:42
  comeback trim 20261119 --from 5min --to 35min
  comeback undo                           whole again")]
pub(super) struct TrimArguments {
    /// An id, the beginning of one, or `last`
    run: String,
    /// When the run begins: a time of day, or so long after the start as 5min
    #[arg(long, value_name = "TIME", required_unless_present = "to")]
    from: Option<String>,
    /// When it ends
    #[arg(long, value_name = "TIME")]
    to: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Debug, Serialize)]
struct CutJson<'a> {
    run: &'a RunId,
    entered: &'a Entry,
    /// What the recording holds now.
    runs: Vec<RunId>,
}

pub(super) fn split(call: &Call, arguments: SplitArguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let run = cuttable(&mut workspace, &arguments.run)?;
    let moment = moment_in(&workspace, &run, &arguments.at)?;
    let what = What::Split {
        run: run.id.clone(),
        moment,
    };
    enter(call, workspace, &run, what, arguments.why)
}

pub(super) fn trim(call: &Call, arguments: TrimArguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let run = cuttable(&mut workspace, &arguments.run)?;
    let at = |text: Option<&str>, else_at: DateTime<FixedOffset>| {
        text.map_or(Ok(else_at), |text| moment_in(&workspace, &run, text))
    };
    let from = at(arguments.from.as_deref(), run.start)?;
    let to = at(arguments.to.as_deref(), run.end())?;
    let what = What::Trim {
        run: run.id.clone(),
        from,
        to,
    };
    enter(call, workspace, &run, what, arguments.why)
}

/// A run that has samples to be cut.
fn cuttable(workspace: &mut Workspace, name: &str) -> Result<Run, AppError> {
    let run = workspace.find_recording(name)?;
    if run.files.iter().all(|file| file.format == Format::Manual) {
        return Err(AppError::Refused(format!(
            "{} was entered without a recording: `comeback log edit` changes it, `comeback void` takes it back",
            run.id
        )));
    }
    Ok(run)
}

/// A moment inside a run: a time of its day, or so long after its start.
fn moment_in(
    workspace: &Workspace,
    run: &Run,
    text: &str,
) -> Result<DateTime<FixedOffset>, AppError> {
    let since_start = text
        .contains(char::is_alphabetic)
        .then(|| comeback_app::numbers::minutes(text.trim_start_matches('+')).ok())
        .flatten()
        .map(|minutes| run.start + TimeDelta::seconds((minutes * 60.0).round() as i64));
    let inside = |at: &DateTime<FixedOffset>| run.start < *at && *at < run.end();
    if let Some(at) = since_start {
        return if inside(&at) {
            Ok(at)
        } else {
            Err(outside(run, text))
        };
    }
    // Over midnight the clock means the day on which it lies inside the run, and away from
    // home the clock there.
    for day in [run.start, run.end()] {
        if let when::Moment::At(at) = when::moment(text, day, workspace.zone)? {
            let clock = at.with_timezone(&workspace.zone).naive_local();
            let there = run.start.offset().from_local_datetime(&clock).single();
            let is_instant = DateTime::parse_from_rfc3339(text).is_ok();
            if let Some(at) = there.filter(|at| !is_instant && inside(at)) {
                return Ok(at);
            }
            if inside(&at) {
                return Ok(at);
            }
        }
    }
    Err(outside(run, text))
}

fn outside(run: &Run, text: &str) -> AppError {
    AppError::Refused(format!(
        "`{text}` does not lie inside the run, which lasts from {} to {}",
        run.start.format("%a %d %b %Y %H:%M:%S"),
        run.end().format("%H:%M:%S")
    ))
}

fn enter(
    call: &Call,
    mut workspace: Workspace,
    run: &Run,
    what: What,
    why: Option<String>,
) -> Result<Exit, AppError> {
    let entry = Entry {
        at: workspace.now,
        what,
        note: why,
    };
    let before = workspace.history()?;
    entries::enter(&mut workspace, entry.clone())?;
    let (counted, out) = workspace.recordings()?;
    let end = run.end();
    let mut parts: Vec<&Run> = counted
        .iter()
        .chain(&out)
        .filter(|part| part.start < end && run.start < part.end())
        .collect();
    parts.sort_by_key(|part| part.start);
    let mut said = format!("{} is now", run.id);
    for part in &parts {
        said.push_str(&format!(
            "\n  {}  {} to {}, {:.0} min",
            part.id,
            part.start.format("%a %d %b %Y %H:%M:%S"),
            part.end().format("%H:%M:%S"),
            part.elapsed.minutes()
        ));
    }
    let told = CutJson {
        run: &run.id,
        entered: &entry,
        runs: parts.iter().map(|part| part.id.clone()).collect(),
    };
    effect::changed(call, &mut workspace, &before, &said, &told)?;
    Ok(Exit::Done)
}
