//! The figures that a flawless watch and a flawless program would give for a run,
//! worked out from its true seconds by the method's own definitions.

use super::super::truth::{Second, Truth};
use comeback_core::run::EffortKind;
use comeback_core::units::{Grade, MetresPerSecond};
use comeback_signal::best::DISTANCES;
use comeback_signal::gap;

/// True figures of one run, named and defined as those of [`comeback_signal::Measured`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    pub distance_m: f64,
    pub timer_s: f64,
    pub moving_s: f64,
    pub running_s: f64,
    pub ascent_m: f64,
    pub descent_m: f64,
    pub cadence_median_spm: f64,
    pub cadence_mean_spm: f64,
    pub step_length_m: f64,
    pub speed_m_per_s: f64,
    pub gap_m_per_s: f64,
    pub heart_rate_bpm: f64,
    /// Union of the hard efforts.
    pub hard_s: f64,
    /// Best mean speed over 5 s; ground that is not flat is left out.
    pub fastest_5_s: f64,
}

/// Below this for longer than [`STOP_S`] is a stop. m/s, s (method §3)
const STOP_SPEED: f64 = 1.0;
const STOP_S: usize = 15;
/// Flat ground of the fastest 5 s. (method §3)
const FLAT: f64 = 0.02;

pub fn expected(truth: &Truth) -> Expected {
    let seconds = &truth.seconds;
    let moving = moving(seconds);
    let running: Vec<&Second> = seconds.iter().filter(|second| second.runs()).collect();
    let moved: Vec<&Second> = seconds
        .iter()
        .zip(&moving)
        .filter_map(|(second, moves)| moves.then_some(second))
        .collect();
    let mut cadence: Vec<f64> = running.iter().map(|second| second.cadence_spm).collect();
    cadence.sort_by(f64::total_cmp);
    let steps: f64 = cadence.iter().map(|spm| spm / 60.0).sum();
    let metres: f64 = running.iter().map(|second| second.speed_m_per_s).sum();
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (sum, count) =
            values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        if count > 0.0 { sum / count } else { 0.0 }
    };
    Expected {
        distance_m: truth.totals.distance_m,
        timer_s: truth.totals.timer_s,
        moving_s: moved.len() as f64,
        running_s: running.len() as f64,
        ascent_m: truth.totals.ascent_m,
        descent_m: truth.totals.descent_m,
        cadence_median_spm: cadence.get(cadence.len() / 2).copied().unwrap_or(0.0),
        cadence_mean_spm: mean(&mut cadence.iter().copied()),
        step_length_m: if steps > 0.0 { metres / steps } else { 0.0 },
        speed_m_per_s: mean(&mut moved.iter().map(|second| second.speed_m_per_s)),
        gap_m_per_s: mean(&mut moved.iter().map(|second| {
            let speed = MetresPerSecond::new(second.speed_m_per_s);
            gap::flat_equivalent(speed, Grade::new(second.grade)).get()
        })),
        heart_rate_bpm: mean(&mut moved.iter().map(|second| second.heart_rate_bpm)),
        hard_s: hard(truth),
        fastest_5_s: fastest(seconds),
    }
}

/// Timer on, and not in a stop.
fn moving(seconds: &[Second]) -> Vec<bool> {
    let mut moving: Vec<bool> = seconds.iter().map(|second| second.timer).collect();
    let mut from = 0;
    while from < seconds.len() {
        let slow = seconds[from..]
            .iter()
            .take_while(|second| second.speed_m_per_s < STOP_SPEED)
            .count();
        if slow > STOP_S {
            moving[from..from + slow].fill(false);
        }
        from += slow.max(1);
    }
    moving
}

/// Tempo, intervals, strides and sprints follow one another in a session and never
/// overlap; the climbs of the bench's sessions are run easily.
fn hard(truth: &Truth) -> f64 {
    truth
        .efforts
        .iter()
        .filter(|effort| !matches!(effort.kind, EffortKind::Hill | EffortKind::Downhill))
        .map(|effort| effort.duration_s)
        .sum()
}

fn fastest(seconds: &[Second]) -> f64 {
    seconds
        .windows(5)
        .filter(|five| {
            five.iter()
                .all(|second| second.grade.abs() <= FLAT && second.timer)
        })
        .map(|five| five.iter().map(|second| second.speed_m_per_s).sum::<f64>() / 5.0)
        .fold(0.0, f64::max)
}

/// The slope of distance over the true times of the best 400, 800 and 5000 m, m/s.
pub fn critical(truth: &Truth) -> f64 {
    let seconds = &truth.seconds;
    let shortest = |metres: f64| {
        let mut to = 0;
        let mut shortest = f64::INFINITY;
        for from in seconds {
            while to < seconds.len() && seconds[to].distance_m < from.distance_m + metres {
                to += 1;
            }
            if let (Some(after), Some(before)) = (seconds.get(to), seconds.get(to.wrapping_sub(1)))
            {
                let spare = after.distance_m - from.distance_m - metres;
                let step = after.distance_m - before.distance_m;
                let time = after.time_s - from.time_s - spare / step.max(1e-9);
                shortest = shortest.min(time);
            }
        }
        shortest
    };
    let points = DISTANCES.map(|metres| (shortest(metres), metres));
    let count = points.len() as f64;
    let time = points.iter().map(|point| point.0).sum::<f64>() / count;
    let metres = points.iter().map(|point| point.1).sum::<f64>() / count;
    let (square, product) = points.iter().fold((0.0, 0.0), |(square, product), (t, d)| {
        (
            square + (t - time).powi(2),
            product + (t - time) * (d - metres),
        )
    });
    product / square
}

/// Mean grade of the ground within 20 m either side of each second, which is what a
/// grade over 40 m can show at best.
pub fn grades(truth: &Truth) -> Vec<Option<f64>> {
    const HALF_M: f64 = 20.0;
    let seconds = &truth.seconds;
    let (mut from, mut to) = (0, 0);
    (0..seconds.len())
        .map(|at| {
            let here = seconds[at].distance_m;
            while seconds[from].distance_m < here - HALF_M {
                from += 1;
            }
            while to + 1 < seconds.len() && seconds[to].distance_m < here + HALF_M {
                to += 1;
            }
            let run = seconds[to].distance_m - seconds[from].distance_m;
            let rise = seconds[to].altitude_m - seconds[from].altitude_m;
            (run >= HALF_M && seconds[at].timer).then_some(rise / run)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::cases::{Kind, RUNNER, case};
    use super::*;

    #[test]
    fn the_true_figures_of_an_easy_hour_agree_with_one_another() {
        let truth = case(Kind::EasyFlat, 1).truth;
        let found = expected(&truth);
        assert_eq!(found.timer_s, truth.totals.timer_s);
        assert!((found.running_s - 3600.0).abs() < 10.0, "{found:?}");
        assert!((found.speed_m_per_s * 3600.0 / found.distance_m - 1.0).abs() < 0.01);
        assert!((found.gap_m_per_s / found.speed_m_per_s - 1.0).abs() < 0.01);
        let steps = 60.0 * found.speed_m_per_s / found.cadence_mean_spm;
        assert!((found.step_length_m - steps).abs() < 0.01);
        assert_eq!(found.hard_s, 0.0);
    }

    #[test]
    fn stops_are_not_moving_and_pauses_neither() {
        let truth = case(Kind::WalkRun, 1).truth;
        let found = expected(&truth);
        let stood = found.timer_s - found.moving_s;
        assert!((20.0..70.0).contains(&stood), "{stood} s stood in the run");
        assert!(
            truth.totals.elapsed_s - found.timer_s >= 50.0,
            "paused twice"
        );
    }

    #[test]
    fn time_trials_give_the_critical_speed_that_they_were_made_from() {
        let speed = critical(&case(Kind::TimeTrials, 1).truth);
        assert!((speed - RUNNER.critical_m_per_s).abs() < 0.03, "{speed}");
    }

    #[test]
    fn the_grade_of_a_climb_is_its_own() {
        let truth = case(Kind::HillRepeats, 1).truth;
        let steepest = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
        let ground = steepest(&mut truth.seconds.iter().map(|second| second.grade));
        let over_40_m = steepest(&mut grades(&truth).into_iter().flatten());
        assert!((ground - over_40_m).abs() < 0.005, "{ground} {over_40_m}");
    }
}
