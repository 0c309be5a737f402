//! Tables of comma-separated values as vendors write them: with a byte order mark,
//! semicolons or tabs, line breaks and two kinds of escapes in cells, names that come
//! twice, rows of another length than the header.

use super::row::said;
use super::shelf::Survey;
use super::unit;
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

/// A table held whole; the largest seen has some megabytes.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Whether rows behind these were not read: there are more than any account has.
    pub is_cut: bool,
}

/// Cells of one table: twenty thousand workouts of a hundred columns.
const CELL_LIMIT: usize = 2_000_000;
/// A longer line is none.
const LINE_LIMIT: usize = 1 << 16;

impl Table {
    pub(super) fn read(text: &str) -> Table {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let delimiter = delimiter(first);
        let whole = text;
        let text = readable(whole, delimiter);
        let mut table = Self::with(text, delimiter, None);
        if text.contains("\\\"") {
            let escaped = Self::with(text, delimiter, Some(b'\\'));
            if escaped.odd_rows() < table.odd_rows() {
                table = escaped;
            }
        }
        table.is_cut = text.len() < whole.len();
        table
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
            rows: records.collect(),
            is_cut: false,
        }
    }

    /// Names a table of which a part was read.
    pub(super) fn tell_if_cut(&self, name: &str, survey: &mut Survey) {
        if self.is_cut {
            survey.fail(
                name,
                format!(
                    "it has more than {CELL_LIMIT} cells; what stands behind row {} is left out",
                    self.rows.len()
                ),
            );
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
                let plain = unit::without_unit(&name).0;
                names
                    .iter()
                    .any(|wanted| is_named(&name, wanted) || is_named(plain, wanted))
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

/// As many lines as have no more cells than are held.
fn readable(text: &str, delimiter: u8) -> &str {
    let mut ends = text
        .bytes()
        .enumerate()
        .filter(|&(_, byte)| byte == delimiter || byte == b'\n');
    let Some((at, _)) = ends.nth(CELL_LIMIT) else {
        return text;
    };
    let whole_lines = text.get(..at).unwrap_or_default();
    let end = whole_lines.rfind('\n').map_or(0, |end| end + 1);
    whole_lines.get(..end).unwrap_or_default()
}

/// What stands between the cells, by the header.
fn delimiter(header: &str) -> u8 {
    let count = |c: u8| header.bytes().filter(|&b| b == c).count();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|&c| (count(c), c == b','))
        .unwrap_or(b',')
}

/// Calls `visit` with the header and each row of a table whose cells hold no line breaks:
/// what is written every second or minute for years is not held.
///
/// # Errors
/// The source is damaged; what stood before was visited.
pub(super) fn each_row(
    from: impl Read,
    mut visit: impl FnMut(&[String], &[String]),
) -> Result<(), String> {
    let mut from = BufReader::with_capacity(1 << 16, from);
    let mut line = Vec::new();
    let mut header: Vec<String> = Vec::new();
    let mut separator = ',';
    loop {
        line.clear();
        let read = (&mut from)
            .take(LINE_LIMIT as u64)
            .read_until(b'\n', &mut line)
            .map_err(|error| format!("damaged ({error}); download it again"))?;
        if read == 0 {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_start_matches('\u{feff}').trim_end();
        if header.is_empty() {
            separator = char::from(delimiter(text));
        }
        let cells = text.split(separator);
        let cells: Vec<String> = cells
            .map(|cell| cell.trim().trim_matches('"').to_owned())
            .collect();
        if header.is_empty() {
            header = cells;
        } else if !text.is_empty() {
            visit(&header, &cells);
        }
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

/// Whether a row says anything at all.
pub(super) fn is_silent(row: &[String]) -> bool {
    row.iter().all(|cell| said(cell).is_none())
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
    fn rows_that_are_not_held() {
        let mut found = Vec::new();
        let text = "\u{feff}date;\"time\"\r\n2026-01-01;\"07:00\"\r\n\r\n;";
        let ended = each_row(text.as_bytes(), |header, row| {
            found.push([header.to_vec(), row.to_vec()].concat());
        });
        assert_eq!(ended, Ok(()));
        assert_eq!(found[0], ["date", "time", "2026-01-01", "07:00"]);
        assert_eq!(found[1], ["date", "time", "", ""]);
        let long = [b"a,b\n", vec![b','; 3 << 20].as_slice()].concat();
        let mut most = 0;
        let ended = each_row(long.as_slice(), |_, row| most = most.max(row.len()));
        assert_eq!(ended, Ok(()));
        assert!(most <= LINE_LIMIT + 1);
    }

    #[test]
    fn a_table_of_separators_is_cut() {
        let table = Table::read(&format!("a,b\n1,2\n{}", ",".repeat(3_000_000)));
        assert_eq!((table.rows.len(), table.is_cut), (1, true));
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
