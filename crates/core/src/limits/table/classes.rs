//! Numbers of the method: from when on running counts as an effort of a class. What a
//! detector asks of its signal beside these, against noise, stays with the detector.

use super::row::OURS;
use crate::limits::{Evidence, Limit};

numbers![
    /// All of this file.
    pub(super) CLASSES;
    CRITICAL_DAYS "critical-days" 90.0 "d" Design OURS,
        "Days for which a best effort counts for critical speed.";
    VMAX_DAYS "vmax-days" 365.0 "d" Design OURS,
        "Days for which a burst counts for the highest speed.";
    CRITICAL_OVER_EASY "critical-over-easy" 1.25 "ratio" Design OURS,
        "Critical speed of a runner who never ran hard, over easy speed.";
    CRITICAL_LEAST_OVER_EASY "critical-least-over-easy" 1.15 "ratio" Design OURS,
        "Best times whose critical speed is less than this over easy speed are easy running: no hard effort was seen.";
    EASY_OF_CRITICAL "easy-of-critical" 0.80 "share" Practice
        "training by critical speed is common practice; the share is our number",
        "Easy running is at most this share of critical speed.";
    TEMPO_FROM "tempo-from" 0.90 "share" Design OURS,
        "Least flat-equivalent speed of a tempo, as a share of critical speed.";
    TEMPO_LEAST_SECONDS "tempo-least" 480.0 "s" Design OURS, "Shortest tempo.";
    INTERVAL_FROM "interval-from" 0.97 "share" Design OURS,
        "Least flat-equivalent speed of an interval, as a share of critical speed.";
    INTERVAL_SHORTEST "interval-shortest" 20.0 "s" Design OURS, "Shortest interval.";
    INTERVAL_LONGEST "interval-longest" 600.0 "s" Design OURS, "Longest interval.";
    INTERVAL_RECOVERY "interval-recovery" 0.85 "share" Design OURS,
        "Highest speed of the recovery beside an interval, as a share of critical speed.";
    INTERVAL_IN_SERIES "interval-in-series" 0.90 "share" Design OURS,
        "The same in a sure series where critical speed is worked out and not given.";
    INTERVAL_OVER_SLOWER "interval-over-slower" 1.25 "ratio" Design OURS,
        "An interval is so much faster than the slower of the running right before and after it.";
    INTERVAL_OVER_FASTER "interval-over-faster" 1.1 "ratio" Design OURS,
        "An interval is so much faster than the faster of the running right before and after it.";
    STRIDE_FROM "stride-from" 1.1 "ratio" Design OURS,
        "Least flat-equivalent speed of a stride over critical speed.";
    STRIDE_TO "stride-to" 1.4 "ratio" Design OURS,
        "Highest flat-equivalent speed of a stride over critical speed.";
    STRIDE_SHORTEST "stride-shortest" 10.0 "s" Design OURS, "Shortest stride.";
    STRIDE_LONGEST "stride-longest" 30.0 "s" Design OURS, "Longest stride.";
    HILL_GRADE "hill-grade" 4.0 "%" Design OURS,
        "Least grade of a climb or descent that counts.";
    HILL_SECONDS "hill-seconds" 30.0 "s" Design OURS,
        "Shortest climb or descent that counts.";
    HILL_METRES "hill-metres" 5.0 "m" Design OURS,
        "Least height of a climb or descent that counts.";
    HILL_STEEP "hill-steep" 10.0 "%" Design OURS,
        "From this grade a climb is steep.";
    HILL_SPRINT_GRADE "hill-sprint-grade" 4.0 "%" Design OURS, "Least grade of a hill sprint.";
    HILL_SPRINT_FROM "hill-sprint-from" 1.2 "ratio" Design OURS,
        "Least flat-equivalent speed of a hill sprint over critical speed.";
    HILL_SPRINT_SHORTEST "hill-sprint-shortest" 5.0 "s" Design OURS, "Shortest hill sprint.";
    HILL_SPRINT_LONGEST "hill-sprint-longest" 60.0 "s" Design OURS, "Longest hill sprint.";
    TRIMP_MEN_FACTOR "trimp-men-factor" 0.64 "1" Lab "Banister 1991",
        "Factor of TRIMP for men.";
    TRIMP_MEN_EXPONENT "trimp-men-exponent" 1.92 "1" Lab "Banister 1991",
        "Exponent of TRIMP for men.";
    TRIMP_WOMEN_FACTOR "trimp-women-factor" 0.86 "1" Lab "Banister 1991",
        "Factor of TRIMP for women.";
    TRIMP_WOMEN_EXPONENT "trimp-women-exponent" 1.67 "1" Lab "Banister 1991",
        "Exponent of TRIMP for women.";
];
