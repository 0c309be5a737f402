//! The record of the settings: who changed what, when and why.

use super::entry::{Entry, What};
use super::history::SettingChange;
use crate::limits::Settings;
use chrono::{DateTime, FixedOffset};

/// Every change of a setting among the entries, in time order, whatever the moment.
pub fn changes(entries: &[Entry]) -> Vec<SettingChange> {
    let mut changes: Vec<SettingChange> = entries
        .iter()
        .filter_map(|entry| match &entry.what {
            What::Config { key, value, by } => Some(SettingChange {
                at: entry.at,
                key: key.clone(),
                value: value.clone(),
                by: by.clone(),
                note: entry.note.clone(),
            }),
            _ => None,
        })
        .collect();
    changes.sort_by_key(|change| change.at);
    changes
}

/// The change that gave a key the value in force at a moment; `None` where the
/// method's own value is in force, or nothing was told.
///
/// A fact about the person holds from before it was told, so there the earliest
/// later change stands in.
pub fn in_force<'a>(
    changes: &'a [SettingChange],
    key: &str,
    now: DateTime<FixedOffset>,
) -> Option<&'a SettingChange> {
    let sound = |change: &&SettingChange| {
        change.key == key && Settings::default().set(key, &change.value).is_ok()
    };
    let told = changes
        .iter()
        .rev()
        .filter(sound)
        .find(|change| change.at <= now);
    told.or_else(|| {
        changes
            .iter()
            .filter(sound)
            .find(|_| Settings::is_about_the_person(key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn the_change_in_force_is_the_last_one_told() {
        let at = |hours: i64| {
            DateTime::parse_from_rfc3339("2026-11-01T00:00:00Z").expect("valid")
                + TimeDelta::hours(hours)
        };
        let told = |hours: i64, key: &str, value: &str| SettingChange {
            at: at(hours),
            key: key.to_owned(),
            value: value.to_owned(),
            by: None,
            note: None,
        };
        let changes = [
            told(1, "weekly-growth", "12"),
            told(2, "weekly-growth", "900"),
            told(5, "weekly-growth", "8"),
            told(6, "height", "1.7"),
        ];
        for (hours, key, value) in [
            (0, "weekly-growth", None),
            (1, "weekly-growth", Some("12")),
            // What was refused then gave no value.
            (3, "weekly-growth", Some("12")),
            (5, "weekly-growth", Some("8")),
            (0, "height", Some("1.7")),
            (9, "vmax", None),
        ] {
            let found = in_force(&changes, key, at(hours)).map(|change| change.value.as_str());
            assert_eq!(found, value, "{key} at {hours} h");
        }
    }
}
