//! The weeks of a runner as a table.

use crate::Picture;
use crate::tree::{Block, Cell, Inline, Section, Table, Words, column, figures};
use crate::words::quantity::{climb_number, climb_unit, distance_number, distance_unit, trimmed};
use comeback_core::calendar::Days;
use comeback_core::diary::{Band, History, Week};
use comeback_core::limits::UnitSystem;

/// Weeks of a report.
const WEEKS: usize = 26;
/// Weeks without a run in a row from which on they are one line. (design)
const TOGETHER: usize = 3;

/// The newest first.
pub(super) fn section(picture: &Picture) -> Option<Section> {
    let units = picture.history.settings.units;
    let section = Section::new("weeks", "Week by week");
    Some(if picture.weeks.is_empty() {
        section.with(Block::text("No week is logged yet."))
    } else {
        let weeks = picture.weeks.iter().rev().take(WEEKS);
        section.with(Block::Table(table(weeks, units, Some(picture.history))))
    })
}

/// How a week was answered; nothing is missing of one in which nobody asked.
fn response(week: &Week, history: Option<&History>) -> Cell {
    let asked = |history: &History| {
        let mut days = (0..7).map(|day| week.starts + Days::new(day));
        days.any(|day| history.episode_on(day).is_some())
    };
    match week.band {
        None => Cell::Empty,
        Some(Band::Unknown | Band::Pending)
            if week.worst_response.is_none() && history.is_some_and(|history| !asked(history)) =>
        {
            Cell::Empty
        }
        Some(band) => Words::band(band, week.worst_response.map(|score| score.get())).into(),
    }
}

/// One week a line, in the order given; the history tells in which of them pain was asked
/// for.
pub fn table<'a>(
    weeks: impl IntoIterator<Item = &'a Week>,
    units: UnitSystem,
    history: Option<&History>,
) -> Table {
    let (up, down) = match climb_unit(units) {
        "m" => ("up m", "down m"),
        _ => ("up ft", "down ft"),
    };
    let columns = vec![
        column("week", 0),
        figures("runs", 0),
        figures("min", 0),
        figures("min/run", 1),
        figures(distance_unit(units), 1),
        figures("hard", 1),
        figures(up, 3),
        figures(down, 7),
        figures("spm", 2),
        figures("sprints", 4),
        figures("hills", 5),
        figures("hill spr.", 3),
        figures("tendon", 6),
        column("response", 0),
    ];
    let mut table = Table::new("Week by week", columns);
    let mut empty: Vec<&Week> = Vec::new();
    for week in weeks {
        if week.runs == 0 && week.band.is_none() {
            empty.push(week);
            continue;
        }
        without(&mut table, &mut empty, units, history);
        table.row(row(week, units, history));
    }
    without(&mut table, &mut empty, units, history);
    table
}

/// Weeks without a run: many of them in a row are told in one line.
fn without(
    table: &mut Table,
    empty: &mut Vec<&Week>,
    units: UnitSystem,
    history: Option<&History>,
) {
    let weeks = std::mem::take(empty);
    if weeks.len() < TOGETHER {
        for week in weeks {
            table.row(row(week, units, history));
        }
    } else if let Some(week) = weeks.first() {
        let mut cells = row(week, units, history);
        if let Some(first) = cells.first_mut() {
            *first = format!("{} weeks without", weeks.len()).into();
        }
        table.row(cells);
    }
}

fn row(week: &Week, units: UnitSystem, history: Option<&History>) -> [Cell; 14] {
    // In a week without a run nothing is missing: there was nothing to measure.
    let figure = |text: Option<String>| match text {
        _ if week.runs == 0 => Cell::Empty,
        text => Cell::figure(text),
    };
    let count = |count: Option<usize>| figure(count.map(|count| count.to_string()));
    let minutes = |value: Option<f64>| figure(value.map(|value| format!("{value:.0}")));
    [
        Cell::Words(Inline::Week(week.starts).into()),
        week.runs.to_string().into(),
        minutes(week.running_min),
        minutes(week.session_min),
        figure(week.distance.map(|metres| distance_number(metres, units))),
        minutes(week.hard_min),
        figure(week.ascent.map(|metres| climb_number(metres, units))),
        figure(week.descent.map(|metres| climb_number(metres, units))),
        figure(week.cadence.map(|cadence| format!("{:.0}", cadence.get()))),
        count(week.sprints),
        count(week.hills),
        count(week.hill_sprints),
        figure(week.tendon_load.map(|load| trimmed(load, 1))),
        response(week, history),
    ]
}
