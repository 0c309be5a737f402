//! Elevation: what the altitude column is worth, cleaned and on the clock.
//!
//! Despike (off the 5-sample median by > 50 m, or a spike of > 3 m/s both ways), 1 Hz,
//! centred mean over 15 s (barometer) or 31 s (GPS). A barometer's readings are read as
//! ground that is run over; a satellite altitude over ground that was run more than once
//! is pooled over its passes first. A column that is no altitude (constant, out of this
//! world, or jumping at random) gives nothing at all.

use super::altimeter::{Altimeter, altimeter};
pub use super::altitude_noise::{AltitudeNoise, SLOW_CHANGE, SLOW_TIME};
use super::altitude_noise::{ROUNDING, noise, quantum, whole_step};
use super::ground::Ground;
use super::lag;
use super::motion::Motion;
use super::passes::Disagreement;
use super::smooth;
use super::wander::{self, Alone};
use super::way::{self, Way};
use std::ops::Range;

/// Off the median of its neighbours by more than this is a spike. m (method §3, design)
pub const SPIKE: f64 = 50.0;
/// Nobody climbs or falls faster. m/s (method §3, design)
pub const SPIKE_VERTICAL_SPEED: f64 = 3.0;
/// Width of the centred mean. s (method §3, design)
pub const BAROMETER_WINDOW: usize = 15;
/// The same for a height from satellites. s
pub const GPS_WINDOW: usize = 31;
/// From the shore of the Dead Sea to the top of Everest, with a margin. m (design)
const ON_EARTH: std::ops::RangeInclusive<f64> = -500.0..=9000.0;
/// Least share of the moving time with an altitude. (design)
const LEAST_COVERAGE: f64 = 0.5;
/// More than this share of spikes is no altitude. (design)
const MOST_SPIKES: f64 = 0.15;
/// Ground that does not change by a centimetre over so many metres is a default, and no
/// measurement, but on a track. m (design)
const CONSTANT_OVER: f64 = 400.0;
/// Nor does ground that changes elsewhere stay the same to a centimetre for so long, and for
/// so much of the recording. s, as a share (design)
const STUCK: (f64, f64) = (1200.0, 0.34);
/// A step of the smoothed altitude that no runner makes: the sensor was set anew. m (design)
const RESET_STEP: f64 = 15.0;
/// What a quiet altitude of unknown source may wander by, and a satellite's at least:
/// measured over repeated ground, and not. m (design)
const UNPROVEN_SLOW: f64 = 1.2;
/// The split between ground and error takes some of the error for ground. (design)
const MEASURED_LOW: f64 = 1.3;
const LEAST_MEASURED: f64 = 1.5;
const LEAST_ASSUMED: f64 = 4.0;
/// Where a wide place makes so many times more of the ground repeated, it is taken. (design)
const WIDER: f64 = 1.1;

/// Altitude on the clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Altitude {
    /// Despiked, otherwise as recorded.
    pub raw: Vec<Option<f64>>,
    /// Height and grade behind the readings of a barometer, or of pooled passes.
    pub ground: Vec<Option<(f64, f64)>>,
    /// Centred mean of the despiked altitude.
    pub mean: Vec<Option<f64>>,
    /// What measured it.
    pub altimeter: Altimeter,
    /// Noise of one pass over the ground.
    pub noise: AltitudeNoise,
    /// What passes over the same ground told, where there were any.
    pub disagreement: Option<Disagreement>,
    /// How many passes are pooled in each second's height; 1 where nothing is.
    pub pooled: Vec<u16>,
    /// What the error alone would make of pooled heights; nothing where none are pooled.
    pub alone: Alone,
    /// The step in which the column counts, m.
    pub step: f64,
    /// Usual time between two readings, s.
    pub every: f64,
}

impl Altitude {
    /// Whether the air's pressure was measured.
    pub fn is_barometer(&self) -> bool {
        self.altimeter != Altimeter::Satellite
    }

    /// The noise of the height at a second, the passes pooled.
    pub fn noise_at(&self, index: usize) -> AltitudeNoise {
        self.noise.pooled(self.passes_at(index))
    }

    /// How many passes are pooled in the height at a second.
    pub fn passes_at(&self, index: usize) -> u16 {
        self.pooled.get(index).copied().unwrap_or(1)
    }
}

/// The altitude column of a recording and what the file says of its source.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// Seconds since the start.
    pub times: &'a [f64],
    /// Altitude as recorded, m.
    pub values: &'a [Option<f64>],
    /// Whether the device has a barometer, where that is known.
    pub barometer: Option<bool>,
    /// Model of the device.
    pub product: Option<&'a str>,
    /// Whether the runner ran on a track, which is as flat as a constant altitude.
    pub is_on_track: bool,
}

/// Why an altitude column gives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAltitude {
    /// No altitude was recorded.
    Missing,
    /// The column holds numbers that are no altitude.
    NotAltitude,
    /// The column holds one number from start to end.
    Constant,
    /// The column holds one number for a great part, and others besides.
    Stuck,
}

/// Judges and cleans the altitude column. `wide` is asked for the ground with a wide reach
/// where no barometer speaks; `distance` is the distance run, m.
///
/// # Errors
/// [`NoAltitude`] says whether there is none or the column is not altitude.
pub fn altitude(
    motion: &Motion,
    column: Column,
    ground: &Ground,
    wide: impl FnOnce() -> Ground,
    way: &Way,
    stretches: &[Range<usize>],
    distance: Option<f64>,
) -> Result<Altitude, NoAltitude> {
    let Column { times, values, .. } = column;
    let present: Vec<f64> = values.iter().flatten().copied().collect();
    if present.len() < 2 {
        return Err(NoAltitude::Missing);
    }
    let on_earth = present.iter().filter(|m| ON_EARTH.contains(*m)).count();
    if (on_earth as f64) < 0.9 * present.len() as f64 {
        return Err(NoAltitude::NotAltitude);
    }
    let (despiked, spikes) = despiked(times, values);
    if spikes as f64 > MOST_SPIKES * present.len() as f64 {
        return Err(NoAltitude::NotAltitude);
    }
    let constant = present.iter().all(|m| (m - present[0]).abs() < 0.01);
    if constant && !column.is_on_track && distance.is_none_or(|metres| metres >= CONSTANT_OVER) {
        let is_indoors = way.position.iter().all(Option::is_none);
        return Err(match is_indoors {
            true => NoAltitude::Missing,
            false => NoAltitude::Constant,
        });
    }
    if !column.is_on_track && is_stuck(times, values, distance) {
        return Err(NoAltitude::Stuck);
    }
    let mut raw = motion.on_clock(times, &despiked);
    let covered = raw.iter().flatten().count();
    if (covered as f64) < LEAST_COVERAGE * raw.len() as f64 || covered == 0 {
        return Err(NoAltitude::Missing);
    }
    for stretch in stretches {
        if let Some(part) = raw.get_mut(stretch.clone()) {
            join_resets(part);
        }
    }
    let readings = readings(motion, times, &raw, &despiked);
    let every = smooth::usual_step(times, &despiked);
    let mut noise = noise(
        &raw,
        stretches,
        whole_step(every),
        column.barometer == Some(false),
    );
    let step = quantum(&present);
    noise.white = noise.white.max(ROUNDING * step);
    // A late altitude disagrees with itself on every slope that is run both ways.
    if column.barometer != Some(false) {
        lag::undo(&mut raw, ground, noise.white, stretches);
    }
    let mut disagreement = ground.disagreement(&raw, &motion.clock, stretches);
    let altimeter = altimeter(
        column.barometer,
        column.product,
        noise.is_quiet(),
        disagreement.as_ref(),
    );
    // Fixes that err more than the width of a place need a wider one, which makes no more
    // of the ground repeated than there is.
    let placed = way.position.iter().flatten().count();
    let may_gain = placed as f64 > WIDER * ground.repeated() as f64;
    let wide = (altimeter != Altimeter::Barometer && may_gain).then(wide);
    let mut over = ground;
    if let Some(wide) = &wide
        && wide.repeated() as f64 > WIDER * ground.repeated() as f64
        && let Some(found) = wide.disagreement(&raw, &motion.clock, stretches)
    {
        disagreement = Some(found);
        over = wide;
    }
    let mut alone = Alone::default();
    let mut pooled = vec![1; raw.len()];
    match (altimeter, &disagreement) {
        // What wanders more than a barometer does is the ground.
        (Altimeter::Barometer, _) => noise.slow = noise.slow.min(0.5),
        (Altimeter::Unproven, None) => noise.slow = noise.slow.max(UNPROVEN_SLOW),
        (Altimeter::Satellite | Altimeter::Unproven, Some(found)) => {
            // Measured against the ground itself, which second differences cannot tell from it.
            noise.growth = found.growth;
            noise.slow = (MEASURED_LOW * found.change / SLOW_CHANGE).max(LEAST_MEASURED);
            pool(&mut raw, &found.error);
            alone = wander::alone(found, over, &motion.clock, stretches);
            pooled.clone_from(&over.passes);
        }
        (Altimeter::Satellite, None) => noise.slow = noise.slow.max(LEAST_ASSUMED),
    }
    let window = if altimeter == Altimeter::Satellite {
        GPS_WINDOW
    } else {
        BAROMETER_WINDOW
    };
    let mut mean = vec![None; raw.len()];
    for stretch in stretches {
        if let (Some(part), Some(slot)) = (raw.get(stretch.clone()), mean.get_mut(stretch.clone()))
        {
            slot.copy_from_slice(&smooth::centred_mean(part, window));
        }
    }
    Ok(Altitude {
        ground: along(
            &readings,
            &raw,
            altimeter,
            !alone.is_empty(),
            way,
            stretches,
        ),
        raw,
        mean,
        altimeter,
        noise,
        disagreement,
        pooled,
        alone,
        step,
        every,
    })
}

/// The ground behind the readings: a barometer's as they are, a satellite's where pooled.
/// Whether the altitude is one number for a great part of the recording.
fn is_stuck(times: &[f64], values: &[Option<f64>], distance: Option<f64>) -> bool {
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return false;
    };
    let (mut since, mut longest): (Option<(f64, f64)>, f64) = (None, 0.0);
    for (&time, value) in times.iter().zip(values) {
        let Some(value) = *value else { continue };
        match since {
            Some((from, same)) if (value - same).abs() < 0.01 => longest = longest.max(time - from),
            _ => since = Some((time, value)),
        }
    }
    let (seconds, share) = STUCK;
    let metres = distance.map(|metres| metres * longest / (last - first).max(1.0));
    longest >= seconds
        && longest >= share * (last - first)
        && metres.is_none_or(|metres| metres >= CONSTANT_OVER)
}

fn along(
    readings: &[Option<f64>],
    raw: &[Option<f64>],
    altimeter: Altimeter,
    pooled: bool,
    way: &Way,
    stretches: &[Range<usize>],
) -> Vec<Option<(f64, f64)>> {
    match altimeter {
        Altimeter::Barometer => way::along(readings, way, stretches),
        _ if pooled => {
            let pairs = readings.iter().zip(raw);
            let pooled: Vec<_> = pairs.map(|(reading, raw)| reading.and(*raw)).collect();
            way::along(&pooled, way, stretches)
        }
        _ => vec![None; raw.len()],
    }
}

/// The clock's heights where a reading was taken; between sparse ones it holds lines.
fn readings(
    motion: &Motion,
    times: &[f64],
    raw: &[Option<f64>],
    column: &[Option<f64>],
) -> Vec<Option<f64>> {
    let mut found = vec![None; raw.len()];
    for (time, value) in times.iter().zip(column) {
        if value.is_some()
            && let Ok(index) = motion.clock.binary_search(&(time.max(0.0).round() as u32))
            && let Some(slot) = found.get_mut(index)
        {
            *slot = raw.get(index).copied().flatten();
        }
    }
    found
}

/// Takes the error of each pass off.
fn pool(heights: &mut [Option<f64>], error: &[f64]) {
    for (height, error) in heights.iter_mut().zip(error) {
        *height = height.map(|height| height - error);
    }
}

fn despiked(times: &[f64], column: &[Option<f64>]) -> (Vec<Option<f64>>, usize) {
    let rows: Vec<(usize, f64, f64)> = times
        .iter()
        .zip(column)
        .enumerate()
        .filter_map(|(row, (time, value))| Some((row, *time, (*value)?)))
        .collect();
    let mut kept = vec![None; column.len()];
    let mut spikes = 0;
    for (index, &(row, time, value)) in rows.iter().enumerate() {
        let from = index.saturating_sub(2);
        let around = rows.get(from..(index + 3).min(rows.len())).unwrap_or(&[]);
        let mut values = [0.0; 5];
        for (slot, (_, _, value)) in values.iter_mut().zip(around) {
            *slot = *value;
        }
        let median = values.get_mut(..around.len()).and_then(smooth::median);
        let off = median.map_or(0.0, |median| (value - median).abs());
        let climb_to = |other: Option<&(usize, f64, f64)>| {
            other.map(|(_, at, height)| (value - height) / (time - at).abs().max(1.0))
        };
        let before = climb_to(index.checked_sub(1).and_then(|i| rows.get(i)));
        let after = climb_to(rows.get(index + 1));
        let peak = matches!((before, after), (Some(b), Some(a))
            if b.abs() > SPIKE_VERTICAL_SPEED && a.abs() > SPIKE_VERTICAL_SPEED && a * b > 0.0);
        if !ON_EARTH.contains(&value) || off > SPIKE || peak {
            spikes += 1;
        } else if let Some(slot) = kept.get_mut(row) {
            *slot = Some(value);
        }
    }
    (kept, spikes)
}

/// Takes out the steps at which a watch sets its altitude anew: no runner makes them.
fn join_resets(part: &mut [Option<f64>]) {
    const SIDE: usize = 5;
    let mut offset = 0.0;
    let original = part.to_vec();
    let mut quiet_until = 0;
    for index in 0..part.len() {
        if index >= SIDE && index >= quiet_until && index + SIDE <= original.len() {
            let step = original[index]
                .zip(original[index - 1])
                .map_or(0.0, |(b, a)| b - a);
            if step.abs() > SPIKE_VERTICAL_SPEED {
                let side = |range: Range<usize>| {
                    let mut values: Vec<f64> = original[range].iter().flatten().copied().collect();
                    smooth::median(&mut values)
                };
                if let (Some(before), Some(after)) =
                    (side(index - SIDE..index), side(index..index + SIDE))
                    && (after - before).abs() > RESET_STEP
                {
                    offset += after - before;
                    quiet_until = index + SIDE;
                }
            }
        }
        if let Some(value) = &mut part[index] {
            *value -= offset;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_spike_goes_and_a_slope_stays() {
        let times: Vec<f64> = (0..50).map(f64::from).collect();
        let mut column: Vec<_> = (0..50).map(|t| Some(100.0 + 0.3 * f64::from(t))).collect();
        column[20] = Some(110.0);
        column[30] = Some(180.0);
        let (kept, spikes) = despiked(&times, &column);
        assert_eq!(spikes, 2);
        assert_eq!((kept[20], kept[30]), (None, None));
    }

    #[test]
    fn a_column_that_stands_still_for_half_the_run_is_no_altitude() {
        let times: Vec<f64> = (0..3000).map(f64::from).collect();
        let column = |stands_from: usize| -> Vec<Option<f64>> {
            let height = |second: usize| 40.0 + 9.0 * (second.min(stands_from) as f64 / 90.0).sin();
            (0..3000).map(|second| Some(height(second))).collect()
        };
        for (from, metres, stuck) in [
            (600, 8000.0, true),
            (1700, 8000.0, true),
            (2500, 8000.0, false),
            (600, 300.0, false),
        ] {
            let found = is_stuck(&times, &column(from), Some(metres));
            assert_eq!(found, stuck, "{from} {metres}");
        }
    }

    #[test]
    fn a_reset_of_the_sensor_is_no_climb() {
        let mut part: Vec<_> = (0..60)
            .map(|t| Some(if t < 30 { 20.0 } else { 80.0 }))
            .collect();
        join_resets(&mut part);
        assert!(part.iter().flatten().all(|m| (m - 20.0).abs() < 1e-9));
    }
}
