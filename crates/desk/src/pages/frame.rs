//! What every page of the desk has around it, and parts that several hold.

use comeback_report::html as report;
use comeback_report::tree::Section;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What every page of the desk has around it.
pub(crate) fn frame(title: &str, body: &Markup) -> String {
    of_width("page", title, body)
}

/// The same as wide as the screen lets it be, for a table of many columns.
pub(super) fn wide(title: &str, body: &Markup) -> String {
    of_width("page wide", title, body)
}

fn of_width(class: &str, title: &str, body: &Markup) -> String {
    let body = html! {
        div class=(class) { (body) }
        div id="drop" hidden { p { "Let go to import" } }
        div id="progress" role="status" aria-live="polite" {}
    };
    whole(title, "desk", &body)
}

/// A whole page of the desk or of the phone, with the script of its own.
pub(crate) fn whole(title: &str, of: &str, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/desk.css";
                script src={ "/" (of) ".js" } defer {}
            }
            body class=(of) { (body) }
        }
    }
    .into_string()
}

/// A section of the document tree that draws nothing.
pub(crate) fn fragment(section: &Section) -> Markup {
    PreEscaped(report::fragment(section, None))
}

pub(super) fn or_words(told: &str, words: &str) -> Markup {
    html! {
        @if told.is_empty() { p class="lead" { (words) } }
        (PreEscaped(told))
    }
}
