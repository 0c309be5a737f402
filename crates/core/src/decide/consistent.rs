//! What a history from outside must keep to before anything is decided from it.

use crate::calendar::YEARS;
use crate::diary::{Episode, History};
use crate::run::{Run, RunId};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

/// A plan further away than this is no plan, days.
pub(super) const FARTHEST_PLAN_DAYS: i64 = 366;
/// The longest recording, s: ten days, longer than any race on foot without a bed.
const LONGEST_RECORDING_S: f64 = 864_000.0;
/// A goal that is no slip of the pen.
const MOST_GOAL_MINUTES: f64 = 1_440.0;
const MOST_GOAL_RUNS: u32 = 14;

/// Why no decision is made from a history.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum HistoryError {
    /// A list is not in the order of time.
    #[error("`{list}` is not in the order of time: {then} comes after {first}")]
    OutOfOrder {
        /// The field of the history.
        list: &'static str,
        /// The later moment, which stands first.
        first: DateTime<FixedOffset>,
        /// The earlier moment, which stands behind it.
        then: DateTime<FixedOffset>,
    },
    /// Something is dated after the moment of the history.
    #[error("`{list}` holds {at}, later than `now` ({now}): cut the history at its moment")]
    LaterThanNow {
        /// The field of the history.
        list: &'static str,
        /// The moment that lies later.
        at: DateTime<FixedOffset>,
        /// The moment of the history.
        now: DateTime<FixedOffset>,
    },
    /// A date that no runner's log can have.
    #[error("`{list}` holds the year {year}; dates from 1900 to 2200 are understood")]
    NoSuchYear {
        /// The field of the history.
        list: &'static str,
        /// The year.
        year: i32,
    },
    /// Two runs have one id.
    #[error("two runs have the id {0}")]
    SameRun(RunId),
    /// A figure that no run can have: negative, endless, or longer than ten days.
    #[error("run {run}: {figure} cannot be {value}")]
    Impossible {
        /// The run.
        run: RunId,
        /// The field of the run.
        figure: &'static str,
        /// What stands there.
        value: f64,
    },
    /// A goal that no training has.
    #[error("episode of {start}: a goal of {minutes} min, {runs} times a week, cannot be")]
    ImpossibleGoal {
        /// The first day of the episode.
        start: NaiveDate,
        /// Minutes per run.
        minutes: f64,
        /// Runs per week.
        runs: u32,
    },
    /// The week asked for is too far from the moment of the history.
    #[error("{day} is more than a year from the history's moment: no week is planned so far away")]
    PlanTooFar {
        /// A day of the week.
        day: NaiveDate,
    },
}

/// Whether a history can be decided from.
///
/// [`History::assemble`] makes only such histories; one that was read from elsewhere
/// may hold anything.
///
/// # Errors
/// The first contradiction.
pub fn consistent(history: &History) -> Result<(), HistoryError> {
    // Each list by name: one that is added to the history is not forgotten here.
    let History {
        now,
        zone: _,
        settings: _,
        policy: _,
        setting_changes,
        runs,
        pain,
        symptoms,
        rehab,
        tests,
        load_tests,
        done,
        illness,
        gait,
        stretches,
        sitting,
        sitting_tolerance,
        visa,
        uwri,
        psfs,
        answers,
        comments,
        plans,
        episodes,
    } = history;
    let now = *now;
    year("now", now.date_naive())?;
    let mut seen = std::collections::BTreeSet::new();
    for run in runs {
        possible(run)?;
        if !seen.insert(&run.id) {
            return Err(HistoryError::SameRun(run.id.clone()));
        }
    }
    in_order("runs", now, runs.iter().map(|run| run.start))?;
    in_order("pain", now, pain.iter().map(|entry| entry.at))?;
    in_order("symptoms", now, symptoms.iter().map(|entry| entry.at))?;
    for at in symptoms.iter().filter_map(|entry| entry.resolved) {
        moment("symptoms", now, at)?;
    }
    in_order("rehab", now, rehab.iter().map(|entry| entry.at))?;
    in_order("tests", now, tests.iter().map(|entry| entry.at))?;
    in_order("load_tests", now, load_tests.iter().map(|entry| entry.at))?;
    in_order("done", now, done.iter().map(|entry| entry.at))?;
    in_order("illness", now, illness.iter().map(|entry| entry.at))?;
    for entry in illness {
        year("illness", entry.from)?;
        year("illness", entry.until.unwrap_or(entry.from))?;
    }
    in_order("gait", now, gait.iter().map(|entry| entry.at))?;
    in_order("stretches", now, stretches.iter().copied())?;
    in_order("sitting", now, sitting.iter().map(|entry| entry.at))?;
    let tolerance = sitting_tolerance.iter().map(|entry| entry.at);
    in_order("sitting_tolerance", now, tolerance)?;
    in_order("visa", now, visa.iter().map(|entry| entry.at))?;
    in_order("uwri", now, uwri.iter().map(|entry| entry.at))?;
    in_order("psfs", now, psfs.iter().map(|entry| entry.at))?;
    in_order("answers", now, answers.iter().map(|entry| entry.at))?;
    in_order("comments", now, comments.iter().map(|entry| entry.at))?;
    in_order("plans", now, plans.iter().map(|entry| entry.at))?;
    let changes = setting_changes.iter().map(|change| change.at);
    in_order("setting_changes", now, changes)?;
    believable(now, episodes)
}

fn in_order(
    list: &'static str,
    now: DateTime<FixedOffset>,
    moments: impl Iterator<Item = DateTime<FixedOffset>>,
) -> Result<(), HistoryError> {
    let mut first: Option<DateTime<FixedOffset>> = None;
    for then in moments {
        moment(list, now, then)?;
        if let Some(first) = first.filter(|&first| then < first) {
            return Err(HistoryError::OutOfOrder { list, first, then });
        }
        first = Some(then);
    }
    Ok(())
}

fn moment(
    list: &'static str,
    now: DateTime<FixedOffset>,
    at: DateTime<FixedOffset>,
) -> Result<(), HistoryError> {
    year(list, at.date_naive())?;
    if at > now {
        return Err(HistoryError::LaterThanNow { list, at, now });
    }
    Ok(())
}

fn year(list: &'static str, day: NaiveDate) -> Result<(), HistoryError> {
    let year = day.year();
    if YEARS.contains(&year) {
        Ok(())
    } else {
        Err(HistoryError::NoSuchYear { list, year })
    }
}

fn possible(run: &Run) -> Result<(), HistoryError> {
    let durations = [
        ("elapsed", Some(run.elapsed)),
        ("timer", run.timer),
        ("moving", run.moving),
        ("running", run.running),
        ("hard", run.hard),
    ];
    let seconds = durations
        .into_iter()
        .filter_map(|(figure, value)| Some((figure, value?.get())));
    for (figure, value) in seconds {
        if !(0.0..=LONGEST_RECORDING_S).contains(&value) {
            let run = run.id.clone();
            return Err(HistoryError::Impossible { run, figure, value });
        }
    }
    let others = [
        ("distance", run.distance.map(|metres| metres.get())),
        ("speed", run.speed.map(|speed| speed.get())),
        ("cadence", run.cadence.map(|cadence| cadence.median.get())),
    ];
    for (figure, value) in others {
        if let Some(value) = value.filter(|value| !(value.is_finite() && *value >= 0.0)) {
            let run = run.id.clone();
            return Err(HistoryError::Impossible { run, figure, value });
        }
    }
    Ok(())
}

fn believable(now: DateTime<FixedOffset>, episodes: &[Episode]) -> Result<(), HistoryError> {
    for episode in episodes {
        let start = episode.start;
        year("episodes", start)?;
        moment("episodes", now, episode.told_at)?;
        year("episodes", episode.end.unwrap_or(start))?;
        year("episodes", episode.race.unwrap_or(start))?;
        let (minutes, runs) = (episode.goal.session_min, episode.goal.runs_per_week);
        if !(0.0..=MOST_GOAL_MINUTES).contains(&minutes) || runs > MOST_GOAL_RUNS {
            return Err(HistoryError::ImpossibleGoal {
                start,
                minutes,
                runs,
            });
        }
    }
    Ok(())
}
