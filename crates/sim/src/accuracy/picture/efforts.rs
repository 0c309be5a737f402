//! How well each kind of effort is found: F1 by noise and by source.

use super::super::super::watch::Noise;
use super::super::page::{asked, chosen, tally};
use super::super::passage::{EFFORTS, Passage};
use super::super::source::{NOISES, Source};
use super::sheet::{WIDTH, columns, heading, noise_sign, noise_text, titled};
use comeback_core::run::EffortKind;
use comeback_report::charts::axis::Scale;
use comeback_report::charts::palette::Role;
use comeback_report::charts::scene::{Anchor, Area, Scene, Sign};

const ROW: f64 = 26.0;
const LEFT: f64 = 92.0;

pub(super) fn draw(passages: &[Passage]) -> Scene {
    let words = "F1 is 1 when every effort was found and none invented, 0 when none was found. Vertical bars are the targets: 0.95 for sprints, 0.98 for hills.";
    let rows = EFFORTS.len() as f64 * ROW;
    let (mut scene, top) = titled(
        2.0 * rows + 260.0,
        "Efforts: how well each kind is found",
        words,
    );
    let by_noise: Vec<_> = NOISES
        .iter()
        .map(|noise| {
            let (sign, role) = noise_sign(*noise);
            (Source::Barometer, *noise, sign, role, noise_text(*noise))
        })
        .collect();
    let signs = [
        (Source::Barometer, Sign::Triangle, Role::Second),
        (Source::Satellite, Sign::Disc, Role::Accent),
        (Source::Smart, Sign::Diamond, Role::Safe),
        (Source::Phone, Sign::Cross, Role::Ink),
        (Source::Gpx, Sign::Square, Role::Muted),
        (Source::Tcx, Sign::Ring, Role::TooMuch),
    ];
    let by_source: Vec<_> = signs
        .into_iter()
        .map(|(source, sign, role)| (source, Noise::Typical, sign, role, source.name().to_owned()))
        .collect();
    let below = panel(
        &mut scene,
        passages,
        top,
        "FIT with a barometer, by noise",
        &by_noise,
    );
    panel(
        &mut scene,
        passages,
        below,
        "typical noise, by watch and file",
        &by_source,
    );
    scene
}

type Series = (Source, Noise, Sign, Role, String);

fn panel(scene: &mut Scene, passages: &[Passage], top: f64, name: &str, series: &[Series]) -> f64 {
    heading(scene, (16.0, top + 6.0), name);
    let items: Vec<_> = series.iter().map(|s| (s.2, s.3, s.4.as_str())).collect();
    let top = top + 18.0 + scene.legend(&items, (16.0, top + 18.0), WIDTH - 16.0) + 6.0;
    let area = Area::new(LEFT, top, WIDTH - 24.0, top + EFFORTS.len() as f64 * ROW);
    let x = Scale::new(0.0, 1.0, area.left, area.right);
    let ticks = [0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0].map(|t| (x.at(t), format!("{t}")));
    columns(scene, area, &ticks);
    for (row, kind) in EFFORTS.into_iter().enumerate() {
        let y = area.top + (row as f64 + 0.5) * ROW;
        scene.text(
            (area.left - 10.0, y),
            Anchor::End,
            12.5,
            Role::Ink,
            kind.as_str(),
        );
        scene.line(vec![(area.left, y), (area.right, y)], 1.0, Role::Grid);
        let target = match kind {
            EffortKind::HillSprint | EffortKind::Sprint => Some(0.95),
            EffortKind::Hill => Some(0.98),
            _ => None,
        };
        if let Some(at) = target.map(|target| x.at(target)) {
            scene.line(vec![(at, y - 10.0), (at, y + 10.0)], 2.4, Role::Ink);
        }
        // Equal values would hide one another: they are spread over the row.
        let count = series.len() as f64;
        for (place, (source, noise, sign, role, _)) in series.iter().enumerate() {
            let (source, noise) = (*source, *noise);
            let own = chosen(passages, move |p| {
                p.source == source && p.noise == noise && asked(p.kind)
            });
            if let Some(f1) = tally(own, kind).f1() {
                let shift = (place as f64 - (count - 1.0) / 2.0) * (ROW - 10.0) / count;
                scene.sign(*sign, (x.at(f1), y + shift), 3.8, *role);
            }
        }
    }
    area.bottom + 34.0
}
