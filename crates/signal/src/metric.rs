//! What is told of a metric, and the names that there are.

use comeback_core::limits::{Settings, fill};

macro_rules! metric_ids {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// A metric's stable name, in the order in which a reader meets them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MetricId {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl MetricId {
            /// Every metric.
            pub const ALL: &[MetricId] = &[$(MetricId::$variant),*];

            /// The name in text, as pages and commands use it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(MetricId::$variant => $name,)*
                }
            }
        }
    };
}

metric_ids! {
    Time "time",
    Belief "belief",
    Distance "distance",
    Speed "speed",
    Cadence "cadence",
    RunningDynamics "running-dynamics",
    HeartRate "heart-rate",
    Ascent "ascent",
    Grade "grade",
    Gap "gap",
    BestEfforts "best-efforts",
    CriticalSpeed "critical-speed",
    SteadyBouts "steady-bouts",
    Tempo "tempo",
    Interval "interval",
    Stride "stride",
    Sprint "sprint",
    Hill "hill",
    Downhill "downhill",
    HillSprint "hill-sprint",
    Load "load",
    Quality "quality",
}

impl std::fmt::Display for MetricId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a reader needs to know of one metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricPage {
    /// Its name.
    pub id: MetricId,
    /// What it says about the run, in one or two sentences.
    pub what: &'static str,
    /// How it is computed; a threshold of the method's table is named by its key, see
    /// [`MetricPage::formula_in_force`].
    pub formula: &'static str,
    /// SI unit, or the unit of the field.
    pub unit: &'static str,
    /// Who found it, with the year; "this project" where the number is ours.
    pub source: &'static str,
    /// How well founded: seed, trial, cohort, lab, consensus, practice or design.
    pub grade: &'static str,
    /// When to trust the figure, and when there is none.
    pub validity: &'static str,
    /// A worked example with numbers.
    pub example: &'static str,
}

impl MetricPage {
    /// How it is computed, with the thresholds in force.
    pub fn formula_in_force(&self, settings: &Settings) -> String {
        fill(self.formula, settings)
    }
}
