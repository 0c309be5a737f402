//! Numbers of the method: steps, goals, levels and doses of the ladder.

use super::row::{OURS, limit, within};
use crate::limits::{Evidence, Limit};

const GROWTH: &str = "common running practice";

const STARTS: &str = "common return-to-run practice; the share after a short rest is ours";
const OPENS: &str = "our number; the order of volume and frequency is the protocol's";

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
    START_SHARE,
    START_SHARE_MEDIUM,
    START_SHARE_LONG,
    START_SHARE_MAX,
    START_RUNS_MAX,
    START_MINUTES_DEFAULT,
    START_RUNS_DEFAULT,
    SHORT_SESSION,
    SHORT_SESSION_OWN,
    LEAST_SESSION,
    RUNNING_HURTS_RUNS,
    RUNNING_HURTS_DAYS,
    LEVEL_DAYS,
    EASY_LEVEL_MAX,
    LEAP_DAYS,
    STEP_FLOOR_MINUTES,
    PLANNED_IN,
    STEP_FLOOR_UP_TO,
    FREQUENCY_OPENS,
    ADDED_RUN_GROWTH,
    KIND_SESSIONS,
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
/// Tolerated runs needed before the next step.
pub const STEP_GREEN_RUNS: Limit = within(
    limit(
        "step-green-runs",
        2.0,
        "runs",
        Evidence::Design,
        OURS,
        "Tolerated runs with a known response needed before the next step.",
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
        "Rise of session minutes in a week of progress. Over 10 a run gets no longer than by 10: more in one run is what `long-run-spike` warns of.",
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
/// Share of the own session minutes that a return begins with after up to 13 days off.
pub const START_SHARE: Limit = limit(
    "start-share",
    0.6,
    "ratio",
    Evidence::Design,
    STARTS,
    "Share of the own session minutes that a return begins with after up to 13 days off.",
);
/// The same after 14 to 27 days off.
pub const START_SHARE_MEDIUM: Limit = limit(
    "start-share-medium",
    0.5,
    "ratio",
    Evidence::Practice,
    STARTS,
    "The same after 14 to 27 days off.",
);
/// The same after 28 days off and more.
pub const START_SHARE_LONG: Limit = limit(
    "start-share-long",
    0.33,
    "ratio",
    Evidence::Practice,
    STARTS,
    "The same after 28 days off and more.",
);
/// The first week never holds more than this share of the own minutes, nor a run longer than this share of the longest.
pub const START_SHARE_MAX: Limit = limit(
    "start-share-max",
    0.75,
    "ratio",
    Evidence::Design,
    OURS,
    "The first week never holds more than this share of the own minutes, nor a run longer than this share of the longest.",
);
/// Most runs per week that a return begins with.
pub const START_RUNS_MAX: Limit = limit(
    "start-runs-max",
    3.0,
    "runs/week",
    Evidence::Design,
    OURS,
    "Most runs per week that a return begins with.",
);
/// Session minutes that a return without history begins with.
pub const START_MINUTES_DEFAULT: Limit = limit(
    "start-minutes-default",
    15.0,
    "min",
    Evidence::Design,
    OURS,
    "Session minutes that a return without history begins with.",
);
/// Runs per week that a return without history begins with.
pub const START_RUNS_DEFAULT: Limit = limit(
    "start-runs-default",
    2.0,
    "runs/week",
    Evidence::Design,
    OURS,
    "Runs per week that a return without history begins with.",
);
/// No run is planned shorter where the own session is long: fewer runs come first.
pub const SHORT_SESSION: Limit = limit(
    "short-session",
    10.0,
    "min",
    Evidence::Design,
    OURS,
    "No run is planned shorter where the own session is long: fewer runs come first.",
);
/// From these own session minutes on.
pub const SHORT_SESSION_OWN: Limit = limit(
    "short-session-own",
    20.0,
    "min",
    Evidence::Design,
    OURS,
    "From these own session minutes on.",
);
/// So often must a run of the smallest session hurt over 3 for walking to be mixed in.
pub const RUNNING_HURTS_RUNS: Limit = limit(
    "running-hurts-runs",
    2.0,
    "runs",
    Evidence::Seed,
    "the clinician's return-to-run protocol",
    "So often must a run of the smallest session hurt over 3 for walking to be mixed in.",
);
/// Within so many days.
pub const RUNNING_HURTS_DAYS: Limit = limit(
    "running-hurts-days",
    28.0,
    "d",
    Evidence::Design,
    OURS,
    "Within so many days a run of the smallest session must hurt over 3 again for walking to be mixed in.",
);
/// No run is planned shorter, but where less is held or one was too much: it would be no day of running.
pub const LEAST_SESSION: Limit = limit(
    "least-session",
    5.0,
    "min",
    Evidence::Design,
    OURS,
    "No run is planned shorter, but where less is held or one was too much: it would be no day of running.",
);
/// Days for which a walk-run level is held.
pub const LEVEL_DAYS: Limit = limit(
    "level-days",
    5.0,
    "d",
    Evidence::Design,
    OURS,
    "Days for which a walk-run level is held.",
);
/// After a walk-run level with nothing above this two levels are taken.
pub const EASY_LEVEL_MAX: Limit = limit(
    "easy-level-max",
    1.5,
    "pain 0-10",
    Evidence::Design,
    OURS,
    "After a walk-run level with nothing above this two levels are taken.",
);
/// Days for which minutes are held that rose beyond the plan by more than a week may rise.
pub const LEAP_DAYS: Limit = limit(
    "leap-days",
    14.0,
    "d",
    Evidence::Design,
    OURS,
    "Days for which minutes are held that rose beyond the plan by more than a week may rise.",
);
/// Minutes of a planned run are so many times this.
pub const PLANNED_IN: Limit = limit(
    "planned-in",
    0.5,
    "min",
    Evidence::Design,
    OURS,
    "Minutes of a planned run are rounded down to this.",
);
/// A step of short runs is at least so many minutes.
pub const STEP_FLOOR_MINUTES: Limit = limit(
    "step-floor-minutes",
    3.0,
    "min",
    Evidence::Design,
    OURS,
    "A step of short runs is at least so many minutes.",
);
/// Session minutes up to which that holds.
pub const STEP_FLOOR_UP_TO: Limit = limit(
    "step-floor-up-to",
    30.0,
    "min",
    Evidence::Design,
    OURS,
    "Session minutes up to which that holds.",
);
/// Share of the session minutes of the goal at which runs are added.
pub const FREQUENCY_OPENS: Limit = limit(
    "frequency-opens",
    0.8,
    "ratio",
    Evidence::Design,
    OPENS,
    "Share of the session minutes of the goal at which runs are added.",
);
/// Weekly minutes may rise so much with an added run.
pub const ADDED_RUN_GROWTH: Limit = limit(
    "added-run-growth",
    10.0,
    "%",
    Evidence::Practice,
    GROWTH,
    "Weekly minutes may rise so much with an added run.",
);
/// Tolerated sessions that each kind of running needs before the next.
pub const KIND_SESSIONS: Limit = limit(
    "kind-sessions",
    2.0,
    "sessions",
    Evidence::Design,
    OURS,
    "Tolerated sessions that each kind of running needs before the next.",
);
