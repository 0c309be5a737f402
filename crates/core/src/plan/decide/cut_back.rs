//! The lighter week that follows weeks of building.

use super::held::held;
use super::reason::reason;
use crate::calendar::Days;
use crate::diary::span;
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::plan::target::{Session, Target};
use crate::plan::view::View;
use crate::plan::week::Decision;
use crate::rules::factors;
use chrono::NaiveDate;

/// A lighter week where the runner or the clinician asks for one.
pub(super) fn cut_back(view: &View) -> Option<Target> {
    let climb = view.climb.as_ref()?;
    let after = view.history.settings.get(&limits::CUT_BACK_WEEKS) as usize;
    let goal_min = climb.goal.session_min * f64::from(climb.goal.runs_per_week);
    let mut target = held(view);
    let weekly = target.session.running() * f64::from(target.runs);
    // What is held to be complete is held, and not made lighter.
    let builds = climb.rung() <= Rung::Frequency && climb.next_step().is_some();
    if after == 0 || !builds || weekly <= goal_min * limits::CUT_BACK_FROM.value {
        return None;
    }
    let since = last_light_week(view);
    let rises = climb
        .rises
        .iter()
        .filter(|&&monday| since.is_none_or(|light| light < monday) && monday < view.monday)
        .count();
    if rises < after {
        return None;
    }
    let share = view.history.settings.get(&limits::CUT_BACK_SHARE);
    target.decision = Decision::CutBack;
    target.session = match target.session {
        Session::Minutes(minutes) => Session::Minutes(cut(minutes, share)),
        walk_run @ Session::WalkRun { .. } => walk_run.scaled(1.0 - share / 100.0),
    };
    target.reasons = vec![reason(
        None,
        format!(
            "After {rises} weeks of building, the lighter week you asked for: {share:.0} % fewer \
             minutes, as many runs."
        ),
        Evidence::Practice,
    )];
    Some(target)
}

/// Minutes less a share, as a whole number where that stays a cut of 20 to 30 %.
fn cut(minutes: f64, share: f64) -> f64 {
    let exact = minutes * (1.0 - share / 100.0);
    let (low, high) = limits::CUT_BACK_SHARE.range.unwrap_or((share, share));
    let fits = |value: &f64| {
        (minutes * (1.0 - high / 100.0)..=minutes * (1.0 - low / 100.0)).contains(value)
    };
    [exact.round(), exact.floor(), exact.ceil()]
        .into_iter()
        .find(fits)
        .unwrap_or((exact * 10.0).round() / 10.0)
}

/// The Monday of the last week that was much lighter than the one before it.
fn last_light_week(view: &View) -> Option<NaiveDate> {
    let start = span::monday(view.episode?.start);
    let minutes = |monday: NaiveDate| {
        span::span(view.history, monday, monday + Days::new(6))
            .running_min
            .unwrap_or(0.0)
    };
    // Weeks with walked rests hold few running minutes: their longest session tells too.
    let longest = |monday: NaiveDate| {
        let runs = view.history.runs_between(monday, monday + Days::new(6));
        runs.iter().map(factors::whole_minutes).fold(0.0, f64::max)
    };
    let lighter = 1.0
        - limits::CUT_BACK_LIGHT.value
            * limits::CUT_BACK_SHARE
                .range
                .map_or(0.2, |(low, _)| low / 100.0);
    let mut monday = view.monday - Days::new(7);
    while monday > start {
        let before = monday - Days::new(7);
        let held = before - Days::new(7);
        // A week of walked rests before a lighter one is itself short of running minutes.
        let is_light = minutes(monday) < minutes(before) * lighter
            || longest(monday) < longest(before) * lighter
            || (held >= start && longest(monday) < longest(held) * lighter);
        if is_light {
            return Some(monday);
        }
        monday = before;
    }
    None
}
