//! Numbers of the method: sudden load: length, weeks, first exposures and spacing.

use super::row::{OURS, PROTO, limit, within};
use crate::limits::{Evidence, Limit};

const FRANDSEN: &str = "Frandsen 2025, BJSM, n = 5205";
const NIELSEN: &str = "Nielsen 2014: HR 1.59, 95 % CI 0.96-2.66, not significant; Frandsen 2025, \
                       n = 5205: no relation from week to week";
const SPACING: &str = "common tendon-loading practice: 24-72 h between high loads";

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    HARD_OVER_MINUTES,
    SESSION_OVER,
    REFERENCE_DAYS,
    FREQUENCY_KNOWN_DAYS,
    FACTORS_KNOWN_DAYS,
    LONG_RUN_DAYS,
    LONG_RUN_RATIO,
    LONG_RUN_RATIO_MODERATE,
    LONG_RUN_RATIO_LARGE,
    WEEKLY_SPIKE_RATIO,
    WEEKLY_SPIKE_DAYS,
    FREQUENCY_JUMP_RUNS,
    NEW_EXPOSURE_DAYS,
    NEW_EXPOSURE_RATIO,
    REST_DAYS_BETWEEN_RUNS,
    HIGH_LOAD_DAYS_APART,
    HARD_SESSION_MINUTES,
    LONG_RUN_FLOOR,
    LONG_RUN_FLOOR_MORE,
    SAME_OUTING_MINUTES,
];

/// Hard minutes in 7 days that pass as noise; more is intensity.
pub const HARD_OVER_MINUTES: Limit = limit(
    "hard-over-minutes",
    2.0,
    "min",
    Evidence::Seed,
    PROTO,
    "Hard minutes in 7 days that pass as noise; more is intensity.",
);
/// Rise of session minutes that counts as a factor that rose.
pub const SESSION_OVER: Limit = limit(
    "session-over",
    0.05,
    "ratio",
    Evidence::Seed,
    PROTO,
    "Rise of session minutes that counts as a factor that rose.",
);
/// Days before the trailing week that it is compared with.
pub const REFERENCE_DAYS: Limit = limit(
    "reference-days",
    28.0,
    "d",
    Evidence::Design,
    OURS,
    "Days before the trailing week that it is compared with.",
);
/// Days of the reference that must be known for a comparison of frequency.
pub const FREQUENCY_KNOWN_DAYS: Limit = limit(
    "frequency-known-days",
    14.0,
    "d",
    Evidence::Design,
    OURS,
    "Days of the reference that must be known for a comparison of frequency.",
);
/// Days of the reference that must be known for a comparison of factors.
pub const FACTORS_KNOWN_DAYS: Limit = limit(
    "factors-known-days",
    7.0,
    "d",
    Evidence::Design,
    OURS,
    "Days of the reference that must be known for a comparison of factors.",
);
/// Days before a run whose longest run it is compared with.
pub const LONG_RUN_DAYS: Limit = limit(
    "long-run-days",
    30.0,
    "d",
    Evidence::Cohort,
    FRANDSEN,
    "Days before a run whose longest run it is compared with.",
);
/// Distance over the longest run of the days before from which injury was more frequent (HRR 1.64 up to 1.30).
pub const LONG_RUN_RATIO: Limit = limit(
    "long-run-ratio",
    1.1,
    "ratio",
    Evidence::Cohort,
    FRANDSEN,
    "Distance over the longest run of the days before from which injury was more frequent (HRR 1.64 up to 1.30).",
);
/// Start of the middle band (HRR 1.52 up to 2.0).
pub const LONG_RUN_RATIO_MODERATE: Limit = limit(
    "long-run-ratio-moderate",
    1.3,
    "ratio",
    Evidence::Cohort,
    FRANDSEN,
    "Start of the middle band (HRR 1.52 up to 2.0).",
);
/// Start of the upper band (HRR 2.28).
pub const LONG_RUN_RATIO_LARGE: Limit = limit(
    "long-run-ratio-large",
    2.0,
    "ratio",
    Evidence::Cohort,
    FRANDSEN,
    "Start of the upper band (HRR 2.28).",
);
/// Up to this length a run that is a few minutes longer is no spike.
pub const LONG_RUN_FLOOR: Limit = limit(
    "long-run-floor",
    30.0,
    "min",
    Evidence::Design,
    OURS,
    "A run of up to this length that is only a few minutes longer than the longest is no spike.",
);
/// So many minutes longer.
pub const LONG_RUN_FLOOR_MORE: Limit = limit(
    "long-run-floor-more",
    3.0,
    "min",
    Evidence::Design,
    OURS,
    "How many minutes longer such a short run may be than the longest.",
);
/// Two recordings with no more between them are one run.
pub const SAME_OUTING_MINUTES: Limit = limit(
    "same-outing-minutes",
    20.0,
    "min",
    Evidence::Design,
    OURS,
    "From the end of one recording to the start of the next: no more makes one run of both, as of \
     a warm-up and the run.",
);
/// Weekly minutes over the mean of the two weeks before.
pub const WEEKLY_SPIKE_RATIO: Limit = limit(
    "weekly-spike-ratio",
    1.3,
    "ratio",
    Evidence::Cohort,
    NIELSEN,
    "Weekly minutes over the mean of the two weeks before.",
);
/// Days before the trailing week whose weekly mean is the reference.
pub const WEEKLY_SPIKE_DAYS: Limit = limit(
    "weekly-spike-days",
    14.0,
    "d",
    Evidence::Cohort,
    NIELSEN,
    "Days before the trailing week whose weekly mean is the reference.",
);
/// Runs in 7 days over the mean of the four weeks before.
pub const FREQUENCY_JUMP_RUNS: Limit = limit(
    "frequency-jump-runs",
    1.0,
    "runs/week",
    Evidence::Design,
    OURS,
    "Runs in 7 days over the mean of the four weeks before.",
);
/// An exposure is new when none lies in this many days before.
pub const NEW_EXPOSURE_DAYS: Limit = limit(
    "new-exposure-days",
    30.0,
    "d",
    Evidence::Design,
    OURS,
    "An exposure is new when none lies in this many days before.",
);
/// An exposure is a jump over this multiple of the 28-day maximum.
pub const NEW_EXPOSURE_RATIO: Limit = limit(
    "new-exposure-ratio",
    2.0,
    "ratio",
    Evidence::Design,
    OURS,
    "An exposure is a jump over this multiple of the 28-day maximum.",
);
/// Free days between two runs before the frequency rung.
pub const REST_DAYS_BETWEEN_RUNS: Limit = within(
    limit(
        "rest-days-between-runs",
        1.0,
        "d",
        Evidence::Practice,
        SPACING,
        "Free days between two runs before the frequency rung.",
    ),
    0.0,
    3.0,
);
/// Local days between two high-load sessions.
pub const HIGH_LOAD_DAYS_APART: Limit = within(
    limit(
        "high-load-days-apart",
        3.0,
        "d",
        Evidence::Practice,
        SPACING,
        "Local days between two high-load sessions.",
    ),
    1.0,
    7.0,
);
/// Hard minutes that make a run a high-load session where no episode is open.
pub const HARD_SESSION_MINUTES: Limit = limit(
    "hard-session-minutes",
    8.0,
    "min",
    Evidence::Design,
    "the least length of a tempo effort",
    "Hard minutes that make a run a high-load session where no episode is open.",
);
