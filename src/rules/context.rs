//! What a rule is judged on: the history, the days asked for, and, worked out
//! once for all rules, each run's response and the rung just before it.

use super::Rule;
use super::verdict::{Finding, Missing, Verdict};
use crate::diary::{Episode, History, Response, response};
use crate::limits::Limit;
use crate::method::Standing;
use crate::run::Run;
use chrono::{Days, NaiveDate, TimeDelta};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

/// Where the runner stands on the ladder, as a function of the history.
pub type Ladder<'a> = &'a dyn Fn(&History) -> Option<Standing>;

pub struct Context<'a> {
    pub history: &'a History,
    /// The first day that findings are asked for.
    pub since: NaiveDate,
    ladder: Ladder<'a>,
    lean: OnceCell<History>,
    standings: RefCell<BTreeMap<usize, Option<Standing>>>,
    responses: RefCell<BTreeMap<usize, Response>>,
}

impl<'a> Context<'a> {
    pub fn new(history: &'a History, since: NaiveDate, ladder: Ladder<'a>) -> Self {
        Context {
            history,
            since,
            ladder,
            lean: OnceCell::new(),
            standings: RefCell::default(),
            responses: RefCell::default(),
        }
    }

    /// The value in force of a limit.
    pub fn limit(&self, limit: &Limit) -> f64 {
        self.history.settings.get(limit)
    }

    /// The runs from `days_before` days before the first day asked for, with
    /// their place in the history. A finding dated before that day is dropped
    /// later; the runs before it are seen for what they set off.
    pub fn runs(&self, days_before: u64) -> impl Iterator<Item = (usize, &'a Run)> + use<'a> {
        let from = self
            .since
            .checked_sub_days(Days::new(days_before))
            .unwrap_or(NaiveDate::MIN);
        let runs: &'a [Run] = &self.history.runs;
        let first = runs.partition_point(|run| run.date() < from);
        runs.iter().enumerate().skip(first)
    }

    /// The response of a run of the history.
    pub fn response(&self, index: usize, run: &Run) -> Response {
        *self
            .responses
            .borrow_mut()
            .entry(index)
            .or_insert_with(|| response(run, self.history))
    }

    /// The episode that was under care on the day of a run.
    pub fn episode(&self, run: &Run) -> Option<&'a Episode> {
        self.history.episode_on(run.date())
    }

    /// Where the runner stood just before a run; `None` outside an episode.
    ///
    /// An episode that was told of later, with a start before the run, counts:
    /// the runner knows now that the run lay in it.
    pub fn standing(&self, index: usize, run: &Run) -> Option<Standing> {
        let episode = self.episode(run)?;
        if let Some(known) = self.standings.borrow().get(&index) {
            return known.clone();
        }
        let mut before = self.lean().as_of(run.start - TimeDelta::seconds(1));
        if before.episode().is_none() {
            let mut told = episode.clone();
            told.end = None;
            told.ended_at = None;
            before.episodes.push(told);
        }
        let standing = (self.ladder)(&before);
        self.standings.borrow_mut().insert(index, standing.clone());
        standing
    }

    /// Where the runner stands now.
    pub fn standing_now(&self) -> Option<Standing> {
        (self.ladder)(self.history)
    }

    /// The history without what no rung depends on, so that going back in time
    /// run by run copies little.
    fn lean(&self) -> &History {
        self.lean.get_or_init(|| {
            let mut lean = self.history.clone();
            for run in &mut lean.runs {
                run.title = None;
                run.device = None;
                run.files = Vec::new();
                run.steady = Vec::new();
                run.quality = Vec::new();
            }
            lean
        })
    }
}

impl Rule {
    /// A finding of this rule at its highest severity, with its usual advice.
    pub fn finding(&self, date: NaiveDate, run: Option<&Run>, message: String) -> Finding {
        Finding {
            rule: self.name,
            severity: self.severity,
            date,
            run: run.map(|run| run.id.clone()),
            message,
            evidence: Vec::new(),
            advice: self.advice.to_owned(),
            grade: self.grade,
            source: self.source,
        }
    }

    pub fn unknown(
        &self,
        date: NaiveDate,
        run: Option<&Run>,
        missing: impl Into<String>,
    ) -> Verdict {
        Verdict::Unknown(Missing {
            rule: self.name,
            date,
            run: run.map(|run| run.id.clone()),
            missing: missing.into(),
        })
    }
}
