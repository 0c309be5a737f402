//! Words inside a line.

use crate::tree::{Inline, Tone, Words};
use crate::words;
use crate::words::reader::without_commands;
use comeback_core::diary::Band;
use maud::{Markup, html};

/// Text in which what stands between backticks is a command.
pub(super) fn text(text: &str) -> Markup {
    let text = without_commands(text);
    html! {
        @for (place, piece) in text.split('`').enumerate() {
            @if place % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

pub(super) fn words(words: &Words) -> Markup {
    let parts = html! { @for each in &words.parts { (part(each)) } };
    match words.tone {
        Tone::Strong => html! { strong { (parts) } },
        _ => parts,
    }
}

fn part(part: &Inline) -> Markup {
    match part {
        Inline::Text(said) => text(said),
        Inline::Strong(said) => html! { strong { (text(said)) } },
        Inline::Quiet(said) => html! { span class="quiet" { (text(said)) } },
        Inline::Tag(said, tone) => tag(said, class(*tone)),
        Inline::Band(of, score) => band(*of, *score),
        Inline::Week(monday) => html! {
            time datetime=(monday) { (monday.format("%-d %b %Y")) }
        },
        Inline::Link { to, text } => html! { a href={ "#" (to) } { (text) } },
    }
}

pub(super) fn tag(text: &str, class: &str) -> Markup {
    html! { span class={ "tag " (class) } { (text) } }
}

/// The class of a tone; empty for plain words.
pub(super) const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Strong => "strong",
        Tone::Quiet => "quiet",
        Tone::Good => "good",
        Tone::Watch => "caution",
        Tone::Bad => "warning",
        Tone::Note => "info",
        Tone::Lead => "lead",
    }
}

/// A band with its sign and score.
fn band(of: Band, score: Option<f64>) -> Markup {
    let (sign, _) = words::band(of);
    html! {
        span class={ "band " (of.as_str()) } {
            b aria-hidden="true" { (sign) } (words::band_score(of, score))
        }
    }
}
