//! `comeback today`: what to do today.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app::AppError;
use comeback_report::{json, text};

/// What to do today: the session or the rest, rehab, and what is to be logged by when
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback today
  comeback today --json")]
pub(super) struct Arguments {}

pub(super) fn run(call: &Call, _arguments: Arguments) -> Result<Exit, AppError> {
    let history = call.open()?.history()?;
    let today = comeback_core::plan::today::today(&history);
    if call.out.json {
        call.out.json(&json::today(&today))?;
    } else {
        let look = call.out.look(history.settings.units);
        call.out
            .text(&text::today::today(&history, &today, &look))?;
    }
    Ok(Exit::Done)
}
