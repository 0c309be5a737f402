//! Numbers of the method: what a response is, and when pain speaks.

use super::{OURS, PROTO, limit};
use crate::limits::{Evidence, Limit};

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    GREEN_MAX,
    AMBER_MAX,
    RESPONSE_HOURS,
    EARLY_HOURS,
    PAIN_REPEATED_DAYS,
    PAIN_REPEATED_REDS,
    PAIN_LASTING_HOURS,
    PAIN_LASTING_GAP_HOURS,
    PAIN_NO_IMPROVEMENT_WEEKS,
    PAIN_RISING_RUNS,
    PAIN_RISING_LAST,
    SUDDEN_ONSET_AGE,
];

/// Highest response that is safe (green).
pub const GREEN_MAX: Limit = limit(
    "green-max",
    3.0,
    "pain 0-10",
    Evidence::Seed,
    PROTO,
    "Highest response that is safe (green).",
);
/// Highest response that is acceptable for some (amber); above it is red.
pub const AMBER_MAX: Limit = limit(
    "amber-max",
    5.0,
    "pain 0-10",
    Evidence::Seed,
    PROTO,
    "Highest response that is acceptable for some (amber); above it is red.",
);
/// How long after a run pain still counts as its response.
pub const RESPONSE_HOURS: Limit = limit(
    "response-hours",
    48.0,
    "h",
    Evidence::Seed,
    PROTO,
    "How long after a run pain still counts as its response.",
);
/// A complete response has an entry up to this long after the run and one after it.
pub const EARLY_HOURS: Limit = limit(
    "early-hours",
    24.0,
    "h",
    Evidence::Design,
    OURS,
    "A complete response has an entry up to this long after the run and one after it.",
);
/// Two red responses within this span suggest a clinician's review.
pub const PAIN_REPEATED_DAYS: Limit = limit(
    "pain-repeated-days",
    14.0,
    "d",
    Evidence::Design,
    OURS,
    "Two red responses within this span suggest a clinician's review.",
);
/// Red responses within the span that suggest a review.
pub const PAIN_REPEATED_REDS: Limit = limit(
    "pain-repeated-reds",
    2.0,
    "responses",
    Evidence::Design,
    OURS,
    "Red responses within the span that suggest a review.",
);
/// Pain over 5 that lasts longer than this suggests a review.
pub const PAIN_LASTING_HOURS: Limit = limit(
    "pain-lasting-hours",
    72.0,
    "h",
    Evidence::Design,
    OURS,
    "Pain over 5 that lasts longer than this suggests a review.",
);
/// Longest gap between two entries across which pain counts as lasting.
pub const PAIN_LASTING_GAP_HOURS: Limit = limit(
    "pain-lasting-gap-hours",
    96.0,
    "h",
    Evidence::Design,
    OURS,
    "Longest gap between two entries across which pain counts as lasting.",
);
/// Weeks without improvement that suggest a review.
pub const PAIN_NO_IMPROVEMENT_WEEKS: Limit = limit(
    "pain-no-improvement-weeks",
    12.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Weeks without improvement that suggest a review.",
);
/// Successive runs with a rising response.
pub const PAIN_RISING_RUNS: Limit = limit(
    "pain-rising-runs",
    3.0,
    "runs",
    Evidence::Design,
    OURS,
    "Successive runs with a rising response.",
);
/// The last of the rising responses is at least this.
pub const PAIN_RISING_LAST: Limit = limit(
    "pain-rising-last",
    3.0,
    "pain 0-10",
    Evidence::Design,
    OURS,
    "The last of the rising responses is at least this.",
);
/// A sudden onset under this age is a red flag.
pub const SUDDEN_ONSET_AGE: Limit = limit(
    "sudden-onset-age",
    25.0,
    "years",
    Evidence::Practice,
    "common red flags of musculoskeletal practice",
    "A sudden onset under this age is a red flag.",
);
