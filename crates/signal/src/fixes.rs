//! Positions: GPS spikes out, then a smoothed track and the speed along it.
//!
//! A fix is a spike when it implies > 12 m/s, > 6 m/s², or reports an accuracy
//! worse than 50 m. The remaining fixes pass a constant-velocity smoother in both
//! axes; its noise is estimated from the track itself, so a clean track is
//! followed and a jittery one is not measured too long.

use super::haversine::EARTH_RADIUS;
use super::metric::{MetricId, MetricPage};
use super::motion::Motion;
use super::smooth;
use comeback_core::limits;
use comeback_core::recording::Samples;
use std::ops::Range;

/// Faster than any runner. m/s (method §3, design)
pub const SPIKE_SPEED: f64 = 12.0;
/// Harder than any runner accelerates. m/s² (method §3, design)
pub const SPIKE_ACCELERATION: f64 = 6.0;
/// Worse reported accuracy is no position. m (method §3, design)
pub const WORST_ACCURACY: f64 = limits::FIX_ACCURACY.value;
/// A position that many fixes in a row agree on is where the runner is. (design)
const AGREEING_FIXES: usize = 4;
/// Positions that do not change for longer than this stand still. s (design)
const FROZEN: f64 = 30.0;
/// Strides a minute of somebody who walks or runs. (design)
const MOVING_FEET: f64 = 45.0;
/// How fast a runner's velocity may change: variance gained per second, (m/s)². (design)
const VELOCITY_DRIFT: f64 = 0.25;

/// Fixes up to so far apart are dense enough to show their own noise. s (design)
const DENSE: f64 = 1.5;
/// Position noise and change of velocity where fixes are sparse. m², (m/s)² (design)
const SPARSE_NOISE: f64 = 9.0;
const SPARSE_DRIFT: f64 = 0.06;
/// Who turns round keeps the speed and not the direction: a smoothed track that does not
/// know of the turn stands still at it. A turn is seen where the fixes lead straight to it
/// and straight away from it for so long on each side, at no less than this speed, and bend
/// by more than this (its cosine); the velocity may jump there. s, as a share, m/s, (m/s)²
/// (design)
const TURN_LEGS: f64 = 15.0;
const TURN_STRAIGHT: f64 = 0.85;
const TURN_SPEED: f64 = 1.1;
const TURN_BEND: f64 = -0.3;
const TURN_DRIFT: f64 = 20.0;
/// Legs of fixes this far apart are too long to be straight. s (design)
const TURN_STEP: f64 = 12.0;
/// A hole in the fixes is bridged by a straight line up to this duration and at most
/// at this speed. s, m/s (design)
const LONGEST_HOLE: f64 = 120.0;
const FASTEST_OVER_HOLE: f64 = 7.0;

/// The fixes of a recording after cleaning.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Track {
    /// Metres east and north of the first good fix, one per sample; spikes are missing.
    east: Vec<Option<f64>>,
    north: Vec<Option<f64>>,
    /// Good fixes.
    pub good: usize,
    /// Fixes thrown away.
    pub spikes: usize,
    /// Metres east and north that the positions leapt so far.
    leap: (f64, f64),
    /// How long the positions did not change at all, s.
    pub stood: f64,
}

/// The rows whose position stands still to the last digit while the device's speed or the
/// steps go on: the receiver had lost its way. And how long the positions stood, s.
fn frozen(samples: &Samples) -> (Vec<bool>, f64) {
    let mut lost = vec![false; samples.len()];
    let mut stood = 0.0;
    let place = |row: usize| {
        let at = |column: &[Option<f64>]| column.get(row).copied().flatten();
        at(&samples.latitude).zip(at(&samples.longitude))
    };
    let mut from = 0;
    while from < samples.len() {
        let here = place(from);
        let mut to = from + 1;
        while to < samples.len() && here.is_some() && place(to) == here {
            to += 1;
        }
        let seconds = samples.time_s[to - 1] - samples.time_s[from];
        if seconds > FROZEN {
            stood += seconds;
            let moves = |row: &usize| {
                let above = |column: &[Option<f64>], least: f64| {
                    let value = column.get(*row).copied().flatten();
                    value.is_some_and(|value| value >= least)
                };
                above(&samples.speed_m_per_s, super::running::STANDING_SPEED)
                    || above(&samples.cadence, MOVING_FEET)
            };
            if 2 * (from..to).filter(moves).count() > to - from {
                lost[from + 1..to].fill(true);
            }
        }
        from = to;
    }
    (lost, stood)
}

/// Throws the spikes out.
pub fn track(samples: &Samples) -> Track {
    let mut track = Track {
        east: vec![None; samples.len()],
        north: vec![None; samples.len()],
        ..Track::default()
    };
    let (lost, stood) = frozen(samples);
    track.stood = stood;
    let mut origin: Option<(f64, f64)> = None;
    let mut last: Option<Fix> = None;
    let mut velocity: Option<(f64, f64)> = None;
    let mut waiting: Vec<Fix> = Vec::new();
    let rows = samples
        .time_s
        .iter()
        .zip(&samples.latitude)
        .zip(&samples.longitude)
        .zip(&samples.gps_accuracy_m)
        .enumerate();
    for (row, (((&time, latitude), longitude), accuracy)) in rows {
        let (Some(latitude), Some(longitude)) = (*latitude, *longitude) else {
            continue;
        };
        if lost[row] {
            continue;
        }
        let sane = time.is_finite()
            && latitude.abs() <= 90.0
            && longitude.abs() <= 180.0
            && (latitude, longitude) != (0.0, 0.0);
        if !sane || accuracy.is_some_and(|metres| metres > WORST_ACCURACY) {
            track.spikes += 1;
            continue;
        }
        let zero = *origin.get_or_insert((latitude, longitude));
        let (east, north) = plane(zero, (latitude, longitude));
        let fix = Fix {
            row,
            time,
            east,
            north,
        };
        let spike = last.is_some_and(|last| fix.is_spike_after(last, velocity));
        if !spike {
            track.spikes += waiting.len();
            waiting.clear();
            velocity = last.and_then(|last| fix.velocity_from(last)).or(velocity);
            track.keep(fix);
            last = Some(fix);
            continue;
        }
        // Refused fixes that agree with one another mean that the runner is there,
        // and that the last good fix was the bad one or the signal came back late.
        if waiting
            .last()
            .is_some_and(|before| fix.is_spike_after(*before, None))
        {
            track.spikes += waiting.len();
            waiting.clear();
        }
        waiting.push(fix);
        if waiting.len() >= AGREEING_FIXES {
            // Nobody ran over the leap itself: the track goes on from where it was.
            if let (Some(last), Some(first)) = (last, waiting.first()) {
                let step = first.time - last.time;
                let (east, north) = velocity
                    .filter(|_| step <= LONGEST_HOLE)
                    .unwrap_or_default();
                track.leap.0 += first.east - last.east - east * step;
                track.leap.1 += first.north - last.north - north * step;
            }
            for fix in waiting.drain(..) {
                velocity = None;
                track.keep(fix);
                last = Some(fix);
            }
        }
    }
    track.spikes += waiting.len();
    track
}

#[derive(Debug, Clone, Copy)]
struct Fix {
    row: usize,
    time: f64,
    east: f64,
    north: f64,
}

impl Fix {
    fn velocity_from(self, before: Fix) -> Option<(f64, f64)> {
        let step = self.time - before.time;
        (step > 0.0).then(|| {
            (
                (self.east - before.east) / step,
                (self.north - before.north) / step,
            )
        })
    }

    fn is_spike_after(self, before: Fix, velocity: Option<(f64, f64)>) -> bool {
        let step = self.time - before.time;
        let Some((east, north)) = self.velocity_from(before) else {
            // Two fixes of one instant: the first is kept.
            return true;
        };
        let length = |east: f64, north: f64| (east * east + north * north).sqrt();
        let too_fast = length(east, north) > SPIKE_SPEED;
        let too_sudden = velocity.is_some_and(|(was_east, was_north)| {
            step <= super::motion::BRIDGE
                && length(east - was_east, north - was_north) / step > SPIKE_ACCELERATION
        });
        too_fast || too_sudden
    }
}

impl Track {
    fn keep(&mut self, fix: Fix) {
        if let (Some(east), Some(north)) = (self.east.get_mut(fix.row), self.north.get_mut(fix.row))
        {
            *east = Some(fix.east - self.leap.0);
            *north = Some(fix.north - self.leap.1);
            self.good += 1;
        }
    }

    /// Metres east and north of the first fix at a row of the samples.
    pub fn place(&self, row: usize) -> Option<(f64, f64)> {
        let at = |axis: &[Option<f64>]| axis.get(row).copied().flatten();
        at(&self.east).zip(at(&self.north))
    }

    /// Speed along the smoothed track on the clock, m/s; missing in holes.
    pub fn speed(
        &self,
        motion: &Motion,
        times: &[f64],
        placed: &Placed,
        stretches: &[Range<usize>],
    ) -> Vec<Option<f64>> {
        let step = smooth::usual_step(times, &self.east);
        // Between sparse fixes nothing was measured: joined by straight lines they would
        // look free of noise.
        let sparse = (step > DENSE).then(|| Placed {
            east: Self::measured(motion, times, &self.east),
            north: Self::measured(motion, times, &self.north),
        });
        let Placed { east, north } = sparse.as_ref().unwrap_or(placed);
        let (noise, drift) = if sparse.is_some() {
            (SPARSE_NOISE, SPARSE_DRIFT)
        } else {
            let noise = [east, north]
                .into_iter()
                .filter_map(|axis| {
                    let parts = stretches.iter().filter_map(|s| axis.get(s.clone()));
                    smooth::noise_variance(parts, 1)
                })
                .fold(0.01, f64::max);
            (noise, VELOCITY_DRIFT)
        };
        let mut speed = vec![None; motion.clock.len()];
        for stretch in stretches {
            let (Some(xs), Some(ys)) = (east.get(stretch.clone()), north.get(stretch.clone()))
            else {
                continue;
            };
            let at = |row: usize| {
                let (x, y) = (
                    xs.get(row).copied().flatten(),
                    ys.get(row).copied().flatten(),
                );
                x.zip(y).map(|(x, y)| [x, y])
            };
            let turns = match sparse.is_some() && step <= TURN_STEP {
                true => turns(xs.len(), at),
                false => Vec::new(),
            };
            let drift = |row: usize| {
                let is_turn = |row: usize| turns.binary_search(&row).is_ok();
                let jumps = is_turn(row) || row.checked_sub(1).is_some_and(is_turn);
                if jumps { TURN_DRIFT } else { drift }
            };
            let along = smooth::trends(xs.len(), at, |_| noise, drift);
            let Some(known) = placed.east.get(stretch.clone()) else {
                continue;
            };
            for (index, ([e, n], fix)) in stretch.clone().zip(along.iter().zip(known)) {
                if fix.is_some()
                    && let Some(slot) = speed.get_mut(index)
                {
                    *slot = Some((e.slope * e.slope + n.slope * n.slope).sqrt());
                }
            }
        }
        speed
    }

    /// Fixes at the second of the clock nearest to them, nothing between.
    fn measured(motion: &Motion, times: &[f64], axis: &[Option<f64>]) -> Vec<Option<f64>> {
        let mut found = vec![None; motion.clock.len()];
        for (time, value) in times.iter().zip(axis) {
            if let Some(value) = value
                && let Ok(index) = motion.clock.binary_search(&(time.max(0.0).round() as u32))
                && let Some(slot) = found.get_mut(index)
            {
                *slot = Some(*value);
            }
        }
        found
    }

    /// Length of the smoothed track, with straight lines over short holes and over stops,
    /// where fixes wander and nobody goes anywhere, m.
    pub fn length(motion: &Motion, placed: &Placed, speed: &[Option<f64>]) -> f64 {
        let stretches = comeback_core::run::trace::stretches(&motion.clock);
        let moves = super::running::moving(speed, &stretches);
        let mut metres: f64 = (speed.iter().zip(&moves))
            .filter(|(_, moves)| **moves)
            .filter_map(|(speed, _)| *speed)
            .sum();
        metres += placed.over_stops(&moves, speed);
        let mut last: Option<(u32, (f64, f64))> = None;
        for (&time, position) in motion.clock.iter().zip(placed.positions()) {
            let Some(here) = position else { continue };
            if let Some((before, there)) = last
                && time > before + 1
            {
                let hole = f64::from(time - before) - 1.0;
                let line = (here.0 - there.0).hypot(here.1 - there.1);
                let pace = line / (hole + 1.0);
                if hole <= LONGEST_HOLE
                    && (super::running::STANDING_SPEED..=FASTEST_OVER_HOLE).contains(&pace)
                {
                    metres += line * hole / (hole + 1.0);
                }
            }
            last = Some((time, here));
        }
        metres
    }

    /// The track on the clock.
    pub fn on_clock(&self, motion: &Motion, times: &[f64]) -> Placed {
        Placed {
            east: motion.on_clock(times, &self.east),
            north: motion.on_clock(times, &self.north),
        }
    }
}

/// The seconds at which the runner turned round, in their order.
fn turns(seconds: usize, at: impl Fn(usize) -> Option<[f64; 2]>) -> Vec<usize> {
    let fixes: Vec<(usize, [f64; 2])> = (0..seconds)
        .filter_map(|second| Some((second, at(second)?)))
        .collect();
    let line = |from: [f64; 2], to: [f64; 2]| (to[0] - from[0], to[1] - from[1]);
    let length = |(east, north): (f64, f64)| east.hypot(north);
    let mut way = vec![0.0; fixes.len()];
    for (index, pair) in fixes.windows(2).enumerate() {
        way[index + 1] = way[index] + length(line(pair[0].1, pair[1].1));
    }
    // The line of a leg, where it is straight and no rest.
    let leg = |from: usize, to: usize| {
        let taken = (fixes[to].0 - fixes[from].0) as f64;
        let leg = line(fixes[from].1, fixes[to].1);
        let is_straight = length(leg) >= TURN_STRAIGHT * (way[to] - way[from]);
        (is_straight && taken <= 2.0 * TURN_LEGS && length(leg) >= TURN_SPEED * taken)
            .then_some(leg)
    };
    let legs = TURN_LEGS as usize;
    let mut found: Vec<(usize, f64)> = Vec::new();
    for (index, &(second, _)) in fixes.iter().enumerate() {
        let from = fixes.partition_point(|fix| fix.0 + legs <= second);
        let to = fixes.partition_point(|fix| fix.0 < second + legs);
        let Some(from) = from.checked_sub(1) else {
            continue;
        };
        if to >= fixes.len() {
            break;
        }
        let Some((to_it, from_it)) = leg(from, index).zip(leg(index, to)) else {
            continue;
        };
        let (one, other) = (length(to_it), length(from_it));
        let bend = (to_it.0 * from_it.0 + to_it.1 * from_it.1) / (one * other);
        if bend > TURN_BEND {
            continue;
        }
        // Of neighbours that all look like the turn it is the one furthest out.
        let out = one + other;
        match found.last_mut() {
            Some(last) if second - last.0 < legs => {
                if out > last.1 {
                    *last = (second, out);
                }
            }
            _ => found.push((second, out)),
        }
    }
    found.into_iter().map(|turn| turn.0).collect()
}

/// Metres east and north of the first fix, on the clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    east: Vec<Option<f64>>,
    north: Vec<Option<f64>>,
}

impl Placed {
    /// East and north of each second.
    pub fn positions(&self) -> impl Iterator<Item = Option<(f64, f64)>> {
        let pairs = self.east.iter().zip(&self.north);
        pairs.map(|(east, north)| (*east).zip(*north))
    }

    /// The straight ways from where each stop began to where it ended, m; no longer than the
    /// fixes went.
    fn over_stops(&self, moves: &[bool], speed: &[Option<f64>]) -> f64 {
        let (mut metres, mut went) = (0.0, 0.0);
        let mut stop: Option<((f64, f64), (f64, f64))> = None;
        for ((position, moves), speed) in self.positions().zip(moves).zip(speed) {
            if *moves {
                metres += stop
                    .take()
                    .map_or(0.0, |(from, to)| apart(from, to).min(went));
                went = 0.0;
            } else {
                went += speed.unwrap_or(0.0);
                if let Some(here) = position {
                    stop = Some((stop.map_or(here, |(from, _)| from), here));
                }
            }
        }
        metres + stop.map_or(0.0, |(from, to)| apart(from, to).min(went))
    }
}

fn apart(from: (f64, f64), to: (f64, f64)) -> f64 {
    (to.0 - from.0).hypot(to.1 - from.1)
}

/// Metres east and north of an origin, on a plane; good to 0.1 % within 100 km.
fn plane(origin: (f64, f64), position: (f64, f64)) -> (f64, f64) {
    let mut east = position.1 - origin.1;
    if east > 180.0 {
        east -= 360.0;
    } else if east < -180.0 {
        east += 360.0;
    }
    let middle = f64::midpoint(origin.0, position.0).to_radians();
    (
        east.to_radians() * middle.cos() * EARTH_RADIUS,
        (position.0 - origin.0).to_radians() * EARTH_RADIUS,
    )
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Speed,
    what: "Ground speed each second, and its mean over the moving time.",
    formula: "The device's speed where it agrees with its distance, else the slope of the device's distance, else the speed along the smoothed fixes; 1 Hz; Kalman filter with Rauch-Tung-Striebel pass, noise estimated from the recording; where fixes lie apart the velocity may jump where the runner turns round. Spikes (> 12 m/s, > 6 m/s², reported accuracy > 50 m) are missing, bridged up to 3 s.",
    unit: "m/s",
    source: "Rauch, Tung & Striebel 1965, AIAA J 3:1445; thresholds this project",
    grade: "design",
    validity: "GPS speed lags by one to three seconds; under trees and between houses treat seconds as uncertain and minutes as good.",
    example: "A fix 40 m off for one second implies 40 m/s: it is left out and the second is bridged.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use comeback_core::recording::Recording;

    fn samples(fixes: &[(f64, f64, f64)]) -> Samples {
        let mut samples = Samples::default();
        for &(time, east, north) in fixes {
            let row = samples.push(time);
            samples.latitude[row] = Some(48.0 + (north / EARTH_RADIUS).to_degrees());
            samples.longitude[row] =
                Some(11.0 + (east / EARTH_RADIUS / 48f64.to_radians().cos()).to_degrees());
        }
        samples
    }

    #[test]
    fn one_spike_goes_and_the_run_stays() {
        let mut fixes: Vec<_> = (0..60)
            .map(|t| (f64::from(t), 3.0 * f64::from(t), 0.0))
            .collect();
        fixes[30].2 = 40.0;
        let found = track(&samples(&fixes));
        assert_eq!((found.good, found.spikes), (59, 1));
        assert_eq!(found.east[30], None);
    }

    #[test]
    fn fixes_that_wander_while_the_runner_stands_are_no_way() {
        let seconds = 0..1200_u32;
        let placed = Placed {
            east: (seconds.clone().map(f64::from))
                .map(|t| Some(3.0 * t.min(600.0) + 2.0 * (t / 9.0).sin()))
                .collect(),
            north: seconds.clone().map(|_| Some(0.0)).collect(),
        };
        let speed: Vec<Option<f64>> = (seconds.clone())
            .map(|t| Some(if t < 600 { 3.0 } else { 0.25 }))
            .collect();
        let mut recording = Recording::empty(
            comeback_core::recording::Format::Gpx,
            chrono::DateTime::UNIX_EPOCH,
        );
        for second in seconds {
            recording.samples.push(f64::from(second));
        }
        let motion = crate::motion::motion(&recording);
        let metres = Track::length(&motion, &placed, &speed);
        assert!((metres - 1800.0).abs() < 10.0, "{metres}");
    }

    /// Who turns round on the spot goes on as fast; who runs round a bend or a corner was
    /// never slower; and a rest is none.
    #[test]
    fn who_turns_round_does_not_stand() {
        let out_and_back = |t: f64| {
            (
                if t < 601.0 {
                    1.6 * t
                } else {
                    1.6 * (1202.0 - t)
                },
                0.0,
            )
        };
        let lap = |t: f64| (36.5 * (t / 14.0).cos(), 36.5 * (t / 14.0).sin());
        let corner = |t: f64| (1.6 * t.min(601.0), 1.6 * (t - 601.0).max(0.0));
        let rest = |t: f64| (1.6 * (t - (t - 500.0).clamp(0.0, 120.0)), 0.0);
        for (name, step, course, slow) in [
            (
                "out and back",
                2,
                &out_and_back as &dyn Fn(f64) -> (f64, f64),
                0..=6,
            ),
            ("out and back", 5, &out_and_back, 0..=6),
            ("out and back", 10, &out_and_back, 0..=6),
            ("a lap", 5, &lap, 0..=0),
            ("a corner", 5, &corner, 0..=20),
            ("a rest", 5, &rest, 105..=140),
        ] {
            let fixes: Vec<_> = (0..=1200)
                .step_by(step)
                .map(|t| (f64::from(t), course(f64::from(t)).0, course(f64::from(t)).1))
                .collect();
            let samples = samples(&fixes);
            let mut recording = Recording::empty(
                comeback_core::recording::Format::Gpx,
                chrono::DateTime::UNIX_EPOCH,
            );
            recording.samples = samples;
            let motion = crate::motion::motion(&recording);
            let times = &recording.samples.time_s;
            let track = track(&recording.samples);
            let placed = track.on_clock(&motion, times);
            let stretches = comeback_core::run::trace::stretches(&motion.clock);
            let speed = track.speed(&motion, times, &placed, &stretches);
            let found = speed
                .iter()
                .skip(20)
                .filter(|v| v.is_some_and(|v| v < 1.3))
                .count();
            assert!(slow.contains(&found), "{name}, every {step} s: {found} s");
        }
    }

    #[test]
    fn a_bad_first_fix_does_not_cost_the_track() {
        let mut fixes: Vec<_> = (0..60)
            .map(|t| (f64::from(t), 3.0 * f64::from(t), 0.0))
            .collect();
        fixes[0].1 = -5000.0;
        let found = track(&samples(&fixes));
        assert!(found.good >= 59, "{}", found.good);
    }

    #[test]
    fn nobody_ran_over_a_leap_of_the_positions() {
        let fixes: Vec<_> = (0..180)
            .map(|t| {
                let leap = if (60..120).contains(&t) { 5000.0 } else { 0.0 };
                (f64::from(t), 3.0 * f64::from(t), leap)
            })
            .collect();
        let found = track(&samples(&fixes));
        let last = found.place(179).expect("a fix");
        assert!(
            (last.0 - 537.0).abs() < 1.0 && last.1.abs() < 1.0,
            "{last:?}"
        );
        assert!(found.place(90).is_some_and(|place| place.1.abs() < 1.0));
    }

    #[test]
    fn positions_that_stand_still_under_a_runner_are_lost() {
        for (speed, good) in [(Some(3.0), 61), (None, 120)] {
            let fixes: Vec<_> = (0..120)
                .map(|t| (f64::from(t), 3.0 * f64::from(t.min(60)), 0.0))
                .collect();
            let mut one = samples(&fixes);
            one.speed_m_per_s.fill(speed);
            let found = track(&one);
            assert_eq!(found.good, good, "{speed:?}");
            assert_eq!(found.stood, 59.0);
        }
    }

    #[test]
    fn reported_accuracy_decides_at_fifty_metres() {
        for (accuracy, spikes) in [(50.0, 0), (50.1, 1)] {
            let mut one = samples(&[(0.0, 0.0, 0.0), (1.0, 3.0, 0.0), (2.0, 6.0, 0.0)]);
            one.gps_accuracy_m[1] = Some(accuracy);
            assert_eq!(track(&one).spikes, spikes, "{accuracy}");
        }
    }
}
