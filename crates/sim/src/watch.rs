//! What a watch makes of the truth: noise that remembers, spikes, tunnels,
//! drifting and lagging barometers, smart recording, lost sensors.

use super::random::{Random, SmoothWander, Wander};
use super::truth::{Second, Truth};
use crate::terrain::Terrain;
use chrono::Utc;
use comeback_core::recording::{
    CadenceUnit, DeviceTotals, Format, Lap, Recording, Sport, SubSport, TimerEvent,
};
use comeback_core::units::{BeatsPerMinute, Metres, Seconds, StepsPerMinute};

/// How badly the sensors do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noise {
    /// The truth, at the watch's rate.
    Clean,
    /// A multi-band receiver under an open sky, a chest strap.
    Good,
    /// An ordinary watch.
    Typical,
    /// Trees, houses and a loose strap.
    Poor,
}

/// A watch and how it is set up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Watch {
    pub noise: Noise,
    pub barometer: bool,
    /// Keeps a row when something changed, else every 8 s.
    pub smart_recording: bool,
    pub heart_rate: bool,
    pub cadence: bool,
    pub power: bool,
    pub running_dynamics: bool,
    /// Lap each kilometre, else one lap.
    pub auto_lap: bool,
    /// Speed and distance come from the fixes alone, as in a phone: they stand still in
    /// a tunnel, catch up after it, and jump with a spike.
    pub follows_fixes: bool,
}

impl Watch {
    pub const fn new(noise: Noise) -> Self {
        Watch {
            noise,
            barometer: true,
            smart_recording: false,
            heart_rate: true,
            cadence: true,
            power: false,
            running_dynamics: false,
            auto_lap: true,
            follows_fixes: false,
        }
    }
}

/// The size of each error. Design numbers, in the range that published tests of watches report.
pub(super) struct Errors {
    pub(super) position_m: f64,
    pub(super) position_tau_s: f64,
    /// What of the position's error is new each second.
    pub(super) jitter_m: f64,
    pub(super) spikes_per_hour: f64,
    pub(super) tunnels_per_hour: f64,
    pub(super) speed_m_per_s: f64,
    /// Largest relative error of the device's distance.
    pub(super) distance_scale: f64,
    pub(super) barometer_m: f64,
    pub(super) barometer_drift_m_per_h: f64,
    pub(super) barometer_lag_s: f64,
    pub(super) gps_altitude_m: f64,
    pub(super) heart_dropouts_per_hour: f64,
    pub(super) cadence_dropouts_per_hour: f64,
}

impl Errors {
    pub(super) const fn of(noise: Noise) -> Self {
        match noise {
            Noise::Clean => Errors {
                position_m: 0.0,
                position_tau_s: 30.0,
                jitter_m: 0.0,
                spikes_per_hour: 0.0,
                tunnels_per_hour: 0.0,
                speed_m_per_s: 0.0,
                distance_scale: 0.0,
                barometer_m: 0.0,
                barometer_drift_m_per_h: 0.0,
                barometer_lag_s: 0.0,
                gps_altitude_m: 0.0,
                heart_dropouts_per_hour: 0.0,
                cadence_dropouts_per_hour: 0.0,
            },
            Noise::Good => Errors {
                position_m: 1.2,
                position_tau_s: 45.0,
                jitter_m: 0.05,
                spikes_per_hour: 0.0,
                tunnels_per_hour: 0.0,
                speed_m_per_s: 0.05,
                distance_scale: 0.005,
                barometer_m: 0.2,
                barometer_drift_m_per_h: 1.0,
                barometer_lag_s: 2.0,
                gps_altitude_m: 2.5,
                heart_dropouts_per_hour: 0.0,
                cadence_dropouts_per_hour: 0.0,
            },
            Noise::Typical => Errors {
                position_m: 2.5,
                position_tau_s: 35.0,
                jitter_m: 0.15,
                spikes_per_hour: 1.0,
                tunnels_per_hour: 0.5,
                speed_m_per_s: 0.1,
                distance_scale: 0.01,
                barometer_m: 0.3,
                barometer_drift_m_per_h: 3.0,
                barometer_lag_s: 3.0,
                gps_altitude_m: 4.0,
                heart_dropouts_per_hour: 1.0,
                cadence_dropouts_per_hour: 0.5,
            },
            Noise::Poor => Errors {
                position_m: 5.0,
                position_tau_s: 25.0,
                jitter_m: 0.4,
                spikes_per_hour: 8.0,
                tunnels_per_hour: 3.0,
                speed_m_per_s: 0.18,
                distance_scale: 0.025,
                barometer_m: 0.5,
                barometer_drift_m_per_h: 6.0,
                barometer_lag_s: 5.0,
                gps_altitude_m: 7.0,
                heart_dropouts_per_hour: 5.0,
                cadence_dropouts_per_hour: 4.0,
            },
        }
    }
}

/// How long a receiver stays too high or too low, s. (design)
const GPS_HEIGHT_S: f64 = 150.0;
/// Time constant of the receiver's own filter, s. (design)
const RECEIVER_S: f64 = 8.0;

/// How a phone's filter lets go of a speed without fixes, and catches up after them, s. (design)
const CATCH_UP_S: f64 = 4.0;
/// Speed that a spike of the fixes adds, m/s. (design)
const SPIKE_M_PER_S: f64 = 4.0;

/// What the watch records of the truth: the same type that the importer gives
/// back, with cadence in strides per minute as watches count it.
pub fn record(truth: &Truth, watch: &Watch, seed: u64) -> Recording {
    let rows = observe(truth, watch, seed);
    let kept = keep(&rows, watch.smart_recording);
    let mut recording = Recording::empty(Format::Fit, truth.start.with_timezone(&Utc));
    recording.sport = Sport::Running;
    recording.sport_name = Some("running".into());
    recording.sub_sport = match truth.terrain {
        Terrain::Treadmill => SubSport::Treadmill,
        Terrain::Track => SubSport::Track,
        _ => SubSport::Generic,
    };
    recording.utc_offset_s = Some(truth.start.offset().local_minus_utc());
    recording.cadence_unit = CadenceUnit::StridesPerMinute;
    recording.barometer = Some(watch.barometer);
    recording.timer_events = timer_events(truth);
    for index in kept {
        let row = &rows[index];
        let samples = &mut recording.samples;
        let at = samples.push(row.time_s);
        samples.latitude[at] = row.position.map(|position| position.0);
        samples.longitude[at] = row.position.map(|position| position.1);
        samples.distance_m[at] = Some(row.distance_m);
        samples.speed_m_per_s[at] = Some(row.speed);
        samples.altitude_m[at] = row.altitude_m;
        samples.cadence[at] = row.strides;
        samples.heart_rate_bpm[at] = row.heart_rate;
        samples.power_w[at] = row.power.filter(|_| watch.power);
        if watch.running_dynamics
            && let Some(strides) = row.strides.filter(|strides| *strides > 60.0)
        {
            let step_mm = 1000.0 * 60.0 * row.speed / (2.0 * strides);
            let bounce_mm = 97.0 - 4.0 * row.speed;
            samples.ground_contact_ms[at] = Some((335.0 - 27.0 * row.speed).clamp(120.0, 400.0));
            samples.vertical_oscillation_mm[at] = Some(bounce_mm);
            samples.step_length_mm[at] = Some(step_mm);
            samples.vertical_ratio_percent[at] =
                Some((100.0 * bounce_mm / step_mm.max(300.0)).min(20.0));
            samples.stance_balance_percent[at] = Some(50.6);
        }
    }
    recording.totals = device_totals(truth, &rows);
    recording.laps = laps(truth, &rows, watch.auto_lap);
    recording
}

/// One observed second.
#[derive(Debug, Clone)]
struct Row {
    time_s: f64,
    timer: bool,
    position: Option<(f64, f64)>,
    distance_m: f64,
    speed: f64,
    altitude_m: Option<f64>,
    strides: Option<f64>,
    heart_rate: Option<f64>,
    power: Option<f64>,
}

/// Rounds to a grid, as every format does.
fn quantised(value: f64, grid: f64) -> f64 {
    (value / grid).round() * grid
}

fn observe(truth: &Truth, watch: &Watch, seed: u64) -> Vec<Row> {
    let errors = Errors::of(watch.noise);
    let wander = |name: &str, deviation: f64, tau: f64| {
        Wander::new(Random::stream(seed, name), deviation, tau, 1.0)
    };
    let filtered = |name: &str, deviation: f64, tau: f64| {
        SmoothWander::new(Random::stream(seed, name), deviation, tau, RECEIVER_S, 1.0)
    };
    let mut east = filtered("gps east", errors.position_m, errors.position_tau_s);
    let mut north = filtered("gps north", errors.position_m, errors.position_tau_s);
    let mut jitter = Random::stream(seed, "gps jitter");
    let mut doppler = wander("gps speed", errors.speed_m_per_s, 3.0);
    let mut height = filtered("gps height", errors.gps_altitude_m, GPS_HEIGHT_S);
    let mut pressure = wander("barometer", errors.barometer_m, 0.8);
    let mut chance = Random::stream(seed, "chance");
    let scale = 1.0 + chance.between(-1.0, 1.0) * errors.distance_scale;
    let drift = chance.between(-1.0, 1.0) * errors.barometer_drift_m_per_h / 3600.0;
    let offset = chance.between(-1.0, 1.0) * 4.0 * errors.gps_altitude_m;
    let n = truth.seconds.len();
    let tunnels = spans(
        n,
        errors.tunnels_per_hour,
        (15.0, 60.0),
        Random::stream(seed, "tunnel"),
    );
    let silent_heart = spans(
        n,
        errors.heart_dropouts_per_hour,
        (5.0, 90.0),
        Random::stream(seed, "strap"),
    );
    let silent_feet = spans(
        n,
        errors.cadence_dropouts_per_hour,
        (10.0, 60.0),
        Random::stream(seed, "pod"),
    );
    let spikes = spans(
        n,
        errors.spikes_per_hour,
        (1.0, 3.0),
        Random::stream(seed, "spike"),
    );
    let smoothing = if watch.noise == Noise::Clean {
        0.0
    } else {
        1.0
    };

    let mut rows: Vec<Row> = Vec::with_capacity(n);
    let (mut speed, mut barometer, mut turnover, mut distance) = (0.0, None, 0.0, 0.0);
    let mut before: Option<&Second> = None;
    let (mut owed, mut hold, mut spiked) = (0.0, 1.0, 0.0);
    for (i, second) in truth.seconds.iter().enumerate() {
        let lag = |tau: f64| {
            if tau <= 0.0 {
                1.0
            } else {
                1.0 - (-1.0 / tau).exp()
            }
        };
        speed += lag(1.2 * smoothing) * (second.speed_m_per_s - speed);
        let mut seen = (speed + doppler.step() * (speed / (speed + 0.5))).max(0.0);
        if let Some(before) = before.filter(|before| before.timer) {
            // Watches integrate their own speed; a slow scale error stays for the run.
            let mut step = (second.distance_m - before.distance_m) * scale;
            if watch.follows_fixes {
                let lost = tunnels[i] && second.position.is_some();
                hold = if lost {
                    hold * (1.0 - lag(CATCH_UP_S))
                } else {
                    1.0
                };
                let caught = if lost { 0.0 } else { owed * lag(CATCH_UP_S) };
                owed += step * (1.0 - hold) - caught;
                spiked = if spikes[i] && second.position.is_some() {
                    SPIKE_M_PER_S
                } else {
                    spiked * (1.0 - lag(2.0))
                };
                seen = seen * hold + caught + spiked;
                step = step * hold + caught + spiked;
            }
            distance += step;
        }
        let level: f64 = barometer.unwrap_or(second.altitude_m);
        let level = level + lag(errors.barometer_lag_s) * (second.altitude_m - level);
        barometer = Some(level);
        turnover += lag(2.0 * smoothing) * (second.cadence_spm - turnover);
        if second.cadence_spm == 0.0 && turnover < 40.0 {
            turnover = 0.0;
        }
        let off_east = east.step() + errors.jitter_m * jitter.normal();
        let off_north = north.step() + errors.jitter_m * jitter.normal();
        let jump = if spikes[i] {
            60.0 + 12.0 * ((i * 7919) % 9) as f64
        } else {
            0.0
        };
        let position = second
            .position
            .filter(|_| !tunnels[i])
            .map(|(latitude, longitude)| {
                let metres = 111_195.0;
                (
                    latitude + (off_north + jump) / metres,
                    longitude + (off_east - jump) / (metres * latitude.to_radians().cos()),
                )
            });
        let altitude = if watch.barometer {
            Some(level + drift * i as f64 + pressure.step())
        } else {
            second
                .position
                .map(|_| second.altitude_m + offset + height.step())
        };
        rows.push(Row {
            time_s: second.time_s,
            timer: second.timer,
            position,
            distance_m: quantised(distance, 0.01),
            speed: quantised(seen, 0.001),
            altitude_m: altitude.map(|altitude| quantised(altitude, 0.2)),
            strides: Some(turnover / 2.0)
                .filter(|_| watch.cadence && !silent_feet[i])
                .map(|strides| quantised(strides, 0.5)),
            heart_rate: Some(second.heart_rate_bpm.round())
                .filter(|_| watch.heart_rate && !silent_heart[i]),
            power: Some(second.power_w.round()),
        });
        before = Some(second);
    }
    rows
}

/// Marks random spans of `length_s` that begin at `per_hour` in each hour.
fn spans(n: usize, per_hour: f64, length_s: (f64, f64), mut random: Random) -> Vec<bool> {
    let mut marked = vec![false; n];
    for start in 0..n {
        if random.chance(per_hour / 3600.0) {
            let length = random.between(length_s.0, length_s.1).round() as usize;
            for mark in marked.iter_mut().skip(start).take(length) {
                *mark = true;
            }
        }
    }
    marked
}

/// The rows that reach the file: none while the timer stands, and with smart
/// recording only those in which something changed, or the eighth second.
fn keep(rows: &[Row], smart: bool) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        if !row.timer {
            continue;
        }
        let Some(last) = kept.last().and_then(|last| rows.get(*last)) else {
            kept.push(i);
            continue;
        };
        let edge = rows.get(i + 1).is_none_or(|next| !next.timer)
            || i.checked_sub(1)
                .and_then(|j| rows.get(j))
                .is_some_and(|before| !before.timer);
        let heart = match (row.heart_rate, last.heart_rate) {
            (Some(now), Some(then)) => (now - then).abs() >= 3.0,
            (now, then) => now.is_some() != then.is_some(),
        };
        let changed = (row.speed - last.speed).abs() > 0.4
            || heart
            || row.position.is_some() != last.position.is_some();
        if !smart || edge || changed || row.time_s - last.time_s >= 8.0 {
            kept.push(i);
        }
    }
    kept
}

fn timer_events(truth: &Truth) -> Vec<TimerEvent> {
    let mut events = vec![TimerEvent {
        at_s: 0.0,
        running: true,
    }];
    for pair in truth.seconds.windows(2) {
        if pair[0].timer != pair[1].timer {
            events.push(TimerEvent {
                at_s: pair[1].time_s,
                running: pair[1].timer,
            });
        }
    }
    events.push(TimerEvent {
        at_s: truth.totals.elapsed_s,
        running: false,
    });
    events
}

fn timer_between(rows: &[Row]) -> f64 {
    rows.windows(2).filter(|pair| pair[0].timer).count() as f64
}

fn laps(truth: &Truth, rows: &[Row], auto: bool) -> Vec<Lap> {
    let mut cuts = vec![0];
    if auto {
        let mut next = 1000.0;
        for (i, row) in rows.iter().enumerate() {
            if row.distance_m >= next {
                cuts.push(i);
                next += 1000.0;
            }
        }
    }
    let last = rows.len().saturating_sub(1);
    if cuts.last() != Some(&last) {
        cuts.push(last);
    }
    cuts.windows(2)
        .filter_map(|cut| {
            let span = rows.get(cut[0]..=cut[1])?;
            let (a, b) = (span.first()?, span.last()?);
            Some(Lap {
                start_s: a.time_s.min(truth.totals.elapsed_s),
                elapsed_s: Some(b.time_s - a.time_s),
                timer_s: Some(timer_between(span)),
                distance_m: Some(quantised(b.distance_m - a.distance_m, 0.01)),
                planned: None,
            })
        })
        .collect()
}

fn device_totals(truth: &Truth, rows: &[Row]) -> DeviceTotals {
    let mean = |values: Vec<f64>| {
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    let turning = rows
        .iter()
        .filter_map(|row| row.strides)
        .filter(|strides| *strides > 0.0);
    DeviceTotals {
        distance: rows.last().map(|row| Metres::new(row.distance_m)),
        timer: Some(Seconds::new(timer_between(rows))),
        elapsed: Some(Seconds::new(truth.totals.elapsed_s)),
        ascent: Some(Metres::new(truth.totals.ascent_m.round())),
        descent: Some(Metres::new(truth.totals.descent_m.round())),
        cadence: mean(turning.map(|strides| 2.0 * strides).collect()).map(StepsPerMinute::new),
        heart_rate: mean(rows.iter().filter_map(|row| row.heart_rate).collect())
            .map(BeatsPerMinute::new),
        ..DeviceTotals::default()
    }
}
