//! Numbers of the method: what a planned week holds less or more, and whether it was kept.

use super::row::{OURS, limit, within};
use crate::limits::{Evidence, Limit};

const CUTBACK: &str = "common running practice";

const WARMUP: &str = "common running practice";

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    MARATHON_METRES,
    MARATHON_LEAST_MINUTES,
    CUT_BACK_SEEN,
    CUT_BACK_SHARE,
    BACK_UP_SHARE,
    ADHERENCE_SHARE,
    ADHERENCE_MINUTES,
    CUT_BACK_WEEKS,
    CUT_BACK_FROM,
    HONEST_WEEKS,
    WARM_UP_MINUTES,
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
/// Minutes taken off in a cut-back week.
pub const CUT_BACK_SHARE: Limit = within(
    limit(
        "cut-back-share",
        20.0,
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
/// After so many weeks of building one is lighter; 0 asks for none.
pub const CUT_BACK_WEEKS: Limit = within(
    limit(
        "cut-back-weeks",
        0.0,
        "weeks",
        Evidence::Practice,
        CUTBACK,
        "After so many weeks of building one is lighter; 0 asks for none, as it cost time and \
         prevented nothing in simulation.",
    ),
    0.0,
    8.0,
);
/// A cut-back comes only above this share of the goal's weekly minutes.
pub const CUT_BACK_FROM: Limit = limit(
    "cut-back-from",
    0.6,
    "ratio",
    Evidence::Design,
    OURS,
    "A cut-back comes only above this share of the goal's weekly minutes.",
);
/// Weeks without a step after which the plan says what the tendon carries now.
pub const HONEST_WEEKS: Limit = limit(
    "honest-weeks",
    6.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Weeks without a step after which the plan says what the tendon carries now.",
);
/// Walk before a run, outside its minutes.
pub const WARM_UP_MINUTES: Limit = limit(
    "warm-up-minutes",
    5.0,
    "min",
    Evidence::Practice,
    WARMUP,
    "Walk before a run, outside its minutes.",
);
