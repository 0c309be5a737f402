//! MapMyRun: one CSV of workouts, whose dates are days without a time.

use super::dates;
use super::lengths::{self, Unit};
use super::row::{Row, Vendor, When, said, some};
use super::shelf::Survey;
use super::table::{Lone, Table, cell, is_silent, number};

pub(super) fn recognise(head: &str) -> bool {
    let first = head.lines().next().unwrap_or_default();
    first.contains("Workout Time (seconds)")
        || first.contains("Workout Date") && first.contains("Distance (")
}

pub(super) fn read(table_name: &str, text: &str, in_miles: bool, survey: &mut Survey) {
    let table = Table::read(text);
    table.tell_if_cut(table_name, survey);
    let begins = |word: &str| table.header.iter().position(|name| name.starts_with(word));
    let counts = lengths::of_rows(
        &table,
        begins("Distance"),
        begins("Workout Time"),
        begins("Activity Type"),
        (in_miles, Unit::Miles),
    );
    for (index, cells) in table.rows.iter().enumerate() {
        let figure = |column: Option<usize>| {
            some(cell(cells, column).and_then(|text| number(&text, Lone::Decimal)))
        };
        if is_silent(cells) {
            continue;
        }
        let date = cell(cells, begins("Workout Date").or(begins("Date")));
        let word = cell(cells, begins("Activity Type")).unwrap_or_default();
        let Some(wall) = date.as_deref().and_then(dates::parse) else {
            survey.no_start(table_name, index + 1, &word, date);
            continue;
        };
        let start = if wall.has_time {
            When::Local(wall.seconds)
        } else {
            When::Day(wall.seconds)
        };
        let mut row = Row::new(Vendor::MapMyRun, table_name, index + 1, start).with_sport(&word);
        row.timer_s = figure(begins("Workout Time"));
        row.elapsed_s = row.timer_s;
        (row.distance_m, row.distance_doubt) = counts.read(cell(cells, begins("Distance")));
        row.heart_rate_bpm = figure(begins("Avg Heart Rate"));
        row.cadence_of_steps(figure(begins("Steps")));
        // Notes went through a program that wrote its own marks around them.
        row.note = cell(cells, begins("Notes")).and_then(|note| {
            let bare = note.strip_prefix("b'").or_else(|| note.strip_prefix("b\""));
            said(bare.map_or(note.as_str(), |bare| bare.trim_end_matches(['\'', '"'])))
        });
        survey.rows.push(row);
    }
}
