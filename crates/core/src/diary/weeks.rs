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
use super::response::{Band, Pain};
use super::span;
use crate::calendar::Days;
use crate::run::{EffortKind, Run};
use crate::units::{Metres, PainScore, StepsPerMinute};
use chrono::NaiveDate;

/// One civil week. Every figure is `None` in a week without a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub starts: NaiveDate,
    /// Runs of any length.
    pub runs: usize,
    /// Running minutes; `None` where a run tells none.
    pub running_min: Option<f64>,
    /// Mean running minutes per run, what the protocol calls volume.
    pub session_min: Option<f64>,
    /// Distance; `None` where a run tells none.
    pub distance: Option<Metres>,
    /// Hard minutes; `None` where a run tells none.
    pub hard_min: Option<f64>,
    /// Metres climbed.
    pub ascent: Option<Metres>,
    /// Metres descended.
    pub descent: Option<Metres>,
    /// Cadence.
    pub cadence: Option<StepsPerMinute>,
    /// Sprints on the flat.
    pub sprints: Option<usize>,
    /// Climbs.
    pub hills: Option<usize>,
    /// Hill sprints.
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
    let pain = Pain::of(history);
    for week in &mut table {
        let of_week = history.runs_between(week.starts, week.starts + Days::new(6));
        if !of_week.is_empty() {
            *week = filled(week.starts, &pain, of_week);
        }
    }
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

/// How long a run speaks for its cadence, s.
fn cadence_weight(run: &Run) -> Option<f64> {
    let cadence = run.cadence?;
    Some(run.running?.get() * cadence.coverage).filter(|weight| *weight > 0.0)
}

/// The sum of a figure; one unknown run makes it unknown.
fn whole(runs: &[Run], of: impl Fn(&Run) -> Option<f64>) -> Option<f64> {
    (runs.iter())
        .map(|run| of(run).filter(|value| value.is_finite()))
        .sum()
}

/// The sum of what is known of a figure; unknown only where no run has it.
fn known(runs: &[Run], of: impl Fn(&Run) -> Option<f64>) -> Option<f64> {
    (runs.iter())
        .filter_map(|run| of(run).filter(|value| value.is_finite()))
        .fold(None, |sum, value| Some(sum.unwrap_or(0.0) + value))
}

/// The week of some runs, at least one.
fn filled(starts: NaiveDate, pain: &Pain, runs: &[Run]) -> Week {
    let count =
        |kind: EffortKind| -> Option<usize> { runs.iter().map(|run| run.count(kind)).sum() };
    let running_min = whole(runs, Run::running_minutes);
    let steps = known(runs, |run| {
        let weight = cadence_weight(run)?;
        Some(run.cadence?.mean.get() * weight)
    });
    let responses: Vec<_> = runs.iter().map(|run| pain.response(run)).collect();
    Week {
        starts,
        runs: runs.len(),
        running_min,
        session_min: running_min.map(|total| total / runs.len() as f64),
        distance: known(runs, |run| run.distance.map(Metres::get)).map(Metres::new),
        hard_min: whole(runs, Run::hard_minutes),
        ascent: known(runs, |run| run.ascent.map(Metres::get)).map(Metres::new),
        descent: known(runs, |run| run.descent.map(Metres::get)).map(Metres::new),
        cadence: steps
            .zip(known(runs, cadence_weight))
            .map(|(steps, weight)| StepsPerMinute::new(steps / weight)),
        sprints: count(EffortKind::Sprint),
        hills: count(EffortKind::Hill),
        hill_sprints: count(EffortKind::HillSprint),
        tendon_load: whole(runs, |run| run.tendon_load),
        worst_response: (responses.iter())
            .filter_map(|response| response.max)
            .max_by(|a, b| a.get().total_cmp(&b.get())),
        band: (responses.iter())
            .map(|response| response.band)
            .max_by_key(|band| severity(*band)),
    }
}
