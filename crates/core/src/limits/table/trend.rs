//! Numbers of the charts: what is drawn, what is usual, and from when on a sentence
//! says that something changed. None of them decides anything.

use super::row::{OURS, limit};
use crate::limits::{Evidence, Limit};

/// All of this file.
pub(super) const ALL: &[Limit] = &[
    TREND_RUN_MINUTES,
    TREND_COVERAGE,
    TREND_DAYS,
    TREND_PAIR_DAYS,
    TREND_PAIR_SPEED,
    TREND_PAIRS,
    TREND_SLOPE,
    TREND_SLOPE_MAX,
    TREND_NEXT_DAYS,
    TREND_LINE_RUNS,
    TREND_LINE_DAYS,
    TREND_LINE_LEAST,
    TREND_LINE_TRIMMED,
    USUAL_WEEKS,
    USUAL_WEEKS_MORE,
    USUAL_RUNS,
    USUAL_DEVIATIONS,
    USUAL_CADENCE_LEAST,
    NOW_DAYS,
    NOW_RUNS,
    CADENCE_CHANGE,
    CADENCE_CHANGE_CLEAR,
    LASTING_SHARE,
    TREND_RUNS,
    SHIFT_AFTER_DAYS,
    SHIFT_INTERVAL,
    SHIFT_LEAST,
    SHIFT_SURE_RUNS,
    SHIFT_RUNS,
    LOAD_WEEKS_LEAST,
    LOAD_FACTOR_LOW,
    LOAD_FACTOR_HIGH,
    LOAD_JUMP,
    LOAD_JUMP_WEEKS,
    LOAD_HIGH,
    SPELL_DAYS,
    SPELLS,
    PAIN_CHART_WEEKS,
    ROSTER_PAIN_DAYS,
    ROSTER_OFF_DAYS,
    ROSTER_LAST_RUNS,
    ROSTER_UNSCORED,
    REHAB_CHART_WEEKS,
];

/// Least running minutes of a run whose cadence is drawn over time.
pub const TREND_RUN_MINUTES: Limit = limit(
    "trend-run-minutes",
    8.0,
    "min",
    Evidence::Design,
    OURS,
    "Least running minutes of a run whose cadence is drawn over time.",
);
/// Least share of a run's time with a cadence for it to be drawn over time.
pub const TREND_COVERAGE: Limit = limit(
    "trend-coverage",
    0.6,
    "ratio",
    Evidence::Design,
    OURS,
    "Least share of a run's time with a cadence for it to be drawn over time.",
);
/// Days that the trend of cadence looks back, and whose median speed it is told at.
pub const TREND_DAYS: Limit = limit(
    "trend-days",
    365.0,
    "d",
    Evidence::Design,
    OURS,
    "Days that the trend of cadence looks back, and whose median speed it is told at.",
);
/// Most days between two runs whose difference tells what speed does to cadence.
pub const TREND_PAIR_DAYS: Limit = limit(
    "trend-pair-days",
    28.0,
    "d",
    Evidence::Design,
    OURS,
    "Most days between two runs whose difference tells what speed does to cadence.",
);
/// Least difference of speed of such two runs.
pub const TREND_PAIR_SPEED: Limit = limit(
    "trend-pair-speed",
    0.15,
    "m/s",
    Evidence::Design,
    OURS,
    "Least difference of speed of such two runs.",
);
/// Pairs of runs under which the general slope of cadence over speed is taken.
pub const TREND_PAIRS: Limit = limit(
    "trend-pairs",
    30.0,
    "pairs",
    Evidence::Design,
    OURS,
    "Pairs of runs under which the general slope of cadence over speed is taken.",
);
/// The general slope of cadence over speed; near van Oeveren's.
pub const TREND_SLOPE: Limit = limit(
    "trend-slope",
    6.0,
    "spm per m/s",
    Evidence::Design,
    OURS,
    "The general slope of cadence over speed; near van Oeveren's.",
);
/// The steepest own slope of cadence over speed.
pub const TREND_SLOPE_MAX: Limit = limit(
    "trend-slope-max",
    15.0,
    "spm per m/s",
    Evidence::Design,
    OURS,
    "The steepest own slope of cadence over speed.",
);
/// Days from which two runs are no longer neighbours: the line breaks there.
pub const TREND_NEXT_DAYS: Limit = limit(
    "trend-next-days",
    14.0,
    "d",
    Evidence::Design,
    OURS,
    "Days from which two runs are no longer neighbours: the line breaks there.",
);
/// Last runs that a point of the line is the middle of.
pub const TREND_LINE_RUNS: Limit = limit(
    "trend-line-runs",
    7.0,
    "runs",
    Evidence::Design,
    OURS,
    "Last runs that a point of the line is the middle of.",
);
/// Days before a point of the line that these runs may lie in.
pub const TREND_LINE_DAYS: Limit = limit(
    "trend-line-days",
    28.0,
    "d",
    Evidence::Design,
    OURS,
    "Days before a point of the line that these runs may lie in.",
);
/// Fewest runs of a point of the line.
pub const TREND_LINE_LEAST: Limit = limit(
    "trend-line-least",
    3.0,
    "runs",
    Evidence::Design,
    OURS,
    "Fewest runs of a point of the line.",
);
/// Runs from which on the line is the mean of the middle three, and under which it is their median.
pub const TREND_LINE_TRIMMED: Limit = limit(
    "trend-line-trimmed",
    5.0,
    "runs",
    Evidence::Design,
    OURS,
    "Runs from which on the line is the mean of the middle three, and under which it is their median.",
);
/// Weeks before that make the runner's own usual range.
pub const USUAL_WEEKS: Limit = limit(
    "usual-weeks",
    12.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Weeks before that make the runner's own usual range.",
);
/// Weeks that make the usual range of cadence where twelve hold too few runs.
pub const USUAL_WEEKS_MORE: Limit = limit(
    "usual-weeks-more",
    26.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Weeks that make the usual range of cadence where twelve hold too few runs.",
);
/// Fewest runs of a usual range of cadence.
pub const USUAL_RUNS: Limit = limit(
    "usual-runs",
    8.0,
    "runs",
    Evidence::Design,
    OURS,
    "Fewest runs of a usual range of cadence.",
);
/// Robust standard deviations to each side of the median: nine runs or weeks of ten.
pub const USUAL_DEVIATIONS: Limit = limit(
    "usual-deviations",
    1.645,
    "deviations",
    Evidence::Design,
    OURS,
    "Robust standard deviations to each side of the median: nine runs or weeks of ten.",
);
/// Least half-width of the usual range of cadence: a watch's own error.
pub const USUAL_CADENCE_LEAST: Limit = limit(
    "usual-cadence-least",
    1.5,
    "%",
    Evidence::Design,
    OURS,
    "Least half-width of the usual range of cadence: a watch's own error.",
);
/// Last days whose median cadence is held against the usual range.
pub const NOW_DAYS: Limit = limit(
    "now-days",
    28.0,
    "d",
    Evidence::Design,
    OURS,
    "Last days whose median cadence is held against the usual range.",
);
/// Fewest runs of these days.
pub const NOW_RUNS: Limit = limit(
    "now-runs",
    3.0,
    "runs",
    Evidence::Design,
    OURS,
    "Fewest runs of these days.",
);
/// Change of cadence under which it is as usual.
pub const CADENCE_CHANGE: Limit = limit(
    "cadence-change",
    2.0,
    "%",
    Evidence::Design,
    OURS,
    "Change of cadence under which it is as usual.",
);
/// Change of cadence from which on it is a clear one.
pub const CADENCE_CHANGE_CLEAR: Limit = limit(
    "cadence-change-clear",
    5.0,
    "%",
    Evidence::Design,
    OURS,
    "Change of cadence from which on it is a clear one.",
);
/// Share of the runs to each side of a change that lie on their side of its middle.
pub const LASTING_SHARE: Limit = limit(
    "lasting-share",
    0.8,
    "share",
    Evidence::Design,
    OURS,
    "Share of the runs before and after a lasting change of cadence that lie on their own side of the middle of both.",
);
/// Runs with cadence under which words stand in place of the chart.
pub const TREND_RUNS: Limit = limit(
    "trend-runs",
    5.0,
    "runs",
    Evidence::Design,
    OURS,
    "Runs with cadence under which words stand in place of the chart.",
);
/// Days after the change that belong to neither side: a new step is being learnt.
pub const SHIFT_AFTER_DAYS: Limit = limit(
    "shift-after-days",
    14.0,
    "d",
    Evidence::Design,
    OURS,
    "Days after the change that belong to neither side: a new step is being learnt.",
);
/// Share of the samples drawn anew, week by week, that the interval of a change of cadence holds.
pub const SHIFT_INTERVAL: Limit = limit(
    "shift-interval",
    90.0,
    "%",
    Evidence::Design,
    OURS,
    "Share of the samples drawn anew, week by week, that the interval of a change of cadence holds.",
);
/// Change of cadence at the same pace under which it has not changed: what months without a known change seldom reach.
pub const SHIFT_LEAST: Limit = limit(
    "shift-least",
    2.5,
    "%",
    Evidence::Design,
    OURS,
    "Change of cadence at the same pace under which it has not changed: what months without a known change seldom reach.",
);
/// Runs on each side that make a change at the same pace sure.
pub const SHIFT_SURE_RUNS: Limit = limit(
    "shift-sure-runs",
    10.0,
    "runs",
    Evidence::Design,
    OURS,
    "Runs on each side that make a change at the same pace sure.",
);
/// Runs on each side under which only counts are told.
pub const SHIFT_RUNS: Limit = limit(
    "shift-runs",
    5.0,
    "runs",
    Evidence::Design,
    OURS,
    "Runs on each side under which only counts are told.",
);
/// Fewest running weeks since the last break of a usual range of load.
pub const LOAD_WEEKS_LEAST: Limit = limit(
    "load-weeks-least",
    4.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Fewest running weeks since the last break of a usual range of load.",
);
/// Least factor between the median week and the ends of the usual range.
pub const LOAD_FACTOR_LOW: Limit = limit(
    "load-factor-low",
    1.3,
    "ratio",
    Evidence::Design,
    OURS,
    "Least factor between the median week and the ends of the usual range.",
);
/// Largest such factor.
pub const LOAD_FACTOR_HIGH: Limit = limit(
    "load-factor-high",
    1.8,
    "ratio",
    Evidence::Design,
    OURS,
    "Largest such factor.",
);
/// A week above the usual range is a jump from this multiple of the highest of the weeks before on.
pub const LOAD_JUMP: Limit = limit(
    "load-jump",
    1.15,
    "ratio",
    Evidence::Design,
    OURS,
    "A week above the usual range is a jump from this multiple of the highest of the weeks before on.",
);
/// These weeks before.
pub const LOAD_JUMP_WEEKS: Limit = limit(
    "load-jump-weeks",
    4.0,
    "weeks",
    Evidence::Design,
    OURS,
    "These weeks before.",
);
/// Tendon load in an episode that is told from this multiple of the usual on.
pub const LOAD_HIGH: Limit = limit(
    "load-high",
    1.5,
    "ratio",
    Evidence::Design,
    OURS,
    "Tendon load in an episode that is told from this multiple of the usual on.",
);
/// Days after a score over 5 in which a further one belongs to the same spell.
pub const SPELL_DAYS: Limit = limit(
    "spell-days",
    14.0,
    "d",
    Evidence::Design,
    OURS,
    "Days after a score over 5 in which a further one belongs to the same spell.",
);
/// Spells from which on it is told how the load before them was.
pub const SPELLS: Limit = limit(
    "spells",
    2.0,
    "spells",
    Evidence::Design,
    OURS,
    "Spells from which on it is told how the load before them was.",
);
/// Weeks of runs and their pain that are drawn.
pub const PAIN_CHART_WEEKS: Limit = limit(
    "pain-chart-weeks",
    8.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Weeks of runs and their pain that are drawn.",
);
/// Days for which amber or red puts an athlete first.
pub const ROSTER_PAIN_DAYS: Limit = limit(
    "roster-pain-days",
    9.0,
    "d",
    Evidence::Design,
    OURS,
    "Days for which amber or red puts an athlete first.",
);
/// Days without a run from which on an athlete is asked after.
pub const ROSTER_OFF_DAYS: Limit = limit(
    "roster-off-days",
    14.0,
    "d",
    Evidence::Design,
    OURS,
    "Days without a run from which on an athlete is asked after.",
);
/// Last runs that a late score is looked for of.
pub const ROSTER_LAST_RUNS: Limit = limit(
    "roster-last-runs",
    4.0,
    "runs",
    Evidence::Design,
    OURS,
    "Last runs that a late score is looked for of.",
);
/// Runs of them without one from which on it is told.
pub const ROSTER_UNSCORED: Limit = limit(
    "roster-unscored",
    2.0,
    "runs",
    Evidence::Design,
    OURS,
    "Runs of them without one from which on it is told.",
);
/// Last weeks of rehab that are counted.
pub const REHAB_CHART_WEEKS: Limit = limit(
    "rehab-chart-weeks",
    4.0,
    "weeks",
    Evidence::Design,
    OURS,
    "Last weeks of rehab that are counted.",
);
