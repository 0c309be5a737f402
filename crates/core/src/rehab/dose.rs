//! How much a session asks for: the exercises of the set, at most three, each with
//! its dose.
//!
//! A step is taken after two sessions in a row at a safe pain, during and the next
//! morning: one thing at a time, range before weight in set B.

use super::borne::{Borne, Change, Course, borne, course, higher};
use super::catalogue::{self, Exercise, Part, Sides, Unit};
use super::entered::first_session;
use super::standing::RehabStanding;
use crate::diary::{History, RehabEntry, RehabSet, Side, span};
use crate::limits;
use chrono::NaiveDate;

/// One exercise of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Dose {
    /// The exercise.
    pub exercise: &'static Exercise,
    /// Sets.
    pub sets: u32,
    /// Seconds, repetitions, metres or steps of each set.
    pub amount: u32,
    /// Each side by itself.
    pub each_side: bool,
    /// Added weight where it is known from the log, kg.
    pub kg: Option<f64>,
    /// Largest hip flexion, degrees, where the set limits it.
    pub hip_flexion_deg: Option<f64>,
}

impl Dose {
    /// `single-leg bridge 3 × 12 each side, 5 kg`
    pub fn words(&self) -> String {
        let unit = match self.exercise.unit {
            Unit::Seconds => " s",
            Unit::Repetitions => "",
            Unit::Metres => " m",
            Unit::Steps => " steps",
        };
        let mut text = format!(
            "{} {} × {}{unit}",
            self.exercise.name.to_lowercase(),
            self.sets,
            self.amount
        );
        if self.each_side {
            text.push_str(" each side");
        }
        match self.kg {
            Some(kg) if kg > 0.0 => text.push_str(&format!(", {kg} kg")),
            _ => {}
        }
        if let Some(flexion) = self.hip_flexion_deg {
            text.push_str(&format!(", hip bent to {flexion:.0}°"));
        }
        text
    }
}

/// A session of rehab.
#[derive(Debug, Clone, PartialEq)]
pub struct RehabSession {
    /// The set.
    pub set: RehabSet,
    /// Its exercises with their doses.
    pub doses: Vec<Dose>,
    /// What is otherwise than the last time.
    pub change: Change,
    /// Why it is as it is, in a sentence; empty where it is as the last time.
    pub why: String,
}

impl RehabSession {
    /// `set A: single-leg bridge 3 × 12 each side; sliding leg curl 3 × 6; 3 s up, 3 s down, 2 min between sets`
    pub fn words(&self) -> String {
        let name = match self.set {
            RehabSet::Isometric => "isometric holds".to_owned(),
            set => set.words().to_owned(),
        };
        let (of_set, beside): (Vec<&Dose>, Vec<&Dose>) =
            (self.doses.iter()).partition(|dose| dose.exercise.set == self.set);
        let doses: Vec<String> = of_set.iter().map(|dose| dose.words()).collect();
        let mut text = format!("{name}: {}", doses.join("; "));
        if let Some(dose) = self.doses.first() {
            let rest = dose.exercise.rest_s;
            let rest = if rest % 60 == 0 {
                format!("{} min", rest / 60)
            } else {
                format!("{rest} s")
            };
            if self.set != RehabSet::Isometric {
                text.push_str(&format!("; {}", dose.exercise.tempo.words()));
            }
            text.push_str(&format!("; {rest} between sets"));
        }
        for dose in beside {
            text.push_str(&format!(
                "; and to keep the strength: {}, {}",
                dose.words(),
                dose.exercise.tempo.words()
            ));
        }
        if self.set == RehabSet::Isometric {
            text.push_str(&format!(
                "; hip bent no more than {:.0}°",
                limits::REHAB_HIP_FLEXION.value
            ));
        }
        text
    }
}

/// How many steps were taken in the present set.
pub fn steps_taken(history: &History, standing: &RehabStanding) -> i32 {
    course(&borne(history, standing), false).steps
}

/// Steps until the amount of a set is at its end.
const STEPS_TO_END: i32 = limits::DOSE_STEPS.value as i32;

/// What is left of an amount after pain that was too much.
const BACK_SHARE: f64 = 1.0 - limits::BACK_LOAD.value / 100.0;

/// Between the beginning and the end of a dose; under its beginning a share less each step.
fn amount(range: (u32, u32), steps: i32) -> u32 {
    let (start, end) = (f64::from(range.0), f64::from(range.1));
    let share = f64::from(steps.clamp(0, STEPS_TO_END)) / f64::from(STEPS_TO_END);
    let less = BACK_SHARE.powi(-steps.min(0));
    ((start + (end - start) * share) * less).round() as u32
}

/// The amount of an exercise: with a weight, that carries what was too much; without, the
/// repetitions do, until that has been quiet.
fn amount_of(exercise: &Exercise, steps: i32, is_back: bool, weighted: bool) -> u32 {
    let range = exercise.amount;
    if weighted {
        return amount(range, steps.max(0));
    }
    let now = amount(range, steps);
    if is_back {
        now.min(less(amount(range, steps + 1)))
    } else {
        now
    }
}

/// A share less of an amount that was too much.
fn less(amount: u32) -> u32 {
    (f64::from(amount) * BACK_SHARE).floor() as u32
}

/// Where a set is: what its sessions and its weeks have come to.
#[derive(Debug, Clone, Copy)]
struct Place {
    steps: i32,
    change: Change,
    /// Weeks of the set.
    weeks: u32,
    /// The session that was too much and has not been quiet since.
    too_much: Option<NaiveDate>,
}

impl Place {
    fn of(
        course: &Course,
        sessions: &[Borne],
        standing: &RehabStanding,
        week: NaiveDate,
        beside: Beside,
    ) -> Place {
        let (steps, change) = match (course.steps, course.change) {
            (steps, Change::More) if beside.steady => (steps - 1, Change::Same),
            as_it_is => as_it_is,
        };
        let last = sessions.last().map_or(week, |last| last.date);
        let until = if beside.steady {
            span::monday(last).min(week)
        } else {
            week
        };
        Place {
            steps,
            change,
            weeks: course.weeks(standing.since, until),
            too_much: course.too_much,
        }
    }
}

/// What the running and the mornings say of the next session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beside {
    /// A score after the last session that was too much is answered for by the running.
    pub spared: bool,
    /// Something hurt too much lately: nothing is added, whatever the sessions were like.
    pub steady: bool,
}

/// The session of the set in the week that begins on a day.
pub fn session(
    history: &History,
    standing: &RehabStanding,
    week: NaiveDate,
    beside: Beside,
) -> RehabSession {
    let set = standing.set;
    let sessions = borne(history, standing);
    let course = course(&sessions, beside.spared);
    let place = Place::of(&course, &sessions, standing, week, beside);
    let mut doses: Vec<Dose> = chosen(history, standing, place)
        .into_iter()
        .take(limits::SESSION_EXERCISES.value as usize)
        .map(|exercise| dose(history, standing, exercise, place))
        .collect();
    if set == RehabSet::C {
        within_contacts(&mut doses, place.weeks);
        doses.extend(strength_kept(history, standing, week, beside));
    }
    RehabSession {
        set,
        doses,
        change: place.change,
        why: why(history, standing, &sessions, place, course.waits.is_some()),
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
    let first = first_session(history, history.episode()?, RehabSet::B)?;
    let of_b = RehabStanding {
        set: RehabSet::B,
        since: history.local_date(first),
        ..standing.clone()
    };
    let sessions = borne(history, &of_b);
    let course = course(&sessions, beside.spared);
    let mut place = Place::of(&course, &sessions, &of_b, week, beside);
    if place.change == Change::More {
        place.change = Change::Same;
    }
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
    let set = standing.set;
    let Place {
        steps,
        change,
        weeks,
        too_much,
    } = place;
    let (flexion, range_steps) = flexion(exercise, set, steps, change);
    // Range comes before weight: what the range has used is not used again.
    let steps = steps - range_steps;
    let last = (history.rehab.iter().rev())
        .find(|entry| entry.work.exercise.as_deref() == Some(exercise.id));
    // One thing at a time: a step that went into the range adds no weight.
    let into_range = range_steps > 0 && steps == 0;
    let of_weight = match change {
        Change::More if into_range => Change::Same,
        change => change,
    };
    let kg = last.and_then(|last| weight(last, of_weight));
    // With one leg it is about twice the load a leg: it begins again at its first repetitions.
    let on_each = match exercise.sides {
        Sides::Each => Some(steps),
        Sides::Both => None,
        Sides::BothThenEach => (steps > 1).then_some(steps - 2),
    };
    let mut dose = Dose {
        exercise,
        sets: if weeks == 0 || on_each == Some(0) && exercise.sides == Sides::BothThenEach {
            exercise.sets.0
        } else {
            exercise.sets.1
        },
        amount: amount_of(
            exercise,
            on_each.unwrap_or(steps),
            too_much.is_some(),
            kg.is_some_and(|kg| kg > 0.0),
        ),
        each_side: on_each.is_some(),
        kg,
        hip_flexion_deg: flexion,
    };
    if let Some(day) = too_much {
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
    let is_weighted = dose.kg.is_some_and(|kg| kg > 0.0);
    let most = most.map(|most| if is_weighted { most } else { less(most).max(1) });
    let (sets, amount) = (
        dose.sets.min(most_sets.unwrap_or(u32::MAX)),
        dose.amount.min(most.unwrap_or(u32::MAX)),
    );
    (dose.sets, dose.amount) = (sets, amount);
}

/// The weight of the next session from that of the last, to half a kilogram.
fn weight(last: &RehabEntry, change: Change) -> Option<f64> {
    let kg = last.work.kg?;
    let next = match change {
        Change::First | Change::Same => kg,
        Change::More => {
            kg + (kg * limits::PROGRESS_LOAD.value / 100.0).max(limits::PROGRESS_PLATE.value)
        }
        Change::Less => kg * (1.0 - limits::AMBER_LOAD.value / 100.0),
        Change::Back => kg * BACK_SHARE,
    };
    Some((next * 2.0).floor() / 2.0)
}

/// How far the hip bends in set B, and how many steps went into that.
fn flexion(exercise: &Exercise, set: RehabSet, steps: i32, change: Change) -> (Option<f64>, i32) {
    if set != RehabSet::B {
        return (None, 0);
    }
    let goal = limits::FLEXION_GOAL.value.min(exercise.hip_flexion_deg.1);
    let start = limits::FLEXION_START
        .value
        .max(exercise.hip_flexion_deg.0)
        .min(goal);
    let step = limits::FLEXION_STEP.value;
    let to_goal = ((goal - start) / step).ceil() as i32;
    let used = steps.clamp(0, to_goal);
    let bent = (start + step * f64::from(used)).min(goal);
    let bent = match change {
        // Less range is the first thing that is given back.
        Change::Less => (bent - step).max(exercise.hip_flexion_deg.0.min(start)),
        _ => bent,
    };
    (Some(bent), used)
}

/// Set C within the landings of its week.
fn within_contacts(doses: &mut [Dose], weeks: u32) {
    let growth = 1.0 + limits::CONTACTS_GROWTH.value / 100.0;
    let most = limits::CONTACTS_START.value * growth.powi(weeks.min(12) as i32);
    let landings =
        |dose: &Dose| f64::from(dose.sets * dose.amount) * if dose.each_side { 2.0 } else { 1.0 };
    for _ in 0..20 {
        if doses.iter().map(landings).sum::<f64>() <= most {
            return;
        }
        let most_of = doses
            .iter_mut()
            .max_by(|a, b| landings(a).total_cmp(&landings(b)));
        match most_of {
            Some(dose) if dose.sets > 1 => dose.sets -= 1,
            Some(dose) if dose.amount > 5 => dose.amount -= 1,
            _ => return,
        }
    }
}

fn why(
    history: &History,
    standing: &RehabStanding,
    sessions: &[Borne],
    place: Place,
    waits: bool,
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
            "Two sessions in a row stayed at {:.0} or less, so this asks for a little more.",
            limits::GREEN_MAX.value
        ),
        Change::Less => {
            "Twice in a row over 3: bend the hip less first, then go slower, then take weight off."
                .to_owned()
        }
        Change::Back => format!(
            "{score} was too much, so this asks for less. Stop an exercise that passes {:.0}{}.",
            limits::AMBER_MAX.value,
            easier(history, standing)
        ),
        Change::Same if waits => format!(
            "As last time, until two sessions in a row stay at {:.0} or less.",
            limits::GREEN_MAX.value
        ),
        Change::Same if standing.set == RehabSet::A && place.weeks >= 1 && !weighted(history) => {
            "From the second week on with a weight that allows just these repetitions.".to_owned()
        }
        Change::Same => String::new(),
    }
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

fn weighted(history: &History) -> bool {
    (history.rehab.iter().rev().take(6)).any(|entry| entry.work.kg.is_some_and(|kg| kg > 0.0))
}

#[cfg(test)]
mod tests {
    use super::super::borne::STEPS_UNDER;
    use super::*;

    #[test]
    fn repetitions_fall_as_the_weight_grows() {
        let fall: Vec<u32> = (-2..5).map(|steps| amount((15, 8), steps)).collect();
        assert_eq!(fall, [10, 12, 15, 13, 10, 8, 8]);
    }

    #[test]
    fn a_step_back_is_less_of_something_whatever_the_set_has() {
        for exercise in RehabSet::ALL.into_iter().flat_map(catalogue::of_set) {
            // At the least of a set the one before it follows.
            for steps in (1 - STEPS_UNDER)..=STEPS_TO_END {
                let was = amount_of(exercise, steps, false, false);
                let back = (steps - 1).max(-STEPS_UNDER);
                let now = amount_of(exercise, back, true, false);
                assert!(now < was || was <= 1, "{}: {was}, {now}", exercise.id);
            }
        }
    }

    #[test]
    fn set_b_bends_further_step_by_step_and_then_grows_heavier() {
        let rdl = catalogue::by_id("b-rdl").expect("in the catalogue");
        let bent = |steps| flexion(rdl, RehabSet::B, steps, Change::Same);
        assert_eq!(bent(0), (Some(45.0), 0));
        assert_eq!(bent(1), (Some(60.0), 1));
        assert_eq!(bent(2), (Some(75.0), 2));
        assert_eq!(bent(3), (Some(80.0), 3));
        assert_eq!(bent(5), (Some(80.0), 3));
        assert_eq!(flexion(rdl, RehabSet::B, 2, Change::Less).0, Some(60.0));
        assert_eq!(flexion(rdl, RehabSet::A, 2, Change::Same).0, None);
    }
}
