//! `comeback trend`: the weekly table.

use super::Exit;
use super::call::Call;
use crate::app::{self, AppError};
use crate::report::{json, text};
use clap::Args;

/// Weekly table with sparklines
#[derive(Debug, Args)]
#[command(after_help = "Example:
  comeback trend --weeks 26")]
pub struct Arguments {
    /// How many weeks, the present one the last
    #[arg(long, value_name = "N", default_value_t = 12,
          value_parser = clap::value_parser!(u32).range(1..=1040))]
    weeks: u32,
}

pub fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let history = call.open()?.history()?;
    let weeks = app::last_weeks(&history, arguments.weeks);
    if call.out.json {
        call.out.json(&json::trend(&weeks))?;
    } else {
        let look = call.out.look(history.settings.units);
        call.out.text(&text::trend(&weeks, &look))?;
    }
    Ok(Exit::Done)
}
