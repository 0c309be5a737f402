//! Numbers of the method: cadence and the gait changes.

use super::row::{OURS, PROTO, limit};
use crate::limits::{Evidence, Limit};

const HEIDERSCHEIT: &str = "Heiderscheit 2011";
const GAITDOSE: &str = "gait retraining trials: 8-18 sessions, feedback faded";

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    CADENCE_LOW_RESIDUAL,
    CADENCE_LOW_RUNS,
    CADENCE_LOW_OF,
    CADENCE_FALLBACK_DEFICIT,
    CADENCE_BASELINE_DAYS,
    CADENCE_TARGET_FACTOR,
    CADENCE_TARGET_CAP,
    GAIT_HOLD_DAYS,
    GAIT_SESSIONS_MIN,
    GAIT_SESSIONS_MAX,
];

/// A cadence this far under the own expectation is low.
pub const CADENCE_LOW_RESIDUAL: Limit = limit(
    "cadence-low-residual",
    -0.05,
    "ratio",
    Evidence::Design,
    OURS,
    "Speed-matched cadence below own expectation by this share is low.",
);
/// Low runs of the last eligible ones that make a finding.
pub const CADENCE_LOW_RUNS: Limit = limit(
    "cadence-low-runs",
    2.0,
    "runs",
    Evidence::Design,
    OURS,
    "Low runs of the last eligible ones that make a finding.",
);
/// Eligible runs that are looked at.
pub const CADENCE_LOW_OF: Limit = limit(
    "cadence-low-of",
    3.0,
    "runs",
    Evidence::Design,
    OURS,
    "Eligible runs that are looked at.",
);
/// Deficit that is flagged where only the general expectation is known.
pub const CADENCE_FALLBACK_DEFICIT: Limit = limit(
    "cadence-fallback-deficit",
    0.1,
    "ratio",
    Evidence::Design,
    OURS,
    "Deficit that is flagged where only the general expectation is known.",
);
/// Days before the runs looked at whose steady running makes the own expectation of cadence.
pub const CADENCE_BASELINE_DAYS: Limit = limit(
    "cadence-baseline-days",
    84.0,
    "d",
    Evidence::Design,
    OURS,
    "Days before the runs looked at whose steady running makes the own expectation of cadence.",
);
/// Target of the cadence focus over the runner's own baseline.
pub const CADENCE_TARGET_FACTOR: Limit = limit(
    "cadence-target-factor",
    1.05,
    "ratio",
    Evidence::Lab,
    HEIDERSCHEIT,
    "Target of the cadence focus over the runner's own baseline.",
);
/// The target never passes this multiple of the baseline.
pub const CADENCE_TARGET_CAP: Limit = limit(
    "cadence-target-cap",
    1.1,
    "ratio",
    Evidence::Lab,
    HEIDERSCHEIT,
    "The target never passes this multiple of the baseline.",
);
/// No load step in the first days of a new gait focus.
pub const GAIT_HOLD_DAYS: Limit = limit(
    "gait-hold-days",
    14.0,
    "d",
    Evidence::Seed,
    PROTO,
    "No load step in the first days of a new gait focus.",
);
/// Fewest sessions with feedback of a gait focus.
pub const GAIT_SESSIONS_MIN: Limit = limit(
    "gait-sessions-min",
    8.0,
    "sessions",
    Evidence::Trial,
    GAITDOSE,
    "Fewest sessions with feedback of a gait focus.",
);
/// Most sessions with feedback of a gait focus.
pub const GAIT_SESSIONS_MAX: Limit = limit(
    "gait-sessions-max",
    18.0,
    "sessions",
    Evidence::Trial,
    GAITDOSE,
    "Most sessions with feedback of a gait focus.",
);
