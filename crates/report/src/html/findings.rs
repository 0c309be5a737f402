//! Findings in full, and the newest few in short.

use super::inline;
use super::level::Level;
use crate::tree::FindingCard;
use crate::words::{self, capital};
use maud::{Markup, html};

/// Of what needs attention so many stand on top; the section of findings holds them all.
const SHOWN: usize = 4;

pub(super) fn full(cards: &[FindingCard], level: Level) -> Markup {
    html! { div class="findings" { @for card in cards { (one(card, level)) } } }
}

fn one(card: &FindingCard, level: Level) -> Markup {
    let severity = card.severity.as_str();
    html! {
        article class={ "card note finding " (severity) } {
            div class="head" {
                (inline::tag(words::severity(card.severity), severity))
                (inline::tag(card.rule.as_str(), ""))
                span class="quiet small" {
                    (card.date.format("%a %-d %b %Y"))
                    @if let Some(run) = &card.run { " · run " (run) }
                }
            }
            (level.heading("what", &card.message))
            @if !card.figures.is_empty() { p class="evidence" { (card.figures) } }
            p { strong { "Why: " } (card.why) }
            @if !card.advice.is_empty() { p { strong { "Do: " } (inline::text(&card.advice)) } }
            p class="source" { "Evidence. " (capital(&card.source)) }
        }
    }
}

pub(super) fn in_short(cards: &[FindingCard]) -> Markup {
    html! {
        ul class="notes" aria-label="Needs attention" {
            @for card in cards.iter().take(SHOWN) {
                @let severity = card.severity.as_str();
                li class={ "card note " (severity) } {
                    p {
                        (inline::tag(words::severity(card.severity), severity)) " " (inline::text(&card.message))
                        " " span class="quiet small" { (card.date.format("%-d %b")) }
                    }
                    @if !card.advice.is_empty() { p class="do" { strong { "Do: " } (inline::text(&card.advice)) } }
                }
            }
        }
        @if cards.len() > SHOWN {
            p class="small below" { a href="#findings" { "and " (cards.len() - SHOWN) " more" } }
        }
    }
}
