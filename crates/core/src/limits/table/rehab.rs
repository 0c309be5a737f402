//! Numbers of the method: rehab, and sitting.

use super::{OURS, limit, within};
use crate::limits::{Evidence, Limit};

const GOOM: &str = "Goom 2016";

/// All of this file.
pub(super) const ALL: &[Limit] = &[SITTING_MINUTES, REHAB_HIP_FLEXION];

/// Unbroken minutes of sitting.
pub const SITTING_MINUTES: Limit = within(
    limit(
        "sitting-minutes",
        30.0,
        "min",
        Evidence::Design,
        OURS,
        "Unbroken minutes of sitting.",
    ),
    10.0,
    120.0,
);
/// Hip flexion that compresses the tendon before set B.
pub const REHAB_HIP_FLEXION: Limit = limit(
    "rehab-hip-flexion",
    30.0,
    "deg",
    Evidence::Consensus,
    GOOM,
    "Hip flexion that compresses the tendon before set B.",
);
