//! What is left of a week that has begun: what was done counts, what was missed
//! is not made up for, and the whole never holds more than the week's plan.

use super::days::days_of;
use super::schedule::{self, Spacing};
use super::session;
use super::target::{Session, Special, Target, rounded_down};
use super::view::View;
use super::week::{Decision, Reason};
use crate::calendar::Days;
use crate::limits::{self, Evidence};
use crate::rule_id::RuleId;
use crate::rules::factors::whole_minutes;
use crate::run::Run;
use chrono::NaiveDate;

/// Rounds of walking and running are written in whole seconds, which must not add up to more. min
const ROUNDING: f64 = 0.05;

/// The days that are still to come.
pub(super) struct Remainder {
    /// Days with a run.
    pub runs: Vec<NaiveDate>,
    /// How long each of these runs is at most.
    pub session: Session,
    /// Days on which a run was planned that the week no longer holds.
    pub walks: Vec<NaiveDate>,
    /// Days with a run before today, or today.
    pub done: Vec<NaiveDate>,
    /// The day of a run that was longer than planned, for which the rest is shorter.
    pub shorter_after: Option<NaiveDate>,
    /// Why it is not simply the rest of the plan.
    pub reasons: Vec<Reason>,
}

impl Remainder {
    /// Minutes of a walk in place of a run.
    pub(super) fn walk_minutes(&self) -> f64 {
        minutes(self.session, None).clamp(
            limits::RUN_MIN_MINUTES.value,
            limits::WALK_INSTEAD_MINUTES.value,
        )
    }
}

/// The rest of the week for a target; the whole week where none of it is over.
pub(super) fn of(view: &View, target: &Target) -> Remainder {
    let whole = whole_week(view, target);
    let mut rest = Remainder {
        runs: Vec::new(),
        session: target.session,
        walks: Vec::new(),
        done: done_days(view),
        shorter_after: None,
        reasons: Vec::new(),
    };
    let suspended = target.decision == Decision::Suspend;
    rest.runs = if view.from <= view.monday {
        whole.clone()
    } else {
        still_to_run(view, target, &whole, rest.done.len())
    };
    let fitted = rest.runs.len() + rest.done.len();
    if target.runs as usize > fitted && !suspended {
        rest.reasons.push(reason(
            Some(RuleId::RestTooShort),
            if begins_in_it(view) {
                format!(
                    "{fitted} of {} runs: the week had begun already.",
                    target.runs
                )
            } else if view.from > view.monday {
                format!(
                    "{fitted} of {} runs: what was missed is not made up for.",
                    target.runs
                )
            } else {
                let wanted = view.climb.as_ref().and_then(|climb| climb.unfitting_runs);
                format!(
                    "{fitted} of {} runs a week fit on the available days with the rest between \
                     them; on days that lie further apart more would.",
                    wanted.unwrap_or(target.runs)
                )
            },
            Evidence::Practice,
        ));
    }
    if rest.done.is_empty() || view.from <= view.monday || suspended {
        return rest;
    }
    let planned_left = whole.iter().filter(|day| **day >= view.from).count();
    if planned_left > rest.runs.len() {
        rest.reasons.push(reason(
            None,
            format!(
                "{} {} done, so of the {planned_left} still planned {} left.",
                rest.done.len(),
                if rest.done.len() == 1 {
                    "run is"
                } else {
                    "runs are"
                },
                match rest.runs.len() {
                    0 => "none is".to_owned(),
                    1 => "one is".to_owned(),
                    more => format!("{more} are"),
                },
            ),
            Evidence::Design,
        ));
    }
    within_the_plan(view, target, &whole, &mut rest);
    rest
}

/// Whether the return begins within the week.
fn begins_in_it(view: &View) -> bool {
    (view.episode).is_some_and(|episode| episode.start > view.monday)
}

/// Shortens and leaves out what the week's minutes no longer hold.
fn within_the_plan(view: &View, target: &Target, whole: &[NaiveDate], rest: &mut Remainder) {
    if rest.runs.is_empty() {
        return;
    }
    let planned = planned_minutes(view, target, whole);
    let done = done_minutes(view, target.session);
    let budget = planned - done;
    let length = minutes(target.session, None);
    let before = rest.runs.clone();
    let shortest = match (&view.climb, target.session) {
        (Some(climb), Session::Minutes(minutes)) => climb.shortest(minutes),
        _ => limits::RUN_MIN_MINUTES.value,
    };
    let least = (length * limits::REMAINDER_LEAST.value).max(shortest.min(length));
    let runs = (1..=before.len())
        .rev()
        .find(|&runs| budget / runs as f64 + 1e-9 >= least);
    let Some(runs) = runs else {
        rest.runs.clear();
        rest.walks = before;
        rest.reasons.push(reason(
            None,
            if done > planned {
                format!(
                    "The week holds {planned:.0} min now and {done:.0} are run already: what is left is walked."
                )
            } else {
                format!(
                    "{done:.0} of the week's {planned:.0} minutes are run: what is left is walked."
                )
            },
            Evidence::Design,
        ));
        return;
    };
    // Where the runs get longer within the week, those before that are not.
    let wanted: Vec<f64> = (before.iter())
        .map(|day| minutes(target.session_on(*day), None))
        .collect();
    if budget + 1e-9 >= wanted.iter().sum() {
        return;
    }
    let each = wanted.iter().copied().fold(budget / runs as f64, f64::min);
    if runs < before.len() {
        let spacing = Spacing::of(view, view.from);
        rest.runs = schedule::days(view, &spacing, runs as u32);
        rest.walks = before
            .into_iter()
            .filter(|day| !rest.runs.contains(day))
            .collect();
    }
    if each + 1e-9 < length {
        rest.session = match target.session {
            Session::Minutes(_) => Session::Minutes(rounded_down(each)),
            walk_run @ Session::WalkRun { .. } => walk_run.scaled((each - ROUNDING) / length),
        };
        rest.shorter_after = longer_than(view, length);
    }
    rest.reasons.push(reason(
        None,
        format!(
            "{done:.0} of the week's {planned:.0} minutes are run, so the rest is {:.0} min in {}.",
            minutes(rest.session, None) * rest.runs.len() as f64,
            if rest.runs.len() == 1 {
                "one run".to_owned()
            } else {
                format!("{} runs", rest.runs.len())
            },
        ),
        Evidence::Design,
    ));
}

/// The day of this week's longest run, where it was longer than a session of `length` min.
fn longer_than(view: &View, length: f64) -> Option<NaiveDate> {
    let runs = view.history.runs_between(view.monday, view.sunday);
    let told = (runs.iter()).filter_map(|run| Some((run.tells_minutes()?, run.date())));
    told.filter(|(minutes, _)| *minutes > length * (1.0 + limits::SESSION_OVER.value))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, day)| day)
}

fn reason(rule: Option<RuleId>, text: String, grade: Evidence) -> Reason {
    Reason { rule, text, grade }
}

/// Minutes of a session, walking included.
fn minutes(session: Session, special: Option<Special>) -> f64 {
    f64::from(session::seconds(&session::write(session, special).steps)) / 60.0
}

/// Minutes of the whole week as it is planned now, of whole sessions: what is walked between
/// sprints is no reason to run less on the other days.
///
/// The days that are over count as they were planned when the week began: what is held back
/// since holds for the days to come, and is not taken from them twice. After a red it is.
fn planned_minutes(view: &View, target: &Target, days: &[NaiveDate]) -> f64 {
    let began = (view.began.as_ref())
        .filter(|_| target.decision != Decision::BackUp || view.reds.is_empty());
    let of_day = |day: &NaiveDate| match began {
        Some(began) if *day < view.from => began.session_on(*day),
        _ => target.session_on(*day),
    };
    days.iter().map(|day| minutes(of_day(day), None)).sum()
}

/// Minutes of the runs of this week, counted as the plan counts them.
fn done_minutes(view: &View, session: Session) -> f64 {
    let runs = view.history.runs_between(view.monday, view.sunday);
    runs.iter()
        .map(|run| match session {
            Session::WalkRun { .. } => whole_minutes(run),
            // A walk to warm up is no running.
            Session::Minutes(_) => run.running_minutes().unwrap_or_else(|| whole_minutes(run)),
        })
        .sum()
}

fn done_days(view: &View) -> Vec<NaiveDate> {
    let runs = view.history.runs_between(view.monday, view.sunday);
    let mut days: Vec<NaiveDate> = runs.iter().map(Run::date).collect();
    days.retain(|day| *day < view.from);
    days.dedup();
    days
}

/// The days of the whole week's runs, as if none of it were over.
fn whole_week(view: &View, target: &Target) -> Vec<NaiveDate> {
    if target.runs == 0 {
        return Vec::new();
    }
    let spacing = Spacing::of(view, first_day(view, target));
    let whole = schedule::days(view, &spacing, target.runs);
    // A step that may be taken from a later day is not worth a run less, and a week
    // without a run is none that is held against the rules.
    // Nobody runs while ill, however few days are left.
    let may_be_earlier = target.runs_from.is_some() && view.well_from.is_none();
    if may_be_earlier && (target.decision != Decision::Progress || whole.is_empty()) {
        let any = schedule::days(view, &Spacing::of(view, view.monday), target.runs);
        if any.len() > whole.len() + 1 || whole.is_empty() {
            return any;
        }
    }
    whole
}

fn first_day(view: &View, target: &Target) -> NaiveDate {
    let from = target.runs_from.max(well_since(view));
    from.map_or(view.monday, |from| from.max(view.monday))
}

/// The first day after an illness that lies in the days of this week that are over: a run that
/// was put behind it is none that was missed.
fn well_since(view: &View) -> Option<NaiveDate> {
    let over = days_of(view.monday).filter(|day| *day < view.from);
    over.filter(|day| view.history.illness_on(*day).is_some())
        .last()
        .map(|day| day + Days::new(1))
}

/// The days of the plan that are not over: no more of them than were planned
/// from today on, and no more runs in the week than it should have.
fn still_to_run(view: &View, target: &Target, whole: &[NaiveDate], done: usize) -> Vec<NaiveDate> {
    if view.from > view.sunday {
        return Vec::new();
    }
    // From the day after the last run on, not from today: each morning finds the same days.
    let ran = view.history.runs_between(view.monday, view.sunday);
    let ran = ran.iter().filter(|run| !run.is_accident()).map(Run::date);
    let next = ran.filter(|day| *day < view.from).max();
    let next = next.map_or(view.monday, |last| last + Days::new(1));
    let left = whole.iter().filter(|day| **day >= next).count();
    let wanted = left.min((target.runs as usize).saturating_sub(done));
    if wanted == 0 {
        return Vec::new();
    }
    let from = next.max(first_day(view, target));
    let spacing = Spacing::of(view, from);
    let kept: Vec<NaiveDate> = whole.iter().copied().filter(|day| *day >= from).collect();
    let fits = kept.len() == wanted
        && spacing
            .last_run
            .zip(kept.first())
            .is_none_or(|(last, first)| (*first - last).num_days() >= spacing.gap);
    let mut days = if fits {
        kept
    } else {
        schedule::days(view, &spacing, wanted as u32)
    };
    days.retain(|day| *day >= view.from);
    days
}
