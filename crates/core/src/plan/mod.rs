//! Next week as a pure function of the history.
//!
//! A week is written in four steps: `view` gathers what the decision reads,
//! `decide` says what the week should hold (and what less it may hold),
//! `write` puts that on days, and `proof` runs the week as it is written and
//! asks the rules whether any of them would fire. The first week that none
//! objects to is the plan.

mod after_run;
mod answered;
pub mod care;
mod check_in;
mod days;
mod decide;
pub mod due;
mod exercise_days;
mod flag;
mod hasten;
mod headline;
mod pace;
pub mod past;
mod proof;
pub mod rearranged;
pub mod rehab;
mod remainder;
mod schedule;
mod session;
pub mod session_done;
mod sore;
mod strength;
mod target;
pub mod today;
mod turned;
mod view;
pub mod week;
pub mod why;
mod word;
mod write;

pub use days::first_open_day;
pub(crate) use proof::{as_run, easy_speed};
pub(crate) use turned::tolerate;
pub use week::*;

use crate::calendar::Days;
use crate::diary::response::belongs;
use crate::diary::{History, PainEntry, span};
use crate::legible::capital;
use crate::rule_id::RuleId;
use crate::rules::red_flag;
use chrono::NaiveDate;
use proof::Proof;
use target::Target;
use view::View;

/// A score told in a week may be of one of so many runs before it: two days hold no more.
const RUNS_ASKED_ABOUT: usize = 12;

/// The plan of the week that holds `week_start`, from what is known at the history's moment.
///
/// For the week that is running it is what is left of it: days that are over
/// say what was done, and what was missed is not made up for.
pub fn plan(history: &History, week_start: NaiveDate) -> WeekPlan {
    let monday = span::monday(week_start);
    let view = view_of(history, monday);
    let mut plan = planned(&view);
    if let Some(pending) = view.pending.first()
        && plan.provisional
    {
        let turned = |score| alternative(&view.with_pain(pending, score), &view, &plan);
        let (amber, red) = (turned(proof::AMBER), turned(proof::RED));
        plan.if_amber = Some(amber);
        plan.if_red = Some(red);
    }
    plan
}

/// The same without what it becomes at amber and at red, for who only compares weeks:
/// each of those two costs as much as the plan itself.
pub fn without_branches(history: &History, week_start: NaiveDate) -> WeekPlan {
    planned(&view_of(history, span::monday(week_start)))
}

fn planned(view: &View) -> WeekPlan {
    let mut plan = best(view);
    let is_open = !view.pending.is_empty() || !view.before.is_empty();
    plan.provisional = is_open && plan.decision != Decision::Suspend;
    plan.reasons.extend(decide::honest(view, &plan));
    plan.reasons.extend(strength::first(view, &plan));
    plan.reasons.extend(answered::reasons(view, &plan));
    after_run::keep_exercises(view, &mut plan, |then| best(&under_way(then, view.monday)));
    if plan.decision != Decision::Suspend {
        plan.reasons.extend(word::race_of_week(view));
    }
    let headline = headline::of_another_time(view).unwrap_or_else(|| headline::of(view, &plan));
    plan.headline = capital(&headline);
    plan
}

/// The week after one that is planned already, without what it becomes at amber and at red.
pub fn following(history: &History, week: &WeekPlan) -> WeekPlan {
    let before = if span::is_under_way(history, week.starts) {
        still_to_run(history, week)
    } else {
        Vec::new()
    };
    planned(&View::new(history, week.starts + Days::new(7)).after(before))
}

/// The view of a week, with the runs that the week before still holds where it is under way. They are taken as
/// run when the week is judged, or a plan made on Monday would see a break in the days
/// that it has itself filled.
fn view_of(history: &History, monday: NaiveDate) -> View<'_> {
    let before = monday - Days::new(7);
    if !span::is_under_way(history, before) {
        return under_way(history, monday);
    }
    View::new(history, monday).after(still_to_run(history, &best(&under_way(history, before))))
}

/// The view of a week, with what it held when it began where some of it is over: what was
/// run of it since is no reason to plan it anew.
fn under_way(history: &History, monday: NaiveDate) -> View<'_> {
    let view = View::new(history, monday);
    let today = history.today();
    let has_begun = monday <= today && today <= view.sunday && view.from > monday;
    if !has_begun || view.episode.is_none_or(|episode| episode.start >= monday) {
        return view;
    }
    let chosen_then = |then: &History| {
        let mut began = View::new(then, monday);
        began.read_on = today;
        began.episode.is_some().then(|| chosen(&began))
    };
    let before = history.before(monday);
    let mut began = chosen_then(&before);
    // What was told since of the runs before it belongs to how it began, as its Monday said.
    if let Some(told) = told_since(history, before) {
        began = chosen_then(&told).or(began);
    }
    match began {
        // Who was seen and may run again is not held by what stood on Monday.
        Some((target, _))
            if target.decision == Decision::Suspend && !red_flag::forbids_running(history) =>
        {
            view
        }
        Some((target, plan)) => view.begun_with(target, &plan),
        None => view,
    }
}

/// What was known when a week began, with what was told since of the runs before it; `None`
/// where nothing was.
fn told_since(history: &History, mut then: History) -> Option<History> {
    let of_a_run = |entry: &&PainEntry| {
        entry.at > then.now
            && then
                .runs
                .iter()
                .rev()
                .take(RUNS_ASKED_ABOUT)
                .any(|run| belongs(entry, run))
    };
    let told_since: Vec<PainEntry> = history.pain.iter().filter(of_a_run).cloned().collect();
    let any = !told_since.is_empty();
    then.pain.extend(told_since);
    any.then_some(then)
}

fn still_to_run(history: &History, week: &WeekPlan) -> Vec<Day> {
    let from = first_open_day(history, week.starts);
    let open = |day: &&Day| day.date >= from && day.kind.is_run();
    week.days.iter().filter(open).cloned().collect()
}

fn best(view: &View) -> WeekPlan {
    chosen(view).1
}

/// The week that is planned; where runs of it were missed, as the days off up to the next one
/// allow it, so that the evening before says what the morning will.
fn chosen(view: &View) -> (Target, WeekPlan) {
    let (target, plan) = first_unopposed(view);
    let open = |day: &&Day| day.date >= view.from && day.kind.is_run();
    let next = plan.days.iter().find(open).map(|day| day.date);
    match next.and_then(|day| view.with_next_run_on(day)) {
        Some(after_days_off) => first_unopposed(&after_days_off),
        None => (target, plan),
    }
}

/// The first candidate that no rule objects to when it is run as written, after the
/// days before it; else the one with the fewest objections, the smallest of these.
fn first_unopposed(view: &View) -> (Target, WeekPlan) {
    let candidates = decide::candidates(view);
    let mut proof = Proof::new(view);
    let mut refused: Vec<(Target, WeekPlan)> = Vec::new();
    let mut objected: Option<RuleId> = None;
    let wanted = candidates
        .first()
        .map(|first| (first.decision, first.factor));
    let steps = wanted.is_some_and(|(decision, _)| decision == Decision::Progress);
    for mut target in candidates {
        // Another step than the one wanted is a whole one.
        let is_other_step = target.decision == Decision::Progress
            && wanted != Some((target.decision, target.factor));
        if let Some(rule) = objected.filter(|_| !is_other_step) {
            let kept = decide::kept_smaller(rule);
            // The step that is not taken is no reason of the week that is held instead.
            match target.reasons.first_mut() {
                Some(first) if steps && target.decision == Decision::Hold => *first = kept,
                _ => target.reasons.push(kept),
            }
        }
        let plan = write::week(view, &target);
        // Of the first the gravest objection is told, of the others only whether there is one.
        let is_refused = match objected {
            None => {
                objected = proof.objections(&plan).first().copied();
                objected.is_some()
            }
            Some(_) => proof.is_objected_to(&plan),
        };
        if !is_refused {
            return (target, plan);
        }
        refused.push((target, plan));
    }
    // Of as many objections the smallest week, which is the last.
    let objections = |(_, plan): &(Target, WeekPlan)| proof.objections(plan).len();
    match refused.into_iter().rev().min_by_key(objections) {
        Some(least) => least,
        None => {
            let rest = Target::rest();
            let plan = write::week(view, &rest);
            (rest, plan)
        }
    }
}

/// What the week becomes when the pending response turns out as the history given says;
/// never more than the plan itself.
fn alternative(history: &History, of: &View, than: &WeekPlan) -> Alternative {
    let plan = best(&under_way(history, than.starts).after(of.before.clone()));
    let text = plan
        .reasons
        .first()
        .map_or_else(String::new, |reason| reason.text.clone());
    Alternative {
        decision: plan.decision,
        runs: plan.runs.min(than.runs),
        weekly_min: plan.weekly_min.min(than.weekly_min),
        text,
    }
}
