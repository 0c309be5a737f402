//! The weekly table: each civil week of a span, Monday to Sunday in the
//! runner's zone, with what was run and how it was tolerated.
//!
//! What one run lacks, the week treats by what its reader does with it:
//! - minutes, hard minutes, tendon load and the counts of efforts are held
//!   against limits, and a sum short of one run would read as less load than
//!   there was: one unknown run makes the week's figure unknown;
//! - distance, ascent and descent only describe (no rule compares a week's),
//!   and a treadmill run would blank most of a winter: they are the sum of what
//!   is known, and unknown only where no run of the week has the figure;
//! - cadence is a mean: of the runs that have one, weighted by running time.

use super::history::History;
use super::response::{Band, response};
use super::span;
use crate::run::{EffortKind, Run};
use crate::units::{Metres, PainScore, StepsPerMinute};
use chrono::{Days, NaiveDate};
use polars::prelude::{
    Column, DataFrame, DataType, Float64Chunked, NamedFrom, PolarsResult, Series,
};

/// One civil week. Every figure is `None` in a week without a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub starts: NaiveDate,
    /// Runs of any length.
    pub runs: usize,
    pub running_min: Option<f64>,
    /// Mean running minutes per run, what the protocol calls volume.
    pub session_min: Option<f64>,
    pub distance: Option<Metres>,
    pub hard_min: Option<f64>,
    pub ascent: Option<Metres>,
    pub descent: Option<Metres>,
    pub cadence: Option<StepsPerMinute>,
    pub sprints: Option<usize>,
    pub hills: Option<usize>,
    pub hill_sprints: Option<usize>,
    /// Tendon load index, thousands of weighted strides; compared with itself only.
    pub tendon_load: Option<f64>,
    /// The highest response of the week's runs; `None` where nothing was logged.
    pub worst_response: Option<PainScore>,
    /// The worst band, in the order in which bands drive the plan.
    pub band: Option<Band>,
}

impl Week {
    /// A week in which nothing was run.
    pub const fn empty(starts: NaiveDate) -> Week {
        Week {
            starts,
            runs: 0,
            running_min: None,
            session_min: None,
            distance: None,
            hard_min: None,
            ascent: None,
            descent: None,
            cadence: None,
            sprints: None,
            hills: None,
            hill_sprints: None,
            tendon_load: None,
            worst_response: None,
            band: None,
        }
    }

    /// `2026-W47`
    pub fn name(&self) -> String {
        span::week_name(self.starts)
    }
}

/// Every week from that of `from` to that of `to`, both included; none where `to` is earlier.
pub fn weeks(history: &History, from: NaiveDate, to: NaiveDate) -> Vec<Week> {
    let (first, last) = (span::monday(from), span::monday(to));
    let mut table: Vec<Week> = first
        .iter_days()
        .step_by(7)
        .take_while(|monday| *monday <= last)
        .map(Week::empty)
        .collect();
    let runs = history.runs_between(first, last + Days::new(6));
    if table.is_empty() || runs.is_empty() {
        return table;
    }
    // The frame is built here, of columns of one height and with fixed names:
    // that is all that polars could object to.
    let filled = fill(&mut table, history, runs);
    debug_assert!(filled.is_ok(), "{filled:?}");
    table
}

/// The order in which a response drives the plan: red, then what is not known
/// and blocks progress, then amber, then green.
pub const fn severity(band: Band) -> u8 {
    match band {
        Band::Green => 0,
        Band::Amber => 1,
        Band::Pending => 2,
        Band::Unknown => 3,
        Band::Red => 4,
    }
}

const BANDS: [Band; 5] = [
    Band::Green,
    Band::Amber,
    Band::Pending,
    Band::Unknown,
    Band::Red,
];

/// A figure of a run that a week adds up.
struct Figure {
    name: &'static str,
    of: fn(&Run) -> Option<f64>,
    /// One unknown run makes the week unknown.
    whole: bool,
}

const fn whole(name: &'static str, of: fn(&Run) -> Option<f64>) -> Figure {
    Figure {
        name,
        of,
        whole: true,
    }
}

const fn known(name: &'static str, of: fn(&Run) -> Option<f64>) -> Figure {
    Figure {
        name,
        of,
        whole: false,
    }
}

const FIGURES: [Figure; 11] = [
    whole("running_min", Run::running_minutes),
    whole("hard_min", Run::hard_minutes),
    whole("tendon_load", |run| run.tendon_load),
    whole("sprints", |run| count(run, EffortKind::Sprint)),
    whole("hills", |run| count(run, EffortKind::Hill)),
    whole("hill_sprints", |run| count(run, EffortKind::HillSprint)),
    known("distance_m", |run| run.distance.map(Metres::get)),
    known("ascent_m", |run| run.ascent.map(Metres::get)),
    known("descent_m", |run| run.descent.map(Metres::get)),
    known("cadence_weight_s", cadence_weight),
    known("cadence_steps", |run| {
        let weight = cadence_weight(run)?;
        Some(run.cadence?.mean.get() * weight)
    }),
];

fn count(run: &Run, kind: EffortKind) -> Option<f64> {
    run.count(kind).map(|count| count as f64)
}

/// How long a run speaks for its cadence, s.
fn cadence_weight(run: &Run) -> Option<f64> {
    let cadence = run.cadence?;
    Some(run.running?.get() * cadence.coverage).filter(|weight| *weight > 0.0)
}

/// One row a run: its Monday, each figure and whether it is missing, its response.
fn frame(history: &History, runs: &[Run]) -> PolarsResult<DataFrame> {
    let mondays: Vec<i32> = runs
        .iter()
        .map(|run| days_of(span::monday(run.date())))
        .collect();
    let mut columns = vec![
        Series::new("week".into(), mondays)
            .cast(&DataType::Date)?
            .into(),
        Column::new("runs".into(), vec![1_u32; runs.len()]),
    ];
    for figure in &FIGURES {
        let values: Vec<Option<f64>> = runs
            .iter()
            .map(|run| (figure.of)(run).filter(|value| value.is_finite()))
            .collect();
        let missing: Vec<u32> = values
            .iter()
            .map(|value| u32::from(value.is_none()))
            .collect();
        columns.push(Column::new(figure.name.into(), values));
        columns.push(Column::new(missing_name(figure).into(), missing));
    }
    let responses: Vec<_> = runs.iter().map(|run| response(run, history)).collect();
    let worst: Vec<Option<f64>> = responses
        .iter()
        .map(|response| response.max.map(PainScore::get))
        .collect();
    let bands: Vec<u32> = responses
        .iter()
        .map(|response| u32::from(severity(response.band)))
        .collect();
    columns.push(Column::new("worst_response".into(), worst));
    columns.push(Column::new("band".into(), bands));
    DataFrame::new(runs.len(), columns)
}

fn missing_name(figure: &Figure) -> String {
    format!("{}_missing", figure.name)
}

/// Puts the sums of the group-by into the weeks of the table.
#[expect(
    deprecated,
    reason = "the lazy engine would double the build for one small table"
)]
fn fill(table: &mut [Week], history: &History, runs: &[Run]) -> PolarsResult<()> {
    let frame = frame(history, runs)?;
    let mut summed: Vec<String> = vec!["runs".to_owned()];
    for figure in &FIGURES {
        summed.push(figure.name.to_owned());
        summed.push(missing_name(figure));
    }
    let sums = frame.group_by_stable(["week"])?.select(summed).sum()?;
    let worst = frame
        .group_by_stable(["week"])?
        .select(["worst_response", "band"])
        .max()?;
    let runs_in = numbers(&sums, "runs_sum")?;
    let mut figures = Vec::with_capacity(FIGURES.len());
    for figure in &FIGURES {
        let total = numbers(&sums, &format!("{}_sum", figure.name))?;
        let missing = numbers(&sums, &format!("{}_sum", missing_name(figure)))?;
        figures.push((figure, total, missing));
    }
    let scores = numbers(&worst, "worst_response_max")?;
    let bands = numbers(&worst, "band_max")?;
    let first = table.first().map_or(0, |week| days_of(week.starts));
    // Both groupings keep the order in which the weeks first occur, so rows agree.
    for (row, monday) in numbers(&sums, "week")?.iter().enumerate() {
        let Some(monday) = monday else { continue };
        let index = usize::try_from((monday as i32 - first) / 7).ok();
        let Some(week) = index.and_then(|index| table.get_mut(index)) else {
            continue;
        };
        let run_count = runs_in.get(row).unwrap_or(0.0);
        let figure = |name: &str| -> Option<f64> {
            let (figure, total, missing) = figures.iter().find(|(f, _, _)| f.name == name)?;
            let missing = missing.get(row)?;
            let unknown = if figure.whole {
                missing > 0.0
            } else {
                missing >= run_count
            };
            total.get(row).filter(|_| !unknown)
        };
        let count = |name: &str| figure(name).map(|count| count as usize);
        let running_min = figure("running_min");
        *week = Week {
            starts: week.starts,
            runs: run_count as usize,
            running_min,
            session_min: running_min.map(|total| total / run_count),
            distance: figure("distance_m").map(Metres::new),
            hard_min: figure("hard_min"),
            ascent: figure("ascent_m").map(Metres::new),
            descent: figure("descent_m").map(Metres::new),
            cadence: figure("cadence_steps")
                .zip(figure("cadence_weight_s"))
                .map(|(steps, weight)| StepsPerMinute::new(steps / weight)),
            sprints: count("sprints"),
            hills: count("hills"),
            hill_sprints: count("hill_sprints"),
            tendon_load: figure("tendon_load"),
            worst_response: scores.get(row).and_then(|score| PainScore::new(score).ok()),
            band: bands
                .get(row)
                .and_then(|severity| BANDS.get(severity as usize))
                .copied(),
        };
    }
    Ok(())
}

fn numbers(frame: &DataFrame, name: &str) -> PolarsResult<Float64Chunked> {
    let column = frame.column(name)?;
    // A date is its day number before it is a number.
    let plain = match column.dtype() {
        DataType::Date => column.cast(&DataType::Int32)?,
        _ => column.clone(),
    };
    Ok(plain.cast(&DataType::Float64)?.f64()?.clone())
}

/// Days since 1970-01-01, which is how polars counts dates.
fn days_of(day: NaiveDate) -> i32 {
    (day - NaiveDate::default()).num_days() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_stand_in_the_order_of_their_severity() {
        for (index, band) in BANDS.into_iter().enumerate() {
            assert_eq!(usize::from(severity(band)), index, "{band:?}");
        }
    }

    #[test]
    fn days_count_from_the_epoch_of_polars() {
        let day = NaiveDate::from_ymd_opt(1970, 1, 2).expect("a date");
        assert_eq!(days_of(day), 1);
    }
}
