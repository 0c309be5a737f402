//! What went before higher scores, of this runner.
//!
//! The score after a run is set against its minutes, its kinds (hard, uphill,
//! downhill), a run on the day before, and time, in one ridge regression: each
//! difference is expected to be none until the runs say otherwise. Minutes and time
//! are only accounted for. What is said is that something *went before* higher
//! scores, never that it caused them; and nothing is said before there are enough
//! runs with it and without it, nor where the 95 % interval holds none.

mod ridge;

use crate::diary::{History, Pain};
use crate::limits;
use crate::run::{EffortKind, Run};
use chrono::NaiveDate;
use ridge::{Column, Effect};
use serde::Serialize;

/// What a run may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exposure {
    /// Hard minutes.
    Hard,
    /// Climbs.
    Uphill,
    /// Descents.
    Downhill,
    /// A run on the day before.
    DayAfter,
}

impl Exposure {
    const ALL: [Exposure; 4] = [
        Exposure::Hard,
        Exposure::Uphill,
        Exposure::Downhill,
        Exposure::DayAfter,
    ];

    /// As the subject of a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Exposure::Hard => "Hard running",
            Exposure::Uphill => "Climbs",
            Exposure::Downhill => "Descents",
            Exposure::DayAfter => "A run on the day after another",
        }
    }

    /// Whether a run holds it; `None` where the recording cannot tell.
    fn of(self, run: &Run, previous: Option<NaiveDate>) -> Option<bool> {
        let holds = |kind: EffortKind| run.count(kind).map(|_| run.surely(kind));
        match self {
            Exposure::Hard => {
                let limit = limits::HARD_OVER_MINUTES.value;
                run.hard_minutes().map(|hard| hard > limit)
            }
            Exposure::Uphill => holds(EffortKind::Hill),
            Exposure::Downhill => holds(EffortKind::Downhill),
            Exposure::DayAfter => {
                Some(previous.is_some_and(|day| (run.date() - day).num_days() == 1))
            }
        }
    }
}

/// Something that went before higher scores.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WentBefore {
    /// What the runs held.
    pub what: Exposure,
    /// How much higher the scores were, all else equal, and the 95 % interval of that.
    pub points: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Higher end of the interval.
    pub high: f64,
    /// Runs with it and without it.
    pub runs_with: usize,
    /// Runs that held none of it.
    pub runs_without: usize,
}

/// A run with a known score.
struct Scored<'a> {
    run: &'a Run,
    minutes: f64,
    score: f64,
    previous: Option<NaiveDate>,
}

/// What went before higher scores in the last episode, the largest difference first;
/// empty while nothing may be said.
pub fn went_before(history: &History) -> Vec<WentBefore> {
    let mut scored = scored(history);
    let mut known: Vec<Exposure> = Exposure::ALL.to_vec();
    // A run that cannot tell one of the kinds asked about is left out; that may leave
    // too few for another.
    loop {
        let enough = |what: &Exposure| {
            let told = || (scored.iter()).filter_map(|run| what.of(run.run, run.previous));
            let with = told().filter(|with| *with).count();
            let without = told().count() - with;
            with >= limits::WENT_BEFORE_EXPOSED.value as usize
                && without >= limits::WENT_BEFORE_UNEXPOSED.value as usize
        };
        let kept: Vec<Exposure> = known.iter().copied().filter(enough).collect();
        let before = scored.len();
        scored.retain(|run| (kept.iter()).all(|what| what.of(run.run, run.previous).is_some()));
        let settled = kept.len() == known.len() && scored.len() == before;
        known = kept;
        if settled {
            break;
        }
    }
    if known.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<WentBefore> = (known.iter().zip(effects(&scored, &known)))
        .filter(|(_, effect)| effect.low > 0.0)
        .map(|(&what, effect)| {
            let holds = |run: &&Scored| what.of(run.run, run.previous) == Some(true);
            let runs_with = scored.iter().filter(holds).count();
            WentBefore {
                what,
                points: effect.mean,
                low: effect.low,
                high: effect.high,
                runs_with,
                runs_without: scored.len() - runs_with,
            }
        })
        .collect();
    found.sort_by(|a, b| b.points.total_cmp(&a.points));
    found
}

/// The runs of the last episode whose score is known from the day after.
fn scored(history: &History) -> Vec<Scored<'_>> {
    let Some(episode) = history.episodes.last() else {
        return Vec::new();
    };
    let pain = Pain::of(history);
    let mut previous: Option<NaiveDate> = None;
    let mut found = Vec::new();
    for run in history.runs.iter().filter(|run| !run.is_accident()) {
        let day_before = previous;
        previous = Some(run.date());
        if !episode.covers(run.date()) {
            continue;
        }
        let response = pain.response(run);
        if let (true, Some(score), Some(minutes)) =
            (response.complete, response.max, run.tells_minutes())
        {
            found.push(Scored {
                run,
                minutes,
                score: score.get(),
                previous: day_before,
            });
        }
    }
    found
}

/// The difference that each of the kinds made, in their order.
fn effects(scored: &[Scored], known: &[Exposure]) -> Vec<Effect> {
    /// Widths of the priors of what is only accounted for: any level of pain, half a
    /// point for ten minutes more, one point in four weeks (design).
    const LEVEL: f64 = 10.0;
    const TEN_MINUTES: f64 = 0.5;
    const FOUR_WEEKS: f64 = 1.0;
    let first = scored.first().map(|run| run.run.date());
    let mean_minutes =
        scored.iter().map(|run| run.minutes).sum::<f64>() / scored.len().max(1) as f64;
    let days = |run: &Scored| first.map_or(0, |first| (run.run.date() - first).num_days()) as f64;
    let mut columns: Vec<Column> = known
        .iter()
        .map(|what| Column {
            prior: limits::WENT_BEFORE_PRIOR.value,
            values: (scored.iter())
                .map(|run| f64::from(u8::from(what.of(run.run, run.previous) == Some(true))))
                .collect(),
        })
        .collect();
    let accounted = |prior: f64, value: &dyn Fn(&Scored) -> f64| Column {
        prior,
        values: scored.iter().map(value).collect(),
    };
    columns.push(accounted(LEVEL, &|_| 1.0));
    columns.push(accounted(TEN_MINUTES, &|run| {
        (run.minutes - mean_minutes) / 10.0
    }));
    columns.push(accounted(FOUR_WEEKS, &|run| days(run) / 28.0));
    let scores: Vec<f64> = scored.iter().map(|run| run.score).collect();
    let mut effects = ridge::fit(&columns, &scores, limits::SCORE_NOISE.value);
    effects.truncate(known.len());
    effects
}

#[cfg(test)]
mod tests;
