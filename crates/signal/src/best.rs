//! The best of a run: the shortest times over 400, 800 and 5000 m of flat-equivalent
//! distance, for critical speed; the fastest 5 s on the flat, for Vmax.

use super::efforts::Course;
use super::efforts::evidence::{self, Support};
use super::efforts::rise::{Rise, rise};
use super::metric::{MetricId, MetricPage};
use super::smooth;
use comeback_core::run::BestEfforts;
use comeback_core::units::{MetresPerSecond, Seconds};

/// Distances whose best times give critical speed. m (method §3; Galán-Rioja 2020, lab)
pub const DISTANCES: [f64; 3] = [400.0, 800.0, 5000.0];
/// Shorter times than these over them nobody has run. s (World Athletics, rounded down)
const BEST_OF_ALL: [f64; 3] = [43.0, 100.0, 755.0];
/// Half an hour, in which a speed above 5 m/s is asked about where nothing comes near it. s (design)
pub(super) const HALF_HOUR: f64 = 1800.0;
/// Length of the burst that stands for Vmax. s (method §3, design)
pub const BURST: usize = 5;
/// Steeper than this is not flat. (method §3, design)
pub const FLAT: f64 = 0.02;

/// Finds the best efforts on the trace.
pub fn best(course: &Course) -> BestEfforts {
    let efforts: Vec<f64> = (course.indices())
        .map(|index| course.effort(index).unwrap_or(0.0))
        .collect();
    let shortest = |index: usize| {
        let (metres, least) = (DISTANCES[index], BEST_OF_ALL[index]);
        fastest(course, &efforts, metres)
            .filter(|time| *time >= least)
            .map(Seconds::new)
    };
    let [gap_400_m, gap_800_m, gap_5000_m] = [0, 1, 2].map(shortest);
    let mut running: Vec<f64> = course
        .indices()
        .filter(|&index| course.runs(index))
        .filter(|&index| !course.drawn.get(index).is_some_and(|drawn| *drawn))
        .filter_map(|index| course.effort(index))
        .collect();
    BestEfforts {
        gap_400_m,
        gap_800_m,
        gap_5000_m,
        flat_5_s: burst(course).map(MetresPerSecond::new),
        median_gap: smooth::median(&mut running).map(MetresPerSecond::new),
        half_hour: half_hour(course).map(MetresPerSecond::new),
    }
}

/// Shortest elapsed time over a flat-equivalent distance. Grade counts as flat where
/// it is unknown; pauses count as time.
///
/// `efforts` are metres a second, 0 where unknown.
fn fastest(course: &Course, efforts: &[f64], metres: f64) -> Option<f64> {
    let mut shortest: Option<f64> = None;
    let mut from = 0;
    let mut covered = 0.0;
    for (to, &last) in efforts.iter().enumerate() {
        covered += last;
        while covered >= metres && from <= to {
            let seconds = course.seconds(from, to);
            // The last second overshoots: only the part that was needed counts.
            let spare = if last > 0.0 {
                ((covered - metres) / last).clamp(0.0, 1.0)
            } else {
                0.0
            };
            let time = seconds - spare;
            shortest = Some(shortest.map_or(time, |best: f64| best.min(time)));
            covered -= efforts.get(from).copied().unwrap_or(0.0);
            from += 1;
        }
    }
    shortest
}

/// The highest mean speed over ground of half an hour, pauses counted as time.
fn half_hour(course: &Course) -> Option<f64> {
    let mut best: Option<f64> = None;
    let (mut from, mut metres) = (0, 0.0);
    for to in course.indices() {
        metres += course.speed(to).unwrap_or(0.0);
        while course.seconds(from, to) > HALF_HOUR && from < to {
            metres -= course.speed(from).unwrap_or(0.0);
            from += 1;
        }
        if course.seconds(from, to) >= HALF_HOUR - 1.0 {
            let mean = metres / HALF_HOUR;
            best = Some(best.map_or(mean, |best: f64| best.max(mean)));
        }
    }
    best
}

/// Fastest mean over 5 s on the flat; well above the usual it needs cadence or power to confirm it.
fn burst(course: &Course) -> Option<f64> {
    let baseline = evidence::baseline(course);
    let mut best: Option<f64> = None;
    for stretch in course.stretches() {
        for from in stretch.clone() {
            let to = from + BURST;
            if to > stretch.end {
                break;
            }
            let Some(mean) = course.mean_speed(from..to) else {
                continue;
            };
            if best.is_some_and(|best| mean <= best) || mean < super::running::RUNNING_SPEED {
                continue;
            }
            let flat = (from..to).all(|i| course.grade(i).is_none_or(|g| g.abs() <= FLAT));
            if !flat || rise(course, from..to) != Rise::Steady {
                continue;
            }
            // Only a burst above the usual needs to be believed.
            let usual = baseline.speed.is_some_and(|usual| mean <= 1.25 * usual);
            if usual || evidence::support(course, from..to, &baseline) == Support::Confirmed {
                best = Some(mean);
            }
        }
    }
    best
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::BestEfforts,
    what: "Shortest times over 400, 800 and 5000 m of flat-equivalent distance, and the fastest 5 s on the flat.",
    formula: "Two-pointer minimum of elapsed time over the sum of v · C(i)/C(0); grade counts as flat where unknown, pauses count as time. Fastest 5 s: mean ground speed where |grade| ≤ 2 %; above 1.25 × the run's median speed only what cadence or power confirms.",
    unit: "s; m/s",
    source: "this project",
    grade: "design",
    validity: "None where the run is shorter than the distance, or where it would be a world record. GPS tracks give the 400 m within a few seconds.",
    example: "5000 m in 25:00 inside a 10 km run: gap_5000_m = 1500 s.",
};
