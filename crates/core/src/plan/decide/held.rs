//! The last tolerated week, which every other decision starts from.

use super::specials::held_specials;
use super::usual::usual;
use crate::diary::span;
use crate::limits;
use crate::method::climb::{Climb, Step};
use crate::method::ladder::walk_run_minutes;
use crate::plan::target::{LEAST_RUN, Session, Target, rounded_down};
use crate::plan::view::View;
use crate::rule_id::RuleId;
use crate::rules::factors;
use crate::run::Run;
use chrono::Days;

/// What a held week leaves out.
#[derive(Default, Clone, Copy)]
pub(super) struct Held {
    /// Something offended in the week before: what rose in it is left out.
    pub(super) offended: bool,
    /// An amber response: no more than was run in the week before.
    pub(super) watched: bool,
}

/// The last tolerated week.
pub(super) fn held(view: &View, how: Held) -> Target {
    let mut target = Target::rest();
    let Some(climb) = &view.climb else {
        return usual(view);
    };
    target.runs = climb.runs;
    target.session = match climb.level {
        Some(level) => Session::level(reachable(view, level)),
        None => Session::Minutes(climb.session.unwrap_or_else(|| first_minutes(view, climb))),
    };
    target.specials = held_specials(view, climb);
    let rose = climb
        .rises
        .last()
        .is_some_and(|&monday| monday + Days::new(7) >= view.monday);
    if how.offended && rose {
        match climb.last_step() {
            Some(Step::Session { from }) => target.session = Session::Minutes(from),
            Some(Step::Runs { from }) => target.runs = from,
            Some(Step::Level { from }) => target.session = Session::level(from),
            Some(Step::Kind { .. } | Step::HillSprints { .. }) => target.specials.clear(),
            None => {}
        }
    }
    if how.watched
        && let (Session::Minutes(minutes), Some(last)) = (target.session, view.last.session_min)
        && last > 0.0
    {
        target.session = Session::Minutes(minutes.min(last));
    }
    if let Session::Minutes(minutes) = target.session {
        // What was held before weeks of shorter runs is a leap after them.
        let longest = longest_session(view) * limits::LONG_RUN_RATIO.value;
        let minutes = if longest > 0.0 && view.history.settings.asks(RuleId::LongRunSpike) {
            minutes.min(longest)
        } else {
            minutes
        };
        // A watch's 22.3 minutes are 22 on a plan: two hundredths are noise of measurement.
        let whole = minutes.round();
        let shown = if (whole - minutes).abs() <= 0.02 * minutes {
            whole
        } else {
            (minutes * 10.0).round() / 10.0
        };
        target.session = Session::Minutes(shown.max(LEAST_RUN));
    }
    target
}

/// The walk-run level held, or a lower one where the last month was kept far
/// below it: one level over the longest run.
fn reachable(view: &View, level: u8) -> u8 {
    let longest = longest_run(view) * limits::LONG_RUN_RATIO.value;
    if longest <= 0.0 {
        return level;
    }
    let within = |level: &u8| walk_run_minutes(*level) <= longest + walk_run_minutes(1);
    (1..=level).rev().find(within).unwrap_or(1)
}

fn last_month<'a>(view: &'a View) -> &'a [Run] {
    let from = view.monday - Days::new(limits::LONG_RUN_DAYS.value as u64);
    view.history.runs_between(from, view.monday - Days::new(1))
}

/// Running minutes of the longest run of the 30 days before the week.
pub(super) fn longest_run(view: &View) -> f64 {
    last_month(view)
        .iter()
        .filter_map(Run::running_minutes)
        .fold(0.0, f64::max)
}

/// As [`longest_run`], where a session that is mostly run counts with its walked rests.
fn longest_session(view: &View) -> f64 {
    last_month(view)
        .iter()
        .filter_map(|run| {
            let running = run.running_minutes()?;
            let whole = factors::whole_minutes(run);
            Some(if running * 2.0 >= whole {
                whole
            } else {
                running
            })
        })
        .fold(0.0, f64::max)
}

/// Minutes of the first runs of an episode that begins with continuous running:
/// relative rest, which is less than before and not none.
fn first_minutes(view: &View, climb: &Climb) -> f64 {
    // Runs of the week before count where they were made under care.
    let under_care = view.episode.and_then(|episode| {
        let from = view.last.from.max(episode.start);
        span::span(view.history, from, view.last.to).session_min
    });
    if let Some(last) = under_care.filter(|&minutes| minutes >= LEAST_RUN) {
        return last;
    }
    let days = limits::REFERENCE_DAYS.value as u64;
    let kept = 1.0 - limits::BACK_UP_SHARE.value / 100.0;
    let minutes = span::span(
        view.history,
        view.monday - Days::new(days),
        view.monday - Days::new(1),
    )
    .session_min
    .map_or(climb.goal.session_min / 2.0, |minutes| minutes * kept);
    rounded_down(minutes.min(climb.goal.session_min))
}
