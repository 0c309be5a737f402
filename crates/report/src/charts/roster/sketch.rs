//! What the little pictures of an athlete are drawn from: little enough to be kept for a
//! thousand athletes.

use chrono::{NaiveDate, Timelike};
use comeback_core::calendar::Days;
use comeback_core::diary::{Band, History, span};
use comeback_core::trend::cadence::{self, CadenceTrend, in_line};
use comeback_core::trend::load::{self, LoadTrend, LoadWeek, Place};
use comeback_core::trend::pain::{self, PainTrend};
use serde::{Deserialize, Serialize};

/// Weeks of cadence and load on a page; on a phone, and of pain, fewer.
pub const WIDE_WEEKS: u64 = 26;
pub const PAIN_WEEKS: u64 = 12;

/// Cadence, tendon load and pain of the last weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// The day that it is told on; the days below are counted back from it.
    pub today: NaiveDate,
    pub(super) cadence: Cadence,
    pub(super) weeks: Vec<Week>,
    pub(super) pain: Vec<Pain>,
}

/// A value some days before today.
pub(super) type Ago = (u16, f64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Cadence {
    /// Middle and half of the width of the usual range, steps/min.
    pub(super) usual: Option<(f64, f64)>,
    /// Of the last four weeks, steps/min.
    pub(super) now: Option<f64>,
    pub(super) runs: Vec<Ago>,
    pub(super) line: Vec<Vec<Ago>>,
}

/// Tendon load of a week; the weeks are consecutive and the last is today's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Week {
    pub(super) load: Option<f64>,
    /// Low and high end of the usual range.
    pub(super) usual: Option<(f64, f64)>,
    /// The load over that of a usual week, where it lies outside the range.
    pub(super) times: Option<f64>,
    pub(super) inside: bool,
    pub(super) ran: bool,
    pub(super) full: bool,
    pub(super) jump: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Pain {
    pub(super) ago: u16,
    /// Share of the day that was over at the start of the run.
    pub(super) hour: f64,
    pub(super) band: Band,
    /// The highest score.
    pub(super) worst: Option<f64>,
}

impl Sketch {
    /// At the history's moment.
    pub fn of(history: &History) -> Sketch {
        let cadence = cadence::trend(history);
        let load = load::trend(history, WIDE_WEEKS as usize);
        Sketch::from_trends(&cadence, &load, &pain::trend(history, PAIN_WEEKS))
    }

    /// The same from trends that are there already.
    pub fn from_trends(cadence: &CadenceTrend, load: &LoadTrend, pain: &PainTrend) -> Sketch {
        let today = cadence.today;
        let ago = |day: NaiveDate| u16::try_from((today - day).num_days()).unwrap_or(u16::MAX);
        let value = |(day, value): (NaiveDate, f64)| (ago(day), tenths(value));
        let first = span::monday(today) - Days::new(7 * (WIDE_WEEKS - 1));
        let runs = in_line(&cadence.points).map(|point| (point.day, point.adjusted));
        let lines = (cadence.line.iter())
            .map(|piece| piece.iter().copied().filter(|(day, _)| *day >= first));
        let begun = span::monday(today) - Days::new(7 * (PAIN_WEEKS - 1));
        let asked = (pain.runs.iter()).filter(|run| run.day >= begun && run.asked);
        Sketch {
            today,
            cadence: Cadence {
                usual: (cadence.usual).map(|usual| (tenths(usual.centre), tenths(usual.half))),
                now: cadence.now.map(tenths),
                runs: runs.filter(|(day, _)| *day >= first).map(value).collect(),
                line: lines
                    .map(|piece| piece.map(value).collect::<Vec<Ago>>())
                    .filter(|piece| !piece.is_empty())
                    .collect(),
            },
            weeks: load.weeks.iter().map(Week::of).collect(),
            pain: asked
                .map(|run| Pain {
                    ago: ago(run.day),
                    hour: f64::from(run.start.num_seconds_from_midnight() / 864) / 100.0,
                    band: run.band,
                    worst: run.worst.map(|(score, _)| score),
                })
                .collect(),
        }
    }
}

impl Week {
    fn of(week: &LoadWeek) -> Week {
        let load = &week.load;
        let outside = load.place().is_some_and(|place| place != Place::Inside);
        Week {
            load: load.value.map(hundredths),
            usual: (load.usual).map(|usual| (hundredths(usual.low), hundredths(usual.high))),
            times: load.times_usual().filter(|_| outside).map(hundredths),
            inside: load.place() == Some(Place::Inside),
            ran: week.runs > 0,
            full: week.full,
            jump: load.jump,
        }
    }
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
