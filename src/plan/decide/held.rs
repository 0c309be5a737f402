//! The last tolerated week, which every other decision starts from.

use super::specials::held_specials;
use super::usual::usual;
use crate::diary::span;
use crate::limits;
use crate::method::climb::{Climb, Step};
use crate::plan::target::{Session, Target, rounded_down};
use crate::plan::view::View;
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
        Some(level) => Session::level(level),
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
        // A watch's 22.3 minutes are 22 on a plan: two hundredths are noise of measurement.
        let whole = minutes.round();
        let shown = if (whole - minutes).abs() <= 0.02 * minutes {
            whole
        } else {
            (minutes * 10.0).round() / 10.0
        };
        target.session = Session::Minutes(shown.max(1.0));
    }
    target
}

/// Minutes of the first runs of an episode that begins with continuous running:
/// relative rest, which is less than before and not none.
fn first_minutes(view: &View, climb: &Climb) -> f64 {
    if let Some(last) = view.last.session_min.filter(|&minutes| minutes > 0.0)
        && view
            .episode
            .is_some_and(|episode| episode.start <= view.last.to)
    {
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
