//! Numbers of the method: what a response is, and when pain speaks.

use super::row::{OURS, PROTO, limit};
use crate::limits::{Evidence, Limit};

const MORNING: &str =
    "the pain-monitoring model of Silbernagel 2007 asks for the morning after; the hours are ours";
const MEAN: &str = "one score carries noise of about 0.6; tried in simulation, see the decisions";

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    GREEN_MAX,
    AMBER_MAX,
    RESPONSE_HOURS,
    PAIN_REPEATED_DAYS,
    PAIN_REPEATED_REDS,
    PAIN_LASTING_HOURS,
    PAIN_LASTING_GAP_HOURS,
    PAIN_NO_IMPROVEMENT_WEEKS,
    PAIN_RISING_RUNS,
    PAIN_RISING_LAST,
    SUDDEN_ONSET_AGE,
    LATE_HOURS,
    MORNING_CLOCK,
    LATE_MORNING_HOURS,
    ASK_HOURS,
    MEAN_DAYS,
    MEAN_RECENT_DAYS,
    MEAN_RECENT_DAYS_ONE_RUN,
    MEAN_RUNS,
    EASE_OVER,
    EASE_SHARE,
    UNATTRIBUTED_DAYS,
    FLAG_CLEARED_DAYS,
    PROMPT_CLEARED_DAYS,
    SEVERE_PAIN,
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
/// A score felt so long after a run is a late one, which makes its response complete.
pub const LATE_HOURS: Limit = limit(
    "late-hours",
    12.0,
    "h",
    Evidence::Design,
    MORNING,
    "A score felt so long after a run is a late one, which makes its response complete.",
);
/// From this clock time on the next morning a score may be a late one sooner.
pub const MORNING_CLOCK: Limit = limit(
    "morning-clock",
    4.0,
    "o'clock",
    Evidence::Design,
    MORNING,
    "From this clock time on the next morning a score may be a late one sooner.",
);
/// How long before that the run must have ended.
pub const LATE_MORNING_HOURS: Limit = limit(
    "late-morning-hours",
    6.0,
    "h",
    Evidence::Design,
    MORNING,
    "How long after a run the next morning's score must be felt to be a late one.",
);
/// A forgotten score is asked for until so long after the run.
pub const ASK_HOURS: Limit = limit(
    "ask-hours",
    96.0,
    "h",
    Evidence::Design,
    OURS,
    "A forgotten score is asked for until so long after the run.",
);
/// Days whose known responses make the mean response.
pub const MEAN_DAYS: Limit = limit(
    "mean-days",
    14.0,
    "d",
    Evidence::Design,
    MEAN,
    "Days, today included, whose known responses make the mean response.",
);
/// Days in which enough of them must lie.
pub const MEAN_RECENT_DAYS: Limit = limit(
    "mean-recent-days",
    9.0,
    "d",
    Evidence::Design,
    MEAN,
    "Days, today included, in which enough of the known responses must lie for the mean to speak.",
);
/// The same where one run a week is held.
pub const MEAN_RECENT_DAYS_ONE_RUN: Limit = limit(
    "mean-recent-days-one-run",
    16.0,
    "d",
    Evidence::Design,
    OURS,
    "The same where one run a week is held: two runs lie further apart.",
);
/// Known responses that the mean needs.
pub const MEAN_RUNS: Limit = limit(
    "mean-runs",
    2.0,
    "runs",
    Evidence::Design,
    MEAN,
    "Known responses in those days that the mean needs to speak.",
);
/// Mean response over which minutes are taken off.
pub const EASE_OVER: Limit = limit(
    "ease-over",
    3.5,
    "pain 0-10",
    Evidence::Design,
    MEAN,
    "Mean response over which minutes are taken off.",
);
/// Minutes taken off then.
pub const EASE_SHARE: Limit = limit(
    "ease-share",
    10.0,
    "%",
    Evidence::Design,
    MEAN,
    "Minutes taken off where the mean response, or pain that belongs to no run, is too high.",
);
/// Days without a step after a prompt red flag was cleared.
pub const PROMPT_CLEARED_DAYS: Limit = limit(
    "prompt-cleared-days",
    3.0,
    "d",
    Evidence::Design,
    OURS,
    "Days without a step, and at least the rest of the week, after a red flag was cleared under which running goes on.",
);
/// Days without a step after a red flag under which nobody runs was cleared.
pub const FLAG_CLEARED_DAYS: Limit = limit(
    "flag-cleared-days",
    7.0,
    "d",
    Evidence::Design,
    OURS,
    "Days without a step, and with easy running alone, after a red flag under which nobody runs was cleared.",
);
/// From here on a score is answered with the questions of a red flag.
pub const SEVERE_PAIN: Limit = limit(
    "severe-pain",
    8.0,
    "pain 0-10",
    Evidence::Design,
    OURS,
    "From this score on the answer asks for the signs of a red flag.",
);
/// Days in which pain outside every window holds or eases.
pub const UNATTRIBUTED_DAYS: Limit = limit(
    "unattributed-days",
    7.0,
    "d",
    Evidence::Design,
    OURS,
    "Days, today included, in which pain that belongs to no run holds the plan.",
);
