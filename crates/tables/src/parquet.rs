//! Parquet, by polars: its columns and its writer, without its frames and series.

use crate::table::{Table, Values};
use polars::array::{Array, PrimitiveArray, Utf8Array};
use polars::datatypes::{ArrowSchema, Field};
use polars::record_batch::RecordBatchT;
use polars_parquet::write::{
    CompressionOptions, Encoding, FileWriter, RowGroupIterator, StatisticsOptions, Version,
    WriteOptions, get_dtype_encoding,
};
use std::error::Error;
use std::sync::Arc;

/// The table as a Parquet file, missing values as nulls.
///
/// # Errors
/// Columns of unequal height, or of one name.
pub fn parquet(table: Table) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let mut schema = ArrowSchema::with_capacity(table.len());
    let mut columns: Vec<Box<dyn Array>> = Vec::with_capacity(table.len());
    for (name, values) in table {
        let column = column(values);
        let field = Field::new(name.into(), column.dtype().clone(), true);
        schema.try_insert(name.into(), field)?;
        columns.push(column);
    }
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
    let height = columns.first().map_or(0, |column| column.len());
    let batch = RecordBatchT::try_new(height, Arc::new(schema.clone()), columns)?;
    let groups = RowGroupIterator::try_new(
        std::iter::once(Ok(batch)),
        &schema,
        options,
        encodings.into(),
    )?;
    let mut bytes = Vec::new();
    let mut writer = FileWriter::try_new(&mut bytes, schema, options)?;
    for group in groups {
        writer.write(height as u64, group?)?;
    }
    writer.end(None)?;
    drop(writer);
    Ok(bytes)
}

fn column(values: Values) -> Box<dyn Array> {
    match values {
        Values::Text(values) => Box::new(Utf8Array::<i64>::from(values)),
        Values::Number(values) => Box::new(PrimitiveArray::<f64>::from(values)),
        Values::Count(values) => Box::new(PrimitiveArray::<i64>::from(values)),
    }
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

    #[test]
    fn columns_of_unequal_height_or_of_one_name_are_refused() {
        let one = || Values::Count(vec![Some(1)]);
        let two = Values::Count(vec![Some(1), None]);
        assert!(parquet(vec![("x", one()), ("y", two)]).is_err());
        assert!(parquet(vec![("x", one()), ("x", one())]).is_err());
    }
}
