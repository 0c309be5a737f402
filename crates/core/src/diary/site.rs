//! Where it hurt. Pain at the sitting bone speaks of the tendon; pain at the knee does not:
//! it completes no run's response, and it is not passed over.

use super::entry::Side;
use super::history::PainEntry;
use std::collections::BTreeSet;

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

/// The words of a place, small.
fn words(site: &str) -> BTreeSet<String> {
    let site = site.to_lowercase();
    let words = site.split(|letter: char| !letter.is_alphabetic());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn has_one_of(words: &BTreeSet<String>, known: &[&str]) -> bool {
    known.iter().any(|word| words.contains(*word))
}

/// Whether a place is clearly not where this tendon hurts. What is not plain ("left",
/// "deep") is taken as the tendon's: that is the careful reading.
pub fn is_elsewhere(site: &str) -> bool {
    let words = words(site);
    has_one_of(&words, &ELSEWHERE) && !has_one_of(&words, &OF_THE_TENDON)
}

/// Whether a place is the groin or the hip joint, where a bone under stress begins to hurt: that
/// is asked about.
pub fn is_near_the_hip_joint(site: &str) -> bool {
    has_one_of(&words(site), &["groin", "hip", "pubic", "pubis", "leiste"])
}

/// Whether two names of a place mean the same one: "calf" and "left calf" do, the left and the
/// right one do not.
pub fn is_same_place(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    one.is_subset(&other) || other.is_subset(&one)
}

/// Whether a place is of the tendon and on both sides, or on the side that the scores before
/// were not of: that is asked about.
pub fn is_on_both_sides(site: &str, before: &[PainEntry]) -> bool {
    if is_elsewhere(site) {
        return false;
    }
    let said = side(site);
    let was = before.iter().rev().find_map(|entry| {
        let site = entry.site.as_deref().filter(|site| !is_elsewhere(site))?;
        side(site)
    });
    match said {
        Some(Side::Both) => true,
        Some(side) => was.is_some_and(|was| was != side),
        None => false,
    }
}

/// The side that a place names.
fn side(site: &str) -> Option<Side> {
    let words = words(site);
    let (left, right) = (words.contains("left"), words.contains("right"));
    if has_one_of(&words, &["both", "other", "opposite"]) || (left && right) {
        return Some(Side::Both);
    }
    match (left, right) {
        (true, _) => Some(Side::Left),
        (_, true) => Some(Side::Right),
        _ => None,
    }
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
    fn a_place_is_known_again_by_its_words() {
        for (one, other, same) in [
            ("calf", "Calf", true),
            ("calf", "left calf", true),
            ("calf, left", "left calf", true),
            ("right calf", "left calf", false),
            ("calf", "knee", false),
        ] {
            assert_eq!(is_same_place(one, other), same, "{one}, {other}");
            assert_eq!(is_same_place(other, one), same, "{other}, {one}");
        }
    }

    #[test]
    fn the_other_side_is_asked_about() {
        let at = DateTime::parse_from_rfc3339("2026-11-01T07:00:00+01:00").expect("a moment");
        let score = PainScore::new(4.0).expect("a score");
        let before = |site: &str| PainEntry {
            site: Some(site.to_owned()),
            ..PainEntry::of(at, score)
        };
        let before = [before("left sitting bone"), before("right calf")];
        for (site, asked) in [
            ("other side sitting bone", true),
            ("both", true),
            ("right", true),
            ("left", false),
            ("deep", false),
            ("both calves", false),
        ] {
            assert_eq!(is_on_both_sides(site, &before), asked, "{site}");
        }
        assert!(!is_on_both_sides("right", &[]), "no side was named before");
    }

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
