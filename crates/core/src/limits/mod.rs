//! Every number of the method, once, with its unit, its source and the kind of
//! evidence behind it. Formulas elsewhere name these; none repeats a value.
//!
//! The room lies low in the house so that the diary, the rules and the plan
//! read the same number. A limit with a range can be changed by the runner or
//! the clinician (`comeback config set KEY VALUE`); each change is dated.

pub mod keys;
mod person;
mod prose;
mod settings;
mod stored;
mod table;
mod typed_value;

pub use person::{AmberPolicy, Sex, UnitSystem, Weekdays, ZoneName};
pub use prose::{as_read, fill};
pub use settings::Settings;
pub use table::*;
pub use typed_value::{SettingError, plain};

use serde::{Deserialize, Serialize};

/// What kind of evidence stands behind a number or a piece of advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// The clinician's protocol that the product exists for.
    Seed,
    /// A controlled trial.
    Trial,
    /// A study that followed runners.
    Cohort,
    /// Measured in a laboratory.
    Lab,
    /// Agreed by experts.
    Consensus,
    /// What practice does, untested.
    Practice,
    /// Our own number; nothing fixes it.
    Design,
}

impl Evidence {
    /// The name, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Evidence::Seed => "seed",
            Evidence::Trial => "trial",
            Evidence::Cohort => "cohort",
            Evidence::Lab => "lab",
            Evidence::Consensus => "consensus",
            Evidence::Practice => "practice",
            Evidence::Design => "design",
        }
    }
}

/// One number of the method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Its name, which is its key in `config` where it can be changed.
    pub key: &'static str,
    /// The method's value, in its unit.
    pub value: f64,
    /// The unit; a share is 0 to 1.
    pub unit: &'static str,
    /// What kind of evidence stands behind it.
    pub grade: Evidence,
    /// Who says so.
    pub source: &'static str,
    /// What it decides, as a sentence.
    pub what: &'static str,
    /// Lowest and highest value that may be configured; `None` when it is fixed.
    pub range: Option<(f64, f64)>,
}

impl Limit {
    /// Whether a runner or a clinician may set it.
    pub const fn is_configurable(&self) -> bool {
        self.range.is_some()
    }
}
