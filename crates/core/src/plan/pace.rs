//! How fast and with which cadence: ceilings from the runner's own speeds.

use super::proof;
use super::view::View;
use super::week::DayKind;
use crate::diary::History;
use crate::diary::entry::GaitFocus;
use crate::limits;
use crate::rehab::cadence;
use crate::units::{MetresPerSecond, StepsPerMinute};

/// The fastest speed of the day's main part; `None` where the runner's speeds are not known.
pub(super) fn ceiling(history: &History, kind: DayKind) -> Option<MetresPerSecond> {
    let last = |figure: fn(&crate::run::Speeds) -> Option<MetresPerSecond>| {
        history
            .runs
            .iter()
            .rev()
            .find_map(|run| figure(&run.speeds))
    };
    let critical = history
        .settings
        .critical_speed
        .or_else(|| last(|speeds| speeds.critical));
    match kind {
        DayKind::Easy | DayKind::WalkRun | DayKind::Hills => {
            Some(critical? * limits::EASY_OF_CRITICAL.value)
        }
        DayKind::Tempo => Some(critical? * limits::TEMPO_CEILING.value),
        DayKind::Intervals => Some(critical? * limits::INTERVAL_CEILING.value),
        DayKind::Sprints => {
            let vmax = history.settings.vmax.or_else(|| last(|speeds| speeds.vmax));
            Some(vmax? * limits::SPRINT_CEILING.value)
        }
        _ => None,
    }
}

/// The effort in words, for a runner whose speeds are not known and for hills.
pub(super) const fn effort(kind: DayKind) -> &'static str {
    match kind {
        DayKind::WalkRun | DayKind::Easy => "easy: you can talk in whole sentences",
        DayKind::Tempo => "tempo: comfortably hard, a few words at a time",
        DayKind::Intervals => "intervals: hard and even, the last as fast as the first",
        DayKind::Sprints => "sprints: fast and loose, not all out, full recovery",
        DayKind::Hills => "climbs: easy effort, short steps, walk or jog down gently",
        DayKind::HillSprints => "hill sprints: strong and tall, walk down, full recovery",
        _ => "",
    }
}

/// The cadence to aim for while cadence is the gait focus, at the runner's easy speed: as the
/// rule `cadence-target-missed` judges it. `None` where too little is known from before.
pub(super) fn cadence_target(view: &View) -> Option<StepsPerMinute> {
    let focus = (view.history.gait_focus()).filter(|entry| entry.focus == GaitFocus::Cadence)?;
    let speed = proof::easy_speed(view.history);
    let baseline = cadence::baseline(view.history, focus.at, speed)?;
    Some(StepsPerMinute::new(cadence::target(baseline).get().round()))
}
