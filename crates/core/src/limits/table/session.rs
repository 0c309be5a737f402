//! Numbers of the method: what a session of each kind holds, how fast it is run, and
//! what less there may be of it.

use super::row::OURS;
use crate::limits::{Evidence, Limit};

const SPEEDS: &str = "training by critical speed is common practice; the share is our number";
const SHAPE: &str = "common running practice; the first form that comes back is the shortest";

numbers![
    /// All of this file.
    pub(super) SESSION;
    TEMPO_CEILING "tempo-ceiling" 0.96 "share" Practice SPEEDS,
        "A planned tempo is run at no more than this share of critical speed: under the speed from \
         which bouts count as intervals.";
    INTERVAL_CEILING "interval-ceiling" 1.03 "share" Practice SPEEDS,
        "Planned intervals are run at no more than this share of critical speed.";
    SPRINT_CEILING "sprint-ceiling" 0.90 "share" Design OURS,
        "A planned sprint is run at no more than this share of the highest speed: fast and not all out.";
    HARD_OVER_EASY "hard-over-easy" 0.3 "ratio" Design OURS,
        "How much faster hard running is than easy running, for the distance of a planned session.";
    SPRINT_OVER_EASY "sprint-over-easy" 1.0 "ratio" Design OURS,
        "How much faster a flat sprint is than easy running, for the distance of a planned session.";
    WALKING_SPEED "walking-speed" 1.5 "m/s" Design OURS,
        "Speed of a walked rest: brisk, so that a planned session is not taken for shorter than it becomes.";
    DISTANCE_ROOM "distance-room" 1.08 "ratio" Design OURS,
        "A session with hard running is at most so long in distance, over an easy one of the same \
         minutes: inside what `long-run-spike` lets pass, with room for the day's pace.";
    ROOMY_MINUTES "roomy-session" 28.0 "min" Design OURS,
        "From this length a session has room for the longer form of its main part.";
    MAIN_PART_THIRDS "main-part" 2.0 "thirds" Design OURS,
        "In a short session the main part, rests included, is at most so many thirds of it.";
    TEMPO_SECONDS "tempo-seconds" 540.0 "s" Practice SHAPE,
        "Length of a planned tempo: a minute over what counts as one, as a watch sees a little less.";
    TEMPO_LONG_SECONDS "tempo-long-seconds" 600.0 "s" Practice SHAPE,
        "The same where the session has room.";
    INTERVALS "intervals" 4.0 "times" Practice SHAPE,
        "Intervals of a planned session.";
    INTERVAL_SECONDS "interval-seconds" 60.0 "s" Practice SHAPE,
        "Length of a planned interval, and of the easy running after it.";
    INTERVAL_LONG_SECONDS "interval-long-seconds" 120.0 "s" Practice SHAPE,
        "The same where the session has room.";
    SPRINTS "sprints" 4.0 "times" Design SHAPE,
        "Flat sprints of a planned session.";
    FLAT_SPRINT_SECONDS "flat-sprint-seconds" 8.0 "s" Design SHAPE,
        "Length of a planned flat sprint.";
    SPRINT_REST_SECONDS "sprint-rest-seconds" 82.0 "s" Practice SHAPE,
        "Walk after a sprint, flat or up a hill: with it a round takes a minute and a half.";
    SPRINT_LEAST_REST_SECONDS "sprint-least-rest-seconds" 30.0 "s" Design OURS,
        "In a short session the walk after a sprint is no shorter than this.";
    CLIMBS "climbs" 3.0 "times" Design SHAPE,
        "Climbs of a planned session.";
    CLIMB_SECONDS "climb-seconds" 45.0 "s" Design SHAPE,
        "Length of a planned climb.";
    CLIMB_REST_SECONDS "climb-rest-seconds" 75.0 "s" Design SHAPE,
        "The way down after it.";
    CLIMBS_LONG "climbs-long" 4.0 "times" Design SHAPE,
        "Climbs of a planned session that has room.";
    CLIMB_LONG_SECONDS "climb-long-seconds" 60.0 "s" Design SHAPE,
        "Length of a planned climb where the session has room.";
    CLIMB_LONG_REST_SECONDS "climb-long-rest-seconds" 120.0 "s" Design SHAPE,
        "The way down after it.";
    HILL_SPRINTS_FIRST "hill-sprints-first" 3.0 "times" Design OURS,
        "Hill sprints of the first session that holds them.";
    HILL_SPRINTS_SECOND "hill-sprints-second" 4.0 "times" Design OURS,
        "Hill sprints of the second step.";
    HILL_SPRINTS_LAST "hill-sprints-last" 6.0 "times" Design OURS,
        "Hill sprints of the last step.";
    WALK_RUN_ROUNDS "walk-run-rounds" 3.0 "rounds" Practice "the clinician's return-to-run protocol has three rounds",
        "Rounds of running, then walking, of a walk-run session.";
    BACK_UP_KEPT "back-up-kept" 0.75 "share" Design OURS,
        "After a red response a week holds at most this share of what was run in the week that led to it.";
    BACK_UP_NEAR "back-up-near" 0.97 "share" Design OURS,
        "A week that would still hold more than this share of what was run is no step back, and is made smaller.";
    RETURN_LONGEST "return-longest" 1.6 "ratio" Design OURS,
        "In a later week of a return no run is longer, over the longest since it began: 12 min in the \
         first week and 15 to 20 in the second are within it.";
    BACK_FIRST "back-first" 1.4 "ratio" Design OURS,
        "Where what was held before days off is over so many times the lighter week, it comes back before any step.";
    REMAINDER_LEAST "remainder-least" 0.5 "share" Design OURS,
        "A run that the rest of a week would shorten to less than this share is walked instead.";
    WALK_INSTEAD_MINUTES "walk-instead" 30.0 "min" Design OURS,
        "A walk in place of a run is no longer than this.";
    CUT_BACK_LIGHT "cut-back-light" 0.75 "share" Design OURS,
        "A week that is lighter than the one before by this share of the least cut-back was one.";
    HELD_IN_A_ROW "held-in-a-row" 2.0 "times" Design OURS,
        "So many runs in a row that were shorter, or longer and tolerated, are what is held; so many \
         weeks with fewer runs or more, too.";
    ADDED_RUN_SHORTER "added-run-shorter" 0.65 "share" Design OURS,
        "The runs of a week with one more may be as short as this share of the minutes held.";
    DONE_CONTRADICTED "done-contradicted" 0.5 "share" Design OURS,
        "A recording with less than this share of the minutes written contradicts that the session was done.";
    QUESTIONNAIRE_WEEKS "questionnaire-weeks" 4.0 "weeks" Practice "VISA-H every four weeks is common practice",
        "Weeks between two questionnaires.";
    USUAL_END_RUNS "usual-end-runs" 10.0 "runs" Design OURS,
        "Runs whose usual hour tells when the score of the next is due.";
    USUAL_END_CLOCK "usual-end" 18.0 "o'clock" Design OURS,
        "When a run is taken to end where none tells the hour.";
    ANSWER_DAYS "answer-days" 14.0 "d" Design OURS,
        "Days for which an answer on the sleep is said again beside a step.";
    COMMENT_DAYS "comment-days" 7.0 "d" Design OURS,
        "Days for which a comment is shown.";
    HABIT_DAYS "habit-days" 28.0 "d" Design OURS,
        "Days, today included, over which habits are counted.";
];
