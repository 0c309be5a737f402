//! Which passages a table speaks of, and what they come to.

use super::super::cases::Kind;
use super::super::errors::Errors;
use super::super::matching::Tally;
use super::super::passage::{Metric, Passage};
use crate::watch::Noise;
use comeback_core::run::EffortKind;

/// The passages of a choice.
pub fn chosen<'a>(
    passages: &'a [Passage],
    choose: impl Fn(&Passage) -> bool + 'a,
) -> impl Iterator<Item = &'a Passage> {
    passages.iter().filter(move |passage| choose(passage))
}

pub fn errors<'a>(passages: impl Iterator<Item = &'a Passage>, metric: Metric) -> Errors {
    let mut errors = Errors::default();
    errors.extend(passages.filter_map(|passage| passage.error(metric)));
    errors
}

pub fn tally<'a>(passages: impl Iterator<Item = &'a Passage>, kind: EffortKind) -> Tally {
    let mut tally = Tally::default();
    for matched in passages.filter_map(|passage| passage.matched(kind)) {
        tally.add(matched.tally);
    }
    tally
}

/// Noise of watches in use, which the targets are set for.
pub fn realistic(noise: Noise) -> bool {
    matches!(noise, Noise::Good | Noise::Typical)
}

/// Whether the targets ask for the efforts of such a session.
pub fn asked(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::ShortHillSprints | Kind::ShortSprints | Kind::TimeTrials
    )
}

/// Interval in which a share lies that was seen as so many of so many, 95 times in a
/// hundred (Wilson 1927).
pub(super) fn interval(hits: f64, all: f64) -> Option<(f64, f64)> {
    const Z: f64 = 1.96;
    if all <= 0.0 {
        return None;
    }
    let share = hits / all;
    let below = 1.0 + Z * Z / all;
    let middle = (share + Z * Z / (2.0 * all)) / below;
    let half = Z / below * (share * (1.0 - share) / all + Z * Z / (4.0 * all * all)).sqrt();
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

/// The largest mean count that still gives so few, 95 times in a hundred (Poisson;
/// approximation of Wilson and Hilferty 1931).
pub(super) fn at_most(count: usize) -> f64 {
    let n = count as f64 + 1.0;
    n * (1.0 - 1.0 / (9.0 * n) + 1.645 / (3.0 * n.sqrt())).powi(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_tables() {
        // Wilson: 9 of 10 gives 0.596 to 0.982; Poisson: none seen allows 3.0.
        let (low, high) = interval(9.0, 10.0).expect("ten were seen");
        assert!((low - 0.596).abs() < 0.001 && (high - 0.982).abs() < 0.001);
        assert!((at_most(0) - 3.0).abs() < 0.05, "{}", at_most(0));
        assert!((at_most(5) - 10.51).abs() < 0.05, "{}", at_most(5));
    }
}
