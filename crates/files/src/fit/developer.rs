//! Cadence in developer fields: foot pods and apps write it there, mapped to the native
//! field or under its name, in strides or in steps.

use super::message::Message;
use comeback_core::recording::Samples;
use std::collections::BTreeMap;

/// Native fields of a record that hold cadence: whole, with fraction, and in 256ths.
const NATIVE_RECORD: f64 = 20.0;
const NATIVE_CADENCE: [f64; 2] = [4.0, 52.0];
/// Fields of one sequence; apps define some dozens.
const FIELD_LIMIT: usize = 1000;

/// Rows from which a cadence of zero throughout says that there is none. (design)
const LEAST_ROWS: usize = 60;

/// A cadence field of a developer.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Field {
    /// What strides per minute are of its values.
    scale: f64,
    /// Whether it is mapped to the native field, which is surer than a name.
    native: bool,
}

/// The developer fields of a sequence that hold cadence, and their values.
#[derive(Debug, Default)]
pub(super) struct Fields {
    known: BTreeMap<(u8, u8), Field>,
    /// Row, whether mapped to the native field, strides per minute.
    values: Vec<(usize, bool, f64)>,
}

impl Fields {
    /// Learns a field from its description.
    pub(super) fn describe(&mut self, message: &Message) {
        let (Some(index), Some(number)) = (message.get(0), message.get(1)) else {
            return;
        };
        let name = message.text(3).unwrap_or("").to_lowercase();
        let units = message.text(8).unwrap_or("").to_lowercase();
        let of_record = message.get(14).is_none_or(|number| number == NATIVE_RECORD);
        let native =
            of_record && (message.get(15)).is_some_and(|field| NATIVE_CADENCE.contains(&field));
        let named = is_cadence(&name, &units);
        if (native || named) && self.known.len() < FIELD_LIMIT {
            let field = Field {
                scale: if is_of_steps(&units) { 0.5 } else { 1.0 },
                native,
            };
            self.known.insert((index as u8, number as u8), field);
        }
    }

    /// Takes what a record holds of them.
    pub(super) fn record(&mut self, row: usize, developer: &[(u8, u8, f64)]) {
        if self.known.is_empty() {
            return;
        }
        for &(index, number, value) in developer {
            if let Some(field) = self.known.get(&(index, number)) {
                self.values.push((row, field.native, value * field.scale));
            }
        }
    }

    /// Puts them where the native field is missing or zero throughout; the rows are
    /// still in the order of the file.
    pub(super) fn settle(&mut self, samples: &mut Samples) {
        let values = std::mem::take(&mut self.values);
        let silent = samples.cadence.iter().flatten().all(|value| *value <= 0.0);
        if !silent {
            return;
        }
        let is_any = |native: bool| {
            (values.iter()).any(|(_, is_native, value)| *is_native == native && *value > 0.0)
        };
        let native = is_any(true);
        if !native && !is_any(false) {
            // Zero throughout is missing, but for a moment of standing.
            if samples.len() >= LEAST_ROWS {
                samples.cadence.fill(None);
            }
            return;
        }
        for (row, is_native, value) in values {
            if is_native == native
                && let Some(cell) = samples.cadence.get_mut(row)
            {
                *cell = Some(value);
            }
        }
    }
}

/// Names of steps a minute without the word, in the languages of the apps.
const STEPS_A_MINUTE: [&str; 17] = [
    "step rate",
    "steprate",
    "stride rate",
    "striderate",
    "step freq",
    "stepfreq",
    "stride freq",
    "steps per min",
    "steps/min",
    "schrittfrequenz",
    "stapfrequentie",
    "stegfrekvens",
    "frecuencia de paso",
    "fréquence de pas",
    "frequenza passi",
    "frequência de pass",
    "частота шаг",
];
/// The word itself.
const CADENCE: [&str; 13] = [
    "cadence",
    "cadencia",
    "cadenza",
    "cadência",
    "kadenz",
    "cadans",
    "kadens",
    "kadencja",
    "каденс",
    "步频",
    "步頻",
    "ピッチ",
    "케이던스",
];
/// Whole names that stand for it.
const SHORT: [&str; 4] = ["cad", "spm", "runcad", "turnover"];
/// What stands beside the word where the value is none of the moment: what was asked for,
/// a sum, the state of a lock.
const NOT_OF_THE_MOMENT: [&str; 10] = [
    "lock", "target", "goal", "zone", "lap", "avg", "average", "max", "min", "total",
];

/// Whether a field of this name, in these units, holds the cadence of the moment.
fn is_cadence(name: &str, units: &str) -> bool {
    let words = || name.split(|c: char| !c.is_alphanumeric());
    // A count of steps is none a minute.
    let a_minute = units.contains("spm") || units.contains("min");
    let of_feet = || words().any(|word| word.starts_with("step") || word.starts_with("stride"));
    let of_steps = STEPS_A_MINUTE.iter().any(|known| name.contains(known))
        || a_minute && (is_of_steps(units) || units.contains("stride")) && of_feet();
    let named =
        CADENCE.iter().any(|word| name.contains(word)) || words().any(|word| SHORT.contains(&word));
    // "Steps per min" is no minimum.
    let is_minute =
        |word: &str| word == "min" && (name.contains("per min") || name.contains("/min"));
    let mut other = words().filter(|word| NOT_OF_THE_MOMENT.contains(word));
    (of_steps || named) && other.all(is_minute)
}

/// Whether units count both feet.
fn is_of_steps(units: &str) -> bool {
    units.contains("step") || units.contains("spm") || units.contains("шаг")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(name: &str, units: &str, native: Option<f64>) -> Fields {
        let mut message = Message {
            fields: vec![(0, 0.0), (1, 7.0)],
            texts: vec![(3, name.to_owned()), (8, units.to_owned())],
            ..Message::default()
        };
        message.fields.extend(native.map(|field| (15, field)));
        let mut fields = Fields::default();
        fields.describe(&message);
        fields
    }

    #[test]
    fn cadence_is_known_by_its_field_or_its_name() {
        for (name, units, native, value, strides) in [
            ("Cadence", "RPM", Some(4.0), 84.0, Some(84.0)),
            ("Run Cadence", "spm", None, 168.0, Some(84.0)),
            ("rc", "steps/min", Some(4.0), 168.0, Some(84.0)),
            ("Power", "W", Some(7.0), 250.0, None),
            ("Cadence lock", "", None, 1.0, None),
            ("Step Rate", "steps/min", None, 168.0, Some(84.0)),
            ("Kadenz", "spm", None, 168.0, Some(84.0)),
            ("Cadence Target", "spm", None, 180.0, None),
            ("avg_cadence", "rpm", None, 84.0, None),
            ("Step Length", "mm", None, 1000.0, None),
            ("Steps", "steps", None, 1000.0, None),
            ("steps per min", "", None, 168.0, Some(168.0)),
            ("Strides", "strides/min", None, 84.0, Some(84.0)),
            ("CAD", "", None, 84.0, Some(84.0)),
            ("Schrittfrequenz", "spm", None, 168.0, Some(84.0)),
            ("Frecuencia de pasos", "ppm", None, 168.0, Some(168.0)),
            ("步频", "spm", None, 168.0, Some(84.0)),
            ("Min Step Rate", "spm", None, 150.0, None),
            ("Cadillac", "", None, 84.0, None),
        ] {
            for zeros in [None, Some(0.0)] {
                let mut fields = described(name, units, native);
                let mut samples = Samples::default();
                let row = samples.push(0.0);
                samples.cadence[row] = zeros;
                fields.record(row, &[(0, 7, value)]);
                fields.settle(&mut samples);
                // Zero of a moment of standing is left as it is.
                assert_eq!(samples.cadence[row], strides.or(zeros), "{name} {units}");
            }
        }
    }

    #[test]
    fn a_native_cadence_stands() {
        let mut fields = described("Cadence", "RPM", Some(4.0));
        let mut samples = Samples::default();
        let row = samples.push(0.0);
        samples.cadence[row] = Some(80.0);
        fields.record(row, &[(0, 7, 84.0)]);
        fields.settle(&mut samples);
        assert_eq!(samples.cadence[row], Some(80.0));
    }
}
