//! What the runner writes of rehab: a session of a set, a re-test, and the side
//! that either was done on.

use crate::units::PainScore;
use serde::{Deserialize, Serialize};

/// The isometrics and the three progressive loading sets of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RehabSet {
    /// Holds.
    Isometric,
    /// Set A.
    A,
    /// Set B.
    B,
    /// Set C.
    C,
}

impl RehabSet {
    /// All, in their order.
    pub const ALL: [RehabSet; 4] = [RehabSet::Isometric, RehabSet::A, RehabSet::B, RehabSet::C];

    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            RehabSet::Isometric => "isometric",
            RehabSet::A => "a",
            RehabSet::B => "b",
            RehabSet::C => "c",
        }
    }

    /// As it is named in a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            RehabSet::Isometric => "the holds",
            RehabSet::A => "set A",
            RehabSet::B => "set B",
            RehabSet::C => "set C",
        }
    }

    /// The set that comes after it.
    pub const fn next(self) -> Option<RehabSet> {
        match self {
            RehabSet::Isometric => Some(RehabSet::A),
            RehabSet::A => Some(RehabSet::B),
            RehabSet::B => Some(RehabSet::C),
            RehabSet::C => None,
        }
    }

    /// The set that comes before it.
    pub const fn before(self) -> Option<RehabSet> {
        match self {
            RehabSet::Isometric => None,
            RehabSet::A => Some(RehabSet::Isometric),
            RehabSet::B => Some(RehabSet::A),
            RehabSet::C => Some(RehabSet::B),
        }
    }
}

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The left.
    Left,
    /// The right.
    Right,
    /// Both.
    Both,
}

impl Side {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Right => "right",
            Side::Both => "both",
        }
    }
}

/// What was done of a set. Only the set must be told; what is not told is not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RehabWork {
    /// The set.
    pub set: RehabSet,
    /// The exercise by its id in the catalogue, or in the runner's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<String>,
    /// The side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Sets that were done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<u32>,
    /// Repetitions of each set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reps: Option<u32>,
    /// Seconds held in each set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// Added load, kg; 0 is body weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kg: Option<f64>,
    /// Effort from 0 (rest) to 10 (maximal).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<f64>,
    /// Largest hip flexion, degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hip_flexion_deg: Option<f64>,
    /// The highest pain during it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<PainScore>,
}

impl RehabWork {
    /// A session of a set of which nothing else is told.
    pub const fn of(set: RehabSet) -> RehabWork {
        RehabWork {
            set,
            exercise: None,
            side: None,
            sets: None,
            reps: None,
            seconds: None,
            kg: None,
            effort: None,
            hip_flexion_deg: None,
            pain: None,
        }
    }
}

/// The result of a re-test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TestResult {
    /// Whether it was passed.
    pub passed: bool,
    /// The highest pain during it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<PainScore>,
    /// Repetitions on the left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
    /// Repetitions on the right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<u32>,
}

impl TestResult {
    /// A result of which nothing else is told.
    pub const fn of(passed: bool) -> TestResult {
        TestResult {
            passed,
            pain: None,
            left: None,
            right: None,
        }
    }
}
