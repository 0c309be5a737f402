//! `comeback inbox`: entries that a phone left in a synced folder.

use super::call::{Call, no_inbox};
use super::effect;
use super::exit::Exit;
use clap::Args;
use comeback_app::{AppError, Workspace, inbox};
use std::path::PathBuf;

/// Take the entries that a phone left in the drop folder
///
/// One file an entry, named by its time with the offset from UTC and holding one line:
/// pain SCORE [now SCORE], done, rehab isometric|a|b|c, stretch or sitting MINUTES, and
/// a note after |. Every command that logs or imports takes them too.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback inbox
  comeback inbox --folder ~/Dropbox/comeback-inbox --dry-run

A file: 20261127T193000+0100-iphone.txt holding `pain 3 | sat an hour`")]
pub(super) struct Arguments {
    /// Where the files are [default: `inbox` of the configuration file, else the athlete's folder]
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let mut workspace = call.open_before_inbox()?;
    let before = workspace.history()?;
    let folder = match arguments.folder {
        Some(folder) if !folder.is_dir() => return Err(no_inbox(&folder)),
        Some(folder) => folder,
        None => {
            call.inbox_is_there()?;
            call.inbox_of(&workspace)
        }
    };
    let found = inbox::take(&mut workspace, &folder, arguments.dry_run)?;
    if call.out.json {
        call.out.json(&found)?;
    } else if found.is_empty() {
        call.out
            .say(&format!("nothing waits in {}", folder.display()));
    } else {
        tell(call, &workspace, &found, arguments.dry_run)?;
    }
    if !arguments.dry_run && !found.taken.is_empty() && !call.out.json {
        let runs: Vec<_> = (found.taken.iter())
            .flat_map(|taken| taken.new_runs.clone())
            .collect();
        let effect = comeback_app::effect(&mut workspace, &before, None, &runs)?;
        for plan in &effect.plans {
            call.give(&mut workspace, &effect.after, plan);
        }
        call.out.text(&effect::consequences(call, &effect))?;
    }
    Ok(match (found.left.is_empty(), found.taken.is_empty()) {
        (true, _) => Exit::Done,
        (false, false) => Exit::Partial,
        (false, true) => Exit::Failed,
    })
}

fn tell(
    call: &Call,
    workspace: &Workspace,
    found: &inbox::Inbox,
    dry_run: bool,
) -> Result<(), AppError> {
    let would = if dry_run {
        "would be entered"
    } else {
        "entered"
    };
    for taken in &found.taken {
        let at = taken.at.with_timezone(&workspace.zone);
        call.out.text(&format!(
            "{would} for {}: {}\n",
            at.format("%a %d %b %Y %H:%M"),
            taken.said.escape_debug()
        ))?;
    }
    call.out.left_in_inbox(found);
    Ok(())
}
