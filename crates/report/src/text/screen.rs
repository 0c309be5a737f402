//! What the answers of a screening come to, and the list of its questions.

use super::look::{Look, paragraph};
use crate::tree::Tone;
use comeback_core::method::screen::{self, Means, QUESTIONS, Screening, Verdict};

/// The outcome; red flags first.
pub fn screen(found: &Screening, look: &Look) -> String {
    let ink = match found.verdict {
        Verdict::Fits => Tone::Good,
        Verdict::DoesNotFit => Tone::Watch,
        Verdict::SeeAClinicianFirst => Tone::Bad,
    };
    let mut out = format!("{}\n", look.paint(found.verdict.as_str(), ink));
    out.push_str(&paragraph(look, "  ", "  ", screen::says(found)));
    out.push_str(&paragraph(
        look,
        "  ",
        "  ",
        &format!("Where to turn: {}", screen::turn_to(found)),
    ));
    let flags: Vec<&str> = found.flags.iter().map(|symptom| symptom.as_str()).collect();
    out.push_str(&named(look, "to be looked at", &flags));
    for flag in &flags {
        out.push_str(&paragraph(
            look,
            "  ",
            "    ",
            &format!("`comeback log symptom {flag}` keeps training from being planned until it is cleared"),
        ));
    }
    out.push_str(&named(look, "points elsewhere", &found.other_cause));
    if found.flags.is_empty() {
        out.push_str(&named(look, "speaks for it", &found.speaks_for));
        out.push_str(&named(look, "speaks against it", &found.speaks_against));
    }
    out.push('\n');
    for (source, grade) in screen::SOURCES {
        let line = paragraph(look, "  ", "    ", &format!("{}: {source}", grade.as_str()));
        out.push_str(&look.dim(line.trim_end()));
        out.push('\n');
    }
    out
}

fn named(look: &Look, what: &str, keys: &[&str]) -> String {
    if keys.is_empty() {
        return String::new();
    }
    paragraph(look, "  ", "    ", &format!("{what}: {}", keys.join(", ")))
}

/// The questions in the order of `--answers`.
pub fn screen_questions(look: &Look) -> String {
    let mut out = String::new();
    for (number, question) in QUESTIONS.iter().enumerate() {
        let mark = if matches!(question.means, Means::Flag(_)) {
            " (see a clinician first)"
        } else {
            ""
        };
        let text = format!(
            "{:>2}. {}: {}{mark}",
            number + 1,
            question.key,
            question.text
        );
        out.push_str(&paragraph(look, "", "    ", &text));
    }
    out
}
