//! Cadence over time with speed taken out: has the step changed?

use super::lasting::{Lasting, lasting};
use super::{count, days};
use crate::calendar::Days;
use crate::diary::{GaitFocus, History};
use crate::limits;
use crate::recording::SubSport;
use crate::robust::{median, median_of, spread, weighted_median};
use crate::run::Run;
use crate::units::MetresPerSecond;
use chrono::NaiveDate;

/// The cadence of one run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The day.
    pub day: NaiveDate,
    /// Speed of the running samples, m/s.
    pub speed: f64,
    /// Median as measured, steps/min.
    pub measured: f64,
    /// The same at the common speed, steps/min.
    pub adjusted: f64,
    /// On the rarer of treadmill and outdoors: drawn, and outside fit, line and band.
    pub aside: bool,
}

/// Where the slope of cadence over speed came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlopeSource {
    /// From the runner's own pairs of runs.
    Own,
    /// Too few pairs of runs: the general one.
    General,
    /// Taking speed out would add more than it takes: nothing is taken out.
    None,
}

/// The usual range of cadence at the common speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usual {
    /// First day that is looked at.
    pub from: NaiveDate,
    /// Steps/min.
    pub centre: f64,
    /// Half of its width, steps/min.
    pub half: f64,
    /// Runs that it is made of.
    pub runs: usize,
}

/// How far a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Within the usual range.
    AsUsual,
    /// A little changed.
    Little,
    /// Clearly changed.
    Clear,
}

/// What the sentence says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// Words only: so many runs with a cadence in the year.
    TooFewRuns(usize),
    /// So many runs with a cadence in the last four weeks.
    TooFewNow(usize),
    /// So many runs before that could make a usual range.
    NoUsual(usize),
    /// Change in per cent of the usual.
    Change {
        /// How large it is.
        size: Size,
        /// By how much, %.
        percent: f64,
    },
    /// Steps up since the focus on cadence began, and how many are short of the target;
    /// none where it is reached.
    Focus {
        /// Steps a minute more than before the focus.
        up: f64,
        /// Steps a minute short of the target; `None` where it is reached.
        short: Option<f64>,
    },
}

/// Cadence over time, at one speed.
#[derive(Debug, Clone, PartialEq)]
pub struct CadenceTrend {
    /// The day that it is told on.
    pub today: NaiveDate,
    /// In time order, at most a year.
    pub points: Vec<Point>,
    /// The runs aside are those on a treadmill, else those outdoors.
    pub aside_is_treadmill: bool,
    /// The common speed, m/s: the median of the year.
    pub speed: MetresPerSecond,
    /// Steps/min per m/s.
    pub slope: f64,
    /// Where the slope came from.
    pub slope_source: SlopeSource,
    /// Pieces of the line; a piece is never drawn across a gap.
    pub line: Vec<Vec<(NaiveDate, f64)>>,
    /// The usual range, where enough is known.
    pub usual: Option<Usual>,
    /// When the gait changes were begun, in order.
    pub focuses: Vec<(NaiveDate, GaitFocus)>,
    /// Since when cadence is or was the focus.
    pub focus: Option<NaiveDate>,
    /// From the focus on, steps/min.
    pub target: Option<(f64, f64)>,
    /// Median of the last four weeks.
    pub now: Option<f64>,
    /// A clear change that came before those weeks and holds still; none is looked for
    /// where the step is being changed.
    pub lasting: Option<Lasting>,
    /// What is said of it.
    pub verdict: Verdict,
}

/// Speed and median cadence of a run that can be held against others.
fn told(run: &Run) -> Option<(f64, f64)> {
    let cadence = run.cadence?;
    let long_enough = run.running_minutes()? >= limits::TREND_RUN_MINUTES.value;
    let covered = cadence.coverage >= limits::TREND_COVERAGE.value;
    // A stated run has no samples to tell the length of a step.
    let speed = match run.step_length {
        Some(step) => step.get() * cadence.mean.get() / 60.0,
        None => run.speed?.get(),
    };
    let (speed, spm) = (speed, cadence.median.get());
    (long_enough && covered && !run.is_accident() && speed > 0.0 && speed.is_finite())
        .then_some((speed, spm))
        .filter(|(_, spm)| spm.is_finite() && *spm > 0.0)
}

fn on_treadmill(run: &Run) -> bool {
    matches!(run.sub_sport, SubSport::Treadmill)
}

/// The trend at the history's moment.
pub fn trend(history: &History) -> CadenceTrend {
    let told = without_line(history);
    CadenceTrend {
        line: line(&told.points),
        ..told
    }
}

/// The same without what only a chart draws.
pub(super) fn without_line(history: &History) -> CadenceTrend {
    let today = history.today();
    let first = today - Days::new(limits::TREND_DAYS.value as u64);
    let runs: Vec<(&Run, f64, f64)> = history
        .runs_between(first, today)
        .iter()
        .filter_map(|run| told(run).map(|(speed, spm)| (run, speed, spm)))
        .collect();
    let treadmills = runs.iter().filter(|(run, ..)| on_treadmill(run)).count();
    let aside_is_treadmill = treadmills * 2 <= runs.len();
    let mut points: Vec<Point> = runs
        .iter()
        .map(|(run, speed, spm)| Point {
            day: run.date(),
            speed: *speed,
            measured: *spm,
            adjusted: *spm,
            aside: on_treadmill(run) == aside_is_treadmill,
        })
        .collect();
    let common = median_of(in_line(&points).map(|point| point.speed)).unwrap_or(0.0);
    let (slope, slope_source) = slope(&points, common);
    for point in &mut points {
        point.adjusted = at_common(point, slope, common);
    }
    let focuses = begun(history, first);
    let focus = focuses
        .iter()
        .rev()
        .find(|(_, focus)| *focus == GaitFocus::Cadence)
        .map(|(day, _)| *day);
    let now_from = today - Days::new(limits::NOW_DAYS.value as u64 - 1);
    let recent: Vec<f64> = in_line(&points)
        .filter(|point| point.day >= now_from)
        .map(|point| point.adjusted)
        .collect();
    let enough = recent.len() >= count(&limits::NOW_RUNS);
    let now = median_of(recent.iter().copied()).filter(|_| enough);
    let series: Vec<(NaiveDate, f64)> = in_line(&points)
        .map(|point| (point.day, point.adjusted))
        .collect();
    let lasting = lasting(&series, today, now).filter(|_| focus.is_none());
    let since = lasting.map(|change| change.since);
    let (usual, before) = usual(&points, focus.unwrap_or(now_from), since);
    let target = usual.zip(focus).map(|(usual, _)| {
        (
            usual.centre * limits::CADENCE_TARGET_FACTOR.value,
            usual.centre * limits::CADENCE_TARGET_CAP.value,
        )
    });
    let verdict = if points.len() < count(&limits::TREND_RUNS) {
        Verdict::TooFewRuns(points.len())
    } else {
        match (now, usual) {
            (None, _) => Verdict::TooFewNow(recent.len()),
            (Some(_), None) => Verdict::NoUsual(before),
            (Some(now), Some(usual)) => match target {
                Some((least, _)) => Verdict::Focus {
                    up: now - usual.centre,
                    short: Some(least - now).filter(|short| *short > 0.0),
                },
                None => change(now, usual.centre),
            },
        }
    };
    CadenceTrend {
        today,
        line: Vec::new(),
        points,
        aside_is_treadmill,
        speed: MetresPerSecond::new(common),
        slope,
        slope_source,
        usual,
        focuses,
        focus,
        target,
        now,
        lasting,
        verdict,
    }
}

/// A cadence against the usual one.
pub fn change(now: f64, usual: f64) -> Verdict {
    let percent = 100.0 * (now / usual - 1.0);
    let size = match percent.abs() {
        far if far < limits::CADENCE_CHANGE.value => Size::AsUsual,
        far if far < limits::CADENCE_CHANGE_CLEAR.value => Size::Little,
        _ => Size::Clear,
    };
    Verdict::Change { size, percent }
}

/// The points that the line is made of.
pub fn in_line(points: &[Point]) -> impl DoubleEndedIterator<Item = &Point> {
    points.iter().filter(|point| !point.aside)
}

fn at_common(point: &Point, slope: f64, common: f64) -> f64 {
    point.measured - slope * (point.speed - common)
}

/// The slope of cadence over speed from pairs of runs that lie near in time: what
/// changed over months is no matter of speed.
fn slope(points: &[Point], common: f64) -> (f64, SlopeSource) {
    let points: Vec<&Point> = in_line(points).collect();
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    for (place, early) in points.iter().enumerate() {
        let near = (points.iter().skip(place + 1))
            .take_while(|late| (late.day - early.day).num_days() <= days(&limits::TREND_PAIR_DAYS));
        for late in near {
            let apart = late.speed - early.speed;
            if apart.abs() >= limits::TREND_PAIR_SPEED.value {
                pairs.push(((late.measured - early.measured) / apart, apart.abs()));
            }
        }
    }
    let (slope, source) = if pairs.len() < count(&limits::TREND_PAIRS) {
        (limits::TREND_SLOPE.value, SlopeSource::General)
    } else {
        let own = weighted_median(&mut pairs).unwrap_or(limits::TREND_SLOPE.value);
        (
            own.clamp(0.0, limits::TREND_SLOPE_MAX.value),
            SlopeSource::Own,
        )
    };
    let step = |of: &dyn Fn(&Point) -> f64| {
        median_of(
            points
                .windows(2)
                .filter_map(|pair| <[&Point; 2]>::try_from(pair).ok())
                .filter(|[early, late]| {
                    (late.day - early.day).num_days() <= days(&limits::TREND_NEXT_DAYS)
                })
                .map(|[early, late]| (of(late) - of(early)).abs()),
        )
    };
    let rougher = step(&|point| at_common(point, slope, common))
        .zip(step(&|point| point.measured))
        .is_some_and(|(adjusted, measured)| adjusted > measured);
    if rougher {
        (0.0, SlopeSource::None)
    } else {
        (slope, source)
    }
}

/// The usual range from the weeks before a day, and how many runs they hold at most. It
/// is not taken across a lasting change, where there are enough runs since: a range that
/// holds both levels would call either usual.
fn usual(points: &[Point], before: NaiveDate, since: Option<NaiveDate>) -> (Option<Usual>, usize) {
    let held = |since: NaiveDate| {
        in_line(points)
            .filter(|point| since <= point.day && point.day < before)
            .count()
            >= count(&limits::USUAL_RUNS)
    };
    let since = since.filter(|since| held(*since));
    let mut most = 0;
    for weeks in [limits::USUAL_WEEKS, limits::USUAL_WEEKS_MORE] {
        let from = before - Days::new(7 * weeks.value as u64);
        let from = since.map_or(from, |since| from.max(since));
        let values: Vec<f64> = in_line(points)
            .filter(|point| from <= point.day && point.day < before)
            .map(|point| point.adjusted)
            .collect();
        most = most.max(values.len());
        if values.len() < count(&limits::USUAL_RUNS) {
            continue;
        }
        if let Some((centre, spread)) = median_of(values.iter().copied()).zip(spread(&values)) {
            let least = centre * limits::USUAL_CADENCE_LEAST.value / 100.0;
            let usual = Usual {
                from,
                centre,
                half: (limits::USUAL_DEVIATIONS.value * spread).max(least),
                runs: values.len(),
            };
            return (Some(usual), most);
        }
    }
    (None, most)
}

/// The middle of the last runs at each run, in pieces.
fn line(points: &[Point]) -> Vec<Vec<(NaiveDate, f64)>> {
    let points: Vec<&Point> = in_line(points).collect();
    let mut pieces: Vec<Vec<(NaiveDate, f64)>> = Vec::new();
    let mut last: Option<NaiveDate> = None;
    for (place, point) in points.iter().enumerate() {
        let is_near = last
            .is_some_and(|last| (point.day - last).num_days() <= days(&limits::TREND_NEXT_DAYS));
        last = Some(point.day);
        let mut window: Vec<f64> = (points.iter().take(place + 1).rev())
            .take(count(&limits::TREND_LINE_RUNS))
            .take_while(|before| {
                (point.day - before.day).num_days() < days(&limits::TREND_LINE_DAYS)
            })
            .map(|before| before.adjusted)
            .collect();
        let Some(middle) = middle(&mut window) else {
            // The next piece begins where there are enough again.
            pieces.push(Vec::new());
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if is_near => piece.push((point.day, middle)),
            _ => pieces.push(vec![(point.day, middle)]),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The mean of the middle three (four of an even count), of few the median.
fn middle(window: &mut [f64]) -> Option<f64> {
    if window.len() < count(&limits::TREND_LINE_LEAST) {
        return None;
    }
    if window.len() < count(&limits::TREND_LINE_TRIMMED) {
        return median(window);
    }
    window.sort_unstable_by(f64::total_cmp);
    let aside = (window.len() - 3) / 2;
    let kept = window.get(aside..window.len() - aside)?;
    Some(kept.iter().sum::<f64>() / kept.len() as f64)
}

/// When each gait change was begun, from a day on; going on with one is no beginning.
fn begun(history: &History, from: NaiveDate) -> Vec<(NaiveDate, GaitFocus)> {
    let mut found: Vec<(NaiveDate, GaitFocus)> = Vec::new();
    let mut before = None;
    for entry in &history.gait {
        if before != Some(entry.focus) {
            found.push((history.local_date(entry.at), entry.focus));
        }
        before = Some(entry.focus);
    }
    found.retain(|(day, focus)| *day >= from && *focus != GaitFocus::Done);
    found
}
