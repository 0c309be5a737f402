//! A run that may be none: half an hour faster than most runners ever hold, by one who
//! comes near it in no other run. A ride is like that, and so is a runner's only race.

use super::{NotCounted, Run, RunId};
use crate::limits;

/// The runs that are to be asked about, with why. Runs that do not count already are not
/// among them.
pub fn unheard_of(runs: &[&Run]) -> Vec<(RunId, NotCounted)> {
    let held = |run: &Run| run.best.half_hour.map_or(0.0, |speed| speed.get());
    let near: Vec<&RunId> = (runs.iter())
        .filter(|run| !matches!(run.not_counted, Some(NotCounted::Unsure(_))))
        .filter(|run| held(run) >= limits::HALF_HOUR_NEAR.value)
        .map(|run| &run.id)
        .collect();
    (runs.iter())
        .filter(|run| held(run) >= limits::HALF_HOUR_ASKED.value)
        .filter(|run| run.not_counted.is_none() && near.iter().all(|id| **id == run.id))
        .map(|run| {
            let why = format!(
                "half an hour at {:.1} km/h, and no other run comes near it",
                3.6 * held(run)
            );
            (run.id.clone(), NotCounted::Unsure(why))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::{StatedRun, stated};
    use crate::units::MetresPerSecond;
    use chrono::{DateTime, FixedOffset, TimeDelta};

    /// Runs of days in a row that held half an hour at these speeds, m/s.
    fn runs(speeds: &[f64]) -> Vec<Run> {
        let first = DateTime::<FixedOffset>::default();
        (0..)
            .zip(speeds)
            .map(|(day, &speed)| {
                let at = first + TimeDelta::days(day);
                let mut run = stated::run(at, &StatedRun::default());
                run.best.half_hour = Some(MetresPerSecond::new(speed));
                run
            })
            .collect()
    }

    fn asked(runs: &[Run]) -> Vec<usize> {
        let found = unheard_of(&runs.iter().collect::<Vec<_>>());
        super::super::places(&found, runs)
    }

    #[test]
    fn half_an_hour_that_no_other_run_comes_near_is_asked_about() {
        for (speeds, expected) in [
            (&[3.0, 5.0, 3.1][..], &[1][..]),
            (&[3.0, 4.99, 3.1], &[]),
            (&[3.0, 5.0, 4.49], &[1]),
            (&[3.0, 5.0, 4.5], &[]),
            (&[5.2, 5.1], &[]),
        ] {
            assert_eq!(asked(&runs(speeds)), expected, "{speeds:?}");
        }
    }

    #[test]
    fn what_does_not_count_is_neither_asked_about_nor_near() {
        let mut fast = runs(&[5.0, 5.0]);
        fast[0].not_counted = Some(NotCounted::Unsure("a ride?".to_owned()));
        assert_eq!(asked(&fast), [1]);
        fast[1].not_counted = Some(NotCounted::Excluded("a ride".to_owned()));
        assert_eq!(asked(&fast), [0; 0]);
    }
}
