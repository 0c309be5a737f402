//! The document tree in Markdown: the plan to be sent to a coach or clinician, the
//! report to be kept in notes.

use crate::charts::series::Seen;
use crate::subjects;
use crate::text::{exercise, listed};
use crate::tree::{Block, Cell, Day, Document, FindingCard, Inline, Section, Table, Tone, Words};
use crate::words::{self, capital, quantity};
use crate::{Extras, Picture};
use comeback_core::diary::History;
use comeback_core::limits::UnitSystem;
use comeback_core::plan::WeekPlan;
use comeback_core::plan::rehab::Overview;

/// The plan of a week as a page.
pub fn plan(plan: &WeekPlan, units: UnitSystem) -> String {
    section(&subjects::week::page(plan, units), 1)
}

/// Where rehab stands and how its exercises are done, below a plan.
pub fn rehab(history: &History, overview: &Overview) -> String {
    format!(
        "\n{}",
        section(&subjects::rehab::section(history, overview), 2)
    )
}

/// The report of one runner.
pub fn report(picture: &Picture, extras: &Extras, athlete: Option<&str>) -> String {
    document(&subjects::report(
        picture,
        extras,
        &Seen::of(picture.history, extras.run.as_ref().map(|(_, run)| run)),
        athlete,
    ))
}

/// Any document; its charts are left out.
pub fn document(document: &Document) -> String {
    let mut out = format!(
        "# {}\n\n{}\n",
        escaped(&document.headline),
        escaped(&document.when)
    );
    if !document.lead.is_empty() {
        out.push_str(&format!("\n{}\n", escaped(&document.lead)));
    }
    blocks(&document.now, 1, &mut out);
    for each in document.sections.iter().chain([&document.scope]) {
        let text = section(each, 2);
        // A section that is all drawing says nothing here.
        if text.lines().count() > 1 {
            out.push_str(&format!("\n{text}"));
        }
    }
    out
}

/// A section under a heading of a level from 1 to 6.
pub fn section(section: &Section, level: usize) -> String {
    let mut out = format!("{} {}\n", "#".repeat(level), escaped(&section.title));
    if !section.intro.is_empty() && says_something(&section.blocks) {
        out.push_str(&format!("\n{}\n", escaped(&section.intro)));
    }
    blocks(&section.blocks, level, &mut out);
    out
}

fn says_something(blocks: &[Block]) -> bool {
    blocks
        .iter()
        .any(|block| !matches!(block, Block::Figure(_)))
}

fn blocks(blocks: &[Block], level: usize, out: &mut String) {
    for block in blocks {
        if let Block::Group {
            title,
            blocks: inner,
        }
        | Block::Fold {
            title,
            blocks: inner,
        } = block
        {
            out.push_str(&format!("\n{} {}\n", "#".repeat(level + 1), escaped(title)));
            self::blocks(inner, level + 1, out);
            continue;
        }
        let text = one(block);
        if !text.is_empty() {
            out.push_str(&format!("\n{text}"));
        }
    }
}

fn one(block: &Block) -> String {
    match block {
        Block::Text(text) => format!("{}\n", said(text)),
        Block::Alert { title, lines } => {
            let lines: Vec<String> = lines.iter().map(said).collect();
            format!("> **{}**\n>\n> {}\n", escaped(title), lines.join("\n>\n> "))
        }
        Block::Facts(facts) => items(facts.iter().map(|fact| {
            let note = if fact.note.is_empty() {
                String::new()
            } else {
                format!(", {}", escaped(&fact.note))
            };
            format!("**{}**: {}{note}", escaped(&fact.name), said(&fact.value))
        })),
        Block::Status(all) => items(all.iter().map(|status| {
            let told: Vec<String> = [&status.about, &status.more]
                .into_iter()
                .filter(|text| !text.is_empty())
                .map(|text| escaped(text))
                .collect();
            let told = if told.is_empty() {
                String::new()
            } else {
                format!(": {}", told.join("; "))
            };
            format!("{} **{}**{told}", status.mark.sign(), escaped(&status.name))
        })),
        Block::List(list) => items(list.iter().map(said)),
        Block::Pairs(pairs) => items(pairs.iter().map(|pair| {
            format!(
                "**{}**: {}",
                escaped(&capital(&pair.name)),
                said(&pair.words)
            )
        })),
        Block::Table(of) => table(of),
        Block::Findings(cards) => cards.iter().map(finding).collect::<Vec<_>>().join("\n"),
        Block::Attention(cards) => items(cards.iter().map(|card| {
            let severity = words::severity(card.severity);
            format!("**{severity}** {}: {}", card.date, escaped(&card.message))
        })),
        Block::Days(of) => days(of),
        Block::Branches(branches) => items(branches.iter().map(|branch| {
            let (_, band) = words::band(branch.band);
            let text = escaped(&branch.text);
            format!("**{band}, {}**: {}. {text}", branch.when, branch.then)
        })),
        Block::Exercises(cards) => items(cards.iter().map(|card| escaped(&exercise(card)))),
        Block::Course { points, .. } => format!("{}\n", listed(points)),
        Block::Note(text) => format!("> {}\n", escaped(text)),
        Block::Figure(_) | Block::Group { .. } | Block::Fold { .. } => String::new(),
    }
}

fn items(texts: impl Iterator<Item = String>) -> String {
    texts.map(|text| format!("- {text}\n")).collect()
}

fn finding(card: &FindingCard) -> String {
    let mut out = format!(
        "- **{}[{}]** {}: {}\n",
        card.severity.as_str(),
        card.rule,
        card.date,
        escaped(&card.message)
    );
    for (name, text) in [
        ("", card.figures.as_str()),
        ("why it matters: ", card.why),
        ("do: ", card.advice.as_str()),
        ("on the word of: ", card.source.as_str()),
    ] {
        if !text.is_empty() {
            out.push_str(&format!("  - {name}{}\n", escaped(text)));
        }
    }
    out
}

fn table(table: &Table) -> String {
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|index| table.says(*index, false))
        .collect();
    let columns: Vec<_> = shown
        .iter()
        .filter_map(|index| table.columns.get(*index))
        .collect();
    let heads = columns.iter().map(|column| cell(&column.head));
    let lines = columns
        .iter()
        .map(|column| if column.right { "---:" } else { "---" });
    let mut out = row(heads);
    out.push_str(&format!("|{}|\n", lines.collect::<Vec<_>>().join("|")));
    for each in &table.rows {
        out.push_str(&row(shown.iter().map(|index| match each.get(*index) {
            Some(Cell::Words(words)) => cell(&words.plain()),
            Some(Cell::Missing) => quantity::MISSING.to_owned(),
            Some(Cell::Empty | Cell::Bars(_)) | None => String::new(),
        })));
    }
    if let Some(below) = &table.below {
        out.push_str(&format!("\n{}\n", escaped(below)));
    }
    out
}

fn days(days: &[Day]) -> String {
    let mut out = "| day | what | min | how | why |\n|---|---|---:|---|---|\n".to_owned();
    for day in days {
        let limits: Vec<String> = day.limits.iter().map(|pair| pair.words.plain()).collect();
        let mut how = vec![
            day.steps.join(", "),
            limits.join(" · "),
            day.rehab.clone(),
            day.check_in.clone(),
        ];
        how.retain(|part| !part.is_empty());
        out.push_str(&row([
            quantity::short_day(day.date),
            words::day_kind(day.kind).to_owned(),
            day.minutes.map(quantity::minutes).unwrap_or_default(),
            cell(&how.join("; ")),
            cell(&day.why),
        ]
        .into_iter()));
    }
    out
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

fn said(words: &Words) -> String {
    let parts = words.parts.iter().map(|part| match part {
        Inline::Strong(text) => format!("**{}**", escaped(text)),
        Inline::Tag(text, _) => format!("`{text}`"),
        other => escaped(&other.plain()),
    });
    let text: String = parts.collect();
    match words.tone {
        Tone::Plain | Tone::Quiet | Tone::Lead => text,
        _ => format!("**{}**", text.trim()),
    }
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    escaped(text).replace('|', "\\|")
}

/// On one line; what a runner wrote is no markup, and what stands between backticks is.
fn escaped(text: &str) -> String {
    let mut code = false;
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '`' => code = !code,
            '*' | '_' | '[' | ']' | '<' | '>' | '\\' if !code => out.push('\\'),
            _ => {}
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out
}
