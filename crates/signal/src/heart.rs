//! Heart rate: mean and highest over the moving time.

use super::metric::{MetricId, MetricPage};
use comeback_core::run::HeartRateSummary;
use comeback_core::units::BeatsPerMinute;

/// Heart rates that a moving person can have. bpm (design)
pub const VALID: std::ops::RangeInclusive<f64> = 30.0..=230.0;
/// Below this share of the moving time there is no summary. (design)
const LEAST_COVERAGE: f64 = 0.5;

/// Mean and maximum over the moving samples.
pub fn summary(bpm: &[Option<f64>], moving: &[bool]) -> Option<HeartRateSummary> {
    let valid: Vec<f64> = bpm
        .iter()
        .zip(moving)
        .filter(|(_, moves)| **moves)
        .filter_map(|(bpm, _)| bpm.filter(|bpm| VALID.contains(bpm)))
        .collect();
    let all = moving.iter().filter(|moves| **moves).count();
    if valid.is_empty() || (valid.len() as f64) < LEAST_COVERAGE * all as f64 {
        return None;
    }
    Some(HeartRateSummary {
        mean: BeatsPerMinute::new(valid.iter().sum::<f64>() / valid.len() as f64),
        max: BeatsPerMinute::new(valid.iter().copied().fold(0.0, f64::max)),
    })
}

/// The page: what it is, how it is worked out, how far to trust it.
pub const PAGE: MetricPage = MetricPage {
    id: MetricId::HeartRate,
    what: "Mean and highest heart rate while moving.",
    formula: "Time-weighted mean and maximum of the values in 30-230 bpm over the moving samples.",
    unit: "bpm",
    source: "this project",
    grade: "design",
    validity: "None below 50 % coverage of the moving time. Wrist sensors lock onto cadence at times.",
    example: "140 bpm for 10 min and 160 bpm for 10 min: mean 150, max 160.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standing_and_impossible_values_are_left_out() {
        let bpm = [Some(140.0), Some(160.0), Some(90.0), Some(255.0)];
        let found = summary(&bpm, &[true, true, false, true]).unwrap();
        assert_eq!(found.mean.get(), 150.0);
        assert_eq!(found.max.get(), 160.0);
        assert_eq!(summary(&[None, None], &[true, true]), None);
    }
}
