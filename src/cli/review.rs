//! `comeback review`: import, check, plan and report in one go.

use super::call::Call;
use super::exit::Exit;
use super::{check, import, report};
use chrono_tz::Tz;
use clap::Args;
use comeback_app as app;
use comeback_app::{AppError, Overview};
use comeback_core::diary::History;
use comeback_report::{json, text};
use std::path::PathBuf;

/// Import, check, plan and report in one go
///
/// Exits with 1 when a warning or an urgent is found, else with 3 when some
/// inputs failed; what failed is listed either way.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback review ~/Downloads/export.zip
  comeback review /media/watch/GARMIN/Activity
  comeback review old-season/ --as-of 2025-11-30")]
pub(super) struct Arguments {
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The zone of local times in vendors' tables that name none, as Europe/Berlin
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<Tz>,
    /// Exit with 0 whatever is found
    #[arg(long)]
    exit_zero: bool,
}

/// The newest run lies this long before the moment of the call when it is
/// probably an old season that is reviewed.
const OLD_DAYS: i64 = 14;

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open_to_write()?;
    let imported = import::import(
        call,
        &mut workspace,
        &arguments.paths,
        import::Way::in_zone(arguments.time_zone),
    )?;
    import::say_if_nothing(call, &imported);
    let import_exit = import::exit_of(&imported);
    let (entries, stopped) = (imported.entries, imported.stopped);
    // What is not all in is not reviewed: it would be told as if it were.
    let is_reviewed = import_exit != Exit::Failed && !stopped;
    let (after, outcome) = app::import_outcome(&mut workspace, imported)?;
    if !is_reviewed && !call.out.json {
        let look = call.out.look(after.settings.units);
        call.out
            .text(&text::import_in_brief(&after, &outcome, &look))?;
        call.out.say(match stopped {
            true => "stopped, so nothing was reviewed: the same call again goes on",
            false => "nothing came in, so nothing was reviewed: `comeback check` and `comeback plan` tell how it stands without it",
        });
        return Ok(import_exit);
    }
    let overview = Overview::of(&mut workspace, None)?;
    // Where nothing came in, nothing is changed: no report is written either.
    let file = match is_reviewed {
        true => Some(report::page(&mut workspace, &overview, None)?),
        false => None,
    };
    if is_reviewed {
        call.give(&mut workspace, &overview.history, &overview.plan);
    }
    let file_name = file.map(|file| file.display().to_string());
    let history = &overview.history;
    let checked = &overview.checked;
    if call.out.json {
        call.out.json(&json::review(
            json::import(&after, &outcome),
            check::told(&workspace, history, checked),
            json::plan(&overview.plan),
            file_name,
        ))?;
    } else {
        let look = call.out.look(history.settings.units);
        let mut outcome = outcome;
        // The check below tells what fires now; a whole season's findings would bury it.
        outcome.findings.clear();
        let parts = [
            text::import_in_brief(&after, &outcome, &look),
            text::check(
                history,
                checked.standing.as_ref(),
                &checked.findings,
                &checked.unknown,
                &look,
            ),
            text::plan(&overview.plan, &look),
        ];
        call.out.text(&parts.join("\n"))?;
        if entries > 0 {
            call.out.say(&format!("{entries} diary entries are new"));
        }
        if let Some(name) = file_name {
            call.out.text(&format!("\nreport: {name}\n"))?;
        }
    }
    hint_at_old_runs(call, &after, history);
    let found = check::exit_of(checked, arguments.exit_zero);
    Ok(match import_exit {
        Exit::Failed => Exit::Failed,
        _ if found == Exit::Found => Exit::Found,
        other if !arguments.exit_zero => other,
        _ => Exit::Done,
    })
}

/// An old season is past every window by today: say how to review it as of then.
fn hint_at_old_runs(call: &Call, after: &History, history: &History) {
    if let Some(last) = after.runs.last()
        && (history.today() - last.date()).num_days() > OLD_DAYS
    {
        call.out.warn(&format!(
            "the newest run is of {}, {} days before {}; add --as-of {} to decide as of then",
            last.date(),
            (history.today() - last.date()).num_days(),
            history.today(),
            last.date() + comeback_core::calendar::Days::new(2)
        ));
    }
}
