//! Units of length as tables write them: in brackets behind a column's name, behind a figure.

use comeback_core::units::METRES_PER_MILE;

/// What one in a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Kilometres,
    Miles,
    Metres,
}

impl Unit {
    /// Metres in one.
    pub(super) const fn metres(self) -> f64 {
        match self {
            Unit::Kilometres => 1000.0,
            Unit::Miles => METRES_PER_MILE,
            Unit::Metres => 1.0,
        }
    }

    /// By its own word.
    pub(super) fn named(word: &str) -> Option<Unit> {
        match word.trim().trim_end_matches('.').to_lowercase().as_str() {
            "km" | "kms" | "kilometer" | "kilometers" | "kilometre" | "kilometres"
            | "kilómetros" | "quilômetros" | "chilometri" | "км" => Some(Unit::Kilometres),
            "mi" | "mile" | "miles" | "meilen" | "millas" | "milhas" | "miglia" => {
                Some(Unit::Miles)
            }
            "m" | "meter" | "meters" | "metre" | "metres" | "metros" | "метры" => {
                Some(Unit::Metres)
            }
            _ => None,
        }
    }
}

/// A column's name without the unit in brackets behind it, and that unit.
pub(super) fn without_unit(name: &str) -> (&str, Option<Unit>) {
    let name = name.trim();
    let bracketed = name
        .strip_suffix([')', ']'])
        .and_then(|open| open.rsplit_once(['(', '[']));
    match bracketed.and_then(|(bare, unit)| Some((bare.trim_end(), Unit::named(unit)?))) {
        Some((bare, unit)) => (bare, Some(unit)),
        None => (name, None),
    }
}

/// A cell without the unit behind its figure, and that unit.
pub(super) fn figure_of(cell: &str) -> (&str, Option<Unit>) {
    let cell = cell.trim();
    let figure = cell.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    match Unit::named(cell.get(figure.len()..).unwrap_or_default()) {
        Some(unit) => (figure.trim_end(), Some(unit)),
        None => (cell, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_cells_lose_their_units() {
        assert_eq!(
            without_unit("Distance (mi)"),
            ("Distance", Some(Unit::Miles))
        );
        assert_eq!(without_unit("Time (h:m:s)"), ("Time (h:m:s)", None));
        assert_eq!(figure_of("3.13 mi"), ("3.13", Some(Unit::Miles)));
        assert_eq!(figure_of("5,04km"), ("5,04", Some(Unit::Kilometres)));
        assert_eq!(figure_of("5.04"), ("5.04", None));
        assert_eq!(figure_of("--"), ("--", None));
    }
}
