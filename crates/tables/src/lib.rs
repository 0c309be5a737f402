//! Tables out of runs and weeks, for spreadsheets and notebooks: CSV and Parquet.
//! The only room that knows polars.

mod parquet;
mod table;

pub use parquet::parquet;
pub use table::{Table, Values, csv};
