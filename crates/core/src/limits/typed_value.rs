//! The value of a setting as people type it, and why one was refused.

use super::{ALL, Limit, keys};

/// Why a setting was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SettingError {
    /// No setting has this key.
    #[error("there is no setting `{0}`; `comeback config get` lists them")]
    UnknownKey(String),
    /// An earlier edition had it.
    #[error("`{0}` was a setting of an earlier edition of the method; nothing reads it any more")]
    Retired(String),
    /// The method fixes it.
    #[error("`{key}` is fixed by the method ({source_of}) and cannot be changed")]
    Fixed {
        /// The key.
        key: String,
        /// Who fixes it.
        source_of: &'static str,
    },
    /// Half of something that comes in wholes.
    #[error("`{value}` is no value for `{key}`: {unit} are whole")]
    NotWhole {
        /// The key.
        key: String,
        /// What was given.
        value: String,
        /// What it counts.
        unit: &'static str,
    },
    /// It does not go with what another setting says.
    #[error("`{key}` {value} must be {bound}; set that first if it is wrong")]
    Contradicts {
        /// The key.
        key: String,
        /// What was given.
        value: String,
        /// Below or above which other setting, and what that is.
        bound: String,
    },
    /// The value cannot be read or is out of range.
    #[error("`{value}` is no value for `{key}`: give {form}")]
    BadValue {
        /// The key.
        key: String,
        /// What was given.
        value: String,
        /// What is taken instead.
        form: String,
    },
}

/// A value as it is kept: names in their own letters, numbers with a point and without the
/// unit behind. `3,75`, `1.78 m`, `KM` and `europe/berlin` are what people type.
pub fn plain(key: &str, text: &str) -> String {
    let text = text.trim();
    let unit = match key {
        keys::UNITS | keys::AMBER | keys::SEX => return text.to_ascii_lowercase(),
        keys::AVAILABLE_DAYS => return text.to_owned(),
        keys::TIME_ZONE => {
            let mut zones = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
            let found = zones.find(|zone| zone.eq_ignore_ascii_case(text));
            return found.unwrap_or(text).to_owned();
        }
        _ => {
            let person = keys::PERSON.iter().find(|(known, _, _)| *known == key);
            let limit = ALL.iter().find(|limit| limit.key == key);
            (person.map(|(_, unit, _)| *unit)).or(limit.map(|limit| limit.unit))
        }
    };
    let number = unit
        .filter(|unit| *unit != "%")
        .and_then(|unit| text.strip_suffix(unit))
        .unwrap_or(text)
        .trim_end();
    match (number.matches(',').count(), number.contains('.')) {
        (1, false) => number.replace(',', "."),
        _ => number.to_owned(),
    }
}

pub(super) fn number(
    key: &str,
    text: &str,
    low: f64,
    high: f64,
    unit: &str,
) -> Result<f64, SettingError> {
    text.parse()
        .ok()
        .filter(|value| (low..=high).contains(value))
        .ok_or_else(|| bad(key, text, &format!("{low} to {high} {unit}")))
}

/// A number in its limit's unit. A share can be said in three ways: `0.75`, `75%` or,
/// above 1, as per cent: `75`.
pub(super) fn amount(unit: &str, text: &str) -> Option<f64> {
    let said = |text: &str| text.trim_end().parse::<f64>().ok();
    let Some(per_cent) = text.strip_suffix('%') else {
        let value = said(text)?;
        return Some(match unit {
            "%" if value < 1.0 => value * 100.0,
            "share" if value > 1.0 => value / 100.0,
            _ => value,
        });
    };
    let value = said(per_cent)?;
    match unit {
        "%" => Some(value),
        "share" | "ratio" => Some(value / 100.0),
        _ => None,
    }
}

pub(super) fn bad(key: &str, value: &str, form: &str) -> SettingError {
    SettingError::BadValue {
        key: key.to_owned(),
        value: value.to_owned(),
        form: form.to_owned(),
    }
}

pub(super) fn range_error(limit: &Limit, text: &str) -> SettingError {
    let form = match limit.range {
        Some((low, high)) => format!("{low} to {high} {}", limit.unit),
        None => limit.unit.to_owned(),
    };
    bad(limit.key, text, &form)
}
