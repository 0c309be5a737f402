//! The first stage: everything about a run that needs no history. It is worked out
//! once per recording and kept.

use super::efforts::Course;
use super::elevation::{self, Altitude, AltitudeNoise, NoAltitude};
use super::figures::{
    BestEfforts, CadenceSummary, DistanceSource, HeartRateSummary, Quality, SteadyBout,
};
use super::fixes;
use super::motion::{self, Motion};
use super::quality::{self, Findings};
use super::trace::{self, Trace};
use super::{best, cadence, distance, gap, grade, heart, smooth, steady};
use crate::recording::{Format, Lap, Recording, Sport, SubSport};
use crate::units::{Grade, Metres, MetresPerSecond, Seconds};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A run without what depends on the runner's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    pub sport: Sport,
    pub sub_sport: SubSport,
    pub distance: Option<Metres>,
    pub distance_source: Option<DistanceSource>,
    pub elapsed: Seconds,
    pub timer: Option<Seconds>,
    pub moving: Option<Seconds>,
    pub running: Option<Seconds>,
    pub ascent: Option<Metres>,
    pub descent: Option<Metres>,
    pub ascent_uncertainty: Option<Metres>,
    /// Whether altitude is from a barometer, by the file or by its noise.
    pub barometer: Option<bool>,
    pub cadence: Option<CadenceSummary>,
    pub step_length: Option<Metres>,
    pub heart_rate: Option<HeartRateSummary>,
    pub speed: Option<MetresPerSecond>,
    pub gap: Option<MetresPerSecond>,
    pub grade_known: bool,
    pub best: BestEfforts,
    pub steady: Vec<SteadyBout>,
    pub laps: Vec<Lap>,
    pub quality: Vec<Quality>,
    pub altitude_noise: Option<AltitudeNoise>,
    /// Standard deviation of the raw speed from second to second, m/s.
    pub speed_noise: Option<f64>,
    /// Usual time between two values of the speed's source, s.
    pub speed_step: f64,
    pub trace: Trace,
}

/// A smoothed speed changes by so much in a second: variance, (m/s)². (design)
const SPEED_DRIFT: f64 = 0.09;
/// Least and greatest variance believed of a recorded speed, (m/s)². (design)
const SPEED_NOISE: (f64, f64) = (0.0004, 1.0);
/// A recorded speed whose sum differs from the odometer by more than this factor is
/// not that of this run. (design)
const SPEED_AGREEMENT: f64 = 1.15;
/// Least share of the clock that a source of speed must cover. (design)
const SPEED_COVERAGE: f64 = 0.5;
/// Least share of the moving time with a grade, below which the run has none. (design)
const GRADE_COVERAGE: f64 = 0.5;

/// Measures a recording. Never fails: what the recording cannot tell is `None`.
pub fn measure(recording: &Recording) -> Measured {
    let motion = motion::motion(recording);
    let stretches = trace::stretches(&motion.clock);
    let samples = &recording.samples;
    let times = &samples.time_s;
    let track = fixes::track(samples);
    let odometer = distance::odometer(recording);
    let pace = pace(recording, &motion, &stretches, &track, &odometer);
    let speed = &pace.speed;

    let recorded = motion.on_clock(times, &positive(&samples.cadence));
    let steps = cadence::steps(&recorded, recording.cadence_unit, speed, &motion.clock);
    let moving = motion::moving(speed, &stretches);
    let running = motion::running(&moving, speed, &steps.spm);
    let run_flags = running.clone().unwrap_or_else(|| vec![false; moving.len()]);

    let (distance, distance_source, distance_doubt) = distance::believed(
        recording,
        odometer.total,
        pace.by_fixes,
        pace.by_recorded_speed,
    );

    let treadmill = recording.sub_sport == SubSport::Treadmill;
    let altitude = if treadmill {
        Err(NoAltitude::Missing)
    } else {
        elevation::altitude(
            &motion,
            times,
            &samples.altitude_m,
            recording.barometer,
            &stretches,
            distance.map(Metres::get),
        )
    };
    let not_altitude = altitude == Err(NoAltitude::NotAltitude);
    let altitude = altitude.ok();
    let climb = altitude
        .as_ref()
        .map(|altitude| elevation::climb(altitude, &motion.clock));

    let heart_rate = motion.on_clock(times, &samples.heart_rate_bpm);
    let trace = trace_of(
        recording,
        &motion,
        &stretches,
        speed,
        altitude.as_ref(),
        &steps.spm,
        &heart_rate,
        &moving,
        &run_flags,
    );
    let moving_seconds = moving.iter().filter(|moves| **moves).count();
    let graded = (trace.grade.iter().zip(&moving))
        .filter(|(grade, moves)| grade.is_some() && **moves)
        .count();
    let grade_known = altitude.is_some()
        && moving_seconds > 0
        && graded as f64 >= GRADE_COVERAGE * moving_seconds as f64;
    let noise = altitude.as_ref().map(|altitude| altitude.noise);
    let course = Course::new(&trace, noise, pace.noise, pace.step);

    let cadence_summary = cadence::summary(&steps.spm, &run_flags);
    let step_length =
        cadence_summary.and_then(|_| cadence::step_length(&steps.spm, speed, &run_flags));
    let cadence_implausible = steps.implausible.clone().or_else(|| {
        step_length
            .filter(|step| !cadence::plausible_step(*step))
            .map(|step| format!("cadence and speed give steps of {:.2} m", step.get()))
    });
    let running_seconds = run_flags.iter().filter(|runs| **runs).count();
    let cadence_seconds = (steps.spm.iter().zip(&run_flags))
        .filter(|(spm, runs)| **runs && spm.is_some())
        .count();
    let quality = quality::doubts(&Findings {
        good_fixes: track.good,
        spikes: track.spikes,
        seconds: motion.clock.len(),
        seconds_without_speed: speed.iter().filter(|v| v.is_none()).count(),
        speed_noise: pace.noise,
        cadence_implausible,
        cadence_known: cadence_summary.is_some(),
        cadence_coverage: cadence_seconds as f64 / running_seconds.max(1) as f64,
        running_known: running_seconds > 0,
        distance_doubt,
        not_altitude,
        backward_steps: 0,
        truncated: recording.truncated,
    });
    let manual = recording.format == Format::Manual;
    let timer = (motion.timer.get() > 0.0).then_some(motion.timer);
    let seconds = |count: usize| Seconds::new(count as f64).min(motion.timer);
    let knows_motion = running.is_some() && !motion.clock.is_empty();
    Measured {
        sport: recording.sport,
        sub_sport: recording.sub_sport,
        distance,
        distance_source,
        elapsed: motion.elapsed.max(motion.timer),
        timer,
        moving: if knows_motion {
            Some(seconds(moving_seconds))
        } else {
            timer.filter(|_| manual)
        },
        running: if knows_motion {
            Some(seconds(running_seconds))
        } else {
            timer.filter(|_| manual)
        },
        ascent: climb.map(|climb| climb.ascent),
        descent: climb.map(|climb| climb.descent),
        ascent_uncertainty: climb.map(|climb| climb.uncertainty),
        barometer: altitude.as_ref().map(|altitude| altitude.barometer),
        cadence: cadence_summary.or_else(|| stated_cadence(recording)),
        step_length,
        heart_rate: heart::summary(&heart_rate, &moving),
        speed: mean_speed(&trace, distance, manual, timer),
        gap: if grade_known { mean_gap(&trace) } else { None },
        grade_known,
        best: best::best(&course),
        steady: steady::bouts(&course, grade_known),
        laps: recording.laps.clone(),
        quality,
        altitude_noise: noise,
        speed_noise: pace.noise,
        speed_step: pace.step,
        trace,
    }
}

/// Ground speed on the clock and what it was made of.
struct Pace {
    speed: Vec<Option<f64>>,
    noise: Option<f64>,
    /// Usual time between two values of the source, s.
    step: f64,
    /// Distance by the smoothed fixes, m.
    by_fixes: Option<f64>,
    /// Distance by the speed that the device recorded, m.
    by_recorded_speed: Option<f64>,
}

fn pace(
    recording: &Recording,
    motion: &Motion,
    stretches: &[Range<usize>],
    track: &fixes::Track,
    odometer: &distance::Odometer,
) -> Pace {
    let samples = &recording.samples;
    let times = &samples.time_s;
    let along_fixes = if track.good > 1 {
        track.speed(motion, times, stretches)
    } else {
        vec![None; motion.clock.len()]
    };
    let read = motion.on_clock(times, &odometer.reading);
    let by_odometer = derived(&read, stretches);
    let recorded = despiked(motion.on_clock(times, &samples.speed_m_per_s), stretches);
    let sum = |column: &[Option<f64>]| column.iter().flatten().sum::<f64>();
    let covers = |column: &[Option<f64>]| {
        column.iter().flatten().count() as f64 >= SPEED_COVERAGE * column.len() as f64
            && sum(column) > 0.0
    };
    let by_fixes = covers(&along_fixes).then(|| track.length(motion, times, &along_fixes));
    let by_recorded_speed = covers(&recorded).then(|| sum(&recorded));
    let agrees = |column: &[Option<f64>]| {
        // Compared where both exist, else an odometer that starts late would refute the speed.
        let reference: &[Option<f64>] = if covers(&by_odometer) {
            &by_odometer
        } else {
            &along_fixes
        };
        let (mut own, mut other) = (0.0, 0.0);
        for (a, b) in column.iter().zip(reference) {
            if let (Some(a), Some(b)) = (a, b) {
                own += a;
                other += b;
            }
        }
        other <= 0.0 || (1.0 / SPEED_AGREEMENT..=SPEED_AGREEMENT).contains(&(own / other))
    };
    // A speed that the device states is measured even where it is stated seldom.
    let (raw, step) = if covers(&recorded) && agrees(&recorded) {
        (recorded, 1.0)
    } else if covers(&by_odometer) {
        (by_odometer, usual_step(times, &samples.distance_m))
    } else if covers(&along_fixes) {
        // The fixes are smoothed already.
        return Pace {
            noise: noise_of(&along_fixes, stretches),
            step: usual_step(times, &samples.latitude),
            speed: along_fixes,
            by_fixes,
            by_recorded_speed,
        };
    } else if covers(&recorded) {
        (recorded, 1.0)
    } else {
        return Pace {
            speed: vec![None; motion.clock.len()],
            noise: None,
            step: 1.0,
            by_fixes,
            by_recorded_speed,
        };
    };
    let noise = noise_of(&raw, stretches);
    let variance = noise
        .map_or(0.01, |sd| sd * sd)
        .clamp(SPEED_NOISE.0, SPEED_NOISE.1);
    let mut speed = vec![None; raw.len()];
    for stretch in stretches {
        let Some(part) = raw.get(stretch.clone()) else {
            continue;
        };
        let smoothed = smooth::level(part, variance, SPEED_DRIFT);
        for (index, (value, measured)) in stretch.clone().zip(smoothed.iter().zip(part)) {
            if measured.is_some() {
                speed[index] = Some(value.max(0.0));
            }
        }
    }
    Pace {
        speed,
        noise,
        step,
        by_fixes,
        by_recorded_speed,
    }
}

/// Median time between the values of a column, s.
fn usual_step(times: &[f64], column: &[Option<f64>]) -> f64 {
    let at: Vec<f64> = times
        .iter()
        .zip(column)
        .filter_map(|(time, value)| value.map(|_| *time))
        .collect();
    let mut steps: Vec<f64> = at.windows(2).map(|pair| pair[1] - pair[0]).collect();
    smooth::median(&mut steps).unwrap_or(1.0)
}

fn noise_of(speed: &[Option<f64>], stretches: &[Range<usize>]) -> Option<f64> {
    smooth::noise_variance(stretches.iter().filter_map(|s| speed.get(s.clone())), 1).map(f64::sqrt)
}

/// Speed by the slope of a cumulative distance, over two seconds.
fn derived(read: &[Option<f64>], stretches: &[Range<usize>]) -> Vec<Option<f64>> {
    let mut speed = vec![None; read.len()];
    for stretch in stretches {
        for index in stretch.clone() {
            let from = index.saturating_sub(1).max(stretch.start);
            let to = (index + 1).min(stretch.end - 1);
            if let (Some(a), Some(b)) = (read[from], read[to])
                && to > from
            {
                speed[index] = Some((b - a) / (to - from) as f64);
            }
        }
    }
    despiked(speed, stretches)
}

/// Speeds that no runner has, or reaches within a second, are missing; up to 3 s of
/// them are bridged.
fn despiked(mut speed: Vec<Option<f64>>, stretches: &[Range<usize>]) -> Vec<Option<f64>> {
    for stretch in stretches {
        let mut last: Option<(usize, f64)> = None;
        for index in stretch.clone() {
            let Some(value) = speed[index] else { continue };
            let sudden = last.is_some_and(|(at, before)| {
                index - at <= motion::BRIDGE as usize
                    && (value - before).abs() / (index - at) as f64 > fixes::SPIKE_ACCELERATION
            });
            if !(0.0..=fixes::SPIKE_SPEED).contains(&value) || sudden {
                speed[index] = None;
            } else {
                last = Some((index, value));
            }
        }
        bridge(&mut speed[stretch.clone()]);
    }
    speed
}

fn bridge(part: &mut [Option<f64>]) {
    let mut last: Option<(usize, f64)> = None;
    for index in 0..part.len() {
        let Some(value) = part[index] else { continue };
        if let Some((at, before)) = last {
            let hole = index - at - 1;
            if hole > 0 && hole <= motion::BRIDGE as usize {
                for (step, slot) in part[at + 1..index].iter_mut().enumerate() {
                    let share = (step + 1) as f64 / (hole + 1) as f64;
                    *slot = Some(before + share * (value - before));
                }
            }
        }
        last = Some((index, value));
    }
}

fn positive(column: &[Option<f64>]) -> Vec<Option<f64>> {
    column
        .iter()
        .map(|value| value.filter(|value| *value > 0.0))
        .collect()
}

#[allow(clippy::too_many_arguments)]
fn trace_of(
    recording: &Recording,
    motion: &Motion,
    stretches: &[Range<usize>],
    speed: &[Option<f64>],
    altitude: Option<&Altitude>,
    spm: &[Option<f64>],
    heart_rate: &[Option<f64>],
    moving: &[bool],
    running: &[bool],
) -> Trace {
    let samples = &recording.samples;
    let rows = motion.clock.len();
    let small = |column: &[Option<f64>]| -> Vec<Option<f32>> {
        column.iter().map(|v| v.map(|v| v as f32)).collect()
    };
    let whole = |column: &[Option<f64>], factor: f64| -> Vec<Option<u16>> {
        motion
            .on_clock(&samples.time_s, column)
            .iter()
            .map(|v| {
                v.map(|v| v * factor)
                    .filter(|v| (0.0..=f64::from(u16::MAX)).contains(v))
                    .map(|v| v.round() as u16)
            })
            .collect()
    };
    let (grade, fine) = match altitude {
        Some(altitude) => (
            grade::grade(altitude, speed, stretches),
            grade::fine(altitude, speed, stretches),
        ),
        None => (
            vec![None; rows],
            grade::Fine {
                altitude: vec![None; rows],
                grade: vec![None; rows],
            },
        ),
    };
    let gap_m_per_s = speed
        .iter()
        .zip(&grade)
        .map(|(speed, grade)| {
            let speed = MetresPerSecond::new((*speed)?);
            Some(gap::flat_equivalent(speed, Grade::new((*grade)?)).get() as f32)
        })
        .collect();
    Trace {
        time_s: motion.clock.clone(),
        speed_m_per_s: small(speed),
        grade: small(&grade),
        effort_grade: small(&fine.grade),
        gap_m_per_s,
        cadence_spm: small(spm),
        heart_rate_bpm: heart_rate
            .iter()
            .map(|bpm| {
                bpm.filter(|bpm| heart::VALID.contains(bpm))
                    .map(|bpm| bpm.round() as u8)
            })
            .collect(),
        altitude_m: small(&fine.altitude),
        power_w: whole(&samples.power_w, 1.0),
        moving: moving.to_vec(),
        running: running.to_vec(),
        ground_contact_ms: whole(&samples.ground_contact_ms, 1.0),
        vertical_oscillation_mm: whole(&samples.vertical_oscillation_mm, 1.0),
        stance_balance_permille: whole(&samples.stance_balance_percent, 10.0),
    }
}

/// Mean over the moving time: the believed distance where the speed agrees with it.
fn mean_speed(
    trace: &Trace,
    distance: Option<Metres>,
    manual: bool,
    timer: Option<Seconds>,
) -> Option<MetresPerSecond> {
    if manual {
        return distance
            .zip(timer)
            .map(|(metres, seconds)| metres / seconds);
    }
    let (mut all, mut moving, mut seconds) = (0.0, 0.0, 0usize);
    for (speed, moves) in trace.speed_m_per_s.iter().zip(&trace.moving) {
        if let Some(speed) = speed {
            all += f64::from(*speed);
            if *moves {
                moving += f64::from(*speed);
                seconds += 1;
            }
        }
    }
    if seconds == 0 || moving <= 0.0 {
        return None;
    }
    let scale = distance
        .map(|metres| metres.get() / all)
        .filter(|scale| (0.9..=1.1).contains(scale))
        .unwrap_or(1.0);
    MetresPerSecond::finite(scale * moving / seconds as f64)
}

fn mean_gap(trace: &Trace) -> Option<MetresPerSecond> {
    let moving: Vec<f64> = (trace.gap_m_per_s.iter().zip(&trace.moving))
        .filter(|(_, moves)| **moves)
        .filter_map(|(gap, _)| gap.map(f64::from))
        .collect();
    (!moving.is_empty())
        .then(|| MetresPerSecond::new(moving.iter().sum::<f64>() / moving.len() as f64))
}

/// What the runner stated of a run without a file.
fn stated_cadence(recording: &Recording) -> Option<CadenceSummary> {
    let stated = recording.totals.cadence?;
    (recording.format == Format::Manual && cadence::VALID.contains(&stated.get())).then_some(
        CadenceSummary {
            median: stated,
            mean: stated,
            coverage: 1.0,
        },
    )
}
