//! The list of rules, and one rule's page.

use super::look::{Look, paragraph, width, wrap};
use super::table::table;
use crate::tree::{Cell, Tone, column};
use comeback_core::limits::Settings;
use comeback_core::rules::Rule;
use comeback_core::rules::page::parts;

/// A line a rule, in the order given.
pub fn rules(rules: impl Iterator<Item = &'static Rule>, look: &Look) -> String {
    let rules: Vec<&Rule> = rules.collect();
    let columns = [
        column("rule", 0),
        column("severity", 0),
        column("grade", 0),
        column("about", 1),
    ];
    let name_width = (rules.iter().map(|rule| width(rule.id.as_str())).max()).unwrap_or(0);
    // What the first three columns leave: severity and grade are at most nine wide.
    let room = look.columns().saturating_sub(name_width + 24).max(16);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for rule in rules {
        let mut title = wrap(rule.title, room).into_iter();
        rows.push(vec![
            Cell::toned(rule.id.as_str(), Tone::Strong),
            Cell::toned(rule.severity.as_str(), Tone::of(rule.severity)),
            Cell::from(rule.grade.as_str()),
            Cell::from(title.next().unwrap_or_default()),
        ]);
        for line in title {
            let blank = || Cell::from("");
            rows.push(vec![blank(), blank(), blank(), Cell::from(line)]);
        }
    }
    table(look, 0, &columns, &rows)
}

/// The page of `explain RULE`.
/// with the numbers in force.
pub fn explain(page: &Rule, settings: &Settings, look: &Look) -> String {
    let mut out = look.heading(&format!("{}: {}", page.id, page.title));
    let kind = format!(
        "{} · {} · {}",
        page.severity.as_str(),
        page.grade.as_str(),
        page.source
    );
    for line in wrap(&kind, look.columns()) {
        out.push_str(&look.dim(&line));
        out.push('\n');
    }
    let headings = [
        "Fires when",
        "Why it matters",
        "Evidence",
        "Fires, for example",
        "Clear, for example",
        "Missing data",
        "What to do",
    ];
    for (heading, text) in headings.iter().zip(parts(page, settings)) {
        out.push_str(&format!("\n{}", look.heading(heading)));
        out.push_str(&paragraph(look, "  ", "  ", &text));
    }
    if !page.limits.is_empty() {
        out.push_str(&format!("\n{}", look.heading("Numbers")));
        for limit in page.limits {
            let fixed = if limit.is_configurable() {
                "can be set"
            } else {
                "fixed"
            };
            let text = format!(
                "{} = {} {} ({}, {fixed}): {}",
                limit.key,
                settings.get(limit),
                limit.unit,
                limit.grade.as_str(),
                limit.what
            );
            out.push_str(&paragraph(look, "  ", "    ", &text));
        }
    }
    out
}
