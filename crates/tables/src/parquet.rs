//! Parquet, by polars.

use crate::table::{Table, Values};
use polars::prelude::{Column, CompatLevel, DataFrame, PolarsResult, SchemaExt};
use polars_parquet::write::{
    CompressionOptions, Encoding, FileWriter, RowGroupIterator, StatisticsOptions, Version,
    WriteOptions, get_dtype_encoding,
};

/// The table as a Parquet file.
///
/// # Errors
/// Columns of unequal height.
pub fn parquet(table: Table) -> PolarsResult<Vec<u8>> {
    let columns: Vec<Column> = table
        .into_iter()
        .map(|(name, values)| match values {
            Values::Text(values) => Column::new(name.into(), values),
            Values::Number(values) => Column::new(name.into(), values),
            Values::Count(values) => Column::new(name.into(), values),
        })
        .collect();
    let mut frame = DataFrame::new_infer_height(columns)?;
    frame.rechunk_mut();
    let level = CompatLevel::oldest();
    let schema = frame.schema().to_arrow(level);
    let encodings: Vec<Vec<Encoding>> = schema
        .iter_values()
        .map(|field| get_dtype_encoding(&field.dtype))
        .collect();
    // A few hundred rows: compression would cost the build more than it saves on disk.
    let options = WriteOptions {
        statistics: StatisticsOptions::full(),
        version: Version::V1,
        compression: CompressionOptions::Uncompressed,
        data_page_size: None,
    };
    let groups = RowGroupIterator::try_new(
        frame.iter_chunks(level, false).map(Ok),
        &schema,
        options,
        encodings.into(),
    )?;
    let rows = frame.height() as u64;
    let mut bytes = Vec::new();
    let mut writer = FileWriter::try_new(&mut bytes, schema.clone(), options)?;
    for group in groups {
        writer.write(rows, group?)?;
    }
    writer.end(None)?;
    drop(writer);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_written_as_parquet() {
        let table: Table = vec![("x", Values::Number(vec![None, Some(1.0)]))];
        let bytes = parquet(table).expect("writes");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    }
}
