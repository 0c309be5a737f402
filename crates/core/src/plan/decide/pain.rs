//! What pain decides: a red flag suspends training, a red response takes back
//! what rose last, a high mean response takes some minutes off.

use super::after_a_red::{eased, no_more_than_run};
use super::held::held;
use super::reason::reason;
use super::specials::words;
use super::words::{mean_words, minutes_words, runs_of, runs_words};
use crate::calendar::Days;
use crate::diary::entry::Urgency;
use crate::limits::{self, Evidence};
use crate::method::climb::Step;
use crate::plan::target::{Session, Target, rounded_down};
use crate::plan::view::View;
use crate::plan::week::{Decision, Reason};
use crate::rule_id::RuleId;
use crate::rules::{factors, red_flag};
use crate::run::Run;
use crate::units::PainScore;

pub(super) fn suspend(view: &View) -> Option<Target> {
    let flags = || red_flag::open(view.history);
    let entry = flags()
        .find(|entry| entry.symptom.is_emergency())
        .or_else(|| flags().find(|entry| entry.symptom.urgency() == Urgency::NoRunning))?;
    let what = if entry.symptom.is_emergency() {
        "no training is planned. Have it seen today, at an emergency department or by calling your \
         emergency number"
    } else {
        "no running is planned. Have it seen by a clinician in the next days"
    };
    Some(Target {
        decision: Decision::Suspend,
        reasons: vec![reason(
            Some(RuleId::RedFlag),
            format!(
                "{}, logged on {}: {what}. When a clinician has cleared it, log it as resolved.",
                entry.symptom.words(),
                view.history.local_date(entry.at).format("%A %-d %B"),
            ),
            Evidence::Practice,
        )],
        ..Target::rest()
    })
}

/// A mean response that is too high, or much pain that belongs to no run: some minutes less.
pub(super) fn ease(view: &View) -> Option<Target> {
    view.climb.as_ref()?;
    let strong = view
        .unattributed
        .filter(|entry| entry.score.get() > limits::AMBER_MAX.value);
    let mean = view
        .mean
        .mean
        .filter(|_| view.mean.is_over(limits::EASE_OVER.value));
    let most = limits::EASE_OVER.value;
    let (rule, why, grade) = match (mean, strong) {
        (Some(mean), _) => (
            Some(RuleId::PainWatch),
            format!(
                "The worst after your runs of the last two weeks is {} on average, over {most}",
                mean_words(mean, most)
            ),
            Evidence::Seed,
        ),
        (None, Some(entry)) => (
            None,
            format!(
                "Pain of {} on {}, {}",
                entry.score.get(),
                entry.at.format("%A"),
                entry.away()
            ),
            Evidence::Design,
        ),
        (None, None) => return None,
    };
    let mut target = held(view);
    target.decision = Decision::BackUp;
    target.session = target.session.scaled(eased());
    // While it hurts too much a week is never more than the one before it.
    if view.history.today() + Days::new(1) >= view.monday && !view.as_begun {
        no_more_than_run(view, &mut target);
    }
    target.reasons = vec![reason(
        rule,
        format!(
            "{why}: {:.0} % less per run this week.",
            limits::EASE_SHARE.value
        ),
        grade,
    )];
    Some(target)
}

/// Where a watch does not tell what was run, it was the whole session at most.
fn ran_minutes(run: &Run) -> f64 {
    run.running_minutes()
        .unwrap_or_else(|| factors::whole_minutes(run))
}

/// Whether the week that led to a red has answered it already: what was run of it since is
/// clearly shorter than the run that hurt, or nothing was, where a run is what goes back.
fn is_answered(view: &View) -> bool {
    let Some((red, felt)) = view
        .latest_red()
        .and_then(|red| Some((red, red.response.red_at?)))
    else {
        return false;
    };
    let shorter = ran_minutes(red.run) * eased();
    let runs = view.history.runs_between(view.last.from, view.last.to);
    let mut since = runs.iter().filter(|run| run.start > felt).peekable();
    if since.peek().is_none() {
        // A run that is given up is less only where last week held it.
        let gave_up = (view.climb.as_ref())
            .is_some_and(|climb| climb.gave_up_a_run && view.last.runs > climb.runs as usize);
        return gave_up && !view.repeated;
    }
    since.all(|run| ran_minutes(run) <= shorter + 1e-9)
}

/// As many runs as the week before had. A single long one, of a race or where the others fell
/// out, is no reason for a single one again: two short ones load less at once.
fn most_runs(view: &View, ran: f64) -> u32 {
    let had = u32::try_from(view.last.runs).unwrap_or(1).max(1);
    let each = ran * limits::BACK_UP_KEPT.value / 2.0;
    let fit = (view.climb.as_ref()).is_some_and(|climb| each >= climb.shortest(each));
    if had == 1 && fit { 2 } else { had }
}

/// A week after a red holds less than the week that led to it, also where much
/// of that was missed or kept small; where the rest of that week was smaller already, only a
/// week of as much is made less, and where what goes back is a kind of running, it holds no more.
fn less_than_run(view: &View, target: &mut Target) {
    let last = &view.last;
    let runs = view.history.runs_between(last.from, last.to);
    let ran: f64 = runs.iter().map(ran_minutes).sum();
    if ran <= 0.0 {
        return;
    }
    // Next week is planned before this one is over: what it will hold is not known.
    if view.history.today() + Days::new(1) < view.monday {
        return;
    }
    target.runs = target.runs.min(most_runs(view, ran));
    let planned = target.session.running() * f64::from(target.runs);
    // The run that hurt is of this week: last week's load was borne.
    let of_this_week = (view.latest_red()).is_some_and(|red| red.run.date() >= view.monday);
    let (near, kept) = if of_this_week || sessions_stay(view) {
        (1.0, 1.0)
    } else if is_answered(view) {
        // As much again would be no answer; half a minute less is one.
        let less = limits::PLANNED_IN.value * f64::from(target.runs);
        (1.0 - 1e-9, ((ran - less) / ran).max(0.0))
    } else if matches!(undone(view), Some(Step::Session { .. })) {
        (limits::BACK_UP_NEAR.value, eased())
    } else {
        (limits::BACK_UP_NEAR.value, limits::BACK_UP_KEPT.value)
    };
    if planned > ran * near {
        let by = ran * kept / planned;
        target.session = match target.session {
            Session::Minutes(minutes) => Session::Minutes(rounded_down(minutes * by)),
            walk_run @ Session::WalkRun { .. } => walk_run.scaled(by),
        };
    }
}

/// A red response takes back what rose last. What it says of it stands in [`taken_back`]:
/// other cases may allow less still.
pub(super) fn back_up(view: &View) -> Option<Target> {
    view.latest_red()?;
    let mut target = held(view);
    target.decision = Decision::BackUp;
    target.specials.clear();
    let last_min = view.last.session_min.filter(|&minutes| minutes > 0.0);
    match target.session {
        Session::WalkRun { level, .. } => {
            let running = target.session.running();
            // At the first level there is no lower one: fewer rounds, then shorter ones.
            if let Some(last) = last_min.filter(|last| running >= last * limits::BACK_UP_NEAR.value)
            {
                let round = running / limits::WALK_RUN_ROUNDS.value;
                let kept = last * limits::BACK_UP_KEPT.value;
                // At most 2.3 rounds of the three, so that one goes at least; of a last one, a share.
                let rounds = kept / round;
                target.session = Session::WalkRun {
                    level,
                    rounds: (rounds as u32).max(1),
                    share: rounds.min(1.0),
                };
            }
        }
        Session::Minutes(minutes) => {
            let minutes = match (undone(view), last_min) {
                // The ladder has taken a share or a step back already.
                (Some(Step::Session { .. }) | None, _) | (_, None) => minutes,
                // What was new goes, and it was not the length: the week holds no more
                // minutes, and the walked rests of a sprint session make no run short.
                _ if is_of_kind(view) => minutes,
                // A run taken away is the step; the runs are not longer either than those of
                // last week, unless these were cut because of it.
                (_, Some(last)) if !is_answered(view) => minutes.min(last),
                _ => minutes,
            };
            // The run that hurt is itself the longest that may come next, and a step that was
            // never taken is none to take back: that is a tenth less.
            let hurt = hurt_minutes(view).filter(|_| !is_of_kind(view));
            let minutes = minutes.min(hurt.unwrap_or(f64::INFINITY));
            let minutes = if only_beyond_the_plan(view) {
                minutes * eased()
            } else {
                minutes
            };
            target.session =
                Session::Minutes(rounded_down(minutes).max(limits::LEAST_SESSION.value));
        }
    }
    less_than_run(view, &mut target);
    if is_coming_back(view) {
        less_than_hurt(view, &mut target);
    }
    Some(target)
}

/// Whether the week is one of the weeks back after days off, or began as one.
fn is_coming_back(view: &View) -> bool {
    let began = view.began.as_ref();
    began.is_some_and(|began| began.decision == Decision::Restart)
        || (view.returning.is_some() && !view.as_begun)
}

/// In the weeks back after days off no step was taken that could go back: the runs are shorter
/// than the one that hurt.
fn less_than_hurt(view: &View, target: &mut Target) {
    if let (Session::Minutes(minutes), Some(hurt)) = (target.session, hurt_minutes(view)) {
        let less = rounded_down(hurt * eased());
        target.session = Session::Minutes(minutes.min(less));
    }
}

/// Running minutes of the run that the last red answers, where it was a whole one.
fn hurt_minutes(view: &View) -> Option<f64> {
    let minutes = view.latest_red()?.run.tells_minutes()?;
    (minutes >= limits::SHORT_SESSION.value).then_some(minutes)
}

/// Whether all that goes back is what was run beyond the plan, so that the plan itself would
/// stay as it was.
fn only_beyond_the_plan(view: &View) -> bool {
    (view.climb.as_ref()).is_some_and(|climb| climb.gave_up_minutes) && !is_answered(view)
}

fn undone(view: &View) -> Option<Step> {
    view.climb.as_ref().and_then(|climb| climb.last_undone)
}

/// Whether what goes back is a kind of running that last week held: without it the week is
/// less, and the sessions stay as they are.
fn sessions_stay(view: &View) -> bool {
    view.undone_kind()
        .is_some_and(|kind| view.sessions_last_week(kind) > 0)
}

/// Whether the run that hurt held the kind that goes back: then it was not its length.
fn is_of_kind(view: &View) -> bool {
    let kind = view.undone_kind().filter(|_| sessions_stay(view));
    kind.zip(view.latest_red())
        .is_some_and(|(kind, red)| kind.in_run(red.run))
}

/// What a red response takes back, said of the week as it will be.
pub(super) fn taken_back(view: &View, target: &Target) -> Vec<Reason> {
    let Some(red) = view.latest_red() else {
        return Vec::new();
    };
    let said = match (target.session, undone(view)) {
        (Session::WalkRun { level, .. }, _) => format!("back to walk-run level {level}"),
        (Session::Minutes(_), Some(Step::Runs { .. })) => {
            format!("back to {} a week", runs_words(target.runs))
        }
        (Session::Minutes(minutes), Some(Step::Kind { kind })) => format!(
            "easy runs of {} min alone, without what was new ({})",
            minutes_words(minutes),
            words(kind)
        ),
        (Session::Minutes(minutes), Some(Step::HillSprints { .. })) => format!(
            "easy runs of {} min alone, without hill sprints this week",
            minutes_words(minutes)
        ),
        (Session::Minutes(minutes), _) => format!("back to {} min a run", minutes_words(minutes)),
    };
    let score = red.response.max.map_or(0.0, PainScore::get);
    let mut reasons = vec![reason(
        Some(RuleId::PainTooHigh),
        format!(
            "Pain of {score} after {}: too much, too soon. So {said}, and keep moving.",
            runs_of(&view.red_days(red), view.read_on)
        ),
        Evidence::Seed,
    )];
    if view.repeated {
        reasons.push(reason(
            Some(RuleId::PainRepeated),
            format!(
                "Pain over 5 twice in {} days: two steps back, and let your clinician look at it.",
                limits::PAIN_REPEATED_DAYS.value
            ),
            Evidence::Design,
        ));
    }
    reasons
}
