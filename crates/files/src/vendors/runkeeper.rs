//! Runkeeper: `cardioActivities.csv` with the unit in its header and local times
//! without a zone, GPX files called by the same local time.

use super::dates;
use super::row::{Row, Vendor, When, some};
use super::table::{Lone, Table, cell, number};
use comeback_core::units::{METRES_PER_FOOT, METRES_PER_MILE};

pub(super) fn recognise(head: &str) -> bool {
    let first = head.lines().next().unwrap_or_default();
    first.contains("GPX File") && first.contains("Duration") && first.contains("Type")
}

pub(super) fn read(table_name: &str, text: &str) -> Vec<Row> {
    let table = Table::read(text);
    let in_miles = table
        .header
        .iter()
        .any(|name| name.starts_with("Distance") && name.contains("(mi"));
    let in_feet = table
        .header
        .iter()
        .any(|name| name.starts_with("Climb") && name.contains("(ft"));
    let begins = |word: &str| table.header.iter().position(|name| name.starts_with(word));
    let mut rows = Vec::new();
    for (index, cells) in table.rows.iter().enumerate() {
        let figure = |column: Option<usize>| {
            some(cell(cells, column).and_then(|text| number(&text, Lone::Decimal)))
        };
        let wall = cell(cells, begins("Date")).and_then(|text| dates::parse(&text));
        let (Some(wall), Some(word)) = (wall, cell(cells, begins("Type"))) else {
            continue;
        };
        let mut row = Row::new(
            Vendor::Runkeeper,
            table_name,
            index + 1,
            When::Local(wall.seconds),
        )
        .with_sport(&word);
        row.timer_s = some(cell(cells, begins("Duration")).and_then(|text| dates::duration(&text)));
        row.elapsed_s = row.timer_s;
        row.distance_m = figure(begins("Distance"))
            .map(|value| value * if in_miles { METRES_PER_MILE } else { 1000.0 });
        row.ascent_m = figure(begins("Climb"))
            .map(|value| value * if in_feet { METRES_PER_FOOT } else { 1.0 });
        row.heart_rate_bpm = figure(begins("Average Heart Rate"));
        row.title = cell(cells, begins("Route Name"));
        row.note = cell(cells, begins("Notes"));
        row.file = cell(cells, begins("GPX File"));
        rows.push(row);
    }
    rows
}
