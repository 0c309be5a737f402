//! `comeback backup` and `comeback restore`: everything out in one file, and back.

use super::call::Call;
use super::exit::Exit;
use clap::Args;
use comeback_app::{AppError, Workspace};
use comeback_store as store;
use comeback_store::{Backup, Contents, LeftOut};
use serde::Serialize;
use std::path::PathBuf;

/// Write originals and diary of all athletes, or of --athlete, into one file
///
/// The file is a zip. It is read back and verified before it takes its name. What cannot
/// be read is left out and named, with exit code 3; the rest is in.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    file: PathBuf,
    /// Write over a file that stands there
    #[arg(long)]
    force: bool,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    call.check_home()?;
    let athletes = if call.athlete_named {
        call.known_athlete(call.athlete.shown())?;
        vec![call.athlete.clone()]
    } else {
        call.home.athletes()?
    };
    let written = store::back_up(&call.home, &athletes, &arguments.file, arguments.force)?;
    if written.contents.is_empty() {
        call.out.warn("there was nothing to back up");
    }
    for left in &written.left_out {
        call.out.warn(&format!(
            "{}: {}; it is not in the backup",
            left.file, left.error
        ));
    }
    tell(call, &written)
}

/// Bring a backup back and derive everything again
///
/// The backup is verified before anything is touched. Athletes that hold data are
/// refused; --force puts their folder aside under a hidden name.
#[derive(Debug, Args)]
pub(super) struct RestoreArguments {
    file: PathBuf,
    /// Replace athletes that hold data
    #[arg(long)]
    force: bool,
}

pub(super) fn restore(call: &Call, arguments: RestoreArguments) -> Result<Exit, AppError> {
    let only = call.athlete_named.then_some(&call.athlete);
    let (restored, put_aside) = store::restore(&call.home, &arguments.file, only, arguments.force)?;
    for folder in put_aside {
        call.out
            .say(&format!("what was there lies in {}", folder.display()));
    }
    for left in &restored.left_out {
        call.out.warn(&format!(
            "{}: could not be taken when the backup was made ({}); `comeback verify` says what is missing",
            left.file, left.error
        ));
    }
    for athlete in restored.contents.keys() {
        let home = call.home.clone();
        let as_of = call.as_of.as_deref();
        Workspace::open(home, athlete.clone(), as_of, &call.system)?.history()?;
    }
    tell(call, &restored)
}

fn tell(call: &Call, backup: &Backup) -> Result<Exit, AppError> {
    let exit = if backup.left_out.is_empty() {
        Exit::Done
    } else {
        Exit::Partial
    };
    if !call.out.json {
        call.out.text(&lines(&backup.contents))?;
        return Ok(exit);
    }
    let athletes = (backup.contents.iter())
        .map(|(athlete, content)| Kept {
            athlete: athlete.to_string(),
            originals: content.originals,
            entries: content.entries,
        })
        .collect();
    call.out.json(&Told {
        athletes,
        failed: &backup.left_out,
    })?;
    Ok(exit)
}

/// What `--json` tells of a backup, written or brought back.
#[derive(Serialize)]
struct Told<'a> {
    athletes: Vec<Kept>,
    /// What is not in the backup though it should be.
    failed: &'a [LeftOut],
}

#[derive(Serialize)]
struct Kept {
    athlete: String,
    originals: usize,
    entries: usize,
}

fn lines(contents: &Contents) -> String {
    contents
        .iter()
        .map(|(athlete, content)| {
            format!(
                "{athlete}: {} originals, {} diary entries\n",
                content.originals, content.entries
            )
        })
        .collect()
}
