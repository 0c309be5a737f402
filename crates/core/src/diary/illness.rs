//! Days of illness, those of a fever among them: nothing is run on them.

use super::entry::Symptom;
use super::history::{History, IllnessEntry};
use crate::calendar::Days;
use chrono::NaiveDate;

impl IllnessEntry {
    /// An illness without an end, and without a run since, lasts so long at least, and up to
    /// today for a fortnight (design): each day asks whether it is over and has no run, the days
    /// to come have theirs, and who forgets to answer is not left without a plan for good.
    const LEAST_DAYS: u64 = 3;
    const OPEN_DAYS: u64 = 14;

    /// Whether a day lies in the fortnight of an illness whose end was not told.
    pub(super) fn may_last_on(&self, day: NaiveDate) -> bool {
        self.until.is_none() && (self.from..self.from + Days::new(Self::OPEN_DAYS)).contains(&day)
    }

    /// Whether the runner was ill on a day; without an end only on its first.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until.unwrap_or(self.from)
    }

    /// Whether an illness without an end is taken to last on a day, at the history's moment.
    fn lasts_on(&self, history: &History, day: NaiveDate) -> bool {
        let tomorrow = history.today() + Days::new(1);
        let least = self.from + Days::new(Self::LEAST_DAYS);
        if self.is_fever {
            // Until it is told that it is over, and a day longer: nobody runs with a fever.
            let open = self.from..(tomorrow + Days::new(1)).max(least);
            return self.until.is_none() && open.contains(&day);
        }
        self.may_last_on(day)
            && day < tomorrow.max(least)
            && history.runs_between(self.from, day).is_empty()
    }
}

impl History {
    /// What was ill in the order in which it was told, fevers after it. A fever is over on
    /// the day after it was told to be: a day without one comes before the first run.
    pub fn illnesses(&self) -> impl DoubleEndedIterator<Item = IllnessEntry> {
        let fevers = (self.symptoms.iter()).filter(|entry| entry.symptom == Symptom::Fever);
        let of_fever = fevers.map(|entry| {
            let from = self.local_date(entry.at);
            IllnessEntry {
                at: entry.at,
                from,
                until: (entry.resolved).map(|over| self.local_date(over).max(from)),
                is_fever: true,
            }
        });
        self.illness.iter().copied().chain(of_fever)
    }

    /// The illness of a day: from its first day to its last, or for some days where no last
    /// one was told and nothing was run since. A fever before any other.
    pub fn illness_on(&self, day: NaiveDate) -> Option<IllnessEntry> {
        (self.illnesses().rev()).find(|ill| ill.covers(day) || ill.lasts_on(self, day))
    }
}
