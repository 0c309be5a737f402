//! `comeback forecast`: when the rungs are likely to be complete.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app::AppError;
use comeback_core::forecast;
use comeback_report::{json, text};

/// When you are likely to be back at your goal, as dates with an 80 % interval
#[derive(Debug, Args)]
#[command(after_help = "Example:
  comeback forecast

Before the eighth week of an episode there is only the best case.")]
pub(super) struct Arguments {}

pub(super) fn run(call: &Call, _: Arguments) -> Result<Exit, AppError> {
    let history = call.open()?.history()?;
    let found = forecast::forecast(&history);
    if call.out.json {
        let told = found
            .as_ref()
            .map_or_else(json::no_forecast, json::forecast);
        call.out.json(&told)?;
    } else {
        let look = call.out.look(history.settings.units);
        call.out.text(&match &found {
            Some(found) => text::forecast(found, &look),
            None => NO_EPISODE.to_owned(),
        })?;
    }
    Ok(Exit::Done)
}

const NO_EPISODE: &str = "No episode is open, so there is nothing to forecast. \
                          `comeback episode start --on DATE` begins one.\n";
