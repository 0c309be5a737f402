//! Tendon load per day with its exponentially weighted means over 7 and 28 days.
//! It compares a runner with himself, informs, and decides nothing.

use super::axis::{Days1d, Scale, draw_days, draw_name, draw_values, numbered, ticks_up_to};
use super::palette::Role;
use super::scene::{Area, Scene, Sign};
use super::{Canvas, begin, only_words};
use comeback_core::diary::load::LoadDay;

const TITLE: &str = "Tendon load a day";

pub fn draw(data: &[LoadDay], canvas: &Canvas) -> Scene {
    let any = loads(data).any(|load| load > 0.0);
    let (Some(first), Some(last), true) = (data.first(), data.last(), any) else {
        return only_words(
            canvas,
            TITLE,
            "No tendon load yet. It is computed from speed, cadence and slope of a recorded run; a run entered by hand has none.",
        );
    };
    let (mut scene, area) = begin(canvas, TITLE, &words(data));
    let items = [
        (Sign::Square, Role::Easy, "day"),
        (Sign::Line, Role::Second, "7-day mean"),
        (Sign::Dashes, Role::Ink, "28-day mean"),
    ];
    let top = area.top + scene.legend(&items, (area.left, area.top), area.right) + 6.0;
    let plot = Area::new(
        area.left + 40.0,
        top + 24.0,
        area.right - 4.0,
        area.bottom - 26.0,
    );
    let days = Days1d::new(first.date, last.date, plot.left, plot.right);
    let highest = loads(data).fold(0.0, f64::max);
    let count = ((plot.height() / 34.0) as usize).clamp(2, 6);
    let ticks = ticks_up_to(highest, count, &[]);
    let scale = Scale::new(
        0.0,
        ticks.last().copied().unwrap_or(1.0),
        plot.bottom,
        plot.top,
    );
    draw_name(&mut scene, area.left, top, "tendon load index");
    draw_values(&mut scene, &plot, &scale, &numbered(&ticks));

    let width = (days.day_width() * 0.8).max(0.6);
    for day in data {
        let middle = days.at(day.date, 0.5);
        match day.load.filter(|load| load.is_finite()) {
            Some(load) if load > 0.0 => {
                let (from, to) = (middle - width / 2.0, middle + width / 2.0);
                scene.rect(Area::new(from, scale.at(load), to, plot.bottom), Role::Easy);
            }
            Some(_) => {}
            None => scene.sign(Sign::Cross, (middle, plot.bottom - 6.0), 3.4, Role::Muted),
        }
    }
    for line in pieces(data, |day| day.chronic, &days, &scale) {
        scene.dashed(&line, 5.0, 3.5, 1.6, Role::Ink);
    }
    for line in pieces(data, |day| day.acute, &days, &scale) {
        scene.line(line, 2.2, Role::Second);
    }
    draw_days(&mut scene, &plot, &days, (area.left, area.right));
    scene
}

fn loads(data: &[LoadDay]) -> impl Iterator<Item = f64> + '_ {
    data.iter()
        .filter_map(|day| day.load)
        .filter(|load| load.is_finite())
}

/// A curve in pieces, parted by the days on which it is not known.
fn pieces(
    data: &[LoadDay],
    value: fn(&LoadDay) -> Option<f64>,
    days: &Days1d,
    scale: &Scale,
) -> Vec<Vec<(f64, f64)>> {
    data.split(|day| value(day).is_none_or(|value| !value.is_finite()))
        .map(|piece| {
            let place = |day: &LoadDay| Some((days.at(day.date, 0.5), scale.at(value(day)?)));
            piece.iter().filter_map(place).collect::<Vec<_>>()
        })
        .filter(|piece| piece.len() > 1)
        .collect()
}

fn words(data: &[LoadDay]) -> String {
    let latest = |value: fn(&LoadDay) -> Option<f64>| {
        let last = data
            .iter()
            .rev()
            .filter_map(value)
            .find(|value| value.is_finite());
        last.map_or("not known".to_owned(), |value| {
            super::axis::plain((value * 10.0).round() / 10.0)
        })
    };
    format!(
        "Tendon load index of {} days as bars. The 7-day mean ends at {}, the 28-day mean at {}.",
        data.len(),
        latest(|day| day.acute),
        latest(|day| day.chronic)
    )
}
