//! `comeback runs`: the list.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app::AppError;
use comeback_core::run::{NotCounted, Run};
use comeback_report::{json, text};

/// List runs, oldest first
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback runs --since 2026-11-01
  comeback runs --json | jq '.runs[-1].id'")]
pub(super) struct Arguments {
    /// First day
    #[arg(long, value_name = "D")]
    since: Option<String>,
    /// Last day
    #[arg(long, value_name = "D")]
    until: Option<String>,
    /// The recordings that count for nothing as well, with the reason
    #[arg(long)]
    all: bool,
    /// Only what waits for an answer: a run or not
    #[arg(long, conflicts_with = "all")]
    unsure: bool,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let day = |text: &Option<String>| text.as_deref().map(|text| workspace.day(text)).transpose();
    let (since, until) = (day(&arguments.since)?, day(&arguments.until)?);
    let history = workspace.history()?;
    let counts = |run: &&Run| !run.is_accident();
    let is_unsure = |run: &Run| matches!(run.not_counted, Some(NotCounted::Unsure(_)));
    let aside = match (arguments.all, arguments.unsure) {
        (false, false) => Vec::new(),
        (all, _) => {
            let mut out = workspace.recordings()?.1;
            out.retain(|run| run.start <= history.now && (all || is_unsure(run)));
            out
        }
    };
    let counted = history
        .runs
        .iter()
        .filter(|_| !arguments.unsure)
        .filter(|run| arguments.all || counts(run));
    let mut chosen: Vec<&Run> = counted
        .chain(&aside)
        .filter(|run| since.is_none_or(|since| since <= run.date()))
        .filter(|run| until.is_none_or(|until| run.date() <= until))
        .collect();
    chosen.sort_by_key(|run| run.start);
    if call.out.json {
        call.out.json(&json::runs(&history, chosen))?;
    } else if chosen.is_empty() && arguments.unsure {
        call.out.say("no recording waits for an answer");
    } else if chosen.is_empty() {
        call.out
            .say("no run; `comeback import PATH` brings some in");
    } else {
        let look = call.out.look(history.settings.units);
        call.out.text(&text::runs(&history, chosen, &look))?;
    }
    Ok(Exit::Done)
}
