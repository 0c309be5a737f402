//! What a week may hold after a red: no more than was run, and longer runs only step by step.

use crate::calendar::Days;
use crate::diary::{Band, Pain, span};
use crate::limits;
use crate::plan::target::{Session, Target, rounded_down};
use crate::plan::view::View;
use crate::run::Run;
use chrono::NaiveDate;

/// What was held before a red is not held just because the week that answered it is over:
/// the runs come back one at a time.
pub(super) fn after_a_red(view: &View, target: &mut Target) {
    if let Some(most) = most_runs_after_red(view) {
        target.runs = target.runs.min(most);
    }
    let most = most_after_red(view).or_else(|| reached_since_red(view));
    if let (Session::Minutes(minutes), Some(most)) = (target.session, most) {
        target.session = Session::Minutes(minutes.min(most));
    }
}

/// Where the fortnight after a red was kept short, what was held before it comes back a step at
/// a time from then on: one step over the longest run of the last fortnight, for a month after
/// the red. `None` where there was none, and in that first fortnight ([`most_after_red`]).
pub(super) fn reached_since_red(view: &View) -> Option<f64> {
    let climb = view.climb.as_ref()?;
    let known = view.history.today().min(view.sunday);
    let since = (known - *climb.reds().iter().max()?).num_days();
    if since >= limits::LONG_RUN_DAYS.value as i64 || most_after_red(view).is_some() {
        return None;
    }
    let longest = longest_since_red(view)?;
    Some(climb.one_step_longer(longest).unwrap_or(longest))
}

/// The longest run of the last fortnight that was none of a red, in the weeks after the last one
/// was known: what was run before it says nothing of what is borne after it.
pub(super) fn longest_since_red(view: &View) -> Option<f64> {
    let climb = view.climb.as_ref()?;
    let known = view.history.today().min(view.sunday);
    let red = *climb.reds().iter().max()?;
    // What is left of its week was planned beside what came before it.
    let after = span::monday(red) + Days::new(7);
    let from = after.max(known - Days::new(limits::MEAN_DAYS.value as u64));
    let pain = Pain::of(view.history);
    (view.history.runs_between(from, known).iter())
        .filter(|run| pain.response(run).band != Band::Red)
        .filter_map(Run::tells_minutes)
        .reduce(f64::max)
}

/// After a red of the last fortnight, one run more than last week had; `None` otherwise.
pub(super) fn most_runs_after_red(view: &View) -> Option<u32> {
    let known = view.history.today().min(view.sunday);
    let is_near = |red: &NaiveDate| (known - *red).num_days() < limits::MEAN_DAYS.value as i64;
    let hurt = (view.climb.as_ref()).is_some_and(|climb| climb.reds().iter().any(is_near));
    let ran = view.runs_last_week();
    (hurt && ran > 0).then(|| ran.saturating_add(1))
}

/// A run after one that was too much is as long as what was tolerated, and shorter than it:
/// the longest of the fortnight that was not red, else a tenth less. `None` where nothing was
/// too much, or as much was tolerated after it.
pub(super) fn most_after_red(view: &View) -> Option<f64> {
    let episode = view.episode?;
    let known = view.history.today().min(view.sunday);
    let from = (known - Days::new(limits::MEAN_DAYS.value as u64)).max(episode.start);
    let pain = Pain::of(view.history);
    let of_rehab =
        |day: NaiveDate| (view.climb.as_ref()).is_some_and(|climb| climb.is_of_rehab(day));
    let of_kind = view.undone_kind();
    let mut too_much: Option<f64> = None;
    let mut shared = None;
    let mut borne: Vec<f64> = Vec::new();
    let mut red_week: Option<NaiveDate> = None;
    for run in view.history.runs_between(from, known) {
        // A walk that the watch took for a run is none, however it was answered.
        let least = limits::ACCIDENT_SECONDS.value / 60.0;
        let Some(minutes) = run.tells_minutes().filter(|minutes| *minutes >= least) else {
            continue;
        };
        let response = pain.response(run);
        // What was too much of it was the kind, which went back, and not its minutes.
        if response.band == Band::Red && of_kind.is_some_and(|kind| kind.in_run(run)) {
            continue;
        }
        if response.band == Band::Red && !of_rehab(run.date()) {
            // One score that answers two runs says of the longer one that it was too much.
            let (before, longest) = match shared {
                Some((at, before, longest)) if at == response.red_at => {
                    (before, minutes.max(longest))
                }
                _ => (too_much, minutes),
            };
            shared = Some((response.red_at, before, longest));
            too_much = Some(before.map_or(longest, |least: f64| least.min(longest)));
            red_week = Some(span::monday(run.date()));
        } else if response.is_known() {
            too_much =
                too_much.filter(|least| minutes < least * (1.0 - limits::GOAL_TOLERANCE.value));
            // What is left of the week that hurt is short on purpose, and no measure of what is borne.
            if red_week != Some(span::monday(run.date())) {
                borne.push(minutes);
            }
        }
    }
    let too_much = too_much?;
    let less = rounded_down(too_much * eased());
    let longest = (borne.into_iter())
        .filter(|minutes| *minutes < too_much)
        .reduce(f64::max);
    Some(longest.map_or(less, |longest| rounded_down(longest).min(less)))
}

/// The share of minutes that is left where something hurt too much.
pub(super) fn eased() -> f64 {
    1.0 - limits::EASE_SHARE.value / 100.0
}

/// After a red the running is never more than in the week before, whatever else goes back.
pub(super) fn no_more_than_run(view: &View, target: &mut Target) {
    let ran = view.runs_last_week();
    if ran > 0 {
        target.runs = target.runs.min(ran);
    }
    let planned = target.session.running() * f64::from(target.runs);
    if let Some(ran) = view
        .last
        .running_min
        .filter(|ran| *ran > 0.0 && planned > *ran)
    {
        target.session = target.session.scaled(ran / planned);
    }
}
