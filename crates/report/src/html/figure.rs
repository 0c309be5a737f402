//! A chart with its words, its table, and a size for wide and for narrow screens.

use super::level::Level;
use super::{inline, table};
use crate::charts::{Theme, render};
use crate::drawings::Drawings;
use crate::tree::{Chart, Figure};
use maud::{Markup, PreEscaped, html};

/// Logical widths: what a card of the page holds on a desktop and on a phone.
const WIDE: u32 = 860;
const NARROW: u32 = 330;

pub(super) fn figure(figure: &Figure, drawings: Drawings, level: Level) -> Markup {
    html! {
        figure class="chart card" id={ "chart-" (figure.chart.id()) } {
            @if !figure.title.is_empty() {
                figcaption {
                    (level.heading("", &figure.title))
                    @if !figure.about.is_empty() { p class="quiet small" { (figure.about) } }
                }
            }
            div class="wide" { (drawn(figure.chart, drawings, WIDE)) }
            div class="narrow" { (drawn(figure.chart, drawings, NARROW)) }
            @if let Some(figures) = &figure.table {
                details class="figures" { summary { "As a table" } (table::table(figures)) }
            }
        }
    }
}

/// One that cannot be drawn is replaced by its words.
fn drawn(chart: Chart, drawings: Drawings, width: u32) -> Markup {
    let Some(scene) = drawings.draw(chart, width) else {
        return html! { p class="quiet" { "There is nothing to draw yet." } };
    };
    match render::svg(&scene, Theme::Page) {
        Ok(svg) => html! { (PreEscaped(svg)) },
        Err(_) => html! { p { (inline::text(&scene.words)) } },
    }
}
