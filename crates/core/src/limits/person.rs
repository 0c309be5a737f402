//! What a setting says of the person, or of how the person wants it: choices by name.

use crate::units::METRES_PER_MILE;
use chrono::Weekday;

/// What an amber response does to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmberPolicy {
    /// It counts for the mean response, which steers.
    Mean,
    /// Any of the last week holds.
    Hold,
    /// Only reds and a mean response that eases count.
    Progress,
}

/// The units that a person reads; never those of the computation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitSystem {
    /// Kilometres, metres, minutes per kilometre.
    Kilometres,
    /// Miles, feet, minutes per mile.
    Miles,
}

impl UnitSystem {
    /// Metres of the unit in which distances are read.
    pub const fn distance_m(self) -> f64 {
        match self {
            UnitSystem::Kilometres => 1000.0,
            UnitSystem::Miles => METRES_PER_MILE,
        }
    }
}

/// For the sex-specific constants of TRIMP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Women's constants.
    Female,
    /// Men's constants.
    Male,
}

/// An IANA time zone by name, known to be valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneName(pub chrono_tz::Tz);

/// A set of days of the week, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekdays([bool; 7]);

impl Weekdays {
    /// Every day of the week.
    pub const ALL: Weekdays = Weekdays([true; 7]);

    /// Whether a day is one of them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0[day.num_days_from_monday() as usize]
    }

    /// How many days, 0 to 7.
    pub fn count(self) -> usize {
        self.0.iter().filter(|&&free| free).count()
    }

    /// Reads `mon,wed,fri`; `all` is every day.
    pub fn parse(text: &str) -> Option<Self> {
        if text.trim().eq_ignore_ascii_case("all") {
            return Some(Self::ALL);
        }
        let mut days = [false; 7];
        for word in text.split(',') {
            let day: Weekday = word.trim().parse().ok()?;
            days[day.num_days_from_monday() as usize] = true;
        }
        Some(Weekdays(days))
    }
}

impl std::fmt::Display for Weekdays {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let free: Vec<&str> = names
            .into_iter()
            .zip(self.0)
            .filter_map(|(name, free)| free.then_some(name))
            .collect();
        f.write_str(&free.join(","))
    }
}
