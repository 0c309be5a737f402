//! What is known of one run: the words that every later room speaks.

use crate::calendar::{self, TimeDelta};
use crate::limits;
use crate::recording::{Format, Lap, Sport, SubSport};
use crate::rule_id::RuleId;
use crate::units::{BeatsPerMinute, Grade, Metres, MetresPerSecond, Seconds, StepsPerMinute};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A run's stable name: its start in UTC to the second, e.g. `20261119T061203Z`.
/// One body cannot run twice at once, so within one athlete that is unique, and it
/// does not change when the same run comes again in another file or format.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(pub String);

/// A number with noughts before it; of a larger one the last digits.
fn push_digits(text: &mut String, number: u32, digits: u32) {
    for place in (0..digits).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

impl RunId {
    /// The name of a run that began then.
    pub fn at(start: chrono::DateTime<chrono::Utc>) -> Self {
        use chrono::{Datelike, Timelike};
        let (day, time) = (start.date_naive(), start.time());
        let mut name = String::with_capacity("20261122T080000Z".len());
        // As `%Y%m%dT%H%M%SZ` has it: a history names all of its runs.
        push_digits(&mut name, day.year().unsigned_abs(), 4);
        push_digits(&mut name, day.month(), 2);
        push_digits(&mut name, day.day(), 2);
        name.push('T');
        push_digits(&mut name, time.hour(), 2);
        push_digits(&mut name, time.minute(), 2);
        // A leap second is the sixtieth.
        let second = time.second() + time.nanosecond() / 1_000_000_000;
        push_digits(&mut name, second, 2);
        name.push('Z');
        RunId(name)
    }
}

impl std::fmt::Display for RunId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// One original file that holds the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Name of the file, without its folder.
    pub name: String,
    /// What was read.
    pub format: Format,
    /// Hash of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Which file a figure was taken from, when not from the one that speaks for the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureSource {
    /// Name of the figure.
    pub figure: String,
    /// As in [`SourceFile::name`].
    pub file: String,
}

/// Cadence over the running samples, steps per minute.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CadenceSummary {
    /// Median over the running time.
    pub median: StepsPerMinute,
    /// Mean over the running time.
    pub mean: StepsPerMinute,
    /// Share of running time with a valid cadence, 0 to 1; below 0.6 there is no summary.
    pub coverage: f64,
}

/// Heart rate of a run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HeartRateSummary {
    /// Mean over the moving time.
    pub mean: BeatsPerMinute,
    /// The highest.
    pub max: BeatsPerMinute,
}

/// Running dynamics as they were recorded, means over the running samples.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Dynamics {
    /// Time of a foot on the ground.
    pub ground_contact: Option<Seconds>,
    /// Rise and fall of the body with each step.
    pub vertical_oscillation: Option<Metres>,
    /// Oscillation over step length.
    pub vertical_ratio: Option<f64>,
    /// Share of the contact time that is the left foot's; half is even.
    pub left_share: Option<f64>,
}

/// A stretch of steady running on the flat (|grade| ≤ 2 %, ≥ 60 s): what expected cadence is fitted on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SteadyBout {
    /// How long it lasted.
    pub duration: Seconds,
    /// Mean speed over ground.
    pub speed: MetresPerSecond,
    /// Mean cadence.
    pub cadence: StepsPerMinute,
}

/// The best of a run, for critical speed and Vmax.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct BestEfforts {
    /// Shortest time in which the flat-equivalent distance was covered.
    pub gap_400_m: Option<Seconds>,
    /// The same over 800 m.
    pub gap_800_m: Option<Seconds>,
    /// The same over 5000 m.
    pub gap_5000_m: Option<Seconds>,
    /// Best mean speed over 5 s on the flat.
    pub flat_5_s: Option<MetresPerSecond>,
    /// Median flat-equivalent speed of the running samples.
    pub median_gap: Option<MetresPerSecond>,
    /// Highest mean speed over ground of half an hour.
    #[serde(default)]
    pub half_hour: Option<MetresPerSecond>,
}

/// How far to trust a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Rough: decides nothing by itself.
    Low,
    /// Usable, with care.
    Medium,
    /// As good as the device.
    High,
}

/// Where a speed of reference came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpeedSource {
    /// Set by the runner or clinician.
    Given,
    /// From the best efforts of earlier runs.
    BestEfforts,
    /// From the median easy speed.
    EasySpeed,
}

/// The runner's speeds of reference on the day of a run.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Speeds {
    /// Fastest speed that is held for about half an hour.
    pub critical: Option<MetresPerSecond>,
    /// Where that came from.
    pub critical_source: Option<SpeedSource>,
    /// How far to trust it.
    pub critical_confidence: Option<Confidence>,
    /// `None` without a burst above 1.4 × critical speed and none given.
    pub vmax: Option<MetresPerSecond>,
    /// Where the highest speed came from.
    pub vmax_source: Option<SpeedSource>,
    /// Usual easy speed, flat-equivalent.
    pub easy: Option<MetresPerSecond>,
}

/// The kinds of effort that the method tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EffortKind {
    /// A climb.
    Hill,
    /// A descent.
    Downhill,
    /// A short acceleration, below a sprint.
    Stride,
    /// A tempo.
    Tempo,
    /// An interval of a series.
    Interval,
    /// A sprint on the flat.
    Sprint,
    /// A sprint up a hill.
    HillSprint,
}

impl EffortKind {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            EffortKind::Hill => "hill",
            EffortKind::Downhill => "downhill",
            EffortKind::Stride => "stride",
            EffortKind::Tempo => "tempo",
            EffortKind::Interval => "interval",
            EffortKind::Sprint => "sprint",
            EffortKind::HillSprint => "hill-sprint",
        }
    }
}

/// One effort found in the samples.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Effort {
    /// What it was.
    pub kind: EffortKind,
    /// Seconds of elapsed time since the start of the run.
    pub start: Seconds,
    /// How long it lasted.
    pub duration: Seconds,
    /// Mean grade of the ground.
    pub mean_grade: Option<Grade>,
    /// Mean speed over ground.
    pub speed: Option<MetresPerSecond>,
    /// Mean flat-equivalent speed.
    pub gap: Option<MetresPerSecond>,
    /// Height gained (hills, hill sprints) or lost (downhills).
    pub climb: Option<Metres>,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Effort {
    /// Whether the recording leaves it in no doubt.
    pub fn is_sure(&self) -> bool {
        self.confidence != Confidence::Low
    }
}

/// A doubt about the data, with the rule that reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quality {
    /// The rule that asks about it.
    pub rule: RuleId,
    /// What was seen, as the end of a sentence.
    pub message: String,
}

/// Which distance was believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DistanceSource {
    /// The device's own total.
    Device,
    /// From the positions.
    Fixes,
    /// From the recorded speed.
    Speed,
    /// The runner said so.
    Stated,
    /// The device's total, to which the samples were scaled or which stands alone.
    Total,
}

/// What the speed second by second was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaceSource {
    /// The speed that the device wrote.
    Device,
    /// The slope of the device's distance.
    Distance,
    /// The smoothed fixes.
    Fixes,
    /// A series of the device scaled to its corrected total.
    Corrected,
}

/// Training load on three scales that are never added to one another.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Load {
    /// CR10 × minutes, when the runner logged exertion.
    pub session_rpe: Option<f64>,
    /// Banister's impulse from heart rate.
    pub trimp: Option<f64>,
    /// 100 · hours · (`v_gap / v_threshold`)².
    pub rtss: Option<f64>,
}

/// One run, cleaned, measured and classified: what is known of it, as [`Figures`].
///
/// A history of ten years is looked at as it was at many moments and tried with many
/// weeks. The figures are shared between all of these, and copied when they are changed.
#[derive(Clone, PartialEq)]
pub struct Run(Arc<Figures>);

impl From<Figures> for Run {
    fn from(figures: Figures) -> Run {
        Run(Arc::new(figures))
    }
}

impl Deref for Run {
    type Target = Figures;

    fn deref(&self) -> &Figures {
        &self.0
    }
}

impl DerefMut for Run {
    fn deref_mut(&mut self) -> &mut Figures {
        Arc::make_mut(&mut self.0)
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Run {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Run, D::Error> {
        Figures::deserialize(deserializer).map(Run::from)
    }
}

/// What is known of one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Its stable name.
    pub id: RunId,
    /// Local time of the runner, from the file's own offset or the configured zone.
    pub start: DateTime<FixedOffset>,
    /// The sport.
    pub sport: Sport,
    /// The kind of running.
    pub sub_sport: SubSport,
    /// Name given to it.
    pub title: Option<String>,
    /// Model of the watch.
    pub device: Option<String>,
    /// The files that it was read from.
    pub files: Vec<SourceFile>,
    /// Distance.
    pub distance: Option<Metres>,
    /// Where the distance came from.
    pub distance_source: Option<DistanceSource>,
    /// Time from start to end, pauses included.
    pub elapsed: Seconds,
    /// Time in which the timer ran.
    pub timer: Option<Seconds>,
    /// Time in motion.
    pub moving: Option<Seconds>,
    /// Time in running samples, as speed and steps tell them.
    pub running: Option<Seconds>,
    /// Metres climbed.
    pub ascent: Option<Metres>,
    /// Metres descended.
    pub descent: Option<Metres>,
    /// Half-width of the uncertainty of ascent and descent.
    pub ascent_uncertainty: Option<Metres>,
    /// Cadence; `None` where too little of it is valid.
    pub cadence: Option<CadenceSummary>,
    /// Mean length of a step.
    pub step_length: Option<Metres>,
    /// Running dynamics, where they were recorded.
    pub dynamics: Option<Dynamics>,
    /// Heart rate.
    pub heart_rate: Option<HeartRateSummary>,
    /// Mean over the moving time.
    pub speed: Option<MetresPerSecond>,
    /// `None` without speed, and for a run that was stated.
    pub speed_source: Option<PaceSource>,
    /// Mean flat-equivalent speed.
    pub gap: Option<MetresPerSecond>,
    /// Time at or above tempo effort, in every class of effort that is hard.
    pub hard: Option<Seconds>,
    /// `None` where the data cannot tell (no usable speed); empty where there were none.
    pub efforts: Option<Vec<Effort>>,
    /// Whether grade was usable: without it hills and hill sprints are unknown, not absent.
    pub grade_known: bool,
    /// Load of the hamstring tendon, in thousands of easy strides.
    pub tendon_load: Option<f64>,
    /// Other measures of load.
    pub load: Load,
    /// How hard it felt, 0 to 10.
    pub rpe: Option<f64>,
    /// How it felt, 0 (very weak) to 1 (very strong).
    pub feel: Option<f64>,
    /// What the runner noted at the watch or the vendor's site.
    pub note: Option<String>,
    /// Figures that come from another file than the first of `files`.
    #[serde(default)]
    pub sources: Vec<FigureSource>,
    /// Steady running on the flat, in the order of time.
    pub steady: Vec<SteadyBout>,
    /// Best efforts, for the speeds of reference.
    pub best: BestEfforts,
    /// The speeds that its efforts are measured against.
    pub speeds: Speeds,
    /// Laps, in the order of time.
    pub laps: Vec<Lap>,
    /// Doubts about the recording.
    pub quality: Vec<Quality>,
    /// What was disbelieved or is unsure, one clause each.
    #[serde(default)]
    pub uncertain: Vec<String>,
    /// Why the recording is kept and counts for nothing; `None` for a run that counts.
    #[serde(default)]
    pub not_counted: Option<NotCounted>,
}

/// Why a recording is kept and counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotCounted {
    /// Whether it is a run is to be answered; why, as a clause.
    Unsure(String),
    /// The runner left it out; why, in their words.
    Excluded(String),
}

impl NotCounted {
    /// As a clause.
    pub fn why(&self) -> &str {
        match self {
            NotCounted::Unsure(why) | NotCounted::Excluded(why) => why,
        }
    }
}

impl Run {
    /// The civil day that the run belongs to: that of its start.
    pub fn date(&self) -> NaiveDate {
        calendar::civil_day(self.start)
    }

    /// The moment at which it ended.
    pub fn end(&self) -> DateTime<FixedOffset> {
        self.start + TimeDelta::milliseconds((self.elapsed.get() * 1000.0) as i64)
    }

    /// Running minutes, `None` where nothing tells them.
    pub fn running_minutes(&self) -> Option<f64> {
        self.running.map(Seconds::minutes)
    }

    /// A slip of the start button: under 60 s, or under 100 m where a distance is known.
    pub fn is_accident(&self) -> bool {
        self.elapsed.get() < limits::ACCIDENT_SECONDS.value
            || (self.distance).is_some_and(|metres| metres.get() < limits::ACCIDENT_METRES.value)
    }

    /// Running minutes for a mean or a comparison: `None` for an accident, and where
    /// nothing tells them. Such a run is no run there, and never makes a mean smaller.
    pub fn tells_minutes(&self) -> Option<f64> {
        self.running_minutes().filter(|_| !self.is_accident())
    }

    /// Hard minutes; `None` where the effort is not known.
    pub fn hard_minutes(&self) -> Option<f64> {
        self.hard.map(Seconds::minutes)
    }

    /// Whether the run holds an effort of a kind that the recording leaves in no doubt.
    pub fn surely(&self, kind: EffortKind) -> bool {
        self.sure_count(kind).is_some_and(|count| count > 0)
    }

    /// How many efforts of a kind the recording leaves in no doubt; `None` where the data
    /// cannot tell of any.
    pub fn sure_count(&self, kind: EffortKind) -> Option<usize> {
        self.count(kind)?;
        let of_kind = self.efforts.iter().flatten();
        Some(
            of_kind
                .filter(|effort| effort.kind == kind && effort.is_sure())
                .count(),
        )
    }

    /// How many efforts of a kind; `None` where the data cannot tell.
    pub fn count(&self, kind: EffortKind) -> Option<usize> {
        let needs_grade = matches!(
            kind,
            EffortKind::Hill | EffortKind::Downhill | EffortKind::HillSprint
        );
        if needs_grade && !self.grade_known {
            return None;
        }
        let efforts = self.efforts.as_ref()?;
        Some(efforts.iter().filter(|effort| effort.kind == kind).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Utc;

    #[test]
    fn a_run_is_named_by_its_start() {
        for start in [
            "1900-01-01T00:00:00Z",
            "2026-11-22T08:05:09Z",
            "2016-12-31T23:59:60Z",
            "2200-12-31T23:59:59.9Z",
        ] {
            let at: DateTime<Utc> = start.parse().expect("a moment");
            let expected = at.format("%Y%m%dT%H%M%SZ").to_string();
            assert_eq!(RunId::at(at).0, expected, "{start}");
        }
    }
}
