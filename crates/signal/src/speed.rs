//! The runner's speeds of reference: critical speed, Vmax and easy speed.
//!
//! Critical speed is given by the runner, else the slope of distance over time of
//! the best flat-equivalent efforts at 400, 800 and 5000 m of the last 90 days, else
//! 1.25 × the median easy speed. Vmax is given, else the best 5 s on the flat of the
//! last 365 days, when that was a burst above 1.4 × critical speed.

use super::best::DISTANCES;
use super::metric::{MetricId, MetricPage};
use super::smooth;
use comeback_core::limits;
use comeback_core::run::{BestEfforts, Confidence, SpeedSource, Speeds};
use comeback_core::units::MetresPerSecond;

/// Best efforts count for critical speed so long. days (method §3, design)
pub const CRITICAL_DAYS: f64 = limits::CRITICAL_DAYS.value;
/// Bursts count for Vmax so long. days (method §3, design)
pub const VMAX_DAYS: f64 = limits::VMAX_DAYS.value;
/// Intercepts of the regression that a runner can have (D′). m (method §3, lab)
pub const INTERCEPT: std::ops::RangeInclusive<f64> = 0.0..=400.0;
/// Critical speed of a runner who never ran hard, as a multiple of easy speed. (method §3, design)
pub const CRITICAL_OVER_EASY: f64 = limits::CRITICAL_OVER_EASY.value;
/// A regression below this multiple of easy speed saw no hard effort: its best
/// times are easy running, and its slope would call every easy run tempo. (design)
const HARD_OVER_EASY: f64 = limits::CRITICAL_LEAST_OVER_EASY.value;
/// Nine runs in ten lie below tempo by their median: what a runner does on ordinary days
/// may not become hard because slower runs (a come-back, walk-run) lie beside it.
/// share of runs; share of critical speed (method §3, design)
const MOSTLY_EASY: f64 = 0.90;
const TEMPO: f64 = super::efforts::tempo::TEMPO;
/// A share of the runs means something from so many. (design)
const LEAST_RUNS: usize = 4;
/// A burst shows Vmax above this multiple of critical speed. (method §3, design)
pub const BURST_OVER_CRITICAL: f64 = 1.4;
/// Speeds that are believed. m/s (design)
const POSSIBLE_CRITICAL: std::ops::RangeInclusive<f64> = 1.5..=6.8;
const FASTEST: f64 = 11.0;

/// The speeds of reference from the best efforts of earlier runs, each with its age in
/// days, and from what the runner set. A run's own efforts count, at 0 days.
pub fn speeds<'a>(
    earlier: impl IntoIterator<Item = (f64, &'a BestEfforts)>,
    given_critical: Option<MetresPerSecond>,
    given_vmax: Option<MetresPerSecond>,
) -> Speeds {
    let mut best: [Option<f64>; 3] = [None; 3];
    let mut medians = Vec::new();
    let mut burst: Option<f64> = None;
    for (days, efforts) in earlier {
        if !(0.0..=VMAX_DAYS).contains(&days) {
            continue;
        }
        if let Some(speed) = efforts.flat_5_s.map(MetresPerSecond::get)
            && speed <= FASTEST
        {
            burst = Some(burst.map_or(speed, |before| before.max(speed)));
        }
        if days > CRITICAL_DAYS {
            continue;
        }
        medians.extend(efforts.median_gap.map(MetresPerSecond::get));
        let times = [efforts.gap_400_m, efforts.gap_800_m, efforts.gap_5000_m];
        for (best, time) in best.iter_mut().zip(times) {
            if let Some(time) = time.map(|time| time.get()).filter(|time| *time > 0.0) {
                *best = Some(best.map_or(time, |before: f64| before.min(time)));
            }
        }
    }
    let easy = smooth::median(&mut medians);
    let least = least_critical(&mut medians);
    let (critical, critical_source, critical_confidence) = match given_critical {
        Some(speed) => (
            Some(speed.get()),
            Some(SpeedSource::Given),
            Some(Confidence::High),
        ),
        None => match regression(best, easy, least) {
            Some(speed) => (
                Some(speed),
                Some(SpeedSource::BestEfforts),
                Some(Confidence::Medium),
            ),
            None => (
                easy.map(|easy| (CRITICAL_OVER_EASY * easy).max(least)),
                easy.map(|_| SpeedSource::EasySpeed),
                easy.map(|_| Confidence::Low),
            ),
        },
    };
    let shown = burst
        .zip(critical)
        .filter(|(burst, critical)| *burst > BURST_OVER_CRITICAL * critical)
        .map(|(burst, _)| burst);
    let (vmax, vmax_source) = match given_vmax {
        Some(speed) => (Some(speed), Some(SpeedSource::Given)),
        None => (
            shown.map(MetresPerSecond::new),
            shown.map(|_| SpeedSource::BestEfforts),
        ),
    };
    Speeds {
        critical: critical.map(MetresPerSecond::new),
        critical_source,
        critical_confidence,
        vmax,
        vmax_source,
        easy: easy.map(MetresPerSecond::new),
    }
}

/// The critical speed below which more than a tenth of the runs would be tempo runs,
/// m/s; 0 for a few runs.
fn least_critical(medians: &mut [f64]) -> f64 {
    if medians.len() < LEAST_RUNS {
        return 0.0;
    }
    medians.sort_unstable_by(f64::total_cmp);
    let rank = (MOSTLY_EASY * (medians.len() - 1) as f64).floor() as usize;
    medians.get(rank).map_or(0.0, |speed| speed / TEMPO)
}

/// Slope of distance over time; `None` when a time is missing, when the intercept is
/// not a runner's, or when the efforts were not hard.
fn regression(best: [Option<f64>; 3], easy: Option<f64>, least: f64) -> Option<f64> {
    let times = [best[0]?, best[1]?, best[2]?];
    let count = times.len() as f64;
    let mean_time = times.iter().sum::<f64>() / count;
    let mean_distance = DISTANCES.iter().sum::<f64>() / count;
    let (mut square, mut product) = (0.0, 0.0);
    for (time, distance) in times.iter().zip(DISTANCES) {
        square += (time - mean_time).powi(2);
        product += (time - mean_time) * (distance - mean_distance);
    }
    let slope = product / square;
    let intercept = mean_distance - slope * mean_time;
    let hard = easy.is_none_or(|easy| slope >= HARD_OVER_EASY * easy);
    (slope.is_finite()
        && POSSIBLE_CRITICAL.contains(&slope)
        && INTERCEPT.contains(&intercept)
        && hard
        && slope >= least)
        .then_some(slope)
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::CriticalSpeed,
    what: "The speeds that efforts are measured against: critical speed, the fastest that can be held for about half an hour; Vmax, the fastest sprint; and easy speed.",
    formula: "Given; else slope of distance over time of the best flat-equivalent 400, 800 and 5000 m of {critical-days} days, intercept 0-400 m, slope ≥ {critical-least-over-easy} × easy speed; else {critical-over-easy} × easy speed (low confidence). Never so low that more than one run in ten would be a tempo run by their median. Vmax: given; else best 5 s on the flat of {vmax-days} days if > 1.4 × critical speed. Easy speed: median of the runs' median flat-equivalent speed, {critical-days} days.",
    unit: "m/s",
    source: "distance-time model: Monod & Scherrer 1965, Hughson 1984; limits this project",
    grade: "lab for the model, design for the limits",
    validity: "The regression is right only when the runner ran each distance hard once; without hard efforts it would return easy speed and is refused. Unknown without any run of the last 90 days.",
    example: "400 m in 80 s, 800 m in 175 s, 5000 m in 1250 s: slope 3.93 m/s, intercept 95 m.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use comeback_core::units::Seconds;

    fn efforts(times: [f64; 3], median: f64, burst: f64) -> BestEfforts {
        let [a, b, c] = times.map(|time| Some(Seconds::new(time)));
        BestEfforts {
            gap_400_m: a,
            gap_800_m: b,
            gap_5000_m: c,
            flat_5_s: Some(MetresPerSecond::new(burst)),
            half_hour: None,
            median_gap: Some(MetresPerSecond::new(median)),
        }
    }

    /// Times of a runner with this critical speed and this D′.
    fn exact(critical: f64, reserve: f64) -> [f64; 3] {
        DISTANCES.map(|metres| (metres - reserve) / critical)
    }

    #[test]
    fn the_regression_finds_the_runner_within_its_intercept() {
        for (reserve, source) in [
            (200.0, SpeedSource::BestEfforts),
            (399.0, SpeedSource::BestEfforts),
            (-1.0, SpeedSource::EasySpeed),
        ] {
            let own = efforts(exact(4.0, reserve), 3.0, 5.0);
            let found = speeds([(0.0, &own)], None, None);
            assert_eq!(found.critical_source, Some(source), "{reserve}");
            let critical = if source == SpeedSource::BestEfforts {
                4.0
            } else {
                3.75
            };
            assert!((found.critical.unwrap().get() - critical).abs() < 1e-9);
        }
    }

    #[test]
    fn easy_running_is_not_mistaken_for_best_efforts() {
        let own = efforts(exact(2.9, 20.0), 2.8, 3.2);
        let found = speeds([(3.0, &own)], None, None);
        assert_eq!(found.critical_confidence, Some(Confidence::Low));
        assert_eq!(found.critical, Some(MetresPerSecond::new(3.5)));
        assert_eq!(found.vmax, None);
    }

    #[test]
    fn slow_runs_do_not_make_the_faster_ones_tempo() {
        // Half the runs are a slow come-back: the easy 2.9 m/s of the others stays easy.
        let slow = efforts(exact(3.1, 100.0), 2.4, 3.0);
        let usual = efforts(exact(3.1, 100.0), 2.9, 3.2);
        let runs = [&slow, &slow, &slow, &usual, &usual];
        let found = speeds(runs.map(|run| (3.0, run)), None, None);
        assert_eq!(found.critical_source, Some(SpeedSource::EasySpeed));
        let critical = found.critical.unwrap().get();
        assert!(2.9 <= TEMPO * critical + 1e-9, "{critical}");
        // A regression above that stands.
        let hard = efforts(exact(3.3, 100.0), 2.4, 3.0);
        let runs = [&hard, &slow, &slow, &usual, &usual];
        let found = speeds(runs.map(|run| (3.0, run)), None, None);
        assert_eq!(found.critical_source, Some(SpeedSource::BestEfforts));
    }

    #[test]
    fn old_efforts_lapse() {
        let own = efforts(exact(4.0, 200.0), 3.0, 7.0);
        assert!(speeds([(90.0, &own)], None, None).critical.is_some());
        assert!(speeds([(90.1, &own)], None, None).critical.is_none());
        let given = Some(MetresPerSecond::new(4.0));
        assert!(speeds([(365.0, &own)], given, None).vmax.is_some());
        assert!(speeds([(365.1, &own)], given, None).vmax.is_none());
    }

    #[test]
    fn vmax_needs_a_burst() {
        let given = Some(MetresPerSecond::new(4.0));
        for (burst, known) in [(5.6, false), (5.61, true)] {
            let own = efforts(exact(4.0, 200.0), 3.0, burst);
            assert_eq!(speeds([(0.0, &own)], given, None).vmax.is_some(), known);
        }
        assert_eq!(speeds([], None, given).vmax, given);
    }
}
