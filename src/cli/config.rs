//! `comeback config`: the runner's settings, each change dated.

use super::Exit;
use super::call::Call;
use crate::app::{AppError, entries};
use crate::diary::{Entry, What};
use crate::limits::Settings;
use crate::report::{json, text};
use clap::{Args, Subcommand};

/// Settings of the runner and the limits that a clinician may change
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback config get
  comeback config set critical-speed 3.6
  comeback config set time-zone Europe/Berlin
  comeback config set available-days mon,wed,sat")]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// One setting, or all of them
    Get { key: Option<String> },
    /// Change one from now on (or from --as-of on)
    Set {
        key: String,
        #[arg(allow_hyphen_values = true)]
        value: String,
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
}

pub fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    match arguments.action {
        Action::Get { key } => get(call, key.as_deref()),
        Action::Set { key, value, note } => set(call, key, value, note),
    }
}

fn get(call: &Call, key: Option<&str>) -> Result<Exit, AppError> {
    let settings = call.open()?.settings();
    let look = call.out.look(settings.units);
    match key {
        Some(key) => {
            let setting = json::setting(&settings, key)?;
            if call.out.json {
                call.out.json(&setting)?;
            } else {
                // The bare value, so that a script can take it.
                call.out
                    .text(&format!("{}\n", setting.value.unwrap_or_default()))?;
            }
        }
        None if call.out.json => call.out.json(&json::settings(&settings))?,
        None => call.out.text(&text::settings(&settings, &look))?,
    }
    Ok(Exit::Done)
}

fn set(call: &Call, key: String, value: String, note: Option<String>) -> Result<Exit, AppError> {
    // Refused before a folder is made.
    Settings::default().set(&key, &value)?;
    let mut workspace = call.open()?;
    let before = workspace.settings().text(&key)?;
    let entry = Entry {
        at: workspace.now,
        what: What::Config {
            key: key.clone(),
            value,
        },
        note,
    };
    entries::enter(&mut workspace, entry)?;
    let settings = workspace.settings();
    if call.out.json {
        call.out.json(&json::setting(&settings, &key)?)?;
    } else {
        let unset = || "unset".to_owned();
        call.out.say(&format!(
            "{key}: {} (was {})",
            settings.text(&key)?.unwrap_or_else(unset),
            before.unwrap_or_else(unset)
        ));
    }
    Ok(Exit::Done)
}
