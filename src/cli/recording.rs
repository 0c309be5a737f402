//! `comeback exclude`, `include`, `sport` and `correct`: what a recording counts as.

use super::call::Call;
use super::exit::Exit;
use super::{effect, record};
use clap::{Args, ValueEnum};
use comeback_app::{AppError, Distance, Workspace, entries, numbers};
use comeback_core::diary::{CountsAs, Entry, What};
use comeback_core::run::{Run, RunId};
use comeback_core::units::Metres;
use serde::Serialize;

/// A recording counts for nothing: somebody else's run, a ride, a double
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback exclude last --why \"my brother wore the watch\"
  comeback exclude --import last --why \"the wrong archive\"")]
pub(super) struct ExcludeArguments {
    /// An id, the beginning of one, or `last`
    #[arg(required_unless_present = "import")]
    run: Option<String>,
    /// All that an import brought: its id, or `last`
    #[arg(long, value_name = "IMPORT", conflicts_with = "run")]
    import: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

/// A recording counts after all
#[derive(Debug, Args)]
pub(super) struct IncludeArguments {
    /// An id or the beginning of one, as `comeback runs --all` lists them
    run: String,
}

/// Say what a recording is of, among them what `comeback runs --unsure` lists
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback runs --unsure              what waits for an answer
  comeback sport 20261119 run
  comeback sport 20261119 other       a ride, a walk, a drive")]
pub(super) struct SportArguments {
    /// An id, the beginning of one, or `last`
    run: String,
    sport: SportName,
}

/// The runner's word on what a recording is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SportName {
    Run,
    Other,
}

/// Put right what the watch got wrong
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback correct last --distance 5.2
  comeback correct 20261119 --minutes 32 --why \"forgot to stop the watch\"")]
pub(super) struct CorrectArguments {
    /// An id, the beginning of one, or `last`
    run: String,
    /// Kilometres (miles where `config get units` is mi)
    #[arg(long, value_name = "KM", value_parser = numbers::distance)]
    distance: Option<Distance>,
    /// Running minutes
    #[arg(long, value_name = "M", value_parser = numbers::minutes)]
    minutes: Option<f64>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Debug, Serialize)]
struct RecordingJson<'a> {
    run: &'a RunId,
    entered: &'a Entry,
}

pub(super) fn exclude(call: &Call, arguments: ExcludeArguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    if let Some(name) = arguments.import {
        let before = workspace.history()?;
        let target = if name.eq_ignore_ascii_case("last") {
            comeback_app::record::last_import(&workspace)?
        } else {
            comeback_app::record::find(&workspace, &name)?
        };
        comeback_app::record::void(&mut workspace, &target, arguments.why)?;
        return record::tell(call, &mut workspace, &before, "counts no more", &target);
    }
    let name = arguments.run.unwrap_or_default();
    let run = workspace.find_recording(&name)?;
    let what = What::Exclude {
        run: run.id.clone(),
    };
    say(call, workspace, &run, what, arguments.why, "counts no more")
}

pub(super) fn include(call: &Call, arguments: &IncludeArguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let run = workspace.find_recording(&arguments.run)?;
    let what = What::Include {
        run: run.id.clone(),
    };
    say(call, workspace, &run, what, None, "counts")
}

pub(super) fn sport(call: &Call, arguments: &SportArguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let run = workspace.find_recording(&arguments.run)?;
    let (sport, done) = match arguments.sport {
        SportName::Run => (CountsAs::Run, "counts as a run"),
        SportName::Other => (CountsAs::Other, "is another sport and counts no more"),
    };
    let what = What::Sport {
        run: run.id.clone(),
        sport,
    };
    say(call, workspace, &run, what, None, done)
}

pub(super) fn correct(call: &Call, arguments: CorrectArguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let run = workspace.find_recording(&arguments.run)?;
    let unit = workspace.settings().units.distance_m();
    let what = What::Correct {
        run: run.id.clone(),
        distance_m: arguments
            .distance
            .map(|distance| Metres::new(distance.metres(unit))),
        minutes: arguments.minutes,
    };
    say(call, workspace, &run, what, arguments.why, "is put right")
}

fn say(
    call: &Call,
    mut workspace: Workspace,
    run: &Run,
    what: What,
    why: Option<String>,
    done: &str,
) -> Result<Exit, AppError> {
    let entry = Entry {
        at: workspace.now,
        what,
        note: why,
    };
    entries::validate(&entry).map_err(AppError::Refused)?;
    let before = workspace.history()?;
    entries::enter(&mut workspace, entry.clone())?;
    let said = format!(
        "the run of {} ({}) {done}",
        run.start.format("%a %d %b %Y %H:%M"),
        run.id
    );
    let told = RecordingJson {
        run: &run.id,
        entered: &entry,
    };
    effect::changed(call, &mut workspace, &before, &said, &told)?;
    Ok(Exit::Done)
}
