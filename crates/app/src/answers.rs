//! The runner's words on what is a run, and what was put right of one.

use comeback_core::diary::cut::{self, Cut};
use comeback_core::diary::{Entry, said};
use comeback_core::recording::Recording;
use comeback_core::run::RunId;
use comeback_signal::Measured;
use std::collections::HashMap;

/// The runner's words on what is a run: for a whole import, and for single recordings.
pub(super) struct Answers {
    said: Option<bool>,
    runs: HashMap<RunId, bool>,
    /// How recordings are cut and put right.
    pub(super) cuts: Vec<Cut>,
}

impl Answers {
    pub(crate) fn of(said: Option<bool>, entries: &[Entry]) -> Answers {
        let runs = said::of(entries)
            .into_iter()
            .filter_map(|(run, said)| Some((run, said.counts?)));
        Answers {
            said,
            runs: runs.collect(),
            cuts: cut::cuts(entries),
        }
    }

    /// A measured run with what the runner knows better of it.
    pub(super) fn correct(&self, id: &RunId, measured: Measured) -> Measured {
        let (mut metres, mut told_min) = (None, None);
        for cut in &self.cuts {
            if let Cut::Correct {
                run,
                distance_m,
                minutes,
            } = cut
                && run == id
            {
                metres = distance_m.or(metres);
                told_min = minutes.or(told_min);
            }
        }
        if metres.is_none() && told_min.is_none() {
            return measured;
        }
        measured.corrected(metres, told_min)
    }

    /// The answer on a run, where there is one.
    pub(super) fn on(&self, run: &RunId) -> Option<bool> {
        self.said.or(self.runs.get(run).copied())
    }

    pub(super) fn to(&self, recording: &Recording) -> Option<bool> {
        let own = self.runs.get(&RunId::at(recording.start)).copied();
        // A recording that was said to be none stays, kept aside.
        self.said.or(own.filter(|is_run| *is_run))
    }
}
