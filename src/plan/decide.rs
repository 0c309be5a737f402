//! What the week should hold: the first decision of the method's order that
//! applies, and what less it may hold where a rule objects to that.

use super::target::{Session, Special, Target, grown, rounded_down};
use super::view::View;
use super::week::{Decision, Reason};
use crate::diary::span;
use crate::limits::{self, AmberPolicy, Evidence};
use crate::method::Rung;
use crate::method::climb::{Climb, HILL_SPRINTS, Kind, Step};
use crate::rules::jump_after_break::Allowed;
use crate::rules::red_flag;
use chrono::{Days, NaiveDate};

/// Each smaller week has runs of this share of the one before (design).
const SMALLER_BY: f64 = 0.88;
/// How often a week is made smaller at the runs wanted, and at fewer.
const SMALLER_STEPS: i32 = 17;
const FEWER_RUNS_STEPS: i32 = 6;

/// The week wanted, then ever smaller ones.
pub fn candidates(view: &View) -> Vec<Target> {
    let wanted = wanted(view);
    if wanted.decision == Decision::Suspend || wanted.runs == 0 {
        return vec![wanted];
    }
    let mut candidates = vec![wanted.clone()];
    if wanted.specials.len() > 1 {
        let mut one = wanted.clone();
        one.specials.truncate(1);
        candidates.push(one);
    }
    let fewer: Vec<Target> = (1..wanted.runs)
        .rev()
        .filter(|_| wanted.decision == Decision::Progress && wanted.factor != Some(Rung::Frequency))
        .map(|runs| Target {
            runs,
            ..wanted.clone()
        })
        .collect();
    let mut base = wanted;
    if base.decision == Decision::Progress {
        base = Target {
            reasons: base.reasons,
            ..held(view, Held::default())
        };
        candidates.push(base.clone());
    }
    if !base.specials.is_empty() {
        base.specials.clear();
        candidates.push(base.clone());
    }
    // Where it is the number of runs that is objected to, the step may still be taken.
    candidates.extend(fewer);
    candidates.extend(smaller(&base));
    candidates
}

/// Ever smaller weeks, the largest first: shorter runs, or fewer of them. The
/// steps are fine enough that a week kept small may still grow by the 30 % that
/// `weekly-spike` allows.
fn smaller(base: &Target) -> Vec<Target> {
    let mut sizes: Vec<(u32, f64)> = Vec::new();
    for runs in 1..=base.runs {
        let (first, most) = if runs == base.runs {
            (1, SMALLER_STEPS)
        } else {
            (0, FEWER_RUNS_STEPS)
        };
        sizes.extend((first..most).map(|step| (runs, SMALLER_BY.powi(step))));
    }
    let load = |(runs, share): &(u32, f64)| f64::from(*runs) * share;
    sizes.sort_by(|a, b| load(b).total_cmp(&load(a)));
    sizes
        .into_iter()
        .map(|(runs, share)| Target {
            runs,
            session: base.session.scaled(share),
            ..base.clone()
        })
        .collect()
}

pub fn kept_smaller(rule: &str) -> Reason {
    reason(
        Some(rule),
        format!("The next step would set off `{rule}`, so the week is kept smaller."),
        Evidence::Seed,
    )
}

fn reason(rule: Option<&str>, text: impl Into<String>, grade: Evidence) -> Reason {
    Reason {
        rule: rule.map(str::to_owned),
        text: text.into(),
        grade,
    }
}

/// The week that the method asks for.
fn wanted(view: &View) -> Target {
    let mut target = suspend(view)
        .or_else(|| back_up(view))
        .or_else(|| restart(view))
        .or_else(|| hold(view))
        .or_else(|| cut_back(view))
        .unwrap_or_else(|| progress(view));
    // The week of a return that began before Monday is over only then.
    target.runs_from = target.runs_from.max(view.returned_from);
    if view.episode.is_some_and(|episode| !episode.diagnosed) {
        target.reasons.push(reason(
            None,
            "No clinician has confirmed the diagnosis; this plan is education, not a diagnosis.",
            Evidence::Seed,
        ));
    }
    if let Some(climb) = &view.climb
        && let Some(runs) = climb.unfitting_runs
        && target.decision != Decision::Suspend
    {
        target.reasons.push(reason(
            Some("rest-too-short"),
            format!(
                "{} of {runs} runs a week: more do not fit on the available days with the rest \
                 between them.",
                target.runs
            ),
            Evidence::Practice,
        ));
    }
    target
}

fn suspend(view: &View) -> Option<Target> {
    let flags = || {
        view.history
            .symptoms
            .iter()
            .filter(|entry| red_flag::is_flag(view.history, entry))
    };
    let entry = flags()
        .find(|entry| entry.symptom.is_emergency())
        .or_else(|| flags().next())?;
    let turn_to = if entry.symptom.is_emergency() {
        "Have it seen today, at an emergency department or by calling your emergency number"
    } else {
        "Have it seen by a clinician in the next days"
    };
    Some(Target {
        decision: Decision::Suspend,
        reasons: vec![reason(
            Some("red-flag"),
            format!(
                "`{}` was logged on {} and is not resolved: no training is planned. {turn_to}; when \
                 a clinician has cleared it, log it as resolved.",
                entry.symptom.as_str(),
                view.history.local_date(entry.at),
            ),
            Evidence::Practice,
        )],
        ..Target::rest()
    })
}

/// A red response takes back what rose last.
fn back_up(view: &View) -> Option<Target> {
    let red = view.reds.iter().max_by_key(|red| red.response.red_at)?;
    let mut target = held(view, Held::default());
    target.decision = Decision::BackUp;
    target.specials.clear();
    let last_min = view.last.session_min.filter(|&minutes| minutes > 0.0);
    let undone = view.climb.as_ref().and_then(|climb| climb.last_undone);
    let said;
    match target.session {
        Session::WalkRun { level, .. } => {
            let running = target.session.running();
            // At the first level there is no lower one: a round less.
            if last_min.is_some_and(|last| running >= last * 0.97) {
                target.session = Session::WalkRun {
                    level,
                    rounds: 2,
                    share: 1.0,
                };
            }
            said = format!("back to walk-run level {level}");
        }
        Session::Minutes(minutes) => {
            let kept = 1.0 - limits::BACK_UP_SHARE.value / 100.0;
            let minutes = match (undone, last_min) {
                (_, None) => minutes,
                // A kind or a run taken away is the step; the runs are a little shorter too.
                (
                    Some(Step::Kind { .. } | Step::HillSprints { .. } | Step::Runs { .. }),
                    Some(last),
                ) => minutes.min(last * 0.9),
                // The ladder has taken it back already.
                (_, Some(last)) if minutes <= last * 0.97 => minutes,
                (_, Some(last)) => last * kept,
            };
            target.session = Session::Minutes(rounded_down(minutes).max(1.0));
            said = match undone {
                Some(Step::Session { .. }) => "back to the minutes that were last green".to_owned(),
                Some(Step::Runs { from }) => format!("back to {from} runs a week"),
                Some(Step::Kind { kind }) => {
                    format!("without what was new ({})", words(kind))
                }
                Some(Step::HillSprints { .. }) => "without hill sprints this week".to_owned(),
                _ => format!("{:.0} % less per run", limits::BACK_UP_SHARE.value),
            };
        }
    }
    let score = red.response.max.map_or(0.0, |max| max.get());
    target.reasons = vec![reason(
        Some("pain-too-high"),
        format!(
            "Pain of {score} after the run of {}: too much, too soon; {said}, and keep moving.",
            red.run.date()
        ),
        Evidence::Seed,
    )];
    if view.repeated {
        target.reasons.push(reason(
            Some("pain-repeated"),
            "Two red responses in 14 days: two steps back, and a clinician's review.",
            Evidence::Design,
        ));
    }
    Some(target)
}

/// The weeks after a break, by the shares of `jump-after-break`.
fn restart(view: &View) -> Option<Target> {
    let allowance = view.returning.as_ref()?;
    let mut target = held(view, Held::default());
    target.decision = Decision::Restart;
    target.specials.clear();
    let days_off = allowance.of.days_off;
    let careful = !view.ambers.is_empty() || !view.unknown.is_empty();
    let text = match allowance.allowed {
        Allowed::Level(level) => {
            let level = match target.session {
                Session::WalkRun { level: held, .. } => held.min(level),
                Session::Minutes(_) => level,
            };
            target.session = Session::level(level);
            format!("{days_off} days without a run: start again at walk-run level {level}.")
        }
        Allowed::Share { share, .. } => {
            let long = days_off as f64 >= view.history.settings.get(&limits::BREAK_LONG_DAYS);
            let held = target.session.running();
            let weekly = allowance.mean_min.unwrap_or(held * f64::from(target.runs));
            let mut minutes = weekly * share / f64::from(target.runs.max(1));
            if !long {
                minutes = minutes.min(held);
            } else if let Some(climb) = &view.climb {
                minutes = minutes.min(climb.goal.session_min);
            }
            if careful {
                minutes = minutes.min(view.last.session_min.unwrap_or(minutes));
            }
            target.session = match target.session {
                Session::WalkRun { level, .. } if !long => Session::level(level),
                _ => Session::Minutes(rounded_down(minutes).max(1.0)),
            };
            format!(
                "Week {} after {days_off} days without a run: at most {:.0} % of the {weekly:.0} \
                 minutes a week before it.",
                allowance.week,
                share * 100.0
            )
        }
    };
    target.reasons = vec![reason(Some("jump-after-break"), text, Evidence::Practice)];
    Some(target)
}

/// What keeps the week as it was.
fn hold(view: &View) -> Option<Target> {
    let mut reasons = Vec::new();
    for finding in &view.warnings {
        reasons.push(reason(
            Some(finding.rule),
            format!("{} Nothing is raised this week.", finding.message),
            finding.grade,
        ));
    }
    if view.episode.is_some() {
        if let Some(unknown) = view.unknown.first() {
            reasons.push(reason(
                Some("pain-unlogged"),
                format!(
                    "The response to the run of {} is not known: pain has to be logged up to 24 h \
                     and between 24 h and 48 h after a run before anything is raised.",
                    unknown.run.date()
                ),
                Evidence::Design,
            ));
        }
        if let Some(run) = view.unmeasured.first() {
            reasons.push(reason(
                None,
                format!(
                    "The running minutes of the run of {} are not known, so nothing is raised.",
                    run.date()
                ),
                Evidence::Design,
            ));
        }
        if view.history.settings.amber == AmberPolicy::Hold
            && let Some(amber) = view.ambers.first()
        {
            let score = amber.response.max.map_or(0.0, |max| max.get());
            reasons.push(reason(
                Some("pain-watch"),
                format!(
                    "Pain of {score} after the run of {}: acceptable, and watched; the week is held.",
                    amber.run.date()
                ),
                Evidence::Seed,
            ));
        }
        if let Some(focus) = view.history.gait_focus() {
            let days = (view.monday - view.history.local_date(focus.at)).num_days();
            if (days as f64) < view.history.settings.get(&limits::GAIT_HOLD_DAYS) {
                reasons.push(reason(
                    Some("gait-order"),
                    format!(
                        "The gait focus `{}` is new ({days} days): no load step in its first {:.0} \
                         days.",
                        focus.focus.as_str(),
                        limits::GAIT_HOLD_DAYS.value
                    ),
                    Evidence::Seed,
                ));
            }
        }
    }
    if reasons.is_empty() {
        return None;
    }
    let mut target = held(
        view,
        Held {
            offended: !view.warnings.is_empty(),
            watched: !view.ambers.is_empty(),
        },
    );
    target.reasons = reasons;
    Some(target)
}

/// Every fourth week of building is lighter.
fn cut_back(view: &View) -> Option<Target> {
    let climb = view.climb.as_ref()?;
    let every = view.history.settings.get(&limits::CUT_BACK_EVERY) as usize;
    let since = last_light_week(view);
    let rises = climb
        .rises
        .iter()
        .filter(|&&monday| since.is_none_or(|light| light < monday) && monday < view.monday)
        .count();
    if rises + 1 < every || climb.rung() == Rung::Restored {
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
    let lighter = 1.0
        - 0.75
            * limits::CUT_BACK_SHARE
                .range
                .map_or(0.2, |(low, _)| low / 100.0);
    let mut monday = view.monday - Days::new(7);
    while monday > start {
        let before = monday - Days::new(7);
        if minutes(monday) < minutes(before) * lighter {
            return Some(monday);
        }
        monday = before;
    }
    None
}

/// One factor more, the lowest open rung; a hold where the step is not yet earned.
fn progress(view: &View) -> Target {
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
        let grown = grown(
            minutes,
            view.history.settings.get(&limits::WEEKLY_GROWTH) / 100.0,
            cap(view, minutes).min(climb.goal.session_min),
        );
        return match grown.filter(|_| ready) {
            Some(more) => {
                target.session = Session::Minutes(more);
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

/// The most minutes that one run may have: 1.10 times the longest of the 30 days before.
fn cap(view: &View, minutes: f64) -> f64 {
    let from = view.monday - Days::new(limits::LONG_RUN_DAYS.value as u64);
    let longest = view
        .history
        .runs_between(from, view.monday - Days::new(1))
        .iter()
        .filter_map(crate::run::Run::running_minutes)
        .fold(minutes, f64::max);
    longest * limits::LONG_RUN_RATIO.value
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

fn usual_week(mut target: Target) -> Target {
    target.decision = Decision::Hold;
    target.reasons = vec![reason(
        None,
        if target.runs == 0 {
            "No runs are known and no episode is open: there is no usual week to keep."
        } else {
            "No episode is open: the usual week, within the rules on load."
        },
        Evidence::Design,
    )];
    target
}

/// What a held week leaves out.
#[derive(Default, Clone, Copy)]
struct Held {
    /// Something offended in the week before: what rose in it is left out.
    offended: bool,
    /// An amber response: no more than was run in the week before.
    watched: bool,
}

/// The last tolerated week.
fn held(view: &View, how: Held) -> Target {
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

/// The runner's usual week where no episode is open: the mean of the last four.
fn usual(view: &View) -> Target {
    let mut target = Target::rest();
    let to = view.monday - Days::new(1);
    let days = limits::REFERENCE_DAYS.value as u64;
    let mut from = view.monday - Days::new(days);
    if span::span(view.history, from, to).runs == 0 {
        // Before a long break there was a usual week too.
        let Some(last) = view.history.runs.iter().rev().find(|run| run.date() <= to) else {
            return target;
        };
        from = last.date() - Days::new(days - 1);
    }
    let Some(first) = view.history.runs.first().map(crate::run::Run::date) else {
        return target;
    };
    from = from.max(first);
    let all = span::span(view.history, from, to);
    let weeks = ((to - from).num_days() as f64 / 7.0)
        .round()
        .clamp(1.0, 4.0);
    let (Some(run_days), Some(minutes)) = (all.run_days, all.session_min) else {
        target.runs = ((all.runs as f64 / weeks).round() as u32).clamp(1, 7);
        target.session = Session::Minutes(rounded_down(limits::DEFAULT_GOAL_MINUTES.value / 2.0));
        return target;
    };
    target.runs = ((run_days as f64 / weeks).round() as u32).clamp(1, 7);
    target.session = Session::Minutes(rounded_down(minutes).max(1.0));
    let hard = all.hard_min.unwrap_or(0.0) / weeks;
    if hard > limits::HARD_OVER_MINUTES.value {
        target.specials.push(Special {
            kind: Kind::Tempo,
            count: 0,
        });
    }
    target
}

/// The sessions with more than easy running that are held on a rung.
fn held_specials(view: &View, climb: &Climb) -> Vec<Special> {
    let rung = climb.rung();
    if rung < Rung::Intensity {
        return Vec::new();
    }
    let count = HILL_SPRINTS.get(climb.sprint_step).copied().unwrap_or(3);
    if let Some(kind) = climb.open_kind()
        && climb.sessions_of(kind).first.is_some()
    {
        return with_kind(view, climb, Special { kind, count });
    }
    // The kind that is due is not begun, or all are complete: the one longest ago.
    let Some(kind) = longest_ago(view, climb, |_| true) else {
        return Vec::new();
    };
    with_kind(view, climb, Special { kind, count })
}

/// A kind with what goes beside it in a week: hill sprints stand alone, sprints
/// and hills have one hard session beside them, hard sessions one of the others.
fn with_kind(view: &View, climb: &Climb, special: Special) -> Vec<Special> {
    let hard = |kind: Kind| matches!(kind, Kind::Tempo | Kind::Intervals);
    let mut specials = vec![special];
    if special.kind != Kind::HillSprints {
        let beside = longest_ago(view, climb, |kind| {
            kind != Kind::HillSprints && hard(kind) != hard(special.kind)
        });
        specials.extend(beside.map(|kind| Special { kind, count: 0 }));
    }
    specials
}

/// The complete kind that was done longest ago.
fn longest_ago(view: &View, climb: &Climb, wanted: impl Fn(Kind) -> bool) -> Option<Kind> {
    climb
        .complete_kinds()
        .filter(|kind| wanted(*kind))
        .min_by_key(|kind| {
            view.history
                .runs
                .iter()
                .rev()
                .take(60)
                .find(|run| run.date() < view.monday && kind.in_run(run))
                .map(crate::run::Run::date)
        })
}

/// A kind of session in words.
pub const fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Tempo => "tempo",
        Kind::Intervals => "intervals",
        Kind::Sprints => "flat sprints",
        Kind::Hills => "easy climbs",
        Kind::HillSprints => "hill sprints",
    }
}
