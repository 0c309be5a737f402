//! `comeback show`: one run.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app::AppError;
use comeback_report::{json, text};

/// Show one run with laps, efforts, data quality and response
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback show last
  comeback show 20261119")]
pub(super) struct Arguments {
    /// An id, the beginning of one, or `last`
    run: String,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let history = workspace.history()?;
    let mut runs = history.runs.clone();
    if arguments.run != "last" {
        let (_, aside) = workspace.recordings()?;
        runs.extend(aside.into_iter().filter(|run| run.start <= history.now));
    }
    let run = workspace.find_among(&runs, &arguments.run)?;
    if call.out.json {
        call.out.json(&json::show(&history, run))?;
    } else {
        let look = call.out.look(history.settings.units);
        call.out.text(&text::show(&history, run, &look))?;
    }
    Ok(Exit::Done)
}
