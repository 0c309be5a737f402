//! A table that fits its width: where the columns are too many, the least
//! needed are left out, the last one first.

use super::look::{Ink, Look, pad, pad_left, width};

#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub text: String,
    pub ink: Ink,
}

impl Cell {
    pub fn plain(text: impl Into<String>) -> Self {
        Cell::inked(text, Ink::Plain)
    }

    pub fn inked(text: impl Into<String>, ink: Ink) -> Self {
        Cell {
            text: text.into(),
            ink,
        }
    }

    /// A figure, or the dim sign of a missing one.
    pub fn figure(text: Option<String>) -> Self {
        text.map_or_else(
            || Cell::inked(super::quantity::MISSING, Ink::Dim),
            Cell::plain,
        )
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub head: &'static str,
    pub right: bool,
    /// How much it is needed: 0 always, else the highest number goes first.
    pub spare: u8,
}

pub(crate) const fn left(head: &'static str, spare: u8) -> Column {
    Column {
        head,
        right: false,
        spare,
    }
}

pub(crate) const fn right(head: &'static str, spare: u8) -> Column {
    Column {
        head,
        right: true,
        spare,
    }
}

const GAP: usize = 2;

/// The lines of the table, each indented; a row has one cell a column.
pub(crate) fn table(look: &Look, indent: usize, columns: &[Column], rows: &[Vec<Cell>]) -> String {
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let cells = rows.iter().filter_map(|row| row.get(index));
            cells
                .map(|cell| width(&cell.text))
                .chain([width(column.head)])
                .max()
                .unwrap_or(0)
        })
        .collect();
    // A column in which nothing stands says nothing.
    let says = |index: &usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(*index));
        cells.any(|cell| !cell.text.is_empty())
    };
    let mut shown: Vec<usize> = (0..columns.len()).filter(says).collect();
    let total = |shown: &[usize]| -> usize {
        let cells: usize = shown.iter().filter_map(|index| widths.get(*index)).sum();
        indent + cells + GAP * shown.len().saturating_sub(1)
    };
    while total(&shown) > look.columns() {
        let spare = |index: &usize| columns.get(*index).map_or(0, |column| column.spare);
        let Some(gone) = shown
            .iter()
            .copied()
            .max_by_key(|index| (spare(index), *index))
        else {
            break;
        };
        if spare(&gone) == 0 {
            break;
        }
        shown.retain(|index| *index != gone);
    }
    let line = |cells: Vec<(String, Ink)>| -> String {
        // Spaces behind the last word would stand inside its colour.
        let last = cells
            .iter()
            .rposition(|(text, _)| !text.is_empty())
            .unwrap_or(0);
        let mut out = " ".repeat(indent);
        for (place, (index, (text, ink))) in shown.iter().zip(cells).enumerate().take(last + 1) {
            let column_width = widths.get(*index).copied().unwrap_or(0);
            let is_right = columns.get(*index).is_some_and(|column| column.right);
            let padded = match (is_right, place == last) {
                (true, _) => pad_left(&text, column_width),
                (false, true) => text,
                (false, false) => pad(&text, column_width),
            };
            out.push_str(&look.paint(&padded, ink));
            if place < last {
                out.push_str(&" ".repeat(GAP));
            }
        }
        format!("{}\n", out.trim_end())
    };
    let heads = shown
        .iter()
        .filter_map(|index| columns.get(*index))
        .map(|column| (column.head.to_owned(), Ink::Dim))
        .collect();
    let mut out = if columns.iter().any(|column| !column.head.is_empty()) {
        line(heads)
    } else {
        String::new()
    };
    for row in rows {
        let cells = shown
            .iter()
            .map(|index| {
                row.get(*index).map_or((String::new(), Ink::Plain), |cell| {
                    (cell.text.clone(), cell.ink)
                })
            })
            .collect();
        out.push_str(&line(cells));
    }
    out
}
