//! Fresh runners: sets on which no choice was made, and what a set says of a strategy.
//! The method's changes were chosen on seeds 1 to 100, 1001 to 1100, 2001 to 2100 and
//! 3001 to 3100; none of these is among them.

use super::figures::{Figures, figures, old_minutes, years};
use super::model::SPREAD;
use super::strategy::Strategy;
use std::ops::RangeInclusive;

/// How many sets there are.
pub const SETS: u64 = 3;
/// The runners of each set.
pub const SET: u64 = 300;

/// The seeds of a set, which begins at a thousand of its own.
pub fn seeds(set: u64, runners: u64) -> RangeInclusive<u64> {
    let first = 1000 * (set + 3) + 1;
    first..=first + runners - 1
}

/// What a strategy comes to on the runners of a set.
pub fn lived(set: u64, runners: u64, strategy: &Strategy) -> Figures {
    lived_of(seeds(set, runners), strategy)
}

/// The seeds of a set on which changes of the method are chosen, up to a hundred.
pub fn tuning(set: u64, runners: u64) -> RangeInclusive<u64> {
    let first = 1000 * (set - 1) + 1;
    first..=first + runners.min(100) - 1
}

/// What a strategy comes to on runners.
pub fn lived_of(seeds: impl IntoIterator<Item = u64> + Clone, strategy: &Strategy) -> Figures {
    let years = years(seeds.clone(), &SPREAD, strategy);
    figures(&years, &old_minutes(seeds, &SPREAD))
}

/// What the first edition of the method came to on the runners of each set: flare-ups per
/// runner-year, mean weeks to the old minutes, share there within the year. Lived once, with
/// all of the code of the commit before `rules, diary: the second edition of breaks`, whose
/// model and runners are those of this one; it can not be lived again here.
pub const FIRST_EDITION: [First; SETS as usize] = [
    First {
        of: 100,
        flares: 0.27,
        weeks: 48.8,
        there: 0.18,
    },
    First {
        of: 100,
        flares: 0.37,
        weeks: 50.7,
        there: 0.09,
    },
    First {
        of: 100,
        flares: 0.38,
        weeks: 49.2,
        there: 0.18,
    },
];

/// The same on the first runners of the page, whom its picture shows.
pub const FIRST_ON_PAGE: First = First {
    of: 100,
    flares: 0.38,
    weeks: 49.6,
    there: 0.14,
};

/// Figures of the first edition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct First {
    /// How many runners of a set lived with it.
    pub of: u64,
    pub flares: f64,
    pub weeks: f64,
    pub there: f64,
}
