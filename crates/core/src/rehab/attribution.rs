//! Whose pain it was. A score belongs to the load since the last day of low load:
//! where heavy rehab lies between a run and its score, the two share it. Then the
//! newer change goes back; with none new, both do.

use crate::diary::{History, RehabEntry, RehabSet};
use crate::limits;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// What goes back after a score that was too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// The running.
    Running,
    /// The exercises.
    Rehab,
    /// Both.
    Both,
}

/// The last heavy rehab between the start of a run and a moment at which it was felt.
pub fn between(
    history: &History,
    run_start: DateTime<FixedOffset>,
    felt: DateTime<FixedOffset>,
) -> Option<&RehabEntry> {
    history.rehab.iter().rfind(|entry| {
        entry.set() != RehabSet::Isometric && run_start < entry.at && entry.at <= felt
    })
}

/// What goes back after a score of a run. `run_changed` is the day of the last
/// step of the running.
pub fn share(
    history: &History,
    run_start: DateTime<FixedOffset>,
    felt: DateTime<FixedOffset>,
    run_changed: Option<NaiveDate>,
) -> Share {
    if between(history, run_start, felt).is_none() {
        return Share::Running;
    }
    let day = history.local_date(felt);
    let is_new = |changed: &NaiveDate| {
        (day - *changed).num_days() <= limits::PAIN_REPEATED_DAYS.value as i64
    };
    let rehab = changed(history, felt).filter(is_new);
    let running = run_changed.filter(is_new);
    match (rehab, running) {
        (Some(rehab), Some(running)) if rehab > running => Share::Rehab,
        (Some(rehab), Some(running)) if running > rehab => Share::Running,
        (Some(_), None) => Share::Rehab,
        (None, Some(_)) => Share::Running,
        _ => Share::Both,
    }
}

/// The last day up to a moment on which heavy rehab asked for more: the first
/// session of a set, or of a heavier weight, more sets or more repetitions with no less weight
/// in an exercise, or of a hip that bends further.
pub fn changed(history: &History, until: DateTime<FixedOffset>) -> Option<NaiveDate> {
    let heavy: Vec<&RehabEntry> = (history.rehab.iter())
        .filter(|entry| entry.set() != RehabSet::Isometric && entry.at <= until)
        .collect();
    let is_more = |place: usize, entry: &RehabEntry| {
        let earlier = || heavy.iter().take(place);
        let first_of_set = !earlier().any(|other| other.set() == entry.set());
        let before = earlier().rfind(|other| other.work.exercise == entry.work.exercise);
        first_of_set || before.is_some_and(|before| asks_for_more(entry, before))
    };
    (heavy.iter().enumerate().rev())
        .find(|(place, entry)| is_more(*place, entry))
        .map(|(_, entry)| history.local_date(entry.at))
}

/// Whether an exercise was more than the last time: heavier, deeper, or more of the same.
fn asks_for_more(now: &RehabEntry, before: &RehabEntry) -> bool {
    let (now, before) = (&now.work, &before.work);
    let heavier = now.kg.unwrap_or(0.0).total_cmp(&before.kg.unwrap_or(0.0));
    let deeper =
        (now.hip_flexion_deg.zip(before.hip_flexion_deg)).is_some_and(|(now, before)| now > before);
    let more = |now: Option<u32>, before: Option<u32>| {
        now.zip(before).is_some_and(|(now, before)| now > before)
    };
    let of_the_same = more(now.sets, before.sets) || more(now.reps, before.reps);
    deeper || heavier.is_gt() || heavier.is_eq() && of_the_same
}
