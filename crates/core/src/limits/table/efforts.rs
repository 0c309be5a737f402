//! Numbers of the method: what counts as an effort in a recording.

use super::row::{OURS, limit, within};
use crate::limits::{Evidence, Limit};

const SPRINTS: &str =
    "the cause: Chumanov 2011, Gurchiek 2024 (laboratory); the cut-off is our number";

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    SPRINT_OF_VMAX,
    SPRINT_OF_CRITICAL,
    SPRINT_SECONDS,
    SPRINT_ACCELERATION,
    SPRINT_ACCELERATION_SECONDS,
    SPRINT_ACCELERATION_FROM,
    HALF_HOUR_ASKED,
    HALF_HOUR_NEAR,
];

/// Least speed of a flat sprint, as a share of the runner's highest speed.
pub const SPRINT_OF_VMAX: Limit = within(
    limit(
        "sprint-of-vmax",
        0.80,
        "share",
        Evidence::Design,
        SPRINTS,
        "Least speed of a flat sprint, as a share of the runner's highest speed.",
    ),
    0.6,
    0.95,
);
/// Least speed of a flat sprint over critical speed while the highest speed is unknown.
pub const SPRINT_OF_CRITICAL: Limit = within(
    limit(
        "sprint-of-critical",
        1.4,
        "ratio",
        Evidence::Design,
        SPRINTS,
        "Least speed of a flat sprint over critical speed while the highest speed is unknown.",
    ),
    1.2,
    2.0,
);
/// Shortest flat sprint.
pub const SPRINT_SECONDS: Limit = within(
    limit(
        "sprint-seconds",
        3.0,
        "s",
        Evidence::Design,
        SPRINTS,
        "Shortest flat sprint.",
    ),
    2.0,
    10.0,
);
/// Least acceleration that counts as a sprint by itself.
pub const SPRINT_ACCELERATION: Limit = within(
    limit(
        "sprint-acceleration",
        1.0,
        "m/s²",
        Evidence::Design,
        SPRINTS,
        "Least acceleration that counts as a sprint by itself.",
    ),
    0.5,
    3.0,
);
/// How long that acceleration must last.
pub const SPRINT_ACCELERATION_SECONDS: Limit = within(
    limit(
        "sprint-acceleration-seconds",
        2.0,
        "s",
        Evidence::Design,
        SPRINTS,
        "How long that acceleration must last.",
    ),
    1.0,
    5.0,
);
/// The speed that it must start from, as a share of the runner's highest speed.
pub const SPRINT_ACCELERATION_FROM: Limit = within(
    limit(
        "sprint-acceleration-from",
        0.5,
        "share",
        Evidence::Design,
        SPRINTS,
        "The speed that it must start from, as a share of the runner's highest speed.",
    ),
    0.3,
    0.8,
);
/// Half an hour at this speed is asked about, where no other run comes near it.
pub const HALF_HOUR_ASKED: Limit = limit(
    "half-hour-asked",
    5.0,
    "m/s",
    Evidence::Design,
    OURS,
    "Half an hour at this speed is asked about, where no other run comes near it.",
);
/// Half an hour at this speed comes near one that would be asked about.
pub const HALF_HOUR_NEAR: Limit = limit(
    "half-hour-near",
    4.5,
    "m/s",
    Evidence::Design,
    OURS,
    "Half an hour at this speed comes near one that would be asked about.",
);
