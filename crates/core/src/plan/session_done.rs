//! The session of a day as it stood before it was run, for `done`.

use super::week::{Day, WeekPlan};
use super::{proof, without_branches};
use crate::calendar::TimeDelta;
use crate::diary::{Done, History, span};
use crate::run::RunId;
use crate::units::PainScore;
use chrono::NaiveDate;

/// What a day was planned to be, just before its first run, else at the
/// history's moment or the end of the day, whichever is earlier.
pub fn planned(history: &History, day: NaiveDate) -> Option<Day> {
    let first_run = history.runs_between(day, day).first();
    let just_before = TimeDelta::seconds(1);
    let moment = first_run.map_or_else(
        || {
            let next = day.succ_opt().unwrap_or(day);
            history.now.min(history.start_of(next) - just_before)
        },
        |run| run.start - just_before,
    );
    let plan: WeekPlan = without_branches(&history.as_of(moment), span::monday(day));
    plan.days.into_iter().find(|planned| planned.date == day)
}

/// A planned session as done: what was written, as the run that it is.
///
/// `rpe` is the exertion of it, 0 to 10.
pub fn done(
    history: &History,
    planned: &Day,
    run: Option<RunId>,
    rpe: Option<f64>,
    pain: Option<PainScore>,
) -> Done {
    let mut written = proof::written(planned, proof::easy_speed(history));
    written.rpe = rpe;
    Done {
        date: planned.date,
        session: planned.kind.as_str().to_owned(),
        written,
        run,
        pain,
    }
}
