//! A recording without cadence.

use super::data_quality;
use super::{Context, Rule, Severity, Verdict};
use crate::limits::{self, Evidence};
use crate::recording::Format;
use crate::run::Run;

pub const RULE: Rule = Rule {
    name: "no-cadence",
    title: "A recording without cadence",
    severity: Severity::Info,
    grade: Evidence::Design,
    source: "our number; nothing fixes it",
    what: "A recording with at least 5 running minutes holds no cadence, or a valid one for less \
           than 60 % of the running time.",
    why: "Cadence is the first of the three gait changes; without it neither focus nor stride can \
          be followed.",
    evidence: "A fact about the file.",
    fires_example: "A GPX track of a phone, with positions only.",
    clear_example: "A watch's file with cadence for 95 % of the run; or a run stated by hand.",
    missing: "This rule is about what is missing.",
    advice: "Record with a watch or foot pod that counts steps, or state the run's cadence by hand.",
    limits: &[limits::RUN_MIN_MINUTES],
    lasting: false,
    check,
};

fn check(context: &Context) -> Vec<Verdict> {
    data_quality::check(&RULE, context, seen)
}

fn seen(run: &Run) -> Option<String> {
    let stated = run.files.iter().all(|file| file.format == Format::Manual);
    let runs = run.running_minutes()? >= limits::RUN_MIN_MINUTES.value;
    (runs && !stated && run.cadence.is_none())
        .then(|| "the recording holds no usable cadence.".to_owned())
}
