//! What a table's figures of distance count: kilometres, miles or metres. The column's
//! name says it, the cell, the paces beside it, steps and mean speeds, and else the units
//! that the runner reads. Where nothing says it and it matters, that is told.

use super::dates;
use super::row::some;
use super::table::{Lone, Table, cell, number};
use super::unit::without_unit;
pub(super) use super::unit::{Unit, figure_of};
use comeback_core::recording::Sport;
use comeback_core::robust;

/// What a row tells of its distance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    /// As it is written.
    pub figure: f64,
    /// Whether it is a run.
    pub runs: bool,
    /// How long, s.
    pub seconds: Option<f64>,
    /// How far by anything else, m: steps and their length, a mean speed and the time.
    pub metres: Option<f64>,
}

/// How a column is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lengths {
    pub unit: Unit,
    /// Whether another unit is as likely.
    pub open: bool,
}

/// Another telling of a distance is the same within this share. (design)
const SAME: f64 = 0.06;
/// Runs that are slower than this in the median as kilometres, and no faster than that as
/// miles, may be either. m/s (design)
const SLOW: f64 = 2.1;
const FAST_AS_MILES: f64 = 4.5;
/// Nobody runs a kilometre so fast: what is, is metres. m/s (design)
const FASTEST: f64 = 9.0;

/// Settles the unit of a table's column. `usual` is what such tables count in.
pub(super) fn of_column(
    table: &Table,
    column: Option<usize>,
    rows: &[Told],
    in_miles: bool,
    usual: Unit,
) -> Lengths {
    let sure = |unit| Lengths { unit, open: false };
    let header = column.and_then(|column| table.header.get(column));
    if let Some(unit) = header.and_then(|name| without_unit(name).1) {
        return sure(unit);
    }
    let told = by_other(rows).or_else(|| by_paces(table));
    if let Some(unit) = told.or_else(|| are_metres(rows).then_some(Unit::Metres)) {
        return sure(unit);
    }
    if in_miles {
        return sure(Unit::Miles);
    }
    Lengths {
        unit: usual,
        open: may_be_miles(rows),
    }
}

/// The same of a table whose rows tell their distance, their time and their sport.
pub(super) fn of_rows(
    table: &Table,
    distance: Option<usize>,
    time: Option<usize>,
    sport: Option<usize>,
    (in_miles, usual): (bool, Unit),
) -> Lengths {
    let told = |cells: &Vec<String>| {
        let seconds = cell(cells, time).and_then(|text| {
            number(&text, Lone::Decimal)
                .filter(|_| !text.contains(':'))
                .or_else(|| dates::duration(&text))
        });
        let word = cell(cells, sport).unwrap_or_default();
        Some(Told {
            figure: some(number(&cell(cells, distance)?, Lone::Decimal))?,
            runs: crate::sport::in_table(&word).0 == Sport::Running,
            seconds,
            metres: None,
        })
    };
    let rows: Vec<Told> = table.rows.iter().filter_map(told).collect();
    of_column(table, distance, &rows, in_miles, usual)
}

impl Lengths {
    /// A cell's metres, and why they may be others.
    pub(super) fn read(self, cell: Option<String>) -> (Option<f64>, Option<String>) {
        let Some(cell) = cell else {
            return (None, None);
        };
        let (figure, unit) = figure_of(&cell);
        let Some(figure) = some(number(figure, Lone::Decimal)) else {
            return (None, None);
        };
        let doubt = (self.open && unit.is_none()).then(|| doubt(figure, self.unit));
        (Some(figure * unit.unwrap_or(self.unit).metres()), doubt)
    }
}

/// What is to be said of a distance whose unit is open.
pub(super) fn doubt(figure: f64, unit: Unit) -> String {
    let (read, or) = match unit {
        Unit::Miles => ("miles", "kilometres"),
        _ => ("kilometres", "miles"),
    };
    format!("its table does not say whether {figure} is {read} or {or}, and it is read as {read}")
}

/// By what the rows tell otherwise: the unit that most of them agree with.
fn by_other(rows: &[Told]) -> Option<Unit> {
    let agrees = |told: &&Told, unit: Unit| {
        let by_unit = told.figure * unit.metres();
        told.metres
            .is_some_and(|metres| (by_unit / metres - 1.0).abs() <= SAME)
    };
    [Unit::Kilometres, Unit::Miles, Unit::Metres]
        .into_iter()
        .map(|unit| (rows.iter().filter(|told| agrees(told, unit)).count(), unit))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, _)| *count)
        .map(|(_, unit)| unit)
}

/// By paces and speeds that name their unit, in a header or a cell: `9:35 /mi`, `(mph)`.
fn by_paces(table: &Table) -> Option<Unit> {
    let cells = table.rows.iter().take(50).flatten();
    let mut all = table.header.iter().chain(cells);
    all.find_map(|cell| {
        let cell = cell.to_lowercase();
        let per = |unit: &str| {
            cell.split(unit)
                .nth(1)
                .is_some_and(|behind| !behind.starts_with(char::is_alphabetic))
        };
        if per("mph") || per("/mi") || per("/mile") || per("mi/h") {
            Some(Unit::Miles)
        } else if per("/km") || per("km/h") || per("kph") {
            Some(Unit::Kilometres)
        } else {
            None
        }
    })
}

/// Speeds of the runs by a unit, the median, m/s.
fn usual_speed(rows: &[Told], unit: Unit) -> Option<f64> {
    let speed = |told: &Told| {
        let seconds = told.seconds.filter(|seconds| *seconds > 0.0)?;
        Some(told.figure * unit.metres() / seconds)
    };
    robust::median_of(rows.iter().filter(|told| told.runs).filter_map(speed))
}

fn are_metres(rows: &[Told]) -> bool {
    usual_speed(rows, Unit::Kilometres).is_some_and(|speed| speed > FASTEST)
        && usual_speed(rows, Unit::Metres).is_some_and(|speed| (0.5..=FASTEST).contains(&speed))
}

/// Whether kilometres that nobody names may be miles.
pub(super) fn may_be_miles(rows: &[Told]) -> bool {
    usual_speed(rows, Unit::Kilometres).is_some_and(|speed| speed < SLOW)
        && usual_speed(rows, Unit::Miles).is_some_and(|speed| speed <= FAST_AS_MILES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str, cell: &str, told: &[Told], in_miles: bool) -> (Unit, bool) {
        let table = Table::read(&format!("Date,{header},Pace\n2026-11-24,1,{cell}\n"));
        let found = of_column(&table, Some(1), told, in_miles, Unit::Kilometres);
        (found.unit, found.open)
    }

    fn run(figure: f64, metres: Option<f64>) -> Told {
        Told {
            figure,
            runs: true,
            seconds: Some(1800.0),
            metres,
        }
    }

    #[test]
    fn a_unit_is_told_by_the_surest_word() {
        use Unit::*;
        let slow = [run(3.13, None)];
        for (header, cell, told, in_miles, expected) in [
            ("Distance", "9:35", &slow[..], false, (Kilometres, true)),
            ("Distance", "9:35", &slow, true, (Miles, false)),
            ("Distance (mi)", "9:35", &slow, false, (Miles, false)),
            ("Distance (Miles)", "9:35", &slow, false, (Miles, false)),
            ("Distance [km]", "9:35", &slow, true, (Kilometres, false)),
            ("Distance", "9:35 /mi", &slow, false, (Miles, false)),
            ("Distance", "9:35 min/km", &slow, false, (Kilometres, false)),
            ("Distance", "9:35 /min", &slow, false, (Kilometres, true)),
            (
                "Distance",
                "9:35",
                &[run(3.13, Some(5040.0))],
                false,
                (Miles, false),
            ),
            (
                "Distance",
                "9:35",
                &[run(5.04, Some(5040.0))],
                true,
                (Kilometres, false),
            ),
            (
                "Distance",
                "9:35",
                &[run(5.04, None)],
                false,
                (Kilometres, false),
            ),
            (
                "Distance",
                "9:35",
                &[run(5040.0, None)],
                true,
                (Metres, false),
            ),
            ("Distance", "9:35", &[], false, (Kilometres, false)),
        ] {
            let found = read(header, cell, told, in_miles);
            assert_eq!(found, expected, "{header} {cell} {told:?} {in_miles}");
        }
    }
}
