//! Zepp (Amazfit, Mi Fit): `SPORT_<time>.csv`, and the heart rate of each minute in
//! local time beside it. The archive comes locked.

use super::dates;
use super::row::{Row, Vendor, When, some};
use super::table::{Lone, Table, cell, number};
use comeback_core::recording::{Sport, SubSport};

pub(super) fn recognise(head: &str) -> bool {
    let first = head
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    first.contains("sporttime(s)") && first.contains("starttime") && first.contains("type")
}

pub(super) fn read(table_name: &str, text: &str) -> Vec<Row> {
    let table = Table::read(text);
    let begins = |word: &str| {
        let header = table.header.iter();
        header
            .map(|name| name.to_ascii_lowercase())
            .position(|name| name.starts_with(word))
    };
    let mut rows = Vec::new();
    for (index, cells) in table.rows.iter().enumerate() {
        let figure = |column: Option<usize>| {
            some(cell(cells, column).and_then(|text| number(&text, Lone::Decimal)))
        };
        let Some(text) = cell(cells, begins("starttime")) else {
            continue;
        };
        let start = match (dates::parse(&text), text.parse::<f64>()) {
            (Some(wall), _) => match wall.offset_s {
                Some(offset) => When::Instant(wall.seconds - f64::from(offset)),
                None => When::Local(wall.seconds),
            },
            (None, Ok(epoch)) => When::Instant(if epoch > 1e11 { epoch / 1000.0 } else { epoch }),
            _ => continue,
        };
        let mut row = Row::new(Vendor::Zepp, table_name, index + 1, start);
        row.timer_s = figure(begins("sporttime"));
        row.elapsed_s = row.timer_s;
        row.distance_m = figure(begins("distance"));
        row.sport_word = cell(cells, begins("type")).unwrap_or_default();
        (row.sport, row.sub_sport) = match row.sport_word.as_str() {
            "1" => (Sport::Running, SubSport::Generic),
            "7" => (Sport::Running, SubSport::Trail),
            "8" => (Sport::Running, SubSport::Treadmill),
            "6" => (Sport::Walking, SubSport::Generic),
            "" => (Sport::Unknown, SubSport::Generic),
            _ => (Sport::Other, SubSport::Generic),
        };
        if row.sub_sport == SubSport::Treadmill {
            row.settle_treadmill();
        }
        rows.push(row);
    }
    rows
}
