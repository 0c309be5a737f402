//! What a rule is judged on: the history, the days asked for, and, worked out
//! once for all rules, each run's response and the rung just before it.

use crate::calendar::{Days, TimeDelta};
use crate::diary::{Episode, History, Pain, Response};
use crate::limits::Limit;
use crate::method::climb::Before;
use crate::method::{Standing, ladder};
use crate::run::Run;
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

/// Where the runner stands on the ladder, as a function of the history.
pub type Ladder<'a> = &'a dyn Fn(&History) -> Option<Standing>;

/// The fold is kept from this long before the first day asked for: rules look
/// back to the runs of the weeks before. Where one looks back further, the
/// history is folded anew.
const KEPT_DAYS: u64 = 21;

/// A history with what several rules read of it, each made once.
pub struct Context<'a> {
    /// What is asked.
    pub history: &'a History,
    /// The first day that findings are asked for.
    pub since: NaiveDate,
    /// A ladder of the caller's; `None` for the method's own.
    ladder: Option<Ladder<'a>>,
    pain: OnceCell<Pain<'a>>,
    /// Where the runner stood in each episode, by its place in the history.
    before: RefCell<BTreeMap<usize, Before<'a>>>,
    standings: RefCell<BTreeMap<usize, Option<Standing>>>,
    responses: RefCell<BTreeMap<usize, Response>>,
}

impl<'a> Context<'a> {
    /// A history to be asked from a day on.
    pub fn new(history: &'a History, since: NaiveDate) -> Self {
        Context {
            history,
            since,
            ladder: None,
            pain: OnceCell::new(),
            before: RefCell::default(),
            standings: RefCell::default(),
            responses: RefCell::default(),
        }
    }

    /// With a ladder of the caller's.
    pub fn on_ladder(history: &'a History, since: NaiveDate, ladder: Ladder<'a>) -> Self {
        Context {
            ladder: Some(ladder),
            ..Context::new(history, since)
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
        let from = Days::new(days_before).before(self.since);
        let from = from.unwrap_or(NaiveDate::MIN);
        let runs: &'a [Run] = &self.history.runs;
        let first = runs.partition_point(|run| run.date() < from);
        runs.iter().enumerate().skip(first)
    }

    /// The response of a run of the history.
    pub fn response(&self, index: usize, run: &Run) -> Response {
        *self.responses.borrow_mut().entry(index).or_insert_with(|| {
            self.pain
                .get_or_init(|| Pain::of(self.history))
                .response(run)
        })
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
        let standing = self
            .remembered(index, run)
            .unwrap_or_else(|| self.folded_anew(run, episode));
        self.standings.borrow_mut().insert(index, standing.clone());
        standing
    }

    /// Where the runner stands now.
    pub fn standing_now(&self) -> Option<Standing> {
        match self.ladder {
            Some(ladder) => ladder(self.history),
            None => ladder::standing(self.history),
        }
    }

    /// The standing before a run from the fold that is kept at every run; `None`
    /// where that cannot tell.
    #[expect(
        clippy::option_option,
        reason = "that it cannot tell, and that there is none"
    )]
    fn remembered(&self, index: usize, run: &Run) -> Option<Option<Standing>> {
        if self.ladder.is_some() {
            return None;
        }
        let at = just_before(run);
        let episodes = &self.history.episodes;
        let open_then = |episode: &Episode| {
            episode.told_at <= at
                && (episode.is_open() || episode.ended_at.is_some_and(|ended| ended > at))
        };
        let place = episodes
            .iter()
            .rposition(open_then)
            .or_else(|| episodes.iter().rposition(|e| e.covers(run.date())))?;
        let episode = episodes.get(place)?;
        let mut before = self.before.borrow_mut();
        let kept = before.entry(place).or_insert_with(|| {
            let from = Days::new(KEPT_DAYS).before(self.since);
            Before::new(self.history, episode, from.unwrap_or(NaiveDate::MIN))
        });
        kept.standing(index, at).map(Some)
    }

    /// The standing before a run from the history as it was known then.
    fn folded_anew(&self, run: &Run, episode: &Episode) -> Option<Standing> {
        let mut before = self.history.as_of(just_before(run));
        if before.episode().is_none() {
            let mut told = episode.clone();
            told.end = None;
            told.ended_at = None;
            before.episodes.push(told);
        }
        match self.ladder {
            Some(ladder) => ladder(&before),
            None => ladder::standing(&before),
        }
    }
}

fn just_before(run: &Run) -> DateTime<FixedOffset> {
    run.start - TimeDelta::seconds(1)
}
