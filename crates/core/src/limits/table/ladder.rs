//! Numbers of the method: steps, goals, levels and doses of the ladder.

use super::{OURS, limit, within};
use crate::limits::{Evidence, Limit};

const GROWTH: &str = "common running practice";

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    RUN_MIN_MINUTES,
    ACCIDENT_SECONDS,
    ACCIDENT_METRES,
    OWN_RHYTHM_WEEKS,
    LEAST_WEEK_MINUTES,
    STEP_GREEN_RUNS,
    STEP_DAYS,
    GOAL_TOLERANCE,
    GOAL_WEEKS,
    GOAL_QUANTILE,
    GOAL_KIND_WEEKS,
    DEFAULT_GOAL_MINUTES,
    DEFAULT_GOAL_RUNS,
    BEGIN_CONTINUOUS_DAYS,
    WEEKLY_GROWTH,
    WEEKLY_GROWTH_CAP,
    WALK_RUN_LEVELS,
    WALK_RUN_MINUTES,
    HILL_SPRINT_SECONDS,
    HILL_SPRINT_CLEAR_HOURS,
];

/// A day counts as a day of running from this many running minutes.
pub const RUN_MIN_MINUTES: Limit = limit(
    "run-min-minutes",
    5.0,
    "min",
    Evidence::Design,
    OURS,
    "A day counts as a day of running from this many running minutes.",
);
/// A recording under this is a slip of the start button.
pub const ACCIDENT_SECONDS: Limit = limit(
    "accident-seconds",
    60.0,
    "s",
    Evidence::Design,
    OURS,
    "A recording shorter than this is a slip of the start button and no run for any mean.",
);
/// A recording under this is a slip of the start button.
pub const ACCIDENT_METRES: Limit = limit(
    "accident-metres",
    100.0,
    "m",
    Evidence::Design,
    OURS,
    "A recording shorter than this is a slip of the start button and no run for any mean.",
);
/// Weeks that tell the runner's own rhythm.
pub const OWN_RHYTHM_WEEKS: Limit = limit(
    "own-rhythm-weeks",
    4.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Weeks, ending with the last run before an episode or a break, that tell the runner's own \
     rhythm; weeks off are not counted in.",
);
/// The protocol's lowest week, walk-run level 1 every other day, is no jump whatever came before.
pub const LEAST_WEEK_MINUTES: Limit = limit(
    "least-week-minutes",
    12.0,
    "min",
    Evidence::Design,
    OURS,
    "So many running minutes in 7 days, walk-run level 1 every other day, are the protocol's \
     lowest week: no jump, whatever came before.",
);
/// Green runs needed before the next step.
pub const STEP_GREEN_RUNS: Limit = within(
    limit(
        "step-green-runs",
        3.0,
        "runs",
        Evidence::Design,
        OURS,
        "Green runs needed before the next step.",
    ),
    1.0,
    10.0,
);
/// Days needed before the next step.
pub const STEP_DAYS: Limit = within(
    limit(
        "step-days",
        7.0,
        "d",
        Evidence::Design,
        OURS,
        "Days needed before the next step.",
    ),
    3.0,
    28.0,
);
/// A goal is held when reached within this share.
pub const GOAL_TOLERANCE: Limit = limit(
    "goal-tolerance",
    0.05,
    "ratio",
    Evidence::Design,
    OURS,
    "A goal is held when reached within this share.",
);
/// Span before the episode that the default goal is taken from.
pub const GOAL_WEEKS: Limit = limit(
    "goal-weeks",
    12.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Span before the episode that the default goal is taken from.",
);
/// Of the weeks' mean minutes per run day, and of their minutes.
pub const GOAL_QUANTILE: Limit = limit(
    "goal-quantile",
    0.75,
    "ratio",
    Evidence::Design,
    OURS,
    "The default goal is this quantile of the weeks' mean running minutes per run day, and holds \
     no more weekly minutes than this quantile of theirs.",
);
/// Weeks of that span in which a kind of training must occur to belong to the goal.
pub const GOAL_KIND_WEEKS: Limit = limit(
    "goal-kind-weeks",
    2.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Weeks of that span in which a kind of training must occur to belong to the goal.",
);
/// Session minutes of the goal of a runner without history.
pub const DEFAULT_GOAL_MINUTES: Limit = limit(
    "default-goal-minutes",
    30.0,
    "min",
    Evidence::Design,
    OURS,
    "Session minutes of the goal of a runner without history.",
);
/// Runs per week of the goal of a runner without history.
pub const DEFAULT_GOAL_RUNS: Limit = limit(
    "default-goal-runs",
    3.0,
    "runs/week",
    Evidence::Design,
    OURS,
    "Runs per week of the goal of a runner without history.",
);
/// A run within this many days before the episode means that it starts from running continuously.
pub const BEGIN_CONTINUOUS_DAYS: Limit = limit(
    "begin-continuous-days",
    56.0,
    "d",
    Evidence::Design,
    OURS,
    "A run within this many days before the episode means that it starts from running continuously.",
);
/// Rise of session minutes in a week of progress.
pub const WEEKLY_GROWTH: Limit = within(
    limit(
        "weekly-growth",
        10.0,
        "%",
        Evidence::Practice,
        GROWTH,
        "Rise of session minutes in a week of progress.",
    ),
    1.0,
    20.0,
);
/// No week rises by more than this.
pub const WEEKLY_GROWTH_CAP: Limit = limit(
    "weekly-growth-cap",
    20.0,
    "%",
    Evidence::Design,
    OURS,
    "No week rises by more than this.",
);
/// Levels of the walk-run ladder, the last of which is continuous running.
pub const WALK_RUN_LEVELS: Limit = limit(
    "walk-run-levels",
    10.0,
    "levels",
    Evidence::Design,
    OURS,
    "Levels of the walk-run ladder, the last of which is continuous running.",
);
/// Length of a walk-run session.
pub const WALK_RUN_MINUTES: Limit = limit(
    "walk-run-minutes",
    30.0,
    "min",
    Evidence::Design,
    OURS,
    "Length of a walk-run session.",
);
/// Length of a hill sprint when it returns.
pub const HILL_SPRINT_SECONDS: Limit = limit(
    "hill-sprint-seconds",
    8.0,
    "s",
    Evidence::Design,
    OURS,
    "Length of a hill sprint when it returns.",
);
/// Hours without another high-load session on both sides of hill sprints.
pub const HILL_SPRINT_CLEAR_HOURS: Limit = limit(
    "hill-sprint-clear-hours",
    72.0,
    "h",
    Evidence::Design,
    OURS,
    "Hours without another high-load session on both sides of hill sprints.",
);
