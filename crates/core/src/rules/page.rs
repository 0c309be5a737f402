//! The pages: what `explain` prints and `docs/` holds, from the same text that
//! the rules carry.

use super::{Rule, all};
use crate::limits::{self, Limit, Settings};

/// The parts of a rule's page with the numbers in force: when it fires, why, how firm
/// that is, an example of firing and of not, when data are missing, what to do.
pub fn parts(rule: &Rule, settings: &Settings) -> [String; 7] {
    [
        rule.what,
        rule.why,
        rule.evidence,
        rule.fires_example,
        rule.clear_example,
        rule.missing,
        rule.advice,
    ]
    .map(|text| limits::fill(text, settings))
}

/// One rule's page, in Markdown, with the method's own numbers.
pub fn page(rule: &Rule) -> String {
    let mut text = format!(
        "# {}: {}\n\nSeverity: {}. Grade: {} ({}).\n",
        rule.id,
        lower_first(rule.title),
        rule.severity.as_str(),
        rule.grade.as_str(),
        rule.source
    );
    let headings = [
        "When it fires",
        "Why",
        "How firm that is",
        "It fires",
        "It does not",
        "When data are missing",
        "What to do",
    ];
    for (heading, body) in headings.iter().zip(parts(rule, &Settings::default())) {
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
