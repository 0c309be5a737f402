//! `comeback decide`: a history in, a decision out, and nothing of a home is read.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app as app;
use comeback_app::AppError;

/// Decide from a history on standard input, in JSON, and write the decision as JSON
///
/// For other programs: standing, findings, what is unknown, the plan of the week that
/// follows and what it becomes. The history's own `now` is the clock. Nothing is kept.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback decide --history > history.json
  comeback decide < history.json
  comeback decide < history.json | jq .plan.decision")]
pub(super) struct Arguments {
    /// Write the history of this athlete instead, as `decide` reads it
    #[arg(long)]
    history: bool,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    if arguments.history {
        call.out.json(&call.open()?.history()?)?;
    } else {
        let text = app::read_history(std::io::stdin().lock())?;
        call.out.json(&app::decide(&text)?)?;
    }
    Ok(Exit::Done)
}
