//! Where it hurt. Pain at the sitting bone speaks of the tendon; pain at the knee does not:
//! it completes no run's response, and it is not passed over.

use super::history::PainEntry;

/// Parts of the body from which this tendon's pain does not come.
const ELSEWHERE: [&str; 24] = [
    "achilles", "ankle", "ankles", "arch", "arm", "calf", "calves", "elbow", "feet", "foot",
    "hand", "heel", "heels", "itb", "knee", "knees", "neck", "patella", "plantar", "shin", "shins",
    "shoulder", "toe", "toes",
];

/// Words of the tendon's own place: with one of them beside it, the pain is the tendon's.
const OF_THE_TENDON: [&str; 12] = [
    "buttock",
    "buttocks",
    "glute",
    "glutes",
    "hamstring",
    "hamstrings",
    "ischial",
    "ischium",
    "sit",
    "sitting",
    "tendon",
    "thigh",
];

/// Whether a place is clearly not where this tendon hurts. What is not plain ("left",
/// "deep") is taken as the tendon's: that is the careful reading.
pub fn is_elsewhere(site: &str) -> bool {
    let words = site.to_lowercase();
    let mut words = words.split(|letter: char| !letter.is_alphabetic());
    words.clone().any(|word| ELSEWHERE.contains(&word))
        && !words.any(|word| OF_THE_TENDON.contains(&word))
}

impl PainEntry {
    /// Where it hurt, if that is not where this tendon hurts, as [`is_elsewhere`] has it.
    pub fn elsewhere(&self) -> Option<&str> {
        let site = self.site.as_deref()?.trim();
        is_elsewhere(site).then_some(site)
    }

    /// `away from any run`, `elsewhere (left knee)`: how a sentence goes on that names such a score.
    pub fn away(&self) -> String {
        self.elsewhere().map_or_else(
            || "away from any run".to_owned(),
            |site| format!("elsewhere ({site})"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::PainScore;
    use chrono::DateTime;

    #[test]
    fn only_what_is_plainly_another_place_is_not_the_tendons() {
        let at = DateTime::parse_from_rfc3339("2026-11-01T07:00:00+01:00").expect("a moment");
        let score = PainScore::new(4.0).expect("a score");
        for (site, elsewhere) in [
            (None, false),
            (Some("left"), false),
            (Some("left sitting bone"), false),
            (Some("deep in the buttock"), false),
            (Some("from the buttock to the knee"), false),
            (Some("Knee"), true),
            (Some("left knee, inside"), true),
            (Some("right calf"), true),
            (Some("kneecap"), false),
            (Some(""), false),
        ] {
            let entry = PainEntry {
                site: site.map(str::to_owned),
                ..PainEntry::of(at, score)
            };
            assert_eq!(entry.elsewhere().is_some(), elsewhere, "{site:?}");
        }
    }
}
