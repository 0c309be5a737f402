//! The days of a week as cards, and what it becomes after pain.

use super::inline;
use super::level::Level;
use crate::tree::{Branch, Day};
use crate::words::{self, capital, quantity};
use maud::{Markup, html};

pub(super) fn days(days: &[Day], level: Level) -> Markup {
    html! { ol class="days" { @for each in days { (day(each, level)) } } }
}

fn day(day: &Day, level: Level) -> Markup {
    let kind = if day.kind.is_run() { "run" } else { "off" };
    let title = match day.minutes {
        Some(minutes) => format!(
            "{}, {} min",
            words::day_kind(day.kind),
            quantity::minutes(minutes)
        ),
        None => words::day_kind(day.kind).to_owned(),
    };
    html! {
        li class={ "card day " (kind) } {
            div {
                p class="date" { (day.date.format("%A %-d %b")) }
                (level.heading("", &capital(&title)))
            }
            div {
                @if day.structured { ol class="small" { @for step in &day.steps { li { (step) } } } }
                @if !day.limits.is_empty() {
                    dl class="pairs" { @for pair in &day.limits {
                        dt { (capital(&pair.name)) } dd { (inline::words(&pair.words)) }
                    } }
                }
                @if !day.rehab.is_empty() { p class="small" { (inline::text(&capital(&day.rehab))) } }
            }
            div {
                @if !day.check_in.is_empty() { p class="check" { (inline::text(&capital(&day.check_in))) } }
                @if !day.why.is_empty() { p class="why" { (inline::text(&capital(&day.why))) } }
            }
        }
    }
}

pub(super) fn branches(branches: &[Branch], level: Level) -> Markup {
    html! {
        div class="becomes" { @for branch in branches {
            @let (sign, _) = words::band(branch.band);
            div class={ "card " (branch.band.as_str()) } {
                (level.heading("", &format!("{sign} {}", capital(&branch.when))))
                p { strong { (capital(&branch.then)) } }
                p { (inline::text(&branch.text)) }
            }
        } }
    }
}
