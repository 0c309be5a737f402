//! The settings that differ from the method, with who changed them, when and why.

use crate::Picture;
use crate::json::{self, SettingJson};
use crate::tree::{Block, Section, Words};
use crate::words::{self, clean};
use comeback_core::diary::History;

pub(super) fn section(picture: &Picture) -> Option<Section> {
    let section = Section::new("settings", "Settings that differ from the method");
    let differing = json::differing_settings(picture.history);
    if differing.is_empty() {
        let none = "None: every threshold is the method's own.";
        return Some(section.with(Block::text(none)));
    }
    let items = differing.iter().map(|setting| {
        let what = setting.what.trim_end_matches('.');
        let mut text = format!("{}: {what}", record(setting));
        if let Some((low, high)) = setting.lowest.zip(setting.highest) {
            text.push_str(&format!(
                "; may lie between {low} and {high} {}",
                setting.unit
            ));
        }
        if let Some((grade, source)) = setting.grade.zip(setting.source) {
            text.push_str(&format!("; {}", words::source(grade, source)));
        }
        Words::from(text)
    });
    Some(section.with(Block::List(items.collect())))
}

/// In a check: one line each; nothing where none differs.
pub fn differing(history: &History) -> Option<Section> {
    let differing = json::differing_settings(history);
    let items: Vec<Words> = differing
        .iter()
        .map(|setting| record(setting).into())
        .collect();
    (!items.is_empty())
        .then(|| Section::new("settings", "Set otherwise than the method").with(Block::List(items)))
}

/// `weekly-growth = 12 % (the method: 10), since 2026-11-02, by Dr. Roe: steady`
pub fn record(setting: &SettingJson) -> String {
    let unit = if setting.default.is_some() {
        format!(" {}", setting.unit)
    } else {
        String::new()
    };
    let mut text = format!(
        "{} = {}{unit}",
        setting.key,
        setting.value.as_deref().unwrap_or("not set")
    );
    if let Some(default) = setting.default.filter(|_| setting.changed) {
        text.push_str(&format!(" (the method: {default})"));
    }
    if let Some(at) = &setting.changed_at {
        text.push_str(&format!(", since {}", day(at)));
    }
    text.push_str(&by_whom(setting.by.as_deref(), setting.why.as_deref()));
    text
}

pub(crate) fn by_whom(by: Option<&str>, why: Option<&str>) -> String {
    let mut text = String::new();
    if let Some(by) = by {
        text.push_str(&format!(", by {}", clean(by)));
    }
    if let Some(why) = why {
        text.push_str(&format!(": {}", clean(why)));
    }
    text
}

/// The civil day of an RFC 3339 instant.
pub(crate) fn day(instant: &str) -> &str {
    instant.split('T').next().unwrap_or(instant)
}
