//! Numbers of the method: rehab, and sitting. The doses of each exercise are in its
//! row of the catalogue.

use super::row::{OURS, limit, within};
use crate::limits::{Evidence, Limit};

const GOOM: &str = "Goom 2016";

/// All of this file.
pub(super) const ALL: &[Limit] = &[SITTING_MINUTES, REHAB_HIP_FLEXION];

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

const LATROBE: &str = "registered trial protocol ACTRN12620001243909: 5 × 45 s";
const OTHERS: &str = "Goom 2016, as others list it";
const BRIDGES: &str = "healthy active men reach 27 ± 7 (n = 40) and 27.6 ± 7.8 (n = 50), soccer \
                       players 33.6 ± 9.6 (n = 100); for women and over 40 none is known";
const SIDES: &str =
    "sides of healthy men differ by 9.6-12 % (SD), so 10 % would fail a third of them";
const RICH: &str = "symptoms within 30 min are one of four criteria of the Rich trial";
const DOMA: &str = "Doma 2013, n = 14: lifting first spoilt the next day's run more";
const GATES: &str = "strength before speed is what clinicians agree on; the number is ours";
const MANY: &str = "smallest change that matters, n = 1708 (JOSPT 2014)";

numbers![
    /// The numbers of sets, re-tests, load tests and progress, in the order of a return.
    pub REHAB;
    ISOMETRIC_DAYS "rehab-isometric-days" 7.0 "d" Design
        "holds are no better than moving exercise (Clifford 2020), so there is no reason for longer",
        "Least days of holds before the re-test for set A.";
    ISOMETRIC_SESSIONS "rehab-isometric-sessions" 4.0 "sessions" Design OURS,
        "Least sessions of holds before the re-test for set A.";
    ISOMETRIC_EFFORT "rehab-isometric-effort" 7.0 "0-10" Design LATROBE,
        "Two sessions of holds at this effort, at a pain that is safe, come before the re-test for set A.";
    SET_A_DAYS "rehab-a-days" 14.0 "d" Design OURS, "Least days of set A before its re-test.";
    SET_A_SESSIONS "rehab-a-sessions" 5.0 "sessions" Design OURS,
        "Least sessions of set A before its re-test.";
    SET_B_DAYS "rehab-b-days" 21.0 "d" Design OURS, "Least days of set B before its re-test.";
    SET_B_SESSIONS "rehab-b-sessions" 6.0 "sessions" Design OURS,
        "Least sessions of set B before its re-test.";
    HEAVY_GAP_HOURS "rehab-heavy-gap" 48.0 "h" Consensus
        "every second day (Goom 2016); less than daily beat daily in 110 studies of other tendons (Pavlova 2023)",
        "Sets A and B lie this far apart: never on two days in a row.";
    SPRING_GAP_HOURS "rehab-spring-gap" 72.0 "h" Consensus OTHERS,
        "Set C comes every third day at most.";
    FLEXION_START "rehab-b-flexion" 45.0 "°" Design OURS,
        "How far the hip bends when set B begins.";
    FLEXION_STEP "rehab-b-flexion-step" 15.0 "°" Design OURS,
        "How much further the hip bends with each step of set B.";
    FLEXION_DAYS "rehab-b-step-days" 7.0 "d" Design OURS,
        "Days from one step of set B to the next at least: the hip bends by one a week.";
    FLEXION_GOAL "rehab-b-flexion-goal" 90.0 "°" Consensus OTHERS,
        "How far the hip bends at the end of set B.";
    CONTACTS_START "rehab-c-contacts" 50.0 "contacts" Design OURS,
        "Landings of a session in the first week of set C.";
    CONTACTS_GROWTH "rehab-c-growth" 20.0 "%" Design OURS,
        "How much the landings of set C grow a week.";
    SESSION_EXERCISES "rehab-exercises" 3.0 "exercises" Consensus
        "review of how long home exercises are kept up: under four",
        "Most exercises of a session.";
    PROGRESS_SESSIONS "rehab-progress-sessions" 2.0 "sessions" Design OURS,
        "Sessions in a row at a safe pain, during and the next morning, before the next load or range.";
    PROGRESS_LOAD "rehab-progress-load" 5.0 "%" Practice "common practice: 5-10 %, or 2.5 kg",
        "How much the weight grows with a step, but never less than the smallest plate.";
    PROGRESS_PLATE "rehab-progress-plate" 2.5 "kg" Practice "common practice: 5-10 %, or 2.5 kg",
        "The smallest step of weight.";
    BACK_LOAD "rehab-back-load" 20.0 "%" Design OURS,
        "How much weight is taken off after a pain that was too much.";
    AMBER_LOAD "rehab-amber-load" 10.0 "%" Design OURS,
        "How much weight is taken off after two sessions in a row with a pain that is watched, where \
         less range and a slower tempo did not do.";
    RETEST_GAP_HOURS "rehab-retest-gap" 48.0 "h" Design OURS,
        "A re-test lies this long after heavy rehab or a hard run.";
    RETEST_REPEAT_DAYS "rehab-retest-repeat" 7.0 "d" Design OURS,
        "A re-test that was not passed is repeated after so many days.";
    RETEST_BRIDGES "rehab-retest-bridges" 15.0 "repetitions" Design BRIDGES,
        "Single-leg bridges a side, heel on a chair, that pass the re-test for set B.";
    RETEST_TARGET "rehab-retest-target" 20.0 "repetitions" Practice BRIDGES,
        "Single-leg bridges a side to aim at later; no gate.";
    RETEST_WALK "rehab-retest-walk" 5.0 "min" Practice OURS,
        "Level walking before the first load test out of the holds.";
    RETEST_LUNGES "rehab-retest-lunges" 5.0 "repetitions" Design OURS,
        "Lunges a side that end the re-test for set B.";
    RETEST_FLEXION "rehab-retest-flexion" 70.0 "°" Design OURS,
        "How far the hip bends in the deadlifts of the re-test for set C.";
    RETEST_SITTING "rehab-retest-sitting" 30.0 "min" Design OURS,
        "Sitting that is asked for before set C.";
    RETEST_EASY_RUN "rehab-retest-easy-run" 30.0 "min" Design OURS,
        "The easy run, green, that is asked for before set C.";
    RETEST_DEADLIFTS "rehab-retest-deadlifts" 5.0 "repetitions" Design OURS,
        "Single-leg deadlifts a side that pass the re-test for set C.";
    RETEST_SIDES "rehab-retest-sides" 80.0 "%" Design SIDES,
        "The weaker side reaches at least this share of the other.";
    RETEST_SIDES_FAILED "rehab-retest-sides-failed" 2.0 "times" Design OURS,
        "A re-test that lacks nothing but the share between the sides passes at this time.";
    RETEST_CHAIR "rehab-retest-chair" 45.0 "cm" Practice
        "40-50 cm; the published test has a box of 60 cm (Freckleton 2014)",
        "Height of the chair for the heel. A bridge on the floor is another test: never mix them.";
    LOAD_TEST_REPS "load-test-repetitions" 3.0 "repetitions" Consensus OTHERS,
        "Single-leg bridges a side of the morning's load test.";
    LOAD_TEST_OVER "load-test-over-usual" 2.0 "points" Design OURS,
        "A load test so much over the runner's usual value was not tolerated.";
    LOAD_TEST_WINDOW "load-test-window" 7.0 "values" Design OURS,
        "The usual load test is the median of so many values.";
    LOAD_TEST_LEAST "load-test-least" 4.0 "values" Design OURS,
        "With fewer values no usual load test is known.";
    LOAD_TEST_EASY "load-test-easy" 1.0 "points" Design OURS,
        "As many load tests in a row as make the usual value, all at this or less in set B, and deadlifts take the place of the bridges.";
    LOAD_TEST_WEEK "load-test-week" 3.0 "a week" Design OURS,
        "Load tests asked for in a week, on mornings after load.";
    SITTING_CAP "sitting-cap" 60.0 "min" Design OURS,
        "The measuring of the sitting tolerance stops here.";
    SITTING_SHARE "sitting-share" 80.0 "%" Design RICH,
        "A spell of sitting is this share of what is tolerated, then two minutes up.";
    SITTING_STEP "sitting-step" 5.0 "min" Design OURS,
        "How much a spell grows a week while the next morning is quiet.";
    BEFORE_HARD_DAYS "rehab-before-hard" 1.0 "d" Lab DOMA,
        "No heavy rehab so many days before a hard session or the week's long run.";
    BEFORE_HILL_SPRINTS_DAYS "rehab-before-hill-sprints" 2.0 "d" Design OURS,
        "No heavy rehab so many days before hill sprints.";
    PLATEAU_WEEKS "rehab-plateau" 4.0 "weeks" Design OURS,
        "So long without a step, with six sessions, is worth a look.";
    PLATEAU_SESSIONS "rehab-plateau-sessions" 6.0 "sessions" Design OURS,
        "Sessions that a plateau has at least.";
    BEFORE_FAST_SESSIONS "rehab-before-fast" 2.0 "sessions" Design GATES,
        "Well-tolerated sessions that come first: of set B before tempo, of set C before flat sprints. \
         Advice, and never a block.";
    BEFORE_FAST_DAYS "rehab-before-fast-days" 21.0 "d" Design GATES,
        "So long lies the first session back: of set B before intervals, of set C before hill sprints. \
         Advice, and never a block.";
    BEFORE_HILLS_FLEXION "rehab-before-hills" 70.0 "°" Design GATES,
        "So far the hip bends in an exercise of set B, at a pain that is safe, before hills. \
         Advice, and never a block.";
    HEAVY_DAYS_MOST "rehab-heavy-days" 3.0 "days" Design OURS,
        "Days of a week with set A or B at most.";
    HEAVY_DAYS_LEAST "rehab-heavy-days-least" 2.0 "days" Design OURS,
        "Days of a week with set A or B where the running leaves room, with set C at most, and at \
         most once what was lost is back.";
    KEEP_WEEKS "rehab-keep-weeks" 12.0 "weeks" Practice OURS,
        "So long after the return is complete heavy work stays at its two days a week.";
    KEEP_DAYS "rehab-keep-days" 1.0 "days" Practice OURS,
        "Days of heavy work in a week after that.";
    DOSE_STEPS "rehab-dose-steps" 3.0 "steps" Design OURS,
        "Steps of progress from the first dose of an exercise to its last.";
    GAP_DAYS "rehab-gap" 7.0 "d" Design OURS,
        "After more days than this without a set the next session has one set less, and nothing \
         is added before two more.";
    LONG_GAP_DAYS "rehab-long-gap" 28.0 "d" Design OURS,
        "After so many days without a set the weight is less too, as after a pain that was too \
         much, and the last two steps are taken again.";
    QUIET_DAYS "rehab-quiet" 14.0 "d" Design OURS,
        "So long without rehab is asked after, kindly.";
    CHANGE_PSFS "change-psfs" 2.3 "points" Cohort MANY,
        "A change of the PSFS that matters.";
    CHANGE_UWRI "change-uwri" 5.0 "points" Cohort "n = 396, low-back complaints among them",
        "A change of the UWRI that matters.";
    CHANGE_VISA_PERHAPS "change-visa-perhaps" 10.0 "points" Design
        "derived from a spread of 17 points and an agreement of .90-.95",
        "From here on a change of the VISA-H is perhaps a change.";
    CHANGE_VISA_REAL "change-visa" 15.0 "points" Design
        "derived from a spread of 17 points and an agreement of .90-.95",
        "From here on a change of the VISA-H is a change.";
];
