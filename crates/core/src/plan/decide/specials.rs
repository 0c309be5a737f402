//! The sessions of a week that hold more than easy running.

use crate::method::Rung;
use crate::method::climb::{Climb, HILL_SPRINTS, Kind};
use crate::plan::target::Special;
use crate::plan::view::View;

/// The sessions with more than easy running that are held on a rung.
pub(super) fn held_specials(view: &View, climb: &Climb) -> Vec<Special> {
    let rung = climb.rung();
    if rung < Rung::Intensity {
        return Vec::new();
    }
    let count = HILL_SPRINTS
        .get(climb.sprint_step)
        .copied()
        .unwrap_or(HILL_SPRINTS[0]);
    if let Some(kind) = climb.open_kind()
        && climb.has_begun(kind)
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
/// and hills have one hard session beside them, hard sessions one of the others. A kind
/// that was tolerated once and not yet twice comes twice, so that a forgotten score does
/// not cost a week.
pub(super) fn with_kind(view: &View, climb: &Climb, special: Special) -> Vec<Special> {
    let hard = |kind: Kind| matches!(kind, Kind::Tempo | Kind::Intervals);
    let mut specials = vec![special];
    // One easy run at least stays between two hard ones.
    if special.kind == Kind::HillSprints || climb.runs <= 2 {
        return specials;
    }
    let sessions = climb.sessions_of(special.kind);
    if climb.open_kind() == Some(special.kind) && sessions.green > 0 {
        specials.push(special);
    } else {
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
pub(super) const fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Tempo => "tempo",
        Kind::Intervals => "intervals",
        Kind::Sprints => "flat sprints",
        Kind::Hills => "easy climbs",
        Kind::HillSprints => "hill sprints",
    }
}
