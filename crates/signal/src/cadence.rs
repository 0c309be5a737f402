//! Cadence in steps per minute, whatever the file counts, and step length.
//!
//! FIT and TCX run cadence is strides/min and is doubled. GPX does not say: when the
//! median of the running samples lies in 50-120, it is strides. Zeros and missing
//! values are left out, never averaged in.

use super::metric::{MetricId, MetricPage};
use super::running::{RUNNING_SPEED, SLOW_JOG_SPEED};
use super::smooth;
use comeback_core::limits;
use comeback_core::recording::CadenceUnit;
use comeback_core::run::CadenceSummary;
use comeback_core::units::{Metres, StepsPerMinute};

/// Valid running cadence. spm (method §3, design)
pub const VALID: std::ops::RangeInclusive<f64> =
    limits::CADENCE_LEAST.value..=limits::CADENCE_MOST.value;
/// Medians that mean strides where the format does not say. 1/min (method §3, design)
pub const STRIDES: std::ops::RangeInclusive<f64> = 50.0..=120.0;
/// Below this share of valid samples a run has no cadence. (method §3, design)
pub const LEAST_COVERAGE: f64 = limits::CADENCE_COVERAGE.value;
/// Slower cadence than this is no step of a moving runner, faster no human's. spm (design)
const POSSIBLE: std::ops::RangeInclusive<f64> = 30.0..=254.0;
/// A declared stride count whose double has a median above this was steps already. spm (design)
const DOUBLED_TOO_OFTEN: f64 = 240.0;
/// Speeds at which everyone runs: the unit is decided there. m/s (design)
const SURELY_RUNNING: f64 = 2.2;
/// A median below this at running speed is a fault of the sensor and no gait. spm (design)
const LEAST_MEDIAN: f64 = limits::CADENCE_LEAST.value;
/// Shorter running than this shows no cadence. s (design)
const LEAST_RUNNING: usize = 60;
/// Values that are strides at walking and jogging speed, where steps are more. 1/min (design)
const SLOW_STRIDES: std::ops::Range<f64> = 40.0..92.0;
/// Values that are strides or steps there, and the longest step of a walk so slow. 1/min, m (design)
const QUICK_STRIDES: std::ops::RangeInclusive<f64> = 92.0..=112.0;
const LONGEST_WALKED_STEP: f64 = 0.86;
/// A cadence of which one foot was counted, as a share of the run's usual one, for so long at
/// least. s (design)
const HALF: std::ops::RangeInclusive<f64> = 0.44..=0.56;
const LEAST_HALVED: usize = 20;
/// So much of it counts both feet, and so much either both or one. (design)
const OF_BOTH: f64 = 0.3;
const NEARLY_ALL: f64 = 0.9;
/// Step lengths that a runner can have. m (design)
const STEP_LENGTHS: std::ops::RangeInclusive<f64> = 0.35..=2.4;

/// Cadence on the clock in steps per minute.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Steps {
    /// Zeros and impossible values are missing; walking is in.
    pub spm: Vec<Option<f64>>,
    /// Why the values were not believed, if so; they are all missing then.
    pub implausible: Option<String>,
}

/// Turns the recorded column, already on the clock, into steps per minute.
pub fn steps(
    recorded: &[Option<f64>],
    unit: CadenceUnit,
    speed: &[Option<f64>],
    times: &[u32],
) -> Steps {
    let counted = counted_steps(recorded, times);
    let recorded = counted.as_deref().unwrap_or(recorded);
    let unit = if counted.is_some() {
        CadenceUnit::StepsPerMinute
    } else {
        unit
    };
    let has_speed = speed.iter().any(Option::is_some);
    let pick = |fastest: f64| -> Vec<f64> {
        recorded
            .iter()
            .zip(speed)
            .filter_map(|(cadence, speed)| {
                let cadence = cadence.filter(|c| *c > 0.0)?;
                (!has_speed || (*speed)? >= fastest).then_some(cadence)
            })
            .collect()
    };
    let mut judged = pick(SURELY_RUNNING);
    if judged.len() < 60 {
        judged = pick(RUNNING_SPEED);
    }
    let Some(median) = smooth::median(&mut judged) else {
        // Nothing runs here: walking cadence is still cadence.
        let usual = smooth::median(&mut pick(SLOW_JOG_SPEED));
        let mut slow: Vec<f64> = (speed.iter().flatten().copied())
            .filter(|speed| *speed >= SLOW_JOG_SPEED)
            .collect();
        let slow = smooth::median(&mut slow).unwrap_or(0.0);
        // A quick jog of the feet at the speed of a walk: as steps they would be too long.
        let is_strides = |cadence: f64| {
            SLOW_STRIDES.contains(&cadence)
                || QUICK_STRIDES.contains(&cadence) && 60.0 * slow / cadence > LONGEST_WALKED_STEP
        };
        let factor = match unit {
            CadenceUnit::StridesPerMinute => 2.0,
            CadenceUnit::Unspecified if usual.is_some_and(is_strides) => 2.0,
            _ => 1.0,
        };
        return Steps {
            spm: scaled(recorded, factor),
            implausible: None,
        };
    };
    let factor = match unit {
        CadenceUnit::StridesPerMinute if 2.0 * median <= DOUBLED_TOO_OFTEN => 2.0,
        CadenceUnit::StridesPerMinute => 1.0,
        CadenceUnit::StepsPerMinute => 1.0,
        CadenceUnit::Unspecified if STRIDES.contains(&median) => 2.0,
        CadenceUnit::Unspecified => 1.0,
    };
    let median = median * factor;
    let usual = usual_beside_halves(&judged, factor).unwrap_or(median);
    if has_speed && !(LEAST_MEDIAN..=*VALID.end()).contains(&usual) {
        return Steps {
            spm: vec![None; recorded.len()],
            implausible: Some(format!(
                "the median cadence while running is {median:.0} a minute, which is neither steps nor strides of a runner"
            )),
        };
    }
    let mut spm = scaled(recorded, factor);
    if has_speed {
        double_halves(&mut spm, speed, usual);
    }
    Steps {
        spm,
        implausible: None,
    }
}

/// The usual cadence of both feet, steps/min, where nearly all of the rest is half of it.
fn usual_beside_halves(judged: &[f64], factor: f64) -> Option<f64> {
    let mut both: Vec<f64> = (judged.iter().map(|value| value * factor))
        .filter(|spm| VALID.contains(spm))
        .collect();
    let count = both.len();
    let usual = smooth::median(&mut both)?;
    let halves = (judged.iter())
        .filter(|value| HALF.contains(&(**value * factor / usual)))
        .count();
    let all = judged.len() as f64;
    (count as f64 >= OF_BOTH * all && (count + halves) as f64 >= NEARLY_ALL * all).then_some(usual)
}

/// Doubles stretches at running speed in which half the run's usual cadence was counted: a
/// sensor that lost one foot. Nobody's steps are that long.
fn double_halves(spm: &mut [Option<f64>], speed: &[Option<f64>], usual: f64) {
    let is_half = |at: usize, spm: &[Option<f64>]| {
        let here = spm.get(at).copied().flatten();
        let fast = speed.get(at).copied().flatten();
        here.is_some_and(|here| HALF.contains(&(here / usual)))
            && fast.is_some_and(|fast| fast >= SURELY_RUNNING)
    };
    let mut at = 0;
    while at < spm.len() {
        let end = (at..spm.len())
            .find(|&next| !is_half(next, spm))
            .unwrap_or(spm.len());
        if end - at >= LEAST_HALVED {
            for value in spm[at..end].iter_mut().flatten() {
                *value *= 2.0;
            }
        }
        at = end.max(at + 1);
    }
}

fn scaled(recorded: &[Option<f64>], factor: f64) -> Vec<Option<f64>> {
    recorded
        .iter()
        .map(|value| {
            value
                .map(|value| value * factor)
                .filter(|spm| POSSIBLE.contains(spm))
        })
        .collect()
}

/// Some exporters write the running total of steps where cadence belongs: it never
/// falls and passes every cadence. Its slope over ten seconds is the cadence.
fn counted_steps(recorded: &[Option<f64>], times: &[u32]) -> Option<Vec<Option<f64>>> {
    let values: Vec<f64> = recorded.iter().flatten().copied().collect();
    let (first, last) = (values.first()?, values.last()?);
    let rises = values.is_sorted() && values.len() >= 60;
    if !rises || last - first < 500.0 || *last <= *POSSIBLE.end() {
        return None;
    }
    const SPAN: usize = 10;
    Some(
        (0..recorded.len())
            .map(|index| {
                let from = index.saturating_sub(SPAN / 2);
                let to = (index + SPAN / 2).min(recorded.len() - 1);
                let seconds = f64::from(times.get(to)?.checked_sub(*times.get(from)?)?);
                let steps = (*recorded.get(to)?)? - (*recorded.get(from)?)?;
                (seconds > 0.0).then_some(60.0 * steps / seconds)
            })
            .collect(),
    )
}

/// Median, mean and coverage over the running samples; `None` below 60 % coverage.
pub fn summary(spm: &[Option<f64>], running: &[bool]) -> Option<CadenceSummary> {
    let all = running.iter().filter(|runs| **runs).count();
    let mut valid = valid(spm, running);
    let coverage = valid.len() as f64 / all as f64;
    if all < LEAST_RUNNING || coverage < LEAST_COVERAGE {
        return None;
    }
    let mean = valid.iter().sum::<f64>() / valid.len() as f64;
    let median = smooth::median(&mut valid)?;
    Some(CadenceSummary {
        median: StepsPerMinute::new(median),
        mean: StepsPerMinute::new(mean),
        coverage,
    })
}

fn valid(spm: &[Option<f64>], running: &[bool]) -> Vec<f64> {
    spm.iter()
        .zip(running)
        .filter(|(_, runs)| **runs)
        .filter_map(|(spm, _)| spm.filter(|spm| VALID.contains(spm)))
        .collect()
}

/// Mean step length over the running samples that have cadence: 60 · distance / steps.
pub fn step_length(spm: &[Option<f64>], speed: &[Option<f64>], running: &[bool]) -> Option<Metres> {
    let (mut metres, mut steps) = (0.0, 0.0);
    for ((spm, speed), runs) in spm.iter().zip(speed).zip(running) {
        if let (Some(spm), Some(speed), true) = (spm, speed, runs)
            && VALID.contains(spm)
        {
            metres += speed;
            steps += spm / 60.0;
        }
    }
    (steps > 0.0).then(|| Metres::new(metres / steps))
}

/// What is wrong with steps of that length, where they are no runner's.
pub fn implausible_step(step: Metres) -> Option<String> {
    let is_plausible = STEP_LENGTHS.contains(&step.get());
    (!is_plausible).then(|| format!("cadence and speed give steps of {:.2} m", step.get()))
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::Cadence,
    what: "Steps of both feet per minute while running: median, time-weighted mean and coverage; and step length.",
    formula: "FIT and TCX: 2 × (cadence + fraction). GPX: 2 × when the median of the running samples is in 50-120. In FIT also from developers' fields that are mapped to cadence or named so, where the native one is missing or zero throughout. Twenty seconds and more at running speed with half the run's usual cadence are one foot, and doubled. Valid 120-240 on running samples; zeros and missing left out. Step length = 60 v / cadence.",
    unit: "steps/min; step length m",
    source: "FIT and TCX specifications; thresholds this project",
    grade: "design",
    validity: "None where too little of the running time has a valid cadence, or in less than a minute of it. A watch on the wrist is good to about 1-2 spm over a minute and lags some seconds.",
    example: "A FIT record with cadence 83 and fraction 0.5: 167 steps/min; at 2.78 m/s a step is 1.00 m.",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn of(raw: f64, unit: CadenceUnit) -> Option<f64> {
        let count = 100;
        steps(
            &vec![Some(raw); count],
            unit,
            &vec![Some(3.0); count],
            &(0..count as u32).collect::<Vec<_>>(),
        )
        .spm[50]
    }

    #[test]
    fn every_unit_ends_in_steps() {
        for (raw, unit, spm) in [
            (83.5, CadenceUnit::StridesPerMinute, Some(167.0)),
            (167.0, CadenceUnit::StridesPerMinute, Some(167.0)),
            (167.0, CadenceUnit::StepsPerMinute, Some(167.0)),
            (83.5, CadenceUnit::Unspecified, Some(167.0)),
            (120.0, CadenceUnit::Unspecified, Some(240.0)),
            (131.0, CadenceUnit::Unspecified, Some(131.0)),
            (30.0, CadenceUnit::Unspecified, None),
            (0.0, CadenceUnit::StridesPerMinute, None),
        ] {
            assert_eq!(of(raw, unit), spm, "{raw} {unit:?}");
        }
    }

    /// A sensor that loses one foot on the way; a walk between is none.
    #[test]
    fn one_foot_is_doubled_at_running_speed() {
        let count = 600;
        let mut recorded = vec![Some(84.0); count];
        recorded[200..350].fill(Some(42.0));
        let at = |speed: f64| {
            let mut speeds = vec![Some(2.8); count];
            speeds[200..350].fill(Some(speed));
            let times: Vec<u32> = (0..count as u32).collect();
            steps(&recorded, CadenceUnit::StridesPerMinute, &speeds, &times).spm[300]
        };
        assert_eq!(at(2.8), Some(168.0));
        assert_eq!(at(1.2), Some(84.0));
    }

    #[test]
    fn zeros_do_not_drag_the_mean() {
        let mut recorded = vec![Some(85.0); 100];
        recorded[..30].fill(Some(0.0));
        let found = steps(
            &recorded,
            CadenceUnit::StridesPerMinute,
            &[Some(3.0); 100],
            &(0..100).collect::<Vec<_>>(),
        );
        let summary = summary(&found.spm, &[true; 100]).unwrap();
        assert_eq!(summary.mean.get(), 170.0);
        assert_eq!(summary.coverage, 0.7);
    }

    #[test]
    fn coverage_decides_at_sixty_percent() {
        for (valid, known) in [(60, true), (59, false)] {
            let mut spm = vec![Some(170.0); valid];
            spm.resize(100, None);
            assert_eq!(summary(&spm, &[true; 100]).is_some(), known, "{valid}");
        }
        assert_eq!(summary(&[], &[]), None);
    }

    #[test]
    fn a_running_total_of_steps_becomes_cadence() {
        let count = 600u32;
        let recorded: Vec<_> = (0..count).map(|t| Some(f64::from(t) * 2.75)).collect();
        let times: Vec<_> = (0..count).collect();
        let speed = vec![Some(2.8); count as usize];
        let found = steps(&recorded, CadenceUnit::Unspecified, &speed, &times);
        assert!((found.spm[300].unwrap() - 165.0).abs() < 0.5);
    }

    #[test]
    fn an_impossible_cadence_is_left_out_and_named() {
        let found = steps(
            &[Some(20.0); 100],
            CadenceUnit::StridesPerMinute,
            &[Some(3.0); 100],
            &(0..100).collect::<Vec<_>>(),
        );
        assert!(found.implausible.is_some());
        assert!(found.spm.iter().all(Option::is_none));
    }
}
