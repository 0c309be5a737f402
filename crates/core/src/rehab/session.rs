//! The next session of a set: its exercises, at most three, each with its dose.
//!
//! A step is taken after two sessions in a row at a safe pain, during and the next
//! morning: one thing at a time, range before weight in set B.

use super::because::why;
use super::borne::{self, Change, Gap};
use super::catalogue::{self, Exercise, Part, Unit};
use super::dose::{Dose, RehabSession};
use super::landings::{most_contacts, within_contacts};
use super::place::{Beside, Ease, Place};
use super::reached::{self, Way};
use super::sessions::first_session;
use super::standing::RehabStanding;
use crate::diary::{History, RehabEntry, RehabSet, Side};
use crate::limits;
use chrono::NaiveDate;

/// The session of the set in the week that begins on a day.
pub fn next(
    history: &History,
    standing: &RehabStanding,
    week: NaiveDate,
    beside: Beside,
) -> RehabSession {
    let set = standing.set;
    let sessions = borne::borne(history, standing);
    let place = Place::of(history, standing, &sessions, None, week, beside);
    let mut doses: Vec<Dose> = chosen(history, standing, place)
        .into_iter()
        .take(limits::SESSION_EXERCISES.value as usize)
        .map(|exercise| dose(history, standing, exercise, place))
        .collect();
    if set == RehabSet::C {
        let most = most_contacts(history, week, place.weeks);
        within_contacts(&mut doses, most);
        doses.extend(strength_kept(history, standing, week, beside));
    }
    RehabSession {
        set,
        change: place.change,
        why: why(history, standing, &sessions, place, &doses),
        doses,
    }
}

/// The heavy hinge of set B that stays beside the springs of set C, as it was done last:
/// what grows now is the springs.
fn strength_kept(
    history: &History,
    standing: &RehabStanding,
    week: NaiveDate,
    beside: Beside,
) -> Option<Dose> {
    let first_of = |set| {
        let at = first_session(history, history.episode()?, set)?;
        Some(history.local_date(at))
    };
    let springs = first_of(RehabSet::C).unwrap_or(week);
    let beside = Beside {
        steady_since: Some(beside.steady_since.map_or(springs, |day| day.min(springs))),
        ..beside
    };
    let of_b = RehabStanding {
        set: RehabSet::B,
        since: first_of(RehabSet::B)?,
        failed: None,
        ..standing.clone()
    };
    // A session of set C that was told as a whole had it.
    let whole = (history.rehab.iter())
        .rfind(|entry| entry.set() == RehabSet::C && entry.work.exercise.is_none())
        .map(|entry| history.local_date(entry.at));
    let sessions = borne::borne(history, &of_b);
    let place = Place::of(history, &of_b, &sessions, whole, week, beside);
    let hinge = *chosen(history, &of_b, place).first()?;
    Some(dose(history, &of_b, hinge, place))
}

/// One exercise of each part: the one that the runner did last, else the usual.
fn chosen(history: &History, standing: &RehabStanding, place: Place) -> Vec<&'static Exercise> {
    let parts: &[Part] = match standing.set {
        // One hold in the first week, then two.
        RehabSet::Isometric if place.weeks == 0 => &[Part::Bridge],
        RehabSet::Isometric | RehabSet::A => &[Part::Bridge, Part::Curl],
        RehabSet::B => &[Part::Hinge, Part::Step],
        RehabSet::C => &[Part::Spring, Part::Stride],
    };
    let done = |part: Part| {
        history.rehab.iter().rev().find_map(|entry| {
            let name = entry.work.exercise.as_deref()?;
            catalogue::by_id(name).filter(|one| one.set == standing.set && one.part == part)
        })
    };
    let usual = |part: Part| {
        let id = match (standing.set, part) {
            (RehabSet::Isometric, Part::Bridge) => match place.steps {
                ..=0 => "iso-bridge-both",
                1 | 2 => "iso-bridge-single",
                _ => "iso-bridge-long",
            },
            (RehabSet::A, Part::Curl) => "a-curl-slide",
            (RehabSet::B, Part::Hinge) => "b-rdl",
            _ => "",
        };
        catalogue::by_id(id).or_else(|| {
            (catalogue::of_set(standing.set).iter()).find(|exercise| exercise.part == part)
        })
    };
    (parts.iter())
        .filter_map(|&part| done(part).or_else(|| usual(part)))
        .collect()
}

fn dose(
    history: &History,
    standing: &RehabStanding,
    exercise: &'static Exercise,
    place: Place,
) -> Dose {
    let last = (history.rehab.iter().rev())
        .find(|entry| entry.work.exercise.as_deref() == Some(exercise.id));
    let weighted = last.is_some_and(|last| last.work.kg.is_some_and(|kg| kg > 0.0));
    let at = |steps| {
        let way = Way {
            steps,
            weeks: place.weeks,
            weighted,
            one_leg: standing.failed.is_none(),
        };
        way.reached(exercise, standing.set)
    };
    let mut reached = at(place.steps);
    // One thing at a time: a step that went into the range or a set adds no weight, and what is
    // eased gives range and speed back before it.
    let eased = place.eased(standing.set);
    let of_weight = match place.change {
        Change::More if !reached.into_weight => Change::Same,
        Change::Less if eased != Some(Ease::Load) => Change::Same,
        Change::AfterGap if place.gap == Gap::Long => Change::Back,
        change => change,
    };
    if let Some(last) = last.filter(|_| weighted) {
        reached.fall_no_faster(exercise, last.work.reps, of_weight == Change::More);
    } else if place.too_much.is_some() {
        reached.no_more_than(at(place.steps + 1).less());
    }
    // Less range is the first thing that is given back.
    let bent = (reached.hip_flexion_deg).map(|bent| match eased {
        Some(_) => (bent - limits::FLEXION_STEP.value)
            .max(exercise.hip_flexion_deg.0.min(limits::FLEXION_START.value)),
        None => bent,
    });
    // A set less after days off, and where there is no weight to take off.
    let fewer = place.change == Change::AfterGap || eased == Some(Ease::Load) && !weighted;
    if fewer {
        reached.sets = reached.sets.saturating_sub(1).max(1);
    }
    let mut dose = Dose {
        exercise,
        sets: reached.sets,
        amount: reached.amount,
        each_side: reached.each_side,
        kg: last.and_then(|last| weight(last, of_weight)),
        hip_flexion_deg: bent,
        wants_weight: !weighted
            && reached.wants_weight
            && place.wants_weight(standing.set, reached),
    };
    if let Some(day) = place.too_much {
        no_more_than_hurt(history, day, &mut dose);
    }
    dose
}

/// An exercise within what was done of it on a day that was too much, where that was told: as
/// many sets, and with the weight that carries the step back as many repetitions; a share less
/// without.
fn no_more_than_hurt(history: &History, day: NaiveDate, dose: &mut Dose) {
    let done = || {
        (history.rehab.iter()).filter(|entry| {
            entry.work.exercise.as_deref() == Some(dose.exercise.id)
                && history.local_date(entry.at) == day
        })
    };
    // Sets of one side that were logged apart belong together.
    let sets = |side: Option<Side>| -> u32 {
        done()
            .filter(|entry| entry.work.side == side)
            .filter_map(|entry| entry.work.sets)
            .fold(0, u32::saturating_add)
    };
    let sides = [None, Some(Side::Left), Some(Side::Right), Some(Side::Both)];
    let most_sets = sides.into_iter().map(sets).max().filter(|sets| *sets > 0);
    let amount = |entry: &RehabEntry| match dose.exercise.unit {
        Unit::Seconds => entry.work.seconds.map(|seconds| seconds as u32),
        Unit::Repetitions => entry.work.reps,
        Unit::Metres | Unit::Steps => None,
    };
    let most = done().filter_map(amount).max().filter(|most| *most > 0);
    let was_sets = most_sets.unwrap_or(dose.sets);
    let sets = dose.sets.min(was_sets);
    let one_leg = done().any(|entry| matches!(entry.work.side, Some(Side::Left | Side::Right)));
    // Both legs share what one leg did.
    let legs = if one_leg && !dose.each_side { 2 } else { 1 };
    let amount = match most {
        Some(most) if dose.kg.is_some_and(|kg| kg > 0.0) => most,
        Some(most) => {
            let done = was_sets.saturating_mul(most).saturating_mul(legs);
            (reached::less(done) / sets.max(1)).max(1)
        }
        None => u32::MAX,
    };
    let amount = dose.amount.min(amount);
    (dose.sets, dose.amount) = (sets, amount);
}

/// The weight of the next session from that of the last, to half a kilogram.
fn weight(last: &RehabEntry, change: Change) -> Option<f64> {
    let kg = last.work.kg?;
    let next = match change {
        Change::First | Change::Same | Change::AfterGap => kg,
        Change::More => {
            kg + (kg * limits::PROGRESS_LOAD.value / 100.0).max(limits::PROGRESS_PLATE.value)
        }
        Change::Less => kg * (1.0 - limits::AMBER_LOAD.value / 100.0),
        Change::Back => kg * reached::BACK_SHARE,
    };
    Some((next * 2.0).floor() / 2.0)
}
