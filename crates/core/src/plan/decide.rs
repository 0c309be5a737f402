//! What the week should hold: the first decision of the method's order that
//! applies, and what less it may hold where a rule objects to that.

mod cut_back;
mod held;
mod hold;
mod pain;
mod progress;
mod restart;
mod specials;
mod usual;

pub use specials::words;

use super::hasten::hasten;
use super::target::{Special, Target};
use super::view::View;
use super::week::{Decision, Reason};
use crate::limits::{self, Evidence};
use crate::method::Rung;
use crate::rule_id::RuleId;
use cut_back::cut_back;
use held::{Held, held};
use hold::hold;
use pain::{back_up, suspend};
use progress::progress;
use restart::restart;

/// Each smaller week has runs of this share of the one before (design).
const SMALLER_BY: f64 = 0.92;
/// How often a week is made smaller at the runs wanted, and at fewer.
const SMALLER_STEPS: i32 = 26;
const FEWER_RUNS_STEPS: i32 = 9;

/// The runs of a week with an added one may be so many steps of this share shorter (design).
const ADDED_RUN_STEPS: u32 = 16;
const ADDED_RUN_SHORTER: f64 = 0.05;

/// A week with a new kind of session may have runs so many steps of this share shorter (design).
const NEW_KIND_STEPS: u32 = 10;
const NEW_KIND_SHORTER: f64 = 0.03;

/// The week before an added run, where even the shortest one would be too much, is
/// this share of what is held (design): with it and with the two weeks before it the
/// shortest two runs are within `weekly-spike`, from 9.5 minutes of one run upward.
const MAKES_ROOM: f64 = 0.65;
/// The week before held at least this share of it, so that room is not made twice (design).
const WAS_HELD: f64 = 0.9;

/// The week wanted, then ever smaller ones.
pub fn candidates(view: &View) -> Vec<Target> {
    let wanted = wanted(view);
    if wanted.decision == Decision::Suspend || wanted.runs == 0 {
        return vec![wanted];
    }
    let mut candidates: Vec<Target> = with_fewer_specials(wanted.clone()).collect();
    let fewer: Vec<Target> = (1..wanted.runs)
        .rev()
        .filter(|_| wanted.decision == Decision::Progress && wanted.factor != Some(Rung::Frequency))
        .flat_map(|runs| {
            with_fewer_specials(Target {
                runs,
                ..wanted.clone()
            })
        })
        .collect();
    let second = second_run(view, wanted.runs);
    if wanted.factor == Some(Rung::Frequency) || second == SecondRun::HasRoom {
        // Seven days that hold runs of both weeks hold more than either: where that
        // is too much the added run comes with shorter ones, and they grow again.
        candidates.extend(shorter(&wanted, ADDED_RUN_STEPS, ADDED_RUN_SHORTER));
    }
    if wanted.decision == Decision::Progress && wanted.factor > Some(Rung::Frequency) {
        // A new kind of session may hold more running than the ones with walked rests
        // before it: then it comes a little shorter.
        candidates.extend(shorter(&wanted, NEW_KIND_STEPS, NEW_KIND_SHORTER));
    }
    let mut room = (second == SecondRun::NeedsRoom).then(|| room_for_a_run(view));
    let mut base = wanted;
    if base.decision == Decision::Progress {
        base = Target {
            reasons: base.reasons,
            ..held(view, Held::default())
        };
        if base.runs == 1 {
            candidates.extend(room.take());
        }
        candidates.extend(with_fewer_specials(base.clone()));
    }
    let specials = std::mem::take(&mut base.specials);
    // Where it is the number of runs that is objected to, the step may still be taken.
    candidates.extend(fewer);
    let mut smaller = smaller(&base, &specials);
    if let Some(at) = smaller.iter().position(|week| week.runs == 1) {
        smaller.splice(at..at, room);
    }
    candidates.extend(smaller);
    candidates
}

/// The week with ever shorter runs, by so many steps of a share.
fn shorter(week: &Target, steps: u32, by: f64) -> impl Iterator<Item = Target> + '_ {
    (1..=steps).map(move |step| Target {
        session: week.session.scaled(1.0 - by * f64::from(step)),
        ..week.clone()
    })
}

/// The week with ever fewer of its special sessions; what rises is never left out.
fn with_fewer_specials(week: Target) -> impl Iterator<Item = Target> {
    let all = week.specials.len();
    let least = usize::from(week.factor > Some(Rung::Frequency)).min(all);
    // Longer runs are told by an easy one.
    let most = if week.factor == Some(Rung::Volume) {
        all.min(week.runs.saturating_sub(1) as usize)
    } else {
        all
    };
    (least..=most).rev().map(move |count| Target {
        specials: week.specials.iter().take(count).copied().collect(),
        ..week.clone()
    })
}

/// Whether a second run a week is to come to a short one.
#[derive(PartialEq)]
enum SecondRun {
    /// None is wanted, or one run is long enough for it.
    Free,
    /// The week before held the one run at its full length.
    NeedsRoom,
    /// The week before was shorter, as for this.
    HasRoom,
}

/// Seven days may hold this week's run and the first of the next, and a day needs five
/// minutes to count as one of running: from one short run no second one is within
/// `weekly-spike`, however short.
fn second_run(view: &View, wanted_runs: u32) -> SecondRun {
    let (2, 1, Some(ran)) = (wanted_runs, view.last.runs, view.last.running_min) else {
        return SecondRun::Free;
    };
    let minutes = held(view, Held::default()).session.running();
    let least = limits::RUN_MIN_MINUTES.value;
    if minutes * limits::WEEKLY_SPIKE_RATIO.value >= minutes + least {
        SecondRun::Free
    } else if ran >= minutes * WAS_HELD {
        SecondRun::NeedsRoom
    } else {
        SecondRun::HasRoom
    }
}

/// A shorter week before a second run a week.
fn room_for_a_run(view: &View) -> Target {
    let held = held(view, Held::default());
    Target {
        runs: 1,
        session: held.session.scaled(MAKES_ROOM),
        specials: Vec::new(),
        reasons: vec![reason(
            Some(RuleId::WeeklySpike),
            "A second run is to be added, and even a short one would be too much within seven \
             days: this week's is shorter, to make room for it next week.",
            Evidence::Design,
        )],
        ..held
    }
}

/// Ever smaller weeks, the largest first: shorter runs, or fewer of them. The
/// steps are fine enough that a week kept small may still grow by the 10 % that
/// `long-run-spike` allows. Where a run is left out alone, the special sessions may
/// stay, so that who runs less often does not hold for ever without them.
fn smaller(base: &Target, specials: &[Special]) -> Vec<Target> {
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
    sizes
        .into_iter()
        .flat_map(|(runs, step)| {
            with_fewer_specials(Target {
                runs,
                session: base.session.scaled(SMALLER_BY.powi(step)),
                specials: if step == 0 {
                    specials.to_vec()
                } else {
                    Vec::new()
                },
                ..base.clone()
            })
        })
        .collect()
}

pub fn kept_smaller(rule: RuleId) -> Reason {
    reason(
        Some(rule),
        format!("The next step would set off `{rule}`, so the week is kept smaller."),
        Evidence::Seed,
    )
}

fn reason(rule: Option<RuleId>, text: impl Into<String>, grade: Evidence) -> Reason {
    Reason {
        rule,
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
    hasten(view, &mut target);
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
            Some(RuleId::RestTooShort),
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
