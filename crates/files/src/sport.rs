//! Vendors' names of sports, reduced to what the method needs to know.

use comeback_core::recording::{Sport, SubSport};

/// What a file's word for its sport means. [`Sport::Unknown`] for no word and for
/// the words that say nothing, so that the motion may tell.
pub(super) fn named(name: &str) -> (Sport, SubSport) {
    let words = words(name);
    let has = |candidates: &[&str]| words.iter().any(|word| candidates.contains(&word.as_str()));
    let sub_sport = if has(&["treadmill", "indoor"]) {
        SubSport::Treadmill
    } else if has(&["trail", "mountain", "cross", "xc", "fell", "ultra"]) {
        SubSport::Trail
    } else if has(&["track"]) {
        SubSport::Track
    } else if has(&["virtual"]) {
        SubSport::Virtual
    } else if has(&["road", "street"]) {
        SubSport::Road
    } else {
        SubSport::Generic
    };

    // Walking and riding come first: a walk on a treadmill is no run, nor is
    // cycling on a "virtual run" platform.
    let sport = if has(WALKING) {
        Sport::Walking
    } else if has(HIKING) {
        Sport::Hiking
    } else if has(CYCLING) {
        Sport::Cycling
    } else if has(SWIMMING) {
        Sport::Swimming
    } else if has(RUNNING) || contains(name, RUNNING_ELSEWHERE) {
        Sport::Running
    } else if has(STRENGTH) {
        Sport::Strength
    } else if words.is_empty() || (words.len() == 1 && has(SILENT)) {
        Sport::Unknown
    } else {
        Sport::Other
    };
    match sport {
        Sport::Running => (sport, sub_sport),
        _ => (sport, SubSport::Generic),
    }
}

/// Names that stand for no sport at all.
const SILENT: &[&str] = &[
    "unknown", "generic", "other", "default", "activity", "t", "none", "null", "track",
];

// The figures are Strava's activity types, which its GPX files carry in `<type>`.
const RUNNING: &[&str] = &[
    "9",
    "run",
    "runs",
    "running",
    "runner",
    "jog",
    "jogging",
    "treadmill",
    "laufen",
    "lauf",
    "course",
    "correr",
    "carrera",
    "corrida",
    "corsa",
    "hardlopen",
    "løb",
    "löpning",
    "bieganie",
];
const RUNNING_ELSEWHERE: &[&str] = &["跑", "ランニング", "달리기", "бег"];
const WALKING: &[&str] = &["10", "walk", "walks", "walking", "健走"];
const HIKING: &[&str] = &[
    "4",
    "hike",
    "hikes",
    "hiking",
    "trek",
    "trekking",
    "mountaineering",
    "alpine",
];
const CYCLING: &[&str] = &[
    "1",
    "ride",
    "rides",
    "riding",
    "cycling",
    "bike",
    "biking",
    "bicycle",
    "mtb",
    "ebike",
    "spinning",
    "handcycling",
];
const SWIMMING: &[&str] = &["16", "swim", "swims", "swimming"];
const STRENGTH: &[&str] = &["strength", "weight", "weights", "lifting"];

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

fn contains(name: &str, parts: &[&str]) -> bool {
    let name = name.to_lowercase();
    parts.iter().any(|part| name.contains(part))
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
            ("Hiking", Hiking, SubSport::Generic),
            ("Ride", Cycling, SubSport::Generic),
            ("Biking", Cycling, SubSport::Generic),
            ("MountainBiking", Cycling, SubSport::Generic),
            ("open_water_swimming", Swimming, SubSport::Generic),
            ("strength_training", Strength, SubSport::Generic),
            ("alpineTour", Hiking, SubSport::Generic),
            ("rowing", Other, SubSport::Generic),
            ("truncated", Other, SubSport::Generic),
            ("unknown", Unknown, SubSport::Generic),
            ("", Unknown, SubSport::Generic),
        ] {
            assert_eq!(named(name), (sport, sub_sport), "{name}");
        }
    }
}
