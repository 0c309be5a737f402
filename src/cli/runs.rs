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

fn counted_are(runs: usize) -> String {
    comeback_report::words::quantity::counted(runs, "run is known,", "runs are known,")
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
            let (runs, mut out) = workspace.recordings()?;
            out.retain(|run| run.start <= history.now && (all || is_unsure(run)));
            // A watch with a wrong clock: named, so that it can be put right or left out.
            let ahead = runs
                .into_iter()
                .filter(|run| all && workspace.has_not_come(run.start));
            out.extend(ahead.map(|mut run| {
                let why = "its clock says a time that has not come; it counts from then on";
                run.not_counted = Some(NotCounted::Excluded(why.to_owned()));
                run
            }));
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
        let (first, last) = (history.runs.first(), history.runs.last());
        let said = match first.zip(last) {
            Some((first, last)) => format!(
                "no run of those days; {} from {} to {}",
                counted_are(history.runs.len()),
                first.start.format("%a %-d %b %Y"),
                last.start.format("%a %-d %b %Y")
            ),
            None => "no run; `comeback import PATH` brings some in".to_owned(),
        };
        call.out.say(&said);
    } else {
        let look = call.out.look(history.settings.units);
        call.out.text(&text::runs(&history, chosen, &look))?;
    }
    Ok(Exit::Done)
}
