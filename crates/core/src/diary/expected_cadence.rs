//! Expected cadence: what this runner's cadence is at a given speed, from the
//! runner's own steady running on the flat. There is no fixed 180: elite
//! runners span 155 to 203 steps per minute (Burns 2019).

use super::history::History;
use crate::calendar::Days;
use crate::limits;
use crate::recording::Format;
use crate::robust::weighted_median;
use crate::run::{Run, SteadyBout};
use crate::units::{Metres, MetresPerSecond, StepsPerMinute};
use chrono::{DateTime, FixedOffset};

/// Fewest runs of a baseline. (design)
pub const BASELINE_RUNS: usize = limits::CADENCE_BASELINE_RUNS.value as usize;
/// Fewest minutes of steady running of a baseline. (design)
pub const BASELINE_MINUTES: f64 = limits::CADENCE_BASELINE_MINUTES.value;
/// Under this spread of speeds, in m/s, a slope of one's own would be noise. (design)
pub const SPEED_RANGE: f64 = 0.5;
/// The slope used then, in steps/min per m/s; near van Oeveren's. (design)
pub const GENERAL_SLOPE: f64 = 6.0;
/// No runner's slope lies outside, in steps/min per m/s; a fit that does is noise. (design)
const SLOPE_BOUNDS: (f64, f64) = (0.0, 20.0);
/// Newest bouts that a fit looks at: pairs grow with the square, the answer hardly changes. (design)
const MOST_BOUTS: usize = 150;
/// Steps/min at 0 m/s, of a runner of [`GENERAL_HEIGHT`] m. (van Oeveren 2019, lab)
const GENERAL_INTERCEPT: f64 = 150.0;
/// Steps/min per m/s. (van Oeveren 2019, lab)
const GENERAL_SPEED_TERM: f64 = 6.01;
/// Steps/min per metre of body height. (design)
const GENERAL_HEIGHT_TERM: f64 = -50.0;
const GENERAL_HEIGHT: f64 = 1.81;

/// The cadence that is expected at a speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Expectation {
    /// The runner's own: `centre + slope · (v − speed)`.
    Own {
        /// Steps/min at `speed`.
        centre: StepsPerMinute,
        /// Steps/min per m/s.
        slope: f64,
        /// Mean speed of the baseline.
        speed: MetresPerSecond,
        /// Runs that it is fitted on.
        runs: usize,
        /// Minutes of steady running in them.
        minutes: f64,
    },
    /// From body height alone, which is rough.
    General {
        /// Body height.
        height: Metres,
    },
}

impl Expectation {
    /// Steps/min at a speed in m/s.
    pub fn at(&self, speed: MetresPerSecond) -> StepsPerMinute {
        StepsPerMinute::new(match self {
            Expectation::Own {
                centre,
                slope,
                speed: mean,
                ..
            } => centre.get() + slope * (speed - *mean).get(),
            Expectation::General { height } => {
                GENERAL_INTERCEPT
                    + GENERAL_SPEED_TERM * speed.get()
                    + GENERAL_HEIGHT_TERM * (height.get() - GENERAL_HEIGHT)
            }
        })
    }

    /// Whether it is the runner's own.
    pub const fn is_own(&self) -> bool {
        matches!(self, Expectation::Own { .. })
    }
}

/// The expectation from the runs before a moment, as far back as a baseline
/// reaches: the runner's own, else that of the body height, else none.
pub fn expectation(history: &History, before: DateTime<FixedOffset>) -> Option<Expectation> {
    let days = limits::CADENCE_BASELINE_DAYS.value as u64;
    let from = before - Days::new(days);
    let baseline: Vec<&Run> = history
        .runs
        .iter()
        .filter(|run| from <= run.start && run.start < before)
        .collect();
    own(&baseline).or_else(|| {
        let height = history.settings.height?;
        Some(Expectation::General { height })
    })
}

/// The steady running of a run: its bouts, or the whole of a stated run that
/// tells speed and cadence.
pub fn bouts(run: &Run) -> Vec<SteadyBout> {
    if !run.steady.is_empty() {
        return run.steady.clone();
    }
    let stated = run.files.iter().all(|file| file.format == Format::Manual);
    match (run.speed, run.cadence, run.running) {
        (Some(speed), Some(cadence), Some(duration)) if stated => vec![SteadyBout {
            duration,
            speed,
            cadence: cadence.median,
        }],
        _ => Vec::new(),
    }
}

/// Median share by which the cadence of a run's bouts differs from what is
/// expected at their speeds; `None` without steady running.
pub fn residual(run: &Run, expected: &Expectation) -> Option<f64> {
    weighted_median(
        &mut bouts(run)
            .iter()
            .map(|bout| {
                let share = bout.cadence / expected.at(bout.speed) - 1.0;
                (share, bout.duration.get())
            })
            .filter(|(share, _)| share.is_finite())
            .collect::<Vec<_>>(),
    )
}

/// A robust line: the median slope of all pairs (Theil-Sen), the level as the
/// median of what the slope leaves, each bout weighing by its time.
fn own(runs: &[&Run]) -> Option<Expectation> {
    let mut points: Vec<SteadyBout> = Vec::new();
    let mut with = 0;
    for run in runs {
        let found = bouts(run);
        with += usize::from(!found.is_empty());
        points.extend(found);
    }
    let seconds: f64 = points.iter().map(|bout| bout.duration.get()).sum();
    if with < BASELINE_RUNS || seconds < BASELINE_MINUTES * 60.0 {
        return None;
    }
    let newest = points.split_off(points.len().saturating_sub(MOST_BOUTS));
    let weight: f64 = newest.iter().map(|bout| bout.duration.get()).sum();
    let mean = newest
        .iter()
        .map(|bout| bout.speed.get() * bout.duration.get())
        .sum::<f64>()
        / weight;
    let slope = slope(&newest);
    let centre = weighted_median(
        &mut newest
            .iter()
            .map(|bout| {
                let level = bout.cadence.get() - slope * (bout.speed.get() - mean);
                (level, bout.duration.get())
            })
            .collect::<Vec<_>>(),
    )?;
    Some(Expectation::Own {
        centre: StepsPerMinute::new(centre),
        slope,
        speed: MetresPerSecond::new(mean),
        runs: with,
        minutes: seconds / 60.0,
    })
}

fn slope(bouts: &[SteadyBout]) -> f64 {
    let speeds = || bouts.iter().map(|bout| bout.speed.get());
    let range = speeds().fold(f64::MIN, f64::max) - speeds().fold(f64::MAX, f64::min);
    if range < SPEED_RANGE {
        return GENERAL_SLOPE;
    }
    let mut slopes = Vec::new();
    for (position, a) in bouts.iter().enumerate() {
        for b in bouts.iter().skip(position + 1) {
            let apart = (b.speed - a.speed).get();
            // Bouts at nearly the same speed tell of noise, not of a slope.
            if apart.abs() >= SPEED_RANGE / 5.0 {
                let weight = a.duration.get().min(b.duration.get()) * apart.abs();
                slopes.push(((b.cadence - a.cadence).get() / apart, weight));
            }
        }
    }
    weighted_median(&mut slopes)
        .filter(|slope| (SLOPE_BOUNDS.0..=SLOPE_BOUNDS.1).contains(slope))
        .unwrap_or(GENERAL_SLOPE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Seconds;

    fn bout(speed: f64, cadence: f64) -> SteadyBout {
        SteadyBout {
            duration: Seconds::new(120.0),
            speed: MetresPerSecond::new(speed),
            cadence: StepsPerMinute::new(cadence),
        }
    }

    #[test]
    fn the_slope_is_the_runners_own_and_bears_outliers() {
        let mut bouts: Vec<SteadyBout> = (0..20)
            .map(|step| {
                let speed = 2.5 + 0.05 * f64::from(step);
                bout(speed, 160.0 + 9.0 * (speed - 3.0))
            })
            .collect();
        assert!((slope(&bouts) - 9.0).abs() < 1e-6);
        // A cadence locked to something else for a while does not turn the line.
        for wrong in bouts.iter_mut().take(4) {
            wrong.cadence = StepsPerMinute::new(200.0);
        }
        assert!((slope(&bouts) - 9.0).abs() < 1.0);
    }

    #[test]
    fn a_narrow_range_of_speeds_takes_the_general_slope() {
        for (range, own) in [(0.49, false), (0.51, true)] {
            let bouts: Vec<SteadyBout> = (0..10)
                .map(|step| {
                    let speed = 3.0 + range * f64::from(step) / 9.0;
                    bout(speed, 160.0 + 10.0 * (speed - 3.0))
                })
                .collect();
            let expected = if own { 10.0 } else { GENERAL_SLOPE };
            assert!((slope(&bouts) - expected).abs() < 1e-6, "{range}");
        }
    }

    #[test]
    fn the_general_expectation_is_van_oeverens() {
        let expected = Expectation::General {
            height: Metres::new(1.81),
        };
        let at = expected.at(MetresPerSecond::new(3.0));
        assert!((at.get() - 168.03).abs() < 1e-9);
    }
}
