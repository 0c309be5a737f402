//! The exercises by name: what each asks for, how it is made easier and harder,
//! where it comes from and how sure that is. Angles of the hip are geometry, ± 10°.

mod exercise;
mod isometric;
mod set_a;
mod set_b;
mod set_c;

pub use exercise::{Exercise, Part, Sides, Sureness, Tempo, Unit};

use crate::diary::RehabSet;

/// The exercises of a set, the usual first.
pub const fn of_set(set: RehabSet) -> &'static [Exercise] {
    match set {
        RehabSet::Isometric => isometric::EXERCISES,
        RehabSet::A => set_a::EXERCISES,
        RehabSet::B => set_b::EXERCISES,
        RehabSet::C => set_c::EXERCISES,
    }
}

/// Every exercise, set by set.
pub fn all() -> impl Iterator<Item = &'static Exercise> {
    RehabSet::ALL.into_iter().flat_map(of_set)
}

/// The exercise of an id.
pub fn by_id(id: &str) -> Option<&'static Exercise> {
    all().find(|exercise| exercise.id == id)
}

/// What the exercises of a set can be called, the shortest way each.
pub fn names(set: RehabSet) -> impl Iterator<Item = &'static str> {
    let short = |exercise: &'static Exercise| {
        let rest = exercise.id.split_once('-').map(|(_, rest)| rest);
        rest.unwrap_or(exercise.id)
    };
    of_set(set).iter().map(short)
}

/// The exercise that a runner names: its id, its id without the set, or its name.
/// The set is looked through first; the same name of another set is found too.
pub fn find(set: RehabSet, text: &str) -> Option<&'static Exercise> {
    let wanted = plain(text);
    let named = |exercise: &&Exercise| {
        let id = plain(exercise.id);
        let short = id.split_once('-').map_or("", |(_, rest)| rest);
        id == wanted || short == wanted || plain(exercise.name) == wanted
    };
    of_set(set).iter().find(named).or_else(|| all().find(named))
}

fn plain(text: &str) -> String {
    let words = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exercise_is_found_by_each_of_its_names() {
        for exercise in all() {
            for name in [exercise.id, exercise.name] {
                assert_eq!(
                    find(exercise.set, name).map(|found| found.id),
                    Some(exercise.id)
                );
            }
            assert!(exercise.id.starts_with(match exercise.set {
                RehabSet::Isometric => "iso-",
                RehabSet::A => "a-",
                RehabSet::B => "b-",
                RehabSet::C => "c-",
            }));
        }
        assert_eq!(
            find(RehabSet::A, "Bridge Single").map(|found| found.id),
            Some("a-bridge-single")
        );
        assert_eq!(
            find(RehabSet::A, "rdl").map(|found| found.id),
            Some("b-rdl")
        );
        assert_eq!(find(RehabSet::A, "hula hoop"), None);
    }

    #[test]
    fn doses_are_in_order_and_ids_are_one_of_a_kind() {
        let mut ids: Vec<&str> = all().map(|exercise| exercise.id).collect();
        assert_eq!(ids.len(), 25);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 25);
        for exercise in all() {
            assert!(exercise.sets.0 <= exercise.sets.1, "{}", exercise.id);
            assert!(
                exercise.hip_flexion_deg.0 <= exercise.hip_flexion_deg.1,
                "{}",
                exercise.id
            );
            assert!(
                exercise.days_a_week.0 <= exercise.days_a_week.1,
                "{}",
                exercise.id
            );
            assert!(exercise.effort.0 <= exercise.effort.1 && exercise.effort.1 <= 8);
            assert!(!exercise.source.is_empty() && !exercise.mistake.is_empty());
        }
    }

    #[test]
    fn no_hold_and_nothing_of_set_a_bends_the_hip_past_thirty_degrees() {
        for set in [RehabSet::Isometric, RehabSet::A] {
            for exercise in of_set(set) {
                assert!(
                    exercise.hip_flexion_deg.1 <= crate::limits::REHAB_HIP_FLEXION.value,
                    "{}",
                    exercise.id
                );
            }
        }
    }
}
