//! Running dynamics as a watch, pod or strap recorded them: ground contact, vertical
//! oscillation and ratio, balance. Nothing here is worked out from something else, so
//! a run without such a sensor has none.

use super::metric::{MetricId, MetricPage};
use comeback_core::run::Dynamics;
use comeback_core::units::{Metres, Seconds};
use std::ops::RangeInclusive;

/// What a runner's foot and body can do; sensors write 0 when they do not know. s, m, 1 (design)
const CONTACT: RangeInclusive<f64> = 0.1..=0.5;
const OSCILLATION: RangeInclusive<f64> = 0.02..=0.2;
const RATIO: RangeInclusive<f64> = 0.02..=0.25;
const BALANCE: RangeInclusive<f64> = 0.3..=0.7;
/// Below this share of the running time there is no mean: as for cadence. (design)
const LEAST_COVERAGE: f64 = super::cadence::LEAST_COVERAGE;

/// The recorded columns on the clock, in the units of the recording.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// Time of a foot on the ground, ms.
    pub ground_contact_ms: &'a [Option<f64>],
    /// Rise and fall of the body with each step, mm.
    pub vertical_oscillation_mm: &'a [Option<f64>],
    /// Vertical oscillation over step length, %.
    pub vertical_ratio_percent: &'a [Option<f64>],
    /// Share of the contact time of the left foot, %.
    pub stance_balance_percent: &'a [Option<f64>],
}

/// Means over the running samples; `None` where nothing of it was recorded.
pub fn summary(columns: Columns, running: &[bool]) -> Option<Dynamics> {
    let mean = |column, scale, possible| mean(column, scale, possible, running);
    let found = Dynamics {
        ground_contact: mean(columns.ground_contact_ms, 1e-3, CONTACT).map(Seconds::new),
        vertical_oscillation: mean(columns.vertical_oscillation_mm, 1e-3, OSCILLATION)
            .map(Metres::new),
        vertical_ratio: mean(columns.vertical_ratio_percent, 1e-2, RATIO),
        left_share: mean(columns.stance_balance_percent, 1e-2, BALANCE),
    };
    (found != Dynamics::default()).then_some(found)
}

fn mean(
    column: &[Option<f64>],
    scale: f64,
    possible: RangeInclusive<f64>,
    running: &[bool],
) -> Option<f64> {
    let all = running.iter().filter(|runs| **runs).count();
    let valid: Vec<f64> = column
        .iter()
        .zip(running)
        .filter(|(_, runs)| **runs)
        .filter_map(|(value, _)| value.map(|value| value * scale))
        .filter(|value| possible.contains(value))
        .collect();
    (!valid.is_empty() && valid.len() as f64 >= LEAST_COVERAGE * all as f64)
        .then(|| valid.iter().sum::<f64>() / valid.len() as f64)
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::RunningDynamics,
    what: "Ground contact time, vertical oscillation, vertical ratio (oscillation over step length) and the share of the contact time that is the left foot's, as the watch, pod or strap recorded them.",
    formula: "Mean over the running samples of what is possible: contact 100-500 ms, oscillation 20-200 mm, ratio 2-25 %, left share 30-70 %.",
    unit: "s; m; 1; 1",
    source: "the recording; limits this project",
    grade: "design",
    validity: "None below 60 % coverage of the running time. Makers measure differently, at the wrist, the waist or the foot: compare a runner with himself on one device. They inform and decide nothing.",
    example: "A watch that writes 245 ms, 91 mm, 9.1 % and 50.6 % all along: contact 0.245 s, oscillation 0.091 m, ratio 0.091, left share 0.506.",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn of(contact: &[Option<f64>], running: &[bool]) -> Option<Dynamics> {
        let none = vec![None; contact.len()];
        summary(
            Columns {
                ground_contact_ms: contact,
                vertical_oscillation_mm: &none,
                vertical_ratio_percent: &none,
                stance_balance_percent: &none,
            },
            running,
        )
    }

    #[test]
    fn walking_and_zeros_are_left_out() {
        let contact = [Some(240.0), Some(260.0), Some(400.0), Some(0.0)];
        let found = of(&contact, &[true, true, false, true]).expect("most is known");
        assert_eq!(found.ground_contact, Some(Seconds::new(0.25)));
        assert_eq!(found.left_share, None);
    }

    #[test]
    fn a_sensor_that_was_off_most_of_the_time_gives_none() {
        for (known, there) in [(59, false), (60, true)] {
            let mut contact = vec![Some(240.0); known];
            contact.resize(100, None);
            assert_eq!(of(&contact, &[true; 100]).is_some(), there, "{known}");
        }
        assert_eq!(of(&[None], &[true]), None);
        assert_eq!(of(&[], &[]), None);
    }
}
