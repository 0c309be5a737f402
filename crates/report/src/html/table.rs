//! Tables: heads with their scope, the first cell of a row as its name.

use super::inline;
use crate::tree::{Cell, Table};
use crate::words::{head, quantity};
use maud::{Markup, html};

/// A table that scrolls by itself where a screen is too narrow, reachable by keyboard.
pub(super) fn table(table: &Table) -> Markup {
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|index| table.says(*index, true))
        .collect();
    let class = |index: usize| {
        let column = table.columns.get(index);
        match column.map_or((false, 0), |column| (column.right, column.spare)) {
            (true, 0) => "n",
            (true, _) => "n roomy",
            (false, 0) => "",
            (false, _) => "roomy",
        }
    };
    html! {
        div class="card" {
            div class="scroll" role="region" tabindex="0" aria-label={ (table.name) ", table" } { table {
                thead { tr { @for index in &shown {
                    @let named = table.columns.get(*index).map_or("", |column| column.head.as_str());
                    // A head without a name is none.
                    @if named.is_empty() { td class=(class(*index)) {} }
                    @else { th scope="col" class=(class(*index)) { (head(named)) } }
                } } }
                tbody { @for row in &table.rows { tr {
                    @for (place, index) in shown.iter().enumerate() {
                        @let told = row.get(*index).unwrap_or(&Cell::Empty);
                        @if place == 0 { th scope="row" class=[Some(class(*index)).filter(|class| !class.is_empty())] { (cell(&told.named())) } }
                        @else { td class=(class(*index)) { (cell(told)) } }
                    }
                } } }
            } }
        }
        @if let Some(below) = &table.below { p class="quiet small below" { (inline::text(below)) } }
    }
}

fn cell(cell: &Cell) -> Markup {
    match cell {
        Cell::Words(words) => inline::words(words),
        Cell::Empty => html! {},
        Cell::Missing => {
            html! { span class="quiet" aria-label="not known" { (quantity::MISSING) } }
        }
        Cell::Bars(shares) => html! {
            div class="bars" aria-hidden="true" { @for share in shares { (bar(*share)) } }
        },
    }
}

/// A bar of a share of its width, beside figures that say the same.
pub(super) fn bar(share: f64) -> Markup {
    let width = format!("width:{:.1}%", (share * 100.0).clamp(0.0, 100.0));
    html! { div class="bar" aria-hidden="true" style=(width) {} }
}
