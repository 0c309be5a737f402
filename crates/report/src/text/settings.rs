//! The settings: the whole list, one with its record, and those that differ from
//! the method, with who changed them, when and why.

use super::look::{Look, paragraph};
use super::table::table;
use crate::json::{self, SettingJson, SettingRecordJson};
pub use crate::subjects::settings::record;
use crate::subjects::settings::{by_whom, day};
use crate::tree::{Cell, Tone, column, figures};
use comeback_core::limits::{SettingError, Settings};

/// `config`: every setting a line, and below what was changed.
pub fn recorded_settings(all: &[SettingJson], look: &Look) -> String {
    let mut out = list(all, look);
    let changed: Vec<&SettingJson> = all
        .iter()
        .filter(|setting| setting.changed && setting.changed_at.is_some())
        .collect();
    if !changed.is_empty() {
        out.push_str(&format!("\n{}", look.heading("Set by hand")));
        for setting in changed {
            out.push_str(&paragraph(look, "  ", "    ", &record(setting)));
        }
    }
    out
}

/// `config get` without a record.
pub fn settings(settings: &Settings, look: &Look) -> String {
    list(&json::settings(settings).settings, look)
}

/// What is told of the person first, then the method's numbers: apart, so that
/// neither makes the other's columns wide.
fn list(all: &[SettingJson], look: &Look) -> String {
    let (numbers, told): (Vec<&SettingJson>, Vec<&SettingJson>) =
        all.iter().partition(|setting| setting.default.is_some());
    let ink = |setting: &SettingJson| {
        if setting.changed {
            Tone::Strong
        } else {
            Tone::Plain
        }
    };
    let dim = |text: String| Cell::toned(text, Tone::Quiet);
    let value = |setting: &SettingJson| {
        let value = setting.value.clone();
        value.map_or_else(
            || Cell::figure(None),
            |value| Cell::toned(value, ink(setting)),
        )
    };
    let of_person: Vec<Vec<Cell>> = told
        .iter()
        .map(|setting| {
            vec![
                Cell::from(setting.key),
                value(setting),
                dim(setting.unit.to_owned()),
            ]
        })
        .collect();
    let of_method: Vec<Vec<Cell>> = numbers
        .iter()
        .map(|setting| {
            vec![
                Cell::from(setting.key),
                value(setting),
                dim(setting
                    .default
                    .map_or_else(String::new, |value| value.to_string())),
                dim(setting.unit.to_owned()),
                dim(range(setting).unwrap_or_else(|| "fixed".to_owned())),
                dim(setting.grade.map_or("", |grade| grade.as_str()).to_owned()),
                dim(setting.source.unwrap_or_default().to_owned()),
            ]
        })
        .collect();
    let told = table(
        look,
        0,
        &[
            column("of you", 0),
            column("value", 0),
            column("given as", 0),
        ],
        &of_person,
    );
    let columns = [
        column("of the method", 0),
        figures("value", 0),
        figures("default", 1),
        column("unit", 0),
        column("range", 0),
        column("grade", 2),
        column("source", 3),
    ];
    format!("{told}\n{}", table(look, 0, &columns, &of_method))
}

fn range(setting: &SettingJson) -> Option<String> {
    Some(format!("{} to {}", setting.lowest?, setting.highest?))
}

/// One setting: what it is, its value, its range, its source.
///
/// # Errors
/// An unknown key.
pub fn setting(in_force: &Settings, key: &str, look: &Look) -> Result<String, SettingError> {
    let found = json::setting(in_force, key)?;
    let value = found.value.clone().unwrap_or_else(|| "not set".to_owned());
    let mut out = format!("{} = {}", look.strong(found.key), value);
    if found.default.is_some() {
        out.push_str(&format!(" {}", found.unit));
    }
    out.push('\n');
    out.push_str(&paragraph(look, "  ", "  ", &about(&found)));
    Ok(out)
}

/// What stands beside the bare value of `config get KEY`.
pub fn setting_record(found: &SettingRecordJson, look: &Look) -> String {
    let mut out = paragraph(look, "  ", "  ", &about(&found.setting));
    if let Some(last) = found.changes.last().filter(|_| found.changes.len() > 1) {
        out.push_str(&format!("  {}\n", look.strong("Every change")));
        for change in &found.changes {
            let now = if change == last { ", in force" } else { "" };
            let text = format!(
                "{} on {}{}{now}",
                change.value,
                day(&change.at),
                by_whom(change.by.as_deref(), change.why.as_deref())
            );
            out.push_str(&paragraph(look, "    ", "      ", &text));
        }
    } else if found.setting.changed_at.is_some() {
        out.push_str(&paragraph(look, "  ", "    ", &record(&found.setting)));
    }
    out
}

fn about(found: &SettingJson) -> String {
    let mut about = vec![found.what.trim_end_matches('.').to_owned()];
    if found.grade.is_none() {
        about.push(format!("given as {}", found.unit));
    }
    if let (Some(low), Some(high)) = (found.lowest, found.highest) {
        about.push(format!("{low} to {high} {}", found.unit));
    } else if !found.configurable {
        about.push("fixed by the method".to_owned());
    }
    if let Some(default) = found.default.filter(|_| found.changed) {
        about.push(format!("the method says {default}"));
    }
    if let Some((grade, source)) = found.grade.zip(found.source) {
        about.push(format!("{}: {source}", grade.as_str()));
    }
    about.join("; ")
}
