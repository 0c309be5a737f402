//! Tables: columns that may be left out where there is no room, cells that may be missing.

use super::inline::{Inline, Tone, Words};
use crate::words::capital;

#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the table holds, for who does not see it.
    pub name: String,
    pub columns: Vec<Column>,
    /// A cell a column; the first cell names its row.
    pub rows: Vec<Vec<Cell>>,
    /// Said below, such as how many rows are not shown.
    pub below: Option<String>,
}

impl Table {
    pub fn new(name: impl Into<String>, columns: Vec<Column>) -> Self {
        Table {
            name: name.into(),
            columns,
            rows: Vec::new(),
            below: None,
        }
    }

    /// Whether anything stands in a column; `drawn` where bars are drawn.
    pub fn says(&self, column: usize, drawn: bool) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(column));
        cells.any(|cell| match cell {
            Cell::Words(_) | Cell::Missing => true,
            Cell::Bars(_) => drawn,
            Cell::Empty => false,
        })
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub head: String,
    /// Figures stand right.
    pub right: bool,
    /// How much it can be spared: 0 not at all, else the highest number goes first.
    pub spare: u8,
}

/// A column of words.
pub fn column(head: impl Into<String>, spare: u8) -> Column {
    Column {
        head: head.into(),
        right: false,
        spare,
    }
}

/// A column of figures.
pub fn figures(head: impl Into<String>, spare: u8) -> Column {
    Column {
        right: true,
        ..column(head, spare)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Words(Words),
    /// There is nothing to say, and nothing is missing.
    Empty,
    /// A figure that is not known.
    Missing,
    /// Shares of a bar's full length, drawn where there is a way to draw; figures of the
    /// same row say the same.
    Bars(Vec<f64>),
}

impl Cell {
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        let text = text.into();
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Words(Words::of(tone, text))
        }
    }

    /// The same as the name of a row, which begins with a capital.
    pub fn named(&self) -> Self {
        match self {
            Cell::Words(words) => match words.parts.as_slice() {
                [Inline::Text(text)] => Cell::Words(Words::of(words.tone, capital(text))),
                _ => self.clone(),
            },
            other => other.clone(),
        }
    }

    /// A figure, or that it is not known.
    pub fn figure(text: Option<String>) -> Self {
        text.map_or(Cell::Missing, Cell::from)
    }

    /// A count; nothing for nought.
    pub fn count(count: usize) -> Self {
        if count == 0 {
            Cell::Empty
        } else {
            count.to_string().into()
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Words(text.into())
        }
    }
}

impl From<Words> for Cell {
    fn from(words: Words) -> Self {
        Cell::Words(words)
    }
}
