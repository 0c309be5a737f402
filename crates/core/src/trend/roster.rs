//! Why one athlete of many comes first: the first reason of the list that holds.

use super::cadence::{self, CadenceTrend, Verdict};
use super::lasting::Lasting;
use super::load::{self, LoadTrend, LoadWeek, Place};
use super::pain::{self, Answered};
use super::{count, days};
use crate::diary::{Band, History, Pain, Symptom, span};
use crate::limits;
use crate::rule_id::RuleId;
use crate::rules::red_flag;
use chrono::NaiveDate;

/// In the order in which they are looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// A symptom that a clinician must see is open.
    RedFlag(Symptom),
    /// A red response.
    Red(Answered),
    /// An amber response.
    Amber(Answered),
    /// Ill since so many days.
    Ill(i64),
    /// No run for so many days.
    NoRun(i64),
    /// So many weeks back after so many days off.
    Back {
        /// Week of the return.
        week: i64,
        /// Days off before it.
        off: i64,
    },
    /// Tendon load of the last full week over the usual.
    LoadJump(f64),
    /// Many more minutes than usual.
    MinutesJump {
        /// Minutes of the week.
        minutes: f64,
        /// Minutes of a usual week.
        usual: f64,
    },
    /// From here on nothing needs a look at once.
    Unscored {
        /// Runs without a score.
        without: usize,
        /// Runs that were looked at.
        of: usize,
    },
    /// Cadence changed clearly.
    CadenceClear {
        /// By how much, %.
        percent: f64,
    },
    /// Cadence fell clearly some time ago and has stayed there.
    CadenceLower {
        /// By how much, %.
        percent: f64,
        /// The first day of the lower level.
        since: NaiveDate,
        /// The day on which it is told.
        told: NaiveDate,
    },
    /// Load of the tendon over the usual, as a multiple.
    LoadHigh(f64),
    /// Cadence changed a little.
    CadenceLittle {
        /// By how much, %.
        percent: f64,
    },
    /// Fewer minutes than usual.
    BelowRange {
        /// Minutes of the week.
        minutes: f64,
        /// Minutes of a usual week.
        usual: f64,
    },
    /// Less load of the tendon than usual, as a multiple, in a week of which not all minutes
    /// are known.
    LoadLow(f64),
    /// Nothing was run last week.
    NoRunLastWeek {
        /// Minutes of a usual week.
        usual: f64,
    },
    /// Nothing to tell.
    AsUsual,
    /// Nothing was ever recorded.
    NoData,
}

impl Reason {
    /// The place in the order: who comes first has the lowest.
    pub const fn rank(&self) -> u8 {
        match self {
            Reason::RedFlag(_) => 0,
            Reason::Red(_) => 1,
            Reason::Amber(_) => 2,
            Reason::Ill(_) | Reason::NoRun(_) => 3,
            Reason::Back { .. } => 4,
            Reason::LoadJump(_) => 5,
            Reason::MinutesJump { .. } => 6,
            Reason::Unscored { .. } => 7,
            Reason::CadenceClear { .. } | Reason::CadenceLower { .. } => 8,
            Reason::LoadHigh(_) => 9,
            Reason::CadenceLittle { .. } => 10,
            Reason::BelowRange { .. } | Reason::LoadLow(_) | Reason::NoRunLastWeek { .. } => 11,
            Reason::AsUsual => 12,
            Reason::NoData => 13,
        }
    }

    /// What groups athletes with the same need.
    pub fn flag(&self) -> &'static str {
        match self {
            Reason::RedFlag(_) => RuleId::RedFlag.as_str(),
            Reason::Red(_) => "red",
            Reason::Amber(_) => "amber",
            Reason::Ill(_) => "ill",
            Reason::NoRun(_) => "no-run",
            Reason::Back { .. } => "back",
            Reason::LoadJump(_) => "load-jump",
            Reason::MinutesJump { .. } => "minutes-jump",
            Reason::Unscored { .. } => "unscored",
            Reason::CadenceClear { .. }
            | Reason::CadenceLower { .. }
            | Reason::CadenceLittle { .. } => "cadence",
            Reason::LoadHigh(_) => "load-high",
            Reason::BelowRange { .. } | Reason::LoadLow(_) | Reason::NoRunLastWeek { .. } => {
                "below-range"
            }
            Reason::AsUsual => "as-usual",
            Reason::NoData => "no-data",
        }
    }

    /// Whether a coach should look now.
    pub const fn needs_a_look(&self) -> bool {
        self.rank() <= 6
    }

    /// Within a rank, the worse first.
    pub fn weight(&self) -> f64 {
        match self {
            Reason::Red(run) | Reason::Amber(run) => run.worst.map_or(0.0, |(score, _)| score),
            Reason::Ill(days) | Reason::NoRun(days) => *days as f64,
            Reason::LoadJump(times) | Reason::LoadHigh(times) => *times,
            Reason::MinutesJump { minutes, usual } => minutes / usual,
            Reason::CadenceClear { percent }
            | Reason::CadenceLower { percent, .. }
            | Reason::CadenceLittle { percent } => percent.abs(),
            _ => 0.0,
        }
    }
}

/// The first reason that holds, where the trends are there already.
pub fn reason(history: &History, cadence: &CadenceTrend, load: &LoadTrend) -> Reason {
    first_of(
        history,
        || load.last_full().copied(),
        || (cadence.verdict, cadence.lasting),
    )
}

/// The first reason that holds; of the trends only what it takes is worked out.
pub fn reason_alone(history: &History) -> Reason {
    first_of(
        history,
        || load::last_full(history),
        || {
            let seen = cadence::without_line(history);
            (seen.verdict, seen.lasting)
        },
    )
}

fn first_of(
    history: &History,
    last_full: impl FnOnce() -> Option<LoadWeek>,
    step: impl FnOnce() -> (Verdict, Option<Lasting>),
) -> Reason {
    let today = history.today();
    let flag = history
        .symptoms
        .iter()
        .filter(|entry| red_flag::is_flag(history, entry))
        .max_by_key(|entry| entry.symptom.urgency());
    if let Some(entry) = flag {
        return Reason::RedFlag(entry.symptom);
    }
    let Some(last) = history.runs.iter().rev().find(|run| !run.is_accident()) else {
        return Reason::NoData;
    };
    let pain_of = Pain::of(history);
    let recent: Vec<Answered> = history
        .runs_between(
            today - crate::calendar::Days::new(limits::ROSTER_PAIN_DAYS.value as u64),
            today,
        )
        .iter()
        .map(|run| pain::answered(history, &pain_of, run))
        .collect();
    let worst = |band: Band| {
        let of_band = recent.iter().filter(|run| run.band == band);
        let score = |run: &Answered| run.worst.map_or(0.0, |(score, _)| score);
        of_band
            .max_by(|a, b| score(a).total_cmp(&score(b)))
            .cloned()
    };
    if let Some(run) = worst(Band::Red) {
        return Reason::Red(run);
    }
    if let Some(run) = worst(Band::Amber) {
        return Reason::Amber(run);
    }
    if let Some(ill) = history.illness_on(today) {
        return Reason::Ill((today - ill.from).num_days());
    }
    let off = (today - last.date()).num_days();
    if off >= days(&limits::ROSTER_OFF_DAYS) {
        return Reason::NoRun(off);
    }
    if let Some(back) = back(history) {
        return back;
    }
    let week = last_full();
    let week = week.as_ref();
    if let Some(times) = week
        .filter(|week| week.load.jump)
        .and_then(|week| week.load.times_usual())
    {
        return Reason::LoadJump(times);
    }
    if let Some((minutes, usual)) = week.filter(|week| week.minutes.jump).and_then(minutes) {
        return Reason::MinutesJump { minutes, usual };
    }
    if let Some(unscored) = unscored(history, &pain_of) {
        return unscored;
    }
    let (verdict, lasting) = step();
    let fall = match verdict {
        Verdict::Change { percent, .. } if percent < 0.0 => -percent,
        _ => 0.0,
    };
    if fall >= limits::CADENCE_CHANGE_CLEAR.value {
        return Reason::CadenceClear { percent: -fall };
    }
    if let Some(change) = lasting.filter(|change| change.percent() < 0.0) {
        return Reason::CadenceLower {
            percent: change.percent(),
            since: change.since,
            told: history.today(),
        };
    }
    // A third run in a week of two is no news, unless a tendon is coming back.
    let high = week.filter(|week| {
        let above = week.load.place() == Some(Place::Above);
        above || (history.episode().is_some() && !week.load.partly)
    });
    let times = high.and_then(|week| week.load.times_usual());
    if let Some(times) = times.filter(|times| *times >= limits::LOAD_HIGH.value) {
        return Reason::LoadHigh(times);
    }
    if fall >= limits::CADENCE_CHANGE.value {
        return Reason::CadenceLittle { percent: -fall };
    }
    match week {
        Some(week) if week.runs == 0 => {
            week.minutes
                .usual
                .map_or(Reason::AsUsual, |usual| Reason::NoRunLastWeek {
                    usual: usual.median,
                })
        }
        Some(week) if week.minutes.place() == Some(Place::Below) => {
            minutes(week).map_or(Reason::AsUsual, |(minutes, usual)| Reason::BelowRange {
                minutes,
                usual,
            })
        }
        Some(week) if week.minutes.partly && week.load.place() == Some(Place::Below) => {
            let times = week.load.times_usual();
            times.map_or(Reason::AsUsual, Reason::LoadLow)
        }
        _ => Reason::AsUsual,
    }
}

/// Minutes of a week and of a usual one.
fn minutes(week: &LoadWeek) -> Option<(f64, f64)> {
    week.minutes
        .value
        .zip(week.minutes.usual.map(|usual| usual.median))
}

/// The weeks back after a break that the method asks to go easy in.
fn back(history: &History) -> Option<Reason> {
    let breaks = span::breaks(history, days(&limits::LOG_BREAK_DAYS));
    let last = breaks.iter().rfind(|of| of.first_run.is_some())?;
    let weeks = if last.days_off >= days(&limits::BREAK_LONG_DAYS) {
        3
    } else {
        2
    };
    let week = (history.today() - last.first_run?).num_days() / 7 + 1;
    (week <= weeks).then_some(Reason::Back {
        week,
        off: last.days_off,
    })
}

/// Runs of the last ones whose late score is missing, where it is asked for.
fn unscored(history: &History, pain_of: &Pain) -> Option<Reason> {
    let last: Vec<Answered> = (history.runs.iter().rev())
        .filter(|run| !run.is_accident())
        .take(count(&limits::ROSTER_LAST_RUNS))
        .map(|run| pain::answered(history, pain_of, run))
        .collect();
    let asked = || last.iter().filter(|run| run.asked);
    let without = asked().filter(|run| run.band == Band::Unknown).count();
    (without >= count(&limits::ROSTER_UNSCORED)).then_some(Reason::Unscored {
        without,
        of: last.len(),
    })
}
