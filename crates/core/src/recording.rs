//! What one workout file, or one session of a multisport file, holds, after the
//! importer has taken the format away: columns of samples in SI units, timer
//! events, laps, what the device itself totalled, and where it all came from.
//!
//! Missing is missing: a column holds `None` where the device recorded nothing,
//! and a sentinel, semicircle, scale factor or epoch never gets this far.

mod part;

use crate::units::{BeatsPerMinute, Metres, Seconds, StepsPerMinute};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The sport as the file names it, reduced to what the method needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sport {
    /// Running of any kind.
    Running,
    /// Walking.
    Walking,
    /// Hiking.
    Hiking,
    /// Cycling.
    Cycling,
    /// Swimming.
    Swimming,
    /// Strength training.
    Strength,
    /// Anything else, or nothing told.
    Other,
    /// The file does not say and the motion does not tell.
    Unknown,
}

impl Sport {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Sport::Running => "running",
            Sport::Walking => "walking",
            Sport::Hiking => "hiking",
            Sport::Cycling => "cycling",
            Sport::Swimming => "swimming",
            Sport::Strength => "strength",
            Sport::Other => "other",
            Sport::Unknown => "unknown",
        }
    }
}

/// The kind of running ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubSport {
    /// Not told.
    Generic,
    /// On the road.
    Road,
    /// On trails.
    Trail,
    /// On a track.
    Track,
    /// On a treadmill: no positions.
    Treadmill,
    /// On a treadmill with a made-up course.
    Virtual,
}

impl SubSport {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            SubSport::Generic => "generic",
            SubSport::Road => "road",
            SubSport::Trail => "trail",
            SubSport::Track => "track",
            SubSport::Treadmill => "treadmill",
            SubSport::Virtual => "virtual",
        }
    }
}

/// What a run was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// FIT.
    Fit,
    /// GPX.
    Gpx,
    /// TCX.
    Tcx,
    /// Entered by hand, or the row of a vendor's table without samples.
    Manual,
    /// A vendor's own table with samples: JSON, CSV or XML of an account's archive.
    Export,
}

impl Format {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Fit => "fit",
            Format::Gpx => "gpx",
            Format::Tcx => "tcx",
            Format::Manual => "manual",
            Format::Export => "export",
        }
    }
}

/// Samples as columns of equal length, in time order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Samples {
    /// Seconds since [`Recording::start`]; never falls.
    pub time_s: Vec<f64>,
    /// Degrees north and east, WGS 84.
    pub latitude: Vec<Option<f64>>,
    /// Longitude, degrees, −180 to 180.
    pub longitude: Vec<Option<f64>>,
    /// The device's own cumulative distance, m.
    pub distance_m: Vec<Option<f64>>,
    /// The device's own speed, m/s.
    pub speed_m_per_s: Vec<Option<f64>>,
    /// Altitude above the sea, m.
    pub altitude_m: Vec<Option<f64>>,
    /// Cadence as recorded, in the unit named by [`Recording::cadence_unit`].
    pub cadence: Vec<Option<f64>>,
    /// Heart rate, beats per minute.
    pub heart_rate_bpm: Vec<Option<f64>>,
    /// Running power, W.
    pub power_w: Vec<Option<f64>>,
    /// Reported accuracy of the position, m.
    pub gps_accuracy_m: Vec<Option<f64>>,
    /// Temperature at the watch, °C.
    pub temperature_c: Vec<Option<f64>>,
    /// Running dynamics, where the watch records them.
    pub ground_contact_ms: Vec<Option<f64>>,
    /// Rise and fall of the body with each step, mm.
    pub vertical_oscillation_mm: Vec<Option<f64>>,
    /// Vertical oscillation over step length, %.
    pub vertical_ratio_percent: Vec<Option<f64>>,
    /// Share of the contact time of the left foot, %.
    pub stance_balance_percent: Vec<Option<f64>>,
    /// Length of a step, mm.
    pub step_length_mm: Vec<Option<f64>>,
}

impl Samples {
    /// Number of samples.
    pub fn len(&self) -> usize {
        self.time_s.len()
    }

    /// Whether there is no sample.
    pub fn is_empty(&self) -> bool {
        self.time_s.is_empty()
    }

    /// Appends one row in which everything but the time is missing and returns its index.
    pub fn push(&mut self, time_s: f64) -> usize {
        self.time_s.push(time_s);
        for column in self.columns_mut() {
            column.push(None);
        }
        self.time_s.len() - 1
    }

    fn columns(&self) -> [&Vec<Option<f64>>; 15] {
        [
            &self.latitude,
            &self.longitude,
            &self.distance_m,
            &self.speed_m_per_s,
            &self.altitude_m,
            &self.cadence,
            &self.heart_rate_bpm,
            &self.power_w,
            &self.gps_accuracy_m,
            &self.temperature_c,
            &self.ground_contact_ms,
            &self.vertical_oscillation_mm,
            &self.vertical_ratio_percent,
            &self.stance_balance_percent,
            &self.step_length_mm,
        ]
    }

    fn columns_mut(&mut self) -> [&mut Vec<Option<f64>>; 15] {
        [
            &mut self.latitude,
            &mut self.longitude,
            &mut self.distance_m,
            &mut self.speed_m_per_s,
            &mut self.altitude_m,
            &mut self.cadence,
            &mut self.heart_rate_bpm,
            &mut self.power_w,
            &mut self.gps_accuracy_m,
            &mut self.temperature_c,
            &mut self.ground_contact_ms,
            &mut self.vertical_oscillation_mm,
            &mut self.vertical_ratio_percent,
            &mut self.stance_balance_percent,
            &mut self.step_length_mm,
        ]
    }

    /// Takes the rows from `at` on away and returns them.
    pub fn split_off(&mut self, at: usize) -> Samples {
        let at = at.min(self.len());
        let mut rest = Samples {
            time_s: self.time_s.split_off(at),
            ..Samples::default()
        };
        for (column, rest) in self.columns_mut().into_iter().zip(rest.columns_mut()) {
            *rest = column.split_off(at);
        }
        rest
    }

    /// Copies what row `from` of `other` holds into row `into`; what it lacks stays.
    pub fn fill_from(&mut self, into: usize, other: &Samples, from: usize) {
        for (column, other) in self.columns_mut().into_iter().zip(other.columns()) {
            if let (Some(value), Some(Some(found))) = (column.get_mut(into), other.get(from)) {
                *value = Some(*found);
            }
        }
    }

    /// Puts the rows into time order (a stable sort, so equal times keep the file's order).
    pub fn sort_by_time(&mut self) {
        if self.time_s.is_sorted() {
            return;
        }
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_by(|&a, &b| self.time_s[a].total_cmp(&self.time_s[b]));
        self.time_s = order.iter().map(|&i| self.time_s[i]).collect();
        for column in self.columns_mut() {
            *column = order.iter().map(|&i| column[i]).collect();
        }
    }
}

/// What the number in the cadence column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CadenceUnit {
    /// One foot: FIT and TCX run cadence, by their specifications.
    StridesPerMinute,
    /// Both feet.
    StepsPerMinute,
    /// The format does not fix it (GPX): told apart from the values in `run`.
    Unspecified,
}

/// A timer event of the device.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TimerEvent {
    /// Seconds since [`Recording::start`].
    pub at_s: f64,
    /// Whether the timer runs from here on.
    pub running: bool,
}

/// One lap as the device marked it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lap {
    /// Seconds from the first sample.
    pub start_s: f64,
    /// Seconds from its start to its end.
    pub elapsed_s: Option<f64>,
    /// Seconds in which the timer ran.
    pub timer_s: Option<f64>,
    /// Its distance, m.
    pub distance_m: Option<f64>,
    /// What a workout that guided the runner asked for here; `None` where none did.
    #[serde(default)]
    pub planned: Option<Planned>,
}

/// What a step of a guided workout asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Planned {
    /// An active step or an interval.
    Work,
    /// Rest, recovery, warm-up or cool-down.
    Rest,
}

/// Totals that the device wrote itself; kept to be preferred or compared, never mixed with ours.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DeviceTotals {
    /// Distance.
    pub distance: Option<Metres>,
    /// Time in which the timer ran.
    pub timer: Option<Seconds>,
    /// Time from start to end.
    pub elapsed: Option<Seconds>,
    /// Metres climbed.
    pub ascent: Option<Metres>,
    /// Metres descended.
    pub descent: Option<Metres>,
    /// Mean cadence.
    pub cadence: Option<StepsPerMinute>,
    /// Mean heart rate.
    pub heart_rate: Option<BeatsPerMinute>,
    /// Highest heart rate.
    #[serde(default)]
    pub max_heart_rate: Option<BeatsPerMinute>,
}

/// What the runner told the watch or the vendor's site about a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Exertion, CR10: 0 (rest) to 10 (maximal).
    pub rpe: Option<f64>,
    /// How it felt, 0 (very weak) to 1 (very strong).
    pub feel: Option<f64>,
    /// What the runner noted.
    pub note: Option<String>,
}

impl Told {
    /// Whether nothing was told.
    pub fn is_empty(&self) -> bool {
        *self == Told::default()
    }
}

/// How well the start of a recording is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StartKnown {
    /// An instant.
    #[default]
    Exactly,
    /// A local time whose zone was taken from elsewhere.
    Zone,
    /// The civil day alone.
    Day,
}

/// A problem met while reading that did not prevent the reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadProblem {
    /// What was met.
    pub message: String,
    /// Where in the file, where that is known.
    pub at_byte: Option<u64>,
    /// True when something of the recording is lost (a cut end, a bad block).
    pub lost_data: bool,
}

/// One recording, any sport.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// What it was read from.
    pub format: Format,
    /// The sport, as the file has it.
    pub sport: Sport,
    /// The sport in the file's own word, for the message when it is left out.
    pub sport_name: Option<String>,
    /// True when the sport was concluded from the motion since the file is silent.
    pub sport_inferred: bool,
    /// Why it is unsure whether this is a run, as a clause; it is to be asked about then.
    pub unsure: Option<String>,
    /// The kind of running.
    pub sub_sport: SubSport,
    /// The instant of the first sample or of the start that the file states.
    pub start: DateTime<Utc>,
    /// Seconds east of UTC where the file itself says so and the value is sane.
    pub utc_offset_s: Option<i32>,
    /// Maker of the device.
    pub manufacturer: Option<String>,
    /// Model of the device.
    pub product: Option<String>,
    /// Serial number of the device.
    pub serial: Option<String>,
    /// Name of the run.
    pub title: Option<String>,
    /// The samples, as columns of one length.
    pub samples: Samples,
    /// What the file's cadence counts.
    pub cadence_unit: CadenceUnit,
    /// Whether altitude comes from a barometer; `None` where the file does not tell.
    pub barometer: Option<bool>,
    /// Starts and stops of the timer, in the order of time.
    pub timer_events: Vec<TimerEvent>,
    /// Laps, in the order of time.
    pub laps: Vec<Lap>,
    /// What the device states of the whole.
    pub totals: DeviceTotals,
    /// What the runner told the device.
    pub told: Told,
    /// How surely the start is known.
    pub start_known: StartKnown,
    /// What was met while reading.
    pub problems: Vec<ReadProblem>,
    /// At how many places the clock jumped: rows were dated on there, or left out.
    pub clock_jumps: usize,
    /// Why its day or hour may be wrong, as a sentence without its end.
    pub clock_doubt: Option<String>,
    /// Why its distance may be another, as a sentence without its end.
    pub distance_doubt: Option<String>,
    /// True when the file ends before its recording does.
    pub truncated: bool,
}

impl Recording {
    /// A recording that holds nothing yet.
    pub fn empty(format: Format, start: DateTime<Utc>) -> Self {
        Recording {
            format,
            sport: Sport::Unknown,
            sport_name: None,
            sport_inferred: false,
            unsure: None,
            sub_sport: SubSport::Generic,
            start,
            utc_offset_s: None,
            manufacturer: None,
            product: None,
            serial: None,
            title: None,
            samples: Samples::default(),
            cadence_unit: match format {
                Format::Fit | Format::Tcx => CadenceUnit::StridesPerMinute,
                Format::Export => CadenceUnit::StepsPerMinute,
                Format::Gpx | Format::Manual => CadenceUnit::Unspecified,
            },
            barometer: None,
            timer_events: Vec::new(),
            laps: Vec::new(),
            totals: DeviceTotals::default(),
            told: Told::default(),
            start_known: StartKnown::Exactly,
            problems: Vec::new(),
            clock_jumps: 0,
            clock_doubt: None,
            distance_doubt: None,
            truncated: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stay_together_when_sorted() {
        let mut samples = Samples::default();
        for (time, heart_rate) in [(2.0, 120.0), (0.0, 100.0), (1.0, 110.0)] {
            let row = samples.push(time);
            samples.heart_rate_bpm[row] = Some(heart_rate);
        }
        samples.sort_by_time();
        assert_eq!(samples.time_s, [0.0, 1.0, 2.0]);
        assert_eq!(
            samples.heart_rate_bpm,
            [Some(100.0), Some(110.0), Some(120.0)]
        );
        assert_eq!(samples.latitude.len(), 3);
    }
}
