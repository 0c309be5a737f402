//! Efforts of a kind in a run, the sure ones apart from the doubtful: noise of
//! a watch can look like a sprint, and a rule must say when it may be that.

use crate::run::{Confidence, Effort, EffortKind, Run};

/// The efforts of one kind in one run.
pub(super) struct Exposure {
    pub count: usize,
    /// Every one of them is doubtful.
    pub doubtful: bool,
    /// Height (hills) or time (others) of all of them, where each tells it.
    pub amount: Option<f64>,
}

/// What a run holds of a kind; `None` where the data cannot tell.
pub(super) fn exposure(run: &Run, kind: EffortKind) -> Option<Exposure> {
    let count = run.count(kind)?;
    let efforts = || {
        run.efforts
            .iter()
            .flatten()
            .filter(move |effort| effort.kind == kind)
    };
    Some(Exposure {
        count,
        doubtful: count > 0 && efforts().all(is_doubtful),
        amount: efforts().map(amount).sum(),
    })
}

/// Whether a run surely holds an effort of the kind.
pub(super) fn surely(run: &Run, kind: EffortKind) -> bool {
    run.surely(kind)
}

fn is_doubtful(effort: &Effort) -> bool {
    effort.confidence == Confidence::Low
}

fn amount(effort: &Effort) -> Option<f64> {
    let amount = match effort.kind {
        EffortKind::Hill | EffortKind::Downhill => effort.climb?.get().abs(),
        _ => effort.duration.get(),
    };
    // A stated effort has no length: zero means not known.
    (amount > 0.0).then_some(amount)
}

/// `1 sprint`, `3 hill sprints`.
pub(super) fn words(kind: EffortKind, count: usize) -> String {
    let name = match kind {
        EffortKind::Hill => "climb",
        EffortKind::Downhill => "descent",
        EffortKind::Stride => "stride",
        EffortKind::Tempo => "tempo stretch",
        EffortKind::Interval => "interval",
        EffortKind::Sprint => "sprint",
        EffortKind::HillSprint => "hill sprint",
    };
    match (count, kind) {
        (1, _) => format!("1 {name}"),
        (_, EffortKind::Tempo) => format!("{count} tempo stretches"),
        _ => format!("{count} {name}s"),
    }
}

/// The sentence that says why a finding is put more mildly.
pub(super) const DOUBT: &str =
    "The recording leaves it in doubt: this may be noise of the watch, so it is put more mildly.";
