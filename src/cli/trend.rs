//! `comeback trend`: the weekly table.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app as app;
use comeback_app::AppError;
use comeback_core::diary::adherence::{self, Adherence};
use comeback_core::insight;
use comeback_report::{json, text};

/// Weekly table with sparklines
#[derive(Debug, Args)]
#[command(after_help = "Example:
  comeback trend --weeks 26")]
pub(super) struct Arguments {
    /// How many weeks, the present one the last
    #[arg(long, value_name = "N", default_value_t = 12,
          value_parser = clap::value_parser!(u32).range(1..=1040))]
    weeks: u32,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let history = call.open()?.history()?;
    let weeks = app::last_weeks(&history, arguments.weeks);
    if call.out.json {
        call.out.json(&json::trend_with(&history, &weeks))?;
    } else {
        let look = call.out.look(history.settings.units);
        let given: Vec<Adherence> = weeks
            .iter()
            .filter_map(|week| adherence::week(&history, week.starts))
            .collect();
        call.out.text(&format!(
            "{}{}{}",
            text::trend(&weeks, Some(&history), &look),
            text::adherence(&given, &look),
            text::went_before(&insight::went_before(&history), &look)
        ))?;
    }
    Ok(Exit::Done)
}
