//! Physical quantities as types, so that a stride can never be read as a step
//! nor a second as a minute. Every quantity is SI inside; only `report` turns
//! one into what a runner reads (km, min/km, mi).

use serde::{Deserialize, Serialize};
use std::ops::{Add, AddAssign, Div, Mul, Sub};

/// Metres of a statute mile, for whoever writes or reads miles.
pub const METRES_PER_MILE: f64 = 1609.344;
/// Metres of a foot.
pub const METRES_PER_FOOT: f64 = 0.3048;

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $unit:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(f64);

        impl $name {
            /// How the unit is written.
            pub const UNIT: &'static str = $unit;
            /// None of it.
            pub const ZERO: Self = Self(0.0);

            /// A value in this unit.
            pub const fn new(value: f64) -> Self {
                Self(value)
            }

            /// The plain number, in the unit named by [`Self::UNIT`].
            pub const fn get(self) -> f64 {
                self.0
            }

            /// `None` for anything that is not a finite number: a NaN must not travel.
            pub fn finite(value: f64) -> Option<Self> {
                value.is_finite().then_some(Self(value))
            }

            /// The smaller of two.
            pub fn min(self, other: Self) -> Self {
                Self(self.0.min(other.0))
            }

            /// The larger of two.
            pub fn max(self, other: Self) -> Self {
                Self(self.0.max(other.0))
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }
        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }
        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }
        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, factor: f64) -> Self {
                Self(self.0 * factor)
            }
        }
        impl Div<f64> for $name {
            type Output = Self;
            fn div(self, divisor: f64) -> Self {
                Self(self.0 / divisor)
            }
        }
        /// The ratio of two like quantities has no unit.
        impl Div for $name {
            type Output = f64;
            fn div(self, other: Self) -> f64 {
                self.0 / other.0
            }
        }
        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                items.fold(Self::ZERO, |total, item| total + item)
            }
        }
    };
}

quantity!(
    /// Length, distance, climb or height.
    Metres,
    "m"
);
quantity!(
    /// A duration.
    Seconds,
    "s"
);
quantity!(
    /// Speed over ground or flat-equivalent speed.
    MetresPerSecond,
    "m/s"
);
quantity!(
    /// Cadence counted in steps of both feet; a watch's strides per minute are doubled before they get here.
    StepsPerMinute,
    "spm"
);
quantity!(
    /// Heart rate.
    BeatsPerMinute,
    "bpm"
);
quantity!(
    /// Slope as rise over run: 0.04 is 4 %.
    Grade,
    "m/m"
);

impl Seconds {
    /// A time from its minutes.
    pub const fn from_minutes(minutes: f64) -> Self {
        Self(minutes * 60.0)
    }

    /// The time in minutes.
    pub const fn minutes(self) -> f64 {
        self.0 / 60.0
    }
}

impl Metres {
    /// The length in kilometres.
    pub const fn kilometres(self) -> f64 {
        self.0 / 1000.0
    }
}

impl Div<Seconds> for Metres {
    type Output = MetresPerSecond;
    fn div(self, time: Seconds) -> MetresPerSecond {
        MetresPerSecond(self.0 / time.0)
    }
}

impl Mul<Seconds> for MetresPerSecond {
    type Output = Metres;
    fn mul(self, time: Seconds) -> Metres {
        Metres(self.0 * time.0)
    }
}

impl Grade {
    /// The grade in per cent.
    pub const fn percent(self) -> f64 {
        self.0 * 100.0
    }
}

/// Pain on the numeric rating scale, 0 (none) to 10 (worst imaginable).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct PainScore(f64);

/// A pain score outside 0 to 10, or not a number.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("pain is scored from 0 (none) to 10 (worst imaginable), not {0}")]
pub struct PainOutOfRange(pub f64);

impl PainScore {
    /// A score of pain, 0 to 10.
    ///
    /// # Errors
    /// [`PainOutOfRange`] below 0, above 10, and where it is no number.
    pub fn new(value: f64) -> Result<Self, PainOutOfRange> {
        if (0.0..=10.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(PainOutOfRange(value))
        }
    }

    /// The score, 0 to 10.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for PainScore {
    type Error = PainOutOfRange;
    fn try_from(value: f64) -> Result<Self, PainOutOfRange> {
        Self::new(value)
    }
}

impl From<PainScore> for f64 {
    fn from(score: PainScore) -> f64 {
        score.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pain_is_refused_outside_its_scale() {
        for (value, fits) in [
            (0.0, true),
            (10.0, true),
            (2.5, true),
            (-0.1, false),
            (10.1, false),
            (f64::NAN, false),
        ] {
            assert_eq!(PainScore::new(value).is_ok(), fits, "{value}");
        }
    }

    #[test]
    fn units_round_trip() {
        assert_eq!(Seconds::from_minutes(30.0).minutes(), 30.0);
        let speed = Metres::new(300.0) / Seconds::new(100.0);
        assert_eq!(speed * Seconds::new(100.0), Metres::new(300.0));
        assert_eq!(Metres::finite(f64::NAN), None);
    }
}
