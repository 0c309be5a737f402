//! One factor more, or what is still missing before the next step.

use super::held::{Held, held, longest_run};
use super::reason;
use super::specials::{with_kind, words};
use super::usual::usual_week;
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::method::climb::{Climb, HILL_SPRINTS, Kind};
use crate::plan::target::{Session, Special, Target, grown, rounded_down};
use crate::plan::view::View;
use crate::plan::week::{Decision, Reason};
use chrono::Days;

/// One factor more, the lowest open rung; a hold where the step is not yet earned.
pub(super) fn progress(view: &View) -> Target {
    let target = held(view, Held::default());
    let Some(climb) = &view.climb else {
        return usual_week(target);
    };
    let next = climb.clone().settled(view.sunday);
    let ready = next.ready(view.sunday);
    let mut target = Target {
        decision: Decision::Progress,
        runs_from: next.ready_from().filter(|&from| from > view.monday),
        ..target
    };
    let not_yet = || {
        let mut hold = held(view, Held::default());
        hold.reasons = vec![not_earned(view, climb)];
        hold
    };
    if let (Some(level), Session::WalkRun { .. }) = (climb.level, target.session)
        && next.level.is_some()
    {
        if !ready {
            return not_yet();
        }
        let level = level + 1;
        target.session = Session::level(level);
        target.factor = Some(Rung::WalkRun);
        target.reasons = vec![step(
            climb,
            format!("walk-run level {} → {level}", level - 1),
        )];
        return target;
    }
    if !next.has_goal_minutes() {
        let minutes = next.session.unwrap_or(target.session.running());
        let longest = if view.history.settings.asks("long-run-spike") {
            longest_run(view).max(minutes) * limits::LONG_RUN_RATIO.value
        } else {
            f64::INFINITY
        };
        let grown = grown(
            minutes,
            view.history.settings.get(&limits::WEEKLY_GROWTH) / 100.0,
            longest.min(climb.goal.session_min),
        );
        return match grown.filter(|_| ready) {
            Some(more) => {
                target.session = Session::Minutes(more);
                // Only an easy run tells that it was longer.
                if target.specials.len() >= target.runs as usize {
                    target.specials.clear();
                }
                target.factor = Some(Rung::Volume);
                target.reasons = vec![step(climb, format!("{minutes} → {more} min per run"))];
                target
            }
            None => not_yet(),
        };
    }
    if let (Session::WalkRun { .. }, Some(minutes)) = (target.session, next.session) {
        target.session = Session::Minutes(minutes);
    }
    match next.rung() {
        Rung::Frequency if ready => {
            let runs = next.runs + 1;
            let minutes = target.session.running() * f64::from(next.runs) / f64::from(runs);
            target.session = Session::Minutes(rounded_down(minutes));
            target.runs = runs;
            target.factor = Some(Rung::Frequency);
            target.reasons = vec![step(
                climb,
                format!("{} → {runs} runs a week, weekly minutes held", next.runs),
            )];
            target
        }
        Rung::Intensity | Rung::Hills | Rung::HillSprints => {
            let Some(kind) = next.open_kind() else {
                return not_yet();
            };
            let begun = next.sessions_of(kind).first.is_some();
            let (what, count) = if kind == Kind::HillSprints {
                let more = begun && next.more_hill_sprints(view.sunday);
                if begun && !more {
                    return not_yet();
                }
                let step = next.sprint_step + usize::from(more);
                let count = HILL_SPRINTS.get(step).copied().unwrap_or(3);
                let seconds = limits::HILL_SPRINT_SECONDS.value;
                (format!("hill sprints, {count} × {seconds:.0} s"), count)
            } else if begun || !ready {
                return not_yet();
            } else {
                (format!("first {}", words(kind)), 0)
            };
            let from = if begun {
                next.sessions_of(kind)
                    .first
                    .map(|first| first + Days::new(7))
            } else {
                next.ready_from()
            };
            target.specials_from = from.filter(|&from| from > view.monday);
            target.runs_from = None;
            target.specials = with_kind(view, &next, Special { kind, count });
            target.factor = Some(kind.rung());
            target.reasons = vec![step(climb, what)];
            target
        }
        _ => not_yet(),
    }
}

fn step(climb: &Climb, what: String) -> Reason {
    reason(
        None,
        format!(
            "One factor rises: {what}; {} green runs{}. Volume before frequency before intensity, \
             and never two at once.",
            climb.held.green,
            climb
                .held
                .first
                .map_or_else(String::new, |first| format!(" since {first}")),
        ),
        Evidence::Seed,
    )
}

fn not_earned(view: &View, climb: &Climb) -> Reason {
    if climb.rung() == Rung::Restored {
        return reason(
            None,
            "All rungs of the goal are complete: the week keeps what was won back.",
            Evidence::Seed,
        );
    }
    let standing = climb.standing(view.monday);
    let mut text = format!(
        "The next step needs {} green runs and {} days; {} and {} so far.",
        standing.green_runs_needed, standing.days_needed, standing.green_runs, standing.days
    );
    if climb.session.is_none() && climb.level.is_none() {
        text = "The first week: short, easy runs, to see how they are tolerated.".to_owned();
    }
    reason(None, text, Evidence::Design)
}
