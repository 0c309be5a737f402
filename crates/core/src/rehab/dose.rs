//! How much a session asks for: the exercises of the set, at most three, each with
//! its dose.
//!
//! A step is taken after two sessions in a row at a safe pain, during and the next
//! morning: one thing at a time, range before weight in set B.

use super::borne::{self, Borne, Change, Course, Gap, after_long_gap, course, higher};
use super::catalogue::{self, Exercise, Part, Sides, Unit};
use super::reached::{self, Reached, Way};
use super::sessions::{self, first_session};
use super::standing::RehabStanding;
use crate::calendar::Days;
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
    /// It is time for a weight, and none is logged.
    pub wants_weight: bool,
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
    course(standing.set, &borne::borne(history, standing), false).steps
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
    /// Something hurt, and what came after it has not stayed quiet twice.
    waits: bool,
    /// Nothing is added, whatever the sessions were like.
    steady: bool,
    /// How often in a row it was eased because it was watched.
    eased: u32,
    /// Days without the set before the next session.
    gap: Gap,
}

/// What is eased where a pain is watched again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ease {
    Range,
    Slower,
    Load,
}

impl Place {
    fn of(
        course: &Course,
        sessions: &[Borne],
        standing: &RehabStanding,
        (today, week): (NaiveDate, NaiveDate),
        beside: Beside,
    ) -> Place {
        let gap = Gap::between(sessions.last().map_or(today, |last| last.date), today);
        let (mut steps, mut eased, mut change) = (course.steps, course.eased, course.change);
        let before: Option<Vec<Borne>> = (beside.steady_since).map(|since| {
            let earlier = sessions.iter().filter(|session| session.date < since);
            earlier.copied().collect()
        });
        if let Some(before) = &before {
            // As it was dosed then: what was quiet since adds nothing, what hurt is heard.
            let then = borne::course(standing.set, before, beside.spared);
            let (had_steps, had_eased) = match then.change {
                Change::More => then.unchanged,
                _ => (then.steps, then.eased),
            };
            (steps, eased) = (steps.min(had_steps), eased.max(had_eased));
        } else if change == Change::More && gap != Gap::None {
            (steps, eased) = course.unchanged;
        }
        if change == Change::More && (before.is_some() || gap != Gap::None) {
            change = Change::Same;
        }
        if gap == Gap::Long {
            steps = after_long_gap(steps);
        }
        if gap != Gap::None && matches!(change, Change::Same | Change::Less) {
            change = Change::AfterGap;
        }
        let until = before.as_ref().map_or(week, |before| {
            let last = before.last().map_or(week, |last| last.date);
            span::monday(last).min(week)
        });
        Place {
            steps,
            change,
            weeks: course.weeks(began(standing, sessions, until), until),
            too_much: course.too_much,
            waits: course.waits.is_some(),
            steady: before.is_some(),
            eased,
            gap,
        }
    }

    /// What has been eased last: in set B the range first, in the moving sets the speed, then
    /// the load; of holds and springs there are simply fewer.
    const fn eased(&self, set: RehabSet) -> Option<Ease> {
        match (set, self.eased) {
            (_, 0) => None,
            (RehabSet::B, 1) => Some(Ease::Range),
            (RehabSet::B, 2) | (RehabSet::A, 1) => Some(Ease::Slower),
            _ => Some(Ease::Load),
        }
    }

    /// Whether a weight is the next thing of a dose: from the second week of set A on, and in
    /// set B once the range is used. Nothing new beside a set or a range that has just come.
    fn wants_weight(&self, set: RehabSet, reached: Reached) -> bool {
        let settled = self.change == Change::Same && !self.waits && !self.steady;
        match set {
            RehabSet::A => reached.into_weight || settled && self.weeks >= 1,
            RehabSet::B => reached.into_weight || settled && reached.range_used,
            RehabSet::Isometric | RehabSet::C => false,
        }
    }
}

/// The day from which the weeks of a set count: its first session, as far as there is one.
/// The holds come without being told of.
fn began(standing: &RehabStanding, sessions: &[Borne], until: NaiveDate) -> NaiveDate {
    match standing.set {
        RehabSet::Isometric => standing.since,
        _ => sessions.first().map_or(until, |first| first.date),
    }
}

/// What the running and the mornings say of the next session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beside {
    /// A score after the last session that was too much is answered for by the running.
    pub spared: bool,
    /// From this day on nothing is added, whatever the sessions were like: something hurt too
    /// much, is to be seen, or is new besides.
    pub steady_since: Option<NaiveDate>,
}

/// The session of the set in the week that begins on a day.
pub fn session(
    history: &History,
    standing: &RehabStanding,
    week: NaiveDate,
    beside: Beside,
) -> RehabSession {
    let set = standing.set;
    let sessions = borne::borne(history, standing);
    let course = course(set, &sessions, beside.spared);
    let place = Place::of(
        &course,
        &sessions,
        standing,
        (history.today(), week),
        beside,
    );
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
    let sessions = borne::borne(history, &of_b);
    let course = course(RehabSet::B, &sessions, beside.spared);
    let mut place = Place::of(&course, &sessions, &of_b, (history.today(), week), beside);
    // A session of set C that was told as a whole had it.
    let whole = (history.rehab.iter())
        .rfind(|entry| entry.set() == RehabSet::C && entry.work.exercise.is_none())
        .map(|entry| history.local_date(entry.at));
    if whole.is_some_and(|day| Gap::between(day, history.today()) == Gap::None) {
        place.gap = Gap::None;
        place.steps = course.steps;
        if place.change == Change::AfterGap {
            place.change = Change::Same;
        }
    }
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

/// So few landings has no set, and so often is one taken away at most.
const LEAST_LANDINGS: u32 = 8;
const MOST_CUTS: usize = 80;

/// The landings of a session of set C in a week: those of so many weeks of it, and no more
/// than so much over the most of the weeks before, where that was told.
fn most_contacts(history: &History, week: NaiveDate, weeks: u32) -> f64 {
    let growth = 1.0 + limits::CONTACTS_GROWTH.value / 100.0;
    let by_weeks = limits::CONTACTS_START.value * growth.powi(weeks.min(12) as i32);
    let from = week - Days::new(7 * u64::from(CONTACTS_WEEKS));
    let before = sessions::by_day(history, |entry| entry.set() == RehabSet::C)
        .into_iter()
        .filter(|(date, _)| from <= *date && *date < week)
        .filter_map(|(_, work)| contacts(&work))
        .reduce(f64::max);
    before.map_or(by_weeks, |before| by_weeks.min(before * growth))
}

/// The weeks before that are looked at for what was done.
const CONTACTS_WEEKS: u32 = 2;

/// The landings of a day, where all of it was told.
fn contacts(work: &[&RehabEntry]) -> Option<f64> {
    let springs = work.iter().filter_map(|entry| {
        let listed = (entry.work.exercise.as_deref()).and_then(catalogue::by_id);
        // What stays of set B has no landings; what is not listed may have any.
        (listed.is_none_or(|listed| listed.set == RehabSet::C)).then_some((entry, listed))
    });
    let mut all = None;
    for (entry, listed) in springs {
        let sides = match (entry.work.side, listed.map(|listed| listed.sides)) {
            (Some(Side::Both) | None, Some(Sides::Each)) => 2.0,
            _ => 1.0,
        };
        let told = f64::from(entry.work.sets?) * f64::from(entry.work.reps?) * sides;
        all = Some(all.unwrap_or(0.0) + told);
    }
    all
}

/// Set C within the landings of its week.
fn within_contacts(doses: &mut [Dose], most: f64) {
    let landings =
        |dose: &Dose| f64::from(dose.sets * dose.amount) * if dose.each_side { 2.0 } else { 1.0 };
    // A set fewer is a step of many landings, back and forth: of hops it comes last.
    let is_counted = |dose: &Dose| dose.exercise.unit == Unit::Repetitions;
    let can_fall =
        |dose: &&mut Dose| dose.sets > 1 || is_counted(dose) && dose.amount > LEAST_LANDINGS;
    for _ in 0..MOST_CUTS {
        if doses.iter().map(landings).sum::<f64>() <= most {
            return;
        }
        let most_of =
            (doses.iter_mut().filter(can_fall)).max_by(|a, b| landings(a).total_cmp(&landings(b)));
        match most_of {
            Some(dose) if is_counted(dose) && dose.amount > LEAST_LANDINGS => dose.amount -= 1,
            Some(dose) => dose.sets -= 1,
            None => return,
        }
    }
}

fn why(
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
