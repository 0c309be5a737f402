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
use super::target::Target;
use super::view::View;
use super::week::{Decision, Reason};
use crate::limits::Evidence;
use crate::method::Rung;
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
    if wanted.factor == Some(Rung::Frequency) {
        // Seven days that hold runs of both weeks hold more than either: where that
        // is too much the added run comes with shorter ones, and they grow again.
        candidates.extend((1..=ADDED_RUN_STEPS).map(|step| {
            Target {
                session: wanted
                    .session
                    .scaled(1.0 - ADDED_RUN_SHORTER * f64::from(step)),
                ..wanted.clone()
            }
        }));
    }
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
/// steps are fine enough that a week kept small may still grow by the 10 % that
/// `long-run-spike` allows.
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
