//! Why a session is as it is, in a sentence.

use super::borne::{Borne, Change, Gap, higher};
use super::catalogue;
use super::dose::Dose;
use super::place::{Ease, Place};
use super::standing::RehabStanding;
use crate::diary::{History, RehabEntry, RehabSet};
use crate::limits;

/// What is otherwise than the last time and why; empty where nothing is.
pub(super) fn why(
    history: &History,
    standing: &RehabStanding,
    sessions: &[Borne],
    place: Place,
    doses: &[Dose],
) -> String {
    let last = sessions.last();
    let felt = last.and_then(|last| higher(last.during, last.after));
    let score = felt.unwrap_or_default();
    match place.change {
        Change::First => match standing.set {
            RehabSet::Isometric => String::new(),
            set => format!(
                "First session of {}: see how tomorrow morning is before anything is added.",
                set.words()
            ),
        },
        Change::More => format!(
            "Two sessions in a row stayed at {:.0} or less, so this asks for a little more{}.",
            limits::GREEN_MAX.value,
            match to_weigh(doses) {
                Some(names) => format!(
                    ": {names} with a weight that allows just these repetitions, and log it (`--kg`)"
                ),
                None => String::new(),
            }
        ),
        Change::Less => less_words(place.eased(standing.set), doses),
        Change::AfterGap if place.gap == Gap::Long => format!(
            "Weeks without them: one set less and {:.0} % less weight, then on from there.",
            limits::BACK_LOAD.value
        ),
        Change::AfterGap => {
            "More than a week without them: the last weights and one set less, then on from there."
                .to_owned()
        }
        Change::Back => format!(
            "{score} was too much, so this asks for less. Stop an exercise that passes {:.0}{}.",
            limits::AMBER_MAX.value,
            easier(history, standing)
        ),
        Change::Same if place.waits => format!(
            "As last time, until two sessions in a row stay at {:.0} or less.",
            limits::GREEN_MAX.value
        ),
        Change::Same => to_weigh(doses).map_or_else(String::new, |names| {
            format!(
                "From now on {names} with a weight that allows just these repetitions; log it \
                 (`--kg`)."
            )
        }),
    }
}

/// What is eased after a pain that is watched came again, one thing at a time.
fn less_words(eased: Option<Ease>, doses: &[Dose]) -> String {
    let safe = limits::GREEN_MAX.value;
    let weighted = doses.iter().any(|dose| dose.kg.is_some_and(|kg| kg > 0.0));
    match eased {
        None | Some(Ease::Range) => {
            format!("Twice in a row over {safe:.0}, so the hip bends less; all else stays.")
        }
        Some(Ease::Slower) => format!(
            "Over {safe:.0} again, so the same but slower: take a second or two longer up and down \
             than it says."
        ),
        Some(Ease::Load) if weighted => format!(
            "Over {safe:.0} again, so {:.0} % of the weight comes off.",
            limits::AMBER_LOAD.value
        ),
        Some(Ease::Load) => format!("Over {safe:.0} again, so there is one set less."),
    }
}

/// The exercises of a session that it is time to weigh down.
fn to_weigh(doses: &[Dose]) -> Option<String> {
    let names: Vec<String> = (doses.iter())
        .filter(|dose| dose.wants_weight)
        .map(|dose| format!("the {}", dose.exercise.name.to_lowercase()))
        .collect();
    (!names.is_empty()).then(|| names.join(" and "))
}

/// The easier form of the exercise that hurt in the last session, where it is known which.
fn easier(history: &History, standing: &RehabStanding) -> String {
    let sessions = (history.rehab.iter().rev()).filter(|entry| entry.set() == standing.set);
    let day = |entry: &RehabEntry| history.local_date(entry.at);
    let Some(last) = sessions.clone().next().map(day) else {
        return String::new();
    };
    let mut hurt = sessions
        .take_while(|entry| day(entry) == last)
        .filter(|entry| (entry.work.pain).is_some_and(|pain| pain.get() > limits::AMBER_MAX.value));
    let exercise = hurt.find_map(|entry| catalogue::by_id(entry.work.exercise.as_deref()?));
    exercise.map_or_else(String::new, |exercise| {
        format!(
            ", or take its easier form; for the {}: {}",
            exercise.name.to_lowercase(),
            exercise.easier
        )
    })
}
