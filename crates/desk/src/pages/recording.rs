//! What a recording counts as: the forms that say it, and those that count for nothing.

use crate::address::address;
use crate::views::View;
use comeback_core::run::{NotCounted, Run};
use comeback_report::words::quantity;
use maud::{Markup, html};

/// Recordings of a list; the older ones are reached once these are answered.
const MOST: usize = 50;

fn is_unsure(run: &Run) -> bool {
    matches!(run.not_counted, Some(NotCounted::Unsure(_)))
}

/// What waits for the runner's word, each with its two answers.
pub(super) fn unsure(view: &View) -> Markup {
    let waiting: Vec<&Run> = view.aside.iter().filter(|run| is_unsure(run)).collect();
    html! {
        @if !waiting.is_empty() {
            section aria-labelledby="unsure-heading" {
                h2 id="unsure-heading" { "A run or not?" }
                p class="intro" { "Each is kept, and counts for nothing until you say so." }
                ol class="lines" { @for run in waiting.iter().take(MOST) { li class="card" {
                    p { (link(view, run)) (what(run)) }
                    (answers(view, run, "runs"))
                } } }
                (more(waiting.len()))
            }
        }
    }
}

/// What the runner has left out.
pub(super) fn left_out(view: &View) -> Markup {
    let out: Vec<&Run> = view.aside.iter().filter(|run| !is_unsure(run)).collect();
    html! {
        @if !out.is_empty() {
            details class="card" {
                summary { "Left out: " (quantity::counted(out.len(), "recording", "recordings")) }
                ul class="plain" { @for run in out.iter().take(MOST) { li { (link(view, run)) (what(run)) } } }
                (more(out.len()))
            }
        }
    }
}

fn more(count: usize) -> Markup {
    html! { @if count > MOST { p class="quiet small below" { "The newest " (MOST) " of " (quantity::grouped(count)) "." } } }
}

fn link(view: &View, run: &Run) -> Markup {
    html! { a class="clock" href=(address(&view.athlete, &format!("run/{}", run.id))) { (run.start.format("%a %-d %b %Y, %H:%M")) } }
}

/// Its length and why it counts for nothing.
fn what(run: &Run) -> String {
    let why = run.not_counted.as_ref().map(NotCounted::why);
    let parts = [Some(quantity::clock(run.elapsed)), why.map(str::to_owned)];
    let told: Vec<String> = parts.into_iter().flatten().collect();
    format!(": {}", told.join(", "))
}

/// What can be said of a recording on its own page.
pub(super) fn section(view: &View, run: &Run) -> Markup {
    let here = format!("run/{}", run.id);
    html! {
        section aria-labelledby="counts-heading" id="counts" {
            @match &run.not_counted {
                Some(NotCounted::Unsure(_)) => {
                    h2 id="counts-heading" { "A run or not?" }
                    (answers(view, run, &here))
                }
                Some(NotCounted::Excluded(_)) => {
                    h2 id="counts-heading" { "Count it again" }
                    form class="card fields" method="post" action=(action(view)) data-live {
                        (hidden(run, &here))
                        (why())
                        button type="submit" name="does" value="include" { "Count it again" }
                    }
                }
                None => {
                    h2 id="counts-heading" { "Not as it was?" }
                    div class="forms" {
                        details class="card" {
                            summary { "Leave this run out" }
                            p class="small quiet" { "Somebody else\u{2019}s, or recorded twice: it stays in the record and counts for nothing. It can be counted again." }
                            form method="post" action=(action(view)) data-live class="fields" {
                                (hidden(run, &here))
                                (why())
                                button type="submit" name="does" value="exclude" { "Leave it out" }
                                button type="submit" name="does" value="other" { "It was another sport" }
                            }
                        }
                        details class="card" open[run.is_accident()] {
                            summary { "Put it right" }
                            p class="small quiet" { "What the watch got wrong. What is left empty stays as it is." }
                            form method="post" action=(action(view)) data-live class="fields" {
                                (hidden(run, &here))
                                label { "Running minutes" input name="minutes" inputmode="decimal" size="8" autocomplete="off"; }
                                label { "Distance, " (quantity::distance_unit(view.history.settings.units)) input name="distance" inputmode="decimal" size="8" autocomplete="off"; }
                                (why())
                                button type="submit" name="does" value="correct" { "Tell it so" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The two answers to what may be no run.
fn answers(view: &View, run: &Run, back: &str) -> Markup {
    html! {
        form class="fields" method="post" action=(action(view)) data-live {
            (hidden(run, back))
            button type="submit" name="does" value="run" { "It was a run" }
            button type="submit" name="does" value="other" { "It was none" }
        }
    }
}

fn action(view: &View) -> String {
    address(&view.athlete, "recording")
}

fn why() -> Markup {
    html! { label class="wide" { "Why" input name="note" maxlength="200" autocomplete="off"; } }
}

fn hidden(run: &Run, back: &str) -> Markup {
    html! {
        input type="hidden" name="run" value=(run.id);
        input type="hidden" name="back" value=(back);
    }
}
