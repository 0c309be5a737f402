//! One factor more, or what is still missing before the next step.

use super::held::{Held, held, longest_run};
use super::reason;
use super::specials::{with_kind, words};
use super::usual::usual_week;
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::method::climb::{Climb, HILL_SPRINTS, Kind};
use crate::plan::schedule::{self, Spacing};
use crate::plan::target::{Session, Special, Target, grown, rounded_down};
use crate::plan::view::View;
use crate::plan::week::{Decision, Reason};
use crate::rule_id::RuleId;
use chrono::{Days, NaiveDate};

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
    let first_steps = next.level.is_some() || next.rung() <= Rung::Frequency;
    if ready
        && first_steps
        && let Some(from) = target.runs_from
        && costs_a_run(view, &target, from)
    {
        let mut hold = held(view, Held::default());
        hold.reasons = vec![reason(
            None,
            format!(
                "The next step is earned on {from}, after the first runs of this week: it comes \
                 with the next one."
            ),
            Evidence::Design,
        )];
        return hold;
    }
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
        let longest = if view.history.settings.asks(RuleId::LongRunSpike) {
            Some(longest_run(view))
                .filter(|&longest| longest > 0.0)
                .unwrap_or(minutes)
                * limits::LONG_RUN_RATIO.value
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
            None => {
                let mut hold = not_yet();
                // Sessions with more than easy running are short for their rests: where they
                // are all that is run, an easy run at what is held has to show it first.
                if ready {
                    hold.specials.clear();
                    hold.reasons = vec![reason(
                        None,
                        "Only easy running this week, at the minutes that are held: the next \
                         step is longer runs.",
                        Evidence::Design,
                    )];
                }
                hold
            }
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

/// Whether a week that begins with a step in its middle would leave out a run, crowd
/// the runs, or come after so many days off that it is a break.
fn costs_a_run(view: &View, target: &Target, from: NaiveDate) -> bool {
    let spacing = Spacing::of(view, view.monday);
    let last = spacing.last_run;
    let whole = schedule::days(view, &spacing, target.runs);
    let late = schedule::days(view, &Spacing::of(view, from), target.runs);
    let gaps = |days: &[NaiveDate]| -> Vec<i64> {
        let days: Vec<NaiveDate> = last.into_iter().chain(days.iter().copied()).collect();
        let pairs = days.windows(2);
        pairs.map(|pair| (pair[1] - pair[0]).num_days()).collect()
    };
    let narrowest = |days: &[NaiveDate]| gaps(days).into_iter().min();
    let off = |days: &[NaiveDate]| gaps(days).first().copied().unwrap_or(0);
    let is_break = off(&late) > limits::BREAK_SHORT_DAYS.value as i64;
    late.len() < whole.len()
        || narrowest(&late) < narrowest(&whole)
        || (is_break && off(&late) > off(&whole))
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
