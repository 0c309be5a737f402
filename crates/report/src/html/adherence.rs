//! What was advised against what was done, week by week, and how this week goes.

use super::log::scroll;
use super::words;
use crate::Picture;
use crate::text::quantity;
use chrono::Days;
use comeback_core::diary::adherence::{self, Adherence, Outcome};
use comeback_core::diary::span;
use maud::{Markup, html};

const WEEKS: usize = 12;

pub fn section(picture: &Picture) -> Markup {
    let history = picture.history;
    let this = span::monday(history.today());
    let mondays = picture.weeks.iter().rev().map(|week| week.starts);
    let weeks: Vec<Adherence> = mondays
        .take(WEEKS)
        .filter_map(|monday| adherence::week(history, monday))
        .collect();
    html! {
        section id="adherence" {
            h2 { "Planned and done" }
            @if weeks.is_empty() {
                p class="intro" {
                    "No plan has been given for these weeks. Each plan that is asked for is kept from then on, "
                    "so that what was advised can be set against what was done."
                }
            } @else {
                p class="intro" {
                    "What was advised, as it was given, against what was run. It is for you to look at: no rule and "
                    "no plan reads it. A run within a tenth of the minutes planned was done as planned."
                }
                @if let Some(week) = weeks.iter().find(|week| week.monday == this) { (this_week(week)) }
                (scroll("Planned and done", &table(&weeks)))
            }
        }
    }
}

fn table(weeks: &[Adherence]) -> Markup {
    let most = weeks
        .iter()
        .map(|week| week.planned_min.max(week.done_min))
        .fold(1.0, f64::max);
    let count = |count: usize| html! { @if count > 0 { (count) } };
    html! { table {
        thead { tr {
            th { "Week of" } th class="n" { "Planned min" } th class="n" { "Done min" } th class="roomy" { "" }
            th class="n" { "As planned" } th class="n roomy" { "Shorter" } th class="n roomy" { "Longer" }
            th class="n roomy" { "Missed" } th class="n roomy" { "Extra" } th class="n roomy" { "Moved" }
        } }
        tbody { @for week in weeks { tr {
            th scope="row" { (week.monday.format("%-d %b")) " to " ((week.monday + Days::new(6)).format("%-d %b")) }
            td class="n" { (quantity::minutes(week.planned_min.round())) }
            td class="n" { (quantity::minutes(week.done_min.round())) }
            td class="roomy" { (bars(week, most)) }
            td class="n" { (week.count(Outcome::AsPlanned)) " of " (week.planned() - week.count(Outcome::Ahead)) }
            td class="n roomy" { (count(week.count(Outcome::Shorter))) }
            td class="n roomy" { (count(week.count(Outcome::Longer))) }
            td class="n roomy" { (count(week.count(Outcome::Missed))) }
            td class="n roomy" { (count(week.count(Outcome::Extra))) }
            td class="n roomy" { (count(week.moved())) }
        } } }
    } }
}

/// The minutes planned as a pale bar and those done as a full one under it.
fn bars(week: &Adherence, most: f64) -> Markup {
    html! {
        div style="width:130px" aria-hidden="true" {
            (words::bar(week.planned_min / most, "var(--axis)"))
            (words::bar(week.done_min / most, "var(--accent)"))
        }
    }
}

fn this_week(week: &Adherence) -> Markup {
    html! {
        div class="card" style="margin-bottom:12px" {
            h3 { "This week so far" }
            ul class="plain small" style="margin-top:6px" { @for session in &week.sessions {
                li {
                    span class="day-name" { (quantity::short_day(session.date)) } ": "
                    (crate::text::session_words(session))
                }
            } }
        }
    }
}
