//! The names of the rules. They stand here alone: everywhere else a rule is a
//! [`RuleId`], so that a name that does not exist does not compile.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

macro_rules! rule_ids {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// A rule's stable name, in the order of the method.
        ///
        /// Text is kebab-case, as `explain` takes it and JSON shows it: `pain-too-high`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl RuleId {
            /// Every rule, in the order of the method.
            pub const ALL: &[RuleId] = &[$(RuleId::$variant),*];

            /// The name in text.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(RuleId::$variant => $name,)*
                }
            }
        }
    };
}

rule_ids! {
    RedFlag "red-flag",
    PainTooHigh "pain-too-high",
    PainWatch "pain-watch",
    PainRepeated "pain-repeated",
    PainUnlogged "pain-unlogged",
    PainRising "pain-rising",
    HillSprintEarly "hill-sprint-early",
    HillsEarly "hills-early",
    SprintEarly "sprint-early",
    IntensityEarly "intensity-early",
    FrequencyEarly "frequency-early",
    TwoFactorsAtOnce "two-factors-at-once",
    JumpAfterBreak "jump-after-break",
    LongRunSpike "long-run-spike",
    WeeklySpike "weekly-spike",
    FrequencyJump "frequency-jump",
    NewDownhill "new-downhill",
    NewIntervals "new-intervals",
    RestTooShort "rest-too-short",
    CadenceLow "cadence-low",
    CadenceTargetMissed "cadence-target-missed",
    GaitOrder "gait-order",
    Stretching "stretching",
    Sitting "sitting",
    RehabRetest "rehab-retest",
    RehabCompression "rehab-compression",
    CadenceImplausible "cadence-implausible",
    GpsPoor "gps-poor",
    DistanceImplausible "distance-implausible",
    AltitudeImplausible "altitude-implausible",
    ClockJump "clock-jump",
    RecordingCut "recording-cut",
    NoCadence "no-cadence",
    PossibleDuplicate "possible-duplicate",
}

/// There is no rule of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{0}`")]
pub struct UnknownRule(pub String);

impl std::str::FromStr for RuleId {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        RuleId::ALL
            .iter()
            .copied()
            .find(|id| id.as_str() == text)
            .ok_or_else(|| UnknownRule(text.to_owned()))
    }
}

impl std::fmt::Display for RuleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

// By name in every format: a number would mean another rule once one is added.
impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}
