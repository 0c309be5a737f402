//! Each run and the pain that answered it.

use crate::calendar::Days;
use crate::diary::{Band, History, Pain, unattributed};
use crate::limits;
use crate::run::{EffortKind, Run};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// What stands out in a run, for a name beside its pain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effort {
    /// So many efforts of a kind.
    Count(EffortKind, usize),
    /// Hard minutes.
    Hard(f64),
    /// Nothing but its running minutes.
    Minutes(f64),
    /// Not known.
    Unknown,
}

/// A run with its response.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// Its start.
    pub start: DateTime<FixedOffset>,
    /// Its day.
    pub day: NaiveDate,
    /// Running minutes.
    pub minutes: Option<f64>,
    /// Hard minutes.
    pub hard: Option<f64>,
    /// What it held.
    pub effort: Effort,
    /// The band of its response.
    pub band: Band,
    /// The highest score and when it was felt.
    pub worst: Option<(f64, DateTime<FixedOffset>)>,
    /// Pain was asked for: an episode was under care.
    pub asked: bool,
}

/// What the sentence says.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Nothing was run.
    NoRuns,
    /// No score and none asked for.
    NotLogged,
    /// So many of so many runs have no late score.
    TooLittle {
        /// Runs without a score.
        without: usize,
        /// Runs.
        runs: usize,
    },
    /// Runs over 5, the last of them, and the last one over 3 since.
    Reds {
        /// Red responses.
        count: usize,
        /// Runs with a response.
        answered: usize,
        /// The last red one.
        last: Answered,
        /// The last amber one.
        amber: Option<Answered>,
    },
    /// Runs over 3, none over 5, and the last of them.
    Ambers {
        /// Amber responses.
        count: usize,
        /// Runs with a response.
        answered: usize,
        /// The last of them.
        last: Answered,
    },
    /// Never over 3; the highest score.
    Green {
        /// Runs with a response.
        answered: usize,
        /// The highest score, 0 to 10.
        highest: f64,
    },
    /// Nothing is answered yet: the windows are open.
    Pending,
}

/// Runs and what they answered.
#[derive(Debug, Clone, PartialEq)]
pub struct PainTrend {
    /// First day that is looked at.
    pub from: NaiveDate,
    /// The day that it is told on.
    pub today: NaiveDate,
    /// The moment that it is told at.
    pub now: DateTime<FixedOffset>,
    /// The runs, in the order of time.
    pub runs: Vec<Answered>,
    /// Scores that lie in no run's window.
    pub apart: Vec<(DateTime<FixedOffset>, f64)>,
    /// What is said of them.
    pub verdict: Verdict,
}

/// The runs of the last weeks, today's week among them.
pub fn trend(history: &History, weeks: u64) -> PainTrend {
    let today = history.today();
    let from = crate::diary::span::monday(today) - Days::new(7 * (weeks.max(1) - 1));
    let pain = Pain::of(history);
    let runs: Vec<Answered> = history
        .runs_between(from, today)
        .iter()
        .filter(|run| !run.is_accident())
        .map(|run| answered(history, &pain, run))
        .collect();
    let apart = unattributed(history)
        .filter(|entry| history.local_date(entry.at) >= from)
        .map(|entry| (entry.at, entry.score.get()))
        .collect();
    PainTrend {
        from,
        today,
        now: history.now,
        verdict: verdict(&runs),
        runs,
        apart,
    }
}

/// A run with its answer.
pub fn answered(history: &History, pain: &Pain, run: &Run) -> Answered {
    let found = pain.response(run);
    Answered {
        start: run.start,
        day: run.date(),
        minutes: run.running_minutes(),
        hard: run.hard_minutes(),
        effort: effort(run),
        band: found.band,
        worst: found.max.map(|max| max.get()).zip(found.max_at),
        asked: found.max.is_some() || history.episode_on(run.date()).is_some(),
    }
}

/// What a run is named by: its most demanding effort, else its hard minutes, else its length.
fn effort(run: &Run) -> Effort {
    let counted = |kind: EffortKind| {
        let count = run.sure_count(kind).filter(|count| *count > 0)?;
        Some(Effort::Count(kind, count))
    };
    let hard = run
        .hard_minutes()
        .filter(|hard| *hard >= limits::HARD_OVER_MINUTES.value)
        .map(Effort::Hard);
    counted(EffortKind::HillSprint)
        .or_else(|| counted(EffortKind::Sprint))
        .or_else(|| counted(EffortKind::Interval))
        .or(hard)
        .or_else(|| counted(EffortKind::Downhill))
        .or_else(|| counted(EffortKind::Hill))
        .or_else(|| run.running_minutes().map(Effort::Minutes))
        .unwrap_or(Effort::Unknown)
}

fn verdict(runs: &[Answered]) -> Verdict {
    if runs.is_empty() {
        return Verdict::NoRuns;
    }
    if runs.iter().all(|run| !run.asked) {
        return Verdict::NotLogged;
    }
    let with = |band: Band| runs.iter().filter(move |run| run.band == band);
    let (reds, ambers) = (with(Band::Red).count(), with(Band::Amber).count());
    let answered = reds + ambers + with(Band::Green).count();
    if let Some(last) = with(Band::Red).next_back() {
        let amber = with(Band::Amber)
            .next_back()
            .filter(|amber| amber.start > last.start);
        return Verdict::Reds {
            count: reds,
            answered,
            last: last.clone(),
            amber: amber.cloned(),
        };
    }
    if let Some(last) = with(Band::Amber).next_back() {
        return Verdict::Ambers {
            count: ambers,
            answered,
            last: last.clone(),
        };
    }
    let without = with(Band::Unknown).count();
    if without * 2 > runs.len() {
        return Verdict::TooLittle {
            without,
            runs: runs.len(),
        };
    }
    if answered == 0 {
        return Verdict::Pending;
    }
    let highest = with(Band::Green)
        .filter_map(|run| run.worst.map(|(score, _)| score))
        .fold(0.0, f64::max);
    Verdict::Green { answered, highest }
}
