//! `comeback done`: the session of a day was done as it was written.

use super::call::Call;
use super::effect;
use super::exit::Exit;
use clap::Args;
use comeback_app::{AppError, entries, numbers, told};

/// The planned session was done as it was written
///
/// With a recording of that day it says what the watch cannot show; without one it
/// is the run. What was done otherwise goes in with `comeback add`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback done                          today\'s session
  comeback done yesterday --rpe 3 --pain 1
  comeback done 2026-11-20")]
pub(super) struct Arguments {
    /// The day, or the run: an id, the beginning of one, or `last` [default: today]
    #[arg(value_name = "DATE|RUN")]
    of: Option<String>,
    /// Exertion from 0 (rest) to 10 (maximal)
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::score)]
    rpe: Option<f64>,
    /// The highest pain during it, 0 to 10
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = numbers::score)]
    pain: Option<f64>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    // Where nobody is known nothing was planned either, and no home begins by it.
    call.check_known()?;
    let mut workspace = match call.knows_athlete()? {
        true => call.open_to_write()?,
        false => call.open_if_there()?,
    };
    let before = workspace.history()?;
    let told = told::Done {
        of: arguments.of,
        rpe: arguments.rpe,
        pain: arguments.pain,
        note: arguments.note,
    };
    let (entry, new_runs) = told::done(&workspace, &before, told)?;
    entries::enter(&mut workspace, entry.clone())?;
    effect::show(call, &mut workspace, &before, &entry, &new_runs)?;
    Ok(Exit::Done)
}
