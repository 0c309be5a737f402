//! Cadence at the same pace before a day and after it: has the step changed, when
//! speed is left out of it?

use super::cadence::{CadenceTrend, Point, in_line};
use super::count;
use crate::calendar::Days;
use crate::diary::span::monday;
use crate::limits;
use crate::robust::{median_of, shift, shift_interval};
use chrono::NaiveDate;

/// Samples drawn anew for the interval. (design)
const DRAWS: usize = 200;
/// Newest runs of a side that the interval is worked out from: differences grow with
/// the product. (design)
const MOST: usize = 60;

/// What the sentence says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// Too few runs on a side: counts only.
    TooFew,
    /// The interval holds zero, or the change is too small to matter.
    NotChanged {
        /// Whether both sides hold enough runs.
        sure: bool,
    },
    /// It changed.
    Changed {
        /// More steps/min than before; negative for fewer.
        by: f64,
        /// How much shorter each step is at the same pace, %; negative for longer.
        shorter_percent: f64,
        /// Whether both sides hold enough runs.
        sure: bool,
    },
}

/// Cadence before and after a change, at the same pace.
#[derive(Debug, Clone, PartialEq)]
pub struct CadenceShift {
    /// The day that parts before and after.
    pub day: NaiveDate,
    /// The day is the beginning of the focus on cadence.
    pub is_focus: bool,
    /// Runs before.
    pub before: Vec<Point>,
    /// Runs after.
    pub after: Vec<Point>,
    /// Steps/min per m/s, the same for both sides.
    pub slope: f64,
    /// Level of each side at the common speed, steps/min.
    pub levels: Option<(f64, f64)>,
    /// Common speed, m/s.
    pub speed: f64,
    /// What is said of it.
    pub verdict: Verdict,
}

/// The shift at the focus on cadence, else over the last twelve weeks.
pub fn shift_of(trend: &CadenceTrend) -> CadenceShift {
    let weeks = Days::new(7 * limits::USUAL_WEEKS.value as u64);
    let day = trend.focus.unwrap_or(trend.today - weeks);
    let from = day - weeks;
    let learnt = day + Days::new(limits::SHIFT_AFTER_DAYS.value as u64);
    let side = |of: &dyn Fn(NaiveDate) -> bool| -> Vec<Point> {
        let inside = in_line(&trend.points).filter(|point| of(point.day));
        inside.copied().collect()
    };
    let before = side(&|date| from <= date && date < day);
    let after = side(&|date| learnt <= date);
    let (weeks_before, weeks_after) = (weeks_of(&before), weeks_of(&after));
    let (earlier, later) = (weeks_before.concat(), weeks_after.concat());
    let level = median_of(earlier.iter().copied());
    let by = shift(&earlier, &later);
    let fewest = before.len().min(after.len());
    let sure = fewest >= count(&limits::SHIFT_SURE_RUNS);
    let share = limits::SHIFT_INTERVAL.value / 100.0;
    let verdict = match level.zip(by) {
        Some((level, by)) if fewest >= count(&limits::SHIFT_RUNS) => {
            let interval = shift_interval(&weeks_before, &weeks_after, share, DRAWS);
            let holds_zero = interval.is_none_or(|(low, high)| low <= 0.0 && 0.0 <= high);
            if holds_zero || (100.0 * by / level).abs() < limits::SHIFT_LEAST.value {
                Verdict::NotChanged { sure }
            } else {
                Verdict::Changed {
                    by,
                    shorter_percent: 100.0 * (1.0 - level / (level + by)),
                    sure,
                }
            }
        }
        _ => Verdict::TooFew,
    };
    CadenceShift {
        day,
        is_focus: trend.focus.is_some(),
        before,
        after,
        slope: trend.slope,
        levels: level.zip(by).map(|(level, by)| (level, level + by)),
        speed: trend.speed.get(),
        verdict,
    }
}

/// The newest runs by civil weeks: runs of one week are alike (one course, one shoe, one
/// heat), so that a week and not a run is what the interval may be drawn from.
fn weeks_of(points: &[Point]) -> Vec<Vec<f64>> {
    let newest = points.get(points.len().saturating_sub(MOST)..);
    newest
        .unwrap_or_default()
        .chunk_by(|a, b| monday(a.day) == monday(b.day))
        .map(|week| week.iter().map(|point| point.adjusted).collect())
        .collect()
}
