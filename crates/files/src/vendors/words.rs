//! The sport by the word of a vendor's table, in the languages that tables come in.
//!
//! A table is believed about the sport, so a word that is not known must say nothing:
//! it is neither a run nor the proof of another sport.

use crate::sport::{self, Told};
use comeback_core::recording::{Sport, SubSport};

/// What a table's word means; [`Sport::Unknown`] for words that are not known here.
pub(super) fn sport(word: &str) -> (Sport, SubSport) {
    let plain = word.trim().to_lowercase();
    if plain.is_empty() || plain.chars().all(|c| c.is_ascii_digit()) {
        return (Sport::Unknown, SubSport::Generic);
    }
    let holds = |parts: &[&str]| parts.iter().any(|part| plain.contains(part));
    let is = |names: &[&str]| names.contains(&plain.as_str());
    // What holds a run's word and is none comes first.
    if holds(NO_RUN) {
        return (Sport::Other, SubSport::Generic);
    }
    if holds(WALKS) {
        return (Sport::Walking, SubSport::Generic);
    }
    if holds(RIDES) {
        return (Sport::Cycling, SubSport::Generic);
    }
    if holds(RUNS) || is(RUNS_ALONE) {
        let ground = if holds(&[
            "treadmill",
            "laufband",
            "indoor",
            "tapis",
            "cinta",
            "loopband",
            "sisä",
        ]) {
            SubSport::Treadmill
        } else if holds(&[
            "trail", "montaña", "montagne", "terén", "cross", "ultra", "polku", "terreng",
        ]) {
            SubSport::Trail
        } else if holds(&["track", "bahn", "piste", "pista"]) {
            SubSport::Track
        } else if holds(&["virtu"]) {
            SubSport::Virtual
        } else {
            SubSport::Generic
        };
        return (Sport::Running, ground);
    }
    match sport::told(word) {
        Told::Sport(sport, ground) => (sport, ground),
        Told::Strange | Told::Nothing if holds(OTHERS) && !is(SAYS_NOTHING) => {
            (Sport::Other, SubSport::Generic)
        }
        Told::Strange | Told::Nothing => (Sport::Unknown, SubSport::Generic),
    }
}

const NO_RUN: &[&str] = &[
    "inline",
    "skate",
    "skating",
    "eislauf",
    "skilanglauf",
    "langlauf",
    "ski",
    "snow",
    "wheelchair",
    "rollstuhl",
    "running in place",
    "hund",
    "orienteering map",
];
const WALKS: &[&str] = &[
    "walk",
    "spazier",
    "gehen",
    "wandel",
    "marche",
    "caminata",
    "caminhada",
    "camminata",
    "passeggiata",
    "chůze",
    "gåtur",
    "kävely",
    "spacer",
    "ходьба",
    "ウォーキング",
    "步行",
    "걷기",
];
const RIDES: &[&str] = &[
    "ride",
    "cycling",
    "biking",
    "radfahr",
    "radtour",
    "fahrrad",
    "rad ",
    "fietsrit",
    "fietsen",
    "vélo",
    "velo",
    "cyclisme",
    "ciclismo",
    "bicicleta",
    "bicicletta",
    "jízda",
    "kolo",
    "sykkel",
    "cykel",
    "pyörä",
    "rower",
    "велосипед",
    "サイクリング",
    "骑行",
    "자전거",
    "pedalada",
    "spinning",
];
const RUNS: &[&str] = &[
    "run",
    "jog",
    "treadmill",
    "lauf",
    "hardloop",
    "course à pied",
    "course a pied",
    "běh",
    "corsa",
    "carrera",
    "corrida",
    "correr",
    "løp",
    "løb",
    "löpning",
    "juoksu",
    "bieg",
    "бег",
    "пробежка",
    "koşu",
    "futás",
    "alergare",
    "τρέξιμο",
    "跑",
    "ランニング",
    "ラン",
    "달리기",
    "러닝",
];
/// As the whole word only.
const RUNS_ALONE: &[&str] = &["trail", "course", "rad ultra", "ultra"];
/// A table's word for whatever has none; with another word beside it, it names one.
const SAYS_NOTHING: &[&str] = &["other", "otro", "autre", "andere", "sport"];
/// Other sports than those of `sport`, by which a table proves that it is no run.
const OTHERS: &[&str] = &[
    "workout",
    "yoga",
    "pilates",
    "row",
    "elliptical",
    "stair",
    "training",
    "fitness",
    "golf",
    "tennis",
    "soccer",
    "football",
    "fußball",
    "basketball",
    "badminton",
    "climb",
    "kletter",
    "canoe",
    "kayak",
    "paddl",
    "surf",
    "sail",
    "crossfit",
    "hiit",
    "cardio",
    "breath",
    "meditation",
    "multi",
    "transition",
    "triathlon",
    "swim",
    "schwimm",
    "nata",
    "zwem",
    "plavání",
    "randonn",
    "wander",
    "hik",
    "túra",
    "boxing",
    "dance",
    "danc",
    "horse",
    "golf",
    "other",
    "autre",
    "otro",
    "andere",
    "gym",
    "sport",
    "spinning",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_tables() {
        use Sport::*;
        for (word, expected) in [
            ("Run", (Running, SubSport::Generic)),
            ("Trail Run", (Running, SubSport::Trail)),
            ("Virtual Run", (Running, SubSport::Virtual)),
            ("Lauf", (Running, SubSport::Generic)),
            ("Traillauf", (Running, SubSport::Trail)),
            ("Virtueller Lauf", (Running, SubSport::Virtual)),
            ("Laufband", (Running, SubSport::Treadmill)),
            ("Laufbandtraining", (Running, SubSport::Treadmill)),
            ("Hardloopsessie", (Running, SubSport::Generic)),
            ("Course à pied", (Running, SubSport::Generic)),
            ("Trail", (Running, SubSport::Trail)),
            ("Běh", (Running, SubSport::Generic)),
            ("Corrida", (Running, SubSport::Generic)),
            ("Track Running", (Running, SubSport::Track)),
            ("Indoor Run / Jog", (Running, SubSport::Treadmill)),
            ("HKWorkoutActivityTypeRunning", (Running, SubSport::Generic)),
            ("running.treadmill", (Running, SubSport::Treadmill)),
            ("跑步", (Running, SubSport::Generic)),
            ("Carrera de montaña", (Running, SubSport::Trail)),
            ("Ride", (Cycling, SubSport::Generic)),
            ("Radfahrt", (Cycling, SubSport::Generic)),
            ("Fietsrit", (Cycling, SubSport::Generic)),
            ("Sortie à vélo", (Cycling, SubSport::Generic)),
            ("Jízda", (Cycling, SubSport::Generic)),
            ("Spaziergang", (Walking, SubSport::Generic)),
            ("Wandeling", (Walking, SubSport::Generic)),
            ("Langlauf", (Other, SubSport::Generic)),
            ("Inline Skate", (Other, SubSport::Generic)),
            ("Weight Training", (Strength, SubSport::Generic)),
            ("Schwimmen", (Swimming, SubSport::Generic)),
            ("Swim", (Swimming, SubSport::Generic)),
            ("Yoga", (Other, SubSport::Generic)),
            ("multi_sport", (Other, SubSport::Generic)),
            ("Workout", (Other, SubSport::Generic)),
            ("Fitness equipment", (Other, SubSport::Generic)),
            ("Other sports", (Other, SubSport::Generic)),
            ("Other", (Unknown, SubSport::Generic)),
            ("Generic", (Unknown, SubSport::Generic)),
            ("Zpívání", (Unknown, SubSport::Generic)),
            ("", (Unknown, SubSport::Generic)),
            ("7", (Unknown, SubSport::Generic)),
        ] {
            assert_eq!(sport(word), expected, "{word}");
        }
    }
}
