//! The smallest change that would have silenced a finding, found by trying: the
//! run a little shorter, a sprint fewer, a day later, the score lower. Each trial
//! asks the rule itself, so the answer is never more than the rule would say.
//!
//! Which change is tried a rule says itself: see [`super::Rule::nearest`].

mod of_entries;
mod of_run;

pub use of_entries::{
    complete, less_flexion, less_pain, less_sitting, logged, passed_test, resolved, without_stretch,
};
pub use of_run::{
    fewer_downhills, fewer_hill_sprints, fewer_hills, fewer_intervals, fewer_sprints,
    later_or_left_out, less_distance, less_hard_or_left_out, less_of_any_factor, less_running,
    more_cadence,
};

use super::context::Context;
use super::verdict::{Figure, Finding, Verdict};
use crate::diary::History;
use crate::run::{Run, RunId};

/// One change of what is in the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What is changed, with its unit: `distance_m`, `pain`, `sprints`, `date` …
    pub what: &'static str,
    /// The run that it changes.
    pub run: Option<RunId>,
    /// As it is; `None` where it is missing.
    pub was: Option<Figure>,
    /// As it would have to be.
    pub would: Figure,
    /// The same as a sentence.
    pub text: String,
}

/// A change with the history that it makes.
pub type Changed = (Change, History);

/// How a rule looks for the change that would have silenced it.
pub type Nearest = fn(&Asked) -> Option<Changed>;

/// Scores are logged in halves.
const HALF: f64 = 0.5;
/// Halvings of a range: a thousandth of it is left.
const HALVINGS: usize = 12;

/// Of a doubt about the data: what was recorded is no choice of the runner's.
pub const fn none(_: &Asked) -> Option<Changed> {
    None
}

/// A finding and what is asked about it.
pub struct Asked<'a> {
    check: fn(&Context) -> Vec<Verdict>,
    /// Whether its findings stay until they are resolved.
    lasting: bool,
    history: &'a History,
    finding: &'a Finding,
    count: usize,
}

impl<'a> Asked<'a> {
    /// Asks about a finding of a rule by its check; `lasting` where its findings stay until
    /// they are resolved.
    pub fn of(
        check: fn(&Context) -> Vec<Verdict>,
        lasting: bool,
        history: &'a History,
        finding: &'a Finding,
    ) -> Asked<'a> {
        let mut asked = Asked {
            check,
            lasting,
            history,
            finding,
            count: 0,
        };
        asked.count = asked.count(history);
        asked
    }

    /// How many findings of the rule there are from the finding's day on: one that
    /// only moves to another day is not silenced.
    fn count(&self, history: &History) -> usize {
        let (date, lasting) = (self.finding.date, self.lasting);
        let counts = |verdict: &&Verdict| matches!(verdict, Verdict::Fires(found) if lasting || found.date >= date);
        let verdicts = (self.check)(&Context::new(history, date));
        verdicts.iter().filter(counts).count()
    }

    fn silent(&self, history: &History) -> bool {
        self.count(history) < self.count
    }

    /// The place of the finding's run in the history.
    fn place(&self) -> Option<usize> {
        let id = self.finding.run.as_ref()?;
        self.history.runs.iter().position(|run| run.id == *id)
    }

    fn run(&self, index: usize) -> Option<&Run> {
        self.history.runs.get(index)
    }

    fn with(&self, index: usize, change: impl FnOnce(&mut Run)) -> History {
        let mut history = self.history.clone();
        if let Some(run) = history.runs.get_mut(index) {
            change(run);
        }
        history
    }

    /// The largest value in steps below `was` at which the rule is silent.
    fn largest(
        &self,
        was: f64,
        step: f64,
        make: impl Fn(f64) -> History,
    ) -> Option<(f64, History)> {
        let steps = |value: f64| (value / step + 1e-9).floor() * step;
        let (mut low, mut high) = (0.0, was);
        let mut found = None;
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            let value = steps(middle);
            let history = make(value);
            if self.silent(&history) {
                found = Some((value, history));
                low = middle;
            } else {
                high = middle;
            }
        }
        // Halving ends beside the edge: the last steps are walked.
        if let Some((value, _)) = found {
            for more in 1..=4 {
                let next = value + f64::from(more) * step;
                let history = make(next);
                if next >= was || !self.silent(&history) {
                    break;
                }
                found = Some((next, history));
            }
        }
        found.filter(|(value, _)| *value > 0.0)
    }
}
