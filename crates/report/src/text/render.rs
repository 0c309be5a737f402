//! The document tree on a terminal: width and colour come with the [`Look`].

use super::look::{Look, paragraph, width, wrap};
use super::table::table;
use super::{days, finding, spark};
use crate::tree::{Block, Branch, ExerciseCard, Mark, Section, Status, Table, Tone, Words};
use crate::words;
use chrono::NaiveDate;

/// A section under its heading.
pub fn section(section: &Section, look: &Look) -> String {
    let mut out = look.heading(&section.title);
    write(&section.blocks, look, &mut out);
    out
}

/// Sections one below the other.
pub fn sections<'a>(all: impl IntoIterator<Item = &'a Section>, look: &Look) -> String {
    let texts: Vec<String> = all.into_iter().map(|each| section(each, look)).collect();
    texts.join("\n")
}

/// Blocks without a heading.
pub fn blocks(blocks: &[Block], look: &Look) -> String {
    let mut out = String::new();
    write(blocks, look, &mut out);
    out
}

fn write(blocks: &[Block], look: &Look, out: &mut String) {
    for (place, block) in blocks.iter().enumerate() {
        // A table stands close under its heading, and apart from what is above it.
        let apart = match block {
            Block::Table(_) | Block::Facts(_) => place > 0,
            Block::Text(words) => words.tone == Tone::Lead,
            Block::Status(_)
            | Block::Findings(_)
            | Block::Attention(_)
            | Block::Days(_)
            | Block::Group { .. }
            | Block::Alert { .. }
            | Block::Note(_) => true,
            _ => false,
        };
        if apart && !out.is_empty() {
            out.push('\n');
        }
        one(block, look, out);
    }
}

fn one(block: &Block, look: &Look, out: &mut String) {
    match block {
        Block::Text(words) => out.push_str(&said(words, "", "", look)),
        Block::Alert { title, lines } => {
            out.push_str(&format!("{}\n", look.paint(title, Tone::Bad)));
            for line in lines {
                out.push_str(&said(line, "  ", "  ", look));
            }
        }
        Block::Facts(facts) => {
            for fact in facts {
                let note = if fact.note.is_empty() {
                    String::new()
                } else {
                    format!(", {}", fact.note)
                };
                let text = format!("{}: {}{note}", fact.name, fact.value.plain());
                out.push_str(&paragraph(look, "", "  ", &text));
            }
        }
        Block::Status(all) => all
            .iter()
            .for_each(|each| out.push_str(&status(each, look))),
        Block::List(items) => {
            for item in items {
                out.push_str(&said(item, "  · ", "    ", look));
            }
        }
        Block::Pairs(pairs) => {
            for pair in pairs {
                let text = format!("{}: {}", pair.name, pair.words.plain());
                out.push_str(&paragraph(look, "  ", "    ", &text));
            }
        }
        Block::Table(found) => out.push_str(&tabled(found, look)),
        Block::Findings(cards) | Block::Attention(cards) => {
            out.push_str(&finding::write(cards, look));
        }
        Block::Days(found) => out.push_str(&days::days(found, look)),
        Block::Branches(all) => all
            .iter()
            .for_each(|each| out.push_str(&branch(each, look))),
        Block::Exercises(cards) => {
            for card in cards {
                out.push_str(&paragraph(look, "  · ", "    ", &exercise(card)));
            }
        }
        Block::Course { points, .. } => out.push_str(&course(points, look)),
        // Drawings are for pages.
        Block::Figure(_) => {}
        Block::Group { title, blocks } => {
            out.push_str(&look.heading(title));
            let mut inner = String::new();
            write(blocks, look, &mut inner);
            out.push_str(&inner);
        }
        Block::Fold { blocks, .. } => write(blocks, look, out),
        Block::Note(text) => {
            for line in wrap(text, look.columns()) {
                out.push_str(&look.dim(&line));
                out.push('\n');
            }
        }
    }
}

/// A sentence in its tone, wrapped before it is coloured.
fn said(words: &Words, first: &str, rest: &str, look: &Look) -> String {
    let text = paragraph(look, first, rest, &words.plain());
    let lines = text.lines().map(|line| {
        let said = line.trim_start();
        let indent = line.strip_suffix(said).unwrap_or_default();
        format!("{indent}{}\n", look.paint(said, words.tone))
    });
    lines.collect()
}

/// The column in which the texts of a list of states begin.
const ABOUT: usize = 17;

fn status(status: &Status, look: &Look) -> String {
    let tone = match status.mark {
        Mark::Done => Tone::Good,
        Mark::Here => Tone::Strong,
        Mark::Partly => Tone::Watch,
        Mark::Open => Tone::Quiet,
    };
    let name = format!("{} {}", status.mark.sign(), status.name);
    let gap = if status.about.is_empty() {
        0
    } else {
        ABOUT.saturating_sub(width(&name))
    };
    let painted = look.paint(&name, tone);
    let mut out = format!("  {painted}{}{}\n", " ".repeat(gap), status.about);
    let indent = " ".repeat(ABOUT + 2);
    if !status.more.is_empty() {
        for line in wrap(&status.more, look.columns() - indent.len()) {
            out.push_str(&format!("{indent}{}\n", look.dim(&line)));
        }
    }
    out
}

pub(super) fn tabled(found: &Table, look: &Look) -> String {
    let mut out = table(look, 0, &found.columns, &found.rows);
    if let Some(below) = &found.below {
        out.push_str(&paragraph(look, "", "", below));
    }
    out
}

fn branch(branch: &Branch, look: &Look) -> String {
    let (sign, band) = words::band(branch.band);
    let Branch {
        when, then, text, ..
    } = branch;
    let line = format!("{sign} {band}, {when}: {then}. {text}");
    paragraph(look, "  ", "    ", &line)
}

/// An exercise in one paragraph, with the name by which it is logged.
pub(crate) fn exercise(card: &ExerciseCard) -> String {
    let of = card.exercise;
    format!("{} (`{}`): {} {}", of.name, of.id, card.how(), card.more())
}

fn course(points: &[(NaiveDate, f64)], look: &Look) -> String {
    let values: Vec<Option<f64>> = points.iter().map(|(_, value)| Some(*value)).collect();
    let mut out = format!("  {}\n", spark::sparkline(&values, 0.0));
    out.push_str(&paragraph(look, "  ", "  ", &listed(points)));
    out
}

/// `2026-08-19 46 · 2026-10-05 63`
pub(crate) fn listed(points: &[(NaiveDate, f64)]) -> String {
    let listed: Vec<String> = points
        .iter()
        .map(|(day, value)| format!("{day} {}", words::quantity::trimmed(*value, 0)))
        .collect();
    listed.join(" · ")
}
