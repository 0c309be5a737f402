//! Vendors' names of sports, reduced to what the method needs to know.

mod words;

use comeback_core::recording::{Sport, SubSport};
use words::{
    IN_TITLES, KNOWN, NO_RUN_IN_TABLES, NOT_IN_TITLES, OCCASIONS, OF_SESSIONS, RUNNING_ALONE,
    RUNNING_ENDS, SILENT, STEMS, TREADMILL,
};

/// What a word for a sport tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing: no word, or one that stands for no sport.
    Nothing,
    Sport(Sport, SubSport),
    /// An occasion to run, as a marathon: people walk there too.
    Occasion(SubSport),
    /// A word for a sport that is none of those known here.
    Strange,
}

/// What a file's or a table's word for its sport means.
pub(super) fn told(name: &str) -> Told {
    let words = words(name);
    if is_silent(&words) {
        return Told::Nothing;
    }
    // Walking and riding come first: a walk on a treadmill is no run, nor is
    // cycling on a "virtual run" platform.
    let sport = match words.as_slice() {
        // Strava's activity types, which its GPX files carry in `<type>`.
        [figure] if figure == "1" => Sport::Cycling,
        [figure] if figure == "4" => Sport::Hiking,
        [figure] if figure == "9" => Sport::Running,
        [figure] if figure == "10" => Sport::Walking,
        [figure] if figure == "16" => Sport::Swimming,
        [alone] if RUNNING_ALONE.contains(&alone.as_str()) => Sport::Running,
        _ => match sports(name, &words, STEMS).as_slice() {
            [] if is_occasion(name, &words) => return Told::Occasion(ground(name, &words)),
            [] => return Told::Strange,
            [Sport::Walking, Sport::Running] if says_run(&words) => Sport::Running,
            [first, ..] => *first,
        },
    };
    Told::Sport(
        sport,
        if sport == Sport::Running {
            ground(name, &words)
        } else {
            SubSport::Generic
        },
    )
}

/// Whether no word of a name says which sport it was: `Other`, `Easy 5`, `Abendrunde`.
fn is_silent(words: &[String]) -> bool {
    let silent = |word: &String| SILENT.contains(&word.as_str());
    let of_session = |word: &String| {
        silent(word)
            || OF_SESSIONS.contains(&word.as_str())
            || word.starts_with(|c: char| c.is_ascii_digit())
    };
    // A bare number is a vendor's own for a sport.
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    words.iter().all(silent) || (words.iter().all(of_session) && !words.iter().all(is_number))
}

/// Whether a name is that of an occasion on which people run.
fn is_occasion(name: &str, words: &[String]) -> bool {
    let lower = name.to_lowercase();
    OCCASIONS.iter().any(|known| {
        words.iter().any(|word| word == known) || (!is_spaced(known) && lower.contains(known))
    })
}

/// The sport by the word of a vendor's table; [`Sport::Unknown`] where it says nothing. A
/// table is believed, so a word that is not known is neither a run nor the proof of another
/// sport, and a bare number is the vendor's own.
pub(super) fn in_table(word: &str) -> (Sport, SubSport) {
    let words = words(word);
    if (words.iter()).all(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        return (Sport::Unknown, SubSport::Generic);
    }
    match told(word) {
        Told::Sport(sport, ground) => (sport, ground),
        Told::Occasion(ground) => (Sport::Running, ground),
        Told::Strange | Told::Nothing if names_any_sport(&words) => {
            (Sport::Other, SubSport::Generic)
        }
        Told::Strange | Told::Nothing => (Sport::Unknown, SubSport::Generic),
    }
}

/// Whether a table's word says that it was some sport, and not which.
pub(super) fn says_any_sport(word: &str) -> bool {
    matches!(told(word), Told::Strange | Told::Nothing) && names_any_sport(&words(word))
}

fn names_any_sport(words: &[String]) -> bool {
    let mut words = words.iter();
    words.any(|word| NO_RUN_IN_TABLES.contains(&word.as_str()))
}

/// The sport of a file's own word; [`Sport::Unknown`] where it says nothing.
pub(super) fn named(name: &str) -> (Sport, SubSport) {
    match told(name) {
        Told::Nothing | Told::Strange | Told::Occasion(_) => (Sport::Unknown, SubSport::Generic),
        Told::Sport(sport, ground) => (sport, ground),
    }
}

/// What a title says, which is free text: `Running 11/24/26 6:00 pm`, `Morning Ride`.
/// Nothing where it names no sport or two of them, unless they are running and walking
/// by turns.
pub(super) fn titled(title: &str) -> Told {
    let mut words = words(title);
    words.retain(|word| !word.bytes().all(|byte| byte.is_ascii_digit()));
    // Alone it means what it says: `Kolo`, `Gravel`.
    if words.len() > 1 {
        words.retain(|word| !NOT_IN_TITLES.contains(&word.as_str()));
    }
    let found = sports(title, &words, IN_TITLES);
    let ground = ground(title, &words);
    match found.as_slice() {
        [Sport::Running] => Told::Sport(Sport::Running, ground),
        [one] => Told::Sport(*one, SubSport::Generic),
        [Sport::Walking, Sport::Running] => Told::Sport(Sport::Running, ground),
        [] if is_occasion(title, &words) => Told::Occasion(ground),
        _ => Told::Nothing,
    }
}

/// The sports that words name, those that are no run first, each once. `stems` are looked
/// for at the beginnings and ends of words.
fn sports(name: &str, words: &[String], stems: &[(Sport, &[&str])]) -> Vec<Sport> {
    let mut left = name.to_lowercase();
    // Phrases of several words keep those that alone say nothing: "course à pied".
    let all = format!(" {} ", self::words(name).join(" "));
    let mut found = Vec::new();
    for (sport, known) in KNOWN {
        let has_word = |known: &&str| {
            if known.contains(' ') {
                all.contains(&format!(" {known} "))
            } else {
                words.iter().any(|word| word == known)
                    || (!is_spaced(known) && left.contains(*known))
            }
        };
        let has_stem = || {
            let of_sport = stems.iter().filter(|(of, _)| of == sport);
            let mut stems = of_sport.flat_map(|(_, stems)| stems.iter());
            stems.any(|stem| {
                let mut words = words.iter();
                words.any(|word| word.starts_with(stem) || word.ends_with(stem))
            })
        };
        let ends_in_run = || {
            let mut words = words.iter();
            let has_stems = stems.iter().any(|(of, _)| of == sport);
            *sport == Sport::Running
                && has_stems
                && words.any(|word| RUNNING_ENDS.iter().any(|end| word.ends_with(end)))
        };
        if known.iter().any(has_word) || has_stem() || ends_in_run() {
            if !found.contains(sport) {
                found.push(*sport);
            }
            // What one phrase said, another does not say again: "cross country skiing".
            for phrase in known.iter().filter(|known| !is_spaced(known)) {
                left = left.replace(phrase, " ");
            }
        }
    }
    found
}

/// Whether a word is a run's and no treadmill, on which people walk.
fn says_run(words: &[String]) -> bool {
    let of_runs = KNOWN.iter().filter(|(sport, _)| *sport == Sport::Running);
    let mut of_runs = of_runs.flat_map(|(_, known)| known.iter());
    of_runs.any(|known| !TREADMILL.contains(known) && words.iter().any(|word| word == known))
}

/// Whether a word stands alone between spaces, as in alphabets; the scripts of East and
/// South Asia write on without, or with signs that are no letters.
fn is_spaced(word: &str) -> bool {
    !word.chars().any(|c| {
        matches!(c, '\u{0900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
    })
}

fn ground(name: &str, words: &[String]) -> SubSport {
    let has = |candidates: &[&str]| words.iter().any(|word| candidates.contains(&word.as_str()));
    let lower = name.to_lowercase();
    if has(TREADMILL)
        || ["跑步机", "室内跑", "トレッドミル", "트레드밀"]
            .iter()
            .any(|part| lower.contains(part))
    {
        SubSport::Treadmill
    } else if has(&[
        "trail",
        "trails",
        "mountain",
        "cross",
        "xc",
        "fell",
        "ultra",
        "traillauf",
        "trailrun",
        "trailrunning",
        "berglauf",
        "montaña",
        "montagne",
        "montagna",
        "terén",
        "terénu",
        "terreng",
        "polku",
        "polkujuoksu",
    ]) || lower.contains("越野跑")
    {
        SubSport::Trail
    } else if has(&[
        "track",
        "bahn",
        "bahnlauf",
        "bahnlaufen",
        "piste",
        "pista",
        "bane",
        "baan",
    ]) {
        SubSport::Track
    } else if words.iter().any(|word| word.starts_with("virtu")) {
        SubSport::Virtual
    } else if has(&["road", "street"]) {
        SubSport::Road
    } else {
        SubSport::Generic
    }
}

/// `HKWorkoutActivityTypeTrailRunning` and `trail_running` to lower-case words.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut previous_lower = false;
    let mut open = false;
    for c in name.chars().take(200) {
        if !c.is_alphanumeric() {
            (open, previous_lower) = (false, false);
            continue;
        }
        if !open || (c.is_uppercase() && previous_lower) {
            words.push(String::new());
            open = true;
        }
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        previous_lower = c.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vendors_spellings() {
        use Sport::*;
        for (name, sport, sub_sport) in [
            ("running", Running, SubSport::Generic),
            ("Running", Running, SubSport::Generic),
            ("treadmill_running", Running, SubSport::Treadmill),
            ("TRAIL_RUNNING", Running, SubSport::Trail),
            ("TrailRun", Running, SubSport::Trail),
            ("VirtualRun", Running, SubSport::Virtual),
            ("HKWorkoutActivityTypeRunning", Running, SubSport::Generic),
            ("indoor_running", Running, SubSport::Treadmill),
            ("9", Running, SubSport::Generic),
            ("10", Walking, SubSport::Generic),
            ("户外跑步", Running, SubSport::Generic),
            ("Run", Running, SubSport::Generic),
            ("Walk", Walking, SubSport::Generic),
            ("treadmill walking", Walking, SubSport::Generic),
            ("Walk/Run", Running, SubSport::Generic),
            ("Gehen und Laufen", Running, SubSport::Generic),
            ("Autofahrt", Other, SubSport::Generic),
            ("Hiking", Hiking, SubSport::Generic),
            ("Ride", Cycling, SubSport::Generic),
            ("Biking", Cycling, SubSport::Generic),
            ("MountainBiking", Cycling, SubSport::Generic),
            ("open_water_swimming", Swimming, SubSport::Generic),
            ("strength_training", Strength, SubSport::Generic),
            ("alpineTour", Hiking, SubSport::Generic),
            ("rowing", Other, SubSport::Generic),
            ("truncated", Unknown, SubSport::Generic),
            ("Lauftraining", Running, SubSport::Generic),
            ("trailrun", Running, SubSport::Trail),
            ("Mountainbike", Cycling, SubSport::Generic),
            ("Rollschuhlauf", Other, SubSport::Generic),
            ("workout", Unknown, SubSport::Generic),
            ("Løping", Running, SubSport::Generic),
            ("Laufband", Running, SubSport::Treadmill),
            ("跑步机", Running, SubSport::Treadmill),
            ("NordicSki", Other, SubSport::Generic),
            ("Wandern", Hiking, SubSport::Generic),
            ("Course à pied", Running, SubSport::Generic),
            ("unknown", Unknown, SubSport::Generic),
            ("", Unknown, SubSport::Generic),
            ("Laufrad", Cycling, SubSport::Generic),
            ("Radmarathon", Cycling, SubSport::Generic),
            ("Ski marathon", Other, SubSport::Generic),
            ("Schilanglauf", Other, SubSport::Generic),
            ("Narty biegowe", Other, SubSport::Generic),
            ("Běžky", Other, SubSport::Generic),
            ("Joga", Other, SubSport::Generic),
            ("Aqua Jogging", Other, SubSport::Generic),
            ("Løbehjul", Other, SubSport::Generic),
            ("Kreislauftraining", Other, SubSport::Generic),
            ("Skidåkning", Other, SubSport::Generic),
            ("滑雪", Other, SubSport::Generic),
            ("Orienteering", Unknown, SubSport::Generic),
            ("Parkrun", Running, SubSport::Generic),
            ("C25K", Running, SubSport::Generic),
            ("Løbetur", Running, SubSport::Generic),
            ("Lenkki", Running, SubSport::Generic),
            ("Lauftreff", Running, SubSport::Generic),
            ("Correr", Running, SubSport::Generic),
            ("Koşusu", Running, SubSport::Generic),
            ("달리기", Running, SubSport::Generic),
            ("Бег", Running, SubSport::Generic),
            ("夜跑", Running, SubSport::Generic),
            ("Córrer", Running, SubSport::Generic),
            ("Korrika", Running, SubSport::Generic),
            ("Vrapim", Running, SubSport::Generic),
            ("সকালের দৌড়", Running, SubSport::Generic),
            ("ஓட்டம்", Running, SubSport::Generic),
            ("სირბილი", Running, SubSport::Generic),
            ("Վազք", Running, SubSport::Generic),
            ("دویدن", Running, SubSport::Generic),
            ("Жүгіру", Running, SubSport::Generic),
            ("Հեծանվավազք", Unknown, SubSport::Generic),
            ("Txirrindularitza", Cycling, SubSport::Generic),
            ("সাইকেল", Cycling, SubSport::Generic),
            ("پیاده روی", Walking, SubSport::Generic),
        ] {
            assert_eq!(named(name), (sport, sub_sport), "{name}");
        }
    }

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
            ("Běh v terénu", (Running, SubSport::Trail)),
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
            ("Halbmarathonlauf", (Running, SubSport::Generic)),
            ("Trailrunning", (Running, SubSport::Trail)),
            ("Polkujuoksu", (Running, SubSport::Trail)),
            ("Bieganie", (Running, SubSport::Generic)),
            ("Biegi narciarskie", (Other, SubSport::Generic)),
            ("Rulleskøjteløb", (Other, SubSport::Generic)),
            ("Беговые лыжи", (Other, SubSport::Generic)),
            ("Sci di fondo", (Other, SubSport::Generic)),
            ("Rundfahrt", (Unknown, SubSport::Generic)),
            ("Running in place", (Other, SubSport::Generic)),
            ("Marathon", (Running, SubSport::Generic)),
            ("Trail marathon", (Running, SubSport::Trail)),
            ("Entraînement", (Other, SubSport::Generic)),
            ("Treino", (Other, SubSport::Generic)),
            ("Treino de corrida", (Running, SubSport::Generic)),
            ("Autre", (Unknown, SubSport::Generic)),
            ("Easy 5", (Unknown, SubSport::Generic)),
        ] {
            assert_eq!(in_table(word), expected, "{word}");
        }
    }

    #[test]
    fn titles_are_free_text() {
        use Sport::*;
        for (title, sport) in [
            ("Running 11/24/26 6:00 pm", Some(Running)),
            ("Cycling 11/24/26 6:00 pm", Some(Cycling)),
            ("Joggen", Some(Running)),
            ("Morning Run", Some(Running)),
            ("Afternoon Ride", Some(Cycling)),
            ("Walk/run level 3", Some(Running)),
            ("午后跑步", Some(Running)),
            ("朝のランニング", Some(Running)),
            ("Marche nordique", Some(Walking)),
            ("Course marche", Some(Running)),
            ("Course/marche 5 x 2 min", Some(Running)),
            ("CaCo semana 3", Some(Running)),
            ("Inlineskaten", Some(Other)),
            ("Inline-Skaten am See", Some(Other)),
            ("Abends Schlittschuhlaufen", Some(Other)),
            ("Feierabendradtour", Some(Cycling)),
            ("Abendspaziergang", Some(Walking)),
            ("Langlauf im Schnee", Some(Other)),
            ("Autofahrt", Some(Other)),
            ("Escursione", Some(Hiking)),
            ("Lunch Run", Some(Running)),
            ("parkrun #212", Some(Running)),
            ("Couch to 5K week 3", Some(Running)),
            ("Paris Course à pied", Some(Running)),
            ("Feierabendlauf", Some(Running)),
            ("Lauftreff am Dienstag", Some(Running)),
            ("Corsa mattutina", Some(Running)),
            ("Carrera de mañana", Some(Running)),
            ("Løbetur om aftenen", Some(Running)),
            ("Iltalenkki", Some(Running)),
            ("Poranny bieg", Some(Running)),
            ("Вечерний забег", Some(Running)),
            ("Sabah Koşusu", Some(Running)),
            ("Lari Pagi", Some(Running)),
            ("モーニングラン", Some(Running)),
            ("아침 달리기", Some(Running)),
            ("Marathon des Sables hike", Some(Hiking)),
            ("Parkrun and cycling home", None),
            ("Berglauf und Skilanglauf", None),
            ("Radmarathon", Some(Cycling)),
            ("レストランまで散歩", Some(Walking)),
            ("Easy 5", None),
            ("Abendrunde", None),
            ("Sortie longue", None),
            ("Laufrad im Park", Some(Cycling)),
            ("Kolo", Some(Cycling)),
            ("2. kolo závodu", None),
            ("Sortie VTT", Some(Cycling)),
            ("Велопрогулка", Some(Cycling)),
            ("Kajak", Some(Other)),
            ("Túra", Some(Hiking)),
            ("Cykelpendling", Some(Cycling)),
            ("Pyörälenkki", Some(Cycling)),
            ("Vyjížďka na kole", Some(Cycling)),
            ("Vožnja biciklom", Some(Cycling)),
            ("Вечірня велопоїздка", Some(Cycling)),
            ("Vakarinis dviračiu", Some(Cycling)),
            ("Velobrauciens", Some(Cycling)),
            ("Hjóltúr", Some(Cycling)),
            ("Հեծանվավազք", Some(Cycling)),
            ("शाम की साइकिलिंग", Some(Cycling)),
            ("Stavgång", Some(Walking)),
            ("Marcha nórdica", Some(Walking)),
            ("Rullaluistelu", Some(Other)),
            ("Kajaktour", Some(Other)),
            ("Läufchen nach der Arbeit", Some(Running)),
            ("Arratsaldeko korrika", Some(Running)),
            ("Löpning längs cykelbanan", Some(Running)),
            ("Procházka", Some(Walking)),
            ("Gravel", Some(Cycling)),
            ("Gravel run", Some(Running)),
            ("Orienteering", None),
            // Places are no sports.
            ("Skipton loop", None),
            ("Ballymun", None),
            ("Snowdon in the rain", None),
            ("Kraftwerkrunde", None),
            ("Wanderweg 3", None),
            ("Bike to the run", None),
            ("Route 2026-11-24 6:00pm", None),
            ("10 km around the lake", None),
            ("Laufenburg", None),
            ("", None),
        ] {
            let found = match titled(title) {
                Told::Sport(sport, _) => Some(sport),
                _ => None,
            };
            assert_eq!(found, sport, "{title}");
        }
    }

    #[test]
    fn occasions_and_silence() {
        let occasion = Told::Occasion(SubSport::Generic);
        for (name, as_type, as_title) in [
            ("Marathon", occasion, occasion),
            ("Berlin Halbmarathon 2026", occasion, occasion),
            ("Semi-marathon de Lille", occasion, occasion),
            ("上海马拉松", occasion, occasion),
            ("Easy 5", Told::Nothing, Told::Nothing),
            ("Abendrunde", Told::Nothing, Told::Nothing),
            ("Sortie longue", Told::Nothing, Told::Nothing),
            ("Treino", Told::Nothing, Told::Nothing),
            ("10 km tempo", Told::Nothing, Told::Nothing),
            ("Sonstiges", Told::Nothing, Told::Nothing),
            ("Orienteering", Told::Strange, Told::Nothing),
            ("7", Told::Strange, Told::Nothing),
        ] {
            assert_eq!(told(name), as_type, "{name}");
            assert_eq!(titled(name), as_title, "{name}");
        }
    }
}
