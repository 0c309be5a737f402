//! `comeback athlete`: whose data a home holds.

use super::call::Call;
use super::exit::Exit;
use clap::{Args, Subcommand};
use comeback_app::AppError;
use serde::Serialize;

/// The athletes of this home: begin with one, list them, call one otherwise
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback athlete new \"Müller, Jörg\"
  comeback athlete list
  comeback athlete rename anna \"Anna B.\"")]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Begin with an athlete; the home is made where there is none
    New { name: String },
    /// All athletes with their folders
    List,
    /// Show an athlete under another name; nothing else changes
    Rename { name: String, to: String },
}

#[derive(Debug, Serialize)]
struct AthletesJson {
    athletes: Vec<AthleteJson>,
}

#[derive(Debug, Serialize)]
struct AthleteJson {
    name: String,
    folder: String,
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    let home = &call.home;
    match arguments.action {
        Action::New { name } => {
            if let Some(known) = home.find(&name)? {
                return Err(AppError::Refused(format!(
                    "there is an athlete `{known}` already; `comeback athlete list` lists all"
                )));
            }
            let new = home.new_name(&name)?;
            home.store(&new)?;
            call.out.say(&format!(
                "`{new}` is new in {}; say --athlete \"{new}\" to speak of this athlete",
                home.path().display()
            ));
        }
        Action::Rename { name, to } => {
            let known = call.known_athlete(&name)?;
            if let Some(other) = home.find(&to)?.filter(|other| *other != known) {
                return Err(AppError::Refused(format!(
                    "there is an athlete `{other}` already"
                )));
            }
            let renamed = home.rename(&known, &to)?;
            call.out
                .say(&format!("`{known}` is called `{renamed}` now"));
        }
        Action::List => call.check_home()?,
    }
    let athletes = home.athletes()?;
    if call.out.json {
        let athletes = athletes.iter().map(|athlete| AthleteJson {
            name: athlete.shown().to_owned(),
            folder: home.folder(athlete).display().to_string(),
        });
        call.out.json(&AthletesJson {
            athletes: athletes.collect(),
        })?;
    } else {
        let lines = athletes.iter().map(|athlete| format!("{athlete}\n"));
        call.out.text(&lines.collect::<String>())?;
    }
    Ok(Exit::Done)
}
