//! A chart with its words, its table, and a size for wide, for middling and for narrow
//! screens: a drawing that is shrunk has words that nobody can read.

use super::level::Level;
use super::{inline, table};
use crate::charts::scene::Scene;
use crate::charts::{Theme, render};
use crate::drawings::Drawings;
use crate::tree::{Chart, Figure};
use crate::words::tied::bound;
use maud::{Markup, PreEscaped, html};

/// Logical widths: what a card of the page holds on a desktop, a tablet and a phone.
const WIDE: u32 = 860;
const MIDDLE: u32 = 640;
const NARROW: u32 = 330;

pub(super) fn figure(figure: &Figure, drawings: Drawings, level: Level) -> Markup {
    html! {
        figure class="chart card" id={ "chart-" (figure.chart.id()) } {
            @if !figure.title.is_empty() {
                figcaption {
                    (level.heading("", &bound(&figure.title)))
                    @if !figure.second.is_empty() { p { (figure.second) } }
                    @if !figure.about.is_empty() { p class="quiet small" { (figure.about) } }
                }
            }
            (all(figure.chart, drawings))
            @if let Some(figures) = &figure.table {
                details class="figures" { summary { "As a table" } (table::table(figures)) }
            }
        }
    }
}

/// The drawing for each kind of screen; none where its words are all there is.
fn all(chart: Chart, drawings: Drawings) -> Markup {
    let Some(wide) = drawings.draw(chart, WIDE) else {
        return html! { p class="quiet" { "There is nothing to draw yet." } };
    };
    if wide.marks.is_empty() {
        return html! {};
    }
    html! {
        div class="wide" { (svg(&wide)) }
        @if let Some(middle) = drawings.draw(chart, MIDDLE) { div class="middle" { (svg(&middle)) } }
        @if let Some(narrow) = drawings.draw(chart, NARROW) {
            div class="narrow" {
                (svg(&narrow))
                @if let Some(weeks) = &narrow.drawn { p class="quiet small" { "Drawn here: " (weeks) "." } }
            }
        }
    }
}

/// One that cannot be drawn is replaced by its words.
fn svg(scene: &Scene) -> Markup {
    match render::svg(scene, Theme::Page) {
        Ok(svg) => html! { (PreEscaped(svg)) },
        Err(_) => html! { p { (inline::text(&scene.words)) } },
    }
}
