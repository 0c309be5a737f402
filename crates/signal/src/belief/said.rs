//! What a recording says of its distance, and what is believed of it.

use comeback_core::run::PaceSource;

/// A series of speed over the clock and how far it went.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// Where the speed came from.
    pub source: PaceSource,
    /// m/s on the clock.
    pub speed: &'a [Option<f64>],
    /// Distance by it over the whole run, m.
    pub metres: f64,
}

/// What a recording says of its distance.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'a> {
    /// Those that cover enough of the clock, the first to be preferred among equals.
    pub series: [Option<Series<'a>>; 3],
    /// The total of the session, m.
    pub total: Option<f64>,
    /// The sum of several laps, m.
    pub laps: Option<f64>,
    /// Timer time, s.
    pub seconds: f64,
    /// Median cadence, as recorded.
    pub cadence: Option<f64>,
}

/// What is believed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Belief {
    /// The series that speed is read from.
    pub source: Option<PaceSource>,
    /// What its speeds are multiplied by: 1 unless a total was right and it was not.
    pub scale: f64,
    /// m.
    pub distance: Option<f64>,
    /// Which of the distances is believed.
    pub distance_source: Option<Chosen>,
    /// What is not believed, one clause each.
    pub doubts: Vec<String>,
}

/// Where the believed distance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// The series of a source.
    Series(PaceSource),
    /// The device's total, which the series agrees with.
    Total,
    /// The device's total, to which the series was scaled.
    Corrected,
}
