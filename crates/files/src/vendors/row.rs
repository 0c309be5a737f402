//! One row of a vendor's table: a run, a ride, anything, with what the runner told of it.

use super::samples::Packed;
use crate::sport;
use comeback_core::recording::{Sport, SubSport};
use serde::{Deserialize, Serialize};

/// Whose table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Vendor {
    #[serde(rename = "Apple Health")]
    Apple,
    Fitbit,
    Garmin,
    Google,
    Huawei,
    MapMyRun,
    Nike,
    Polar,
    Runkeeper,
    Runtastic,
    Samsung,
    Strava,
    Suunto,
    Zepp,
}

impl Vendor {
    pub const fn as_str(self) -> &'static str {
        match self {
            Vendor::Apple => "Apple Health",
            Vendor::Fitbit => "Fitbit",
            Vendor::Garmin => "Garmin",
            Vendor::Google => "Google",
            Vendor::Huawei => "Huawei",
            Vendor::MapMyRun => "MapMyRun",
            Vendor::Nike => "Nike",
            Vendor::Polar => "Polar",
            Vendor::Runkeeper => "Runkeeper",
            Vendor::Runtastic => "Runtastic",
            Vendor::Samsung => "Samsung",
            Vendor::Strava => "Strava",
            Vendor::Suunto => "Suunto",
            Vendor::Zepp => "Zepp",
        }
    }
}

/// When a row says that it began, s since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    Instant(f64),
    /// What a clock on the wall showed, read as if it were UTC.
    Local(f64),
    /// The civil day alone, its midnight read as if it were UTC.
    Day(f64),
}

impl When {
    pub const fn seconds(self) -> f64 {
        match self {
            When::Instant(at) | When::Local(at) | When::Day(at) => at,
        }
    }
}

/// One row. Everything in SI units; missing is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub vendor: Vendor,
    /// The table as an archive names it, `strava.zip/activities.csv`, and the row in it, from 1.
    pub table: String,
    pub number: usize,
    pub start: When,
    pub utc_offset_s: Option<i32>,
    /// [`Sport::Unknown`] where the table's word says nothing to us.
    pub sport: Sport,
    pub sub_sport: SubSport,
    /// The table's own word.
    pub sport_word: String,
    pub elapsed_s: Option<f64>,
    /// Without pauses.
    pub timer_s: Option<f64>,
    pub distance_m: Option<f64>,
    /// Why the distance may be another, as a sentence without its end.
    pub distance_doubt: Option<String>,
    pub ascent_m: Option<f64>,
    /// Steps per minute, both feet.
    pub cadence_spm: Option<f64>,
    pub heart_rate_bpm: Option<f64>,
    pub max_heart_rate_bpm: Option<f64>,
    /// CR10.
    pub rpe: Option<f64>,
    /// 0 (very weak) to 1 (very strong).
    pub feel: Option<f64>,
    pub title: Option<String>,
    pub note: Option<String>,
    /// The workout file as the table names it.
    pub file: Option<String>,
    /// What was recorded, where the archive holds it outside of workout files.
    pub samples: Option<Packed>,
}

impl Row {
    /// A row of a table that tells when it began and nothing else yet.
    pub fn new(vendor: Vendor, table: &str, number: usize, start: When) -> Row {
        Row {
            vendor,
            table: table.to_owned(),
            number,
            start,
            utc_offset_s: None,
            sport: Sport::Unknown,
            sub_sport: SubSport::Generic,
            sport_word: String::new(),
            elapsed_s: None,
            timer_s: None,
            distance_m: None,
            distance_doubt: None,
            ascent_m: None,
            cadence_spm: None,
            heart_rate_bpm: None,
            max_heart_rate_bpm: None,
            rpe: None,
            feel: None,
            title: None,
            note: None,
            file: None,
            samples: None,
        }
    }

    pub(super) fn with_sport(mut self, word: &str) -> Row {
        (self.sport, self.sub_sport) = sport::in_table(word);
        self.sport_word = word.trim().to_owned();
        self
    }

    pub fn duration_s(&self) -> Option<f64> {
        self.elapsed_s.or(self.timer_s)
    }

    /// Whether its word says any sport, and it moved as far and as fast as runners do: such a
    /// row is named and not passed over.
    pub fn may_be_run(&self) -> bool {
        let is_runners =
            |speed: f64| (WALKED_BELOW_M_PER_S..=RIDDEN_ABOVE_M_PER_S).contains(&speed);
        self.sport == Sport::Other
            && sport::says_any_sport(&self.sport_word)
            && self.distance_m.is_some_and(|metres| metres >= LEAST_RUN_M)
            && self.speed().is_some_and(is_runners)
    }

    /// Mean speed, m/s.
    fn speed(&self) -> Option<f64> {
        let seconds = self.timer_s.or(self.elapsed_s).filter(|&s| s > 0.0)?;
        Some(self.distance_m? / seconds)
    }

    /// A treadmill is walked on or run on, and the table does not say which: the pace
    /// does, or the steps. A run, where neither is known.
    pub(super) fn settle_treadmill(&mut self) {
        self.sub_sport = SubSport::Treadmill;
        let walked = match (self.cadence_spm, self.speed()) {
            (Some(spm), _) => spm < WALKED_BELOW_SPM,
            (None, Some(speed)) => speed < WALKED_BELOW_M_PER_S,
            (None, None) => false,
        };
        self.sport = if walked {
            Sport::Walking
        } else {
            Sport::Running
        };
    }

    /// Steps of the whole row to steps per minute, where no cadence is given.
    pub(super) fn cadence_of_steps(&mut self, steps: Option<f64>) {
        let minutes = self.timer_s.or(self.elapsed_s).map(|s| s / 60.0);
        if self.cadence_spm.is_none()
            && let (Some(steps), Some(minutes)) = (steps, minutes)
            && steps > 0.0
            && minutes > 0.0
        {
            self.cadence_spm = Some(steps / minutes);
        }
    }
}

/// Slower is walked: the same border that motion is read by (m/s; design).
const WALKED_BELOW_M_PER_S: f64 = 1.9;
/// A table's word that says nothing is asked about up to this speed and from this distance
/// (m/s, m; design).
const RIDDEN_ABOVE_M_PER_S: f64 = 5.0;
const LEAST_RUN_M: f64 = 1000.0;
/// Fewer steps are walked (design).
const WALKED_BELOW_SPM: f64 = 136.0;

/// Text of a table that says something.
pub(super) fn said(text: impl AsRef<str>) -> Option<String> {
    let text = text.as_ref().trim();
    let silent = ["", "--", "null", "None", "NaN", "#error#"];
    (!silent.contains(&text)).then(|| text.chars().take(NOTE_LIMIT).collect())
}

/// A longer note is no note.
const NOTE_LIMIT: usize = 4000;

/// A measured quantity: 0 and below are what vendors write for none.
pub(super) fn some(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite() && *value > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Workout` of five kilometres in half an hour is no sport that anybody knows.
    #[test]
    fn a_word_for_any_sport_that_moved_like_a_run_is_open() {
        for (word, metres, seconds, open) in [
            ("Workout", Some(5000.0), 1800.0, true),
            ("Training", Some(5000.0), 1800.0, true),
            ("Workout", None, 1800.0, false),
            ("Workout", Some(500.0), 200.0, false),
            ("Workout", Some(2000.0), 1800.0, false),
            ("Workout", Some(15_000.0), 1800.0, false),
            ("Yoga", Some(5000.0), 1800.0, false),
            ("Weight Training", Some(5000.0), 1800.0, false),
            ("Run", Some(5000.0), 1800.0, false),
        ] {
            let mut row =
                Row::new(Vendor::Strava, "a.csv", 1, When::Instant(1.7e9)).with_sport(word);
            (row.distance_m, row.elapsed_s) = (metres, Some(seconds));
            assert_eq!(row.may_be_run(), open, "{word} {metres:?}");
        }
    }
}
