//! Numbers of the method: what a planned week holds less or more, and whether it was kept.

use super::{OURS, limit, within};
use crate::limits::{Evidence, Limit};

const CUTBACK: &str = "common running practice";

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    MARATHON_METRES,
    MARATHON_LEAST_MINUTES,
    CUT_BACK_SEEN,
    CUT_BACK_EVERY,
    CUT_BACK_SHARE,
    BACK_UP_SHARE,
    ADHERENCE_SHARE,
    ADHERENCE_MINUTES,
];

/// A week that holds at most this share of both its neighbours was a cut-back.
pub const CUT_BACK_SEEN: Limit = limit(
    "cut-back-seen",
    0.85,
    "ratio",
    Evidence::Design,
    OURS,
    "A week with at most this share of the minutes of the week before and of the week after was \
     a cut-back, and no measure of what was held before a break.",
);
/// Every so many weeks of building one is a cut-back.
pub const CUT_BACK_EVERY: Limit = within(
    limit(
        "cut-back-every",
        4.0,
        "weeks",
        Evidence::Practice,
        CUTBACK,
        "Every so many weeks of building one is a cut-back.",
    ),
    3.0,
    8.0,
);
/// Minutes taken off in a cut-back week.
pub const CUT_BACK_SHARE: Limit = within(
    limit(
        "cut-back-share",
        25.0,
        "%",
        Evidence::Practice,
        CUTBACK,
        "Minutes taken off in a cut-back week.",
    ),
    20.0,
    30.0,
);
/// Session minutes taken off after a red response when no factor had risen.
pub const BACK_UP_SHARE: Limit = limit(
    "back-up-share",
    30.0,
    "%",
    Evidence::Design,
    OURS,
    "Session minutes taken off after a red response when no factor had risen.",
);
/// A run within this share of the minutes planned was done as planned.
pub const ADHERENCE_SHARE: Limit = limit(
    "adherence-share",
    10.0,
    "%",
    Evidence::Design,
    OURS,
    "A run within this share of the minutes planned was done as planned.",
);
/// So few minutes more or less than planned are as planned in any case.
pub const ADHERENCE_MINUTES: Limit = limit(
    "adherence-minutes",
    1.0,
    "min",
    Evidence::Design,
    OURS,
    "So few minutes more or less than planned are as planned in any case.",
);
/// Nothing is planned the day after a run of this length.
pub const MARATHON_METRES: Limit = limit(
    "marathon-metres",
    42_000.0,
    "m",
    Evidence::Design,
    OURS,
    "Nothing is planned on the day after a run of this length, or one that took as long as a \
     usual week.",
);
/// A run as long as a usual week counts from so many minutes on.
pub const MARATHON_LEAST_MINUTES: Limit = limit(
    "marathon-least-minutes",
    60.0,
    "min",
    Evidence::Design,
    OURS,
    "A run as long as a usual week leaves the next day free from this many minutes on.",
);
