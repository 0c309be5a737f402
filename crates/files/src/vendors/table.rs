//! Tables of comma-separated values as vendors write them: with a byte order mark,
//! semicolons or tabs, line breaks and two kinds of escapes in cells, names that come
//! twice, rows of another length than the header.

use super::row::said;
use std::borrow::Cow;

/// A table held whole; the largest seen has some megabytes.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Rows of one table.
const ROW_LIMIT: usize = 1_000_000;

impl Table {
    pub(super) fn read(text: &str) -> Table {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let count = |c: u8| first.bytes().filter(|&b| b == c).count();
        let delimiter = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|&c| (count(c), c == b','))
            .unwrap_or(b',');
        let plain = Self::with(text, delimiter, None);
        if !text.contains("\\\"") {
            return plain;
        }
        let escaped = Self::with(text, delimiter, Some(b'\\'));
        if escaped.odd_rows() < plain.odd_rows() {
            escaped
        } else {
            plain
        }
    }

    fn with(text: &str, delimiter: u8, escape: Option<u8>) -> Table {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .escape(escape)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut records = reader
            .records()
            .map_while(Result::ok)
            .map(|record| record.iter().map(|cell| cell.trim().to_owned()).collect());
        Table {
            header: records.next().unwrap_or_default(),
            rows: records.take(ROW_LIMIT).collect(),
        }
    }

    /// Rows that are shorter or longer than the header: fewer with the right escape.
    fn odd_rows(&self) -> usize {
        let wide = self.header.len();
        self.rows.iter().filter(|row| row.len() != wide).count()
    }

    /// Every column whose name is one of these, in order of the table.
    pub(super) fn columns<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        let header = self.header.iter().enumerate();
        header
            .filter(|(_, name)| {
                let name = bare(name);
                names.iter().any(|wanted| is_named(&name, wanted))
            })
            .map(|(index, _)| index)
    }

    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        self.columns(names).next()
    }

    /// The last of the columns with such a name.
    pub(super) fn last(&self, names: &[&str]) -> Option<usize> {
        self.columns(names).last()
    }
}

/// Whether two names are one, whatever their case and their apostrophes.
fn is_named(name: &str, wanted: &str) -> bool {
    fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
        let letters = text.chars().flat_map(char::to_lowercase);
        letters.map(|c| if c == '’' { '\'' } else { c })
    }
    plain(name).eq(plain(wanted))
}

/// The column whose cells fit best: most of them, of few different words.
pub(super) fn by_values(table: &Table, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let rows = || table.rows.iter().take(200);
    (0..table.header.len())
        .map(|column| {
            let cells = || rows().filter_map(|row| row.get(column));
            let fitting = cells().filter(|cell| fits(cell)).count();
            let different: std::collections::HashSet<&String> = cells().collect();
            (fitting, std::cmp::Reverse((different.len(), column)))
        })
        .max()
        .filter(|(count, _)| *count > 0)
        .map(|(_, std::cmp::Reverse((_, column)))| column)
}

/// A header's name without the mark-up that untranslated names carry.
fn bare(name: &str) -> Cow<'_, str> {
    match (name.find('>'), name.rfind('<')) {
        (Some(from), Some(to)) if from < to && name.starts_with('<') => {
            Cow::Borrowed(name.get(from + 1..to).unwrap_or(name).trim())
        }
        _ => Cow::Borrowed(name),
    }
}

/// A cell that says something.
pub(super) fn cell(row: &[String], column: Option<usize>) -> Option<String> {
    row.get(column?).and_then(said)
}

/// How a lone separator with three figures behind it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lone {
    /// `6,640` is 6640.
    Thousands,
    /// `6,640` is 6.64.
    Decimal,
}

/// A number as any language writes it: `3,000.00`, `3.000,00`, `9,44`, `1 234,5`.
pub(super) fn number(text: &str, lone: Lone) -> Option<f64> {
    let text: String = (text.trim().chars())
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '\u{a0}' | '\u{202f}'))
        .collect();
    if text.is_empty() || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let commas = text.matches(',').count();
    let points = text.matches('.').count();
    let figures_behind = |separator: char| text.rsplit(separator).next().map_or(0, str::len);
    let plain = match (commas, points) {
        (0, 0 | 1) => text,
        (1, 0) if lone == Lone::Thousands && figures_behind(',') == 3 => text.replace(',', ""),
        (1, 0) => text.replace(',', "."),
        (_, 0) => text.replace(',', ""),
        (0, _) => text.replace('.', ""),
        _ if text.rfind(',') > text.rfind('.') => text.replace('.', "").replace(',', "."),
        _ => text.replace(',', ""),
    };
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_all_languages() {
        for (text, lone, expected) in [
            ("9.44", Lone::Decimal, Some(9.44)),
            ("9,44", Lone::Decimal, Some(9.44)),
            ("9,44", Lone::Thousands, Some(9.44)),
            ("6,640", Lone::Thousands, Some(6640.0)),
            ("6,640", Lone::Decimal, Some(6.64)),
            ("3,000.00", Lone::Decimal, Some(3000.0)),
            ("3.000,00", Lone::Decimal, Some(3000.0)),
            ("1 234,5", Lone::Decimal, Some(1234.5)),
            ("1,234,567", Lone::Decimal, Some(1_234_567.0)),
            ("-1.0", Lone::Decimal, Some(-1.0)),
            ("--", Lone::Decimal, None),
            ("NaN", Lone::Decimal, None),
            ("", Lone::Decimal, None),
        ] {
            assert_eq!(number(text, lone), expected, "{text}");
        }
    }

    #[test]
    fn cells_with_breaks_and_both_escapes() {
        let doubled = Table::read("\u{feff}a,b,b\n1,\"two\nlines \"\"so\"\"\",3\n#error#\n");
        assert_eq!(doubled.rows[0], ["1", "two\nlines \"so\"", "3"]);
        assert_eq!(doubled.columns(&["B"]).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(doubled.rows[1], ["#error#"]);
        let slashed = Table::read("a,b,c,d\n1,\"say \\\"ok, \\\" now\",3,4\n5,6,7,8\n");
        assert_eq!(slashed.rows[0], ["1", "say \"ok, \" now", "3", "4"]);
        let semicolons = Table::read("a;b\n1,5;2\n");
        assert_eq!(semicolons.rows[0], ["1,5", "2"]);
        let marked = Table::read("<span class=\"x\">Type</span>,b\n1,2\n");
        assert_eq!(marked.column(&["type"]), Some(0));
    }
}
