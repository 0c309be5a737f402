//! A table before it is written: named columns of one height.

/// One column of a table; a missing value is missing.
#[derive(Debug, Clone)]
pub enum Values {
    Text(Vec<Option<String>>),
    Number(Vec<Option<f64>>),
    Count(Vec<Option<i64>>),
}

/// Columns by name, in the order in which they are written.
pub type Table = Vec<(&'static str, Values)>;

/// The table as RFC 4180 wants it, with CRLF.
pub fn csv(table: &Table) -> String {
    let rows = table.first().map_or(0, |(_, values)| values.len());
    let names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
    let mut out = names.join(",");
    out.push_str("\r\n");
    for row in 0..rows {
        let fields: Vec<String> = table.iter().map(|(_, values)| values.field(row)).collect();
        out.push_str(&fields.join(","));
        out.push_str("\r\n");
    }
    out
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Values::Text(values) => values.len(),
            Values::Number(values) => values.len(),
            Values::Count(values) => values.len(),
        }
    }

    /// A field as RFC 4180 wants it; missing is empty.
    fn field(&self, row: usize) -> String {
        match self {
            Values::Text(values) => values
                .get(row)
                .cloned()
                .flatten()
                .map_or_else(String::new, |text| quoted(&text)),
            Values::Number(values) => shown(values.get(row).copied().flatten()),
            Values::Count(values) => shown(values.get(row).copied().flatten()),
        }
    }
}

fn shown(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Quotes what needs it, and keeps a spreadsheet from running a text as a formula.
fn quoted(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_is_an_empty_field() {
        let table: Table = vec![
            ("name", Values::Text(vec![Some("a,\"b\"".into()), None])),
            ("x", Values::Number(vec![None, Some(0.0)])),
            ("n", Values::Count(vec![Some(2), None])),
        ];
        assert_eq!(csv(&table), "name,x,n\r\n\"a,\"\"b\"\"\",,2\r\n,0,\r\n");
    }
}
