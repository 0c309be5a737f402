//! Fresh runners: sets on which no choice was made, and what a set says of a strategy.

use super::comparison::{Figures, figures, old_minutes, years};
use super::model::SPREAD;
use super::strategy::Strategy;
use std::ops::RangeInclusive;

/// How many sets there are.
pub const SETS: u64 = 3;
/// The runners of each set.
pub const SET: u64 = 300;

/// The seeds of a set: those of the comparison itself are the first hundreds, a set
/// begins at a thousand of its own.
pub fn seeds(set: u64, runners: u64) -> RangeInclusive<u64> {
    let first = 1000 * set + 1;
    first..=first + runners - 1
}

/// What a strategy comes to on the runners of a set.
pub fn lived(set: u64, runners: u64, strategy: &Strategy) -> Figures {
    let seeds = seeds(set, runners);
    let years = years(seeds.clone(), &SPREAD, strategy);
    figures(&years, &old_minutes(seeds, &SPREAD))
}

/// What the first edition of the method came to on the whole sets: flare-ups per
/// runner-year, mean weeks to the old minutes, share there within the year. Measured once
/// with its code, which is not kept.
pub const FIRST_EDITION: [(f64, f64, f64); SETS as usize] =
    [(0.39, 49.5, 0.15), (0.32, 50.1, 0.13), (0.32, 49.7, 0.13)];
