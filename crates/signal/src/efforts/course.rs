//! The trace of a run with what the detectors ask of it.

use super::cut_offs::CutOffs;
use crate::elevation::AltitudeNoise;
use comeback_core::limits;
use comeback_core::run::trace::Trace;
use comeback_core::run::{Confidence, Effort, EffortKind};
use comeback_core::units::{Grade, Metres, MetresPerSecond, Seconds};
use std::cell::OnceCell;
use std::ops::Range;

/// Easy running is at most this share of critical speed. (method §3, design)
pub const EASY: f64 = limits::EASY_OF_CRITICAL.value;

/// A slow altitude error above this makes grades of its own, and that of an altimeter which
/// nothing speaks for may: flat-equivalent speed then says nothing of effort and the speed
/// over ground decides. m (design)
const TRUSTED_NOISE: f64 = 1.0;

/// Up to this error the mean grade of a whole bout still says whether it was a descent. m (design)
const DOUBTED_NOISE: f64 = 1.2;

/// With such an altitude fast running is taken for a descent from this mean grade. (design)
const DOWN: f64 = -0.04;

/// Least share of an effort's seconds that must be running. (design)
const RUN_SHARE: f64 = 0.5;

/// The usual of a run: medians over its running samples.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Baseline {
    /// Speed over ground, m/s.
    pub speed: Option<f64>,
    /// Cadence, steps per minute.
    pub cadence: Option<f64>,
    /// Power, W.
    pub power: Option<f64>,
}

/// A trace with what the detectors ask of it. Every question about a second that is
/// not there is answered with `None`.
#[derive(Debug, Clone)]
pub struct Course<'a> {
    trace: &'a Trace,
    stretches: Vec<Range<usize>>,
    /// Noise of the altitude behind the trace, if there is one.
    pub altitude_noise: Option<AltitudeNoise>,
    /// Standard deviation of the raw speed from second to second, m/s.
    pub speed_noise: f64,
    /// Usual time between two values of the speed's source, s.
    pub speed_step: f64,
    /// Whether the speed was read off the places of the fixes: their error wanders, and
    /// makes some seconds fast that were not.
    pub by_fixes: bool,
    /// Seconds drawn through holes of the recording; empty where none is known.
    pub drawn: Vec<bool>,
    /// Whether the positions are poor by [`crate::quality`]: what only speed tells is in doubt.
    pub poor: bool,
    /// What counts as a flat sprint.
    pub sprint: CutOffs,
    /// Asked for by most detectors, worked out by the first.
    pub(super) usual: OnceCell<Baseline>,
    /// The fine grade averaged for slopes, up and down.
    pub(super) slope: OnceCell<Vec<Option<f64>>>,
    /// Repeated work that a guided workout asked for, elapsed seconds.
    pub planned: Vec<(f64, f64)>,
}

impl<'a> Course<'a> {
    /// The course of a trace with what is known of its quality.
    pub fn new(
        trace: &'a Trace,
        altitude_noise: Option<AltitudeNoise>,
        speed_noise: Option<f64>,
        speed_step: f64,
    ) -> Self {
        Course {
            trace,
            stretches: trace.stretches(),
            altitude_noise,
            speed_noise: speed_noise.unwrap_or(0.0),
            speed_step,
            by_fixes: false,
            drawn: Vec::new(),
            poor: false,
            sprint: CutOffs::default(),
            usual: OnceCell::new(),
            slope: OnceCell::new(),
            planned: Vec::new(),
        }
    }

    /// The seconds of the course.
    pub fn indices(&self) -> Range<usize> {
        0..self.trace.len()
    }

    /// Ranges without a pause inside.
    pub fn stretches(&self) -> &[Range<usize>] {
        &self.stretches
    }

    /// The stretch that holds a second.
    pub fn stretch_of(&self, index: usize) -> Range<usize> {
        let found = self
            .stretches
            .partition_point(|stretch| stretch.end <= index);
        self.stretches.get(found).cloned().unwrap_or(index..index)
    }

    fn of(column: &[Option<f32>], index: usize) -> Option<f64> {
        column.get(index).copied().flatten().map(f64::from)
    }

    /// Seconds since the start.
    pub fn time(&self, index: usize) -> f64 {
        self.trace.time_s.get(index).map_or(0.0, |&t| f64::from(t))
    }

    /// Elapsed seconds from the start of one second to the end of another.
    pub fn seconds(&self, from: usize, to: usize) -> f64 {
        self.time(to) - self.time(from) + 1.0
    }

    /// Speed over ground, m/s.
    pub fn speed(&self, index: usize) -> Option<f64> {
        Self::of(&self.trace.speed_m_per_s, index)
    }

    /// Grade, rise over run.
    pub fn grade(&self, index: usize) -> Option<f64> {
        Self::of(&self.trace.grade, index)
    }

    /// Grade over a shorter length, rise over run.
    pub fn fine_grade(&self, index: usize) -> Option<f64> {
        Self::of(&self.trace.effort_grade, index)
    }

    /// Altitude, smoothed, m.
    pub fn altitude(&self, index: usize) -> Option<f64> {
        Self::of(&self.trace.altitude_m, index)
    }

    /// Altitude as it was recorded, m.
    pub fn recorded_altitude(&self, index: usize) -> Option<f64> {
        Self::of(&self.trace.recorded_altitude_m, index)
    }

    /// Which place this second lies on.
    pub fn place(&self, index: usize) -> Option<u32> {
        self.trace.place.get(index).copied().flatten()
    }

    /// The noise of the altitude over a range, where passes are pooled that of their mean.
    pub fn altitude_noise(&self, range: &Range<usize>) -> Option<AltitudeNoise> {
        let passes = self.trace.passes.get(range.clone()).unwrap_or(&[]);
        let fewest = passes.iter().copied().min().unwrap_or(1);
        Some(self.altitude_noise?.pooled(fewest))
    }

    /// Cadence, steps per minute.
    pub fn cadence(&self, index: usize) -> Option<f64> {
        Self::of(&self.trace.cadence_spm, index)
    }

    /// Power, W.
    pub fn power(&self, index: usize) -> Option<f64> {
        self.trace
            .power_w
            .get(index)
            .copied()
            .flatten()
            .map(f64::from)
    }

    /// Heart rate, beats per minute.
    pub fn heart_rate(&self, index: usize) -> Option<f64> {
        self.trace
            .heart_rate_bpm
            .get(index)
            .copied()
            .flatten()
            .map(f64::from)
    }

    /// Whether grade is read well enough to say how hard a second was.
    fn grade_tells(&self) -> bool {
        self.altitude_noise
            .is_some_and(|noise| noise.slow <= TRUSTED_NOISE)
    }

    /// How hard a second was: flat-equivalent speed; plain speed where grade is unknown or
    /// so noisy that it would invent efforts on the flat.
    pub fn effort(&self, index: usize) -> Option<f64> {
        Self::of(&self.trace.gap_m_per_s, index)
            .filter(|_| self.grade_tells())
            .or_else(|| self.speed(index))
    }

    /// Whether speed is owed to a descent that [`Self::effort`] does not see, the
    /// altitude being too poor for single seconds.
    pub fn rolls_down(&self, range: Range<usize>) -> bool {
        !self.grade_tells()
            && mean(range.map(|index| self.grade(index))).is_some_and(|grade| grade <= DOWN)
    }

    /// Whether the runner moves.
    pub fn moves(&self, index: usize) -> bool {
        self.trace.moving.get(index).copied().unwrap_or(false)
    }

    /// Whether the runner runs.
    pub fn runs(&self, index: usize) -> bool {
        self.trace.running.get(index).copied().unwrap_or(false)
    }

    /// Whether most of a range is running: walking makes no effort.
    pub fn mostly_runs(&self, range: Range<usize>) -> bool {
        let length = range.len() as f64;
        let running = range.filter(|&index| self.runs(index)).count();
        running as f64 >= RUN_SHARE * length
    }

    /// Mean speed over ground, m/s.
    pub fn mean_speed(&self, range: Range<usize>) -> Option<f64> {
        mean(range.map(|index| self.speed(index)))
    }

    /// Mean flat-equivalent speed, m/s.
    pub fn mean_effort(&self, range: Range<usize>) -> Option<f64> {
        mean(range.map(|index| self.effort(index)))
    }

    /// How hard a part was at least: where the grade is in doubt, the lower of what speed and
    /// flat-equivalent speed say.
    pub fn least_effort(&self, range: Range<usize>) -> Option<f64> {
        let effort = self.mean_effort(range.clone())?;
        let doubted = !self.grade_tells()
            && self
                .altitude_noise
                .is_some_and(|noise| noise.slow <= DOUBTED_NOISE);
        let gap = mean(range.map(|index| Self::of(&self.trace.gap_m_per_s, index)));
        Some(
            gap.filter(|_| doubted)
                .map_or(effort, |gap| gap.min(effort)),
        )
    }

    /// A column averaged over `window` seconds around each one, never across a pause.
    pub fn averaged(
        &self,
        window: usize,
        column: impl Fn(&Self, usize) -> Option<f64>,
    ) -> Vec<Option<f64>> {
        let mut found = Vec::with_capacity(self.trace.len());
        for stretch in &self.stretches {
            let part: Vec<_> = stretch.clone().map(|index| column(self, index)).collect();
            found.extend(crate::smooth::centred_mean(&part, window));
        }
        found
    }

    /// Runs of seconds that are marked, joined over at most `bridge` unmarked ones,
    /// never across a pause.
    pub fn bouts(&self, bridge: usize, marked: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for stretch in &self.stretches {
            let mut open: Option<Range<usize>> = None;
            for index in stretch.clone().filter(|&index| marked(index)) {
                match &mut open {
                    Some(bout) if index - bout.end <= bridge => bout.end = index + 1,
                    _ => found.extend(open.replace(index..index + 1)),
                }
            }
            found.extend(open);
        }
        found
    }

    /// Speed wavers around a threshold: parts no more than `wavering` seconds apart, with
    /// no effort as low as `recovery` between, are one bout.
    pub fn joined(
        &self,
        parts: Vec<Range<usize>>,
        wavering: usize,
        recovery: f64,
    ) -> Vec<Range<usize>> {
        let mut bouts: Vec<Range<usize>> = Vec::new();
        for part in parts {
            match bouts.last_mut() {
                Some(last)
                    if part.start - last.end <= wavering
                        && self.time(part.start) - self.time(last.end)
                            <= (part.start - last.end) as f64
                        && self
                            .mean_effort(last.end..part.start)
                            .is_some_and(|v| v > recovery) =>
                {
                    last.end = part.end;
                }
                _ => bouts.push(part),
            }
        }
        bouts
    }

    /// Describes one effort.
    pub fn describe(
        &self,
        kind: EffortKind,
        range: Range<usize>,
        climb: Option<f64>,
        confidence: Confidence,
    ) -> Effort {
        Effort {
            kind,
            start: Seconds::new(self.time(range.start)),
            duration: Seconds::new(range.len() as f64),
            mean_grade: mean(range.clone().map(|index| self.grade(index))).map(Grade::new),
            speed: self.mean_speed(range.clone()).map(MetresPerSecond::new),
            gap: mean(
                range
                    .clone()
                    .map(|index| Self::of(&self.trace.gap_m_per_s, index)),
            )
            .map(MetresPerSecond::new),
            climb: climb.map(Metres::new),
            confidence,
        }
    }
}

/// Mean of the values that exist, when at least half of them do.
pub(super) fn mean(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let (mut sum, mut seen, mut all) = (0.0, 0usize, 0usize);
    for value in values {
        all += 1;
        if let Some(value) = value {
            sum += value;
            seen += 1;
        }
    }
    (seen > 0 && 2 * seen >= all).then(|| sum / seen as f64)
}

/// Seconds of elapsed time that an effort covers.
pub fn span(effort: &Effort) -> (f64, f64) {
    let from = effort.start.get();
    (from, from + effort.duration.get())
}

/// Whether an effort shares time with any of the others.
pub fn overlaps(from: f64, to: f64, others: &[Effort]) -> bool {
    others.iter().map(span).any(|(f, t)| from < t && f < to)
}
