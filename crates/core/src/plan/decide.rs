//! What the week should hold: the first decision of the method's order that
//! applies, the least that any that applies allows, and what less it may hold where
//! a rule objects to that.

mod after_a_red;
mod beside;
mod cut_back;
mod flagged;
mod held;
mod hold;
mod honest;
mod ill;
mod pain;
mod progress;
mod reason;
mod restart;
mod specials;
mod usual;
mod words;

pub(super) use honest::honest;
pub(super) use ill::well_again;
pub(super) use words::{minutes_words, run_of, runs_of, time_off};

use super::hasten::hasten;
use super::target::{Special, Target};
use super::view::View;
use super::week::{Decision, Reason};
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::rule_id::RuleId;
use cut_back::cut_back;
use flagged::{cleared, flagged};
use held::held;
use hold::hold;
use ill::{ill, still_ill};
use pain::{back_up, ease, suspend, taken_back};
use progress::{longer_instead, progress};
use reason::reason;
use restart::restart;
use usual::{usual, usual_week};

/// Each smaller week has runs of this share of the one before (design).
const SMALLER_BY: f64 = 0.92;
/// How often a week is made smaller at the runs wanted, and at fewer.
const SMALLER_STEPS: i32 = 26;
const FEWER_RUNS_STEPS: i32 = 9;

/// The runs of a week with an added one may be so many steps of this share shorter (design).
const SHORTER_STEPS: u32 = 10;
/// And those of a week with a new kind of running by so many.
const SHORTER_STEPS_OF_A_KIND: u32 = 3;
const SHORTER_BY: f64 = 0.03;

/// The week wanted, then ever smaller ones.
pub(super) fn candidates(view: &View) -> Vec<Target> {
    let wanted = wanted(view);
    // Suspended, or nothing to make smaller.
    if wanted.runs == 0 {
        return vec![wanted];
    }
    let mut candidates: Vec<Target> = with_fewer_specials(wanted.clone()).collect();
    if wanted.decision == Decision::Progress {
        let steps = match wanted.factor {
            Some(Rung::Frequency) => SHORTER_STEPS,
            // Eleven minutes with tempo and twelve with hills are no longer run, but a second
            // thing that rises by the rules: the new kind would wait for ever.
            Some(factor) if factor > Rung::Frequency => SHORTER_STEPS_OF_A_KIND,
            _ => 0,
        };
        // Where hard sessions of last week were shorter than the shortest easy one, so may this be.
        let ran = view.last.session_min.unwrap_or(f64::INFINITY);
        let least = least_session(view).min(ran);
        candidates.extend(shorter(&wanted, steps).filter(|week| week.session.running() >= least));
        if wanted.factor == Some(Rung::Frequency) {
            candidates.extend(longer_instead(view));
        }
    }
    let mut base = wanted;
    if base.decision == Decision::Progress {
        base = Target {
            reasons: base.reasons,
            ..held(view)
        };
        candidates.extend(with_fewer_specials(base.clone()));
    }
    candidates.extend(smaller(view, &base));
    candidates
}

/// The week with ever shorter runs.
fn shorter(week: &Target, steps: u32) -> impl Iterator<Item = Target> + '_ {
    (1..=steps).map(move |step| Target {
        session: week.session.scaled(1.0 - SHORTER_BY * f64::from(step)),
        ..week.clone()
    })
}

/// The week with ever fewer of its special sessions, whichever of them; what rises, which is
/// the first, is never left out.
fn with_fewer_specials(week: Target) -> impl Iterator<Item = Target> {
    let all = week.specials.len();
    let rises = usize::from(week.factor > Some(Rung::Frequency)).min(all);
    // Two or three sessions are eight ways at most.
    let mut ways: Vec<u32> = (0..1_u32 << all.min(5)).collect();
    ways.retain(|way| way.trailing_ones() as usize >= rises);
    ways.sort_by_key(|way| (std::cmp::Reverse(way.count_ones()), *way));
    ways.into_iter().map(move |way| Target {
        specials: (week.specials.iter().enumerate())
            .filter(|(at, _)| way & (1 << at) != 0)
            .map(|(_, special)| *special)
            .collect(),
        ..week.clone()
    })
}

/// Ever smaller weeks, the largest first: shorter runs, or fewer of them. Where a run is
/// left out alone, the special sessions may stay, so that who runs less often does not
/// hold for ever without them.
fn smaller(view: &View, base: &Target) -> Vec<Target> {
    let mut sizes: Vec<(u32, i32)> = Vec::new();
    for runs in 1..=base.runs {
        let steps = if runs == base.runs {
            1..SMALLER_STEPS
        } else {
            0..FEWER_RUNS_STEPS
        };
        sizes.extend(steps.map(|step| (runs, step)));
    }
    let load = |(runs, step): &(u32, i32)| f64::from(*runs) * SMALLER_BY.powi(*step);
    sizes.sort_by(|a, b| load(b).total_cmp(&load(a)));
    let least = least_session(view);
    sizes
        .into_iter()
        .flat_map(|(runs, step)| {
            let kept: &[Special] = if step == 0 { &base.specials } else { &[] };
            let mut week = Target {
                runs,
                session: base.session.scaled(SMALLER_BY.powi(step)),
                specials: kept.to_vec(),
                step_from: (base.step_from)
                    .map(|(from, before)| (from, before.scaled(SMALLER_BY.powi(step)))),
                ..base.clone()
            };
            week.without_short_runs(least);
            with_fewer_specials(week)
        })
        .collect()
}

/// The shortest run that is planned before there are fewer of them. Where that hurts, walking
/// is mixed in; shorter runs never are.
fn least_session(view: &View) -> f64 {
    match &view.climb {
        Some(climb) => climb.shortest(climb.session.unwrap_or(0.0)),
        None if usual(view).session.running() >= limits::SHORT_SESSION_OWN.value => {
            limits::SHORT_SESSION.value
        }
        None => limits::LEAST_SESSION.value,
    }
}

pub(super) fn kept_smaller(rule: RuleId) -> Reason {
    let until = match rule {
        RuleId::FrequencyJump => format!(
            " One run more comes when the mean week of the last {:.0} days has as many as this one.",
            limits::REFERENCE_DAYS.value
        ),
        _ => String::new(),
    };
    reason(
        Some(rule),
        format!("A larger week would be too much for now, so this one is kept smaller.{until}"),
        Evidence::Seed,
    )
}

/// The week that the method asks for.
fn wanted(view: &View) -> Target {
    let mut target = suspend(view).unwrap_or_else(|| chosen(view));
    if target.decision != Decision::Suspend {
        let least = least_session(view);
        target.without_short_runs(least);
        if target.decision != Decision::BackUp {
            target.no_shorter_alone(least);
        } else if view.climb.is_some() {
            let mut said = taken_back(view, &target);
            // A week that began so has said it.
            said.retain(|reason| !target.reasons.contains(reason));
            target.reasons.splice(0..0, said);
        }
    }
    if target.decision != Decision::Suspend {
        target.reasons.splice(0..0, still_ill(view));
        // Said also where days off or pain decide the week.
        if let Some(reason) = cleared(view) {
            target.say(reason);
        }
    }
    hasten(view, &mut target);
    let fit = target.runs;
    if view.episode.is_some_and(|episode| !episode.diagnosed) {
        target.say(reason(
            None,
            "No clinician has confirmed the diagnosis; this plan is education, not a diagnosis.",
            Evidence::Seed,
        ));
    }
    target.reasons.extend(walking_mixed_in(view));
    // Days in bed, and a week that holds fewer runs than the start, say nothing of the days.
    let is_ill = view.well_from.is_some() || view.still_ill().is_some();
    if let Some(climb) = &view.climb
        && let Some(runs) = climb.unfitting_runs
        && target.decision != Decision::Suspend
        && !is_ill
        && fit >= climb.start_runs
        && fit > 0
    {
        target.say(reason(
            Some(RuleId::RestTooShort),
            format!(
                "{fit} of {runs} runs a week: more do not fit on the available days with the rest \
                 between them."
            ),
            Evidence::Practice,
        ));
    }
    target
}

/// Why there is walking in the runs of who ran without, for a fortnight.
fn walking_mixed_in(view: &View) -> Option<Reason> {
    let climb = view.climb.as_ref().filter(|climb| climb.level.is_some())?;
    let since = (view.monday - climb.mixed_in?).num_days();
    (since <= limits::MEAN_DAYS.value as i64).then(|| {
        reason(
            None,
            format!(
                "The smallest runs hurt over {:.0} {:.0} times within {:.0} days, so walking is mixed in \
                 from here.",
                limits::GREEN_MAX.value,
                limits::RUNNING_HURTS_RUNS.value,
                limits::RUNNING_HURTS_DAYS.value
            ),
            Evidence::Seed,
        )
    })
}

/// The first case that applies names the decision; minutes, runs and kinds are the least
/// that any of them allows.
fn chosen(view: &View) -> Target {
    if let Some(mut ill) = ill(view) {
        // A fever is to be seen besides.
        if let Some(flag) = flagged(view) {
            ill.say(flag);
        }
        return ill;
    }
    if view.climb.is_none() {
        return restart(view)
            .or_else(|| hold(view))
            .unwrap_or_else(|| usual_week(usual(view)));
    }
    let cases = [
        back_up(view),
        ease(view),
        // Free days of a week that is run as it began are no break.
        restart(view).filter(|_| !view.as_begun),
        hold(view),
        cut_back(view),
    ];
    let mut cases = cases.into_iter().flatten();
    if let Some(began) = &view.began {
        // What began is written in runs that are long enough, and so is what it is held
        // against: three runs of nine minutes are no less than two of ten.
        let least = least_session(view);
        let cases = cases.map(|mut case| {
            case.without_short_runs(least);
            case
        });
        return goes_on(began, cases);
    }
    let Some(target) = cases.next() else {
        return progress(view);
    };
    lessened(target, cases)
}

/// The least of a week and of the cases that apply beside it. A return from days off stands
/// beside the pain that decides: both make the week smaller, and both are said.
fn lessened(mut target: Target, cases: impl Iterator<Item = Target>) -> Target {
    for case in cases {
        target.lessen(&case);
        if target.decision == Decision::BackUp && case.decision == Decision::Restart {
            // What the return allows later in the week is none of a week that backs up.
            target.without_step();
            for reason in case.reasons {
                target.say(reason);
            }
        }
    }
    target
}

/// A week that is under way: as it began, or less by what became known since. A step that
/// is earned in the middle of it is the next week's, since what was planned for days that are over was
/// run and is not planned again.
fn goes_on(began: &Target, mut cases: impl Iterator<Item = Target>) -> Target {
    let mut target = began.clone();
    if let Some(first) = cases.next() {
        target.lessen(&first);
        if first.decision <= target.decision {
            target.decision = first.decision;
            target.factor = None;
            target.reasons = first.reasons;
        }
    }
    lessened(target, cases)
}
