//! `comeback check`: findings.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app as app;
use comeback_app::{AppError, Workspace};
use comeback_core::diary::History;
use comeback_core::rules::{self, Checked, Severity};
use comeback_report::json::{self, CheckJson};
use comeback_report::text;

/// Hold what was done against the protocol and the pain log
///
/// Exits with 1 when a warning or an urgent is found.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback check
  comeback check --since 2026-11-01 --exit-zero
  comeback check --json | jq '.findings[].rule'")]
pub(super) struct Arguments {
    /// First day that findings are wanted of [default: the trailing 7 days]
    #[arg(long, value_name = "D")]
    since: Option<String>,
    /// Exit with 0 whatever is found
    #[arg(long)]
    exit_zero: bool,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open()?;
    let since = arguments
        .since
        .as_deref()
        .map(|day| workspace.day(day))
        .transpose()?;
    let history = workspace.history()?;
    if let Some(since) = since.filter(|since| *since > history.today()) {
        return Err(AppError::Refused(format!(
            "{since} has not come yet: of days to come there is nothing to check"
        )));
    }
    let checked = rules::check(&history, since.unwrap_or_else(|| app::since(&history)));
    if call.out.json {
        call.out.json(&told(&workspace, &history, &checked))?;
    } else if history.runs.is_empty()
        && checked.findings.is_empty()
        && history.setting_changes.is_empty()
    {
        call.out.text(&format!(
            "{}\n`comeback import PATH` brings runs in, `comeback add` one without a file.\n",
            nothing(&history)
        ))?;
    } else {
        let look = call.out.look(history.settings.units);
        call.out.text(&text::check(
            &history,
            checked.standing.as_ref(),
            &checked.findings,
            &checked.unknown,
            &look,
        ))?;
    }
    Ok(exit_of(&checked, arguments.exit_zero))
}

/// `check --json`, with what no rule can answer because it was lost or is not there yet.
pub(super) fn told(workspace: &Workspace, history: &History, checked: &Checked) -> CheckJson {
    let mut unknown = checked.unknown.clone();
    unknown.extend(app::notes::unknown(workspace, history));
    let mut notes = workspace.notes.clone();
    if app::notes::is_nothing_known(history) {
        notes.push(nothing(history));
    }
    CheckJson {
        notes,
        ..json::check(
            history,
            workspace.athlete.shown(),
            checked.standing.as_ref(),
            &checked.findings,
            &unknown,
        )
    }
}

fn nothing(history: &History) -> String {
    format!(
        "There is nothing to check: no run is known by {}.",
        history.now.format("%a %d %b %Y %H:%M")
    )
}

/// 1 when a warning or an urgent was found, unless that is not wanted.
pub(super) fn exit_of(checked: &Checked, exit_zero: bool) -> Exit {
    if !exit_zero && checked.worst() >= Some(Severity::Warning) {
        Exit::Found
    } else {
        Exit::Done
    }
}
