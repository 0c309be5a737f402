//! *Today*: what to do, how the tendon feels, what is due.

use super::{blocks, episode};
use crate::address::address;
use crate::views::View;
use comeback_report::words::quantity;
use comeback_report::words::reader::without_commands;
use maud::{Markup, html};

pub(super) fn body(view: &View) -> Markup {
    let history = &view.history;
    let today = comeback_core::plan::today::today(history);
    let last = history
        .runs
        .last()
        .map(|run| (run.id.0.as_str(), run.date()));
    let athlete = &view.athlete;
    html! {
        p class="when" { (quantity::long_date(history.today())) }
        h1 class=[blocks::long(&today.headline)] { (without_commands(&today.headline)) }
        div class="columns" {
            section class="card" aria-labelledby="pain-heading" {
                h2 id="pain-heading" { "How is the tendon?" }
                p class="quiet small" { "The worst since your last run. One tap enters it; it can be undone." }
                (blocks::scale(&address(athlete, "pain"), last))
            }
            div {
                (blocks::day_card(history, &today, Some(&address(athlete, "done")), false))
                (blocks::due(history, &today))
            }
        }
        @if history.runs.is_empty() {
            p { "No run is in yet: drop the files of your watch on this page." }
        }
        @if history.episode().is_none() {
            p { "No injury is followed, so pain steers no plan. " a href=(episode::place(view)) { "Begin the way back" } " where there is one." }
        }
    }
}
