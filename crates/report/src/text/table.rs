//! A table that fits its width: where the columns are too many, the least
//! needed are left out, the last one first.

use super::look::{Look, band_tone, pad, pad_left, width};
use crate::tree::{Cell, Column, Inline, Tone};
use crate::words::quantity::MISSING;
use comeback_core::diary::span;

const GAP: usize = 2;

/// A cell as a terminal shows it.
fn shown(cell: &Cell) -> (String, Tone) {
    match cell {
        Cell::Words(words) => match words.parts.as_slice() {
            [Inline::Band(band, _)] => (words.plain(), band_tone(*band)),
            [Inline::Week(monday)] => (span::week_name(*monday), words.tone),
            [Inline::Quiet(text)] => (text.clone(), Tone::Quiet),
            _ => (super::look::clean(&words.plain()), words.tone),
        },
        Cell::Missing => (MISSING.to_owned(), Tone::Quiet),
        Cell::Empty | Cell::Bars(_) => (String::new(), Tone::Plain),
    }
}

/// The lines of the table, each indented; a row has one cell a column.
pub(crate) fn table(look: &Look, indent: usize, columns: &[Column], rows: &[Vec<Cell>]) -> String {
    let rows: Vec<Vec<(String, Tone)>> = rows
        .iter()
        .map(|row| row.iter().map(shown).collect())
        .collect();
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let cells = rows.iter().filter_map(|row| row.get(index));
            cells
                .map(|(text, _)| width(text))
                .chain([width(&column.head)])
                .max()
                .unwrap_or(0)
        })
        .collect();
    // A column in which nothing stands says nothing.
    let says = |index: &usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(*index));
        cells.any(|(text, _)| !text.is_empty())
    };
    let mut kept: Vec<usize> = (0..columns.len()).filter(says).collect();
    let total = |kept: &[usize]| -> usize {
        let cells: usize = kept.iter().filter_map(|index| widths.get(*index)).sum();
        indent + cells + GAP * kept.len().saturating_sub(1)
    };
    while total(&kept) > look.columns() {
        let spare = |index: &usize| columns.get(*index).map_or(0, |column| column.spare);
        let Some(gone) = kept
            .iter()
            .copied()
            .max_by_key(|index| (spare(index), *index))
        else {
            break;
        };
        if spare(&gone) == 0 {
            break;
        }
        kept.retain(|index| *index != gone);
    }
    let line = |cells: Vec<(&str, Tone)>| -> String {
        // Spaces behind the last word would stand inside its colour.
        let last = cells
            .iter()
            .rposition(|(text, _)| !text.is_empty())
            .unwrap_or(0);
        let mut out = " ".repeat(indent);
        for (place, (index, (text, tone))) in kept.iter().zip(cells).enumerate().take(last + 1) {
            let column_width = widths.get(*index).copied().unwrap_or(0);
            let is_right = columns.get(*index).is_some_and(|column| column.right);
            let padded = match (is_right, place == last) {
                (true, _) => pad_left(text, column_width),
                (false, true) => text.to_owned(),
                (false, false) => pad(text, column_width),
            };
            out.push_str(&look.paint(&padded, tone));
            if place < last {
                out.extend([' '; GAP]);
            }
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    };
    let heads = kept
        .iter()
        .filter_map(|index| columns.get(*index))
        .map(|column| (column.head.as_str(), Tone::Quiet))
        .collect();
    let mut out = if columns.iter().any(|column| !column.head.is_empty()) {
        line(heads)
    } else {
        String::new()
    };
    for row in &rows {
        let cells = kept
            .iter()
            .map(|index| {
                let cell = row.get(*index);
                cell.map_or(("", Tone::default()), |(text, tone)| (text.as_str(), *tone))
            })
            .collect();
        out.push_str(&line(cells));
    }
    out
}
