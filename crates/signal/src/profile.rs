//! What the runner told of himself that a classification reads.

use crate::efforts::cut_offs::CutOffs;
use comeback_core::units::{BeatsPerMinute, Metres};
use serde::{Deserialize, Serialize};

/// For the constants of TRIMP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// Women's constants.
    Female,
    /// Men's constants.
    Male,
}

/// What the runner told of himself; everything may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// For the constants of TRIMP.
    pub sex: Option<Sex>,
    /// Body height.
    pub height: Option<Metres>,
    /// Resting heart rate.
    pub resting_heart_rate: Option<BeatsPerMinute>,
    /// Highest heart rate.
    pub max_heart_rate: Option<BeatsPerMinute>,
    /// What counts as a flat sprint.
    #[serde(default)]
    pub sprint: CutOffs,
}
