//! A table on paper: columns as wide as what stands in them, the least needed left out
//! where there is no room, words wrapped where they are long.

use super::sheets::{Column, GUTTER, SMALL, Sheets, TEXT_WIDTH, printed, printed_width};
use crate::tree::{Cell, Table};
use crate::words::{self, quantity};

/// A column of words is never narrower than this.
const LEAST: f64 = 72.0;

pub(super) fn table(sheets: &mut Sheets, table: &Table) {
    let mut shown: Vec<usize> = (0..table.columns.len())
        .filter(|index| table.says(*index, false))
        .collect();
    let head = |index: usize| {
        let column = table.columns.get(index);
        column.map_or_else(String::new, |column| words::head(&column.head))
    };
    let told = |row: &[Cell], index: usize| match row.get(index) {
        Some(first) if index == 0 => cell(&first.named()),
        other => other.map_or_else(String::new, cell),
    };
    let natural: Vec<f64> = (0..table.columns.len())
        .map(|index| {
            let cells = table.rows.iter().map(|row| told(row, index));
            let widest = cells.map(|text| printed_width(&text, SMALL, false));
            widest.fold(printed_width(&head(index), SMALL, true), f64::max) + 2.0
        })
        .collect();
    let right = |index: usize| table.columns.get(index).is_some_and(|column| column.right);
    let spare = |index: usize| table.columns.get(index).map_or(0, |column| column.spare);
    let wide = |index: usize| natural.get(index).copied().unwrap_or(LEAST);
    let least = |index: usize| {
        if right(index) {
            wide(index)
        } else {
            wide(index).min(LEAST)
        }
    };
    let room = |shown: &[usize]| TEXT_WIDTH - GUTTER * shown.len().saturating_sub(1) as f64;
    while shown.iter().map(|index| least(*index)).sum::<f64>() > room(&shown) {
        let Some(gone) = (shown.iter().copied()).max_by_key(|index| (spare(*index), *index)) else {
            break;
        };
        if spare(gone) == 0 {
            break;
        }
        shown.retain(|index| *index != gone);
    }
    let highest = level(&shown, &wide, &right, room(&shown));
    let columns: Vec<Column> = shown
        .iter()
        .map(|&index| Column {
            width: if right(index) {
                wide(index)
            } else {
                wide(index).min(highest)
            },
            right: right(index),
        })
        .collect();
    let heads: Vec<String> = shown.iter().map(|index| head(*index)).collect();
    sheets.need(4.0 * SMALL * 2.0);
    sheets.row(&columns, &heads, SMALL, true);
    for row in &table.rows {
        let cells: Vec<String> = shown.iter().map(|index| told(row, *index)).collect();
        if sheets.turns_for(&columns, &cells, SMALL) {
            sheets.turn();
            sheets.row(&columns, &heads, SMALL, true);
        }
        sheets.row(&columns, &cells, SMALL, false);
    }
}

/// The width over which columns of words are wrapped, so that all fit the room.
fn level(
    shown: &[usize],
    wide: &dyn Fn(usize) -> f64,
    right: &dyn Fn(usize) -> bool,
    room: f64,
) -> f64 {
    let figures: f64 = shown
        .iter()
        .filter(|index| right(**index))
        .map(|index| wide(*index))
        .sum();
    let mut words: Vec<f64> = (shown.iter().filter(|index| !right(**index)))
        .map(|index| wide(*index))
        .collect();
    words.sort_by(f64::total_cmp);
    let mut left = (room - figures).max(0.0);
    let count = words.len();
    for (place, width) in words.iter().enumerate() {
        let share = left / (count - place) as f64;
        if *width > share {
            return share;
        }
        left -= width;
    }
    f64::INFINITY
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Words(words) => printed(&words.plain()),
        Cell::Missing => quantity::MISSING.to_owned(),
        Cell::Empty | Cell::Bars(_) => String::new(),
    }
}
