//! `comeback rules` and `comeback explain`: the rules in their own words.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app as app;
use comeback_app::AppError;
use comeback_core::rules;
use comeback_report::{json, text};

/// List all rules
#[derive(Debug, Args)]
pub(super) struct Arguments {}

pub(super) fn run(call: &Call, _: Arguments) -> Result<Exit, AppError> {
    if call.out.json {
        let settings = call.open_if_there()?.settings();
        call.out.json(&json::rules(rules::all(), &settings))?;
    } else {
        let look = call.out.look(call.open_if_there()?.settings().units);
        call.out.text(&text::rules(rules::all(), &look))?;
    }
    Ok(Exit::Done)
}

/// Explain one rule: what fires it, why, how well that is known, what to do
///
/// Where it fires in your log of the last seven days, or for the run named, the
/// figures stand below, with the smallest change that would have silenced it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback explain frequency-early
  comeback explain long-run-spike --run last")]
pub(super) struct ExplainArguments {
    /// Its name, as findings and `comeback rules` show it
    rule: String,
    /// Ask it about one run: an id, the beginning of one, or `last`
    #[arg(long, value_name = "RUN")]
    run: Option<String>,
}

pub(super) fn explain(call: &Call, arguments: ExplainArguments) -> Result<Exit, AppError> {
    let page = app::rule(&arguments.rule)?;
    let mut workspace = call.open_if_there()?;
    let now = app::log_now(&mut workspace, page, arguments.run.as_deref())?;
    if call.out.json {
        let told = json::log_now(now.since, now.run, &now.found, &now.unknown);
        call.out
            .json(&json::explain_with(page, &workspace.settings(), told))?;
        return Ok(Exit::Done);
    }
    let settings = workspace.settings();
    let look = call.out.look(settings.units);
    call.out.text(&text::explain(page, &settings, &look))?;
    // Of a log in which it is silent the page says nothing, unless it was asked.
    if now.run.is_some() || !now.found.is_empty() || !now.unknown.is_empty() {
        call.out.text(&text::log_now(
            now.run.as_ref(),
            &now.found,
            &now.unknown,
            &look,
        ))?;
    }
    Ok(Exit::Done)
}
