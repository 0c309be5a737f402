//! `comeback rules` and `comeback explain`: the rules in their own words.

use super::Exit;
use super::call::Call;
use crate::app::{self, AppError};
use crate::report::{json, text};
use crate::rules::REGISTRY;
use clap::Args;

/// List all rules
#[derive(Debug, Args)]
pub struct Arguments {}

pub fn run(call: &Call, _: Arguments) -> Result<Exit, AppError> {
    if call.out.json {
        call.out.json(&json::rules(REGISTRY))?;
    } else {
        let look = call.out.look(call.open()?.settings().units);
        call.out.text(&text::rules(REGISTRY, &look))?;
    }
    Ok(Exit::Done)
}

/// Explain one rule: what fires it, why, how well that is known, what to do
#[derive(Debug, Args)]
#[command(after_help = "Example:
  comeback explain frequency-early")]
pub struct ExplainArguments {
    /// Its name, as findings and `comeback rules` show it
    rule: String,
}

pub fn explain(call: &Call, arguments: ExplainArguments) -> Result<Exit, AppError> {
    let page = app::rule(&arguments.rule)?;
    if call.out.json {
        call.out.json(&json::explain(page))?;
    } else {
        let look = call.out.look(call.open()?.settings().units);
        call.out.text(&text::explain(page, &look))?;
    }
    Ok(Exit::Done)
}
