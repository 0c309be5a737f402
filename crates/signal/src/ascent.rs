//! Ascent and descent: how high the valleys and peaks stand apart.
//!
//! A barometer's altitude is read as ground that is run over and needs little hysteresis.
//! A satellite's errs by metres for minutes: a leg counts when it stands out of what the
//! error alone does between the same places, and legs that hardly do count together or
//! not at all. The error is measured where ground is run more than once; elsewhere it is
//! assumed and the uncertainty says so.

use super::altimeter::Altimeter;
use super::elevation::{Altitude, SLOW_CHANGE, SLOW_TIME};
use super::legs::{self, Turn};
use super::metric::{MetricId, MetricPage};
use super::smooth;
use comeback_core::recording::Recording;
use comeback_core::units::Metres;

/// Least and greatest height between a valley and a peak that counts. m (method §3 for
/// the greatest; the least design)
pub const BAROMETER_HYSTERESIS: (f64, f64) = (0.8, 3.0);
/// The same for a height from satellites. m
pub const GPS_HYSTERESIS: f64 = 5.0;
/// The hysteresis over the deviation of the smoothed height. (design)
const OVER_WHITE: f64 = 8.0;
const OVER_SLOW: f64 = 2.65;
const OVER_WANDER: f64 = 4.5;
/// Whole metres flicker by one: the hysteresis is at least so many steps. (design)
const OVER_STEP: f64 = 2.2;
/// Deviation of a satellite altitude that nothing measures. m (design)
const ASSUMED: f64 = 4.0;
/// A leg that stands out of the hysteresis by less than this may be the error of a satellite
/// altitude alone. (design)
const DOUBTFUL: f64 = 2.0;
/// Least hysteresis where passes are pooled. m (design)
const POOLED_HYSTERESIS: f64 = 1.5;
/// Least error of a difference that is believed. m (design)
const LEFT: f64 = 0.2;
/// A leg is clear by itself from so many deviations of the error between its ends, and
/// weak from so many; the weak ones count when together they exceed what the error alone
/// climbs by so many of its spreads, and in all courses but one. (design)
const CLEAR: f64 = 6.0;
const WEAK: f64 = 2.5;
const SURE: f64 = 2.0;
/// What pooling blurs is smoothed like white noise of this deviation. m (design)
const BLURRED: f64 = 0.3;
/// How fast vertical speed may change: variance gained per second, (m/s)². (design)
const VERTICAL_DRIFT: f64 = 0.0064;
/// A barometer follows the weather: so much an hour is common. m/h (design)
const WEATHER: f64 = 2.0;
/// Ground below the hysteresis, over the hysteresis; what a top is misplaced by, over the
/// usual step between readings; share of what is climbed. (simulated runs: the truth is
/// inside in nine of ten)
const BELOW: f64 = 4.0;
const MOMENT: f64 = 0.6;
const SHARE: f64 = 0.02;

/// Ascent and descent with the half-width of their uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Climb {
    /// Metres climbed.
    pub ascent: Metres,
    /// Metres descended.
    pub descent: Metres,
    /// Half-width of the uncertainty of either.
    pub uncertainty: Metres,
}

/// Nobody climbs faster, and a run is steeper in the mean nowhere: such a figure is no
/// ascent. m/h, m of climb a metre, m (design; the vertical kilometre's record is 2,070 m/h)
const FASTEST_CLIMB: f64 = 2000.0;
const STEEPEST_RUN: f64 = 0.30;
const SURELY_CLIMBED: f64 = 150.0;
/// The device's own total stands where it exceeds ours by so many of our uncertainties
/// and metres, and ours is less than this share of it. (design)
const DEVICE_OVER: (f64, f64) = (2.0, 15.0);
const DEVICE_SHARE: f64 = 0.5;
/// Where ours is no more than its own uncertainty it tells nothing: the device's stands from
/// so many metres. m (design)
const DEVICE_TELLS: f64 = 50.0;
/// A device adds up what it recorded: its total is no more than what that rises, but for
/// what rounding hides. (design)
const DEVICE_OF_RECORDED: f64 = 1.1;
/// Ends that differ by so many uncertainties are none of the same run's. (design)
const UNBALANCED: f64 = 2.0;
/// An ascent below this share of what the climbs of the run rise together is none. (design)
const HILLS_SHARE: f64 = 0.5;

/// Whether a runner can have climbed so much over a distance in so many hours.
pub fn possible(climb: Climb, distance: Option<Metres>, hours: f64) -> bool {
    is_possible(climb.ascent.get(), distance, hours)
}

fn is_possible(ascent: f64, distance: Option<Metres>, hours: f64) -> bool {
    ascent <= SURELY_CLIMBED
        || (ascent <= FASTEST_CLIMB * hours + SURELY_CLIMBED
            && distance.is_none_or(|metres| ascent <= STEEPEST_RUN * metres.get()))
}

/// The device's own ascent and descent, where our method cannot tell and the device
/// knows: no altitude, or next to nothing beside much.
pub fn by_device(
    recording: &Recording,
    altitude: Option<&Altitude>,
    climb: Option<Climb>,
    distance: Option<Metres>,
    hours: f64,
) -> Option<(Metres, Option<Metres>)> {
    let stated = (recording.totals.ascent)
        .filter(|ascent| ascent.get() > 0.0 && is_possible(ascent.get(), distance, hours))?;
    if altitude.is_some_and(|altitude| is_error(recording, altitude, stated)) {
        return None;
    }
    let is_better = climb.is_none_or(|own| {
        let (uncertainties, metres) = DEVICE_OVER;
        let beyond =
            stated.get() > own.ascent.get() + uncertainties * own.uncertainty.get() + metres;
        let untold = own.ascent.get() <= own.uncertainty.get() && stated.get() >= DEVICE_TELLS;
        (beyond || untold) && own.ascent.get() < DEVICE_SHARE * stated.get()
    });
    is_better.then_some((stated, recording.totals.descent))
}

/// Whether a device's ascent is what the error of its own satellite altitude climbs: passes
/// over the same ground show that error, and the altitude as recorded rises as far.
fn is_error(recording: &Recording, altitude: &Altitude, stated: Metres) -> bool {
    let recorded = &recording.samples.altitude_m;
    let heights: Vec<f64> = recorded.iter().flatten().copied().collect();
    let rises: f64 = (heights.windows(2))
        .map(|pair| (pair[1] - pair[0]).max(0.0))
        .sum();
    altitude.altimeter == Altimeter::Satellite
        && altitude.disagreement.is_some()
        && stated.get() <= DEVICE_OF_RECORDED * rises
}

/// What the device's own ascent says against ours, if so, as a clause: much less than the
/// altitude that it wrote itself, as heights in feet make it, or much more than the ground.
pub fn against_device(recording: &Recording, altitude: &Altitude, climb: Climb) -> Option<String> {
    let stated = recording.totals.ascent?.get();
    let (own, uncertainty) = (climb.ascent.get(), climb.uncertainty.get());
    let (uncertainties, metres) = DEVICE_OVER;
    let is_over = stated > own + uncertainties * uncertainty + DEVICE_TELLS.max(metres);
    if is_over && own < DEVICE_SHARE * stated && is_error(recording, altitude, Metres::new(stated))
    {
        return Some(format!(
            "the device tells {stated:.0} m of ascent, where passes over the same ground show its altitude to err, and it is not believed"
        ));
    }
    // A band that the device's word lies outside of is too narrow, or the word is wrong.
    let is_far = stated > 0.0 && own > stated + uncertainty.max(DEVICE_TELLS);
    (is_far && stated < DEVICE_SHARE * own).then(|| {
        format!("its altitude climbs {own:.0} m where the device tells {stated:.0} m of ascent")
    })
}

/// Whether ascent and descent of a satellite altitude differ from the heights of start and
/// end by more than they themselves are: then the error of it was counted on one side.
pub fn is_unbalanced(climb: Climb, altitude: &Altitude) -> bool {
    let mut known = altitude.mean.iter().flatten();
    let ends = known.next().zip(known.next_back());
    let (up, down) = (climb.ascent.get(), climb.descent.get());
    ends.is_some_and(|(start, end)| {
        let off = (up - down - (end - start)).abs();
        altitude.altimeter == Altimeter::Satellite
            && off > up.max(down).max(UNBALANCED * climb.uncertainty.get())
    })
}

/// Whether an ascent is contradicted by what the climbs of the same run rise together, m.
pub fn contradicted(ascent: Metres, hills: f64) -> bool {
    ascent.get() < HILLS_SHARE * hills
}

/// Ascent and descent over the clock of a run.
pub fn climb(altitude: &Altitude, clock: &[u32]) -> Climb {
    match altitude.altimeter {
        Altimeter::Barometer => by_barometer(altitude, clock),
        Altimeter::Satellite | Altimeter::Unproven => by_satellite(altitude, clock),
    }
}

fn by_barometer(altitude: &Altitude, clock: &[u32]) -> Climb {
    let white = altitude.noise.white;
    let heights = heights(altitude);
    // The smoother's own error: noise of one second over its length of about 2.5 (r/q)^¼.
    let length = 2.5 * (white.powi(2) / VERTICAL_DRIFT).powf(0.25);
    let left = white / length.max(1.0).sqrt();
    // Second differences take small ground for wandering: passes over it know better.
    let wanders = altitude
        .disagreement
        .as_ref()
        .map_or(altitude.noise.slow, |found| found.change / SLOW_CHANGE)
        .min(altitude.noise.slow);
    let (least, most) = BAROMETER_HYSTERESIS;
    let threshold = (OVER_WHITE * left)
        .max(OVER_STEP * altitude.step)
        .clamp(least, most);
    // What wanders needs time for it: a walk, up to the half minute it was measured over.
    let legs = legs::legs(&heights, clock, threshold, |from, to| {
        let seconds = seconds_between(clock, from, to);
        let share = (seconds / SLOW_TIME).min(1.0).sqrt();
        (OVER_WANDER * wanders * share).min(most)
    });
    let mut sums = legs::sums(&legs);
    let (up, down) = cut_turns(&legs, clock, altitude.every.max(1.0));
    sums.ascent += up;
    sums.descent += down;
    // Ground below the hysteresis is not counted, the weather climbs too, and a top may
    // lie a moment to either side of where the readings put it.
    let hours = clock.len() as f64 / 3600.0;
    let moment = MOMENT * altitude.every.max(1.0);
    let rising = legs.iter().filter(|leg| leg.rise() > 0.0);
    let shifted: f64 = rising
        .map(|leg| moment * leg.rise() / seconds_between(clock, &leg.from, &leg.to).max(1.0))
        .sum();
    let uncertainty = (BELOW * threshold).hypot(WEATHER * hours) + shifted + SHARE * sums.ascent;
    Climb {
        ascent: Metres::new(sums.ascent),
        descent: Metres::new(sums.descent),
        uncertainty: Metres::new(uncertainty),
    }
}

/// Height that readings some seconds apart cut off where a climb turns into a descent or
/// back, for the ascent and the descent: the highest reading lies anywhere within one
/// step of the top, so that it is low by half a step along the two slopes in the mean,
/// ½ T ab / (a + b) for slopes of a and b metres a second.
fn cut_turns(legs: &[legs::Leg], clock: &[u32], every: f64) -> (f64, f64) {
    let (mut up, mut down) = (0.0, 0.0);
    for pair in legs.windows(2) {
        let [before, after] = pair else { continue };
        let turns = before.to.index == after.from.index && before.rise() * after.rise() < 0.0;
        if !turns {
            continue;
        }
        let slope = |leg: &legs::Leg| {
            leg.rise().abs() / seconds_between(clock, &leg.from, &leg.to).max(every)
        };
        let (a, b) = (slope(before), slope(after));
        let cut = 0.5 * every * a * b / (a + b).max(1e-9);
        up += cut;
        down += cut;
    }
    (up, down)
}

fn by_satellite(altitude: &Altitude, clock: &[u32]) -> Climb {
    let alone = &altitude.alone;
    if alone.is_empty() {
        return assumed(altitude, clock);
    }
    // The error of a difference in height: what it is in the courses, which are pooled
    // over the same passes.
    let heights = heights(altitude);
    let all = |over: f64| {
        legs::legs(&heights, clock, POOLED_HYSTERESIS, |from, to| {
            over * alone.difference(from.index, to.index, None).max(LEFT)
        })
    };
    let (clear, weak) = (all(CLEAR), all(WEAK));
    let (high, both) = (legs::sums(&clear), legs::sums(&weak));
    // What the error alone climbs, in the time that no clear leg takes.
    let error: Vec<legs::Sums> = (alone.courses().enumerate())
        .map(|(number, course)| {
            let legs = legs::legs(&course, &alone.clock, POOLED_HYSTERESIS, |from, to| {
                WEAK * alone.between(from.index, to.index, Some(number)).max(LEFT)
            });
            legs::sums(&legs)
        })
        .collect();
    let taken: usize = clear.iter().map(|leg| leg.to.index - leg.from.index).sum();
    let free = 1.0 - (taken as f64 / clock.len().max(1) as f64).min(1.0);
    let (ascent, spread_up) = beyond(
        high.ascent,
        both.ascent,
        error.iter().map(|s| s.ascent),
        free,
    );
    let (descent, _) = beyond(
        high.descent,
        both.descent,
        error.iter().map(|s| s.descent),
        free,
    );
    let counted = if ascent > high.ascent { &weak } else { &clear };
    let variance: f64 = counted
        .iter()
        .map(|leg| alone.difference(leg.from.index, leg.to.index, None).powi(2))
        .sum();
    Climb {
        ascent: Metres::new(ascent),
        descent: Metres::new(descent),
        uncertainty: Metres::new(2.0 * (variance + spread_up * spread_up).sqrt()),
    }
}

/// The clear legs, and of the weak ones what is beyond the error: all together they must
/// exceed what the error alone climbs, and that is taken off.
fn beyond(clear: f64, both: f64, alone: impl Iterator<Item = f64>, free: f64) -> (f64, f64) {
    let alone: Vec<f64> = alone.collect();
    let count = alone.len().max(1) as f64;
    let mean = alone.iter().sum::<f64>() / count;
    let spread = (alone.iter().map(|a| (a - mean).powi(2)).sum::<f64>() / count).sqrt();
    let (mean, spread) = (mean * free, spread * free.sqrt());
    // One bump of the error counts on every lap, so few courses climb most of it.
    let mut sorted = alone;
    sorted.sort_unstable_by(f64::total_cmp);
    let seldom = sorted.iter().rev().nth(1).map_or(0.0, |most| most * free);
    let weak = both - clear;
    if weak <= seldom.max(mean + SURE * spread) {
        return (clear, spread.hypot(mean / 2.0));
    }
    (clear + (weak * weak - mean * mean).max(0.0).sqrt(), spread)
}

/// Without repeated ground nothing tells the error.
fn assumed(altitude: &Altitude, clock: &[u32]) -> Climb {
    let heights = smoothed(&altitude.raw, clock, altitude.noise.white.max(BLURRED));
    let threshold = (OVER_SLOW * ASSUMED).max(GPS_HYSTERESIS);
    let legs = legs::legs(&heights, clock, threshold, |_, _| 0.0);
    let sums = legs::sums(&legs);
    let count = legs.len().max(1) as f64;
    let spread = ASSUMED * (OVER_SLOW.powi(2) + count * 3.84).sqrt();
    let doubtful: f64 = (legs.iter().map(legs::Leg::rise))
        .filter(|rise| (0.0..DOUBTFUL * threshold).contains(rise))
        .sum();
    let spread = spread.max(doubtful);
    Climb {
        ascent: Metres::new(sums.ascent),
        descent: Metres::new(sums.descent),
        uncertainty: Metres::new(spread),
    }
}

/// The heights of the ground that was run over.
fn heights(altitude: &Altitude) -> Vec<Option<f64>> {
    let states = altitude.ground.iter();
    states
        .map(|state| state.map(|(height, _)| height))
        .collect()
}

fn seconds_between(clock: &[u32], from: &Turn, to: &Turn) -> f64 {
    let at = |turn: &Turn| clock.get(turn.index).map_or(0.0, |&time| f64::from(time));
    at(to) - at(from)
}

/// The altitude without its fast noise, sharp at the tops.
fn smoothed(raw: &[Option<f64>], clock: &[u32], white: f64) -> Vec<Option<f64>> {
    let mut heights = vec![None; raw.len()];
    for stretch in comeback_core::run::trace::stretches(clock) {
        let Some(part) = raw.get(stretch.clone()) else {
            continue;
        };
        let states = smooth::trend(part, white.powi(2).max(0.01), VERTICAL_DRIFT);
        for ((slot, state), raw) in heights.iter_mut().skip(stretch.start).zip(states).zip(part) {
            *slot = raw.map(|_| state.level);
        }
    }
    heights
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Ascent,
    what: "Metres climbed and descended, with the half-width of their uncertainty.",
    formula: "Despike (> 50 m off the 5-sample median, spikes > 3 m/s), 1 Hz, then peak-valley hysteresis. Barometer: Kalman smoother whose grade changes with the metres run, turns round where the runner turns back, and whose instrument follows late, all by likelihood; hysteresis 8 standard deviations of what noise is left, 0.8-3 m, and 4.5 of what wanders in the time of a leg; readings T s apart cut ½ T ab / (a + b) off a turn between slopes of a and b m/s, which is put back. GPS: passes over the same ground pooled; 32 courses of the error that the passes show, pooled in the same way, give the deviation between any two places. Legs of 6 deviations count; those of 2.5 and more count as √(seen² − error alone²), where they exceed by two spreads what the error alone climbs, and what it climbs in 31 of the courses. Ground run once: hysteresis 10.6 m. A quiet altitude of unknown source counts as GPS until repeated ground proves it.",
    unit: "m",
    source: "this project",
    grade: "design",
    validity: "None without altitude, on a treadmill, and where the column is no altitude. The sensor is told by the file, by the device's name, and by whether passes over the same ground agree. GPS ascent over ground run once can be off by a third; its uncertainty says so.",
    example: "A flat hour with 1 m of white noise gives at most 10 m, usually 0.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::elevation::AltitudeNoise;
    use crate::wander::Alone;

    fn level(mean: Vec<f64>, altimeter: Altimeter) -> (Altitude, Vec<u32>) {
        let clock = (0..mean.len() as u32).collect();
        let mean: Vec<_> = mean.into_iter().map(Some).collect();
        let altitude = Altitude {
            pooled: vec![1; mean.len()],
            raw: mean.clone(),
            ground: mean
                .iter()
                .map(|height| height.map(|height| (height, 0.0)))
                .collect(),
            mean,
            altimeter,
            noise: AltitudeNoise {
                white: 0.3,
                slow: 0.2,
                growth: 0.5,
            },
            disagreement: None,
            alone: Alone::default(),
            step: 0.2,
            every: 1.0,
        };
        (altitude, clock)
    }

    #[test]
    fn a_device_that_climbs_far_less_than_its_altitude_is_said() {
        for (own, stated, said) in [
            (450.0, Some(137.0), true),
            (80.0, Some(25.0), true),
            (80.0, Some(35.0), false),
            (450.0, Some(400.0), false),
            (40.0, Some(10.0), false),
            (450.0, None, false),
            (450.0, Some(0.0), false),
        ] {
            let mut recording = Recording::empty(
                comeback_core::recording::Format::Fit,
                chrono::DateTime::UNIX_EPOCH,
            );
            recording.totals.ascent = stated.map(Metres::new);
            let climb = Climb {
                ascent: Metres::new(own),
                descent: Metres::new(own),
                uncertainty: Metres::new(14.0),
            };
            let (altitude, _) = level(vec![0.0; 3], Altimeter::Barometer);
            let found = against_device(&recording, &altitude, climb);
            assert_eq!(found.is_some(), said, "{own} {stated:?}");
        }
    }

    /// A track of a satellite watch: the altitude errs by tens of metres from lap to lap, and
    /// the device adds that up.
    #[test]
    fn a_device_that_adds_up_the_error_of_its_altitude_is_not_believed() {
        use crate::passes::Disagreement;
        let shown = Disagreement {
            deviation: 12.0,
            change: 8.0,
            growth: 0.7,
            late: 600,
            error: Vec::new(),
        };
        for (altimeter, disagreement, stated, believed) in [
            (Altimeter::Satellite, Some(shown.clone()), 600.0, false),
            // More than the column rises: the device measured something else.
            (Altimeter::Satellite, Some(shown.clone()), 700.0, true),
            (Altimeter::Satellite, None, 600.0, true),
            (Altimeter::Barometer, Some(shown), 600.0, true),
        ] {
            let mut recording = Recording::empty(
                comeback_core::recording::Format::Fit,
                chrono::DateTime::UNIX_EPOCH,
            );
            for row in 0..61 {
                let at = recording.samples.push(60.0 * f64::from(row));
                recording.samples.altitude_m[at] = Some(f64::from(20 * (row % 2)));
            }
            recording.totals.ascent = Some(Metres::new(stated));
            let (mut altitude, _) = level(vec![0.0; 3], altimeter);
            altitude.disagreement = disagreement;
            let own = Climb {
                ascent: Metres::new(20.0),
                descent: Metres::new(20.0),
                uncertainty: Metres::new(60.0),
            };
            let distance = Some(Metres::new(10_000.0));
            let found = by_device(&recording, Some(&altitude), Some(own), distance, 1.0);
            assert_eq!(found.is_some(), believed, "{altimeter:?} {stated}");
            let said = against_device(&recording, &altitude, own);
            assert_eq!(said.is_none(), believed, "{said:?}");
        }
    }

    #[test]
    fn ascent_and_descent_go_with_the_ends() {
        let climb = |ascent, descent| Climb {
            ascent: Metres::new(ascent),
            descent: Metres::new(descent),
            uncertainty: Metres::new(100.0),
        };
        // From 41 m to 13 m.
        for (up, down, altimeter, unbalanced) in [
            (208.0, 0.0, Altimeter::Satellite, true),
            (208.0, 0.0, Altimeter::Barometer, false),
            (160.0, 0.0, Altimeter::Satellite, false),
            (208.0, 236.0, Altimeter::Satellite, false),
            (0.0, 300.0, Altimeter::Satellite, false),
        ] {
            let (altitude, _) = level(vec![41.0, 30.0, 13.0], altimeter);
            assert_eq!(
                is_unbalanced(climb(up, down), &altitude),
                unbalanced,
                "{up} {down}"
            );
        }
    }

    #[test]
    fn readings_cut_turns_off_by_half_a_step_along_both_slopes() {
        let turn = |index, height| Turn { index, height };
        let leg = |from, to| legs::Leg { from, to };
        let clock: Vec<u32> = (0..=60).collect();
        // 8 m up in 20 s, 4 m down in 40 s: slopes of 0.4 and 0.1 m/s.
        let pair = [
            leg(turn(0, 0.0), turn(20, 8.0)),
            leg(turn(20, 8.0), turn(60, 4.0)),
        ];
        for (every, cut) in [(1.0, 0.04), (4.0, 0.16)] {
            let (up, down) = cut_turns(&pair, &clock, every);
            assert!((up - cut).abs() < 1e-9 && (down - cut).abs() < 1e-9, "{up}");
        }
        // A gap between two legs, and a climb that goes on, are no turn.
        let apart = [pair[0], leg(turn(30, 8.0), turn(60, 4.0))];
        let goes_on = [pair[0], leg(turn(20, 8.0), turn(60, 12.0))];
        for none in [apart, goes_on] {
            assert_eq!(cut_turns(&none, &clock, 4.0), (0.0, 0.0));
        }
    }

    #[test]
    fn ascent_and_descent_balance_over_a_loop() {
        let hill: Vec<f64> = (0..400)
            .map(|t| 50.0 + 20.0 * (f64::from(t) * std::f64::consts::TAU / 200.0).sin())
            .collect();
        for altimeter in [Altimeter::Barometer, Altimeter::Satellite] {
            let (altitude, clock) = level(hill.clone(), altimeter);
            let found = climb(&altitude, &clock);
            assert!((found.ascent.get() - 80.0).abs() < 3.5, "{found:?}");
            assert!((found.descent.get() - 80.0).abs() < 3.5, "{found:?}");
        }
    }
}
