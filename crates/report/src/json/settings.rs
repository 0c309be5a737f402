//! `config --json`: the settings, with who changed them, when and why.

use super::instant;
use chrono::{DateTime, FixedOffset};
use comeback_core::diary::{History, SettingChange, changes};
use comeback_core::limits::{self, Evidence, Limit, SettingError, Settings, keys};
use serde::Serialize;

/// `config get --json`
#[derive(Debug, Clone, Serialize)]
pub struct SettingsJson {
    pub settings: Vec<SettingJson>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SettingJson {
    pub key: &'static str,
    /// As it is typed; `null` where nothing is set.
    pub value: Option<String>,
    pub unit: &'static str,
    pub what: &'static str,
    /// The method's value; `null` for a fact about the person.
    pub default: Option<f64>,
    pub configurable: bool,
    pub lowest: Option<f64>,
    pub highest: Option<f64>,
    pub changed: bool,
    pub grade: Option<Evidence>,
    pub source: Option<&'static str>,
    /// When the value in force was set, by whom and why; `null` where it never was.
    pub changed_at: Option<String>,
    pub by: Option<String>,
    pub why: Option<String>,
}

/// `config get KEY --json`: the setting, with everything that was ever set.
#[derive(Debug, Clone, Serialize)]
pub struct SettingRecordJson {
    #[serde(flatten)]
    pub setting: SettingJson,
    /// All changes of the key, the oldest first.
    pub changes: Vec<SettingChangeJson>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingChangeJson {
    pub at: String,
    pub value: String,
    pub by: Option<String>,
    pub why: Option<String>,
}

impl SettingJson {
    /// The same with who set it, when and why.
    pub fn recorded(mut self, changes: &[SettingChange], now: DateTime<FixedOffset>) -> Self {
        if let Some(change) = changes::in_force(changes, self.key, now) {
            self.changed_at = Some(instant(change.at));
            self.by.clone_from(&change.by);
            self.why.clone_from(&change.note);
        }
        self
    }
}

/// Every setting with its record.
pub fn recorded_settings(
    in_force: &Settings,
    changes: &[SettingChange],
    now: DateTime<FixedOffset>,
) -> SettingsJson {
    let all = settings(in_force).settings.into_iter();
    SettingsJson {
        settings: all.map(|setting| setting.recorded(changes, now)).collect(),
    }
}

/// One setting by its key, with all its changes up to a moment.
///
/// # Errors
/// An unknown key.
pub fn recorded_setting(
    in_force: &Settings,
    key: &str,
    changes: &[SettingChange],
    now: DateTime<FixedOffset>,
) -> Result<SettingRecordJson, SettingError> {
    let of_key = |change: &&SettingChange| change.key == key && change.at <= now;
    Ok(SettingRecordJson {
        setting: setting(in_force, key)?.recorded(changes, now),
        changes: changes
            .iter()
            .filter(of_key)
            .map(|change| SettingChangeJson {
                at: instant(change.at),
                value: change.value.clone(),
                by: change.by.clone(),
                why: change.note.clone(),
            })
            .collect(),
    })
}

/// The thresholds and choices that differ from the method's, with their record.
pub fn differing_settings(history: &History) -> Vec<SettingJson> {
    let all = recorded_settings(&history.settings, &history.setting_changes, history.now).settings;
    all.into_iter()
        .filter(|setting| setting.changed && !Settings::is_about_the_person(setting.key))
        .collect()
}

/// Every setting, the person's first, then the method's numbers in their order.
pub fn settings(settings: &Settings) -> SettingsJson {
    let person = keys::PERSON
        .iter()
        .map(|(key, unit, what)| person_setting(settings, key, unit, what));
    let amber = std::iter::once(person_setting(
        settings,
        keys::AMBER,
        "mean|hold|progress",
        "what the plan does after an amber response",
    ));
    let limits = limits::ALL
        .iter()
        .map(|limit| limit_setting(settings, limit));
    SettingsJson {
        settings: person.chain(amber).chain(limits).collect(),
    }
}

/// One setting by its key.
///
/// # Errors
/// An unknown key.
pub fn setting(in_force: &Settings, key: &str) -> Result<SettingJson, SettingError> {
    settings(in_force)
        .settings
        .into_iter()
        .find(|setting| setting.key == key)
        .ok_or_else(|| SettingError::UnknownKey(key.to_owned()))
}

fn person_setting(
    settings: &Settings,
    key: &'static str,
    unit: &'static str,
    what: &'static str,
) -> SettingJson {
    let value = settings.text(key).ok().flatten();
    let default = Settings::default().text(key).ok().flatten();
    SettingJson {
        key,
        unit,
        what,
        default: None,
        configurable: true,
        lowest: None,
        highest: None,
        changed: value != default,
        value,
        grade: None,
        source: None,
        changed_at: None,
        by: None,
        why: None,
    }
}

fn limit_setting(settings: &Settings, limit: &'static Limit) -> SettingJson {
    let value = settings.get(limit);
    SettingJson {
        key: limit.key,
        value: Some(value.to_string()),
        unit: limit.unit,
        what: limit.what,
        default: Some(limit.value),
        configurable: limit.is_configurable(),
        lowest: limit.range.map(|(low, _)| low),
        highest: limit.range.map(|(_, high)| high),
        changed: value != limit.value,
        grade: Some(limit.grade),
        source: Some(limit.source),
        changed_at: None,
        by: None,
        why: None,
    }
}
