//! Settings as text: each key that was set with its value, as `config get` shows it
//! and `config set` takes it.

use super::Settings;
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use std::collections::BTreeMap;

impl Serialize for Settings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.told())
    }
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let told = BTreeMap::<String, Value>::deserialize(deserializer)?;
        let mut settings = Settings::default();
        for (key, value) in told {
            let text = match value {
                Value::Text(text) => text,
                Value::Number(number) => number.to_string(),
            };
            settings.set(&key, &text).map_err(D::Error::custom)?;
        }
        Ok(settings)
    }
}

/// A value as it is written by us, or as a number by others.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Number(f64),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::WEEKLY_GROWTH;

    #[test]
    fn what_was_set_is_read_back_and_what_cannot_be_is_refused() {
        let mut settings = Settings::default();
        for (key, value) in [
            ("critical-speed", "3.1"),
            ("time-zone", "Europe/Berlin"),
            ("available-days", "mon,thu"),
            ("amber", "progress"),
            ("units", "mi"),
            ("weekly-growth", "12.5"),
            ("step-days", "7"),
        ] {
            settings.set(key, value).expect(key);
        }
        let text = serde_json::to_string(&settings).expect("writes");
        let read: Settings = serde_json::from_str(&text).expect("reads");
        assert_eq!(read, settings, "{text}");
        assert_eq!(
            serde_json::to_string(&Settings::default()).expect("writes"),
            "{}"
        );
        let number: Settings = serde_json::from_str(r#"{"weekly-growth":20}"#).expect("reads");
        assert_eq!(number.text(WEEKLY_GROWTH.key), Ok(Some("20".to_owned())));
        for wrong in [
            r#"{"green-max":"4"}"#,
            r#"{"nonsense":1}"#,
            r#"{"amber":2}"#,
        ] {
            assert!(serde_json::from_str::<Settings>(wrong).is_err(), "{wrong}");
        }
    }
}
