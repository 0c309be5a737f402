//! `comeback backup` and `comeback restore`: everything out in one file, and back.

use super::Exit;
use super::call::Call;
use clap::Args;
use comeback_app::{AppError, Workspace};
use comeback_store as store;
use comeback_store::Contents;
use serde::Serialize;
use std::path::PathBuf;

/// Write originals and diary of all athletes, or of --athlete, into one file
///
/// The file is a zip. It is read back and verified before it takes its name.
#[derive(Debug, Args)]
pub struct Arguments {
    file: PathBuf,
    /// Write over a file that stands there
    #[arg(long)]
    force: bool,
}

pub fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    call.check_home()?;
    let athletes = if call.athlete_named {
        call.known_athlete(call.athlete.shown())?;
        vec![call.athlete.clone()]
    } else {
        call.home.athletes()?
    };
    let contents = store::back_up(&call.home, &athletes, &arguments.file, arguments.force)?;
    if contents.is_empty() {
        call.out.warn("there was nothing to back up");
    }
    tell(call, &contents)?;
    Ok(Exit::Done)
}

/// Bring a backup back and derive everything again
///
/// The backup is verified before anything is touched. Athletes that hold data are
/// refused; --force puts their folder aside under a hidden name.
#[derive(Debug, Args)]
pub struct RestoreArguments {
    file: PathBuf,
    /// Replace athletes that hold data
    #[arg(long)]
    force: bool,
}

pub fn restore(call: &Call, arguments: RestoreArguments) -> Result<Exit, AppError> {
    let only = call.athlete_named.then_some(&call.athlete);
    let (contents, put_aside) = store::restore(&call.home, &arguments.file, only, arguments.force)?;
    for folder in put_aside {
        call.out
            .say(&format!("what was there lies in {}", folder.display()));
    }
    for athlete in contents.keys() {
        let home = call.home.clone();
        let as_of = call.as_of.as_deref();
        Workspace::open(home, athlete.clone(), as_of, &call.system)?.history()?;
    }
    tell(call, &contents)?;
    Ok(Exit::Done)
}

fn tell(call: &Call, contents: &Contents) -> Result<(), AppError> {
    if !call.out.json {
        return call.out.text(&lines(contents));
    }
    let athletes = (contents.iter())
        .map(|(athlete, content)| Kept {
            athlete: athlete.to_string(),
            originals: content.originals,
            entries: content.entries,
        })
        .collect();
    call.out.json(&Told { athletes })
}

/// What `--json` tells of a backup, written or brought back.
#[derive(Serialize)]
struct Told {
    athletes: Vec<Kept>,
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
