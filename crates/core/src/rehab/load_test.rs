//! The load test of the morning: a few single-leg bridges a side, held against
//! the runner's own usual value.

use crate::diary::{History, LoadTestEntry, Side};
use crate::limits;
use crate::robust::median_of;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The load tests of one day, by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Morning {
    /// The day.
    pub date: NaiveDate,
    /// Worst pain on the left, 0 to 10.
    pub left: Option<f64>,
    /// Worst pain on the right, 0 to 10.
    pub right: Option<f64>,
}

impl Morning {
    /// The worse side.
    pub fn worst(&self) -> f64 {
        let worst = |a: Option<f64>, b: Option<f64>| a.into_iter().chain(b).fold(0.0, f64::max);
        worst(self.left, self.right)
    }

    /// Whether both sides were tested.
    pub const fn both_known(&self) -> bool {
        self.left.is_some() && self.right.is_some()
    }
}

/// The mornings with a load test up to a moment, in order.
pub fn mornings(history: &History, until: DateTime<FixedOffset>) -> Vec<Morning> {
    let mut mornings: Vec<Morning> = Vec::new();
    for entry in history.load_tests.iter().filter(|entry| entry.at <= until) {
        let date = history.local_date(entry.at);
        if mornings.last().is_none_or(|last| last.date != date) {
            mornings.push(Morning {
                date,
                left: None,
                right: None,
            });
        }
        if let Some(morning) = mornings.last_mut() {
            note(morning, entry);
        }
    }
    mornings
}

fn note(morning: &mut Morning, entry: &LoadTestEntry) {
    let score = entry.score.get();
    let higher = |known: Option<f64>| Some(known.map_or(score, |known| known.max(score)));
    let side = entry.side.unwrap_or(Side::Both);
    if matches!(side, Side::Left | Side::Both) {
        morning.left = higher(morning.left);
    }
    if matches!(side, Side::Right | Side::Both) {
        morning.right = higher(morning.right);
    }
}

/// The runner's usual value before a day: the median of the last mornings, where
/// enough of them are known.
pub fn usual(mornings: &[Morning], before: NaiveDate) -> Option<f64> {
    let last: Vec<f64> = (mornings.iter().rev())
        .filter(|morning| morning.date < before)
        .take(limits::LOAD_TEST_WINDOW.value as usize)
        .map(Morning::worst)
        .collect();
    if last.len() < limits::LOAD_TEST_LEAST.value as usize {
        return None;
    }
    median_of(last)
}

/// Whether a morning says that what came before was tolerated.
pub fn tolerated(mornings: &[Morning], morning: &Morning) -> bool {
    let worst = morning.worst();
    worst <= limits::GREEN_MAX.value
        && usual(mornings, morning.date)
            .is_none_or(|usual| worst < usual + limits::LOAD_TEST_OVER.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(scores: &[f64]) -> Vec<Morning> {
        let first = NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date");
        (scores.iter().zip(first.iter_days()))
            .map(|(&score, date)| Morning {
                date,
                left: Some(score),
                right: Some(score),
            })
            .collect()
    }

    #[test]
    fn the_usual_value_is_the_median_of_the_last_seven_and_known_from_four_on() {
        for (scores, usual_before_last) in [
            (&[1.0, 1.0, 1.0, 9.0][..], None),
            (&[1.0, 2.0, 1.0, 2.0, 9.0], Some(1.5)),
            (&[0.0, 0.0, 0.0, 0.0, 2.0, 2.0, 2.0, 2.0, 9.0], Some(2.0)),
        ] {
            let mornings = series(scores);
            let last = mornings.last().expect("a morning").date;
            assert_eq!(usual(&mornings, last), usual_before_last, "{scores:?}");
        }
    }

    #[test]
    fn over_three_or_two_over_usual_was_not_tolerated() {
        for (scores, fine) in [
            (&[3.0][..], true),
            (&[3.5], false),
            (&[0.0, 0.0, 0.0, 0.0, 1.5], true),
            (&[0.0, 0.0, 0.0, 0.0, 2.0], false),
            (&[0.0, 0.0, 0.0, 2.0], true),
        ] {
            let mornings = series(scores);
            let last = mornings.last().expect("a morning");
            assert_eq!(tolerated(&mornings, last), fine, "{scores:?}");
        }
    }
}
