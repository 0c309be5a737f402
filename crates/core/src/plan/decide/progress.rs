//! One factor more, or what is still missing before the next step.

use super::after_a_red::{longest_since_red, most_runs_after_red, reached_since_red};
use super::held::{held, longest_run, no_spike, reachable};
use super::reason::reason;
use super::specials::{with_kind, words};
use super::words::{clock, minutes_words, run_of, runs_words, time_off};
use crate::calendar::Days;
use crate::diary::entry::Beginning;
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::method::climb::{Climb, Kind, Next};
use crate::plan::schedule::{self, Spacing};
use crate::plan::target::{Session, Special, Target, rounded_down};
use crate::plan::view::View;
use crate::plan::week::{Decision, Reason};
use crate::rule_id::RuleId;
use crate::run::Run;
use chrono::NaiveDate;

/// Days from the first run of a step to the first day on which another factor may rise:
/// a week of it, and the seven days that are held against that (design).
const CLEAR_DAYS: u64 = 13;

/// One factor more, the lowest open rung; a hold where the step is not yet earned.
pub(super) fn progress(view: &View) -> Target {
    let held = held(view);
    let Some(climb) = &view.climb else {
        return held;
    };
    if let Some(back) = runs_come_back(view, climb, &held) {
        return back;
    }
    if let Some(back) = longer_after_red(view, climb, &held) {
        return back;
    }
    if let Some(back) = minutes_come_back(view, climb, &held) {
        return back;
    }
    let next = climb.clone().settled(view.sunday);
    step(view, &next, &held).unwrap_or_else(|| Target {
        reasons: vec![not_earned(view, &next)],
        ..held
    })
}

/// After a red the runs that its week left out come back before anything else rises: longer
/// runs and one more at once would be two things.
fn runs_come_back(view: &View, climb: &Climb, held: &Target) -> Option<Target> {
    let most = most_runs_after_red(view).filter(|most| *most <= held.runs)?;
    let ran = most.saturating_sub(1);
    let after = match climb.level {
        Some(_) => "the next level comes after that",
        None => "longer runs come after that",
    };
    let session = match (held.session, longest_since_red(view)) {
        (Session::Minutes(minutes), Some(longest)) => {
            Session::Minutes(minutes.min(rounded_down(longest)))
        }
        (session, _) => session,
    };
    Some(Target {
        runs: most,
        session,
        reasons: vec![reason(
            Some(RuleId::PainTooHigh),
            format!(
                "After the pain last week had {}. One more comes back now, as long as the others; {after}.",
                runs_words(ran)
            ),
            Evidence::Design,
        )],
        ..held.clone()
    })
}

/// After a red whose weeks were kept short the minutes come back a step at a time as well.
fn longer_after_red(view: &View, climb: &Climb, held: &Target) -> Option<Target> {
    let (Session::Minutes(minutes), None) = (held.session, climb.level) else {
        return None;
    };
    let most = rounded_down(reached_since_red(view)?);
    (most < minutes - 1e-9).then(|| Target {
        session: Session::Minutes(most),
        reasons: vec![reason(
            Some(RuleId::PainTooHigh),
            format!(
                "After the pain the runs were kept short. They come back a step at a time: {} min now, \
                 on the way to the {} min that you held.",
                minutes_words(most),
                minutes_words(minutes)
            ),
            Evidence::Design,
        )],
        ..held.clone()
    })
}

/// After the lighter weeks of a return what was held before it comes first, where that by itself
/// is much more than last week.
fn minutes_come_back(view: &View, climb: &Climb, held: &Target) -> Option<Target> {
    let ran = view.last.session_min?;
    let is_back = held.session.running() > ran * limits::BACK_FIRST.value;
    (climb.was_light_before(view.monday) && is_back).then(|| Target {
        reasons: vec![reason(
            Some(RuleId::JumpAfterBreak),
            format!(
                "After the lighter running since your days off this week is what you held before them, \
                 {} min a run. Longer runs come after it.",
                minutes_words(held.session.running())
            ),
            Evidence::Practice,
        )],
        ..held.clone()
    })
}

/// Whether the longest run of the week before was as long as what is held, or nothing is known of it.
fn ran_as_held(view: &View, held: f64) -> bool {
    let runs = view.history.runs_between(view.last.from, view.last.to);
    let longest = runs.iter().filter_map(Run::tells_minutes).reduce(f64::max);
    longest.is_none_or(|longest| longest >= held * (1.0 - limits::GOAL_TOLERANCE.value) - 1e-9)
}

/// Whether a red lies in the fortnight before the week.
fn hurt_lately(view: &View, climb: &Climb) -> bool {
    let days = limits::MEAN_DAYS.value as i64;
    let mut reds = climb.reds().iter();
    reds.any(|red| (view.monday - *red).num_days() < days)
}

/// Longer runs, where it is the turn of an added run and a rule objects to it.
pub(super) fn longer_instead(view: &View) -> Option<Target> {
    let climb = view.climb.clone()?.settled(view.sunday);
    step_of(view, &climb, &held(view), climb.longer_instead()?)
}

/// The week with the next step, where it is earned in it.
fn step(view: &View, climb: &Climb, held: &Target) -> Option<Target> {
    step_of(view, climb, held, climb.next_step()?)
}

fn step_of(view: &View, climb: &Climb, held: &Target, next: Next) -> Option<Target> {
    let mut target = Target {
        decision: Decision::Progress,
        ..held.clone()
    };
    let minutes = match (climb.session, held.session) {
        (Some(minutes), Session::WalkRun { .. }) => minutes,
        (_, session) => session.running(),
    };
    let from = climb.ready_from();
    let what = match next {
        Next::Level { to } => {
            earned(view, climb, held)?;
            let now = climb.level.unwrap_or(1);
            let to = Some(reachable(view, to)).filter(|to| *to > now)?;
            target.session = Session::level(to);
            target.factor = Some(Rung::WalkRun);
            format!("walk-run level {now} → {to}")
        }
        Next::Session { to } => {
            earned(view, climb, held)?;
            // After a red a week that was run much shorter is no week at what is held.
            let ran = view.last.session_min.unwrap_or(minutes);
            (!hurt_lately(view, climb) || minutes <= ran * limits::BACK_FIRST.value)
                .then_some(())?;
            let to = rounded_down(no_spike(view, longest_run(view), to));
            if to <= minutes {
                return None;
            }
            target.session = Session::Minutes(to);
            target.factor = Some(Rung::Volume);
            // Only an easy run tells that it was longer.
            target
                .specials
                .truncate((target.runs as usize).saturating_sub(1));
            format!(
                "{} → {} min a run",
                minutes_words(minutes),
                minutes_words(to)
            )
        }
        Next::Runs { to, session } => {
            earned(view, climb, held)?;
            let days = schedule::days(view, &Spacing::of(view, view.monday), to);
            if days.len() < to as usize {
                return Some(no_room(held, to));
            }
            target.session = Session::Minutes(session.min(minutes));
            target.runs = to;
            target.factor = Some(Rung::Frequency);
            format!(
                "{} → {} a week, each a little shorter: {} min",
                climb.runs,
                runs_words(to),
                minutes_words(target.session.running())
            )
        }
        Next::Kind { kind } => {
            let count = if kind == Kind::HillSprints {
                crate::method::climb::HILL_SPRINTS.first().copied()?
            } else {
                0
            };
            // Where a red of late made the last week smaller, its minutes come back first.
            (!hurt_lately(view, climb) || ran_as_held(view, minutes)).then_some(())?;
            // Seven days with what was last built must lie before those with the new kind.
            let clear = climb.last_build.map(|built| built + Days::new(CLEAR_DAYS));
            let days = schedule::days(view, &Spacing::of(view, view.monday), held.runs);
            if let Some(clear) = clear {
                days.last().filter(|last| **last >= clear)?;
            }
            target.specials_from = clear.filter(|clear| *clear > view.monday);
            target.specials = with_kind(view, climb, Special { kind, count });
            target.factor = Some(kind.rung());
            format!("the first {}", words(kind))
        }
        Next::HillSprints { count } => {
            let kind = Kind::HillSprints;
            target.specials = with_kind(view, climb, Special { kind, count });
            target.factor = Some(kind.rung());
            let seconds = limits::HILL_SPRINT_SECONDS.value;
            format!("hill sprints, {count} × {seconds:.0} s")
        }
    };
    // Runs before the day on which the step is earned are as long as they were.
    if matches!(next, Next::Level { .. } | Next::Session { .. })
        && let Some(from) = from.filter(|from| *from > view.monday)
    {
        target.step_from = Some((from, held.session));
    }
    if let (Session::WalkRun { .. }, Some(minutes)) = (target.session, climb.session) {
        target.session = Session::Minutes(minutes);
    }
    let seen = match next {
        Next::Kind { .. } | Next::HillSprints { .. } => String::new(),
        _ => tolerated(climb),
    };
    target.reasons = vec![reason(
        None,
        format!("One step this week: {what}.{seen} Nothing else rises."),
        Evidence::Seed,
    )];
    Some(target)
}

/// A held week where the run more finds no day: its runs lie so that the week after has room.
fn no_room(held: &Target, to: u32) -> Target {
    Target {
        runs: to,
        reasons: vec![reason(
            Some(RuleId::RestTooShort),
            "The next step is one run more a week. The days that are free leave no room for it \
             this week with the rest between, so it comes with the next.",
            Evidence::Practice,
        )],
        ..held.clone()
    }
}

fn tolerated(climb: &Climb) -> String {
    let since = climb.held.first.map_or_else(String::new, |first| {
        format!(" since {}", first.format("%-d %B"))
    });
    format!(
        " You tolerated {} at what you do now{since}.",
        runs_words(climb.held.green)
    )
}

/// Whether a run of the week comes on or after the day from which the step is earned.
fn earned(view: &View, climb: &Climb, held: &Target) -> Option<NaiveDate> {
    if !climb.ready(view.sunday) {
        return None;
    }
    let from = climb.ready_from()?;
    let days = schedule::days(view, &Spacing::of(view, view.monday), held.runs);
    days.last().filter(|last| **last >= from)?;
    Some(from)
}

fn not_earned(view: &View, climb: &Climb) -> Reason {
    if climb.rung() == Rung::Restored {
        return reason(
            None,
            "All that you wanted back is back: the week keeps it.",
            Evidence::Seed,
        );
    }
    reason(None, missing(view, climb), Evidence::Design)
}

/// The first week of a return, which says why where it is mostly walked.
fn first_week(view: &View, climb: &Climb) -> String {
    let start = view.episode.map_or(view.monday, |episode| episode.start);
    let mut before = view.history.runs_between(NaiveDate::MIN, start).iter();
    let last = before.rfind(|run| run.date() < start && !run.is_accident());
    let off = last.map_or(0, |last| (view.first_day - last.date()).num_days() - 1);
    let very_long = view.history.settings.get(&limits::BREAK_VERY_LONG_DAYS);
    let Some(level) = climb.level.filter(|_| off as f64 >= very_long) else {
        return "The first week: short, easy runs, to see how they are tolerated.".to_owned();
    };
    let begin = view.episode.map(|episode| episode.begin);
    let add = if begin == Some(Beginning::Continuous) {
        " If you ran all the same, add those runs (`comeback add`): the plan goes by them."
    } else {
        ""
    };
    format!(
        "No run is known of the last {}, so it begins with walk-run level {level}.{add}",
        time_off(off)
    )
}

/// What the next step still needs, with the run to log and by when.
fn missing(view: &View, climb: &Climb) -> String {
    let today = view.read_on;
    if !climb.begun {
        return first_week(view, climb);
    }
    let begun = |kind| climb.has_begun(kind);
    if climb.rung() >= Rung::Intensity && !climb.open_kind().is_some_and(begun) {
        let kind = climb.open_kind().map_or("the next thing", words);
        return format!(
            "What you do now is held a little longer before {kind}: not two things at once."
        );
    }
    if climb.rung() >= Rung::Intensity {
        let standing = climb.standing(view.monday);
        let left = standing
            .green_runs_needed
            .saturating_sub(standing.green_runs);
        let kind = climb.open_kind().map_or("session", words);
        return format!(
            "{} of {kind}, well tolerated, and the next thing comes.",
            if left == 1 {
                "One more session".to_owned()
            } else {
                format!("{left} more sessions")
            }
        );
    }
    let missing = climb.missing_runs();
    if missing == 0 {
        let from = climb.ready_from().unwrap_or(view.monday + Days::new(7));
        // Held long enough, but no week had all of its runs yet.
        if from < view.monday {
            return format!(
                "The next step comes after a week with all its {}.",
                runs_words(climb.runs)
            );
        }
        let held = match view.history.settings.get(&limits::STEP_DAYS) as i64 {
            7 => "a week".to_owned(),
            days => format!("{days} days"),
        };
        return format!(
            "The next step comes from {} on, once you have held this for {held}.",
            from.format("%A %-d %B")
        );
    }
    let asked = view.asked.first().map(|asked| {
        format!(
            " Log {} by {}.",
            run_of(asked.run.date(), today),
            clock(asked.response.asked_until, today)
        )
    });
    format!(
        "The next step needs {} more at what you do now, with the score of the morning after.{}",
        runs_words(missing),
        asked.unwrap_or_default()
    )
}
