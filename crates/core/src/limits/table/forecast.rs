//! Numbers of the method: the forecast, and what went before higher scores.

use super::row::{OURS, limit};
use crate::limits::{Evidence, Limit};

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    FORECAST_FROM_WEEK,
    FORECAST_LOOK_BACK,
    FORECAST_WEEK_COUNTS,
    FORECAST_TAKEN,
    FORECAST_NOT_TAKEN,
    FORECAST_INTERVAL,
    FORECAST_FAR_WEEKS,
    FORECAST_FAR_CHANCE,
    WENT_BEFORE_EXPOSED,
    WENT_BEFORE_UNEXPOSED,
    WENT_BEFORE_PRIOR,
    SCORE_NOISE,
];

/// Weeks of an episode before there is more than a best case.
pub const FORECAST_FROM_WEEK: Limit = limit(
    "forecast-from-week",
    8.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Weeks of an episode that must be known before there is more than a best case.",
);
/// Weeks whose steps tell how often one is taken.
pub const FORECAST_LOOK_BACK: Limit = limit(
    "forecast-look-back",
    12.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Last weeks whose steps tell how often a week brings one, or all where fewer are known.",
);
/// What each of these weeks counts for.
pub const FORECAST_WEEK_COUNTS: Limit = limit(
    "forecast-week-counts",
    0.35,
    "ratio",
    Evidence::Design,
    OURS,
    "What each of these weeks counts for: the months ahead are less like them than they are like one another.",
);
/// First parameter of the chance of a step in a week, without any week known.
pub const FORECAST_TAKEN: Limit = limit(
    "forecast-taken",
    0.4,
    "weeks",
    Evidence::Design,
    OURS,
    "The chance of a step in a week is Beta(this + what the weeks with one count, the next + what those without count).",
);
/// Second parameter, without any week known.
pub const FORECAST_NOT_TAKEN: Limit = limit(
    "forecast-not-taken",
    1.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Second number of that chance, before any week is known.",
);
/// The share of returns that the interval should hold.
pub const FORECAST_INTERVAL: Limit = limit(
    "forecast-interval",
    0.8,
    "ratio",
    Evidence::Design,
    OURS,
    "Share of returns that the interval of a forecast should hold.",
);
/// A date further away is out of sight.
pub const FORECAST_FAR_WEEKS: Limit = limit(
    "forecast-far-weeks",
    52.0,
    "weeks",
    Evidence::Design,
    OURS,
    "No date is given where it is too likely that it takes longer than this.",
);
/// How likely that may be.
pub const FORECAST_FAR_CHANCE: Limit = limit(
    "forecast-far-chance",
    0.25,
    "ratio",
    Evidence::Design,
    OURS,
    "Chance of taking longer over which no date is given.",
);
/// Runs with something before it is said what went with it.
pub const WENT_BEFORE_EXPOSED: Limit = limit(
    "went-before-exposed",
    6.0,
    "runs",
    Evidence::Design,
    OURS,
    "Runs with a known late score that must hold something before it is said what scores it went \
     before.",
);
/// Runs without it.
pub const WENT_BEFORE_UNEXPOSED: Limit = limit(
    "went-before-unexposed",
    15.0,
    "runs",
    Evidence::Design,
    OURS,
    "Runs with a known late score that must be without it.",
);
/// How large a difference is expected before anything is known.
pub const WENT_BEFORE_PRIOR: Limit = limit(
    "went-before-prior",
    1.0,
    "pain 0-10",
    Evidence::Design,
    OURS,
    "Standard deviation of the difference that is expected before anything is known, around none.",
);
/// One score is off by about this.
pub const SCORE_NOISE: Limit = limit(
    "score-noise",
    0.6,
    "pain 0-10",
    Evidence::Design,
    OURS,
    "Least standard deviation that a score is given: one score is off by about this.",
);
