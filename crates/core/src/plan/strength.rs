//! Strength before speed: what the exercises should have come to before a kind of
//! running returns, said in a week that brings it. It is advice and holds nothing back:
//! what was not logged may have been done all the same.

use super::view::View;
use super::week::{Reason, WeekPlan, kind_of};
use crate::diary::{Episode, History, RehabSet};
use crate::limits::{self, Evidence};
use crate::method::climb::Kind;
use crate::rehab::borne::{self, Borne};
use crate::rehab::standing::minimum;
use chrono::NaiveDate;

/// The advice on the kind of running that the ladder works on, where the week holds it.
pub(super) fn first(view: &View, plan: &WeekPlan) -> Option<Reason> {
    let (episode, climb) = (view.episode?, view.climb.as_ref()?);
    let open = climb.open_kind()?;
    let days = plan.days.iter().filter(|day| day.date >= view.from);
    let mut kinds = days.filter_map(|day| kind_of(day.kind));
    kinds.any(|kind| kind == open).then_some(())?;
    Some(Reason {
        rule: None,
        text: advice(view.history, episode, open)?,
        grade: Evidence::Consensus,
    })
}

/// What the exercises still lack before a kind of running, said to the runner; `None`
/// where nothing is lacking.
fn advice(history: &History, episode: &Episode, kind: Kind) -> Option<String> {
    let sessions = |set| borne::sessions_of(history, set, episode.start);
    let (b, c) = (sessions(RehabSet::B), sessions(RehabSet::C));
    let few = limits::BEFORE_FAST_SESSIONS.value;
    let days = limits::BEFORE_FAST_DAYS.value;
    let (lacks, first) = match kind {
        Kind::Tempo => (
            !enough(&b, few) && !enough(&c, few),
            format!("{few:.0} sessions of set B at {SAFE:.0} or less"),
        ),
        Kind::Intervals => (
            !settled(history, &b, RehabSet::B) && !enough(&c, few),
            format!("{:.0} weeks of set B", days / 7.0),
        ),
        Kind::Hills => (
            !bent(history, episode) && !enough(&c, few),
            format!(
                "an exercise of set B with the hip bent to {:.0}° at {SAFE:.0} or less",
                limits::BEFORE_HILLS_FLEXION.value
            ),
        ),
        Kind::Sprints => (
            !enough(&c, few),
            format!("{few:.0} sessions of set C at {SAFE:.0} or less"),
        ),
        Kind::HillSprints => (
            !settled(history, &c, RehabSet::C),
            format!("{:.0} weeks of set C", days / 7.0),
        ),
    };
    lacks.then(|| {
        let last = match kind {
            Kind::Sprints | Kind::HillSprints => RehabSet::C,
            _ => RehabSet::B,
        };
        format!(
            "Strength before speed: {} better after {first}, and {}. That is advice and holds \
             nothing back: ask whoever treats you, and log what was done (`comeback log rehab {}`).",
            name(kind),
            so_far(last, if last == RehabSet::C { &c } else { &b }),
            last.as_str(),
        )
    })
}

const SAFE: f64 = limits::GREEN_MAX.value;

/// Sessions that did not hurt over what is safe, nor the next morning; one of which the
/// pain is not told is none.
fn tolerated(sessions: &[Borne]) -> usize {
    let safe = |session: &&Borne| {
        session.during.is_some() && session.worst().is_some_and(|worst| worst <= SAFE)
    };
    sessions.iter().filter(safe).count()
}

fn enough(sessions: &[Borne], few: f64) -> bool {
    tolerated(sessions) as f64 >= few
}

/// Whether a set is done for so long, and often enough for it.
fn settled(history: &History, sessions: &[Borne], set: RehabSet) -> bool {
    let begun = |first: &NaiveDate| {
        (history.today() - *first).num_days() as f64 >= limits::BEFORE_FAST_DAYS.value
    };
    let first = sessions.first().map(|session| session.date);
    first.is_some_and(|first| begun(&first)) && tolerated(sessions) as f64 >= minimum(set).1
}

/// Whether an exercise of set B bent the hip far enough at a safe pain.
fn bent(history: &History, episode: &Episode) -> bool {
    history.rehab.iter().any(|entry| {
        let work = &entry.work;
        entry.set() == RehabSet::B
            && episode.covers(history.local_date(entry.at))
            && (work.hip_flexion_deg).is_some_and(|bent| bent >= limits::BEFORE_HILLS_FLEXION.value)
            && work.pain.is_some_and(|pain| pain.get() <= SAFE)
    })
}

fn so_far(set: RehabSet, sessions: &[Borne]) -> String {
    let set = set.words();
    match (sessions.len(), tolerated(sessions)) {
        (0, _) => format!("no session of {set} is logged"),
        (1, 1) => format!("1 session of {set} is logged"),
        (logged, safe) if logged == safe => format!("{logged} sessions of {set} are logged"),
        (logged, safe) => format!("of {logged} logged of {set} {safe} are known to be that"),
    }
}

const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Tempo => "tempo is",
        Kind::Intervals => "intervals are",
        Kind::Sprints => "sprints are",
        Kind::Hills => "hills are",
        Kind::HillSprints => "hill sprints are",
    }
}
