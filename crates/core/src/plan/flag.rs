//! Symptoms that a clinician has to see, and what is still kept quiet once they were
//! cleared: the running comes back before anything is raised, in the runs and the exercises.

use crate::calendar::Days;
use crate::diary::entry::Urgency;
use crate::diary::{History, Symptom, span};
use crate::limits::{self, Limit};
use crate::rules::red_flag;
use chrono::NaiveDate;

/// A symptom that keeps things quiet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Flag {
    pub symptom: Symptom,
    /// The day on which it was told.
    pub told: NaiveDate,
    /// Where it was cleared, the day before which nothing rises; `None` while it is open.
    pub until: Option<NaiveDate>,
}

/// The flag that keeps a day quiet: one that is open before one that was cleared.
pub(super) fn quiets(history: &History, day: NaiveDate) -> Option<Flag> {
    open(history).or_else(|| cleared(history, day))
}

/// The first red flag that is open.
pub(super) fn open(history: &History) -> Option<Flag> {
    let entry = red_flag::open(history).next()?;
    Some(Flag {
        symptom: entry.symptom,
        told: history.local_date(entry.at),
        until: None,
    })
}

/// The gravest red flag that was cleared so lately that a day is still kept quiet for it.
pub(super) fn cleared(history: &History, day: NaiveDate) -> Option<Flag> {
    let until = |symptom: Symptom, on: NaiveDate| {
        let later = |limit: Limit| on + Days::new(limit.value as u64);
        match symptom.urgency() {
            Urgency::Emergency | Urgency::NoRunning => later(limits::FLAG_CLEARED_DAYS),
            // The week in which it was cleared is run as it is.
            Urgency::Prompt => {
                later(limits::PROMPT_CLEARED_DAYS).max(span::monday(on) + Days::new(7))
            }
        }
    };
    (history.symptoms.iter())
        .filter_map(|entry| {
            let until = until(entry.symptom, history.local_date(entry.resolved?));
            let flag = Flag {
                symptom: entry.symptom,
                told: history.local_date(entry.at),
                until: Some(until),
            };
            (day < until).then_some(flag)
        })
        .max_by_key(|flag| (flag.symptom.urgency(), flag.until))
}
