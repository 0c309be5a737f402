//! Numbers of the method: the return after days off.

use super::row::{OURS, limit, within};
use crate::limits::{Evidence, Limit};

const RETURN: &str = "common return-to-run practice";

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    LOG_BREAK_DAYS,
    BREAK_SHORT_DAYS,
    BREAK_MEDIUM_DAYS,
    BREAK_LONG_DAYS,
    BREAK_VERY_LONG_DAYS,
    BREAK_SHORT_SHARE,
    BREAK_MEDIUM_SHARE_1,
    BREAK_MEDIUM_SHARE_2,
    BREAK_LONG_SHARE_1,
    BREAK_LONG_SHARE_2,
    BREAK_LONG_SHARE_3,
    BREAK_RUN_OVER,
    BREAK_MARGIN,
];

/// A break of this many days ends what a comparison may look back on.
pub const LOG_BREAK_DAYS: Limit = limit(
    "log-break-days",
    14.0,
    "d",
    Evidence::Design,
    OURS,
    "A break of this many days ends what a comparison may look back on.",
);
/// Days off from which a return is a return from a break.
pub const BREAK_SHORT_DAYS: Limit = within(
    limit(
        "break-short-days",
        6.0,
        "d",
        Evidence::Practice,
        RETURN,
        "Days off from which a return is a return from a break.",
    ),
    4.0,
    14.0,
);
/// Days off from which the return begins with two smaller weeks.
pub const BREAK_MEDIUM_DAYS: Limit = within(
    limit(
        "break-medium-days",
        14.0,
        "d",
        Evidence::Practice,
        RETURN,
        "Days off from which the return begins with two smaller weeks.",
    ),
    10.0,
    28.0,
);
/// Days off from which the return begins with three smaller weeks.
pub const BREAK_LONG_DAYS: Limit = within(
    limit(
        "break-long-days",
        28.0,
        "d",
        Evidence::Practice,
        RETURN,
        "Days off from which the return begins with three smaller weeks.",
    ),
    21.0,
    56.0,
);
/// Days off from which the return starts with walk-run level 1.
pub const BREAK_VERY_LONG_DAYS: Limit = within(
    limit(
        "break-very-long-days",
        56.0,
        "d",
        Evidence::Practice,
        RETURN,
        "Days off from which the return starts with walk-run level 1.",
    ),
    42.0,
    180.0,
);
/// Share of the weekly minutes before a short break allowed in the first week back.
pub const BREAK_SHORT_SHARE: Limit = within(
    limit(
        "break-short-share",
        0.75,
        "share",
        Evidence::Practice,
        RETURN,
        "Share of the weekly minutes before a short break allowed in the first week back.",
    ),
    0.3,
    1.0,
);
/// Share allowed in the first week after a break of two to four weeks.
pub const BREAK_MEDIUM_SHARE_1: Limit = within(
    limit(
        "break-medium-share-1",
        0.5,
        "share",
        Evidence::Practice,
        RETURN,
        "Share allowed in the first week after a break of two to four weeks.",
    ),
    0.2,
    1.0,
);
/// Share allowed in the second week.
pub const BREAK_MEDIUM_SHARE_2: Limit = within(
    limit(
        "break-medium-share-2",
        0.75,
        "share",
        Evidence::Practice,
        RETURN,
        "Share allowed in the second week.",
    ),
    0.2,
    1.0,
);
/// Share allowed in the first week after a break of four to eight weeks.
pub const BREAK_LONG_SHARE_1: Limit = within(
    limit(
        "break-long-share-1",
        0.33,
        "share",
        Evidence::Practice,
        RETURN,
        "Share allowed in the first week after a break of four to eight weeks.",
    ),
    0.1,
    1.0,
);
/// Share allowed in the second week after such a break.
pub const BREAK_LONG_SHARE_2: Limit = within(
    limit(
        "break-long-share-2",
        0.5,
        "share",
        Evidence::Practice,
        RETURN,
        "Share allowed in the second week after such a break.",
    ),
    0.1,
    1.0,
);
/// Share allowed in the third week after such a break.
pub const BREAK_LONG_SHARE_3: Limit = within(
    limit(
        "break-long-share-3",
        0.75,
        "share",
        Evidence::Practice,
        RETURN,
        "Share allowed in the third week after such a break.",
    ),
    0.1,
    1.0,
);
/// By so much of the longest run before a break one run of the weeks back may pass its share.
pub const BREAK_RUN_OVER: Limit = limit(
    "break-run-over",
    70.0,
    "%",
    Evidence::Design,
    OURS,
    "By so much of the longest run before a break one run of the weeks back may pass its share.",
);
/// Measured minutes may pass the share allowed after a break by this much, as watches differ.
pub const BREAK_MARGIN: Limit = limit(
    "break-margin",
    0.02,
    "ratio",
    Evidence::Design,
    OURS,
    "The plan stays under the share allowed after a break by this much, as watches differ.",
);
