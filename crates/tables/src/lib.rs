//! Tables out of runs and weeks, for spreadsheets and notebooks: CSV and Parquet.
//! The only room that knows polars, and that only with the feature `parquet`, which is
//! on unless it is switched off.

#[cfg(feature = "parquet")]
mod parquet;
mod table;

#[cfg(feature = "parquet")]
pub use parquet::parquet;
pub use table::{Table, Values, csv};

/// Says that this program was built without Parquet.
///
/// # Errors
/// Always.
#[cfg(not(feature = "parquet"))]
pub fn parquet(_: Table) -> Result<Vec<u8>, &'static str> {
    Err("this comeback was built without Parquet; `export csv` writes the same tables")
}
