//! The first stage: everything about a run that needs no history. It is worked out
//! once per recording and kept.

mod height;
mod ran;
mod read;
mod second_by_second;
mod summary;

use super::efforts::Course;
use super::elevation::{Altitude, AltitudeNoise};
use super::quality::{self, Findings};
use super::way::Way;
use super::{cadence, ground, heart, kept, rides, steady};
use comeback_core::recording::{Format, Lap, Recording, Sport, SubSport};
use comeback_core::run::trace::Trace;
use comeback_core::run::{
    BestEfforts, CadenceSummary, DistanceSource, Dynamics, HeartRateSummary, PaceSource, Quality,
    SteadyBout,
};
use comeback_core::units::{Metres, MetresPerSecond, Seconds};
use height::Height;
use ran::Ran;
use read::Read;
use serde::{Deserialize, Serialize};

/// A run without what depends on the runner's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The sport.
    pub sport: Sport,
    /// The kind of running.
    pub sub_sport: SubSport,
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
    /// Time in which the runner ran.
    pub running: Option<Seconds>,
    /// Metres climbed.
    pub ascent: Option<Metres>,
    /// Metres descended.
    pub descent: Option<Metres>,
    /// Half-width of the uncertainty of either.
    pub ascent_uncertainty: Option<Metres>,
    /// Whether altitude is from a barometer, by the file or by its noise.
    pub barometer: Option<bool>,
    /// Cadence; `None` where too little of it is valid.
    pub cadence: Option<CadenceSummary>,
    /// Mean length of a step.
    pub step_length: Option<Metres>,
    /// Running dynamics, where they were recorded.
    pub dynamics: Option<Dynamics>,
    /// Heart rate.
    pub heart_rate: Option<HeartRateSummary>,
    /// Mean speed over ground while running.
    pub speed: Option<MetresPerSecond>,
    /// Where the speed came from.
    pub speed_source: Option<PaceSource>,
    /// Mean flat-equivalent speed.
    pub gap: Option<MetresPerSecond>,
    /// Whether grade was usable.
    pub grade_known: bool,
    /// Best efforts, for the speeds of reference.
    pub best: BestEfforts,
    /// Steady running on the flat, in the order of time.
    pub steady: Vec<SteadyBout>,
    /// Laps, in the order of time.
    pub laps: Vec<Lap>,
    /// Doubts about the recording.
    pub quality: Vec<Quality>,
    /// What was disbelieved or is unsure, one clause each.
    pub uncertain: Vec<String>,
    /// The noise of the altitude.
    pub altitude_noise: Option<AltitudeNoise>,
    /// Standard deviation of the raw speed from second to second, m/s.
    pub speed_noise: Option<f64>,
    /// Usual time between two values of the speed's source, s.
    pub speed_step: f64,
    /// The run second by second.
    #[serde(with = "kept")]
    pub trace: Trace,
}

/// Least share of the moving time with a grade, below which the run has none. (design)
const GRADE_COVERAGE: f64 = 0.5;

/// Measures a recording. Never fails: what the recording cannot tell is `None`.
pub fn measure(recording: &Recording) -> Measured {
    let (recording, cuts, ride_speed) = rides::without(recording);
    let recording = recording.as_ref();
    let read = Read::of(recording);
    let ran = Ran::of(&read, ride_speed);
    let (motion, pace, whole) = (&read.motion, &read.pace, &ran.whole);
    let (distance, distance_source) = summary::distance_of(recording, &pace.belief, whole.by_total);

    let positions: Vec<Option<(f64, f64)>> = read.placed.positions().collect();
    let ground = ground::ground(&positions, &motion.clock);
    let way = Way {
        speed: &pace.speed,
        position: &positions,
    };
    let height = Height::of(&read, &ran, &ground, &way, distance);
    let heart_rate = motion.on_clock(read.times(), &recording.samples.heart_rate_bpm);
    let trace = second_by_second::trace_of(&read, &ran, &height, &ground, &heart_rate);
    let grade_known = height.altitude.is_some() && is_graded(&trace);
    let noise = height.altitude.as_ref().map(|altitude| altitude.noise);
    let mut course = Course::new(&trace, noise, pace.noise, pace.step);
    course.drawn = motion.drawn(read.times());
    let climbed = height.told(&read, &course, grade_known);

    let cadence_summary = cadence::summary(&read.steps.spm, &ran.running);
    let step_length = cadence_summary
        .and_then(|_| cadence::step_length(&read.steps.spm, &pace.speed, &ran.running));
    let mut uncertain = disbelieved(&read, &cuts, whole.doubt.as_deref());
    let quality = quality::doubts(&findings(
        &read,
        &ran,
        &uncertain,
        height.not_altitude,
        (cadence_summary.is_some(), step_length),
    ));
    uncertain.extend(whole.partial.clone().or(ran.coarse.clone()));
    uncertain.extend(recording.clock_doubt.clone());
    uncertain.extend(climbed.doubts);
    let manual = recording.format == Format::Manual;
    let timer = whole.timer.map(Seconds::new);
    Measured {
        sport: recording.sport,
        sub_sport: recording.sub_sport,
        distance,
        distance_source,
        elapsed: Seconds::new(whole.elapsed),
        timer,
        moving: whole.moving.map(Seconds::new),
        running: whole.running.map(Seconds::new),
        ascent: climbed.ascent,
        descent: climbed.descent,
        ascent_uncertainty: climbed.uncertainty,
        barometer: height.altitude.as_ref().map(Altitude::is_barometer),
        cadence: cadence_summary.or_else(|| summary::stated_cadence(recording)),
        step_length,
        dynamics: summary::dynamics_of(recording, motion, &ran.running),
        heart_rate: heart::summary(&heart_rate, &ran.moving),
        speed: summary::mean_speed(&trace, distance, manual, timer),
        speed_source: pace.source,
        gap: grade_known.then(|| summary::mean_gap(&trace)).flatten(),
        grade_known,
        best: summary::best_of(&course, recording, whole, distance),
        steady: steady::bouts(&course, grade_known),
        laps: summary::laps(recording, &trace, &pace.belief),
        quality,
        uncertain,
        altitude_noise: noise,
        speed_noise: pace.noise,
        speed_step: pace.step,
        trace,
    }
}

/// Whether enough of the moving time has a grade.
fn is_graded(trace: &Trace) -> bool {
    let moving = trace.moving.iter().filter(|moves| **moves).count();
    let graded = (trace.grade.iter().zip(&trace.moving))
        .filter(|(grade, moves)| grade.is_some() && **moves)
        .count();
    moving > 0 && graded as f64 >= GRADE_COVERAGE * moving as f64
}

/// What of the recording is not believed, one clause each.
fn disbelieved(read: &Read<'_>, cuts: &[rides::Cut], whole: Option<&str>) -> Vec<String> {
    let mut clauses: Vec<String> = cuts.iter().map(rides::Cut::in_words).collect();
    clauses.extend(read.pace.belief.doubts.iter().cloned());
    clauses.extend((read.odometer.mended.iter()).map(|clause| (*clause).to_owned()));
    clauses.extend(whole.map(str::to_owned));
    clauses.extend(read.recording.distance_doubt.clone());
    clauses
}

/// What the doubts about a recording are found in.
fn findings(
    read: &Read<'_>,
    ran: &Ran,
    disbelieved: &[String],
    not_altitude: Option<&'static str>,
    (cadence_known, step_length): (bool, Option<Metres>),
) -> Findings {
    let (recording, steps, speed) = (read.recording, &read.steps, &read.pace.speed);
    let running = ran.running.iter().filter(|runs| **runs).count();
    let with_cadence = (steps.spm.iter().zip(&ran.running))
        .filter(|(spm, runs)| **runs && spm.is_some())
        .count();
    let of_step = || step_length.and_then(cadence::implausible_step);
    Findings {
        good_fixes: read.track.good,
        spikes: read.track.spikes,
        seconds: read.motion.clock.len(),
        seconds_without_speed: speed.iter().filter(|v| v.is_none()).count(),
        speed_noise: read.pace.noise,
        positions_stood: read.track.stood,
        cadence_implausible: (steps.implausible.clone()).or_else(of_step),
        cadence_known,
        cadence_coverage: with_cadence as f64 / running.max(1) as f64,
        running_known: running > 0,
        disbelieved: disbelieved.to_vec(),
        partial: ran.whole.partial.clone(),
        coarse: ran.coarse.clone(),
        not_altitude,
        clock_jumps: recording.clock_jumps,
        clock_doubt: recording.clock_doubt.clone(),
        truncated: recording.truncated,
    }
}
