//! A planned session in words: its structure, its limits, and what every plan says.

use super::quantity::{pace, spell};
use comeback_core::limits::{self, UnitSystem};
use comeback_core::plan::{Day, Step, StepKind};

/// What every plan says, whatever it plans.
pub fn safety() -> String {
    format!(
        "Pain over {} during a run or up to {} h after it: back up, keep moving, do not stop. A \
         pop, bruising, a leg that does not carry you, numbness, weakness, a change of bladder or \
         saddle feeling, one leg swollen and warm, or short of breath: no training, see a \
         clinician today. This is education and load logging for a runner under a \
         clinician's care, not a diagnosis.",
        limits::AMBER_MAX.value,
        limits::RESPONSE_HOURS.value
    )
}

/// `3 × (8 min walk / 2 min run), 5 min walk`
pub fn steps(steps: &[Step]) -> String {
    let texts: Vec<String> = steps.iter().map(step).collect();
    texts.join(", ")
}

pub fn step(step: &Step) -> String {
    let work = format!("{} {}", spell(step.work_s), step_name(step.what));
    let once = if step.rest_s > 0 {
        format!("{work} / {} {}", spell(step.rest_s), rest_name(step.what))
    } else {
        work
    };
    match (step.repeat, step.rest_s) {
        (0 | 1, _) => once,
        (repeat, 0) => format!("{repeat} × {once}"),
        (repeat, _) => format!("{repeat} × ({once})"),
    }
}

pub const fn step_name(what: StepKind) -> &'static str {
    match what {
        StepKind::Walk => "walk",
        StepKind::Run => "run",
        StepKind::Easy => "easy",
        StepKind::Tempo => "tempo",
        StepKind::Interval => "fast",
        StepKind::Sprint => "sprint",
        StepKind::Climb => "climb",
        StepKind::HillSprint => "hill sprint",
    }
}

/// What is done between: walked after running or climbing, easy after fast running and after walking.
pub const fn rest_name(what: StepKind) -> &'static str {
    match what {
        StepKind::Walk => "run",
        StepKind::Run | StepKind::Sprint | StepKind::Easy => "walk",
        StepKind::Climb | StepKind::HillSprint => "walk down",
        StepKind::Tempo | StepKind::Interval => "easy",
    }
}

/// What a session keeps to, each by its name: pace, cadence, ground.
pub fn limits(day: &Day, units: UnitSystem) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if let Some(cap) = day.speed_cap_m_per_s {
        found.push(("pace", format!("not faster than {}", pace(cap, units))));
    }
    if let Some(cadence) = day.cadence_target_spm {
        found.push(("cadence", format!("{:.0} steps/min", cadence.get())));
    }
    found.extend(day.terrain.clone().map(|ground| ("ground", ground)));
    found
}

/// `not faster than 5:45 /km · 172 steps/min · flat`
pub fn limits_line(day: &Day, units: UnitSystem) -> String {
    let texts: Vec<String> = limits(day, units)
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    texts.join(" · ")
}
