//! The lighter week that follows weeks of building.

use super::held::{Held, held};
use super::reason;
use crate::diary::span;
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::plan::target::{Session, Target};
use crate::plan::view::View;
use crate::plan::week::Decision;
use crate::rules::factors;
use chrono::{Days, NaiveDate};

/// Every fourth week of building is lighter.
pub(super) fn cut_back(view: &View) -> Option<Target> {
    let climb = view.climb.as_ref()?;
    let every = view.history.settings.get(&limits::CUT_BACK_EVERY) as usize;
    let since = last_light_week(view);
    let rises = climb
        .rises
        .iter()
        .filter(|&&monday| since.is_none_or(|light| light < monday) && monday < view.monday)
        .count();
    if rises + 1 < every || view.history.settings.no_cut_back || climb.rung() == Rung::Restored {
        return None;
    }
    let mut target = held(view, Held::default());
    let share = view.history.settings.get(&limits::CUT_BACK_SHARE);
    target.decision = Decision::CutBack;
    target.specials.clear();
    target.session = match target.session {
        Session::Minutes(minutes) => Session::Minutes(cut(minutes, share)),
        walk_run => walk_run.scaled(1.0 - share / 100.0),
    };
    if let Session::Minutes(minutes) = target.session
        && view.last.session_min.is_some_and(|last| last <= minutes)
    {
        // The week before was as light as that already.
        return None;
    }
    target.reasons = vec![reason(
        None,
        format!(
            "After {rises} weeks of building, a lighter one: {share:.0} % fewer minutes, as many \
             runs."
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
        - 0.75
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
