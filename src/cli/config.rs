//! `comeback config`: the runner's settings, each change dated.

use super::call::Call;
use super::exit::Exit;
use clap::{Args, Subcommand};
use comeback_app::{AppError, entries};
use comeback_core::diary::{Entry, What, changes};
use comeback_core::limits::Settings;
use comeback_report::{json, text};

/// Settings of the runner and the limits that a clinician may change
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  comeback config
  comeback config set weekly-growth 8 --by \"Dr. Roe\" --why \"sore last week\"
  comeback config set critical-speed 3.6
  comeback config set time-zone Europe/Berlin
  comeback config set available-days mon,wed,sat")]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// One setting with its record, or all of them
    Get { key: Option<String> },
    /// Change one from now on (or from --as-of on)
    Set {
        key: String,
        #[arg(allow_hyphen_values = true)]
        value: String,
        /// Who changes it
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// Why
        #[arg(long, value_name = "TEXT", alias = "note")]
        why: Option<String>,
    },
}

pub(super) fn run(call: &Call, arguments: Arguments) -> Result<Exit, AppError> {
    match arguments.action {
        None => get(call, None),
        Some(Action::Get { key }) => get(call, key.as_deref()),
        Some(Action::Set {
            key,
            value,
            by,
            why,
        }) => set(call, key, value, said(by), said(why)),
    }
}

/// What is only spaces was not said.
fn said(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn get(call: &Call, key: Option<&str>) -> Result<Exit, AppError> {
    let workspace = call.open()?;
    let settings = workspace.settings();
    let look = call.out.look(settings.units);
    let changes = changes::changes(&workspace.entries);
    match key {
        Some(key) => {
            let found = json::recorded_setting(&settings, key, &changes, workspace.now)
                .map_err(|error| entries::with_near_key(error.into(), key))?;
            if call.out.json {
                call.out.json(&found)?;
            } else {
                // The bare value, so that a script can take it; what it means is for a person.
                let value = found.setting.value.clone().unwrap_or_default();
                call.out.text(&format!("{value}\n"))?;
                call.out.say(text::setting_record(&found, &look).trim_end());
            }
        }
        None => {
            let all = json::recorded_settings(&settings, &changes, workspace.now);
            if call.out.json {
                call.out.json(&all)?;
            } else {
                let text = text::recorded_settings(&all.settings, &look);
                call.out.text(&text)?;
            }
        }
    }
    Ok(Exit::Done)
}

fn set(
    call: &Call,
    key: String,
    value: String,
    by: Option<String>,
    why: Option<String>,
) -> Result<Exit, AppError> {
    // Refused before a folder is made.
    Settings::default()
        .set(&key, &value)
        .map_err(|error| entries::with_near_key(error.into(), &key))?;
    let mut workspace = call.open_to_write()?;
    let before = workspace.settings().text(&key)?;
    let entry = Entry {
        at: workspace.now,
        what: What::Config {
            key: key.clone(),
            value,
            by,
        },
        note: why,
    };
    entries::enter(&mut workspace, entry)?;
    let settings = workspace.settings();
    let changes = changes::changes(&workspace.entries);
    let found = json::recorded_setting(&settings, &key, &changes, workspace.now)?;
    if call.out.json {
        call.out.json(&found)?;
    } else {
        let before = before.unwrap_or_else(|| "unset".to_owned());
        let now = text::settings::record(&found.setting);
        call.out.say(&format!("{now}; it was {before}"));
    }
    Ok(Exit::Done)
}
