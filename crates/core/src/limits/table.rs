//! The table of the method's numbers.

use super::{Evidence, Limit};

const PROTO: &str = "the clinician's return-to-run protocol";
const OURS: &str = "our number; nothing fixes it";
const RETURN: &str = "common return-to-run practice";
const FRANDSEN: &str = "Frandsen 2025, BJSM, n = 5205";
const NIELSEN: &str = "Nielsen 2014: HR 1.59, 95 % CI 0.96-2.66, not significant";
const SPACING: &str = "common tendon-loading practice: 24-72 h between high loads";
const HEIDERSCHEIT: &str = "Heiderscheit 2011";
const GOOM: &str = "Goom 2016";
const GROWTH: &str = "common running practice";
const CUTBACK: &str = "common running practice";
const SPRINTS: &str =
    "the cause: Chumanov 2011, Gurchiek 2024 (laboratory); the cut-off is our number";
const GAITDOSE: &str = "gait retraining trials: 8-18 sessions, feedback faded";

const fn limit(
    key: &'static str,
    value: f64,
    unit: &'static str,
    grade: Evidence,
    source: &'static str,
    what: &'static str,
) -> Limit {
    Limit {
        key,
        value,
        unit,
        grade,
        source,
        what,
        range: None,
    }
}

const fn within(limit: Limit, low: f64, high: f64) -> Limit {
    Limit {
        range: Some((low, high)),
        ..limit
    }
}

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
    28.0,
    "d",
    Evidence::Design,
    OURS,
    "A run within this many days before the episode means that it starts from running continuously.",
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
/// Hard minutes in 7 days that pass as noise; more is intensity.
pub const HARD_OVER_MINUTES: Limit = limit(
    "hard-over-minutes",
    2.0,
    "min",
    Evidence::Seed,
    PROTO,
    "Hard minutes in 7 days that pass as noise; more is intensity.",
);
/// Rise of session minutes that counts as a factor that rose.
pub const SESSION_OVER: Limit = limit(
    "session-over",
    0.05,
    "ratio",
    Evidence::Seed,
    PROTO,
    "Rise of session minutes that counts as a factor that rose.",
);
/// Days before the trailing week that it is compared with.
pub const REFERENCE_DAYS: Limit = limit(
    "reference-days",
    28.0,
    "d",
    Evidence::Design,
    OURS,
    "Days before the trailing week that it is compared with.",
);
/// Days of the reference that must be known for a comparison of frequency.
pub const FREQUENCY_KNOWN_DAYS: Limit = limit(
    "frequency-known-days",
    14.0,
    "d",
    Evidence::Design,
    OURS,
    "Days of the reference that must be known for a comparison of frequency.",
);
/// Days of the reference that must be known for a comparison of factors.
pub const FACTORS_KNOWN_DAYS: Limit = limit(
    "factors-known-days",
    7.0,
    "d",
    Evidence::Design,
    OURS,
    "Days of the reference that must be known for a comparison of factors.",
);
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
/// Days off from which the return takes three weeks.
pub const BREAK_MEDIUM_DAYS: Limit = within(
    limit(
        "break-medium-days",
        14.0,
        "d",
        Evidence::Practice,
        RETURN,
        "Days off from which the return takes three weeks.",
    ),
    10.0,
    28.0,
);
/// Days off from which the return starts with walk-run level 4.
pub const BREAK_LONG_DAYS: Limit = within(
    limit(
        "break-long-days",
        28.0,
        "d",
        Evidence::Practice,
        RETURN,
        "Days off from which the return starts with walk-run level 4.",
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
        "ratio",
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
        "ratio",
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
        "ratio",
        Evidence::Practice,
        RETURN,
        "Share allowed in the second week.",
    ),
    0.2,
    1.0,
);
/// Share allowed after the walk-run week of a return from a break of four to eight weeks.
pub const BREAK_LONG_SHARE_1: Limit = within(
    limit(
        "break-long-share-1",
        0.33,
        "ratio",
        Evidence::Practice,
        RETURN,
        "Share allowed after the walk-run week of a return from a break of four to eight weeks.",
    ),
    0.1,
    1.0,
);
/// Share allowed in the week after that.
pub const BREAK_LONG_SHARE_2: Limit = within(
    limit(
        "break-long-share-2",
        0.5,
        "ratio",
        Evidence::Practice,
        RETURN,
        "Share allowed in the week after that.",
    ),
    0.1,
    1.0,
);
/// Share allowed in the third of these weeks.
pub const BREAK_LONG_SHARE_3: Limit = within(
    limit(
        "break-long-share-3",
        0.75,
        "ratio",
        Evidence::Practice,
        RETURN,
        "Share allowed in the third of these weeks.",
    ),
    0.1,
    1.0,
);
/// Walk-run level of the first week after a break of four to eight weeks.
pub const BREAK_LONG_LEVEL: Limit = within(
    limit(
        "break-long-level",
        4.0,
        "level",
        Evidence::Practice,
        RETURN,
        "Walk-run level of the first week after a break of four to eight weeks.",
    ),
    1.0,
    10.0,
);
/// Weeks before the break whose mean the shares are taken of.
pub const BREAK_MEAN_WEEKS: Limit = limit(
    "break-mean-weeks",
    4.0,
    "weeks",
    Evidence::Practice,
    RETURN,
    "Weeks before the break whose mean the shares are taken of.",
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
pub const LONG_RUN_DAYS: Limit = limit(
    "long-run-days",
    30.0,
    "d",
    Evidence::Cohort,
    FRANDSEN,
    "Days before a run whose longest run it is compared with.",
);
/// Distance over the longest run of the days before from which injury was more frequent (HRR 1.64 up to 1.30).
pub const LONG_RUN_RATIO: Limit = limit(
    "long-run-ratio",
    1.1,
    "ratio",
    Evidence::Cohort,
    FRANDSEN,
    "Distance over the longest run of the days before from which injury was more frequent (HRR 1.64 up to 1.30).",
);
/// Start of the middle band (HRR 1.52 up to 2.0).
pub const LONG_RUN_RATIO_MODERATE: Limit = limit(
    "long-run-ratio-moderate",
    1.3,
    "ratio",
    Evidence::Cohort,
    FRANDSEN,
    "Start of the middle band (HRR 1.52 up to 2.0).",
);
/// Start of the upper band (HRR 2.28).
pub const LONG_RUN_RATIO_LARGE: Limit = limit(
    "long-run-ratio-large",
    2.0,
    "ratio",
    Evidence::Cohort,
    FRANDSEN,
    "Start of the upper band (HRR 2.28).",
);
/// Weekly minutes over the mean of the two weeks before.
pub const WEEKLY_SPIKE_RATIO: Limit = limit(
    "weekly-spike-ratio",
    1.3,
    "ratio",
    Evidence::Cohort,
    NIELSEN,
    "Weekly minutes over the mean of the two weeks before.",
);
/// Days before the trailing week whose weekly mean is the reference.
pub const WEEKLY_SPIKE_DAYS: Limit = limit(
    "weekly-spike-days",
    14.0,
    "d",
    Evidence::Cohort,
    NIELSEN,
    "Days before the trailing week whose weekly mean is the reference.",
);
/// Runs in 7 days over the mean of the four weeks before.
pub const FREQUENCY_JUMP_RUNS: Limit = limit(
    "frequency-jump-runs",
    1.0,
    "runs/week",
    Evidence::Design,
    OURS,
    "Runs in 7 days over the mean of the four weeks before.",
);
/// An exposure is new when none lies in this many days before.
pub const NEW_EXPOSURE_DAYS: Limit = limit(
    "new-exposure-days",
    30.0,
    "d",
    Evidence::Design,
    OURS,
    "An exposure is new when none lies in this many days before.",
);
/// An exposure is a jump over this multiple of the 28-day maximum.
pub const NEW_EXPOSURE_RATIO: Limit = limit(
    "new-exposure-ratio",
    2.0,
    "ratio",
    Evidence::Design,
    OURS,
    "An exposure is a jump over this multiple of the 28-day maximum.",
);
/// Free days between two runs before the frequency rung.
pub const REST_DAYS_BETWEEN_RUNS: Limit = within(
    limit(
        "rest-days-between-runs",
        1.0,
        "d",
        Evidence::Practice,
        SPACING,
        "Free days between two runs before the frequency rung.",
    ),
    0.0,
    3.0,
);
/// Local days between two high-load sessions.
pub const HIGH_LOAD_DAYS_APART: Limit = within(
    limit(
        "high-load-days-apart",
        3.0,
        "d",
        Evidence::Practice,
        SPACING,
        "Local days between two high-load sessions.",
    ),
    1.0,
    7.0,
);
/// Speed-matched cadence below own expectation by this share is low.
pub const HARD_SESSION_MINUTES: Limit = limit(
    "hard-session-minutes",
    8.0,
    "min",
    Evidence::Design,
    "the least length of a tempo effort",
    "Hard minutes that make a run a high-load session where no episode is open.",
);
pub const CADENCE_LOW_RESIDUAL: Limit = limit(
    "cadence-low-residual",
    -0.05,
    "ratio",
    Evidence::Design,
    OURS,
    "Speed-matched cadence below own expectation by this share is low.",
);
/// Low runs of the last eligible ones that make a finding.
pub const CADENCE_LOW_RUNS: Limit = limit(
    "cadence-low-runs",
    2.0,
    "runs",
    Evidence::Design,
    OURS,
    "Low runs of the last eligible ones that make a finding.",
);
/// Eligible runs that are looked at.
pub const CADENCE_LOW_OF: Limit = limit(
    "cadence-low-of",
    3.0,
    "runs",
    Evidence::Design,
    OURS,
    "Eligible runs that are looked at.",
);
/// Deficit that is flagged where only the general expectation is known.
pub const CADENCE_FALLBACK_DEFICIT: Limit = limit(
    "cadence-fallback-deficit",
    0.1,
    "ratio",
    Evidence::Design,
    OURS,
    "Deficit that is flagged where only the general expectation is known.",
);
/// Days before the runs looked at whose steady running makes the own expectation of cadence.
pub const CADENCE_BASELINE_DAYS: Limit = limit(
    "cadence-baseline-days",
    84.0,
    "d",
    Evidence::Design,
    OURS,
    "Days before the runs looked at whose steady running makes the own expectation of cadence.",
);
/// Target of the cadence focus over the runner's own baseline.
pub const CADENCE_TARGET_FACTOR: Limit = limit(
    "cadence-target-factor",
    1.05,
    "ratio",
    Evidence::Lab,
    HEIDERSCHEIT,
    "Target of the cadence focus over the runner's own baseline.",
);
/// The target never passes this multiple of the baseline.
pub const CADENCE_TARGET_CAP: Limit = limit(
    "cadence-target-cap",
    1.1,
    "ratio",
    Evidence::Lab,
    HEIDERSCHEIT,
    "The target never passes this multiple of the baseline.",
);
/// No load step in the first days of a new gait focus.
pub const GAIT_HOLD_DAYS: Limit = limit(
    "gait-hold-days",
    14.0,
    "d",
    Evidence::Seed,
    PROTO,
    "No load step in the first days of a new gait focus.",
);
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
/// Fewest sessions with feedback of a gait focus.
pub const GAIT_SESSIONS_MIN: Limit = limit(
    "gait-sessions-min",
    8.0,
    "sessions",
    Evidence::Trial,
    GAITDOSE,
    "Fewest sessions with feedback of a gait focus.",
);
/// Most sessions with feedback of a gait focus.
pub const GAIT_SESSIONS_MAX: Limit = limit(
    "gait-sessions-max",
    18.0,
    "sessions",
    Evidence::Trial,
    GAITDOSE,
    "Most sessions with feedback of a gait focus.",
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
/// Least speed of a flat sprint, as a share of the runner's highest speed.
pub const SPRINT_OF_VMAX: Limit = within(
    limit(
        "sprint-of-vmax",
        0.80,
        "ratio",
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
        "ratio",
        Evidence::Design,
        SPRINTS,
        "The speed that it must start from, as a share of the runner's highest speed.",
    ),
    0.3,
    0.8,
);

/// Every limit, in the order of the method.
pub const ALL: &[Limit] = &[
    GREEN_MAX,
    AMBER_MAX,
    RESPONSE_HOURS,
    EARLY_HOURS,
    RUN_MIN_MINUTES,
    ACCIDENT_SECONDS,
    ACCIDENT_METRES,
    OWN_RHYTHM_WEEKS,
    CUT_BACK_SEEN,
    LEAST_WEEK_MINUTES,
    STEP_GREEN_RUNS,
    STEP_DAYS,
    GOAL_TOLERANCE,
    GOAL_WEEKS,
    GOAL_KIND_WEEKS,
    DEFAULT_GOAL_MINUTES,
    DEFAULT_GOAL_RUNS,
    BEGIN_CONTINUOUS_DAYS,
    PAIN_REPEATED_DAYS,
    PAIN_REPEATED_REDS,
    PAIN_LASTING_HOURS,
    PAIN_LASTING_GAP_HOURS,
    PAIN_NO_IMPROVEMENT_WEEKS,
    PAIN_RISING_RUNS,
    PAIN_RISING_LAST,
    SUDDEN_ONSET_AGE,
    HARD_OVER_MINUTES,
    SESSION_OVER,
    REFERENCE_DAYS,
    FREQUENCY_KNOWN_DAYS,
    FACTORS_KNOWN_DAYS,
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
    BREAK_LONG_LEVEL,
    BREAK_MEAN_WEEKS,
    BREAK_MARGIN,
    LONG_RUN_DAYS,
    LONG_RUN_RATIO,
    LONG_RUN_RATIO_MODERATE,
    LONG_RUN_RATIO_LARGE,
    WEEKLY_SPIKE_RATIO,
    WEEKLY_SPIKE_DAYS,
    FREQUENCY_JUMP_RUNS,
    NEW_EXPOSURE_DAYS,
    NEW_EXPOSURE_RATIO,
    REST_DAYS_BETWEEN_RUNS,
    HIGH_LOAD_DAYS_APART,
    HARD_SESSION_MINUTES,
    CADENCE_LOW_RESIDUAL,
    CADENCE_LOW_RUNS,
    CADENCE_LOW_OF,
    CADENCE_FALLBACK_DEFICIT,
    CADENCE_BASELINE_DAYS,
    CADENCE_TARGET_FACTOR,
    CADENCE_TARGET_CAP,
    GAIT_HOLD_DAYS,
    SITTING_MINUTES,
    REHAB_HIP_FLEXION,
    WEEKLY_GROWTH,
    WEEKLY_GROWTH_CAP,
    CUT_BACK_EVERY,
    CUT_BACK_SHARE,
    BACK_UP_SHARE,
    WALK_RUN_LEVELS,
    WALK_RUN_MINUTES,
    HILL_SPRINT_SECONDS,
    HILL_SPRINT_CLEAR_HOURS,
    GAIT_SESSIONS_MIN,
    GAIT_SESSIONS_MAX,
    ADHERENCE_SHARE,
    ADHERENCE_MINUTES,
    SPRINT_OF_VMAX,
    SPRINT_OF_CRITICAL,
    SPRINT_SECONDS,
    SPRINT_ACCELERATION,
    SPRINT_ACCELERATION_SECONDS,
    SPRINT_ACCELERATION_FROM,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_defaults_lie_in_their_range() {
        for (index, limit) in ALL.iter().enumerate() {
            assert!(
                ALL[..index].iter().all(|other| other.key != limit.key),
                "{}",
                limit.key
            );
            if let Some((low, high)) = limit.range {
                assert!((low..=high).contains(&limit.value), "{}", limit.key);
            }
            assert!(!limit.what.is_empty() && !limit.unit.is_empty());
        }
    }
}
