//! A finding, printed like a good compiler's: what and when, the figures, why it
//! matters, what to do, and on whose word.

use super::look::{Look, paragraph, wrap};
use crate::subjects::findings::card;
use crate::tree::{FindingCard, Tone};
use chrono::NaiveDate;
use comeback_core::rules::Finding;

/// All findings, in the order in which the check gives them: the most severe first.
pub fn findings(found: &[Finding], look: &Look) -> String {
    let cards: Vec<FindingCard> = found.iter().map(|each| card(each, look.units)).collect();
    write(&cards, look)
}

pub(super) fn write(cards: &[FindingCard], look: &Look) -> String {
    let texts: Vec<String> = cards.iter().map(|each| one(each, look)).collect();
    texts.join("\n")
}

fn one(finding: &FindingCard, look: &Look) -> String {
    let tone = Tone::of(finding.severity);
    let label = format!("{}[{}]", finding.severity.as_str(), finding.rule);
    let head = paragraph(
        look,
        "",
        "    ",
        &format!("{label} {}: {}", day(finding.date), finding.message),
    );
    // The label is coloured after wrapping, which must not count the colour.
    let mut out = match head.strip_prefix(&label) {
        Some(rest) => format!("{}{rest}", look.paint(&label, tone)),
        None => head,
    };
    let bar = look.paint("│", tone);
    let run = finding.run.as_ref().map(|run| format!("run {run}"));
    let figures = Some(finding.figures.clone()).filter(|figures| !figures.is_empty());
    let figures: Vec<String> = figures.into_iter().chain(run).collect();
    if !figures.is_empty() {
        out.push_str(&barred(look, &bar, &figures.join(" · ")));
    }
    let why = format!("why it matters: {}", finding.why);
    out.push_str(&barred(look, &bar, &why));
    if !finding.advice.is_empty() {
        out.push_str(&barred(look, &bar, &format!("do: {}", finding.advice)));
    }
    let end = look.paint("╰", tone);
    for (index, line) in lines(look, &finding.source).into_iter().enumerate() {
        let mark = if index == 0 { end.as_str() } else { " " };
        out.push_str(&format!("  {mark} {}\n", look.dim(&line)));
    }
    out
}

/// `Sun 22 Nov 2026`
fn day(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

fn barred(look: &Look, bar: &str, text: &str) -> String {
    lines(look, text)
        .into_iter()
        .map(|line| format!("  {bar} {line}\n"))
        .collect()
}

/// Wrapped for what stands behind the bar.
fn lines(look: &Look, text: &str) -> Vec<String> {
    wrap(text, look.columns() - 4)
}
