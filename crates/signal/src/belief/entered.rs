//! Totals that a person entered, and totals in yards.

use super::said::Series;
use super::support::within;
use comeback_core::run::PaceSource;
use comeback_core::units::METRES_PER_MILE;

/// A total that is so much more than the samples, or less, may be in yards: by this share
/// it may differ from them. (NIST; design)
const YARDS: f64 = 1.093_61;
const OF_YARDS: f64 = 1.004;
/// By so much a runner corrects what a watch guessed on a treadmill. (design)
const CORRECTED: std::ops::RangeInclusive<f64> = 0.65..=1.55;
/// A figure that a person enters, of whole tens of metres, may be further off.
const ENTERED: std::ops::RangeInclusive<f64> = 0.5..=2.0;

/// Whether a total that stands so to the samples is what the runner made of it.
pub(super) fn is_correction(ratio: f64, total: f64) -> bool {
    CORRECTED.contains(&ratio) || ENTERED.contains(&ratio) && is_entered(total)
}

/// The samples to which a total that nobody entered stands as yards do to metres, the
/// device's own distance first.
pub(super) fn in_yards<'a>(series: &[Series<'a>], total: f64) -> Option<Series<'a>> {
    let of_yards = |ratio: f64| within(ratio / YARDS, OF_YARDS);
    let is_in = |one: &&Series<'_>| {
        let ratio = total / one.metres;
        (of_yards(ratio) || of_yards(1.0 / ratio)) && !is_entered(total)
    };
    let is_own = |one: &&Series<'_>| one.source == PaceSource::Distance;
    let mut both = series.iter().filter(is_own).chain(series);
    both.find(is_in).copied()
}

/// What a person enters has two decimals of a kilometre or of a mile.
pub(super) fn is_entered(metres: f64) -> bool {
    let is_whole = |steps: f64| (steps - steps.round()).abs() < 0.005;
    is_whole(metres / 10.0) || is_whole(100.0 * metres / METRES_PER_MILE)
}

/// A total that stands to the samples as yards do to metres.
pub(super) fn as_yards(total: f64, metres: f64) -> String {
    format!(
        "its total of {:.2} km is to the {:.2} km of its samples as yards are to metres, and is not believed",
        total / 1000.0,
        metres / 1000.0
    )
}
