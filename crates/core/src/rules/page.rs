//! The pages: what `explain` prints and `docs/` holds, from the same text that
//! the rules carry.

use super::{Rule, all};
use crate::limits::{self, Limit};

/// One rule's page, in Markdown.
pub fn page(rule: &Rule) -> String {
    let mut text = format!(
        "# {}: {}\n\nSeverity: {}. Grade: {} ({}).\n",
        rule.id,
        lower_first(rule.title),
        rule.severity.as_str(),
        rule.grade.as_str(),
        rule.source
    );
    let parts = [
        ("When it fires", rule.what),
        ("Why", rule.why),
        ("How firm that is", rule.evidence),
        ("It fires", rule.fires_example),
        ("It does not", rule.clear_example),
        ("When data are missing", rule.missing),
        ("What to do", rule.advice),
    ];
    for (heading, body) in parts {
        text.push_str(&format!("\n## {heading}\n\n{body}\n"));
    }
    if !rule.limits.is_empty() {
        text.push_str("\n## Numbers\n\n");
        text.push_str(&table(rule.limits));
    }
    text
}

/// The list of all rules, in the order of the method.
pub fn index() -> String {
    let mut text =
        "# Rules\n\nEach answers clear, fires, or unknown. Severity: urgent > warning > \
                    caution > info; the one named is the highest that the rule gives.\n\n\
                    | rule | about | severity | grade |\n|---|---|---|---|\n"
            .to_owned();
    for rule in all() {
        text.push_str(&format!(
            "| [`{0}`]({0}.md) | {1} | {2} | {3} |\n",
            rule.id,
            rule.title,
            rule.severity.as_str(),
            rule.grade.as_str()
        ));
    }
    text
}

/// The page of all numbers of the method.
pub fn limits_page() -> String {
    format!(
        "# The numbers of the method\n\nEach stands once in the code, with its unit, its source \
         and the kind of evidence behind it. A number with a range can be set with \
         `comeback config set KEY VALUE`; each change is dated.\n\n{}",
        table(limits::ALL)
    )
}

fn table(numbers: &[Limit]) -> String {
    let mut text = "| key | value | unit | can be set | grade | source | what |\n\
                    |---|---|---|---|---|---|---|\n"
        .to_owned();
    for limit in numbers {
        let range = limit
            .range
            .map_or("no".to_owned(), |(low, high)| format!("{low} to {high}"));
        text.push_str(&format!(
            "| `{}` | {} | {} | {range} | {} | {} | {} |\n",
            limit.key,
            limit.value,
            limit.unit,
            limit.grade.as_str(),
            limit.source,
            limit.what
        ));
    }
    text
}

/// A heading goes on after the name, so its first word is no beginning.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
