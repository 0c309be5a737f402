//! `comeback runs`: the list.

use super::Exit;
use super::call::Call;
use clap::Args;
use comeback_app::AppError;
use comeback_core::run::Run;
use comeback_report::{json, text};

/// List runs, oldest first
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback runs --since 2026-11-01
  comeback runs --json | jq '.runs[-1].id'")]
pub struct Arguments {
    /// First day
    #[arg(long, value_name = "D")]
    since: Option<String>,
    /// Last day
    #[arg(long, value_name = "D")]
    until: Option<String>,
    /// The recordings that count for nothing as well, with the reason
    #[arg(long)]
    all: bool,
}

pub fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let day = |text: &Option<String>| text.as_deref().map(|text| workspace.day(text)).transpose();
    let (since, until) = (day(&arguments.since)?, day(&arguments.until)?);
    let history = workspace.history()?;
    let chosen: Vec<&Run> = history
        .runs
        .iter()
        .filter(|run| since.is_none_or(|since| since <= run.date()))
        .filter(|run| until.is_none_or(|until| run.date() <= until))
        .collect();
    let within = |run: &Run| {
        run.start <= history.now
            && since.is_none_or(|since| since <= run.date())
            && until.is_none_or(|until| run.date() <= until)
    };
    let mut out = if arguments.all {
        workspace.recordings()?.1
    } else {
        Vec::new()
    };
    out.retain(|(run, _)| within(run));
    if call.out.json {
        let mut told = json::runs(&history, chosen);
        told.runs.extend(
            out.iter()
                .map(|(run, why)| json::run(&history, run).not_counted(why)),
        );
        call.out.json(&told)?;
    } else if chosen.is_empty() && out.is_empty() {
        call.out
            .say("no run; `comeback import PATH` brings some in");
    } else {
        let look = call.out.look(history.settings.units);
        call.out.text(&text::runs(&history, chosen, &look))?;
        let left_out: String = out
            .iter()
            .map(|(run, why)| {
                let when = run.start.format("%a %d %b %Y %H:%M");
                format!("{}  {when}  counts for nothing: {why}\n", run.id)
            })
            .collect();
        call.out.text(&left_out)?;
    }
    Ok(Exit::Done)
}
