//! Small multiples: figures that are recorded now and then, each in its own
//! little picture on a shared stretch of time.

use super::axis::{Days1d, Scale, draw_days, draw_values, numbered, plain, ticks_between};
use super::canvas::{Canvas, begin, only_words};
use super::palette::Role;
use super::scene::{Anchor, Area, Label, Scene, Sign};
use chrono::NaiveDate;

const TITLE: &str = "Also recorded";

/// One figure over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Small {
    pub name: String,
    pub unit: String,
    pub points: Vec<(NaiveDate, f64)>,
    /// Fixed ends of the scale where it has them (VISA-H: 0 to 100).
    pub ends: Option<(f64, f64)>,
    /// Least range otherwise.
    pub least: f64,
}

pub fn draw(data: &[Small], canvas: &Canvas) -> Scene {
    let shown: Vec<&Small> = data
        .iter()
        .filter(|small| !small.points.is_empty())
        .collect();
    let dates = || {
        shown
            .iter()
            .flat_map(|small| small.points.iter().map(|(day, _)| *day))
    };
    let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
        return only_words(
            canvas,
            TITLE,
            "No VISA-H score and no running dynamics are recorded.",
        );
    };
    let (mut scene, area) = begin(canvas, TITLE, &words(&shown));
    let columns = if area.width() >= 560.0 {
        shown.len().clamp(1, 2)
    } else {
        1
    };
    let rows = shown.len().div_ceil(columns);
    let (wide, high) = (
        area.width() / columns as f64,
        area.height() / rows.max(1) as f64,
    );
    for (index, small) in shown.iter().enumerate() {
        let left = area.left + wide * (index % columns) as f64;
        let top = area.top + high * (index / columns) as f64;
        draw_one(
            &mut scene,
            small,
            (first, last),
            &Area::new(left, top, left + wide - 8.0, top + high),
        );
    }
    scene
}

/// The height that the pictures need at a width.
pub fn height(data: &[Small], width: f64) -> u32 {
    let shown = data.iter().filter(|small| !small.points.is_empty()).count();
    let rows = if width >= 560.0 {
        shown.div_ceil(2)
    } else {
        shown
    };
    (rows.clamp(1, 8) as u32) * 150
}

fn draw_one(scene: &mut Scene, small: &Small, span: (NaiveDate, NaiveDate), area: &Area) {
    scene.label(Label {
        x: area.left,
        y: area.top + 10.0,
        anchor: Anchor::Start,
        size: 13.0,
        bold: false,
        role: Role::Ink,
        text: format!("{}, {}", small.name, small.unit),
    });
    let plot = Area::new(
        area.left + 40.0,
        area.top + 32.0,
        area.right - 12.0,
        area.bottom - 28.0,
    );
    let values = || {
        small
            .points
            .iter()
            .map(|(_, value)| *value)
            .filter(|value| value.is_finite())
    };
    let (low, high) = small.ends.unwrap_or_else(|| {
        let low = values().fold(f64::INFINITY, f64::min);
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        let middle = f64::midpoint(low, high);
        let half = ((high - low) * 0.6).max(small.least / 2.0);
        (middle - half, middle + half)
    });
    let scale = Scale::new(low, high, plot.bottom, plot.top);
    let count = ((plot.height() / 26.0) as usize).clamp(2, 4);
    draw_values(
        scene,
        &plot,
        &scale,
        &numbered(&ticks_between(low, high, count)),
    );
    let days = Days1d::new(span.0, span.1, plot.left, plot.right);
    let placed: Vec<(f64, f64)> = small
        .points
        .iter()
        .filter(|(_, value)| value.is_finite())
        .map(|(day, value)| (days.at(*day, 0.5), scale.at(*value)))
        .collect();
    scene.line(placed.clone(), 1.2, Role::Axis);
    for at in &placed {
        scene.sign(Sign::Disc, *at, 3.0, Role::Accent);
    }
    draw_days(scene, &plot, &days, (area.left, area.right));
}

fn words(shown: &[&Small]) -> String {
    let told: Vec<String> = shown
        .iter()
        .map(|small| {
            let value = |point: Option<&(NaiveDate, f64)>| {
                point.map_or(String::new(), |(_, value)| plain(*value))
            };
            format!(
                "{}: {} values, first {}, last {} {}.",
                small.name,
                small.points.len(),
                value(small.points.first()),
                value(small.points.last()),
                small.unit
            )
        })
        .collect();
    told.join(" ")
}
