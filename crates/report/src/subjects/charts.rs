//! The charts of a report with their captions, and their figures as tables.

use crate::drawings::{Drawings, weeks_shown};
use crate::tree::{Block, Cell, Chart, Figure, Section, Table, column, figures};
use crate::words::quantity::{minutes, trimmed};
use crate::{Extras, Picture};
use chrono::NaiveDate;

/// Days and runs of a chart that stand in its table.
const DAYS: usize = 28;
const RUNS: usize = 30;

pub(super) fn section(picture: &Picture, extras: &Extras) -> Option<Section> {
    let drawings = Drawings { picture, extras };
    let mut section = Section::new("charts", "Charts")
        .listed("Charts")
        .with(Block::Figure(Figure {
            chart: Chart::Weekly,
            title: "Running minutes a week, and the pain that answered".to_owned(),
            about: "One mark a run: the highest pain from its start to 48 hours after. The dashed \
                    outline is the plan."
                .to_owned(),
            table: weekly(&drawings),
        }))
        .with(Block::Figure(Figure {
            chart: Chart::Cadence,
            title: "Cadence against your own expectation".to_owned(),
            about: "A longer stride loads the tendon more. There is no right number for everyone: \
                    each run is held against your own runs at that speed."
                .to_owned(),
            table: cadence(&drawings),
        }))
        .with(Block::Figure(Figure {
            chart: Chart::Load,
            title: "Tendon load a day".to_owned(),
            about: "An index for comparison with yourself. It informs and decides nothing: ratios \
                    of such means are disputed (Impellizzeri 2020)."
                .to_owned(),
            table: load(&drawings),
        }));
    if drawings
        .small()
        .iter()
        .any(|small| !small.points.is_empty())
    {
        section = section.with(Block::Figure(Figure {
            chart: Chart::Small,
            title: "Also recorded".to_owned(),
            about: String::new(),
            table: None,
        }));
    }
    if let Some((title, _)) = &extras.run {
        section = section.with(Block::Figure(Figure {
            chart: Chart::Run,
            title: title.clone(),
            about:
                "Efforts are shaded. Flat-equivalent pace is what the same effort would give on \
                    the flat (Minetti 2002)."
                    .to_owned(),
            table: None,
        }));
    }
    Some(section)
}

fn day(date: NaiveDate) -> Cell {
    date.format("%-d %b %Y").to_string().into()
}

fn weekly(drawings: &Drawings) -> Option<Table> {
    let mut table = Table::new(
        "Running minutes a week",
        vec![
            column("week of", 0),
            figures("easy min", 0),
            figures("uphill min", 0),
            figures("tempo min", 0),
            figures("intervals min", 0),
            figures("all min", 0),
        ],
    );
    for bar in drawings.weekly(weeks_shown::WIDE).bars.iter().rev() {
        let parts = [
            bar.easy_min,
            bar.uphill_min,
            bar.tempo_min,
            bar.intervals_min,
            bar.total(),
        ];
        let cells = parts.into_iter().map(|value| minutes(value.round()).into());
        table.row(std::iter::once(day(bar.monday)).chain(cells));
    }
    (!table.rows.is_empty()).then_some(table)
}

fn cadence(drawings: &Drawings) -> Option<Table> {
    let mut table = Table::new(
        "Cadence, steps a minute",
        vec![
            column("day", 0),
            figures("measured", 0),
            figures("expected", 0),
        ],
    );
    for point in drawings.cadence().points.iter().rev().take(RUNS) {
        table.row([
            day(point.day),
            format!("{:.0}", point.measured).into(),
            Cell::figure(point.expected.map(|spm| format!("{spm:.0}"))),
        ]);
    }
    (!table.rows.is_empty()).then_some(table)
}

fn load(drawings: &Drawings) -> Option<Table> {
    let mut table = Table::new(
        "Tendon load a day",
        vec![
            column("day", 0),
            figures("load", 0),
            figures("7-day mean", 0),
            figures("28-day mean", 0),
        ],
    );
    for each in drawings.load().iter().rev().take(DAYS) {
        let values = [each.load, each.acute, each.chronic];
        let cells = values.map(|value| Cell::figure(value.map(|value| trimmed(value, 1))));
        table.row(std::iter::once(day(each.date)).chain(cells));
    }
    (!table.rows.is_empty()).then_some(table)
}
