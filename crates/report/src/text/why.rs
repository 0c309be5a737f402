//! `plan --why`, and what a rule says of the log now.

use super::finding;
use super::look::{Look, paragraph};
use super::render;
use crate::subjects::findings::{card, evidence, wants};
use crate::words;
use crate::words::quantity::{counted, week_minutes};
use comeback_core::plan::why::{Because, Counterfactual, Input, Why};
use comeback_core::rules::nearest::Change;
use comeback_core::rules::{Finding, Missing};
use comeback_core::run::RunId;

/// The explanation of a week, below its plan.
pub fn why(why: &Why, look: &Look) -> String {
    let mut out = format!("\n{}", look.heading("Why, with what was read"));
    for because in &why.because {
        out.push_str(&because_text(because, look));
    }
    match &why.change {
        Some(change) => {
            out.push_str(&format!("\n{}", look.heading("What would have changed it")));
            out.push_str(&paragraph(look, "  ", "  ", &counterfactual(change)));
        }
        None => out.push_str(&paragraph(
            look,
            "\n  ",
            "  ",
            "No single change of the log that was tried makes the decision another.",
        )),
    }
    out
}

fn because_text(because: &Because, look: &Look) -> String {
    let mut out = paragraph(look, "  · ", "    ", &because.text);
    let rule = because
        .rule
        .map_or_else(String::new, |rule| format!("{rule}, "));
    let source = format!("{rule}{}", words::source(because.grade, because.source));
    out.push_str(&paragraph(look, "    ", "      ", &source));
    for input in &because.inputs {
        out.push_str(&paragraph(
            look,
            "    │ ",
            "    │   ",
            &input_text(input, look),
        ));
    }
    if let Some(change) = &because.change {
        out.push_str(&paragraph(
            look,
            "    ↳ ",
            "      ",
            &format!("otherwise with {}", counterfactual(change)),
        ));
    }
    out
}

/// `run 2026-11-19 (20261119T170000Z): running 41 min · response amber`
fn input_text(input: &Input, look: &Look) -> String {
    let figures: Vec<String> = input
        .figures
        .iter()
        .map(|(name, figure)| evidence(name, figure, look.units))
        .collect();
    let run = input
        .run
        .as_ref()
        .map_or_else(String::new, |run| format!(" ({run})"));
    format!(
        "{} {}{run}: {}",
        input.what,
        input.date,
        figures.join(" · ")
    )
}

/// `no score over 3 …: the week would be progress, 66 min in 3 runs`
fn counterfactual(told: &Counterfactual) -> String {
    let changes: Vec<&str> = told
        .changes
        .iter()
        .map(|change| change.text.as_str())
        .collect();
    let then = &told.then;
    let runs = if then.runs == 0 {
        "no run".to_owned()
    } else {
        format!(
            "{} min in {}",
            week_minutes(then.weekly_min),
            counted(then.runs as usize, "run", "runs")
        )
    };
    format!(
        "{}: {} would be {}, {runs}",
        changes.join("; and "),
        then.week,
        then.decision.as_str()
    )
}

/// The section `In your log now` of a rule's page.
pub fn log_now(
    run: Option<&RunId>,
    found: &[(Finding, Option<Change>)],
    missing: &[Missing],
    look: &Look,
) -> String {
    let heading = match run {
        Some(run) => format!("In your log, for the run {run}"),
        None => "In your log now".to_owned(),
    };
    let mut out = format!("\n{}", look.heading(&heading));
    if found.is_empty() && missing.is_empty() {
        out.push_str(&paragraph(look, "  ", "  ", "It has nothing to say."));
    }
    for (each, change) in found {
        out.push_str(&finding::write(&[card(each, look.units)], look));
        if let Some(change) = change {
            out.push_str(&paragraph(
                look,
                "  ↳ ",
                "    ",
                &format!("it would have been silent with {}", change.text),
            ));
        }
    }
    if !missing.is_empty() {
        out.push_str(&render::blocks(&[wants(missing)], look));
    }
    out
}
