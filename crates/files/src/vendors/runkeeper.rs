//! Runkeeper: `cardioActivities.csv` with the unit in its header and local times
//! without a zone, GPX files called by the same local time.

use super::dates;
use super::lengths::{self, Unit};
use super::row::{Row, Vendor, When, some};
use super::shelf::Survey;
use super::table::{Lone, Table, cell, is_silent, number};
use comeback_core::units::METRES_PER_FOOT;

pub(super) fn recognise(head: &str) -> bool {
    let first = head.lines().next().unwrap_or_default();
    first.contains("GPX File") && first.contains("Duration") && first.contains("Type")
}

pub(super) fn read(table_name: &str, text: &str, in_miles: bool, survey: &mut Survey) {
    let table = Table::read(text);
    table.tell_if_cut(table_name, survey);
    let in_feet = table
        .header
        .iter()
        .any(|name| name.starts_with("Climb") && name.contains("(ft"));
    let begins = |word: &str| table.header.iter().position(|name| name.starts_with(word));
    let counts = lengths::of_rows(
        &table,
        begins("Distance"),
        begins("Duration"),
        begins("Type"),
        (in_miles, Unit::Kilometres),
    );
    for (index, cells) in table.rows.iter().enumerate() {
        let figure = |column: Option<usize>| {
            some(cell(cells, column).and_then(|text| number(&text, Lone::Decimal)))
        };
        if is_silent(cells) {
            continue;
        }
        let date = cell(cells, begins("Date"));
        let word = cell(cells, begins("Type")).unwrap_or_default();
        let Some(wall) = date.as_deref().and_then(dates::parse) else {
            survey.no_start(table_name, index + 1, &word, date);
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
        (row.distance_m, row.distance_doubt) = counts.read(cell(cells, begins("Distance")));
        row.ascent_m = figure(begins("Climb"))
            .map(|value| value * if in_feet { METRES_PER_FOOT } else { 1.0 });
        row.heart_rate_bpm = figure(begins("Average Heart Rate"));
        row.title = cell(cells, begins("Route Name"));
        row.note = cell(cells, begins("Notes"));
        row.file = cell(cells, begins("GPX File"));
        survey.rows.push(row);
    }
}
