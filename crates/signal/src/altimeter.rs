//! Where the altitude comes from, and how that is known: from the file, from a device
//! that is known to have no barometer, or from ground that was run more than once. A
//! quiet column alone proves nothing, since receivers and services smooth theirs. How
//! fast the disagreement of passes changes tells more than how large it is.

use super::passes::Disagreement;
use serde::{Deserialize, Serialize};

/// Passes over the same ground that differ by more than this in the mean are no
/// barometer's. m (this project: 120
/// runs of five watches with a barometer 0.4-3.7, a watch without one 4.4-19)
const SATELLITE: f64 = 2.5;
/// What passes disagree by changes slowly with the weather, quickly with the satellites.
/// Over half a minute, m (this project: the same watches 0.1-1.3, those without one 0.6-10)
const STEADY: f64 = 0.7;
const UNSTEADY: f64 = 1.15;
/// An error that lasts minutes is the same by chance for less than this. s (design)
const LONG: usize = 300;
/// Numbers of Forerunner watches without a barometer. (maker's specifications)
const FORERUNNERS: [&str; 25] = [
    "10", "15", "25", "30", "35", "45", "45s", "50", "55", "60", "70", "110", "205", "210", "220",
    "225", "230", "235", "245", "245m", "305", "310xt", "405", "405cx", "410",
];
const LATER_FORERUNNERS: [&str; 4] = ["610", "620", "630", "735xt"];
/// Names that begin so belong to devices with one. (makers' specifications)
const WITH: [&str; 22] = [
    "fenix",
    "epix",
    "enduro",
    "instinct",
    "tactix",
    "fr165",
    "fr255",
    "fr265",
    "fr570",
    "fr645",
    "fr745",
    "fr910xt",
    "fr920xt",
    "fr935",
    "fr945",
    "fr955",
    "fr965",
    "fr970",
    "coros",
    "huaweiwatchgt",
    "applewatch",
    "polarv800",
];
/// Other devices without one. (makers' specifications)
const OTHERS: [&str; 8] = [
    "vivoactive",
    "polarm400",
    "polarm430",
    "polarm200",
    "polarignite",
    "polarvantagem",
    "suunto3fitness",
    "suunto5",
];

/// What measured the altitude.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Altimeter {
    /// It measures the pressure of the air.
    Barometer,
    /// It takes its height from satellites.
    Satellite,
    /// Quiet as a barometer's, and nothing else speaks for one.
    Unproven,
}

/// Decides by the strongest evidence there is. `quiet` is whether the column's noise is
/// that of a barometer, `disagreement` what passes over the same ground differ by.
pub fn altimeter(
    stated: Option<bool>,
    product: Option<&str>,
    quiet: bool,
    disagreement: Option<&Disagreement>,
) -> Altimeter {
    match stated {
        Some(true) => return Altimeter::Barometer,
        Some(false) => return Altimeter::Satellite,
        None => {}
    }
    let without = product.is_some_and(has_none);
    let with = product.is_some_and(has_one);
    match disagreement {
        // A service puts the surveyed height in the place of a poor altitude.
        Some(found)
            if quiet
                && found.late >= LONG
                && found.deviation <= SATELLITE
                && found.change <= STEADY =>
        {
            Altimeter::Barometer
        }
        Some(found) if found.deviation > SATELLITE => Altimeter::Satellite,
        Some(found) if found.change > UNSTEADY && !with => Altimeter::Satellite,
        Some(_) if with => Altimeter::Barometer,
        _ if without || !quiet => Altimeter::Satellite,
        _ if with => Altimeter::Barometer,
        _ => Altimeter::Unproven,
    }
}

/// Lower case, letters and digits only, the short names of the file format.
fn plain(product: &str) -> String {
    let name: String = product
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let name = name.strip_prefix("garmin").unwrap_or(&name);
    name.replace("forerunner", "fr")
}

fn has_one(product: &str) -> bool {
    let name = plain(product);
    WITH.iter().any(|with| name.starts_with(with))
}

/// Whether a device is known to have no barometer.
fn has_none(product: &str) -> bool {
    let name = plain(product);
    match name.strip_prefix("fr") {
        Some(number) => FORERUNNERS
            .iter()
            .chain(&LATER_FORERUNNERS)
            .any(|model| is_model(number, model)),
        None => OTHERS.contains(&name.as_str()),
    }
}

/// `235` and `235asia`, not `2350`.
fn is_model(number: &str, model: &str) -> bool {
    let rest = number.strip_prefix(model);
    rest.is_some_and(|rest| {
        rest.is_empty()
            || [
                "asia", "apac", "china", "japan", "korea", "taiwan", "small", "music", "daimler",
            ]
            .contains(&rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_by_name() {
        for (name, none) in [
            ("Forerunner 310XT", true),
            ("fr235", true),
            ("Garmin Forerunner 245", true),
            ("fr245_asia", true),
            ("fr255", false),
            ("fr945", false),
            ("vivo_active4_oled_asia", false),
            ("vivoactive", true),
            ("COROS PACE 2", false),
        ] {
            assert_eq!(has_none(name), none, "{name}");
        }
    }

    #[test]
    fn the_strongest_evidence_decides() {
        use Altimeter::{Barometer, Satellite, Unproven};
        let steady = 0.3;
        for (stated, product, quiet, seen, expected) in [
            (Some(true), None, false, Some((9.0, 5.0)), Barometer),
            (Some(false), None, true, None, Satellite),
            (None, None, true, None, Unproven),
            (None, None, false, None, Satellite),
            (None, None, true, Some((2.5, steady)), Barometer),
            (None, None, true, Some((1.0, STEADY)), Barometer),
            (None, None, true, Some((1.0, STEADY + 0.1)), Unproven),
            (None, None, true, Some((2.0, UNSTEADY + 0.1)), Satellite),
            (None, None, true, Some((2.6, steady)), Satellite),
            (None, None, false, Some((1.0, steady)), Satellite),
            (None, Some("fr235"), true, None, Satellite),
            (None, Some("fr235"), true, Some((1.0, steady)), Barometer),
            (None, Some("COROS PACE 2"), true, None, Barometer),
            (None, Some("COROS PACE 2"), false, None, Satellite),
            (
                None,
                Some("COROS PACE 2"),
                false,
                Some((2.5, 1.3)),
                Barometer,
            ),
            (
                None,
                Some("COROS PACE 2"),
                true,
                Some((2.6, 1.3)),
                Satellite,
            ),
        ] {
            let disagreement = seen.map(|(deviation, change)| Disagreement {
                error: Vec::new(),
                deviation,
                change,
                growth: 0.5,
                late: LONG,
            });
            let found = altimeter(stated, product, quiet, disagreement.as_ref());
            assert_eq!(found, expected, "{product:?} {quiet} {seen:?}");
        }
    }
}
