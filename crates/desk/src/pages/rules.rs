//! *Rules*: what fires now, and what each rule is.

use crate::address::address;
use crate::shared::Shared;
use crate::views::View;
use comeback_app::AppError;
use comeback_core::limits::fill;
use comeback_core::rules::{self, Rule};
use comeback_report::html::line;
use comeback_report::words::{self, capital};
use maud::{Markup, PreEscaped, html};

pub(super) fn list(shared: &Shared, view: &View) -> Result<Markup, AppError> {
    let found = view.sections(&shared.desk, &["findings", "quality"])?;
    Ok(html! {
        h1 { "Rules" }
        (PreEscaped(found))
        section aria-labelledby="all-heading" {
            h2 id="all-heading" { "All rules" }
            ul class="lines" { @for rule in rules::all() {
                li class="card rule" {
                    p { a href=(address(&view.athlete, &format!("rules/{}", rule.id))) { (rule.title) } " " span class={ "tag " (rule.severity.as_str()) } { (words::severity(rule.severity)) } }
                    p class="small quiet" { (line(&fill(rule.what, &view.history.settings))) }
                }
            } }
        }
    })
}

pub(super) fn one(view: &View, id: &str) -> Option<Markup> {
    let rule: &Rule = rules::all().find(|rule| rule.id.as_str() == id)?;
    let settings = &view.history.settings;
    let parts = [
        ("When it fires", rule.what),
        ("Why it matters", rule.why),
        ("What stands behind it", rule.evidence),
        ("It fires", rule.fires_example),
        ("It does not fire", rule.clear_example),
        ("When data are missing", rule.missing),
        ("What to do", rule.advice),
    ];
    Some(html! {
        p class="when" { a href=(address(&view.athlete, "rules")) { "All rules" } " · " (rule.id) }
        h1 { (rule.title) }
        p { span class={ "tag " (rule.severity.as_str()) } { (words::severity(rule.severity)) } " " (words::source(rule.grade, rule.source)) }
        div class="card told" { @for (name, words) in parts {
            @if !words.is_empty() { h2 { (name) } p { (line(&capital(&fill(words, settings)))) } }
        } }
        p { a href=(address(&view.athlete, "settings")) { "The numbers that can be set" } }
    })
}
