//! Names and words that every writer uses, each written once.

pub mod quantity;
pub mod reader;
pub mod session;
pub mod tied;

pub use comeback_core::legible::capital;

use comeback_core::diary::entry::{GaitFocus, RehabSet};
use comeback_core::diary::{Band, History, Response};
use comeback_core::limits::Evidence;
use comeback_core::method::Rung;
use comeback_core::plan::{DayKind, Decision, WeekPlan};
use comeback_core::rules::{RuleId, Severity};
use comeback_core::run::{EffortKind, Run};

/// The rung in plain words.
pub const fn rung(rung: Rung) -> &'static str {
    match rung {
        Rung::WalkRun => "walk-run",
        Rung::Volume => "volume",
        Rung::Frequency => "frequency",
        Rung::Intensity => "intensity",
        Rung::Hills => "hills",
        Rung::HillSprints => "hill sprints",
        Rung::Restored => "restored",
    }
}

/// The same of the word that JSON and addresses have; another word as it is.
pub fn rung_of(name: &str) -> &str {
    match Rung::ALL.into_iter().find(|known| known.as_str() == name) {
        Some(known) => rung(known),
        None => name,
    }
}

/// The day's kind in plain words.
pub const fn day_kind(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Rest => "rest",
        DayKind::Walk => "walk",
        DayKind::WalkRun => "walk-run",
        DayKind::Easy => "easy run",
        DayKind::Tempo => "tempo run",
        DayKind::Intervals => "intervals",
        DayKind::Sprints => "flat sprints",
        DayKind::Hills => "easy hills",
        DayKind::HillSprints => "hill sprints",
        DayKind::CrossTraining => "cross-training",
        DayKind::Rehab => "rehab",
    }
}

/// What a week is, in a few words: `One step up: longer runs`.
pub fn decision(plan: &WeekPlan) -> String {
    match (plan.decision, plan.factor) {
        (Decision::Suspend, _) => "Nothing is planned until a clinician has seen this".to_owned(),
        (Decision::BackUp, _) => back_up(plan).to_owned(),
        (Decision::Restart, _) if plan.runs == 0 => "No run this week".to_owned(),
        (Decision::Restart, _) => "Begin again, gently".to_owned(),
        (Decision::Hold, _) => match plan.rung {
            None if plan.runs == 0 => "Nothing is planned".to_owned(),
            None => "Your usual week".to_owned(),
            Some(Rung::Restored) => "All is back: keep it".to_owned(),
            Some(_) => "No step up this week".to_owned(),
        },
        (Decision::CutBack, _) => "An easier week, so that the work settles".to_owned(),
        (Decision::Progress, Some(factor)) => format!("One step up: {}", step_up(factor)),
        (Decision::Progress, None) => "Your usual week".to_owned(),
    }
}

/// A mean that is too high, or pain that belongs to no run, takes some minutes and no step.
fn back_up(plan: &WeekPlan) -> &'static str {
    let because = |rule: RuleId| plan.reasons.iter().any(|reason| reason.rule == Some(rule));
    if because(RuleId::PainRepeated) {
        "Back up two steps, and keep moving"
    } else if because(RuleId::PainTooHigh) {
        "Back up one step, and keep moving"
    } else {
        "A little less this week, and keep moving"
    }
}

const fn step_up(factor: Rung) -> &'static str {
    match factor {
        Rung::WalkRun => "the next walk-run level",
        Rung::Volume => "longer runs",
        Rung::Frequency => "one more run",
        Rung::Intensity => "a little intensity",
        Rung::Hills => "easy hills",
        Rung::HillSprints => "hill sprints",
        Rung::Restored => "training as before",
    }
}

/// What kind of evidence stands behind a sentence.
pub const fn grade(grade: Evidence) -> &'static str {
    match grade {
        Evidence::Seed => "the protocol",
        Evidence::Trial => "trial",
        Evidence::Cohort => "cohort study",
        Evidence::Lab => "laboratory study",
        Evidence::Consensus => "expert consensus",
        Evidence::Practice => "common practice",
        Evidence::Design => "our own number",
    }
}

/// `cohort study: Frandsen 2025`; the protocol and our own numbers say so themselves.
pub fn source(grade_of: Evidence, source: &str) -> String {
    match grade_of {
        Evidence::Design | Evidence::Seed => source.to_owned(),
        other => format!("{}: {source}", grade(other)),
    }
}

pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Urgent => "urgent",
        Severity::Warning => "warning",
        Severity::Caution => "caution",
        Severity::Info => "for your information",
    }
}

/// A band by its sign and word: never by colour alone.
pub const fn band(band: Band) -> (&'static str, &'static str) {
    match band {
        Band::Green => ("●", "green"),
        Band::Amber => ("▲", "amber"),
        Band::Red => ("◆", "red"),
        Band::Pending => ("…", "pending"),
        Band::Unknown => ("?", "unknown"),
    }
}

/// `red 5.5`, and in words what no late score came to or can still come to: a score of
/// the day itself is no answer yet.
pub fn band_score(of: Band, score: Option<f64>) -> String {
    let told = score.map(|score| quantity::trimmed(score, 1));
    match (of, told) {
        (Band::Unknown, None) => "no score".to_owned(),
        (Band::Unknown, Some(score)) => format!("no late score ({score})"),
        (Band::Pending, None) => "still open".to_owned(),
        (Band::Pending, Some(score)) => format!("still open ({score})"),
        (_, None) => band(of).1.to_owned(),
        (_, Some(score)) => format!("{} {score}", band(of).1),
    }
}

/// `◆ red 5.5`
pub fn band_line(of: Band, score: Option<f64>) -> String {
    format!("{} {}", band(of).0, band_score(of, score))
}

pub const fn rehab_set(set: RehabSet) -> &'static str {
    match set {
        RehabSet::Isometric => "isometrics",
        RehabSet::A => "set A",
        RehabSet::B => "set B",
        RehabSet::C => "set C",
    }
}

pub const fn focus(focus: GaitFocus) -> &'static str {
    match focus {
        GaitFocus::Cadence => "cadence, a shorter stride",
        GaitFocus::Taller => "running taller",
        GaitFocus::PelvicTilt => "pelvic tilt",
        GaitFocus::Done => "nothing",
    }
}

/// Whether a response is worth a word: without an episode pain need not be logged, and
/// nothing is said of what is missing.
pub fn is_asked(history: &History, run: &Run, found: &Response) -> bool {
    found.max.is_some() || history.episode_on(run.date()).is_some()
}

/// `3 hill sprints, perhaps 1 hill`: the kinds asked for that the run holds, in that order.
/// Those in doubt are told where none of their kind is sure.
pub fn efforts(run: &Run, kinds: &[EffortKind]) -> String {
    let parts: Vec<String> = kinds
        .iter()
        .filter_map(|kind| {
            let all = run.count(*kind).filter(|count| *count > 0)?;
            let sure = run.sure_count(*kind).filter(|count| *count > 0);
            let (one, many) = match kind {
                EffortKind::HillSprint => ("hill sprint", "hill sprints"),
                EffortKind::Sprint => ("sprint", "sprints"),
                EffortKind::Interval => ("interval", "intervals"),
                EffortKind::Hill => ("hill", "hills"),
                EffortKind::Downhill => ("downhill", "downhills"),
                EffortKind::Tempo => ("tempo", "tempos"),
                EffortKind::Stride => ("stride", "strides"),
            };
            let told = quantity::counted(sure.unwrap_or(all), one, many);
            Some(match sure {
                Some(_) => told,
                None => format!("perhaps {told}"),
            })
        })
        .collect();
    parts.join(", ")
}

/// The head of a column that begins with a capital; a unit stays as it is written.
pub fn head(text: &str) -> String {
    match text {
        "km" | "mi" | "spm" => text.to_owned(),
        other => capital(other),
    }
}

/// The first letter small, for what stands within a line.
pub fn uncapital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// A control character of a file's or a runner's text must not steer a terminal.
pub fn clean(text: &str) -> String {
    comeback_core::legible::legible(text)
}
