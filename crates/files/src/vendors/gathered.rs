//! What the tables of several shelves hold until all are known.

use super::row::Row;

/// What all shelves hold, until each is known: Takeout comes in several zips.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub rows: Vec<Row>,
    pub exact: Vec<Row>,
    pub fixes: Vec<Fix>,
}

/// One place of one moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fix {
    pub time_s: f64,
    pub latitude: f64,
    pub longitude: f64,
    pub altitude_m: Option<f32>,
}

/// The heart rate of every minute, by a clock on the wall.
#[derive(Debug, Default)]
pub(super) struct Beats(pub(super) Vec<(u32, u8)>);
