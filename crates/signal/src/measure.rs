//! The first stage: everything about a run that needs no history. It is worked out
//! once per recording and kept.

use super::belief::{Belief, Chosen};
use super::efforts::{Course, hills};
use super::elevation::{self, Altitude, AltitudeNoise, NoAltitude};
use super::fixes;
use super::ground::{self, Ground};
use super::motion::{self, Motion};
use super::quality::{self, Findings};
use super::way::Way;
use super::whole::{self, Sampled};
use super::{
    ascent, best, cadence, distance, dynamics, grade, heart, kept, pace, rides, running, steady,
    turns,
};
use comeback_core::recording::{Format, Lap, Recording, Sport, SubSport};
use comeback_core::run::trace::{self, Trace};
use comeback_core::run::{
    BestEfforts, CadenceSummary, DistanceSource, Dynamics, HeartRateSummary, PaceSource, Quality,
    SteadyBout,
};
use comeback_core::units::{Metres, MetresPerSecond, Seconds};
use serde::{Deserialize, Serialize};
use std::ops::Range;

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

/// The sum of the laps agrees with the believed distance within this factor. (design)
const LAPS_AGREE: f64 = 1.05;
/// Least share of the moving time with a grade, below which the run has none. (design)
const GRADE_COVERAGE: f64 = 0.5;
/// Rows minutes apart time a run where they time so much of it, as a share. (design)
const HALF_TIMED: f64 = 0.5;

/// Measures a recording. Never fails: what the recording cannot tell is `None`.
#[expect(
    clippy::too_many_lines,
    reason = "the order in which a run is measured, each step a call"
)]
pub fn measure(recording: &Recording) -> Measured {
    let (recording, cuts, ride_speed) = rides::without(recording);
    let recording = recording.as_ref();
    let motion = motion::motion(recording);
    let stretches = trace::stretches(&motion.clock);
    let samples = &recording.samples;
    let times = &samples.time_s;
    let track = fixes::track(samples);
    let odometer = distance::odometer(recording);
    let placed = track.on_clock(&motion, times);
    let pace = pace::pace(recording, &motion, &stretches, &track, &placed, &odometer);
    let speed = &pace.speed;

    let recorded = motion.on_clock(times, &positive(&samples.cadence));
    let steps = cadence::steps(&recorded, recording.cadence_unit, speed, &motion.clock);
    let mut moving = running::moving(speed, &stretches);
    let settled = running::running(&moving, speed, &steps.spm).map(|running| {
        let ground = turns::Ground {
            times,
            odometer: &odometer,
            track: &track,
            track_metres: pace.track_metres,
            distance: pace.belief.distance,
            spm: &steps.spm,
            speed,
            is_drawn: pace.belief.source == Some(PaceSource::Fixes),
            is_stated: pace.belief.source == Some(PaceSource::Device),
        };
        turns::settled(running, &mut moving, &motion, &ground)
    });
    let seldom = motion::seldom(times);
    let coarse = (seldom.map(whole::seldom)).or_else(|| settled.as_ref().and_then(whole::coarse));
    let running = settled.map(|settled| settled.running);
    let mut coarse = coarse.or_else(|| {
        let open = running::at_border(&moving, speed, &steps.spm);
        whole::border(seconds_of(running.as_ref()?), open)
    });
    coarse = coarse.or_else(|| {
        let wavers = running::wavering(&moving, speed, &steps.spm);
        whole::wavers(seconds_of(running.as_ref()?), wavers)
    });
    coarse = coarse
        .or_else(|| {
            let running = seconds_of(running.as_ref()?);
            motion.unseen(times, seconds_of(&moving), running)
        })
        .or_else(|| rides::perhaps(recording, ride_speed))
        .or_else(|| {
            rides::as_fast_as_the_best(recording, speed, running.as_deref().unwrap_or(&moving))
        })
        .or_else(|| motion::unrecorded(recording, motion.timed.get()));
    let run_flags = running.clone().unwrap_or_else(|| vec![false; moving.len()]);

    let mut whole = whole::whole(
        recording,
        &motion,
        Sampled {
            moving: seconds_of(&moving),
            running: running.as_deref().map(seconds_of),
            metres: pace
                .belief
                .distance
                .filter(|_| pace.belief.source.is_some()),
        },
    );
    if let Some(why) = walk_or_jog(
        recording,
        &steps.spm,
        &moving,
        &run_flags,
        pace.belief.distance,
    ) {
        whole.running = None;
        coarse = Some(why);
    }
    if seldom.is_some() && motion.timed.get() < HALF_TIMED * whole.elapsed {
        // The straight ways between its rows are too short to say that the runner moved on.
        whole.running = None;
    }
    let manual = recording.format == Format::Manual;
    let (distance, distance_source) = distance_of(recording, &pace.belief, whole.by_total);
    let mut disbelieved: Vec<String> = cuts.iter().map(rides::Cut::in_words).collect();
    disbelieved.extend(pace.belief.doubts.iter().cloned());
    disbelieved.extend(odometer.mended.iter().map(|clause| (*clause).to_owned()));
    disbelieved.extend(whole.doubt.clone());
    disbelieved.extend(recording.distance_doubt.clone());

    let positions: Vec<Option<(f64, f64)>> = placed.positions().collect();
    let ground = ground::ground(&positions, &motion.clock);
    let way = Way {
        speed,
        position: &positions,
    };
    let altitude = altitude_of(recording, &motion, &ground, &way, &stretches, distance);
    let mut not_altitude = match altitude {
        Err(NoAltitude::NotAltitude) => Some("its altitude is none"),
        Err(NoAltitude::Constant) => Some("its altitude is the same from start to end"),
        Err(NoAltitude::Stuck) => Some("its altitude stands still for a great part of it"),
        _ => None,
    };
    let mut altitude = altitude.ok();
    let mut climb = altitude
        .as_ref()
        .map(|altitude| ascent::climb(altitude, &motion.clock));
    let hours = seconds_of(&moving) / 3600.0;
    if climb.is_some_and(|climb| !ascent::possible(climb, distance, hours)) {
        (altitude, climb, not_altitude) = (None, None, Some("its altitude is none"));
    }
    let is_unbalanced = (climb.zip(altitude.as_ref()))
        .is_some_and(|(climb, altitude)| ascent::is_unbalanced(climb, altitude));
    let by_device = ascent::by_device(recording, altitude.as_ref(), climb, distance, hours);

    let heart_rate = motion.on_clock(times, &samples.heart_rate_bpm);
    let trace = trace_of(
        recording,
        &motion,
        &stretches,
        speed,
        altitude.as_ref(),
        &ground,
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
    let mut course = Course::new(&trace, noise, pace.noise, pace.step);
    course.drawn = motion.drawn(times);

    let stated_ascent = by_device.map(|device| device.0);
    let told = stated_ascent.or(climb.map(|climb| climb.ascent));
    let climbs_more = grade_known && climbs_more_than(told, &course);
    let against_device = (climb.filter(|_| by_device.is_none()))
        .zip(altitude.as_ref())
        .and_then(|(climb, altitude)| ascent::against_device(recording, altitude, climb));
    // Nothing beside a device that tells of much says that there was none.
    let is_untold = climb.is_some_and(|climb| climb.ascent <= climb.uncertainty);
    let (climb, by_device) = match climbs_more || against_device.is_some() && is_untold {
        true => (None, None),
        false => (climb.filter(|_| !is_unbalanced), by_device),
    };

    let cadence_summary = cadence::summary(&steps.spm, &run_flags);
    let step_length =
        cadence_summary.and_then(|_| cadence::step_length(&steps.spm, speed, &run_flags));
    let cadence_implausible =
        (steps.implausible.clone()).or_else(|| step_length.and_then(cadence::implausible_step));
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
        positions_stood: track.stood,
        cadence_implausible,
        cadence_known: cadence_summary.is_some(),
        cadence_coverage: cadence_seconds as f64 / running_seconds.max(1) as f64,
        running_known: running_seconds > 0,
        disbelieved: disbelieved.clone(),
        partial: whole.partial.clone(),
        coarse: coarse.clone(),
        not_altitude,
        clock_jumps: recording.clock_jumps,
        clock_doubt: recording.clock_doubt.clone(),
        truncated: recording.truncated,
    });
    let mut uncertain = disbelieved;
    uncertain.extend(whole.partial.clone().or(coarse));
    uncertain.extend(recording.clock_doubt.clone());
    uncertain.extend(doubts_of_ascent(
        not_altitude,
        by_device.is_some(),
        climbs_more,
        is_unbalanced && by_device.is_none(),
    ));
    uncertain.extend(against_device);
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
        ascent: (by_device.map(|device| device.0)).or(climb.map(|climb| climb.ascent)),
        descent: match by_device {
            Some(device) => device.1,
            None => climb.map(|climb| climb.descent),
        },
        ascent_uncertainty: climb
            .filter(|_| by_device.is_none())
            .map(|climb| climb.uncertainty),
        barometer: altitude.as_ref().map(Altitude::is_barometer),
        cadence: cadence_summary.or_else(|| stated_cadence(recording)),
        step_length,
        dynamics: dynamics_of(recording, &motion, &run_flags),
        heart_rate: heart::summary(&heart_rate, &moving),
        speed: mean_speed(&trace, distance, manual, timer),
        speed_source: pace.source,
        gap: if grade_known { mean_gap(&trace) } else { None },
        grade_known,
        best: best_of(&course, recording, &whole, distance),
        steady: steady::bouts(&course, grade_known),
        laps: laps(recording, &trace, &pace.belief),
        quality,
        uncertain,
        altitude_noise: noise,
        speed_noise: pace.noise,
        speed_step: pace.step,
        trace,
    }
}

/// How many seconds are so.
fn seconds_of(flags: &[bool]) -> f64 {
    flags.iter().filter(|flag| **flag).count() as f64
}

/// The distance that counts and where it comes from: what was stated, the total where it
/// stands for samples that are missing, else what the series that agree say.
fn distance_of(
    recording: &Recording,
    belief: &Belief,
    by_total: bool,
) -> (Option<Metres>, Option<DistanceSource>) {
    let stated = recording
        .totals
        .distance
        .filter(|metres| metres.get() > 0.0);
    if recording.format == Format::Manual {
        return (stated, stated.map(|_| DistanceSource::Stated));
    }
    if by_total {
        return (stated, stated.map(|_| DistanceSource::Total));
    }
    let chosen = belief.distance_source.map(|chosen| match chosen {
        Chosen::Series(PaceSource::Fixes) => DistanceSource::Fixes,
        Chosen::Series(PaceSource::Device) => DistanceSource::Speed,
        Chosen::Series(_) | Chosen::Total => DistanceSource::Device,
        Chosen::Corrected => DistanceSource::Total,
    });
    (belief.distance.map(Metres::new), chosen)
}

/// The altitude, which a treadmill has none of.
fn altitude_of(
    recording: &Recording,
    motion: &Motion,
    ground: &Ground,
    way: &Way,
    stretches: &[Range<usize>],
    distance: Option<Metres>,
) -> Result<Altitude, NoAltitude> {
    if recording.sub_sport == SubSport::Treadmill {
        return Err(NoAltitude::Missing);
    }
    let column = elevation::Column {
        times: &recording.samples.time_s,
        values: &recording.samples.altitude_m,
        barometer: recording.barometer,
        product: recording.product.as_deref(),
        is_on_track: recording.sub_sport == SubSport::Track,
    };
    let wide = || ground::wide(way.position, &motion.clock);
    elevation::altitude(
        motion,
        column,
        ground,
        wide,
        way,
        stretches,
        distance.map(Metres::get),
    )
}

/// Whether the run's own climbs rise more than its ascent: such a figure is none.
fn climbs_more_than(ascent: Option<Metres>, course: &Course) -> bool {
    let hills: f64 = hills::find(course)
        .iter()
        .filter_map(|hill| hill.climb)
        .map(Metres::get)
        .sum();
    ascent.is_some_and(|ascent| ascent::contradicted(ascent, hills))
}

/// What a reader of the run is told about its ascent.
fn doubts_of_ascent(
    not_altitude: Option<&str>,
    by_device: bool,
    climbs_more: bool,
    is_unbalanced: bool,
) -> Vec<String> {
    let none = not_altitude.map(|why| format!("{why}, and its climbs are not told"));
    let others = [
        (by_device, "its ascent is the device's own total"),
        (
            climbs_more,
            "its ascent is not told: its climbs rise more than it",
        ),
        (
            is_unbalanced,
            "its ascent is not told: it does not go with the heights of its start and end",
        ),
    ]
    .into_iter()
    .filter(|(is_so, _)| *is_so)
    .map(|(_, words)| words.to_owned());
    none.into_iter().chain(others).collect()
}

/// Why a run's running minutes are not told, where the file calls it a run, it is as slow
/// as a walk, and no step was counted.
fn walk_or_jog(
    recording: &Recording,
    spm: &[Option<f64>],
    moving: &[bool],
    running: &[bool],
    metres: Option<f64>,
) -> Option<String> {
    let is_silent = recording.sport == Sport::Running && spm.iter().all(Option::is_none);
    is_silent
        .then(|| whole::walk_or_jog(seconds_of(moving), seconds_of(running), metres))
        .flatten()
}

/// The best efforts; of a run without samples how fast its totals say that it was.
fn best_of(
    course: &Course,
    recording: &Recording,
    whole: &whole::Whole,
    distance: Option<Metres>,
) -> BestEfforts {
    let mut best = best::best(course);
    if whole.by_total && recording.format != Format::Manual {
        let long_enough = whole.timer.filter(|timer| *timer >= best::HALF_HOUR);
        let stated = (distance.zip(long_enough))
            .map(|(metres, timer)| MetresPerSecond::new(metres.get() / timer));
        best.half_hour = best
            .half_hour
            .into_iter()
            .chain(stated)
            .reduce(MetresPerSecond::max);
    }
    best
}

/// The laps; where their distances are not those of the speed that is believed, with
/// distances by that speed.
fn laps(recording: &Recording, trace: &Trace, belief: &Belief) -> Vec<Lap> {
    let mut laps = recording.laps.clone();
    let sum: Option<f64> = laps.iter().map(|lap| lap.distance_m).sum();
    let run: f64 = trace
        .speed_m_per_s
        .iter()
        .flatten()
        .map(|v| f64::from(*v))
        .sum();
    let agrees = sum.is_some_and(|sum| {
        let whole = belief.distance.unwrap_or(sum);
        belief.scale == 1.0 && (1.0 / LAPS_AGREE..=LAPS_AGREE).contains(&(sum / whole))
    });
    if agrees || run <= 0.0 {
        return laps;
    }
    let starts: Vec<f64> = laps.iter().skip(1).map(|lap| lap.start_s).collect();
    for (lap, end) in laps
        .iter_mut()
        .zip(starts.into_iter().chain([f64::INFINITY]))
    {
        let span = lap.start_s..end;
        let seconds = trace.time_s.iter().zip(&trace.speed_m_per_s);
        let metres = seconds
            .filter(|(time, _)| span.contains(&f64::from(**time)))
            .filter_map(|(_, speed)| speed.map(f64::from))
            .sum::<f64>();
        lap.distance_m = (metres > 0.0).then_some(metres);
    }
    laps
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
    ground: &Ground,
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
    let mut trace = Trace {
        time_s: motion.clock.clone(),
        speed_m_per_s: small(speed),
        grade: small(&grade),
        effort_grade: small(&fine.grade),
        gap_m_per_s: Vec::new(),
        cadence_spm: small(spm),
        heart_rate_bpm: heart_rate
            .iter()
            .map(|bpm| {
                bpm.filter(|bpm| heart::VALID.contains(bpm))
                    .map(|bpm| bpm.round() as u8)
            })
            .collect(),
        altitude_m: small(&fine.altitude),
        recorded_altitude_m: match altitude {
            Some(_) => small(&motion.on_clock(&samples.time_s, &samples.altitude_m)),
            None => vec![None; rows],
        },
        place: ground
            .place
            .iter()
            .map(|place| place.and_then(|place| u32::try_from(place).ok()))
            .collect(),
        passes: altitude.map_or_else(|| vec![1; rows], |altitude| altitude.pooled.clone()),
        power_w: whole(&samples.power_w, 1.0),
        moving: moving.to_vec(),
        running: running.to_vec(),
        ground_contact_ms: whole(&samples.ground_contact_ms, 1.0),
        vertical_oscillation_mm: whole(&samples.vertical_oscillation_mm, 1.0),
        vertical_ratio_permille: whole(&samples.vertical_ratio_percent, 10.0),
        stance_balance_permille: whole(&samples.stance_balance_percent, 10.0),
    };
    kept::settle(&mut trace);
    trace
}

fn dynamics_of(recording: &Recording, motion: &Motion, running: &[bool]) -> Option<Dynamics> {
    let samples = &recording.samples;
    let columns = [
        &samples.ground_contact_ms,
        &samples.vertical_oscillation_mm,
        &samples.vertical_ratio_percent,
        &samples.stance_balance_percent,
    ];
    // Most watches record none of it.
    if columns
        .iter()
        .all(|column| column.iter().all(Option::is_none))
    {
        return None;
    }
    let [contact, oscillation, ratio, balance] =
        columns.map(|column| motion.on_clock(&samples.time_s, &positive(column)));
    dynamics::summary(
        dynamics::Columns {
            ground_contact_ms: &contact,
            vertical_oscillation_mm: &oscillation,
            vertical_ratio_percent: &ratio,
            stance_balance_percent: &balance,
        },
        running,
    )
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
