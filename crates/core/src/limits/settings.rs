//! The runner's settings: facts about the person, choices, and changed limits.

use super::person::{AmberPolicy, Sex, UnitSystem, Weekdays, ZoneName};
use super::typed_value::{SettingError, amount, bad, number, plain, range_error};
use super::{ALL, Limit, keys};
use crate::units::{Metres, MetresPerSecond};
use std::collections::BTreeMap;

/// Settings of earlier editions of the method, which nothing reads any more: a diary may
/// hold them, and nobody can set them.
const RETIRED: [&str; 2] = ["break-long-level", "cut-back-every"];

/// All settings in force; a limit that is not overridden has the method's value.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Critical speed as given, 1 to 8 m/s.
    pub critical_speed: Option<MetresPerSecond>,
    /// Highest running speed as given, 2 to 13 m/s.
    pub vmax: Option<MetresPerSecond>,
    /// Body height, 1 to 2.5 m.
    pub height: Option<Metres>,
    /// Where the runner's days begin; `None` leaves it to the system.
    pub time_zone: Option<ZoneName>,
    /// Days on which a run may be planned.
    pub available_days: Weekdays,
    /// Units of what is printed.
    pub units: UnitSystem,
    /// What an amber response does to the plan.
    pub amber: AmberPolicy,
    /// For the constants of TRIMP.
    pub sex: Option<Sex>,
    /// Resting heart rate, 25 to 110 bpm.
    pub resting_heart_rate: Option<f64>,
    /// Highest heart rate, 110 to 240 bpm.
    pub max_heart_rate: Option<f64>,
    /// Year of birth, for red flags that depend on age.
    pub birth_year: Option<i32>,
    overrides: BTreeMap<&'static str, f64>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            critical_speed: None,
            vmax: None,
            height: None,
            time_zone: None,
            available_days: Weekdays::ALL,
            units: UnitSystem::Kilometres,
            amber: AmberPolicy::Mean,
            sex: None,
            resting_heart_rate: None,
            max_heart_rate: None,
            birth_year: None,
            overrides: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// The value in force of a limit, in the limit's own unit.
    pub fn get(&self, limit: &Limit) -> f64 {
        self.overrides
            .get(limit.key)
            .copied()
            .unwrap_or(limit.value)
    }

    /// The limits that differ from the method, with the value in force.
    pub fn changed(&self) -> impl Iterator<Item = (&'static Limit, f64)> + '_ {
        ALL.iter().filter_map(|limit| {
            let value = *self.overrides.get(limit.key)?;
            (value != limit.value).then_some((limit, value))
        })
    }

    /// True for a fact about the person or a way of printing, which holds
    /// whenever it was told; a changed threshold holds from its date on.
    pub fn is_about_the_person(key: &str) -> bool {
        keys::PERSON.iter().any(|(name, _, _)| *name == key)
    }

    /// Every key that was set, with its text.
    pub(super) fn told(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        let method = Settings::default();
        let person = keys::PERSON.iter().map(|(key, _, _)| *key);
        let chosen = person.chain([keys::AMBER]).filter_map(move |key| {
            let text = self.text(key).ok().flatten()?;
            let differs = method.text(key).ok().flatten().as_deref() != Some(&text);
            differs.then_some((key, text))
        });
        let limits = self.overrides.iter();
        chosen.chain(limits.map(|(key, value)| (*key, value.to_string())))
    }

    /// Sets one key from its text.
    ///
    /// # Errors
    /// An unknown key, a number that the method fixes, or a value outside its range.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        let text = plain(key, value);
        let text = text.as_str();
        match key {
            keys::CRITICAL_SPEED => {
                self.critical_speed =
                    Some(MetresPerSecond::new(number(key, text, 1.0, 8.0, "m/s")?));
            }
            keys::VMAX => {
                self.vmax = Some(MetresPerSecond::new(number(key, text, 2.0, 13.0, "m/s")?));
            }
            keys::HEIGHT => self.height = Some(Metres::new(number(key, text, 1.0, 2.5, "m")?)),
            keys::RESTING_HEART_RATE => {
                self.resting_heart_rate = Some(number(key, text, 25.0, 110.0, "bpm")?);
            }
            keys::MAX_HEART_RATE => {
                self.max_heart_rate = Some(number(key, text, 110.0, 240.0, "bpm")?);
            }
            keys::BIRTH_YEAR => {
                self.birth_year = Some(number(key, text, 1900.0, 2100.0, "a year")? as i32);
            }
            keys::TIME_ZONE => {
                let zone = text
                    .parse()
                    .map_err(|_| bad(key, text, "an IANA name such as Europe/Berlin"))?;
                self.time_zone = Some(ZoneName(zone));
            }
            keys::AVAILABLE_DAYS => {
                self.available_days = Weekdays::parse(text)
                    .filter(|days| days.count() > 0)
                    .ok_or_else(|| bad(key, text, "days such as mon,wed,fri"))?;
            }
            keys::UNITS => {
                self.units = match text {
                    "km" => UnitSystem::Kilometres,
                    "mi" => UnitSystem::Miles,
                    _ => return Err(bad(key, text, "`km` or `mi`")),
                };
            }
            keys::AMBER => {
                self.amber = match text {
                    "mean" => AmberPolicy::Mean,
                    "hold" => AmberPolicy::Hold,
                    "progress" => AmberPolicy::Progress,
                    _ => return Err(bad(key, text, "`mean`, `hold` or `progress`")),
                };
            }
            keys::SEX => {
                self.sex = match text {
                    "female" => Some(Sex::Female),
                    "male" => Some(Sex::Male),
                    _ => return Err(bad(key, text, "`female` or `male`")),
                };
            }
            _ => self.set_limit(key, text)?,
        }
        Ok(())
    }

    /// Whether a value that can be read is one that goes with the others: wholes are whole,
    /// a year is not to come, and what rises does not fall. A diary may hold others.
    ///
    /// # Errors
    /// Half of a whole, a year after `year`, or a limit on the wrong side of another.
    pub fn admits(&self, key: &str, value: &str, year: i32) -> Result<(), SettingError> {
        let mut new = self.clone();
        new.set(key, value)?;
        let amount = |settings: &Settings, key: &str| -> Option<f64> {
            settings.text(key).ok().flatten()?.parse().ok()
        };
        let Some(told) = amount(&new, key) else {
            return Ok(());
        };
        let limit = ALL.iter().find(|limit| limit.key == key);
        let whole = limit.and_then(|limit| match limit.unit {
            "d" => Some("days"),
            unit @ ("runs" | "weeks") => Some(unit),
            _ => None,
        });
        let whole = whole.or((key == keys::BIRTH_YEAR).then_some("years"));
        let is_whole = plain(key, value)
            .parse()
            .map_or(told, |typed: f64| typed)
            .fract()
            == 0.0;
        if let Some(unit) = whole.filter(|_| !is_whole) {
            return Err(SettingError::NotWhole {
                key: key.to_owned(),
                value: value.to_owned(),
                unit,
            });
        }
        if key == keys::BIRTH_YEAR && told > f64::from(year) {
            return Err(bad(key, value, &format!("1900 to {year} a year")));
        }
        for (low, high, may_be_equal) in RISING {
            let (Some(low_is), Some(high_is)) = (amount(&new, low), amount(&new, high)) else {
                continue;
            };
            let rises = low_is < high_is || may_be_equal && low_is <= high_is;
            if rises || (key != low && key != high) {
                continue;
            }
            let (relation, other, other_is) = match key == low {
                true => ("below", high, high_is),
                false => ("above", low, low_is),
            };
            return Err(SettingError::Contradicts {
                key: key.to_owned(),
                value: value.trim().to_owned(),
                bound: format!("{relation} `{other}`, which is {other_is}"),
            });
        }
        Ok(())
    }

    /// Every key that can be set.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        let person = keys::PERSON.iter().map(|(key, _, _)| *key);
        let limits = ALL.iter().filter(|limit| limit.is_configurable());
        person
            .chain([keys::AMBER])
            .chain(limits.map(|limit| limit.key))
    }

    fn set_limit(&mut self, key: &str, text: &str) -> Result<(), SettingError> {
        let limit = ALL.iter().find(|limit| limit.key == key).ok_or_else(|| {
            match RETIRED.contains(&key) {
                true => SettingError::Retired(key.to_owned()),
                false => SettingError::UnknownKey(key.to_owned()),
            }
        })?;
        let Some((low, high)) = limit.range else {
            return Err(SettingError::Fixed {
                key: key.to_owned(),
                source_of: limit.source,
            });
        };
        let value = amount(limit.unit, text).ok_or_else(|| range_error(limit, text))?;
        if !(low..=high).contains(&value) {
            return Err(range_error(limit, text));
        }
        self.overrides.insert(limit.key, value);
        Ok(())
    }

    /// The text of a key's value in force; `None` where nothing is set.
    ///
    /// # Errors
    /// An unknown key.
    pub fn text(&self, key: &str) -> Result<Option<String>, SettingError> {
        Ok(match key {
            keys::CRITICAL_SPEED => self.critical_speed.map(|v| v.get().to_string()),
            keys::VMAX => self.vmax.map(|v| v.get().to_string()),
            keys::HEIGHT => self.height.map(|v| v.get().to_string()),
            keys::RESTING_HEART_RATE => self.resting_heart_rate.map(|v| v.to_string()),
            keys::MAX_HEART_RATE => self.max_heart_rate.map(|v| v.to_string()),
            keys::BIRTH_YEAR => self.birth_year.map(|v| v.to_string()),
            keys::TIME_ZONE => self.time_zone.map(|zone| zone.0.name().to_owned()),
            keys::AVAILABLE_DAYS => Some(self.available_days.to_string()),
            keys::UNITS => Some(
                match self.units {
                    UnitSystem::Kilometres => "km",
                    UnitSystem::Miles => "mi",
                }
                .to_owned(),
            ),
            keys::AMBER => Some(
                match self.amber {
                    AmberPolicy::Mean => "mean",
                    AmberPolicy::Hold => "hold",
                    AmberPolicy::Progress => "progress",
                }
                .to_owned(),
            ),
            keys::SEX => self.sex.map(|sex| {
                match sex {
                    Sex::Female => "female",
                    Sex::Male => "male",
                }
                .to_owned()
            }),
            _ => {
                let limit = ALL
                    .iter()
                    .find(|limit| limit.key == key)
                    .ok_or_else(|| SettingError::UnknownKey(key.to_owned()))?;
                Some(self.get(limit).to_string())
            }
        })
    }
}

/// Pairs of which the first lies below the second, and whether both may be the same.
const RISING: [(&str, &str, bool); 8] = [
    (keys::CRITICAL_SPEED, keys::VMAX, false),
    (keys::RESTING_HEART_RATE, keys::MAX_HEART_RATE, false),
    ("break-short-days", "break-medium-days", false),
    ("break-medium-days", "break-long-days", false),
    ("break-long-days", "break-very-long-days", false),
    ("break-medium-share-1", "break-medium-share-2", true),
    ("break-long-share-1", "break-long-share-2", true),
    ("break-long-share-2", "break-long-share-3", true),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits;

    #[test]
    fn a_value_is_taken_or_refused_with_its_form() {
        for (key, value, taken) in [
            ("weekly-growth", "10", true),
            ("weekly-growth", "20", true),
            ("weekly-growth", "20.1", false),
            ("weekly-growth", "0.15", true),
            ("weekly-growth", "15%", true),
            ("weekly-growth", "NaN", false),
            ("green-max", "4", false),
            ("nonsense", "1", false),
            ("critical-speed", "3.6", true),
            ("critical-speed", "36", false),
            ("time-zone", "Europe/Berlin", true),
            ("time-zone", "Mars/Olympus", false),
            ("available-days", "mon,wed,fri", true),
            ("available-days", "Mon, Sunday", true),
            ("available-days", "", false),
            ("amber", "progress", true),
            ("amber", "push", false),
            ("units", "mi", true),
        ] {
            let mut settings = Settings::default();
            assert_eq!(settings.set(key, value).is_ok(), taken, "{key} {value}");
            if taken {
                assert!(settings.text(key).expect("known").is_some());
            } else {
                assert_eq!(settings, Settings::default());
            }
        }
    }

    #[test]
    fn a_share_can_be_said_in_three_ways_and_nothing_else_is_one() {
        for (key, text, value) in [
            ("break-short-share", "0.8", Some(0.8)),
            ("break-short-share", "80%", Some(0.8)),
            ("break-short-share", "80 %", Some(0.8)),
            ("break-short-share", "80", Some(0.8)),
            ("break-short-share", "1", Some(1.0)),
            ("break-short-share", "101", None),
            ("break-short-share", "20%", None),
            ("sprint-of-vmax", "85%", Some(0.85)),
            ("sprint-of-critical", "150%", Some(1.5)),
            ("sprint-of-critical", "1.5", Some(1.5)),
            ("weekly-growth", "8 %", Some(8.0)),
            ("break-short-days", "8%", None),
            ("break-short-share", "%", None),
        ] {
            let mut settings = Settings::default();
            let set = settings.set(key, text).ok();
            let limit = ALL.iter().find(|limit| limit.key == key).expect(key);
            let found = set.map(|()| settings.get(limit));
            assert_eq!(found, value, "{key} {text}");
        }
    }

    #[test]
    fn values_as_people_type_them() {
        for (key, typed, kept) in [
            ("critical-speed", "3,75", "3.75"),
            ("critical-speed", "3.75 m/s", "3.75"),
            ("height", "1,78", "1.78"),
            ("height", "1.78m", "1.78"),
            ("units", "KM", "km"),
            ("amber", "Hold", "hold"),
            ("time-zone", "europe/berlin", "Europe/Berlin"),
            ("weekly-growth", "7,5 %", "7.5"),
            ("max-heart-rate", "185 bpm", "185"),
        ] {
            let mut settings = Settings::default();
            settings.set(key, typed).expect(typed);
            let found = settings.text(key).expect("known");
            assert_eq!(found.as_deref(), Some(kept), "{key} {typed}");
        }
        for typed in ["3,7,5", "3.7,5", "m/s", ""] {
            assert!(
                Settings::default().set("critical-speed", typed).is_err(),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_does_not_go_with_the_rest_is_not_admitted() {
        let mut settings = Settings::default();
        settings.set("critical-speed", "5").expect("set");
        settings.set("break-medium-days", "12").expect("set");
        for (key, value, admitted) in [
            ("step-green-runs", "3", true),
            ("step-green-runs", "2.5", false),
            ("cut-back-weeks", "4.5", false),
            ("rest-days-between-runs", "1,5", false),
            ("birth-year", "1980", true),
            ("birth-year", "1980.5", false),
            ("birth-year", "2027", false),
            ("vmax", "5", false),
            ("vmax", "5.1", true),
            ("critical-speed", "7", true),
            ("break-short-days", "11", true),
            ("break-short-days", "12", false),
            ("break-long-share-2", "0.33", true),
            ("break-long-share-2", "0.3", false),
            ("break-long-share-2", "0.8", false),
            ("weekly-growth", "7.5", true),
            ("time-zone", "Europe/Berlin", true),
            ("nonsense", "1", false),
        ] {
            let found = settings.admits(key, value, 2026);
            assert_eq!(found.is_ok(), admitted, "{key} {value}: {found:?}");
        }
    }

    #[test]
    fn ten_per_cent_can_be_said_in_three_ways() {
        for text in ["12", "12%", "0.12"] {
            let mut settings = Settings::default();
            settings.set("weekly-growth", text).expect(text);
            assert!((settings.get(&limits::WEEKLY_GROWTH) - 12.0).abs() < 1e-9);
            assert_eq!(settings.changed().count(), 1);
        }
    }
}
