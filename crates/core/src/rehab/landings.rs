//! The landings of set C: how many a session has, from the weeks of the set and from what
//! was done, and how the exercises come within them.

use super::borne::is_of;
use super::catalogue::{self, Sides, Unit};
use super::dose::Dose;
use super::sessions;
use crate::calendar::Days;
use crate::diary::{History, RehabEntry, RehabSet, Side};
use crate::limits;
use chrono::NaiveDate;

/// So few landings has no set, and so often is one taken away at most.
const LEAST_LANDINGS: u32 = 8;
const MOST_CUTS: usize = 80;

/// The landings of a session of set C in a week: those of so many weeks of it, and no more
/// than so much over the most of the weeks before, where that was told.
pub(super) fn most_contacts(history: &History, week: NaiveDate, weeks: u32) -> f64 {
    let growth = 1.0 + limits::CONTACTS_GROWTH.value / 100.0;
    let by_weeks = limits::CONTACTS_START.value * growth.powi(weeks.min(12) as i32);
    let from = week - Days::new(7 * u64::from(CONTACTS_WEEKS));
    let before = sessions::by_day(history, |entry| is_of(entry, RehabSet::C))
        .into_iter()
        .filter(|(date, _)| from <= *date && *date < week)
        .filter_map(|(_, work)| contacts(&work))
        .reduce(f64::max);
    before.map_or(by_weeks, |before| by_weeks.min(before * growth))
}

/// The weeks before that are looked at for what was done.
const CONTACTS_WEEKS: u32 = 2;

/// The landings of the springs of a day, where all of it was told.
fn contacts(work: &[&RehabEntry]) -> Option<f64> {
    let mut all = None;
    for entry in work {
        let listed = (entry.work.exercise.as_deref()).and_then(catalogue::by_id);
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
pub(super) fn within_contacts(doses: &mut [Dose], most: f64) {
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
