//! How the errors of the figures spread, by noise: half of the runs in the thick
//! part, nine in ten on the thin line.

use super::super::errors::quantile;
use super::super::page::{chosen, errors};
use super::super::passage::{Metric, Passage};
use super::super::source::{NOISES, Source, noise_name};
use super::sheet::{WIDTH, columns, heading, noise_sign, titled};
use comeback_report::charts::axis::{Scale, plain, ticks_between};
use comeback_report::charts::palette::Role;
use comeback_report::charts::scene::{Anchor, Area, Scene, Sign};

const SHOWN: [Metric; 9] = [
    Metric::Distance,
    Metric::Running,
    Metric::Hard,
    Metric::CadenceMedian,
    Metric::StepLength,
    Metric::Gap,
    Metric::Ascent,
    Metric::Grade,
    Metric::Fastest,
];
const COLUMNS: usize = 3;
const PANEL: f64 = 150.0;

pub(super) fn draw(passages: &[Passage]) -> Scene {
    let words = "Measured less true, FIT with a barometer: the sign is the middle run, the thick part holds half of the runs, the thin line nine in ten. The upright line is no error.";
    let rows = SHOWN.len().div_ceil(COLUMNS) as f64;
    let (mut scene, top) = titled(rows * PANEL + 92.0, "Figures: how the errors spread", words);
    let width = (WIDTH - 32.0) / COLUMNS as f64;
    for (index, metric) in SHOWN.into_iter().enumerate() {
        let left = 16.0 + (index % COLUMNS) as f64 * width;
        let top = top + (index / COLUMNS) as f64 * PANEL;
        panel(
            &mut scene,
            passages,
            metric,
            (left, top),
            width,
            index % COLUMNS == 0,
        );
    }
    scene
}

fn panel(
    scene: &mut Scene,
    passages: &[Passage],
    metric: Metric,
    at: (f64, f64),
    width: f64,
    named: bool,
) {
    let (left, top) = at;
    heading(
        scene,
        (left + 4.0, top + 8.0),
        &format!("{}, {}", metric.name(), metric.unit()),
    );
    let area = Area::new(
        left + 54.0,
        top + 22.0,
        left + width - 14.0,
        top + PANEL - 34.0,
    );
    let spread = NOISES.map(|noise| {
        let own = chosen(passages, move |p| {
            p.source == Source::Barometer && p.noise == noise
        });
        let mut values = errors(own, metric).values().to_vec();
        [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| quantile(&mut values, share).unwrap_or(0.0))
    });
    let low = spread.iter().map(|s| s[0]).fold(0.0, f64::min);
    let high = spread.iter().map(|s| s[4]).fold(0.0, f64::max);
    let room = 0.08 * (high - low).max(0.01);
    let x = Scale::new(low - room, high + room, area.left, area.right);
    let ticks: Vec<_> = ticks_between(low - room, high + room, 4)
        .into_iter()
        .map(|tick| (x.at(tick), plain(tick)))
        .collect();
    columns(scene, area, &ticks);
    scene.line(
        vec![(x.at(0.0), area.top), (x.at(0.0), area.bottom)],
        1.6,
        Role::Axis,
    );
    let step = area.height() / NOISES.len() as f64;
    for (row, (noise, values)) in NOISES.into_iter().zip(spread).enumerate() {
        let y = area.top + (row as f64 + 0.5) * step;
        if named {
            scene.text(
                (area.left - 6.0, y),
                Anchor::End,
                12.0,
                Role::Muted,
                noise_name(noise),
            );
        }
        let (sign, role) = noise_sign(noise);
        let [least, lower, middle, upper, most] = values.map(|value| x.at(value));
        scene.line(vec![(least, y), (most, y)], 1.4, role);
        scene.line(vec![(lower, y), (upper, y)], 5.0, role);
        scene.sign(Sign::Disc, (middle, y), 6.6, Role::Paper);
        scene.sign(sign, (middle, y), 4.4, role);
    }
}
