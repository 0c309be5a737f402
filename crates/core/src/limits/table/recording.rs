//! Numbers of the method: what of a recording is believed, and how much of it a
//! comparison needs.

use super::row::OURS;
use crate::limits::{Evidence, Limit};

numbers![
    /// All of this file.
    pub(super) RECORDING;
    CADENCE_COVERAGE "cadence-coverage" 0.60 "share" Design OURS,
        "With a valid cadence for less than this share of the running time a run has none.";
    CADENCE_LEAST "cadence-least" 120.0 "spm" Design OURS,
        "Slowest cadence that running gives.";
    CADENCE_MOST "cadence-most" 240.0 "spm" Design OURS,
        "Fastest cadence that running gives.";
    CADENCE_BASELINE_RUNS "cadence-baseline-runs" 3.0 "runs" Design OURS,
        "Fewest runs that make a cadence of one's own to compare with.";
    CADENCE_BASELINE_MINUTES "cadence-baseline-minutes" 20.0 "min" Design OURS,
        "Fewest minutes of steady running that make a cadence of one's own to compare with.";
    FIX_ACCURACY "fix-accuracy" 50.0 "m" Design OURS,
        "A position whose reported accuracy is worse than this is not used.";
    BREAK_KNOWN_DAYS "break-known-days" 7.0 "d" Design OURS,
        "Fewest known days before a break that tell what a week held.";
];
