//! The words of comfort and the small shared pieces of the page.

use crate::Picture;
use crate::text::{counted_efforts, quantity};
use comeback_core::diary::{Band, Response};
use comeback_core::limits::Evidence;
use comeback_core::method::Rung;
use comeback_core::plan::{DayKind, Decision, WeekPlan};
use comeback_core::rules::Severity;
use comeback_core::run::{EffortKind, Run};
use maud::{Markup, html};

/// The headline of next week.
pub fn headline(plan: &WeekPlan) -> String {
    match (plan.decision, plan.factor) {
        (Decision::Suspend, _) => "No training until a clinician has seen this".to_owned(),
        (Decision::BackUp, _) => "Back up one step, and keep moving".to_owned(),
        (Decision::Restart, _) => "Begin again, gently".to_owned(),
        (Decision::Hold, _) => "Hold: repeat what was tolerated".to_owned(),
        (Decision::CutBack, _) => "An easier week, so that the work settles".to_owned(),
        (Decision::Progress, Some(factor)) => format!("One step up: {}", factor_name(factor)),
        (Decision::Progress, None) => "Your usual week".to_owned(),
    }
}

fn factor_name(factor: Rung) -> &'static str {
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

/// A rung by the name that a person reads.
pub const fn rung_name(rung: Rung) -> &'static str {
    match rung {
        Rung::WalkRun => "Walk-run",
        Rung::Volume => "Volume",
        Rung::Frequency => "Frequency",
        Rung::Intensity => "Intensity",
        Rung::Hills => "Hills",
        Rung::HillSprints => "Hill sprints",
        Rung::Restored => "Restored",
    }
}

pub const fn day_name(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Rest => "Rest",
        DayKind::Walk => "Walk",
        DayKind::WalkRun => "Walk-run",
        DayKind::Easy => "Easy run",
        DayKind::Tempo => "Tempo run",
        DayKind::Intervals => "Intervals",
        DayKind::Sprints => "Flat sprints",
        DayKind::Hills => "Easy hills",
        DayKind::HillSprints => "Hill sprints",
        DayKind::CrossTraining => "Cross-training",
        DayKind::Rehab => "Rehab",
    }
}

/// How the planned week is called on the day of the report.
pub fn week_name(picture: &Picture) -> &'static str {
    if picture.plan.starts > picture.history.today() {
        "Next week"
    } else {
        "This week"
    }
}

/// `Common practice: 24-72 h between high loads`; our own numbers say so themselves.
pub fn evidence_line(grade: Evidence, source: &str) -> String {
    let line = match grade {
        Evidence::Design => source.to_owned(),
        other => format!("{}: {source}", grade_name(other)),
    };
    let mut letters = line.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// What kind of evidence stands behind a sentence.
pub const fn grade_name(grade: Evidence) -> &'static str {
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

pub const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Urgent => "urgent",
        Severity::Warning => "warning",
        Severity::Caution => "caution",
        Severity::Info => "for your information",
    }
}

/// A band by its sign and word: never by colour alone.
const fn sign(band: Band) -> (&'static str, &'static str) {
    match band {
        Band::Green => ("●", "safe"),
        Band::Amber => ("▲", "watch"),
        Band::Red => ("◆", "too much"),
        Band::Pending => ("○", "window open"),
        Band::Unknown => ("✕", "incomplete"),
    }
}

/// A band in a word, for paper and for tables without signs.
pub const fn band_word(band: Band) -> &'static str {
    sign(band).1
}

/// Said at the top while a red flag is open and no finding of this span tells of it.
pub const OPEN_FLAG: &str =
    "A red flag is open. Have it seen, then log that it is resolved; the plan goes on from there.";

/// `2 hills, 1 stride`; empty for none, `None` where efforts could not be looked for.
pub fn efforts(run: &Run) -> Option<String> {
    run.efforts.as_ref()?;
    Some(counted_efforts(
        run,
        &[
            EffortKind::Hill,
            EffortKind::Downhill,
            EffortKind::Interval,
            EffortKind::Sprint,
            EffortKind::HillSprint,
        ],
    ))
}

/// A band with its score, for a table or a tile.
pub fn band(band: Band, score: Option<f64>) -> Markup {
    let (mark, word) = sign(band);
    html! {
        span class={ "band " (band.as_str()) } {
            b aria-hidden="true" { (mark) }
            @if let Some(score) = score { (quantity::trimmed(score, 1)) " · " }
            (word)
        }
    }
}

pub fn response(response: &Response) -> Markup {
    band(response.band, response.max.map(|score| score.get()))
}

/// A figure, or the sign of one that is missing, with words for a screen reader.
pub fn cell(text: Option<String>) -> Markup {
    html! {
        @if let Some(text) = text { (text) }
        @else { span class="quiet" aria-label="not known" { (quantity::MISSING) } }
    }
}

/// A bar of a share of its width, beside figures that say the same.
pub fn bar(share: f64, colour: &str) -> Markup {
    let width = format!(
        "height:6px;margin:2px 0;border-radius:3px;background:{colour};width:{:.1}%",
        (share * 100.0).clamp(0.0, 100.0)
    );
    html! { div aria-hidden="true" style=(width) {} }
}
