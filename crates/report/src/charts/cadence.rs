//! Cadence of each run against what this runner's own history expects at the
//! same speed: a deficit is a lengthened stride, not a number under 180.

use super::axis::{Days1d, Scale, draw_days, draw_name, draw_values, numbered, ticks_between};
use super::palette::Role;
use super::scene::{Anchor, Area, Scene, Sign};
use super::{Canvas, begin, only_words};
use chrono::NaiveDate;

const TITLE: &str = "Cadence of each run against your own expectation";

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub day: NaiveDate,
    /// Measured, steps per minute.
    pub measured: f64,
    /// Expected at the speed of this run; `None` before the baseline is long enough.
    pub expected: Option<f64>,
    /// Half-width of what is usual around the expectation, steps per minute.
    pub spread: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cadence {
    pub points: Vec<Point>,
    /// The target while cadence is the focus of gait work.
    pub target: Option<f64>,
}

pub fn draw(data: &Cadence, canvas: &Canvas) -> Scene {
    let points: Vec<Point> = data
        .points
        .iter()
        .copied()
        .filter(|point| point.measured.is_finite())
        .collect();
    let first = points.iter().map(|point| point.day).min();
    let last = points.iter().map(|point| point.day).max();
    let (Some(first), Some(last)) = (first, last) else {
        return only_words(
            canvas,
            TITLE,
            "No run with a cadence yet. Most watches record it; a footpod helps on a treadmill.",
        );
    };
    let (mut scene, area) = begin(canvas, TITLE, &words(data, &points));
    let mut items = vec![(Sign::Disc, Role::Accent, "measured")];
    if points.iter().any(|point| point.expected.is_some()) {
        items.push((Sign::Line, Role::Second, "expected at that speed"));
    }
    if points.iter().any(|point| point.spread.is_some()) {
        items.push((Sign::Band, Role::Soft, "within the limit"));
    }
    if data.target.is_some() {
        items.push((Sign::Dashes, Role::Ink, "target"));
    }
    let top = area.top + scene.legend(&items, (area.left, area.top), area.right) + 6.0;
    let plot = Area::new(
        area.left + 40.0,
        top + 24.0,
        area.right - 8.0,
        area.bottom - 26.0,
    );

    let (low, high) = bounds(data, &points);
    let scale = Scale::new(low, high, plot.bottom, plot.top);
    let days = Days1d::new(first, last, plot.left, plot.right);
    draw_name(&mut scene, area.left, top, "steps per minute");
    let count = ((plot.height() / 34.0) as usize).clamp(2, 6);
    draw_values(
        &mut scene,
        &plot,
        &scale,
        &numbered(&ticks_between(low, high, count)),
    );
    for stretch in stretches(&points) {
        draw_expected(&mut scene, &scale, &days, &stretch);
    }
    if let Some(target) = data.target.filter(|target| target.is_finite()) {
        let y = scale.at(target);
        scene.dashed(&[(plot.left, y), (plot.right, y)], 6.0, 4.0, 1.6, Role::Ink);
        let text = format!("target {}", target.round());
        scene.text_if_free(
            (plot.left + 4.0, y - 9.0),
            Anchor::Start,
            12.0,
            Role::Ink,
            &text,
        );
    }
    let radius = (days.day_width() * 0.8).clamp(2.4, 4.2);
    for point in &points {
        let at = (days.at(point.day, 0.5), scale.at(point.measured));
        scene.sign(Sign::Disc, at, radius, Role::Accent);
    }
    draw_days(&mut scene, &plot, &days, (area.left, area.right));
    scene
}

/// Runs in a row that have an expectation: where it is missing, the line has a gap.
fn stretches(points: &[Point]) -> Vec<Vec<Point>> {
    let mut sorted = points.to_vec();
    sorted.sort_by_key(|point| point.day);
    sorted
        .split(|point| point.expected.is_none_or(|expected| !expected.is_finite()))
        .filter(|stretch| !stretch.is_empty())
        .map(<[Point]>::to_vec)
        .collect()
}

fn draw_expected(scene: &mut Scene, scale: &Scale, days: &Days1d, stretch: &[Point]) {
    let edge = |sign: f64| -> Vec<(f64, f64)> {
        stretch
            .iter()
            .filter_map(|point| {
                let spread = point.spread.filter(|spread| spread.is_finite())?;
                let value = point.expected? + sign * spread;
                Some((days.at(point.day, 0.5), scale.at(value)))
            })
            .collect()
    };
    let mut band = edge(1.0);
    band.extend(edge(-1.0).into_iter().rev());
    scene.fill(band, Role::Soft);
    let line: Vec<(f64, f64)> = stretch
        .iter()
        .filter_map(|point| Some((days.at(point.day, 0.5), scale.at(point.expected?))))
        .collect();
    if let [(x, y)] = line.as_slice() {
        scene.line(vec![(x - 5.0, *y), (x + 5.0, *y)], 2.0, Role::Second);
    } else {
        scene.line(line, 2.0, Role::Second);
    }
}

fn bounds(data: &Cadence, points: &[Point]) -> (f64, f64) {
    let values = points
        .iter()
        .flat_map(|point| {
            let spread = point.spread.unwrap_or(0.0);
            [
                Some(point.measured),
                point.expected.map(|expected| expected - spread),
                point.expected.map(|expected| expected + spread),
            ]
        })
        .flatten()
        .chain(data.target)
        .filter(|value| value.is_finite());
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    // At least 20 steps of range: noise must not look like change.
    let middle = (low + high) / 2.0;
    let half = ((high - low) / 2.0 + 2.0).max(10.0);
    (middle - half, middle + half)
}

fn words(data: &Cadence, points: &[Point]) -> String {
    let low = points
        .iter()
        .map(|point| point.measured)
        .fold(f64::INFINITY, f64::min);
    let high = points
        .iter()
        .map(|point| point.measured)
        .fold(0.0, f64::max);
    let mut text = format!(
        "Cadence of {} runs, {} to {} steps per minute.",
        points.len(),
        low.round(),
        high.round()
    );
    let last = points.last().and_then(|point| {
        let share = 100.0 * (point.measured / point.expected.filter(|spm| spm.is_finite())? - 1.0);
        share.is_finite().then_some(share.round())
    });
    if let Some(share) = last {
        let side = if share < 0.0 { "below" } else { "above" };
        text.push_str(&format!(
            " The last run lay {} % {side} the own expectation at its speed.",
            share.abs()
        ));
    }
    if let Some(target) = data.target {
        text.push_str(&format!(
            " The target is {} steps per minute.",
            target.round()
        ));
    }
    text
}
